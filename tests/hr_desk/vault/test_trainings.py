# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from typing import Any

import pytest

from hr_desk.vault.delegations import admit
from hr_desk.vault.keys import RootKey, UserKeys
from hr_desk.vault.records import Malformed
from hr_desk.vault.register import DamagedRegister, Register, new_register
from hr_desk.vault.trainings import MOST_KEPT, Training, Trainings

ROOT = RootKey(bytes(32))
KEYS = UserKeys(b"a" * 32, b"b" * 32)
AT = "2026-03-02T01:00:00Z"


def training(day: str, user: str = "u1", by: str = "u1") -> Training:
    return Training(user, day, "个人信息保护培训", by, AT)


def register(trainings: Trainings) -> Register:
    user = admit(ROOT, user_id="u1", name="wang", roles=("hr_admin",), public=KEYS.public, at=AT)
    empty = new_register(ROOT, company={"name": "示例公司", "address": "", "phone": "000"})
    return replace(empty, users=(user,), trainings=trainings).signed(ROOT)


def test_the_root_signs_them_and_they_come_back() -> None:
    kept = Trainings(blocks=True).with_entries([training("2026-03-01"), training("2025-02-01")])
    made = register(kept)
    assert Register.from_bytes(made.to_bytes()) == made
    assert kept.latest()["u1"].day == "2026-03-01"
    assert b"trainings" not in register(Trainings()).to_bytes()


def test_what_the_root_did_not_sign_is_refused() -> None:
    data = register(Trainings().with_entries([training("2025-02-01")])).to_bytes()
    with pytest.raises(DamagedRegister):
        Register.from_bytes(data.replace(b"2025-02-01", b"2026-02-01"))
    with pytest.raises(DamagedRegister):
        register(Trainings().with_entries([training("2025-02-01", by="nobody")]))


def test_of_each_user_the_latest_few_are_kept() -> None:
    days = [f"20{year}-03-01" for year in range(10, 20)]
    kept = Trainings().with_entries(training(day) for day in days)
    kept = kept.with_entries([training("2001-01-01", "u2")])
    assert [one.day for one in kept.entries if one.user == "u1"] == days[-MOST_KEPT:]
    assert [one.day for one in kept.entries if one.user == "u2"] == ["2001-01-01"]
    assert kept.only_of(["u2"]).users() == {"u1", "u2"}
    assert set(kept.passed_on("u2", "a3").latest()) == {"u1", "a3"}


@pytest.mark.parametrize(
    "value",
    [
        {"blocks": 0, "entries": []},
        {"blocks": 2, "entries": []},
        {"blocks": 1},
        {"blocks": 1, "entries": [{**training("2026-03-01").to_record(), "day": "1 March"}]},
        {
            "blocks": 1,
            "entries": [training(day).to_record() for day in ("2026-03-01", "2025-03-01")],
        },
        {"blocks": 1, "entries": [training("2026-03-01").to_record()] * 2},
    ],
)
def test_there_is_one_spelling(value: Any) -> None:
    with pytest.raises(Malformed):
        Trainings.from_record(value)


def test_the_same_person_with_new_keys_may_sort_elsewhere() -> None:
    both = [training("2026-03-01", "u1"), training("2026-03-01", "u2")]
    moved = Trainings().with_entries(both).passed_on("u1", "u9")
    assert Trainings.from_record(moved.to_record()) == moved
