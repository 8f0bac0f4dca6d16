# SPDX-License-Identifier: Apache-2.0
"""Why a place for the desk or for backups is refused, or not allowed; each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations.problems import NotPermitted
from hr_desk.store.problems import CopiedElsewhere, NotLocal


class DeskNotAllowedHere(CopiedElsewhere):
    """The desk lies in a folder that a program copies elsewhere, and nobody allowed this place."""

    message = N_(
        "“{folder}” is in a folder that a program copies to other machines. Move the desk to a "
        "folder that stays on this computer, or let the privacy officer allow this place."
    )


class BackupsCopiedElsewhere(CopiedElsewhere):
    """Backups would lie in a folder that a program copies elsewhere, and nobody allowed it."""

    message = N_(
        "“{folder}” is in a folder that a program copies to other machines, so no backup was made "
        "there. Choose a folder that stays on this computer, or let the privacy officer allow it "
        "on the page “Where the data lies”."
    )


class BackupsOnShare(NotLocal):
    """Backups would lie on a network share, and nobody allowed it."""

    message = N_(
        "“{folder}” is on a network share, so no backup was made there. Choose a disk of this "
        "computer, or let the privacy officer allow it on the page “Where the data lies”."
    )


class NeedsNoPermit(UserError):
    """The place is a disk of this computer."""

    message = N_("“{folder}” is on a disk of this computer already. Nobody has to allow it.")


class ReasonTooShort(UserError):
    """Too few characters to be a reason."""

    message = N_(
        "Say in a sentence of at least {least} characters why the data may lie there, for whoever "
        "asks later."
    )


class PlaceReviewOutOfRange(UserError):
    """A place is looked at again within the days of class HOLD, and not in the past."""

    message = N_("Choose a day from tomorrow to {latest} on which this place is looked at again.")


class PermitGone(UserError):
    """No permission with this id is in force."""

    message = N_("This permission was taken back already. Look at the list of places again.")


class OfficersAlone(NotPermitted):
    """Somebody who is no privacy officer of this desk wants to allow a place."""

    message = N_(
        "“{name}” is no privacy officer of this desk, and nobody else can allow a place. Ask the "
        "privacy officer, or move the desk to a folder that stays on this computer."
    )


class NoPrivacyHere(UserError):
    """This machine has no file of the privacy office that could keep the permission."""

    message = N_(
        "This desk does not hold the file of the privacy office, which keeps such permissions. "
        "Move the desk to a folder that stays on this computer."
    )
