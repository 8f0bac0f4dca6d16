# SPDX-License-Identifier: Apache-2.0
"""Hand-offs: each template for its recipient, whom it is about today, and what to do next."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QSizePolicy

from hr_desk.domain.hand_off_rows import SAME
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import hand_off_register, hand_off_views
from hr_desk.operations.changes import Changes
from hr_desk.operations.hand_off_register import HandOffLine
from hr_desk.operations.hand_off_views import IN_FORCE, BoardLine, Tally
from hr_desk.operations.session import Session
from ui.pages.action_buttons import ActionButtons
from ui.pages.hand_off_words import counted, state_said, step_said, template_said
from ui.pages.page import SlicedPage
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import Card

COLUMNS: Final = (
    text_column("template", N_("Hand-off"), width=10),
    text_column("recipient", N_("Recipient"), width=11),
    text_column("state", N_("State"), width=8),
    text_column("day", N_("Wanted on"), width=6),
    text_column("news", N_("What is new"), width=12),
    text_column("incomplete", N_("Incomplete"), width=4),
    text_column("step", N_("Next step"), width=12),
)

Reminders = tuple[tuple[HandOffLine, ...], tuple[HandOffLine, ...], Changes | None]
"""Entries without their file, unlocked files that still lie where they were written, and what
looking for these changed."""


def remind(session: Session) -> Reminders:
    """Look whether unlocked files are gone, and return what is left to do; worker."""
    changed = hand_off_register.look_for_plain_files(session)
    unfinished, plain = (
        hand_off_register.unfinished(session),
        hand_off_register.plain_files(session),
    )
    return unfinished, plain, changed


class HandOffsPage(SlicedPage):
    """The list of hand-offs; whom each is about is counted one after the other."""

    kinds = frozenset(
        {
            "calendar",
            "joiner",
            "account",
            "recipient",
            "standing_hand_off",
            "hand_off_template",
            "disclosure",
            "sweep",
        }
    )

    def make(self) -> Steps:
        """Make the list, then what stands above it."""
        self._lines: dict[str, BoardLine] = {}
        self._tallies: dict[str, Tally] = {}
        self._reminded = False
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        yield
        self.begin = Card()
        self.first, self.second = Button(kind="primary", icon="plus"), Button(icon="plus")
        self.buttons = ActionButtons(self.around, self.words, "hand_offs", self.handlers)
        yield
        self._lay_out()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Open the one that is marked."""
        marked = self.table.marked()
        if len(marked) != 1:
            return {}
        return {"hand_offs.open": partial(self.open_line, marked[0])}

    def refresh(self) -> None:
        """Read the hand-offs again, then count whom each is about."""
        self.desk.query(
            hand_off_views.board, owner=self, done=self._show, failed=self.banner.show_error,
            slot="hand_offs.board",
        )  # fmt: skip
        self.desk.run(remind, owner=self, done=self._remind, failed=self.banner.show_error)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Hand-offs"),
            t("To payroll, insurance, housing fund, tax and bank: who is new, and what is owed."),
        )
        self.table.set_name(t("Hand-offs"))
        self.begin.set_heading(t("Where to begin"))

    def open_line(self, key: str) -> None:
        """Show who goes out, or what keeps the hand-off from being used."""
        line = self._lines.get(key)
        if line is None:
            return
        if line.state == IN_FORCE and line.standing is not None:
            self.go.emit("hand_off", line.standing.id)
        elif line.standing is not None:
            self.go.emit("standing_hand_offs", line.standing.id)
        elif line.template is not None:
            self.go.emit("standing_hand_offs", {"ask": line.template.key})

    def _show(self, lines: tuple[BoardLine, ...]) -> None:
        self._lines = {_key(one): one for one in lines}
        asked = [one.standing.id for one in lines if one.standing and one.state == IN_FORCE]
        self._tallies = {key: one for key, one in self._tallies.items() if key in asked}
        self.begin.setVisible(not any(one.standing for one in lines))
        self._show_rows()
        for standing in asked:
            self.desk.query(
                hand_off_views.tally, standing, owner=self, done=partial(self._count, standing),
                failed=_passed_over, slot=f"hand_offs.tally.{standing}",
            )  # fmt: skip

    def _count(self, standing: str, tally: Tally) -> None:
        self._tallies[standing] = tally
        self._show_rows()

    def _show_rows(self) -> None:
        self.table.show_rows([self._row(key, one) for key, one in self._lines.items()])
        self._show_buttons()

    def _row(self, key: str, line: BoardLine) -> TableRow:
        standing = line.standing
        tally = self._tallies.get(key)
        name = template_said(line.template, standing.template_key if standing else "")
        return text_row(
            key,
            template=name,
            recipient=None if standing is None else standing.recipient.recipient.name,
            state=state_said(line, self.desk.session.today()),
            day=line.next_day,
            news=None if tally is None else self._news(tally),
            incomplete=None if tally is None else tally.incomplete,
            step=step_said(line, tally),
        )

    def _news(self, tally: Tally) -> TableCell:
        """Say how many are new, corrected, leaving and came back."""
        news = {change: count for change, count in tally.changes.items() if change != SAME}
        said = counted(self.desk.catalogue, news)
        return TableCell(said or t("Nothing"), sort=sum(news.values()))

    def _remind(self, found: Reminders) -> None:
        """Say at the top what was not finished, and which files are still to be deleted."""
        unfinished, plain, _changed = found
        names = t(", ").join(one.file for one in plain)
        to_register = ((N_("Show the register"), self._to_register),)
        if unfinished:
            count = len(unfinished)
            self.banner.show_text(
                "warn",
                lambda: t(
                    "Not completed: {count}. The computer stopped between the entry and the file; "
                    "nobody counts as told.",
                    count=count,
                ),
                to_register,
            )
        elif plain:
            self.banner.show_text(
                "info",
                lambda: t(
                    "Not locked and still where it was written: {files}. Delete it once it is "
                    "uploaded.",
                    files=names,
                ),
                to_register,
            )
        elif self._reminded:
            self.banner.clear()
        self._reminded = bool(unfinished or plain)

    def _to_register(self) -> None:
        self.go.emit("hand_off_register", None)

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        for label, page in (
            (N_("Recipients"), "recipients"),
            (N_("Standing hand-offs"), "standing_hand_offs"),
            (N_("What has left"), "hand_off_register"),
            (N_("What leaves once"), "leaving_once"),
        ):
            button = Button()
            self.words.put(label, button.setText)
            button.clicked.connect(partial(self.go.emit, page, None))
            self.header.add(button)
        hint = Label(tone="soft")
        self.words.put(
            N_(
                "Register who receives, choose a template for them, and let a second person "
                "approve it once. Then one passphrase lets each file out."
            ),
            hint.setText,
        )
        self.words.put(N_("Register a recipient"), self.first.setText)
        self.words.put(N_("Ask for a standing hand-off"), self.second.setText)
        self.first.clicked.connect(partial(self.go.emit, "recipients", "new"))
        self.second.clicked.connect(partial(self.go.emit, "standing_hand_offs", "ask"))
        steps = row()
        for button in (self.first, self.second):
            steps.addWidget(button)
        steps.addStretch(1)
        self.begin.body.addWidget(hint)
        self.begin.body.addLayout(steps)
        self.begin.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.begin.hide()
        below = row()
        for button in self.buttons.buttons.values():
            below.addWidget(button)
        below.addStretch(1)
        self.body.addWidget(self.begin)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self.table.opened.connect(self.open_line)
        self.table.marked_changed.connect(self._show_buttons)
        self.buttons.show_ready()


def _key(line: BoardLine) -> str:
    """Return the id of a line's row: the standing hand-off, or the template nobody asked for."""
    if line.standing is not None:
        return line.standing.id
    return line.template.key if line.template is not None else ""


def _passed_over(_refusal: UserError) -> None:
    """A hand-off that stopped meanwhile says so when the list is read again."""
