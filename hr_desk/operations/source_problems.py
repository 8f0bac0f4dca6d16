# SPDX-License-Identifier: Apache-2.0
"""Why a note of where public data comes from is not taken in; each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class SourceKindUnknown(UserError):
    """No such kind of source."""

    message = N_(
        "Say whether the person published it themselves or whether it is lawfully public; "
        "nothing else may be taken over without consent."
    )


class SourceOfNothing(UserError):
    """No field is named, or one that is empty or closed to this user."""

    message = N_("Choose at least one field of this record that is filled in.")


class SourceDayMissing(UserError):
    """A source needs the day on which it was public."""

    message = N_("Enter the day on which it was public; without where and when it is not kept.")


class SourceAhead(UserError):
    """The day on which it was public is still to come."""

    message = N_("What will be public later cannot be used now. Choose today or an earlier day.")


class AlreadyRefused(UserError):
    """The person has refused already."""

    message = N_("The person has refused this already; it goes with the next deletion.")
