# SPDX-License-Identifier: Apache-2.0
"""One scratch desk of made-up people, and every row measured on it."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from hr_desk.bench import measures
from hr_desk.bench.hand_off import PEOPLE, hand_off
from hr_desk.demo import day
from hr_desk.demo.people import people
from hr_desk.operations import desks, recruitment, retention
from hr_desk.operations.session import Session

_BATCH: Final = 2_000
DUE_SHARE: Final = 10
"""One in ten records is due when the sweep is measured (design section 11)."""


@dataclass(frozen=True)
class Row:
    """One figure: ``ratio`` of ours to the baseline, and the budget it should stay within."""

    name: str
    ratio: float
    budget: float
    detail: Mapping[str, float] = field(default_factory=dict)
    """Seconds of both sides, for reading."""

    @property
    def met(self) -> bool:
        """Whether the figure is within its budget."""
        return self.ratio <= self.budget


def rows(records: int) -> list[Row]:
    """Measure every row on a desk of ``records`` made-up people; takes minutes for 100,000."""
    with _scratch() as folder:
        session = _filled(folder, records)
        try:
            found = [
                _row("command start to the unlock page", 1.5, measures.start(folder / "desk")),
                _row("unlock to the first list", 1.2, measures.unlock(folder, session)),
                _row("add one record durably", 2.5, measures.add(folder, session)),
                *(
                    _row(f"search: {kind}, p99", 1 / 200, pair)
                    for kind, pair in measures.search(session).items()
                ),
                _row("verified backup", 3.5, measures.backup(folder, session)),
                _row("sweep of a tenth, proof included", 2.5, measures.sweep(folder, session)),
                _row(f"hand-off of {PEOPLE} people, locked", 16, hand_off()),
            ]
        finally:
            session.close()
    return found


def _row(name: str, budget: float, pair: tuple[float, float]) -> Row:
    ours, bare = pair
    return Row(name, ours / bare, budget, {"ours_s": ours, "baseline_s": bare})


@contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hr-desk-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _filled(folder: Path, records: int) -> Session:
    """Make the scratch desk through the operations; a tenth of its people is due for deletion."""
    story = day.begin(folder / "desk", people_count=20, profile=folder / "profile")
    session = desks.open_desk(
        story.folder,
        user=day.ADMIN,
        passphrase=day.PASSPHRASE,
        clock=story.clock,
        profile=folder / "profile",
    )
    posts, crowd = day.open_posts(session), people(seed=1)
    made = 0
    while batch := list(islice(crowd, min(_BATCH, records - made))):
        ids = day.take_in(session, batch, posts)
        made += len(batch)
        recruitment.reject(session, ids[::DUE_SHARE], reason="skills")
    story.clock.advance(days=200)
    retention.confirm_time(session)
    return session
