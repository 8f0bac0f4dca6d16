# SPDX-License-Identifier: Apache-2.0
"""``python -m ui.kiosk.visit``: one visit on the screen, then the process ends.

Alone it shows itself at once. Under the supervisor (``--warm``) it loads everything, says READY,
and waits hidden until it is told to SHOW; when the visit is over it blanks its window, says OVER,
and ends when the successor is on the screen.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from hr_desk.domain.clock import SystemClock, day_of
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_, t, translated
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.flow import Idle
from hr_desk.kiosk.profile import catalogue_of, folder_for, policy_of, take_up
from ui.input_method import use_input_method_that_ships
from ui.kiosk import pipes, style
from ui.kiosk.hardening import forbid_dumps, silence_errors
from ui.kiosk.messages import TO_THE_DESK
from ui.kiosk.metrics import Metrics, of_screen
from ui.kiosk.scans import Scans
from ui.kiosk.screen import Screen
from ui.kiosk.steps import Message
from ui.kiosk.supervisor import STAFF_EXIT
from ui.kiosk.visiting import Visit, Words
from ui.widgets.scanner import Scanner

WINDOW: Final = (1280, 720)
"""The size with ``--window``, in device-independent pixels."""

GO_MILLISECONDS: Final = 2_000
"""How long a visit that is over waits for its successor before it ends all the same."""

BROKEN: Final = 1
"""Exit code after a fault."""

_POLL_MILLISECONDS: Final = 50


class Orders(QObject):
    """What the supervisor says on the standard input, as a signal; the end of it is LEAVE."""

    came = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = pipes.Lines(0)
        self._notifier: QSocketNotifier | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        if os.name == "nt":  # Qt waits for pipes on Unix only
            self._timer.start(_POLL_MILLISECONDS)
        else:
            self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._look)

    def _look(self) -> None:
        for word in self._lines.take():
            self.came.emit(word)
        if self._lines.ended:
            self._timer.stop()
            if self._notifier is not None:
                self._notifier.setEnabled(False)
            self.came.emit(pipes.LEAVE)


class Kiosk(QObject):
    """The process: shows its visit when it is told to, and ends when the visit is over.

    ``visit`` is None where the profile was refused: then one page sends everyone to the front desk.
    """

    shown = Signal()

    def __init__(self, screen: Screen, visit: Visit | None, *, window: bool) -> None:
        super().__init__(screen)
        self.screen, self.visit = screen, visit
        self._window = window
        self._supervised = False
        self._leaving = False
        self._code = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._end)
        screen.staff_exit.connect(self._staff_exit)
        if visit is not None:
            visit.over.connect(self._over)
            visit.at_start.connect(self._at_start)

    def listen(self) -> None:
        """Do what the supervisor says, and tell it that everything is loaded."""
        self._supervised = True
        orders = Orders(self)
        orders.came.connect(self.obey)
        pipes.send(1, pipes.READY)

    def obey(self, word: str) -> None:
        """Follow one word of the supervisor."""
        if word == pipes.SHOW:
            self.show()
        elif word == pipes.GO:
            end(self._code)
        elif word == pipes.LEAVE:
            self._leave()

    def show(self) -> None:
        """Be seen; from here on a visitor may be typing."""
        if self._supervised:
            silence_errors()
        if self._window:
            self.screen.show()
        else:
            self.screen.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            self.screen.showFullScreen()
        self.screen.raise_()
        self.screen.activateWindow()
        QTimer.singleShot(0, self._seen)

    def fail(self) -> None:
        """A fault of the program: say where to go, then end; a second fault ends at once."""
        if self._code == BROKEN or self.visit is None or self.visit.is_over:
            end(BROKEN)
        self._code = BROKEN
        if self.visit is not None and self.screen.isVisible():
            self.visit.show_problem(partial(t, _FAULT))
        else:
            end(BROKEN)

    def _seen(self) -> None:
        pipes.send(1, pipes.SHOWN)
        self.shown.emit()
        if self._leaving:
            self._leave()

    def _leave(self) -> None:
        """End now if nobody is in front of it; a visit under way ends the process anyway."""
        self._leaving = True
        if self.visit is None:
            self._over()
        elif not self.screen.isVisible():
            end(0)
        elif self.visit.unused:
            self.visit.end()

    def _at_start(self) -> None:
        """A visitor went back to where nobody has begun: a process that is to leave leaves now."""
        if self._leaving and self.visit is not None and self.visit.unused:
            self.visit.end()

    def _over(self) -> None:
        if self._supervised and self.screen.isVisible() and pipes.send(1, pipes.OVER):
            self._patience.start(GO_MILLISECONDS)
        else:
            self._end()

    def _end(self) -> None:
        end(self._code)

    def _staff_exit(self) -> None:
        end(STAFF_EXIT)


_FAULT: Final = N_("Something went wrong at this kiosk. The front desk will help you.")
_CLOSED: Final = N_("This kiosk is closed at the moment. The front desk will help you.")


def end(code: int) -> None:
    """End this process at once; nothing of it is cleaned up, asked or written."""
    os._exit(code)


def build(
    options: argparse.Namespace, application: QApplication, *, size: tuple[int, int] | None = None
) -> Kiosk:
    """Return the kiosk's process with everything loaded, hidden."""
    width, height = size or (WINDOW if options.window else (0, 0))
    metrics = of_screen(application.primaryScreen(), width, height)
    style.apply(application, metrics)
    try:
        kiosk = _open(options, application, metrics)
    except (UserError, OSError) as problem:
        kiosk = _closed(metrics, problem, window=options.window)
    kiosk.screen.resize(metrics.width, metrics.height)
    kiosk.screen.grab()  # fonts, icons and styles are loaded before anyone waits for them
    return kiosk


