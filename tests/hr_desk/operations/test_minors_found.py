# SPDX-License-Identifier: Apache-2.0
"""6.3: data of a minor without a guardian's consent is locked at once and gone within a day."""

import pytest

from hr_desk.domain import joiners as states
from hr_desk.operations import candidates, minors_found, retention
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import (
    CompartmentClosed,
    GuardianKnown,
    GuardianNeeded,
    NotPermitted,
    StepNotAllowed,
)
from hr_desk.operations.session import Session
from tests.support import made_up
from tests.support.desk import Desk
from tests.support.joining import edit_of, handed_over, opened, typed, welcome
from tests.support.minor_reading import approved


def listed(session: Session) -> int:
    return len(candidates.list_applications(session, ListQuery(limit=50)).rows)


def make_young(session: Session, application: str, **fields: str) -> None:
    """Put values into a stored record as no screen would: what a restored old file may hold."""
    file = session.compartment("hiring")
    for key, value in fields.items():
        file.connection.execute(
            "UPDATE person SET fields = json_set(fields, ?, ?) WHERE seq = "
            "(SELECT person FROM application WHERE id = ?)",
            (f"$.{key}", value, application),
        )


def test_6_1_nothing_is_stored_before_the_guardian_agreed(desk: Desk, session: Session) -> None:
    with pytest.raises(GuardianNeeded):
        desk.take_in(session, [made_up.one(age_band="16-17")])
    assert session.compartment("hiring").read_one("SELECT count(*) FROM person")[0] == 0


@pytest.mark.parametrize(
    "told",
    [{"age_band": "16-17"}, {"birth_date": "2010-05-01"}, {"id_number": "11010520100501002X"}],
)
def test_6_3_what_says_so_is_locked_at_once_and_gone_within_a_day(
    desk: Desk, session: Session, told: dict[str, str]
) -> None:
    young, grown = desk.take_in(session, list(made_up.people(2, seed=3)))
    make_young(session, young, **told)
    result = retention.sweep(session)
    assert result.counts == {}  # locked, and due tomorrow
    assert listed(session) == 1
    other = desk.open("second")
    assert listed(other) == 1
    other.close()  # the proof of a deletion waits for everybody who has the file open
    retention.sweep(session)  # what is locked is not locked again
    desk.clock.advance(days=1)
    result = retention.sweep(session)
    assert result.counts == {"MINOR-X": 1}
    facts = retention.verify_certificate(result.certificate or b"")
    assert dict(facts.counts) == {"MINOR-X": 1}
    rows = session.compartment("hiring").read("SELECT id FROM application")
    assert [row[0] for row in rows] == [grown]
    assert session.compartment("hiring").read("SELECT * FROM record_restriction") == []


def test_6_3_a_persons_word_is_enough(desk: Desk, session: Session) -> None:
    (young, _) = desk.take_in(session, list(made_up.people(2, seed=4)))
    minors_found.found(session, [young])
    assert listed(session) == 1
    body = session.compartment("hiring").read_one("SELECT body FROM audit ORDER BY seq DESC")[0]
    assert "minor.found" in body and "MINOR-X" in body
    desk.clock.advance(days=1)
    assert retention.sweep(session).counts == {"MINOR-X": 1}
    assert listed(session) == 1


def test_a_guardian_who_agreed_is_no_case_for_it(desk: Desk, session: Session) -> None:
    guardian = "张建国 | 父亲 | 13800138001"
    (young,) = desk.take_in(session, [made_up.one(age_band="16-17", guardian=guardian)])
    assert minors_found.lock_found(session) == ()
    with pytest.raises(GuardianKnown):
        minors_found.found(session, [young])


def test_only_who_works_on_people_may_say_so(desk: Desk, session: Session) -> None:
    (young,) = desk.take_in(session, [made_up.one()])
    gate = desk.open("gate")
    with pytest.raises((NotPermitted, CompartmentClosed)):
        minors_found.found(gate, [young])
    assert minors_found.lock_found(gate) == ()


def test_6_3_a_joiner_without_a_guardian_is_shut_and_gone_within_a_day(
    desk: Desk, session: Session
) -> None:
    welcoming = welcome(desk)
    (joiner_id,) = handed_over(desk, session, welcoming)
    assert minors_found.lock_found(welcoming) == ()
    welcoming.compartment("personnel").connection.execute(
        "UPDATE part SET fields = json_set(fields, '$.birth_date', '2010-05-01') "
        "WHERE fields ->> '$.full_name' IS NOT NULL"
    )
    assert retention.sweep(welcoming).counts == {}
    approved(welcoming, "personnel", "onboarding")
    view = opened(welcoming, joiner_id)
    assert view.state == states.UNGUARDED
    with pytest.raises(StepNotAllowed):
        edit_of(welcoming, joiner_id, typed(welcoming, mobile="13800138009"))
    desk.clock.advance(days=1)
    counts = retention.sweep(welcoming).counts
    assert set(counts) == {"MINOR-X"} and counts["MINOR-X"] > 0
