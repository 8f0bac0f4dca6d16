# SPDX-License-Identifier: Apache-2.0
"""Years on a real desk: rejections, withdrawals, visits, holds, a contract; swept daily.

What may be there on a day is worked out here from the promises alone: on no day is a record held
past its class, or gone before it.
"""

import datetime as dt
import random
from dataclasses import dataclass, field

import pytest

from hr_desk.operations import holds, onboarding, recruitment, retention, visits
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.joining import FIRST_DAY, handed_over, somebody, welcome
from tests.support.made_up import people
from tests.support.visitors import signed_in

REJ, WITHDREW, VIS, EMP = 180, 30, 90, 731
"""Days of the README's table."""


@dataclass
class Expected:
    """Until when which row has to be there; on that day it has to be gone."""

    until: dict[tuple[str, str], dt.date] = field(default_factory=dict)

    def check(self, session: Session, today: dt.date) -> None:
        """Compare with what is there."""
        tables = {"application": "hiring", "visit": "visits"}
        there = {
            (table, id_)
            for table, name in tables.items()
            for (id_,) in session.compartment(name).read(f"SELECT id FROM {table}")  # noqa: S608
        }
        for key, day in self.until.items():
            assert (key in there) == (today < day), (key, day, today)


class Years:
    """One desk over the years, and what is expected of it."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance, self.seed = desk, random.Random(seed), seed
        self.expected = Expected()
        self.admin = desk.open("admin")
        self.second = Approval("admin", PASSPHRASES["admin"])

    @property
    def today(self) -> dt.date:
        """The true day."""
        return self.admin.today()

    def take_in(self, count: int) -> list[str]:
        """Take people in whom nobody has seen before."""
        self.seed += 1
        return list(self.desk.take_in(self.recruiter, list(people(count, seed=self.seed))))

    def open_others(self) -> None:
        """Let a recruiter and the front desk come in."""
        self.recruiter, self.gate = self.desk.open("hiring"), self.desk.open("gate")

    def close_others(self) -> None:
        """Let them go again, so that the sweep is alone and its proof need not wait."""
        for session in (self.recruiter, self.gate):
            session.close()
            self.desk.sessions.remove(session)

    def expect(self, table: str, ids: list[str], days: int) -> None:
        """Expect rows to go so many days from now."""
        for id_ in ids:
            self.expected.until[table, id_] = self.today + dt.timedelta(days=days)

    def month(self) -> None:
        """Let one month's events happen today."""
        self.open_others()
        refused, withdrawn, held = self.take_in(2), self.take_in(1), self.take_in(1)
        recruitment.reject(self.recruiter, refused, reason="skills")
        self.expect("application", refused, REJ)
        recruitment.withdraw(self.recruiter, withdrawn + held)
        self.expect("application", withdrawn, WITHDREW)
        days = self.chance.randint(20, 90)
        wanted = Wanted("litigation", "示例案号", self.today + dt.timedelta(days=days))
        holds.put(self.recruiter, "hiring", held[0], wanted, approval=self.second)
        self.expect("application", held, max(WITHDREW, days + 1))
        visit = signed_in(self.gate)
        visits.sign_out(self.gate, [visit])
        self.expect("visit", [visit], VIS)
        self.close_others()

    def day(self) -> None:
        """Let a day pass, and sweep."""
        self.desk.clock.advance(days=1)
        retention.sweep(self.admin)
        self.expected.check(self.admin, self.today)


def lived(desk: Desk, *, days: int) -> None:
    """Live so many days at a desk."""
    years = Years(desk, seed=40_000)
    for number in range(days):
        if number % 30 == 0:
            years.month()
        years.day()
    assert any(day <= years.today for day in years.expected.until.values())


def test_4_2_keep_months_at_a_desk_hold_nothing_too_long_nor_too_short(desk: Desk) -> None:
    lived(desk, days=95)


@pytest.mark.soak
def test_4_2_keep_ten_years_at_a_desk(desk: Desk) -> None:
    lived(desk, days=3650)


def test_4_2_keep_a_contract_stays_its_two_years_and_goes_on_the_day(desk: Desk) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, desk.open("hiring"), colleague, people=[somebody()])
    desk.clock.at = START + dt.timedelta(days=14)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    left = FIRST_DAY + dt.timedelta(days=10)
    desk.clock.at = START + dt.timedelta(days=30)
    retention.confirm_time(colleague)
    onboarding.record_leaving(colleague, [joiner], on=left, kind="resigned")
    for ahead, there in ((EMP - 1, True), (EMP, False)):
        day = left + dt.timedelta(days=ahead)
        desk.clock.at = dt.datetime.combine(day, dt.time(4), tzinfo=dt.UTC)
        retention.confirm_time(colleague)
        retention.sweep(colleague)
        held = colleague.compartment("personnel").read("SELECT 1 FROM part WHERE kind = 'EMP'")
        assert bool(held) is there
