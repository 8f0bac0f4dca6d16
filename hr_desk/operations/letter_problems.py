# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a letter to one person."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class LetterUnknown(UserError):
    """No letter has this key, or none that is made from such a record."""

    message = N_("There is no letter “{key}” for this record. Choose one of the list.")


class LetterNotNow(UserError):
    """The record does not stand where the letter makes sense."""

    message = N_(
        "“{letter}” does not fit where this record stands. Take the step first, then make it."
    )


class LetterIncomplete(UserError):
    """A letter needs what is not known, or what this user sees masked."""

    message = N_(
        "“{letter}” needs: {fields}. Enter it in the record first, or ask a colleague who may see "
        "it."
    )


class NobodyWasTold(UserError):
    """Nothing was given to others, so there is nothing to give notice of."""

    message = N_("Nobody else was told of this person. There is nothing to give notice of.")
