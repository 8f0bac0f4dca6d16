# SPDX-License-Identifier: Apache-2.0
"""A paired desk keeps what it has as long as the main desk decided, and never longer silently."""

import datetime as dt
import json
from typing import Any

import pytest

from hr_desk.operations import (
    backups,
    delivery,
    intake,
    period_decisions,
    period_following,
    period_settings,
    restoring,
    retention,
    today,
    users,
    visits,
)
from hr_desk.operations.hand_off_problems import ApprovesOwn
from hr_desk.operations.hold_problems import (
    FollowTooEarly,
    LongerNeedsNotice,
    MayNotApprovePeriod,
    NothingToFollow,
    PeriodUnknown,
)
from hr_desk.operations.letters import Letter, Unacceptable, kind_of
from hr_desk.operations.period_decisions import (
    FOLLOWED,
    ONLY_SHORTER,
    OWN,
    RANGE,
    UNKNOWN,
    WAITS_DAY,
    WAITS_WORD,
)
from hr_desk.operations.period_settings import PeriodLine
from hr_desk.operations.problems import NotPermitted, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.vault import canonical
from tests.support.paired_office import OFFICER, Company, sealed
from tests.support.two_desks import PASSPHRASE
from tests.support.visitors import visitor

VISITS = ("VIS", "checked_out")
WHY = "经法务核对，六十天足够"


@pytest.fixture
def company(company: Company) -> Company:
    """Both know each other's desk already."""
    company.carry()
    return company


def set_there(company: Company, days: int, key: tuple[str, str] = VISITS) -> None:
    """Have the office's HR admin set a period, and its officer hear of it."""
    admin = company.office.open()
    longer = days > admin.catalogue.classes[key[0]].periods[key[1]]
    period_settings.set_period(admin, *key, days, reason=WHY, told=longer)
    intake.take_in(company.officer)


def pass_on(
    company: Company, key: tuple[str, str] = VISITS, *, after: int = 0, **other: Any
) -> None:
    day = company.officer.today() + dt.timedelta(days=after)
    approval = {"approver": "officer", "passphrase": OFFICER, **other}
    period_decisions.pass_on(company.officer, *key, effective_on=day, **approval)


def decide(company: Company, days: int, key: tuple[str, str] = VISITS, *, after: int = 0) -> None:
    set_there(company, days, key)
    pass_on(company, key, after=after)
    company.carry()


def states(company: Company, key: tuple[str, str] = VISITS) -> set[tuple[str, int | None]]:
    """Return what the plant's files said, and the days in force there."""
    return {(one.state, one.days) for one in period_decisions.sendings(company.officer)
            if (one.class_key, one.event) == key}  # fmt: skip


def line(session: Session, key: tuple[str, str] = VISITS) -> PeriodLine:
    return next(one for one in period_settings.list_periods(session)
                if (one.class_key, one.event) == key)  # fmt: skip


def kept(company: Company) -> int:
    return company.admin.catalogue.classes["VIS"].periods["checked_out"]


def come_and_go(company: Company) -> None:
    """Have somebody visit the plant today, and the day end."""
    visits.sign_in(company.admin, [visitor(company.admin)])
    company.advance(1)
    retention.sweep(company.admin)


def there(company: Company) -> int:
    (count,) = company.admin.compartment("visits").read_one("SELECT count(*) FROM visit")
    return int(count)


def go_to(company: Company, days: int) -> None:
    company.advance(days)
    retention.confirm_time(company.admin)


def lines(session: Session) -> dict[str, int]:
    return {one.key: one.count for one in today.summary(session)}


def test_a_shorter_period_reaches_what_is_there_with_the_next_sweep(company: Company) -> None:
    come_and_go(company)
    assert kept(company) == 90
    decide(company, 60)
    assert states(company) == {(FOLLOWED, 60)} and kept(company) == 60
    here = line(company.admin)
    assert (here.days, here.reason, here.by) == (60, WHY, "admin")
    (one,) = period_following.decided(company.admin)
    assert (one.author, one.approver, one.days) == ("admin", "officer", 60)
    go_to(company, 61)
    assert retention.sweep(company.admin).counts == {"VIS": 1}
    assert there(company) == 0


def test_every_user_of_the_plant_works_by_it(company: Company) -> None:
    decide(company, 60)
    secret = "seven green lamps at the gate"
    users.add(company.admin, name="gate", passphrase=secret, roles=["front_desk"])
    assert line(company.plant.open("gate", secret)).days == 60


