# SPDX-License-Identifier: Apache-2.0
"""Contractors who went into an area of danger are kept 180 days, everybody else 90."""

import datetime as dt

import pytest

from hr_desk.catalogue import load
from hr_desk.catalogue.loader import load_text
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.domain import visits as states
from hr_desk.operations import due_lines, retention, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import VisitAged
from tests.support.contractors import arrived, on_site
from tests.support.desk import Desk
from tests.support.visitors import signed_in, typed


@pytest.fixture
def gate(desk: Desk) -> Session:
    return desk.open("gate")


def sent_to(gate: Session, visit: str, area: str) -> None:
    """Note where in the plant somebody goes."""
    version = visits.open_visit(gate, visit).version
    visits.edit(gate, visit, typed(gate, {"visit_area": area}), version=version)


def clock(gate: Session, visit: str) -> tuple[str, str]:
    row = gate.compartment("visits").read_one(
        "SELECT retention_class, clock_event FROM visit WHERE id = ?", (visit,)
    )
    return row[0], row[1]


@pytest.mark.parametrize(
    ("area", "event"),
    [("production", "hazard_area"), ("laboratory", "hazard_area"), ("office", "checked_out"),
     ("", "checked_out")],
)  # fmt: skip
def test_where_a_contractor_went_says_how_long_the_visit_is_kept(
    gate: Session, area: str, event: str
) -> None:
    visit = on_site(gate)
    if area:
        sent_to(gate, visit, area)
    visits.sign_out(gate, [visit])
    assert clock(gate, visit) == ("VIS", event)


def test_vis_180_days_for_them_and_90_for_the_others(desk: Desk, gate: Session) -> None:
    contractor, other = on_site(gate), signed_in(gate)
    for visit in (contractor, other):
        sent_to(gate, visit, "production")
    visits.sign_out(gate, [contractor, other])
    out = gate.today()
    due = {one.person_id: (one.clock_event, (one.due - out).days)
           for one in due_lines.preview(gate, on=out + dt.timedelta(days=365))}  # fmt: skip
    assert due == {contractor: ("hazard_area", 180), other: ("checked_out", 90)}
    for days, left in ((89, {contractor, other}), (90, {contractor}), (179, {contractor}),
                       (180, set())):  # fmt: skip
        desk.clock.at += out + dt.timedelta(days=days) - desk.clock.now().date()
        while retention.clock_needs_confirmation(gate):
            retention.confirm_time(gate)
        retention.sweep(gate)
        rows = gate.compartment("visits").read("SELECT id FROM visit")
        assert {id_ for (id_,) in rows} == left, days


def test_after_thirty_days_it_is_masked_like_every_other(desk: Desk, gate: Session) -> None:
    visit = on_site(gate)
    sent_to(gate, visit, "production")
    visits.sign_out(gate, [visit])
    desk.clock.advance(days=29)
    retention.confirm_time(gate)
    sent_to(gate, visit, "laboratory")
    desk.clock.advance(days=1)
    with pytest.raises(VisitAged):
        sent_to(gate, visit, "office")
    assert clock(gate, visit) == ("VIS", "hazard_area")


def test_an_area_corrected_after_they_left_counts(gate: Session) -> None:
    visit = on_site(gate)
    sent_to(gate, visit, "office")
    visits.sign_out(gate, [visit])
    sent_to(gate, visit, "production")
    assert clock(gate, visit) == ("VIS", "hazard_area")
    sent_to(gate, visit, "office")
    assert clock(gate, visit) == ("VIS", "checked_out")


def test_who_never_came_in_was_in_no_such_area(gate: Session) -> None:
    visit = arrived(gate)
    sent_to(gate, visit, "production")
    visits.turn_away(gate, [visit], reason="no_permit")
    assert clock(gate, visit) == ("VIS", "checked_out")


def test_a_company_names_its_own_areas_of_danger() -> None:
    shipped = load().visit_types["contractor"]
    assert shipped.hazard_areas == ("production", "laboratory")
    own = """
[visit_type.x_cleaner]
label = { zh = "保洁", en = "Cleaner" }
hint = { zh = "保洁人员", en = "Cleaning" }
purposes = ["contractor"]
acknowledgements = ["safety"]
decides = "host"
hazard = true
hazard_areas = ["warehouse"]
[visit_type.x_cleaner.pages]
you = ["full_name", "employer"]
visit = ["host_employee", "mobile"]
"""
    cleaner = load_text(own).visit_types["x_cleaner"]
    assert states.clock_event_of(cleaner, states.LEFT, "warehouse") == "hazard_area"
    assert states.clock_event_of(cleaner, states.LEFT, "production") == "checked_out"
    for wrong in (own.replace("hazard = true", ""), own.replace("warehouse", "moon")):
        with pytest.raises(CatalogueProblem):
            load_text(wrong)
