# SPDX-License-Identifier: Apache-2.0
"""What can be wrong at a kiosk; to a visitor each of them says: please go to the front desk."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault.profiles import ProfileProblem


class KioskProblem(UserError):
    """The visit was not registered here, and nothing may pretend that it was."""

    message = N_("This did not work here. Nothing was registered; please go to the front desk.")


class KioskFull(KioskProblem):
    """As many messages wait as the profile allows: somebody has to take them in first."""

    message = N_(
        "The kiosk cannot take in more visits right now. Nothing was registered; "
        "please go to the front desk."
    )


class NobodyTakesIn(KioskProblem):
    """The desk has given no receipt for days: perhaps its keys are others by now."""

    message = N_(
        "Nobody has taken in the visits of this kiosk for days. Nothing was registered; please go "
        "to the front desk. For an HR admin: does this kiosk have the newest profile?"
    )


class NotKept(KioskProblem):
    """The kiosk's own disk refused the message: full, read-only, or the folder is gone."""

    message = N_(
        "The kiosk could not save this. Nothing was registered; please go to the front desk."
    )


class MessageTooLarge(KioskProblem):
    """More text than a visit has."""

    message = N_("This is too much text. Please shorten it, or go to the front desk.")


class CodeIncomplete(KioskProblem):
    """Neither six digits of a code nor four of a phone number."""

    message = N_(
        "Type the six digits of your code, or the last four of your phone number. "
        "If you have neither at hand, tell the front desk that you are leaving."
    )


class JoiningCodeWrong(KioskProblem):
    """Not eleven digits, or a digit is wrong."""

    message = N_(
        "This is not a code of ours. Compare the eleven digits with the notice you were handed; if "
        "they are the same, ask HR for a new code."
    )


class JoiningCodeRunOut(KioskProblem):
    """The last day of the code is over."""

    message = N_("This code has run out. Ask HR for a new one; it takes them a moment.")


class KioskFolderDamaged(KioskProblem):
    """A file in which the kiosk keeps count is not what it wrote."""

    message = N_(
        "The file “{file}” of this kiosk is damaged. Nothing was registered; please go to the "
        "front desk. For an HR admin: once everything in “kept” is taken in, give the kiosk a "
        "new, empty folder."
    )


class OlderProfile(ProfileProblem):
    """This kiosk has worked with a later profile of the desk already."""

    message = N_(
        "This kiosk profile is older than the one used here before: its keys may be gone. "
        "Ask an HR admin for the newest profile."
    )


class OtherCatalogue(ProfileProblem):
    """The catalogue of this program is not the one the notice in the profile was made from."""

    message = N_(
        "This kiosk profile was made with another version of HR Desk, so its notice may not say "
        "what is asked here. Install the same version, then have an HR admin replace the profile."
    )
