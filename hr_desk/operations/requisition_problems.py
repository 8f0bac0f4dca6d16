# SPDX-License-Identifier: Apache-2.0
"""What is refused when a requisition is changed, each in a sentence that says the way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class HeadCountBelowHired(UserError):
    """A head count below the number of people who have accepted already."""

    message = N_(
        "Accepted offers for “{title}”: {filled}. Its head count cannot be lower than that. Enter "
        "{filled} or more, or close the requisition."
    )


class FillsLastOpening(UserError):
    """A head count that concludes hiring, and nobody said that they know."""

    message = N_(
        "Accepted offers for “{title}”: {filled}. With this head count its last opening is "
        "filled, it is closed, and open applications end as not hired today: {count}. Save once "
        "more if that is meant; otherwise enter a higher head count."
    )
