# SPDX-License-Identifier: Apache-2.0
"""The roll call beside the desk: a sealed copy that opens by a PIN when the desk itself cannot.

The copy lies in the account of the operating system, and again in a second place. Its key lies in
the account alone, so a copy that is found elsewhere opens for nobody. The PIN guards the screen
against passers-by and is no key; ``docs/kiosk.md`` says so. What is opened without a session is
noted beside the copy, and stands in the desk's log when the next session comes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from hr_desk.catalogue.model import Field
from hr_desk.domain.clock import Clock, SystemClock
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Text
from hr_desk.operations.directory import VISITING, StaffLine, by_id
from hr_desk.operations.operation import operation, require
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import maybe_inside
from hr_desk.operations.visit_views import HOST, RollCallLine, Shown, is_aged
from hr_desk.store.anchors import profile_folder
from hr_desk.store.compartment import Change
from hr_desk.store.snapshots import SnapshotFiles, desks_with_key
from hr_desk.store.visits import VisitRecord
from hr_desk.vault import canonical, snapshots
from hr_desk.vault.canonical import NotCanonical
from hr_desk.vault.snapshots import SnapshotUnreadable

PURPOSE: Final = "visit.emergency"
"""The one purpose for which the list shows phone numbers."""

AREA: Final = "visit_area"
FIELDS: Final = ("full_name", "mobile", AREA, HOST, "companions_count", "visit_arrived")
"""What a line of the list says of a person, by field key."""

SHORTEST_PIN: Final = 6
LONGEST_PIN: Final = 12

OPENED: Final = "opened"
PRINTED: Final = "printed"
"""What is noted of a list that was used without a session."""

_FORMAT: Final = "hr-desk-roll-call"
VERSION: Final = 2
"""Of the list inside the seal; version 1 had the areas in the language of sealing alone."""
_KEY: Final = "roll_call_key"
_PIN: Final = "roll_call_pin"
_EPOCH: Final = "roll_call_epoch"


class PinUnsuitable(UserError):
    """The PIN has other characters than digits, or too few or too many."""

    message = N_("The PIN of the roll call has {shortest} to {longest} digits. Choose another one.")


class WrongPin(UserError):
    """The PIN is not the one the list was taken with."""

    message = N_("That is not the PIN of the roll call. Type it again.")


class NoSnapshot(UserError):
    """There is no copy where one was looked for, or no key for it in this account."""

    message = N_(
        "There is no copy of the roll call here. Choose the folder of the second place, or use the "
        "list that was printed last."
    )


class NotSetUp(UserError):
    """The desk has no PIN for its roll call yet."""

    message = N_("The roll call has no PIN yet. Set one under “Settings” first.")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who was inside at a moment (UTC), as sealed; ``company`` is the controller's name."""

    desk_id: str
    company: str
    at: datetime
    lines: tuple[RollCallLine, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a desk's roll call has a PIN, and whether its key has to be made anew."""

    set_up: bool
    stale: bool


def standing(session: Session) -> Standing:
    """Return how the desk's roll call stands; raises CompartmentClosed."""
    file = session.compartment("visits")
    set_up = file.fact(_KEY) is not None
    return Standing(set_up, set_up and file.fact(_EPOCH) != file.fact("epoch"))


@operation("roll_call.set_up", compartment="visits", roles=VISITING)
def set_up(session: Session, change: Change, /, *, pin: str) -> None:
    """Choose the PIN of the roll call, or another one; the key stays. Raises PinUnsuitable."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise PinUnsuitable(shortest=SHORTEST_PIN, longest=LONGEST_PIN)
    file = change.compartment
    if file.fact(_KEY) is None:
        _make_key(change)
    file.set_fact(_PIN, snapshots.pin_mark(pin))
    change.touched("desk", session.desk_id)


@operation("roll_call.renew", compartment="visits", roles=VISITING)
def renew(session: Session, change: Change, /) -> None:
    """Make a new key, as after the removal of a user, who keeps the old one in their account.

    Other machines need the new key code. Raises NotSetUp.
    """
    if change.compartment.fact(_KEY) is None:
        raise NotSetUp
    _make_key(change)
    change.touched("desk", session.desk_id)


def _make_key(change: Change) -> None:
    change.compartment.set_fact(_KEY, snapshots.new_key().hex())
    change.compartment.set_fact(_EPOCH, change.compartment.fact("epoch") or "")


def _key_of(session: Session) -> bytes:
    text = session.compartment("visits").fact(_KEY)
    if text is None:
        raise NotSetUp
    return bytes.fromhex(text)


def key_code(session: Session) -> str:
    """Return the groups that another machine's account is given once, to open copies there.

    The showing is logged. Raises NotSetUp, NotPermitted.
    """
    code = snapshots.spell_key(_key_of(session), session.desk_id)
    _note_key_shown(session)
    return code


@operation("roll_call.key", compartment="visits", roles=VISITING)
def _note_key_shown(session: Session, change: Change, /) -> None:
    change.touched("desk", session.desk_id)


@operation("roll_call.call", compartment="visits", roles=VISITING)
def call(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Note that the roll was called, with the phone numbers of these visits, for its purpose."""
    del session
    change.purpose = PURPOSE
    change.fields.update(FIELDS)
    for id_ in ids:
        change.touched("visit", id_)


def take(session: Session) -> Snapshot:
    """Seal who is inside into this account's folder, in place of the copy before; no log entry.

    Raises NotSetUp, NotPermitted, DiskFull, FolderReadOnly.
    """
    require(session, "roll_call.call")
    key, file = _key_of(session), session.compartment("visits")
    taken = Snapshot(
        session.desk_id, str(session.company.get("name", "")), session.now(), _lines(session)
    )
    files = SnapshotFiles(session.profile, session.desk_id)
    if files.key() != key:
        files.keep_key(key)
    body = _body(taken, pin=file.fact(_PIN) or "")
    files.write(snapshots.seal_snapshot(body, key, desk_id=session.desk_id))
    return taken


def _lines(session: Session) -> tuple[RollCallLine, ...]:
    """Return everybody inside with all that the list says, whoever is at the desk.

    In an alarm nobody asks which role sealed the copy last; it opens by the PIN alone. What the
    days have masked stays masked.
    """
    inside = maybe_inside(session)
    hosts = by_id(session, [record.host for record in inside if record.host is not None])
    return tuple(_line(session, record, hosts) for record in inside)


def _line(session: Session, record: VisitRecord, hosts: Mapping[str, StaffLine]) -> RollCallLine:
    shown, aged = Shown(session, record), is_aged(session, record)

    def text(key: str) -> str:
        return shown.text(key) if aged else _said(session.catalogue.field(key), record)

    chosen = None if aged else hosts.get(record.host or "")
    return RollCallLine(
        visit_id=record.id,
        name=text("full_name"),
        host=text(HOST) if chosen is None else chosen.name,
        area=text(AREA) if aged else _area(session, record),
        arrived=shown.moment("visit_arrived") if aged else record.arrived_at,
        seen_leaving=not record.unaccounted,
        companions=int(record.fields.get("companions_count") or 0),
        phone=text("mobile"),
    )


def _area(session: Session, record: VisitRecord) -> Text | str:
    """Return the area in every language: nobody knows which one the list is opened in."""
    codes = session.catalogue.code_lists[AREA].codes
    return codes.get(str(record.fields.get(AREA) or ""), "")


def _said(field: Field, record: VisitRecord) -> str:
    stored = record.fields.get(field.key)
    return "" if stored is None else field.type.show(field.type.load(stored))


def _body(taken: Snapshot, *, pin: str) -> bytes:
    return canonical.encode(
        {
            "format": _FORMAT,
            "version": VERSION,
            "desk": taken.desk_id,
            "company": taken.company,
            "at": _stamp(taken.at),
            "pin": pin,
            "lines": [
                {
                    "visit": one.visit_id,
                    "name": one.name,
                    "host": one.host,
                    "area": asdict(one.area) if isinstance(one.area, Text) else one.area,
                    "phone": one.phone,
                    "arrived": None if one.arrived is None else _stamp(one.arrived),
                    "seen_leaving": one.seen_leaving,
                    "companions": one.companions,
                }
                for one in taken.lines
            ],
        }
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def copy(desk_id: str, place: Path, *, profile: Path | None = None) -> int:
    """Copy this account's sealed list into a second place, a share or a stick; needs no key.

    Returns its bytes, 0 while there is none. Raises PlaceUnusable, DiskFull, FolderReadOnly.
    """
    return SnapshotFiles(profile or profile_folder(), desk_id).copy_to(place)


def known_desks(profile: Path | None = None) -> tuple[str, ...]:
    """Return the ids of desks whose copies this account can open, the newest copy first."""
    return desks_with_key(profile or profile_folder())


def learn_key(code: str, *, profile: Path | None = None) -> str:
    """Keep the key of a desk's roll call in this account; returns the desk's id.

    Raises KeyMistyped, DiskFull, FolderReadOnly.
    """
    desk_id, key = snapshots.read_key(code)
    SnapshotFiles(profile or profile_folder(), desk_id).keep_key(key)
    return desk_id


def open_copy(
    pin: str,
    *,
    place: Path | None = None,
    profile: Path | None = None,
    clock: Clock | None = None,
) -> Snapshot:
    """Return the newest list that opens here, in this account or in ``place``; notes the opening.

    Raises NoSnapshot, SnapshotUnreadable, WrongPin.
    """
    own = profile or profile_folder()
    found = [_opened(SnapshotFiles(own, desk_id), desk_id, place) for desk_id in known_desks(own)]
    readable = [one for one in found if not isinstance(one, UserError)]
    if not readable:
        raise next((one for one in found if isinstance(one, SnapshotUnreadable)), NoSnapshot())
    mine = [taken for taken, mark in readable if mark and snapshots.is_pin(pin, mark)]
    if not mine:
        raise WrongPin
    newest = max(mine, key=lambda one: one.at)
    note_use(newest, OPENED, profile=own, clock=clock)
    return newest


def _opened(
    files: SnapshotFiles, desk_id: str, place: Path | None
) -> tuple[Snapshot, str] | UserError:
    """Return a list and the mark of its PIN, or why there is none."""
    key, sealed = files.key(), files.read(place)
    if key is None or sealed is None:
        return NoSnapshot()
    try:
        body = canonical.decode(snapshots.open_snapshot(sealed, key, desk_id=desk_id))
        return _read(body)
    except (SnapshotUnreadable, NotCanonical, KeyError, TypeError, ValueError):
        return SnapshotUnreadable()


def _read(body: Any) -> tuple[Snapshot, str]:
    lines = tuple(
        RollCallLine(
            visit_id=one["visit"],
            name=one["name"],
            host=one["host"],
            area=Text(**one["area"]) if isinstance(one["area"], dict) else one["area"],
            arrived=None if one["arrived"] is None else datetime.fromisoformat(one["arrived"]),
            seen_leaving=one["seen_leaving"],
            companions=one["companions"],
            phone=one["phone"],
        )
        for one in body["lines"]
    )
    at = datetime.fromisoformat(body["at"])
    return Snapshot(body["desk"], body["company"], at, lines), body["pin"]


def note_use(
    taken: Snapshot, what: str, *, profile: Path | None = None, clock: Clock | None = None
) -> None:
    """Note beside the copy that it was ``OPENED`` or ``PRINTED`` without a session."""
    now = (clock or SystemClock()).now()
    files = SnapshotFiles(profile or profile_folder(), taken.desk_id)
    files.note(f"{_stamp(now)} {what}")


def log_uses(session: Session) -> int:
    """Write what was noted without a session into the log; returns how many uses there were."""
    files = SnapshotFiles(session.profile, session.desk_id)
    uses = [line.split(" ", 1) for line in files.notes()]
    known = [(at, what) for at, what in (one for one in uses if len(one) == 2)
             if what in (OPENED, PRINTED)]  # fmt: skip
    if known:
        _log_uses(session, known)
    if uses:
        files.forget_notes()
    return len(known)


@operation("roll_call.used", compartment="visits", roles=VISITING)
def _log_uses(session: Session, change: Change, /, uses: Sequence[tuple[str, str]]) -> None:
    change.purpose = PURPOSE
    change.touched("desk", session.desk_id)
    for what in (OPENED, PRINTED):
        moments = [at for at, done in uses if done == what]
        if moments:
            change.facts[what] = {"times": len(moments), "first": moments[0], "last": moments[-1]}
