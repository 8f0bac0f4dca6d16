# SPDX-License-Identifier: Apache-2.0
"""A desk that hands over: two people at work, one of them whole; one file has left already."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.demo import hand_offs as demo_hand_offs
from hr_desk.demo import joiners as demo_joiners
from hr_desk.operations import candidates, hand_off_views, users
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.ui.conftest import PASSPHRASE, Opener, fill, new_desk
from ui.session import Surroundings


def hand_over(session: Session, folder: Path) -> None:
    """Let two people begin, and play the demo's hand-offs."""
    found = candidates.list_applications(session, ListQuery(stages=("applied",))).rows
    demo_joiners.play(session, [one.application_id for one in found[:2]])
    demo_hand_offs.play(session, folder, passphrase=PASSPHRASE)


@pytest.fixture(scope="session")
def handing_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk with hand-offs whose admin onboards too, made once; copy it before writing."""
    folder = tmp_path_factory.mktemp("handing") / "desk"
    with use_cheap_key_derivation():
        profile = tmp_path_factory.mktemp("profile")
        session = new_desk(folder, profile, roles=("recruiter", "onboarding"))
        fill(session)
        hand_over(session, tmp_path_factory.mktemp("out"))
        session.close()
    return folder


@pytest.fixture
def handing(open_as: Opener, handing_desk: Path, tmp_path: Path, profile: Path) -> Surroundings:
    """Return the surroundings of a desk that hands over, opened as its admin."""
    folder = Path(shutil.copytree(handing_desk, tmp_path / "handing"))
    return open_as(folder)


@pytest.fixture
def ask(around: Surroundings, wait_idle: Callable[[], None]) -> Callable[..., Any]:
    """Return a function that asks something on the worker and waits for the answer."""

    def asked(question: Callable[..., Any], *args: object) -> Any:
        found: list[Any] = []
        around.desk.query(question, *args, owner=around.desk, done=found.append)
        wait_idle()
        return found[0]

    return asked


@pytest.fixture
def ask_desk(handing: Surroundings, wait_idle: Callable[[], None]) -> Callable[..., Any]:
    """Return a function that asks something on the worker and gives the answer."""

    def asked(question: Callable[..., Any], *args: object, **values: Any) -> Any:
        found: list[Any] = []
        handing.desk.run(question, *args, owner=handing.desk, done=found.append, **values)
        wait_idle()
        return found[0]

    return asked


@pytest.fixture
def standing(ask_desk: Callable[..., Any]) -> Callable[[str], str]:
    """Return a function from a template's key to the standing hand-off of it."""

    def named(key: str) -> str:
        lines = ask_desk(hand_off_views.board)
        asked = (one.standing for one in lines if one.standing)
        return str(next(one.id for one in asked if one.template_key == key))

    return named


@pytest.fixture
def settled(wait_idle: Callable[[], None]) -> Callable[[], None]:
    """Return a function that waits until answers have led to no further questions."""

    def wait() -> None:
        for _ in range(5):
            wait_idle()

    return wait


@pytest.fixture(scope="session")
def office_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk whose admin is the privacy officer too, made once; copy it before writing."""
    folder = tmp_path_factory.mktemp("office") / "desk"
    with use_cheap_key_derivation():
        profile = tmp_path_factory.mktemp("profile")
        session = new_desk(folder, profile, roles=("recruiter", "privacy_officer"))
        fill(session)
        users.add(session, name="second_admin", passphrase=PASSPHRASE, roles=("hr_admin",))
        session.close()
    return folder


@pytest.fixture
def office_folder(office_desk: Path, tmp_path: Path, profile: Path) -> Path:
    """Return a copy of the privacy office's desk."""
    return Path(shutil.copytree(office_desk, tmp_path / "office"))


@pytest.fixture
def office(open_as: Opener, office_folder: Path) -> Surroundings:
    """Return the surroundings of the privacy office's desk, opened as its admin."""
    return open_as(office_folder)


@pytest.fixture
def ask_office(office: Surroundings, wait_idle: Callable[[], None]) -> Callable[..., Any]:
    """Return a function that does something on the worker and gives what it returned."""

    def asked(act: Callable[..., Any], *args: object, **values: Any) -> Any:
        found: list[Any] = []
        office.desk.run(act, *args, owner=office.desk, done=found.append, **values)
        wait_idle()
        return found[0]

    return asked
