# SPDX-License-Identifier: Apache-2.0
"""A candidate with photo, CV, three jobs and two degrees is hired and onboarded in the window.

Whoever works there types each value once: what was given as a candidate stands in the joiner's form
by itself. The account number alone is read from the card a second time, because only that shows a
slip of the finger. The CV stays with recruitment, which alone may read it (class RAW), and is asked
for nowhere again.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.operations import accounts, checklist, documents, joiner_documents, joiner_views
from hr_desk.operations.handing_over import crosses
from hr_desk.operations.joiner_views import JoinerQuery, JoinerView
from tests.support.operator import Operator
from tests.support.whole_window import at_work

GIVEN = {
    "full_name": "黎虚构",
    "age_band": "已满18周岁",
    "birth_date": "1990-05-12",
    "gender": "女",
    "nationality": "中国",
    "mobile": "13912345678",
    "email": "quirk11223344@example.com",
    "education_level": "大学专科",
    "education_history": "虚构示例学院 | 机电 | 2008-09 | 2011-06\n"
    "虚构示例大学 | 机械 | 2011-09 | 2013-06",
    "work_history": "甲虚构厂 | 学徒 | 2013-07 | 2014-01\n乙虚构厂 | 技工 | 2014-02 | 2020-01\n"
    "丙虚构厂 | 班长 | 2020-02",
    "training_records": "虚构安全培训 | 2020-03-31 | 合格",
}
"""What the candidate gives, as somebody types it from the paper form."""

ADDED = {
    "id_type": "居民身份证",
    "id_number": "110105199005120022",
    "hukou_address": "山东省青岛市市南区虚构路 7 号",
    "current_address": "青岛市虚构路 8 号",
    "safety_ack": "是",
    "emergency_contact": "王虚构 | 母亲 | 13911112222",
    "bank_name": "虚构示例银行",
    "bank_account_no": "6222020200112233445",
    "employment_form": "全日制",
    "contract_type": "固定期限",
    "contract_term": "2026-09-21 | 2029-09-20",
    "pay_type": "月薪",
    "base_pay": "6500",
    "tax_employment_type": "雇员",
}
"""What only a joiner is asked for."""


CV = b"%PDF-1.4 made up" * 30


@pytest.fixture
def operator(qapp: QApplication, qtbot: QtBot, cheap: None, tmp_path: Path) -> Iterator[Operator]:
    """The whole window on a small desk, whose user recruits and onboards."""
    with at_work(qapp, qtbot, tmp_path, people=10) as operator:
        yield operator


def picture() -> bytes:
    """Return a photo as a camera writes it."""
    written = BytesIO()
    Image.new("RGB", (600, 800), "#7799bb").save(written, "JPEG")
    return written.getvalue()


class Clerk:
    """Types into the pages of the window, and remembers every text that was typed."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator
        self.typed: list[str] = []

    @property
    def workspace(self) -> Any:
        return self._operator.built.window.workspace

    def page(self, key: str, argument: object = None) -> Any:
        """Bring a page to the front and return it."""
        self.workspace.show_page(key, argument)
        self._operator.wait()
        return self.workspace.page(key)

    def fill(self, form: Any, values: dict[str, str]) -> None:
        """Type values into the fields of a form; an empty field alone may be typed into."""
        for key, text in values.items():
            row = form.row(key)
            assert not row.view.given, f"{key} stands there already"
            self.enter(text)
            row.editor.set_text(text)
            row.editor.edited.emit()
        self._operator.wait()

    def enter(self, text: str) -> str:
        """Remember a text that is typed somewhere else than in a form."""
        self.typed.append(text)
        return text


def hire(operator: Operator, clerk: Clerk) -> str:
    """Take the candidate in, accept, and hand over to personnel; returns the application."""
    page = clerk.page("record")
    clerk.fill(page.form, GIVEN)
    page.form.row("photo").editor.take(picture())
    operator.wait()
    page.save()
    operator.wait()
    assert page.view is not None, page.banner.text()
    application: str = page.view.application_id
    operator.ask(documents.add, application, "resume_file", CV)
    page.bar.wanted.emit("accept_offer")
    page.panel.told_by.setText(clerk.enter("刘经理"))
    page.panel.yes.click()
    operator.wait()
    assert page.hand_over.isVisible()
    page.hand_over.click()
    page.hand_over.panel.yes.click()
    operator.wait()
    assert not page.hand_over.isVisible()
    clerk.workspace.inbox_watch.look()
    operator.wait()
    return application


