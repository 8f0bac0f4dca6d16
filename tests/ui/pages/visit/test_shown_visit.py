# SPDX-License-Identifier: Apache-2.0
"""A visit that is here: where it stands, what may be changed, seen and corrected."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from hr_desk.domain.clock import FixedClock, day_of
from hr_desk.operations import visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit
from tests.support import visit_letters
from tests.ui.conftest import typed
from tests.ui.pages.visit.conftest import Find, Show, Wait, fill
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage
from ui.pages.visit import VisitPage
from ui.session import Surroundings
from ui.tasks import Tasks
from ui.widgets.label import Label


def enter(session: Session, name: str) -> str:
    texts = {
        "full_name": name,
        "age_band": "adult",
        "visit_purpose": "business",
        "host_employee": "陈晓",
    }
    new = NewVisit(values=typed(session.catalogue, **texts))
    return visits.sign_in(session, (new,)).created[0]


@pytest.fixture
def opened(page: VisitPage, at_gate: Surroundings, tasks: Tasks, wait_idle: Wait) -> VisitPage:
    """The page with a visit that is on site."""
    found: list[str] = []
    tasks.query(enter, at_gate.desk.session, "王芳", done=found.append)
    wait_idle()
    page.receive(found[0])
    wait_idle()
    wait_idle()
    return page


def test_a_visit_shows_where_it_stands_and_what_happened(
    opened: VisitPage, languages: Languages, wait_idle: Wait
) -> None:
    assert opened.header.title.text() == "王芳"
    languages.use("en")
    QApplication.sendPostedEvents()
    assert opened.side.facts.heading.text() == "On site"
    assert opened.side.isVisible()
    assert {verb for verb, button in opened.buttons.items() if not button.isHidden()} == {
        "sign_out"
    }


def signed_at_the_kiosk(session: Session) -> str:
    """Take in a contractor who signed below the safety rules; returns the visit's id."""
    text = session.catalogue.acknowledgements["safety"]
    return visit_letters.take(
        session, kind="contractor", confirmed={text.key: text.digest},
        signature={"strokes": [[[10, 10], [90, 60]]], "texts": {text.key: text.whole}},
    )  # fmt: skip


def test_what_somebody_signed_at_the_kiosk_is_said_without_the_drawing(
    page: VisitPage, at_gate: Surroundings, tasks: Tasks, wait_idle: Wait, languages: Languages
) -> None:
    found: list[str] = []
    tasks.query(signed_at_the_kiosk, at_gate.desk.session, done=found.append)
    wait_idle()
    languages.use("en")
    page.receive(found[0])
    wait_idle()
    wait_idle()
    said = [label.text() for label in page.side.facts.findChildren(Label)]
    assert "Signed at the kiosk: Safety rules of the site" in said
    assert "signature_image" not in tuple(page.form.keys())


def test_a_change_is_saved_and_the_times_cannot_be_changed(
    opened: VisitPage, wait_idle: Wait, find: Find
) -> None:
    arrived = opened.form.row("visit_arrived").editor.controls()[0]
    assert arrived.isReadOnly()  # type: ignore[attr-defined]
    fill(opened, badge_no="B7")
    opened.about.host.setEditText("周敏 · 综合部 · 8001")
    opened.save()
    wait_idle()
    wait_idle()
    (found,) = find("王芳")
    assert found.cells["badge_no"].text == "B7"
    assert found.host is not None
    assert found.host.name == "周敏"
    assert opened.banner.text()


def test_signing_out_from_the_page_shows_the_visit_as_left(
    opened: VisitPage, wait_idle: Wait, find: Find
) -> None:
    opened.buttons["sign_out"].click()
    wait_idle()
    wait_idle()
    assert find("王芳")[0].state == "left"
    assert opened.buttons["sign_out"].isHidden()


def test_an_aged_visit_is_shown_masked_and_offers_neither_the_rest_nor_a_change(
    opened: VisitPage, at_gate: Surroundings, wait_idle: Wait
) -> None:
    opened.buttons["sign_out"].click()
    wait_idle()
    wait_idle()
    session = at_gate.desk.session
    session.clock = FixedClock(session.now() + timedelta(days=31))
    assert opened.view is not None
    opened.open(opened.view.visit_id)
    wait_idle()
    wait_idle()
    row = opened.form.row("full_name")
    assert row.view.masked
    assert opened.header.title.text() == "王*"
    assert not any(button.isVisible() for button in row.findChildren(QPushButton))
    assert not opened._save.isVisible()
    assert not opened.about.host.isEnabled()


