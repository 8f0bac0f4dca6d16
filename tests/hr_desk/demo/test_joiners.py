# SPDX-License-Identifier: Apache-2.0
"""The demo's joiners: as many as there is room for, and the first two of them at work."""

from pathlib import Path

import pytest

from hr_desk.demo import day, joiners
from hr_desk.domain import joiners as states
from hr_desk.operations import candidates, hand_off_register, hand_off_views, joiner_board
from hr_desk.operations.hand_off_views import IN_FORCE, UNASKED, WAITING
from hr_desk.operations.joiner_views import JoinerQuery


@pytest.mark.parametrize(("people", "joining", "begun"), [(3, 1, 1), (12, 1, 1), (30, 3, 2)])
def test_some_join_and_the_first_have_begun(
    cheap: None, tmp_path: Path, people: int, joining: int, begun: int
) -> None:
    profile = tmp_path / "profile"
    story = day.begin(tmp_path / "desk", people_count=people, profile=profile)
    session = day.sign_in(story.folder, story.clock, profile)
    try:
        rows = joiner_board.board(session, JoinerQuery())
        counted = candidates.stage_counts(session)
        lines = hand_off_views.board(session)
        asked = [one.standing.id for one in lines if one.standing and one.state == IN_FORCE]
        tallies = [hand_off_views.tally(session, one) for one in asked]
        left = hand_off_register.list_hand_offs(session)
    finally:
        session.close()
    assert len(rows) == joining == joiners.how_many(people) == story.counts["joiners"]
    assert {row.joiner.state for row in rows[-begun:]} == {states.STARTED}
    assert {row.joiner.state for row in rows[:-begun]} <= {states.EXPECTED}
    assert all(row.progress.owed for row in rows)
    assert counted["employed"] == begun
    # Once somebody's file is whole, it goes to payroll, and every state of a hand-off is there.
    states_seen = {IN_FORCE, WAITING, UNASKED} if begun > 1 else {UNASKED}
    assert {one.state for one in lines} == states_seen
    assert [(one.people, one.completed) for one in left] == [(1, True)] * (begun - 1)
    assert any(one.going for one in tallies) == any(one.incomplete for one in tallies) == bool(left)
