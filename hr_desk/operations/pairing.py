# SPDX-License-Identifier: Apache-2.0
"""Desks that exchange envelopes: introduced by their roots, trusted once two people compared.

An introduction is a desk's register without slots and grants: its users, public keys and epochs,
signed by its root. Only the first needs comparing; later ones are signed by the same root, and
their serials rise. Every file this desk opens remembers the highest, so that an older introduction
put back in the folder (with a removed user in it) is noticed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from hr_desk.errors import UserError
from hr_desk.i18n import N_, Message
from hr_desk.operations import desks
from hr_desk.operations.admission import RECOVERY_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store.carried_over import PAIRED_SERIAL
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.spool import Spool
from hr_desk.vault.keys import fingerprint
from hr_desk.vault.pairing_code import is_code, pairing_code
from hr_desk.vault.register import DamagedRegister, NewerRegister, Register

LONGEST_LABEL: Final = 30
"""Characters of what another desk is called here."""

PAIRING: Final = ("hr_admin", RECOVERY_ROLE)
RED_AFTER: Final = timedelta(days=3)
"""An envelope that waits longer for a paired desk is red for all (design section 5)."""


State = Literal["known", "missing", "older", "unreadable"]


class IntroductionUnusable(UserError):
    """The file is no introduction, or was changed on the way."""

    message = N_(
        "This is not an introduction of another desk, or it was changed on the way. "
        "Exchange at the other desk again and take the new file."
    )


class IntroductionNewer(UserError):
    """Written by a newer program."""

    message = N_(
        "The other desk uses a newer version of HR Desk. Update HR Desk here, then pair again."
    )


class OwnIntroduction(UserError):
    """The introduction is this desk's own."""

    message = N_("This is the introduction of this desk itself. Choose the other desk's.")


class CodeDiffers(UserError):
    """The typed characters are not the code of these two desks."""

    message = N_(
        "The 16 characters are not the same at both desks, so they were not paired. Read them "
        "from the other desk's screen once more; if they still differ, somebody changed the "
        "introduction on the way."
    )


class IntroductionOlder(UserError):
    """An introduction with a lower serial than one that was known here."""

    message = N_(
        "This introduction of “{label}” is older than what this desk knew already. "
        "Exchange again, or take a new introduction from that desk."
    )


class NotPaired(UserError):
    """No paired desk of that id or name."""

    message = N_("This desk is not paired with “{desk}”. Choose one from the list of paired desks.")


@dataclass(frozen=True, slots=True)
class PairedDesk:
    """One paired desk for a list.

    ``state`` is ``known``, or why nothing can be sent there: its introduction is ``missing``,
    ``older`` than one seen before, or ``unreadable``. ``waiting`` counts what waits to be fetched
    or for a receipt, the oldest since ``since``; ``heard`` is when anything last came from there.
    """

    id: str
    label: str
    state: State
    company: str = ""
    fingerprint: str = ""
    compartments: tuple[str, ...] = ()
    waiting: int = 0
    since: datetime | None = None
    heard: datetime | None = None


def introduce(session: Session) -> bytes:
    """Return this desk's introduction: users, public keys and epochs; no slot, no grant."""
    return introduction_of(session.folder)


def introduction_of(folder: Path) -> bytes:
    """Return the introduction of the desk in ``folder``, which needs no key."""
    return desks.read_register(folder).introduction().to_bytes()


def read_introduction(data: bytes) -> Register:
    """Return a verified introduction; raises IntroductionUnusable, IntroductionNewer.

    Verified is that it is whole and signed by its own root, not whose it is: ``pair`` has that
    compared.
    """
    try:
        register = _verified(data)
    except NewerRegister:
        raise IntroductionNewer from None
    except DamagedRegister:
        raise IntroductionUnusable from None
    if register.slots or register.grants or register.cards:
        raise IntroductionUnusable
    return register


@lru_cache(maxsize=32)
def _verified(data: bytes) -> Register:
    return Register.from_bytes(data)


def code(own_id: str, other_id: str) -> str:
    """Return the 16 characters two people compare: 80 bits of both ids, the same at both desks."""
    return pairing_code(own_id, other_id)


def known(
    folder: Path, register: Register, *, least: Mapping[str, int] | None = None
) -> Mapping[str, Register]:
    """Return what is known of each paired desk: the verified introductions, by desk id.

    A desk whose introduction is missing, unreadable, of another root or with a serial below
    ``least`` is left out, so that nothing is sealed to it or believed of it;
    ``list_paired`` says why.
    """
    spool, lowest = Spool(DeskFiles(folder)), least or {}
    found = {id_: _known(spool, id_, lowest.get(id_, 0)) for id_ in register.paired}
    return {id_: one for id_, one in found.items() if isinstance(one, Register)}


def _known(spool: Spool, desk_id: str, least: int) -> Register | State:
    data = spool.introduction(desk_id)
    if data is None:
        return "missing"
    try:
        register = read_introduction(data)
    except UserError:
        return "unreadable"
    if register.desk_id != desk_id:
        return "unreadable"
    return register if register.serial >= least else "older"


def known_to(session: Session) -> Mapping[str, Register]:
    """Return ``known`` as far as the open files do not remember a newer introduction."""
    return known(session.folder, session.register, least=remembered(session))


