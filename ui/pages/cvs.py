# SPDX-License-Identifier: Apache-2.0
"""CVs become candidates: files are dropped, read elsewhere, looked at, confirmed row by row.

Each file is read in the confined process. What it proposes is nobody's until a person confirmed
it beside the document; what an application needs beside that is asked, never guessed.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.files import MAX_BYTES
from hr_desk.i18n import N_, t
from hr_desk.operations import handed_over, requisitions, young_drafts
from hr_desk.operations.changes import Changes
from hr_desk.operations.handed_over import Cv, Known
from hr_desk.operations.importing import Reading
from hr_desk.operations.recruitment import NewCandidate
from ui import theme
from ui.pages.cv_keeping import body_of, rows_of
from ui.pages.cv_rows import CvRow, from_cv, identifying, refused, values_of, wrong_in
from ui.pages.cv_table import CvModel, CvTable
from ui.pages.drafting import CVS, Drafting
from ui.pages.page import Page
from ui.pages.paper_view import PaperView
from ui.pages.record_files import DOCUMENTS, end_reading
from ui.pages.take_in import TakeInCard
from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.dropping import TakesFiles
from ui.widgets.files import choose_files
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import EmptyState

MOST_FILES: Final = 100
"""Files on their way in at once; each is kept in memory until it is taken in or left out."""

VIEW_WIDTH: Final = 360
"""Width of the document beside the table in pixels."""


class CvsPage(TakesFiles, Page):
    """A table of files on the left, the document of the row in front on the right."""

    kinds = frozenset({"requisition"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._numbers = itertools.count(1)
        self._busy = 0
        self._taken = 0
        self._days = self.desk.catalogue.classes["DRAFT"].periods["typed"]
        self.reader = Reader()
        self.setAcceptDrops(True)
        self.start = EmptyState("file-text")
        self.take_in = TakeInCard(self.desk.catalogue)
        keys = handed_over.asked_of_cv(self.desk.session)
        self.model = CvModel(self.desk.catalogue, keys)
        self.table = CvTable(self.model)
        self.drafting = Drafting(self.desk, self._typed, self)
        self.drafting.begin(CVS)
        self.view = PaperView(self.desk, self.reader, closes=False)
        self.told = Label()
        self.kept = Label(tone="soft", size="small")
        self.leave_out, self.confirm = Button(kind="plain", icon="x"), Button(icon="check")
        self.run_button = Button(kind="primary", icon="user-plus")
        self._work, self._stack = QWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()
        # A CV that came by mail or through an agency: nobody has told its person anything yet.
        self.take_in.choose({"notice": Reading().notice})

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Choosing files always, taking in while anything is confirmed."""
        found: dict[str, Callable[[], object]] = {"cvs.choose": self.choose}
        if self._confirmed() and not self._busy:
            found["cvs.run"] = self.run
        return found

    def receive(self, argument: Any) -> None:
        """Read the files that another page hands over."""
        if argument:
            self.take_files([Path(one) for one in argument])

    def refresh(self) -> None:
        """Read the open requisitions again."""
        self.desk.query(
            requisitions.list_requisitions,
            owner=self,
            done=self._show_requisitions,
            slot="cvs.requisitions",
        )
        if not self.drafting.is_shown():
            self.drafting.look(self._bring_back)

    def keep_drafts(self) -> None:
        """Keep what was typed beside the files, sealed for this user."""
        self.drafting.keep()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("CVs to candidates"),
            t("Name, mobile and e-mail are proposed. Nobody is taken in before you confirm."),
        )
        self.start.say(
            t("Choose CVs, or drop them here"),
            t("PDF, DOCX, JPEG or PNG, up to {limit} MB each. The files stay where they are; a "
              "copy is sealed with whoever you take in.", limit=MAX_BYTES // 2**20),
            t("Choose files…"),
        )  # fmt: skip
        self.take_in.retranslate()
        self.table.setAccessibleName(t("CVs on their way in"))
        self.model.say_again()
        self._show_state()

    def choose(self) -> None:
        """Ask for files."""
        kinds = t("Documents ({kinds})", kinds=DOCUMENTS)
        choose_files(self, t("Choose CVs"), kinds, self.take_files)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read files one after the other; what is proposed stands in the table as it comes."""
        self.banner.clear()
        room = MOST_FILES - len(self.model.rows)
        if len(paths) > room:
            self.banner.show_text(
                "warn",
                lambda: t("At most {most} files at once. Take these in first, then choose the "
                          "others.", most=MOST_FILES),
            )  # fmt: skip
        self._add(
            CvRow(next(self._numbers), path.name, path=str(path.absolute()))
            for path in paths[: max(room, 0)]
        )

    def _add(self, new: Iterable[CvRow]) -> None:
        """Put rows at the end and read their files."""
        rows = list(new)
        if not rows:
            return
        self.model.add(rows)
        for one in rows:
            self.desk.query(
                handed_over.read_cv,
                self.reader,
                Path(one.path),
                owner=self,
                done=partial(self._read, one.number),
                failed=partial(self._refuse, one.number),
            )
        if self.table.current() is None:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_state()

    def confirm_row(self, number: int, confirmed: bool) -> None:
        """Confirm a row, or take that back; what is wrong is said instead."""
        one = self.model.row(number)
        if one is None or one.paper is None:
            return
        wrong = wrong_in(one, self.desk.catalogue, self.model.keys) if confirmed else None
        self.model.put(replace(one, confirmed=confirmed and wrong is None, problem=wrong))
        self._show_state()

    def run(self) -> None:
        """Take in the rows that are confirmed, one after the other."""
        chosen = self.take_in.values()
        self.banner.clear()
        self._taken = 0
        for one in self._confirmed():
            self._busy += 1
            new = NewCandidate(
                requisition_id=chosen["requisition"],
                values=values_of(one, self.desk.catalogue),
                notice=chosen["notice"],
            )
            self.desk.run(
                handed_over.take_in_cv,
                new,
                one.paper,
                owner=self,
                done=partial(self._in, one.number),
                failed=partial(self._not_in, one.number),
            )
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        """Away from here, the process that reads the files ends once they are read."""
        super().hideEvent(event)
        self.keep_drafts()
        self.desk.query(end_reading, self.reader, owner=self, done=lambda _none: None)

    def _typed(self) -> Mapping[str, str]:
        may_keep = partial(young_drafts.may_be_kept, self.desk.session)
        return body_of(self.model.rows, self.take_in.values(), may_keep=may_keep)

    def _bring_back(self, body: Mapping[str, str]) -> None:
        """Put the rows of before a lock back; what was typed meanwhile stays beside them."""
        self.take_in.choose(body)
        self.drafting.continue_with(body)
        rows = rows_of(body, self._numbers)
        self._add(rows)
        self.banner.show_text(
            "info",
            lambda: t("CVs that were not taken in last time: {count}. What you typed is here "
                      "again.", count=len(rows)),
            ((N_("Leave them all out"), partial(self._leave_out_all, rows)),),
        )  # fmt: skip

    def _leave_out_all(self, rows: Sequence[CvRow]) -> None:
        self.banner.clear()
        for one in rows:
            self.model.remove(one.number)
        self._changed()

    def _read(self, number: int, cv: Cv) -> None:
        one = self.model.row(number)
        if one is not None:
            self.model.put(from_cv(one, cv))
            self._look_for(number)
            self._changed()

    def _refuse(self, number: int, error: UserError) -> None:
        one = self.model.row(number)
        if one is not None:
            self.model.put(refused(one, error))
            self._changed()

    def _look_for(self, number: int) -> None:
        """Ask who is in the file with the number or address of a row."""
        one = self.model.row(number)
        if one is not None:
            self.desk.query(
                handed_over.known_in_file,
                identifying(one, self.desk.catalogue),
                owner=self,
                done=partial(self._known, number),
                slot=f"cvs.known.{number}",
            )

    def _known(self, number: int, known: tuple[Known, ...]) -> None:
        one = self.model.row(number)
        if one is not None:
            self.model.put(replace(one, known=known))
            self._show_state()

    def _in(self, number: int, _changes: Changes) -> None:
        self._busy -= 1
        self._taken += 1
        self.model.remove(number)
        self._settle()

    def _not_in(self, number: int, error: UserError) -> None:
        self._busy -= 1
        one = self.model.row(number)
        if one is not None:
            self.model.put(replace(one, confirmed=False, problem=error.text))
        self._settle()

    def _settle(self) -> None:
        """Say what came of it, once the last one is in."""
        count = self._taken
        if not self._busy and count and not self.banner.isVisible():
            to_list = ((N_("To the candidates"), partial(self.go.emit, "candidates", None)),)
            self.banner.show_text("good", lambda: t("Taken in: {count}", count=count), to_list)
        self._changed()

    def _confirmed(self) -> list[CvRow]:
        return [one for one in self.model.rows if one.confirmed]

    def _changed(self, *_of_a_row: object) -> None:
        """Show the document of the row in front, unless it is shown already."""
        one = self.table.current()
        paper = None if one is None else one.paper
        if paper is None:
            self.view.forget()
        elif one is not None and self.view.paper is not paper:
            self.view.show_paper(paper, partial(str, one.file))
        self._show_state()

    def _confirm_current(self) -> None:
        one = self.table.current()
        if one is not None:
            self.confirm_row(one.number, not one.confirmed)

    def _leave_out(self) -> None:
        one = self.table.current()
        if one is not None:
            self.model.remove(one.number)
            self._changed()

    def _show_requisitions(self, rows: tuple[requisitions.RequisitionRow, ...]) -> None:
        self.take_in.show_requisitions(rows)
        self._show_state()

    def _show_state(self) -> None:
        one, count = self.table.current(), len(self._confirmed())
        self._stack.setCurrentWidget(self._work if self.model.rows else self.start)
        self.told.setText("" if one is None else f"{one.file}: {self.model.state(one)}")
        self.confirm.setEnabled(one is not None and one.paper is not None and not self._busy)
        confirmed = one is not None and one.confirmed
        self.confirm.setText(t("Not confirmed after all") if confirmed else t("Confirm this row"))
        self.leave_out.setEnabled(one is not None and not self._busy)
        self.run_button.setText(t("Take in the confirmed ones: {count}", count=count))
        ready = bool(count) and not self._busy and not self.take_in.is_empty()
        self.run_button.setEnabled(ready)
        self.kept.setText(
            t("Not taken in yet: {count}. What you typed is kept for you alone for {days} days.",
              count=len(self.model.rows), days=self._days)
        )  # fmt: skip
        if self.take_in.is_empty() and self.model.rows:
            self.kept.setText(t("No requisition is open. Open one first; candidates apply to it."))
        if self.drafting.is_shown():
            self.drafting.note()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        open_button = Button(icon="folder-open")
        self.words.put(N_("Choose files…"), open_button.setText)
        open_button.clicked.connect(self.choose)
        self.header.add(open_button)
        left = column(gap=theme.SMALL)
        left.addWidget(self.table, 1)
        left.addWidget(self.told)
        self.view.setFixedWidth(VIEW_WIDTH)
        across = row(gap=theme.MEDIUM)
        across.addLayout(left, 1)
        across.addWidget(self.view)
        below = row(gap=theme.SMALL)
        below.addWidget(self.kept, 1)
        for part in (self.leave_out, self.confirm, self.run_button):
            below.addWidget(part)
        work = column(self._work, gap=theme.MEDIUM)
        work.addWidget(self.take_in)
        work.addLayout(across, 1)
        work.addLayout(below)
        # Out of sight, the empty state asks for no room.
        self.start.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        for widget in (self.start, self._work):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.words.put(N_("Leave this file out"), self.leave_out.setText)
        self.start.chosen.connect(self.choose)
        self.take_in.edited.connect(self._show_state)
        self.model.edited.connect(self._look_for)
        self.model.edited.connect(lambda _number: self._show_state())
        self.model.confirm_wanted.connect(self.confirm_row)
        self.table.row_changed.connect(self._changed)
        self.confirm.clicked.connect(self._confirm_current)
        self.leave_out.clicked.connect(self._leave_out)
        self.run_button.clicked.connect(self.run)
