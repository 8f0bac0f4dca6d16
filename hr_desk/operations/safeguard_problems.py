# SPDX-License-Identifier: Apache-2.0
"""Why a measure of the company is not taken in, or stops somebody; each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations.problems import NotPermitted


class TrainingAhead(UserError):
    """The day of a training is still to come."""

    message = N_("A training is entered once it has taken place. Choose today or an earlier day.")


class TrainingMissing(NotPermitted):
    """The company lets nobody without a valid training see sensitive values in full."""

    message = N_(
        "Sensitive values are shown in full only to people trained within the last twelve months; "
        "your company decided so. Take part in a training and have an HR admin enter its day."
    )


class SafeguardUnknown(UserError):
    """No such kind of entry."""

    message = N_("Choose what is entered: a computer or kiosk, or a half of the recovery key.")
