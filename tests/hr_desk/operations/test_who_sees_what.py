# SPDX-License-Identifier: Apache-2.0
"""Every field x role x stage: the operations answer what the frozen field list says.

What is expected is computed from ``tests/data/fields.json`` and from who holds which file, and
from nothing in the program: the catalogue may not be its own witness.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from hr_desk import catalogue
from hr_desk.errors import UserError
from hr_desk.operations import accounts, candidates, desks, joiner_views, scorecards, users, visits
from hr_desk.operations.account_sending import tell_payroll
from hr_desk.operations.candidates import FieldView, ListQuery
from hr_desk.operations.joiner_writing import records, write_values
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from hr_desk.store import interviews as store
from hr_desk.store.interviews import Sitting
from tests.support import examples
from tests.support.desk import Desk
from tests.support.joining import handed_over, settle, welcome
from tests.support.made_up import people
from tests.support.visitors import signed_in

ROWS: Final = {
    row["key"]: row
    for row in json.loads((Path(__file__).parents[2] / "data" / "fields.json").read_text("utf-8"))
}
COLUMNS: Final = (
    "kiosk", "front_desk", "recruiter", "onboarding", "hr_admin", "privacy_officer",
)  # fmt: skip
"""The roles in the order of the six letters."""
STAFF: Final = ("front_desk", "recruiter", "onboarding", "hr_admin", "privacy_officer")
"""The roles somebody opens a desk with; a kiosk has no session, an auditor no letter."""
HOLDERS: Final = {
    "hiring": {"recruiter", "hr_admin"}, "visits": {"front_desk", "hr_admin"},
    "personnel": {"onboarding", "hr_admin"}, "payroll": {"hr_admin"},
}  # fmt: skip
ANSWERS: Final = {"F": "full", "M": "masked", "W": "write", "–": "none", "R!": "none"}
ASKED: Final = {"hiring": "R", "visits": "V", "personnel": "O", "payroll": "O"}
CHECKED: Final = {"id_number"}
"""Written once and masked from then on for whoever may only write it (mended words)."""
CLOSED: Final = ("no", "–", "forbidden", "off")
"""What no form shows; the one that is off is noted apart (test_temperatures)."""
TIMES: Final = {"visit_planned", "visit_arrived", "visit_left"}
"""The three fields of the list's row ``visit_times``."""
SHARING: Final = {
    **dict.fromkeys(TIMES, "visit_times"),
    "trailer_plate": "plate_number",
    "delivery_note": "carried_items",
    "dock": "visit_area",
}
"""Fields that are a row of the list together with others: field to row."""
STAGES: Final = (
    "applied", "screening", "test", "interview", "second_interview", "offered",
    "offer_accepted", "onboarding", "employed", "left", "not_hired", "withdrawn", "offer_declined",
    "did_not_report",
)  # fmt: skip
SITTING: Final = Sitting(dt.datetime(2026, 3, 3, 1, tzinfo=dt.UTC), 20, "", "刘经理", ())
PASSPHRASE: Final = "words that are long enough here"


def expected(key: str, role: str, place: str, stage: str | None) -> str:
    """Return what the list says a role sees of a field in a file at a stage."""
    row = ROWS[SHARING.get(key, key)]
    if row[ASKED[place]].replace("*", "").strip().startswith(CLOSED):
        return "none"
    if role not in HOLDERS[place]:
        return "none"
    letter = row["roles"].split()[COLUMNS.index(role)]
    del stage  # of what an application may ask, nothing waits for a later stage
    return "masked" if letter == "W" and key in CHECKED else ANSWERS[letter]


def stored_of(key: str) -> Any:
    return examples.stored(catalogue.load().field(key))


@pytest.fixture
def as_role(desk: Desk, admin: Session) -> Callable[[str], Session]:
    """Return a function that opens the desk as somebody with one role."""
    names = {role: role.replace("_", "-") for role in STAFF if role != "hr_admin"}
    for role, name in names.items():
        users.add(admin, name=name, passphrase=PASSPHRASE, roles=[role])
    desk.stand_in(admin, names["recruiter"])

    def open_as(role: str) -> Session:
        if role == "hr_admin":
            return admin
        session = desks.open_desk(
            desk.folder, user=names[role], passphrase=PASSPHRASE, clock=desk.clock,
            profile=desk.profile,
        )  # fmt: skip
        desk.sessions.append(session)
        return session

    return open_as


