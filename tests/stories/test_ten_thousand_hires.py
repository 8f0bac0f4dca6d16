# SPDX-License-Identifier: Apache-2.0
"""Very many hires in one locked file: what a receiver reads is what was typed, to the last digit.

Read by other libraries in the gate; by LibreOffice with the password, ten thousand of them, in the
soak.
"""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from msoffcrypto.exceptions import InvalidKeyError

from hr_desk.operations import hand_off_people, hand_offs
from hr_desk.operations.hand_offs import HandedOff
from tests.support import office
from tests.support.desk import Desk
from tests.support.handing_off import PASSPHRASE, approved, unlocked
from tests.support.many_employed import many_employed

KEY = "payroll_new_hires"
FEW, MANY = 100, 10_000

HEADS = (
    "序号", "变动", "工号", "姓名", "证件类型", "证件号码", "部门", "成本中心", "用工形式",
    "入职日期", "试用期止", "计薪方式", "基本工资", "试用期工资", "账户户名", "银行账号", "开户行",
    "开户网点", "社保缴费基数", "公积金缴存基数", "离职日期",
)  # fmt: skip


def expected(typed: dict[str, str], number: int) -> list[str]:
    """Return a row as finance has to read it, of what was typed and of nothing in the program."""
    return [
        str(number), "新增", typed["employee_no"], typed["full_name"], "居民身份证",
        typed["id_number"], typed["department"], typed["cost_centre"], "全日制", "2026-03-16",
        "2026-06-15", "月薪", typed["base_pay"], "5200.50", typed["account_holder"],
        typed["bank_account_no"], typed["bank_name"], typed["bank_branch"], "6500.00", "6500.00",
        "",
    ]  # fmt: skip


def handed(desk: Desk, out: Path, count: int) -> tuple[HandedOff, list[list[str]]]:
    """Hand ``count`` hires over; returns what left, and the rows that have to be in it."""
    out.mkdir()
    admin = desk.open("admin")
    crowd = many_employed(admin, count)
    standing = approved(admin, KEY)
    ids = [one.joiner_id for one in hand_off_people.plan(admin, standing).proposed]
    assert len(ids) == count
    sent = hand_offs.send(admin, standing, ids, passphrase=PASSPHRASE, folder=out)
    rows = [expected(typed, number) for number, typed in enumerate(crowd, start=1)]
    assert len({row[5] for row in rows}) == len({row[15] for row in rows}) == count
    return sent, [list(HEADS), *rows]


def test_other_libraries_read_every_cell_with_the_password_alone(
    desk: Desk, tmp_path: Path
) -> None:
    from python_calamine import CalamineWorkbook

    sent, rows = handed(desk, tmp_path / "out", FEW)
    content, password = sent.file.read_bytes(), sent.password or ""
    with pytest.raises(InvalidKeyError):
        unlocked(content, password[:-1])
    book = CalamineWorkbook.from_filelike(BytesIO(unlocked(content, password)))
    assert book.get_sheet_by_index(0).to_python() == rows


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.skipif(office.PROGRAM is None, reason=office.MISSING)
def test_libreoffice_reads_every_cell_of_ten_thousand(desk: Desk, tmp_path: Path) -> None:
    sent, rows = handed(desk, tmp_path / "out", MANY)
    account = tmp_path / "account"
    said = office.to_csv(sent.file, sent.password or "", account)
    assert said is not None
    assert list(csv.reader(StringIO(said))) == rows
    assert office.to_csv(sent.file, "not the word", account) is None
