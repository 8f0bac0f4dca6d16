# SPDX-License-Identifier: Apache-2.0
"""A kiosk says every minute that it runs, and at once what is wrong."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from hr_desk.domain.clock import FixedClock
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.pulse import LEAST_ROOM, Heart
from hr_desk.store.pulses import Pulse, pulses
from hr_desk.vault.profiles import Limits
from tests.support import kiosk
from tests.support.desk import START

Usage = namedtuple("Usage", "total used free")
PROFILE = "00112233445566aa"


class Machine:
    """One kiosk and the inbox it writes to."""

    def __init__(self, place: Path) -> None:
        self.folder, self.inbox = place / "kiosk", place / "inbox"
        self.folder.mkdir()
        self.inbox.mkdir()
        self.clock = FixedClock(START)
        self.drop = Drop(self.folder, self.inbox, kiosk.profile(), clock=self.clock)
        self.heart = Heart(self.folder, clock=self.clock)

    def said(self) -> Pulse:
        return pulses(self.inbox, [PROFILE])[PROFILE]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_it_says_once_a_minute_that_it_runs(machine: Machine) -> None:
    assert machine.heart.beat(machine.drop)
    assert machine.said() == Pulse(PROFILE, START)
    machine.clock.advance(seconds=59)
    assert not machine.heart.beat(machine.drop)
    machine.clock.advance(seconds=1)
    assert machine.heart.beat(machine.drop)
    assert (machine.said().at - START).total_seconds() == 60


def test_what_is_wrong_is_said_at_once_and_so_is_its_end(machine: Machine) -> None:
    machine.heart.beat(machine.drop)
    assert machine.heart.beat(machine.drop, refused=True, broken=True)
    assert machine.said().troubles == ("profile", "visits")
    assert machine.heart.beat(machine.drop)
    assert machine.said().troubles == ()


def test_what_waits_is_counted_and_nothing_of_it_is_told(machine: Machine) -> None:
    machine.inbox.rename(machine.inbox.with_name("unplugged"))
    machine.drop.sign_in({"full_name": "黎访客"}, language="en")
    assert not machine.heart.beat(machine.drop)
    machine.inbox.with_name("unplugged").rename(machine.inbox)
    assert machine.heart.beat(machine.drop)
    said = machine.said()
    assert said.waiting == 1 and said.oldest is not None and said.troubles == ()
    assert "黎" not in (machine.inbox / f"{PROFILE}.pulse").read_text(encoding="utf-8")


def test_a_full_inbox_and_a_full_disk_are_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = kiosk.profile(limits=Limits(waiting=1))
    drop = Drop(machine.folder, machine.inbox, profile, clock=machine.clock)
    drop.sign_in({"full_name": "黎访客"}, language="en")
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(1, 1, LEAST_ROOM - 1))
    machine.heart.beat(drop)
    assert machine.said().troubles == ("disk", "inbox_full")
