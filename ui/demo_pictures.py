# SPDX-License-Identifier: Apache-2.0
"""Photographs the walk through the window, every scene in every language, without a screen."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from hr_desk.demo import day
from hr_desk.i18n import LANGUAGES
from ui import app
from ui.preferences import Preferences
from ui.scenes import SETTLE, Walk

WIDTH: Final = 1280
HEIGHT: Final = 720
_TURN_MILLISECONDS: Final = 15
_QUIET_TURNS: Final = 3


@dataclass(frozen=True)
class Evening:
    """What the day left: what the sweep did, which files went out, which pictures were taken."""

    sweep: Mapping[str, Any]
    handed_out: list[str]
    pictures: list[str]


def unseen() -> QApplication:
    """Return Qt's application of a process that shows nothing on any screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return app.new_application(["hr-desk"])


class _Film(QObject):
    """Turns the walk scene by scene, each time the worker has been quiet for some turns."""

    def __init__(self, built: app.Built, steps: Iterator[str], folder: Path) -> None:
        super().__init__()
        self.built, self.steps, self.folder = built, steps, folder
        self.pictures: list[str] = []
        self.error: BaseException | None = None
        self.quiet = 0
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._turn)
        self.waiting: Iterator[None] = iter(())
        self.built.tasks.broke.connect(self._fail)

    def _turn(self) -> None:
        self.quiet = self.quiet + 1 if self.built.tasks.is_idle() else 0
        if self.quiet < _QUIET_TURNS:
            return
        self.quiet = 0
        try:
            self._next()
        except StopIteration:
            self._end()
        except Exception as error:  # noqa: BLE001 - carried out of the event loop
            self._fail(error)

    def _next(self) -> None:
        """Take the pictures of a scene in one language a turn, then ask for the next scene."""
        try:
            next(self.waiting)
        except StopIteration:
            scene = next(self.steps)
            self.waiting = iter(()) if scene == SETTLE else self._photographs(scene)

    def _photographs(self, scene: str) -> Iterator[None]:
        for code in LANGUAGES:
            self.built.languages.use(code)
            yield
            name = f"{len(self.pictures) // len(LANGUAGES) + 1:02}-{scene}-{code}.png"
            self.built.window.grab().save(str(self.folder / name))
            self.pictures.append(name)
        self.built.languages.use(LANGUAGES[0])

    def _fail(self, error: BaseException) -> None:
        self.error = error
        self._end()

    def _end(self) -> None:
        self.timer.stop()
        QApplication.exit(0)


def at_the_kiosk(folder: Path, story: day.Story, *, profile: Path) -> list[str]:
    """Photograph the kiosk; its one real visitor waits at the front desk afterwards."""
    from ui.kiosk.pictures import pictures

    folder.mkdir(parents=True, exist_ok=True)
    desk_id = str(json.loads(story.kiosk.read_bytes())["desk"])
    taken = pictures(
        folder, story.kiosk, desk_id, kiosk=profile / "kiosk", inbox=story.folder / "inbox",
        sizes=((WIDTH, HEIGHT),), clock=story.clock,
    )  # fmt: skip
    day.receive(story, profile)
    return taken


class Studio:
    """Builds a window nobody sees and films the walk in it."""

    def __init__(
        self, application: QApplication, folder: Path, story: day.Story, *, profile: Path
    ) -> None:
        self._application = application
        self._folder, self._story, self._profile = folder, story, profile

    def shoot(self, handed_out: Path) -> Evening:
        """Film the day; files that leave the desk go into ``handed_out``. Raises what broke."""
        for folder in (self._folder, handed_out):
            folder.mkdir(parents=True, exist_ok=True)
        settings = QSettings(str(self._profile / "window.ini"), QSettings.Format.IniFormat)
        built = app.build(
            self._application,
            Preferences(settings),
            end=lambda _code: None,
            problems_folder=self._profile / "problems",
        )
        built.window.resize(WIDTH, HEIGHT)
        built.window.show()
        walk = Walk(built, self._story, self._profile, handed_out, self._profile / "scratch")
        film = _Film(built, walk.scenes(), self._folder)
        film.timer.start(_TURN_MILLISECONDS)
        self._application.exec()
        built.tasks.finish()
        if film.error is not None:
            raise film.error
        files = sorted(path.name for path in handed_out.iterdir())
        return Evening(walk.sweep, files, film.pictures)


def write_summary(path: Path, summary: Mapping[str, Any]) -> None:
    """Write summary.json."""
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
