# SPDX-License-Identifier: Apache-2.0
"""Joiners: the states of one, and which clock each part of what is known of them runs on.

A record has one retention class, and the values of one person have several: what is known of a
joiner is kept in parts, one for each class. A field whose value starts its own clock (an ID scan,
a certificate with an end) is a part by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Field
from hr_desk.domain.consent import WITHDRAWN as WITHDRAWN_CONSENT
from hr_desk.domain.minors import FOUND
from hr_desk.i18n import N_, t

EXPECTED: Final = "expected"
STARTED: Final = "started"
NOT_REPORTED: Final = "did_not_report"
LEFT: Final = "left"
WITHDRAWN: Final = "withdrawn"
UNGUARDED: Final = "unguarded"
"""Nothing allows to keep the file any more: a minor's guardian took their consent back."""

LABELS: Final[Mapping[str, str]] = {
    EXPECTED: N_("To start"),
    STARTED: N_("Employed"),
    NOT_REPORTED: N_("Did not report"),
    LEFT: N_("Left the company"),
    WITHDRAWN: N_("Consent withdrawn"),
    UNGUARDED: N_("Under 18, no guardian agreed"),
}
"""State to its name (English, marked for translation), in the order in which a list shows them."""

STATES: Final = tuple(LABELS)

GRAPH: Final[Mapping[str, tuple[str, str]]] = {
    "start": (EXPECTED, STARTED),
    "not_report": (EXPECTED, NOT_REPORTED),
    "leave": (STARTED, LEFT),
}
"""Verb to the state it starts from and the one it leads to."""

OPEN: Final = frozenset({EXPECTED, STARTED})
"""The states in which somebody still works on a joiner's file."""

SHUT: Final = frozenset({WITHDRAWN, UNGUARDED})
"""The states of a file that nothing allows to keep: it only waits for its end."""

CHECKED_TYPES: Final = frozenset({"id_number", "bank_card"})
"""Types of value that are compared with the original before they are kept (promises, mends)."""

EVIDENCE: Final = "CONS"
"""The class of what shows consent and notice: it outlives even a file that came to nothing."""

CUT_SHORT: Final[Mapping[str, tuple[str, str]]] = {
    NOT_REPORTED: ("WD", "withdrew"),
    WITHDRAWN: WITHDRAWN_CONSENT,
    UNGUARDED: FOUND,
}
"""States that came before any work to the class and event that end whatever was there (PIPL 47)."""

_AT_THE_START: Final = {"EVAL": "started", "RAW": "started"}
_AT_THE_END: Final = {"PAY": "settled", "SI": "transferred", EVIDENCE: "last_used"}
"""Classes that do not end with employment itself; without word of the event the last day counts."""

_LEFT: Final = "left"

OWN: Final = "/"
"""What parts class and field in the kind of a part whose value starts its own clock."""


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock that runs: class, event of that class, the day (Asia/Shanghai) it started on."""

    class_key: str
    event: str
    day: date


def label(state: str) -> str:
    """Return the state's name in the language in use."""
    return t(LABELS[state])


def allowed(state: str) -> frozenset[str]:
    """Return the verbs that are possible from ``state``."""
    return frozenset(verb for verb, (source, _) in GRAPH.items() if source == state)


def kind_of(field: Field, compartment: str) -> str:
    """Return the part a field's value belongs to: its class, or a part of its own."""
    class_key = field.retention[compartment]
    return f"{class_key}{OWN}{field.key}" if field.clock_event else class_key


def class_of(kind: str) -> str:
    """Return the retention class that a part was made for."""
    return kind.partition(OWN)[0]


def own_clock(field: Field, compartment: str, value: Any, today: date) -> RunningClock | None:
    """Return the clock that a value starts itself, None where it waits for the joiner's own.

    It starts on the day the value ends, where it has an end, or on the day it was entered.
    """
    if field.clock_event is None:
        return None
    ends = getattr(field.type, "ends", None)
    day = ends(value) if callable(ends) else None
    return RunningClock(field.retention[compartment], field.clock_event, day or today)


def clock_of(
    kind: str, state: str, *, since: date, started: date | None = None
) -> RunningClock | None:
    """Return the clock of a part of somebody who is in ``state`` since a day; None: none runs.

    ``started`` is the first working day, from which evaluation ends by itself. A part with its own
    clock gets none here, unless it was cut short.
    """
    class_key = class_of(kind)
    if state in CUT_SHORT and class_key != EVIDENCE:
        return RunningClock(*CUT_SHORT[state], since)
    if OWN in kind:
        return None
    if state in (STARTED, LEFT) and class_key in _AT_THE_START:
        return RunningClock(class_key, _AT_THE_START[class_key], started or since)
    if state == LEFT or state in CUT_SHORT:
        return RunningClock(class_key, _AT_THE_END.get(class_key, _LEFT), since)
    return None


def events_of(class_keys: Mapping[str, Mapping[str, int]]) -> tuple[tuple[str, str], ...]:
    """Return every (class, event) a part can end in; ``class_keys`` maps a class to its periods."""
    own = [(class_key, event) for class_key, periods in class_keys.items() for event in periods]
    return (*own, *CUT_SHORT.values())
