# SPDX-License-Identifier: Apache-2.0
"""The copy of the roll call: sealed in this account and in a second place, opened by its PIN."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.i18n import use_language
from hr_desk.operations import roll_call, visits
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.roll_call import NoSnapshot, NotSetUp, PinUnsuitable, WrongPin
from hr_desk.operations.session import Session
from hr_desk.store.problems import PlaceUnusable
from hr_desk.store.snapshots import SnapshotFiles
from hr_desk.vault import canonical, snapshots
from hr_desk.vault.snapshots import KeyMistyped, SnapshotUnreadable
from tests.support.desk import START, Desk
from tests.support.visitors import signed_in

PIN = "481516"


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, with a PIN for its roll call."""
    session = desk.open("gate")
    roll_call.set_up(session, pin=PIN)
    return session


def entries(session: Session) -> list[str]:
    rows = session.compartment("visits").read("SELECT body FROM audit ORDER BY seq")
    return [str(row[0]) for row in rows]


def test_a_line_names_the_phone_for_the_one_purpose(gate: Session) -> None:
    id_ = signed_in(gate)
    (line,) = visits.roll_call(gate)
    assert (line.name, line.phone) == ("黎访客", "138 1234 5678")
    roll_call.call(gate, [id_])
    last = entries(gate)[-1]
    assert '"visit.emergency"' in last and id_ in last and '"mobile"' in last
    assert "13812345678" not in last and "黎访客" not in last


@pytest.mark.parametrize("pin", ["", "12345", "1234567890123", "abcdef", "１２３４５６", "12 456"])
def test_a_pin_has_digits_enough(desk: Desk, pin: str) -> None:
    with pytest.raises(PinUnsuitable):
        roll_call.set_up(desk.open("gate"), pin=pin)


def test_without_a_pin_nothing_is_sealed(desk: Desk) -> None:
    session = desk.open("gate")
    assert roll_call.standing(session) == roll_call.Standing(False, False)
    for call in (roll_call.take, roll_call.key_code, roll_call.renew):
        with pytest.raises(NotSetUp):
            call(session)
    assert not (desk.profile / "roll-call").exists()


def test_a_recruiter_has_no_part_in_it(desk: Desk, session: Session) -> None:
    with pytest.raises(NotPermitted):
        roll_call.set_up(session, pin=PIN)
    with pytest.raises(NotPermitted):
        roll_call.take(session)


def test_the_copy_says_everything_without_the_desk(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate, companions_count="2")
    roll_call.take(gate)
    said = visits.roll_call(gate)
    desk.close()
    for path in desk.folder.glob("*"):
        if path.is_file():
            path.unlink()
    found = roll_call.open_copy(PIN, profile=desk.profile, clock=desk.clock)
    assert (found.desk_id, found.company, found.at) == (desk.desk_id, "示例公司", START)
    assert found.lines == said
    assert (found.lines[0].visit_id, found.lines[0].companions) == (id_, 2)


def test_the_copy_is_complete_whoever_sealed_it(desk: Desk, gate: Session) -> None:
    signed_in(gate)
    admin = desk.open("admin")
    assert visits.roll_call(admin)[0].host == ""
    assert roll_call.take(admin).lines == visits.roll_call(gate)


def test_only_the_account_reads_key_and_copy(desk: Desk, gate: Session) -> None:
    signed_in(gate)
    roll_call.take(gate)
    files = sorted((desk.profile / "roll-call").iterdir())
    assert len(files) == 2
    if os.name != "nt":
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    sealed = next(path for path in files if path.suffix == ".sealed").read_bytes()
    assert "黎访客".encode() not in sealed and b"13812345678" not in sealed


def test_a_wrong_pin_opens_nothing_and_a_right_one_is_noted(desk: Desk, gate: Session) -> None:
    signed_in(gate)
    roll_call.take(gate)
    with pytest.raises(WrongPin):
        roll_call.open_copy("000000", profile=desk.profile)
    assert roll_call.log_uses(gate) == 0
    taken = roll_call.open_copy(PIN, profile=desk.profile, clock=desk.clock)
    roll_call.note_use(taken, roll_call.PRINTED, profile=desk.profile, clock=desk.clock)
    assert roll_call.log_uses(gate) == 2
    assert roll_call.log_uses(gate) == 0
    assert '"opened":{' in entries(gate)[-1] and '"printed":{' in entries(gate)[-1]


def test_a_note_nobody_wrote_is_passed_over(desk: Desk, gate: Session) -> None:
    roll_call.take(gate)
    notes = next((desk.profile / "roll-call").glob("*.key")).parent / f"{desk.desk_id[:32]}.opened"
    notes.write_text("nonsense\n2026 burned\n\n", encoding="utf-8")
    assert roll_call.log_uses(gate) == 0
    assert not notes.exists()


