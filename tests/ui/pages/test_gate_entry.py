# SPDX-License-Identifier: Apache-2.0
"""A vehicle or a group at the gate: three keys for a regular, a few fields for anybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hr_desk.operations import directory, intake, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit, VisitQuery, VisitRow
from tests.support import gatehouse
from tests.ui.conftest import typed
from ui.language import Languages
from ui.pages import gate_entry
from ui.pages.front_desk import FrontDeskPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]

PLATE = "鲁B70E19"
DRIVER = {
    "full_name": "田野", "employer": "示例物流", "plate_number": PLATE, "visit_purpose": "delivery",
    "host_employee": "陈晓", "age_band": "adult",
}  # fmt: skip


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    """A desk with a directory, opened as the front desk."""
    return open_gate(prepare)


def prepare(session: Session) -> None:
    directory.add(session, [("陈晓", "仓储部", "8012")])
    gatehouse.hold_key(session)


def came(session: Session, *, confirmed: tuple[str, ...] = ("safety",), out: bool = True) -> str:
    new = NewVisit(values=typed(session.catalogue, **DRIVER), confirmed=confirmed)
    id_ = visits.sign_in(session, [new]).created[0]
    if out:
        visits.sign_out(session, [id_])
    return id_


@pytest.fixture
def page(at_gate: Surroundings, show: Show, languages: Languages) -> FrontDeskPage:
    languages.use("en")
    made: FrontDeskPage = show(FrontDeskPage(at_gate))
    made.arrivals._pause.setInterval(0)
    return made


@pytest.fixture
def press(page: FrontDeskPage, wait_idle: Wait) -> Callable[[], None]:
    """Return a function that presses Enter where the keyboard is."""

    def enter() -> None:
        target = page.gate.focusWidget() or page.gate
        QTest.keyClick(target, Qt.Key.Key_Return)
        wait_idle()

    return enter


def type_plate(page: FrontDeskPage, text: str) -> None:
    page.open_gate()
    line = page.gate.plate.controls()[0]
    assert page.gate.focusWidget() is line
    page.gate.plate.set_text(text)
    page.gate.plate.edited.emit()


def rows(do: Do, **query: Any) -> tuple[VisitRow, ...]:
    found: tuple[VisitRow, ...] = do(visits.list_visits, VisitQuery(**query))
    return found


@pytest.mark.parametrize("text", [PLATE, "70e19"])
def test_a_regular_is_in_with_two_enters_after_the_plate(
    page: FrontDeskPage, do: Do, press: Callable[[], None], text: str
) -> None:
    do(came)
    type_plate(page, text)
    press()
    assert "田野" in page.gate.said.text() and "8012" not in page.gate.said.text()
    assert not page.gate.form.isVisible()
    press()
    newest = rows(do)[0]
    assert (newest.state, newest.kind, newest.owed) == ("on_site", "delivery", ())
    assert page.gate.isVisible() and page.gate.plate.text() == ""


def test_who_is_inside_goes_out_by_the_plate(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    do(came, out=False)
    type_plate(page, PLATE)
    press()
    assert page.gate.yes.text() == "Sign out"
    press()
    assert [one.state for one in rows(do)] == ["left"]


def test_a_slip_that_is_out_is_asked_back_at_the_barrier(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    do(came, out=False)
    (one,) = rows(do)
    do(visits.slip_out, (one.visit_id,))
    type_plate(page, PLATE)
    press()
    assert "signed slip" in page.gate.said.text()


def test_a_text_that_holds_no_longer_is_confirmed_first(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    do(came, confirmed=())
    type_plate(page, PLATE)
    press()
    assert page.gate.texts.told.isVisible() and not page.gate.texts.told.isChecked()
    press()
    assert page.gate.error.isVisible() and len(rows(do)) == 1
    QTest.keyClick(page.gate.texts.told, Qt.Key.Key_Space)
    press()
    assert [one.state for one in rows(do)] == ["on_site", "left"]
    assert rows(do)[0].owed == ()


def test_the_day_on_which_a_regular_confirmed_stands_there_and_nothing_is_asked(
    page: FrontDeskPage, do: Do, press: Callable[[], None], languages: Languages
) -> None:
    do(came)
    type_plate(page, PLATE)
    press()
    texts = page.gate.texts
    day = page.desk.session.today().isoformat()
    assert texts.held.text() == (
        f"Confirmed on {day}, the text is unchanged: Safety rules of the site"
    )
    assert texts.held.isVisible() and not texts.told.isVisible()
    languages.use("zh_CN")
    QApplication.processEvents()
    assert day in texts.held.text() and "进厂安全告知" in texts.held.text()
    page.gate.leave()
    type_plate(page, PLATE)
    assert not texts.held.isVisible()


def test_whoever_says_name_and_plate_of_a_regular_is_not_asked_and_somebody_else_is(
    page: FrontDeskPage, do: Do, press: Callable[[], None], wait_idle: Wait
) -> None:
    do(came)
    type_plate(page, PLATE)
    press()
    page.gate.other.click()
    form, texts = page.gate.form, page.gate.texts
    wait_idle()
    assert texts.told.isVisible() and not texts.held.isVisible()
    for name, known in (("田家", False), ("田野", True), ("田野野", False), ("田野", True)):
        form.editors["full_name"].set_text(name)
        form.editors["full_name"].edited.emit()
        wait_idle()
        assert (texts.held.isVisible(), texts.told.isVisible()) == (known, not known), name
    form.purpose.setCurrentIndex(0)
    form.host.setEditText("陈晓")
    page.gate.yes.click()
    wait_idle()
    newest = rows(do)[0]
    assert (newest.state, newest.owed) == ("on_site", ())


def test_an_answer_about_somebody_else_comes_too_late(
    page: FrontDeskPage, do: Do, press: Callable[[], None], wait_idle: Wait
) -> None:
    do(came)
    type_plate(page, PLATE)
    press()
    page.gate.other.click()
    form, texts = page.gate.form, page.gate.texts
    form.editors["full_name"].set_text("田野")
    form.editors["full_name"].edited.emit()
    texts.ask(("safety",))
    wait_idle()
    assert texts.owed() == ("safety",)


def test_of_a_new_vehicle_a_few_things_are_asked(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    type_plate(page, PLATE)
    press()
    assert page.gate.form.isVisible()
    assert page.gate.form.shown() == (
        "trailer_plate", "visit_purpose", "full_name", "employer", "mobile", "host_employee",
        "delivery_note", "companions_count", "dock", "badge_no",
    )  # fmt: skip
    press()
    wrong = {key for key, one in page.gate.form._entries.items() if one.error()}
    assert wrong == {"visit_purpose", "full_name", "host_employee"}
    form = page.gate.form
    for key, text in (("full_name", "孔师傅"), ("trailer_plate", "鲁BA123挂"), ("dock", "3"),
                      ("delivery_note", "SH-1"), ("companions_count", "1")):  # fmt: skip
        form.editors[key].set_text(text)
    form.purpose.setCurrentIndex(form.purpose.findData("pick_up"))
    form.host.setEditText("陈晓")
    page.gate.texts.told.setChecked(True)
    press()
    (one,) = rows(do)
    view = do(visits.open_visit, one.visit_id)
    shown = {field.field.key: field.shown for field in view.fields if field.given}
    assert shown["trailer_plate"] == "鲁BA123挂" and shown["dock"] == "3"
    assert (one.state, one.kind, one.owed) == ("on_site", "delivery", ())
    assert one.host is not None and one.host.extension == "8012"


def test_a_wrong_value_is_said_beside_its_field(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    type_plate(page, PLATE)
    press()
    page.gate.form.editors["companions_count"].set_text("many")
    press()
    assert page.gate.form._entries["companions_count"].error()
    assert rows(do) == ()


def test_a_group_is_its_leader_and_a_head_count(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    type_plate(page, "")
    press()
    kind = page.gate.kind_in_hand()
    assert kind is not None and kind.key == gate_entry.ON_FOOT
    form = page.gate.form
    form.editors["full_name"].set_text("林领队")
    form.editors["companions_count"].set_text("24")
    form.purpose.setCurrentIndex(form.purpose.findData("training"))
    form.host.setEditText("陈晓")
    press()
    assert page.gate.error.text() == ""
    (line,) = do(visits.roll_call)
    assert (line.name, line.companions) == ("林领队", 24)


def test_who_waits_in_the_queue_is_settled_there(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    do(gatehouse.sign_in, 1, full_name="田野", plate_number=PLATE)
    do(intake.take_in)
    type_plate(page, PLATE)
    press()
    assert page.gate.yes.text() == "To the queue"
    press()
    assert not page.gate.isVisible()
    in_hand = page.arrivals.in_hand()
    assert in_hand is not None and in_hand.cells["full_name"].text == "田野"
    assert page.arrivals.table.isVisible()


def test_an_expected_vehicle_arrives(
    page: FrontDeskPage, do: Do, press: Callable[[], None], at_gate: Surroundings
) -> None:
    planned = f"{at_gate.desk.session.today()} 23:30"
    texts = {"full_name": "李雷", "visit_planned": planned, "plate_number": PLATE}
    values = typed(at_gate.desk.catalogue, **texts)
    do(visits.expect, [NewVisit(values=values, notice="owed")])
    type_plate(page, PLATE)
    press()
    assert page.gate.yes.text() == "They are here"
    press()
    assert [one.state for one in rows(do)] == ["on_site"]


def test_somebody_else_drives_a_known_vehicle(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    do(came)
    type_plate(page, PLATE)
    press()
    page.gate.other.click()
    assert page.gate.form.isVisible()
    assert page.gate.form.editors["full_name"].text() == ""
    assert page.gate.plate.text() == PLATE


def test_what_is_no_plate_is_said_and_escape_closes(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    type_plate(page, "沃尔沃")
    press()
    assert page.gate.error.isVisible()
    QTest.keyClick(page.gate.plate.controls()[0], Qt.Key.Key_Escape)
    assert not page.gate.isVisible()
    assert page.gate.plate.text() == "" and rows(do) == ()


def test_an_enter_that_is_held_down_lets_nobody_in(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    from PySide6.QtGui import QKeyEvent

    do(came)
    type_plate(page, PLATE)
    press()
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    page.gate.keyPressEvent(held)
    assert len(rows(do)) == 1


def test_a_group_that_comes_again_says_how_many(
    page: FrontDeskPage, do: Do, press: Callable[[], None]
) -> None:
    def came_before(session: Session) -> None:
        given = {**DRIVER, "visit_purpose": "training", "companions_count": "31"}
        values = typed(session.catalogue, **given)
        new = NewVisit(values=values, kind="group", confirmed=("safety",))
        visits.sign_out(session, visits.sign_in(session, [new]).created)

    do(came_before)
    type_plate(page, PLATE)
    press()
    assert page.gate.needed.isVisible() and page.gate.yes.text() == "Let in again"
    press()
    assert page.gate.needed.entries["companions_count"].error() and len(rows(do)) == 1
    page.gate.needed.editors["companions_count"].set_text("12")
    press()
    newest = rows(do)[0]
    assert (newest.state, newest.cells["companions_count"].text) == ("on_site", "12")
    assert not page.gate.needed.isVisible()
