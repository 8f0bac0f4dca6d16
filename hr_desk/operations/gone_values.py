# SPDX-License-Identifier: Apache-2.0
"""Letting go what must not come back: out of whatever undoes something, and of backups.

That is a value, or a consent that was withdrawn without one. It stands in the file as a sweep of
its own, like the undoing of an import: the backup places learn of it at once, the next proof
certifies it, and a restore of an older backup takes the value out again, or ends the consent,
before anybody opens the file (PIPL 15, 47; class WDR).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import consent
from hr_desk.operations import backups
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, search_terms
from hr_desk.store import gone_values as store
from hr_desk.store import hiring, sweeping
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.gone_values import GONE, WITHDRAWN, Reclocked, forget_copies
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.sealed_files import forget

__all__ = ["GONE", "WITHDRAWN", "forget_copies", "let_go", "let_go_in_hiring", "let_go_when_due",
           "take_out"]  # fmt: skip


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
            folder = DeskFiles(session.folder).part("documents")
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
) -> None:  # fmt: skip
    """Let values (field keys) of records (ids) go for good where nothing else repeats them.

    ``ended`` are what consents were about (fields, purposes, recipients) that were withdrawn,
    ``clocks`` what runs since instead of theirs. Nothing is deleted by them, and the sweep counts
    nothing of them.
    """
    if not records or not (keys or ended):
        return
    today = session.today()
    number = sweeping.next_number(change.compartment)
    store.bury(change, records, keys, number=number, kind=kind)
    store.bury(change, records, ended, number=number, kind=store.CONSENT)
    store.bury_clocks(change, clocks, number=number)
    counts = {consent.WITHDRAWN[0]: len(keys)} if keys else {}
    _enter(session, change, number, sweeping.Removed(counts, today, today, (), ()))


def let_go_when_due(
    session: Session, change: Change, due: Mapping[str, date], key: str, *, class_: str
) -> None:
    """Let a value (a field key) go that has a class of its own, out of records that stay.

    ``due`` is record (id) to the day on which it was to go. The caller takes it out of the rows.
    """
    number = sweeping.next_number(change.compartment)
    store.bury(change, due, (key,), number=number)
    days = due.values()
    _enter(session, change, number,
           sweeping.Removed({class_: len(due)}, min(days), max(days), (), ()))  # fmt: skip


def _enter(session: Session, change: Change, number: int, removed: sweeping.Removed) -> None:
    name = change.compartment.name
    sweeping.note_sweep(change, number, removed)
    change.touched("sweep", str(number))
    change.facts["sweep"] = number
    change.afterwards.append(lambda: backups.log_deletions(session, name, number))
