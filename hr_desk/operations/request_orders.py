# SPDX-License-Identifier: Apache-2.0
"""What a file does with the privacy officer's orders: restrict, lift, correct, delete; answered.

An order takes effect when it is taken in, whoever is at the desk. Deleting restricts at once and
starts the clock of class WDR, so the next sweep takes the record with its certificate; what is
kept for a reason stays restricted and everything else of the record goes. In personnel and payroll
goes only what no contract needs any more and no law keeps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import joiners as states
from hr_desk.domain.visits import MAYBE_INSIDE
from hr_desk.kiosk.joiner_form import SIGNATURE
from hr_desk.operations import decision_stubs
from hr_desk.operations.account_sending import tell_payroll
from hr_desk.operations.accounts import write_account
from hr_desk.operations.beside_values import BESIDE, STAY, TIMES, keys_of_part, values_beside
from hr_desk.operations.delivery import send
from hr_desk.operations.gone_values import let_go, let_go_in_hiring
from hr_desk.operations.joiner_writing import write_values
from hr_desk.operations.letters import Letter, Unacceptable, about, takes_in, value_of
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.request_records import FILES, record_of
from hr_desk.operations.roll_call import FIELDS as ROLL_CALL_FIELDS
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, search_terms
from hr_desk.store import (
    consents,
    hiring,
    holds,
    interviews,
    parts,
    payroll,
    personnel,
    request_tasks,
    said_words,
    signatures,
    visits,
)
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.parts import PartClock, PartRecord
from hr_desk.store.personnel import JoinerRecord
from hr_desk.store.sealed_files import forget

CORRECT: Final = "correct"
RESTRICT: Final = "restrict"
LIFT: Final = "lift"
DELETE: Final = "delete"
KINDS: Final = (CORRECT, RESTRICT, LIFT, DELETE)

WITHDRAWN: Final = ("WDR", "withdrawn")
"""Class and event of what is deleted at the person's request."""

DONE, KEPT, GONE, UNFIT = "done", "kept", "gone", "unfit"
ANSWERS: Final = (DONE, KEPT, GONE, UNFIT)
"""Done; done but for what the law keeps; no such record any more; a value that does not fit."""

OFFICER: Final = ("privacy_officer",)

ROLL_CALL: Final = frozenset(ROLL_CALL_FIELDS)
"""Field keys that stay of whoever may be inside, and are named in the answer as kept."""


@dataclass(frozen=True, slots=True)
class _Order:
    """One order as a file reads it: values to correct (stored), keys that are kept."""

    kind: str
    fields: Mapping[str, Any]
    keep: frozenset[str]
    reference: str
    today: date


def _take(session: Session, change: Change, letter: Letter) -> str | None:
    """Carry out an order about a record this file contributed, and answer it."""
    _, record = about(change, letter)
    order = _order_in(session, letter)
    answer, kept = (GONE, frozenset[str]()) if record is None else _carried_out(
        session, change, record, order
    )  # fmt: skip
    send(
        session, change, receiver=letter.peer, kind="request.done", record="",
        message={"about": letter.reference, "answer": answer, "kept": sorted(kept)},
    )  # fmt: skip
    change.facts.update(order=order.kind, answer=answer)
    change.fields.update(order.fields)
    return record


def _order_in(session: Session, letter: Letter) -> _Order:
    kind, keep, fields = letter.text("kind"), letter.message.get("keep"), letter.message["fields"]
    known = session.catalogue.fields
    if kind not in KINDS or not isinstance(fields, dict) or not isinstance(keep, list):
        raise Unacceptable(what="kind")
    if not set(fields) <= known.keys() or not all(isinstance(key, str) for key in keep):
        raise Unacceptable(what="fields")
    return _Order(kind, fields, frozenset(keep), letter.reference, session.today())


def _carried_out(
    session: Session, change: Change, record: str, order: _Order
) -> tuple[str, frozenset[str]]:
    act = _ACTS[change.compartment.name]
    held = _held(session, change, record) if order.kind == DELETE else frozenset[str]()
    if held:
        # Stored and not used from now on; its clock runs, and the hold decides when it ends.
        change.facts["held"] = True
        act(session, change, record, replace(order, kind=RESTRICT if order.keep else DELETE,
                                             keep=frozenset()))  # fmt: skip
        return KEPT, held
    kept = act(session, change, record, order)
    if kept is None:
        return GONE, frozenset()
    if order.kind == CORRECT:
        return (UNFIT, kept) if kept else (DONE, kept)
    return (KEPT, kept) if kept else (DONE, kept)


