# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the screens: the program's own look, and small real desks with cheap keys."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.operations import desks, policies, recruitment, requisitions, users
from hr_desk.operations.session import Session
from hr_desk.vault.slots import use_cheap_key_derivation
from ui import theme
from ui.actions import table, visible_pages
from ui.language import Languages
from ui.pages.registry import PAGES
from ui.preferences import Preferences
from ui.session import OpenDesk, Surroundings
from ui.tasks import Tasks

# Before Qt is started: pictures and sizes are the same on every machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

PASSPHRASE = "correct horse battery"
COMPANY = {"name": "示例公司", "address": "示例市示例路1号", "phone": "0532-80000000"}
PEOPLE = (
    ("张伟", "13800000001", "装配工"),
    ("王芳", "13800000002", "装配工"),
    ("欧阳娜娜", "13800000003", "质检员"),
    ("李雷", "13800000004", "质检员"),
    ("韩梅", "13800000005", "装配工"),
)


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    # The program dresses its window; here every widget may be a window of its own.
    qapp.setStyleSheet(theme.style_sheet(theme.SCHEMES["light"]))


@pytest.fixture(scope="module", autouse=True)
def _cheap_keys() -> Iterator[None]:
    with use_cheap_key_derivation():
        yield


def typed(catalogue: Catalogue, **texts: str) -> dict[str, Any]:
    """Return values as a form would read them."""
    return {key: catalogue.field(key).type.parse(text) for key, text in texts.items()}


def new_desk(folder: Path, profile: Path, *, roles: tuple[str, ...] = ("recruiter",)) -> Session:
    """Make a desk with one admin and open it."""
    desks.create(folder, company=COMPANY, admin="admin", passphrase=PASSPHRASE, roles=roles)
    return desks.open_desk(folder, user="admin", passphrase=PASSPHRASE, profile=profile)


def fill(session: Session) -> None:
    """Take in a policy, two requisitions, and PEOPLE at several stages."""
    text = "示例公司个人信息保护政策正文。" * 4
    policies.take_in_published(
        session, zh=text, en=text, published_on=date(2026, 1, 1), place="公告栏"
    )
    opened = {
        title: requisitions.open_requisition(
            session, title=title, department="制造部", place="一号车间", head_count=3
        ).created[0]
        for title in ("装配工", "质检员")
    }
    new = [
        recruitment.NewCandidate(
            requisition_id=opened[post],
            values=typed(
                session.catalogue,
                full_name=name,
                mobile=phone,
                age_band="adult",
                applied_position=post,
            ),
        )
        for name, phone, post in PEOPLE
    ]
    ids = recruitment.take_in(session, new).created
    recruitment.advance(session, ids[1:2], to="interview")
    recruitment.reject(session, ids[2:3], reason="skills")
    users.add(session, name="desk", passphrase=PASSPHRASE, roles=("front_desk",))
    users.add(session, name="second", passphrase=PASSPHRASE, roles=("recruiter",))


@pytest.fixture(scope="session")
def filled_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk made once; copy it before writing."""
    folder = tmp_path_factory.mktemp("made") / "desk"
    with use_cheap_key_derivation():
        session = new_desk(folder, tmp_path_factory.mktemp("profile"))
        fill(session)
        session.close()
    return folder


@pytest.fixture(scope="session")
def bare_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk without policy, requisition or candidate, made once."""
    folder = tmp_path_factory.mktemp("bare") / "desk"
    with use_cheap_key_derivation():
        new_desk(folder, tmp_path_factory.mktemp("profile")).close()
    return folder


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an own profile folder: what the machine remembers of desks."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "profile"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "profile"


@pytest.fixture
def folder(filled_desk: Path, tmp_path: Path, profile: Path) -> Path:
    """Return a copy of the filled desk."""
    return Path(shutil.copytree(filled_desk, tmp_path / "desk"))


@pytest.fixture
def empty_folder(bare_desk: Path, tmp_path: Path, profile: Path) -> Path:
    """Return a copy of the bare desk."""
    return Path(shutil.copytree(bare_desk, tmp_path / "bare"))


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def languages(qapp: QApplication, preferences: Preferences) -> Iterator[Languages]:
    made = Languages(qapp, preferences)
    made.use("zh_CN")
    yield made
    made.use("en")
    made.deleteLater()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    broken: list[BaseException] = []
    made.broke.connect(broken.append)
    yield made
    made.finish(seconds=10)
    made.deleteLater()
    if broken:
        raise broken[0]


@pytest.fixture
def wait_idle(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Return a function that lets everything asked for arrive, and be seen.

    A widget that joins a layout on the screen is shown in the turn after; the layout of what
    changed then comes in the turn after that.
    """

    def wait() -> None:
        for _ in range(3):
            qtbot.waitUntil(tasks.is_idle, timeout=10_000)
            QCoreApplication.processEvents()
        qtbot.waitUntil(tasks.is_idle, timeout=10_000)

    return wait


Opener = Callable[..., Surroundings]


@pytest.fixture
def open_as(
    qtbot: QtBot, tasks: Tasks, preferences: Preferences, languages: Languages
) -> Iterator[Opener]:
    """Return a function that opens a desk folder on the worker and gives the surroundings."""
    opened: list[OpenDesk] = []

    def open_(folder: Path, user: str = "admin", passphrase: str = PASSPHRASE) -> Surroundings:
        found: list[Session] = []
        tasks.query(desks.open_desk, folder, user=user, passphrase=passphrase, done=found.append)
        qtbot.waitUntil(lambda: bool(found), timeout=10_000)
        desk = OpenDesk(found[0], tasks)
        opened.append(desk)
        return Surroundings(desk, preferences, languages, table(visible_pages(PAGES, desk.means())))

    yield open_
    for desk in opened:
        tasks.query(_close, desk.session)


def _close(session: Session) -> None:
    session.close()


@pytest.fixture
def around(open_as: Opener, folder: Path) -> Surroundings:
    """Return the surroundings of the filled desk, opened as its admin."""
    return open_as(folder)


@pytest.fixture
def show(qtbot: QtBot, wait_idle: Callable[[], None]) -> Callable[..., Any]:
    """Return a function that shows a widget and waits until it has its data."""

    def shown(widget: QWidget, width: int = 1080, height: int = 680) -> Any:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        wait_idle()
        return widget

    return shown


@pytest.fixture
def open_gate(
    open_as: Opener, folder: Path, wait_idle: Callable[[], None], tasks: Tasks
) -> Callable[..., Surroundings]:
    """Return a function that opens the desk as the front desk, once ``prepare`` filled it."""

    def open_(prepare: Callable[[Session], object]) -> Surroundings:
        around = open_as(folder, "desk")
        tasks.run(prepare, around.desk.session)
        wait_idle()
        return around

    return open_


@pytest.fixture
def do(at_gate: Surroundings, tasks: Tasks, wait_idle: Callable[[], None]) -> Callable[..., Any]:
    """Return a function that runs something on the desk and gives what it returned."""

    def run(call: Callable[..., Any], *args: Any, **values: Any) -> Any:
        found: list[Any] = []
        tasks.run(call, at_gate.desk.session, *args, done=found.append, **values)
        wait_idle()
        wait_idle()
        return found[0]

    return run
