# SPDX-License-Identifier: Apache-2.0
"""Which steps an application may take: a reading of the stage graph in the catalogue."""

from collections.abc import Collection

from hr_desk.catalogue import Catalogue
from hr_desk.catalogue.model import Stage
from hr_desk.errors import UserError
from hr_desk.i18n import N_


class StepNotAllowed(UserError):
    """From where the application stands, this step does not exist."""

    message = N_("From “{stage}” this step is not possible. Refresh the list and look again.")


def allowed(catalogue: Catalogue, stage: str) -> frozenset[str]:
    """Return the verbs (catalogue.model.VERBS) that lead on from a stage."""
    here = catalogue.stages[stage]
    targets = (catalogue.stages[key] for key in (*here.next, *here.exits))
    return frozenset(target.operation for target in targets if target.operation)


def choosable(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the stages that a requisition may have or not, in order."""
    return tuple(key for key, stage in catalogue.stages.items() if stage.choice is not None)


def usual(catalogue: Catalogue) -> tuple[str, ...]:
    """Return those of the choosable stages that a requisition has unless it says otherwise."""
    return tuple(key for key, stage in catalogue.stages.items() if stage.choice == "usual")


def belongs(stage: Stage, chosen: Collection[str]) -> bool:
    """Whether a requisition that chose these stages has a stage."""
    return stage.choice is None or stage.key in chosen


def takes_opening(catalogue: Catalogue, stage: str) -> bool:
    """Whether an application at this stage has taken one of the openings."""
    return catalogue.reached(stage, "offer_accepted") and not catalogue.stages[stage].ends


def can_be_taken_back(catalogue: Catalogue, stage: str) -> bool:
    """Whether a step led to this stage, and onboarding has not begun: it can be taken back."""
    made = catalogue.stages[stage].operation not in (None, "take_in")
    return made and catalogue.reached("offer_accepted", stage)


def next_stages(
    catalogue: Catalogue, stage: str, chosen: Collection[str] | None = None
) -> tuple[str, ...]:
    """Return the stages that ``advance`` may lead to, in the order of the catalogue.

    ``chosen`` are the choosable stages of the requisition, by default the usual ones.
    """
    own = usual(catalogue) if chosen is None else chosen
    targets = catalogue.stages[stage].next
    return tuple(key for key in targets if belongs(catalogue.stages[key], own))


def before_offer(catalogue: Catalogue, chosen: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the stations of a requisition that still await a decision, in their order."""
    own = usual(catalogue) if chosen is None else chosen
    accepted = catalogue.stages["offer_accepted"].order
    found = [
        stage
        for stage in catalogue.stages.values()
        if stage.operation in ("take_in", "advance")
        and stage.order < accepted
        and belongs(stage, own)
    ]
    return tuple(stage.key for stage in sorted(found, key=lambda stage: stage.order))


def target_of(catalogue: Catalogue, stage: str, verb: str, to: str | None = None) -> Stage:
    """Return the stage to which a verb leads from a stage; raises StepNotAllowed.

    ``advance`` may have several targets and then needs ``to``.
    """
    here = catalogue.stages[stage]
    reached = (catalogue.stages[key] for key in (*here.next, *here.exits))
    found = [s for s in reached if s.operation == verb and to in (None, s.key)]
    if not found:
        raise StepNotAllowed(stage=here.label)
    return found[0]
