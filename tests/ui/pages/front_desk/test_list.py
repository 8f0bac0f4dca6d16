# SPDX-License-Identifier: Apache-2.0
"""The list of the front desk: search, steps for several at once, papers, the roll call."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hr_desk.operations import disclosure, intake, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit
from tests.support import gatehouse
from tests.ui.conftest import typed
from tests.ui.pages.front_desk.conftest import (
    INSIDE,
    Do,
    Show,
    Wait,
    column,
    key,
    listed,
    new,
    state_of,
)
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage
from ui.pages.visit_rows import SLIP
from ui.printing.to_printer import NotPrinted
from ui.session import Surroundings


def test_marked_visitors_are_signed_out_with_one_key(
    page: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    assert "front_desk.sign_out" not in page.handlers()
    page.list.table.selectAll()
    page.handlers()["front_desk.sign_out"]()
    wait_idle()
    wait_idle()
    assert listed(page) == []
    assert page.list.nobody.isVisible()
    page.list.choose("left")
    wait_idle()
    assert sorted(listed(page)) == sorted(name for name, _ in INSIDE)


def test_slips_that_are_out_have_a_column_until_they_come_back(
    page: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    assert SLIP not in page.list.table.visible_columns()
    one = do(visits.list_visits, visits.VisitQuery(text="欧阳娜娜"))[0].visit_id
    do(visits.slip_out, (one,))
    assert SLIP in page.list.table.visible_columns()
    assert column(page.list.table, SLIP).count("Still out") == 1
    do(visits.sign_out, (one,))
    page.list.choose("left")
    wait_idle()
    assert column(page.list.table, SLIP) == ["Still out"]
    do(visits.slip_back, (one,))
    assert SLIP not in page.list.table.visible_columns()


@pytest.mark.parametrize("text", ["欧阳", "ouyang", "oynn", "示例机械"])
def test_visitors_are_found_while_someone_types(
    page: FrontDeskPage, wait_idle: Wait, text: str
) -> None:
    for end in range(1, len(text) + 1):
        page.list.search.setText(text[:end])
    wait_idle()
    assert listed(page) == ["欧阳娜娜"]


def test_the_end_of_a_phone_number_and_a_plate_find_too(
    page: FrontDeskPage, arrive: Callable[..., None], wait_idle: Wait
) -> None:
    arrive("张伟", mobile="13912345678", plate_number="鲁B12345")
    page.list.choose("today")
    for text in ("5678", "鲁B12345"):
        page.list.search.setText(text)
        wait_idle()
        assert listed(page) == ["张伟"]


def test_no_match_leads_to_all_days_and_then_back_to_everybody(
    page: FrontDeskPage, wait_idle: Wait
) -> None:
    page.list.search.setText("没有这个人")
    wait_idle()
    assert page.list.no_match.isVisible()
    page.list.no_match.button.click()
    assert page.list.chosen() == "ever"
    wait_idle()
    page.list.no_match.button.click()
    wait_idle()
    assert page.list.search.text() == ""
    assert len(listed(page)) == 3


def test_an_expected_guest_is_let_in_after_saying_how_the_notice_was_given(
    page: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    page.list.choose("expected")
    wait_idle()
    page.list.table.selectRow(0)
    assert set(page.list.possible()) == {"arrive", "not_come"}
    page.handlers()["front_desk.arrive"]()
    assert page.step.notice.isVisible()
    key(page.step, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    assert state_of(do, "李雷") == "on_site"


def test_a_guest_who_did_not_come_is_noted(page: FrontDeskPage, wait_idle: Wait, do: Do) -> None:
    page.list.choose("expected")
    wait_idle()
    page.list.table.selectRow(0)
    page.list.buttons["not_come"].click()
    assert not page.step.notice.isVisible()
    page.step.yes.click()
    wait_idle()
    wait_idle()
    assert state_of(do, "李雷") == "not_come"


def test_a_sign_out_that_fits_nobody_is_given_to_a_visit(
    page: FrontDeskPage, do: Do, wait_idle: Wait
) -> None:
    do(gatehouse.sign_out, 900, code="999999")
    do(intake.take_in)
    assert "999999" in page.unmatched.text()
    assert not page.unmatched.settle_button.isEnabled()
    page.unmatched.visit.setCurrentIndex(1)
    page.unmatched.settle_button.click()
    wait_idle()
    wait_idle()
    assert not page.unmatched.isVisible()
    assert page.list.number.text().endswith("1")


def test_a_sign_out_that_fits_nobody_is_dismissed(
    page: FrontDeskPage, do: Do, wait_idle: Wait
) -> None:
    do(gatehouse.sign_out, 900, code="999999", phone_tail="1234")
    do(intake.take_in)
    assert "1234" in page.unmatched.text()
    page.unmatched.dismiss_button.click()
    wait_idle()
    wait_idle()
    assert not page.unmatched.isVisible()
    assert page.list.number.text().endswith("2")


def test_the_roll_call_says_each_person_as_a_sentence(page: FrontDeskPage, wait_idle: Wait) -> None:
    page.handlers()["front_desk.roll_call"]()
    wait_idle()
    assert page.roll_call.isVisible()
    assert not page.arrivals.isVisible()
    said = page.roll_call.inside.sentences()
    assert len(said) == 2
    assert said[0].startswith("1. 王芳, with 陈晓, since ")
    assert not page.roll_call.unseen.isVisible()
    page.roll_call.back.click()
    assert page.arrivals.isVisible()


def test_what_is_sealed_for_another_role_is_counted(
    page: FrontDeskPage, do: Do, wait_idle: Wait
) -> None:
    do(gatehouse.foreign)
    page.refresh()
    wait_idle()
    assert page.sealed.isVisible()
    assert page.sealed.text().endswith("1")


def test_an_hr_admin_sees_no_column_that_the_catalogue_closes(
    at_gate: Surroundings, open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> None:
    page = show(FrontDeskPage(open_as(folder, "admin")))
    keys = {one.key for one in page.list.table.records.columns}
    assert "full_name" in keys
    assert not keys & {"host_employee", "visit_purpose", "plate_number", "visit_arrived"}
    assert not page.arrivals.strip.editors
    assert sorted(listed(page)) == sorted(name for name, _ in INSIDE)


def test_the_page_follows_the_language(
    page: FrontDeskPage, arrive: Callable[..., None], languages: Languages, wait_idle: Wait
) -> None:
    arrive("李雷")
    english = (page.header.title.text(), page.arrivals.strip.about())
    assert english[0] == "Front desk"
    assert english[1].startswith("Let in 李雷?")
    languages.use("zh_CN")
    QApplication.sendPostedEvents()
    wait_idle()
    assert page.header.title.text() == "前台"
    assert page.arrivals.strip.about().startswith("放行“李雷”吗？")
    assert page.list.chips["on_site"].text() == "在厂 2"


def test_the_list_shows_one_kind_of_visitor(page: FrontDeskPage, do: Do, wait_idle: Wait) -> None:
    do(lambda session: visits.sign_in(
        session, [new(session, full_name="田野", visit_purpose="delivery")]))  # fmt: skip
    assert set(column(page.list.table, "kind")) == {"Business", "Goods"}
    page.list.kind.setCurrentIndex(page.list.kind.findData("delivery"))
    wait_idle()
    assert listed(page) == ["田野"]
    page.list.kind.setCurrentIndex(page.list.kind.findData("family"))
    wait_idle()
    assert page.list.no_match.isVisible()


def chosen(target: Path, _parent: object, _title: str, name: str, done: Do) -> None:
    """Choose where a file is written, as a person would in the system's own window."""
    assert "王芳" in name
    done(target)


