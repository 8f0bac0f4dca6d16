# SPDX-License-Identifier: Apache-2.0
"""Handing people's data to a registered recipient: the one door, one passphrase for each file.

The order is that of the door: what is read of payroll is logged there, the register gets its entry
with everybody who stands in the file, the file is written, the entry is completed. Whatever is
killed in between leaves an entry that says "not completed", never a file without one.
"""

import secrets
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from hr_desk.catalogue.hand_off_templates import CSV, FIXED, Template
from hr_desk.catalogue.model import Field, Sensitivity
from hr_desk.domain import hand_off_rows
from hr_desk.domain import hand_offs as rules
from hr_desk.domain.controller import controller_line
from hr_desk.domain.hand_off_rows import Around
from hr_desk.errors import UserError
from hr_desk.exchange import hand_off_files
from hr_desk.exchange.workbook import new_password
from hr_desk.i18n import t
from hr_desk.operations import desks, disclosure, in_use
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver
from hr_desk.operations.disclosure import HAND_OFF, Disclosure
from hr_desk.operations.hand_off_people import (
    ROLES,
    Plan,
    Planned,
    accounts_of,
    key_of,
    plan_of,
)
from hr_desk.operations.hand_off_problems import (
    AbroadFull,
    NoConsent,
    NothingNew,
    NotInThisFile,
    NotReady,
)
from hr_desk.operations.hand_off_templates import HERE, KnownTemplate
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import NothingToHandOut
from hr_desk.operations.recipients import ROUTES, Recipient
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import (
    Standing,
    require_carried_on,
    require_in_force,
)
from hr_desk.store import hand_offs as store
from hr_desk.store import personnel
from hr_desk.store.compartment import Change
from hr_desk.store.hand_offs import KEY, NewHandOff, RowRecord


