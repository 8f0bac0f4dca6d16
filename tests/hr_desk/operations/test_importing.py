# SPDX-License-Identifier: Apache-2.0
"""Sheets of applicants: what each row becomes, taken in as one batch, and taken back."""

from dataclasses import replace
from typing import Any

import pytest

from hr_desk.exchange.sheets import read_sheets
from hr_desk.operations import (
    import_columns,
    import_files,
    import_rows,
    import_undo,
    importing,
    recruitment,
    requisitions,
)
from hr_desk.operations.import_columns import Standing
from hr_desk.operations.import_problems import (
    HeadingsMissing,
    ImportCancelled,
    NotForImport,
    NothingToImport,
    RowsNotRight,
    SheetUnknown,
)
from hr_desk.operations.import_rows import Fate
from hr_desk.operations.importing import Reading
from hr_desk.operations.problems import (
    NotPermitted,
    ReasonUnknown,
    RequisitionClosed,
)
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support.desk import Desk
from tests.support.importing import (
    HEADS,
    LI,
    WANG,
    WRONG,
    ZHANG,
    count,
    fates,
    fields_of,
    raw,
    seen,
    sheet_of,
)
from tests.support.made_up import one
from tests.support.raw_sheets import rows_of, xlsx


def test_good_rows_come_in_and_are_found(desk: Desk, session: Session) -> None:
    previewed = seen(desk, session, ZHANG, WANG, LI)
    assert (fates(previewed), count(session)) == (["new"] * 3, 0)
    done = importing.take_in(session, previewed)
    assert (done.new, done.updated, done.skipped, done.refused) == (3, 0, 0, 0)
    assert fields_of(session, "13800138000")["full_name"] == "张伟国"
    record = recruitment.records(session, done.changes.created)[0]
    assert (record.notice_how, record.stage, record.owner) == ("source", "applied", session.user.id)


def test_a_batch_is_one_act_and_its_entries_name_no_value(desk: Desk, session: Session) -> None:
    done = importing.take_in(session, seen(desk, session, ZHANG, WANG))
    (batch,) = importing.batches(session)
    assert (batch.id, batch.notice_how, batch.new, batch.planned) == (done.batch_id, "source", 2, 2)
    assert batch.finished_at and not batch.undone_at
    entry = list(audit.entries(session.compartment("hiring").connection))[-1]
    kinds = [kind for kind, _, _ in entry.records]
    assert sorted(kinds) == ["application"] * 2 + ["import_batch"] + ["person"] * 2
    assert not any(text in entry.body() for text in ("张伟国", "王芳", "13800138000"))


def test_the_column_says_the_post_where_none_is_chosen(desk: Desk, session: Session) -> None:
    heads = (*HEADS, "应聘职位")
    rows = ((*ZHANG, " 装配工 "), (*WANG, "电工"), (*LI, ""))
    previewed = seen(desk, session, *rows, heads=heads, requisition_id=None)
    assert fates(previewed) == ["new", "problem", "problem"]
    assert [(f.line, f.place, f.kind) for f in previewed.findings] == [
        (3, 4, "PostNotOpen"),
        (4, 4, "Missing"),
    ]
    chosen = seen(desk, session, *rows, heads=heads)
    assert fates(chosen) == ["new"] * 3
    assert [c.standing for c in chosen.left_out] == [Standing.SETTLED]


def test_two_open_requisitions_of_one_name_are_told(desk: Desk, session: Session) -> None:
    requisitions.open_requisition(
        session, title="装配工", department="二部", place="青岛", head_count=1
    )
    previewed = seen(desk, session, (*ZHANG, "装配工"), heads=(*HEADS, "岗位"), requisition_id=None)
    assert [f.kind for f in previewed.findings] == ["PostUnclear"]


def test_forbidden_unknown_and_closed_columns_are_told_and_not_stored(
    desk: Desk, session: Session
) -> None:
    heads = (*HEADS, "婚姻状况", "内部评语", "性别", "身份证件号码", "手机号")
    row = (*ZHANG, "未婚", "看着不错", "男", "11010519491231002X", "13700137000")
    previewed = seen(desk, session, row, heads=heads)
    standings = {column.heading: column.standing for column in previewed.left_out}
    assert standings["婚姻状况"] is Standing.FORBIDDEN
    assert standings["内部评语"] is Standing.UNKNOWN
    assert standings["性别"] is Standing.CLOSED
    assert standings["手机号"] is Standing.DOUBLE
    assert all(import_columns.why_not_stored(session.catalogue, c) for c in previewed.left_out)
    importing.take_in(session, previewed)
    assert set(fields_of(session, "张伟国")) == {"full_name", "mobile", "age_band"}


def test_what_is_never_asked_cannot_be_chosen_for_a_field(desk: Desk, session: Session) -> None:
    previewed = seen(
        desk, session, (*ZHANG, "已婚"), heads=(*HEADS, "婚否"), chosen={4: "employer"}
    )
    assert previewed.columns[4].standing is Standing.FORBIDDEN
    with pytest.raises(NotForImport):
        seen(desk, session, ZHANG, chosen={1: "id_number"})


