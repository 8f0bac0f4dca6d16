# SPDX-License-Identifier: Apache-2.0
"""Finding rows by terms: the same as asking each row, newest first, page by page."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk.operations.session import Session
from hr_desk.store import hiring, search

TERMS = [f"t{n}" for n in range(6)]
POSTINGS = st.lists(st.frozensets(st.sampled_from(TERMS), max_size=4), min_size=1, max_size=12)
UNION = st.frozensets(st.sampled_from(TERMS), min_size=1, max_size=3)
QUERY = st.lists(st.lists(UNION, min_size=1, max_size=3), max_size=3)


def matches(own: frozenset[str], alternatives: list[list[frozenset[str]]]) -> bool:
    return any(all(own & union for union in conjunction) for conjunction in alternatives)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(postings=POSTINGS, query=QUERY, limit=st.integers(1, 4))
def test_pages_of_matches_are_what_asking_each_row_gives(
    session: Session, postings: list[frozenset[str]], query: list[list[frozenset[str]]], limit: int
) -> None:
    file = session.compartment("hiring")
    with file.change("test") as change:
        change.execute("DELETE FROM term")
        for seq, terms in enumerate(postings, start=1):
            hiring.insert_terms(change, seq, terms)
    found: list[int] = []
    before: int | None = None
    while page := search.newest_matching(file, query, before=before, limit=limit):
        found += page
        before = page[-1]
    expected = [seq for seq, own in enumerate(postings, start=1) if matches(own, query)]
    assert found == expected[::-1]


def test_an_empty_union_matches_nothing(session: Session, tmp_path: Path) -> None:
    file = session.compartment("hiring")
    with file.change("test") as change:
        hiring.insert_terms(change, 1, ["t1"])
    queries: list[list[list[frozenset[str]]]] = [
        [], [[]], [[frozenset()]], [[frozenset({"t1"}), frozenset()]],
    ]  # fmt: skip
    for query in queries:
        assert search.newest_matching(file, query, before=None, limit=5) == []
    assert search.newest_matching(file, [[frozenset({"t1"})]], before=None, limit=5) == [1]
