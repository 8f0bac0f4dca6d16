# SPDX-License-Identifier: Apache-2.0
"""Papers of an incident: what they say to whom, and that they leave as they were looked at."""

from pathlib import Path

import pytest

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.operations import disclosure, incident_papers, incident_views, incidents
from hr_desk.operations.incidents import Facts
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.incidents import SECTIONS, opened, written
from tests.support.requests import open_officer


@pytest.mark.parametrize("drill", [0, 3], ids=["real", "drill"])
def test_4_4_a_paper_leaves_as_it_was_looked_at_and_a_real_one_is_registered(
    desk: Desk, tmp_path: Path, drill: int
) -> None:
    officer = open_officer(desk)
    facts = Facts(way="device", level="general", found_at=START)
    (incident,) = incidents.open_incident(officer, facts, drill=drill).created
    texts = dict.fromkeys(incident_rules().sections, "已核实。")
    incidents.write(officer, incident, texts, level="general", version=1)
    shown = incident_views.papers(officer, incident, "report", code="en")
    assert len(incident_views.papers(officer, incident, "letter", lines=[2])) == bool(drill)
    incident_papers.release(officer, shown, b"%PDF", tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes() == b"%PDF"
    assert len(disclosure.registered(officer)) == (not drill)
    version = incident_views.open_in_full(officer, incident).version
    later = {**texts, "cause": "另有原因。"}
    incidents.write(officer, incident, later, level="general", version=version)
    with pytest.raises(ChangedMeanwhile):
        incident_papers.release(officer, shown, b"%PDF", tmp_path / "again.pdf")
    assert not (tmp_path / "again.pdf").exists()


def report(officer: Session, incident: str) -> str:
    """Return the words of the regulator's draft, in English."""
    (draft,) = incident_views.papers(officer, incident, "report", code="en")
    return "\n".join(draft.paragraphs)


def test_papers_about_an_account_state_both_figures(officer: Session) -> None:
    facts = Facts(way="account", level="larger", found_at=START, named=officer.user.id)
    incident = opened(officer, facts, drill=5)
    written(officer, incident)
    assert ("Of these, people whose record was opened: 3; people whom the account could see in a "
            "list, while no log says that their record was opened: 2. A list shows: "
            ) in report(officer, incident)  # fmt: skip
    (notice,) = incident_views.papers(officer, incident, "announcement", code="en")
    both = "the records of 3 people were opened; another 2 could be seen in a list."
    assert both in "\n".join(notice.paragraphs)
    letters = incident_views.papers(officer, incident, "letter", code="en")
    said = ["\n".join(letter.paragraphs) for letter in letters]
    assert ["was opened with that account" in one for one in said] == [True, False] * 2 + [True]
    assert ["No log says" in one for one in said] == [False, True] * 2 + [False]
    assert all("record was opened: 3; another 2 could" in one for one in said)
    device = opened(officer, drill=5)
    written(officer, device)
    assert "could see in a list" not in report(officer, device)


def test_each_letter_says_the_four_parts_and_a_minors_goes_to_the_guardian_too(
    officer: Session,
) -> None:
    incident = opened(officer, drill=10)
    written(officer, incident)
    letters = incident_views.papers(officer, incident, "letter", code="en")
    for letter in letters:
        text = "\n".join(letter.paragraphs)
        assert all(SECTIONS[key] in text for key in SECTIONS)
        assert "SMS codes" in text and letter.rights
    guardians = ["guardian" in "\n".join(letter.paragraphs) for letter in letters]
    assert guardians == [False] * 9 + [True, True]
    minor, guardian = ("\n".join(letter.paragraphs) for letter in letters[-2:])
    assert "give this notice to your guardian" in minor
    assert "give this notice to your guardian" not in guardian
    assert "To the guardian of 钱示例: 示例母亲." in guardian and "钱示例: on " in guardian
    only = incident_views.papers(officer, incident, "letter", code="en", lines=[11])
    assert only == letters[-1:] and only[0].fields == ("guardian", "full_name")


def test_the_regulator_reads_how_many_guardians_of_minors_were_told(officer: Session) -> None:
    incident = opened(officer, drill=30)
    written(officer, incident)
    people = incident_views.open_in_full(officer, incident).people
    guardians = [line.line for line in people if line.guardian_of is not None]
    nobody = "Guardians of minors told: 0, not reached: 0, announced: 0."
    assert len(guardians) == 3 and nobody in report(officer, incident)
    incidents.note_told(officer, incident, guardians[:2], result="sent")
    incidents.note_told(officer, incident, guardians[2:], result="failed")
    said = report(officer, incident)
    assert "People told: 0, not reached: 0, announced: 0." in said
    assert "Guardians of minors told: 2, not reached: 1, announced: 0." in said


def test_the_regulator_reads_of_no_guardian_where_no_minor_is_touched(officer: Session) -> None:
    incident = opened(officer, drill=9)
    written(officer, incident)
    assert "of whom minors: 0" in report(officer, incident)
    assert "Guardians" not in report(officer, incident)
