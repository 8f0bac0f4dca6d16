# SPDX-License-Identifier: Apache-2.0
"""How little is required: judged by what kiosks ask, what is kept, and who was sent away."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load_text
from hr_desk.catalogue.model import Demand, Scenario
from hr_desk.operations import controls_asked, profiles, promises, visits
from hr_desk.operations.controls import NOT_SEEN, Seen
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.made_up import one
from tests.support.visit_letters import take
from tests.support.visitors import visitor

STRICT = """
[field.x_reason]
record = "visit"
label = { zh = "本单位问题", en = "Own question" }
purpose = { zh = "示例用途。", en = "An example." }
refusal = { zh = "不填无法登记。", en = "Nobody is signed in without it." }
section = "visit"
type = "text"
demand = { recruitment = "closed", onboarding = "closed", visitor = "required" }
basis = { visitor = "PIPL 13(1)" }
sensitivity = "ordinary"
earliest_stage = "kiosk"
roles = "W F – – – M"
retention = { visits = "VIS" }
mask = "hidden"
"""
"""A company's own field that every visitor has to fill in: with a group's count one too many."""
NEEDED = {"full_name": "黎访客", "age_band": "adult", "visit_purpose": "other",
          "host_employee": "张伟"}  # fmt: skip


def look(session: Session) -> Seen:
    return promises.look(session, "required_sets").seen


def said(session: Session) -> Mapping[str, Any]:
    return dict(look(session).values)


def redeclared(session: Session, key: str, scenario: Scenario, demand: Demand) -> None:
    """Let the session work by a catalogue in which a field is asked otherwise."""
    declared = session.catalogue.declared
    field = declared.fields[key]
    changed = replace(field, demand={**field.demand, scenario: demand})
    session.catalogue = Catalogue(replace(declared, fields={**declared.fields, key: changed}))


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


def test_a_fresh_desk_is_green(desk: Desk) -> None:
    for user in ("admin", "hiring", "gate"):
        found = look(desk.open(user))
        assert found.state == "kept"
        assert (said(desk.open(user))["looked"], said(desk.open(user))["away"]) == (0, 0)


def test_who_holds_no_file_sees_none(admin: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "held", ())
    assert look(admin).state == NOT_SEEN


def test_of_visitors_the_strictest_kind_counts(admin: Session) -> None:
    """A group has to say how many they are, beside what every visitor says."""
    assert said(admin)["visitor"] == 5
    redeclared(admin, "mobile", Scenario.VISITOR, Demand.REQUIRED)
    found = look(admin)
    assert (found.state, dict(found.values)["visitor"]) == ("broken", 6)


def test_a_kiosk_that_asks_too_much_is_red(admin: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its profile was made by additions of the company that hold no more."""
    usual = admin.catalogue
    admin.catalogue = load_text(STRICT)
    monkeypatch.setattr(profiles, "_overlay", lambda _session: STRICT)
    made = profiles.create(admin, name="东门")
    assert look(admin).state == "broken", "declared already"
    admin.catalogue = usual
    monkeypatch.undo()
    found = look(admin)
    assert (found.state, dict(found.values)) == ("broken", {"count": 1})
    assert "kiosks" in found.message
    profiles.replace(admin, made.profile_id)
    assert look(admin).state == "kept"


def test_what_is_kept_and_may_not_be_asked_any_more_is_red(admin: Session, gate: Session) -> None:
    visits.sign_in(gate, [visitor(gate), visitor(gate, plate_number="")])
    redeclared(admin, "plate_number", Scenario.VISITOR, Demand.CLOSED)
    found = look(admin)
    assert found.state == "broken"
    assert dict(found.values) == {"count": 1, "field": admin.catalogue.field("plate_number").label}


def test_what_is_asked_in_another_file_is_no_fault_of_this_one(
    desk: Desk, admin: Session, session: Session
) -> None:
    desk.take_in(session, [one("孙小梅", "13900001234")])
    redeclared(admin, "mobile", Scenario.VISITOR, Demand.CLOSED)
    assert look(admin).state == "kept"
    redeclared(admin, "mobile", Scenario.RECRUITMENT, Demand.FORBIDDEN)
    assert look(admin).state == "broken"


def test_whoever_gives_no_more_than_needed_is_taken_in_and_counted(
    desk: Desk, session: Session, gate: Session
) -> None:
    visits.sign_in(gate, [visitor(gate)])
    assert (said(gate)["looked"], said(gate)["bare"]) == (1, 0)
    only = {key: NEEDED.get(key, "") for key in ("mobile", "employer", "plate_number", *NEEDED)}
    visits.sign_in(gate, [visitor(gate, **only)])
    assert (said(gate)["looked"], said(gate)["bare"]) == (2, 1)
    desk.take_in(session, [one("孙小梅", "13900001234")])
    assert said(session)["looked"] == 1


def test_the_newest_alone_are_looked_at(gate: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    visits.sign_in(gate, [visitor(gate) for _ in range(3)])
    monkeypatch.setattr(controls_asked, "LATEST", 2)
    assert said(gate)["looked"] == 2


def test_who_was_turned_away_was_so_for_a_reason_of_the_list(gate: Session) -> None:
    visits.turn_away(gate, [take(gate)], reason="no_permit")
    assert (look(gate).state, said(gate)["away"]) == ("kept", 1)
    with gate.compartment("visits").change("test") as change:
        change.execute("UPDATE visit SET reason = 'no_phone'")
    found = look(gate)
    assert (found.state, dict(found.values)) == ("broken", {"count": 1})
    with gate.compartment("visits").change("test") as change:
        change.execute("UPDATE visit SET reason = NULL")
    assert look(gate).state == "broken", "no reason at all is none of the list"
