# SPDX-License-Identifier: Apache-2.0
"""The next due day of a file, and the mark beside it that everyone can read."""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.operations import drafts, due_days, recruitment, requisitions, retention
from hr_desk.operations.session import Session
from hr_desk.store import due_days as marks
from hr_desk.store.problems import FolderReadOnly
from tests.support import made_up
from tests.support.desk import START, Desk
from tests.support.made_up import one, people

DAY = START.date()


def days(count: int) -> dt.date:
    return DAY + dt.timedelta(days=count)


def test_nothing_is_due_where_no_clock_runs(desk: Desk, session: Session) -> None:
    assert due_days.next_due(session, "hiring") is None
    desk.take_in(session, list(people(2, seed=1)))
    assert due_days.next_due(session, "hiring") is None


def test_the_first_of_several_clocks_counts(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(3, seed=1)))
    recruitment.reject(session, ids[:1], reason="skills")
    assert due_days.next_due(session, "hiring") == days(180)
    recruitment.withdraw(session, ids[1:2])
    assert due_days.next_due(session, "hiring") == days(30)
    desk.clock.advance(days=2)
    recruitment.withdraw(session, ids[2:])
    assert due_days.next_due(session, "hiring") == days(30)


def test_who_applies_elsewhere_is_not_due(desk: Desk, session: Session) -> None:
    """The last application of a person decides, and an open one keeps them all."""
    other = requisitions.open_requisition(
        session, title="质检员", department="质量部", place="青岛", head_count=1
    ).created[0]
    (first,) = desk.take_in(session, [one()])
    (second,) = recruitment.take_in(
        session, made_up.candidates([one("李小华", "13900139000")], session.catalogue, other)
    ).created
    with session.compartment("hiring").change("test") as change:
        change.execute("UPDATE application SET person = (SELECT min(person) FROM application)")
    recruitment.withdraw(session, [first])
    assert due_days.next_due(session, "hiring") is None
    desk.clock.advance(days=3)
    recruitment.reject(session, [second], reason="skills")
    assert due_days.next_due(session, "hiring") == days(183)


def test_a_draft_is_due_too(desk: Desk, session: Session) -> None:
    recruitment.withdraw(session, desk.take_in(session, [one()]))
    drafts.save(session, "x", {"full_name": "张"})
    assert due_days.next_due(session, "hiring") == days(7)


def test_it_agrees_with_what_is_swept(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(6, seed=2)))
    for number, id_ in enumerate(ids):
        desk.clock.advance(days=number)
        (recruitment.withdraw if number % 2 else _reject)(session, [id_])
    listed = retention.preview(session, on=days(400))
    assert due_days.next_due(session, "hiring") == min(line.due for line in listed)


def _reject(session: Session, ids: list[str]) -> None:
    recruitment.reject(session, ids, reason="skills")


def test_the_mark_is_written_when_a_session_ends_and_after_a_sweep(
    desk: Desk, session: Session
) -> None:
    recruitment.withdraw(session, desk.take_in(session, [one()]))
    assert marks.marks(desk.folder) == {}
    desk.close()
    assert marks.marks(desk.folder) == {"hiring": days(30)}
    assert (desk.folder / "hiring.due").read_bytes() == b"2026-04-01\n"
    desk.clock.advance(days=30)
    again = desk.open()
    retention.confirm_time(again)
    assert due_days.overdue(desk.folder, at=desk.clock.at + dt.timedelta(hours=12))
    retention.sweep(again)
    # The certificate of this sweep is what goes next.
    certified = again.today() + dt.timedelta(days=3653)
    assert marks.marks(desk.folder) == {"hiring": certified}


def test_a_folder_that_refuses_the_mark_stops_nothing(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise FolderReadOnly(file="x")

    recruitment.withdraw(session, desk.take_in(session, [one()]))
    monkeypatch.setattr(marks, "replace_whole", refused)
    due_days.note(session)
    assert marks.marks(desk.folder) == {}


@pytest.mark.parametrize("content", [b"", b"never", b"\xff\xfe", b"2026-13-01", b"9" * 100])
def test_a_mark_that_is_none_says_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "hiring.due").write_bytes(content)
    (tmp_path / ".hiring.due").write_bytes(b"2020-01-01")
    assert marks.marks(tmp_path) == {}
    assert due_days.overdue(tmp_path / "nowhere", at=START) == ()


def test_it_is_late_twelve_hours_after_its_day_began(tmp_path: Path) -> None:
    marks.write_mark(tmp_path, "hiring", DAY)
    noon = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)  # twelve o'clock in Shanghai
    assert due_days.overdue(tmp_path, at=noon) == ()
    (late,) = due_days.overdue(tmp_path, at=noon + dt.timedelta(seconds=1))
    assert (late.compartment, late.day, str(late.label)) == ("hiring", DAY, "招聘")


@pytest.mark.parametrize("day", [dt.date(2026, 2, 28), dt.date(2028, 2, 29), dt.date(9000, 1, 1)])
def test_a_mark_is_read_as_it_was_written(tmp_path: Path, day: dt.date) -> None:
    marks.write_mark(tmp_path, "visits", day)
    assert marks.marks(tmp_path) == {"visits": day}
    marks.write_mark(tmp_path, "visits", None)
    assert marks.marks(tmp_path) == {}
