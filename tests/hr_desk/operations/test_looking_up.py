# SPDX-License-Identifier: Apache-2.0
"""One search finds everything, and nothing that its reader may not see."""

import pytest

from hr_desk.operations import directory, documents, looking_up, requisitions, visits
from hr_desk.operations.looking_up import KINDS, Hit
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.made_up import one

EMAIL = "somebody.unseen@example.com"


@pytest.fixture
def filled(desk: Desk, session: Session) -> str:
    """A candidate, a requisition more, two employees and an expected visitor of alike names."""
    person = one("陈建国", "13800135678", email=EMAIL, employer="虚构机械厂")
    application = desk.take_in(session, [person])[0]
    requisitions.open_requisition(session, title="建筑设计师", department="基建部", place="青岛")
    gate = desk.open("gate")
    directory.add(gate, [("陈建军", "设备部", "8021"), ("孙悦", "行政部", "8022")])
    texts = {"full_name": "陈建华", "mobile": "13900139999", "visit_planned": "2026-03-02 14:00"}
    known = gate.catalogue.field
    values = {key: known(key).type.parse(text) for key, text in texts.items()}
    visits.expect(gate, [visits.NewVisit(values=values)])
    return application


def kinds(hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    return [(hit.kind, hit.name) for hit in hits]


@pytest.mark.parametrize(
    "typed", ["陈建国", "建国", "chenjianguo", "cjg", "5678", "13800135678", EMAIL, "虚构"]
)
def test_a_candidate_is_found_by_whatever_is_remembered(
    desk: Desk, session: Session, filled: str, typed: str
) -> None:
    (hit,) = looking_up.look_up(session, typed)
    assert (hit.kind, hit.id, hit.name, hit.state) == ("candidate", filled, "陈建国", "applied")
    assert hit.details[-1] == "装配工"


@pytest.mark.parametrize("typed", ["装配工", "装配", "装", "配工"])
def test_a_position_finds_its_requisition(session: Session, filled: str, typed: str) -> None:
    found = looking_up.look_up(session, typed)
    assert [hit.name for hit in found if hit.kind == "requisition"] == ["装配工"]


def test_a_position_finds_who_applies_for_it(session: Session, filled: str) -> None:
    assert ("candidate", "陈建国") in kinds(looking_up.look_up(session, "装配工"))


def test_the_words_of_a_cv_find_its_candidate_for_those_who_may_read_it(
    desk: Desk, session: Session, filled: str
) -> None:
    documents.add(session, filled, "resume_file", b"cv", text="五年氩弧焊经验，会编程 python")
    for typed in ("氩弧焊", "python"):
        (hit,) = looking_up.look_up(session, typed)
        assert (hit.kind, hit.id) == ("candidate", filled), typed
        assert "氩弧焊" not in "".join((hit.name, *hit.details))
        assert looking_up.look_up(desk.open("admin"), typed) == ()
        assert looking_up.look_up(desk.open("gate"), typed) == ()


def test_who_holds_everything_finds_everything_kind_by_kind(desk: Desk, filled: str) -> None:
    found = kinds(looking_up.look_up(desk.open("admin"), "建"))
    assert found == [
        ("candidate", "陈建国"),
        ("visit", "陈建华"),
        ("requisition", "建筑设计师"),
        ("staff", "陈建军"),
    ]


def test_each_role_finds_its_own(desk: Desk, session: Session, filled: str) -> None:
    assert {hit.kind for hit in looking_up.look_up(session, "建")} == {"candidate", "requisition"}
    assert {hit.kind for hit in looking_up.look_up(desk.open("gate"), "建")} == {"visit", "staff"}


def test_masked_values_are_in_no_hit(desk: Desk, filled: str) -> None:
    found = looking_up.look_up(desk.open("admin"), EMAIL)
    assert EMAIL not in repr(found)
    assert EMAIL not in repr(looking_up.look_up(desk.open("admin"), "陈建国"))


def test_open_requisitions_come_before_closed_ones(session: Session, filled: str) -> None:
    closed = requisitions.open_requisition(
        session, title="建模师", department="研发部", place="青岛"
    ).created[0]
    requisitions.close_requisition(session, closed, reason="ended")
    found = [hit for hit in looking_up.look_up(session, "建") if hit.kind == "requisition"]
    assert [(hit.name, hit.state) for hit in found] == [
        ("建筑设计师", "open"),
        ("建模师", "closed"),
    ]


def test_no_more_of_a_kind_than_asked_for(desk: Desk, session: Session) -> None:
    desk.take_in(session, [one("张伟国", f"1380013{n:04d}") for n in range(9)])
    assert len(looking_up.look_up(session, "张伟国")) == looking_up.MOST
    assert len(looking_up.look_up(session, "张伟国", most=2)) == 2


@pytest.mark.parametrize("typed", ["", "   ", "@", "%", "没有这个人", "' OR 1=1 --"])
def test_nothing_finds_nothing(session: Session, filled: str, typed: str) -> None:
    assert looking_up.look_up(session, typed) == ()


def test_every_kind_names_a_compartment_and_roles_that_exist(session: Session) -> None:
    for compartment, roles, _ in KINDS.values():
        assert compartment in session.catalogue.compartments
        assert set(roles) <= set(session.catalogue.roles)
