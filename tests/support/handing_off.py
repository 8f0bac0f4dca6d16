# SPDX-License-Identifier: Apache-2.0
"""Made-up people as the desk stores them, receivers' workbooks, files as a receiver reads them."""

import datetime as dt
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_templates import Template
from hr_desk.domain import hand_offs as hand_offs_rules
from hr_desk.operations import (
    hand_off_templates,
    onboarding,
    recipients,
    retention,
    standing_hand_offs,
    users,
)
from hr_desk.operations.recipients import Recipient
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, Desk
from tests.support.joining import FIRST_DAY, handed_over, opened, settle, typed, welcome
from tests.support.made_up import MadeUp

TYPED: tuple[Mapping[str, str], ...] = (
    {
        "employee_no": "00017", "full_name": "钱𬭎·买买提", "id_type": "居民身份证",
        "id_number": "11010519491231002X", "gender": "女", "birth_date": "1949-12-31",
        "nationality": "中国", "hukou_address": "山东省青岛市市南区虚构路 7 号",
        "current_address": "青岛市虚构路 8 号, 2 单元", "mobile": "13800138000",
        "education_level": "大学专科", "department": "制造部", "cost_centre": "0010",
        "employment_form": "全日制", "start_date": "2026-03-16", "contract_type": "固定期限",
        "contract_term": "2026-03-16 | 2029-03-15", "probation_until": "2026-06-15",
        "pay_type": "月薪", "base_pay": "6500", "probation_pay": "5200.5",
        "tax_employment_type": "雇员", "account_holder": "钱𬭎·买买提",
        "bank_account_no": "6222020200112233445", "bank_name": "虚构示例银行",
        "bank_branch": "虚构示例银行青岛\"示例\"支行", "insured_city": "青岛市",
        "insured_from": "2026-03", "insured_category": "企业职工", "si_base": "6500",
        "hf_base": "6500", "hf_from": "2026-04", "social_insurance_no": "0037020000",
        "housing_fund_no": "000123456789", "leaving_date": "2026-09-30",
        "leaving_kind": "本人辞职",
    },
    {
        "full_name": "Ann O'Neil", "id_type": "护照", "id_number": "E12345678",
        "gender": "未说明", "birth_date": "1990-02-28", "nationality": "中国香港",
        "hukou_address": "虚构", "current_address": "虚构", "mobile": "+85251234567",
        "employment_form": "非全日制", "start_date": "2026-12-01", "contract_type": "无固定期限",
        "contract_term": "2026-12-01", "pay_type": "月薪", "base_pay": "12000.00",
        "tax_employment_type": "雇员", "account_holder": "Ann O'Neil",
        "bank_account_no": "6217000012345678901", "bank_name": "虚构示例银行",
        "insured_city": "青岛市", "insured_from": "2026-12", "insured_category": "港澳台人员",
        "si_base": "12000", "hf_base": "12000", "hf_from": "2027-01", "leaving_date": "2027-01-31",
        "leaving_kind": "合同终止",
    },
)  # fmt: skip
"""Two people, one with everything and one with what has to be there."""


