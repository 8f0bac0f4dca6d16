# SPDX-License-Identifier: Apache-2.0
"""Whose use is restricted in visits, personnel and payroll: the one rule, for every reader.

What a restricted record is kept for is all that is done with it (PIPL 47(2)): no list, search or
file that leaves shows it, and opening, changing, unmasking, printing or handing it over is
refused. It still ends by its clock, the officer's questions and orders, holds and what another
file reports reach it, and whoever is in the building is in the roll call, can leave, and if they
are hurt it is revealed whom to call. Hiring keeps the same in ``scope``, beside whose work an
application is.
"""

from collections.abc import Collection, Iterable
from typing import Final, Protocol, TypeVar

from hr_desk.operations.operation import note_denied
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.store import request_tasks

USED: Final = "seq NOT IN (SELECT row FROM record_restriction)"
"""The condition on visits, joiners or accounts that their use is not restricted."""

_KINDS: Final = {"visits": "visit", "personnel": "joiner", "payroll": "account"}
"""File to what its records are called in the log."""


class Numbered(Protocol):
    """A record with its id and the number of its row."""

    @property
    def id(self) -> str:
        """The random id."""

    @property
    def seq(self) -> int:
        """The row's number."""


Kept = TypeVar("Kept", bound=Numbered)


def only(session: Session, file: str, records: Iterable[Kept]) -> list[Kept]:
    """Return those of the records of a file whose use is not restricted; CompartmentClosed."""
    kept = set(request_tasks.restricted(session.compartment(file)).values())
    return [one for one in records if one.seq not in kept]


def require(session: Session, file: str, records: Collection[Numbered]) -> None:
    """Raise Restricted where the use of one of these records is restricted; the try is logged."""
    used = {one.seq for one in only(session, file, records)}
    kept = tuple((_KINDS[file], one.id) for one in records if one.seq not in used)
    if not kept:
        return
    refused = Restricted()
    refused.records = kept
    if not session.compartment(file).is_writing:
        # Inside a change the operation that is refused writes the entry, after it is undone.
        note_denied(session, file, f"{_KINDS[file]}.look", kept)
    raise refused
