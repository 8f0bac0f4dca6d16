# SPDX-License-Identifier: Apache-2.0
"""The list of candidates: find them as you type, mark some, take the next step for all of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import stages
from hr_desk.i18n import N_, t
from hr_desk.operations import candidates, drafts, recruitment, requisitions, taking_back
from hr_desk.operations.application_query import may_see_sources
from hr_desk.operations.candidates import ApplicationPage, ApplicationRow
from hr_desk.operations.drafts import DraftLine
from ui.pages.candidate_board import CandidateBoard
from ui.pages.candidate_filter import CandidateFilter
from ui.pages.candidate_header import CandidateHeader
from ui.pages.contacting import Contacting
from ui.pages.decisions import DONE, STEPS, DecisionPanel, StepBar, verb_of
from ui.pages.drafting import place_of
from ui.pages.further_steps import FurtherSteps
from ui.pages.hand_out import HandOut
from ui.pages.merge_panel import MergePanel, offer_undo
from ui.pages.page import SlicedPage
from ui.pages.paper_forms import PaperPanel
from ui.pages.saved_filters import SavedFilters
from ui.pages.undoing import Undoing
from ui.tables.model import RecordTableModel
from ui.tables.rows import POOL_UNTIL, application_columns, application_rows
from ui.tables.view import RecordTable
from ui.widgets.dropping import TakesFiles
from ui.widgets.layouts import laid_out_once
from ui.widgets.panels import EmptyState

FIRST_FIELDS = 3
"""How many of the catalogue's columns are shown until a person chooses others."""


