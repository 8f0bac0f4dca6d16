# SPDX-License-Identifier: Apache-2.0
"""What does not work at the gate is told to the front desk, each with the way out."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest

from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.operations import faults, profiles
from hr_desk.operations.faults import LEAST_ROOM, MOST_WAITING, SENTENCES, Fault
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.store.pulses import TROUBLES, Pulse, write_pulse
from tests.support import gatehouse
from tests.support.desk import START, Desk

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


@pytest.fixture
def kiosk(desk: Desk) -> str:
    """The id of the one kiosk's profile."""
    made: str = profiles.create(desk.open("admin"), name="东门").profile_id
    return made


def pulse(session: Session, profile: str, **said: object) -> None:
    given = {"at": START, **said}
    write_pulse(session.folder / "inbox", Pulse(profile, **given))  # type: ignore[arg-type]


def kinds(session: Session) -> list[str]:
    return [one.kind for one in faults.faults(session)]


def test_nothing_is_told_while_everything_works(gate: Session, kiosk: str) -> None:
    assert kinds(gate) == []
    pulse(gate, kiosk, waiting=3, oldest=START - timedelta(minutes=1))
    assert kinds(gate) == []


def test_an_inbox_that_is_away_is_told_and_nothing_else_breaks(gate: Session, kiosk: str) -> None:
    pulse(gate, kiosk)
    inbox = gate.folder / "inbox"
    inbox.rename(inbox.with_name("unplugged"))
    assert kinds(gate) == ["inbox_away"]
    inbox.with_name("unplugged").rename(inbox)
    assert kinds(gate) == []


def test_a_full_inbox_is_told_with_its_number(
    gate: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "MOST_WAITING", 3)
    for _ in range(3):
        gatehouse.foreign(gate)
    (one,) = faults.faults(gate)
    assert (one.kind, one.values) == ("inbox_full", {"count": 3})
    assert "3" in one.text() and MOST_WAITING == 500


def test_a_disk_that_is_nearly_full_is_told(gate: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(1, 1, LEAST_ROOM - 1))
    (one,) = faults.faults(gate)
    assert one == Fault("room", {"count": 511})


def test_a_kiosk_that_stopped_is_told_by_its_name_and_the_time(
    gate: Session, desk: Desk, kiosk: str
) -> None:
    pulse(gate, kiosk, troubles=("disk",))
    desk.clock.advance(minutes=5)
    (one,) = faults.faults(gate)
    assert one == Fault("silent", {"name": "东门", "time": "09:00"})
    desk.clock.advance(days=1)
    assert faults.faults(gate)[0].values["time"] == "2026-03-02 09:00"


def test_a_kiosk_that_never_said_anything_is_not_told_of(
    gate: Session, desk: Desk, kiosk: str
) -> None:
    pulse(gate, "f" * 16)
    desk.clock.advance(days=1)
    assert kinds(gate) == []


def test_what_waits_too_long_on_a_kiosk_is_told(gate: Session, kiosk: str) -> None:
    pulse(gate, kiosk, waiting=4, oldest=START - timedelta(minutes=6))
    (one,) = faults.faults(gate)
    assert one == Fault("waiting", {"name": "东门", "count": 4, "time": "08:54"})


def test_each_trouble_of_a_kiosk_has_its_sentence(gate: Session, kiosk: str) -> None:
    pulse(gate, kiosk, troubles=TROUBLES)
    assert kinds(gate) == ["profile", "disk", "visits", "unread"]
    for code in LANGUAGES:
        use_language(code)
        for one in faults.faults(gate):
            assert "东门" in one.text() and "{" not in one.text()
    use_language("en")


def test_every_kind_is_told_with_a_way_out(gate: Session) -> None:
    given = {"name": "东门", "count": 7, "time": "09:00"}
    for code, stop in zip(LANGUAGES, "。.", strict=True):
        use_language(code)
        texts = {kind: Fault(kind, given).text() for kind in SENTENCES}
        assert len(set(texts.values())) == len(SENTENCES) == 9
        assert all(stop in text and "{" not in text for text in texts.values())


def test_roles_that_keep_no_visits_are_told_nothing(session: Session) -> None:
    with pytest.raises(NotPermitted):
        faults.faults(session)
