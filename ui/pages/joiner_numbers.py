# SPDX-License-Identifier: Apache-2.0
"""Numbers of a joiner: an account typed twice or scanned, and what waits to be compared.

Until it is compared a number is shown to whoever typed it and to nobody else.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.domain.scan_frames import SCANNERS_GAP
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import onboarding
from hr_desk.operations.joiner_views import Waiting
from ui import theme
from ui.forms.record_form import RecordForm
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, Question
from ui.widgets.words import Words


def _own_time(event: QKeyEvent) -> float:
    return float(event.timestamp())


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
        self._going_on = False
        self._lines = column(gap=theme.SMALL)
        self.buttons: dict[str, Button] = {}
        self.banner = Banner()
        self.body.addWidget(self.banner)
        self.body.addLayout(self._lines)
        self.hide()

    def show_waiting(self, joiner_id: str, waiting: Sequence[Waiting]) -> None:
        """Show each number with a button that says it is the same as on the original."""
        self._going_on = self._going_on and joiner_id == self._id
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

    def go_on(self) -> None:
        """Comparing is what comes next: the numbers shown next for this joiner get the keyboard."""
        self._going_on = True

    def take_keyboard(self) -> bool:
        """Take the keyboard for the next number that is to be compared; False where none is."""
        wanted, self._going_on = self._going_on, False
        first = next(iter(self.buttons.values()), None)
        if first is None or not wanted:
            return False
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

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
        self.go_on()
        self._desk.run(
            onboarding.check, self._id, (key,), owner=self,
            done=lambda _changes: self.checked.emit(), failed=self._refuse,
        )  # fmt: skip

    def _refuse(self, error: UserError) -> None:
        self.banner.show_error(error)


def must_be_repeated(values: Mapping[str, Any], scan: "CardScan") -> bool:
    """Whether what is to be saved holds a number that is typed twice, and nobody scanned it."""
    number = values.get(TWICE)
    return number is not None and not scan.brought(str(number))


class CardScan(QObject):
    """Tells an account number that a card scanner typed from one that a person did.

    A scanner that is set up as a keyboard makes no slips: what it typed is not asked for twice.
    Every key of the number has to come as fast as a scanner types; anything typed, taken back or
    pasted beside it makes it a person's again.
    """

    def __init__(
        self, parent: QObject, *, time_of: Callable[[QKeyEvent], float] = _own_time
    ) -> None:
        super().__init__(parent)
        self._time_of = time_of
        self._line: QLineEdit | None = None
        self._keys: list[tuple[str, float]] = []
        self._broken = False

    def watch(self, form: RecordForm) -> None:
        """Watch the line of the account number of a form that shows a record anew."""
        controls = form.row(TWICE).editor.controls() if TWICE in set(form.keys()) else []
        line_ = next((one for one in controls if isinstance(one, QLineEdit)), None)
        self._keys, self._broken = [], False
        if line_ is not self._line:
            if self._line is not None and isValid(self._line):
                self._line.removeEventFilter(self)
            self._line = line_
            if line_ is not None:
                line_.installEventFilter(self)

    def brought(self, number: str) -> bool:
        """Whether a scanner typed this number, all of it and nothing else."""
        typed = "".join(key for key, _ in self._keys)
        gaps = [later - before for (_, before), (_, later) in pairwise(self._keys)]
        fast = all(0 <= gap <= SCANNERS_GAP for gap in gaps)
        return not self._broken and typed == number and fast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note each key that goes into the line; hold none."""
        if watched is self._line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._note(event)
        elif event.type() in (QEvent.Type.InputMethod, QEvent.Type.Drop):
            self._broken = True
        return False

    def _note(self, event: QKeyEvent) -> None:
        if self._line is not None and not self._line.text():
            self._keys, self._broken = [], False
        text = event.text()
        if text.isascii() and text.isdigit():
            self._keys.append((text, self._time_of(event)))
        elif event.key() not in _PASSING:
            self._broken = True


_PASSING: Final = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Shift, Qt.Key.Key_Space}
)
"""Keys that end a number or part it."""
