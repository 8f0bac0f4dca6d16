# SPDX-License-Identifier: Apache-2.0
"""Every page and gate, in both languages and two sizes: all texts fit, can be read, and are named.

Into every editor that is met, Chinese text is composed: nothing is lost, cut or refused midway.

What happens on a page is looked at in both languages where room is scarce; in the soak every scene
is looked at in both sizes.
"""

import gettext
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hr_desk import i18n
from hr_desk.demo import day
from tests.support.composing import Composer
from tests.support.editor_places import Made, places
from tests.support.fitting import misfits, nameless, texts
from tests.support.whole_window import whole_window
from ui import app
from ui.pages.registry import PAGES
from ui.scenes import SETTLE, Walk
from ui.window import Window

SIZES = ((1280, 720), (1920, 1080))
LOOKS = tuple(
    (code, size)
    for turn, code in enumerate(i18n.LANGUAGES)
    for size in (reversed(SIZES) if turn % 2 else SIZES)
)
"""Each language in each size, in an order in which the window is resized least."""
SCARCE = tuple((code, SIZES[0]) for code in i18n.LANGUAGES)


class Unknown(gettext.NullTranslations):
    """Stands behind the Chinese texts and remembers what they lack."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        """Remember a message without translation."""
        self.asked.add(message)
        return message


class Strays(QObject):
    """Remembers what was shown before it had its place: a window of its own that takes the keys."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.shown: set[str] = set()
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is shown, and from where."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            # A list of completions is Qt's own: it floats over the line, which keeps the keys.
            placed = not watched.isWindow() or watched.parent() is not None
            placed = placed or watched.windowType() == Qt.WindowType.Popup
            if not placed and not isinstance(watched, Window):
                *_, caller, _here = traceback.extract_stack()
                self.shown.add(f"{type(watched).__name__} at {caller.filename}:{caller.lineno}")
        return False


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Hear of every editor that is made."""
    return Made(monkeypatch)


@pytest.fixture
def built(qapp: QApplication, cheap: None, made: Made, tmp_path: Path) -> Iterator[app.Built]:
    """A window with preferences of its own that does not end the process."""
    with whole_window(qapp, tmp_path) as window:
        yield window


def settle(qtbot: QtBot, built: app.Built) -> None:
    """Let everything that was asked for arrive and be laid out."""
    for _ in range(3):
        qtbot.waitUntil(built.tasks.is_idle, timeout=30_000)
        qtbot.wait(5)


@pytest.fixture
def composer(
    qtbot: QtBot, built: app.Built, made: Made, monkeypatch: pytest.MonkeyPatch
) -> Composer:
    """Somebody with an input method at the window."""
    return Composer(built.window, made, monkeypatch, lambda: settle(qtbot, built))


@pytest.mark.timeout(1_200)
@pytest.mark.parametrize(
    "thorough", [False, pytest.param(True, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)])]
)
def test_every_text_of_every_page_can_be_read_and_every_editor_written_in(
    qapp: QApplication, qtbot: QtBot, built: app.Built, composer: Composer, tmp_path: Path,
    thorough: bool,
) -> None:  # fmt: skip
    story = day.begin(tmp_path / "desk", people_count=30, profile=tmp_path / "profile")
    outside = tmp_path / "handed-out"
    outside.mkdir()
    walk = Walk(built, story, tmp_path / "profile", outside, tmp_path / "scratch")
    broken: list[BaseException] = []
    built.tasks.broke.connect(broken.append)
    unknown, strays = Unknown(), Strays(qapp)
    i18n._messages("zh_CN").add_fallback(unknown)
    found, lost, seen, fronts = list[str](), list[str](), list[str](), set[str]()
    for scene in walk.scenes():
        settle(qtbot, built)
        assert not broken
        if scene != SETTLE:
            looks = LOOKS if thorough or _front(built) not in fronts else SCARCE
            looks = looks if len(seen) % 2 == 0 else tuple(reversed(looks))
            fronts.add(_front(built))
            seen.append(scene)
            found += [f"{scene} {line}" for line in _look(qtbot, built, looks)]
            lost += [f"{scene} {line}" for line in composer.visit(_front(built))]
    qapp.removeEventFilter(strays)
    i18n._messages.cache_clear()
    listed = {page.key for page in PAGES} - {"record", "visit", "joiner"}
    assert {f"page-{key}" for key in listed} <= set(seen)
    assert not strays.shown, "\n".join(sorted(strays.shown))
    assert not found, "\n".join(found)
    assert not lost, "\n".join(lost)
    assert not (untried := composer.untried(places())), f"no scene shows {untried}"
    assert not unknown.asked
    assert sorted(path.name for path in outside.iterdir()) == [
        "candidates.xlsx",
        "certificate.certificate",
        "registration-form.pdf",
    ]


def _front(built: app.Built) -> str:
    """Return which page or gate is in front."""
    workspace = built.window.workspace
    shown = built.window.stack.currentWidget()
    return workspace.front if workspace is not None and workspace is shown else type(shown).__name__


def _look(
    qtbot: QtBot, built: app.Built, looks: tuple[tuple[str, tuple[int, int]], ...]
) -> Iterator[str]:
    """Look at what is shown, beginning as it is shown: the next scene is asked for in the last."""
    said: dict[str, frozenset[str]] = {}
    for code, (width, height) in looks:
        if i18n.language() != code or built.window.size().toTuple() != (width, height):
            built.languages.use(code)
            built.window.resize(width, height)
            settle(qtbot, built)
        for line in (*misfits(built.window), *nameless(built.window)):
            yield f"({code}, {width}x{height}): {line}"
        said[code] = texts(built.window)
    if len(set(said.values())) < len(said):
        yield "says the same in every language"
