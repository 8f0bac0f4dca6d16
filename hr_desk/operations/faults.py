# SPDX-License-Identifier: Apache-2.0
"""What does not work at the gate, for whoever sits at the front desk: each line with the way out.

It reads the folder and the signs of life that kiosks leave in it, and changes nothing. A visitor
gets in whatever stands here: kiosks keep what the desk does not take.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import profiles
from hr_desk.operations.directory import require_reader
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.inbox import ENVELOPE, Inbox
from hr_desk.store.pulses import Pulse, pulses

SILENT_AFTER: Final = timedelta(minutes=4)
"""A kiosk says every minute that it runs."""

WAITING_AFTER: Final = timedelta(minutes=5)
"""What has waited so long on a kiosk does not get through."""

LEAST_ROOM: Final = 512 * 1024 * 1024
"""Bytes below which the desk's disk is nearly full."""

MOST_WAITING: Final = 500
"""Envelopes after which an inbox takes no more, as kiosks' profiles have it."""

_MIB: Final = 1024 * 1024

SENTENCES: Final[Mapping[str, str]] = {
    "inbox_away": N_(
        "The inbox is away: nothing comes in from the kiosks. Visitors can still sign in there; it "
        "waits on the kiosk. Plug the share or stick in again, or tell an HR admin."
    ),
    "inbox_full": N_(
        "The inbox is full: {count} envelopes wait. Kiosks keep what comes. Somebody who opens "
        "visits has to be unlocked here; if it stays, tell an HR admin."
    ),
    "room": N_(
        "Only {count} MB are free on this machine. Free some space, or visits cannot be saved."
    ),
    "silent": N_(
        "Kiosk “{name}” has been silent since {time}. Is it switched on, connected, its clock "
        "right? Until then sign visitors in here."
    ),
    "waiting": N_(
        "{count} envelopes wait on kiosk “{name}” since {time}. Look at its connection to the "
        "inbox; enter here who stands in front of you."
    ),
    "profile": N_(
        "Kiosk “{name}” refuses its profile and takes nobody. Ask an HR admin for a new one; until "
        "then sign visitors in here."
    ),
    "disk": N_(
        "The disk of kiosk “{name}” is nearly full. Ask an HR admin to free some space before it "
        "takes nobody."
    ),
    "visits": N_(
        "Kiosk “{name}” breaks again and again. Switch it off and on; if that does not help, sign "
        "visitors in here and tell an HR admin."
    ),
    "unread": N_(
        "Kiosk “{name}” finds the inbox full. What visitors type waits there and comes later."
    ),
}
"""Kind of fault to what is said of it, the way out included."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not work: its kind, of SENTENCES, and what stands in its sentence."""

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """Return the sentence in the language in use."""
        return t(SENTENCES[self.kind], **self.values)


def faults(session: Session) -> tuple[Fault, ...]:
    """Return what does not work at the gate now, the most pressing first.

    A kiosk that never gave a sign of life is not told of. Raises NotPermitted, CompartmentClosed.
    """
    require_reader(session)
    looked: tuple[Callable[[Session], Iterator[Fault]], ...] = (_inbox, _room, _kiosks)
    return tuple(fault for look in looked for fault in look(session))


def _inbox(session: Session) -> Iterator[Fault]:
    inbox = Inbox(DeskFiles(session.folder))
    if not inbox.folder.is_dir():
        yield Fault("inbox_away")
        return
    count = sum(1 for _ in inbox.arrived(ENVELOPE))
    if count >= MOST_WAITING:
        yield Fault("inbox_full", {"count": count})


def _room(session: Session) -> Iterator[Fault]:
    free = shutil.disk_usage(session.folder).free
    if free < LEAST_ROOM:
        yield Fault("room", {"count": free // _MIB})


def _kiosks(session: Session) -> Iterator[Fault]:
    names = {one.profile_id: one.name for one in profiles.list_profiles(session)}
    folder = Inbox(DeskFiles(session.folder)).folder
    found = pulses(folder, names)
    for profile, name in sorted(names.items(), key=lambda pair: pair[1]):
        if profile in found:
            yield from _kiosk(session, found[profile], name)


def _kiosk(session: Session, pulse: Pulse, name: str) -> Iterator[Fault]:
    now = session.clock.now()
    if now - pulse.at > SILENT_AFTER:
        time = pulse.at.astimezone(SHANGHAI)
        shape = "%H:%M" if time.date() == session.today() else "%Y-%m-%d %H:%M"
        yield Fault("silent", {"name": name, "time": time.strftime(shape)})
        return
    if pulse.waiting and pulse.oldest is not None and now - pulse.oldest > WAITING_AFTER:
        time = pulse.oldest.astimezone(SHANGHAI)
        values = {"name": name, "count": pulse.waiting, "time": time.strftime("%H:%M")}
        yield Fault("waiting", values)
    for trouble in pulse.troubles:
        yield Fault("unread" if trouble == "inbox_full" else trouble, {"name": name})