def onboard(operator: Operator, clerk: Clerk) -> Any:
    """Complete the joiner's file; returns the page that shows it."""
    listed = clerk.page("onboarding")
    newest = listed.table.records.row_id(0)
    page = clerk.page("joiner", newest)
    clerk.fill(page.form, ADDED)
    page.save()
    page.again.second.setText(ADDED["bank_account_no"])
    page.again.yes.click()
    operator.wait()
    for key in ("id_number", "bank_account_no"):
        page.numbers.buttons[key].click()
        operator.wait()
    page.start_sensitive()
    operator.wait()
    for tick in page.consents.items.ticks.values():
        tick.setChecked(True)
    sign(page.consents.items.pad)
    page.consents.items.yes.click()
    operator.wait()
    for item in list(page.side.checklist.boxes):
        page.side.checklist.boxes[item].setChecked(True)
        operator.wait()
    return page


def sign(pad: Any) -> None:
    """Draw a stroke."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=QPoint(20, 20))
    QTest.mouseMove(pad, QPoint(60, 60))
    QTest.mouseMove(pad, QPoint(120, 30))
    QTest.mouseRelease(pad, left, pos=QPoint(120, 30))


def joiner_of(operator: Operator) -> JoinerView:
    """Return the newest joiner as the user sees them."""
    (row, *_) = operator.ask(joiner_views.list_joiners, JoinerQuery(limit=1))
    return operator.ask(joiner_views.open_joiner, row.joiner_id)


@pytest.mark.timeout(300)
def test_nothing_is_typed_twice_from_the_first_form_to_the_wage_account(
    operator: Operator,
) -> None:
    clerk = Clerk(operator)
    application = hire(operator, clerk)
    page = onboard(operator, clerk)
    assert len(clerk.typed) == len(set(clerk.typed)) == len(GIVEN) + len(ADDED) + 1

    view = joiner_of(operator)
    crossing = [key for key in GIVEN if crosses(page.desk.catalogue.field(key))]
    assert set(GIVEN) - set(crossing) == {"age_band"}
    for key in crossing:
        kind, shown = page.desk.catalogue.field(key).type, page.form.row(key)
        assert shown.view.given, key
        if not shown.view.masked:
            assert kind.parse(shown.editor.text()) == kind.parse(GIVEN[key]), key
    photo = operator.ask(joiner_documents.read_document, view.joiner_id, "photo")
    assert photo.startswith(b"\xff\xd8")
    face = operator.ask(joiner_documents.preview, view.joiner_id, "photo")
    assert face.startswith(b"\xff\xd8") and len(face) < len(photo)
    assert page.portraits.face.has_picture()
    assert page.form.row("photo").portrait_id()
    (cv,) = operator.ask(documents.listed, application, "resume_file")
    assert cv.size == len(CV)
    assert "resume_file" not in set(page.form.keys())
    assert page.side.papers.open_button.isVisibleTo(page.side.papers)
    led: list[tuple[str, object]] = []
    page.go.connect(lambda key, what: led.append((key, what)))
    page.side.papers.open_button.click()
    assert led == [("record", application)]

    standing = [one for one in (*view.fields, *view.adding) if one.given]
    by_itself = {one.field.key for one in standing} - set(ADDED)
    assert set(crossing) | {"job_title", "department", "work_location", "start_date"} <= by_itself
    progress = operator.ask(checklist.progress, [view.joiner_id])[view.joiner_id]
    assert progress.owed == ()
    assert {key: (gap.fields, gap.items) for key, gap in progress.gaps.items()}["contract"] == (
        (), (),
    )  # fmt: skip
    clerk.workspace.inbox_watch.look()
    operator.wait()
    (account, *_) = operator.ask(accounts.list_accounts)
    assert account.holder == GIVEN["full_name"]
    paid = operator.ask(accounts.open_account, account.account_id)
    number = paid.named("bank_account_no")
    assert number is not None and number.value == ADDED["bank_account_no"]
