# SPDX-License-Identifier: Apache-2.0
"""A new epoch: whole or not at all, whatever ends the program in between."""

import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from hr_desk.operations import backups, desks, epochs, memberships, restoring, users
from hr_desk.operations.epochs import CompartmentInUse
from hr_desk.operations.problems import DeskInUse, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store import desk_files, renewal
from hr_desk.store.compartment import Compartment
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.problems import FileDamaged, FileMissing
from tests.support import made_up
from tests.support.desk import PASSPHRASES, Desk

PEOPLE = 12


class Bug(Exception):
    """The program ends here."""


def leaver(session: Session) -> str:
    return next(one.id for one in users.list_users(session) if one.name == "second")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """The desk with a few people in it; nobody has it open."""
    desk.take_in(desk.open("second"), list(made_up.people(PEOPLE, seed=3)))
    desk.close()
    return desk


def people(session: Session) -> int:
    return int(session.compartment("hiring").read_one("SELECT count(*) FROM person")[0])


def is_old_or_new(desk: Desk) -> bool:
    """Whether the removal has happened; raises where the desk is neither the old nor the new."""
    desk.close()
    session = desk.open("hiring")
    assert people(session) == PEOPLE and session.compartment("hiring").is_whole()
    session.compartment("hiring").verify_chain(session.signed_by)
    epoch = session.register.epochs["hiring"]
    assert session.compartment("hiring").fact("epoch") == str(epoch)
    try:
        desk.open("second")
    except UnknownUser:
        assert epoch > 1
    else:
        assert epoch == 1
    desk.close()
    return epoch > 1


def can_be_done_again(desk: Desk, *, done: bool) -> None:
    """Remove the user if that has not happened; then nothing superseded is left."""
    session = desk.open("admin")
    if not done:
        memberships.remove(session, leaver(session))
    desk.close()
    assert is_old_or_new(desk)
    files = {path.name for path in desk.folder.glob("*hiring*.db")}
    files |= {path.name for path in desk.folder.glob(".hiring*")}
    epoch = desks.read_register(desk.folder).epochs["hiring"]
    assert files == {f"hiring-{epoch}.db"}


STEPS: tuple[tuple[Any, str], ...] = (
    (renewal, "_export"),
    (renewal, "_make_own"),
    (renewal, "_append"),
    (renewal, "_require_same"),
    (renewal, "_flush"),
    (renewal, "flush_folder"),
    (DeskFiles, "write_register"),
    (desk_files, "flush_folder"),
    (desks, "open_compartment"),
    (renewal, "remove_superseded"),
)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("place", "name"), STEPS, ids=lambda value: str(value))
def test_a_failure_at_any_step_leaves_the_old_desk_or_the_new_one(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, after: bool
) -> None:
    session = filled.open("admin")
    user = leaver(session)
    done = getattr(place, name)
    failed: list[str] = []

    def failing(*args: Any, **values: Any) -> Any:
        if after:
            done(*args, **values)
        failed.append(name)
        raise Bug

    monkeypatch.setattr(place, name, failing)
    with pytest.raises(Bug):
        memberships.remove(session, user)
    monkeypatch.undo()
    assert failed
    in_force = desks.read_register(filled.folder).epochs["hiring"] > 1
    if session.holds("hiring"):
        writes_where_it_counts(session, in_force=in_force)
    else:
        assert in_force
    done_at_last = is_old_or_new(filled)
    assert done_at_last is in_force
    can_be_done_again(filled, done=done_at_last)


def writes_where_it_counts(session: Session, *, in_force: bool) -> None:
    """A session that is left with a file works on the one in force."""
    assert session.compartment("hiring").path.name == ("hiring-2.db" if in_force else "hiring.db")
    with session.compartment("hiring").change("test"):
        pass


RANDOM_PART = re.compile(r"\.[0-9a-f]{8}\.")
"""What sets the unfinished file of one attempt apart from that of another."""

WATCHED = (epochs.__file__, renewal.__file__, desk_files.__file__)


def killed_at(folder: Path, work: Callable[[], object], line: int) -> int:
    """Run ``work`` in a child that is killed at its n-th line; returns the lines it ran if not."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        ran = 0

        def watch(frame: FrameType, event: str, _: object) -> Any:
            nonlocal ran
            if frame.f_code.co_filename not in WATCHED:
                return None
            if event == "line":
                ran += 1
                if ran == line:
                    os.kill(os.getpid(), signal.SIGKILL)
            return watch

        sys.settrace(watch)
        try:
            work()
        finally:
            sys.settrace(None)
            os.write(writing, str(ran).encode())
            os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        text = answer.read()
    assert os.WIFSIGNALED(status) or text
    return int(text or 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("every", [51, pytest.param(17, marks=pytest.mark.soak)])
def test_a_kill_at_any_line_leaves_the_old_desk_or_the_new_one(
    filled: Desk, tmp_path: Path, every: int
) -> None:
    (filled.folder / "reserve").write_bytes(b"")
    kept = shutil.copytree(filled.folder, tmp_path / "kept")
    outcomes: list[bool] = []
    repaired: set[object] = set()
    lines = killed_at(filled.folder, lambda: _remove(filled), 0)
    assert lines > 100
    for line in range(1, lines + 1, every):
        shutil.rmtree(filled.folder)
        shutil.rmtree(filled.profile)
        shutil.copytree(kept, filled.folder)
        assert killed_at(filled.folder, lambda: _remove(filled), line) == 0
        left = {
            RANDOM_PART.sub(".", path.name): path.stat().st_size
            for path in filled.folder.rglob("*")
        }
        outcomes.append(is_old_or_new(filled))
        # Lines that leave the same files behind, of the same sizes, leave the same to be done.
        state = (outcomes[-1], frozenset(left.items()))
        if state not in repaired:
            repaired.add(state)
            can_be_done_again(filled, done=outcomes[-1])
    # There is one moment at which it comes into force, and both sides of it were met.
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


def _remove(desk: Desk) -> None:
    session = desk.open("admin")
    memberships.remove(session, leaver(session))


def test_a_file_that_is_open_elsewhere_stops_all_of_it(filled: Desk) -> None:
    session, other = filled.open("admin"), filled.open("hiring")
    before = (filled.folder / "slots.json").read_bytes()
    with pytest.raises(CompartmentInUse) as problem:
        memberships.remove(session, leaver(session))
    said = problem.value.text()
    assert "招聘" in said and "hiring" in said and "second" in said
    assert (filled.folder / "slots.json").read_bytes() == before
    other.close()
    memberships.remove(session, leaver(session))


def test_whoever_waited_at_the_door_gets_the_new_file(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has read slots.json when another puts the next epoch in force."""
    admin = filled.open("admin")
    user, real = leaver(admin), desks.open_compartment
    calls: list[str] = []

    def overtaken(files: DeskFiles, name: str, **values: Any) -> Compartment:
        if not calls:
            calls.append(name)
            monkeypatch.setattr(desks, "open_compartment", real)
            memberships.remove(admin, user)
        return real(files, name, **values)

    monkeypatch.setattr(desks, "open_compartment", overtaken)
    session = filled.open("hiring")
    assert calls and session.compartment("hiring").path.name == "hiring-2.db"
    assert people(session) == PEOPLE


