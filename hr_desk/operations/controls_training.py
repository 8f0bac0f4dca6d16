# SPDX-License-Identifier: Apache-2.0
"""The control over a company's own measures (4.1): people trained, places and custodians known."""

from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import safeguards, training
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.session import Session


def _training(session: Session) -> Seen:
    people = training.list_trainings(session)
    late = sum(not one.valid for one in people)
    if late:
        return Seen.broken(_UNTRAINED, count=late, people=len(people))
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    kinds = [one.kind for one in safeguards.list_safeguards(session)]
    places, halves = kinds.count(safeguards.STATION), len(set(safeguards.HALVES) & set(kinds))
    if not places or halves < len(safeguards.HALVES):
        return Seen.broken(_NOT_ENTERED, places=places, halves=halves)
    kept = _BLOCKING if training.blocks(session) else _WARNING
    return Seen.kept(kept, people=len(people), places=places)


_UNTRAINED: Final = N_(
    "{count} of {people} users were not trained in handling personal data in the last twelve "
    "months."
)
_NOT_ENTERED: Final = N_(
    "All users are trained, but the register names the places of {places} computers or kiosks and "
    "the custodians of {halves} of the two halves of the recovery key."
)
_WARNING: Final = N_(
    "All {people} users are trained; {places} computers or kiosks and both custodians are "
    "entered. Whoever is not trained is warned before a sensitive value is shown."
)
_BLOCKING: Final = N_(
    "All {people} users are trained; {places} computers or kiosks and both custodians are "
    "entered. Whoever is not trained sees no sensitive value in full."
)

CONTROLS: Final = (Control("training", N_("Training, places, custodians"), _training),)
"""What the company does itself, as far as its registers show it."""
