# SPDX-License-Identifier: Apache-2.0
"""What a person may ask about their own data and what a case may become: one declaration.

Read from ``resources/requests/requests.toml``, strictly: kinds, codes, grounds, channels, ways to
verify, reasons to refuse, and the states of a case with the verbs between them. Nothing else
keeps a list of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hr_desk.catalogue.source import Table, read
from hr_desk.i18n import RESOURCES, Text

FILE: Final = RESOURCES / "requests" / "requests.toml"

ORDERS: Final = ("correct", "restrict", "delete")
"""What a file may be told to do with a record because somebody asks for it."""

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


@dataclass(frozen=True, slots=True)
class RequestCode:
    """What exactly is asked: the visible kind it belongs to, its label, the article behind it.

    ``shows`` is True where the data itself is asked: what is refused then stays out of the copy.
    ``files`` is False where no file has to be asked. ``order`` is what a file is told to do with a
    record for such a request, empty where it is nothing; ``each`` says that it is for every record
    that was found, not for one of them. ``copied`` says that what was found leaves as a copy,
    ``withdraws`` that a consent is taken back where it is kept.
    """

    kind: str
    label: Text
    law: str
    shows: bool = False
    files: bool = True
    order: str = ""
    each: bool = False
    copied: bool = False
    withdraws: bool = False


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
    """The numbers of the promise; working days, days, hours and months as their names say."""

    working_days: int
    verify_within: int
    warn_at: tuple[int, ...]
    proof_within: int
    failures: int
    lock_hours: int
    review_days: int
    free_requests: int
    fee_months: int


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
    kinds, states = file.each("kind", Table.label), file.each("state", Table.label)
    return RequestRules(
        terms=_terms(file.table("terms")),
        kinds=kinds,
        codes=file.each("code", lambda table: _code(table, kinds)),
        grounds=file.each("ground", _reason),
        channels=file.each("channel", Table.label),
        methods=file.each("method", Table.label),
        refusals=file.each("refusal", _reason),
        states=states,
        outcomes=file.each("outcome", Table.label),
        endings=file.each("ending", Table.label),
        verbs=file.each("verb", lambda table: _verb(table, states)),
    )


def _code(table: Table, kinds: Mapping[str, Text]) -> RequestCode:
    table.only(("kind", "label", "law", "shows", "files", "order", "each", "copied", "withdraws"))
    return RequestCode(
        table.name("kind", kinds, "word"), table.words("label"), table.string("law"),
        table.flag("shows", False), table.flag("files", True),
        table.name_or_none("order", ORDERS, "word") or "", table.flag("each", False),
        table.flag("copied", False), table.flag("withdraws", False),
    )  # fmt: skip


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