def test_how_columns_were_read_is_remembered_for_the_same_headings(
    desk: Desk, session: Session
) -> None:
    heads = ("代号", *HEADS[1:], "厂家")
    row = (*ZHANG, "示例公司")
    first = seen(desk, session, row, heads=heads, chosen={0: "full_name", 4: "employer", 3: None})
    assert fates(first) == ["new"]
    importing.take_in(session, first)
    again = seen(desk, session, ("示例公司", *WANG[1:], "王芳"), heads=("厂家", *HEADS[1:], "代号"))
    keys = {column.heading: column.key for column in again.columns if column.stored}
    assert keys == {"厂家": "employer", "手机": "mobile", "年龄段": "age_band", "代号": "full_name"}
    kept = session.compartment("hiring").read("SELECT * FROM import_mapping")
    assert "代号" not in repr(kept)


def test_titles_totals_blank_and_sample_rows_are_no_people(desk: Desk, session: Session) -> None:
    rows = (
        HEADS,
        ("示例：王小明", "13800138000", "已满18周岁"),
        ZHANG,
        ("", "", ""),
        ("合计", 1.0),
    )
    previewed = seen(desk, session, *rows, heads=("汇总表", "", "", ""))
    assert [(row.line, row.fate) for row in previewed.rows] == [(4, Fate.NEW)]
    assert (previewed.heading_row, previewed.passed_over) == (1, 2)


def test_a_sheet_without_headings_is_told(desk: Desk, session: Session) -> None:
    with pytest.raises(HeadingsMissing):
        seen(desk, session, ZHANG, heads=("甲", "乙", "丙", "丁"))
    previewed = seen(desk, session, heads=("甲", "乙", "丙", "丁"), chosen={0: "full_name"})
    assert previewed.rows == ()


def test_every_way_of_writing_a_day_is_taken(desk: Desk, session: Session) -> None:
    days = ("1990.5.12", "1990年5月12日", "1990-05-12", "1990/5/12", 19900512.0)
    rows = [(f"张伟{n}".replace(str(n), "甲乙丙丁戊"[n]), f"1380013800{n}", "已满18周岁", day)
            for n, day in enumerate(days)]  # fmt: skip
    previewed = seen(desk, session, *rows, heads=("姓名", "手机", "年龄段", "出生日期"))
    assert fates(previewed) == ["new"] * 5
    stored = {row.ready.person["birth_date"] for row in previewed.rows if row.ready}
    assert stored == {"1990-05-12"}
    month = seen(
        desk, session, (*ZHANG[:3], "1990年5月"), heads=("姓名", "手机", "年龄段", "出生日期")
    )
    assert [f.kind for f in month.findings] == ["NotADate"]


def test_all_that_is_wrong_in_a_row_is_said_column_by_column(desk: Desk, session: Session) -> None:
    previewed = seen(desk, session, ("7", "12", "16至17周岁", "x"), heads=(*HEADS, "监护人"))
    assert [(f.place, f.kind) for f in previewed.findings] == [
        (0, "NotAName"),
        (1, "NotAPhone"),
        (3, "NotAnEmail"),
        (4, "GuardianNeeded"),
    ]


def test_a_broken_guardian_is_not_called_missing_too(desk: Desk, session: Session) -> None:
    row = (*ZHANG[:2], "16至17周岁", "", "王大明")
    previewed = seen(desk, session, row, heads=(*HEADS, "监护人"))
    assert [(f.place, f.kind) for f in previewed.findings] == [(4, "ContactIncomplete")]


def test_a_missing_column_is_a_problem_of_the_whole_row(desk: Desk, session: Session) -> None:
    previewed = seen(desk, session, ("张伟国", "13800138000"), heads=("姓名", "手机"))
    assert [(f.place, f.key, f.kind) for f in previewed.findings] == [(None, "age_band", "Missing")]


def test_a_row_is_repaired_in_its_place(desk: Desk, session: Session) -> None:
    lost = ("钱一一", 8613800138000123.0, "已满18周岁", "")
    assert fates(seen(desk, session, WRONG, lost)) == ["problem"] * 2
    repairs = {(1, 1): "13700137000", (2, 1): "13700137001", (2, 4): "beyond the row"}
    mended = seen(desk, session, WRONG, lost, repairs=repairs)
    assert fates(mended) == ["new"] * 2
    importing.take_in(session, mended)
    assert fields_of(session, "赵敏")["mobile"] == "13700137000"


