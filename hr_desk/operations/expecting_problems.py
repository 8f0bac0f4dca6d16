# SPDX-License-Identifier: Apache-2.0
"""Why guests cannot be expected, changed or called off as asked, each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class NoDays(UserError):
    """The plan of a series has no day that is still to come."""

    message = N_(
        "No day fits: choose weekdays, and an end that is not before the first day and at most a "
        "year after it. Without holidays, Saturdays and Sundays are left out too."
    )


class NotExpectedNow(UserError):
    """The visit is no longer one that somebody waits for."""

    message = N_("“{name}” is no longer expected: somebody came, or it was called off. Look again.")


class NoGuests(UserError):
    """A list has no row that can be taken in."""

    message = N_("No row of this list can be taken in. Repair the rows, or choose another sheet.")


class TooManyGuests(UserError):
    """A list is longer than one list may be."""

    message = N_("This list has {count} rows; {most} are taken in at once. Part it into several.")


class NoGuestHeadings(UserError):
    """A sheet without a column for the name."""

    message = N_(
        "No column of this sheet is known as a name. Put headings above the columns, such as "
        "name, company, host and planned time, or say which column is the name."
    )


class ListGone(UserError):
    """The list was taken back, or its visits are over and deleted."""

    message = N_("This list is no longer here: it was undone, or its visits are over and deleted.")


class InvitationUnknown(UserError):
    """Nobody here was given this code, or the visit is over and deleted."""

    message = N_("This invitation code is not known here. Ask whom they want to see.")


class InvitationUsed(UserError):
    """Somebody came with this code."""

    message = N_(
        "This invitation code was used before: its guest is here, or was. Ask whom they want to "
        "see."
    )


class InvitationOtherDay(UserError):
    """The code is for another day."""

    message = N_("This invitation is for {day}, not for today. Ask the host, or enter a new visit.")


class InvitationCalledOff(UserError):
    """The visit was called off, or noted as not come."""

    message = N_("This invitation was called off. Ask the host, or enter a new visit.")
