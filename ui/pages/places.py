# SPDX-License-Identifier: Apache-2.0
"""Where the data lies: the desk's folder and every place of backups, and who allowed which."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from hr_desk.domain.places import BACKUPS, HERE
from hr_desk.i18n import N_, t
from hr_desk.operations import allowing_places
from hr_desk.operations.allowing_places import PlaceLine
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.page import SlicedPage
from ui.pages.place_forms import AllowForm, TakeBackForm
from ui.pages.place_words import REACHES, STATES, UNTIL, USES
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.files import choose_folder
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout

COLUMNS: Final = (
    text_column("use", N_("What lies there"), width=8),
    text_column("folder", N_("Folder"), width=18),
    text_column("state", N_("State"), width=11),
    text_column("until", UNTIL, width=7),
    text_column("officer", N_("Allowed by"), width=7),
)


class PlacesPage(SlicedPage):
    """One table, what is said of the marked place below it, and the officer's questions."""

    kinds = frozenset({"place_permit", "backup", "desk"})

    def make(self) -> Steps:
        """Make the table and the questions."""
        self.lines: tuple[PlaceLine, ...] = ()
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.about, self.rule = Label(), Label(tone="soft")
        yield
        self.allowing, self.taking = AllowForm(self.desk), TakeBackForm(self.desk)
        self.forms = (self.allowing, self.taking)
        self.buttons = ActionButtons(self.around, self.words, "places", self.handlers)
        self._lay_out()
        yield
        self.table.marked_changed.connect(self._show_marked)
        for form in self.forms:
            form.answered.connect(self.refresh)
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Allow a folder; allow the marked one, anew or for the first time; take that back."""
        found: dict[str, Callable[[], object]] = {"places.allow": self.ask_folder}
        one = self.marked_line()
        if one is not None and one.state != HERE:
            found["places.renew"] = self.ask_again
            if one.permit is not None:
                found["places.take_back"] = self.ask_take_back
        return found

    def refresh(self) -> None:
        """Look at every place."""
        self.desk.query(
            allowing_places.list_all, owner=self, done=self._show, failed=self.banner.show_error,
            slot="places.list",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Where the data lies"),
            t("Desk and backups stay on disks of this computer. Another place needs the privacy "
              "officer, a reason, and a day on which it is looked at again."),
        )  # fmt: skip
        self.table.set_name(t("Places of desk and backups"))
        self.rule.setText(
            t("Nothing allows a desk on a network share: its files can be damaged there. Paired "
              "desks exchange sealed envelopes through a share, which is no storage.")
        )  # fmt: skip
        self._show_rows()

    def marked_line(self) -> PlaceLine | None:
        """Return the place that is marked."""
        marked = self.table.marked()
        lines = {_key(one): one for one in self.lines}
        return lines.get(marked[0]) if len(marked) == 1 else None

    def ask_folder(self) -> None:
        """Ask for the folder in which backups may lie."""
        choose_folder(self, t("Choose a folder for backups"), self.ask_about)

    def ask_about(self, folder: Path) -> None:
        """Ask the officer about a folder for backups."""
        self._leave_others(self.allowing)
        self.allowing.start(folder, BACKUPS)

    def ask_again(self) -> None:
        """Ask the officer about the marked place, with the reason it has."""
        one = self.marked_line()
        if one is not None:
            self._leave_others(self.allowing)
            reason = "" if one.permit is None else one.permit.reason
            self.allowing.start(one.folder, one.use, reason=reason)

    def ask_take_back(self) -> None:
        """Ask whether the marked permission ends."""
        one = self.marked_line()
        if one is not None and one.permit is not None:
            self._leave_others(self.taking)
            self.taking.start(one.permit.id, one.folder, one.use)

    def _leave_others(self, form: object) -> None:
        for other in self.forms:
            if other is not form and not other.isHidden():
                other.leave()

    def _show(self, lines: tuple[PlaceLine, ...]) -> None:
        self.lines = lines
        self._show_rows()

    def _show_rows(self) -> None:
        self.table.show_rows([_row(one) for one in self.lines])
        if not self.table.marked():
            self.table.mark([_key(one) for one in self.lines[:1]])

    def _show_marked(self, *_marked: object) -> None:
        one = self.marked_line()
        self.about.setText("" if one is None else _said(one))
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        acts = FlowLayout(gap=theme.SMALL)
        for button in self.buttons.buttons.values():
            acts.addWidget(button)
        for form in self.forms:
            self.body.addWidget(form)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.about)
        self.body.addLayout(acts)
        self.body.addWidget(self.rule)


def _key(one: PlaceLine) -> str:
    return f"{one.use} {one.folder}"


def _said(one: PlaceLine) -> str:
    """Return what is said of a place below the table, its folder in full."""
    folder = str(one.folder)
    how = t(REACHES[one.reach]) if one.reach else t(STATES[one.state])
    if one.permit is None:
        return t("“{folder}”: {how}.", folder=folder, how=how)
    return t(
        "“{folder}”: {how}. Allowed because: {reason}",
        folder=folder, how=how, reason=one.permit.reason,
    )  # fmt: skip


def _row(one: PlaceLine) -> TableRow:
    return text_row(
        _key(one),
        use=t(USES[one.use]),
        folder=str(one.folder),
        state=t(STATES[one.state]),
        until="" if one.permit is None else one.permit.until,
        officer=one.officer,
    )
