# SPDX-License-Identifier: Apache-2.0
"""Trainings: entered by whoever manages users, known to each session, warned of or in the way."""

import datetime as dt
import json

import pytest

from hr_desk.operations import (
    account_views,
    joiner_views,
    memberships,
    onboarding,
    promises,
    safeguards,
    today,
    training,
    users,
    visits,
)
from hr_desk.operations.account_views import AccountQuery
from hr_desk.operations.controls import BROKEN, KEPT, NOT_SEEN
from hr_desk.operations.problems import (
    CompartmentClosed,
    NotPermitted,
    RecordGone,
    TextMissing,
    TextTooLong,
    UnknownUser,
)
from hr_desk.operations.safeguard_problems import (
    SafeguardUnknown,
    TrainingAhead,
    TrainingMissing,
)
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.joining import ID_NUMBER, edit_of, handed_over, settle, welcome
from tests.support.requests import open_officer
from tests.support.visitors import signed_in

DAY = START.date()
CARD = "6222020200112233445"
SUBJECT = "个人信息保护培训"


def named(session: Session, name: str) -> training.TrainingLine:
    """Return one user's line."""
    return next(one for one in training.list_trainings(session) if one.name == name)


def train(admin: Session, *names: str, day: dt.date = DAY) -> None:
    """Enter a training."""
    ids = [named(admin, name).id for name in names]
    training.record(admin, ids, day=day, subject=SUBJECT)


def with_joiner(desk: Desk, **values: str) -> tuple[Session, str]:
    """Return an onboarding colleague's session and a joiner with these values."""
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, desk.open("hiring"), colleague)
    edit_of(colleague, joiner, values)
    onboarding.check(colleague, joiner, list(values))
    return colleague, joiner


def test_each_session_knows_its_own_users_training(desk: Desk, admin: Session) -> None:
    recruiter = desk.open("hiring")
    assert not named(admin, "hiring").valid
    assert training.caution(recruiter, ["guardian"]) is not None
    train(admin, "hiring", "gate")
    line = named(recruiter, "hiring")
    assert (line.day, line.until, line.valid) == (DAY, dt.date(2027, 3, 2), True)
    assert (line.subject, line.recorded_by) == (SUBJECT, "admin")
    assert training.caution(recruiter, ["guardian"]) is None
    assert training.caution(desk.open("second"), ["guardian"]) is not None
    assert {one.name for one in training.list_trainings(admin)} == {
        "admin", "hiring", "gate", "second"
    }  # fmt: skip


def test_it_is_written_into_the_log_and_counts_for_twelve_months(
    desk: Desk, admin: Session
) -> None:
    train(admin, "hiring", day=dt.date(2025, 3, 2))
    train(admin, "hiring", day=dt.date(2024, 3, 2))
    line = named(admin, "hiring")
    assert line.valid and line.earlier == (dt.date(2024, 3, 2),)
    desk.clock.advance(days=1)
    assert not named(admin, "hiring").valid and training.due(admin) == 4
    (body,) = admin.compartment(admin.held[0]).read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    entry = json.loads(body)
    assert entry["operation"] == "training.record" and SUBJECT not in body
    assert entry["facts"]["users"] == [line.id]


def test_whoever_manages_users_or_answers_for_privacy_is_reminded(
    desk: Desk, admin: Session
) -> None:
    def lines(session: Session) -> list[int]:
        return [one.count for one in today.summary(session) if one.key == "training"]

    officer = open_officer(desk)
    assert lines(admin) == lines(officer) == [5]
    assert lines(desk.open("hiring")) == []
    train(admin, "admin", "hiring", "gate", "second", "officer")
    assert lines(admin) == lines(officer) == []


def test_who_may_enter_what(desk: Desk, admin: Session) -> None:
    recruiter, own = desk.open("hiring"), named(admin, "hiring").id
    with pytest.raises(NotPermitted):
        training.record(recruiter, [own], day=DAY, subject=SUBJECT)
    with pytest.raises(NotPermitted):
        training.set_rule(open_officer(desk), blocks=True)
    with pytest.raises(TrainingAhead):
        training.record(admin, [own], day=DAY + dt.timedelta(days=1), subject=SUBJECT)
    with pytest.raises(TextMissing):
        training.record(admin, [own], day=DAY, subject=" ")
    with pytest.raises(TextTooLong):
        training.record(admin, [own], day=DAY, subject="长" * 61)
    recovery = next(one.id for one in users.list_users(admin) if one.is_recovery)
    for ids in (["0" * 32], [], [recovery]):
        with pytest.raises(UnknownUser):
            training.record(admin, ids, day=DAY, subject=SUBJECT)
    assert training.due(admin) == 5


