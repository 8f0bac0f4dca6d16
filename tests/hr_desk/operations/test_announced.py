# SPDX-License-Identifier: Apache-2.0
"""How many signed in while the desk is locked: a count from the outside of envelopes."""

from hr_desk.operations.announced import MOST_COUNTED, announced
from tests.support import gatehouse
from tests.support.desk import Desk


def test_only_sign_ins_are_counted_and_nobody_needs_a_key(desk: Desk) -> None:
    gate = desk.open("gate")
    assert announced(desk.folder) == 0
    for number in (1, 2, 3):
        gatehouse.sign_in(gate, number, full_name="张伟")
    gatehouse.sign_out(gate, 4, code="123456")
    gatehouse.foreign(gate)
    desk.close()
    assert announced(desk.folder) == 3


def test_what_is_no_envelope_and_a_missing_inbox_count_nothing(desk: Desk) -> None:
    inbox = desk.folder / "inbox"
    inbox.mkdir(exist_ok=True)
    for name, content in (("a.envelope", b""), ("b.envelope", b"\0" * 4000), ("c.txt", b"x")):
        (inbox / name).write_bytes(content)
    (inbox / "d.envelope").mkdir()
    assert announced(desk.folder) == 0
    assert announced(desk.folder / "nowhere") == 0


def test_a_flood_is_counted_up_to_a_limit(desk: Desk) -> None:
    gate = desk.open("gate")
    for number in range(MOST_COUNTED + 5):
        gatehouse.sign_in(gate, number, full_name="张伟")
    assert announced(desk.folder) == MOST_COUNTED
