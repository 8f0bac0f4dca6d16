# SPDX-License-Identifier: Apache-2.0
"""Accounts: what payroll keeps of an employee. Personnel adds by envelope, HR admins read it.

Wages and contributions end after employment: the clocks start on the last day, and move on with
the word that the last wage is settled and the contributions are transferred.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types.base import Notice
from hr_desk.domain import employment
from hr_desk.domain import joiners as states
from hr_desk.operations import account_removals, in_use
from hr_desk.operations.account_sending import HOLDER
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.candidates import FieldView, view_of
from hr_desk.operations.joiner_problems import NothingToCompare, StillEmployed
from hr_desk.operations.joiner_writing import ONBOARDING, let_go
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.minor_reads import AGE_TOLD
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    DayOutOfRange,
    RecordGone,
    StepNotAllowed,
)
from hr_desk.operations.recruitment import FARTHEST_DAY
from hr_desk.operations.session import Session
from hr_desk.operations.values import ADULT_FROM, merged, stored_values
from hr_desk.store import crossings, parts, payroll, said_words
from hr_desk.store.compartment import Change
from hr_desk.store.parts import PartClock
from hr_desk.store.payroll import AccountRecord

PAYROLL: Final = ("hr_admin",)
"""The roles that read what payroll keeps."""

EVENTS: Final[Mapping[str, str]] = {"PAY": "settled", "SI": "transferred"}
"""Class to the event that payroll itself knows of."""

_NAMES: Final = frozenset({"account", "number", "values", "ended", "compared", ADULT_FROM})


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account for a list."""

    account_id: str
    holder: str
    given: frozenset[str]
    """The keys of what is known."""
    ended: date | None
    """The last day of employment, or the day somebody did not come; None while it goes on."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account, as this user may see it."""

    account_id: str
    version: int
    fields: tuple[FieldView, ...]
    doubts: tuple[Notice, ...]
    """What is doubtful about pay: kept all the same."""

    def named(self, key: str) -> FieldView | None:
        """Return one field's view, or None where the role may not see it."""
        return next((view for view in self.fields if view.field.key == key), None)


@takes_in("account.told", compartment="payroll", roles=ONBOARDING)
def told(session: Session, change: Change, letter: Letter) -> str | None:
    """Take in what personnel says of somebody, making their account with the first word.

    A value it takes back goes for good: out of drafts here, out of a restore of an older backup,
    and out of words that come again after one.
    """
    if set(letter.message) | {ADULT_FROM} != _NAMES:
        raise Unacceptable(what=letter.kind)
    gone = said_words.gone_of(change.compartment, letter.reference)
    if said_words.WHOLE in gone:
        return None
    account, grown, said = _account(change, letter), _grown(letter), _values(session, letter)
    if account is None:
        return None
    number, compared = letter.number("number"), _compared(letter, said)
    values = _news(account, {key: one for key, one in said.items() if key not in gone}, number)
    write_account(session, change, account, values)
    account_removals.let_go(session, change, account, _taken_back(values))
    account_removals.bury_late(session, change, account, letter, said.keys() - values.keys())
    payroll.note_compared(
        change, account, (account.compared - set(values)) | compared & set(values)
    )
    ended = _ended(letter)
    (fresh,) = payroll.accounts(change.compartment, [account.id])
    if ended is not None:
        _end(change, fresh, *ended)
    if number >= account.number:
        _note_age(change, account, grown)
    payroll.note_said(change, account, values, number=number)
    payroll.touch(change, account, {"fields": values}, number=number)
    change.fields.update(said)
    return account.id


def _news(account: AccountRecord, values: dict[str, Any], number: int) -> dict[str, Any]:
    """Return what a word says that no later one has spoken of.

    One that was overtaken replaces nothing that was typed here.
    """
    if number >= account.number:
        return values
    typed = account.fields.keys() - account.said.keys()
    return {
        key: value
        for key, value in values.items()
        if key not in typed and account.said.get(key, -1) < number
    }


def _taken_back(values: Mapping[str, Any]) -> set[str]:
    return {key for key, value in values.items() if value is None}


def _account(change: Change, letter: Letter) -> AccountRecord | None:
    """Return the account a word is about, made with the first one that has news.

    None for a late word about one that went empty since: what it gives was taken back.
    """
    reference = letter.text("account", 32)
    try:
        known = crossings.linked(change.compartment, reference)
        if known is None and letter.number("number") <= said_words.spoken_until(
            change.compartment, reference
        ):
            return None
        if known is None:
            id_ = secrets.token_hex(16)
            payroll.insert(change, id_)
            crossings.link(change, reference, record=id_, peer=letter.peer)
            known = (id_, letter.peer)
    except ValueError:
        raise Unacceptable(what="account") from None
    if known[1] != letter.peer:
        raise Unacceptable(what="account")
    (account,) = payroll.accounts(change.compartment, [known[0]])
    return account