def remembered(session: Session) -> Mapping[str, int]:
    """Return the highest serial of each paired desk that an open file remembers."""
    serials: dict[str, int] = {}
    for name in session.held:
        rows = session.compartment(name).read(
            "SELECT name, value FROM fact WHERE name GLOB ?", (f"{PAIRED_SERIAL}*",)
        )
        for fact, value in rows:
            desk_id = str(fact).removeprefix(PAIRED_SERIAL)
            serials[desk_id] = max(serials.get(desk_id, 0), int(value))
    return serials


def remember(session: Session) -> None:
    """Have every open file remember the serial of each paired desk, where it has risen."""
    serials = {id_: register.serial for id_, register in known_to(session).items()}
    for name in session.held:
        file = session.compartment(name)
        risen = {
            id_: serial
            for id_, serial in serials.items()
            if int(file.fact(f"{PAIRED_SERIAL}{id_}") or 0) < serial
        }
        if risen:
            with file.change("desk.renewed") as change:
                for id_, serial in risen.items():
                    file.set_fact(f"{PAIRED_SERIAL}{id_}", str(serial))
                    change.touched("desk", id_)


@desk_operation("desk.pair", roles=PAIRING)
def pair(session: Session, introduction: bytes, *, label: str, code: str) -> Changes:
    """Trust another desk, whose code a person read at its screen and typed here.

    Pairing again renames it. Raises CodeDiffers, IntroductionUnusable, IntroductionNewer,
    IntroductionOlder, OwnIntroduction, TextMissing, TextTooLong, NotPermitted; then nothing was
    written.
    """
    require(session, "desk.pair")
    other = read_introduction(introduction)
    if other.desk_id == session.desk_id:
        raise OwnIntroduction
    if not is_code(code, one=session.desk_id, other=other.desk_id):
        raise CodeDiffers
    name = one_line(label, label=Message(N_("Name of the other desk")), longest=LONGEST_LABEL)
    _keep_newest(session, other, introduction, label=name)
    _put_in_force(session, lambda paired: {**paired, other.desk_id: name})
    remember(session)
    return _noted(session, "desk.pair", other.desk_id)


def _keep_newest(session: Session, other: Register, data: bytes, *, label: str) -> None:
    """Keep an introduction unless a newer one is there already; raises IntroductionOlder."""
    spool = Spool(DeskFiles(session.folder))
    present = _known(spool, other.desk_id, 0)
    if isinstance(present, Register) and present.serial > other.serial:
        return
    if other.serial < remembered(session).get(other.desk_id, 0):
        raise IntroductionOlder(label=label)
    spool.keep_introduction(other.desk_id, data)


@desk_operation("desk.unpair", roles=PAIRING)
def unpair(session: Session, desk_id: str) -> Changes:
    """Trust another desk no more: nothing of it is believed, nothing more is carried to it.

    What already waits for it stays in ``outgoing/`` and goes on if the desks are paired again.
    Raises NotPaired, NotPermitted.
    """
    require(session, "desk.unpair")
    session.require_standing()
    if desk_id not in session.register.paired:
        raise NotPaired(desk=desk_id[:16])
    _put_in_force(
        session, lambda paired: {id_: name for id_, name in paired.items() if id_ != desk_id}
    )
    Spool(DeskFiles(session.folder)).forget_introduction(desk_id)
    return _noted(session, "desk.unpair", desk_id)


def _put_in_force(
    session: Session, change: Callable[[Mapping[str, str]], Mapping[str, str]]
) -> None:
    """Sign and write a register with other paired desks."""
    if session.root is None:
        raise NotPermitted
    files = DeskFiles(session.folder)
    with files.register_alone():
        session.require_standing()
        paired = change(session.register.paired)
        register = replace(session.register, paired=paired).signed(session.root)
        files.write_register(register.to_bytes())
        session.adopt(register)


def _noted(session: Session, operation: str, desk_id: str) -> Changes:
    """Enter a change of paired desks into the log of the first file at hand."""
    for name in session.held[:1]:
        with session.compartment(name).change(operation) as change:
            change.touched("desk", desk_id)
            change.facts["serial"] = session.register.serial
    return Changes(operation, frozenset({("desk", desk_id)}), (desk_id,))


def list_paired(session: Session) -> tuple[PairedDesk, ...]:
    """Return the paired desks by name, with what waits for them and when they were heard of."""
    register, least = desks.read_register(session.folder), remembered(session)
    spool = Spool(DeskFiles(session.folder))
    heard = spool.exchanged().heard
    lines = (
        replace(_line(spool, id_, label, least.get(id_, 0)), heard=heard.get(id_))
        for id_, label in register.paired.items()
    )
    return tuple(sorted(lines, key=lambda line: (line.label, line.id)))


def last_exchange(session: Session) -> datetime | None:
    """Return when the last exchange of this desk ended (UTC), None before the first."""
    return Spool(DeskFiles(session.folder)).exchanged().at


def overdue(session: Session) -> int:
    """Return at how many paired desks an envelope has been waiting for more than three days."""
    limit = session.now() - RED_AFTER
    return sum(1 for one in list_paired(session) if one.since is not None and one.since < limit)


def _line(spool: Spool, desk_id: str, label: str, least: int) -> PairedDesk:
    found = _known(spool, desk_id, least)
    line = PairedDesk(
        id=desk_id,
        label=label,
        state="known",
        fingerprint=fingerprint(desk_id),
        waiting=len(spool.waiting(desk_id)),
        since=spool.waiting_since(desk_id),
    )
    if not isinstance(found, Register):
        return replace(line, state=found)
    name, compartments = found.company.get("name", ""), tuple(sorted(found.epochs))
    return replace(line, company=name, compartments=compartments)