def test_after_a_repair_only_its_row_is_checked_again(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, how = sheet_of(ZHANG, WRONG, WANG), Reading(requisition_id=desk.requisition)
    first = importing.preview(session, sheet, how)
    lines: list[int] = []
    check = import_rows.Checker.check

    def counted(self: Any, line: int, *rest: Any) -> Any:
        lines.append(line)
        return check(self, line, *rest)

    monkeypatch.setattr(import_rows.Checker, "check", counted)
    mended = replace(how, repairs={(2, 1): ZHANG[1]})
    second = importing.preview(session, sheet, mended, earlier=first)
    assert (fates(second), lines) == (["new", "skipped", "new"], [3])
    third = importing.preview(session, sheet, how, earlier=second)
    assert (fates(third), lines) == (["new", "problem", "new"], [3, 3])
    importing.preview(session, sheet, replace(how, update=True), earlier=third)
    assert lines == [3, 3, 2, 3, 4]


def test_all_rows_or_the_good_ones(desk: Desk, session: Session) -> None:
    previewed = seen(desk, session, ZHANG, WRONG)
    with pytest.raises(RowsNotRight):
        importing.take_in(session, previewed)
    assert count(session) == 0
    done = importing.take_in(session, previewed, good_rows_only=True)
    assert (done.new, done.refused) == (1, 1)
    with pytest.raises(NothingToImport):
        importing.take_in(session, seen(desk, session, WRONG), good_rows_only=True)


def test_somebody_in_the_file_or_in_an_earlier_row_is_skipped(desk: Desk, session: Session) -> None:
    desk.take_in(session, [one(email="Li@Example.com")])
    again = ("张伟国", "+86 138 0013 8000", "已满18周岁", "")
    mail = ("李娜", "", "已满18周岁", "LI@example.com")
    twice = ("王芳芳", WANG[1], "已满18周岁", "")
    previewed = seen(desk, session, again, WANG, mail, twice)
    assert fates(previewed) == ["skipped", "new", "skipped", "skipped"]
    told = [(f.place, f.kind) for row in previewed.rows for f in row.findings]
    assert told == [(1, "KnownAlready"), (3, "KnownAlready"), (1, "TwiceInSheet")]
    done = importing.take_in(session, previewed)
    assert (done.new, done.skipped, count(session)) == (1, 3, 2)


def test_a_longer_number_is_nobody_else(desk: Desk, session: Session) -> None:
    desk.take_in(session, [one(mobile="+8613800138000".replace("+86", ""))])
    abroad = ("吴一一", "+1 650 253 0000", "已满18周岁", "")
    assert fates(seen(desk, session, abroad, ("吴二二", "13800138001", "已满18周岁", ""))) == [
        "new",
        "new",
    ]


def test_who_came_in_since_the_preview_is_passed_over(desk: Desk, session: Session) -> None:
    previewed = seen(desk, session, ZHANG, WANG)
    desk.take_in(session, [one()])
    done = importing.take_in(session, previewed)
    assert (done.new, done.skipped, count(session)) == (1, 1, 2)


def test_the_same_preview_taken_in_twice_makes_nobody_twice(desk: Desk, session: Session) -> None:
    previewed = seen(desk, session, ZHANG, WANG)
    importing.take_in(session, previewed)
    assert importing.take_in(session, previewed).new == 0
    assert count(session) == 2


def test_a_stopped_import_leaves_nothing(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PORTION", 1)
    before = raw(session)
    with pytest.raises(ImportCancelled):
        importing.take_in(
            session, seen(desk, session, ZHANG, WANG), progress=lambda done, _: done < 1
        )
    assert raw(session) == before
    assert importing.batches(session)[0].undone_at


def test_an_import_that_is_refused_midway_leaves_nothing(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PORTION", 1)

    def close(done: int, _: int) -> bool:
        if done == 1:
            requisitions.close_requisition(session, desk.requisition, reason="ended")
        return True

    with pytest.raises(RequisitionClosed):
        importing.take_in(session, seen(desk, session, ZHANG, WANG), progress=close)
    assert count(session) == 0


def test_who_does_not_recruit_may_not_import(desk: Desk, session: Session) -> None:
    gate = desk.open("gate")
    previewed = seen(desk, session, ZHANG)
    for call in (
        lambda: importing.read_sheet(gate, b"x"),
        lambda: importing.take_in(gate, previewed),
        lambda: import_undo.undo(gate, "0" * 32),
        lambda: import_files.template_bytes(gate),
        lambda: importing.batches(gate),
    ):
        with pytest.raises(NotPermitted):
            call()


def test_an_unknown_notice_or_sheet_is_refused(desk: Desk, session: Session) -> None:
    with pytest.raises(ReasonUnknown):
        seen(desk, session, ZHANG, notice="shouted")
    sheets = read_sheets(xlsx(甲=rows_of(("x", "y")), 乙=rows_of(HEADS, ZHANG)))
    assert importing.likeliest(session, sheets).name == "乙"
    assert importing.sheet_named(sheets, "甲").name == "甲"
    with pytest.raises(SheetUnknown):
        importing.sheet_named(sheets, "丙")


def test_a_preview_writes_nothing(desk: Desk, session: Session) -> None:
    head = session.compartment("hiring").head()
    seen(desk, session, ZHANG, WRONG)
    assert session.compartment("hiring").head() == head
