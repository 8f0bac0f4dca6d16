# SPDX-License-Identifier: Apache-2.0
"""Scorecards entered by hand: points by keys, a proposal, a note that is marked like others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.i18n import t, translated
from hr_desk.operations import candidates, interview_views, interviews, scorecards
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.evaluations import CRITERIA, OTHER, PROPOSALS
from hr_desk.operations.interviews import Plan
from hr_desk.operations.scorecards import Findings, ScorecardView
from hr_desk.operations.session import Session
from tests.support.input_method import commit
from ui.pages.scoring import ScorecardForm
from ui.printing.application_form import Around
from ui.printing.work_papers import evaluation_pdf
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

SHEET = (("5", "焊得匀"), ("", ""), ("3", ""), ("2", ""), ("", "记得住"), ("1", ""))
"""Points and what was said or shown of each criterion, as a sheet comes back."""


def _arranged(session: Session) -> interview_views.InterviewLine:
    page = candidates.list_applications(session, ListQuery(stages=("interview",)))
    id_ = page.rows[0].application_id
    plan = Plan(at=session.now() + timedelta(hours=2), minutes=20, host="刘经理",
                interviewers=("王工", "李主任"))  # fmt: skip
    interviews.arrange(session, (id_,), plan)
    return interview_views.of_candidate(session, id_)[0]


@pytest.fixture
def line(around: Surroundings, form: ScorecardForm, wait_idle: Wait) -> Any:
    """One interview with two interviewers."""
    found: list[Any] = []
    around.desk.query(_arranged, owner=form, done=found.append)
    wait_idle()
    return found[0]


@pytest.fixture
def form(around: Surroundings, show: Show) -> ScorecardForm:
    made: ScorecardForm = show(ScorecardForm(around.desk))
    made.leave()
    return made


def cards(around: Surroundings, form: ScorecardForm, id_: str, wait_idle: Wait) -> Any:
    found: list[tuple[ScorecardView, ...]] = []
    around.desk.query(scorecards.of_interview, id_, owner=form, done=found.append)
    wait_idle()
    return found[0]


def test_the_criteria_are_those_of_the_printed_sheet_in_their_order(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait
) -> None:
    form.start(line)
    wait_idle()
    assert list(form.points) == list(around.desk.catalogue.code_lists[CRITERIA].codes)
    assert form.interviewer.currentText() == "王工"


def test_digits_walk_from_one_criterion_to_the_next(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait
) -> None:
    form.start(line)
    wait_idle()
    boxes = list(form.points.values())
    for box, digit in zip(boxes, "543210", strict=True):
        QTest.keyClicks(box, digit)
    assert list(form.given().values()) == [5, 4, 3, 2, 1]
    QTest.keyClick(boxes[0], Qt.Key.Key_Backspace)
    assert len(form.given()) == 4
    form.proposal.setCurrentIndex(form.proposal.findData("hire"))
    form.score.setText("82")
    form.note.setPlainText("会看图纸")
    form.yes.click()
    wait_idle()
    assert not form.isVisible()
    (card,) = cards(around, form, line.id, wait_idle)
    assert (card.interviewer, card.proposal, card.mean) == ("王工", "hire", 2.5)
    assert (card.test_score.value, card.note.shown) == (82, "会看图纸")


def test_a_card_is_typed_back_in_the_printed_order_with_enter_alone(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait
) -> None:
    form.start(line)
    wait_idle()

    def has_keyboard() -> QWidget:
        target = form.window().focusWidget()
        assert target is not None and form.isAncestorOf(target)
        return target

    def enter() -> None:
        QTest.keyClick(has_keyboard(), Qt.Key.Key_Return)

    form.interviewer.setFocus()
    enter()
    for digit, remark in SHEET:  # a criterion without points or a remark is passed by
        if digit:
            QTest.keyClicks(has_keyboard(), digit)
        else:
            enter()
        commit(has_keyboard(), remark)
        enter()
    assert has_keyboard() is form.remarks[OTHER]
    commit(has_keyboard(), "带了自己的焊帽")
    enter()
    assert has_keyboard() is form.proposal
    QTest.keyClick(form.proposal, Qt.Key.Key_Down)
    enter()
    QTest.keyClicks(has_keyboard(), "82")
    enter()
    assert has_keyboard() is form.note
    form.note.insertPlainText("会看图纸")
    QTest.keyClick(form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    form.note.insertPlainText("肯学")
    enter()
    assert form.isVisible(), "only the button enters the card"
    enter()
    wait_idle()
    (card,) = cards(around, form, line.id, wait_idle)
    criteria = list(around.desk.catalogue.code_lists[CRITERIA].codes)
    assert card.points == dict(zip((criteria[n] for n in (0, 2, 3, 5)), (5, 3, 2, 1), strict=True))
    assert card.remarks == {criteria[0]: "焊得匀", criteria[4]: "记得住", OTHER: "带了自己的焊帽"}
    assert (card.test_score.value, card.note.shown) == (82, "会看图纸\n肯学")
    assert card.proposal is not None


def test_the_second_one_is_told_of_the_first_and_may_mend_it(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait
) -> None:
    given = Findings(points={"skills": 4}, proposal="further", note="再看一次")
    around.desk.run(scorecards.enter, line.id, given, interviewer="王工", owner=form)
    wait_idle()
    form.start(line)
    wait_idle()
    assert form.interviewer.currentText() == "李主任"
    assert "王工" in form.others_text() and "4.0" in form.others_text()
    assert form.given() == {} and form.note.toPlainText() == ""
    form.interviewer.setEditText("王工")
    assert form.given() == {"skills": 4} and form.note.toPlainText() == "再看一次"
    form.points["skills"].set_value(5)
    form.yes.click()
    wait_idle()
    (card,) = cards(around, form, line.id, wait_idle)
    assert (card.points, card.proposal, card.version) == ({"skills": 5}, "further", 2)


def test_a_name_without_an_account_is_typed(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait
) -> None:
    form.start(line)
    wait_idle()
    form.points["safety"].set_value(3)
    form.interviewer.setEditText("车间赵师傅")
    assert form.given() == {"safety": 3}, "typing a name takes nothing back"
    form.yes.click()
    wait_idle()
    assert [one.interviewer for one in cards(around, form, line.id, wait_idle)] == ["车间赵师傅"]


def test_a_note_is_marked_where_it_holds_what_must_not_be_collected(
    form: ScorecardForm, line: Any, wait_idle: Wait
) -> None:
    form.start(line)
    wait_idle()
    form.note.setPlainText("已婚未育，身份证370202199001011237")
    assert "已婚" in form.marked_note.said() or "婚" in form.marked_note.said()
    form.marked_note.button.click()
    assert "370202199001011237" not in form.note.toPlainText()
    form.note.setPlainText("会看图纸")
    assert form.marked_note.said() == ""


@pytest.mark.parametrize(("score", "points"), [("很好", 3), ("101", 3), ("", None)])
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    form: ScorecardForm, line: Any, wait_idle: Wait, score: str, points: int | None
) -> None:
    form.start(line)
    wait_idle()
    form.points["skills"].set_value(points)
    form.score.setText(score)
    form.yes.click()
    wait_idle()
    assert form.isVisible() and form.banner.text()
    assert form.points["skills"].value() == points


def test_points_stay_while_the_language_changes(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait, qtbot: QtBot
) -> None:
    form.start(line)
    wait_idle()
    form.points["skills"].set_value(4)
    form.proposal.setCurrentIndex(form.proposal.findData("hire"))
    label = around.desk.catalogue.code_lists[CRITERIA].codes["skills"]
    around.languages.use("en")
    qtbot.waitUntil(lambda: form.points["skills"].label.text() == label.en)
    assert form.given() == {"skills": 4}
    assert form.proposal.currentData() == "hire"
    assert form.sentence.text() == t("Scorecard of {name}", name=line.name)
    around.languages.use("zh_CN")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_printed_sheet_has_the_order_of_the_card(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait, language: str
) -> None:
    form.start(line)
    wait_idle()
    catalogue = around.desk.catalogue
    company = {"name": "示例公司"}
    today = around.desk.session.today()
    around_it = Around(company=company, language=language, printed_on=today)
    pdf = pypdfium2.PdfDocument(evaluation_pdf(catalogue, around_it))
    assert len(pdf) == 1
    text = pdf[0].get_textpage().get_text_range()
    criteria = catalogue.code_lists[CRITERIA].codes
    card = [
        *(f"{n}. {criteria[key].within(language)}" for n, key in enumerate(form.points, start=1)),
        *(words.within(language) for words in catalogue.code_lists[PROPOSALS].codes.values()),
        translated("Test score, 0 to 100", language),
        translated("What the proposal rests on", language),
    ]
    places = [text.find(words) for words in card]
    assert -1 not in places and places == sorted(places)


def test_remarks_are_marked_and_masked_as_the_note_is(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait
) -> None:
    form.start(line)
    wait_idle()
    remark = form.remarks["skills"]
    commit(remark, "身份证 110105199005120022，未婚")
    assert remark.marked() and not form.remarks["safety"].marked()
    assert "未婚" in form.marked_note.said()
    form.marked_note.button.click()
    assert "110105199005120022" not in remark.text() and "未婚" in remark.text()
    form.leave()
    assert form.remarked() == {} and form.marked_note.said() == ""


def test_a_remark_is_shown_again_and_may_be_mended(
    form: ScorecardForm, line: Any, around: Surroundings, wait_idle: Wait
) -> None:
    given = Findings(points={"skills": 4}, remarks={"safety": "戴了护目镜", OTHER: "住得近"})
    around.desk.run(scorecards.enter, line.id, given, interviewer="王工", owner=form)
    wait_idle()
    form.start(line)
    wait_idle()
    assert form.remarked() == {}
    form.interviewer.setEditText("王工")
    assert form.remarked() == {"safety": "戴了护目镜", OTHER: "住得近"}
    around.languages.use("en")
    QApplication.processEvents()
    assert form.remarked() == {"safety": "戴了护目镜", OTHER: "住得近"}
    form.remarks["safety"].clear()
    form.yes.click()
    wait_idle()
    (card,) = cards(around, form, line.id, wait_idle)
    assert card.remarks == {OTHER: "住得近"} and card.points == {"skills": 4}


def test_tab_goes_through_the_whole_card_and_the_arrow_goes_back(
    form: ScorecardForm, line: Any, wait_idle: Wait
) -> None:
    form.start(line)
    wait_idle()
    first = form.points["skills"]
    first.setFocus()
    met = []
    for _ in range(20):
        met.append(form.window().focusWidget())
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
    judged = [part for key, box in form.points.items() for part in (box, form.remarks[key])]
    whole = [*judged, form.remarks[OTHER], form.proposal, form.score, form.note, form.yes]
    assert met[: len(whole)] == whole
    form.remarks["skills"].setFocus()
    QTest.keyClick(form.remarks["skills"], Qt.Key.Key_Up)
    assert form.window().focusWidget() is first
