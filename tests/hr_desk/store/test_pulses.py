# SPDX-License-Identifier: Apache-2.0
"""Signs of life of kiosks: read as they were written, and nothing else is believed."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk.store.pulses import ENDING, LARGEST, TROUBLES, Pulse, pulses, write_pulse

PROFILE = "00112233445566aa"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    pulse = Pulse(PROFILE, AT.astimezone(UTC), 7, AT.astimezone(UTC), ("disk", "visits"))
    write_pulse(tmp_path, pulse)
    write_pulse(tmp_path, Pulse("f" * 16, AT))
    assert pulses(tmp_path, [PROFILE, "e" * 16]) == {PROFILE: pulse}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{PROFILE}{ENDING}", f"{'f' * 16}{ENDING}",
    ]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_whatever_lies_there_breaks_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{PROFILE}{ENDING}").write_bytes(content)
    assert pulses(tmp_path, [PROFILE]) == {}


@pytest.mark.parametrize(
    "changed",
    [{"waiting": -1}, {"waiting": True}, {"waiting": 10**7}, {"at": "2026-03-02T09:30:00"},
     {"at": 5}, {"oldest": "soon"}, {"troubles": 5}],
)  # fmt: skip
def test_a_sign_that_is_not_sound_is_none(tmp_path: Path, changed: dict[str, object]) -> None:
    write_pulse(tmp_path, Pulse(PROFILE, AT))
    path = tmp_path / f"{PROFILE}{ENDING}"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changed}), encoding="utf-8")
    assert pulses(tmp_path, [PROFILE]) == {}


def test_unknown_troubles_are_left_out_and_a_large_file_is_not_read(tmp_path: Path) -> None:
    write_pulse(tmp_path, Pulse(PROFILE, AT, troubles=("on fire", TROUBLES[0])))
    assert pulses(tmp_path, [PROFILE])[PROFILE].troubles == (TROUBLES[0],)
    path = tmp_path / f"{PROFILE}{ENDING}"
    path.write_bytes(path.read_bytes() + b" " * LARGEST)
    assert pulses(tmp_path, [PROFILE]) == {}


def test_a_link_is_not_followed_and_no_name_leads_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    write_pulse(tmp_path, Pulse(PROFILE, AT))
    (tmp_path / "inbox" / f"{PROFILE}{ENDING}").symlink_to(tmp_path / f"{PROFILE}{ENDING}")
    assert pulses(tmp_path / "inbox", [PROFILE, f"../{PROFILE}"]) == {}
