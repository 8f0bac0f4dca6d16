# SPDX-License-Identifier: Apache-2.0
"""The clause on minors found without a guardian's consent: locked, deleted, certified, unnamed."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hr_desk.domain.clock import FixedClock
from hr_desk.i18n import use_language
from hr_desk.operations import (
    handing_over,
    minors_found,
    promises,
    recruitment,
    requisitions,
    retention,
    visits,
)
from hr_desk.operations.controls import BROKEN, KEPT, NOT_SEEN
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from hr_desk.store.audit import entries
from tests.promises.collecting import opened
from tests.support import made_up
from tests.support.desk import Desk
from tests.support.joining import FIRST_DAY, settle
from tests.support.requests import open_officer
from tests.support.visitors import visitor

APPLICANTS, VISITORS, JOINERS = 90, 90, 20
HERE = 2
"""How many of the applicants are at the desk from its beginning."""

YOUNG = {
    "hiring": "UPDATE person SET fields = json_set(fields, '$.age_band', '16-17')",
    "visits": "UPDATE visit SET fields = json_set(fields, '$.age_band', '14-15')",
    "personnel": (
        "UPDATE part SET fields = json_set(fields, '$.birth_date', '2010-05-01') "
        "WHERE fields ->> '$.full_name' IS NOT NULL"
    ),
}
"""What makes everybody of a file a minor, as no screen would: an older file may hold it."""

STORED = {
    "hiring": "SELECT fields FROM person",
    "visits": "SELECT fields FROM visit",
    "personnel": "SELECT fields FROM part",
}
LEFT = {
    "hiring": "SELECT 1 FROM application WHERE retention_class = 'MINOR-X'",
    "visits": "SELECT 1 FROM visit",
    "personnel": "SELECT 1 FROM part",
}
"""What would show that a minor is still there."""


@pytest.fixture
def office(cheap: None, tmp_path: Path) -> Iterator[Session]:
    """Whoever has every duty, at a desk of this test alone."""
    del cheap
    use_language("en")
    session = opened(tmp_path)
    yield session
    session.close()


def grown_younger(office: Session, *files: str) -> None:
    """Let everybody in these files say that they are minors."""
    for file in files:
        office.compartment(file).connection.execute(YOUNG[file])


def seeded(office: Session) -> None:
    """Let there be applicants, visitors who came and left, and joiners who are to start."""
    post = requisitions.open_requisition(
        office, title="普工", department="制造部", place="青岛", head_count=JOINERS + 1
    ).created[0]
    everyone = list(made_up.people(APPLICANTS - HERE + JOINERS, seed=63))
    ids = recruitment.take_in(office, made_up.candidates(everyone, office.catalogue, post)).created
    accepted = ids[:JOINERS]
    recruitment.accept_offer(office, accepted, told_by="刘经理", on=office.today())
    handing_over.hand_over(office, accepted, start_on=FIRST_DAY)
    settle(office)
    guests = [visitor(office, full_name=f"黎{chr(0x4E00 + n)}", mobile=f"138123450{n:02}")
              for n in range(VISITORS)]  # fmt: skip
    visits.sign_out(office, visits.sign_in(office, guests).created)
    # What was handed over is an applicant's and a joiner's: the joiner alone is looked for.
    office.compartment("hiring").connection.executemany(
        "UPDATE person SET fields = json_set(fields, '$.guardian', '示例') "
        "WHERE seq = (SELECT person FROM application WHERE id = ?)",
        [(id_,) for id_ in accepted],
    )


def personal_values(office: Session) -> set[str]:
    """Return the texts of three characters and more that stand of anybody in any file."""
    stored = [
        json.loads(text)
        for file, statement in STORED.items()
        for (text,) in office.compartment(file).read(statement)
    ]
    keys = {"full_name", "mobile", "email", "id_number", "birth_date", "age_band"}
    return {str(one[key]) for one in stored for key in keys & one.keys() if len(str(one[key])) > 1}


def seen(office: Session) -> tuple[str, str]:
    """Return how the control stands and what it says."""
    evidence = promises.look(office, "minors_cleared")
    return evidence.seen.state, evidence.text()


def logged(office: Session) -> str:
    """Return all that logs and certificates say."""
    bodies = [entry.body() for file in office.held
              for entry in entries(office.compartment(file).connection)]  # fmt: skip
    certified = [one.certificate or b"" for one in retention.certificates(office)]
    return "".join((*bodies, *(one.decode("utf-8", "replace") for one in certified)))


def later(office: Session, *, hours: int) -> None:
    """Let the clock of the desk go on."""
    assert isinstance(office.clock, FixedClock)
    office.clock.advance(hours=hours)


def test_c_6_3(office: Session) -> None:
    """Two hundred cases: locked within a minute, deleted within a day, and no value in a log."""
    seeded(office)
    values = personal_values(office)
    assert len(values) > 200
    grown_younger(office, *YOUNG)
    expected = {"hiring": APPLICANTS, "personnel": JOINERS, "visits": VISITORS}
    assert minors_found.unlocked(office) == expected and sum(expected.values()) == 200
    assert seen(office)[0] == BROKEN and seen(office)[1].startswith("200 records of people below")
    begun = time.monotonic()
    minors_found.lock_found(office)
    assert time.monotonic() - begun < 60
    assert set(minors_found.unlocked(office).values()) == {0}
    assert visits.list_visits(office, VisitQuery()) == ()
    assert seen(office)[0] == KEPT and seen(office)[1].startswith("200 records of minors")
    later(office, hours=24)
    deleted = retention.sweep(office).counts["MINOR-X"]
    assert deleted >= 200  # a joiner's file goes in parts
    assert not any(office.compartment(file).read(left) for file, left in LEFT.items())
    said = logged(office)
    assert "MINOR-X" in said and not {value for value in values if value in said}
    assert seen(office)[0] == KEPT and f"{deleted} were deleted with a" in seen(office)[1]


def one_locked(office: Session) -> str:
    """Return a visit that was found and locked just now."""
    (id_,) = visits.sign_in(office, [visitor(office)]).created
    visits.sign_out(office, [id_])
    grown_younger(office, "visits")
    minors_found.lock_found(office)
    assert seen(office)[0] == KEPT
    return id_


def test_what_is_used_again_or_stays_longer_than_a_day_is_red(office: Session) -> None:
    id_ = one_locked(office)
    file = office.compartment("visits").connection
    (since,) = file.execute("SELECT since_at FROM record_restriction").fetchone()
    file.execute("DELETE FROM record_restriction")
    assert seen(office)[0] == BROKEN and "are not locked" in seen(office)[1]
    file.execute("INSERT INTO record_restriction SELECT id, seq, '', ? FROM visit", (since,))
    later(office, hours=24)
    assert seen(office)[0] == KEPT
    later(office, hours=1)
    assert seen(office)[0] == BROKEN and seen(office)[1].startswith("1 locked records")
    retention.sweep(office)
    assert seen(office)[0] == KEPT
    assert office.compartment("visits").read("SELECT 1 FROM visit WHERE id = ?", (id_,)) == []


def test_an_applicant_whose_lock_was_lifted_is_red(office: Session) -> None:
    grown_younger(office, "hiring")
    minors_found.lock_found(office)
    assert seen(office)[0] == KEPT
    office.compartment("hiring").connection.execute("DELETE FROM record_restriction")
    assert seen(office)[0] == BROKEN and seen(office)[1].startswith("2 records of people below")


def test_a_deletion_without_a_certificate_is_red_after_a_day(office: Session) -> None:
    one_locked(office)
    later(office, hours=24)
    retention.sweep(office)
    connection = office.compartment("visits").connection
    connection.execute("UPDATE sweep SET certificate = NULL")
    assert seen(office)[0] == KEPT
    later(office, hours=25)
    assert seen(office)[0] == BROKEN and "no certificate" in seen(office)[1]
    retention.finish_proofs(office)
    assert seen(office)[0] == KEPT


def test_whoever_is_inside_is_no_case_of_lateness(office: Session) -> None:
    (id_,) = visits.sign_in(office, [visitor(office)]).created
    grown_younger(office, "visits")
    minors_found.lock_found(office)
    assert seen(office)[0] == KEPT and len(visits.roll_call(office)) == 1
    later(office, hours=3)
    visits.sign_out(office, [id_])
    later(office, hours=20)
    assert seen(office)[0] == KEPT
    retention.sweep(office)
    assert office.compartment("visits").read("SELECT 1 FROM visit WHERE id = ?", (id_,)) == []


def test_whoever_holds_none_of_the_files_is_told_so(desk: Desk) -> None:
    assert promises.look(open_officer(desk), "minors_cleared").seen.state == NOT_SEEN
