# SPDX-License-Identifier: Apache-2.0
"""Somebody who is here already: the hint, applying again, merging side by side, undoing."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.model import Access
from hr_desk.operations import candidates, requisitions
from hr_desk.operations.candidates import FieldView, ListQuery
from hr_desk.operations.duplicates import Reason, Suggestion
from hr_desk.operations.merging import FieldPair
from ui.pages.candidates import CandidatesPage
from ui.pages.merge_panel import MergePanel
from ui.pages.record import RecordPage
from ui.session import Surroundings
from ui.widgets.label import Label
from ui.widgets.layouts import AsHighAsNeeded

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait) -> RecordPage:
    made: RecordPage = show(RecordPage(around))
    made.receive(None)
    wait_idle()
    wait_idle()
    return made


@pytest.fixture
def table(around: Surroundings, show: Show) -> CandidatesPage:
    made: CandidatesPage = show(CandidatesPage(around))
    return made


def rows(around: Surroundings, owner: Any, wait_idle: Wait) -> dict[str, str]:
    """Return the persons of the applications listed, by application."""
    found: list[candidates.ApplicationPage] = []
    query = around.desk.query
    query(candidates.list_applications, ListQuery(), owner=owner, done=found.append)
    wait_idle()
    return {one.application_id: one.person_id for one in found[0].rows}


def type_into(page: RecordPage, wait: Wait, **texts: str) -> None:
    for key, text in texts.items():
        editor = page.form.row(key).editor
        editor.set_text(text)
        editor.edited.emit()
    page.known.look()
    wait()


def test_a_hint_says_who_may_be_here_and_why(page: RecordPage, wait_idle: Wait) -> None:
    assert page.known.isHidden()
    type_into(page, wait_idle, mobile="1380000000")
    assert page.known.isHidden()
    type_into(page, wait_idle, mobile="13800000001")
    assert page.known.isVisible()
    said = page.known.sentence.text()
    assert "张伟" in said and "装配工" in said and "13800000001" not in said
    page.known.open.click()
    wait_idle()
    assert page.header.title.text() == "张伟"
    assert page.known.isHidden()


def test_a_different_person_is_not_hinted_at_again(page: RecordPage, wait_idle: Wait) -> None:
    type_into(page, wait_idle, mobile="13800000001")
    page.known.other.click()
    assert page.known.isHidden()
    type_into(page, wait_idle, full_name="张小伟")
    assert page.known.isHidden()
    page.receive(None)
    wait_idle()
    type_into(page, wait_idle, mobile="13800000001")
    assert page.known.isVisible()


def test_typing_asks_by_itself(page: RecordPage, qtbot: QtBot) -> None:
    editor = page.form.row("mobile").editor
    editor.set_text("13800000002")
    editor.edited.emit()
    qtbot.waitUntil(page.known.isVisible, timeout=5000)


def test_somebody_applies_again_and_the_record_leads_to_the_other_application(
    around: Surroundings, page: RecordPage, wait_idle: Wait
) -> None:
    before = rows(around, page, wait_idle)
    opened: list[Any] = []
    around.desk.query(requisitions.list_requisitions, owner=page, done=opened.extend)
    wait_idle()
    (other,) = [one.id for one in opened if one.title == "质检员"]
    page.take_in.choose({"requisition": other, "notice": "paper"})
    type_into(page, wait_idle, full_name="张伟", mobile="13800000001", age_band="adult")
    page.known.again.click()
    wait_idle()
    wait_idle()
    after = rows(around, page, wait_idle)
    (new,) = set(after) - set(before)
    assert after[new] in before.values()
    assert page.view is not None and page.view.application_id == new
    (button,) = page.others.buttons()
    assert "装配工" in button.text()
    assert page.others.undo.isHidden()
    button.click()
    wait_idle()
    wait_idle()
    assert page.view.application_id != new
    assert len(page.others.buttons()) == 1


def marked(table: CandidatesPage, *names: str) -> list[str]:
    ids = [id_ for id_, row in table._rows.items() if row.cells["full_name"].text in names]
    table.table.mark(ids)
    return ids


def test_two_are_merged_side_by_side_and_taken_back(
    around: Surroundings, table: CandidatesPage, wait_idle: Wait, qtbot: QtBot
) -> None:
    before = rows(around, table, wait_idle)
    (one,) = marked(table, "张伟")
    assert "candidates.merge" not in table.handlers()
    ids = marked(table, "张伟", "韩梅")
    table.handlers()["candidates.merge"]()
    wait_idle()
    panel = table.merging
    assert panel.isVisible()
    assert list(panel.choices) == ["full_name", "mobile"]
    left, right = panel.choices["full_name"]
    assert (left.text(), right.text(), right.isChecked()) == ("张伟", "韩梅", True)
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_Space)  # type: ignore[no-untyped-call]
    assert panel.chosen() == {"full_name": "kept", "mobile": "gone"}
    panel.yes.click()
    wait_idle()
    wait_idle()
    merged = rows(around, table, wait_idle)
    assert len({merged[id_] for id_ in ids}) == 1
    assert merged[ids[0]] == before[one]
    assert panel.isHidden()
    undo = [b for b in table.banner.findChildren(QPushButton) if b.text()]
    undo[0].click()
    wait_idle()
    assert rows(around, table, wait_idle) == before


def test_both_sides_follow_the_language_and_never_show_the_name_of_a_sealed_file(
    around: Surroundings, table: CandidatesPage, wait_idle: Wait
) -> None:
    marked(table, "张伟", "韩梅")
    table.merge()
    wait_idle()
    panel, known = table.merging, around.desk.catalogue
    cv, degree = known.field("resume_file"), known.field("education_level")
    one = FieldView(cv, Access.WRITE, True, False, f"{'a' * 32} {'b' * 32}", "a" * 32)
    none = FieldView(cv, Access.WRITE, False, False, None, "")
    two = FieldView(degree, Access.WRITE, True, False, "70", "初中")
    masked = FieldView(degree, Access.MASKED, True, True, None, "**")
    panel._show(
        (FieldPair(cv, one, none, True, "kept"), FieldPair(degree, two, masked, True, "gone"))
    )
    assert said(panel) == ["密封文件：2 个", "（未填写）", "初中", "**"]
    around.languages.use("en")
    wait_idle()
    assert said(panel) == ["Sealed files: 2", "(not given)", "Junior high school", "**"]
    assert panel.chosen() == {"resume_file": "kept", "education_level": "gone"}
    (label, *_rest) = [
        found.text() for found in panel.findChildren(Label) if found.text() == "CV file"
    ]
    assert label


def test_many_pairs_scroll_above_the_answers(
    around: Surroundings, table: CandidatesPage, wait_idle: Wait
) -> None:
    marked(table, "张伟", "韩梅")
    table.merge()
    wait_idle()
    panel, fields = table.merging, around.desk.catalogue.fields.values()
    kept = [FieldView(one, Access.WRITE, False, False, None, "") for one in list(fields)[:20]]
    panel._show(tuple(FieldPair(one.field, one, one, True, "kept") for one in kept))
    wait_idle()
    (area,) = panel.findChildren(AsHighAsNeeded)
    # In little room the pairs scroll, above the answers; the panel asks for no more than that.
    assert area.minimumHeight() == 0 and area.minimumSizeHint().height() == area.LEAST_HEIGHT
    panel.setFixedHeight(panel.minimumSizeHint().height())
    wait_idle()
    assert area.geometry().bottom() < panel.yes.geometry().top() < panel.height()
    assert area.verticalScrollBar().maximum() > 0


def said(panel: MergePanel) -> list[str]:
    return [button.text() for pair in panel.choices.values() for button in pair]


def test_escape_leaves_both_as_they_are(
    around: Surroundings, table: CandidatesPage, wait_idle: Wait, qtbot: QtBot
) -> None:
    before = rows(around, table, wait_idle)
    marked(table, "张伟", "韩梅")
    table.merge()
    wait_idle()
    qtbot.keyClick(table.merging, Qt.Key.Key_Escape)  # type: ignore[no-untyped-call]
    assert table.merging.isHidden()
    assert rows(around, table, wait_idle) == before


def test_a_merge_is_undone_from_the_record(
    around: Surroundings, table: CandidatesPage, show: Show, wait_idle: Wait
) -> None:
    before = rows(around, table, wait_idle)
    ids = marked(table, "张伟", "韩梅")
    table.merge()
    wait_idle()
    table.merging.yes.click()
    wait_idle()
    record: RecordPage = show(RecordPage(around))
    record.receive(ids[0])
    wait_idle()
    wait_idle()
    assert record.others.undo.isVisible()
    record.others.undo.click()
    wait_idle()
    wait_idle()
    assert record.others.isHidden()
    assert rows(around, record, wait_idle) == before


def test_somebody_of_another_recruiter_is_told_without_a_way_in(
    page: RecordPage, wait_idle: Wait
) -> None:
    page.known.begin(active=True)
    mobile = Reason("mobile", page.desk.catalogue.field("mobile").label, "same")
    page.known._show((Suggestion("", "", "", "", "", (mobile,), "赵敏"),))
    assert page.known.isVisible() and "赵敏" in page.known.sentence.text()
    assert not page.known.open.isVisible() and not page.known.again.isVisible()
    page.known.other.click()
    assert page.known.isHidden()
    type_into(page, wait_idle, mobile="13800000001")
    assert page.known.open.isVisible()
