# SPDX-License-Identifier: Apache-2.0
"""Why nothing leaves by a single disclosure: each reason with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class OtherWay(UserError):
    """The recipient is registered for another way than the one asked for."""

    message = N_(
        "“{name}” is registered as “{kind}”: data leaves for it by “{way}”. Choose that, or "
        "another recipient."
    )


class GroundWrong(UserError):
    """The law gives no such ground for this recipient or way."""

    message = N_("On this ground nothing can leave here. Possible: {grounds}.")


class AssessmentMissing(UserError):
    """Entrusting, providing to another handler and publishing need an assessment (PIPL 55)."""

    message = N_(
        "For “{name}” there is no impact assessment yet (PIPL 55). Enter its number and day with "
        "the recipient first."
    )


class DemandIncomplete(UserError):
    """A demand without its authority, document or article."""

    message = N_(
        "A legal demand names the authority, the number and day of its document, and the article "
        "it rests on. Enter what is missing from the document."
    )


class DemandFromAbroad(UserError):
    """A court or authority abroad gets nothing directly (PIPL 41)."""

    message = N_(
        "“{authority}” is an authority abroad. Nothing kept here may be given to it without the "
        "approval of the competent Chinese authority (PIPL 41). Send the request to the privacy "
        "officer and a lawyer."
    )


class IdentityNotSeen(UserError):
    """Nobody gets a copy before it is sure who they are (PIPL 45, 50)."""

    message = N_("Say first how you made sure that this is the person, or their agent.")


class OnePersonsCopy(UserError):
    """A copy for somebody holds nobody else's data."""

    message = N_("A copy is for one person, with their own data alone. Choose one person.")


class OnlyEmployees(UserError):
    """What applicants and visitors gave leaves for an authority or for themselves alone."""

    message = N_(
        "From “{compartment}” data leaves once for a legal demand or as the person's own copy "
        "only. Choose one of these."
    )


class FieldsMissing(UserError):
    """Nothing is named that should leave."""

    message = N_("Choose the fields that are to leave: only what is needed.")


class NothingCovered(UserError):
    """Of nobody chosen anything may leave."""

    message = N_(
        "Of nobody chosen may anything leave: {reasons}. Mend that first, or choose other people "
        "or fields."
    )


class RequestUnknown(UserError):
    """No request of this id."""

    message = N_("This request does not exist. Refresh the list and choose again.")


class RequestNotApproved(UserError):
    """A second person has not approved it yet, or it was called off."""

    message = N_(
        "Nobody has approved this request yet, or it was called off. A second person has to "
        "approve it before anything leaves."
    )


class RequestOver(UserError):
    """Its days are past."""

    message = N_("This request held until {day}. Ask for it again.")


class RequestOutdated(UserError):
    """The recipient is not as it was approved."""

    message = N_(
        "The recipient was changed after this request was made. Ask for it again, and let a second "
        "person look at what is new."
    )


class ApprovalNotNeeded(UserError):
    """A person's own copy needs nobody's approval."""

    message = N_("Nobody has to approve a person's copy of their own data. Hand it over.")


class AlreadyOut(UserError):
    """It left already, and a request is good for one file."""

    message = N_("This has left already. Ask again if it has to leave once more.")
