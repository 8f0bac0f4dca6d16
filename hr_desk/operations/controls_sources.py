# SPDX-License-Identifier: Apache-2.0
"""The control over public data: where it comes from is known, what was refused is used no more."""

import json
from datetime import timedelta
from typing import Any, Final

from hr_desk.i18n import N_
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.due_days import periods
from hr_desk.operations.session import Session
from hr_desk.operations.sources import KINDS
from hr_desk.store import sources as store


def _sources(session: Session) -> Seen:
    if not session.holds(store.FILE):
        return Seen.not_seen()
    file = session.compartment(store.FILE)
    found = store.every(file)
    lacking = sum(not one.place or not one.published_on or one.kind not in KINDS for one in found)
    if lacking:
        return Seen.broken(_LACKING, count=lacking)
    refused = [one for one in found if one.refused_on is not None]
    used = sum(_is_used(_fields(session, one.person), one.kept or {}) for one in refused)
    if used:
        return Seen.broken(_USED, count=used)
    first = session.today() - timedelta(days=periods(session.catalogue)[store.CLASS])
    waiting = store.refused(file, today=session.today())
    late = sum((one.refused_on or "") < first.isoformat() for one in waiting)
    if late:
        return Seen.broken(_LATE, count=late)
    return Seen.kept(_KNOWN, count=len(found), refused=len(refused))


def _fields(session: Session, person: int) -> list[dict[str, Any]]:
    rows = session.compartment(store.FILE).read(
        "SELECT fields FROM person WHERE seq = ? "
        "UNION ALL SELECT fields FROM application WHERE person = ?", (person, person),
    )  # fmt: skip
    return [json.loads(text) for (text,) in rows]


def _is_used(stored: list[dict[str, Any]], kept: Any) -> bool:
    return any(one.get(key) == value for one in stored for key, value in kept.items())


_LACKING: Final = N_("{count} notes of public data do not say where or when it was public.")
_USED: Final = N_("{count} sources were refused and still stand in the record.")
_LATE: Final = N_("What was refused of {count} sources should have been deleted.")
_KNOWN: Final = N_(
    "{count} notes of public data say where and when it was public; {refused} were refused, and "
    "nobody reads what they were about."
)

CONTROLS: Final = (Control("sources", N_("Where public data comes from"), _sources),)
"""What is known of data that was public."""
