# SPDX-License-Identifier: Apache-2.0
"""Each line of a check: well on a good desk, and told, with its way out, on one that is not."""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from hr_desk.i18n import use_language
from hr_desk.operations import backups, checking, documents, recruitment, retention
from hr_desk.operations.findings import Finding
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import RESERVE
from hr_desk.vault.slots import Strength
from tests.support import forging
from tests.support.desk import START, Desk
from tests.support.made_up import people

Spoil = Callable[[Desk, Session], object]


@pytest.fixture
def good(desk: Desk, admin: Session) -> Session:
    """An HR admin at a desk in use whose every line is well."""
    with recruiter(desk) as session:
        ids = desk.take_in(session, list(people(2, seed=1)))
        documents.add(session, ids[0], "photo", b"made-up picture")
    backups.create(admin)
    return admin


@contextmanager
def recruiter(desk: Desk) -> Iterator[Session]:
    """Somebody else at the desk, who leaves again."""
    session = desk.open("hiring")
    yield session
    session.close()


def withdraw(desk: Desk, count: int) -> None:
    """Take people in who withdraw at once."""
    with recruiter(desk) as session:
        recruitment.withdraw(session, desk.take_in(session, list(people(count, seed=2))))


def found(session: Session, key: str) -> tuple[Finding, ...]:
    lines = checking.run(session, key)
    assert lines and {line.key for line in lines} == {key}
    return lines


def test_a_good_desk_is_well_and_every_line_says_so(good: Session) -> None:
    heard: list[Finding] = []
    lines = checking.check(good, tell=heard.append)
    assert list(lines) == heard
    assert [line.key for line in lines] == list(checking.CHECKS)
    assert [line.level for line in lines] == ["ok"] * len(lines)
    for code in ("en", "zh_CN"):
        use_language(code)
        assert all(line.text() and "{" not in line.text() for line in lines)


def test_a_check_changes_nothing(desk: Desk, good: Session) -> None:
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    checking.check(good)
    after = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    changed = {path.name for path in before.keys() | after.keys() if before.get(path) !=
               after.get(path)}  # fmt: skip
    assert not {name for name in changed if not name.endswith("-shm")}


def test_who_holds_no_file_is_told_so(desk: Desk, good: Session) -> None:
    good.leave("hiring")
    good.leave("visits")
    lines = checking.check(good)
    assert [line.key for line in lines] == list(checking.CHECKS)


class Trouble(NamedTuple):
    key: str
    level: str
    spoil: Spoil
    figure: int | None = None


def damage(desk: Desk, session: Session) -> None:
    session.compartment("hiring").connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with desk.path().open("r+b") as file:
        file.seek(4096 * 3 + 100)
        file.write(b"spoilt")


def plant_trigger(_: Desk, session: Session) -> None:
    with forging.raw(session) as file:
        file.execute("CREATE TRIGGER t AFTER INSERT ON term BEGIN DELETE FROM audit; END")


def drop_an_entry(_: Desk, session: Session) -> None:
    with forging.raw(session) as file:
        forging.drop_last(file, 1)


def age(desk: Desk, **by: int) -> None:
    desk.clock.advance(**by)


def sweep_two(desk: Desk, session: Session) -> Path:
    """Delete two people after a backup in a second place, which is not told of it."""
    withdraw(desk, 2)
    age(desk, days=29)
    retention.confirm_time(session)
    stick = desk.folder.parent / "stick"
    backups.create(session, to=stick)
    age(desk, days=1)
    assert retention.sweep(session).certificate is not None
    return stick


def lose_a_log(desk: Desk, session: Session) -> None:
    (sweep_two(desk, session) / backups.DELETIONS).unlink()


def lose_a_place(desk: Desk, session: Session) -> None:
    shutil.rmtree(sweep_two(desk, session))


def make_due(desk: Desk, session: Session, *, hours: int) -> None:
    withdraw(desk, 1)
    age(desk, days=29)
    retention.confirm_time(session)
    backups.create(session)
    age(desk, hours=16 + hours)  # from nine in the morning to midnight, and on


def left_part(desk: Desk, session: Session) -> None:
    part = desk.folder / "documents" / ".x.sealed.0badcafe.part"
    part.write_bytes(b"half")
    old = desk.clock.at.timestamp() - 2 * 86400
    os.utime(part, (old, old))


def weaken(_: Desk, session: Session) -> None:
    slots = dict(session.register.slots)
    id_, slot = next(iter(slots.items()))
    slots[id_] = replace(slot, strength=Strength(7, 1))
    _write(session, slots)


def exchange_slots(_: Desk, session: Session) -> None:
    slots = dict(session.register.slots)
    (one, first), (two, second) = list(slots.items())[:2]
    slots[one], slots[two] = replace(second, user_id=one), replace(first, user_id=two)
    _write(session, slots)


def _write(session: Session, slots: Any) -> None:
    register = replace(session.register, slots=slots)
    (session.folder / "slots.json").write_bytes(register.to_bytes())


def lose_a_grant(_: Desk, session: Session) -> None:
    other = next(user.id for user in session.register.users if user.name == "second")
    grants = tuple(one for one in session.register.grants if one.to != other)
    (session.folder / "slots.json").write_bytes(replace(session.register, grants=grants).to_bytes())