def test_a_longer_one_waits_for_the_word_of_whoever_is_responsible_there(company: Company) -> None:
    come_and_go(company)
    assert lines(company.admin).get("periods") is None
    decide(company, 120)
    assert states(company) == {(WAITS_WORD, 90)} and kept(company) == 90
    assert lines(company.admin)["periods"] == 1
    company.advance(1)
    assert lines(company.officer)["periods"] == 3
    with pytest.raises(LongerNeedsNotice):
        period_following.confirm(company.admin, *VISITS)
    period_following.confirm(company.admin, *VISITS, told=True)
    company.carry()
    assert states(company) == {(FOLLOWED, 120)} and kept(company) == 120
    assert lines(company.admin).get("periods") is lines(company.officer).get("periods") is None
    go_to(company, 89)
    come_and_go(company)  # the one of before keeps its ninety days
    assert there(company) == 1
    with pytest.raises(PeriodUnknown):
        period_following.confirm(company.admin, *VISITS, told=True)


def test_it_counts_from_its_day_on(company: Company) -> None:
    decide(company, 60, after=5)
    assert states(company) == {(WAITS_DAY, 90)} and kept(company) == 90
    company.advance(4)
    retention.sweep(company.admin)
    assert kept(company) == 90
    company.advance(1)
    retention.sweep(company.admin)
    assert kept(company) == 60
    company.carry()
    assert states(company) == {(FOLLOWED, 60)}


def test_what_is_fixed_there_stays_and_why_is_told(company: Company) -> None:
    letter_state(company, "NONE", "x", 30, UNKNOWN)
    letter_state(company, "VIS", "x", 30, UNKNOWN)
    letter_state(company, "STAT", "x", 30, UNKNOWN)
    letter_state(company, "TEMP", "day_ended", 0, UNKNOWN)
    letter_state(company, "VIS", "checked_out", 9_999, RANGE)
    letter_state(company, "REJ", "decision", 1, RANGE)


def letter_state(company: Company, class_: str, event: str, days: int, state: str) -> None:
    """Have the office decide what its own rules would not allow, and ask what becomes of it."""
    company.office.clock.advance(days=1)
    terms = {
        "class": class_, "event": event, "days": days, "reason": WHY,
        "author": company.office.sessions[0].user.id, "approver": company.officer.user.id,
        "decided_at": company.officer.now().isoformat(timespec="milliseconds"),
        "effective_on": company.officer.today().isoformat(),
    }  # fmt: skip
    take(company, terms)
    found = {(one.class_key, one.event): one for one in period_following.decided(company.admin)}
    assert found[class_, event].state == state


def take(company: Company, terms: dict[str, Any], /, **other: Any) -> None:
    """Take a decision of the office into the plant's visits."""
    kind = kind_of("visits", period_decisions.KIND)
    assert kind is not None
    text = canonical.encode(terms)
    signature = company.officer.keys.sign(period_decisions.CONTEXT, text).hex()
    message = {"terms": text.decode(), "signature": signature, **other}
    sender = f"{company.office.desk_id}/privacy/{company.officer.user.id}"
    letter = Letter(kind.name, "0" * 32, sender, message, company.admin.now())
    with company.admin.compartment("visits").change("test") as change:
        kind.take(company.admin, change, letter)


def test_what_nothing_can_keep_longer_is_only_made_shorter(company: Company) -> None:
    key = ("BKP", "created")
    decide(company, 7, key)
    assert states(company, key) == {(FOLLOWED, 7)} and backups.kept_days(company.admin) == 7
    letter_state(company, "BKP", "created", 10, ONLY_SHORTER)
    assert backups.kept_days(company.admin) == 7


def test_a_period_set_there_since_stands_and_is_told(company: Company) -> None:
    decide(company, 60)
    company.advance(1)
    period_settings.set_period(company.admin, *VISITS, 45, reason="门卫室地方小")
    retention.sweep(company.admin)
    company.carry()
    assert states(company) == {(OWN, 45)} and kept(company) == 45
    company.advance(1)
    decide(company, 50)
    assert states(company) == {(WAITS_WORD, 45)}  # longer than what is there: never silently
    company.advance(1)
    decide(company, 40)
    assert states(company) == {(FOLLOWED, 40)} and kept(company) == 40


def test_it_goes_once_and_to_whom_is_paired_later_too(company: Company) -> None:
    decide(company, 60)
    before = went(company)
    company.carry()
    assert went(company) == before == 3
    with pytest.raises(NothingToFollow):
        pass_on(company, ("REJ", "decision"))


def went(company: Company) -> int:
    return sealed(company.officer, period_decisions.KIND)


def test_one_that_is_lost_goes_again(company: Company) -> None:
    set_there(company, 60)
    pass_on(company)
    delivery.deliver(company.officer)
    company.advance(20)
    delivery.deliver(company.officer)
    assert went(company) == 3  # it waits to be fetched
    company.carry()
    company.officer.compartment("privacy").connection.execute(
        "UPDATE period_sending SET state = '', answered_at = NULL"
    )
    assert states(company) == {("", 60)}
    company.carry()
    company.carry()
    assert went(company) == 6 and states(company) == {(FOLLOWED, 60)}


