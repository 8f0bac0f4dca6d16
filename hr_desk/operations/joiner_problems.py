# SPDX-License-Identifier: Apache-2.0
"""What people can do wrong about joiners and pay accounts, and the way out of each."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations.problems import GuardianNeeded


class TooYoung(UserError):
    """Below sixteen on the day work would begin (禁止使用童工规定 2)."""

    message = N_(
        "Nobody may start work before they are 16 years old, which is on {day}. Check the date of "
        "birth and the ID number, or choose a later first day."
    )


class AgeNotShown(UserError):
    """No age is known, or only a declared age band below sixteen."""

    message = N_(
        "Nothing shows that this person is 16 years old by then. Enter the date of birth, so that "
        "the first possible working day can be worked out."
    )


class DayAhead(UserError):
    """Something is noted as done on a day that has not come."""

    message = N_("{day} has not come yet. Note it on that day.")


class NothingToCheck(UserError):
    """The user has not entered the value, or it is kept already."""

    message = N_(
        "There is nothing of yours to check here: only whoever entered a number can compare it "
        "with the original. Enter it anew."
    )


class GuardianByOthers(GuardianNeeded):
    """A minor's data needs a guardian first, and this user's roles may not enter one."""

    message = N_(
        "This person is under 18. A parent or guardian has to agree first, and your role may not "
        "enter “{field}”: ask a colleague who is “{roles}” to fill it in."
    )


class ConsentFirst(UserError):
    """The value rests on consent alone, and the joiner has not given it."""

    message = N_(
        "“{field}” may only be kept with the joiner's consent. Let them tick it under sensitive "
        "items first, then save again."
    )


class NothingToCompare(UserError):
    """The number is not there any more, or is never compared."""

    message = N_("There is no such number here to compare. Open the account again.")


class StillEmployed(UserError):
    """Wages and contributions are not over while somebody works here."""

    message = N_(
        "{name} still works here as far as payroll knows, so wages and contributions go on. Let "
        "onboarding note the last day first."
    )


class BeforeTheStart(UserError):
    """The last day would be before the first."""

    message = N_("The last day cannot be before the first day of work, {day}.")


class ListHeadingsMissing(UserError):
    """A sheet in which no column says who leaves, or none says when."""

    message = N_(
        "This sheet does not say who leaves and when. It needs headings for the employee number "
        "or the full name, and for the last day."
    )


class LeaversOpen(UserError):
    """Rows of a list of leavers that nobody is noted for yet."""

    message = N_(
        "{count} rows are not clear yet. Say who is meant, mend the sheet, or note the clear rows "
        "alone."
    )


class NobodyLeaves(UserError):
    """A list of leavers in which no row can be noted."""

    message = N_("No row can be noted. Look at the reason beside each row.")


class NoFormWaits(UserError):
    """Nothing came from a kiosk, or it was taken over already, or its week is over."""

    message = N_(
        "No form of this joiner waits any more. Hand out a new code if they are to fill it in."
    )


class CodeTooLong(UserError):
    """A code would be good for too long, or not at all."""

    message = N_("A code is good for 1 to {most} days.")
