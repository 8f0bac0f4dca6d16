# SPDX-License-Identifier: Apache-2.0
"""A candidate with photo, CV, three jobs and two degrees is hired and onboarded in the window.

Whoever works there types each value once, by the keys of the keyboard: what was given as a
candidate stands in the joiner's form by itself. The account number alone is read from the card a
second time, because only that shows a slip of the finger. The CV stays with recruitment, which
alone may read it (class RAW), and is asked for nowhere again.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.operations import accounts, checklist, joiner_documents, joiner_views
from hr_desk.operations.joiner_views import JoinerQuery, JoinerView
from hr_desk.operations.joiner_writing import kept
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from tests.support.clerk import Clerk
from tests.support.dropping import drop
from tests.support.operator import CONTROL, SHIFT, Operator
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
    "contract_term": "2029-09-20",
    "pay_type": "月薪",
    "base_pay": "6500",
    "tax_employment_type": "雇员",
}
"""What only a joiner is asked for."""

FIRST_DAY = "2026-09-21"
"""When work begins: the recruiter agrees it with the candidate."""

SHEET = (
    (Qt.Key.Key_4, "会看图纸"), (Qt.Key.Key_3, ""), (Qt.Key.Key_5, "戴了护目镜"),
    (Qt.Key.Key_4, ""), (Qt.Key.Key_4, ""), (Qt.Key.Key_3, "十月起"),
)  # fmt: skip
"""What the interviewer wrote on the sheet: points and what was shown, criterion by criterion."""

ENTER = Qt.Key.Key_Return
CV = "丙虚构厂的班长带过一条虚构的生产线"
"""A sentence of the CV; a person reads it there."""


@pytest.fixture
def operator(qapp: QApplication, qtbot: QtBot, cheap: None, tmp_path: Path) -> Iterator[Operator]:
    """The whole window on a small desk, whose user recruits and onboards."""
    with at_work(qapp, qtbot, tmp_path, people=10) as operator:
        yield operator


def photo_in(folder: Path) -> Path:
    """Write a photo as a camera does."""
    Image.new("RGB", (600, 800), "#7799bb").save(folder / "photo.jpg", "JPEG")
    return folder / "photo.jpg"


def cv_in(folder: Path) -> Path:
    """Write a CV as somebody sends one."""
    paper = docx.Document()
    paper.add_paragraph(CV)
    paper.save(str(folder / "cv.docx"))
    return folder / "cv.docx"


def take_in(clerk: Clerk, folder: Path) -> str:
    """Take the candidate in with photo and CV; returns the application."""
    operator = clerk.operator
    operator.press(Qt.Key.Key_N, CONTROL)
    page = clerk.page("record")
    clerk.fill(page.form, GIVEN, {"photo": photo_in(folder)})
    operator.press(ENTER)
    assert page.view is not None, page.banner.text()
    assert drop(page.form, cv_in(folder)), "nothing took the CV"
    operator.wait()
    operator.press(Qt.Key.Key_Escape)
    return str(page.view.application_id)


def interview(clerk: Clerk) -> None:
    """Arrange an interview of the candidate in front, and enter what was found there."""
    operator, page = clerk.operator, clerk.page("record")
    operator.press(Qt.Key.Key_A, CONTROL | SHIFT)
    operator.press(ENTER)
    assert page.view.stage == "interview"
    clerk.command("安排面试")
    panel = page.meetings.contacting.arranging
    for line, text in (
        (panel.place, "三号会客室"),
        (panel.host, "曹虚构"),
        (panel.people, "韩虚构"),
    ):
        operator.tab_to(line)
        clerk.write(text)
    operator.press(ENTER)
    (button,) = [one for one in page.side.interviews.findChildren(QAbstractButton)
                 if one.accessibleName().startswith("评价：0 份")]  # fmt: skip
    clerk.do(button)
    scoring = page.meetings.scoring
    assert scoring.interviewer.currentText() == "韩虚构"
    for points, remark in SHEET:
        operator.press(points)
        if remark:
            clerk.write(remark)
        operator.press(ENTER)
    clerk.write("住得近")
    operator.press(ENTER)
    clerk.choose("建议录用")
    operator.press(ENTER)
    for text in ("86", "动手快，肯学"):
        clerk.write(text)
        operator.press(ENTER)
    operator.press(ENTER)
    assert scoring.is_left(), scoring.banner.text()


def hire(clerk: Clerk) -> None:
    """Offer the post, note that it was accepted, and hand over to personnel."""
    operator, page = clerk.operator, clerk.page("record")
    operator.press(Qt.Key.Key_A, CONTROL | SHIFT)
    clerk.choose("已发录用意向")
    operator.press(ENTER)
    operator.press(Qt.Key.Key_O, CONTROL | SHIFT)
    clerk.write("刘经理")
    operator.press(ENTER)
    assert page.view.stage == "offer_accepted"
    operator.press(Qt.Key.Key_T, CONTROL | SHIFT)
    operator.tab_to(page.hand_over.panel.day)
    clerk.write(FIRST_DAY)
    operator.press(ENTER)
    assert page.view.stage == "onboarding"


def onboard(clerk: Clerk) -> Any:
    """Complete the joiner's file; returns the page that shows it."""
    operator = clerk.operator
    listed = clerk.to_page("onboarding")
    operator.tab_to(listed.table)
    operator.press(Qt.Key.Key_Home)
    operator.press(ENTER)
    page = clerk.page("joiner")
    clerk.fill(page.form, ADDED, {})
    operator.press(ENTER)
    assert page.again.isVisible(), "an account is typed once more"
    operator.type(ADDED["bank_account_no"])
    operator.press(ENTER)
    for key in ("id_number", "bank_account_no"):
        clerk.do(page.numbers.buttons[key])
    sign_sensitive(clerk, page)
    for item in list(page.side.checklist.boxes):
        clerk.do(page.side.checklist.boxes[item])
    return page


