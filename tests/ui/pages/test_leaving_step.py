# SPDX-License-Identifier: Apache-2.0
"""From a person's page to what leaves once, with that person in hand, and back to them."""

from collections.abc import Callable
from typing import Any

from hr_desk.operations import candidates, joiner_views, visits
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit, VisitQuery
from tests.ui.conftest import typed
from ui.pages.joiner import JoinerPage
from ui.pages.leaving_once import LeavingOncePage
from ui.pages.page import Page
from ui.pages.record import RecordPage
from ui.pages.visit import VisitPage
from ui.pages.way_back import Visit
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Ask = Callable[..., Any]


def sign_in(session: Session) -> None:
    texts = {"full_name": "王芳", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓"}  # fmt: skip
    visits.sign_in(session, (NewVisit(values=typed(session.catalogue, **texts)),))


def led_away(page: Page, action: str) -> Visit:
    """Take the action of a page; returns what the page of what leaves once is opened with."""
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, what: went.append((key, what)))
    page.handlers()[action]()
    ((key, visit),) = went
    assert key == "leaving_once" and isinstance(visit, Visit)
    return visit


def back_from(page: LeavingOncePage) -> tuple[str, Any]:
    """Leave the form and the page; returns where that leads."""
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, what: went.append((key, what)))
    for _ in range(2):
        page._back.click()
    return went[0]


def test_from_a_candidate_and_back(
    handing: Surroundings, show: Show, settled: Wait, ask_desk: Ask
) -> None:
    (row, *_) = ask_desk(candidates.list_applications, ListQuery()).rows
    record: RecordPage = show(RecordPage(handing))
    assert "record.leave_once" not in record.handlers()
    record.receive(row.application_id)
    settled()
    assert record.meetings.leaving.button.isVisible()
    visit = led_away(record, "record.leave_once")
    page: LeavingOncePage = show(LeavingOncePage(handing))
    page.receive(visit)
    settled()
    wish, name = page.asking.wish(), row.cells["full_name"].text
    assert (wish.file, wish.people) == ("hiring", (row.application_id,))
    assert name in page.asking.people.text_of(row.application_id)
    assert back_from(page) == ("record", row.application_id)


def test_from_a_joiner_and_back(
    handing: Surroundings, show: Show, settled: Wait, ask_desk: Ask
) -> None:
    (row, *_) = ask_desk(joiner_views.list_joiners, JoinerQuery())
    joiner: JoinerPage = show(JoinerPage(handing))
    assert not joiner.leaving.button.isVisible()
    joiner.open(row.joiner_id)
    settled()
    assert joiner.leaving.button.isVisible()
    visit = led_away(joiner, "joiner.leave_once")
    page: LeavingOncePage = show(LeavingOncePage(handing))
    page.receive(visit)
    settled()
    wish = page.asking.wish()
    assert (wish.file, wish.people) == ("personnel", (row.joiner_id,))
    assert back_from(page) == ("joiner", row.joiner_id)


def test_from_a_visit_and_back(
    open_gate: Callable[..., Surroundings], show: Show, settled: Wait
) -> None:
    around, found = open_gate(sign_in), list[Any]()
    around.desk.query(
        visits.list_visits, VisitQuery(inside=True), owner=around.desk, done=found.extend
    )
    settled()
    opened: VisitPage = show(VisitPage(around))
    opened.open(found[0].visit_id)
    settled()
    assert opened.side.leaving.button.isVisibleTo(opened.side)
    visit = led_away(opened, "visit.leave_once")
    page: LeavingOncePage = show(LeavingOncePage(around))
    page.receive(visit)
    settled()
    wish = page.asking.wish()
    assert (wish.file, wish.people) == ("visits", (found[0].visit_id,))
    assert back_from(page) == ("visit", found[0].visit_id)
    opened.receive(None)
    assert "visit.leave_once" not in opened.handlers()