def first_columns(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the columns shown at first: few enough to leave room for stage and due day."""
    columns = [column.key for column in application_columns(catalogue)]
    fields = [field.key for field in catalogue.columns("hiring")]
    return tuple(key for key in columns if key not in (*fields[FIRST_FIELDS:], POOL_UNTIL))


class CandidatesPage(TakesFiles, SlicedPage):
    """Filter, table, and the steps for what is marked."""

    kinds = frozenset({"application", "person", "requisition", "stage", "sweep"})

    def make(self) -> Iterator[None]:
        """Make filter, table, board and the panels of the steps."""
        self._rows: dict[str, ApplicationRow] = {}
        self._total: int | None = None
        self._offered_drafts = False
        self.filter = CandidateFilter(self.desk)
        whose = (self.desk.session.desk_id, self.desk.session.user.id)
        self.saved = SavedFilters(self.around.preferences, whose, self.filter.query)
        yield
        self.table = RecordTable(RecordTableModel(application_columns(self.desk.catalogue)))
        self.table.show_columns(first_columns(self.desk.catalogue))
        self.none_yet, self.no_match = EmptyState("users"), EmptyState("search")
        yield
        self.bar = StepBar(self.desk)
        self.panel = DecisionPanel(self.desk)
        yield
        self.undoing = Undoing(self.desk, self.banner)
        self.further = FurtherSteps(self.desk, self.banner, self.undoing)
        yield
        self.merging = MergePanel(self.desk)
        self.board = CandidateBoard(self.desk)
        self._counts: Mapping[str, int] = {}
        yield
        self.contacting = Contacting(self.desk, self.banner, "candidates")
        yield
        self.hand_out = HandOut(self.desk, self.filter.query)
        self.papers, self.buttons = PaperPanel(self.desk), CandidateHeader(self.desk)
        self._view = QStackedWidget()
        # Some questions are tall; on a small screen the list gives way to them.
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        yield
        yield from self._lay_out()
        self._connect()
        yield

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Finding always, steps where every marked application allows them."""
        found: dict[str, Callable[[], object]] = {"candidates.find": self.filter.search.setFocus}
        found |= {"candidates.hand_out": self.hand_out.start, "candidates.board": self.toggle_board}
        found["candidates.blank_forms"] = partial(self.papers.start, None)
        if self.undoing.is_ready:
            found["candidates.undo"] = self.undoing.undo
        marked = self.marked()
        found |= self.further.possible() | self.contacting.possible()
        if len(marked) == 2 == len(self._marked_persons()) and self.desk.may("person.merge"):
            found["candidates.merge"] = self.merge
        if len(marked) == 1:
            found["candidates.open"] = partial(self.go.emit, "record", marked[0])
        verbs = self.possible_verbs()
        for action in STEPS:
            if verb_of(action) in verbs:
                found[action.id] = partial(self.start, verb_of(action))
        return found

    def receive(self, argument: Any) -> None:
        """Filter by what another page asks for, in the words of ``CandidateFilter.choose``."""
        if isinstance(argument, Mapping):
            self.filter.choose(**argument)

    def refresh(self) -> None:
        """Read list, counts and requisitions again."""
        self._read_list()
        self.desk.query(
            candidates.stage_counts, owner=self, done=self._show_counts, slot="candidates.counts"
        )
        self.desk.query(
            drafts.list_mine, owner=self, done=self._show_drafts, slot="candidates.drafts"
        )
        self.desk.query(
            requisitions.list_requisitions,
            include_closed=True,
            owner=self,
            done=self.filter.show_requisitions,
            slot="candidates.requisitions",
        )
        self.desk.query(
            taking_back.recruiters,
            owner=self,
            done=self.filter.further.show_owners,
            slot="candidates.owners",
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(t("Candidates"))
        self.filter.retranslate()
        self.saved.retranslate()
        self.table.set_name(t("Candidates"))
        self.none_yet.say(
            t("No candidates yet"),
            t("Take in the first one: name, post and one way to reach them are enough."),
            t("Take in a candidate"),
        )
        self.no_match.say(
            t("No candidate matches"),
            t("Try fewer letters, or look at all stages and requisitions again."),
            t("Clear the filters"),
        )
        self.board.retranslate()
        self._show_steps()

    def keep_drafts(self) -> None:
        """Leave no password and no text behind, neither here nor on the clipboard."""
        self.hand_out.once.forget()
        self.contacting.leave()
        self.contacting.forget()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Hand the files on to the page that reads them: they are CVs."""
        self.go.emit("cvs", tuple(paths))

    def start(self, verb: str) -> None:
        """Ask what a step needs for the marked applications."""
        self.panel.start(verb, self.marked(), self._next_stages())

    def merge(self) -> None:
        """Show the two marked people side by side; the one taken in first stays."""
        self.panel.leave()
        kept, gone = self._marked_persons()
        self.merging.start(kept, gone)

    def _marked_persons(self) -> list[str]:
        """Return the people of the marked applications, each once, the earliest first."""
        marked = [self._rows[id_] for id_ in self.table.marked() if id_ in self._rows]
        ordered = sorted(marked, key=lambda one: one.seq)
        return list(dict.fromkeys(one.person_id for one in ordered))

    def marked(self) -> tuple[str, ...]:
        """Return the applications that are marked, in the table or on the board."""
        return self.board.view.marked() if self.shows_board else self.table.marked()

    @property
    def shows_board(self) -> bool:
        """Whether the board is shown instead of the table."""
        return self._view.currentWidget() is self.board.view

    @laid_out_once
    def toggle_board(self) -> None:
        """Show the board instead of the table, or the table again."""
        self._view.setCurrentWidget(self.table if self.shows_board else self.board.view)
        self._read_list()
        self._show_steps()
        self.situation_changed.emit()

    def _known(self) -> dict[str, ApplicationRow]:
        return self.board.rows if self.shows_board else self._rows

    def _marked_rows(self) -> list[ApplicationRow]:
        known = self._known()
        return [known[id_] for id_ in self.marked() if id_ in known]

    def possible_verbs(self) -> frozenset[str]:
        """Return the steps that every marked application allows."""
        catalogue = self.desk.catalogue
        stands = {(row.stage, row.stations) for row in self._marked_rows()}
        each = [set(stages.allowed(catalogue, *one)) for one in stands]
        common = set.intersection(*each) if each else set()
        if not self._next_stages():
            common.discard("advance")
        return frozenset(common & self._allowed_to_me())

    def _allowed_to_me(self) -> set[str]:
        return {verb_of(action) for action in STEPS if self.desk.may(action.operation)}

    def _next_stages(self) -> tuple[str, ...]:
        each = [set(ways) for ways in {one.next_stages for one in self._marked_rows()}]
        common = set.intersection(*each) if each else set()
        return tuple(key for key in self.desk.catalogue.stages if key in common)

    def _read_list(self) -> None:
        if self.shows_board:
            self._read_board()
            return
        self.desk.query(
            candidates.list_applications,
            self.filter.query(),
            owner=self,
            done=self._show_page,
            slot="candidates.list",
        )

    @laid_out_once
    def _show_page(self, page: ApplicationPage) -> None:
        self._rows = {one.application_id: one for one in page.rows}
        self.table.show_column(POOL_UNTIL, self.filter.query().pool_ends_within is not None)
        self.table.show_rows(application_rows(page.rows, self.desk.catalogue), page.next_before)
        self._choose_view()

    def _read_board(self) -> None:
        one = self.filter.requisition_row()
        chosen = None if one is None else one.stages
        self.board.read(self.filter.query(), chosen, self._counts)

    def _read_more(self, before: int) -> None:
        further = replace(self.filter.query(), before=before)
        self.desk.query(
            candidates.list_applications,
            further,
            owner=self,
            done=self._append_page,
            slot="candidates.list",
        )

    def _append_page(self, page: ApplicationPage) -> None:
        self._rows |= {one.application_id: one for one in page.rows}
        self.table.append_rows(application_rows(page.rows, self.desk.catalogue), page.next_before)

    @laid_out_once
    def _show_counts(self, counts: Mapping[str, int]) -> None:
        self._total, self._counts = sum(counts.values()), counts
        self.filter.show_counts(counts)
        self._choose_view()

    def _show_drafts(self, lines: tuple[DraftLine, ...]) -> None:
        """Offer once to go on with what was typed and not saved."""
        if lines and not self._offered_drafts:
            self._offered_drafts = True
            latest = place_of(lines[0].key)
            count = len(lines)
            self.banner.show_text(
                "info",
                lambda: t("Your unfinished drafts: {count}", count=count),
                ((N_("Continue the latest"), partial(self.go.emit, *latest)),),
            )

    def _choose_view(self) -> None:
        if self.shows_board:
            pass
        elif self._rows:
            self._view.setCurrentWidget(self.table)
        elif self.filter.is_narrow():
            self._view.setCurrentWidget(self.no_match)
        elif self._total is not None:
            self._view.setCurrentWidget(self.none_yet)
        self.filter.setVisible(bool(self._total) or self.filter.is_narrow())
        self.buttons.show_for(listed=bool(self._rows), any_at_all=bool(self._total))

    @laid_out_once
    def _marked(self, *_of_one_view: object) -> None:
        # The other view tells of its marks as well when it is filled again; what is shown counts.
        ids = self.marked()
        self._show_steps()
        for panel in (self.panel, self.merging, *self.further.panels):
            if panel.isVisible() and not ids:
                panel.leave()
        self.situation_changed.emit()

    @laid_out_once
    def _show_steps(self) -> None:
        count = len(self.marked())
        for buttons in (self.further, self.contacting):
            buttons.look(self._marked_rows())
        self.bar.show_steps(t("{count} selected", count=count), self.possible_verbs())
        self.bar.setVisible(count > 0)

    def _printed(self, name: str) -> None:
        self.banner.show_text("good", lambda: t("Saved as {file}.", file=name))

    def _decided(self, verb: str, count: int, entry: int) -> None:
        self.undoing.offer(lambda: t(DONE[verb], count=count), taking_back.take_back, entry)
        self.table.setFocus()

    def _advance(self, ids: tuple[str, ...], to: str) -> None:
        """Move cards that were dropped on a station, at once: it can be taken back."""
        self.desk.run(
            recruitment.advance,
            ids,
            to=to,
            owner=self,
            done=lambda changes: self._decided("advance", len(ids), changes.sequence),
            failed=self.banner.show_error,
        )

    def _refuse(self, label: str) -> None:
        self.banner.show_text(
            "warn", lambda: t("From where it stands, nobody gets to “{stage}” here.", stage=label)
        )

    def _lay_out(self) -> Iterator[None]:
        self.buttons.put_into(self.header, self.words)
        self.setAcceptDrops(self.desk.may("application.take_in"))
        for widget in (self.table, self.none_yet, self.no_match, self.board.view):
            self._view.addWidget(widget)
        yield
        self.filter.further.line.addWidget(self.saved)
        self.filter.more.setChecked(self.saved.is_filled())
        self.filter.further.offer_sources(may_see_sources(self.desk.session))
        self.body.addWidget(self.filter)
        yield
        for buttons in (self.contacting, self.further):
            buttons.name_buttons(self.words)
            for button in buttons.buttons.values():
                self.bar.add(button)
        papers = (self.hand_out, self.hand_out.once, self.papers)
        panels = (self.panel, self.merging, *self.further.panels, *self.contacting.panels())
        for panel in (*panels, *papers):
            self.body.addWidget(panel)
            yield
        self.body.addWidget(self._view, 1)
        yield
        self.body.addWidget(self.bar)

    def _connect(self) -> None:
        self.filter.changed.connect(self._read_list)
        self.filter.changed.connect(lambda: self.saved.show_query(self.filter.query()))
        self.saved.picked.connect(self.filter.show_query)
        self.table.opened.connect(lambda id_: self.go.emit("record", id_))
        self.table.marked_changed.connect(self._marked)
        self.table.records.more_wanted.connect(self._read_more)
        self.none_yet.chosen.connect(lambda: self.go.emit("record", None))
        self.no_match.chosen.connect(self.filter.clear)
        self.bar.wanted.connect(self.start)
        self.contacting.arranging.arranged.connect(self.table.setFocus)
        self.panel.decided.connect(self._decided)
        self.undoing.changed.connect(self.situation_changed)
        self.board.view.marked_changed.connect(self._marked)
        self.board.view.opened.connect(lambda id_: self.go.emit("record", id_))
        self.board.advance.connect(self._advance)
        self.board.ask.connect(lambda verb, ids: self.panel.start(verb, ids))
        self.board.refused.connect(self._refuse)
        self.buttons.board.clicked.connect(self.toggle_board)
        self.buttons.hand_out.clicked.connect(self.hand_out.start)
        self.buttons.papers.clicked.connect(partial(self.papers.start, None))
        self.buttons.interviews.clicked.connect(lambda: self.go.emit("interviews", None))
        self.buttons.read_cvs.clicked.connect(lambda: self.go.emit("cvs", None))
        self.buttons.take_in.clicked.connect(lambda: self.go.emit("record", None))
        self.papers.printed.connect(self._printed)
        self.merging.merged.connect(lambda id_: offer_undo(self.desk, id_, self.banner))
