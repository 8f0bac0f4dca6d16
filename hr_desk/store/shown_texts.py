# SPDX-License-Identifier: Apache-2.0
"""The SQL of what people were shown: texts that are kept, visits with their notice, prints.

Texts come with how many acts rest on each, visits and prints as counts: no row names anybody.
"""

import json
from collections.abc import Collection, Mapping
from typing import Final

from hr_desk.store.compartment import Compartment

NOTICES: Final = ("hiring",)
"""The files in which the words of a confirmed notice are kept."""

AGREED: Final[Mapping[str, str]] = {
    "hiring": "SELECT text_sha256 AS digest, given_at FROM consent WHERE ended_on IS NULL",
    "personnel": (
        "SELECT text_sha256 AS digest, given_at FROM joiner_consent WHERE withdrawn_at IS NULL "
        "UNION ALL SELECT text_sha256, given_at FROM recipient_consent WHERE withdrawn_at IS NULL"
    ),
}
"""File to what was agreed to in it and was not ended: the text and when."""

_TEXTS: Final = (
    "SELECT t.language, t.text, count(*) FROM ({acts}) a JOIN consent_text t "
    "ON t.sha256 = a.digest WHERE a.given_at >= ? GROUP BY t.sha256 ORDER BY t.sha256"
)
_CONFIRMED: Final = "SELECT text_sha256 AS digest, given_at FROM consent WHERE subject = ?"

VISITS: Final = "visits"
PRIVACY: Final = "privacy"
_CAME_IN: Final = (
    "SELECT notice_version, notice_how, date(notice_at, '+8 hours'), count(*) FROM visit "
    "WHERE day >= ? AND arrived_at IS NOT NULL AND state IN ({marks}) GROUP BY 1, 2, 3"
)
_LAST_PRINT: Final = (
    "SELECT recipient FROM disclosure WHERE kind = 'print' AND purpose = ? AND fields = '[]' "
    "AND records = '[]' AND completed_at IS NOT NULL ORDER BY seq DESC LIMIT 1"
)
_LETTERS: Final = (
    "SELECT told, count(*) FROM (SELECT max(d.seq), json_extract(a.body, ?) AS told "
    "FROM disclosure d JOIN audit_record r ON r.record = d.id JOIN audit a ON a.seq = r.seq "
    "WHERE d.kind = 'print' AND d.completed_at IS NOT NULL "
    "AND json_extract(a.body, '$.operation') = ? AND json_extract(a.body, ?) IS NOT NULL "
    "GROUP BY d.records) GROUP BY told"
)


def notices(file: Compartment, subject: str) -> list[tuple[str, str, int]]:
    """Return language, text and number of people of each confirmed notice that is kept."""
    return file.read(_TEXTS.format(acts=_CONFIRMED), (subject, ""))


def agreed_since(file: Compartment, since: str) -> list[tuple[str, str, int]]:
    """Return language, text and number of acts of what was agreed to since a moment (ISO 8601)."""
    return file.read(_TEXTS.format(acts=AGREED[file.name]), (since,))


def came_in(
    visits: Compartment, states: Collection[str], since: str
) -> list[tuple[int, str, str, int]]:
    """Return version, way and day of the notice, and how many visitors came in with it.

    Counted are visits in one of ``states``, from a day (ISO 8601) on; days are in Asia/Shanghai.
    """
    return visits.read(_CAME_IN.format(marks=", ".join("?" * len(states))), (since, *states))


def last_print(file: Compartment, purpose: str) -> str | None:
    """Return to whom the last print of a purpose went that names nobody; None without one."""
    row = file.read_one(_LAST_PRINT, (purpose,))
    return None if row is None else str(row[0])


def routes_told(privacy: Compartment, operation: str, fact: str) -> list[tuple[list[str], int]]:
    """Return what a fact (a list) says of letters that are out, with how many of them say so.

    Read from the entries by which ``operation`` registered them; those without it are left out. Of
    several to one person the last counts: it is how a lacking one is made good.
    """
    path = f"$.facts.{fact}"
    rows = privacy.read(_LETTERS, (path, operation, path))
    return [(json.loads(said), count) for said, count in rows]
