# SPDX-License-Identifier: Apache-2.0
"""Why something about a request may be refused, each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class RequestGone(UserError):
    """No case with this id is here."""

    message = N_("This request is no longer here. It may have been deleted when it was due.")


class CaseStepNotAllowed(UserError):
    """The case is not in a state from which this step starts."""

    message = N_("Request {number} is at “{state}”, from where this step is not possible.")


class WordUnknown(UserError):
    """A kind, channel, ground, way or reason that the declaration does not have."""

    message = N_("“{word}” is not one of the choices. Choose one from the list.")


class GroundMissing(UserError):
    """Deletion is asked without a ground."""

    message = N_("Choose the ground on which deletion is asked.")


class VerificationLocked(UserError):
    """Five tries to verify failed; nobody tries again for a day."""

    message = N_(
        "Verification failed too often. It can be tried again from {until} on; "
        "meanwhile ask the person to come in with their document."
    )


class NothingContributed(UserError):
    """The reference names no record that a file contributed to this case."""

    message = N_("No file has contributed this record to the request. Ask the files first.")


class FieldNotContributed(UserError):
    """A field that the contributed record does not have."""

    message = N_("“{field}” is not among what was contributed. Choose one of its fields.")


class NotCorrectedAsValue(UserError):
    """A time of a visit, or what interviewers found: no value that an order replaces."""

    message = N_(
        "“{field}” is no value that an order corrects. Note in the case what the person says of it."
    )


class StillWaiting(UserError):
    """Something of a case waits for somebody else; ``open`` counts it."""


class RefusalsNotApproved(StillWaiting):
    """A second person has not approved what is kept."""

    message = N_(
        "Fields of request {number} that are kept and not approved yet: {open}. Let a second "
        "person approve them under “Approve what is kept”."
    )


class OrdersNotAnswered(StillWaiting):
    """A file has not carried an order out yet."""

    message = N_(
        "Orders of request {number} without an answer: {open}. Each is carried out as soon as "
        "somebody who holds the file opens the desk; then close the case."
    )


class CopyNotWhole(StillWaiting):
    """A file has not answered, a document has not come, or what stays out is not approved."""

    message = N_(
        "The copy of request {number} is not whole yet. Files without an answer: {files}; "
        "documents on their way: {documents}; fields that stay out and are not approved: "
        "{refusals}. Hand it over when these are 0."
    )


class FilesNotAsked(UserError):
    """A case that is decided although nobody looked."""

    message = N_(
        "No file was asked for request {number}. Ask the files first, or write why it is decided "
        "without them."
    )


class FilesSilent(UserError):
    """A case that is decided although a file has not answered."""

    message = N_(
        "Files that have not answered request {number} yet: {count}. Wait for them, or write why "
        "it is decided without them."
    )


class NothingOrdered(UserError):
    """A case that is decided although no file was told to do what is asked."""

    message = N_(
        "Nothing that request {number} asks for is ordered yet; records found: {count}. Mark a "
        "field and order it, keep it for a reason, or write why it is decided without."
    )


class NothingWithdrawn(UserError):
    """A withdrawal that is decided although every consent found stands as before."""

    message = N_(
        "No consent was withdrawn since request {number} came; consents that stand: {count}. "
        "Have it withdrawn in the person's record and ask the files again, order the record not to "
        "be used, or write why it is decided without."
    )


class DeletionMissing(UserError):
    """A deletion that is decided although records of the person stay."""

    message = N_(
        "Records of request {number} that are neither ordered to be deleted nor kept for a reason: "
        "{count}. Mark a field of each and order its deletion, or keep it for a reason."
    )


class DocumentOnItsWay(UserError):
    """A document that a file contributed has not arrived whole yet."""

    message = N_(
        "A document of this request has not arrived yet. It comes by itself; of a paired desk once "
        "its envelopes are here."
    )


class ReviewTooLate(UserError):
    """A refusal is looked at again after 180 days at most, and not in the past."""

    message = N_("Choose a review date from tomorrow to {latest}.")


class OwnDataIsNoSecret(UserError):
    """Trade secrets never cover what the person gave themselves."""

    message = N_("“{reason}” does not cover what the person gave us. Choose another reason.")


class NothingToApprove(UserError):
    """No refusal of this case waits."""

    message = N_("No refusal of this request waits for approval.")


class ApprovesOwnRefusal(UserError):
    """Nobody approves what they entered."""

    message = N_("A second person has to approve this: not the one who entered it.")


class MayNotApproveRefusal(UserError):
    """A user whose role approves no refusal."""

    message = N_(
        "“{name}” may not approve refusals. An HR admin, a privacy officer or an auditor can."
    )


class OutcomeDoesNotFit(UserError):
    """The outcome contradicts what was refused."""

    message = N_("“{outcome}” does not fit: fields refused in this request: {count}.")


class AnswerNotDecided(UserError):
    """An answer is written once it is decided what it says."""

    message = N_("Request {number} is not decided yet. Decide it first, then write the answer.")


class LettersOwed(UserError):
    """A case is not closed while its copy or a letter is not out and nothing says why."""

    message = N_(
        "What of request {number} is not out yet, letters or the copy: {count}. Make the letters "
        "under “Letters”, hand the copy over, or write why they are left out."
    )


class NobodyElseHasIt(UserError):
    """A recipient who has nothing of this person, or of whose data nothing was ordered."""

    message = N_("There is nothing to tell “{recipient}”: nothing they received was changed here.")


class OrderUnknown(UserError):
    """No such kind of order."""

    message = N_("This order does not exist. Correct, restrict, lift or delete can be ordered.")


class Restricted(UserError):
    """A record's use is restricted at the person's request; ``records`` names it for the log."""

    records: tuple[tuple[str, str], ...] = ()
    """Kind and id of what was asked for."""

    message = N_(
        "The use of this record is restricted at the person's request. It is kept and not used; "
        "ask the privacy officer."
    )


class RequestIsFree(UserError):
    """One of the first three requests of a kind within twelve months."""

    message = N_(
        "Request {number} is free: it is number {which} of its kind from this person within twelve "
        "months, and a fee is possible only after {free}."
    )


class FeeOfNothing(UserError):
    """A fee of 0.00."""

    message = N_("Type a fee above 0, or leave: without a fee the request is free.")


class FeeAboveCost(UserError):
    """A fee that would earn something."""

    message = N_("A fee of {fee} yuan is more than the real cost of {cost} yuan. Lower the fee.")


class NoFeeToTakeBack(UserError):
    """The case is free already."""

    message = N_("No fee is asked for request {number}.")


class TaskGone(UserError):
    """The question was answered already."""

    message = N_("This question has been answered already.")


class YearUnknown(UserError):
    """A year that no calendar of the program's time has."""

    message = N_("Choose a year from {first} to {last}.")
