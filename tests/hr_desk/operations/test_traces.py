# SPDX-License-Identifier: Apache-2.0
"""What lies outside desks: every file is of a kind or told of, and what may go goes."""

from pathlib import Path

import pytest

from hr_desk.operations import traces

FILES = {
    "problems/crash-20260302-abc123.txt": "problems",
    "roll-call/roll-call-0.sealed": "roll_call",
    "roll-call/0.key": "roll_call",
    "roll-call/0.opened": "roll_call_notes",
    "heads/0-hiring-1": "heads",
    "kiosk/0-1/kept/0000000001-0.envelope": "kiosk",
    "notes.txt": "unknown",
    "problems/screenshot.png": "unknown",
}


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """An account's folder with a file of each kind, and a desk that is no trace."""
    for name in (*FILES, "desk/slots.json", "desk/hiring.db"):
        path = tmp_path / "profile" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"0123456789")
    return tmp_path / "profile"


def counts(profile: Path) -> dict[str, int]:
    """Return how many files there are of each kind."""
    return {one.kind.key: one.files for one in traces.list_traces(profile) if one.files}


def test_each_file_is_of_one_kind_with_its_size(profile: Path) -> None:
    wanted = {kind: list(FILES.values()).count(kind) for kind in FILES.values()}
    assert counts(profile) == wanted
    sizes = {one.kind.key: one.bytes for one in traces.list_traces(profile)}
    assert sizes["roll_call"] == 20 and sizes["preferences"] == 0
    assert [path.name for path in traces.unknown(profile)] == ["notes.txt", "screenshot.png"]


def test_the_windows_settings_count_with_their_own_file(profile: Path, tmp_path: Path) -> None:
    settings = tmp_path / "window.ini"
    settings.write_bytes(b"x" * 33)
    first = traces.list_traces(profile, settings=settings)[0]
    assert (first.kind.key, first.files, first.bytes, first.place) == (
        "preferences", 1, 33, settings)  # fmt: skip


def test_what_may_go_goes_and_the_rest_stays(profile: Path) -> None:
    stays = {one.key for one in traces.KINDS if not one.clears}
    assert stays == {"heads", "kiosk", "roll_call_notes"}
    for kind in traces.KINDS:
        if kind.clears:
            traces.clear(profile, kind.key)
    assert counts(profile).keys() == stays
    assert (profile / "desk" / "hiring.db").exists()
    assert traces.clear(profile, "roll_call") == 0


@pytest.mark.parametrize("key", ["heads", "kiosk", "roll_call_notes"])
def test_what_a_desk_still_needs_is_not_cleared(profile: Path, key: str) -> None:
    with pytest.raises(ValueError, match=key):
        traces.clear(profile, key)


def test_nothing_is_no_trace(tmp_path: Path) -> None:
    assert counts(tmp_path / "nowhere") == {}
