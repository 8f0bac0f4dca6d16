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


class LetterNotOwn(UserError):
    """There are no words of the company's own to take back."""

    message = N_("This letter has the words of the program already. There is nothing to take back.")


class OneLanguageOnly(UserError):
    """A text of a letter is there in one language."""

    message = N_("A letter is printed in either language: write it in Chinese and in English.")


class PlacesDiffer(UserError):
    """The languages of a text leave different things to be filled in."""

    message = N_("Not in both languages: {places}. Write it in the other one too, or take it out.")