def press(page: FrontDeskPage, words: str) -> None:
    (button,) = (one for one in page.banner.findChildren(QPushButton) if one.text() == words)
    button.click()


def says(page: FrontDeskPage, words: str) -> bool:
    return words in page.banner.text()


def away(_content: bytes) -> None:
    raise NotPrinted(name="示例打印机")


def test_where_the_printer_is_away_a_slip_is_saved_and_comes_back(
    page: FrontDeskPage, do: Do, wait_idle: Wait, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page.list.table.mark([page.list.table.records.row_id(listed(page).index("王芳"))])
    assert {"slip", "goods_pass"} <= page.list.possible()
    (id_,) = page.list.marked()
    for which, state in (("goods_pass", ""), ("slip", "out")):
        target = tmp_path / f"{which}.pdf"
        choose = partial(chosen, target)
        monkeypatch.setattr("ui.pages.paper_question.choose_target", choose)
        page.badges.printer = away
        page.start(which)
        qtbot.waitUntil(partial(says, page, "示例打印机"))
        press(page, "Save as PDF…")
        qtbot.waitUntil(partial(says, page, target.name))
        assert target.read_bytes().startswith(b"%PDF")
        wait_idle()
        assert do(visits.open_visit, id_).row.slip == state
    assert "slip_back" in page.list.possible()
    page.start("slip_back")
    wait_idle()
    assert do(visits.open_visit, id_).row.slip == "back"
    assert "slip_back" not in page.list.possible()


def test_a_slip_goes_to_the_printer_at_once_and_may_be_saved_where_that_is_away(
    page: FrontDeskPage, do: Do, wait_idle: Wait, qtbot: QtBot
) -> None:
    sent = list[bytes]()
    page.list.table.mark([page.list.table.records.row_id(listed(page).index("王芳"))])
    (id_,) = page.list.marked()
    ways = ((away, "", "示例打印机"), (sent.append, "out", "Sent to the printer"))
    for printer, state, words in ways:
        page.badges.printer = printer
        page.start("slip")
        qtbot.waitUntil(partial(says, page, words))
        wait_idle()
        assert do(visits.open_visit, id_).row.slip == state
        assert ("示例打印机" in page.banner.text()) is not bool(sent)
    assert len(sent) == 1 and sent[0].startswith(b"%PDF")
    lines = do(disclosure.registered)
    assert {(one.kind, one.purpose) for one in lines} == {("print", "visit.access")}
    assert [one.completed for one in lines] == [True, False]


@pytest.mark.parametrize(
    ("purpose", "slip"),
    [("business", True), ("interview", False), ("delivery", False), ("inspection", False)],
)
def test_a_slip_is_offered_for_the_kinds_that_have_one(
    page: FrontDeskPage, do: Do, wait_idle: Wait, purpose: str, slip: bool
) -> None:
    do(lambda session: visits.sign_in(
        session, [new(session, full_name="田野", visit_purpose=purpose)]))  # fmt: skip
    page.list.table.mark([page.list.table.records.row_id(listed(page).index("田野"))])
    assert "goods_pass" in page.list.possible()
    assert ("slip" in page.list.possible()) is slip


def test_a_print_that_failed_is_tried_again_with_the_entry_it_has(
    page: FrontDeskPage, do: Do, qtbot: QtBot
) -> None:
    tries = list[bytes]()

    def out_of_paper(content: bytes) -> None:
        tries.append(content)
        if len(tries) == 1:
            raise NotPrinted(name="示例打印机")

    page.list.table.mark([page.list.table.records.row_id(listed(page).index("王芳"))])
    page.badges.printer = out_of_paper
    page.start("slip")
    qtbot.waitUntil(partial(says, page, "示例打印机"))
    assert [one.completed for one in do(disclosure.registered)] == [False]
    press(page, "Print again")
    qtbot.waitUntil(partial(says, page, "Sent to the printer"))
    assert len(tries) == 2 and tries[0] == tries[1]
    assert [one.completed for one in do(disclosure.registered)] == [True]


def test_papers_are_for_one_visit_at_a_time(page: FrontDeskPage) -> None:
    page.list.table.mark([page.list.table.records.row_id(row) for row in range(2)])
    assert len(page.list.marked()) == 2
    assert not {"slip", "goods_pass"} & page.list.possible()


def test_of_an_expected_group_the_heads_are_asked_in_the_question(
    page: FrontDeskPage, wait_idle: Wait, do: Do
) -> None:
    def invite(session: Session) -> None:
        texts = {"full_name": "邱领队", "visit_planned": f"{session.today()} 23:40"}
        values = typed(session.catalogue, **texts)
        visits.expect(session, [NewVisit(values=values, notice="owed", kind="group")])

    do(invite)
    page.list.choose("expected")
    page.list.search.setText("邱领队")
    wait_idle()
    wait_idle()
    page.list.table.selectRow(0)
    page.handlers()["front_desk.arrive"]()
    assert page.step.needed.isVisible()
    key(page.step, Qt.Key.Key_Return)
    wait_idle()
    assert page.step.needed.entries["companions_count"].error()
    page.step.needed.editors["companions_count"].set_text("25")
    key(page.step, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    assert state_of(do, "邱领队") == "on_site"
