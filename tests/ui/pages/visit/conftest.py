# SPDX-License-Identifier: Apache-2.0
"""The page of one visit on a real desk, with a directory."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import directory, visits
from hr_desk.operations.visits import VisitQuery, VisitRow
from ui.pages.visit import VisitPage
from ui.session import Surroundings
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]
Find = Callable[[str], list[VisitRow]]
STAFF = (("陈晓", "生产部", "8012"), ("周敏", "综合部", "8001"))


@pytest.fixture
def at_gate(open_as: Show, folder: Path, wait_idle: Wait, tasks: Tasks) -> Surroundings:
    """A desk with a directory, opened as the front desk."""
    around: Surroundings = open_as(folder, "desk")
    tasks.run(directory.add, around.desk.session, STAFF)
    wait_idle()
    return around


@pytest.fixture
def page(at_gate: Surroundings, show: Show, wait_idle: Wait) -> VisitPage:
    made: VisitPage = show(VisitPage(at_gate))
    begin(made, wait_idle, "business")
    return made


@pytest.fixture
def find(at_gate: Surroundings, tasks: Tasks, wait_idle: Wait) -> Find:
    def find_(text: str) -> list[VisitRow]:
        found: list[Any] = []
        query = VisitQuery(text=text)
        tasks.query(visits.list_visits, at_gate.desk.session, query, done=found.append)
        wait_idle()
        return list(found[0])

    return find_


def begin(page: VisitPage, wait: Wait, kind: str) -> None:
    """Begin a new visit of a kind."""
    page.receive(None)
    wait()
    page.kind_choice.choose(kind)
    wait()
    wait()


def fill(page: VisitPage, **texts: str) -> None:
    for key, text in texts.items():
        page.form.row(key).editor.set_text(text)
