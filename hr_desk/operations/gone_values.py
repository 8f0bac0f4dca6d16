# SPDX-License-Identifier: Apache-2.0
"""Letting go what must not come back: out of whatever undoes something, and of backups.

That is a value, a consent that was withdrawn without one, or what closing a case clears. It stands
in the file as a sweep of its own, like the undoing of an import: the backup places learn of it at
once, the next proof certifies it, and a restore of an older backup takes the value out again, ends
the consent or closes the case, before anybody opens the file (PIPL 15, 47; class WDR).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import consent
from hr_desk.operations import backups
from hr_desk.operations.sealed_documents import folder_of
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, search_terms
from hr_desk.store import ended_cases, hiring, said_words, sweeping
from hr_desk.store import gone_values as store
from hr_desk.store.compartment import Change
from hr_desk.store.gone_values import GONE, WITHDRAWN, Reclocked, forget_copies
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.sealed_files import forget

__all__ = ["GONE", "WITHDRAWN", "forget_copies", "let_case_end", "let_go", "let_go_each",
           "let_go_in_hiring", "let_proofs_go", "note", "take_out"]  # fmt: skip


def take_out(
    session: Session, change: Change, application: ApplicationRecord, keys: Collection[str]
) -> None:
    """Take values out of a record and out of what it is found by; files go at once."""
    if not keys:
        return
    none: dict[str, Any] = dict.fromkeys(keys)
    before = {**application.person_fields, **application.fields}
    terms = (search_terms(session, before), search_terms(session, merged(before, none)))
    fields = session.catalogue.fields
    own = {key: None for key in keys if fields[key].record == "application"}
    if own:
        hiring.update_application(change, application, merged(application.fields, own))
    person = merged(application.person_fields, {key: None for key in keys if key not in own})
    hiring.update_person(change, application, person, terms=terms)
    change.fields.update(keys)
    for key in keys:
        if fields[key].type.name in FILE_TYPES:
            folder = folder_of(session)
            gone = forget(change, folder, record=application.person_id, kind=key)
            hiring.remove_terms(change, application.person_seq, gone)


def let_go_in_hiring(
    session: Session, change: Change, application: ApplicationRecord, keys: Collection[str], *,
    kind: str = GONE, ended: Collection[str] = (),
) -> None:  # fmt: skip
    """Let values (field keys) of an application's person go for good, inside ``change``.

    The record itself is the caller's; drafts of it go, and undoing a merge or an import does not
    bring the values back. ``kind`` is a kind of ``store.gone_values``, ``ended`` as in ``let_go``.
    """
    forget_copies(change, application.person_seq, keys)
    known = store.known_as(change, application.person_seq)
    let_go(session, change, known, keys, kind=kind, ended=ended)


def let_go(
    session: Session, change: Change, records: Collection[str], keys: Collection[str], *,
    kind: str = GONE, ended: Collection[str] = (), clocks: Iterable[Reclocked] = (),
    words: Collection[str] = (),
) -> None:  # fmt: skip
    """Let values (field keys) of records (ids) go for good where nothing else repeats them.

    ``ended`` are what consents were about (fields, purposes, recipients) that were withdrawn,
    ``clocks`` what runs since instead of theirs, ``words`` what no word that comes again gives back
    (``store.said_words``). Nothing is deleted by them, and the sweep counts nothing of them.
    """
    if not records or not (keys or ended or words):
        return
    number = sweeping.next_number(change.compartment)
    store.bury(change, records, keys, number=number, kind=kind)
    store.bury(change, records, ended, number=number, kind=store.CONSENT)
    store.bury_clocks(change, clocks, number=number)
    said_words.bury(change, words, number=number)
    counts = {consent.WITHDRAWN[0]: len(keys)} if keys else {}
    note(session, change, number, counts)


def let_go_each(
    session: Session, change: Change, values: Mapping[str, Collection[str]], *,
    counts: Mapping[str, int],
) -> int:  # fmt: skip
    """Let go for good what differs from record to record: field keys by record id.

    ``counts`` (class to number of values) is what the certificate will say. Returns the number of
    the sweep that it is of.
    """
    number = sweeping.next_number(change.compartment)
    for record, keys in sorted(values.items()):
        store.bury(change, (record,), keys, number=number)
    note(session, change, number, counts)
    return number


def let_case_end(
    session: Session, change: Change, case: str, closing: ended_cases.Closing
) -> None:  # fmt: skip
    """Let what a case (id) held go for good where it is closed; its record stays as it ended."""
    number = sweeping.next_number(change.compartment)
    ended_cases.bury_closing(change, case, closing, number=number)
    note(session, change, number, {})


def let_proofs_go(session: Session, change: Change, cases: Collection[str], *, on: date) -> None:
    """Let the proofs of cases (ids) go for good that had to be forgotten by a day."""
    number = sweeping.next_number(change.compartment)
    ended_cases.bury_proofs(change, cases, on=on, number=number)
    note(session, change, number, {})


def note(session: Session, change: Change, number: int, counts: Mapping[str, int]) -> None:
    """Enter a sweep of its own, and let the backup places learn of it."""
    name, today = change.compartment.name, session.today()
    removed = sweeping.Removed(counts, today, today, (), ())
    sweeping.note_sweep(change, number, removed)
    change.touched("sweep", str(number))
    change.facts["sweep"] = number
    change.afterwards.append(lambda: backups.log_deletions(session, name, number))
