# SPDX-License-Identifier: Apache-2.0
"""Slips that are printed as soon as their visitor is let in, where the kind of visitor says so.

The catalogue decides (``slip_at_once`` of a visit type). Of every other kind that has a slip one is
printed when somebody asks for it.
"""

from collections.abc import Iterable
from typing import Final

from hr_desk.domain import visits as states
from hr_desk.operations import in_use
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import open_visit
from hr_desk.operations.visit_views import VisitView
from hr_desk.store import visits as store
from hr_desk.store.visits import VisitRecord

LETS_IN: Final = frozenset({"visit.confirm", "visit.arrive", "visit.sign_in", "visit.come_again"})
"""The operations after which somebody is on site who was not before."""


def due(session: Session, ids: Iterable[str]) -> tuple[VisitView, ...]:
    """Return those of some visits whose slip is to be printed now, who came first before others.

    That is on site, of a kind whose slip is printed at once, and not handed out yet. Visits that
    are gone or restricted are left out. Each one that is returned counts as opened, as
    ``visits.open_visit`` says.
    """
    file = session.compartment("visits")
    found = in_use.only(session, "visits", store.visits(file, set(ids)))
    wanted = [one for one in found if _prints(session, one)]
    wanted.sort(key=lambda one: (one.arrived_at or session.now(), one.seq))
    return tuple(open_visit(session, one.id) for one in wanted)


def _prints(session: Session, record: VisitRecord) -> bool:
    kind = session.catalogue.visit_types.get(record.kind)
    at_once = kind is not None and kind.slip_at_once
    return at_once and record.state == states.ON_SITE and not record.slip