def test_it_stays_with_somebody_who_gets_new_keys_and_goes_with_whoever_leaves(
    desk: Desk, admin: Session
) -> None:
    train(admin, "hiring", "gate", "second")
    memberships.set_passphrase(admin, named(admin, "second").id, "lantern under seven bridges")
    assert named(admin, "second").valid
    memberships.remove(admin, named(admin, "gate").id)
    assert {one.user for one in admin.register.trainings.entries} == {
        named(admin, name).id for name in ("hiring", "second")
    }


def test_the_companys_rule_stops_whoever_is_not_trained(desk: Desk, admin: Session) -> None:
    training.set_rule(admin, blocks=True)
    with pytest.raises(TrainingMissing):
        training.require_trained(admin, ["id_number"], operation="joiner.unmask")
    training.require_trained(admin, ["mobile"], operation="joiner.unmask")
    (body,) = admin.compartment("personnel").read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    entry = json.loads(body)
    assert (entry["operation"], entry["facts"]["operation"]) == ("denied", "joiner.unmask")
    train(admin, "admin")
    training.require_trained(admin, ["id_number"], operation="joiner.unmask")
    training.set_rule(admin, blocks=False)
    assert not training.blocks(desk.open("hiring"))


def test_a_joiners_number_stays_covered(desk: Desk, admin: Session) -> None:
    colleague, joiner = with_joiner(desk, id_number=ID_NUMBER)
    training.set_rule(admin, blocks=True)
    with pytest.raises(TrainingMissing):
        joiner_views.unmask(colleague, joiner, ["id_number"], purpose="hire.contract")
    train(admin, "welcome")
    shown = joiner_views.unmask(colleague, joiner, ["id_number"], purpose="hire.contract")
    assert shown["id_number"].value == ID_NUMBER


def test_an_account_number_stays_covered(desk: Desk, admin: Session) -> None:
    colleague, _ = with_joiner(desk, bank_account_no=CARD)
    settle(colleague, admin)
    training.set_rule(admin, blocks=True)
    id_ = account_views.board(admin, AccountQuery())[0].account_id
    with pytest.raises(TrainingMissing):
        account_views.unmask(admin, id_, ["bank_account_no"], purpose="hire.payroll_si")
    train(admin, "admin")
    shown = account_views.unmask(admin, id_, ["bank_account_no"], purpose="hire.payroll_si")
    assert shown["bank_account_no"].value == CARD


def test_an_emergency_at_the_gate_is_never_stopped(
    desk: Desk, admin: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = desk.open("gate")
    visit = signed_in(gate)
    training.set_rule(admin, blocks=True)
    monkeypatch.setattr(training, "_is_sensitive", lambda _session, keys: "mobile" in keys)
    with pytest.raises(TrainingMissing):
        visits.unmask(gate, visit, ["mobile"], purpose="visit.access")
    assert visits.unmask(gate, visit, ["mobile"], purpose="visit.emergency")["mobile"].value


def test_the_register_of_places_and_custodians(desk: Desk, admin: Session) -> None:
    officer = open_officer(desk)
    safeguards.enter(officer, "station", name="门卫室电脑", keeper="保安队长", place="一号门")
    (first,) = safeguards.enter(
        officer, "station", name="门卫室电脑", keeper="保安队长", place="二号门"
    ).created
    (half,) = safeguards.enter(officer, "half_a", keeper="财务负责人", place="保险柜").created
    found = {one.id: one for one in safeguards.list_safeguards(officer)}
    assert set(found) == {first, half}
    assert found[first].place == "二号门" and found[half].name == ""
    safeguards.remove(officer, half)
    with pytest.raises(RecordGone):
        safeguards.remove(officer, half)
    with pytest.raises(SafeguardUnknown):
        safeguards.enter(officer, "kitchen", keeper="甲", place="乙")
    with pytest.raises(TextMissing):
        safeguards.enter(officer, "station", keeper="甲", place="乙")
    with pytest.raises(NotPermitted):
        safeguards.enter(admin, "half_a", keeper="甲", place="乙")
    with pytest.raises(CompartmentClosed):
        safeguards.list_safeguards(admin)


def test_the_control_says_what_is_missing(desk: Desk, admin: Session) -> None:
    def state(session: Session) -> str:
        return promises.look(session, "training").seen.state

    officer = open_officer(desk)
    assert state(officer) == state(admin) == BROKEN
    assert promises.look(officer, "training").seen.values == (("count", 5), ("people", 5))
    train(admin, "admin", "hiring", "gate", "second", "officer")
    assert (state(officer), state(admin)) == (BROKEN, NOT_SEEN)
    safeguards.enter(officer, "station", name="前台电脑", keeper="人事部", place="一楼")
    safeguards.enter(officer, "half_a", keeper="财务负责人", place="保险柜")
    assert state(officer) == BROKEN
    safeguards.enter(officer, "half_b", keeper="总经理", place="保险柜")
    assert state(officer) == KEPT
