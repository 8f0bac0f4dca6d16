# SPDX-License-Identifier: Apache-2.0
"""The gatehouse of the demo: what a real kiosk sealed has become a believable afternoon."""

from pathlib import Path

from hr_desk.demo import day
from hr_desk.demo.pairing import GATE, USER
from hr_desk.demo.visits import STAFF, WAITING
from hr_desk.operations import (
    candidates,
    desks,
    directory,
    interview_views,
    invitations,
    pairing,
    visits,
)
from hr_desk.operations.visits import VisitQuery


def test_the_day_stands_at_two_o_clock(cheap: None, tmp_path: Path) -> None:
    story = day.begin(tmp_path / "desk", people_count=6, profile=tmp_path / "profile")
    assert story.counts["on_site"] == 6
    session = day.sign_in(story.folder, story.clock, tmp_path / "profile", user=day.FRONT_DESK)
    try:
        counts = visits.counts(session)
        # Among those who left is the candidate who was interviewed in the morning.
        assert (counts["announced"], counts["expected"], counts["left"]) == (3, 4, 4)
        assert len(directory.list_staff(session)) == STAFF
        assert len(visits.unmatched(session)) == 1
        assert [one.seen_leaving for one in visits.roll_call(session)].count(False) == 1
        waiting = visits.list_visits(session, VisitQuery(states=("announced",)))
        assert {one.cells["full_name"].text for one in waiting} == {g.name for _, g in WAITING}
        assert [bool(one.expected_guesses) for one in waiting].count(True) == 1
        assert [bool(one.host_guesses) for one in waiting].count(True) == 2
    finally:
        session.close()
    assert not list((story.folder / "inbox").glob("*.envelope"))
    assert not list((tmp_path / "profile" / "kiosk" / "kept").glob("*"))


def test_the_other_office_hears_who_has_come(cheap: None, tmp_path: Path) -> None:
    story = day.begin(tmp_path / "desk", people_count=6, profile=tmp_path / "profile")
    there = desks.open_desk(
        story.other.folder, user=USER, passphrase=day.PASSPHRASE, clock=story.clock,
        profile=tmp_path / "other",
    )  # fmt: skip
    try:
        (paired,) = pairing.list_paired(there)
        assert (paired.label, paired.waiting) == (GATE, 0)
        rows = candidates.list_applications(there, candidates.ListQuery()).rows
        states = [invitations.invitations_of(there, row.application_id)[0].state for row in rows]
        assert sorted(states) == ["arrived", "sent"]
    finally:
        there.close()


def test_an_interview_was_held_and_who_came_is_known(cheap: None, tmp_path: Path) -> None:
    story = day.begin(tmp_path / "desk", people_count=30, profile=tmp_path / "profile")
    assert story.counts["interviews"] == 4
    session = day.sign_in(story.folder, story.clock, tmp_path / "profile", user=day.RECRUITER)
    try:
        lines = interview_views.of_day(session, session.today())
        assert [one.state for one in lines] == ["held", "missed", "planned", "planned"]
        assert [one.visit for one in lines] == ["left", "cancelled", "sent", "sent"]
        assert lines[0].scorecards == 2
    finally:
        session.close()
