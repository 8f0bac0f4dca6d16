# SPDX-License-Identifier: Apache-2.0
"""Years on a real desk: hires, rejections, visits, leavers, holds, withdrawals, a wrong clock.

What may be there on a day is worked out here from the promises alone: on no day is a record held
past its class, or gone before it. With the deletion service on, the scheduler sweeps every day,
also through the weeks in which nobody opens the desk; without it those records wait for the next
unlock. In some months somebody sets the computer's clock ahead or back. A day with a wrong clock
may cost its 24 hours, no more.
"""

import datetime as dt
import random
from collections import Counter

import pytest

from hr_desk.domain.clock import day_of
from hr_desk.operations import (
    hand_off_people,
    handing_over,
    holds,
    joiner_views,
    onboarding,
    recruitment,
    requisitions,
    retention,
    service,
    visits,
)
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.expected import Expected, Key
from tests.support.handing_off import ADDED
from tests.support.joining import (
    FIRST_DAY,
    edit_of,
    handed_over,
    settle,
    somebody,
    typed,
    welcome,
)
from tests.support.made_up import people
from tests.support.visitors import signed_in
from tests.support.withdrawals import Withdrawals

REJ, WITHDREW, VIS, EMP = 180, 30, 90, 731
"""Days of the README's table."""

FROM_THE_START = {"RAW": 90, "EVAL": 548}
FROM_THE_END = {
    "EMP": EMP, "ID": 731, "HEALTH": 731, "EMG": 30, "PAY": 90, "SI": 731, "CONS": 1096,
}  # fmt: skip
"""Days of an employee's classes, from the first day of work and from the last."""

DAYS_OF_THEIR_OWN = ("contract_term", "probation_until", "insured_from", "hf_from")
"""What handing_off wrote down for another first day than the one here."""


