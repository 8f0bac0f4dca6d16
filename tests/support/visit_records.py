# SPDX-License-Identifier: Apache-2.0
"""Visits as a test reads them, and one that the kiosk announced."""

import datetime as dt
from typing import Any

from hr_desk.domain import visits as states
from hr_desk.domain.clock import day_of
from hr_desk.operations import visits
from hr_desk.operations.session import Session
from hr_desk.operations.visit_writing import KIOSK, insert_new
from hr_desk.operations.visits import VisitQuery, VisitRow
from hr_desk.store import visits as store
from tests.support.desk import START
from tests.support.visitors import visitor

TODAY = START.date()


def rows(session: Session, **query: Any) -> tuple[VisitRow, ...]:
    return visits.list_visits(session, VisitQuery(**query))


def record(session: Session, id_: str) -> store.VisitRecord:
    return store.visits(session.compartment("visits"), [id_])[0]


def announced(session: Session, *, code: str = "123456", at: dt.datetime = START,
              **texts: str) -> str:  # fmt: skip
    """Write a visit as the kiosk's letter does; returns its id."""
    values = visitor(session, **texts).values
    catalogue = session.catalogue
    fields = {key: catalogue.field(key).type.store(value) for key, value in values.items()}
    state = store.VisitState(state=states.ANNOUNCED, day=day_of(at), arrived_at=at, code=code)
    notice = store.Notice(version=1, how="screen", at=at, language="en")
    with session.compartment("visits").change("test") as change:
        return insert_new(session, change, origin=KIOSK, state=state, notice=notice, fields=fields)
