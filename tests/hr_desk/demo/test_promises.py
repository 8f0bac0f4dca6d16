# SPDX-License-Identifier: Apache-2.0
"""What the made-up spring did is judged as what a desk does in life, and is in order."""

from collections.abc import Iterator
from typing import Any

import pytest

from hr_desk.demo.day import Story, begin, sign_in
from hr_desk.operations import promises
from hr_desk.operations.session import Session
from hr_desk.vault.slots import use_cheap_key_derivation

JUDGED = ("roles_matrix", "required_sets", "safety_tip", "complaint_routes", "controller_named")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The demo's desk on the morning before the spring's files are due."""
    place = tmp_path_factory.mktemp("played")
    with use_cheap_key_derivation():
        story: Story = begin(place / "desk", people_count=20, profile=place / "profile")
        session = sign_in(story.folder, story.clock, place / "profile")
        yield session
        session.close()


def said(session: Session, control: str) -> dict[str, Any]:
    return dict(promises.look(session, control).seen.values)


@pytest.mark.parametrize("control", JUDGED)
def test_it_is_green(played: Session, control: str) -> None:
    found = promises.look(played, control)
    assert found.green, found.text()


def test_it_was_lived_and_not_only_declared(played: Session) -> None:
    """Each figure is of something that was done: a desk that did nothing would say nothing."""
    assert said(played, "roles_matrix")["reads"] > 0
    assert said(played, "required_sets")["looked"] > 20
    assert said(played, "safety_tip")["visitors"] > 5
    assert said(played, "complaint_routes")["texts"] == 2
    assert said(played, "controller_named")["kiosks"] == 1
