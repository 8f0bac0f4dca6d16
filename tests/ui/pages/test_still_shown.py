# SPDX-License-Identifier: Apache-2.0
"""What a page shows of one record goes off the screen as soon as nobody may use it any more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from hr_desk.operations import candidates, retention
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.changes import Changes
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.store import audit, hiring, payroll, personnel, request_tasks
from hr_desk.store import visits as store
from tests.ui.pages.test_accounts import begun
from tests.ui.pages.test_onboarding import add_colleague, join, settled
from tests.ui.pages.visit.test_shown_visit import enter
from ui.pages.account import AccountPage
from ui.pages.joiner import JoinerPage
from ui.pages.page import Page
from ui.pages.record import RecordPage
from ui.pages.still_shown import StillShown
from ui.pages.visit import VisitPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Ask = Callable[..., Any]


ROWS: dict[str, tuple[str, Callable[..., Any]]] = {
    "application": ("hiring", lambda file, id_: hiring.applications(file, [id_])[0].person_seq),
    "visit": ("visits", lambda file, id_: store.visits(file, [id_])[0].seq),
    "joiner": ("personnel", lambda file, id_: personnel.joiners(file, [id_])[0].seq),
    "account": ("payroll", lambda file, id_: payroll.accounts(file, [id_])[0].seq),
}


def restrict(session: Session, kind: str, id_: str) -> None:
    """Restrict a record as an order does that another window took in."""
    name, row = ROWS[kind]
    file = session.compartment(name)
    with file.change("test") as change:
        request_tasks.restrict(change, record=id_, row=row(file, id_), reference="f" * 32)


def news(around: Surroundings) -> None:
    """Tell the window that something was taken in."""
    around.desk.changed.emit(Changes("intake.take_in", frozenset({("request", "0" * 32)})))


def read(page: QWidget) -> str:
    """Return every text a page has, also of what is not in front."""
    texts = [one.text() for one in page.findChildren(QLabel)]
    texts += [one.text() for one in page.findChildren(QLineEdit)]
    return "\n".join([*texts, *(one.toPlainText() for one in page.findChildren(QPlainTextEdit))])


def first(session: Session) -> str:
    return candidates.list_applications(session, ListQuery()).rows[0].application_id


def entries(session: Session, file: str) -> int:
    return len(list(audit.entries(session.compartment(file).connection)))


PAGES: dict[str, tuple[Callable[[Surroundings], Page], Callable[[Session], str]]] = {
    "application": (RecordPage, first),
    "visit": (VisitPage, lambda session: enter(session, "王芳")),
    "joiner": (JoinerPage, join),
    "account": (AccountPage, begun),
}


@pytest.fixture(params=sorted(PAGES))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def shown(
    kind: str, around: Surroundings, open_as: Show, folder: Path, ask: Ask, show: Show,
    wait_idle: Wait,
) -> tuple[Any, Surroundings, str]:  # fmt: skip
    """A page that shows one record, around what, and the record's id."""
    make, found = PAGES[kind]
    ask(add_colleague)
    user = {"visit": "desk", "joiner": "welcome"}.get(kind, "admin")
    there = open_as(folder, user) if user != "admin" else around
    whose = there if kind == "visit" else around
    asked: list[str] = []
    whose.desk.query(found, owner=whose.desk, done=asked.append)
    settled(wait_idle)
    page = show(make(there))
    page.open(asked[0])
    settled(wait_idle)
    page.form.finish()
    settled(wait_idle)
    return page, there, asked[0]


def of_page(page: Page) -> StillShown:
    (found,) = page.findChildren(StillShown)
    return found


def test_a_record_that_an_order_restricts_goes_off_the_screen(
    kind: str, shown: tuple[Any, Surroundings, str], wait_idle: Wait
) -> None:
    page, around, id_ = shown
    name = page.form.keys()[0]
    assert page.form.row(name).view is not None and page.form.keys()
    session, file = around.desk.session, ROWS[kind][0]
    news(around)
    settled(wait_idle)
    assert page.form.keys(), "nothing happened to the record"
    around.desk.query(restrict, kind, id_, owner=page, done=lambda _none: None)
    wait_idle()
    counted: list[int] = []
    around.desk.query(lambda _s: entries(session, file), owner=page, done=counted.append)
    wait_idle()
    news(around)
    settled(wait_idle)
    assert page.form.keys() == ()
    assert page.banner.text() == Restricted().text()
    around.desk.query(lambda _s: entries(session, file), owner=page, done=counted.append)
    wait_idle()
    assert counted[0] == counted[1], "nobody tried to see anything: nothing is logged"


def test_another_window_is_noticed_without_any_news(
    kind: str, shown: tuple[Any, Surroundings, str], wait_idle: Wait
) -> None:
    page, around, id_ = shown
    around.desk.query(restrict, kind, id_, owner=page, done=lambda _none: None)
    wait_idle()
    page.hide()
    of_page(page)._often.timeout.emit()
    settled(wait_idle)
    assert page.form.keys(), "nobody sees it"
    page.show()
    settled(wait_idle)
    assert page.form.keys() == () and page.banner.text() == Restricted().text()


@pytest.fixture
def first_record(around: Surroundings, ask: Ask, show: Show, wait_idle: Wait) -> RecordPage:
    """The page of an applicant, opened by an HR admin."""
    made: RecordPage = show(RecordPage(around))
    made.open(ask(first))
    settled(wait_idle)
    return made


def test_the_name_of_a_restricted_applicant_stands_nowhere_on_the_page(
    first_record: RecordPage, ask: Ask, wait_idle: Wait
) -> None:
    page = first_record
    assert page.view is not None
    named = page.view.named("full_name")
    assert named is not None and named.shown in read(page)
    page.form.unmask_requested.emit(("mobile",))
    assert page.unmasking.isVisible()
    ask(restrict, "application", page.view.application_id)
    of_page(page)._often.timeout.emit()
    settled(wait_idle)
    assert named.shown not in read(page)
    assert page.unmasking.isHidden(), "what was open around it goes too"


def test_what_a_deletion_run_took_is_not_shown_either(
    first_record: RecordPage, around: Surroundings, ask: Ask, wait_idle: Wait
) -> None:
    page = first_record
    assert page.view is not None
    ask(gone, page.view.application_id)
    around.desk.run(retention.sweep, owner=page)
    settled(wait_idle)
    assert page.view is None and page.form.keys() == ()


def gone(session: Session, id_: str) -> None:
    """Let somebody's record be due since long ago."""
    file = session.compartment("hiring")
    with file.change("test") as change:
        for one in hiring.applications_of(file, hiring.applications(file, [id_])[0].person_id):
            hiring.set_clock(change, one, class_="WDR", event="withdrawn", day=long_ago(session))


def long_ago(session: Session) -> Any:
    return session.today().replace(year=session.today().year - 1, day=1)