def _values(session: Session, letter: Letter) -> dict[str, Any]:
    sent = letter.message["values"]
    if not isinstance(sent, Mapping):
        raise Unacceptable(what="values")
    return {key: _value(session, key, value) for key, value in sent.items()}


def _compared(letter: Letter, values: Mapping[str, Any]) -> set[str]:
    """Return the keys of what personnel compared with the original; raises Unacceptable."""
    sent = letter.message["compared"]
    if not isinstance(sent, list) or not all(isinstance(key, str) for key in sent):
        raise Unacceptable(what="compared")
    if not set(sent) <= {key for key, value in values.items() if value is not None}:
        raise Unacceptable(what="compared")
    return set(sent)


def _value(session: Session, key: str, stored: Any) -> Any:
    field = session.catalogue.fields.get(key)
    if field is None or "payroll" not in field.retention:
        raise Unacceptable(what="values")
    return None if stored is None else value_of(field, stored)


def _ended(letter: Letter) -> tuple[str, date] | None:
    ended = letter.message["ended"]
    if ended is None:
        return None
    try:
        state, day = ended
        if state != states.LEFT and state not in states.CUT_SHORT:
            raise Unacceptable(what="ended")
        return state, date.fromisoformat(day)
    except (TypeError, ValueError):
        raise Unacceptable(what="ended") from None


def _grown(letter: Letter) -> date | None:
    """Return from which day a minor is an adult, None of who is one; raises Unacceptable.

    An envelope of an earlier version says nothing of it.
    """
    return None if letter.message.get(ADULT_FROM) is None else letter.day(ADULT_FROM)


def _note_age(change: Change, account: AccountRecord, grown: date | None) -> None:
    """Keep what the latest word says of the age; its entry says that it did."""
    if grown != account.adult_from:
        payroll.note_age(change, account, grown)
        change.facts[AGE_TOLD] = True


def write_account(
    session: Session, change: Change, account: AccountRecord, stored: Mapping[str, Any]
) -> None:
    """Write stored values (None removes one) into the parts of their classes."""
    for kind in sorted({_kind(session, key) for key in stored}):
        some = {key: value for key, value in stored.items() if _kind(session, key) == kind}
        part = account.part(kind)
        fields = merged({} if part is None else part.fields, some)
        if part is not None and fields:
            parts.update(change, part, fields)
        elif part is not None:
            parts.delete(change, part)
        elif fields:
            clock = _clock(kind, account.ended, account.ended_on)
            parts.insert(change, account.seq, kind=kind, fields=fields, clock=clock)


def _kind(session: Session, key: str) -> str:
    return states.kind_of(session.catalogue.field(key), "payroll")


def _clock(kind: str, ended: str | None, on: date | None) -> PartClock | None:
    """Return the clock of a part of somebody who has gone; None where none runs yet."""
    if ended is None or on is None:
        return None
    clock = states.clock_of(kind, ended, since=on)
    return None if clock is None else PartClock(clock.class_key, clock.event, clock.day)


def _end(change: Change, account: AccountRecord, state: str, day: date) -> None:
    payroll.note_end(change, account, state, day)
    for part in account.parts:
        parts.set_clock(change, part, _clock(part.kind, state, day))


@takes_in("record.gone", compartment="payroll", roles=(*ONBOARDING, SERVICE_ROLE))
def gone(session: Session, change: Change, letter: Letter) -> str | None:
    """Forget what personnel called an account: its own record is deleted."""
    del session
    return let_go(change, letter, kind="account")


def is_compared(field: Field) -> bool:
    """Whether a value of this field is compared with an original."""
    return field.type.name in states.CHECKED_TYPES


def list_accounts(session: Session) -> tuple[AccountRow, ...]:
    """Return the accounts, newest first; raises NotPermitted, CompartmentClosed."""
    require(session, "account.open")
    used = payroll.where(session.compartment("payroll"), in_use.USED)
    return tuple(_row(session, one) for one in used)


def _row(session: Session, account: AccountRecord) -> AccountRow:
    holder = holder_of(session, account)
    return AccountRow(account.id, holder, frozenset(account.fields), account.ended_on)


