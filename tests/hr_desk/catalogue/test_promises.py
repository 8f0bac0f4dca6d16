# SPDX-License-Identifier: Apache-2.0
"""The clauses as data: read strictly, in both languages, with a reason where people do a part."""

import pytest

from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.catalogue.promises import IN, SCOPES, clauses, clauses_of
from hr_desk.catalogue.source import parse

WHOLE = """
[clause."1.1"]
scope = "in"
summary = { zh = "说明", en = "Said" }
controls = ["one"]
kept = "notice"
"""


def test_the_shipped_clauses_are_whole() -> None:
    found = clauses()
    assert len(found) == 79 and next(iter(found)) == "P-1"
    assert {one.scope for one in found.values()} == set(SCOPES)
    assert len({one.summary.zh for one in found.values()}) == 79
    assert all(one.reason is None for one in found.values() if one.scope == IN)


def test_a_clause_is_read() -> None:
    (one,) = clauses_of(parse("clauses.toml", WHOLE)).values()
    assert (one.id, one.controls, one.kept) == ("1.1", ("one",), "notice")


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ('scope = "in"', 'scope = "maybe"'),
        ('scope = "in"', 'scope = "out"'),
        ('kept = "notice"', ""),
        ('kept = "notice"', 'kept = "notice"\nwhere = "here"'),
        ('en = "Said"', 'en = ""'),
    ],
)
def test_a_mistake_is_refused(word: str, other: str) -> None:
    with pytest.raises(CatalogueProblem):
        clauses_of(parse("clauses.toml", WHOLE.replace(word, other)))
