# SPDX-License-Identifier: Apache-2.0
"""Whether what a screen shows of one record may still be shown; asked again while it is there.

An order of the privacy office, a deletion run or another window may end its use at any moment, and
that takes effect at once (PIPL 47). Nothing is logged: nobody asked to see it anew.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from hr_desk.errors import UserError
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.store import hiring, payroll, personnel, request_tasks, visits
from hr_desk.store.compartment import Compartment

Rows = Callable[[Compartment, str], Iterable[int]]

_KINDS: Final[Mapping[str, tuple[str, Rows]]] = {
    "application": ("hiring", lambda file, id_: _persons(file, id_)),
    "visit": ("visits", lambda file, id_: (one.seq for one in visits.visits(file, [id_]))),
    "joiner": ("personnel", lambda file, id_: (one.seq for one in personnel.joiners(file, [id_]))),
    "account": ("payroll", lambda file, id_: (one.seq for one in payroll.accounts(file, [id_]))),
}
"""Kind of record to its file and the number of the row that an order restricts."""


def ended(session: Session, kind: str, record: str) -> UserError | None:
    """Return why a record (id) may be shown no longer: RecordGone, Restricted; None where it may.

    Raises KeyError for a kind that no page shows one of, CompartmentClosed.
    """
    name, rows = _KINDS[kind]
    file = session.compartment(name)
    found = set(rows(file, record))
    if not found:
        return RecordGone()
    restricted = request_tasks.restricted(file).values()
    return None if found.isdisjoint(restricted) else Restricted()


def _persons(file: Compartment, application: str) -> Iterable[int]:
    return (one.person_seq for one in hiring.applications(file, [application]))
