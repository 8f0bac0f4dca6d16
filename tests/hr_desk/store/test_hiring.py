# SPDX-License-Identifier: Apache-2.0
"""The SQL of the hiring file."""

import pytest

from hr_desk.operations import recruitment
from hr_desk.operations.session import Session
from hr_desk.store import driver, hiring, requisitions
from tests.support.desk import Desk
from tests.support.made_up import people


def test_applications_come_in_the_order_asked_and_missing_ones_are_absent(
    desk: Desk, session: Session
) -> None:
    ids = desk.take_in(session, list(people(5, seed=1)))
    asked = [ids[3], "none", ids[0]]
    file = session.compartment("hiring")
    assert [record.id for record in hiring.applications(file, asked)] == [ids[3], ids[0]]
    assert hiring.applications(file, []) == []


def test_more_ids_than_one_statement_takes(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(3, seed=1)))
    asked = [*(f"none-{n}" for n in range(1200)), *ids]
    file = session.compartment("hiring")
    assert [record.id for record in hiring.applications(file, asked)] == list(ids)


def test_an_application_without_its_person_cannot_stand(desk: Desk, session: Session) -> None:
    desk.take_in(session, list(people(1, seed=1)))
    with (
        pytest.raises(driver.IntegrityError),
        session.compartment("hiring").change("test") as change,
    ):
        change.execute("DELETE FROM person")


def test_an_edit_replaces_only_the_terms_that_changed(desk: Desk, session: Session) -> None:
    (person,) = people(1, seed=1)
    (id_,) = desk.take_in(session, [person])
    file = session.compartment("hiring")
    before = {term for (term,) in file.read("SELECT term FROM term")}
    value = session.catalogue.field("mobile").type.parse("13711112222")
    recruitment.edit(session, id_, {"mobile": value}, version=2)
    after = {term for (term,) in file.read("SELECT term FROM term")}
    assert f"p:{person.typed['mobile']}" in before - after
    assert "p:13711112222" in after - before
    assert {term for term in before ^ after if term[0] not in "pq"} == set()


def test_counts_stand_for_each_requisition_and_stage(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(4, seed=1)))
    recruitment.advance(session, ids[:1], to="interview")
    recruitment.reject(session, ids[1:3], reason="skills")
    file = session.compartment("hiring")
    assert hiring.stage_counts(file) == {"interview": 1, "not_hired": 2, "applied": 1}
    record = requisitions.requisition(file, desk.requisition)
    assert record is not None
    assert requisitions.requisition_counts(file)[record.seq, "not_hired"] == 2
    assert {one.id for one in hiring.open_applications_of(file, record.seq)} == {ids[0], ids[3]}
