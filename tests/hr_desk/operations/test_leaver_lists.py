# SPDX-License-Identifier: Apache-2.0
"""A monthly list of leavers: whom its rows mean, what is noted in one go, what waits for a word."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.exchange.sheets import Sheet, read_sheets
from hr_desk.operations import joiner_views, leaver_lists, onboarding
from hr_desk.operations.import_problems import SheetUnreadable
from hr_desk.operations.joiner_problems import (
    BeforeTheStart,
    LeaversOpen,
    ListHeadingsMissing,
    NobodyLeaves,
)
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.leaver_lists import Asked, LeaverList
from hr_desk.operations.problems import NotPermitted, StepNotAllowed
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support.desk import START, Desk
from tests.support.joining import FIRST_DAY, handed_over, opened, somebody, typed
from tests.support.raw_sheets import rows_of, xlsx
from tests.support.scoping import open_post

HEADS = ("序号", "员工编号", "姓名", "部门", "最后工作日", "离职原因")
PEOPLE = (("张伟国", "13800138001", "A001"), ("王芳", "13800138002", "A002"),
          ("王芳", "13800138003", "A003"), ("李娜", "13800138004", "A004"))  # fmt: skip
LAST = FIRST_DAY + dt.timedelta(days=10)


@pytest.fixture
def staff(desk: Desk, session: Session, colleague: Session) -> dict[str, str]:
    """Four people by number: three employed, two of one name, and one who is due to start."""
    desk.requisition = open_post(session, "铣工")
    known = [somebody(name=name, mobile=mobile) for name, mobile, _ in PEOPLE]
    ids = handed_over(desk, session, colleague, people=known)
    for id_, (_, _, number) in zip(ids, PEOPLE, strict=True):
        values = typed(colleague, employee_no=number)
        onboarding.edit(colleague, id_, values, version=opened(colleague, id_).version)
    desk.clock.at = START + dt.timedelta(days=30)
    onboarding.start(colleague, ids[:3], on=FIRST_DAY)
    return {number: id_ for id_, (_, _, number) in zip(ids, PEOPLE, strict=True)}


def sheet_of(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> Sheet:
    (sheet,) = read_sheets(xlsx(离职=rows_of(("三月离职人员",), heads, *rows)))
    return sheet


def compared(session: Session, *rows: tuple[object, ...], **asked: object) -> LeaverList:
    return leaver_lists.compare(session, sheet_of(*rows), Asked(**asked))  # type: ignore[arg-type]


def fates(found: LeaverList) -> list[str]:
    return [line.fate.value for line in found.lines]


def test_a_list_is_noted_in_one_transaction_and_every_clock_starts(
    colleague: Session, staff: dict[str, str]
) -> None:
    found = compared(
        colleague,
        (1, "A001", "张伟国", "制造部", "2026年3月26日", "本人辞职"),
        (2, "a003", "", "", "2026.3.26", "合同终止"),
        (3, "", "李娜", "", "2026/3/16", "未报到"),
        ("合计", "", "", "", "", ""),
    )
    assert fates(found) == ["matched"] * 3
    before = len(log(colleague))
    changes = leaver_lists.note(colleague, found)
    assert changes.operation == "joiner.leave_listed"
    (entry, *_) = log(colleague)[before:]
    assert entry.operation == "joiner.leave_listed" and entry.facts["rows"] == 3
    view = opened(colleague, staff["A001"])
    assert (view.state, view.state_on) == ("left", LAST)
    assert {clock.clock_day for clock in view.clocks if clock.class_key == "EMP"} == {LAST}
    assert records(colleague, [staff["A003"]])[0].fields["leaving_kind"] == "ended"
    assert opened(colleague, staff["A004"]).state == "did_not_report"
    assert opened(colleague, staff["A002"]).state == "started"


def test_the_same_as_by_hand(colleague: Session, staff: dict[str, str]) -> None:
    row = (1, "A001", "", "", LAST.isoformat(), "本人辞职")
    leaver_lists.note(colleague, compared(colleague, row))
    onboarding.record_leaving(colleague, [staff["A002"]], on=LAST, kind="resigned")
    listed, by_hand = (opened(colleague, staff[one]) for one in ("A001", "A002"))
    assert listed.clocks == by_hand.clocks and listed.state_on == by_hand.state_on


def test_two_of_one_name_wait_for_a_word(colleague: Session, staff: dict[str, str]) -> None:
    row = (1, "", "王芳", "", LAST.isoformat(), "退休")
    found = compared(colleague, row)
    assert fates(found) == ["ambiguous"]
    assert {one.number for one in found.lines[0].people} == {"A002", "A003"}
    with pytest.raises(LeaversOpen):
        leaver_lists.note(colleague, found)
    with pytest.raises(NobodyLeaves):
        leaver_lists.note(colleague, found, matched_only=True)
    chosen = {found.lines[0].line: staff["A003"]}
    leaver_lists.note(colleague, compared(colleague, row, chosen=chosen))
    assert opened(colleague, staff["A003"]).state == "left"
    assert opened(colleague, staff["A002"]).state == "started"


def test_what_is_not_clear_is_told_row_by_row(colleague: Session, staff: dict[str, str]) -> None:
    day = LAST.isoformat()
    found = compared(
        colleague,
        (1, "Z999", "", "", day, "退休"),
        (2, "A001", "王芳", "", day, "退休"),
        (3, "A001", "", "", "", "退休"),
        (4, "A001", "", "", "很久以前", "退休"),
        (5, "A001", "", "", day, "被开除了"),
        (6, "A001", "", "", day, ""),
        (7, "A001", "", "", "2026-03-01", "退休"),
        (8, "A004", "", "", day, "退休"),
        (9, "A002", "", "", day, "退休"),
        (10, "A002", "", "", day, "退休"),
    )
    assert fates(found) == ["unmatched"] * 2 + ["problem"] * 6 + ["matched", "problem"]
    assert isinstance(found.lines[6].problem, BeforeTheStart)
    assert isinstance(found.lines[7].problem, StepNotAllowed)
    assert all(line.problem is None or line.problem.text() for line in found.lines)
    assert fates(compared(colleague, (6, "A001", "", "", day, ""), kind="other")) == ["matched"]
    leaver_lists.note(colleague, found, matched_only=True)
    states = {one: opened(colleague, staff[one]).state for one in ("A001", "A002", "A004")}
    assert states == {"A001": "started", "A002": "left", "A004": "expected"}


def test_a_list_that_comes_again_notes_nobody_twice(
    colleague: Session, staff: dict[str, str]
) -> None:
    row = (1, "A001", "", "", LAST.isoformat(), "退休")
    found = compared(colleague, row)
    leaver_lists.note(colleague, found)
    assert fates(compared(colleague, row)) == ["noted"]
    with pytest.raises(NobodyLeaves):
        leaver_lists.note(colleague, compared(colleague, row))
    with pytest.raises(StepNotAllowed):
        leaver_lists.note(colleague, found)


def test_one_who_was_changed_meanwhile_refuses_all(
    colleague: Session, staff: dict[str, str]
) -> None:
    day = LAST.isoformat()
    found = compared(colleague, (1, "A001", "", "", day, "退休"), (2, "A002", "", "", day, "退休"))
    onboarding.record_leaving(colleague, [staff["A002"]], on=LAST, kind="resigned")
    with pytest.raises(StepNotAllowed):
        leaver_lists.note(colleague, found)
    assert opened(colleague, staff["A001"]).state == "started"


def test_a_sheet_without_who_or_when_is_refused(colleague: Session, staff: dict[str, str]) -> None:
    for heads in (("部门", "最后工作日"), ("姓名", "部门"), ("甲", "乙")):
        with pytest.raises(ListHeadingsMissing):
            leaver_lists.compare(colleague, sheet_of(("x", "y"), heads=heads), Asked())


def test_the_file_is_read_and_the_likeliest_sheet_taken(
    colleague: Session, staff: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "离职.xlsx"
    path.write_bytes(xlsx(说明=rows_of(("这是说明",)), 名单=rows_of(HEADS, ())))
    sheets = leaver_lists.read_list(colleague, path)
    assert leaver_lists.likeliest(colleague, sheets).name == "名单"
    with pytest.raises(SheetUnreadable):
        leaver_lists.read_list(colleague, tmp_path / "keine.xlsx")
    csv = tmp_path / "离职.csv"
    csv.write_bytes("姓名,离职日期,离职类型\n张伟国,2026-03-26,退休\n".encode("gb18030"))
    (sheet,) = leaver_lists.read_list(colleague, csv)
    assert fates(leaver_lists.compare(colleague, sheet, Asked())) == ["matched"]


def test_a_recruiter_notes_no_leavers(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        leaver_lists.read_list(session, tmp_path / "x.xlsx")
    with pytest.raises(NotPermitted):
        leaver_lists.compare(session, sheet_of(), Asked())


@given(st.lists(st.lists(st.text(max_size=8), max_size=8), max_size=6))
def test_any_rows_are_a_list_or_a_sentence(rows: list[list[str]]) -> None:
    names = {"姓名": "full_name", "最后工作日": "leaving_date"}
    sheet = Sheet("x", tuple(map(tuple, rows)))
    head = leaver_lists._heading_row(sheet, names)
    places = leaver_lists._places(sheet, head, names)
    assert set(places) <= {"full_name", "leaving_date"}
    assert head is None or 0 <= head < len(rows)


def log(session: Session) -> list[audit.Entry]:
    """Return the entries of the personnel file, the oldest first."""
    rows = session.compartment("personnel").read("SELECT body FROM audit ORDER BY seq")
    return [audit.entry_from(body) for (body,) in rows]


def test_names_of_nobody_stand_in_the_log(colleague: Session, staff: dict[str, str]) -> None:
    row = (1, "A001", "张伟国", "", LAST.isoformat(), "退休")
    leaver_lists.note(colleague, compared(colleague, row))
    rows = session_bodies(colleague)
    assert all("张伟国" not in body and "A001" not in body for body in rows)
    listed = joiner_views.list_joiners(colleague, JoinerQuery(states=("left",)))
    assert [one.joiner_id for one in listed] == [staff["A001"]]


def session_bodies(session: Session) -> list[str]:
    rows = session.compartment("personnel").read("SELECT body FROM audit")
    return [bytes(body).decode("utf-8") if isinstance(body, bytes) else str(body)
            for (body,) in rows]  # fmt: skip
