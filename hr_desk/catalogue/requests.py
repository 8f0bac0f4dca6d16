# SPDX-License-Identifier: Apache-2.0
"""What a person may ask about their own data and what a case may become: one declaration.

Read from ``resources/requests/requests.toml``, strictly: kinds, codes, grounds, channels, ways to
verify, reasons to refuse, and the states of a case with the verbs between them. Nothing else
keeps a list of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from hr_desk.catalogue.source import Table, read
from hr_desk.i18n import RESOURCES, Text

FILE: Final = RESOURCES / "requests" / "requests.toml"

TABLES: Final = (
    "terms",
    "kind",
    "code",
    "ground",
    "channel",
    "method",
    "refusal",
    "state",
    "outcome",
    "ending",
    "verb",
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RequestCode:
    """What exactly is asked: the visible kind it belongs to, its label, the article behind it."""

    kind: str
    label: Text
    law: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A ground or a reason to refuse: its label and article.

    ``own_data`` is False where it never covers what the person gave themselves.
    """

    label: Text
    law: str
    own_data: bool = True


@dataclass(frozen=True, slots=True)
class CaseVerb:
    """One step of a case: the states it starts from, and where it leads (None: the state stays)."""

    sources: tuple[str, ...]
    target: str | None


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of the promise; working days, days and hours as their names say."""

    working_days: int
    verify_within: int
    warn_at: tuple[int, ...]
    proof_within: int
    failures: int
    lock_hours: int
    review_days: int


@dataclass(frozen=True, slots=True)
class RequestRules:
    """The whole declaration; every mapping is in the order of the file."""

    terms: Terms
    kinds: Mapping[str, Text]
    codes: Mapping[str, RequestCode]
    grounds: Mapping[str, Reason]
    channels: Mapping[str, Text]
    methods: Mapping[str, Text]
    refusals: Mapping[str, Reason]
    states: Mapping[str, Text]
    outcomes: Mapping[str, Text]
    endings: Mapping[str, Text]
    verbs: Mapping[str, CaseVerb]


@lru_cache(maxsize=1)
def request_rules() -> RequestRules:
    """Return the declaration that ships with the program; raises CatalogueProblem."""
    return rules_of(read(FILE))


def rules_of(file: Table) -> RequestRules:
    """Return the declaration in a file; raises CatalogueProblem at the first mistake."""
    file.only(TABLES)
    kinds, states = _each(file, "kind", _label), _each(file, "state", _label)
    return RequestRules(
        terms=_terms(file.table("terms")),
        kinds=kinds,
        codes=_each(file, "code", lambda table: _code(table, kinds)),
        grounds=_each(file, "ground", _reason),
        channels=_each(file, "channel", _label),
        methods=_each(file, "method", _label),
        refusals=_each(file, "refusal", _reason),
        states=states,
        outcomes=_each(file, "outcome", _label),
        endings=_each(file, "ending", _label),
        verbs=_each(file, "verb", lambda table: _verb(table, states)),
    )


def _each(file: Table, name: str, make: Callable[[Table], T]) -> dict[str, T]:
    return {table.key: make(table) for table in file.tables(name)}


def _label(table: Table) -> Text:
    table.only(("label",))
    return table.words("label")


def _code(table: Table, kinds: Mapping[str, Text]) -> RequestCode:
    table.only(("kind", "label", "law"))
    return RequestCode(table.name("kind", kinds, "word"), table.words("label"), table.string("law"))


def _reason(table: Table) -> Reason:
    table.only(("label", "law", "own_data"))
    return Reason(table.words("label"), table.string("law"), table.flag("own_data", True))


def _verb(table: Table, states: Mapping[str, Text]) -> CaseVerb:
    table.only(("from", "to"))
    return CaseVerb(table.names("from", states, "word"), table.name_or_none("to", states, "word"))


def _terms(table: Table) -> Terms:
    table.only(Terms.__slots__)
    numbers = {name: table.integer(name) for name in Terms.__slots__ if name != "warn_at"}
    return Terms(warn_at=tuple(int(day) for day in table.body["warn_at"]), **numbers)
