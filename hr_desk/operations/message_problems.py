# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a text for candidates that a company writes itself."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class PlaceUnknown(UserError):
    """A text leaves something to be filled in that nothing fills."""

    message = N_(
        "Nothing fills in “{place}”. Use one of these, in braces: {known}, or leave it out."
    )


class BracesOdd(UserError):
    """A brace in a text has no partner."""

    message = N_("A brace in the text has no partner. Write each place as in {example}.")