def test_a_missing_file_is_still_told(filled: Desk) -> None:
    (filled.folder / "hiring.db").unlink()
    with pytest.raises(FileMissing):
        filled.open("hiring")


def test_a_file_with_a_row_less_is_not_put_in_force(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, real = filled.open("admin"), renewal._append

    def losing(connection: Any, *args: Any, **values: Any) -> None:
        real(connection, *args, **values)
        connection.execute("DELETE FROM application WHERE seq = 1")

    monkeypatch.setattr(renewal, "_append", losing)
    with pytest.raises(FileDamaged):
        memberships.remove(session, leaver(session))
    assert not is_old_or_new(filled)


def test_kiosks_need_new_profiles(filled: Desk) -> None:
    session = filled.open("admin")
    with session.compartment("hiring").change("test") as change:
        change.executemany(
            "INSERT INTO intake_key (name, profile, secret, made_on, replaced_on) "
            "VALUES (?, ?, x'00', '2026-01-01', ?)",
            [("a", "kiosk-1", None), ("b", "kiosk-1", None), ("c", "kiosk-2", "2026-02-01")],
        )
    done = memberships.remove(session, leaver(session))
    assert done.profiles == ("kiosk-1",)
    rows = session.compartment("hiring").read("SELECT name, replaced_on FROM intake_key")
    assert sorted(rows) == [("a", "2026-03-02"), ("b", "2026-03-02"), ("c", "2026-02-01")]


def test_keys_of_kiosks_come_back_replaced_from_an_older_backup(filled: Desk) -> None:
    session = filled.open("admin")
    with session.compartment("hiring").change("test") as change:
        change.execute(
            "INSERT INTO intake_key (name, profile, secret, made_on) "
            "VALUES ('a', 'kiosk-1', x'00', '2026-01-01')"
        )
    backup = next(one for one in backups.create(session) if one.compartment == "hiring")
    memberships.remove(session, leaver(session))
    filled.close()
    restoring.restore(
        filled.folder, backup.path, user="admin", passphrase=PASSPHRASES["admin"],
        clock=filled.clock,
    )  # fmt: skip
    file = filled.open("admin").compartment("hiring")
    assert file.read_one("SELECT replaced_on FROM intake_key")[0] == "2026-03-02"
    assert file.fact("epoch") == "2"


def test_nothing_is_restored_into_an_epoch_that_was_overtaken(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = filled.open("admin")
    backup = next(one for one in backups.create(session) if one.compartment == "hiring")
    user, real = leaver(session), restoring._require_covered

    def overtaken(*args: Any) -> None:
        real(*args)
        memberships.remove(session, user)
        session.close()

    monkeypatch.setattr(restoring, "_require_covered", overtaken)
    with pytest.raises(DeskInUse):
        restoring.restore(
            filled.folder, backup.path, user="admin", passphrase=PASSPHRASES["admin"],
            clock=filled.clock,
        )  # fmt: skip
    assert is_old_or_new(filled)


def test_the_session_goes_on_with_the_new_file(filled: Desk) -> None:
    session = filled.open("admin")
    memberships.remove(session, leaver(session))
    file = session.compartment("hiring")
    assert file.path.name == "hiring-2.db" and people(session) == PEOPLE
    with file.change("test"):
        pass
    third = users.add(
        session, name="third", passphrase=PASSPHRASES["second"], roles=["recruiter"]
    ).created[0]
    memberships.remove(session, third)
    assert session.compartment("hiring").path.name == "hiring-3.db"
    assert session.register.epochs == {**dict.fromkeys(desks.COMPARTMENTS, 1), "hiring": 3}


def test_a_newcomer_is_granted_earlier_epochs_for_old_backups(filled: Desk) -> None:
    session = filled.open("admin")
    memberships.remove(session, leaver(session))
    third = users.add(
        session, name="third", passphrase=PASSPHRASES["second"], roles=["recruiter"]
    ).created[0]
    held = {(one.subject, one.epoch) for one in session.register.grants_to(third)}
    assert held == {("hiring", 1), ("hiring", 2)}
