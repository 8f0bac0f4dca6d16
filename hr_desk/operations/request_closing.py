# SPDX-License-Identifier: Apache-2.0
"""Closing a case that was answered: not before its letters are out, or it is written why not.

The person gets an answer with its reasons and the three ways to complain (policy 9; PIPL 50);
whoever else got what was deleted, corrected or restricted here gets word of it. The register of the
case says which of them are out.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain.disclosing import OWN_COPY
from hr_desk.i18n import N_, Message, t
from hr_desk.operations.operation import operation, require
from hr_desk.operations.other_holders import TOLD, other_holders
from hr_desk.operations.request_asking import Findings, found_of
from hr_desk.operations.request_problems import LettersOwed, OrdersNotAnswered, RequestGone
from hr_desk.operations.requests import OFFICER, PRIVACY, end_case, stepped
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import disclosures
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change
from hr_desk.store.ended_cases import ANSWERED
from hr_desk.store.requests import RequestRecord

THE_PERSON: Final = ""
"""Stands for the answer among the names of recipients."""
THE_COPY: Final = "\n"
"""Stands for the copy of what is kept; no name has a line break."""

WHY: Final = N_("Why it is left out")
LONGEST: Final = 500
_PRINT: Final = "print"
_REFUSED: Final = "refused"


def letters_owed(session: Session, request_id: str) -> tuple[str, ...]:
    """Return what of a case is not out: THE_COPY, THE_PERSON, letters to recipients by name.

    Raises RequestGone, NotPermitted, CompartmentClosed.
    """
    require(session, "request.close")
    cases = store.where(session.compartment(PRIVACY), "id = ?", (request_id,))
    if not cases:
        raise RequestGone
    return tuple(_owed(session, cases[0]))


def _owed(session: Session, case: RequestRecord) -> Iterator[str]:
    """Yield what is not out: the copy; letters, or those from before the last order about it."""
    found, out = found_of(session, case), _out(session, case)
    if _copy_owed(session, case, found):
        yield THE_COPY
    if case.number not in out:
        yield THE_PERSON
    for one in other_holders(found):
        name = clean(one.name, prose=True)
        if one.orders and (name not in out or out[name] < _ordered_at(found, one.name)):
            yield one.name


def _copy_owed(session: Session, case: RequestRecord, found: Findings) -> bool:
    """Whether something was found that a copy is asked of, and none was handed over."""
    if not request_rules().codes[case.code].copied or not found.records:
        return False
    entries = disclosures.of_record(session.compartment(PRIVACY), case.id, but=(), not_to="")
    return case.outcome != _REFUSED and all(one.kind != OWN_COPY for one in entries)


def _out(session: Session, case: RequestRecord) -> dict[str, datetime]:
    """Return to whom letters of a case went, and when the last one did."""
    entries = disclosures.of_record(session.compartment(PRIVACY), case.id, but=(), not_to="")
    letters = (one for one in entries if one.kind == _PRINT)
    return {one.recipient: datetime.fromisoformat(one.completed_at) for one in letters}


def _ordered_at(found: Findings, name: str) -> datetime:
    """Return when the last order was given about a record that a recipient got something of."""
    theirs = {one.record for one in found.records if any(line.name == name for line in one.told)}
    orders = (one for one in found.orders if one.record in theirs and one.kind in TOLD)
    return max(datetime.fromisoformat(one.ordered_at) for one in orders)


@operation("request.close", compartment=PRIVACY, roles=OFFICER)
def close(session: Session, change: Change, /, request_id: str, *, without: str = "") -> None:
    """Close a case that was answered; the contributed copies are wiped, its three years begin.

    ``without`` says why a copy or letters that are owed are left out; it stays in the case. Raises
    RequestGone, CaseStepNotAllowed, OrdersNotAnswered while an order is not answered, LettersOwed
    while a letter is not out and nothing says why, TextTooLong.
    """
    case = stepped(change, request_id, "close")
    orders = store.orders(change.compartment, case.seq)
    waiting = sum(one.answered_at is None for one in orders)
    if waiting:
        raise OrdersNotAnswered(number=case.number, open=waiting)
    owed = tuple(_owed(session, case))
    reason = one_line(without, label=Message(WHY), longest=LONGEST, required=False)
    if owed and not reason:
        raise LettersOwed(number=case.number, count=len(owed))
    if owed:
        store.add_note(change, case.seq, user=session.user.id, text=_left_out(owed, reason))
        change.facts["without"] = len(owed)
    end_case(session, change, case, verb="close", ending=ANSWERED)


def _left_out(owed: tuple[str, ...], reason: str) -> str:
    """Say for the words of the case what is not out, and why."""
    letters = [one or t("the person who asked") for one in owed if one != THE_COPY]
    said = [t("Closed without handing the copy over: {reason}", reason=reason)]
    if letters:
        names = t(", ").join(letters)
        text = t("Closed without a letter to {names}: {reason}", names=names, reason=reason)
        said = [*said, text] if THE_COPY in owed else [text]
    return " ".join(said)
