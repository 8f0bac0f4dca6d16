# SPDX-License-Identifier: Apache-2.0
"""The yearly report on minors: given by the files, made by the privacy office, handed in."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QHideEvent

from hr_desk.exchange.confined import Reader
from hr_desk.i18n import N_, language, t
from hr_desk.operations import minors_figures, minors_filing
from hr_desk.operations.minors_filing import YearlyReport
from hr_desk.operations.minors_report import MinorsReport
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.file_names import file_within
from ui.pages.minors_paper import MinorsPaper
from ui.pages.minors_year import FiledForm, YearFound, is_late, read_year, standing_said
from ui.pages.page import SlicedPage
from ui.pages.record_files import end_reading
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, reveal
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("file", N_("Records in"), width=11),
    text_column("younger", N_("Under 14"), width=6),
    text_column("older", N_("Of 14 to 17"), width=6),
    text_column("guardians", N_("With a guardian"), width=6),
    text_column("withdrawn", N_("Taken back"), width=6),
    text_column("deleted", N_("Deleted"), width=6),
    text_column("approvals", N_("Approvals given"), width=6),
    text_column("reads", N_("Times read"), width=6),
    text_column("unapproved", N_("Unapproved"), width=6),
)
NO_ANSWER: Final = "–"


class MinorsReportPage(SlicedPage):
    """Shows what every file gave for the last year, and what is left to be done about it.

    Whoever holds files and no ``privacy`` gives their figures here and sees no report.
    """

    kinds = frozenset({"minors_report", "user"})

    def make(self) -> Steps:
        """Make the table, what is said above it, and the questions."""
        self.found: YearFound | None = None
        self.reader = Reader()
        self.standing = Label()
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty = EmptyState("file-text")
        yield
        self.filing, self.paper = FiledForm(self.desk), MinorsPaper(self.desk, self.reader)
        self.buttons = ActionButtons(self.around, self.words, "minors_report", self.handlers)
        yield
        self._lay_out()
        self.paper.printed.connect(partial(self.banner.show_text, "good"))
        self.paper.opened.connect(self._give_room)
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Give figures; make, print and file the report, as far as it is."""
        one, found = self.found, dict[str, Callable[[], object]]()
        if one is None:
            return found
        if one.gives:
            found["minors_report.give"] = partial(self._do, minors_figures.contribute)
        if one.known is not None and one.known.figures and not one.filed:
            found["minors_report.make"] = partial(self._do, minors_filing.make)
        if one.report is not None:
            found["minors_report.paper"] = partial(self._open, self.paper, one.report)
            found["minors_report.file"] = partial(self._open, self.filing, one.report)
        return found

    def refresh(self) -> None:
        """Read how far the last year is."""
        self.desk.query(
            read_year, owner=self, done=self._show, failed=self.banner.show_error,
            slot="minors_report",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        year = minors_filing.last_year(self.desk.session)
        self.header.set_texts(
            t("Yearly report on minors for {year}", year=year),
            t("Every file gives its figures; the privacy officer makes the report of them and "
              "hands it to the cyberspace administration by 31 January."),
        )  # fmt: skip
        self.table.set_name(t("Figures on minors, file by file"))
        self.empty.say(
            t("No figures here yet"),
            t("They come from whoever holds the records of applicants, joiners and visitors."),
        )
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: no question stays half asked, and no paper in the reader."""
        super().hideEvent(event)
        self._leave(None)
        self.desk.query(end_reading, self.reader, owner=self, done=lambda _none: None)

    def _do(self, verb: Callable[..., Any]) -> None:
        if self.found is not None:
            self._leave(None)
            self.desk.run(
                verb, self.found.year, owner=self, done=lambda _changes: self.refresh(),
                failed=self.banner.show_error,
            )  # fmt: skip

    def _open(self, form: FiledForm | MinorsPaper, report: YearlyReport) -> None:
        self._leave(form)
        form.start(report)

    def _leave(self, kept: object) -> None:
        for form in (self.filing, self.paper):
            if form is not kept and not form.isHidden():
                form.leave()

    def _show(self, found: YearFound) -> None:
        self.found = found
        self._say()
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _say(self) -> None:
        found = self.found
        if found is None:
            return
        late = is_late(found, self.desk.session.today())
        self.standing.setText("\n".join(standing_said(found)))
        self.standing.retone("danger" if late else "")
        rows = [self._row(peer, one) for peer, one in found.figures]
        self.table.show_rows([*rows, *(self._mute(peer) for peer in found.missing)])
        self._give_room(not self.paper.isHidden())

    def _give_room(self, wanted: bool) -> None:
        """Let a paper have the room of the table; without a row say where figures come from."""
        office = self.found is not None and self.found.known is not None
        there = self.table.records.rowCount() > 0
        reveal(self.standing, not wanted)
        reveal(self.table, not wanted and office and there)
        reveal(self.empty, not wanted and office and not there)

    def _row(self, peer: str, one: MinorsReport) -> TableRow:
        counts = {key: str(number) for key, number in one.counts.items()}
        return text_row(peer, file=self._named(peer), **counts)

    def _mute(self, peer: str) -> TableRow:
        counts = dict.fromkeys(minors_figures.COUNTED, NO_ANSWER)
        return text_row(peer, file=self._named(peer), **counts)

    def _named(self, peer: str) -> str:
        return file_within(self.desk.session, peer, language())

    def _lay_out(self) -> None:
        below = FlowLayout(gap=theme.SMALL)
        for button in self.buttons.buttons.values():
            below.addWidget(button)
        for part in (self.standing, self.filing, self.paper):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(below)
        self.body.addStretch(0)
