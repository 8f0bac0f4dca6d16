# SPDX-License-Identifier: Apache-2.0
"""What tests of a desk share: cheap key derivation, a desk of one's own, the language."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hr_desk.domain import tables
from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.operations.session import Session
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support.desk import Desk, make_desk
from tests.support.joining import welcome
from tests.support.paired_office import Company, make_company
from tests.support.requests import open_officer

# A first example loads what the later ones find loaded, and machines are busy: time is no failure.
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")


if os.name != "nt":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # the same pixels with and without a display


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where a story keeps the pictures it takes; without the option they go with its folder."""
    parser.addoption("--pictures", metavar="FOLDER", default="", help="keep a story's pictures")


gc.disable()
"""As in the window (ui.garbage): a worker must not destroy the Qt objects of an earlier test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes comes first, or one worker would be left with it while the other waits."""
    items.sort(key=lambda item: "stories" not in item.path.parts)


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Delete the widgets a test has closed now: each new style sheet would be told to them all.

    And let go of Ctrl and Shift: Qt takes them for pressed until the next key, and a row that the
    next test marks would be marked beside others, or not at all.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
            QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: no collection needs to look at it again."""
    tables.load()  # as the window does when it starts
    gc.collect()
    gc.freeze()


WHOLE_COLLECTION = 80
"""Tests between two collections of everything; each walks what a whole run has loaded by then."""


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    yield
    gc.collect(2 if gc.get_count()[2] > WHOLE_COLLECTION else 1)


@pytest.fixture
def cheap() -> Iterator[None]:
    """The cheapest key derivation there is."""
    with use_cheap_key_derivation():
        yield


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    with use_cheap_key_derivation():
        return make_desk(tmp_path_factory.mktemp("made-once"))


@pytest.fixture
def desk(cheap: None, _made_once: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A desk with the users admin, hiring, gate and second, a policy and one requisition."""
    own = _made_once.copied(tmp_path)
    yield own
    own.close()


@pytest.fixture
def session(desk: Desk) -> Session:
    """A recruiter at the desk."""
    return desk.open("hiring")


@pytest.fixture
def admin(desk: Desk) -> Session:
    """An HR admin at the desk."""
    return desk.open("admin")


@pytest.fixture
def officer(desk: Desk) -> Session:
    """The privacy officer, added to the desk."""
    return open_officer(desk)


@pytest.fixture
def colleague(desk: Desk) -> Session:
    """An onboarding colleague, added to the desk."""
    return welcome(desk)


@pytest.fixture
def company(cheap: None, tmp_path: Path) -> Iterator[Company]:
    """An office with the privacy officer, and a paired plant that has the same policy."""
    made = make_company(tmp_path)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Every test begins in the first language: a command takes that of its machine."""
    use_language(LANGUAGES[0])
    yield
    use_language(LANGUAGES[0])
