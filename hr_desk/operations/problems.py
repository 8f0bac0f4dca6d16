# SPDX-License-Identifier: Apache-2.0
"""Why an operation may refuse, each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class NotPermitted(UserError):
    """The user's roles do not include this operation."""

    message = N_("Your role may not do this. Ask an HR admin, who can do it or give you the role.")


class SomeoneElses(NotPermitted):
    """An application or requisition that another recruiter works on; ``records`` names it."""

    message = N_(
        "This belongs to another recruiter ({owner}). Ask them or an HR admin to assign it to "
        "you, or to name you as a deputy of the requisition."
    )
    records: tuple[tuple[str, str], ...] = ()
    """Kind and id of what was asked for."""


class CompartmentClosed(UserError):
    """The user's roles hold no key of the compartment, or this machine does not hold its file."""

    message = N_(
        "Your role does not open “{compartment}” on this computer. "
        "Ask someone who holds it, or unlock as another user."
    )


class UnknownUser(UserError):
    """No user of that name is registered at the desk."""

    message = N_("There is no user “{name}” at this desk. Check the name; capitals do not matter.")


class NameTaken(UserError):
    """The login name is in use."""

    message = N_("The user name “{name}” is taken. Choose another one.")


class RecordGone(UserError):
    """The record was deleted, or never was in this file."""

    message = N_("This record is no longer here. It may have been deleted when it was due.")


class ChangedMeanwhile(UserError):
    """Somebody else saved the record after it was opened."""

    message = N_(
        "Somebody else changed this record meanwhile. Your text is kept as a draft; "
        "open the record again and compare."
    )


class StepNotAllowed(UserError):
    """The stage graph has no such step from where the application stands."""

    message = N_(
        "“{name}” is at “{stage}”, from where this step is not possible. Choose another step."
    )


class MovedSince(UserError):
    """What is to be taken back is not the last thing that happened to this application."""

    message = N_("“{name}” has moved on since. Nothing was taken back; open the record instead.")


class NothingToTakeBack(UserError):
    """The application has only been taken in, or the action is already undone."""

    message = N_("There is no step to take back here. Refresh the list and look again.")


class NotCollected(UserError):
    """The field is not asked of applicants."""

    message = N_(
        "“{field}” is not collected at this point, so it was not saved. Remove it and save again."
    )


class NotYours(UserError):
    """The role may not enter this field."""

    message = N_("Your role may not enter “{field}”. Leave it empty and save again.")


class Missing(UserError):
    """A required value is missing."""

    message = N_("“{field}” is needed before this can be saved. Please fill it in.")


class NeededOfKind(Missing):
    """Nobody of this kind of visitor comes in without the value: a group without a head count."""

    message = N_(
        "Whoever comes as “{kind}” is let in with “{field}”, so that a roll call counts everybody. "
        "Ask, and fill it in."
    )


class GuardianNeeded(UserError):
    """A minor's data needs a guardian first (policy 6.1)."""

    message = N_(
        "This person is under 18. A parent or guardian has to agree first: fill in “{field}”."
    )


class GuardianKnown(UserError):
    """Somebody is called a minor without a guardian's consent, and one stands in the record."""

    message = N_(
        "A guardian's consent stands in this record. If it does not hold, withdraw it there."
    )


class PolicyMissing(UserError):
    """No privacy policy is in force, so nobody's data may be taken in (policy, preamble)."""

    message = N_(
        "No privacy policy is in force at this desk yet. "
        "Take in the published policy first, under “Notice”."
    )


class RequisitionClosed(UserError):
    """The requisition takes no more applications."""

    message = N_("“{title}” is closed. Choose an open requisition, or open a new one.")


class TextTooLong(UserError):
    """A free text is longer than its field takes."""

    message = N_("“{field}” is too long: at most {limit} characters.")


class TextMissing(UserError):
    """A text is empty."""

    message = N_("“{field}” is empty. Please fill it in.")


class NumberOutOfRange(UserError):
    """A number is outside what makes sense."""

    message = N_("“{field}” has to be between {least} and {most}.")


class DayOutOfRange(UserError):
    """A day so far away that it was mistyped."""

    message = N_("{day} is more than a year away from today. Check the day and type it again.")


class NotADocumentField(UserError):
    """A file for a field that takes none."""

    message = N_("“{field}” takes no file. Choose a field for documents or photos.")


class ReasonUnknown(UserError):
    """The reason is not in the closed list."""

    message = N_("Choose a reason from the list; other reasons are not used for decisions.")


class PurposeUnknown(UserError):
    """The purpose is not one of the purposes of clause 1.4."""

    message = N_("Choose a purpose from the list before you look at this.")


class DateNeedsConfirmation(UserError):
    """``--on`` names another day than the clock's."""

    message = N_(
        "This computer says {today}. Deleting for {day} is not possible; "
        "set the clock right, or leave out the day."
    )


class TargetExists(UserError):
    """A file is already where something is to be written."""

    message = N_("“{file}” already exists and was not touched. Choose another name.")


class TargetInDesk(UserError):
    """What leaves the desk must not be written into it."""

    message = N_("“{file}” lies inside the desk folder. Choose a place outside it.")


