# SPDX-License-Identifier: Apache-2.0
"""Two desks for the tests of pairing and exchanging, made once and copied."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hr_desk.domain.clock import FixedClock
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support.desk import START
from tests.support.two_desks import Side, make_sides, pair_both

Sides = tuple[Side, Side]


def _made(place: Path, *, paired: bool) -> Sides:
    with use_cheap_key_derivation():
        sides = make_sides(place)
        if paired:
            pair_both(*sides)
    for side in sides:
        side.close()
    return sides


@pytest.fixture(scope="session")
def _two_desks_made(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    return _made(tmp_path_factory.mktemp("two-desks"), paired=False)


@pytest.fixture(scope="session")
def _two_paired_made(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    return _made(tmp_path_factory.mktemp("two-paired"), paired=True)


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Callable[[Sides], Sides]]:
    """Return a function that copies two desks; their sessions are closed when the test ends."""
    made: list[Side] = []

    def copy(side: Side) -> Side:
        for folder in (side.folder, side.profile):
            if folder.exists():
                shutil.copytree(folder, tmp_path / folder.name)
        own = replace(
            side,
            folder=tmp_path / side.folder.name,
            profile=tmp_path / side.profile.name,
            clock=FixedClock(START),
            sessions=[],
        )
        made.append(own)
        return own

    yield lambda sides: (copy(sides[0]), copy(sides[1]))
    for side in made:
        side.close()


@pytest.fixture
def unpaired(cheap: None, _two_desks_made: Sides, copied: Callable[[Sides], Sides]) -> Sides:
    """A gatehouse and an office."""
    return copied(_two_desks_made)


@pytest.fixture
def sides(cheap: None, _two_paired_made: Sides, copied: Callable[[Sides], Sides]) -> Sides:
    """A gatehouse and an office that are paired, each with its admin's session."""
    gate, office = copied(_two_paired_made)
    gate.open()
    office.open()
    return gate, office


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder both reach."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder
