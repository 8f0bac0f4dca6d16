# SPDX-License-Identifier: Apache-2.0
"""A recruiter imports 10,000 applicants: 300 planted faults are found, the others come and go."""

from typing import Any

from hr_desk.operations import candidates, import_undo, importing
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.import_rows import Fate
from hr_desk.operations.importing import Reading
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support.applicants_workbook import FAULTS, HEADINGS, NEVER_STORED, make
from tests.support.desk import Desk
from tests.support.made_up import people

PEOPLE, OF_EACH = 10_000, 15

SAID = {
    "no name": "Missing",
    "a name with digits": "NotAName",
    "neither telephone nor e-mail": "Missing",
    "a telephone number too short": "NotAPhone",
    "words for a telephone number": "NotAPhone",
    "a number that lost its digits": "DigitsLost",
    "an e-mail without @": "NotAnEmail",
    "30 February": "NotADate",
    "a child's birthday": "NotABirthDate",
    "no age band": "Missing",
    "an age band that is none": "NotOnTheList",
    "a minor without a guardian": "GuardianNeeded",
    "a guardian without a number": "ContactIncomplete",
    "a WeChat ID too short": "NotAHandle",
    "a city that is none": "NotOnTheList",
    "a channel that is none": "NotOnTheList",
    "an education that is none": "NotOnTheList",
    "work that ends before it begins": "EndsBeforeItBegins",
    "a course on no day": "NotADate",
    "a post that is not open": "PostNotOpen",
}
"""Planted fault to the refusal that says it."""

TABLES = ("person", "application", "term", "document", "draft", "invitation", "import_row")


def raw(session: Session) -> dict[str, list[Any]]:
    """Return every row of the tables that hold somebody's data."""
    file = session.compartment("hiring")
    return {table: sorted(file.read(f"SELECT * FROM {table}"), key=repr) for table in TABLES}  # noqa: S608 - our own names


def test_ten_thousand_come_in_and_go_again(desk: Desk, session: Session) -> None:
    desk.take_in(session, list(people(5, seed=8)))
    before, log_begins = raw(session), session.compartment("hiring").head().sequence
    made = make(PEOPLE, faults_of_each=OF_EACH, post="装配工")
    assert len(made.planted) == 300
    assert len(FAULTS) == 20

    (sheet,) = importing.read_sheet(session, made.content)
    seen = importing.preview(session, sheet, Reading(notice="source"))
    told = {(one.line, HEADINGS[one.place or 0], one.kind) for one in seen.findings}
    assert told == {(one.row, one.heading, SAID[one.kind]) for one in made.planted}
    assert len(seen.findings) == 300
    assert all(one.reason for one in seen.findings)
    assert seen.counts == {Fate.NEW: made.good, Fate.PROBLEM: 300}
    assert tuple(column.heading for column in seen.left_out) == NEVER_STORED
    assert raw(session) == before

    told_of: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> bool:
        told_of.append((done, of))
        return True

    imported = importing.take_in(session, seen, good_rows_only=True, progress=tell)
    assert (imported.new, imported.refused, imported.skipped) == (made.good, 300, 0)
    assert candidates.count_applications(session, ListQuery()) == made.good + 5
    assert told_of[-1] == (made.good, made.good)
    stored = session.compartment("hiring").read(
        "SELECT count(*) FROM person WHERE fields LIKE '%看着不错%' OR fields LIKE '%婚%'"
    )
    assert stored == [(0,)]

    undone = import_undo.undo(session, imported.batch_id)
    assert (undone.removed, undone.put_back, undone.proven) == (made.good, 0, True)
    assert raw(session) == before
    entries = list(audit.entries(session.compartment("hiring").connection, after=log_begins))
    named = {
        one.operation for one in entries if ("import_batch", imported.batch_id, "") in one.records
    }
    assert named == {"import.portion", "import.take_back"}
    into = {r[:2] for e in entries if e.operation == "import.portion" for r in e.records}
    out = {r[:2] for e in entries if e.operation == "import.take_back" for r in e.records}
    for kind in ("person", "application"):
        came = {id_ for what, id_ in into if what == kind}
        assert came == {id_ for what, id_ in out if what == kind}
        assert len(came) == made.good
