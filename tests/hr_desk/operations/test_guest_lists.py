# SPDX-License-Identifier: Apache-2.0
"""A sheet of guests: columns suggested, each row's fate seen before, all or none, undone whole."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk.domain.clock import SHANGHAI
from hr_desk.errors import UserError
from hr_desk.exchange.sheets import Sheet
from hr_desk.operations import directory, expecting, guest_codes, guest_lists, visits
from hr_desk.operations.expecting_problems import ListGone, NoGuestHeadings, NoGuests, TooManyGuests
from hr_desk.operations.guest_lists import GuestFate, GuestPreview, GuestReading
from hr_desk.operations.import_problems import SheetUnreadable
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.store import expecting as store
from tests.support.desk import Desk
from tests.support.visitors import STAFF, guest

HEADS = ("访客姓名", "单位", "接待人", "来访时间", "电话", "婚姻状况")
ROWS = (
    ("梅常客", "示例机电", "张伟", "2026-03-04 09:30", "13800000001", "已婚"),
    ("马远", "示例物流", "王芳", "2026-03-04", "", ""),
    ("林来", "", "", "", "", ""),
    ("", "", "", "", "", ""),
    ("合计 3", "", "", "", "", ""),
)
READING = GuestReading(day=date(2026, 3, 5), hour=time(14))


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    session = desk.open("gate")
    directory.add(session, STAFF)
    return session


def sheet(*rows: tuple[str, ...]) -> Sheet:
    return Sheet("三月", (("三月来访名单",), HEADS, *rows))


def seen(session: Session, *rows: tuple[str, ...], reading: GuestReading = READING) -> GuestPreview:
    return guest_lists.preview_list(session, sheet(*(rows or ROWS)), reading)


def test_columns_are_suggested_and_what_is_never_asked_is_not_read(gate: Session) -> None:
    found = {one.heading: (one.key, one.standing.value) for one in seen(gate).columns}
    assert found == {
        "访客姓名": ("full_name", "used"),
        "单位": ("employer", "used"),
        "接待人": ("host_employee", "used"),
        "来访时间": ("visit_planned", "used"),
        "电话": ("mobile", "used"),
        "婚姻状况": (None, "forbidden"),
    }


def test_each_row_shows_its_fate_before_anything_is_written(gate: Session) -> None:
    preview = seen(gate)
    assert [(row.line, row.name, row.fate.value) for row in preview.rows] == [
        (3, "梅常客", "new"), (4, "马远", "new"), (5, "林来", "new"),
    ]  # fmt: skip
    times = [row.planned.astimezone(SHANGHAI) for row in preview.rows if row.planned is not None]
    assert [f"{at:%m-%d %H:%M}" for at in times] == ["03-04 09:30", "03-04 14:00", "03-05 14:00"]
    assert expecting.ahead(gate) == ()


def test_the_list_is_taken_in_and_undone_as_a_whole(gate: Session) -> None:
    changes = guest_lists.take_in(gate, seen(gate))
    list_id, *ids = changes.created
    assert len(ids) == 3
    ahead = expecting.ahead(gate)
    assert {one.how for one in ahead} == {"list"} and {one.series for one in ahead} == {list_id}
    assert ahead[0].row.host is not None and ahead[0].row.host.name == "张伟"
    (kept,) = guest_lists.lists(gate)
    assert (kept.id, kept.user, kept.expected, kept.guests) == (list_id, "gate", 3, 3)
    guest_codes.hand_out(gate, ids)
    assert set(guest_lists.undo(gate, list_id).created) == set(ids)
    assert expecting.ahead(gate) == () == guest_lists.lists(gate)
    assert store.all_series(gate.compartment("visits")) == []
    with pytest.raises(ListGone):
        guest_lists.undo(gate, list_id)


def test_who_came_meanwhile_stays_when_the_list_is_undone(gate: Session, desk: Desk) -> None:
    list_id, first, *_ = guest_lists.take_in(gate, seen(gate)).created
    desk.clock.advance(days=2)
    visits.arrive(gate, [first])
    assert len(guest_lists.undo(gate, list_id).created) == 2
    assert [one.visit_id for one in visits.list_visits(gate, visits.VisitQuery())] == [first]


def test_who_is_expected_already_is_not_expected_twice(gate: Session) -> None:
    visits.expect(gate, [guest(gate, "2026-03-04 16:00", full_name="梅 常客")])
    twice = ("马远", "", "", "2026-03-04 17:00", "", "")
    preview = seen(gate, *ROWS, twice)
    assert [row.fate.value for row in preview.rows] == ["known", "new", "new", "known"]
    assert len(guest_lists.take_in(gate, preview).created) == 3
    again = seen(gate)
    assert again.counts == {GuestFate.KNOWN: 3}
    with pytest.raises(NoGuests):
        guest_lists.take_in(gate, again)


@pytest.mark.parametrize(
    ("row", "reading"),
    [
        (("", "示例机电", "", "2026-03-04", "", ""), READING),
        (("梅常客", "", "", "soon", "", ""), READING),
        (("梅常客", "", "", "2020-03-04", "", ""), READING),
        (("梅常客", "", "", "2036-03-04 09:00", "", ""), READING),
        (("梅常客", "", "", "2026-03-04", "12", ""), READING),
        (("梅常客", "", "", "", "", ""), GuestReading()),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_says_why_and_the_others_come_in(
    gate: Session, row: tuple[str, ...], reading: GuestReading
) -> None:
    preview = seen(gate, row, ROWS[0], reading=reading)
    bad, good = preview.rows
    assert bad.fate is GuestFate.PROBLEM and bad.problem is not None and bad.problem.text("en")
    assert good.fate is GuestFate.NEW
    assert len(guest_lists.take_in(gate, preview).created) == 2


def test_a_column_can_be_chosen_otherwise(gate: Session) -> None:
    reading = GuestReading(chosen={1: None, 5: None}, day=READING.day)
    preview = seen(gate, reading=reading)
    standing = {one.heading: one.standing.value for one in preview.columns}
    assert standing["单位"] == "left_out" and standing["婚姻状况"] == "forbidden"
    strange = Sheet("", (("甲", "乙"), ("梅常客", "2026-03-04")))
    with pytest.raises(NoGuestHeadings):
        guest_lists.preview_list(gate, strange, READING)
    chosen = GuestReading(chosen={0: "full_name", 1: "visit_planned"})
    (row,) = guest_lists.preview_list(gate, strange, chosen).rows
    assert (row.name, row.fate) == ("梅常客", GuestFate.NEW)


def test_a_list_that_is_too_long_is_refused(gate: Session) -> None:
    with pytest.raises(TooManyGuests):
        seen(gate, *[(f"客人{place}", "", "", "", "", "") for place in range(501)])


def test_a_file_is_read_by_its_bytes(gate: Session, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("姓名,来访时间\n梅常客,2026-03-04 09:30\n", encoding="utf-8")
    (found,) = guest_lists.read_list(gate, path)
    (row,) = guest_lists.preview_list(gate, found, READING).rows
    assert row.fate is GuestFate.NEW
    with pytest.raises(SheetUnreadable):
        guest_lists.read_list(gate, tmp_path / "away.csv")


def test_roles_that_keep_no_visits_read_no_list(session: Session, gate: Session) -> None:
    for call in (
        lambda: guest_lists.preview_list(session, sheet(*ROWS), READING),
        lambda: guest_lists.lists(session),
        lambda: guest_lists.undo(session, "0" * 32),
    ):
        with pytest.raises(NotPermitted):
            call()
    with pytest.raises(ListGone):
        guest_lists.undo(gate, "0" * 32)


CELL = st.text(max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL, CELL), max_size=4))
def test_whatever_stands_in_a_list_is_judged_and_never_breaks(
    gate: Session, rows: list[tuple[str, ...]]
) -> None:
    try:
        preview = seen(gate, *rows) if rows else None
    except UserError:
        return
    for row in preview.rows if preview is not None else ():
        assert (row.fate is GuestFate.PROBLEM) == (row.problem is not None)
