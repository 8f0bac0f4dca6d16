# SPDX-License-Identifier: Apache-2.0
"""Required stays at five: whatever else is left out, every submission goes through and is kept."""

import random
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest

from hr_desk.catalogue.model import Demand, Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.operations import candidates, recruitment, users, visits
from hr_desk.operations.desks import open_desk
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import records as visit_records
from hr_desk.operations.visits import NewVisit
from tests.support import examples
from tests.support.desk import Desk

SUBSETS: Final = 1000
SEED: Final = 20260302
PASSPHRASE: Final = "words that are long enough here"
ADULT: Final = "adult"
NOT_IN_A_SUBMISSION: Final = (*sorted(FILE_TYPES), "contact")
"""Files come in by an operation of their own, a guardian belongs to a minor."""


@pytest.fixture
def everything(desk: Desk, admin: Session) -> Session:
    """Somebody who is recruiter and HR admin: nobody is asked for more fields than they see."""
    users.add(admin, name="both", passphrase=PASSPHRASE, roles=["recruiter", "hr_admin"])
    session = open_desk(
        desk.folder, user="both", passphrase=PASSPHRASE, clock=desk.clock, profile=desk.profile
    )
    desk.sessions.append(session)
    return session


def fields_of(views: Sequence[candidates.FieldView]) -> dict[str, Field]:
    return {
        view.field.key: view.field
        for view in views
        if view.field.type.name not in NOT_IN_A_SUBMISSION
    }


def values_of(fields: Mapping[str, Field], keys: Sequence[str]) -> dict[str, Any]:
    values = {key: examples.value(fields[key]) for key in keys}
    return values | ({"age_band": ADULT} if "age_band" in values else {})


def subsets(
    fields: Mapping[str, Field], scenario: Scenario, groups: Sequence[Sequence[str]]
) -> list[list[str]]:
    """Return all, each optional field left out singly, and random ones; each with what is required.

    Of a group of which one is enough (mobile or e-mail) any one, or several.
    """
    required = [key for key, one in fields.items() if one.demand[scenario] is Demand.REQUIRED]
    grouped = {key for group in groups for key in group}
    optional = [key for key in fields if key not in {*required, *grouped}]
    singly = [[key for key in fields if key != left_out] for left_out in (*optional, *grouped)]
    chance = random.Random(SEED)
    some = []
    for _ in range(SUBSETS):
        kept = [key for key in optional if chance.random() < chance.random()]
        kept += [
            key for group in groups for key in chance.sample(group, chance.randint(1, len(group)))
        ]
        some.append([*required, *kept])
    return [list(fields), required + [group[0] for group in groups], *singly, *some]


def test_every_subset_of_an_application_goes_through(desk: Desk, everything: Session) -> None:
    session = everything
    fields = fields_of(candidates.form_fields(session))
    groups = [
        [one.key for one in group] for group in session.catalogue.alternatives(Scenario.RECRUITMENT)
    ]
    required = session.catalogue.required(Scenario.RECRUITMENT)
    assert len(required) + sum(map(len, groups)) == 5
    chosen = subsets(fields, Scenario.RECRUITMENT, groups)
    ids = [
        recruitment.take_in(
            session,
            [NewCandidate(requisition_id=desk.requisition, values=values_of(fields, keys))],
        ).created[0]
        for keys in chosen
    ]
    assert len(set(ids)) == len(chosen) > SUBSETS
    kept = recruitment.records(session, ids)
    by_id = {one.id: {**one.person_fields, **one.fields} for one in kept}
    for id_, keys in zip(ids, chosen, strict=True):
        expected = {key: examples.stored(fields[key]) for key in keys} | {"age_band": ADULT}
        found = dict(by_id[id_])
        assert found.pop("applied_position")
        assert found == expected


def test_every_subset_of_a_visit_goes_through(desk: Desk) -> None:
    session = desk.open("gate")
    fields = fields_of(visits.form_fields(session))
    chosen = subsets(fields, Scenario.VISITOR, [])
    ids = [
        visits.sign_in(session, [NewVisit(values=values_of(fields, keys))]).created[0]
        for keys in chosen
    ]
    assert len(set(ids)) == len(chosen) > SUBSETS
    by_id = {one.id: one for one in visit_records(session, ids)}
    for id_, keys in zip(ids, chosen, strict=True):
        expected = {key: examples.stored(fields[key]) for key in keys} | {"age_band": ADULT}
        planned = expected.pop("visit_planned", None)
        assert by_id[id_].fields == expected
        assert (by_id[id_].planned_at is None) is (planned is None)


def test_every_field_that_is_asked_is_among_them(desk: Desk, everything: Session) -> None:
    """A field that nobody could leave out or give here would escape the two tests above."""
    for place, scenario, views in (
        ("hiring", Scenario.RECRUITMENT, candidates.form_fields(everything)),
        ("visits", Scenario.VISITOR, visits.form_fields(desk.open("gate"))),
    ):
        asked = {
            one.key
            for one in everything.catalogue.fields_of(place, scenario)
            if one.supplied_by != "program" and one.key != "applied_position"
            and one.type.name not in NOT_IN_A_SUBMISSION
        }  # fmt: skip
        assert set(fields_of(views)) == asked
