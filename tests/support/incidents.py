# SPDX-License-Identifier: Apache-2.0
"""An incident opened, every file's answer to it, and all that must be told written."""

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.operations import (
    incident_people,
    incident_views,
    incidents,
    intake,
)
from hr_desk.operations.incidents import Facts
from hr_desk.operations.session import Session
from tests.support.desk import START
from tests.support.requests import carry

SECTIONS = {key: f"{key}的说明。" for key in incident_rules().sections}
STOLEN = Facts(way="device", level="larger", found_at=START)


def opened(officer: Session, facts: Facts = STOLEN, *, drill: int = 0) -> str:
    """Return the id of a new incident."""
    return incidents.open_incident(officer, facts, drill=drill).created[0]


def written(officer: Session, incident: str, **sections: str) -> None:
    """Write all that must be told, or these parts."""
    version = incident_views.open_in_full(officer, incident).version
    incidents.write(officer, incident, sections or SECTIONS, level="larger", version=version)


def answered(officer: Session, admin: Session, incident: str) -> None:
    """Ask every file and let each of them answer."""
    incident_people.ask(officer, incident)
    intake.take_in(admin)
    for question in incident_people.questions(admin):
        incident_people.contribute(admin, question)
    carry(officer, admin)
