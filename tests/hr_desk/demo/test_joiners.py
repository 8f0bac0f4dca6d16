# SPDX-License-Identifier: Apache-2.0
"""The demo's joiners: as many as there is room for, and one of them at work."""

from pathlib import Path

import pytest

from hr_desk.demo import day, joiners
from hr_desk.domain import joiners as states
from hr_desk.operations import candidates, joiner_board
from hr_desk.operations.joiner_views import JoinerQuery


@pytest.mark.parametrize(("people", "joining"), [(3, 1), (12, 1), (30, 3)])
def test_some_join_and_the_first_has_begun(
    cheap: None, tmp_path: Path, people: int, joining: int
) -> None:
    profile = tmp_path / "profile"
    story = day.begin(tmp_path / "desk", people_count=people, profile=profile)
    session = day.sign_in(story.folder, story.clock, profile)
    try:
        rows = joiner_board.board(session, JoinerQuery())
        counted = candidates.stage_counts(session)
    finally:
        session.close()
    assert len(rows) == joining == joiners.how_many(people) == story.counts["joiners"]
    assert [row.joiner.state for row in rows][-1] == states.STARTED
    assert {row.joiner.state for row in rows[:-1]} <= {states.EXPECTED}
    assert all(row.progress.owed for row in rows)
    assert counted["employed"] == 1
