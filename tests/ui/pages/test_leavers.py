# SPDX-License-Identifier: Apache-2.0
"""The page of a list of leavers: what each row means, who is asked for, what is noted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QStyle, QStyleOptionComboBox

from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.operations import (
    candidates,
    delivery,
    handing_over,
    intake,
    joiner_views,
    onboarding,
    recruitment,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.session import Session
from tests.support.raw_sheets import rows_of, xlsx
from ui.pages.leavers import LeaversPage
from ui.pages.onboarding import OnboardingPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

HEADS = ("姓名", "最后工作日", "离职原因")


def employ(session: Session) -> None:
    """Let 张伟 and a namesake begin today."""
    (row, *_) = candidates.list_applications(session, ListQuery(text="张伟")).rows
    record = recruitment.records(session, [row.application_id])[0]
    values = {"full_name": "张伟", "mobile": "13900009999", "age_band": "adult"}
    kinds = session.catalogue.field
    new = recruitment.NewCandidate(
        requisition_id=record.requisition_id,
        values={key: kinds(key).type.parse(text) for key, text in values.items()},
    )
    ids = [row.application_id, *recruitment.take_in(session, [new]).created]
    today = session.today()
    recruitment.accept_offer(session, ids, told_by="刘经理", on=today, keep_open=True)
    handing_over.hand_over(session, ids, start_on=today)
    for _ in range(3):
        delivery.deliver(session)
        intake.take_in(session)
    joiners = [one.joiner_id for one in joiner_views.list_joiners(session, JoinerQuery())]
    for year, id_ in enumerate(joiners, 1990):
        birth = {"birth_date": kinds("birth_date").type.parse(f"{year}-05-12")}
        version = joiner_views.open_joiner(session, id_).version
        onboarding.edit(session, id_, birth, version=version)
    onboarding.start(session, joiners, on=today)


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait) -> LeaversPage:
    around.desk.query(employ, owner=around.desk, done=lambda _none: None)
    wait_idle()
    made: LeaversPage = show(LeaversPage(around))
    return made


def settled(wait_idle: Wait) -> None:
    for _ in range(4):
        wait_idle()


def texts(page: LeaversPage, key: str) -> list[str]:
    records = page.table.records
    place = [column.key for column in records.columns].index(key)
    return [str(records.index(row, place).data()) for row in range(records.rowCount())]


def give(page: LeaversPage, folder: Path, wait_idle: Wait, *rows: tuple[str, ...]) -> None:
    path = folder / "leavers.xlsx"
    path.write_bytes(xlsx(S=rows_of(HEADS, *rows)))
    page.open_file(path)
    settled(wait_idle)


def room_for_text(box: QComboBox) -> int:
    """Return the pixels in which a combo box shows its choice."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    control = QStyle.ComplexControl.CC_ComboBox
    return box.style().subControlRect(control, option, part, box).width()


def test_rows_say_what_they_mean_and_who_is_asked_for(
    page: LeaversPage, wait_idle: Wait, tmp_path: Path
) -> None:
    today = page.desk.session.today().isoformat()
    assert page.start.isVisible() and not page.note_button.isVisible()
    give(page, tmp_path, wait_idle, ("张伟", today, "本人辞职"), ("无此人", today, "退休"),
         ("张伟", "", "退休"))  # fmt: skip
    outcomes = texts(page, "outcome")
    assert len(set(outcomes)) == 3 and not page.note_button.isEnabled()
    for code in LANGUAGES:
        use_language(code)
        QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
        settled(wait_idle)
        assert room_for_text(page.kind) >= page.kind.fontMetrics().horizontalAdvance(
            page.kind.currentText()
        )
    page.table.mark([page.table.records.row_id(0)])
    assert page.person.isVisible() and page.person.count() == 3
    page.person.setCurrentIndex(2)
    page.person.activated.emit(2)
    settled(wait_idle)
    assert page.note_button.isEnabled()
    assert texts(page, "outcome")[0] not in outcomes


def test_they_are_noted_after_a_question_that_says_it_stays(
    page: LeaversPage, wait_idle: Wait, tmp_path: Path
) -> None:
    today = page.desk.session.today().isoformat()
    give(page, tmp_path, wait_idle, ("张伟", today, ""))
    page.kind.setCurrentIndex(page.kind.findData("retired"))
    page.kind.activated.emit(page.kind.currentIndex())
    settled(wait_idle)
    page.table.mark([page.table.records.row_id(0)])
    page.person.setCurrentIndex(1)
    page.person.activated.emit(1)
    settled(wait_idle)
    page.note_button.click()
    assert page.question.isVisible() and "1" in page.question.sentence.text()
    page.question.yes.click()
    settled(wait_idle)
    assert "1" in page.banner.text() and not page.note_button.isEnabled()
    found: list[Any] = []
    page.desk.query(joiner_views.list_joiners, JoinerQuery(states=("left",)), owner=page,
                    done=found.extend)  # fmt: skip
    settled(wait_idle)
    assert len(found) == 1


def test_a_sheet_that_is_no_list_is_refused_in_the_banner(
    page: LeaversPage, wait_idle: Wait, tmp_path: Path
) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(xlsx(S=rows_of(("甲", "乙"), ("1", "2"))))
    page.open_file(path)
    settled(wait_idle)
    assert page.banner.text() and page.start.isVisible()


def test_the_list_of_joiners_leads_there(around: Surroundings, show: Show, wait_idle: Wait) -> None:
    listed: OnboardingPage = show(OnboardingPage(around))
    settled(wait_idle)
    asked: list[str] = []
    listed.go.connect(lambda key, _argument: asked.append(key))
    listed._leavers_button.click()
    assert asked == ["leavers"]
