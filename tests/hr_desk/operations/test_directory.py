# SPDX-License-Identifier: Apache-2.0
"""The staff directory: kept, searched, guessed from what a visitor types, pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.operations import directory, visits
from hr_desk.operations.problems import (
    CompartmentClosed,
    NotPermitted,
    RecordGone,
    TextMissing,
    TextTooLong,
)
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.visitors import STAFF, visitor


@pytest.fixture
def gate(desk: Desk) -> Session:
    session = desk.open("gate")
    directory.add(session, STAFF)
    return session


def names(lines: tuple[directory.StaffLine, ...]) -> list[str]:
    return [line.name for line in lines]


def id_of(session: Session, name: str) -> str:
    return next(line.id for line in directory.list_staff(session) if line.name == name)


def test_the_directory_is_listed_by_department_and_name(gate: Session) -> None:
    lines = directory.list_staff(gate)
    assert sorted(names(lines)) == sorted(name for name, _, _ in STAFF)
    assert [line.department for line in lines] == sorted(line.department for line in lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张", ["张伟", "张小明"]), ("zhangwei", ["张伟"]), ("zxm", ["张小明"]),
        ("人事", ["王芳"]), ("8003", ["张小明"]), ("nobody", []),
    ],
)  # fmt: skip
def test_a_search_narrows_it(gate: Session, text: str, found: list[str]) -> None:
    assert sorted(names(directory.list_staff(gate, text))) == sorted(found)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("张伟", "张伟"), ("zhangwei", "张伟"), ("ZW", "张伟"), ("王芳女士", "王芳"),
        ("王经理", "王芳"), ("小王", "王芳"), ("wang", "王芳"),
    ],
)  # fmt: skip
def test_what_a_visitor_remembers_is_enough_for_a_guess(
    gate: Session, typed: str, first: str
) -> None:
    assert names(directory.guesses(gate, typed))[0] == first


def test_the_exact_name_is_the_first_guess_and_there_are_five_at_most(gate: Session) -> None:
    directory.add(gate, [(f"张伟{letter}", "", "") for letter in "甲乙丙丁戊己庚"])
    found = names(directory.guesses(gate, "张伟"))
    assert found[0] == "张伟"
    assert len(found) == 5


@pytest.mark.parametrize("typed", ["", "张", " ", "赵钱孙", "伟"])
def test_too_little_or_nobody_is_no_guess(gate: Session, typed: str) -> None:
    assert directory.guesses(gate, typed) == ()


def test_a_form_of_address_finds_a_surname_only_at_the_beginning(gate: Session) -> None:
    directory.add(gate, [("李张", "", "")])
    assert "李张" not in names(directory.guesses(gate, "张经理"))


def test_an_edited_line_is_found_by_its_new_name_alone(gate: Session) -> None:
    directory.edit(gate, id_of(gate, "王芳"), name="汪方", department="行政部", extension="")
    assert names(directory.list_staff(gate, "wangfang")) == ["汪方"]
    assert directory.list_staff(gate, "王芳") == ()
    assert directory.list_staff(gate, "人事") == ()


def test_who_is_taken_out_is_host_of_nobody(gate: Session) -> None:
    host = id_of(gate, "张伟")
    visits.sign_in(gate, [visitor(gate, host_id=host)])
    assert visits.list_visits(gate, visits.VisitQuery())[0].host is not None
    directory.remove(gate, [host])
    (row,) = visits.list_visits(gate, visits.VisitQuery())
    assert row.host is None
    assert row.cells["host_employee"].text == "张伟"
    assert "张伟" not in names(directory.list_staff(gate))
    with pytest.raises(RecordGone):
        directory.remove(gate, [host])


def test_a_name_is_needed_and_has_an_end(gate: Session) -> None:
    with pytest.raises(TextMissing):
        directory.add(gate, [("王五", "", ""), (" ", "人事部", "")])
    with pytest.raises(TextTooLong):
        directory.add(gate, [("王" * 61, "", "")])
    assert len(directory.list_staff(gate)) == len(STAFF)


def test_only_those_who_work_with_visits_see_it(desk: Desk, gate: Session) -> None:
    hiring = desk.open("hiring")
    with pytest.raises(NotPermitted):
        directory.list_staff(hiring)
    with pytest.raises((NotPermitted, CompartmentClosed)):
        directory.add(hiring, STAFF)
    assert names(directory.list_staff(desk.open("admin"))) == names(directory.list_staff(gate))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("姓名\t部门\t分机\n张伟\t制造部\t8001\n\n王芳\t人事部\t\n",
         [("张伟", "制造部", "8001"), ("王芳", "人事部", "")]),
        ("张伟，制造部，8001\r\n王芳、人事部",
         [("张伟", "制造部", "8001"), ("王芳", "人事部", "")]),
        ("Name,Department,Extension\nJohn Smith,IT,12",
         [("John Smith", "IT", "12")]),
        ("张伟 制造部 8001", [("张伟", "制造部", "8001")]),
        ("张伟 8001", [("张伟", "", "8001")]),
        ("张伟 制造部", [("张伟", "制造部", "")]),
        ("John Smith", [("John Smith", "", "")]),
        ("John Smith 8001", [("John Smith", "", "8001")]),
        ("John Smith IT 8001", [("John Smith", "IT", "8001")]),
        ("张伟  制造部  8001", [("张伟", "制造部", "8001")]),
        ("张伟", [("张伟", "", "")]),
        ("", []),
    ],
)  # fmt: skip
def test_a_pasted_table_is_read(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert list(directory.parse(text)) == rows


@given(st.text(max_size=200))
def test_any_text_is_read_as_lines_with_a_name(text: str) -> None:
    for row in directory.parse(text):
        assert len(row) == 3
        assert row[0].strip() == row[0] != ""
