# SPDX-License-Identifier: Apache-2.0
"""Taking in, editing and deciding: all or none, nothing half done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.errors import UserError
from hr_desk.operations import candidates, recruitment, requisitions, retention
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    DayOutOfRange,
    GuardianNeeded,
    Missing,
    NotCollected,
    NotYours,
    PolicyMissing,
    ReasonUnknown,
    RecordGone,
    RequisitionClosed,
    StepNotAllowed,
    TextTooLong,
)
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.made_up import MadeUp, one, people


def typed(session: Session, **texts: str) -> dict[str, object]:
    return {key: session.catalogue.field(key).type.parse(text) for key, text in texts.items()}


def count(session: Session) -> int:
    return candidates.count_applications(session, ListQuery())


def test_ids_come_in_the_order_of_the_candidates(desk: Desk, session: Session) -> None:
    everyone = list(people(5, seed=1))
    ids = desk.take_in(session, everyone)
    records = recruitment.records(session, ids)
    assert [r.person_fields["full_name"] for r in records] == [p.name for p in everyone]
    assert len({*ids, *(record.person_id for record in records)}) == 10


UNUSABLE: dict[str, tuple[type[UserError], dict[str, Any]]] = {
    "no name": (Missing, {"full_name": None}),
    "no way to reach them": (Missing, {"mobile": None}),
    "a minor alone": (GuardianNeeded, {"age_band": "16-17"}),
    "an ID number": (NotCollected, {"id_number": "11010519491231002X"}),
    "a bank account": (NotCollected, {"bank_account_no": "6222020200112230"}),
    "an ethnicity": (NotCollected, {"ethnicity": "01"}),
    "a name that is none": (ValueProblem, {"full_name": "7"}),
    "a code that is none": (ValueProblem, {"education_level": "no such"}),
}


@pytest.mark.parametrize(("expected", "values"), UNUSABLE.values(), ids=UNUSABLE)
def test_one_unusable_candidate_keeps_all_out(
    desk: Desk, session: Session, expected: type[UserError], values: dict[str, Any]
) -> None:
    head = session.compartment("hiring").head()
    good = NewCandidate(requisition_id=desk.requisition, values=one().values(session.catalogue))
    bad = NewCandidate(requisition_id=desk.requisition, values={**good.values, **values})
    with pytest.raises(expected):
        recruitment.take_in(session, [good, bad])
    assert count(session) == 0
    assert session.compartment("hiring").read("SELECT * FROM term") == []
    assert session.compartment("hiring").head() == head


def minors(session: Session) -> list[str]:
    return [code for code in session.catalogue.code_lists["age_band"].codes if code != "adult"]


def test_a_minor_comes_with_a_guardian(desk: Desk, session: Session) -> None:
    for number, band in enumerate(minors(session)):
        minor = MadeUp({**one(mobile=f"1380000000{number}").typed, "age_band": band})
        values = minor.values(session.catalogue)
        new = NewCandidate(requisition_id=desk.requisition, values=values)
        with pytest.raises(GuardianNeeded):
            recruitment.take_in(session, [new])
        relation = next(iter(session.catalogue.code_lists["relation"].codes.values())).zh
        guardian = typed(session, guardian=f"王芳 | {relation} | 13811112222")
        recruitment.take_in(
            session, [NewCandidate(requisition_id=desk.requisition, values={**values, **guardian})]
        )
    assert count(session) == len(minors(session)) > 0


def test_an_hr_admin_alone_cannot_enter_what_only_recruiters_see(desk: Desk) -> None:
    admin = desk.open("admin")
    values = {**one().values(admin.catalogue), **typed(admin, wechat_id="weixin_abc")}
    with pytest.raises(NotYours):
        recruitment.take_in(admin, [NewCandidate(requisition_id=desk.requisition, values=values)])


def test_an_unknown_way_of_giving_the_notice_is_refused(desk: Desk, session: Session) -> None:
    values = one().values(session.catalogue)
    new = NewCandidate(requisition_id=desk.requisition, values=values, notice="somehow")
    with pytest.raises(ReasonUnknown):
        recruitment.take_in(session, [new])


def test_nobody_is_taken_in_without_a_policy(desk: Desk, session: Session) -> None:
    next((desk.folder / "policies").iterdir()).unlink()
    with pytest.raises(PolicyMissing):
        desk.take_in(session, [one()])


def test_nobody_is_taken_in_for_a_closed_or_unknown_requisition(
    desk: Desk, session: Session
) -> None:
    values = one().values(session.catalogue)
    requisitions.close_requisition(session, desk.requisition, reason="ended")
    with pytest.raises(RequisitionClosed):
        recruitment.take_in(session, [NewCandidate(requisition_id=desk.requisition, values=values)])
    with pytest.raises(RecordGone):
        recruitment.take_in(session, [NewCandidate(requisition_id="none", values=values)])


# --- edit ---------------------------------------------------------------------------------------


@pytest.fixture
def taken(desk: Desk, session: Session) -> str:
    return desk.take_in(session, [one()])[0]


def version(session: Session, id_: str) -> int:
    return candidates.open_record(session, id_).version


def test_an_edit_is_seen_and_found_under_its_new_value(session: Session, taken: str) -> None:
    values = {**typed(session, full_name="欧阳娜娜", employer="虚构机械厂")}
    recruitment.edit(session, taken, values, version=version(session, taken))
    view = candidates.open_record(session, taken).named("full_name")
    assert view is not None and view.value == "欧阳娜娜"
    assert candidates.list_applications(session, ListQuery(text="欧阳")).rows
    assert not candidates.list_applications(session, ListQuery(text="张伟国")).rows
    entry = session.compartment("hiring").read_one(
        "SELECT body FROM audit WHERE body LIKE '%application.edit%'"
    )[0]
    assert "欧阳" not in entry and '"employer"' in entry


def test_who_saved_first_wins(session: Session, desk: Desk, taken: str) -> None:
    other = desk.open("second")
    mine, theirs = version(session, taken), version(other, taken)
    recruitment.edit(other, taken, typed(other, employer="甲厂"), version=theirs)
    with pytest.raises(ChangedMeanwhile):
        recruitment.edit(session, taken, typed(session, employer="乙厂"), version=mine)
    view = candidates.open_record(session, taken).named("employer")
    assert view is not None and view.value == "甲厂"


def test_a_step_meanwhile_counts_as_a_change(session: Session, taken: str) -> None:
    before = version(session, taken)
    recruitment.advance(session, [taken], to="interview")
    with pytest.raises(ChangedMeanwhile):
        recruitment.edit(session, taken, typed(session, employer="甲厂"), version=before)


def test_none_takes_a_value_away_but_not_one_that_is_needed(session: Session, taken: str) -> None:
    recruitment.edit(
        session, taken, typed(session, employer="甲厂"), version=version(session, taken)
    )
    recruitment.edit(session, taken, {"employer": None}, version=version(session, taken))
    view = candidates.open_record(session, taken).named("employer")
    assert view is not None and not view.given
    for key in ("full_name", "age_band", "mobile"):
        with pytest.raises(Missing):
            recruitment.edit(session, taken, {key: None}, version=version(session, taken))


def test_the_number_may_go_when_an_address_comes(session: Session, taken: str) -> None:
    values = {"mobile": None, **typed(session, email="someone@example.com")}
    recruitment.edit(session, taken, values, version=version(session, taken))
    assert not candidates.list_applications(session, ListQuery(text="13800138000")).rows


def test_an_adult_becomes_a_minor_with_a_guardian_only(session: Session, taken: str) -> None:
    with pytest.raises(GuardianNeeded):
        recruitment.edit(
            session, taken, {"age_band": minors(session)[0]}, version=version(session, taken)
        )


def test_what_comes_after_the_offer_stays_out_of_hiring(session: Session, taken: str) -> None:
    recruitment.accept_offer(session, [taken], told_by="李经理", on=START.date())
    for key, text in (("id_number", "11010519491231002X"), ("bank_account_no", "6222020200112230")):
        with pytest.raises(NotCollected):
            recruitment.edit(session, taken, {key: text}, version=version(session, taken))


# --- steps --------------------------------------------------------------------------------------

Step = Callable[[Session, list[str]], object]
STEPS: dict[str, tuple[Step, str, str | None]] = {
    "reject": (lambda s, ids: recruitment.reject(s, ids, reason="skills"), "not_hired", "REJ"),
    "withdraw": (recruitment.withdraw, "withdrawn", "WD"),
    "advance": (lambda s, ids: recruitment.advance(s, ids, to="offered"), "offered", None),
    "accept": (
        lambda s, ids: recruitment.accept_offer(s, ids, told_by="李经理", on=START.date()),
        "offer_accepted",
        None,
    ),
}


def test_who_withdraws_or_declines_is_asked_why_out_of_a_closed_list(
    desk: Desk, session: Session
) -> None:
    first, second, third = desk.take_in(session, list(people(3, seed=1)))
    recruitment.withdraw(session, [first], reason="distance")
    recruitment.withdraw(session, [second])
    recruitment.advance(session, [third], to="offered")
    for step in (recruitment.withdraw, recruitment.decline_offer):
        with pytest.raises(ReasonUnknown):
            step(session, [third], reason="skills")
    recruitment.decline_offer(session, [third], reason="pay")
    found = [candidates.open_record(session, id_).reason for id_ in (first, second, third)]
    assert found == ["distance", "not_said", "pay"]


@pytest.mark.parametrize(("step", "stage", "class_"), STEPS.values(), ids=STEPS)
def test_a_step_moves_all_and_starts_the_clock_of_its_class(
    desk: Desk, session: Session, step: Step, stage: str, class_: str | None
) -> None:
    ids = list(desk.take_in(session, list(people(4, seed=1))))
    desk.clock.advance(days=1)
    step(session, ids + ids[:2])
    for record in recruitment.records(session, ids):
        assert (record.stage, record.retention_class) == (stage, class_)
        assert record.stage_on == session.today()
        assert record.clock_day == (session.today() if class_ else None)
        assert record.version == 2


@pytest.mark.parametrize(("step", "stage", "class_"), STEPS.values(), ids=STEPS)
def test_one_that_cannot_go_keeps_all_where_they_are(
    desk: Desk, session: Session, step: Step, stage: str, class_: str | None
) -> None:
    del stage, class_
    ids = list(desk.take_in(session, list(people(4, seed=1))))
    recruitment.withdraw(session, ids[3:])
    with pytest.raises(StepNotAllowed):
        step(session, ids)
    with pytest.raises(RecordGone):
        step(session, [*ids[:2], "none"])
    with pytest.raises(RecordGone):
        step(session, [])
    assert [r.stage for r in recruitment.records(session, ids)] == ["applied"] * 3 + ["withdrawn"]


def test_declining_needs_an_offer(session: Session, taken: str) -> None:
    with pytest.raises(StepNotAllowed):
        recruitment.decline_offer(session, [taken])
    recruitment.advance(session, [taken], to="offered")
    recruitment.decline_offer(session, [taken])
    (record,) = recruitment.records(session, [taken])
    assert (record.retention_class, record.clock_event) == ("WD", "declined_offer")


def test_reasons_come_from_the_closed_list(session: Session, taken: str) -> None:
    with pytest.raises(ReasonUnknown):
        recruitment.reject(session, [taken], reason="did not like the face")


def test_an_acceptance_names_who_told_it(session: Session, taken: str) -> None:
    with pytest.raises(Missing):
        recruitment.accept_offer(session, [taken], told_by="  ", on=START.date())


def test_the_last_application_decides(desk: Desk, session: Session) -> None:
    """Somebody with a second, open try stays although the first one is due."""
    first, second = desk.take_in(session, list(people(2, seed=1)))
    recruitment.withdraw(session, [first, second])
    with session.compartment("hiring").change("test") as change:
        change.execute(
            "INSERT INTO application (id, version, person, requisition, stage, stage_on, owner, "
            "fields) SELECT 'again', 1, person, requisition, 'applied', stage_on, owner, '{}' "
            "FROM application WHERE id = ?",
            (first,),
        )
    on = START.date().replace(month=5)
    due = {line.person_id for line in retention.preview(session, on=on)}
    stays, goes = (r.person_id for r in recruitment.records(session, [first, second]))
    assert due == {goes}
    recruitment.reject(session, ["again"], reason="skills")
    early = {x.person_id: x.class_key for x in retention.preview(session, on=on)}
    assert early == {goes: "WD"}
    late = {x.person_id: x.class_key for x in retention.preview(session, on=on.replace(month=12))}
    assert late == {goes: "WD", stays: "REJ"}


@pytest.mark.parametrize(
    ("told_by", "days", "expected"),
    [
        ("李" * 61, 0, TextTooLong),
        ("\u200b\u202e", 0, Missing),
        ("李经理", 400, DayOutOfRange),
        ("李经理", -400, DayOutOfRange),
    ],
)
def test_who_told_an_offer_and_when_are_plausible(
    desk: Desk, session: Session, told_by: str, days: int, expected: type[UserError]
) -> None:
    ids = desk.take_in(session, [one()])
    with pytest.raises(expected):
        recruitment.accept_offer(
            session, ids, told_by=told_by, on=START.date() + timedelta(days=days)
        )
    assert candidates.stage_counts(session) == {"applied": 1}