def _held(session: Session, change: Change, record: str) -> frozenset[str]:
    """Return the keys of a record that a hold keeps whole, none where nothing does."""
    found = record_of(change.compartment, record)
    if found is None:
        return frozenset()
    kept = [holds.of_record(change.compartment, id_, on=session.today()) for id_ in found.ids]
    beside = values_beside(session, found, file=change.compartment.name)
    return frozenset((*found.fields, *beside)) if any(kept) else frozenset()


def _fitting(session: Session, order: _Order, file: str) -> dict[str, Any]:
    """Return the values to correct that fit their fields and belong to a file; None removes one."""
    found = {}
    for key, stored in order.fields.items():
        field = session.catalogue.field(key)
        if file not in field.retention or field.type.name in FILE_TYPES or key in BESIDE:
            continue
        try:
            found[key] = None if stored is None else value_of(field, stored)
        except Unacceptable:
            continue
    return found


def _taken_out(new: Mapping[str, Any]) -> set[str]:
    """Return the keys of the values that a correction removes."""
    return {key for key, value in new.items() if value is None}


def _restriction(change: Change, order: _Order, *, record: str, row: int) -> None:
    if order.kind == LIFT:
        request_tasks.lift(change, record)
    elif order.kind in (RESTRICT, DELETE):
        request_tasks.restrict(change, record=record, row=row, reference=order.reference)


def _in_hiring(
    session: Session, change: Change, record: str, order: _Order
) -> frozenset[str] | None:
    known = hiring.applications(change.compartment, [record])
    if not known:
        return None
    everything = hiring.applications_of(change.compartment, known[0].person_id)
    person = everything[0]
    _restriction(change, order, record=person.person_id, row=person.person_seq)
    change.touched("person", person.person_id)
    if order.kind == CORRECT:
        new = _fitting(session, order, "hiring")
        _write_hiring(session, change, everything, lambda fields: merged(fields, new), new)
        let_go_in_hiring(session, change, person, _taken_out(new))
        return frozenset(order.fields.keys() - new.keys())
    if order.kind == DELETE and order.keep:
        _forget_documents(session, change, person, order.keep)
        _write_hiring(session, change, everything, lambda fields: _only(fields, order.keep), {})
        return _all_but_kept(session, change, record, order, everything)
    if order.kind == DELETE:
        for one in everything:
            class_, event = WITHDRAWN
            hiring.set_clock(change, one, class_=class_, event=event, day=order.today)
            decision_stubs.forget(change, one)
    return frozenset()


def _all_but_kept(
    session: Session, change: Change, record: str, order: _Order,
    everything: Sequence[hiring.ApplicationRecord],
) -> frozenset[str]:  # fmt: skip
    """Let everything go that is not kept, for good; returns the keys of what stays.

    ``everything`` is as it was before its values went.
    """
    found = record_of(change.compartment, record)
    beside = frozenset(() if found is None else values_beside(session, found, file="hiring"))
    stays = order.keep | STAY
    there = {key for one in everything for key in _all_of(one)} | beside
    interviews.forget_found(change, everything[0].person_seq, beside - stays)
    for one in everything:
        decision_stubs.forget(change, one)
    only_stored = consents.restricted(change.compartment, everything[0].person_id).keys()
    for key in only_stored - stays:
        consents.lift(change, everything[0].person_id, key)
    there |= only_stored
    let_go_in_hiring(session, change, everything[0], there - stays)
    return frozenset(there & stays)


def _all_of(one: hiring.ApplicationRecord) -> dict[str, Any]:
    return {**one.person_fields, **one.fields}


def _only(fields: Mapping[str, Any], keep: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key in keep}


def _write_hiring(
    session: Session, change: Change, everything: list[hiring.ApplicationRecord],
    rewritten: Callable[[Mapping[str, Any]], dict[str, Any]], new: Mapping[str, Any],
) -> None:  # fmt: skip
    """Rewrite a person and their applications; ``new`` values go where their field's record is."""
    fields = session.catalogue.fields
    own = {key for key in new if fields[key].record != "person"}
    before: set[str] = set()
    after: set[str] = set()
    person = _without(rewritten(everything[0].person_fields), own)
    for one in everything:
        mine = _without(rewritten(one.fields), new.keys() - own)
        before |= search_terms(session, _all_of(one))
        after |= search_terms(session, {**person, **mine})
        if mine != one.fields:
            hiring.update_application(change, one, mine)
    hiring.update_person(change, everything[0], person, terms=(before, after))


def _without(fields: Mapping[str, Any], keys: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key not in keys}


