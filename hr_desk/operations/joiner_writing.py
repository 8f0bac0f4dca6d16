# SPDX-License-Identifier: Apache-2.0
"""What the verbs about joiners share: finding them, checking ages, and writing values into parts.

A value goes into the part of its class, and a part that loses its last value goes itself. The parts
that checklist and consents hang on stay.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Access, Field
from hr_desk.domain import joiners as states
from hr_desk.domain import minors
from hr_desk.domain.joiners import RunningClock
from hr_desk.domain.letter_words import Listed
from hr_desk.domain.minors import WORKING_AGE
from hr_desk.domain.roles import may_enter
from hr_desk.operations import in_use
from hr_desk.operations.joiner_problems import AgeNotShown, GuardianByOthers, TooYoung
from hr_desk.operations.letters import Letter, about
from hr_desk.operations.problems import GuardianNeeded, RecordGone, StepNotAllowed
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN, births, is_young, merged, search_terms
from hr_desk.store import crossings, parts, personnel
from hr_desk.store.compartment import Change
from hr_desk.store.parts import PartClock, PartRecord
from hr_desk.store.personnel import JoinerRecord

ONBOARDING: Final = ("onboarding", "hr_admin")
"""The roles that work with joiners."""

NAME: Final = "full_name"
START: Final = "start_date"
_STAYING: Final = ("EMP", "EVAL", states.EVIDENCE)
"""Parts that something else than values hangs on: the checklist, evaluations, the consents."""

ROSTER: Final = "EMP"
"""The kind of part every joiner has: name, post, first day; the checklist hangs on it."""


def records(session: Session, ids: Iterable[str]) -> list[JoinerRecord]:
    """Return the joiners with these ids, to be used; raises RecordGone, Restricted."""
    found = kept(session, ids)
    in_use.require(session, "personnel", found)
    return found


def kept(session: Session, ids: Iterable[str]) -> list[JoinerRecord]:
    """Return the joiners with these ids, also where nobody may use them: for another file's word.

    Raises RecordGone when one is missing.
    """
    wanted = list(dict.fromkeys(ids))
    found = personnel.joiners(session.compartment("personnel"), wanted)
    if len(found) != len(wanted) or not wanted:
        raise RecordGone
    return found


def not_allowed(session: Session, joiner: JoinerRecord) -> StepNotAllowed:
    """Return the refusal of a step that does not exist from where a joiner stands."""
    kind = session.catalogue.field(NAME).type
    stored = joiner.fields.get(NAME)
    name = "" if stored is None else kind.show(kind.load(stored))
    return StepNotAllowed(name=name, stage=states.label(joiner.state))


def require_open(session: Session, joiner: JoinerRecord) -> None:
    """Raise StepNotAllowed for a file that nothing allows to keep: it only waits for its end."""
    if joiner.state in states.SHUT:
        raise not_allowed(session, joiner)


def first_day(stored: Mapping[str, Any]) -> date | None:
    """Return the first working day among stored values, planned or true."""
    day = stored.get(START)
    return None if day is None else date.fromisoformat(day)


def require_working_age(session: Session, stored: Mapping[str, Any], *, on: date) -> None:
    """Raise TooYoung, or AgeNotShown, for whoever is below 16 on the day ``on``.

    No role may pass it over (禁止使用童工规定 2). A declared age band alone never shows that
    somebody is old enough by then.
    """
    known = births(session, stored)
    for birth in known:
        if not minors.may_be_hired(birth, on):
            raise TooYoung(day=minors.reaches(birth, WORKING_AGE).isoformat())
    band = stored.get("age_band")
    if not known and band is not None and minors.BANDS[band] < WORKING_AGE:
        raise AgeNotShown


def require_age_shown(session: Session, stored: Mapping[str, Any]) -> None:
    """Raise AgeNotShown where nothing says how old somebody is: nobody starts on trust."""
    if stored.get("age_band") is None and not births(session, stored):
        raise AgeNotShown


def require_guardian_of(session: Session, stored: Mapping[str, Any]) -> None:
    """Raise GuardianNeeded where somebody is below 18 and no guardian is known (policy 6.1).

    GuardianByOthers says who may enter one, to whoever may not (fields.json: an HR admin).
    """
    if stored.get(GUARDIAN) is not None or not is_young(session, stored):
        return
    field = session.catalogue.field(GUARDIAN)
    if may_enter(session.access(field, stage=None, compartment="personnel")):
        raise GuardianNeeded(field=field.label)
    known = session.catalogue.roles.values()
    able = [one for one in known if may_enter(_access(session, field, one.key))]
    raise GuardianByOthers(field=field.label, roles=Listed(tuple(one.label for one in able)))


def _access(session: Session, field: Field, role: str) -> Access:
    """Return what a role does with a field in personnel; NONE where it holds no key of it."""
    if not session.catalogue.holds((role,), "personnel"):
        return Access.NONE
    return session.catalogue.access(field, (role,), compartment="personnel")


def write_values(
    session: Session, change: Change, joiner: JoinerRecord, stored: Mapping[str, Any]
) -> dict[str, PartRecord]:
    """Write stored values (None removes one) into their parts; returns the touched, by kind.

    Documents are the caller's business. Counts no version.
    """
    own = {key: session.catalogue.field(key) for key in stored}
    touched = {}
    for kind in sorted({states.kind_of(field, "personnel") for field in own.values()}):
        some = {
            key: value
            for key, value in stored.items()
            if states.kind_of(own[key], "personnel") == kind
        }
        part = _write_part(session, change, joiner, kind, some)
        if part is not None:
            touched[kind] = part
    change.fields.update(stored)
    return touched


def _write_part(
    session: Session, change: Change, joiner: JoinerRecord, kind: str, stored: Mapping[str, Any]
) -> PartRecord | None:
    part = joiner.part(kind)
    fields = merged({} if part is None else part.fields, stored)
    if part is not None and not fields and kind not in _STAYING:
        parts.delete(change, part)
        return None
    if part is None and not fields:
        return None
    clock = _clock(session, joiner, kind, fields)
    if part is None:
        part = parts.insert(change, joiner.seq, kind=kind, fields=fields, clock=clock)
    else:
        parts.update(change, part, fields)
        if states.OWN in kind:
            parts.set_clock(change, part, clock)
    parts.set_terms(change, part, search_terms(session, fields))
    return part


def _clock(
    session: Session, joiner: JoinerRecord, kind: str, fields: Mapping[str, Any]
) -> PartClock | None:
    """Return the clock of a part that is written now: its value's own, or the joiner's."""
    for key, value in fields.items():
        field = session.catalogue.field(key)
        own = _own_clock(session, field, value)
        if own is not None and joiner.state not in states.CUT_SHORT:
            return as_stored(own)
    return as_stored(
        states.clock_of(kind, joiner.state, since=joiner.state_on, started=first_day(joiner.fields))
    )


def _own_clock(session: Session, field: Field, stored: Any) -> RunningClock | None:
    return states.own_clock(field, "personnel", field.type.load(stored), session.today())


def as_stored(clock: RunningClock | None) -> PartClock | None:
    """Return a clock as the file keeps it."""
    return None if clock is None else PartClock(clock.class_key, clock.event, clock.day)


def start_clocks(change: Change, joiner: JoinerRecord, state: str, *, since: date) -> None:
    """Start the clocks that a new state starts; one that its value started goes on.

    Where somebody did not report, or may not be kept, every clock but the evidence's is that one.
    """
    day = first_day(joiner.fields)
    for part in joiner.parts:
        clock = states.clock_of(part.kind, state, since=since, started=day)
        running = part.retention_class is not None
        if clock is not None and (not running or state in states.CUT_SHORT):
            parts.set_clock(change, part, as_stored(clock))


def let_go(change: Change, letter: Letter, *, kind: str) -> str | None:
    """Forget the reference of a record that is gone on the other side; returns the one here.

    Raises Unacceptable for the reference of somebody else.
    """
    reference, id_ = about(change, letter)
    if id_ is not None:
        crossings.unlink(change, reference)
        change.touched(kind, id_)
    return id_
