# SPDX-License-Identifier: Apache-2.0
"""Numbers of a joiner: an account typed twice, and what waits to be compared with the original.

Until it is compared a number is shown to whoever typed it and to nobody else.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal

from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import onboarding
from hr_desk.operations.joiner_views import Waiting
from ui import theme
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, Question
from ui.widgets.words import Words

TWICE = "bank_account_no"
"""The field that is typed twice: nothing but the second time shows a slip of the finger."""


class TypeAgain(Question):
    """Asks for the account number once more; goes on only where both say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._own = Words()
        self._entry, self.second = line(self._own, N_("Account number, once more"))
        self._entry.setMaximumWidth(640)
        self.content.addWidget(self._entry)
        self._first: Any = None
        self._differs = False
        self._kind: FieldType | None = None
        self._then: Callable[[], object] = lambda: None

    def start(self, kind: FieldType, first: Any, then: Callable[[], object]) -> None:
        """Ask for a number that was typed once; ``then`` runs when it is typed alike."""
        self._kind, self._first, self._then = kind, first, then
        self.second.clear()
        self._differs = False
        self._say_error()
        self._say()
        self.second.setFocus()

    def leave(self) -> None:
        """Hide the question and forget the number."""
        self._first, self._kind = None, None
        self.second.clear()
        super().leave()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say_error()
            if self._kind is not None:
                self._say()

    def _say_error(self) -> None:
        said = t("The two numbers differ. Look at the card, and type both again where needed.")
        self._entry.set_error(said if self._differs else "")

    def error(self) -> str:
        """Return what is said to be wrong, empty if nothing."""
        return self._entry.error()

    def _say(self) -> None:
        asked = t("Read the account number from the card once more, without looking at the screen.")
        self.ask(asked, t("Save"), self._compare)

    def _compare(self) -> None:
        if self._kind is None:
            return
        try:
            same = self._kind.parse(self.second.text()) == self._first
        except ValueProblem:
            same = False
        if not same:
            self._differs = True
            self._say_error()
            self.second.selectAll()
            self.second.setFocus()
            return
        then = self._then
        self.leave()
        then()


class WaitingNumbers(Card):
    """What this user typed and has not compared with the original yet."""

    checked = Signal()
    """Something was compared: the file is to be read again."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._id = ""
        self._lines = column(gap=theme.SMALL)
        self.buttons: dict[str, Button] = {}
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.body.addLayout(self._lines)
        self.hide()

    def show_waiting(self, joiner_id: str, waiting: Sequence[Waiting]) -> None:
        """Show each number with a button that says it is the same as on the original."""
        self._id = joiner_id
        self.banner.clear()
        clear(self._lines)
        self.buttons = {}
        self.setVisible(bool(waiting))
        self.set_heading(t("Compare with the original"))
        if waiting:
            self._lines.addWidget(Label(self._hint(), tone="soft", size="small"))
        for one in waiting:
            self._show_line(one)

    def _hint(self) -> str:
        return t(
            "Only you see these numbers, until you have compared them; at the latest tonight they "
            "are kept and masked."
        )

    def _show_line(self, one: Waiting) -> None:
        key = one.field.key
        button = Button(icon="check")
        button.setText(t("Same as on the original"))
        button.setAccessibleName(t("Same as on the original: {field}", field=one.field.label))
        button.clicked.connect(partial(self.check, key))
        self.buttons[key] = button
        self._lines.addWidget(Label(str(one.field.label)))
        self._lines.addWidget(CopyLabel(one.shown, bold=True))
        self._lines.addWidget(button)

    def check(self, key: str) -> None:
        """Note that a number was compared: it goes where it is kept, and is masked."""
        self._desk.run(
            onboarding.check, self._id, (key,), owner=self,
            done=lambda _changes: self.checked.emit(), failed=self._refuse,
        )  # fmt: skip

    def _refuse(self, error: UserError) -> None:
        self.banner.show_error(error)


def must_be_repeated(values: Mapping[str, Any]) -> bool:
    """Whether what is to be saved holds a number that is typed twice."""
    return values.get(TWICE) is not None
