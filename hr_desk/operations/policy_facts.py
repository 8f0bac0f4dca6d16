# SPDX-License-Identifier: Apache-2.0
"""What the program knows that a policy speaks of: fields, purposes, company, recipients, rights.

Kept with each version, so that the next one can be compared with it (policy 8.4).
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Demand, Field, Scenario
from hr_desk.catalogue.requests import request_rules
from hr_desk.domain.clock import day_of
from hr_desk.domain.policy_changes import (
    ASSESSMENTS,
    COMPANY,
    FIELDS,
    PURPOSES,
    RECIPIENTS,
    RIGHTS,
)
from hr_desk.i18n import Text
from hr_desk.operations.session import Session
from hr_desk.store import assessments, hand_offs, policies
from hr_desk.store.carried_over import COPY
from hr_desk.store.compartment import Compartment

HERE = "personnel"
"""The file of the recipients."""
PRIVACY = "privacy"

Known = dict[str, dict[str, Any]]


def facts_of(session: Session) -> Known:
    """Return what is known now, as JSON; what the session cannot read is left out."""
    catalogue = session.catalogue
    asked = (one for one in catalogue.fields.values() if any(map(one.asked_in, Scenario)))
    return {
        FIELDS: {one.key: _field(catalogue, one) for one in asked},
        PURPOSES: {
            one.key: _digest(one.label, one.explanation) for one in catalogue.purposes.values()
        },
        COMPANY: {key: value for key, value in session.company.items() if value},
        RECIPIENTS: {id_: _recipient(one) for id_, one in recipients(session).items()},
        RIGHTS: _rights(),
        ASSESSMENTS: _risks(session),
    }  # fmt: skip


def recipients(session: Session) -> dict[str, Mapping[str, Any]]:
    """Return every recipient that may receive, by id, with what is known of each.

    From the register where the session reads it, else what its file told the privacy office.
    """
    found: dict[str, Mapping[str, Any]] = {}
    if session.holds(PRIVACY):
        found.update(policies.copies(session.compartment(PRIVACY)))
    if session.holds(HERE):
        own = hand_offs.recipients(session.compartment(HERE))
        gone = {one.id for one in own if one.ended_at is not None}
        found = {id_: one for id_, one in found.items() if id_ not in gone}
        found.update({one.id: known_of(one) for one in own if one.ended_at is None})
    return found


def known_of(record: hand_offs.RecipientRecord) -> dict[str, Any]:
    """Return what the privacy office is told of a recipient, as JSON; no ``ended_on`` is empty."""
    ended = record.ended_at
    return {
        "name": record.name,
        "kind": record.kind,
        "country": record.country,
        "contact": record.contact,
        "agreement": record.agreement,
        "purposes": list(record.purposes),
        "fields": list(record.fields),
        "valid_from": record.valid_from.isoformat(),
        "valid_until": record.valid_until.isoformat(),
        "registration": record.registration,
        "ended_on": "" if ended is None else day_of(datetime.fromisoformat(ended)).isoformat(),
    }


def _recipient(known: Mapping[str, Any]) -> dict[str, Any]:
    return {key: known[key] for key in ("name", "kind", "country", "purposes", "fields")}


def _field(catalogue: Catalogue, one: Field) -> dict[str, Any]:
    classes = [catalogue.classes[key] for key in one.retention.values()]
    return {
        "asked": [scenario.value for scenario in Scenario if one.asked_in(scenario)],
        "needed": [scenario.value for scenario in Scenario
                   if one.demand[scenario] is Demand.REQUIRED],
        "purpose": _digest(one.purpose),
        "sensitivity": one.sensitivity.value,
        "stage": catalogue.stages[one.earliest_stage].order,
        "days": max((max(kept.periods.values(), default=0) for kept in classes), default=0),
    }  # fmt: skip


def _digest(*texts: Text | None) -> str:
    said = "\0".join(f"{text.zh}\0{text.en}" for text in texts if text is not None)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _rights() -> dict[str, str]:
    rules = request_rules()
    return {
        "working_days": str(rules.terms.working_days),
        "verify_within": str(rules.terms.verify_within),
        "codes": " ".join(rules.codes),
        "channels": " ".join(rules.channels),
    }


def _risks(session: Session) -> dict[str, str]:
    if not session.holds(PRIVACY):
        return {}
    return {one.id: one.result for one in assessments.current(session.compartment(PRIVACY))}


def copies(session: Session) -> Mapping[int, Mapping[str, Any]]:
    """Return by number the signed versions that the files held here keep of a paired desk.

    Their signatures were checked when they came; nobody without a file's key writes them.
    """
    found: dict[int, Mapping[str, Any]] = {}
    for name in session.held:
        found.update(copies_in(session.compartment(name)))
    return found


def copies_in(file: Compartment) -> Mapping[int, Mapping[str, Any]]:
    """Return by number the signed versions that one file keeps of a paired desk."""
    rows = file.read("SELECT name, value FROM fact WHERE name GLOB ?", (f"{COPY}*",))
    return {int(fact.removeprefix(COPY)): _read(value) for fact, value in rows}


@lru_cache(maxsize=64)
def _read(value: str) -> Mapping[str, Any]:
    """Return a version as it was signed; every taking-in asks for the one in force."""
    signed: Mapping[str, Any] = json.loads(value)
    return signed
