# SPDX-License-Identifier: Apache-2.0
"""Following the periods that the main desk decided, at a desk without a privacy office.

Each file keeps the decision, and follows it from its day on by the rules of ``period_settings``: a
shorter period counts for what is there already, at once; a longer one never does so silently. It
waits until an HR admin of this desk says that the notice here tells of it, for nobody elsewhere
knows what hangs on this wall; clocks that run keep the earlier one then. What the catalogue of this
desk fixes stays, and why is told. A period that is set here later stands, and is told too.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from hr_desk.catalogue.model import RetentionClass
from hr_desk.operations import catalogue_in_force, due_days, pairing
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import address, deliver, send
from hr_desk.operations.hold_problems import LongerNeedsNotice, PeriodUnknown
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import changes_of, desk_operation, require
from hr_desk.operations.period_decisions import (
    ANSWER,
    CONTEXT,
    FOLLOWED,
    KIND,
    ONLY_SHORTER,
    OWN,
    RANGE,
    UNKNOWN,
    WAITS_DAY,
    WAITS_WORD,
)
from hr_desk.operations.period_facts import PeriodFact, applied, facts_in
from hr_desk.operations.period_settings import ONLY_SHORTER as CLASSES_ONLY_SHORTER
from hr_desk.operations.period_settings import SETTING, take_over
from hr_desk.operations.policy_copies import FILES, SENDING
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.session import Session
from hr_desk.store.carried_over import DECIDED
from hr_desk.store.compartment import Change, Compartment
from hr_desk.vault.register import Register

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """A period of the main desk as one file here has it.

    ``author`` and ``approver`` are names there, ``peer`` is where it came from; ``decided_at`` is a
    moment (UTC), ``effective_on`` a day; ``taken_at`` is when it came. ``state`` is what was told
    last, with ``told`` days in force, as word number ``said``; ``confirmed`` says who confirmed a
    longer one here.
    """

    class_key: str
    event: str
    days: int
    reason: str
    author: str
    approver: str
    decided_at: str
    effective_on: str
    peer: str
    taken_at: str
    state: str = ""
    told: int = -1
    said: int = 0
    confirmed: str = ""

    @property
    def key(self) -> str:
        """The name of the fact."""
        return f"{DECIDED}{self.class_key}:{self.event}"


def decided(session: Session) -> tuple[Followed, ...]:
    """Return what the main desk decided, as the files of this session have it, by class.

    Where they differ it is the one that follows it least.
    """
    found: dict[str, Followed] = {}
    for name in session.held:
        for one in _in(session.compartment(name)):
            if one.key not in found or found[one.key].state == FOLLOWED:
                found[one.key] = one
    return tuple(found[key] for key in sorted(found))


def _in(file: Compartment) -> Iterator[Followed]:
    rows = file.read("SELECT value FROM fact WHERE name GLOB ? ORDER BY name", (f"{DECIDED}*",))
    yield from (Followed(**json.loads(value)) for (value,) in rows)


def _keep(file: Compartment, one: Followed) -> None:
    file.set_fact(one.key, json.dumps(asdict(one), ensure_ascii=False))


def _take(session: Session, change: Change, letter: Letter) -> None:
    """Keep a decision of the privacy office this file belongs to, and follow it if its day came.

    One that is not later than what is known changes nothing; its answer is given again.
    """
    new = _read(session, letter)
    if letter.peer != address(session, PRIVACY) or PRIVACY in session.register.epochs:
        return
    present = {one.key: one for one in _in(change.compartment)}.get(new.key)
    if present is not None and present.decided_at >= new.decided_at:
        new = replace(present, told=-1)
    _follow(session, change, new)


def _read(session: Session, letter: Letter) -> Followed:
    """Return the decision of a letter; raises Unacceptable unless its approver signed it."""
    other = pairing.known_to(session).get(letter.peer.partition("/")[0])
    text = letter.text("terms", 2000)
    try:
        signature = bytes.fromhex(letter.text("signature", 128))
        terms: Mapping[str, Any] = json.loads(text)
        by = str(terms["approver"])
        if other is None or terms["author"] == by:
            raise ValueError("one person alone")
        if not other.was_signed_by(by, CONTEXT, text.encode(), signature):
            raise ValueError("not signed by who is named")
        return _terms(terms, other, letter)
    except (KeyError, TypeError, ValueError):
        raise Unacceptable(what="terms") from None


def _terms(terms: Mapping[str, Any], other: Register, letter: Letter) -> Followed:
    """Return what the terms say; raises KeyError, TypeError or ValueError for anything odd."""
    texts = {name: terms[name] for name in ("class", "event", "reason", "decided_at")}
    if not all(isinstance(one, str) and len(one) <= LONGEST for one in texts.values()):
        raise TypeError("no text")
    if type(terms["days"]) is not int or not 0 <= terms["days"] < 100_000:
        raise TypeError("no days")
    names = {one.id: one.name for one in other.users}
    return Followed(
        terms["class"], terms["event"], terms["days"], terms["reason"],
        names.get(terms["author"], ""), names.get(terms["approver"], ""),
        datetime.fromisoformat(terms["decided_at"]).isoformat(timespec="milliseconds"),
        date.fromisoformat(terms["effective_on"]).isoformat(), letter.peer,
        letter.at.isoformat(timespec="milliseconds"),
    )  # fmt: skip


def _follow(session: Session, change: Change, one: Followed) -> None:
    """Follow a decision in the file of a change as far as it may be, and tell what is new of it."""
    state, before = _state(session, change.compartment, one)
    if state == FOLLOWED and before != one.days:
        _apply(session, change, one, before=before)
    now = one.days if state == FOLLOWED else before
    if (state, now) != (one.state, one.told):
        one = replace(one, said=one.said + 1)
        _tell(session, change, one, state=state, days=now)
    _keep(change.compartment, replace(one, state=state, told=now))


def _state(session: Session, file: Compartment, one: Followed) -> tuple[str, int]:
    """Return what becomes of a decision in a file, and the days in force there before."""
    kept, own = _in_force(session, file, one.class_key), _set_here(file, one)
    if kept is None or one.event not in kept.periods or not kept.maximum:
        return UNKNOWN, 0
    before = kept.periods[one.event]
    if own is not None and own.at > one.taken_at:
        return (FOLLOWED if before == one.days else OWN), before
    if not max(kept.minimum, kept.floor) <= one.days <= kept.maximum:
        return RANGE, before
    longer = one.days > before
    if longer and one.class_key in CLASSES_ONLY_SHORTER:
        return ONLY_SHORTER, before
    if one.effective_on > session.today().isoformat():
        return WAITS_DAY, before
    return (WAITS_WORD if longer and not one.confirmed else FOLLOWED), before


def _in_force(session: Session, file: Compartment, class_key: str) -> RetentionClass | None:
    """Return a class as this file alone has it: another may be further."""
    declared = catalogue_in_force.declared(session.folder)
    return applied(declared, facts_in([file])).classes.get(class_key)


def _set_here(file: Compartment, one: Followed) -> PeriodFact | None:
    """Return the period that somebody set at this desk itself."""
    key = (one.class_key, one.event)
    return next((fact for fact in facts_in([file])
                 if (fact.class_key, fact.event) == key and not fact.approver), None)  # fmt: skip


def _apply(session: Session, change: Change, one: Followed, *, before: int) -> None:
    known = {(fact.class_key, fact.event): fact.earlier for fact in facts_in([change.compartment])}
    earlier = known.get((one.class_key, one.event), ())
    fact = PeriodFact(
        one.class_key, one.event, one.days, one.reason, one.author,
        change.now.isoformat(timespec="milliseconds"),
        tuple(sorted({*earlier, before})) if one.days > before else earlier, one.approver,
    )  # fmt: skip
    take_over(change, fact, before=before)
    session.catalogue = applied(session.catalogue, [fact])


def _tell(session: Session, change: Change, one: Followed, *, state: str, days: int) -> None:
    message = {
        "class": one.class_key, "event": one.event, "decided_at": one.decided_at, "state": state,
        "days": days, "said": one.said,
    }  # fmt: skip
    with suppress(NobodyReceives):
        send(session, change, receiver=one.peer, kind=ANSWER, record="", message=message)
    change.facts.update(state=state)


def waiting(session: Session) -> int:
    """Count the longer periods that an HR admin here has to confirm."""
    return sum(one.state == WAITS_WORD for one in decided(session))


def settle(session: Session) -> None:
    """Follow what has become due, and tell what was set otherwise; done with every sweep."""
    for name in session.held:
        file = session.compartment(name)
        for one in tuple(_in(file)):
            state, before = _state(session, file, one)
            # In a file that was restored the fact is there, and what it says not yet.
            if state != one.state or before != one.told:
                with file.change("retention.follow") as change:
                    _follow(session, change, one)


@desk_operation("retention.confirm_period", roles=SETTING)
def confirm(session: Session, class_key: str, event: str, *, told: bool = False) -> Changes:
    """Have a longer period of the main desk count here: the notice here tells of it (``told``).

    Clocks that run keep the earlier one. Raises NotPermitted, LongerNeedsNotice, PeriodUnknown
    where none waits.
    """
    require(session, "retention.confirm_period")
    if not told:
        raise LongerNeedsNotice
    waiting = [
        (name, one)
        for name in session.held
        for one in _in(session.compartment(name))
        if (one.class_key, one.event, one.state) == (class_key, event, WAITS_WORD)
    ]
    if not waiting:
        raise PeriodUnknown
    changes = []
    for name, one in waiting:
        with session.compartment(name).change("retention.confirm_period") as change:
            _follow(session, change, replace(one, confirmed=session.user.name))
        changes.append(changes_of(change))
    deliver(session)
    due_days.note(session)
    records = frozenset(record for one in changes for record in one.records)
    return Changes("retention.confirm_period", records)


for _file in FILES:
    takes_in(KIND, compartment=_file, roles=SENDING)(_take)
