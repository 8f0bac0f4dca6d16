# SPDX-License-Identifier: Apache-2.0
"""A regular need not confirm the same text again: for twelve months, known by name and plate."""

import datetime as dt

import pytest

from hr_desk.operations import intake, period_settings, retention, visits
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.store import request_tasks
from hr_desk.store import visits as store
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.visitors import guest, typed

PLATE = "鲁B70E19"
DRIVER = {
    "full_name": "田野", "age_band": "adult", "employer": "示例物流", "plate_number": PLATE,
    "mobile": "13812345678", "visit_purpose": "delivery", "host_employee": "仓库",
}  # fmt: skip
DAY = START.date()
YEAR = 365
"""Days from 2 March 2026 to 2 March 2027."""


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


def came(gate: Session, *confirmed: str, **texts: str) -> str:
    """Let a driver in by hand, and out again; an empty text is left out. Returns the visit's id."""
    said = {key: text for key, text in {**DRIVER, **texts}.items() if text}
    new = visits.NewVisit(values=typed(gate, said), confirmed=confirmed)
    id_ = visits.sign_in(gate, [new]).created[0]
    visits.sign_out(gate, [id_])
    return id_


def known(gate: Session, **texts: str) -> dict[str, dt.date]:
    """Return what need not be confirmed by whoever says this."""
    said = {key: DRIVER[key] for key in ("full_name", "plate_number", "mobile")} | texts
    return dict(visits.confirmed_before(gate, "delivery", said))


def record(gate: Session, id_: str) -> store.VisitRecord:
    return store.visits(gate.compartment("visits"), [id_])[0]


def go_to(desk: Desk, session: Session, days: int) -> None:
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)


def keep_for_a_year(desk: Desk) -> Session:
    """Keep visits for a year, as the notice says; returns the front desk."""
    admin = desk.open("admin")
    period_settings.set_period(
        admin, "VIS", "checked_out", YEAR, reason="与供应商约定的年度告知", told=True
    )
    desk.close()
    return desk.open("gate")


def test_a_text_holds_twelve_months_less_a_day_and_then_is_asked(desk: Desk) -> None:
    gate = keep_for_a_year(desk)
    came(gate, "safety")
    go_to(desk, gate, YEAR - 1)
    assert known(gate) == {"safety": DAY}
    again = record(gate, came(gate))
    assert again.confirmed["safety"]["on"] == DAY.isoformat()
    assert again.fields["safety_ack"] is True
    go_to(desk, gate, YEAR)
    assert known(gate) == {}
    assert record(gate, came(gate)).confirmed == {}


def test_it_holds_as_long_as_the_visit_is_kept_though_it_is_masked(
    desk: Desk, gate: Session
) -> None:
    came(gate, "safety")
    go_to(desk, gate, 89)
    assert retention.sweep(gate).counts == {}
    assert visits.at_the_gate(gate, PLATE).known is None, "masked"
    assert known(gate) == {"safety": DAY}
    go_to(desk, gate, 90)
    retention.sweep(gate)
    assert known(gate) == {}


def test_whoever_comes_every_quarter_is_asked_once_a_year(desk: Desk, gate: Session) -> None:
    came(gate, "safety")
    for days in (80, 160, 240, 320, YEAR - 1):
        go_to(desk, gate, days)
        retention.sweep(gate)
        assert record(gate, came(gate)).confirmed["safety"]["on"] == DAY.isoformat()
    go_to(desk, gate, YEAR)
    assert record(gate, came(gate)).confirmed == {}


@pytest.mark.parametrize(
    "other",
    [
        {"full_name": "田家"},
        {"plate_number": "鲁B70E18", "mobile": "13812345679"},
        {"plate_number": "", "mobile": ""},
        {"full_name": "", "plate_number": PLATE},
        {"full_name": "'", "plate_number": "%", "mobile": "*"},
    ],
)
def test_somebody_else_is_asked(gate: Session, other: dict[str, str]) -> None:
    came(gate, "safety")
    assert known(gate, **other) == {}


def test_somebody_else_with_the_same_plate_is_asked_and_leaves_no_trace_on_the_first(
    gate: Session,
) -> None:
    first = came(gate, "safety")
    other = record(gate, came(gate, full_name="田家", mobile="13912345678"))
    assert (other.confirmed, "safety_ack" in other.fields) == ({}, False)
    assert record(gate, first).confirmed.keys() == {"safety"}


@pytest.mark.parametrize("said", [{"mobile": ""}, {"plate_number": ""}, {"full_name": "田 野"}])
def test_the_plate_or_the_number_is_enough_beside_the_name(
    gate: Session, said: dict[str, str]
) -> None:
    came(gate, "safety")
    assert known(gate, **said) == {"safety": DAY}


def test_another_text_is_asked_anew(gate: Session) -> None:
    came(gate, "safety")
    with gate.compartment("visits").change("test") as change:
        change.execute("UPDATE visit SET confirmed = ?",
                       ('{"safety":{"digest":"' + "0" * 64 + '","on":"2026-03-02"}}',))  # fmt: skip
    assert known(gate) == {}
    assert record(gate, came(gate)).confirmed == {}


def test_what_a_stranger_typed_at_a_kiosk_is_nobodys_confirmation(gate: Session) -> None:
    gatehouse.sign_in(gate, 1, full_name="田野", plate_number=PLATE)
    intake.take_in(gate)
    with gate.compartment("visits").change("test") as change:
        digest = gate.catalogue.acknowledgements["safety"].digest
        change.execute("UPDATE visit SET confirmed = ?",
                       ('{"safety":{"digest":"' + digest + '","on":"2026-03-02"}}',))  # fmt: skip
    assert known(gate) == {}


def test_an_expected_driver_is_known_when_they_arrive(desk: Desk, gate: Session) -> None:
    came(gate, "safety")
    go_to(desk, gate, 40)
    when = (desk.clock.at + dt.timedelta(hours=10)).strftime("%Y-%m-%d %H:%M")
    new = guest(gate, when, full_name="田野", plate_number=PLATE, visit_purpose="delivery")
    (id_,) = visits.expect(gate, [new]).created
    assert record(gate, id_).confirmed == {}
    visits.arrive(gate, [id_], notice="poster")
    assert record(gate, id_).confirmed["safety"]["on"] == DAY.isoformat()


def test_the_gate_says_on_which_day_a_known_driver_confirmed(desk: Desk, gate: Session) -> None:
    came(gate, "safety")
    go_to(desk, gate, 10)
    found = visits.at_the_gate(gate, PLATE)
    assert (dict(found.confirmed), found.owed) == ({"safety": DAY}, ())


def test_a_restricted_visit_tells_nothing(gate: Session) -> None:
    one = record(gate, came(gate, "safety"))
    with gate.compartment("visits").change("test") as change:
        request_tasks.restrict(change, row=one.seq, record=one.id, reference="0" * 32)
    assert known(gate) == {}


def test_who_may_not_see_plates_is_told_nothing_by_them(desk: Desk, gate: Session) -> None:
    came(gate, "safety", mobile="")
    desk.close()
    assert known(desk.open("admin"), mobile="") == {}


def test_who_does_not_work_with_visits_is_refused(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        known(desk.open("hiring"))