class NothingToHandOut(UserError):
    """There is nothing in the selection."""

    message = N_("There is nothing to write with this choice. Widen the search and try again.")


class BackupUnusable(UserError):
    """The backup cannot be used."""

    message = N_("The backup “{file}” is damaged or not from this desk. Choose another one.")


class ReplacedByRestore(BackupUnusable):
    """What lies among the backups is the file that a restore replaced; it has no manifest."""

    message = N_(
        "“{file}” is not a backup: it is the file that was replaced on {day} by a restore. It is "
        "kept as long as a backup of that day and then deleted; it cannot be restored."
    )


class BackupTooOld(UserError):
    """A later certificate promises a deletion that this log does not know (design section 6)."""

    message = N_(
        "A certificate says that records in this backup were deleted, but the list of deletions "
        "is not here. Put “deleted.log” beside the backup and try again."
    )


class DeskInUse(UserError):
    """Something needs the file for itself."""

    message = N_("“{file}” is open elsewhere. Close HR Desk on this computer and try again.")


class NobodyReceives(UserError):
    """No compartment of this name here or at a paired desk."""

    message = N_(
        "Nobody here or at a paired desk keeps “{compartment}”, so nothing can be sent there. "
        "Pair this desk with the one that does, under “Paired desks”."
    )


class AlreadyInvited(UserError):
    """An open invitation of the same application."""

    message = N_(
        "This candidate is already expected. Take the earlier invitation back first if the time "
        "has changed."
    )


class InterviewStepNotAllowed(UserError):
    """The interview's state has no such step."""

    message = N_("This interview is “{state}”, so that is not possible. Arrange a new one.")


class CheckpointElsewhere(UserError):
    """A checkpoint of another desk."""

    message = N_(
        "This checkpoint is of another desk ({company}). Choose one that was written here."
    )


class ProfileUnknown(UserError):
    """No profile of this desk has the id."""

    message = N_("This desk has no kiosk profile “{profile}”. Choose one from the list.")


class ErrandUnknown(UserError):
    """A kiosk offers nothing by this name."""

    message = N_("A kiosk offers “apply” or “join” beside signing in, not “{errand}”.")


class OverlayChanged(UserError):
    """catalogue.toml is not what this session was opened with."""

    message = N_(
        "The additions in “{file}” were changed while the desk was open. "
        "Open the desk again, then make the profile."
    )


class ProfileTooLarge(UserError):
    """More text than a kiosk takes."""

    message = N_("The policy and the languages are too much for one profile. Leave a language out.")


class ConsentUnknown(UserError):
    """Nothing of this name needs a consent here."""

    message = N_("No consent of its own is needed for this. Choose one from the list.")


class LanguageUnknown(UserError):
    """A consent in a language the program has no texts in."""

    message = N_("There is no text in this language. Choose one of those shown.")


class TextChanged(UserError):
    """The text someone agreed to is not the one in force any more."""

    message = N_("The text has changed meanwhile. Show the new one, and ask again.")


class NotGiven(UserError):
    """Nothing is in force that could be withdrawn or shown."""

    message = N_("This consent is not in force. Refresh the record and look again.")


class NotWithdrawable(UserError):
    """An acknowledgement of what the law compels."""

    message = N_(
        "The law asks for this, so it was acknowledged and not agreed to; there is nothing to "
        "withdraw. It is deleted when its period is over."
    )


class PoolEndOutOfRange(UserError):
    """A place in the talent pool that would end too soon or too late."""

    message = N_("Choose a day between {first} and {last} on which the talent pool ends.")


class AskedAlready(UserError):
    """Somebody whose place in the pool ends is asked once."""

    message = N_("Somebody chosen was asked already. Nobody is asked twice; no answer means no.")


class AlreadyApplies(UserError):
    """An open application of the same person at the same requisition."""

    message = N_(
        "This person already has an open application for “{title}”. Open that one, or choose "
        "another position."
    )


class SamePerson(UserError):
    """Both sides of a merge, or of a pair, are one record."""

    message = N_("Both sides are the same person. Choose two different records.")


class MergedAgain(UserError):
    """A later merge into the same person stands on top of this one."""

    message = N_("This person was merged with another record later. Undo the later merge first.")


class MergeGone(UserError):
    """The merge was undone, or the person was deleted when due."""

    message = N_("This merge no longer stands: it was undone, or the record was deleted when due.")


class ConfirmationOwed(UserError):
    """Texts that this kind of visitor has to confirm were never confirmed, or too long ago."""

    message = N_(
        "Before this visitor comes in, they confirm again: {texts}. Show or read it to them, "
        "and say so."
    )


class NoSlip(UserError):
    """No slip of this visitor is out."""

    message = N_("No slip of this visitor is out, so none can come back.")


class PlateUnclear(UserError):
    """Several vehicles that were here lately have plates with this end."""

    message = N_("Several plates end like this: {plates}. Type more of it.")


class ConsentOutdated(UserError):
    """The consent was given before what the value is for changed (PIPL 14(2))."""

    message = N_(
        "What “{field}” is for has changed since {day}, and the consent was given before. The "
        "value is kept and not used until the person agrees anew: ask them among the consents."
    )
