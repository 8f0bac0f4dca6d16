# SPDX-License-Identifier: Apache-2.0
"""The control over who sees which field: what roles are granted, who has keys, and what was read.

The log names for each read its user and the fields. It is judged by the roles its user had then,
where the logs at hand still say which (``role_history``). A log is read once; from then on a look
costs what was written since.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from weakref import WeakKeyDictionary

from hr_desk.catalogue import load
from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Access, Field
from hr_desk.domain.clock import day_of
from hr_desk.domain.letter_words import Listed
from hr_desk.domain.reads import EMERGENCY, READS
from hr_desk.i18n import N_
from hr_desk.operations import epochs
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.role_history import Roles, histories
from hr_desk.operations.session import Session
from hr_desk.operations.values import POSITION
from hr_desk.store import audit_reads
from hr_desk.store.anchors import Head
from hr_desk.store.audit_reads import Noted
from hr_desk.store.compartment import Compartment

_KIOSK: Final = "kiosk"

Beyond = tuple[Roles, str]
"""The roles of a reader and a field that none of them may see."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the log of a file showed up to an entry, by the register and the catalogue of then.

    ``reads`` were judged, the last one at ``last`` (UTC, ISO 8601); ``unknown`` were not, because
    nothing says which roles their users had.
    """

    rules: tuple[int, str]
    head: Head
    reads: int = 0
    unknown: int = 0
    last: str = ""
    beyond: Counter[Beyond] = field(default_factory=Counter)


_REMEMBERED: Final[WeakKeyDictionary[Compartment, _Judged]] = WeakKeyDictionary()
"""What was judged of each open file: a log only grows, and its chain shows where it did not."""


def _roles_matrix(session: Session) -> Seen:
    cells = list(_cells(session.catalogue))
    wrong = [(one, role) for one, role, right in cells if not right]
    if wrong:
        one, role = wrong[0]
        label = session.catalogue.roles[role].label
        return Seen.broken(_SEES_MORE, count=len(wrong), role=label, field=one.label)
    if not session.held:
        return Seen.not_seen()
    known = epochs.owed(session.register, session.catalogue)
    if known:
        label = session.catalogue.compartments[known[0]]
        return Seen.broken(_HOLDS_MORE, count=len(known), file=label)
    judged = [_judged(session, session.compartment(name)) for name in session.held]
    beyond = sum((one.beyond for one in judged), Counter[Beyond]())
    return _read_beyond(session, beyond) if beyond else _lived(judged, cells=len(cells))


def _cells(catalogue: Catalogue) -> Iterator[tuple[Field, str, bool]]:
    """Yield each field, role and whether the role sees what the program's own catalogue grants."""
    shipped = load().fields
    for one in catalogue.fields.values():
        for role in catalogue.roles:
            letter = one.roles.get(role, Access.NONE)
            known = shipped.get(one.key)
            more = known is not None and letter > known.roles.get(role, Access.NONE)
            reads = role == _KIOSK and letter in (Access.MASKED, Access.FULL)
            keyless = any(_reads_without_key(catalogue, one, role, c) for c in one.retention)
            yield one, role, not (more or reads or keyless)


def _reads_without_key(catalogue: Catalogue, one: Field, role: str, compartment: str) -> bool:
    access = catalogue.access(one, (role,), compartment=compartment)
    return access in (Access.MASKED, Access.FULL) and not catalogue.holds((role,), compartment)


def _judged(session: Session, file: Compartment) -> _Judged:
    """Judge what was read since the last look; all of it where the rules or the log changed."""
    rules = (session.register.serial, session.catalogue.fingerprint())
    known = _REMEMBERED.get(file)
    if known is None or known.rules != rules or not audit_reads.is_still(file, known.head):
        known = _Judged(rules, Head(0, b""))
    head = file.head()
    if head.sequence > known.head.sequence:
        noted = audit_reads.noted(file, READS, after=known.head.sequence)
        known = _together(known, head, noted, _Judge(session, file.name))
        _REMEMBERED[file] = known
    return known


def _together(known: _Judged, head: Head, noted: Sequence[Noted], judge: "_Judge") -> _Judged:
    """Return what was judged before and what ``noted`` adds to it."""
    mine = [(one, roles) for one in noted if (roles := judge.roles_of(one)) is not None]
    beyond = Counter(known.beyond)
    for one, roles in mine:
        beyond.update(judge.beyond(one, roles))
    return _Judged(
        known.rules,
        head,
        reads=known.reads + len(mine),
        unknown=known.unknown + len(noted) - len(mine),
        last=mine[-1][0].at if mine else known.last,
        beyond=beyond,
    )