def stored(catalogue: Catalogue, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return typed texts as the files keep them."""
    types = {key: catalogue.field(key).type for key in typed}
    return {key: types[key].store(types[key].parse(text)) for key, text in typed.items()}


def unlocked(content: bytes, password: str) -> bytes:
    """Return a locked workbook as a receiver's program opens it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = BytesIO()
    file = OOXMLFile(BytesIO(content))
    file.load_key(password=password)
    file.decrypt(plain)
    return plain.getvalue()


def cells_of(content: bytes, sheet: int = 0) -> list[list[str]]:
    """Return a sheet's cells as another library reads them; every one has to be text."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content))
    found = []
    for row in book.worksheets[sheet].iter_rows():
        assert all(cell.value is None or cell.data_type in ("s", "inlineStr") for cell in row)
        # openpyxl leaves the workbook's own escape in text in line; Excel's rule takes it back.
        found.append([str(cell.value or "").replace("_x005F_", "_") for cell in row])
    return found


def receivers_workbook(*, sample: bool = True, rows: int = 3) -> bytes:
    """Return a receiver's empty workbook: merged heads, a hidden version sheet, a choice list."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = "增员表"
    sheet.merge_cells("A1:F1")
    sheet["A1"] = "示例市社会保险参保人员增员申报表"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells("B2:C2")
    for place, head in {
        "A3": "序号",
        "B3": "姓名",
        "C3": "证件号码",
        "D3": "基数",
        "F3": "合计",
    }.items():
        sheet[place] = head
        sheet[place].comment = Comment("请按要求填写", "示例")
    line = Side(style="thin")
    for number in range(4, 4 + rows):
        for column in range(1, 7):
            cell = sheet.cell(number, column)
            cell.border = Border(line, line, line, line)
            cell.number_format = "0.00" if column == 4 else "General"
        sheet.cell(number, 6).value = f"=D{number}*2"
        sheet.row_dimensions[number].height = 22.5
    if sample:
        sheet["B4"], sheet["C4"] = "示例人员", "000000000000000000"
    rule = DataValidation(type="list", formula1="版本!$A$2:$A$3", allow_blank=True)
    rule.add("E4:E200")
    sheet.add_data_validation(rule)
    sheet.freeze_panes = "A4"
    hidden = book.create_sheet("版本")
    hidden["A1"], hidden["A2"], hidden["A3"] = "VER-2026.03-a", "是", "否"
    hidden["B1"].fill = PatternFill("solid", fgColor="FF00FF00")
    hidden.sheet_state = "veryHidden"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a packed workbook by name."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


GIVEN = ("full_name", "birth_date", "mobile", "start_date")
ADDED = {
    key: text
    for key, text in TYPED[0].items()
    if key
    not in ("full_name", "birth_date", "mobile", "leaving_date", "leaving_kind", "start_date")
}
"""What onboarding adds to what a candidate gave."""

APPROVER, APPROVERS_WORDS = "second pair", "two umbrellas near the door"
PASSPHRASE = PASSPHRASES["admin"]


def employed(desk: Desk, *people: MadeUp, start: bool = True) -> list[str]:
    """Return the joiners that people became, whole and at work; nobody's session stays open."""
    recruiter, colleague, admin = desk.open("hiring"), welcome(desk), desk.open("admin")
    joiners = handed_over(desk, recruiter, colleague, people=people)
    desk.clock.at = dt.datetime.combine(FIRST_DAY, dt.time(1), tzinfo=dt.UTC)
    for session in (recruiter, colleague, admin):
        retention.confirm_time(session)
    for joiner in joiners:
        version = opened(colleague, joiner).version
        onboarding.edit(colleague, joiner, typed(colleague, **ADDED), version=version)
        onboarding.check(colleague, joiner, ["id_number", "bank_account_no"])
    if start:
        onboarding.start(colleague, joiners, on=FIRST_DAY)
    settle(colleague, recruiter, admin)
    desk.close()
    return joiners


def approver_of(admin: Session) -> None:
    """Add an auditor, who holds no key and may approve."""
    if admin.register.named(APPROVER) is None:
        users.add(admin, name=APPROVER, passphrase=APPROVERS_WORDS, roles=["auditor"])


def recipient(template: Template, **changes: Any) -> Recipient:
    """Return a recipient that may have what a template shows."""
    kind = template.recipients[0]
    known = Recipient(
        name="示例市办理中心", kind=kind, registration="91110000600037341L", contact="示例联系人",
        agreement="A-1", purposes=(template.purpose,), fields=template.fields,
        valid_from=dt.date(2026, 1, 1), valid_until=dt.date(2027, 12, 31),
        assessment="PIA-2026-01",
    )  # fmt: skip
    return replace(known, **changes)


def approved(admin: Session, key: str, **changes: Any) -> str:
    """Return a standing hand-off of a template, approved for a recipient that may have it."""
    template = hand_off_templates.template_named(admin, key).template
    (id_,) = recipients.register(admin, recipient(template, **changes)).created
    until = hand_offs_rules.latest_approval(admin.today())
    (standing,) = standing_hand_offs.ask(admin, id_, key, until=until).created
    approver_of(admin)
    standing_hand_offs.approve(admin, standing, approver=APPROVER, passphrase=APPROVERS_WORDS)
    return standing
