# SPDX-License-Identifier: Apache-2.0
"""What the screens of payroll read: who is there, what was compared, what is missing, one account.

Whoever holds personnel too sees how far the joiner's own file is; numbers come covered, and are
shown in full for a purpose, because a list of cards on a screen is read by whoever walks past.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hr_desk.domain import joiners as states
from hr_desk.domain.terms import matches, queries, terms_of
from hr_desk.operations import accounts, checklist, in_use, joiner_views, training
from hr_desk.operations.accounts import PAYROLL, AccountView, holder_of, is_compared, views_of
from hr_desk.operations.candidates import FieldView, RetentionNote, in_full
from hr_desk.operations.checklist import FileGap
from hr_desk.operations.history import HistoryLine, history_of
from hr_desk.operations.joiner_views import JoinerQuery, clocks_of
from hr_desk.operations.joiner_writing import NAME, ROSTER, first_day
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import PurposeUnknown
from hr_desk.operations.session import Session
from hr_desk.store import crossings, payroll, personnel
from hr_desk.store.compartment import Change
from hr_desk.store.payroll import AccountRecord
from hr_desk.store.personnel import JoinerRecord

MISSING, GIVEN, COMPARED, ELSEWHERE = "missing", "given", "compared", "elsewhere"
"""How a number stands; ``elsewhere`` where this user does not hold the file that keeps it."""

CARD: Final = "bank_account_no"
ID_NUMBER: Final = "id_number"
_ID_SEEN: Final = "id_checked"
_FILE: Final = "payroll"
"""The compartment, and the file of the checklist that is about it."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account for a list."""

    account_id: str
    holder: str
    card_shown: str
    """The masked number of the bank account, empty while it is not known."""
    card: str
    """How the bank account stands: MISSING, GIVEN or COMPARED."""
    id_number: str
    """The same of the ID number, or ELSEWHERE."""
    ended: str | None
    """domain.joiners.LEFT or one of CUT_SHORT; None while employment goes on."""
    ended_on: date | None
    joiner_id: str | None
    """The joiner's file, where this user holds it and it is still there."""
    state: str | None
    """The joiner's state, as domain.joiners has it."""
    first_day: date | None
    gap: FileGap | None
    """What the payroll file still waits for; None where that is not known here."""


@dataclass(frozen=True, kw_only=True)
class AccountQuery:
    """Which accounts: words of the name; ``ended`` None for all, else whether work is over."""

    text: str = ""
    ended: bool | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class AccountFile:
    """One account, its numbers covered, with what stands around it."""

    view: AccountView
    line: AccountLine
    compared: frozenset[str]
    """The keys of what somebody compared with the original."""
    allowed: frozenset[str]
    """Of "edit", "settle", "transfer" and "leave"."""
    clocks: tuple[RetentionNote, ...]
    history: tuple[HistoryLine, ...]


def board(session: Session, query: AccountQuery) -> tuple[AccountLine, ...]:
    """Return accounts, newest first; at most ``limit``. Raises NotPermitted, CompartmentClosed.

    Names are found in characters, by pinyin and initials.
    """
    require(session, "account.open")
    condition = {None: "1", True: "ended IS NOT NULL", False: "ended IS NULL"}[query.ended]
    words = query.text.strip()
    most = -1 if words else query.limit
    used = f"{in_use.USED} AND {condition}"
    found = payroll.where(session.compartment(_FILE), used, limit=most)
    if words:
        found = [one for one in found if _is_called(holder_of(session, one), words)]
    return _lines(session, found[: query.limit])


def find(session: Session, text: str, *, most: int) -> tuple[AccountLine, ...]:
    """Return accounts by the name of their holder, newest first; never by a number.

    Where personnel is held its search leads to them, so that a long payroll is not read whole with
    each key; what such lines lack is ``gap``. Raises NotPermitted, CompartmentClosed.
    """
    require(session, "account.open")
    words = text.strip()
    if not words or not session.holds("personnel") or not session.may("joiner.open"):
        return board(session, AccountQuery(text=words, limit=most)) if words else ()
    rows = joiner_views.list_joiners(session, JoinerQuery(text=words))
    called = {row.joiner_id: row.cells[NAME].text for row in rows if NAME in row.cells}
    ids = [one for joiner_id in called for one in _accounts_of(session, joiner_id)]
    known = in_use.only(session, _FILE, payroll.accounts(session.compartment(_FILE), ids))
    joiners = _joiners(session, known)
    found = [
        one
        for one in known
        if _is_called(holder_of(session, one), words)
        or (one.id in joiners and _is_called(called[joiners[one.id].id], words))
    ]
    return tuple(_line(session, one, joiners.get(one.id), {}) for one in found[:most])


def _accounts_of(session: Session, joiner_id: str) -> list[str]:
    """Return the accounts (ids) that this desk's payroll keeps of a joiner."""
    here, there = session.compartment(_FILE), session.compartment("personnel")
    links = (crossings.linked(here, one) for one, _ in crossings.links_of(there, joiner_id))
    return [link[0] for link in links if link is not None and link[0]]


def _is_called(name: str, text: str) -> bool:
    return matches(queries(text), terms_of("name", name)) if name else False


