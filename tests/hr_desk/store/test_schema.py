# SPDX-License-Identifier: Apache-2.0
"""Frozen steps, the version they count, and files that earlier versions made."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import backups, candidates, desks
from hr_desk.operations.problems import DeskInUse
from hr_desk.store import driver, schema
from hr_desk.store.compartment import create_file
from hr_desk.store.schema import Step
from tests.support.desk import Desk, file_key
from tests.support.made_up import one
from tests.support.make_old_desk import PASSPHRASE, USER, clock

KEY = bytes(range(32))
OLD_DESKS = sorted((Path(__file__).resolve().parents[2] / "desks").glob("version-*"))


def described(connection: Any) -> list[Any]:
    """Return the schema of an open file, without the tables SQLite keeps for itself."""
    return list(
        connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master "
            "WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
        )
    )


def test_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in schema.steps()] == list(range(1, schema.newest_version() + 1))


def test_statements_are_parted_and_free_of_comments() -> None:
    step = Step(1, "every", "-- why\nCREATE TABLE a (x);\n\n-- more\nCREATE TABLE b (y);\n")
    assert list(step.statements()) == ["CREATE TABLE a (x)", "CREATE TABLE b (y)"]


@pytest.mark.parametrize(("name", "has_persons"), [("hiring", True), ("visits", False)])
def test_a_file_takes_the_steps_of_its_own_compartment_and_counts_all(
    tmp_path: Path, name: str, has_persons: bool
) -> None:
    create_file(tmp_path / "a.db", KEY, name=name, facts={"desk_id": "x"})
    connection = driver.connect(tmp_path / "a.db", KEY)
    assert schema.version_of(connection) == schema.newest_version()
    assert ("person" in {row[1] for row in described(connection)}) is has_persons
    connection.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_file(tmp_path / "a.db", KEY, name="visits", facts={})
    connection = driver.connect(tmp_path / "a.db", KEY)
    before, version = described(connection), schema.version_of(connection)
    more = Step(version + 1, "visits", "CREATE TABLE new (x);\nCREATE TABLE broken (;\n")
    now = (*schema.steps(), more)
    monkeypatch.setattr(schema, "steps", lambda: now)
    with pytest.raises(driver.DatabaseError):
        schema.bring_up_to_date(connection, "visits")
    assert (described(connection), schema.version_of(connection)) == (before, version)
    connection.close()


def test_a_later_step_is_applied_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_file(tmp_path / "a.db", KEY, name="visits", facts={})
    connection = driver.connect(tmp_path / "a.db", KEY)
    now = (*schema.steps(), Step(schema.newest_version() + 1, "visits", "CREATE TABLE new (x);\n"))
    monkeypatch.setattr(schema, "steps", lambda: now)
    schema.bring_up_to_date(connection, "visits")
    schema.bring_up_to_date(connection, "visits")
    assert schema.version_of(connection) == len(now)
    assert "new" in {row[1] for row in described(connection)}
    connection.close()


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("made", OLD_DESKS, ids=lambda path: path.name)
def test_a_desk_of_an_earlier_version_opens_with_what_it_holds(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    shutil.copytree(made, folder)
    session = desks.open_desk(
        folder, user=USER, passphrase=PASSPHRASE, clock=clock(), profile=tmp_path / "profile"
    )
    try:
        page = candidates.list_applications(session, candidates.ListQuery(text="张伟国"))
        view = candidates.open_record(session, page.rows[0].application_id)
        full_name, mobile = view.named("full_name"), view.named("mobile")
        assert full_name is not None and full_name.value == one().name
        assert mobile is not None and mobile.value == "13800138000"
        for name in ("hiring", "visits"):
            create_file(tmp_path / f"{name}.db", KEY, name=name, facts={})
            fresh = driver.connect(tmp_path / f"{name}.db", KEY)
            old = session.compartment(name).connection
            assert described(old) == described(fresh)
            assert schema.version_of(old) == schema.version_of(fresh)
            fresh.close()
    finally:
        session.close()


@pytest.fixture
def one_step_more(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program one version later."""
    more = Step(schema.newest_version() + 1, "hiring", "CREATE TABLE later (x);\n")
    steps = (*schema.steps(), more)
    schema.shipped_objects.cache_clear()
    monkeypatch.setattr(schema, "steps", lambda: steps)
    yield
    schema.shipped_objects.cache_clear()


@pytest.mark.usefixtures("one_step_more")
def test_opening_a_file_of_an_earlier_version_backs_it_up_first(desk: Desk) -> None:
    session = desk.open()
    assert "later" in {row[1] for row in described(session.compartment("hiring").connection)}
    (line,) = backups.listed(session)
    key = file_key(session, "hiring")
    kept = driver.connect(line.path, key)
    assert schema.version_of(kept) == schema.newest_version() - 1
    kept.close()
    desk.close()
    session = desk.open()
    assert backups.listed(session) == (line,)


def test_a_file_in_use_is_not_brought_up_to_date(
    desk: Desk, request: pytest.FixtureRequest
) -> None:
    desk.open("second")
    request.getfixturevalue("one_step_more")
    with pytest.raises(DeskInUse):
        desk.open()


def test_there_are_old_desks() -> None:
    assert OLD_DESKS