class _Judge:
    """What the users of a desk may see of a file; each answer is worked out once."""

    def __init__(self, session: Session, file: str) -> None:
        self._file = file
        self._catalogues = (session.catalogue, load())
        self._histories = histories(session)
        self._answers: dict[tuple[Roles, str, str], tuple[Beyond, ...]] = {}

    def roles_of(self, one: Noted) -> Roles | None:
        """Return the roles of an entry's user then, none of a stranger; None where unknown."""
        known = self._histories.get(one.user)
        return () if known is None else known.at(one.moment)

    def beyond(self, one: Noted, roles: Roles) -> tuple[Beyond, ...]:
        """Return the fields of an entry that none of these roles may see."""
        asked = (roles, one.operation, one.fields)
        if asked not in self._answers:
            self._answers[asked] = tuple(
                (roles, key)
                for key in json.loads(one.fields)
                if not self._may(roles, one.operation, key)
            )
        return self._answers[asked]

    def _may(self, roles: Sequence[str], operation: str, key: str) -> bool:
        """Whether the catalogue in force, or the program's own, shows a field to a role.

        A company that closes a field makes no earlier read of it wrong. What has no field is
        looked at where fields are declared.
        """
        if key == POSITION:  # its words are the requisition's, which everybody in hiring reads
            return True
        found = [one.fields[key] for one in self._catalogues if key in one.fields]
        if operation == EMERGENCY:
            return not found or any(one.emergency_reveal & set(roles) for one in found)
        return not found or any(self._shows(one, roles) for one in found)

    def _shows(self, one: Field, roles: Sequence[str]) -> bool:
        """Whether a role that holds the key has the field: here, or in the file it lives in.

        A gate prints what it enters in its own log, whoever else does so in that of hiring.
        """
        places = (self._file,) if self._file in one.retention else one.compartments
        catalogue = self._catalogues[0]
        return any(
            catalogue.holds((role,), place) and one.roles.get(role, Access.NONE) > Access.NONE
            for role in roles
            for place in places
        )


def _read_beyond(session: Session, beyond: Mapping[Beyond, int]) -> Seen:
    """Say how many reads showed too much: which field first, and to whom."""
    (roles, key), _ = max(beyond.items(), key=lambda one: one[1])
    known = [
        session.catalogue.roles[role].label for role in roles if role in session.catalogue.roles
    ]
    values = {"count": sum(beyond.values()), "field": session.catalogue.field(key).label}
    if not known:
        return Seen.broken(_READ_WITHOUT_ROLE, **values)
    return Seen.broken(_READ_MORE, roles=Listed(tuple(known)), **values)


def _lived(judged: Sequence[_Judged], *, cells: int) -> Seen:
    reads, unknown = sum(one.reads for one in judged), sum(one.unknown for one in judged)
    last = max(one.last for one in judged)
    if not last:
        return Seen.kept(_UNREAD, count=cells, files=len(judged), unknown=unknown)
    day = day_of(datetime.fromisoformat(last)).isoformat()
    return Seen.kept(_MATRIX, count=cells, reads=reads, files=len(judged), day=day, unknown=unknown)


_SEES_MORE: Final = N_(
    "{count} cells grant more than the catalogue of the program, first {role}: “{field}”."
)
_HOLDS_MORE: Final = N_(
    "{count} files have keys with somebody whose roles do not hold them, “{file}” first. Make a "
    "new key under Users and keys."
)
_READ_MORE: Final = N_(
    "{count} times the log shows something read that the reader's roles do not see, most often "
    "“{field}” by {roles}."
)
_READ_WITHOUT_ROLE: Final = N_(
    "{count} times the log shows something read that the reader's roles do not see, most often "
    "“{field}” by somebody who has no role at this desk."
)
_UNREAD: Final = N_(
    "{count} cells of roles and fields grant no more than the catalogue says; nobody has a key "
    "beyond their roles. The logs of {files} files name no read that could be judged; of {unknown} "
    "it is not known which roles the reader had then."
)
_MATRIX: Final = N_(
    "{count} cells of roles and fields grant no more than the catalogue says; nobody has a key "
    "beyond their roles. All {reads} logged reads in {files} files, up to {day}, show what the "
    "reader's roles saw; of {unknown} more it is not known which roles the reader had then."
)

CONTROLS: Final = (Control("roles_matrix", N_("Who sees which field"), _roles_matrix),)
"""Who may see what, and who saw what."""
