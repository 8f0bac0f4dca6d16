# SPDX-License-Identifier: Apache-2.0
"""Who may be here already: for a reason, only with open values, and not for ever."""

import pytest

from hr_desk.catalogue.model import Access
from hr_desk.operations import duplicates, recruitment, retention
from hr_desk.operations.problems import NotPermitted, SamePerson
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.made_up import one, people


def typed(session: Session, **texts: str) -> dict[str, object]:
    return {key: session.catalogue.field(key).type.parse(text) for key, text in texts.items()}


def why(session: Session, **texts: str) -> list[tuple[str, str]]:
    found = duplicates.suggestions_for(session, typed(session, **texts))
    return [(reason.key, reason.how) for one in found for reason in one.reasons]


@pytest.fixture
def filled(desk: Desk, session: Session) -> Session:
    known = one(email="Wei.Guo@example.com", employer="虚构机械厂", birth_date="1990-05-17")
    desk.take_in(session, [*people(20, seed=3), known])
    return session


NAME = {"full_name": "章卫国"}
FOUND: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    ({"mobile": "138 0013 8000"}, [("mobile", "same")]),
    ({"email": "wei.guo@example.com"}, [("email", "same")]),
    ({**NAME, "birth_date": "1990-05-17"}, [("full_name", "alike"), ("birth_date", "same")]),
    ({**NAME, "employer": "虚构机械厂"}, [("full_name", "alike"), ("employer", "same")]),
    ({"full_name": "Zhang Weiguo", "birth_date": "1990-05-17"},
     [("full_name", "alike"), ("birth_date", "same")]),
    ({"full_name": "张伟国", "mobile": "13800138000"},
     [("full_name", "same"), ("mobile", "same")]),
    (NAME, []),
    ({"full_name": "张伟国"}, []),
    ({**NAME, "birth_date": "1991-05-17"}, []),
    ({"birth_date": "1990-05-17", "employer": "虚构机械厂"}, []),
    ({"full_name": "张伟", "birth_date": "1990-05-17"}, []),
    ({"mobile": "13800138001"}, []),
    ({}, []),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), FOUND)
def test_a_suggestion_has_its_reasons(
    filled: Session, texts: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    assert why(filled, **texts) == expected


def test_a_suggestion_names_the_record_to_open(desk: Desk, session: Session) -> None:
    (id_,) = desk.take_in(session, [one()])
    (found,) = duplicates.suggestions_for(session, typed(session, mobile="13800138000"))
    assert (found.application_id, found.requisition, found.stage) == (id_, "装配工", "applied")
    assert found.name == "张伟国"


def test_a_closed_value_is_no_reason(filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Session.access

    def access(self: Session, field, **more):  # type: ignore[no-untyped-def]
        return Access.NONE if field.key in ("mobile", "employer") else asked(self, field, **more)

    monkeypatch.setattr(Session, "access", access)
    assert why(filled, mobile="13800138000") == []
    assert why(filled, **NAME, employer="虚构机械厂") == []
    assert why(filled, email="wei.guo@example.com") == [("email", "same")]


def test_the_front_desk_is_told_nothing(desk: Desk) -> None:
    gate = desk.open("gate")
    with pytest.raises(NotPermitted):
        duplicates.suggestions_for(gate, {})
    with pytest.raises(NotPermitted):
        duplicates.possible_pairs(gate)


def test_whoever_is_due_is_not_suggested(desk: Desk, filled: Session) -> None:
    (found,) = duplicates.suggestions_for(filled, typed(filled, mobile="13800138000"))
    recruitment.withdraw(filled, [found.application_id])
    assert why(filled, mobile="13800138000")
    class_ = filled.catalogue.classes["WD"]
    desk.clock.advance(days=max(class_.periods["withdrew"], class_.floor))
    retention.confirm_time(filled)
    assert why(filled, mobile="13800138000") == []


def test_pairs_are_found_page_by_page_and_only_once(desk: Desk, session: Session) -> None:
    twins = [one("张伟国"), one("章卫国")]
    desk.take_in(session, [twins[0], *people(7, seed=4), twins[1]])
    names, before = [], None
    while True:
        page = duplicates.possible_pairs(session, before=before, limit=4)
        names += [(pair.name, pair.other.name) for pair in page.pairs]
        if page.next_before is None:
            break
        before = page.next_before
    assert names == [("章卫国", "张伟国")]


def test_two_different_people_stay_apart_until_that_is_taken_back(
    desk: Desk, session: Session
) -> None:
    desk.take_in(session, [one("张伟国"), one("张小妹")])
    (pair,) = duplicates.possible_pairs(session).pairs
    ids = (pair.person_id, pair.other.person_id)
    duplicates.keep_apart(session, *ids)
    duplicates.keep_apart(session, *reversed(ids))
    assert duplicates.possible_pairs(session).pairs == ()
    duplicates.allow_pair(session, *ids)
    assert duplicates.possible_pairs(session).pairs == (pair,)
    with pytest.raises(SamePerson):
        duplicates.keep_apart(session, ids[0], ids[0])


def test_a_name_of_hundreds_is_compared_with_the_newest_and_by_its_employer(
    desk: Desk, session: Session
) -> None:
    first = one("王伟", "13700000000", employer="虚构船厂")
    rest = [one("王伟", f"137{n:08d}", employer="虚构机械厂") for n in range(1, 261)]
    desk.take_in(session, [first, *rest])
    found = duplicates.suggestions_for(
        session, typed(session, full_name="王伟", employer="虚构船厂")
    )
    assert [len(one.reasons) for one in found] == [2]
    crowd = typed(session, full_name="王伟", employer="虚构机械厂")
    assert len(duplicates.suggestions_for(session, crowd)) == duplicates.MOST
