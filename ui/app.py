# SPDX-License-Identifier: Apache-2.0
"""Builds the window and everything it is given, and turns the event loop.

Order: input method, style, QApplication, fonts and colours, preferences, language, worker,
window. Nothing is looked up later through a global; what a part needs is passed to it here.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from hr_desk.domain import tables
from hr_desk.i18n import language
from ui import lock, theme
from ui.garbage import Garbage, spare_what_is_loaded
from ui.input_method import use_input_method_that_ships
from ui.language import Languages
from ui.preferences import Preferences, problem_folder, user_preferences
from ui.problems import Problems
from ui.tasks import Tasks
from ui.widgets.scanner import Scanner
from ui.window import Window

CLOSING_SECONDS = 10.0
"""How long closing the window waits for what is still being written."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the command line said."""

    desk: Path | None = None
    language: str | None = None
    successor: bool = False
    roll_call: bool = False
    """Begin with the roll call from its sealed copy: on a machine without a desk of its own."""
    shift: bool = False
    """The successor of a shift change: the next guard's card is waited for."""


@dataclass(frozen=True)
class Built:
    """The parts of a running window."""

    window: Window
    tasks: Tasks
    problems: Problems
    languages: Languages


def run(options: Options, arguments: Sequence[str] = ("hr-desk",)) -> int:
    """Open the window and return its exit code when it is closed."""
    use_input_method_that_ships(os.environ)
    application = new_application(list(arguments))
    built = build(application, user_preferences(), language_code=options.language)
    built.problems.take_exceptions()
    built.window.start(options.desk)
    if options.shift:
        built.window.begin_shift()
    if options.roll_call:
        built.window.show_roll_call()
    built.window.show()
    built.tasks.query(tables.load, done=lambda _loaded: spare_what_is_loaded())
    if options.successor:
        QTimer.singleShot(0, built.window.activateWindow)
    code = application.exec()
    close = built.window.desk.session.close if built.window.desk is not None else None
    built.tasks.finish(close, seconds=CLOSING_SECONDS)
    return code


def new_application(arguments: list[str]) -> QApplication:
    """Return Qt's application object in Fusion, with our names for its folders."""
    QApplication.setStyle("Fusion")
    QApplication.setApplicationName("hr-desk")
    QApplication.setApplicationDisplayName("")
    QApplication.setDesktopFileName("hr-desk")
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    return QApplication(arguments)


def build(
    application: QApplication,
    preferences: Preferences,
    *,
    language_code: str | None = None,
    succeed: Callable[..., int] = lock.start_successor,
    end: Callable[[int], None] = lock.end_process,
    problems_folder: Path | None = None,
) -> Built:
    """Return a window that is ready to be started, with everything it works with."""
    Garbage(application)
    theme.apply(application, preferences.scheme)
    languages = Languages(application, preferences)
    languages.use(language_code or preferences.language)
    problems = Problems(problems_folder or problem_folder(), application)
    tasks = Tasks(application)
    tasks.refused.connect(problems.refuse)
    tasks.broke.connect(problems.crash)
    window = Window(tasks, preferences, languages)
    languages.setParent(window)  # its translator goes with the window
    problems.crashed.connect(window.show_crash)
    window.locking.connect(lambda: _lock(window, tasks, succeed, end))
    window.entered.connect(lambda idle: idle.follow(application))
    scanner = Scanner(window)
    application.installEventFilter(scanner)
    scanner.scanned.connect(window.take_scan)
    return Built(window, tasks, problems, languages)


def _lock(
    window: Window,
    tasks: Tasks,
    succeed: Callable[..., int],
    end: Callable[[int], None],
) -> None:
    if window.desk is not None:
        session = window.desk.session
        chosen = partial(succeed, shift=True) if window.changes_shift else succeed
        lock.lock(session, tasks, language=language(), succeed=chosen, end=end)