@pytest.fixture
def applications(desk: Desk, session: Session) -> dict[str, str]:
    """Stage to an application there, with every field given."""
    ids = desk.take_in(session, list(people(len(STAGES), seed=4)))
    fields = {
        key: stored_of(key)
        for key, field in session.catalogue.fields.items()
        if "hiring" in field.retention
    }
    with session.compartment("hiring").change("test") as change:
        change.execute("UPDATE person SET fields = ?", (json.dumps(fields),))
        for id_, stage in zip(ids, STAGES, strict=True):
            change.execute(
                "UPDATE application SET stage = ?, reason = 'skills' WHERE id = ?", (stage, id_)
            )
            (seq,) = change.execute("SELECT seq FROM application WHERE id = ?", (id_,)).fetchone()
            store.insert(change, interview_of(id_), application=seq, sitting=SITTING)
            (record,) = store.by_ids(change.compartment, [interview_of(id_)])
            store.insert_scorecard(
                change,
                interview_of(id_)[::-1],
                record,
                interviewer="王工",
                points={"safety": 4},
                remarks={"safety": stored_of("interview_notes")},
                proposal="hire",
                test_score=stored_of("test_score"),
                note=stored_of("interview_notes"),
                entered_by="u",
            )
    return dict(zip(STAGES, ids, strict=True))


def interview_of(application: str) -> str:
    """Return the id of an application's interview."""
    return f"{application[:31]}x"


def evaluated(session: Session, application: str) -> dict[str, str]:
    """Return what is answered of the fields that stand on a scorecard."""
    (card,) = scorecards.of_interview(session, interview_of(application))
    found = answers(tuple(view for view in (card.test_score, card.note) if view is not None))
    assert (card.points is not None) == (found.get("interview_notes") == "full")
    return found


@pytest.fixture
def visit(desk: Desk) -> str:
    """A visit with every field given."""
    gate = desk.open("gate")
    id_ = signed_in(gate)
    fields = {
        key: stored_of(key)
        for key, field in gate.catalogue.fields.items()
        if "visits" in field.retention and key not in TIMES
    }
    with gate.compartment("visits").change("test") as change:
        at = stored_of("visit_planned")
        change.execute(
            "UPDATE visit SET fields = ?, planned_at = ?, left_at = ?", (json.dumps(fields), at, at)
        )
    return id_


def answers(views: tuple[FieldView, ...]) -> dict[str, str]:
    """Return field to what was answered; a masked value is never there in full."""
    found = {}
    for view in views:
        key, access = view.field.key, view.access.name.lower()
        found[key] = access
        assert view.given, key
        field = view.field
        stored = stored_of(key)
        plain = field.type.show(field.type.load(stored))
        if access == "masked":
            assert view.value is None and (view.shown != plain or field.mask == "none"), key
        elif key not in TIMES:
            assert view.shown == plain, key
    return found


def asked(place: str) -> list[str]:
    """Return every key of the list, forbidden and unbuilt ones too; and fields that share a row."""
    keys = [key for key in ROWS if key != "visit_times"]
    return [*keys, *sorted(SHARING)] if place == "visits" else keys


def built(key: str, place: str) -> bool:
    """Whether the catalogue has the field in this file yet."""
    fields = catalogue.load().fields
    return key in fields and place in fields[key].retention


def compare(place: str, role: str, stage: str | None, found: Mapping[str, str]) -> None:
    for key in asked(place):
        wanted = expected(key, role, place, stage) if built(key, place) else "none"
        assert found.get(key, "none") == wanted, (key, role, place, stage)
    assert set(found) <= set(asked(place))


