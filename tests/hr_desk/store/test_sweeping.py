# SPDX-License-Identifier: Apache-2.0
"""Who is due: exactly those of the rule over all their applications; and what a removal takes."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk.domain import retention as rules
from hr_desk.operations import retention
from hr_desk.operations.session import Session
from hr_desk.store import due_records, sweeping
from tests.support.desk import START, Desk
from tests.support.made_up import people

TODAY = START.date()
EVENTS = [("REJ", "decision"), ("WD", "withdrew"), ("WD", "declined_offer"), None]
CLOCKS = st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 200)), min_size=1, max_size=3)


def cutoffs(draft: dt.date) -> sweeping.Cutoffs:
    return sweeping.Cutoffs(today=TODAY, draft=draft, consent=TODAY - dt.timedelta(days=1096),
                            register=TODAY - dt.timedelta(days=1096),
                            certificate=TODAY - dt.timedelta(days=3653),
                             stub=TODAY - dt.timedelta(days=731), temperature=TODAY,
                             refused=TODAY - dt.timedelta(days=1))  # fmt: skip


def ended(session: Session, desk: Desk, clocks: list[tuple[tuple[str, str] | None, int]]) -> str:
    """Take one person in and give them these applications, each ended so many days ago or open."""
    (first,) = desk.take_in(session, list(people(1, seed=len(clocks))))
    with session.compartment("hiring").change("test") as change:
        (person,) = change.execute(
            "SELECT person FROM application WHERE id = ?", (first,)
        ).fetchone()
        change.execute("DELETE FROM application WHERE id = ?", (first,))
        for number, (event, days) in enumerate(clocks):
            class_, name = event or (None, None)
            day = (TODAY - dt.timedelta(days=days)).isoformat() if event else None
            change.execute(
                "INSERT INTO application (id, version, person, requisition, stage, stage_on, "
                "owner, fields, retention_class, clock_event, clock_day) "
                "VALUES (?, 1, ?, 1, 'x', '2026-01-01', 'u', '{}', ?, ?, ?)",
                (f"{first}-{number}", person, class_, name, day),
            )
        (id_,) = change.execute("SELECT id FROM person WHERE seq = ?", (person,)).fetchone()
    return str(id_)


def last_due(session: Session, clocks: list[tuple[tuple[str, str] | None, int]]) -> dt.date | None:
    """The last-application rule (promises c.1, rule 1): never while one application is open."""
    days = []
    for event, ago in clocks:
        if event is None:
            return None
        class_ = session.catalogue.classes[event[0]]
        days.append(rules.due(class_, event[1], TODAY - dt.timedelta(days=ago)))
    return max(day for day in days if day is not None)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(clocks=CLOCKS)
def test_a_person_is_due_when_the_last_application_is(
    desk: Desk, session: Session, clocks: list[tuple[tuple[str, str] | None, int]]
) -> None:
    person = ended(session, desk, clocks)
    expected = last_due(session, clocks)
    due = due_records.due_records(
        session.compartment("hiring"), retention.periods(session.catalogue), on=TODAY
    )
    mine = [one.due for one in due if one.id == person]
    assert mine == ([expected] if expected is not None and expected <= TODAY else [])


def test_removing_takes_everything_of_the_person_and_nothing_else(
    desk: Desk, session: Session
) -> None:
    due = ended(session, desk, [(("REJ", "decision"), 180), (("WD", "withdrew"), 40)])
    (staying,) = desk.take_in(session, list(people(1, seed=9)))
    file = session.compartment("hiring")
    persons = due_records.due_records(file, retention.periods(session.catalogue), on=TODAY)
    with file.change("test") as change:
        removed = sweeping.remove(change, persons, number=1, cutoffs=cutoffs(TODAY))
    assert removed is not None
    assert removed.counts == {"REJ": 1}
    assert removed.earliest_due == removed.latest_due == TODAY
    assert [id_ for (id_,) in file.read("SELECT id FROM application")] == [staying]
    kinds = sorted(kind for (kind,) in file.read("SELECT kind FROM tombstone"))
    assert kinds == ["application", "application", "person"]
    assert (due,) in [tuple(row) for row in file.read("SELECT id FROM tombstone")]
    seqs = {seq for (seq,) in file.read("SELECT seq FROM term")}
    assert seqs == {seq for (seq,) in file.read("SELECT seq FROM person")}


def test_nothing_due_removes_nothing(session: Session) -> None:
    with session.compartment("hiring").change("test") as change:
        removed = sweeping.remove(
            change, [], number=1, cutoffs=cutoffs(TODAY - dt.timedelta(days=7))
        )
    assert removed is None
