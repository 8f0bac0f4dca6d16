# SPDX-License-Identifier: Apache-2.0
"""Papers of an incident leave as they were looked at, for whom they were made."""

from pathlib import Path

import pytest

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.operations import disclosure, incident_papers, incident_views, incidents
from hr_desk.operations.incidents import Facts
from hr_desk.operations.problems import ChangedMeanwhile
from tests.support.desk import START, Desk
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
