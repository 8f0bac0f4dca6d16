# SPDX-License-Identifier: Apache-2.0
"""The control over where desk and backups lie (promises, 7-store)."""

from dataclasses import dataclass
from typing import Final

from hr_desk.domain.letter_words import Listed
from hr_desk.domain.places import ALLOWED, DESK, LAPSED, PUT_BACK
from hr_desk.i18n import N_, t
from hr_desk.operations import allowing_places
from hr_desk.operations.allowing_places import PlaceLine
from hr_desk.operations.controls import Seen
from hr_desk.operations.place_permits import Permit
from hr_desk.operations.place_problems import DeskNotAllowedHere
from hr_desk.operations.session import Session
from hr_desk.store.places import SHARE
from hr_desk.store.problems import NotLocal


@dataclass(frozen=True, slots=True)
class _Exception:
    """One place that is allowed, with its reason, said in the language it is read in."""

    folder: str
    permit: Permit

    def __str__(self) -> str:
        return t(
            "“{folder}”, until {day}, because: {reason}",
            folder=self.folder, day=self.permit.until, reason=self.permit.reason,
        )  # fmt: skip


def stored_here(session: Session) -> Seen:
    """Look at every place; one that is allowed is kept, and said with its reason."""
    lines = allowing_places.list_places(session)
    bad = [one for one in lines if not one.good]
    if bad:
        return _broken(bad[0])
    allowed = [
        _Exception(str(one.folder), one.permit)
        for one in lines
        if one.state == ALLOWED and one.permit is not None
    ]
    if not allowed:
        return Seen.kept(_HERE, count=len(lines))
    here = len(lines) - len(allowed)
    return Seen.kept(_ALLOWED, count=here, all=len(lines), places=Listed(tuple(allowed)))


def _broken(one: PlaceLine) -> Seen:
    folder = str(one.folder)
    if one.state == PUT_BACK:
        return Seen.broken(_PUT_BACK, folder=folder)
    if one.state == LAPSED and one.permit is not None:
        return Seen.broken(_LAPSED, folder=folder, day=one.permit.until)
    if one.use != DESK:
        return Seen.broken(_BACKUPS, folder=folder)
    problem = NotLocal if one.reach == SHARE else DeskNotAllowedHere
    return Seen.broken(problem.message, folder=folder)


_HERE: Final = N_("Desk and backups, {count} folders, lie on disks of this computer.")
_ALLOWED: Final = N_(
    "{count} of {all} folders of desk and backups lie on disks of this computer. The privacy "
    "officer allowed the others: {places}"
)
_BACKUPS: Final = N_(
    "Backups lie in “{folder}”, which is no disk of this computer, and the privacy officer has not "
    "allowed it. Remove them there, or let the privacy officer allow the place."
)
_LAPSED: Final = N_(
    "The permission for “{folder}” ended on {day}. Move what lies there to a disk of this "
    "computer, or let the privacy officer look at the place again."
)
_PUT_BACK: Final = N_(
    "A permission for “{folder}” lies beside the desk that the privacy office took back or never "
    "gave. Move what lies there, or let the privacy officer take the permission out."
)
