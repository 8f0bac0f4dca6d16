# SPDX-License-Identifier: Apache-2.0
"""Which steps an application may take: a reading of the stage graph in the catalogue."""

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


def next_stages(catalogue: Catalogue, stage: str) -> tuple[str, ...]:
    """Return the stages that ``advance`` may lead to, in the order of the catalogue."""
    return catalogue.stages[stage].next


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
