# SPDX-License-Identifier: Apache-2.0
"""Why a version of the policy or an assessment is not taken, each with the way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class NoPolicyYet(UserError):
    """A new version where none was ever published."""

    message = N_("No policy is in force at this desk yet. An HR admin takes the published one in.")


class DraftGone(UserError):
    """The version under way is not there any more, or is past this step."""

    message = N_("This version is not where it was any more. Look at the list again.")


class DraftUnderWay(UserError):
    """A second version while one waits."""

    message = N_("A new version is under way already. Finish it or discard it first.")


class NothingChanged(UserError):
    """A version with the texts of the one before and no finding."""

    message = N_("Both texts are the same as before and nothing major changed.")


class ReasonForMinor(UserError):
    """Words of the text point to a major change, and the author says that it is none."""

    message = N_(
        "The text reads as a major change: {what}. Mark it as major, or say in a few words "
        "why it is none."
    )


class ValidTooEarly(UserError):
    """The day lies before today or the day of the version before."""

    message = N_("The new version cannot hold before {day}.")


class ApproverIsAuthor(UserError):
    """Nobody approves what they wrote."""

    message = N_("A second person has to approve it: not the one who wrote it.")


class ApproverLacksRoot(UserError):
    """Neither of the two can sign for the desk."""

    message = N_("“{name}” cannot sign for the desk. An HR admin has to approve it.")


class FactsChanged(UserError):
    """Fields, recipients or the company's record changed since the version was written."""

    message = N_(
        "Fields, recipients or the company's record changed since this was written. "
        "Open it, look at what is major now, and save it again."
    )


class NobodyToTell(UserError):
    """A version of which nobody has to be told."""

    message = N_("There is no later version of which anybody has to be told.")


class OccasionUnknown(UserError):
    """An assessment of an occasion that the law does not name."""

    message = N_("Choose the occasion of the assessment from the list.")


class ReviewTooEarly(UserError):
    """The next look lies before the assessment."""

    message = N_("The next review has to lie after {day}.")