class Years:
    """One desk over the years, and what is expected of it; ``served`` is with the service on."""

    def __init__(self, desk: Desk, seed: int, *, served: bool) -> None:
        self.desk, self.chance, self.seed = desk, random.Random(seed), seed
        self.expected = Expected()
        self.admin = desk.open("admin")
        self.second = Approval("admin", PASSPHRASES["admin"])
        self.withdrawals = Withdrawals(desk, random.Random(seed), self.expected)
        self.leaving: list[tuple[dt.date, str]] = []
        self.lifting: list[tuple[dt.date, str, Key, dt.date]] = []
        self.swept = START.date()
        self.late = 0
        self.done: Counter[str] = Counter()
        self.key = desk.folder.parent / "service.key" if served else None
        if self.key is not None:
            service.switch_on(self.admin, self.key)

    @property
    def today(self) -> dt.date:
        """The day of the computer's clock."""
        return day_of(self.desk.clock.now())

    def expect(self, file: str, ids: list[str], days: int) -> None:
        """Expect rows to go so many days from now."""
        for id_ in ids:
            self.expected.until[file, id_] = self.today + dt.timedelta(days=days)

    def close(self, *sessions: Session) -> None:
        """Let them go, so that the sweep is alone and its proof need not wait."""
        for session in sessions:
            session.close()
            self.desk.sessions.remove(session)

    def month(self) -> None:
        """Let one month's events happen today."""
        recruiter, gate = self.desk.open("hiring"), self.desk.open("gate")
        self.seed += 1
        ids = self.desk.take_in(recruiter, list(people(5, seed=self.seed)))
        refused, withdrawn, held, pooled = list(ids[:2]), [ids[2]], ids[3], ids[4]
        recruitment.reject(recruiter, refused, reason="skills")
        self.expect("hiring", refused, REJ)
        recruitment.withdraw(recruiter, [*withdrawn, held])
        self.expect("hiring", withdrawn, WITHDREW)
        self.hold(recruiter, held)
        self.withdrawals.photo_of(recruiter, refused[0])
        recruitment.reject(recruiter, [pooled], reason="skills")
        self.withdrawals.pool_of(recruiter, pooled, rejected=REJ)
        visit = signed_in(gate)
        visits.sign_out(gate, [visit])
        self.expect("visits", [visit], VIS)
        self.hire(recruiter)
        self.close(recruiter, gate)
        self.done.update(months=1)

    def hold(self, recruiter: Session, held: str) -> None:
        """Keep somebody's file for a case; some cases end before their day."""
        days = self.chance.randint(20, 90)
        wanted = Wanted("litigation", "示例案号", self.today + dt.timedelta(days=days))
        (hold,) = holds.put(recruiter, "hiring", held, wanted, approval=self.second).created
        self.expect("hiring", [held], max(WITHDREW, days + 1))
        if self.chance.random() < 0.5:
            day = self.today + dt.timedelta(days=self.chance.randint(1, days))
            own = self.today + dt.timedelta(days=WITHDREW)
            self.lifting.append((day, hold, ("hiring", held), own))

    def hire(self, recruiter: Session) -> None:
        """Let somebody begin to work today who will leave again."""
        self.seed += 1
        (person,) = people(1, seed=self.seed)
        (opening,) = requisitions.open_requisition(
            recruiter, title="装配工", department="制造部", place="青岛"
        ).created
        values = somebody(**person.typed).values(recruiter.catalogue)
        new = NewCandidate(requisition_id=opening, values=values, notice="paper")
        (application,) = recruitment.take_in(recruiter, [new]).created
        recruitment.accept_offer(recruiter, [application], told_by="刘经理", on=self.today)
        handing_over.hand_over(recruiter, [application], start_on=self.today)
        settle(recruiter, self.admin)
        joiner = joiner_views.list_joiners(self.admin, JoinerQuery(limit=1))[0].joiner_id
        added = {key: text for key, text in ADDED.items() if key not in DAYS_OF_THEIR_OWN}
        edit_of(self.admin, joiner, typed(self.admin, **added))
        onboarding.check(self.admin, joiner, ["id_number", "bank_account_no"])
        onboarding.start(self.admin, [joiner], on=self.today)
        settle(recruiter, self.admin)
        self.expect("hiring", [application], FROM_THE_START["RAW"])
        parts = self.parts_of(joiner)
        assert {"EMP", "ID", "PAY", "SI"} <= set(parts.values())
        for (file, id_), class_ in parts.items():
            if class_ in FROM_THE_START:
                self.expect(file, [id_], FROM_THE_START[class_])
            else:
                self.expected.open.add((file, id_))
        self.withdrawals.joiner_of(self.admin, joiner)
        self.leaving.append((self.today + dt.timedelta(days=self.chance.randint(5, 700)), joiner))

    def parts_of(self, joiner: str) -> dict[Key, str]:
        """Return the parts of a joiner's file and of their account, to their classes."""
        account = hand_off_people.account_of(self.admin, joiner)
        return {
            (file, id_): kind.partition("/")[0]
            for file, table, owner in (
                ("personnel", "joiner", joiner),
                ("payroll", "account", account),
            )
            for id_, kind in self.admin.compartment(file).read(
                f"SELECT id, kind FROM part WHERE owner = (SELECT seq FROM {table} WHERE id = ?)",  # noqa: S608 - our own names
                (owner,),
            )
        }

    def endings(self) -> None:
        """Let those leave, those consents and those cases end, whose day has come."""
        self.done.update(self.withdrawals.take_back(self.admin))
        for day, joiner in [one for one in self.leaving if one[0] <= self.today]:
            self.leaving.remove((day, joiner))
            onboarding.record_leaving(self.admin, [joiner], on=self.today, kind="resigned")
            settle(self.admin)
            for key, class_ in self.parts_of(joiner).items():
                if key in self.expected.open:
                    self.expected.open.remove(key)
                    self.expect(key[0], [key[1]], FROM_THE_END[class_])
            self.done.update(left=1)
        for day, hold, key, own in [one for one in self.lifting if one[0] <= self.today]:
            self.lifting.remove((day, hold, key, own))
            if day == self.today:
                holds.lift(self.admin, "hiring", hold, because="示例结案")
                self.expected.until[key] = max(own, self.today)
                self.done.update(lifted=1)

    def sweep(self) -> None:
        """Sweep by a right clock, as the scheduler or the open window does, and compare."""
        self.endings()
        self.run_sweep()
        self.swept = self.today
        self.expected.check(self.admin, self.today, swept=self.swept)

    def run_sweep(self) -> None:
        """Sweep as the service, if it is on, else in the window that is open."""
        if self.key is None:
            retention.sweep(self.admin)
            return
        desk = self.desk
        nobody = service.open_by_key(desk.folder, self.key, clock=desk.clock, profile=desk.profile)
        retention.sweep(nobody)
        nobody.close()
        self.done.update(served=1)

    def closed(self, days: int) -> None:
        """Leave the desk closed for so many days: the service sweeps, or whoever opens it then."""
        self.close(self.admin)
        if self.key is None:
            self.desk.clock.advance(days=days)
        for _ in range(days if self.key is not None else 0):
            self.desk.clock.advance(days=1)
            self.run_sweep()
            self.swept = self.today
        self.admin = self.desk.open("admin")
        self.late += self.expected.overdue(self.admin, self.today)
        self.expected.check(self.admin, self.today, swept=self.swept)
        if self.key is None:
            retention.confirm_day(self.admin, self.today)
        assert not retention.clock_needs_confirmation(self.admin)
        self.sweep()
        self.done.update(unlocks=1)

    def tampered(self) -> None:
        """Set the clock wrong for a while and sweep by it, as often as one likes."""
        true = self.desk.clock.at
        ahead = self.chance.random() < 0.5
        wrong = self.chance.randint(3, 4000) if ahead else -self.chance.randint(1, 400)
        self.desk.clock.advance(days=wrong)
        for _ in range(self.chance.randint(1, 3)):
            self.run_sweep()
            self.expected.check(self.admin, day_of(true), swept=self.swept)
            self.desk.clock.advance(hours=5)
        self.desk.clock.at = true
        self.done.update(ahead=int(ahead), back=int(not ahead))

    def live(self, days: int) -> None:
        """Live so many days: of three months one is swept daily, one closed, one tampered with."""
        first = self.today
        while (lived := (self.today - first).days) < days:
            number, day = divmod(lived, 30)
            if self.done["months"] <= number:
                self.month()
            if number % 3 == 1 and day < 25:
                self.closed(self.chance.randint(3, 28))
                continue
            self.desk.clock.advance(days=1)
            right_yesterday = self.today - self.swept == dt.timedelta(days=1)
            if number % 3 == 2 and right_yesterday and self.chance.random() < 0.5:
                self.tampered()
            else:
                # Nobody is there to give their word where a scheduler sweeps.
                assert not retention.clock_needs_confirmation(self.admin)
                self.sweep()


