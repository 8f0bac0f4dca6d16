# SPDX-License-Identifier: Apache-2.0
"""After a transfer the copies here go: exactly what was in the file, of whoever was in it.

What stands in the file is noted with its entry, before there is a file. Once it is known to be out,
the same transaction lets personnel's copies go and asks payroll and recruiting, by envelope, to let
theirs go. What a statutory floor or a hold keeps stays for as long as it does, and goes at the next
sweep after it (docs/decisions/0022; policy 3.2(1)).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from hr_desk.domain.disclosing import deletes_here
from hr_desk.domain.for_good import ANSWERS, ASKED, ENDED, KEEPING, PACKED, Fate
from hr_desk.operations import for_good_copies as copies
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import deliver_afterwards, send
from hr_desk.operations.disclosing import Outlook
from hr_desk.operations.due_lines import SWEEPING
from hr_desk.operations.for_good_copies import HIRING, PAYROLL, Clearing
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.session import Session
from hr_desk.store import crossings, personnel, sent_numbers
from hr_desk.store import transferring as store
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import JoinerRecord
from hr_desk.store.transferring import Given

ASK: Final = "transfer.gone"
ANSWER: Final = "transfer.answer"
"""Kinds of envelopes: let these values go; what became of them."""

A_LETTER: Final = 100
"""How many people one envelope is about: a file of hundreds is a few of them."""

ANSWERERS: Final = (*RECRUITING, *ONBOARDING, SERVICE_ROLE)
"""Whoever takes in for payroll or recruiting, and the sweep that nobody starts."""


def note_packed(session: Session, change: Change, disclosure: str, outlook: Outlook) -> None:
    """Note, with the entry, each value that is about to leave; nothing for another way."""
    if not deletes_here(outlook.wish.way):
        return
    fields = session.catalogue.fields
    store.put(change, disclosure, [
        (one.id, key, HERE if HERE in fields[key].retention else PAYROLL)
        for one in outlook.people for key in one.values
    ])  # fmt: skip


def let_go(session: Session, change: Change, disclosure: str) -> None:
    """Let the copies go of an entry that is being completed; nothing where it keeps them."""
    waiting = [one for one in store.of_entry(change.compartment, disclosure) if one.state == PACKED]
    if not waiting:
        return
    known = _joiners(change, {one.record for one in waiting})
    _let_go_here(session, change, disclosure, [one for one in waiting if one.place == HERE], known)
    there = [one for one in waiting if one.place == PAYROLL]
    store.settle(change, disclosure, _marked(there, Fate(ASKED)))
    _ask_others(session, change, disclosure, waiting, known)


def _joiners(change: Change, ids: Collection[str]) -> dict[str, JoinerRecord]:
    return {one.id: one for one in personnel.joiners(change.compartment, sorted(ids))}


def _marked(values: Iterable[Given], fate: Fate) -> list[tuple[str, str, str, Fate]]:
    return [(one.record, one.field, one.place, fate) for one in values]


def _by_record(values: Iterable[Given]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in values:
        found[one.record].append(one.field)
    return found


def _let_go_here(
    session: Session, change: Change, disclosure: str, values: Collection[Given],
    known: Mapping[str, JoinerRecord],
) -> None:  # fmt: skip
    """Take out of personnel what may go of these values, with one sweep for all people."""
    held, clearing = copies.held_until(session, HERE), Clearing()
    settled = []
    for record, keys in _by_record(values).items():
        joiner = known.get(record)
        if joiner is None:
            fates = dict.fromkeys(keys, Fate(ENDED))
        else:
            fates = copies.of_parts(session, joiner, keys, hold=held.get(joiner.seq))
            copies.clear_joiner(session, change, joiner, fates, clearing)
        settled += [(record, key, HERE, one) for key, one in fates.items()]
    sweep = clearing.close(session, change)
    store.settle(change, disclosure, settled, sweep=sweep)


def _ask_others(
    session: Session, change: Change, disclosure: str, values: Collection[Given],
    known: Mapping[str, JoinerRecord],
) -> None:  # fmt: skip
    """Ask the other files, each for what it has; what was never linked has no copy there."""
    paid = _by_record(one for one in values if one.place == PAYROLL)
    people: dict[str, list[list[Any]]] = defaultdict(list)
    for record, keys in _by_record(values).items():
        joiner = known.get(record)
        links = [] if joiner is None else crossings.links_of(change.compartment, record)
        for reference, peer in links:
            place = peer.rpartition("/")[2]
            there = paid.get(record, []) if place == PAYROLL else _recruited(session, keys)
            if joiner is not None and place in copies.CLEAR and there:
                number = sent_numbers.of_version(change.compartment, joiner.version + 1)
                people[peer].append([reference, number, sorted(there)])
                if place == HIRING:
                    store.put(change, disclosure, [(record, one, HIRING) for one in there],
                              state=ASKED)  # fmt: skip
    _forget_handed(change, paid, known)
    for peer, ones in sorted(people.items()):
        _ask(session, change, disclosure, peer, ones)


def _recruited(session: Session, keys: Iterable[str]) -> list[str]:
    fields = session.catalogue.fields
    return [key for key in keys if key in fields and HIRING in fields[key].retention]


def _forget_handed(
    change: Change, paid: Mapping[str, Collection[str]], known: Mapping[str, JoinerRecord]
) -> None:
    """Forget of people that payroll has these values."""
    for record in paid.keys() & known.keys():
        joiner = known[record]
        if not joiner.handed.isdisjoint(paid[record]):
            personnel.note_handed(change, joiner, joiner.handed - set(paid[record]))


def _ask(
    session: Session, change: Change, disclosure: str, peer: str, people: list[list[Any]]
) -> None:
    for start in range(0, len(people), A_LETTER):
        message = {"disclosure": disclosure, "people": people[start : start + A_LETTER]}
        try:
            send(session, change, receiver=peer, kind=ASK, record="", message=message)
        except NobodyReceives:
            # The copies stay asked for, and the control says so.
            change.facts["unreachable"] = peer
    deliver_afterwards(session, change)


@takes_in(ANSWER, compartment=HERE, roles=ANSWERERS)
def answered(session: Session, change: Change, letter: Letter) -> None:
    """Note what another file did with the copies it was asked about; somebody gone is passed over.

    Raises Unacceptable for an answer of a file that was not asked, or one that says nothing known.
    """
    disclosure, place = letter.text("disclosure", 32), letter.peer.rpartition("/")[2]
    people, sweep = letter.message.get("people"), letter.message.get("sweep")
    if place not in copies.CLEAR or not isinstance(people, list):
        raise Unacceptable(what="people")
    if sweep is not None and type(sweep) is not int:
        raise Unacceptable(what="sweep")
    asked = {(one.record, one.field) for one in store.of_entry(change.compartment, disclosure)
             if one.place == place}  # fmt: skip
    settled = []
    for reference, fates in people:
        link = crossings.linked(change.compartment, reference)
        if link is None:
            continue
        if link[1] != letter.peer:
            raise Unacceptable(what="people")
        settled += [
            (link[0], key, place, fate)
            for key, fate in _fates(session, fates).items() if (link[0], key) in asked
        ]  # fmt: skip
    store.settle(change, disclosure, settled, sweep=sweep)
    change.touched("disclosure", disclosure)
    change.facts.update(place=place, people=len(people))


def _fates(session: Session, said: Mapping[str, Any]) -> dict[str, Fate]:
    found = {}
    for key, (state, class_key, until) in said.items():
        known = class_key is None or class_key in session.catalogue.classes
        if state not in ANSWERS or not known or key not in session.catalogue.fields:
            raise Unacceptable(what="people")
        found[key] = fate_of(state, class_key, until)
    return found


def fate_of(state: str, class_key: str | None, until: str | None) -> Fate:
    """Return a fate as an envelope says it; raises ValueError for a day that is none."""
    return Fate(state, class_key, None if until is None else date.fromisoformat(until))


def due(session: Session) -> bool:
    """Whether something of personnel that left for good is kept by nothing any more."""
    return bool(_due(session))


def _due(session: Session) -> dict[str, list[tuple[Given, Fate]]]:
    """Return what is to be noted afresh, by entry: what nothing keeps, and what ended by itself."""
    file = session.compartment(HERE)
    open_ = store.unsettled(file)
    known = {one.id: one for one in personnel.joiners(file, sorted({one.record for one in open_}))}
    held, found = copies.held_until(session, HERE), defaultdict(list)
    for one in open_:
        now = _now(session, one, known.get(one.record), held)
        if now is not None and now.state not in KEEPING:
            found[one.disclosure].append((one, now))
    return found


def _now(
    session: Session, one: Given, joiner: JoinerRecord | None, held: Mapping[int, Any]
) -> Fate | None:
    """Return what becomes of a value today; None where another file has yet to say."""
    if one.place != HERE:
        links = [] if joiner is None else crossings.links_of(session.compartment(HERE), joiner.id)
        linked = any(peer.endswith(f"/{one.place}") for _, peer in links)
        return None if linked else Fate(ENDED)
    if joiner is None:
        return Fate(ENDED)
    return copies.of_parts(session, joiner, (one.field,), hold=held.get(joiner.seq))[one.field]


@operation("transfer.settle", compartment=HERE, roles=(*SWEEPING, SERVICE_ROLE))
def settle(session: Session, change: Change, /) -> None:
    """Let go what nothing keeps any more of what left for good (personnel)."""
    for disclosure, ones in _due(session).items():
        ended = [one for one, fate in ones if fate.state == ENDED]
        store.settle(change, disclosure, _marked(ended, Fate(ENDED)))
        going = [one for one, fate in ones if fate.state != ENDED]
        known = _joiners(change, {one.record for one in going})
        _let_go_here(session, change, disclosure, going, known)


def settled(session: Session) -> tuple[Changes, ...]:
    """Let go, in every file held, what nothing keeps any more; called by the sweep."""
    from hr_desk.operations import for_good_letters

    done = [settle(session)] if session.holds(HERE) and due(session) else []
    return (*done, *for_good_letters.settled(session))
