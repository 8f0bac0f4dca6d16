# SPDX-License-Identifier: Apache-2.0
"""The copies of what was given away for good, file by file: which go, and what keeps the others.

Judging reads alone, so that it can be said before anything leaves; clearing takes values out of a
file inside a change and ends with one sweep, which the certificate is about.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hr_desk.domain import for_good as rules
from hr_desk.domain import joiners as states
from hr_desk.domain.for_good import ENDED, GONE, Fate
from hr_desk.operations import gone_values
from hr_desk.operations.accounts import write_account
from hr_desk.operations.beside_values import FOUND, values_beside
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.joiner_documents import forget_documents
from hr_desk.operations.joiner_writing import write_values
from hr_desk.operations.request_records import record_of
from hr_desk.operations.session import Session
from hr_desk.store import gone_values as store
from hr_desk.store import hiring, holds, interviews, payroll, personnel, said_words
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.payroll import AccountRecord
from hr_desk.store.personnel import JoinerRecord

HIRING: Final = "hiring"
PAYROLL: Final = "payroll"
PLACES: Final = (HERE, PAYROLL, HIRING)
"""Where copies lie of somebody who works here; a visit is linked with nobody."""

Fates = Mapping[str, Fate]
"""Field key to what becomes of its copy."""


@dataclass
class Clearing:
    """What one change takes out of a file: field keys by record id, values by class."""

    gone: dict[str, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    words: frozenset[str] = frozenset()
    """What no word that comes again gives back (``store.said_words``)."""

    def take(self, records: Collection[str], fates: Fates) -> None:
        """Note that what is to go of a person went, whom the file knows by these ids."""
        going = going_of(fates)
        for record in records if going else ():
            self.gone.setdefault(record, set()).update(going)
        self.counts.update(fates[key].class_key or "" for key in going)

    def close(self, session: Session, change: Change) -> int | None:
        """Write tombstones and the sweep; returns its number, None where nothing went."""
        if not self.gone:
            return None
        number = gone_values.let_go_each(session, change, self.gone, counts=self.counts)
        said_words.bury(change, self.words, number=number)
        return number


def going_of(fates: Fates) -> list[str]:
    """Return the keys of what goes."""
    return sorted(key for key, one in fates.items() if one.state == GONE)


def held_until(session: Session, file: str) -> Mapping[int, date]:
    """Return row number to the last day of its hold, of all that are held in a file."""
    return holds.kept(session.compartment(file), on=session.deletion_day())


def of_parts(
    session: Session, owner: JoinerRecord | AccountRecord, keys: Collection[str], *,
    hold: date | None,
) -> dict[str, Fate]:  # fmt: skip
    """Return what becomes of values of a joiner or an account; ENDED for what is not there."""
    found, day = dict.fromkeys(keys, Fate(ENDED)), session.deletion_day()
    for part in owner.parts:
        class_key = part.retention_class or states.class_of(part.kind)
        class_ = session.catalogue.classes[class_key]
        for key in part.fields.keys() & found.keys():
            found[key] = rules.fate(class_, part.clock_day, hold=hold, on=day)
    return found


def of_applications(
    session: Session, everything: Sequence[ApplicationRecord], keys: Collection[str], *,
    hold: date | None,
) -> dict[str, Fate]:  # fmt: skip
    """Return what becomes of values of a person in hiring, in whichever application they stand."""
    found, day = dict.fromkeys(keys, Fate(ENDED)), session.deletion_day()
    record = record_of(session.compartment(HIRING), everything[0].id) if everything else None
    beside = () if record is None else values_beside(session, record, file=HIRING)
    there = {key for one in everything for key in (*one.person_fields, *one.fields)}
    for key in (there | set(beside)) & found.keys():
        class_key = everything[0].retention_class or session.catalogue.fields[key].retention[HIRING]
        class_ = session.catalogue.classes[class_key]
        found[key] = rules.fate(class_, everything[0].clock_day, hold=hold, on=day)
    return found


def judged(session: Session, file: str, record: str, keys: Collection[str]) -> dict[str, Fate]:
    """Return what becomes of values of a joiner, an account or an application (``record``)."""
    held, compartment = held_until(session, file), session.compartment(file)
    if file == HERE:
        for joiner in personnel.joiners(compartment, [record]):
            return of_parts(session, joiner, keys, hold=held.get(joiner.seq))
    elif file == PAYROLL:
        for account in payroll.accounts(compartment, [record]):
            return of_parts(session, account, keys, hold=held.get(account.seq))
    else:
        for one in hiring.applications(compartment, [record]):
            everything = hiring.applications_of(compartment, one.person_id)
            return of_applications(session, everything, keys, hold=held.get(one.person_seq))
    return dict.fromkeys(keys, Fate(ENDED))


def clear_joiner(
    session: Session, change: Change, joiner: JoinerRecord, fates: Fates, clearing: Clearing
) -> None:
    """Take out of personnel what is to go of a joiner, documents and drafts with it."""
    going = going_of(fates)
    forget_documents(session, change, joiner, going)
    write_values(session, change, joiner, dict.fromkeys(going))
    personnel.touch(change, joiner, {"transferred": going})
    personnel.forget_drafts(change, joiner)
    clearing.take((joiner.id,), fates)


Clear = Callable[[Session, Change, str, Collection[str], int, Clearing], dict[str, Fate]]
"""Takes what may go out of one record of another file; returns what became of each key."""


def clear_account(
    session: Session, change: Change, record: str, keys: Collection[str], number: int,
    clearing: Clearing,
) -> dict[str, Fate]:  # fmt: skip
    """Take out of payroll what may go of an account; ``number`` is personnel's word on it."""
    fates = judged(session, PAYROLL, record, keys)
    going = going_of(fates)
    if not going:
        return fates
    (account,) = payroll.accounts(change.compartment, [record])
    write_account(session, change, account, dict.fromkeys(going))
    # An earlier word that is still on its way does not put them back, nor one that comes again.
    payroll.note_said(change, account, going, number=number)
    clearing.words |= said_words.of_account(change, account.id, going)
    payroll.note_compared(change, account, account.compared - set(going))
    payroll.forget_drafts(change, account)
    payroll.touch(change, account, {"transferred": going}, number=number)
    clearing.take((account.id,), fates)
    return fates


def clear_person(
    session: Session, change: Change, record: str, keys: Collection[str], number: int,
    clearing: Clearing,
) -> dict[str, Fate]:  # fmt: skip
    """Take out of hiring what may go of the person of an application (``record``)."""
    del number
    fates = judged(session, HIRING, record, keys)
    going = set(going_of(fates))
    if not going:
        return fates
    known = hiring.applications(change.compartment, [record])
    interviews.forget_found(change, known[0].person_seq, going & set(FOUND))
    for one in hiring.applications_of(change.compartment, known[0].person_id):
        gone_values.take_out(session, change, one, going - set(FOUND))
    store.forget_copies(change, known[0].person_seq, going)
    clearing.take(store.known_as(change, known[0].person_seq), fates)
    return fates


CLEAR: Final[Mapping[str, Clear]] = {PAYROLL: clear_account, HIRING: clear_person}
"""The other files, and how each lets its copies go."""


def ids_of(session: Session, place: str, record: str) -> tuple[str, ...]:
    """Return the other ids under which a file's log names a record."""
    if place != HIRING:
        return ()
    known = hiring.applications(session.compartment(HIRING), [record])
    return tuple(one.person_id for one in known)
