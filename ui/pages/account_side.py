# SPDX-License-Identifier: Apache-2.0
"""What stands beside the form of an account: numbers to compare, employment, gaps, periods."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.types.base import Notice
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations.account_views import COMPARED, ELSEWHERE, ID_NUMBER, AccountFile
from hr_desk.operations.accounts import is_compared
from hr_desk.operations.history import HistoryLine
from ui import theme
from ui.pages.accounts import standing_words, state_words
from ui.pages.told_card import ToldCard
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card

HAPPENED = {
    "account.open": N_("Opened"),
    "account.edit": N_("Changed"),
    "account.compare": N_("Compared with the original"),
    "account.unmask": N_("Shown in full"),
    "account.settle": N_("Last wage settled"),
    "account.transfer": N_("Insurance transferred"),
    "intake.take_in": N_("Told by onboarding"),
}
"""Operations that an account's history names, in a person's words."""
SHOWN = 10
"""How many lines of history are shown."""


class AccountSide(QWidget):
    """Cards; the first says what is to be compared, and takes the word that it was."""

    compare_wanted = Signal(str)
    """The key of a number that is the same as on the original."""
    joiner_wanted = Signal(str)
    """The id of the joiner whose file is to be opened."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._catalogue = desk.catalogue
        self.told = ToldCard(desk)
        self._joiner = ""
        self.buttons: dict[str, Button] = {}
        self.open_joiner = Button(kind="plain", icon="user")
        self.open_joiner.clicked.connect(lambda: self.joiner_wanted.emit(self._joiner))
        self.numbers, self.work, self.gap, self.doubts, self.kept, self.history = (
            Card() for _ in range(6)
        )
        layout = column(self, gap=theme.MEDIUM)
        self._lines = {}
        for card in (self.numbers, self.doubts, self.work, self.gap, self.kept, self.history):
            self._lines[card] = column(gap=theme.TIGHT)
            card.body.addLayout(self._lines[card])
            if card is self.kept:
                layout.addWidget(self.told)
            layout.addWidget(card)
        self.work.body.addWidget(self.open_joiner)
        layout.addStretch(1)

    def show_file(self, file: AccountFile) -> None:
        """Show everything around the form of an account."""
        for lines in self._lines.values():
            clear(lines)
        self._show_numbers(file)
        self._show_doubts(file.view.doubts)
        self._show_work(file)
        self._show_gap(file)
        self.told.look(file.line.joiner_id or "")
        self.told.retranslate()
        self._show_kept(file)
        self.history.set_heading(t("What happened"))
        for line in file.history[:SHOWN]:
            self._say(self.history, _happened(line))

    def _say(self, card: Card, text: str, *, tone: str = "") -> None:
        self._lines[card].addWidget(Label(text, size="small", tone=tone))

    def _show_numbers(self, file: AccountFile) -> None:
        """Show each number with its standing, and a button where somebody has to compare it."""
        self.numbers.set_heading(t("Compare with the original"))
        self.buttons = {}
        for one in file.view.fields:
            if one.given and is_compared(one.field):
                done = one.field.key in file.compared
                self._number(str(one.field.label), done=done)
                if not done and "edit" in file.allowed:
                    self._offer(one.field.key)
        if not self._lines[self.numbers].count():
            self._say(self.numbers, t("No bank account is known yet."))
        if file.line.id_number != ELSEWHERE:
            label = str(self._catalogue.field(ID_NUMBER).label)
            said = t("{field}: {standing}", field=label,
                     standing=standing_words(file.line.id_number))  # fmt: skip
            self._say(self.numbers, said, tone="" if file.line.id_number == COMPARED else "warning")

    def _number(self, label: str, *, done: bool) -> None:
        standing = t("Compared") if done else t("Not compared yet")
        said = t("{field}: {standing}", field=label, standing=standing)
        self._say(self.numbers, said, tone="" if done else "warning")

    def _offer(self, key: str) -> None:
        label = self._catalogue.field(key).label
        button = Button(icon="check")
        button.setText(t("Same as on the original"))
        button.setAccessibleName(t("Same as on the original: {field}", field=label))
        button.clicked.connect(partial(self.compare_wanted.emit, key))
        self.buttons[key] = button
        self._lines[self.numbers].addWidget(button)

    def _show_doubts(self, doubts: tuple[Notice, ...]) -> None:
        self.doubts.set_heading(t("Worth a look"))
        self.doubts.setVisible(bool(doubts))
        for notice in doubts:
            self._say(self.doubts, str(notice), tone="warning")

    def _show_work(self, file: AccountFile) -> None:
        self.work.set_heading(t("Employment"))
        self._say(self.work, state_words(file.line))
        self._joiner = file.line.joiner_id or ""
        self.open_joiner.setText(t("Open the joiner's file"))
        self.open_joiner.setVisible(bool(self._joiner))

    def _show_gap(self, file: AccountFile) -> None:
        gap = file.line.gap
        self.gap.setVisible(gap is not None and file.line.ended is None)
        if gap is None:
            return
        self.gap.set_heading(t("What payroll still waits for"))
        waits = [str(field.label) for field in gap.fields] + [str(i.label) for i in gap.items]
        self._say(self.gap, t(", ").join(waits) or t("Nothing is missing."))

    def _show_kept(self, file: AccountFile) -> None:
        self.kept.set_heading(t("How long this is kept"))
        if not file.clocks:
            self._say(self.kept, t("No clock runs: nobody has left."))
        for note in file.clocks:
            label = self._catalogue.classes[note.class_key].label
            self._say(self.kept, t("{record}: deleted on {day}.", record=label, day=note.due))


def _happened(line: HistoryLine) -> str:
    what = t(HAPPENED[line.operation]) if line.operation in HAPPENED else line.operation
    time = line.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return t("{time} {user}: {what}", time=time, user=line.user, what=what)