def test_a_visit_that_is_gone_leaves_an_empty_page_and_a_sentence(
    opened: VisitPage, wait_idle: Wait
) -> None:
    opened.open("0" * 32)
    wait_idle()
    assert opened.banner.text()
    assert opened.view is None
    assert opened.form.keys() == ()


def test_a_masked_value_is_shown_for_one_of_two_purposes(
    opened: VisitPage, wait_idle: Wait
) -> None:
    fill(opened, nationality="JPN")
    opened.save()
    wait_idle()
    wait_idle()
    row = opened.form.row("nationality")
    assert row.view.masked
    opened.form.unmask_requested.emit(("nationality",))
    purposes = opened.unmasking.purpose
    assert [purposes.itemData(place) for place in range(purposes.count())] == [
        "visit.access",
        "visit.emergency",
    ]
    purposes.setCurrentIndex(1)
    opened.unmasking.yes.click()
    wait_idle()
    assert row.view.value == "JPN"
    opened.hide()
    assert row.view.masked


def came_yesterday(session: Session) -> None:
    """Put every visit a day back, as if nobody had opened the desk since."""
    before = session.now() - timedelta(days=1)
    with session.compartment("visits").change("test") as change:
        change.execute(
            "UPDATE visit SET day = ?, arrived_at = ?",
            (day_of(before).isoformat(), before.isoformat(timespec="seconds")),
        )


def test_the_leaving_of_a_visit_that_the_day_closed_is_corrected(
    at_gate: Surroundings, show: Show, tasks: Tasks, wait_idle: Wait, find: Find,
    languages: Languages,
) -> None:  # fmt: skip
    session = at_gate.desk.session
    texts = {"full_name": "张伟", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓"}  # fmt: skip
    tasks.run(visits.sign_in, session, [NewVisit(values=typed(session.catalogue, **texts))])
    wait_idle()
    tasks.run(came_yesterday, session)
    tasks.run(visits.close_day, session)
    wait_idle()
    (one,) = find("张伟")
    page: VisitPage = show(VisitPage(at_gate))
    page.receive(one.visit_id)
    wait_idle()
    wait_idle()
    assert page._correct.isVisible()
    page._correct.click()
    question = page.correcting
    assert question.isVisible() and not question.yes.isEnabled()
    languages.use("en")
    QApplication.processEvents()
    assert question.reason.currentIndex() == -1
    question.reason.setCurrentIndex(question.reason.findData("camera"))
    arrived = question.at.dateTime()
    question.at.setDateTime(arrived.addSecs(-3600))
    question.yes.click()
    wait_idle()
    assert page.banner.isVisible() and question.isVisible()
    question.at.setDateTime(arrived.addSecs(3600))
    question.yes.click()
    wait_idle()
    wait_idle()
    (left,) = find("张伟")
    assert (left.state, left.left_how, left.reason) == ("left", "staff", "camera")
    assert left.left is not None and left.arrived is not None
    assert 3500 <= (left.left - left.arrived).total_seconds() <= 3600
    assert question.isHidden() and not page._correct.isVisible()


def test_a_note_for_the_shift_is_written_on_the_visit_and_seen_in_the_list(
    at_gate: Surroundings, show: Show, tasks: Tasks, wait_idle: Wait, find: Find
) -> None:
    session = at_gate.desk.session
    texts = {"full_name": "张伟", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓"}  # fmt: skip
    tasks.run(visits.sign_in, session, [NewVisit(values=typed(session.catalogue, **texts))])
    wait_idle()
    (one,) = find("张伟")
    page: VisitPage = show(VisitPage(at_gate))
    page.receive(one.visit_id)
    wait_idle()
    wait_idle()
    page.note.text.setText("等仓库来接，身份证 370202199001011231")
    assert page.note.marked.isVisible()
    page.note.marked.button.click()
    assert "370202" not in page.note.text.text()
    page.note.text.setText("等仓库来接，钥匙在抽屉里")
    page.note.text.returnPressed.emit()
    wait_idle()
    wait_idle()
    (noted,) = find("张伟")
    assert noted.note == "等仓库来接，钥匙在抽屉里" and page.banner.isVisible()
    desk_page: FrontDeskPage = show(FrontDeskPage(at_gate))
    wait_idle()
    shown = desk_page.list.table
    keys = [one.key for one in shown.records.columns]
    assert not shown.isColumnHidden(keys.index("note"))
