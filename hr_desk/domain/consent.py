# SPDX-License-Identifier: Apache-2.0
"""What a separate consent is, read from the catalogue: the act asked, what a withdrawal leaves.

PIPL 29 wants a separate consent for sensitive data; PIPL 13 says that no consent is needed where
one of its items (2) to (7) applies. So a separate consent is asked for, and the other basis is
remembered, so that withdrawing forces no unlawful deletion. Where the law itself compels a field
(item 3 alone), nobody is asked for a consent that cannot be refused: they acknowledge.
"""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hr_desk.catalogue import Catalogue
from hr_desk.catalogue.model import Field, Purpose, RetentionClass, Scenario

_ITEMS: Final = re.compile(r"PIPL 13((?:\(\d\))+)")
_BY_CONSENT: Final = "1"
_BY_LAW: Final = "3"

WITHDRAWN: Final = ("WDR", "withdrawn")
"""Class and event of what rested on a consent that was withdrawn."""

EVIDENCE: Final = ("CONS", "last_used")
"""Class and event of the evidence that a consent was given."""

ASKED_AHEAD: Final = timedelta(days=30)
"""How long before its end somebody in the pool is asked once whether to stay."""

RENEWAL: Final = ("RENEW", "outdated")
"""Class and event of a place in the pool whose consent a new version of the policy does not cover.

Its period runs from that version's first day, and no record bears its clock. They are asked once,
and silence means deletion (decision 20).
"""


class Act(StrEnum):
    """What a person does about a text: agree, or say that they know of it."""

    CONSENT = "consent"
    ACKNOWLEDGE = "acknowledge"


def _items(field: Field, scenario: Scenario) -> str:
    """Return the items of PIPL 13 the field mainly rests on; what comes behind is conditional."""
    found = _ITEMS.match(field.basis.get(scenario, ""))
    return "" if found is None else re.sub(r"\D", "", found[1])


def act_of(field: Field, scenario: Scenario) -> Act:
    """Return what is asked for a field with a separate consent."""
    return Act.ACKNOWLEDGE if _items(field, scenario) == _BY_LAW else Act.CONSENT


def fallback_basis(field: Field, scenario: Scenario) -> str | None:
    """Return the basis on which a value stays, restricted, after a withdrawal; None: it goes."""
    others = [item for item in _items(field, scenario) if item != _BY_CONSENT]
    return "PIPL 13" + "".join(f"({item})" for item in others) if others else None


def asked_fields(catalogue: Catalogue, compartment: str, scenario: Scenario) -> tuple[Field, ...]:
    """Return the fields of an occasion that need a separate consent, in form order."""
    fields = catalogue.fields_of(compartment, scenario)
    return tuple(one for one in fields if one.separate_consent)


def asked_purposes(catalogue: Catalogue) -> tuple[Purpose, ...]:
    """Return the purposes that rest on nothing but a consent of their own."""
    return tuple(one for one in catalogue.purposes.values() if one.consent is not None)


def class_of(catalogue: Catalogue, purpose: str) -> RetentionClass:
    """Return the retention class that a consent of its own starts; KeyError where none is asked."""
    return catalogue.classes[catalogue.purposes[purpose].consent or ""]


def event_of(kept: RetentionClass) -> tuple[str, int]:
    """Return the event of a class that lasts as long as a consent, and its period in days."""
    return next(iter(kept.periods.items()))


def clock_day(kept: RetentionClass, until: date) -> date:
    """Return the clock day from which the class's period ends on the day someone agreed to."""
    return until - timedelta(days=event_of(kept)[1])
