# SPDX-License-Identifier: Apache-2.0
"""Thousands of envelopes that are forged, cut short, replayed or far too large.

No visit is confirmed by any of them, memory and time stay bounded, and the good ones among them
are taken in.
"""

import json
import random
import secrets
import time
import tracemalloc
from pathlib import Path

import pytest

from hr_desk.operations import intake
from hr_desk.operations.session import Session
from hr_desk.vault import canonical
from hr_desk.vault.envelopes import EnvelopeContext, key_name, seal
from hr_desk.vault.keys import sealing_public
from tests.support.desk import Desk

GOOD, SEED = 100, 20260302
SECRET, PROFILE = b"k" * 32, "0123456789abcdef"
MOST_MEMORY = 48 * 1024 * 1024
"""Bytes of Python objects at most; one oversized file alone may have 4 GB."""


@pytest.fixture
def gate(desk: Desk) -> Session:
    session = desk.open("gate")
    with session.compartment("visits").change("test") as change:
        change.execute(
            "INSERT INTO intake_key (name, profile, secret, made_on) VALUES (?, ?, ?, ?)",
            (key_name(sealing_public(SECRET)), PROFILE, SECRET, "2026-03-02"),
        )
    return session


def sign_in(session: Session, number: int, *, to: bytes = SECRET) -> bytes:
    """Return the envelope a kiosk would write for a made-up visitor."""
    context = EnvelopeContext(
        sender=f"kiosk/{PROFILE}", receiver=f"{session.desk_id}/visits", kind="visit.sign_in",
        id=secrets.token_hex(16),
    )  # fmt: skip
    message = {
        "catalogue": session.catalogue.fingerprint(),
        "fields": {
            "full_name": f"访客{chr(0x4E00 + number)}", "age_band": "adult",
            "visit_purpose": "business", "host_employee": "刘经理",
        },
        "language": "zh_CN", "notice": 1, "code": f"{number:06}",
        "at": "2026-03-02T01:00:00Z", "number": number,
    }  # fmt: skip
    return seal(canonical.encode(message), to=sealing_public(to), context=context, signer=None)


class Flood:
    """Writes bad envelopes of every kind into an inbox, and good ones between them."""

    def __init__(self, session: Session, bad: int) -> None:
        self.session, self.bad = session, bad
        self.inbox = session.folder / "inbox"
        self.chance = random.Random(SEED)
        self.good = [sign_in(session, number) for number in range(1, GOOD + 1)]
        self.forged = [sign_in(session, n, to=secrets.token_bytes(32)) for n in range(50)]

    def write(self) -> None:
        kinds = (self._forged, self._flipped, self._cut, self._replayed, self._oversized)
        for number in range(self.bad):
            kinds[number % len(kinds)](self._place())
        for data in self.good:
            self._place().write_bytes(data)

    def _place(self) -> Path:
        return self.inbox / f"{self.chance.randbytes(16).hex()}.envelope"

    def _forged(self, path: Path) -> None:
        path.write_bytes(self.chance.choice(self.forged))

    def _flipped(self, path: Path) -> None:
        data = bytearray(self.chance.choice(self.good))
        data[self.chance.randrange(len(data))] ^= self.chance.randint(1, 255)
        path.write_bytes(data)

    def _cut(self, path: Path) -> None:
        data = self.chance.choice(self.good)
        path.write_bytes(data[: self.chance.randrange(len(data))])

    def _replayed(self, path: Path) -> None:
        path.write_bytes(self.chance.choice(self.good))

    def _oversized(self, path: Path) -> None:
        with path.open("wb") as file:
            file.write(self.good[0])
            file.truncate(self.chance.choice((33, 17 * 1024, 4 * 1024 * 1024)) * 1024)


def take_in_all(session: Session) -> tuple[int, int]:
    """Take in until nothing is left to do; returns how many were, and calls."""
    taken = calls = 0
    more = True
    while more:
        done = intake.take_in(session)
        more, calls = done.more, calls + 1
        taken += done.taken
    return taken, calls


@pytest.mark.parametrize("bad", [2_000, pytest.param(10_000, marks=pytest.mark.soak)])
def test_thousands_of_bad_envelopes(gate: Session, bad: int) -> None:
    flood = Flood(gate, bad)
    alone = [sign_in(gate, number) for number in range(1001, 1001 + GOOD)]
    for data in alone:
        flood._place().write_bytes(data)
    begun = time.perf_counter()
    assert take_in_all(gate)[0] == GOOD
    one_good = (time.perf_counter() - begun) / GOOD
    flood.write()
    tracemalloc.start()
    begun = time.perf_counter()
    taken, calls = take_in_all(gate)
    one_bad = (time.perf_counter() - begun - GOOD * one_good) / bad
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    cost = one_bad / one_good
    print(f"\n{taken} taken in, {calls} calls, {peak / 1e6:.0f} MB, {cost:.2f} each")  # noqa: T201
    assert taken == GOOD
    assert peak < MOST_MEMORY
    assert cost < 1
    states = gate.compartment("visits").read("SELECT state, count(*) FROM visit GROUP BY state")
    assert dict(states) == {"announced": 2 * GOOD}
    names = gate.compartment("visits").read("SELECT fields FROM visit")
    assert len({json.loads(fields)["full_name"] for (fields,) in names}) == 2 * GOOD
    aside = list((gate.folder / "aside").iterdir())
    assert 0 < len(aside) <= 1_000