def _forget_documents(
    session: Session, change: Change, person: hiring.ApplicationRecord, keep: frozenset[str]
) -> None:
    folder = DeskFiles(session.folder).part("documents")
    for key, field in session.catalogue.fields.items():
        if field.type.name in FILE_TYPES and key not in keep:
            gone = forget(change, folder, record=person.person_id, kind=key)
            hiring.remove_terms(change, person.person_seq, gone)


def _in_visits(
    session: Session, change: Change, record: str, order: _Order
) -> frozenset[str] | None:
    known = visits.visits(change.compartment, [record])
    if not known:
        return None
    visit, state, fields = known[0], visits.state_of(known[0]), dict(known[0].fields)
    _restriction(change, order, record=visit.id, row=visit.seq)
    new = _fitting(session, order, "visits") if order.kind == CORRECT else {}
    if new:
        fields = merged(fields, new)
    inside = visit.state in MAYBE_INSIDE
    if order.kind == DELETE and order.keep:
        order = replace(order, keep=order.keep | ROLL_CALL) if inside else order
        fields = _only(fields, order.keep)
    elif order.kind == DELETE:
        class_, event = WITHDRAWN
        # A roll call looks for whoever may be inside: the clock starts once they are out.
        state = replace(state, retention_class=class_, clock_event=event,
                        clock_day=None if inside else order.today)  # fmt: skip
    if order.kind == DELETE and SIGNATURE not in order.keep:
        signatures.withdraw(change, visit.id, on=order.today)
    let_go(session, change, (visit.id,), visit.fields.keys() - fields.keys())
    visits.update(change, visit, state=state, fields=fields)
    visits.set_terms(change, visit.seq, old=search_terms(session, visit.fields),
                     new=search_terms(session, fields))  # fmt: skip
    if order.kind == CORRECT:
        return frozenset(order.fields.keys() - new.keys())
    if not order.keep:
        return frozenset()
    times = {key for key, column in TIMES.items() if getattr(visit, column) is not None}
    signed = {SIGNATURE} if signatures.texts_of(change.compartment, visit.id) else frozenset()
    return frozenset(times | order.keep & (visit.fields.keys() | signed))


def _in_personnel(
    session: Session, change: Change, record: str, order: _Order
) -> frozenset[str] | None:
    known = personnel.joiners(change.compartment, [record])
    if not known:
        return None
    joiner = known[0]
    _restriction(change, order, record=joiner.id, row=joiner.seq)
    if order.kind == CORRECT:
        new = _fitting(session, order, "personnel")
        write_values(session, change, joiner, new)
        let_go(session, change, (joiner.id,), _taken_out(new))
        personnel.touch(change, joiner, {"fields": new})
        _tell_age(session, change, joiner)
        return frozenset(order.fields.keys() - new.keys())
    personnel.touch(change, joiner, {})
    return _let_go(session, change, joiner.parts, order) if order.kind == DELETE else frozenset()


def _tell_age(session: Session, change: Change, joiner: JoinerRecord) -> None:
    """Let payroll know where a correction makes somebody older or younger."""
    try:
        tell_payroll(session, change, joiner, {})
    except NobodyReceives:
        change.facts["unreachable"] = "payroll"


def _in_payroll(
    session: Session, change: Change, record: str, order: _Order
) -> frozenset[str] | None:
    known = payroll.accounts(change.compartment, [record])
    if not known:
        return None
    account = known[0]
    _restriction(change, order, record=account.id, row=account.seq)
    if order.kind == CORRECT:
        new = _fitting(session, order, "payroll")
        write_account(session, change, account, new)
        words = said_words.of_account(change, account.id, new)
        let_go(session, change, (account.id,), _taken_out(new), words=words)
        payroll.note_compared(change, account, account.compared - set(new))
        payroll.touch(change, account, {"fields": new})
        return frozenset(order.fields.keys() - new.keys())
    payroll.touch(change, account, {})
    return _let_go(session, change, account.parts, order) if order.kind == DELETE else frozenset()


def _let_go(
    session: Session, change: Change, owned: tuple[PartRecord, ...], order: _Order
) -> frozenset[str]:
    """Start the clock of every part that nothing keeps; returns the keys of what stays."""
    kept: set[str] = set()
    for part in owned:
        class_ = session.catalogue.classes[states.class_of(part.kind)]
        keys = keys_of_part(change.compartment, part)
        if part.retention_class is None or class_.floor > 0 or order.keep & keys:
            kept |= keys
        else:
            parts.set_clock(change, part, PartClock(*WITHDRAWN, order.today))
    return frozenset(kept)


_ACTS: Final = {
    "hiring": _in_hiring,
    "visits": _in_visits,
    "personnel": _in_personnel,
    "payroll": _in_payroll,
}

for _file in FILES:
    takes_in("request.order", compartment=_file, roles=OFFICER)(_take)
