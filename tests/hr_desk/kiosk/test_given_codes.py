# SPDX-License-Identifier: Apache-2.0
"""Nobody is given the same six digits twice on one day, and little is kept for that."""

import datetime as dt
import secrets
from pathlib import Path

import pytest

from hr_desk.domain.clock import FixedClock
from hr_desk.kiosk import given_codes
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.given_codes import FILE, GivenCodes
from tests.support import kiosk
from tests.support.desk import START

TODAY = dt.date(2026, 3, 2)
TOMORROW = dt.date(2026, 3, 3)
FIELDS = {"age_band": "adult", "full_name": "欧阳示例"}


def test_no_two_of_a_day_are_alike_even_where_chance_repeats_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "choice", lambda free: free[0])
    monkeypatch.setattr(secrets, "randbelow", lambda most: most - 1)
    given = [GivenCodes(tmp_path).new(TODAY) for _ in range(20)]
    assert given == [f"{number:04}99" for number in range(20)]


def test_every_code_of_a_busy_day_is_six_digits_and_its_own(tmp_path: Path) -> None:
    given = [GivenCodes(tmp_path).new(TODAY) for _ in range(60)]
    assert len(set(given)) == 60 and all(len(one) == 6 and one.isdigit() for one in given)


def test_what_is_kept_says_neither_a_whole_code_nor_an_order(tmp_path: Path) -> None:
    codes = [GivenCodes(tmp_path).new(TODAY) for _ in range(12)]
    kept = (tmp_path / FILE).read_text(encoding="ascii")
    assert not [one for one in codes if one in kept]
    heads = [one[:4] for one in codes]
    places = [kept.index(f'"{head}"') for head in sorted(heads)]
    assert places == sorted(places)


def test_the_next_day_begins_with_nothing(tmp_path: Path) -> None:
    codes = GivenCodes(tmp_path)
    codes.new(TODAY)
    codes.forget(TODAY)
    assert (tmp_path / FILE).exists() and not codes.is_old(TODAY)
    codes.forget(TOMORROW)
    assert not (tmp_path / FILE).exists()


def test_when_every_beginning_was_given_they_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given_codes, "HEADS", 3)
    given = [GivenCodes(tmp_path).new(TODAY)[:4] for _ in range(6)]
    assert sorted(given[:3]) == sorted(given[3:]) == ["0000", "0001", "0002"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"day":"2026-03-02"}',
                                     b'{"day":"2026-03-02","given":[1,"x","123456"]}'])  # fmt: skip
def test_a_file_that_a_disk_has_spoilt_stops_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert len(GivenCodes(tmp_path).new(TODAY)) == 6


def test_a_kiosk_that_was_started_again_still_knows_and_at_midnight_forgets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, clock = tmp_path / "inbox", FixedClock(START)
    inbox.mkdir()
    monkeypatch.setattr(secrets, "choice", lambda free: free[0])
    monkeypatch.setattr(secrets, "randbelow", lambda most: 0)

    def started() -> Drop:
        return Drop(tmp_path / "kiosk", inbox, kiosk.profile(), clock=clock)

    codes = [started().sign_in(FIELDS, language="zh_CN") for _ in range(3)]
    assert codes == ["000000", "000100", "000200"]
    started().collect_receipts()
    assert (tmp_path / "kiosk" / FILE).exists()
    clock.at += dt.timedelta(days=1)
    started().collect_receipts()
    assert not (tmp_path / "kiosk" / FILE).exists()