def test_two_people_decide_and_the_second_is_not_who_set_it(company: Company) -> None:
    set_there(company, 60)
    recovery = users.open_by_recovery(
        company.office.folder, halves=company.office.recovery_halves,
        profile=company.office.profile, clock=company.office.clock,
    )  # fmt: skip
    secret = "seven green lamps at the gate"
    users.add(recovery, name="hiring", passphrase=secret, roles=["recruiter"])
    recovery.close()
    company.officer = company.office.open("officer", OFFICER)
    refusals: list[tuple[type[Exception], dict[str, Any]]] = [
        (ApprovesOwn, {"approver": "admin", "passphrase": PASSPHRASE}),
        (UnknownUser, {"approver": "nobody"}),
        (MayNotApprovePeriod, {"approver": "hiring", "passphrase": secret}),
        (FollowTooEarly, {"after": -1}),
    ]
    for problem, values in refusals:
        with pytest.raises(problem):
            pass_on(company, **values)
    assert period_decisions.who_may_approve(company.officer, *VISITS) == ("officer",)
    with pytest.raises(NotPermitted):
        period_decisions.pass_on(
            company.office.open(), *VISITS, effective_on=company.officer.today(),
            approver="officer", passphrase=OFFICER,
        )  # fmt: skip
    assert period_decisions.decisions(company.officer) == ()


def test_what_no_second_person_signed_is_set_aside(company: Company) -> None:
    decide(company, 60)
    good = json.loads(
        company.officer.compartment("privacy").read_one("SELECT terms FROM period_decision")[0]
    )
    later = {**good, "decided_at": "2027-01-01T00:00:00.000+00:00", "days": 31}
    for terms, other in (
        (later, {"signature": "00" * 64}),
        ({**later, "author": later["approver"]}, {}),
        ({**later, "approver": later["author"]}, {}),
        ({**later, "days": True}, {}),
        ({**later, "days": -1}, {}),
        ({**later, "effective_on": "soon"}, {}),
        ({**later, "reason": "x" * 201}, {}),
        (later, {"terms": "?"}),
    ):
        with pytest.raises(Unacceptable):
            take(company, terms, **other)
    take(company, {**later, "decided_at": "2025-01-01T00:00:00.000+00:00"})
    assert kept(company) == 60  # an earlier decision that comes late changes nothing
    take(company, later)
    assert kept(company) == 31


def test_a_word_that_was_overtaken_changes_nothing(company: Company) -> None:
    decide(company, 120)
    peer = f"{company.plant.desk_id}/visits"
    (decided_at,) = company.officer.compartment("privacy").read_one(
        "SELECT decided_at FROM period_decision"
    )
    kind = kind_of("privacy", period_decisions.ANSWER)
    assert kind is not None
    for said, state, days in ((3, FOLLOWED, 120), (2, WAITS_WORD, 90)):
        message = {"class": "VIS", "event": "checked_out", "decided_at": decided_at,
                   "said": said, "state": state, "days": days}  # fmt: skip
        letter = Letter(kind.name, "0" * 32, f"{peer}/x", message, company.officer.now())
        with company.officer.compartment("privacy").change("test") as change:
            kind.take(company.officer, change, letter)
    found = {one.peer: one.state for one in period_decisions.sendings(company.officer)}
    assert found[peer] == FOLLOWED


def test_another_desk_than_the_office_decides_nothing(company: Company) -> None:
    decide(company, 60)
    terms = json.loads(
        company.officer.compartment("privacy").read_one("SELECT terms FROM period_decision")[0]
    )
    kind = kind_of("visits", period_decisions.KIND)
    assert kind is not None
    letter = Letter(kind.name, "0" * 32, f"{'e' * 64}/privacy/x",
                    {"terms": json.dumps({**terms, "days": 31}), "signature": "00"},
                    company.admin.now())  # fmt: skip
    with (
        pytest.raises(Unacceptable),
        company.admin.compartment("visits").change("test") as change,
    ):
        kind.take(company.admin, change, letter)


def test_a_restored_file_follows_it_anew(company: Company) -> None:
    (source,) = (x.path for x in backups.create(company.admin) if x.compartment == "visits")
    decide(company, 60)
    company.plant.close()
    restoring.restore(
        company.plant.folder, source, user="admin", passphrase=PASSPHRASE,
        clock=company.plant.clock,
    )  # fmt: skip
    company.admin = company.plant.open()
    retention.sweep(company.admin)
    file = company.admin.compartment("visits")
    facts = dict(file.read("SELECT name, value FROM fact WHERE name GLOB 'period*'"))
    assert facts.keys() == {"period:VIS:checked_out", "period_decided:VIS:checked_out"}
