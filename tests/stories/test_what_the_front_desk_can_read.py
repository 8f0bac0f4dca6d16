# SPDX-License-Identifier: Apache-2.0
"""A front desk that copies the folder and reads it with a database tool sees visits alone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from hr_desk.operations import (
    backups,
    desks,
    disclosure,
    documents,
    drafts,
    recruitment,
    retention,
)
from hr_desk.operations.session import Session
from hr_desk.vault.access import NotGranted, secret_for
from hr_desk.vault.documents import DocumentProblem, open_document
from hr_desk.vault.grants import GrantProblem, open_grant
from hr_desk.vault.keys import CompartmentSecret
from tests.support import made_up, raw_pages
from tests.support.desk import Desk, file_key
from tests.support.memory import ENCODINGS

PHOTO = b"\x89PNG pixels of \xe8\x99\x9a\xe6\x9e\x84 PHOTOMARK-%d"


def seeded(desk: Desk) -> list[str]:
    """Fill the desk as a recruiter does and return at least 1,000 texts it holds outside visits."""
    everyone = list(made_up.people(125, seed=41))
    session = desk.open("hiring")
    ids = desk.take_in(session, everyone)
    values = made_up.secrets_of(everyone)
    for number, application in enumerate(ids[:20]):
        documents.add(session, application, "photo", PHOTO % number)
        drafts.save(session, f"edit/{application}", {"note": f"手记{number:04d}未完稿"})
        values += [f"PHOTOMARK-{number}", f"手记{number:04d}未完稿"]
    recruitment.withdraw(session, ids[120:])
    backups.create(session)
    for _ in range(20):
        desk.clock.advance(days=2)
        drafts.save(session, "sweep", {"note": "手记9999未完稿"})
        recruitment.advance(session, [ids[_]], to="interview")
    assert retention.sweep(session).certificate is not None
    backups.create(session)
    recipient = "接收单位7731"
    handed = disclosure.Disclosure(
        kind="export",
        recipient=recipient,
        purpose="apply.assess",
        fields=("full_name",),
        records=(ids[0],),
    )
    disclosure.release(session, handed, b"a list", desk.folder.parent / "list.bin")
    return [*values, "手记9999未完稿", recipient]


def keys_of_gate(session: Session) -> Iterator[bytes]:
    """Yield every key that the front desk's slot and grants give, and what is derived from them."""
    yield from (session.keys.sealing, session.keys.signing, session.keys.own_key())
    for grant in session.register.grants:
        granter = session.register.user(grant.by).public
        try:
            secret = open_grant(grant, desk_id=session.desk_id, keys=session.keys, granter=granter)
        except GrantProblem:
            continue
        derived = CompartmentSecret(secret)
        yield from (secret, derived.file_key(), derived.digest_key(), derived.envelope_secret())


def opened_by_tool(path: Path, key: bytes) -> bool:
    """Whether a plain database tool opens the file with the raw key."""
    connection = dbapi2.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except dbapi2.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def readable(folder: Path, keys: list[bytes]) -> dict[Path, bytes]:
    """Return what each file under the folder gives with these keys or none."""
    given = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix == ".db":
            for key in keys:
                if raw_pages.opens(path, key):
                    content += raw_pages.everything(path, key)
        elif path.suffix == ".sealed":
            content += b"".join(_unsealed(path, content, keys))
        given[path] = content
    return given


def _unsealed(path: Path, sealed: bytes, keys: list[bytes]) -> Iterator[bytes]:
    for key in keys:
        try:
            yield open_document(sealed, key, document_id=path.stem)
        except DocumentProblem:
            continue


@pytest.mark.timeout(60)
def test_the_front_desk_reads_visits_and_nothing_else(desk: Desk) -> None:
    values = seeded(desk)
    assert len(set(values)) >= 1000
    gate = desk.open("gate")
    keys = list(keys_of_gate(gate))

    held = [
        path for path in desk.folder.rglob("*.db") if any(opened_by_tool(path, k) for k in keys)
    ]
    files = {path.name.split("-")[0].removesuffix(".db") for path in desk.folder.rglob("*.db")}
    assert files == set(desks.COMPARTMENTS)
    assert {path.name.split("-")[0].removesuffix(".db") for path in held} == {"visits"}

    given = readable(desk.folder, keys)
    kinds = {path.suffix for path in given} | {path.name for path in given}
    files = {".sealed", ".certificate", ".envelope", "deleted.log", "slots.json", "hiring.db-wal"}
    assert files <= kinds
    assert raw_pages.found(values, *given.values()) == []


def test_no_grant_of_another_compartment_opens_for_the_front_desk(desk: Desk) -> None:
    gate = desk.open("gate")
    assert gate.held == ("visits",)
    for subject in ("hiring", "root"):
        with pytest.raises(NotGranted):
            secret_for(gate.register, subject, user_id=gate.user.id, keys=gate.keys)
    for grant in gate.register.grants:
        if grant.to != gate.user.id:
            with pytest.raises(GrantProblem):
                open_grant(
                    grant, desk_id=gate.desk_id, keys=gate.keys,
                    granter=gate.register.user(grant.by).public,
                )  # fmt: skip


@pytest.mark.timeout(60)
def test_the_same_search_finds_every_value_with_the_hiring_key(desk: Desk) -> None:
    values = made_up.secrets_of(list(made_up.people(125, seed=42)))
    session = desk.open("hiring")
    desk.take_in(session, list(made_up.people(125, seed=42)))
    key = file_key(session, "hiring")
    given = readable(desk.folder, [key])
    assert len(values) >= 1000
    assert raw_pages.found(values, *given.values()) == values


@pytest.mark.parametrize("code", ENCODINGS)
def test_the_search_finds_a_planted_value(desk: Desk, code: str) -> None:
    gate = desk.open("gate")
    keys = list(keys_of_gate(gate))
    planted = desk.folder / "backups" / "note.tmp"
    planted.write_bytes(os.urandom(5000) + "种下的值".encode(code) + os.urandom(5000))
    with gate.compartment("visits").change("test") as change:
        change.facts["planted"] = "种在来访里的值"
    given = readable(desk.folder, keys)
    wanted = ["种下的值", "种在来访里的值", "没有种的值"]
    assert raw_pages.found(wanted, *given.values()) == wanted[:2]
