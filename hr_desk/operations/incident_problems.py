# SPDX-License-Identifier: Apache-2.0
"""Why something about an incident may be refused, each with its way out."""

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class IncidentGone(UserError):
    """No incident with this id is here."""

    message = N_("This incident is no longer here. It may have been deleted when it was due.")


class IncidentClosed(UserError):
    """The incident is closed: nothing of it changes any more."""

    message = N_("Incident {number} is closed. Open a new one for what became known later.")


class IncidentWordUnknown(UserError):
    """A way, level, section, result or paper that the declaration does not have."""

    message = N_("“{word}” is not one of the choices. Choose one from the list.")


class NotNamed(UserError):
    """The way needs a user or an entry of the register, and none is named."""

    message = N_("Say whose account it was, or which file went to the wrong place.")


class MomentsCrossed(UserError):
    """The moments contradict each other, or lie ahead."""

    message = N_("Check the moments: nothing may lie ahead, and the beginning comes first.")


class NotDoneThen(UserError):
    """Something is said to have been done before the incident was found, or in the future."""

    message = N_(
        "It can have been done from {found} on, when the incident was found, until now. Check the "
        "day and the time."
    )


class SectionsMissing(UserError):
    """A part that must be told is not written yet."""

    message = N_("Still to be written: {sections}. People are told of all of them.")


class IncidentUnfinished(UserError):
    """Closing while a file has not answered, or somebody was not told."""

    message = N_(
        "Incident {number} cannot be closed yet. Files that have not answered: {files}; people "
        "without a result: {people}."
    )


class IncidentUnreached(UserError):
    """Closing while somebody was not reached, and no announcement stands for them."""

    message = N_(
        "People of incident {number} who were not reached, themselves or their guardians: "
        "{people}. Reach them, or announce it, before the file is closed."
    )


class ReportNotNoted(UserError):
    """Closing before the regulator was told."""

    message = N_("Note first when the regulator was told of incident {number}.")


class DrillSendsNothing(UserError):
    """A drill asks no file and tells nobody: its people are made up."""

    message = N_("This is a drill: nothing is sent, and its people are made up.")


class TooManyPeople(UserError):
    """A drill with more people than one file of an incident is made for."""

    message = N_("A drill has from 1 to {most} people.")


class IncidentTaskGone(UserError):
    """The question was answered already."""

    message = N_("This question has been answered already.")
