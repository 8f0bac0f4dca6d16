# SPDX-License-Identifier: Apache-2.0
"""A new hire goes to payroll: asked for once, approved by another, sent, confirmed, sent back.

The HR admin registers the finance department, asks for the monthly list, and a colleague of the
audit approves it with her own passphrase. The hire is not whole yet: the page says what is missing
and who owes it. Once it is there, one passphrase lets the file out. Finance confirms what it has,
sends one row back, and that row stands in the next file.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.demo import day
from hr_desk.demo.joiners import WHOLE
from hr_desk.i18n import t
from hr_desk.operations import users
from hr_desk.operations.session import Session
from tests.support.handing_off import cells_of, unlocked
from tests.support.operator import CONTROL, Operator
from tests.support.whole_window import at_work

AUDITOR, HER_PASSPHRASE = "何静", "two umbrellas near the door"
TEMPLATE = "payroll_new_hires"
OWED = ("id_number", "pay_type", "base_pay", "bank_account_no", "bank_name", "tax_employment_type")


@pytest.fixture
def operator(qapp: QApplication, qtbot: QtBot, cheap: None, tmp_path: Path) -> Iterator[Operator]:
    """The whole window on a small desk, one of whose people has begun."""
    with at_work(qapp, qtbot, tmp_path, people=10) as operator:
        yield operator


def add_auditor(session: Session) -> None:
    """Add somebody who may approve and holds no key."""
    users.add(session, name=AUDITOR, passphrase=HER_PASSPHRASE, roles=["auditor"])


class Admin:
    """Goes from page to page as the HR admin does."""

    def __init__(self, operator: Operator) -> None:
        self.operator = operator

    @property
    def workspace(self) -> Any:
        return self.operator.built.window.workspace

    def front(self, key: str) -> Any:
        """Return the page that has come to the front, which has to be this one."""
        for _ in range(3):
            self.operator.wait()
        assert self.workspace.front == key
        return self.workspace.page(key)

    def go(self, key: str, argument: object = None) -> Any:
        """Bring a page to the front."""
        self.workspace.show_page(key, argument)
        return self.front(key)

    def do(self, page: Any, action: str) -> None:
        """Carry out what the page offers."""
        page.handlers()[action]()
        self.operator.wait()


def register_finance(admin: Admin) -> None:
    """Register the finance department with what the monthly list shows."""
    admin.operator.press(Qt.Key.Key_H, CONTROL)
    page = admin.front("hand_offs")
    assert page.begin.isVisible()
    page.first.click()
    form = admin.front("recipients").form
    form.name.setText("示例公司财务部")
    place = form.fields.like.findData(TEMPLATE)
    form.fields.like.setCurrentIndex(place)
    form.fields.like.activated.emit(place)
    form.save_button.click()
    admin.operator.wait()


def approve_monthly(admin: Admin) -> str:
    """Ask for the monthly list, and let the auditor approve it; returns the standing hand-off."""
    page = admin.go("standing_hand_offs", {"ask": TEMPLATE})
    page.asking.yes.click()
    admin.operator.wait()
    standing = str(page.table.records.row_id(0))
    page.table.mark([standing])
    admin.do(page, "standing_hand_offs.approve")
    page.approving.approver.setCurrentIndex(page.approving.approver.findData(AUDITOR))
    page.approving.passphrase.setText(HER_PASSPHRASE)
    page.approving.yes.click()
    admin.operator.wait()
    admin.do(page, "standing_hand_offs.plan")
    return standing


def complete(admin: Admin, plan: Any) -> None:
    """Open the file of the one who is not whole, and give what is owed."""
    plan.table.mark([plan.table.records.row_id(0)])
    assert t("The person") in plan.about.text() and t("The company") in plan.about.text()
    admin.do(plan, "hand_off.file")
    joiner = admin.front("joiner")
    for key in OWED:
        editor = joiner.form.row(key).editor
        editor.set_text(WHOLE[key])
        editor.edited.emit()
    joiner.save()
    joiner.again.second.setText(WHOLE["bank_account_no"])
    joiner.again.yes.click()
    admin.operator.wait()
    for key in ("id_number", "bank_account_no"):
        joiner.numbers.buttons[key].click()
        admin.operator.wait()
    admin.workspace.inbox_watch.look()
    admin.operator.wait()


def send(admin: Admin, plan: Any, folder: Path) -> tuple[Path, list[list[str]]]:
    """Let the file out with the keyboard; returns it and what finance reads in it."""
    folder.mkdir()
    admin.operator.press(Qt.Key.Key_T, CONTROL)
    admin.operator.type(day.PASSPHRASE)
    plan.sending.write_into(folder)
    admin.operator.wait()
    (file,) = folder.iterdir()
    password = plan.handover.once.password.text()
    return file, cells_of(unlocked(file.read_bytes(), password))


@pytest.mark.timeout(300)
def test_a_hire_goes_to_payroll_and_a_row_that_comes_back_goes_again(
    operator: Operator, tmp_path: Path
) -> None:
    admin = Admin(operator)
    operator.ask(add_auditor)
    register_finance(admin)
    standing = approve_monthly(admin)

    plan = admin.front("hand_off")
    assert plan.going.ids() == () and "hand_off.send" not in plan.handlers()
    complete(admin, plan)
    plan = admin.go("hand_off", standing)
    assert len(plan.going.ids()) == 1
    file, (heads, row) = send(admin, plan, tmp_path / "first")
    told = dict(zip(heads, row, strict=True))
    assert (told["证件号码"], told["变动"]) == (WHOLE["id_number"], "新增")
    assert plan.going.ids() == ()

    register = admin.go("hand_off_register")
    admin.do(register, "hand_off_register.receipt")
    register.receipt.rows.setValue(1)
    register.receipt.sha256.setText(hashlib.sha256(file.read_bytes()).hexdigest())
    register.receipt.yes.click()
    operator.wait()
    assert register.entry.line.receipt_fits

    admin.do(register, "hand_off_register.refused")
    register.refused.lines.setText("1")
    register.refused.yes.click()
    operator.wait()
    plan = admin.go("hand_off", standing)
    assert [one.change for one in plan.going.people()] == ["refused"]
    _, (heads, row) = send(admin, plan, tmp_path / "second")
    assert dict(zip(heads, row, strict=True))["变动"] == "退回重报"
    today = admin.go("today")
    assert any("示例公司财务部" in card.text.text() for card in today.cards)