def test_another_machine_opens_the_second_place_with_the_key_code(
    desk: Desk, gate: Session, tmp_path: Path
) -> None:
    """The first machine burned: its folder and its account are gone."""
    signed_in(gate)
    roll_call.take(gate)
    place, other = tmp_path / "stick", tmp_path / "other account"
    place.mkdir()
    assert roll_call.copy(desk.desk_id, place, profile=desk.profile) > 0
    with pytest.raises(NoSnapshot):
        roll_call.open_copy(PIN, place=place, profile=other)
    code = roll_call.key_code(gate)
    assert '"roll_call.key"' in entries(gate)[-1]
    with pytest.raises(KeyMistyped):
        roll_call.learn_key(code[:-1], profile=other)
    assert roll_call.learn_key(code.lower(), profile=other) == desk.desk_id
    assert roll_call.known_desks(other) == (desk.desk_id,)
    assert roll_call.open_copy(PIN, place=place, profile=other).lines == visits.roll_call(gate)
    with pytest.raises(NoSnapshot):
        roll_call.open_copy(PIN, profile=other)


def test_a_second_place_that_is_away_is_said(desk: Desk, gate: Session, tmp_path: Path) -> None:
    assert roll_call.copy(desk.desk_id, tmp_path, profile=desk.profile) == 0
    roll_call.take(gate)
    with pytest.raises(PlaceUnusable):
        roll_call.copy(desk.desk_id, tmp_path / "away", profile=desk.profile)


def test_a_renewed_key_leaves_the_old_one_out(desk: Desk, gate: Session, tmp_path: Path) -> None:
    """Somebody who was removed keeps the old key in their account."""
    other, place = tmp_path / "other", tmp_path / "place"
    place.mkdir()
    roll_call.learn_key(roll_call.key_code(gate), profile=other)
    roll_call.renew(gate)
    roll_call.take(gate)
    roll_call.copy(desk.desk_id, place, profile=desk.profile)
    with pytest.raises(SnapshotUnreadable):
        roll_call.open_copy(PIN, place=place, profile=other)
    assert roll_call.open_copy(PIN, place=place, profile=desk.profile).lines == ()


def test_a_new_pin_holds_from_the_next_copy_on(desk: Desk, gate: Session) -> None:
    roll_call.take(gate)
    roll_call.set_up(gate, pin="222222")
    roll_call.take(gate)
    with pytest.raises(WrongPin):
        roll_call.open_copy(PIN, profile=desk.profile)
    assert roll_call.open_copy("222222", profile=desk.profile).lines == ()


def test_whoever_left_is_not_in_the_next_copy(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    assert len(roll_call.take(gate).lines) == 1
    visits.sign_out(gate, [id_])
    assert roll_call.take(gate).lines == ()
    assert roll_call.open_copy(PIN, profile=desk.profile).lines == ()


def test_a_damaged_copy_is_no_crash(desk: Desk, gate: Session) -> None:
    roll_call.take(gate)
    (sealed,) = (desk.profile / "roll-call").glob("*.sealed")
    for damage in (b"", b"HRDR", sealed.read_bytes()[:-1]):
        sealed.write_bytes(damage)
        with pytest.raises(SnapshotUnreadable):
            roll_call.open_copy(PIN, profile=desk.profile)


def test_whom_the_days_have_masked_stays_masked(desk: Desk, gate: Session) -> None:
    signed_in(gate)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    for _day in range(20):
        desk.clock.advance(days=2)
        visits.close_day(gate)
    (line,) = roll_call.take(gate).lines
    assert not line.seen_leaving
    assert line.phone != "138 1234 5678" and line == replace(visits.roll_call(gate)[0])


def test_the_areas_follow_the_language_the_copy_is_opened_in(desk: Desk, gate: Session) -> None:
    signed_in(gate, visit_area="warehouse")
    roll_call.set_up(gate, pin=PIN)
    roll_call.take(gate)
    desk.close()
    (one,) = roll_call.open_copy(PIN, profile=desk.profile).lines
    said = []
    for code in ("zh_CN", "en"):
        use_language(code)
        said.append(str(one.area))
    assert said == ["仓库", "Warehouse"]


def test_a_copy_of_the_first_version_still_opens(desk: Desk, gate: Session) -> None:
    """Its areas are in the language it was sealed in."""
    signed_in(gate, visit_area="warehouse")
    roll_call.set_up(gate, pin=PIN)
    taken = roll_call.take(gate)
    files = SnapshotFiles(desk.profile, desk.desk_id)
    key, mark = files.key(), gate.compartment("visits").fact("roll_call_pin") or ""
    assert key is not None
    body: Any = canonical.decode(roll_call._body(taken, pin=mark))
    body["version"], body["lines"][0]["area"] = 1, "仓库"
    sealed = snapshots.seal_snapshot(canonical.encode(body), key, desk_id=desk.desk_id)
    files.write(sealed)
    (one,) = roll_call.open_copy(PIN, profile=desk.profile).lines
    assert one.area == "仓库"
