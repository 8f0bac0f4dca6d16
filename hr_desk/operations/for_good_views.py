# SPDX-License-Identifier: Apache-2.0
"""What of a transfer goes here and what stays, before it leaves; and what became of it afterwards.

The numbers are of values, one for each field of each person in the file. Nothing is written here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from hr_desk.domain.disclosing import deletes_here
from hr_desk.domain.for_good import ASKED, ENDED, GONE, KEEPING, Fate
from hr_desk.operations import disclosing, disclosure_requests, proofs
from hr_desk.operations import for_good_copies as copies
from hr_desk.operations.disclosing import Covered
from hr_desk.operations.disclosing_people import NOUNS
from hr_desk.operations.for_good_copies import HIRING, PAYROLL
from hr_desk.operations.hand_off_people import account_ids
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.session import Session
from hr_desk.store import crossings, payroll, personnel
from hr_desk.store import transferring as store
from hr_desk.store.payroll import AccountRecord
from hr_desk.store.personnel import JoinerRecord
from hr_desk.store.transferring import Given


@dataclass(frozen=True, slots=True)
class Stays:
    """Values of one field that stay for one reason (a state of ``KEEPING``), in one class.

    ``floor`` are the days that the law asks for, 0 where a hold keeps them; ``until`` is the latest
    day that is known, None while a floor has not begun for somebody.
    """

    key: str
    reason: str
    class_key: str
    floor: int
    people: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Proof:
    """A deletion that was part of it: its file and number, the values, whether it is certified.

    That of another desk's file is certified there, and not known here to be.
    """

    place: str
    number: int
    values: int
    certified: bool


@dataclass(frozen=True, slots=True)
class Remains:
    """Of how many values sent how many go or went, and what stays, by field.

    ``ended`` went by their own period, ``asked`` wait for the answer of payroll. ``copies`` are
    further ones that recruiting deleted, ``copies_asked`` those it has yet to answer for;
    ``proofs`` are of the deletions that are over.
    """

    sent: int
    deleted: Mapping[str, int]
    """Field key to the number of values."""
    stays: tuple[Stays, ...]
    ended: int = 0
    asked: int = 0
    copies: int = 0
    copies_asked: int = 0
    proofs: tuple[Proof, ...] = ()

    @property
    def gone(self) -> int:
        """How many values go or went because they were given away."""
        return sum(self.deleted.values())

    @property
    def kept(self) -> int:
        """How many values stay."""
        return sum(one.people for one in self.stays)


def forecast(session: Session, request_id: str) -> Remains | None:
    """Return what would go here and what would stay if a request left now; None where all stays.

    Raises RequestUnknown, NotPermitted, and what ``disclosing.look`` raises.
    """
    request = disclosure_requests.request_named(session, request_id)
    if not deletes_here(request.wish.way):
        return None
    outlook = disclosing.look(session, request.wish, request_id=request_id)
    here = _personnel(session, outlook.people)
    paid = _payroll(session, outlook.people)
    recruited = _copies_in_hiring(session, outlook.people)
    return _remains(session, (*here, *paid), copies_asked=recruited)


def _personnel(session: Session, people: Iterable[Covered]) -> list[tuple[str, Fate]]:
    wanted = {one.id: one.values.keys() for one in people}
    found = personnel.joiners(session.compartment(HERE), list(wanted))
    return _fates(session, HERE, found, wanted)


def _payroll(session: Session, people: Iterable[Covered]) -> list[tuple[str, Fate]]:
    if not session.holds(PAYROLL):
        return []
    known = account_ids(session)
    wanted = {known[one.id]: one.values.keys() for one in people if one.id in known}
    found = payroll.accounts(session.compartment(PAYROLL), list(wanted))
    return _fates(session, PAYROLL, found, wanted)


def _fates(
    session: Session, place: str, found: Iterable[JoinerRecord | AccountRecord],
    wanted: Mapping[str, Set[str]],
) -> list[tuple[str, Fate]]:  # fmt: skip
    """Return what becomes of the wanted values (field keys by record id) that a file has."""
    held = copies.held_until(session, place)
    return [
        pair
        for one in found
        for pair in copies.of_parts(
            session, one, wanted[one.id] & one.fields.keys(), hold=held.get(one.seq)
        ).items()
    ]


def _copies_in_hiring(session: Session, people: Iterable[Covered]) -> int:
    """Return of how many values recruiting may have a copy: of people it handed over."""
    linked = set(crossings.links_to(session.compartment(HERE), f"/{HIRING}").values())
    fields = session.catalogue.fields
    return sum(
        HIRING in fields[key].retention for one in people if one.id in linked for key in one.values
    )


def outcomes(session: Session, disclosures: Collection[str]) -> Mapping[str, Remains]:
    """Return what became of the values of these entries; those that keep their copies are absent.

    Whoever may not ask for something to leave is told of none.
    """
    if not session.may(f"{NOUNS[HERE]}.ask"):
        return {}
    found: dict[str, list[Given]] = defaultdict(list)
    for one in store.known(session.compartment(HERE)):
        if one.disclosure in disclosures:
            found[one.disclosure].append(one)
    if not found:
        return {}
    proven = {
        (one.compartment, one.number)
        for one in proofs.certificates(session)
        if one.certificate is not None
    }
    return {id_: _outcome(session, given, proven) for id_, given in found.items()}


def _outcome(
    session: Session, given: Collection[Given], proven: Collection[tuple[str, int]]
) -> Remains:
    sent = [one for one in given if one.place != HIRING]
    beside = Counter(one.state for one in given if one.place == HIRING)
    swept = Counter(
        (one.place, one.sweep) for one in given if one.state == GONE and one.sweep is not None
    )
    return _remains(
        session,
        [(one.field, Fate(one.state, one.class_key, one.until)) for one in sent],
        copies=beside[GONE], copies_asked=beside[ASKED],
        proofs=tuple(Proof(*key, count, key in proven) for key, count in sorted(swept.items())),
    )  # fmt: skip


def _remains(
    session: Session, fates: Iterable[tuple[str, Fate]], *, copies: int = 0, copies_asked: int = 0,
    proofs: tuple[Proof, ...] = (),
) -> Remains:  # fmt: skip
    known = list(fates)
    states = Counter(fate.state for _, fate in known)
    return Remains(
        sent=len(known),
        deleted=_in_order(session, Counter(key for key, fate in known if fate.state == GONE)),
        stays=_stays(session, known),
        ended=states[ENDED], asked=states[ASKED],
        copies=copies, copies_asked=copies_asked, proofs=proofs,
    )  # fmt: skip


def _stays(session: Session, fates: Iterable[tuple[str, Fate]]) -> tuple[Stays, ...]:
    groups: dict[tuple[str, str, str], list[date | None]] = defaultdict(list)
    for key, fate in fates:
        if fate.state in KEEPING:
            groups[key, fate.state, fate.class_key or ""].append(fate.until)
    classes, order = session.catalogue.classes, list(session.catalogue.fields)
    found = [
        Stays(
            key, reason, class_key, classes[class_key].floor, len(days),
            None if None in days else max(day for day in days if day is not None),
        )
        for (key, reason, class_key), days in groups.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (order.index(one.key), one.reason)))


def _in_order(session: Session, counts: Mapping[str, int]) -> Mapping[str, int]:
    return {key: counts[key] for key in session.catalogue.fields if key in counts}
