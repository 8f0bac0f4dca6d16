# SPDX-License-Identifier: Apache-2.0
"""The figure of a hand-off compares the same cells: what is locked is what csv.writer writes."""

import csv
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from hr_desk.bench import hand_off
from tests.support.handing_off import unlocked


def test_both_sides_hold_the_same_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_off, "new_password", lambda: "AAAAA")
    locked, bare = hand_off.calls(120)
    rows = list(csv.reader(StringIO(bare().decode())))
    assert len({row[5] for row in rows}) == len({row[15] for row in rows}) == len(rows) == 121
    book = CalamineWorkbook.from_filelike(BytesIO(unlocked(locked(), "AAAAA")))
    assert book.get_sheet_by_index(0).to_python() == rows
