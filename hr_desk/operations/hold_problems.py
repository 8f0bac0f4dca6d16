# SPDX-License-Identifier: Apache-2.0
"""Why a hold, or a period in force, may be refused, each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class HoldGone(UserError):
    """No hold with this id is in force here."""

    message = N_("This hold is no longer in force. Look at the list of holds again.")


class HeldAlready(UserError):
    """The record is held."""

    message = N_("This record is held until {day} already. Review that hold instead.")


class ReviewOutOfRange(UserError):
    """A hold is reviewed within the days of class HOLD, and not in the past."""

    message = N_("Choose a review day from tomorrow to {latest}.")


class MayNotApproveHold(UserError):
    """A user whose role approves no hold."""

    message = N_(
        "“{name}” may not approve a hold. An HR admin, a privacy officer or an auditor can."
    )


class BatchHeld(UserError):
    """Somebody whom an import brought in is held."""

    message = N_(
        "People of this import are held because of a dispute: {count}. Taking it back would delete "
        "them. Lift the holds first."
    )


class PeriodUnknown(UserError):
    """No class has such a period, or its records have none."""

    message = N_("This kind of record has no period that could be set. Choose one from the list.")


class PeriodOutOfRange(UserError):
    """A period beyond what law and purpose allow."""

    message = N_("Choose a period from {least} to {most} days; nothing else is allowed here.")


class PeriodUnchanged(UserError):
    """The period is the one in force."""

    message = N_("This period is in force already. Enter another number of days.")


class NothingToFollow(UserError):
    """A period that nobody set at this desk."""

    message = N_(
        "Nobody set this period at this desk yet, so paired desks have nothing to follow. An HR "
        "admin sets it first."
    )


class MayNotApprovePeriod(UserError):
    """A user whose role approves no period."""

    message = N_(
        "“{name}” may not approve a period. An HR admin, a privacy officer or an auditor can."
    )


class FollowTooEarly(UserError):
    """A period that is to count from a day that is over."""

    message = N_("Choose {day} or a later day: no period counts for days that are over.")


class LongerNeedsNotice(UserError):
    """A longer period is never set silently."""

    message = N_(
        "A longer period counts only for records whose period has not begun. Confirm that the "
        "people concerned are told of it in the notice first."
    )
