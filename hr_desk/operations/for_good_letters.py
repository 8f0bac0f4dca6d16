# SPDX-License-Identifier: Apache-2.0
"""What payroll and recruiting do with the word that somebody's values were given away for good.

Each lets its copies go with one sweep for an envelope, keeps what a floor or a hold keeps, and
answers value by value. What is kept is remembered here, and goes once nothing keeps it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final

from hr_desk.domain.for_good import KEEPING, Fate
from hr_desk.operations import for_good_copies as copies
from hr_desk.operations.accounts import PAYROLL as PAYERS
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver_afterwards, send
from hr_desk.operations.due_lines import SWEEPING
from hr_desk.operations.for_good import ANSWER, ASK
from hr_desk.operations.for_good_copies import HIRING, PAYROLL, Clearing
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from hr_desk.store import transferring as store
from hr_desk.store.compartment import Change
from hr_desk.store.transferring import Kept

Told = Mapping[str, Mapping[str, Fate]]
"""Reference to field key to what became of the copy."""

Groups = dict[tuple[str, str], list[Kept]]


@takes_in(ASK, compartment=PAYROLL, roles=PAYERS)
@takes_in(ASK, compartment=HIRING, roles=PAYERS)
def asked(session: Session, change: Change, letter: Letter) -> None:
    """Let go what left for good, and answer; a record that is gone has nothing to let go."""
    clearing, told, kept = Clearing(), {}, []
    disclosure, clear = letter.text("disclosure", 32), copies.CLEAR[change.compartment.name]
    for reference, number, keys in _people(session, letter):
        record = _record(change, letter, reference)
        fates = clear(session, change, record, keys, number, clearing)
        told[reference] = fates
        kept += [
            Kept(disclosure, reference, key, record, letter.peer)
            for key, fate in fates.items() if fate.state in KEEPING
        ]  # fmt: skip
        change.fields.update(keys)
    store.keep(change, kept)
    _answer(session, change, letter.peer, disclosure, told, clearing.close(session, change))


def _record(change: Change, letter: Letter, reference: str) -> str:
    """Return the record behind a reference, empty where it is gone; raises Unacceptable."""
    link = crossings.linked(change.compartment, reference)
    if link is not None and link[1] != letter.peer:
        raise Unacceptable(what="people")
    return "" if link is None else link[0]


def _people(session: Session, letter: Letter) -> Iterator[tuple[str, int, list[str]]]:
    people = letter.message.get("people")
    if not isinstance(people, list):
        raise Unacceptable(what="people")
    for reference, number, keys in people:
        if type(number) is not int or not set(keys) <= session.catalogue.fields.keys():
            raise Unacceptable(what="people")
        yield reference, number, list(keys)


def _answer(
    session: Session, change: Change, peer: str, disclosure: str, told: Told, sweep: int | None
) -> None:
    people = [
        [reference, {key: [one.state, one.class_key, _day(one)] for key, one in fates.items()}]
        for reference, fates in told.items()
    ]
    message: dict[str, Any] = {"disclosure": disclosure, "people": people, "sweep": sweep}
    send(session, change, receiver=peer, kind=ANSWER, record="", message=message)
    deliver_afterwards(session, change)


def _day(fate: Fate) -> str | None:
    return None if fate.until is None else fate.until.isoformat()


def _settle(session: Session, change: Change, /) -> None:
    """Let go what nothing keeps here any more, and say so to the file that gave it away."""
    clear = copies.CLEAR[change.compartment.name]
    for (disclosure, peer), ones in _by(_LETTER, store.kept(change.compartment)).items():
        clearing, told, gone = Clearing(), {}, []
        for (reference, record), some in _by(_PERSON, ones).items():
            keys = [one.field for one in some]
            fates = clear(session, change, record, keys, 0, clearing)
            told[reference] = {key: one for key, one in fates.items() if one.state not in KEEPING}
            gone += [one for one in some if fates[one.field].state not in KEEPING]
        sweep = clearing.close(session, change)
        store.release(change, gone)
        if gone:
            _answer(session, change, peer, disclosure, told, sweep)


_LETTER: Final = attrgetter("disclosure", "peer")
_PERSON: Final = attrgetter("reference", "record")


def _by(key: Callable[[Kept], tuple[str, str]], kept: Iterable[Kept]) -> Groups:
    found: Groups = defaultdict(list)
    for one in kept:
        found[key(one)].append(one)
    return found


_SETTLE: Final = {
    PAYROLL: operation(
        "account_transfer.settle", compartment=PAYROLL, roles=(*SWEEPING, SERVICE_ROLE)
    )(_settle),
    HIRING: operation(
        "applicant_transfer.settle", compartment=HIRING, roles=(*SWEEPING, SERVICE_ROLE)
    )(_settle),
}


def settled(session: Session) -> tuple[Changes, ...]:
    """Let go, in payroll and recruiting, what nothing keeps any more; called by the sweep."""
    return tuple(
        settle(session)
        for file, settle in _SETTLE.items()
        if session.holds(file) and _waits(session, store.kept(session.compartment(file)), file)
    )


def _waits(session: Session, kept: Collection[Kept], file: str) -> bool:
    """Whether one of the copies is kept by nothing any more."""
    return any(
        fate.state not in KEEPING
        for (_, record), some in _by(_PERSON, kept).items()
        for fate in copies.judged(session, file, record, [one.field for one in some]).values()
    )
