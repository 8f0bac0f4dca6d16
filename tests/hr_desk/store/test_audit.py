# SPDX-License-Identifier: Apache-2.0
"""The log: what it names, what it never holds, and that changing it shows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.operations import candidates, recruitment
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store.audit import Entry, digest_of, entry_from, genesis
from hr_desk.store.problems import ChainBroken
from tests.support.desk import Desk
from tests.support.made_up import people, secrets_of

TEXT = st.text(max_size=20)
ENTRIES = st.builds(
    Entry,
    sequence=st.integers(1, 10**9),
    at=TEXT,
    user=TEXT,
    operation=TEXT,
    purpose=st.none() | TEXT,
    records=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=3).map(tuple),
    fields=st.lists(TEXT, max_size=3).map(tuple),
    facts=st.dictionaries(TEXT, st.integers() | TEXT, max_size=3),
)


@given(ENTRIES)
def test_an_entry_is_read_back_from_its_canonical_form(entry: Entry) -> None:
    assert entry_from(entry.body()) == entry
    assert entry_from(entry.body()).body() == entry.body()


def test_a_digest_needs_the_key_and_the_content() -> None:
    content = {"mobile": "13800138000"}
    assert digest_of(b"a" * 32, content) == digest_of(b"a" * 32, dict(content))
    assert digest_of(b"a" * 32, content) != digest_of(b"b" * 32, content)
    assert digest_of(b"a" * 32, content) != digest_of(b"a" * 32, {"mobile": "13800138001"})


def test_the_first_entry_is_bound_to_desk_and_file() -> None:
    starts = {genesis(desk, file) for desk in ("a", "b") for file in ("hiring", "visits")}
    assert len(starts) == 4


@pytest.fixture
def used(desk: Desk, session: Session) -> Session:
    ids = desk.take_in(session, list(people(3, seed=3)))
    candidates.open_record(session, ids[0])
    candidates.unmask(session, ids[0], ["mobile"], purpose="apply.contact")
    recruitment.reject(session, ids[1:], reason="skills")
    return session


def test_no_entry_holds_a_value(used: Session) -> None:
    bodies = "".join(body for (body,) in used.compartment("hiring").read("SELECT body FROM audit"))
    assert "full_name" in bodies and "employer" in bodies
    for value in secrets_of(list(people(3, seed=3))):
        assert value not in bodies


def test_the_whole_log_verifies(used: Session) -> None:
    hiring = used.compartment("hiring")
    assert hiring.verify_chain(used.signed_by) == hiring.head()
    numbers = [entry.sequence for entry in audit.entries(hiring.connection)]
    assert numbers == list(range(1, hiring.head().sequence + 1))


CHANGES = {
    "an entry in the middle goes": "DELETE FROM audit WHERE seq = {middle}",
    "the first goes": "DELETE FROM audit WHERE seq = 1",
    "a user is exchanged": "UPDATE audit SET body = replace(body, '{user}', '{other}') "
    "WHERE seq = {last}",
    "a purpose is added": "UPDATE audit SET body = replace(body, 'null', '\"apply.assess\"') "
    "WHERE seq = {last}",
    "a signature is taken over": "UPDATE audit SET signature = "
    "(SELECT signature FROM audit WHERE seq = 1) WHERE seq = {last}",
    "a hash is taken over": "UPDATE audit SET hash = "
    "(SELECT hash FROM audit WHERE seq = 1) WHERE seq = {last}",
    "an entry stands twice": "UPDATE audit SET body = "
    "(SELECT body FROM audit WHERE seq = {middle}) WHERE seq = {last}",
    "numbers have a gap": "UPDATE audit SET seq = seq + 1 WHERE seq = {last}",
}


@pytest.mark.parametrize("sql", CHANGES.values(), ids=CHANGES)
def test_a_change_to_the_log_is_found(used: Session, desk: Desk, sql: str) -> None:
    hiring = used.compartment("hiring")
    last = hiring.head().sequence
    other = next(user.id for user in used.register.users if user.name == "second")
    hiring.connection.execute(
        sql.format(last=last, middle=last // 2, user=used.user.id, other=other)
    )
    with pytest.raises(ChainBroken):
        hiring.verify_chain(used.signed_by)


def test_a_rewritten_tail_needs_the_users_own_signature(used: Session) -> None:
    """Whoever holds the file key can rewrite hashes, but not sign for somebody else."""
    hiring = used.compartment("hiring")
    last = hiring.head().sequence
    rows = hiring.read("SELECT body, hash FROM audit WHERE seq >= ? ORDER BY seq", (last - 1,))
    (_, before), (body, _) = rows
    changed = json.dumps({**json.loads(body), "operation": "nothing"}, sort_keys=True,
                         ensure_ascii=False, separators=(",", ":"))  # fmt: skip
    hiring.connection.execute(
        "UPDATE audit SET body = ?, hash = ? WHERE seq = ?",
        (changed, audit._chained(bytes(before), changed), last),
    )
    with pytest.raises(ChainBroken):
        hiring.verify_chain(used.signed_by)


def test_the_history_of_a_record_is_newest_first(used: Session) -> None:
    hiring = used.compartment("hiring")
    (id_,) = hiring.read_one("SELECT id FROM application ORDER BY seq LIMIT 1")
    found = audit.entries_about(hiring.connection, [id_], limit=10)
    assert [entry.operation for entry in found] == [
        "record.unmask", "record.open", "application.take_in",
    ]  # fmt: skip
    assert len(audit.entries_about(hiring.connection, [id_], limit=2)) == 2