@dataclass(frozen=True, slots=True)
class HandedOff:
    """What left: the file, its password (told another way; None: a plain file), what was left out.

    ``stripped`` are people and the fields that no consent covers; ``left_out`` those who agreed to
    nothing.
    """

    changes: Changes
    id: str
    file: Path
    rows: int
    password: str | None
    stripped: tuple[tuple[str, tuple[Field, ...]], ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is about to leave."""

    standing: Standing
    known: KnownTemplate
    people: tuple[Planned, ...]
    again_of: str | None
    password: str | None

    @property
    def disclosure(self) -> Disclosure:
        told = {key for one in self.people for key in one.values}
        return Disclosure(
            kind=HAND_OFF,
            recipient=self.standing.recipient.recipient.name,
            purpose=self.known.template.purpose,
            fields=tuple(key for key in self.known.template.fields if key in told),
            records=tuple(one.joiner_id for one in self.people),
        )


def send(
    session: Session,
    standing_id: str,
    joiner_ids: Sequence[str],
    *,
    passphrase: str,
    folder: Path,
    incomplete: Collection[str] = (),
) -> HandedOff:
    """Hand these people to the recipient, as a file in ``folder`` named 公司_用途_日期.

    Somebody of whom something required is missing goes out only when they are named in
    ``incomplete``. Who has not agreed is left out, and what they did not agree to is stripped.
    Raises NotPermitted, WrongPassphrase, what ``require_in_force`` raises, NotInThisFile,
    NoConsent, NotReady, NothingNew, AbroadFull, what making the file raises, and what the door
    raises (TargetExists, TargetInDesk, PlaceUnusable, DiskFull, FolderReadOnly).
    """
    require(session, "hand_off.send")
    require_passphrase(session, passphrase)
    standing, known = require_in_force(session, standing_id)
    plan = plan_of(session, standing, known.template)
    chosen = _chosen(plan, joiner_ids)
    people = _allowed(plan, chosen, incomplete)
    if known.template.who != "employed" and not any(one.news for one in people):
        raise NothingNew(name=standing.recipient.recipient.name)
    batch = _Batch(standing, known, people, None, _password_for(known.template))
    return hand_over(session, batch, folder, left_out=[one for one in chosen if not one.consents])


def require_passphrase(session: Session, passphrase: str) -> None:
    """Raise WrongPassphrase unless it is the user's own: an unlocked desk alone sends nothing."""
    user = session.register.user(session.user.id)
    desks.keys_of(session.register, user, passphrase)


def _chosen(plan: Plan, joiner_ids: Sequence[str]) -> tuple[Planned, ...]:
    wanted, known = set(joiner_ids), {one.joiner_id: one for one in plan.people}
    if not wanted:
        raise NothingToHandOut
    if not wanted <= known.keys():
        raise NotInThisFile
    return tuple(one for one in plan.people if one.joiner_id in wanted)


def _allowed(
    plan: Plan, chosen: Iterable[Planned], incomplete: Collection[str]
) -> tuple[Planned, ...]:
    people = tuple(one for one in chosen if one.consents)
    if not people:
        raise NoConsent(name=plan.standing.recipient.recipient.name)
    unnamed = [one for one in people if one.missing and one.joiner_id not in incomplete]
    if unnamed:
        raise NotReady(people=len(unnamed))
    return people


def _password_for(template: Template) -> str | None:
    plain = template.plain or template.kind in (CSV, FIXED)
    return None if plain else new_password()


def again(session: Session, id_: str, *, passphrase: str, folder: Path) -> HandedOff:
    """Make the same file again for the same people: one logged act, an entry of its own.

    It has the same password as long as that is kept, and leaves by what was approved in place of
    the earlier approval. Raises NotFinished, ChangedSince, what
    ``send`` raises.
    """
    from hr_desk.operations.hand_off_register import same_people

    require(session, "hand_off.send")
    require_passphrase(session, passphrase)
    earlier, people = same_people(session, id_)
    standing, known = require_carried_on(session, earlier.standing)
    password = earlier.password or _password_for(known.template)
    return hand_over(session, _Batch(standing, known, people, id_, password), folder)


def hand_over(
    session: Session, batch: _Batch, folder: Path, *, left_out: Sequence[Planned] = ()
) -> HandedOff:
    """Let a batch out: register, write, complete."""
    template = batch.known.template
    people = [one.joiner_id for one in batch.people]
    require_room_abroad(session, batch.standing.recipient.recipient, people, template.fields)
    target = folder / hand_off_files.file_name(
        template, company=session.company.get("name", ""),
        language=hand_off_rows.RECEIVERS_LANGUAGE, on=session.today(),
    )  # fmt: skip
    disclosure.require_place(session, target)
    content = _content(session, batch)
    _note_reading(session, batch)
    changes = _register(session, batch, content, target)
    disclosure.write_registered(content, target)
    _complete(session, changes.created[0])
    with suppress(UserError):
        # The file is out and its password still has to be shown; the envelope waits its turn.
        deliver(session)
    stripped = tuple((one.joiner_id, one.stripped) for one in batch.people if one.stripped)
    return HandedOff(
        changes, changes.created[0], target, len(batch.people), batch.password, stripped,
        tuple(one.joiner_id for one in left_out),
    )  # fmt: skip


def require_room_abroad(
    session: Session, recipient: Recipient, people: Iterable[str], keys: Iterable[str]
) -> None:
    """Count whose data went abroad this year; raises AbroadFull where the route is too small."""
    if not rules.abroad(recipient.country):
        return
    file, since = session.compartment(HERE), date(session.today().year, 1, 1)
    told, known = set(people), session.catalogue.fields
    for records, _fields in store.told_abroad(file, rules.HOME, since=since):
        told.update(records)
    sensitive = any(known[key].sensitivity is Sensitivity.SENSITIVE for key in keys)
    if rules.over_the_limit(recipient.route, len(told), sensitive=sensitive):
        route = session.catalogue.code_lists[ROUTES].codes[recipient.route]
        raise AbroadFull(people=len(told), route=route)


def _content(session: Session, batch: _Batch) -> bytes:
    template, company = batch.known.template, session.company.get("name", "")
    rows = hand_off_rows.rows(template, session.catalogue, [
        (one.values, Around(number, one.change, company, session.today()))
        for number, one in enumerate(batch.people, start=1)
    ])  # fmt: skip
    return hand_off_files.hand_off_file(
        template, rows, title=template.sheet or template.label.within("zh_CN"),
        password=batch.password or "", manifest=_manifest(session, batch),
        empty=batch.known.workbook,
    )  # fmt: skip


def _manifest(session: Session, batch: _Batch) -> dict[str, str]:
    head = session.compartment(HERE).head()
    purpose = session.catalogue.purposes[batch.known.template.purpose].label
    return {
        t("Purpose"): str(purpose),
        t("Recipient"): batch.standing.recipient.recipient.name,
        t("From"): controller_line(session.company),
        t("Made at"): session.now().isoformat(timespec="seconds"),
        t("Head of the audit log"): f"{head.sequence} {head.hash.hex()}",
    }


def _note_reading(session: Session, batch: _Batch) -> None:
    template, people = batch.known.template, [one.joiner_id for one in batch.people]
    note_payroll_read(session, people, template.fields, purpose=template.purpose)


def note_payroll_read(
    session: Session, joiner_ids: Sequence[str], keys: Iterable[str], *, purpose: str
) -> None:
    """Log in payroll which of its fields are about to leave, and of whom; nothing where none."""
    fields = session.catalogue.fields
    read = [key for key in keys if "payroll" in fields[key].retention]
    if read:
        _read_accounts(session, accounts_of(session, joiner_ids), read, purpose=purpose)


@operation("account.hand_off", compartment="payroll", roles=ROLES)
def _read_accounts(
    session: Session, change: Change, /, accounts: Iterable[str], keys: Iterable[str], *,
    purpose: str,
) -> None:  # fmt: skip
    del session
    change.purpose = purpose
    change.fields.update(keys)
    for account in accounts:
        change.touched("account", account)


@operation("hand_off.send", compartment=HERE, roles=ROLES)
def _register(
    session: Session, change: Change, /, batch: _Batch, content: bytes, target: Path
) -> tuple[str]:
    """Write the entry of the register and who stands in the file, before there is a file."""
    disclosure.require_entry(session, batch.disclosure)
    told = personnel.joiners(change.compartment, batch.disclosure.records)
    in_use.require(session, HERE, told)
    id_ = disclosure.enter(session, change, batch.disclosure, content, kind="joiner")
    key, today = _key(session, change), session.today()
    rows = [
        RowRecord(one.seq, line, one.change, hand_off_rows.digest(one.values, key))
        for line, one in enumerate(batch.people, start=1)
    ]
    until = today + timedelta(days=rules.PASSWORD_DAYS)
    new = NewHandOff(id_, batch.standing.id, batch.again_of, str(target), batch.password, until)
    store.insert(change, new, rows)
    store.forget_passwords(change, today)
    return (id_,)


def _key(session: Session, change: Change) -> bytes:
    """Return the key of the rows' digests, made with the first file."""
    if change.compartment.fact(KEY) is None:
        change.compartment.set_fact(KEY, secrets.token_hex(_KEY_BYTES))
    return key_of(session)


_KEY_BYTES: Final = 32


@operation("hand_off.complete", compartment=HERE, roles=ROLES)
def _complete(session: Session, change: Change, /, id_: str) -> None:
    disclosure.complete(session, change, id_)
