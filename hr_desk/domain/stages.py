# SPDX-License-Identifier: Apache-2.0
"""Which steps an application may take: a reading of the stage graph in the catalogue."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from hr_desk.catalogue import Catalogue
from hr_desk.catalogue.model import Stage
from hr_desk.errors import UserError
from hr_desk.i18n import N_


class StepNotAllowed(UserError):
    """From where the application stands, this step does not exist."""

    message = N_("From “{stage}” this step is not possible. Refresh the list and look again.")


def allowed(catalogue: Catalogue, stage: str, chosen: Collection[str] = ()) -> frozenset[str]:
    """Return the verbs (catalogue.model.VERBS) that lead on from a stage.

    ``chosen`` are the choosable stages of the requisition: one of them that may not be skipped
    keeps an offer from being accepted before it.
    """
    here = catalogue.stages[stage]
    targets = (catalogue.stages[key] for key in (*here.next, *here.exits))
    verbs = frozenset(target.operation for target in targets if target.operation)
    return verbs - {"accept_offer"} if _must_come(catalogue, stage, chosen) else verbs


def _must_come(catalogue: Catalogue, stage: str, chosen: Collection[str]) -> str | None:
    """Return the first stage ahead that this requisition has and nobody may skip."""
    ahead = (catalogue.stages[key] for key in catalogue.stages[stage].next)
    found = (one.key for one in ahead if one.key in chosen and not (one.skippable or one.retired))
    return next(found, None)


def choosable(catalogue: Catalogue, kept: Collection[str] = ()) -> tuple[str, ...]:
    """Return the stages that a requisition may have or not, in order.

    A retired one only where it is among ``kept``, those that the requisition has already.
    """
    return tuple(
        key
        for key, stage in catalogue.stages.items()
        if stage.choice is not None and (key in kept or not stage.retired)
    )


def usual(catalogue: Catalogue) -> tuple[str, ...]:
    """Return those of the choosable stages that a requisition has unless it says otherwise."""
    return tuple(key for key in choosable(catalogue) if catalogue.stages[key].choice == "usual")


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
    targets = (catalogue.stages[key] for key in catalogue.stages[stage].next)
    found = [one.key for one in targets if belongs(one, own) and not one.retired]
    stop = _must_come(catalogue, stage, own)
    return tuple(found if stop is None else found[: found.index(stop) + 1])


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


def with_stages(catalogue: Catalogue, stages: Mapping[str, Stage]) -> Catalogue:
    """Return a catalogue with these stages."""
    if dict(stages) == dict(catalogue.stages):
        return catalogue
    return replace(catalogue, declared=replace(catalogue.declared, stages=stages))


def counted_as(catalogue: Catalogue, stage: str) -> str:
    """Return the stage in whose line of the funnel a stage is counted."""
    return catalogue.stages[stage].counts_as or stage


def target_of(
    catalogue: Catalogue,
    stage: str,
    verb: str,
    to: str | None = None,
    *,
    chosen: Collection[str] = (),
) -> Stage:
    """Return the stage to which a verb leads from a stage; raises StepNotAllowed.

    ``advance`` may have several targets and then needs ``to``; ``chosen`` as in ``allowed``.
    """
    here = catalogue.stages[stage]
    if verb not in allowed(catalogue, stage, chosen):
        raise StepNotAllowed(stage=here.label)
    reached = (catalogue.stages[key] for key in (*here.next, *here.exits))
    found = [s for s in reached if s.operation == verb and to in (None, s.key)]
    if not found:
        raise StepNotAllowed(stage=here.label)
    return found[0]
