# SPDX-License-Identifier: Apache-2.0
"""Expected visits on a real desk: once, every week, changed, called off, with a code to bring."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from hr_desk.domain import invitation_code
from hr_desk.operations import directory, expecting
from hr_desk.operations.expecting import Ahead
from hr_desk.operations.session import Session
from tests.ui.pages.test_directory import shown
from ui.language import Languages
from ui.pages.invitations import InvitationsPage
from ui.printing.invitation import invitation_pdf, qr_image
from ui.printing.to_printer import NoPrinter
from ui.session import Surroundings
from ui.widgets.entry import show_day

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    """A desk with a directory, opened as the front desk."""
    return open_gate(prepare)


def prepare(session: Session) -> None:
    directory.add(session, [("陈晓", "仓储部", "8012")])


@pytest.fixture
def page(
    at_gate: Surroundings, show: Show, languages: Languages, wait_idle: Wait
) -> InvitationsPage:
    languages.use("en")
    made: InvitationsPage = show(InvitationsPage(at_gate))
    wait_idle()
    return made


def ahead(do: Do) -> tuple[Ahead, ...]:
    found: tuple[Ahead, ...] = do(expecting.ahead)
    return found


def planned(page: InvitationsPage, days: int = 1) -> str:
    return f"{page.desk.session.today() + timedelta(days=days)} 09:30"


def fill(page: InvitationsPage, **texts: str) -> None:
    page.invite()
    for key, text in {"full_name": "梅常客", "visit_planned": planned(page), **texts}.items():
        page.form.editors[key].set_text(text)
    page.form.host.line.setText("陈晓")


def test_a_guest_is_expected_once(page: InvitationsPage, do: Do, wait_idle: Wait) -> None:
    assert page.empty.isVisible()
    fill(page, employer="示例机电")
    page.form.yes.click()
    wait_idle()
    assert page.form.isHidden() and not page.form.error.text()
    (row,) = shown(page.table)
    assert row[0] == planned(page) and row[1:4] == ("梅常客", "示例机电", "陈晓, ext. 8012")
    (one,) = ahead(do)
    assert one.row.host is not None and one.series == ""


def test_what_is_missing_is_said_beside_its_field(page: InvitationsPage, do: Do) -> None:
    page.invite()
    page.form.yes.click()
    said = {key: entry.error() for key, entry in page.form._entries.items()}
    assert said["full_name"] and said["visit_planned"] and not said["employer"]
    page.form.editors["full_name"].set_text("梅常客")
    page.form.editors["visit_planned"].set_text("soon")
    page.form.yes.click()
    assert "2026-03-02 14:30" in page.form._entries["visit_planned"].error()
    assert ahead(do) == ()


def test_a_guest_of_every_week_stands_there_once_for_each(
    page: InvitationsPage, do: Do, wait_idle: Wait
) -> None:
    fill(page)
    page.form.weekly.setChecked(True)
    assert sum(box.isChecked() for box in page.form.days) == 1
    page.form.working.setChecked(False)
    show_day(page.form.until, page.desk.session.today() + timedelta(days=28))
    page.form.yes.click()
    wait_idle()
    assert [one.later for one in ahead(do)] == [4, 3, 2, 1]
    assert shown(page.table)[0][5] == "weekly, 4 left"
    page.table.selectRow(1)
    page.ask_call_off()
    assert "3 in all" in page.whole.text() and page.whole.isVisible()
    page.calling_off.yes.click()
    wait_idle()
    assert len(ahead(do)) == 3
    page.table.selectRow(0)
    page.ask_call_off()
    page.whole.setChecked(True)
    page.calling_off.yes.click()
    wait_idle()
    assert ahead(do) == () and page.empty.isVisible()


def test_a_series_is_changed_as_one(page: InvitationsPage, do: Do, wait_idle: Wait) -> None:
    fill(page)
    page.form.weekly.setChecked(True)
    page.form.working.setChecked(False)
    show_day(page.form.until, page.desk.session.today() + timedelta(days=15))
    page.form.yes.click()
    wait_idle()
    page.table.selectRow(0)
    page.change_marked()
    wait_idle()
    assert page.form.editors["full_name"].text() == "梅常客" and page.form.whole.isVisible()
    page.form.editors["employer"].set_text("示例机电")
    page.form.whole.setChecked(True)
    page.form.yes.click()
    wait_idle()
    assert {row[2] for row in shown(page.table)} == {"示例机电"}
    assert len({row[0] for row in shown(page.table)}) == len(ahead(do)) == 3


def test_a_code_is_handed_out_and_says_nothing_of_the_guest(
    page: InvitationsPage, do: Do, wait_idle: Wait
) -> None:
    fill(page)
    page.form.yes.click()
    wait_idle()
    page.table.selectRow(0)
    page.hand_out_marked()
    wait_idle()
    code = page.card.code
    assert invitation_code.is_invitation(code) and ahead(do)[0].code == code
    assert page.card.digits.text() == invitation_code.grouped(code)
    page.card.copy_text()
    text = QGuiApplication.clipboard().text()
    assert invitation_code.grouped(code) in text and "示例公司" in text
    assert "梅常客" not in text and "陈晓" not in text
    sent: list[bytes] = []
    page.card.printer = sent.append
    page.card.print_page()
    wait_idle()
    assert sent and sent[0].startswith(b"%PDF")
    page.card.leave()
    assert page.card.code == "" and page.card.picture.pixmap().isNull()


def test_a_printer_that_is_away_is_said_with_the_way_out(
    page: InvitationsPage, wait_idle: Wait
) -> None:
    fill(page)
    page.form.yes.click()
    wait_idle()
    page.table.selectRow(0)
    page.hand_out_marked()
    wait_idle()

    def no_printer(_content: bytes) -> None:
        raise NoPrinter

    page.card.printer = no_printer
    page.card.print_page()
    wait_idle()
    assert page.banner.isVisible() and not page.card.isHidden()


def test_the_printed_page_holds_the_code_and_no_data(languages: Languages) -> None:
    import pypdfium2

    languages.use("zh_CN")
    code = invitation_code.new()
    document = pypdfium2.PdfDocument(
        invitation_pdf(code, {"name": "示例公司", "address": "示例路"})
    )
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1 and "示例公司" in text
    assert invitation_code.grouped(code) in text.replace("\xa0", " ")
    document.close()


def test_the_qr_is_no_micro_qr_and_has_its_quiet_zone() -> None:
    image = qr_image(invitation_code.new())
    assert image.width() == image.height() >= (21 + 8) * 6
    assert image.format() == QImage.Format.Format_RGB32
    edge = [image.pixelColor(place, 3).lightness() for place in range(image.width())]
    assert set(edge) == {255}


LIST = "访客姓名,单位,来访时间,备注\n梅常客,示例机电,{day} 09:30,x\n马远,,{day},\n林来,,soon,\n"


def open_list(page: InvitationsPage, folder: Path, wait_idle: Wait, text: str = LIST) -> None:
    path = folder / "guests.csv"
    day = page.desk.session.today() + timedelta(days=2)
    path.write_text(text.format(day=day), encoding="utf-8")
    page.list.open_file(path)
    wait_idle()
    wait_idle()


def test_a_list_shows_the_fate_of_each_row_and_is_undone_whole(
    page: InvitationsPage, do: Do, wait_idle: Wait, tmp_path: Path
) -> None:
    open_list(page, tmp_path, wait_idle)
    assert page.list.isVisible() and not page._view.isVisible()
    found = [(row[1], row[4]) for row in shown(page.list.table)]
    assert found[:2] == [("梅常客", "new"), ("马远", "new")]
    assert "2026-03-02 14:30" in found[2][1]
    assert "2 new" in page.list.counts.text() and "1 with problems" in page.list.counts.text()
    page.list.yes.click()
    wait_idle()
    assert page.list.isHidden() and page._view.isVisible()
    assert [one.how for one in ahead(do)] == ["list", "list"]
    assert {row[5] for row in shown(page.table)} == {"from a list"}
    page.table.selectRow(0)
    assert "invitations.undo_list" in page.handlers()
    page.undo_marked_list()
    wait_idle()
    assert ahead(do) == () and page.banner.isVisible()


def test_a_column_is_chosen_by_hand_where_no_heading_is_known(
    page: InvitationsPage, wait_idle: Wait, tmp_path: Path
) -> None:
    open_list(page, tmp_path, wait_idle, "甲,乙\n梅常客,{day} 09:30\n")
    assert page.list.banner.isVisible() and not page.list.yes.isEnabled()
    page.list.mapping.chosen.emit(0, "full_name")
    wait_idle()
    assert [row[1] for row in shown(page.list.table)] == ["梅常客"]
    assert page.list.yes.isEnabled()


def test_a_file_that_is_no_sheet_is_said_and_escaping_forgets_the_list(
    page: InvitationsPage, wait_idle: Wait, tmp_path: Path
) -> None:
    page.list.open_file(tmp_path / "away.xlsx")
    wait_idle()
    assert page.banner.isVisible() and page.list.isHidden()
    open_list(page, tmp_path, wait_idle)
    page.list.no.click()
    assert page.list.isHidden() and page.list.seen is None and page._view.isVisible()
