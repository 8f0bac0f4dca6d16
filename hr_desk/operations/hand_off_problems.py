# SPDX-License-Identifier: Apache-2.0
"""Why nothing is handed over: each reason with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class RecipientUnknown(UserError):
    """No recipient of this id is registered."""

    message = N_("This recipient is not registered here. Choose one from the list.")


class RecipientEnded(UserError):
    """Nothing is handed to it any more."""

    message = N_("“{name}” receives nothing any more: it was struck off the list of recipients.")


class RecipientNotValid(UserError):
    """Today is not among the days for which it is registered."""

    message = N_(
        "“{name}” may receive from {first} to {last} only. Check the agreement and enter the new "
        "days first."
    )


class RegistrationWrong(UserError):
    """A unified social credit code that does not exist."""

    message = N_(
        "The unified social credit code “{typed}” is not right: 18 signs with a check digit. Copy "
        "it from the licence."
    )


class AgreementMissing(UserError):
    """Whoever handles data for us does it under an agreement (PIPL 21)."""

    message = N_(
        "“{name}” handles data for you, so there has to be an agreement (PIPL 21). Enter its "
        "number."
    )


class GivenUnder(UserError):
    """An agreement under which something was given gives way to one that does not follow it."""

    message = N_(
        "Data was given to “{name}” under this agreement until {day}, and it has to be attested "
        "that it was deleted or returned. Strike this one off, and register what comes later anew."
    )


class AgreementRuns(UserError):
    """Nothing is attested while an agreement, or one that follows it, still runs."""

    message = N_(
        "The agreement with “{name}”, or one that follows it, still runs. Strike it off when it "
        "ends; deletion or return is entered then."
    )


class NothingWasGiven(UserError):
    """Nothing left for this recipient under an agreement."""

    message = N_(
        "Nothing was given to “{name}” to be handled for you, so there is nothing to attest."
    )


class AttestedOutside(UserError):
    """An attestation from before the end, or from a day to come."""

    message = N_(
        "Deletion or return is attested from {first}, when the agreement ended, to {last}, today. "
        "Correct the day."
    )


class NotAttested(UserError):
    """There is no attestation that could be taken back."""

    message = N_("Nothing is entered of “{name}” that could be taken back. Refresh the list.")


class DaysReversed(UserError):
    """The last day lies before the first."""

    message = N_("The last day lies before the first one. Correct the days.")


class PurposeNotAgreed(UserError):
    """The recipient may not have data for this purpose."""

    message = N_(
        "“{name}” may not have data for “{purpose}”. Choose another template, or add the purpose "
        "to the recipient if the agreement covers it."
    )


class NotForThisKind(UserError):
    """The template is for other kinds of recipients."""

    message = N_(
        "“{template}” is not meant for “{kind}”. Choose a template for this kind of recipient."
    )


class FieldNotAllowed(UserError):
    """A column that the recipient may not have."""

    message = N_(
        "“{name}” may not have “{fields}”. Take the columns out of the template, or add the fields "
        "to the recipient if the purpose needs them."
    )


class FieldClosed(UserError):
    """A column that the user's role sees nothing of."""

    message = N_("Your role does not see “{fields}”, so it cannot hand them over.")


class AbroadRefused(UserError):
    """Abroad, and something that the law asks for is missing."""

    message = N_(
        "“{name}” is abroad. Before anything leaves the country there has to be: {owed}. Enter it "
        "with the recipient, or choose another one."
    )


class AbroadFull(UserError):
    """More people in a year than the route allows."""

    message = N_(
        "This year data of {people} people went abroad; “{route}” is not enough for so many. Ask "
        "the privacy officer about a security assessment."
    )


class StandingUnknown(UserError):
    """No standing hand-off of this id."""

    message = N_("This standing hand-off does not exist. Refresh the list and choose again.")


class NotApproved(UserError):
    """A second person has not approved it yet, or it was ended."""

    message = N_(
        "Nobody has approved this hand-off yet. A second person has to do that once; then it holds "
        "for up to twelve months."
    )


class ApprovalOver(UserError):
    """The approval's last day is past."""

    message = N_("The approval of this hand-off ended on {day}. Ask a second person to renew it.")


class ApprovalOutdated(UserError):
    """Recipient, template or fields are not those that were approved."""

    message = N_(
        "The recipient or the template was changed after this hand-off was approved. Ask for it "
        "again, and let a second person look at what is new."
    )


class ApprovalForged(UserError):
    """The approval's signature is not that of its approver."""

    message = N_(
        "The approval of this hand-off was not signed by the person it names. Nothing leaves; show "
        "this to the privacy officer."
    )


class ApprovesOwn(UserError):
    """Nobody approves what they asked for."""

    message = N_("A second person has to approve this: not the one who asked for it.")


class MayNotApprove(UserError):
    """A user whose role approves nothing."""

    message = N_(
        "“{name}” may not approve hand-offs. An HR admin, a privacy officer or an auditor can."
    )


class ApprovalTooLong(UserError):
    """More than twelve months."""

    message = N_("A hand-off is approved for twelve months at most: until {day}.")


class NoConsent(UserError):
    """Nobody of those chosen has agreed that this recipient gets their data."""

    message = N_(
        "None of the people chosen has agreed that “{name}” gets their data. Ask them first."
    )


class NothingNew(UserError):
    """Everybody chosen was told already, and nothing has changed."""

    message = N_(
        "“{name}” has all of this already: nothing has changed since. If they lost the file, send "
        "the same one again from the register."
    )


class NotReady(UserError):
    """Something required is missing of somebody who was not named."""

    message = N_(
        "{people} of the people chosen are not complete. Leave them out, or name each of them to "
        "send what there is."
    )


class NotInThisFile(UserError):
    """Somebody who does not belong into this file: another state, or not here any more."""

    message = N_(
        "Somebody chosen does not belong into this file any more. Refresh the list and choose "
        "again."
    )


class ChangedSince(UserError):
    """The same file cannot be made again: something of it has changed."""

    message = N_(
        "Somebody in this file has changed since, or is no longer here. Make a new file instead; "
        "it will mark what is corrected."
    )


class NotFinished(UserError):
    """The file was registered and never finished."""

    message = N_("This file was not finished, so the receiver cannot have it. Make it again.")


class PasswordOver(UserError):
    """Its 30 days are over, or the file has none."""

    message = N_(
        "The password is shown for 30 days, and those are over. Send the file again to get a new "
        "one."
    )


class TemplateUnknown(UserError):
    """There is no such template."""

    message = N_("There is no template “{key}”. Choose one from the list.")


class TemplateShipped(UserError):
    """A template of the program keeps its name."""

    message = N_("“{key}” is a template of the program. Give yours another key.")


class WorkbookMissing(UserError):
    """A template that fills the receiver's workbook has none."""

    message = N_("Choose the receiver's empty workbook: this template fills it.")


class TextUnreadable(UserError):
    """A file that holds no text in UTF-8."""

    message = N_("“{file}” is no text of a template. Choose the file that was saved as one.")


class ConsentNotNeeded(UserError):
    """This recipient needs nobody's consent."""

    message = N_("“{name}” needs no consent for this. Nothing was noted.")
