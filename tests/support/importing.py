# SPDX-License-Identifier: Apache-2.0
"""A small sheet of applicants, and what a test asks of its import."""

from typing import Any

from hr_desk.exchange.sheets import Sheet, read_sheets
from hr_desk.operations import (
    candidates,
    importing,
    recruitment,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.importing import Preview, Reading
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.raw_sheets import rows_of, xlsx

HEADS = ("姓名", "手机", "年龄段", "邮箱")
ZHANG = ("张伟国", "13800138000", "已满18周岁", "")
WANG = ("王芳", "13900139000", "已满18周岁", "wang@example.com")
LI = ("李娜", "", "已满18周岁", "li@example.com")
WRONG = ("赵敏", "12", "已满18周岁", "")


def sheet_of(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> Sheet:
    (sheet,) = read_sheets(xlsx(S=rows_of(heads, *rows)))
    return sheet


def seen(desk: Desk, session: Session, *rows: tuple[object, ...], **reading: Any) -> Preview:
    heads = reading.pop("heads", HEADS)
    how = Reading(**{"requisition_id": desk.requisition, "notice": "source", **reading})
    return importing.preview(session, sheet_of(*rows, heads=heads), how)


def fates(previewed: Preview) -> list[str]:
    return [row.fate.value for row in previewed.rows]


def count(session: Session) -> int:
    return candidates.count_applications(session, ListQuery())


def raw(session: Session) -> list[Any]:
    file = session.compartment("hiring")
    tables = ("person", "application", "term", "document", "draft", "import_row")
    return [sorted(file.read(f"SELECT * FROM {one}"), key=repr) for one in tables]  # noqa: S608


def fields_of(session: Session, name: str) -> dict[str, Any]:
    rows = candidates.list_applications(session, ListQuery(text=name)).rows
    return dict(recruitment.records(session, [rows[0].application_id])[0].person_fields)
