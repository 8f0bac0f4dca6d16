# SPDX-License-Identifier: Apache-2.0
"""The list of candidates on a real desk: find, mark, decide."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import PEOPLE
from ui.pages.candidates import CandidatesPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> CandidatesPage:
    made: CandidatesPage = show(CandidatesPage(around))
    return made


def names(page: CandidatesPage) -> list[str]:
    model = page.table.records
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def mark(page: CandidatesPage, *people: str) -> None:
    model = page.table.records
    page.table.mark(model.row_id(names(page).index(name)) for name in people)


def test_everybody_is_listed_newest_first(page: CandidatesPage) -> None:
    assert names(page) == [name for name, _, _ in reversed(PEOPLE)]


@pytest.mark.parametrize("typed", ["欧阳", "ouyang", "oynn", "0003"])
def test_people_are_found_while_someone_types(
    page: CandidatesPage, wait_idle: Wait, typed: str
) -> None:
    for end in range(1, len(typed) + 1):
        page.filter.search.setText(typed[:end])
    wait_idle()
    assert names(page) == ["欧阳娜娜"]


def test_stages_are_counted_and_filter(page: CandidatesPage, wait_idle: Wait) -> None:
    chips = {key: chip.text() for key, chip in page.filter.chips.items() if not chip.isHidden()}
    assert list(chips) == ["applied", "interview", "not_hired"]
    assert chips["applied"].endswith("3")
    page.filter.chips["interview"].setChecked(True)
    wait_idle()
    assert names(page) == ["王芳"]


def test_a_requisition_filters(page: CandidatesPage, wait_idle: Wait) -> None:
    box = page.filter.requisition
    box.setCurrentIndex(next(i for i in range(box.count()) if box.itemText(i).startswith("质检员")))
    wait_idle()
    assert names(page) == ["李雷", "欧阳娜娜"]


def test_no_match_offers_to_clear_the_filters(page: CandidatesPage, wait_idle: Wait) -> None:
    page.filter.search.setText("没有这个人")
    wait_idle()
    assert page.no_match.isVisible()
    page.no_match.button.click()
    wait_idle()
    assert len(names(page)) == len(PEOPLE)
    assert page.table.isVisible()


def test_an_empty_desk_offers_to_take_someone_in(
    open_as: Show, empty_folder: Path, show: Show
) -> None:
    page = show(CandidatesPage(open_as(empty_folder)))
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, what: went.append((key, what)))
    assert page.none_yet.isVisible()
    page.none_yet.button.click()
    assert went == [("record", None)]


def test_only_steps_that_all_marked_allow_are_offered(page: CandidatesPage) -> None:
    assert page.bar.isHidden()
    mark(page, "张伟", "王芳")
    assert page.bar.shown() == {"advance", "accept_offer", "withdraw", "reject"}
    mark(page, "张伟", "欧阳娜娜")
    assert page.bar.shown() == set()
    assert "candidates.reject" not in page.handlers()


def test_not_hired_is_decided_for_all_marked_at_once(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "张伟", "韩梅", "李雷")
    page.handlers()["candidates.reject"]()
    assert "3" in page.panel.sentence.text()
    page.panel.reason.setCurrentIndex(1)
    page.panel.yes.click()
    wait_idle()
    wait_idle()
    assert page.panel.isHidden()
    page.filter.chips["not_hired"].setChecked(True)
    wait_idle()
    assert sorted(names(page)) == sorted(["张伟", "韩梅", "李雷", "欧阳娜娜"])


def test_the_next_stage_is_a_choice_of_what_all_allow(
    page: CandidatesPage, wait_idle: Wait
) -> None:
    mark(page, "张伟", "王芳")
    page.start("advance")
    offered = [page.panel.to.itemData(i) for i in range(page.panel.to.count())]
    assert offered == ["offered"]
    page.panel.yes.click()
    wait_idle()
    wait_idle()
    assert page.filter.chips["offered"].text().endswith("2")


def test_an_accepted_offer_wants_to_know_who_told(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "王芳")
    page.start("accept_offer")
    page.panel.yes.click()
    wait_idle()
    assert page.panel.isVisible()
    page.panel.told_by.setText("班组长")
    page.panel.yes.click()
    wait_idle()
    wait_idle()
    assert page.panel.isHidden()
    assert page.filter.chips["offer_accepted"].text().endswith("1")


def test_who_withdraws_may_say_why(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "张伟")
    page.start("withdraw")
    offered = [page.panel.reason.itemData(row) for row in range(page.panel.reason.count())]
    assert page.panel.reason.isVisible() and page.panel.reason.currentData() == "not_said"
    assert set(offered) == set(page.desk.catalogue.code_lists["withdraw_reason"].codes)
    page.panel.reason.setCurrentIndex(offered.index("distance"))
    page.panel.yes.click()
    wait_idle()
    wait_idle()
    assert page.panel.isHidden() and page.filter.chips["withdrawn"].text().endswith("1")


def test_cancel_changes_nothing(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "张伟")
    page.start("withdraw")
    page.panel.no.click()
    wait_idle()
    assert page.panel.isHidden()
    assert page.filter.chips["applied"].text().endswith("3")


def test_enter_opens_the_record(page: CandidatesPage) -> None:
    went: list[str] = []
    page.go.connect(lambda key, _what: went.append(key))
    page.table.setCurrentIndex(page.table.records.index(0, 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert went == ["record"]


def test_marks_survive_a_change_made_elsewhere(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "张伟")
    before = page.table.marked()
    page.refresh()
    wait_idle()
    assert page.table.marked() == before


def test_another_page_can_narrow_the_list(page: CandidatesPage, wait_idle: Wait) -> None:
    page.receive({"stages": ("not_hired",)})
    wait_idle()
    assert names(page) == ["欧阳娜娜"]


def test_thirty_or_three_come_back_with_one_key(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "张伟", "王芳", "李雷")
    before = {id_: row.stage for id_, row in page._rows.items()}
    page.handlers()["candidates.reject"]()
    page.panel.yes.click()
    wait_idle()
    wait_idle()
    assert "3" in page.banner.text()
    assert {page._rows[id_].stage for id_ in page.marked()} == {"not_hired"}
    page.handlers()["candidates.undo"]()
    wait_idle()
    wait_idle()
    assert {id_: row.stage for id_, row in page._rows.items()} == before
    assert "candidates.undo" not in page.handlers()


def test_applications_are_given_to_someone_else_and_back(
    page: CandidatesPage, wait_idle: Wait
) -> None:
    mark(page, "张伟", "王芳")
    before = {row.application_id: row.owner for row in page._marked_rows()}
    page.handlers()["candidates.assign"]()
    wait_idle()
    panel = page.further.assigning
    others = [panel.who.itemData(n) for n in range(panel.who.count())]
    other = next(key for key in others if key not in before.values())
    panel.who.setCurrentIndex(others.index(other))
    panel.yes.click()
    wait_idle()
    wait_idle()
    assert {page._rows[id_].owner for id_ in before} == {other}
    page.undoing.undo()
    wait_idle()
    wait_idle()
    assert {id_: page._rows[id_].owner for id_ in before} == before


def test_moving_puts_them_under_the_other_post(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "张伟")
    page.handlers()["candidates.move"]()
    wait_idle()
    box = page.further.moving.where
    box.setCurrentIndex(next(n for n in range(box.count()) if box.itemText(n).startswith("质检员")))
    page.further.moving.yes.click()
    wait_idle()
    wait_idle()
    assert page._rows[page.marked()[0]].requisition == "质检员"
    page.undoing.undo()
    wait_idle()
    wait_idle()
    assert page._rows[page.marked()[0]].requisition == "装配工"


def test_the_board_shows_the_same_people_and_moves_them(
    page: CandidatesPage, wait_idle: Wait
) -> None:
    page.handlers()["candidates.board"]()
    wait_idle()
    board = page.board.view
    assert board.stages == ("applied", "interview", "offered", "offer_accepted", "not_hired")
    cards = board.cards_of("applied")
    assert cards.cards.rowCount() == 3
    moved = cards.cards.card_id(0)
    board.wanted.emit((moved,), "interview")
    wait_idle()
    wait_idle()
    assert page.board.rows[moved].stage == "interview"
    page.undoing.undo()
    wait_idle()
    wait_idle()
    assert page.board.rows[moved].stage == "applied"
    board.wanted.emit((moved,), "not_hired")
    assert page.panel.isVisible() and page.panel.reason.isVisible()
    page.panel.leave()
    ended = board.cards_of("not_hired").cards.card_id(0)
    board.wanted.emit((ended,), "interview")
    assert "面试" in page.banner.text()
    page.toggle_board()
    wait_idle()
    assert page.table.isVisible()


def test_a_question_stays_while_the_language_changes(
    page: CandidatesPage, around: Surroundings, wait_idle: Wait
) -> None:
    page.toggle_board()
    wait_idle()
    page.toggle_board()
    wait_idle()
    mark(page, "张伟")
    page.start("accept_offer")
    around.languages.use("en")
    wait_idle()
    assert page.panel.isVisible()
    assert page.contacting.arranging.isHidden()
    around.languages.use("zh_CN")
