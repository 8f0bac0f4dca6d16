# SPDX-License-Identifier: Apache-2.0
"""Which applications a list shows, and the SQL condition that says the same."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Access
from hr_desk.operations import scope
from hr_desk.operations.due_days import periods
from hr_desk.operations.pool_clock import PURPOSE, least
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.store import consents, due_days, due_records, interviews

SOURCE: Final = "source_channel"
"""The field that says how an application came."""


@dataclass(frozen=True, kw_only=True)
class ListQuery:
    """Which applications: words, stages, one requisition; ``before`` continues an earlier page.

    ``source`` is a code of source_channel, ``owner`` the id of a user, ``ends_within`` the days
    within which the clock of the application ends (overdue ones included), ``pool_ends_within``
    those within which the person's place in the talent pool ends by itself. ``interview_owed``:
    those at a stage to which people come to be interviewed, and nobody has arranged it.
    """

    text: str = ""
    stages: tuple[str, ...] = ()
    requisition_id: str | None = None
    source: str | None = None
    owner: str | None = None
    ends_within: int | None = None
    pool_ends_within: int | None = None
    interview_owed: bool = False
    before: int | None = None
    limit: int = 200


def may_see_sources(session: Session) -> bool:
    """Whether the field that says how an application came is open to the user at every stage."""
    field = session.catalogue.field(SOURCE)
    open_from = session.catalogue.stages[field.earliest_stage].order
    return all(
        session.access(field, stage=stage.key) is not Access.NONE
        for stage in session.catalogue.stages.values()
        if stage.order >= open_from
    )


def conditions(session: Session, query: ListQuery) -> tuple[list[str], list[Any]]:
    """Return the conditions of a query on applications ``a``, and their values; words apart.

    Met is only what the user works on (``scope``). Raises NotPermitted for a source where the
    user may not see it: what is filtered by is told.
    """
    found, values = scope.of(session).conditions()
    if query.stages:
        found.append(f"a.stage IN ({','.join('?' * len(query.stages))})")
        values += query.stages
    if query.requisition_id is not None:
        found.append("a.requisition = (SELECT seq FROM requisition WHERE id = ?)")
        values.append(query.requisition_id)
    if query.source is not None:
        if not may_see_sources(session):
            raise NotPermitted
        found.append(f"json_extract(a.fields, '$.{SOURCE}') = ?")
        values.append(query.source)
    if query.owner is not None:
        found.append("a.owner = ?")
        values.append(query.owner)
    if query.ends_within is not None:
        ending, days = _ending(session, query.ends_within)
        found.append(ending)
        values += days
    if query.pool_ends_within is not None:
        found.append(consents.ENDING)
        values += consents.ending_days(
            PURPOSE, session.today(), query.pool_ends_within, least=least(session)
        )
    if query.interview_owed:
        stages = [key for key, one in session.catalogue.stages.items() if one.interviews]
        found.append(interviews.none_arranged(stages))
        values += stages
    return found, values


def _ending(session: Session, within: int) -> tuple[str, list[str]]:
    """Return the condition that the clock of ``a`` ends within some days, for clocks that run."""
    last = session.trusted_day() + timedelta(days=within)
    running = due_days.running(session.compartment("hiring"), periods(session.catalogue))
    ending, days = due_records.due_condition(running, last)
    return f"({ending})", days