def _open(options: argparse.Namespace, application: QApplication, metrics: Metrics) -> Kiosk:
    data = options.profile.read_bytes()
    folder = options.folder or folder_for(data, desk=options.desk)
    today = day_of(SystemClock().now())
    profile = take_up(data, desk=options.desk, folder=folder, today=today)
    screen = Screen(metrics, profile.company["name"])
    limits = profile.limits
    drop = Drop(folder, options.inbox, profile)
    visit = Visit(
        screen,
        Words(profile.languages, profile.notice.short, policy_of(profile), profile.errands),
        catalogue_of(profile),
        drop,
        idle=Idle(limits.idle_seconds, limits.countdown_seconds),
    )
    application.installEventFilter(visit.activity)
    scanner = Scanner(visit)
    application.installEventFilter(scanner)
    Scans(visit, drop, scanner)
    visit.begin()
    return Kiosk(screen, visit, window=options.window)


def _closed(metrics: Metrics, problem: Exception, *, window: bool) -> Kiosk:
    """Return a kiosk that says, to visitors and to staff, why it cannot be used."""
    screen = Screen(metrics, "")
    note = problem.text() if isinstance(problem, UserError) else ""
    title, text = (_in_every_language(one) for one in (TO_THE_DESK, _CLOSED))
    message = Message(metrics, title, text, note=note, countdown=False)
    screen.show_step(message, back=False, stop=False, last=False)
    return Kiosk(screen, None, window=window)


def _in_every_language(message: str) -> str:
    """Return a message for people whose language nobody asked for."""
    return "\n".join(translated(message, code) for code in LANGUAGES)


def take_faults(kiosk: Kiosk) -> None:
    """Let a fault end the visit: its kind and places go to the supervisor, no word of a message."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        del kind, trace
        pipes.send(1, pipes.BROKE, places(error))
        kiosk.fail()

    sys.excepthook = hook


def places(error: BaseException) -> str:
    """Return the kind of an error and the places it went through; its message stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    went = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__qualname__} at {went}"


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line; the supervisor alone writes it."""
    made = argparse.ArgumentParser(prog="hr-desk kiosk-visit")
    made.add_argument("profile", type=Path)
    made.add_argument("--desk", required=True)
    made.add_argument("--folder", type=Path)
    made.add_argument("--inbox", type=Path, required=True)
    made.add_argument("--window", action="store_true")
    made.add_argument("--warm", action="store_true")
    made.add_argument("--trial", action="store_true")
    return made


def new_application() -> QApplication:
    """Return Qt's application object as the kiosk needs it."""
    use_input_method_that_ships(os.environ)
    QApplication.setStyle("Fusion")
    QApplication.setApplicationName("hr-desk-kiosk")
    QApplication.setApplicationDisplayName("")
    QApplication.setQuitOnLastWindowClosed(False)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    return QApplication(["hr-desk-kiosk"])


def main(
    argv: Sequence[str] | None = None, *, attach: Callable[[Kiosk], object] | None = None
) -> int:
    """Run one visit; returns the exit code. ``attach`` is given the kiosk before it is shown."""
    forbid_dumps()
    options = parser().parse_args(argv)
    application = new_application()
    kiosk = build(options, application)
    take_faults(kiosk)
    if options.trial:
        from ui.kiosk.trial import Trial

        attach = Trial
    if attach is not None:
        attach(kiosk)
    if options.warm:
        kiosk.listen()
    else:
        kiosk.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
