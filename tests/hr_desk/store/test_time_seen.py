# SPDX-License-Identifier: Apache-2.0
"""How far a file follows the clock: a leap, small steps, a restart, a file without a past."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import clock as clocks
from hr_desk.domain.clock import SystemClock, Uptime
from hr_desk.store.time_seen import DRIFT, LARGEST_STEP, TimeSeen
from tests.support.desk import START, Desk

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


class Machine:
    """A computer whose clock can be set, which runs on all the same, and a file's facts on it."""

    def __init__(self, *, tells: bool = True) -> None:
        self.at, self.start, self.running = START, 1, HOUR
        self.tells = tells
        self.kept: dict[str, str] = {}
        self.seen = TimeSeen(self, self)

    def now(self) -> dt.datetime:
        return self.at

    def uptime(self) -> Uptime | None:
        return Uptime(f"start-{self.start}", self.running) if self.tells else None

    def fact(self, name: str) -> str | None:
        return self.kept.get(name)

    def set_fact(self, name: str, value: str) -> None:
        self.kept[name] = value

    def live(self, time: dt.timedelta) -> None:
        """Let real time pass."""
        self.at += time
        self.running += time

    def restart(self) -> None:
        """Switch off and on again."""
        self.start, self.running = self.start + 1, HOUR

    def work(self) -> dt.datetime:
        """Write something; returns the day that counts then."""
        self.seen.follow(self.at)
        return self.seen.trusted()


@given(steps=st.lists(st.integers(-400, 400), max_size=12), tells=st.booleans())
def test_without_a_word_each_change_moves_time_by_two_days_at_most(
    steps: list[int], tells: bool
) -> None:
    machine = Machine(tells=tells)
    machine.work()
    for hours in steps:
        machine.at += hours * HOUR
        before = machine.seen.latest()
        assert before is not None
        trusted = machine.seen.trusted()
        assert before <= trusted <= before + LARGEST_STEP
        assert trusted <= max(machine.at, before)
        machine.work()


def test_small_steps_again_and_again_gain_a_day_and_no_more() -> None:
    machine = Machine()
    machine.work()
    for _ in range(200):
        machine.at += dt.timedelta(hours=30)
        machine.live(dt.timedelta(minutes=1))
        machine.work()
    assert machine.seen.trusted() <= START + 200 * dt.timedelta(minutes=1) + DRIFT
    assert machine.seen.sure() <= START + 200 * dt.timedelta(minutes=1) + DRIFT


def test_steps_of_an_hour_add_up_as_well() -> None:
    machine = Machine()
    machine.work()
    for _ in range(500):
        machine.at += HOUR
        machine.work()
    assert machine.seen.trusted() == START + DRIFT


def test_a_restart_lets_the_clock_step_once_more() -> None:
    machine = Machine()
    machine.work()
    for _ in range(10):
        machine.restart()
        for _ in range(10):
            machine.at += 2 * DAY
            machine.work()
            machine.at = min(machine.at, machine.seen.trusted())
    assert machine.seen.trusted() <= START + 10 * (LARGEST_STEP + DRIFT)


def test_a_computer_that_runs_for_a_year_is_followed_every_day() -> None:
    machine = Machine()
    for _ in range(365):
        assert machine.work() == machine.at == machine.seen.sure()
        machine.live(DAY)


def test_nights_switched_off_are_followed() -> None:
    machine = Machine()
    for _ in range(50):
        machine.live(8 * HOUR)
        assert machine.work() == machine.at == machine.seen.sure()
        machine.at += 40 * HOUR
        machine.restart()


def test_a_clock_that_is_set_right_by_hours_is_followed() -> None:
    machine = Machine()
    machine.work()
    machine.at += 8 * HOUR
    assert machine.work() == machine.at == machine.seen.sure()
    machine.at -= 8 * HOUR
    assert machine.work() == START + 8 * HOUR


def test_a_word_begins_anew() -> None:
    machine = Machine()
    machine.work()
    machine.at += 30 * DAY
    machine.work()
    assert machine.seen.sure() == START
    machine.seen.confirm(machine.at)
    assert machine.seen.sure() == machine.at
    machine.live(DAY)
    assert machine.work() == machine.at


def test_where_nobody_knows_how_long_it_runs_the_two_days_are_all() -> None:
    machine = Machine(tells=False)
    machine.work()
    for _ in range(10):
        machine.at += LARGEST_STEP
        machine.work()
    assert machine.seen.trusted() == START + 10 * LARGEST_STEP
    assert set(machine.kept) == {"latest_time"}


def test_a_file_without_a_past_follows_no_leap_the_others_do_not() -> None:
    machine = Machine()
    machine.seen.elsewhere = lambda: START
    machine.at += 400 * DAY
    machine.work()
    assert machine.seen.latest() is None
    machine.at = START + DAY
    machine.work()
    assert machine.seen.latest() == START + DAY


def test_a_leap_speaks_for_no_file_of_a_desk(desk: Desk) -> None:
    """What was never written yet must not take the wrong day first and count for the others."""
    admin = desk.open("admin")
    written = [name for name in admin.held if admin.compartment(name).latest_time() is not None]
    assert 0 < len(written) < len(admin.held)
    desk.clock.advance(days=400)
    for name in admin.held:
        with admin.compartment(name).change("retention.sweep"):
            pass
    assert admin.deletion_day() == START.date()


def test_the_clock_of_the_machine_says_how_long_it_runs() -> None:
    clock = SystemClock()
    first = clock.uptime()
    time.sleep(0.01)
    second = clock.uptime()
    assert first.start == second.start and " " not in first.start
    assert dt.timedelta(0) < second.running - first.running < HOUR


def test_without_an_id_of_the_start_the_process_stands_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clocks, "BOOT_ID", clocks.BOOT_ID.with_name("nothing"))
    clocks._start.cache_clear()
    try:
        assert SystemClock().uptime().start.startswith("process-")
    finally:
        clocks._start.cache_clear()