@pytest.mark.parametrize("role", STAFF)
def test_an_application_shows_each_role_what_the_list_says(
    as_role: Callable[[str], Session], applications: dict[str, str], role: str
) -> None:
    session = as_role(role)
    for stage, id_ in applications.items():
        try:
            view = candidates.open_record(session, id_)
        except UserError:
            found = {}
        else:
            assert view.stage == stage
            found = answers(view.fields) | evaluated(session, id_)
            if view.reason is not None:
                found["decision_reason"] = "full"
            # Which post it is stands on the application itself, for whoever may open it.
            found["applied_position"] = "full"
        if role == "hr_admin":
            found.pop("applied_position", None)
        compare("hiring", role, stage, found)


@pytest.mark.parametrize("role", STAFF)
def test_a_visit_shows_each_role_what_the_list_says(
    as_role: Callable[[str], Session], visit: str, role: str
) -> None:
    session = as_role(role)
    try:
        found = answers(visits.open_visit(session, visit).fields)
    except UserError:
        found = {}
    compare("visits", role, None, found)


@pytest.fixture
def joiner(desk: Desk, session: Session) -> str:
    """A joiner with every field given."""
    (id_,) = handed_over(desk, session, welcome(desk))
    admin = desk.open("admin")
    (record,) = records(admin, [id_])
    with admin.compartment("personnel").change("test") as change:
        write_values(admin, change, record, stored_in("personnel"))
    return id_


def stored_in(place: str) -> dict[str, Any]:
    fields = catalogue.load().fields.items()
    return {key: stored_of(key) for key, field in fields if place in field.retention}


@pytest.mark.parametrize("role", STAFF)
def test_a_joiner_shows_each_role_what_the_list_says(
    as_role: Callable[[str], Session], joiner: str, role: str
) -> None:
    session = as_role(role)
    try:
        found = answers(joiner_views.open_joiner(session, joiner).fields)
    except UserError:
        found = {}
    compare("personnel", role, None, found)


@pytest.mark.parametrize("role", STAFF)
def test_an_account_shows_each_role_what_the_list_says(
    desk: Desk, as_role: Callable[[str], Session], joiner: str, role: str
) -> None:
    colleague, admin = desk.open("welcome"), desk.open("admin")
    (record,) = records(colleague, [joiner])
    with colleague.compartment("personnel").change("test") as change:
        tell_payroll(colleague, change, record, stored_in("payroll"))
    settle(colleague, admin)
    (row,) = accounts.list_accounts(admin)
    session = as_role(role)
    try:
        found = answers(accounts.open_account(session, row.account_id).fields)
    except UserError:
        found = {}
    compare("payroll", role, None, found)


@pytest.mark.parametrize("role", STAFF)
def test_a_list_shows_no_more_than_the_record(
    as_role: Callable[[str], Session], applications: dict[str, str], visit: str, role: str
) -> None:
    session = as_role(role)
    for place in ("hiring", "visits"):
        if role not in HOLDERS[place]:
            with pytest.raises(UserError):
                listed(session, place)
            continue
        for stage, cells in listed(session, place):
            for key, cell in cells.items():
                wanted = expected(key, role, place, stage)
                plain = plain_of(key)
                assert (cell.text == plain) <= (wanted in ("full", "write")), (key, role)
                assert (not cell.text) or wanted != "none", (key, role)


def listed(session: Session, place: str) -> list[tuple[str | None, Mapping[str, Any]]]:
    if place == "hiring":
        page = candidates.list_applications(session, ListQuery())
        return [(row.stage, row.cells) for row in page.rows]
    return [(None, row.cells) for row in visits.list_visits(session, VisitQuery())]


def plain_of(key: str) -> str:
    type_ = catalogue.load().field(key).type
    return type_.show(type_.load(stored_of(key)))


def test_every_stage_and_role_is_asked() -> None:
    loaded = catalogue.load()
    assert set(STAGES) == set(loaded.stages) - {"kiosk"}
    assert set(STAFF) | {"kiosk", "auditor"} == set(loaded.roles)
    assert all(len(row["roles"].split()) == len(COLUMNS) for row in ROWS.values())
