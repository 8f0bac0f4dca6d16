# SPDX-License-Identifier: Apache-2.0
"""What the unlock page asks of a desk, on the worker thread.

Nothing of what opens a desk is imported before it is asked for: the page is painted first.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hr_desk.domain.clock import SystemClock
from hr_desk.errors import UserError


def open_it(folder: Path, *, user: str, passphrase: str, new: str) -> Any:
    """Open the desk, with a new passphrase first where one was asked for; worker."""
    from hr_desk.operations import desks, users

    if new:
        users.strengthen(folder, user=user, old=passphrase, new=new)
    return desks.open_desk(folder, user=user, passphrase=new or passphrase)


def asks_for_stronger(error: UserError) -> bool:
    """Whether the passphrase is right and the user's roles ask for a better protected one.

    Only a desk that was tried can say so; before that, nothing of its library is loaded.
    """
    from hr_desk.operations.desks import StrongerPassphraseNeeded

    return isinstance(error, StrongerPassphraseNeeded)


def facts(folder: Path) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return who may be asked for; worker, which loads what opens a desk behind the first paint."""
    from hr_desk.operations import desks

    return desks.company_of(folder), desks.user_names(folder)


def overdue(folder: Path) -> tuple[Any, ...]:
    """Return what should have been deleted in the desk by now; worker, needs no key."""
    from hr_desk.operations import due_days

    return due_days.overdue(folder, at=SystemClock().now())


def may_be_allowed(error: UserError) -> bool:
    """Whether a desk is refused where it lies and its privacy officer may allow it there."""
    from hr_desk.operations.place_problems import DeskNotAllowedHere

    return isinstance(error, DeskNotAllowedHere)
