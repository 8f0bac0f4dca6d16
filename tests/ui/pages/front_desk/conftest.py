# SPDX-License-Identifier: Apache-2.0
"""The front desk on a real desk: who is inside or expected, and a way to let people sign in."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hr_desk.operations import directory, intake, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit, VisitQuery
from tests.support import gatehouse
from tests.ui.conftest import typed
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]
STAFF = (("陈晓", "生产部", "8012"), ("周敏", "综合部", "8001"), ("单红", "质量部", ""))
INSIDE = (("王芳", "示例物流"), ("欧阳娜娜", "示例机械"))


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    """A desk with a directory, two people on site and one expected, opened as the front desk."""
    return open_gate(prepare)


def prepare(session: Session) -> None:
    directory.add(session, STAFF)
    gatehouse.hold_key(session)
    for name, employer in INSIDE:
        visits.sign_in(session, [new(session, full_name=name, employer=employer)])
    planned = f"{session.today()} 23:30"
    texts = {"full_name": "李雷", "visit_planned": planned}
    visits.expect(session, [NewVisit(values=typed(session.catalogue, **texts), notice="owed")])


def new(session: Session, **texts: str) -> NewVisit:
    given = {"age_band": "adult", "visit_purpose": "business", "host_employee": "陈晓", **texts}
    return NewVisit(values=typed(session.catalogue, **given))


@pytest.fixture
def arrive(do: Do) -> Callable[..., None]:
    """Return a function that lets people sign in at the kiosk and takes their envelopes in."""
    numbers = iter(range(1, 1000))

    def sign_in(*names: str, **texts: str) -> None:
        for later, name in enumerate(reversed(names)):
            do(gatehouse.sign_in, next(numbers), minutes=later, full_name=name, **texts)
        assert do(intake.take_in).taken == len(names)

    return sign_in


@pytest.fixture
def page(at_gate: Surroundings, show: Show, languages: Languages) -> FrontDeskPage:
    languages.use("en")
    made: FrontDeskPage = show(FrontDeskPage(at_gate))
    made.arrivals._pause.setInterval(0)
    return made


def queue(page: FrontDeskPage) -> list[str]:
    return column(page.arrivals.table, "full_name")


def column(table: Any, key: str) -> list[str]:
    place = [one.key for one in table.records.columns].index(key)
    model = table.records
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def listed(page: FrontDeskPage) -> list[str]:
    return column(page.list.table, "full_name")


def state_of(do: Do, name: str) -> str:
    return str(do(visits.list_visits, VisitQuery(text=name))[0].state)


def key(widget: Any, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(widget, one)
