# SPDX-License-Identifier: Apache-2.0
"""Why a minor's record is not read, or an approval not given, each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class MinorNotApproved(UserError):
    """Nobody approved that this role reads about a minor; ``records`` names whom for the log."""

    records: tuple[tuple[str, str], ...] = ()
    """Kind and id of what was asked for."""

    message = N_(
        "Under 18: {count} of these people. Nobody has approved yet that your role reads about "
        "them. Ask for an approval under “Minors”: an HR admin, a privacy officer or an auditor "
        "other than you approves there with their own name and passphrase."
    )


class MinorApprovalUnknown(UserError):
    """No such approval."""

    message = N_("This approval to read about minors is not here. Ask for a new one.")


class MinorApprovalSettled(UserError):
    """It was approved or ended already."""

    message = N_("This approval to read about minors was approved or ended already.")


class NobodyIsAMinor(UserError):
    """Nobody of those chosen is below eighteen."""

    message = N_("None of the people chosen is under 18: they can be read about as they are.")


class MinorPeriodWrong(UserError):
    """Days that are in the past, in the wrong order, or more than twelve months."""

    message = N_(
        "Reading about minors is approved for twelve months at most, from today on: choose a first "
        "day from {first} and a last day up to {last}."
    )


class MinorRoleWrong(UserError):
    """The role does not read this file."""

    message = N_("This role does not read these records. Choose one that does.")


class ApprovesOwnMinorRead(UserError):
    """Nobody approves what they asked for, nor who it would let read alone."""

    message = N_(
        "A second person has to approve reading about minors: not the one who asked for it."
    )


class MayNotApproveMinorRead(UserError):
    """A user whose role approves nothing."""

    message = N_(
        "“{name}” may not approve reading about minors. An HR admin, a privacy officer or an "
        "auditor can."
    )


class MinorsYearRuns(UserError):
    """A year that is not over yet, or of before the reports began."""

    message = N_(
        "There is no yearly report on minors for {year}: choose a year from {first} to {last}."
    )


class MinorsFigures(UserError):
    """No file has given anything of which a report could be made."""

    message = N_(
        "Nobody has given figures on minors for {year} yet. An HR admin gives those of each file "
        "under “Yearly report on minors”."
    )


class MinorsReportFiled(UserError):
    """The report was handed in: it stays as it was."""

    message = N_("The report on minors for {year} was handed in on {day}. It stays as it was.")


class MinorsReportNotMade(UserError):
    """There is nothing yet that could have been handed in."""

    message = N_("The report on minors for {year} was not made yet. Make it first.")


class MinorsFilingDayWrong(UserError):
    """A day on which that report cannot have been handed in."""

    message = N_("Choose the day on which the report was handed in, from {first} to {last}.")
