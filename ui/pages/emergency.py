# SPDX-License-Identifier: Apache-2.0
"""The roll call without the desk: from the sealed copy, behind its own PIN.

Reached from the unlock page, by nobody who has a passphrase at hand: the guard on duty in an alarm.
The PIN guards this screen alone. After some wrong ones the page pauses, and after a while without
a touch it goes away with everything it shows.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from hr_desk.domain.clock import SHANGHAI, SystemClock
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from ui import theme
from ui.pages.roll_call_board import RollCallBoard
from ui.printing.roll_call_sheet import roll_call_pdf
from ui.printing.to_printer import Send, printed, send
from ui.tasks import Tasks
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.files import choose_folder
from ui.widgets.label import Label
from ui.widgets.language_button import LanguageButton
from ui.widgets.layouts import centred, column, row
from ui.widgets.panels import Card
from ui.widgets.pause import Pause
from ui.widgets.words import Words

WIDTH: Final = 520
"""Width of the card in pixels."""
IDLE_SECONDS: Final = 600
"""Without a touch for so long the list goes from the screen: longer than a roll call in the yard
is left lying, shorter than a night."""
OLD_MINUTES: Final = 15
"""A copy older than this is said to be old in red: nobody has kept it fresh."""

_TOUCHES: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)


class EmergencyPage(QWidget):
    """Asks for the PIN, then shows and prints who was inside when the copy was sealed."""

    left = Signal()
    language_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        *,
        profile: Path | None = None,
        printer: Send = send,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("Gate")
        self._tasks, self._profile, self._steady = tasks, profile, steady
        self.printer = printer
        self._words = Words()
        self._place: Path | None = None
        self._taken: Any = None
        self.pause, self._touched = Pause(self, steady=steady), steady()
        self.banner = Banner()
        self.view, self.board = QStackedWidget(), RollCallBoard()
        self._pin_entry, self.pin = line(self._words, N_("PIN of the roll call"), secret=True)
        self._code_entry, self.code = line(
            self._words,
            N_("Key code of the desk"),
            N_("Only once on a machine that is not the desk's own. It stands in its settings."),
        )
        self.open_button = Button(kind="primary", icon="users")
        self.folder_button, self.back = Button(kind="plain"), Button(icon="arrow-left")
        self.code_button, self.keep_code = Button(kind="plain"), Button()
        self.print_button = Button(kind="primary", icon="printer")
        self.close_button = Button(icon="x")
        self._looked, self._age = Label(tone="soft", size="small"), Label(tone="danger", bold=True)
        self._language = LanguageButton()
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self.look)
        self.pause.ticked.connect(self._say_pause)
        self._lay_out()
        self._connect()
        self._say()

    def look(self) -> None:
        """Let the pause end, and take the list away when nobody has touched it for long."""
        self.pause.look()
        if self._taken is not None and self._steady() - self._touched > IDLE_SECONDS:
            self.leave()

    def open_list(self) -> None:
        """Try the PIN on the newest copy that this account can open."""
        if self.pause.is_on() or not self.open_button.isEnabled():
            return
        self.open_button.setEnabled(False)
        self.banner.clear()
        self._tasks.query(
            _open, self.pin.text(), place=self._place, profile=self._profile,
            owner=self, done=self._show, failed=self._failed,
        )  # fmt: skip

    def look_in(self, place: Path) -> None:
        """Look for the copy in a second place: another machine has burned."""
        self._place = place
        self._say()
        self.pin.setFocus()

    def show_profile(self, profile: Path) -> None:
        """Look in another account's folder than the one of whoever is logged in: for rehearsals."""
        self._profile = profile

    def learn_code(self) -> None:
        """Keep the desk's key in this account, so that copies of it open here."""
        self.banner.clear()
        self._tasks.query(
            _learn, self.code.text(), profile=self._profile,
            owner=self, done=self._learned, failed=self.banner.show_error,
        )  # fmt: skip

    def print_now(self) -> None:
        """Print the list on this machine's printer at once; the desk's log is told later."""
        taken = self._taken
        if taken is None or not self.print_button.isEnabled():
            return
        self.print_button.setEnabled(False)
        paper = partial(roll_call_pdf, taken.lines, company=taken.company, at=taken.at, sealed=True)
        self._tasks.draw(
            partial(printed, paper, self.printer), owner=self,
            done=lambda _content: self._printed(taken), failed=self._not_printed,
        )  # fmt: skip

    def _not_printed(self, error: UserError) -> None:
        self.print_button.setEnabled(True)
        self.banner.show_error(error)

    def _printed(self, taken: Any) -> None:
        self.print_button.setEnabled(True)
        self._tasks.query(_note_print, taken, profile=self._profile, owner=self)
        count = len(taken.lines)
        self.banner.show_text(
            "good", lambda: t("The roll call was sent to the printer: {count} lines.", count=count)
        )

    def leave(self) -> None:
        """Go back to where the desk is unlocked; nothing of the list stays on the screen."""
        self._taken = None
        self.board.show_lines((), SystemClock().now())
        self.board.inside.forget_ticks()
        self.view.setCurrentIndex(0)
        self.pin.clear()
        self.code.clear()
        self.banner.clear()
        self._tick.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where the PIN goes."""
        super().showEvent(event)
        self._tick.start()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.pin.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is here."""
        del watched
        if event.type() in _TOUCHES:
            self._touched = self._steady()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()
            self.board.say()
        super().changeEvent(event)

    def _show(self, taken: Any) -> None:
        self.pin.clear()
        self.pause.right()
        self._taken, self._touched = taken, self._steady()
        self.open_button.setEnabled(True)
        self.board.show_lines(taken.lines, taken.at)
        self.view.setCurrentIndex(1)
        self._say()
        self.board.inside.setFocus()

    def _failed(self, error: UserError) -> None:
        from hr_desk.operations.roll_call import WrongPin

        self.open_button.setEnabled(True)
        self.banner.show_error(error)
        self.pin.selectAll()
        self.pin.setFocus()
        if isinstance(error, WrongPin):
            self.pause.wrong()

    def _learned(self, _desk_id: str) -> None:
        self.code.clear()
        self._show_code(shown=False)
        self.banner.show_text("good", lambda: t("This account can open the desk's copies now."))
        self.pin.setFocus()

    def _say_pause(self) -> None:
        left, waits = self.pause.seconds_left(), self.pause.is_on()
        self.pin.setReadOnly(waits)
        said = t("Too many wrong PINs. Wait {seconds} seconds.", seconds=left) if waits else ""
        self._pin_entry.set_error(said)

    def _say(self) -> None:
        place = self._place
        self._looked.setText(
            t("The copy of this machine is looked at.")
            if place is None
            else t("The copy in “{folder}” is looked at.", folder=str(place))
        )
        if self._taken is None:
            self._age.setText("")
            return
        minutes = int((SystemClock().now() - self._taken.at).total_seconds() // 60)
        sealed = self._taken.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        old = t(
            "This copy was sealed at {time}. Whoever came or left since is not in it.", time=sealed
        )
        self._age.setText(old if minutes >= OLD_MINUTES else "")
        self._age.setVisible(minutes >= OLD_MINUTES)

    def _show_code(self, *, shown: bool) -> None:
        self._code_entry.setVisible(shown)
        self.keep_code.setVisible(shown)
        self.code_button.setVisible(not shown)
        if shown:
            self.code.setFocus()

    def _lay_out(self) -> None:
        card = Card(margin=theme.WIDE)
        card.setFixedWidth(WIDTH)
        card.body.setSpacing(theme.MEDIUM)
        title, why = Label(size="title", bold=True), Label(tone="soft")
        self._words.put(N_("Roll call"), title.setText)
        self._words.put(
            N_(
                "For an alarm: who was inside when the last copy was sealed. "
                "Opening it is noted in the desk's log."
            ),
            why.setText,
        )
        for widget in (title, why, self._pin_entry, self.open_button, self._looked,
                       self._code_entry, self.keep_code):  # fmt: skip
            card.body.addWidget(widget)
        others = row()
        for button in (self.folder_button, self.code_button):
            others.addWidget(button)
        others.addStretch(1)
        card.body.addLayout(others)
        gate = QWidget()
        inner = column(gate)
        inner.addStretch(2)
        inner.addLayout(centred(card))
        inner.addStretch(3)
        listed = QWidget()
        below = column(listed)
        below.addWidget(self._age)
        below.addWidget(self.board, 1)
        for button in (self.print_button, self.close_button):
            self.board.beside.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.view.addWidget(gate)
        self.view.addWidget(listed)
        top = row()
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self._language)
        layout = column(self, margin=theme.LARGE)
        layout.addLayout(top)
        layout.addWidget(self.banner)
        layout.addWidget(self.view, 1)
        self._show_code(shown=False)

    def _connect(self) -> None:
        for label, button in (
            (N_("Open the roll call"), self.open_button),
            (N_("Look in another folder…"), self.folder_button),
            (N_("Type a key code…"), self.code_button),
            (N_("Keep the key in this account"), self.keep_code),
            (N_("Back"), self.back),
            (N_("Print now"), self.print_button),
            (N_("Close the list"), self.close_button),
        ):
            self._words.put(label, button.setText)
        self.open_button.clicked.connect(self.open_list)
        self.pin.returnPressed.connect(self.open_list)
        QShortcut(QKeySequence("F11"), self, self.print_now)
        self.folder_button.clicked.connect(self._choose)
        self.code_button.clicked.connect(partial(self._show_code, shown=True))
        self.keep_code.clicked.connect(self.learn_code)
        self.code.returnPressed.connect(self.learn_code)
        self.back.clicked.connect(self.leave)
        self.close_button.clicked.connect(self.leave)
        self.print_button.clicked.connect(self.print_now)
        self._language.clicked.connect(self.language_wanted)

    def _choose(self) -> None:
        choose_folder(self, t("The folder of the second place"), self.look_in)


def _open(pin: str, *, place: Path | None, profile: Path | None) -> Any:
    """Open the newest copy; worker, which loads the keys' library behind the painted page."""
    from hr_desk.operations import roll_call

    return roll_call.open_copy(pin, place=place, profile=profile)


def _learn(code: str, *, profile: Path | None) -> str:
    from hr_desk.operations import roll_call

    return roll_call.learn_key(code, profile=profile)


def _note_print(taken: Any, *, profile: Path | None) -> None:
    from hr_desk.operations import roll_call

    roll_call.note_use(taken, roll_call.PRINTED, profile=profile)
