# SPDX-License-Identifier: Apache-2.0
"""Incidents: four things told to everybody touched, each reached, the authority told in time."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.domain.clock import FixedClock
from hr_desk.i18n import use_language
from hr_desk.operations import incident_people, incident_views, incidents, promises
from hr_desk.operations.controls import BROKEN, KEPT
from hr_desk.operations.incident_problems import IncidentUnfinished, SectionsMissing
from hr_desk.operations.incidents import Facts
from hr_desk.operations.problems import TextMissing
from hr_desk.operations.session import Session
from tests.promises import collecting
from tests.promises.collecting import opened
from tests.support.joining import settle

DRILLED = 500
GUARDIANS = DRILLED // 10
SECTIONS = {key: f"{key}的说明。" for key in incident_rules().sections}


@pytest.fixture
def office(cheap: None, tmp_path: Path) -> Iterator[Session]:
    """Whoever has every duty, at a desk of this test alone."""
    del cheap
    use_language("en")
    session = opened(tmp_path)
    yield session
    session.close()


def seen(office: Session, control: str) -> tuple[str, str]:
    """Return how a control stands and what it says."""
    evidence = promises.look(office, control)
    return evidence.seen.state, evidence.text()


def green(office: Session, clause: str) -> bool:
    """Whether the board says that a clause holds."""
    return next(one.green for one in promises.board(office) if one.clause.id == clause)


def later(office: Session, *, hours: int) -> None:
    """Let the clock of the desk go on."""
    assert isinstance(office.clock, FixedClock)
    office.clock.advance(hours=hours)


def stolen(office: Session, *, drill: int = 0) -> str:
    """Return a grave incident that was found just now."""
    facts = Facts(way="device", level="larger", found_at=office.now())
    return incidents.open_incident(office, facts, drill=drill).created[0]


def written(office: Session, incident: str, **changes: str) -> None:
    """Write all parts of an incident, some of them otherwise."""
    version = incident_views.open_in_full(office, incident).version
    incidents.write(office, incident, {**SECTIONS, **changes}, level="larger", version=version)


def asked(office: Session, incident: str) -> list[int]:
    """Return the lines of those whom the files of this desk name."""
    incident_people.ask(office, incident)
    settle(office)
    for question in incident_people.questions(office):
        incident_people.contribute(office, question)
    settle(office)
    return [one.line for one in incident_views.open_in_full(office, incident).people]


def with_a_minor(office: Session) -> tuple[str, list[int], int]:
    """Return an incident that touches a minor, whom it touches, and the line of the guardian."""
    collecting.take_in(office, full_name="张小明", age_band="16-17",
                       guardian="王秀兰 | 母亲 | 13900001234")  # fmt: skip
    incident = stolen(office)
    written(office, incident)
    asked(office, incident)
    people = incident_views.open_in_full(office, incident).people
    (guardian,) = (one for one in people if one.guardian_of is not None)
    assert (guardian.name, guardian.guardian_of) == ("王秀兰", "张小明")
    return incident, [one.line for one in people if one is not guardian], guardian.line


def test_c_4_4_tell(office: Session) -> None:
    """A drill of 500: every letter says the four parts, everybody has a status, in ten minutes.

    Every tenth of them is a minor, whose guardian gets a letter and has a status as well.
    """
    begun = time.monotonic()
    drill = stolen(office, drill=DRILLED)
    with pytest.raises(SectionsMissing):
        incidents.note_told(office, drill, [1], result="sent")
    written(office, drill, remedies="")
    with pytest.raises(SectionsMissing):
        incidents.note_told(office, drill, [1], result="sent")
    written(office, drill)
    letters = incident_views.papers(office, drill, "letter", code="zh_CN")
    assert len(letters) == DRILLED + GUARDIANS
    for letter in letters:
        said = "".join(map(str, letter.paragraphs))
        assert all(SECTIONS[key] in said for key in ("basic", "measures", "advice", "remedies"))
    lines = [one.line for one in incident_views.open_in_full(office, drill).people]
    incidents.note_told(office, drill, lines[:300], result="sent")
    incidents.note_told(office, drill, lines[300:], result="failed")
    incidents.announce(office, drill, reason="难以逐一告知")
    results = [one.result for one in incident_views.open_in_full(office, drill).people]
    assert (results.count("sent"), results.count("announced")) == (300, 200 + GUARDIANS)
    assert time.monotonic() - begun < 600
    assert green(office, "4.4-tell")


def test_c_4_4_how(office: Session) -> None:
    incident = stolen(office)
    written(office, incident)
    lines = asked(office, incident)
    assert lines and all(
        one.channel for one in incident_views.open_in_full(office, incident).people
    )
    assert seen(office, "incidents_reached")[0] == KEPT
    with pytest.raises(TextMissing):
        incidents.announce(office, incident, reason=" ")
    later(office, hours=incident_rules().tell_hours + 1)
    assert seen(office, "incidents_reached")[0] == BROKEN
    incidents.note_told(office, incident, lines, result="sent")
    assert "told after 72 hours" in seen(office, "incidents_reached")[1]
    assert not green(office, "4.4-how") and green(office, "4.4-tell")


def test_everybody_reached_in_time_is_green(office: Session) -> None:
    incident = stolen(office)
    written(office, incident)
    incidents.note_told(office, incident, asked(office, incident), result="sent")
    incidents.note_report(office, incident)
    incidents.close(office, incident)
    later(office, hours=200)
    for clause in ("4.4-tell", "4.4-how", "4.4-report"):
        assert green(office, clause)


def test_c_4_4_report(office: Session) -> None:
    """The four hours of a grave incident run from the finding; late stays late after closing.

    The guardian of a minor is told too.
    """
    incident, lines, guardian = with_a_minor(office)
    letters = incident_views.papers(office, incident, "letter", lines=[guardian])
    assert "监护人：王秀兰" in str(letters[0].paragraphs[0])
    incidents.note_told(office, incident, lines, result="sent")
    assert incident_views.open_in_full(office, incident).row.left == 1
    incidents.note_told(office, incident, [guardian], result="sent")
    row = incident_views.list_incidents(office)[0]
    assert row.report.at - row.found_at == timedelta(hours=4)
    later(office, hours=4)
    assert green(office, "4.4-report")
    later(office, hours=1)
    assert seen(office, "incidents_reported")[0] == BROKEN
    incidents.note_report(office, incident)
    incidents.close(office, incident)
    assert not green(office, "4.4-report") and "after their hours" in seen(
        office, "incidents_reported"
    )[1]  # fmt: skip


def test_a_punctual_call_that_is_entered_late_is_green_and_a_late_one_red(office: Session) -> None:
    incident = stolen(office)
    written(office, incident)
    lines, found_at = asked(office, incident), incident_views.list_incidents(office)[0].found_at
    later(office, hours=200)
    assert not green(office, "4.4-how") and not green(office, "4.4-report")
    incidents.note_report(office, incident, at=found_at + timedelta(hours=4))
    incidents.note_told(office, incident, lines, result="sent", at=found_at + timedelta(hours=72))
    assert green(office, "4.4-how") and green(office, "4.4-report")
    incidents.note_report(office, incident, at=found_at + timedelta(hours=5))
    incidents.note_told(
        office, incident, lines[:1], result="sent", at=found_at + timedelta(hours=73)
    )
    assert seen(office, "incidents_reported")[0] == BROKEN
    assert seen(office, "incidents_reached")[0] == BROKEN


def test_a_minors_guardian_is_told_too(office: Session) -> None:
    incident, lines, guardian = with_a_minor(office)
    letters = incident_views.papers(office, incident, "letter", code="zh_CN")
    assert len(letters) == len(lines) + 1
    assert sum("致张小明的监护人：王秀兰" in str(one.paragraphs[0]) for one in letters) == 1
    incidents.note_told(office, incident, lines, result="sent")
    incidents.note_report(office, incident)
    with pytest.raises(IncidentUnfinished):
        incidents.close(office, incident)
    incidents.note_told(office, incident, [guardian], result="sent")
    incidents.close(office, incident)
    later(office, hours=200)
    assert green(office, "4.4-how") and green(office, "4.4-report")
    assert "of 1 minors the guardian too" in seen(office, "incidents_reached")[1]


@pytest.mark.parametrize("result", ["", "failed"])
def test_it_is_red_while_a_guardian_is_not_told(office: Session, result: str) -> None:
    incident, lines, guardian = with_a_minor(office)
    incidents.note_told(office, incident, lines, result="sent")
    if result:
        incidents.note_told(office, incident, [guardian], result=result)
    incidents.note_report(office, incident)
    assert green(office, "4.4-report") and seen(office, "incidents_reached")[0] == KEPT
    later(office, hours=incident_rules().tell_hours + 1)
    assert seen(office, "incidents_reached")[0] == BROKEN and not green(office, "4.4-report")


def test_a_minor_without_a_line_for_the_guardian_is_not_told(office: Session) -> None:
    incident, lines, guardian = with_a_minor(office)
    incidents.note_told(office, incident, [*lines, guardian], result="sent")
    incidents.note_report(office, incident)
    incidents.close(office, incident)
    assert seen(office, "incidents_reached")[0] == KEPT
    office.compartment("privacy").connection.execute(
        "DELETE FROM incident_person WHERE line = ?", (guardian,)
    )
    assert "were not reached" in seen(office, "incidents_reached")[1]


def test_lowering_the_level_after_its_hours_leaves_the_clause_red(office: Session) -> None:
    incident = stolen(office)
    later(office, hours=5)
    assert not green(office, "4.4-report")
    version = incident_views.open_in_full(office, incident).version
    incidents.write(office, incident, SECTIONS, level="general", version=version)
    assert not green(office, "4.4-report")
    incidents.note_report(office, incident)
    assert not green(office, "4.4-report")


def test_a_drill_counts_in_no_clause(office: Session) -> None:
    stolen(office, drill=3)
    later(office, hours=100)
    for clause in ("4.4-tell", "4.4-how", "4.4-report"):
        assert green(office, clause)


def test_whoever_is_told_before_all_is_written_makes_it_red(office: Session) -> None:
    incident = stolen(office)
    written(office, incident)
    incidents.note_report(office, incident)
    office.compartment("privacy").connection.execute("UPDATE incident SET sections = '{}'")
    assert seen(office, "incidents_told")[0] == BROKEN and not green(office, "4.4-tell")