def intake_key(session: Session, made: dt.date, replaced: dt.date | None = None) -> None:
    with session.compartment("visits").change("test") as change:
        change.execute(
            "INSERT INTO intake_key (name, profile, secret, made_on, replaced_on) "
            "VALUES (?, 'p', x'00', ?, ?)",
            ("n", made.isoformat(), replaced and replaced.isoformat()),
        )


def envelope(desk: Desk, *, days: int) -> None:
    path = desk.folder / "inbox" / f"{'ab' * 16}.envelope"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"sealed")
    at = desk.clock.at.timestamp() - days * 86400
    os.utime(path, (at, at))


def set_aside(desk: Desk, _: Session) -> None:
    (desk.folder / "aside").mkdir()
    (desk.folder / "aside" / "forged-1-x.envelope").write_bytes(b"x")


DAY = START.date()
TROUBLES = {
    "a spoilt page": Trouble("integrity", "bad", damage),
    "a planted trigger": Trouble("integrity", "bad", plant_trigger),
    "a dropped entry": Trouble("audit", "bad", drop_an_entry),
    "a weak slot": Trouble("keys", "bad", weaken),
    "exchanged slots": Trouble("keys", "bad", exchange_slots),
    "a colleague without a key": Trouble("keys", "warn", lose_a_grant),
    "kiosk keys near their end": Trouble(
        "keys", "warn", lambda _, s: intake_key(s, DAY - dt.timedelta(days=80)), 10
    ),
    "kiosk keys past their end": Trouble(
        "keys", "bad", lambda _, s: intake_key(s, DAY - dt.timedelta(days=91)), 1
    ),
    "kiosk keys not destroyed": Trouble(
        "keys", "bad", lambda _, s: intake_key(s, DAY, DAY - dt.timedelta(days=15))
    ),
    "a place without its log": Trouble("deletions", "bad", lose_a_log, 1),
    "a place out of reach": Trouble("deletions", "warn", lose_a_place),
    "a clock set back": Trouble("clock", "bad", lambda desk, _: age(desk, hours=-30), 30),
    "a clock far ahead": Trouble("clock", "bad", lambda desk, _: age(desk, days=30), 29),
    "no reserve": Trouble("space", "warn", lambda desk, _: (desk.folder / RESERVE).unlink()),
    "something due today": Trouble("overdue", "warn", lambda d, s: make_due(d, s, hours=11)),
    "something overdue": Trouble("overdue", "bad", lambda d, s: make_due(d, s, hours=13)),
    "an old backup": Trouble("backups", "warn", lambda desk, _: age(desk, hours=30), 1),
    "no backup": Trouble("backups", "warn", lambda d, _: shutil.rmtree(d.folder / "backups")),
    "an envelope that waits": Trouble("envelopes", "bad", lambda d, _: envelope(d, days=4), 1),
    "an envelope set aside": Trouble("envelopes", "warn", set_aside, 1),
    "an orphan": Trouble(
        "leftovers", "warn", lambda d, _: (d.folder / "documents/ab.sealed").write_bytes(b"x"), 1
    ),
    "a lost document": Trouble(
        "leftovers", "bad",
        lambda d, _: shutil.rmtree(d.folder / "documents"), 1,
    ),
    "an unfinished file": Trouble("leftovers", "warn", left_part, 1),
}  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_what_is_not_well_is_told(desk: Desk, good: Session, trouble: Trouble) -> None:
    trouble.spoil(desk, good)
    line = found(good, trouble.key)[0]
    assert line.level == trouble.level
    assert trouble.figure in (None, line.figure)
    for code in ("en", "zh_CN"):
        use_language(code)
        assert "{" not in line.text()
    assert json.dumps([line.key, line.level, line.text(), line.figure])


def test_little_room_is_told(good: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    size = max(path.stat().st_size for path in good.folder.glob("*.db"))
    usage = shutil.disk_usage(good.folder)
    for times, level in ((1, "bad"), (3, "warn"), (40, "ok")):
        room = usage._replace(free=size * times + size // 2)
        monkeypatch.setattr(shutil, "disk_usage", lambda _, room=room: room)
        assert found(good, "space")[0].level == level


def test_a_deletion_before_a_places_first_backup_is_not_missed(
    desk: Desk, good: Session, tmp_path: Path
) -> None:
    sweep_two(desk, good)
    age(desk, hours=1)
    backups.create(good, to=tmp_path / "later")
    assert [line.level for line in found(good, "deletions")] == ["ok"]


def test_what_nobody_here_can_read_is_overdue_for_everyone(desk: Desk, good: Session) -> None:
    make_due(desk, good, hours=0)
    desk.close()
    age(desk, hours=13)
    lines = found(desk.open("gate"), "overdue")
    assert [line.level for line in lines] == ["bad"]


def test_an_envelope_that_waits_a_little_is_well(desk: Desk, good: Session) -> None:
    envelope(desk, days=2)
    assert found(good, "envelopes")[0].level == "ok"


def test_a_part_that_fails_is_itself_a_line(desk: Desk, good: Session) -> None:
    (desk.folder / "slots.json").write_bytes(b"{}")
    (line,) = found(good, "keys")
    assert line.level == "bad" and "slots.json" in line.text()
