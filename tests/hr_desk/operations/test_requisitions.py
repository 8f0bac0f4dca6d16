# SPDX-License-Identifier: Apache-2.0
"""Requisitions: opening, counting, and what closing decides."""

from dataclasses import replace
from typing import Any

import pytest

from hr_desk.operations import recruitment, requisitions, taking_back
from hr_desk.operations.changes import Changes
from hr_desk.operations.problems import (
    NumberOutOfRange,
    ReasonUnknown,
    RecordGone,
    RequisitionClosed,
    TextMissing,
    TextTooLong,
)
from hr_desk.operations.requisition_problems import FillsLastOpening, HeadCountBelowHired
from hr_desk.operations.requisitions import Wanted
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.made_up import people

USUAL: dict[str, Any] = {"title": "焊工", "department": "制造部", "place": "青岛", "head_count": 2}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "  "}, TextMissing),
        ({"department": ""}, TextMissing),
        ({"place": "长" * 61}, TextTooLong),
        ({"head_count": 0}, NumberOutOfRange),
        ({"head_count": 1000}, NumberOutOfRange),
    ],
)
def test_an_unusable_requisition_is_not_opened(
    session: Session, change: dict[str, object], expected: type[Exception]
) -> None:
    with pytest.raises(expected):
        requisitions.open_requisition(session, **{**USUAL, **change})
    assert len(requisitions.list_requisitions(session)) == 1


def test_spaces_are_tidied_and_the_newest_comes_first(session: Session) -> None:
    usual = {**USUAL, "title": "  高级   焊工 "}
    requisitions.open_requisition(session, **usual)
    newest, oldest = requisitions.list_requisitions(session)
    assert (newest.title, oldest.title) == ("高级 焊工", "装配工")
    assert newest.opened_on == START.date()
    assert newest.is_open


def test_counts_of_filled_and_waiting(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(6, seed=1)))
    recruitment.advance(session, ids[:1], to="interview")
    recruitment.accept_offer(session, ids[1:3], told_by="李经理", on=START.date())
    recruitment.reject(session, ids[3:4], reason="skills")
    (row,) = requisitions.list_requisitions(session)
    assert (row.head_count, row.filled, row.open_applications) == (3, 2, 3)


def test_closing_decides_what_is_open_and_leaves_the_rest(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(6, seed=1)))
    recruitment.advance(session, ids[:1], to="interview")
    recruitment.advance(session, ids[1:2], to="offered")
    recruitment.accept_offer(session, ids[2:3], told_by="李经理", on=START.date())
    recruitment.withdraw(session, ids[3:4])
    desk.clock.advance(days=1)
    changes = requisitions.close_requisition(session, desk.requisition, reason="filled")
    after = {record.id: record for record in recruitment.records(session, ids)}
    decided = {ids[n] for n in (0, 1, 4, 5)}
    for id_ in decided:
        assert after[id_].stage == "not_hired"
        assert after[id_].reason == "other_chosen"
        assert (after[id_].retention_class, after[id_].clock_day) == ("REJ", session.today())
    assert after[ids[2]].stage == "offer_accepted" and after[ids[2]].clock_day is None
    assert after[ids[3]].stage == "withdrawn" and after[ids[3]].clock_day == START.date()
    assert {id_ for kind, id_ in changes.records if kind == "application"} == decided
    assert requisitions.list_requisitions(session) == ()
    (row,) = requisitions.list_requisitions(session, include_closed=True)
    assert (row.closed_on, row.is_open) == (session.today(), False)


def test_closing_needs_a_reason_and_happens_once(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(1, seed=1)))
    with pytest.raises(ReasonUnknown):
        requisitions.close_requisition(session, desk.requisition, reason="mood")
    assert recruitment.records(session, ids)[0].stage == "applied"
    requisitions.close_requisition(session, desk.requisition, reason="ended")
    with pytest.raises(RequisitionClosed):
        requisitions.close_requisition(session, desk.requisition, reason="ended")
    with pytest.raises(RecordGone):
        requisitions.close_requisition(session, "none", reason="ended")


def lowered(session: Session, head_count: int, *, concludes: bool = False) -> Changes:
    """Change the head count of the one open requisition."""
    (row,) = requisitions.list_requisitions(session)
    wanted = Wanted(title=row.title, department=row.department, place=row.place,
                    head_count=head_count)  # fmt: skip
    return requisitions.edit_requisition(
        session, row.id, wanted, version=row.version, concludes=concludes
    )


def test_a_head_count_that_is_reached_concludes_hiring_once_that_is_known(
    desk: Desk, session: Session
) -> None:
    ids = desk.take_in(session, list(people(5, seed=1)))
    recruitment.accept_offer(session, ids[:2], told_by="李经理", on=START.date())
    with pytest.raises(FillsLastOpening) as told:
        lowered(session, 2)
    assert (told.value.values["filled"], told.value.values["count"]) == (2, 3)
    assert requisitions.list_requisitions(session)[0].head_count == 3
    changes = lowered(session, 2, concludes=True)
    after = recruitment.records(session, ids)
    assert [one.stage for one in after] == ["offer_accepted"] * 2 + ["not_hired"] * 3
    assert {(one.retention_class, one.clock_day, one.reason) for one in after[2:]} == {
        ("REJ", session.today(), "other_chosen")
    }
    (row,) = requisitions.list_requisitions(session, include_closed=True)
    assert (row.head_count, row.close_reason, row.close_entry) == (2, "filled", changes.sequence)
    taking_back.take_back(session, changes.sequence)
    (row,) = requisitions.list_requisitions(session)
    assert (row.is_open, row.filled, row.open_applications) == (True, 2, 3)
    lowered(session, 3)
    assert requisitions.list_requisitions(session)[0].is_open


def test_a_head_count_below_those_who_accepted_is_refused(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(3, seed=1)))
    recruitment.accept_offer(session, ids[:2], told_by="李经理", on=START.date())
    with pytest.raises(HeadCountBelowHired) as refusal:
        lowered(session, 1, concludes=True)
    assert refusal.value.values["filled"] == 2
    assert requisitions.list_requisitions(session)[0].head_count == 3
    assert recruitment.records(session, ids[2:])[0].stage == "applied"


def test_one_that_is_kept_open_although_it_is_full_is_edited_like_any_other(
    desk: Desk, session: Session
) -> None:
    ids = desk.take_in(session, list(people(6, seed=1)))
    recruitment.accept_offer(session, ids[:4], told_by="李经理", on=START.date(), keep_open=True)
    assert requisitions.list_requisitions(session)[0].filled == 4
    lowered(session, 3)
    assert requisitions.list_requisitions(session)[0].is_open
    with pytest.raises(HeadCountBelowHired):
        lowered(session, 2)
    with pytest.raises(FillsLastOpening):
        lowered(session, 4)
    lowered(session, 5)
    (row,) = requisitions.list_requisitions(session)
    assert (row.head_count, row.filled, row.open_applications) == (5, 4, 2)


def test_one_without_a_head_count_is_concluded_by_no_number(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(2, seed=1)))
    recruitment.accept_offer(session, ids[:1], told_by="李经理", on=START.date())
    (row,) = requisitions.list_requisitions(session)
    wanted = Wanted(title=row.title, department=row.department, place=row.place, head_count=1)
    evergreen = replace(wanted, kind="evergreen")
    requisitions.edit_requisition(session, row.id, evergreen, version=row.version)
    assert recruitment.records(session, ids[1:])[0].stage == "applied"
    with pytest.raises(FillsLastOpening):
        requisitions.edit_requisition(session, row.id, wanted, version=row.version + 1)
