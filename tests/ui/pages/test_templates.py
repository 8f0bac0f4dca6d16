# SPDX-License-Identifier: Apache-2.0
"""Templates made in the window: copied, changed, tried, refused in place, kept, carried away."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.hand_off_drafts import ColumnDraft, written
from hr_desk.catalogue.hand_off_templates import (
    COMPUTED,
    ENCODINGS,
    KINDS,
    LINE_ENDS,
    SEPARATORS,
    WHO,
)
from hr_desk.operations import (
    hand_off_templates,
    recipients,
    standing_hand_offs,
    template_drafts,
    template_making,
)
from hr_desk.operations.session import Session
from tests.support.handing_off import receivers_workbook, recipient
from ui.pages import template_words
from ui.pages.template import TemplatePage
from ui.pages.template_keeping import book_key, template_key
from ui.pages.template_opening import Wanted
from ui.pages.templates import TemplatesPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Settle = Callable[..., None]
SHIPPED = "social_insurance_enrolment"


@pytest.fixture
def settle(qtbot: QtBot, wait_idle: Wait) -> Settle:
    """Return a function that lets what was typed be tried, and the answer arrive."""

    def settled(page: TemplatePage | None = None) -> None:
        for _ in range(3):
            wait_idle()
            if page is not None and page._moment.isActive():
                page.try_now()
        wait_idle()

    return settled


@pytest.fixture
def listed(around: Surroundings, show: Show) -> Iterator[TemplatesPage]:
    yield show(TemplatesPage(around))


@pytest.fixture
def page(around: Surroundings, show: Show, settle: Settle) -> TemplatePage:
    made: TemplatePage = show(TemplatePage(around))
    made.receive(Wanted(SHIPPED, copy=True))
    settle(made)
    return made


def stand(session: Session, key: str) -> None:
    """Ask for a hand-off by a template; worker."""
    template = hand_off_templates.template_named(session, key).template
    (id_,) = recipients.register(
        session,
        recipient(template, valid_from=session.today(), valid_until=session.today()),
    ).created
    standing_hand_offs.ask(session, id_, key, until=session.today())


def cells(page: TemplatePage, column: int) -> list[str]:
    model = page.columns.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def typed(line: Any, text: str) -> None:
    """Type a text in place of what stands in a line."""
    line.setFocus()
    line.selectAll()
    if text.isascii():
        QTest.keyClicks(line, text)
    else:
        line.setText(text)
        line.textEdited.emit(text)


def save_button(page: TemplatePage) -> QPushButton:
    return page._save


def test_every_word_of_a_template_has_words_of_a_person() -> None:
    assert set(template_words.KINDS) == set(KINDS)
    assert set(template_words.WHO) == set(WHO)
    assert set(template_words.VALUES) == set(COMPUTED)
    assert set(template_words.ENCODINGS) == set(ENCODINGS)
    assert set(template_words.SEPARATORS) == set(SEPARATORS)
    assert set(template_words.LINE_ENDS) == set(LINE_ENDS)


def test_the_list_offers_what_can_be_done_with_the_one_marked(
    listed: TemplatesPage, wait_idle: Wait
) -> None:
    wanted: list[tuple[str, object]] = []
    listed.go.connect(lambda key, what: wanted.append((key, what)))
    assert set(listed.handlers()) == {"templates.new", "templates.from_text"}
    listed.table.mark([SHIPPED])
    assert "templates.remove" not in listed.handlers()
    listed.buttons["templates.copy"].click()
    listed.table.opened.emit(SHIPPED)
    listed.handlers()["templates.new"]()
    assert wanted == [
        ("template", Wanted(SHIPPED, copy=True)), ("template", Wanted(SHIPPED)),
        ("template", Wanted()),
    ]  # fmt: skip


def test_a_template_of_the_program_is_looked_at_and_copied(
    page: TemplatePage, settle: Settle
) -> None:
    page.receive(Wanted(SHIPPED))
    settle(page)
    assert page.preview.text.toPlainText().startswith("序号,单位名称,姓名")
    assert save_button(page).isHidden() and not page.settings.isEnabled()
    page.columns.table.choose(2)
    assert not page.columns.panel.isEnabled() and page.columns.panel.header.text() == "姓名"
    page.columns.table.remove_wanted.emit()
    page.columns.shift(1)
    assert not page.changed() and len(page.draft.columns) == 17
    page.handlers()["template.copy"]()
    settle(page)
    assert page.draft.key == "own" and page.columns.panel.isEnabled()
    assert save_button(page).isEnabled()


def test_the_preview_follows_each_edit(page: TemplatePage, settle: Settle) -> None:
    page.columns.table.choose(2)
    typed(page.columns.panel.header, "参保人")
    settle(page)
    first, person = page.preview.text.toPlainText().splitlines()[:2]
    assert first.split(",")[2] == "参保人" and person.split(",")[2] == "钱示例"
    page.columns.table.choose(7)
    page.columns.panel.date.setEditText("yyyy年m月d日")
    page.settings.boxes["separator"].setCurrentIndex(2)
    settle(page)
    assert page.preview.text.toPlainText().splitlines()[1].split("|")[7] == "1990年1月1日"


def test_columns_are_added_moved_and_taken_out_by_keyboard(
    page: TemplatePage, settle: Settle
) -> None:
    table = page.columns.table
    table.choose(2)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.key for one in page.draft.columns[2:4]] == ["id_type", "full_name"]
    assert table.place() == 3
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.draft.columns[2].key == "full_name" and table.place() == 2
    QTest.keyClick(table, Qt.Key.Key_Insert)
    assert table.place() == 3 and page.draft.columns[3] == ColumnDraft(key="column")
    settle(page)
    assert cells(page, 4)[3] == page.columns.panel.entries["what"].error() != ""
    assert not save_button(page).isEnabled()
    line = page.columns.panel.what.lineEdit()
    assert line is not None
    typed(line, "email")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(page)
    assert (page.draft.columns[3].of, page.draft.columns[3].header) == ("email", "电子邮箱")
    assert save_button(page).isEnabled()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert [one.key for one in page.draft.columns[2:4]] == ["full_name", "id_type"]
    table.choose(0)
    page.columns.up.click()
    assert page.draft.columns[0].key == "number" and not page.columns.up.isEnabled()


def test_each_mistake_stands_beside_its_column(page: TemplatePage, settle: Settle) -> None:
    page.columns.table.choose(2)
    page.columns.panel.header.clear()
    typed(page.columns.panel.header, "序号")
    page.columns.table.choose(7)
    page.columns.panel.date.setEditText("mm.dd")
    settle(page)
    said = cells(page, 4)
    assert "序号" in said[2] and "yyyy" in said[7] and not any(said[3:7])
    assert page.columns.panel.entries["date"].error() == said[7]
    assert not save_button(page).isEnabled() and "2" in page.preview.state.text()
    page.settings.zh.clear()
    page.settings.zh.textEdited.emit("")
    page.settings.en.clear()
    page.settings.en.textEdited.emit("")
    settle(page)
    assert page.settings.entries["label"].error()


def test_codes_are_typed_beside_our_words(page: TemplatePage, settle: Settle) -> None:
    place = next(n for n, one in enumerate(page.draft.columns) if one.key == "gender")
    page.columns.table.choose(place)
    codes = page.columns.panel.codes
    item = codes.item(1, 1)
    assert item is not None and codes.codes() == ()
    item.setText("男性")
    settle(page)
    assert len(page.draft.columns[place].codes) == 1
    assert page.columns.panel.note.text() == cells(page, 4)[place] != ""
    assert save_button(page).isEnabled()  # worth knowing, and no mistake
    assert ",男性," in page.preview.text.toPlainText()


def test_a_text_that_is_too_long_stays_and_is_told_beside_its_editor(
    page: TemplatePage, settle: Settle
) -> None:
    place = next(n for n, one in enumerate(page.draft.columns) if one.key == "gender")
    page.columns.table.choose(place)
    panel, item = page.columns.panel, page.columns.panel.codes.item(1, 1)
    assert item is not None
    item.setText("长" * 61)
    typed(page.settings.zh, "长" * 61)
    settle(page)
    assert page.draft.columns[place].codes[0][1] == "长" * 61 and page.draft.zh == "长" * 61
    for entry in (panel.entries["codes"], page.settings.entries["label"]):
        assert "60" in entry.error()
    assert not save_button(page).isEnabled()
    item.setText("长" * 60)
    typed(page.settings.zh, "长" * 60)
    settle(page)
    assert save_button(page).isEnabled()


def test_a_column_can_be_a_fixed_text_a_part_or_a_width(page: TemplatePage, settle: Settle) -> None:
    panel = page.columns.panel
    page.columns.table.choose(1)
    panel._choose(("constant", ""))
    typed(panel.text, "370200")
    assert page.draft.columns[1].of == "370200" and panel.entries["text"].isVisibleTo(panel)
    panel._choose(("field", "contract_term"))
    assert page.draft.columns[1].part == "start"
    panel.part.setCurrentIndex(panel.part.findData("end"))
    assert page.draft.columns[1].part == "end"
    page.settings.boxes["kind"].setCurrentIndex(list(KINDS).index("fixed"))
    settle(page)
    assert panel.entries["width"].error() and len(page.seen.faults.columns) == 17  # type: ignore[union-attr]
    for place in range(17):
        page.columns.table.choose(place)
        panel.width_box.setValue(60)
    panel.right.click()
    settle(page)
    line = page.preview.text.toPlainText().splitlines()[1]
    assert line.endswith("新参保或转入") and "2029-03-01" in line


def test_a_template_is_saved_and_stands_in_the_list(
    page: TemplatePage, listed: TemplatesPage, settle: Settle
) -> None:
    typed(page.settings.zh, "our city")
    settle(page)
    page.handlers()["template.save"]()
    settle(page)
    assert page.banner.isVisible() and not page.changed() and not save_button(page).isEnabled()
    settle()
    assert listed.table.records.rows_of(["own"])
    listed.table.mark(["own"])
    listed.handlers()["templates.remove"]()
    settle()
    listed.removing.yes.click()
    settle()
    assert listed.table.records.rows_of(["own"]) == []


def test_what_a_change_makes_void_is_said_before(
    page: TemplatePage, listed: TemplatesPage, settle: Settle, ask: Callable[..., Any]
) -> None:
    page.save()
    settle(page)
    ask(stand, "own")
    page.receive(Wanted("own"))
    settle(page)
    assert "1" in page.header.hint.text()
    before = ask(hand_off_templates.template_named, "own").fingerprint
    page.columns.table.choose(2)
    typed(page.columns.panel.header, "insured")
    settle(page)
    page.save()
    settle()
    assert page.saving.isVisible() and "示例市办理中心" in page.saving.sentence.text()
    assert ask(hand_off_templates.template_named, "own").fingerprint == before
    page.saving.no.click()
    assert save_button(page).isEnabled() and page.changed()
    page.save()
    settle()
    page.saving.yes.click()
    settle(page)
    assert ask(hand_off_templates.template_named, "own").fingerprint != before
    settle()
    listed.table.mark(["own"])
    listed.handlers()["templates.remove"]()
    settle()
    assert "示例市办理中心" in listed.removing.sentence.text()


def test_the_receivers_workbook_brings_its_columns(
    page: TemplatePage, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(receivers_workbook(rows=6))
    page.receive(Wanted())
    settle(page)
    assert page.settings.entries["label"].error() == ""  # nobody has begun yet
    page.open_workbook(path)
    settle(page)
    assert (page.draft.kind, page.draft.sheet, page.draft.first_row) == ("filled", "增员表", 5)
    assert "示例人员" in page.settings.example.text()
    assert cells(page, 0) == ["A", "B", "C", "D", "F"]
    assert page.columns.panel.place.currentText() == "A  序号"
    page.columns.table.choose(4)
    page.columns.panel._choose(("field", "si_base"))
    settle(page)
    assert "F" in cells(page, 4)[4]  # a formula of the receiver stands below
    page.columns.panel.place.setCurrentIndex(page.columns.panel.place.findData("A"))
    settle(page)
    assert "A" in cells(page, 4)[4]
    page.columns.table.choose(0)
    page.columns.take_out()
    page.columns.headings.click()
    settle(page)
    assert [one.place for one in page.draft.columns] == ["B", "C", "D", "A", "F"]
    path.write_bytes(b"no workbook")
    page.open_workbook(path)
    settle(page)
    assert page.banner.isVisible() and page.draft.workbook == "空表.xlsx"


def test_what_was_changed_and_not_saved_is_offered_again_with_its_workbook(
    around: Surroundings, page: TemplatePage, show: Show, settle: Settle, tmp_path: Path,
    ask: Callable[..., Any],
) -> None:  # fmt: skip
    path = tmp_path / "空表.xlsx"
    path.write_bytes(receivers_workbook(sample=False))
    page.receive(Wanted())
    settle(page)
    page.open_workbook(path)
    settle(page)
    typed(page.settings.en, "Our city")
    page.keep_drafts()
    settle(page)
    again: TemplatePage = show(TemplatePage(around))
    again.receive(Wanted())
    settle(again)
    assert "Our city" in again.banner.text() and not again.changed()
    next(one for one in again.banner.findChildren(QPushButton) if one.text()).click()
    settle(again)
    assert again.draft == page.draft and again.book == page.book and again.changed()
    again.receive(Wanted(SHIPPED, copy=True))
    settle(again)
    (_, away) = [one for one in again.banner.findChildren(QPushButton) if one.text()]
    away.click()
    settle(again)
    assert ask(template_drafts.load, template_key("own")) is None
    assert ask(template_drafts.load, book_key("own")) is None


def test_a_template_goes_out_and_comes_in_as_a_text(
    page: TemplatePage, listed: TemplatesPage, settle: Settle, tmp_path: Path
) -> None:
    text = page.text
    assert text.paper.toPlainText() == written(page.draft) and not text.take.isEnabled()
    text.target_given.emit(tmp_path / "own.toml")
    settle(page)
    kept = (tmp_path / "own.toml").read_text("utf-8")
    assert kept == written(page.draft)
    text.paper.setPlainText(kept.replace('kind = "csv"', 'kind = "cvs"'))
    assert text.take.isEnabled()
    text.take.click()
    settle(page)
    assert "csv" in text.wrong.text() and page.draft.kind == "csv" and not page.changed()
    text.paper.setPlainText(kept.replace("within_days = 30", "within_days = 15"))
    text.take.click()
    settle(page)
    assert page.draft.within_days == 15 and page.settings.numbers["within_days"].value() == 15
    text.file_given.emit(tmp_path / "own.toml")
    settle(page)
    assert page.draft.within_days == 30
    text.copy.click()
    assert QApplication.clipboard().text() == written(page.draft)
    wanted: list[object] = []
    listed.go.connect(lambda _key, what: wanted.append(what))
    listed.open_text(tmp_path / "own.toml")
    settle()
    assert wanted == [Wanted(text=kept)]
    page.receive(wanted[0])
    settle(page)
    assert page.draft.columns and page.before is not None and page.before.known is None


def spoil(session: Session, key: str) -> None:
    """Let a field of a kept template be one that is gone; worker."""
    file = session.compartment("personnel")
    with file.transaction():
        file.connection.execute(
            "UPDATE hand_off_template SET source = replace(source, 'mobile', 'x_gone') "
            "WHERE key = ?",
            (key,),
        )


def test_one_that_can_no_longer_be_read_is_mended_as_a_text(
    page: TemplatePage, listed: TemplatesPage, settle: Settle, ask: Callable[..., Any]
) -> None:
    page.save()
    settle(page)
    ask(spoil, "own")
    listed.refresh()
    settle()
    listed.table.mark(["own"])
    assert set(listed.handlers()) >= {"templates.open", "templates.remove"}
    assert "templates.copy" not in listed.handlers()
    page.receive(Wanted("own"))
    settle(page)
    text = page.text
    assert page.tabs.currentIndex() == 2 and "x_gone" in text.wrong.text()
    text.paper.setPlainText(text.paper.toPlainText().replace("x_gone", "mobile"))
    text.take.click()
    settle(page)
    page.save()
    settle(page)
    assert ask(template_making.begin, "own").problem is None and page.banner.isVisible()


def test_a_text_for_upload_that_becomes_a_workbook_is_locked(
    page: TemplatePage, settle: Settle
) -> None:
    assert page.draft.plain
    page.settings.boxes["kind"].setCurrentIndex(list(KINDS).index("filled"))
    settle(page)
    assert not page.draft.plain and page.settings.plain.isVisibleTo(page.settings)


def test_another_language_says_everything_anew(
    around: Surroundings, page: TemplatePage, settle: Settle, qtbot: QtBot
) -> None:
    page.columns.table.choose(3)
    draft = page.draft
    around.languages.use("en")
    qtbot.waitUntil(lambda: cells(page, 2)[3] == "ID type")
    settle(page)
    assert page.tabs.tabText(0) == "Columns of the file"
    assert page.columns.panel.what.currentText() == "ID type"
    assert cells(page, 2)[3] == "ID type" and cells(page, 3)[3] == "7 codes"
    assert page.draft == draft and not page.changed()


def test_a_text_of_a_kept_template_is_a_change_of_it(
    page: TemplatePage, settle: Settle, ask: Callable[..., Any]
) -> None:
    page.save()
    settle(page)
    known = ask(template_making.begin, "own")
    page.receive(Wanted(text=written(replace(known.draft, day=7))))
    settle(page)
    assert page.changed() and page.settings.numbers["day"].value() == 7
    assert save_button(page).isEnabled()
