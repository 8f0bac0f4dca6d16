# SPDX-License-Identifier: Apache-2.0
"""The part of a check that looks at keys: how well kept, who has them, and how old they are."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import epochs, granting, profiles, standing
from hr_desk.operations.findings import Finding
from hr_desk.operations.session import Session
from hr_desk.vault.access import NotGranted, known_holders, secret_for
from hr_desk.vault.grants import GrantProblem
from hr_desk.vault.register import Register
from hr_desk.vault.slots import DamagedSlot, WeakSlot, check_slot

LONGEST: Final = timedelta(days=90)
"""After this time the intake keys of a kiosk have to be replaced (design section 5)."""

REMINDED: Final = timedelta(days=14)
"""How long before that it is told, and how long a replaced key may stay."""

_PAGE: Final = "people"
_KIOSKS: Final = "kiosks"


def keys(session: Session) -> Iterator[Finding]:
    """Look at slots, grants, epochs and the keys of kiosks, as far as this session can."""
    register = standing.reread(session.folder, session.register)
    yield from _slots(session, register)
    yield from _own_grants(session, register)
    yield from _waiting(session, register)
    for name in epochs.owed(register, session.catalogue):
        label = ("compartment", session.catalogue.compartments[name])
        yield Finding("keys", "bad", _OWED, (label,), 1, _PAGE)
    for name in session.held:
        yield from _of_kiosks(session, name)
    yield from _lost_to_kiosks(session)


def keys_ok(session: Session) -> Finding:
    """Say how many users have keys."""
    count = len(session.register.slots)
    return Finding("keys", "ok", _KEPT, (("count", count),), count)


def _slots(session: Session, register: Register) -> Iterator[Finding]:
    behind_cards = {id_: one.slot for id_, one in register.cards.items() if one.slot is not None}
    for user_id, slot in (*register.slots.items(), *behind_cards.items()):
        user = register.user(user_id)
        named = (("user", user.name),)
        asked = granting.kind_for(session.catalogue, user.roles)
        # A card of somebody whose roles have become strong opens nothing: it does no harm.
        least = slot.kind if slot.kind == "card" else asked
        try:
            check_slot(slot, desk_id=register.desk_id, public=user.public, least=least)
        except WeakSlot:
            yield Finding("keys", "bad", _WEAK, named, 1, _PAGE)
        except DamagedSlot:
            yield Finding("keys", "bad", _CHANGED, named, 1, _PAGE)


def _own_grants(session: Session, register: Register) -> Iterator[Finding]:
    """Open each grant of one's own: it must give what the root signed for the compartment."""
    user = register.user(session.user.id)
    for name in register.epochs:
        label = ("compartment", session.catalogue.compartments[name])
        if not granting.is_entitled(session.catalogue, user, name):
            continue
        try:
            secret_for(register, name, user_id=user.id, keys=session.keys)
        except NotGranted:
            yield Finding("keys", "warn", _NOT_GRANTED, (label,), 1, _PAGE)
        except GrantProblem:
            yield Finding("keys", "bad", _UNFIT, (label,), 1, _PAGE)


def _waiting(session: Session, register: Register) -> Iterator[Finding]:
    """Look for colleagues whose role holds what this session holds and who have no key yet."""
    for name in session.held:
        known = known_holders(register, name, user_id=session.user.id, keys=session.keys)
        for user in register.users:
            entitled = granting.is_entitled(session.catalogue, user, name)
            if entitled and user.id not in known and user.id != session.user.id:
                label = ("compartment", session.catalogue.compartments[name])
                yield Finding("keys", "warn", _COLLEAGUE, (label, ("user", user.name)), 1, _PAGE)


def _of_kiosks(session: Session, name: str) -> Iterator[Finding]:
    """Look at how old the keys are that kiosks seal to."""
    today = session.trusted_day()
    oldest: dict[str, date] = {}
    for profile, made_on, replaced_on in session.compartment(name).read(
        "SELECT profile, made_on, replaced_on FROM intake_key"
    ):
        if replaced_on is None:
            made = date.fromisoformat(made_on)
            oldest[profile] = max(made, oldest.get(profile, made))
        elif today > date.fromisoformat(replaced_on) + REMINDED:
            yield Finding("keys", "bad", _NOT_DESTROYED, (("day", replaced_on),), 1, "retention")
    for made in oldest.values():
        end = made + LONGEST
        if today >= end:
            yield Finding("keys", "bad", _EXPIRED, (("day", end),), (today - end).days, _KIOSKS)
        elif today >= end - REMINDED:
            yield Finding("keys", "warn", _EXPIRES, (("day", end),), (end - today).days, _KIOSKS)


def _lost_to_kiosks(session: Session) -> Iterator[Finding]:
    """Look for kiosks whose envelopes nobody can open any more."""
    for one in profiles.list_profiles(session):
        if one.lost:
            yield Finding("keys", "bad", _LOST, (("kiosk", one.name),), 1, _KIOSKS)


_LOST: Final = N_(
    "What the kiosk “{kiosk}” sends cannot be opened: its keys are not in the desk, as after "
    "restoring an older backup. Switch it off and give it a new profile now."
)
_KEPT: Final = N_("The keys of {count} users are kept as their roles ask, and open what they must.")
_WEAK: Final = N_(
    "The passphrase of {user} is not protected as well as their roles ask. "
    "They choose a new one, under Settings."
)
_CHANGED: Final = N_(
    "The keys of {user} in slots.json were changed by somebody else. "
    "Restore slots.json from a backup, or give {user} new keys."
)
_NOT_GRANTED: Final = N_(
    "You have no key of “{compartment}” yet, though your role holds it. "
    "Somebody who has it must open the desk and grant it."
)
_UNFIT: Final = N_(
    "Your key of “{compartment}” is not the one this desk's root signed for. "
    "Restore slots.json from a backup, or have it granted again."
)
_COLLEAGUE: Final = N_(
    "{user} has no key of “{compartment}” yet, though their role holds it. Grant it to them."
)
_OWED: Final = N_(
    "Somebody who may not read “{compartment}” any more still knows its key. "
    "Whoever holds it makes a new one, under Users and keys."
)
_EXPIRED: Final = N_(
    "The keys of a kiosk should have been replaced by {day}. Make it a new profile today."
)
_EXPIRES: Final = N_("The keys of a kiosk end on {day}. Make it a new profile before that.")
_NOT_DESTROYED: Final = N_(
    "The keys of a kiosk that were replaced on {day} should have been destroyed 14 days later. "
    "The next deletion run destroys them."
)