def _lines(session: Session, found: Sequence[AccountRecord]) -> tuple[AccountLine, ...]:
    joiners = _joiners(session, found)
    gaps = _gaps(session, joiners.values())
    return tuple(_line(session, one, joiners.get(one.id), gaps) for one in found)


def _joiners(session: Session, found: Iterable[AccountRecord]) -> dict[str, JoinerRecord]:
    """Return by account the joiner whose account it is, for who holds personnel as well."""
    if not session.holds("personnel"):
        return {}
    here, there = session.compartment(_FILE), session.compartment("personnel")
    known = {}
    for account in found:
        for reference, _ in crossings.links_of(here, account.id):
            linked = crossings.linked(there, reference)
            if linked is not None and linked[0]:
                known[account.id] = linked[0]
    used = in_use.only(session, "personnel", personnel.joiners(there, set(known.values())))
    records = {one.id: one for one in used}
    return {id_: records[joiner] for id_, joiner in known.items() if joiner in records}


def _gaps(session: Session, joiners: Iterable[JoinerRecord]) -> dict[str, FileGap]:
    ids = [one.id for one in joiners if one.part(ROSTER) is not None]
    if not ids or not session.may("checklist.tick"):
        return {}
    progress = checklist.progress(session, ids)
    return {id_: one.gaps[_FILE] for id_, one in progress.items() if _FILE in one.gaps}


def _line(
    session: Session, account: AccountRecord, joiner: JoinerRecord | None,
    gaps: Mapping[str, FileGap],
) -> AccountLine:  # fmt: skip
    views = {view.field.key: view for view in covered(views_of(session, account))}
    card = views.get(CARD)
    return AccountLine(
        account_id=account.id,
        holder=holder_of(session, account),
        card_shown="" if card is None else card.shown,
        card=_standing(CARD in account.fields, compared=CARD in account.compared),
        id_number=_id_number(joiner),
        ended=account.ended,
        ended_on=account.ended_on,
        joiner_id=None if joiner is None else joiner.id,
        state=None if joiner is None else joiner.state,
        first_day=None if joiner is None else first_day(joiner.fields),
        gap=None if joiner is None else gaps.get(joiner.id),
    )


def _id_number(joiner: JoinerRecord | None) -> str:
    if joiner is None:
        return ELSEWHERE
    return _standing(ID_NUMBER in joiner.fields, compared=bool(joiner.fields.get(_ID_SEEN)))


def _standing(given: bool, *, compared: bool) -> str:
    return MISSING if not given else COMPARED if compared else GIVEN


def covered(views: Iterable[FieldView]) -> tuple[FieldView, ...]:
    """Return fields with their numbers masked that are compared with an original."""
    return tuple(_covered(view) for view in views)


def _covered(view: FieldView) -> FieldView:
    if not view.given or view.masked or not is_compared(view.field):
        return view
    return replace(view, masked=True, value=None, shown=view.field.type.mask(view.value))


def open_file(session: Session, account_id: str) -> AccountFile:
    """Return one account with what stands around it; the opening is logged.

    Raises RecordGone, NotPermitted.
    """
    opened = accounts.open_account(session, account_id)
    account = accounts.found(session, account_id)
    (line,) = _lines(session, [account])
    return AccountFile(
        view=replace(opened, fields=covered(opened.fields)),
        line=line,
        compared=account.compared & set(account.fields),
        allowed=_allowed(session, account, line),
        clocks=clocks_of(session, account),
        history=history_of(session, _FILE, (account.id,)),
    )


def _allowed(session: Session, account: AccountRecord, line: AccountLine) -> frozenset[str]:
    """Return what can be done: settled and transferred is what somebody left, nothing before."""
    found = {"edit"} if session.may("account.edit") else set()
    if account.ended == states.LEFT:
        kinds = {"PAY": "settle", "SI": "transfer"}
        found |= {verb for kind, verb in kinds.items() if account.part(kind) is not None}
    if line.state == states.STARTED and session.may("joiner.leave"):
        found.add("leave")
    return frozenset(found)


def unmask(
    session: Session, account_id: str, keys: Iterable[str], *, purpose: str
) -> Mapping[str, FieldView]:
    """Return covered values in full; the purpose, the fields and the user are logged first.

    Fields the user may not see even masked are left out. Raises PurposeUnknown, RecordGone,
    TrainingMissing.
    """
    require(session, "account.unmask")
    if purpose not in session.catalogue.purposes:
        raise PurposeUnknown
    account = accounts.found(session, account_id)
    wanted, stored = set(keys), account.fields
    views = [v for v in views_of(session, account) if v.field.key in wanted and v.given]
    seen = [view.field.key for view in views]
    training.require_trained(session, seen, operation="account.unmask")
    _note_unmasking(session, account, seen, purpose=purpose)
    return {view.field.key: in_full(view, stored[view.field.key]) for view in views}


@operation("account.unmask", compartment="payroll", roles=PAYROLL)
def _note_unmasking(
    session: Session, change: Change, /, account: AccountRecord, keys: Iterable[str], *,
    purpose: str,
) -> None:  # fmt: skip
    del session
    change.purpose = purpose
    change.touched("account", account.id)
    change.fields.update(keys)
