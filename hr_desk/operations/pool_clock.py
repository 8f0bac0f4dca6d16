# SPDX-License-Identifier: Apache-2.0
"""Which clock an application of somebody in the talent pool runs on.

Whoever agreed to stay in the pool is kept until the day they agreed to, whatever is decided
about one application; an accepted one follows its own path.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from hr_desk.domain import consent
from hr_desk.operations import consent_cover
from hr_desk.operations.session import Session
from hr_desk.store import consents
from hr_desk.store.consents import ConsentRecord
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.steps import Step

PURPOSE: Final = "pool.future"
"""The purpose whose consent is the talent pool."""


def until(session: Session, person_id: str) -> date | None:
    """Return the day on which somebody's place in the pool ends; None for nobody in it."""
    found = in_pool(session, person_id)
    return None if found is None else found.until


def least(session: Session) -> int:
    """Return the lowest version of the policy under which a consent to the pool counts today."""
    return consent_cover.today(session).least(PURPOSE)


def in_pool(session: Session, person_id: str) -> ConsentRecord | None:
    """Return the consent that keeps somebody in the pool today; None for nobody in it."""
    today, file = session.today(), session.compartment("hiring")
    return consents.in_force(file, person_id, PURPOSE, today=today, least=least(session))


def pool_clock(session: Session, end: date) -> tuple[str, str, date]:
    """Return class, event and clock day of what is kept in the pool until ``end``."""
    kept = consent.class_of(session.catalogue, PURPOSE)
    return kept.key, consent.event_of(kept)[0], consent.clock_day(kept, end)


def was_accepted(session: Session, stage: str) -> bool:
    """Whether an application at this stage came as far as an accepted offer."""
    return session.catalogue.reached(stage, "offer_accepted")


def pooled(session: Session, application: ApplicationRecord, step: Step) -> Step:
    """Return the step with the pool's clock in place of its own, for somebody in the pool."""
    end = until(session, application.person_id)
    if end is None or step.retention_class is None or was_accepted(session, step.stage):
        return step
    class_, event, day = pool_clock(session, end)
    return replace(step, retention_class=class_, clock_event=event, clock_on=day)
