# SPDX-License-Identifier: Apache-2.0
"""Several applications of one person: recognised, kept together, due with the last of them."""

import datetime as dt

import pytest

from hr_desk.operations import applications, candidates, due_days, recruitment, requisitions
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import AlreadyApplies, ReasonUnknown, RequisitionClosed
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.made_up import one


def another(session: Session, title: str = "焊工") -> str:
    return requisitions.open_requisition(
        session, title=title, department="制造部", place="青岛", head_count=1
    ).created[0]


def typed(session: Session, **texts: str) -> dict[str, object]:
    return {key: session.catalogue.field(key).type.parse(text) for key, text in texts.items()}


def test_a_known_person_applies_for_something_else(desk: Desk, session: Session) -> None:
    (first,) = desk.take_in(session, [one(email="old@example.com")])
    (second,) = applications.apply_again(
        session, first, another(session), values=typed(session, email="new@example.com"),
        notice="read_out",
    ).created  # fmt: skip
    lines = applications.of_person(session, first)
    assert [line.application_id for line in lines] == [second, first]
    assert [line.requisition for line in lines] == ["焊工", "装配工"]
    assert all(line.is_open for line in lines)
    view = candidates.open_record(session, second)
    email = view.named("email")
    assert email is not None and email.value == "new@example.com"
    assert view.notice.how == "read_out"
    for words, count in (("焊工", 2), ("装配工", 2), ("old@example.com", 0), ("张伟国", 2)):
        rows = candidates.list_applications(session, ListQuery(text=words)).rows
        assert len(rows) == count, words


def test_an_edit_of_one_leaves_the_person_found_by_the_other(desk: Desk, session: Session) -> None:
    (first,) = desk.take_in(session, [one()])
    (second,) = applications.apply_again(session, first, another(session), values={}).created
    for id_, mobile in ((first, "13900000001"), (second, "13900000002")):
        version = candidates.open_record(session, id_).version
        recruitment.edit(session, id_, typed(session, mobile=mobile), version=version)
    for words in ("焊工", "装配工", "13900000002"):
        assert len(candidates.list_applications(session, ListQuery(text=words)).rows) == 2


def test_one_open_application_for_a_requisition_is_enough(desk: Desk, session: Session) -> None:
    (first,) = desk.take_in(session, [one()])
    with pytest.raises(AlreadyApplies):
        applications.apply_again(session, first, desk.requisition, values={})
    recruitment.withdraw(session, [first])
    applications.apply_again(session, first, desk.requisition, values={})
    assert [line.is_open for line in applications.of_person(session, first)] == [True, False]


def test_what_cannot_be_taken_in_cannot_be_taken_in_again(desk: Desk, session: Session) -> None:
    (first,) = desk.take_in(session, [one()])
    closed = another(session)
    requisitions.close_requisition(session, closed, reason="ended")
    with pytest.raises(RequisitionClosed):
        applications.apply_again(session, first, closed, values={})
    with pytest.raises(ReasonUnknown):
        applications.apply_again(session, first, another(session, "钳工"), values={}, notice="?")


def test_the_clock_of_a_person_runs_on_the_last_application_closed(
    desk: Desk, session: Session
) -> None:
    (first,) = desk.take_in(session, [one()])
    recruitment.withdraw(session, [first])
    alone = due_days.next_due(session, "hiring")
    assert alone is not None
    desk.clock.advance(days=10)
    (second,) = applications.apply_again(session, first, another(session), values={}).created
    assert due_days.next_due(session, "hiring") is None
    recruitment.withdraw(session, [second])
    assert due_days.next_due(session, "hiring") == alone + dt.timedelta(days=10)