def lived(desk: Desk, *, days: int, served: bool) -> Years:
    """Live so many days at a desk."""
    years = Years(desk, seed=40_000, served=served)
    years.live(days)
    print(dict(years.done), "rows ended:", years.expected.ended)  # noqa: T201 - read of a soak
    assert all(years.done[one] for one in ("months", "unlocks", "ahead", "back"))
    assert years.expected.ended and all(
        years.done[one] for one in ("photo", "value", "recipient", "pool_in_time")
    )
    return years


def test_4_2_keep_months_with_the_service_hold_nothing_too_long_nor_too_short(desk: Desk) -> None:
    years = lived(desk, days=95, served=True)
    assert years.late == 0 and years.done["served"] > 90


def test_4_2_keep_months_without_it_hold_nothing_past_the_next_unlock(desk: Desk) -> None:
    years = lived(desk, days=95, served=False)
    assert years.late > 0 and not years.done["served"]


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("served", [True, False], ids=["with the service", "without it"])
def test_4_2_keep_ten_years_at_a_desk(desk: Desk, served: bool) -> None:
    years = lived(desk, days=3650, served=served)
    assert years.done["left"] > 100 and years.done["lifted"] > 20
    assert bool(years.late) is not served
    assert min(years.done[one] for one in ("photo", "value", "recipient")) > 100
    assert years.done["pool_in_time"] > 10 and years.done["pool_over"] > 10


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
