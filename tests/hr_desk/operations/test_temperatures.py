# SPDX-License-Identifier: Apache-2.0
"""Whether a temperature was normal: under an order, by the gate, until the end of the day."""

import datetime as dt
import json

import pytest

from hr_desk.domain.visits import VisitStepNotAllowed
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import (
    backups,
    health_orders,
    request_asking,
    restoring,
    retention,
    temperatures,
    visits,
)
from hr_desk.operations.due_days import next_due
from hr_desk.operations.health_orders import NoHealthOrder
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.operations.temperatures import AgreementMissing
from hr_desk.store import driver
from hr_desk.store import temperatures as store
from tests.hr_desk.operations.test_health_orders import ISSUER, NUMBER, enter
from tests.support import gatehouse
from tests.support.desk import PASSPHRASES, Desk
from tests.support.requests import carry, contributed, open_officer, verified
from tests.support.visit_letters import take
from tests.support.visitors import TEXTS, guest, signed_in

WHO = {"full_name": TEXTS["full_name"], "mobile": TEXTS["mobile"]}


@pytest.fixture
def gate(desk: Desk) -> Session:
    """A guard's session while an order of three days is in force."""
    enter(desk.open("admin"))
    return desk.open("gate")


def note(session: Session, visit: str, *, normal: bool = True, agreed: bool = True) -> None:
    temperatures.note(session, visit, normal=normal, agreed=agreed, language="zh_CN")


def shown(session: Session, visit: str) -> bool | None:
    check = temperatures.check_of(session, visit)
    return None if check is None else check.normal


def rows(session: Session) -> int:
    found = session.compartment("visits").read_one("SELECT count(*) FROM visit_temperature")
    return int(found[0])


def test_it_is_noted_replaced_and_wiped_at_once_if_they_agree_no_more(gate: Session) -> None:
    visit = signed_in(gate)
    assert shown(gate, visit) is None
    note(gate, visit)
    assert shown(gate, visit) is True
    note(gate, visit, normal=False)
    assert shown(gate, visit) is False and rows(gate) == 1
    temperatures.forget(gate, visit)
    assert shown(gate, visit) is None and rows(gate) == 0


def test_without_an_order_nothing_is_asked_noted_or_stored(desk: Desk) -> None:
    gate = desk.open("gate")
    visit = signed_in(gate)
    assert temperatures.check_of(gate, visit) is None
    with pytest.raises(NoHealthOrder):
        note(gate, visit)
    enter(desk.open("admin"))
    (order,) = health_orders.orders(gate)
    for day in (gate.today() - dt.timedelta(days=1), gate.today() + dt.timedelta(days=3)):
        with (
            pytest.raises(driver.IntegrityError, match="no health order"),
            gate.compartment("visits").change("test") as change,
        ):
            store.put(change, visit, order=order.id, day=day, normal=True)
    assert rows(gate) == 0
    health_orders.end(desk.open("admin"), order.id)
    with pytest.raises(NoHealthOrder):
        note(gate, visit)


def test_the_text_names_order_and_end_and_without_a_yes_nothing_is_noted(gate: Session) -> None:
    visit = signed_in(gate)
    with pytest.raises(AgreementMissing):
        note(gate, visit, agreed=False)
    check = temperatures.check_of(gate, visit)
    assert check is not None and (check.name, check.normal) == (WHO["full_name"], None)
    for code in LANGUAGES:
        text = temperatures.agreement(gate.catalogue, check.order, code)
        assert NUMBER in text and ISSUER in text and "4" in text


def test_the_log_keeps_the_agreement_and_never_the_answer(gate: Session) -> None:
    bodies = []
    for normal in (True, False):
        note(gate, signed_in(gate), normal=normal)
        (body,) = gate.compartment("visits").read_one(
            "SELECT body FROM audit WHERE body LIKE '%visit.temperature%' ORDER BY seq DESC LIMIT 1"
        )
        bodies.append(json.loads(body))
    first, second = ({**one["facts"]} for one in bodies)
    assert first == second and len(first["agreed"]) == 64
    assert [one["fields"] for one in bodies] == [["temperature"]] * 2


def test_nobody_but_the_front_desk_sees_it(desk: Desk, gate: Session) -> None:
    visit = signed_in(gate)
    note(gate, visit, normal=False)
    admin = desk.open("admin")
    assert temperatures.check_of(admin, visit) is None
    with pytest.raises(NotPermitted):
        note(admin, visit)
    with pytest.raises(NotPermitted):
        temperatures.forget(admin, visit)
    view = visits.open_visit(gate, visit)
    assert view.named("temperature") is None and "temperature" not in view.row.cells
    assert "temperature" not in {one.field.key for one in visits.form_fields(gate)}
    with pytest.raises(UserError):
        visits.edit(gate, visit, {"temperature": True}, version=view.version)


def test_it_is_wiped_at_the_end_of_the_day_with_a_certificate(desk: Desk, gate: Session) -> None:
    note(gate, signed_in(gate))
    today = gate.today()
    assert next_due(gate, "visits") == today + dt.timedelta(days=1)
    assert "TEMP" not in retention.sweep(gate).counts and rows(gate) == 1
    backup = next(one.path for one in backups.create(desk.open("admin"))
                  if one.compartment == "visits")  # fmt: skip
    desk.clock.advance(days=1)
    assert retention.sweep(gate).counts["TEMP"] == 1
    assert rows(gate) == 0 and next_due(gate, "visits") != today + dt.timedelta(days=1)
    desk.close()
    restoring.restore(desk.folder, backup, user="admin", passphrase=PASSPHRASES["admin"],
                      clock=desk.clock)  # fmt: skip
    assert rows(desk.open("gate")) == 0


def test_it_is_not_shown_once_the_day_is_over_even_before_the_sweep(
    desk: Desk, gate: Session
) -> None:
    visit = signed_in(gate)
    note(gate, visit)
    desk.clock.advance(days=1)
    assert temperatures.check_of(gate, visit) is None
    with pytest.raises(VisitStepNotAllowed):
        note(gate, visit)


def test_it_follows_a_guest_into_the_visit_that_was_expected(gate: Session) -> None:
    gatehouse.hold_key(gate)
    (invited,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
    with pytest.raises(VisitStepNotAllowed):
        note(gate, invited)
    announced = take(gate)
    note(gate, announced, normal=False)
    visits.confirm(gate, announced, expected=invited)
    assert shown(gate, invited) is False and rows(gate) == 1


def test_it_is_of_somebody_who_is_here_and_goes_with_the_visit(gate: Session) -> None:
    visit = signed_in(gate)
    note(gate, visit)
    visits.sign_out(gate, [visit])
    assert temperatures.check_of(gate, visit) is None
    with gate.compartment("visits").change("test") as change:
        change.execute("DELETE FROM visit WHERE id = ?", (visit,))
    assert rows(gate) == 0


def test_it_goes_into_no_case_and_a_restricted_visit_is_left_alone(
    desk: Desk, gate: Session
) -> None:
    visit = signed_in(gate)
    note(gate, visit, normal=False)
    officer, admin = open_officer(desk), desk.open("admin")
    case = verified(officer, WHO, code="delete", ground="not_used")
    (record,) = contributed(officer, admin, case)
    assert "temperature" not in record.fields
    assert all("temperature" not in read["fields"] for read in record.reads)
    request_asking.order(officer, case, record.record, kind="delete")
    carry(admin, officer)
    with pytest.raises(Restricted):
        temperatures.check_of(gate, visit)
    with pytest.raises(Restricted):
        note(gate, visit)