def sign_sensitive(clerk: Clerk, page: Any) -> None:
    """Let the joiner tick each sensitive item and sign with the pen."""
    clerk.command("敏感")
    items = page.consents.items
    for tick in items.ticks.values():
        clerk.do(tick)
    sign(items.pad)
    clerk.do(items.yes)
    assert not items.isVisible(), items.banner.text()


def sign(pad: QWidget) -> None:
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


def lost(session: Session, application: str, joiner_id: str) -> dict[str, tuple[object, object]]:
    """Return what a candidate gave and personnel keeps otherwise or not at all, by field.

    It reads what is stored, whoever may see it. The age band alone is recruitment's own.
    """
    (candidate,), (joiner,) = records(session, [application]), kept(session, [joiner_id])
    stored = joiner.fields
    given = {key: candidate.person_fields[key] for key in GIVEN if key != "age_band"}
    return {
        key: (value, stored.get(key)) for key, value in given.items() if stored.get(key) != value
    }


def read_cv(clerk: Clerk, page: Any) -> str:
    """Open the CV from the joiner's file, as far as its way goes; returns what can be read."""
    clerk.do(page.side.papers.open_button)
    record = clerk.page("record")
    clerk.do(record.form.row("resume_file").editor.open_button)
    (opener,) = record.files.open_buttons
    clerk.do(opener)
    return str(record.files.view.text.toPlainText())


def typed_twice(texts: Sequence[str]) -> dict[str, int]:
    """Return what was typed more than once; what was typed into one line may hold several."""
    values = Counter(value.strip() for text in texts for value in text.split("|"))
    return {value: count for value, count in values.items() if count > 1}


@pytest.mark.timeout(300)
def test_nothing_is_typed_twice_from_the_first_form_to_the_wage_account(
    operator: Operator, tmp_path: Path
) -> None:
    clerk = Clerk(operator)
    application = take_in(clerk, tmp_path)
    interview(clerk)
    hire(clerk)
    clerk.workspace.inbox_watch.look()
    operator.wait()
    page = onboard(clerk)
    sys.stdout.write(f"{operator.keys} keys, {len(operator.typed)} texts typed\n")

    assert typed_twice(operator.typed) == {ADDED["bank_account_no"]: 2}
    assert typed_twice(clerk.answered) == {}, "a field is asked in one form only"
    assert set(clerk.answered) == set(GIVEN) | set(ADDED)

    view = joiner_of(operator)
    assert operator.ask(lost, application, view.joiner_id) == {}
    (photo,) = operator.ask(photos, view.joiner_id)
    assert photo.size[0] > 100 and photo.getpixel((50, 50)) == pytest.approx(
        (0x77, 0x99, 0xBB), abs=3
    )
    face = operator.ask(joiner_documents.preview, view.joiner_id, "photo")
    assert face.startswith(b"\xff\xd8") and page.portraits.face.has_picture()
    assert page.form.row("photo").portrait_id()
    standing = [one for one in (*view.fields, *view.adding) if one.given]
    by_itself = {one.field.key for one in standing} - set(ADDED)
    assert {"job_title", "department", "work_location", "start_date"} <= by_itself
    (term,) = [one.value for one in standing if one.field.key == "contract_term"]
    assert (term.start, term.end) == (FIRST_DAY, ADDED["contract_term"])
    progress = operator.ask(checklist.progress, [view.joiner_id])[view.joiner_id]
    assert progress.owed == ()
    contract = progress.gaps["contract"]
    assert (contract.fields, contract.items) == ((), ())

    clerk.workspace.inbox_watch.look()
    operator.wait()
    (account, *_) = operator.ask(accounts.list_accounts)
    assert account.holder == GIVEN["full_name"]
    paid = operator.ask(accounts.open_account, account.account_id)
    number = paid.named("bank_account_no")
    assert number is not None and number.value == ADDED["bank_account_no"]

    assert "resume_file" not in set(page.form.keys())
    assert CV in read_cv(clerk, page)
    clerk.to_page("candidates")


def photos(session: Session, joiner_id: str) -> tuple[Image.Image, ...]:
    """Return the photo of a joiner, opened."""
    return (Image.open(BytesIO(joiner_documents.read_document(session, joiner_id, "photo"))),)


def test_what_is_typed_twice_is_found() -> None:
    assert typed_twice(["a", "b | c", "d"]) == {}
    assert typed_twice(["a", "b | a", "d", "d"]) == {"a": 2, "d": 2}
