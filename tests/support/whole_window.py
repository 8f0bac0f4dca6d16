# SPDX-License-Identifier: Apache-2.0
"""The whole window for a story, with preferences of its own; its end does not end the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.demo import day
from tests.support.operator import Operator
from ui import app
from ui.preferences import Preferences


@contextmanager
def whole_window(
    application: QApplication, folder: Path, *, size: tuple[int, int] | None = None
) -> Iterator[app.Built]:
    """Show the window, in front; ``folder`` holds its preferences and what it reports.

    What breaks in the worker meanwhile breaks the test.
    """
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    built = app.build(
        application, Preferences(settings), end=lambda _code: None,
        problems_folder=folder / "problems",
    )  # fmt: skip
    broken: list[BaseException] = []
    built.tasks.broke.connect(broken.append)
    if size is not None:
        built.window.resize(*size)
    built.window.show()
    built.window.activateWindow()
    try:
        yield built
        assert not broken
    finally:
        built.tasks.finish(seconds=30)
        built.languages.use("en")  # takes Qt's Chinese out of the application again
        built.window.close()
        built.window.deleteLater()


@contextmanager
def at_work(
    application: QApplication, qtbot: QtBot, folder: Path, *, people: int
) -> Iterator[Operator]:
    """Show the window on a desk of the demo with so many people, opened by who has every duty."""
    story = day.begin(folder / "desk", people_count=people, profile=folder / "profile")
    with whole_window(application, folder, size=(1280, 800)) as built:
        qtbot.waitUntil(built.window.isActiveWindow)
        built.tasks.query(
            day.sign_in, story.folder, story.clock, folder / "profile",
            user=day.ADMIN, done=built.window.enter,
        )  # fmt: skip
        operator = Operator(qtbot, built)
        operator.wait()
        yield operator