def holder_of(session: Session, account: AccountRecord) -> str:
    """Return the name an account is held in, empty while it is not known."""
    kind, stored = session.catalogue.field(HOLDER).type, account.fields.get(HOLDER)
    return "" if stored is None else kind.show(kind.load(stored))


def open_account(session: Session, account_id: str) -> AccountView:
    """Return one account; the opening is logged. Raises RecordGone, NotPermitted."""
    require(session, "account.open")
    account = found(session, account_id)
    _note_opening(session, account)
    views = views_of(session, account)
    values = {view.field.key: view.value for view in views if view.value is not None}
    return AccountView(account.id, account.version, views, employment.doubts(values))


def views_of(session: Session, account: AccountRecord) -> tuple[FieldView, ...]:
    """Return the fields of an account that this user may see, in form order; logs nothing."""
    stored = account.fields
    asked = session.catalogue.fields_of("payroll", Scenario.ONBOARDING)
    views = (
        view_of(session, field, stored.get(field.key), stage=None, compartment="payroll")
        for field in asked
    )
    return tuple(view for view in views if view is not None)


def found(session: Session, account_id: str) -> AccountRecord:
    """Return the record of an account, to be used; raises RecordGone, Restricted."""
    records = payroll.accounts(session.compartment("payroll"), [account_id])
    if not records:
        raise RecordGone
    in_use.require(session, "payroll", records)
    return records[0]


@operation("account.open", compartment="payroll", roles=PAYROLL)
def _note_opening(session: Session, change: Change, /, account: AccountRecord) -> None:
    del session
    change.touched("account", account.id)
    change.fields.update(account.fields)


@operation("account.edit", compartment="payroll", roles=PAYROLL)
def edit(
    session: Session, change: Change, /, account_id: str, values: Mapping[str, object], *,
    version: int,
) -> None:  # fmt: skip
    """Change values of an account; None removes one. ``version`` is the one the form was made of.

    Raises RecordGone, ChangedMeanwhile, and what checking values raises.
    """
    account = found(session, account_id)
    if account.version != version:
        raise ChangedMeanwhile
    checked = stored_values(
        session, values, compartment="payroll", scenario=Scenario.ONBOARDING, stage=None
    )
    stored = {key: value for some in checked.values() for key, value in some.items()}
    write_account(session, change, account, stored)
    payroll.note_compared(change, account, account.compared - set(stored))
    payroll.touch(change, account, {"fields": stored})
    change.fields.update(stored)


@operation("account.compare", compartment="payroll", roles=PAYROLL)
def compare(session: Session, change: Change, /, account_id: str, keys: Sequence[str]) -> None:
    """Note that numbers of an account were compared with the original, the wage card.

    Raises RecordGone, and NothingToCompare where one is not there or is never compared.
    """
    account = found(session, account_id)
    may_be = {key for key in account.fields if is_compared(session.catalogue.field(key))}
    if not keys or not set(keys) <= may_be:
        raise NothingToCompare
    payroll.note_compared(change, account, account.compared | set(keys))
    payroll.touch(change, account, {"compared": sorted(keys)})
    change.fields.update(keys)


@operation("account.settle", compartment="payroll", roles=PAYROLL)
def settle(session: Session, change: Change, /, account_id: str, *, on: date) -> None:
    """Note the day on which the last wage was settled: the bank account goes from then on.

    Raises RecordGone, StillEmployed, DayOutOfRange, StepNotAllowed where no work was ever done.
    """
    _restart(session, change, account_id, "PAY", on)


@operation("account.transfer", compartment="payroll", roles=PAYROLL)
def transfer(session: Session, change: Change, /, account_id: str, *, on: date) -> None:
    """Note the day on which insurance and housing fund were transferred out.

    Raises RecordGone, StillEmployed, DayOutOfRange, StepNotAllowed where no work was ever done.
    """
    _restart(session, change, account_id, "SI", on)


def _restart(session: Session, change: Change, account_id: str, kind: str, on: date) -> None:
    if abs(on - session.today()) > FARTHEST_DAY:
        raise DayOutOfRange(day=on.isoformat())
    account = found(session, account_id)
    part = account.part(kind)
    if part is None:
        raise RecordGone
    if account.ended is None:
        raise StillEmployed(name=holder_of(session, account))
    if account.ended != states.LEFT:
        # Nothing was earned: a later clock would keep what is to go sooner.
        raise StepNotAllowed(name=holder_of(session, account), stage=states.label(account.ended))
    parts.set_clock(change, part, PartClock(kind, EVENTS[kind], on))
    payroll.touch(change, account, {"clock": on.isoformat()})
