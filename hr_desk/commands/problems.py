# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a command, and the one line a bug is told in."""

import traceback
from pathlib import Path

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t


class UserNotNamed(UserError):
    """The desk has several users and the command names none."""

    message = N_("Say who you are with --user NAME. Users of this desk: {names}.")
    exit_code = 2


class FileUnreadable(UserError):
    """A file named on the command line cannot be read."""

    message = N_("“{file}” cannot be read. Check the name and the permission.")


class PlaceUnusable(UserError):
    """The system refused a file, a folder or an output."""

    message = N_(
        "“{file}” cannot be read or written here. Check the name, the permission and the free "
        "space, or choose another place."
    )


class DayUnreadable(UserError):
    """``--on`` is no day."""

    message = N_("“{typed}” is not a day. Write it as year-month-day, like 2026-03-31.")
    exit_code = 2


class RecordsTooFew(UserError):
    """``--records`` below one."""

    message = N_("Name at least one record with --records.")
    exit_code = 2


class PlacesMissing(UserError):
    """An import without its desk, file or batch."""

    message = N_(
        "Write hr-desk import DESK FILE, hr-desk import DESK --template OUT, or "
        "hr-desk import undo DESK BATCH."
    )
    exit_code = 2


class NoHandOffFor(UserError):
    """No approved hand-off of today goes to this recipient, with this purpose and template."""

    message = N_(
        "No approved hand-off to “{name}” is in force. In force: {known}. Ask for one in the "
        "window and let a second person approve it."
    )


class HandOffUnclear(UserError):
    """Several hand-offs go to this recipient."""

    message = N_("Several hand-offs go to “{name}”. Say which with --template: {templates}.")
    exit_code = 2


class ClockAhead(UserError):
    """Nothing is deleted for a clock that jumped until a person confirms the day."""

    message = N_(
        "The computer's clock is further ahead than this desk may follow by itself; "
        "confirm with --on {today}."
    )


class ClockWaits(ClockAhead):
    """The service slot deletes nothing for a clock that jumped: it is no person."""

    message = N_(
        "The computer's clock is further ahead than this desk may follow by itself, so nothing was "
        "deleted. If today is {today}, somebody confirms it in the window, or with "
        "hr-desk retention run --on {today}."
    )


def bug_line(error: Exception) -> str:
    """Return one line for an error nobody expected: its kind and place; values may be personal."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return t(
        "Something went wrong in HR Desk ({kind}, {file} line {line}). Nothing half done was "
        "saved; please report this line.",
        kind=type(error).__name__,
        file=Path(place.filename).name,
        line=place.lineno,
    )
