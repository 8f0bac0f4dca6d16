# SPDX-License-Identifier: Apache-2.0
"""The one shape of a write: may this role do it, one transaction, one audit entry, one Changes.

The table ``OPERATIONS`` is filled by the decorator and read by permissions, the API page's test
and the window's actions; there is no second list.
"""

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from importlib import import_module
from typing import Any, Concatenate, ParamSpec

from hr_desk.operations import minor_reads
from hr_desk.operations.changes import Changes
from hr_desk.operations.minor_problems import MinorNotApproved
from hr_desk.operations.problems import NotPermitted, SomeoneElses
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change

P = ParamSpec("P")

Body = Callable[Concatenate[Session, Change, P], Iterable[str] | None]
Verb = Callable[Concatenate[Session, P], Changes]


@dataclass(frozen=True, slots=True)
class Operation:
    """One verb: the compartment it writes (None: the desk's own files) and who may call it.

    ``otherwise`` are the compartments it writes where the session does not hold the first: a
    gatehouse keeps no hiring, and its policy and its prints need an entry all the same.
    """

    name: str
    compartment: str | None
    roles: frozenset[str]
    call: Callable[..., Any]
    otherwise: tuple[str, ...] = ()

    def written_by(self, session: Session) -> str | None:
        """Return the first of its compartments that the session holds, else the first."""
        wanted = (self.compartment, *self.otherwise)
        return next((one for one in wanted if one and session.holds(one)), self.compartment)


OPERATIONS: dict[str, Operation] = {}


def operation(
    name: str, *, compartment: str, roles: Iterable[str], otherwise: tuple[str, ...] = ()
) -> Callable[[Body[P]], Verb[P]]:
    """Make a verb of a function that writes through a Change and returns the ids it made.

    The verb raises NotPermitted (the try is logged, also where a record is another recruiter's, its
    use is restricted, or it is a minor's and nobody approved the read),
    CompartmentClosed and the file's UserErrors.
    """
    allowed = frozenset(roles)

    def decorate(body: Body[P]) -> Verb[P]:
        @wraps(body)
        def verb(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> Changes:
            require(session, name)
            written = OPERATIONS[name].written_by(session) or compartment
            try:
                with session.compartment(written).change(name) as change:
                    created = tuple(body(session, change, *args, **kwargs) or ())
                    minor_reads.note_read(session, change)
            except (SomeoneElses, Restricted, MinorNotApproved) as refused:
                note_denied(session, written, name, refused.records)
                raise
            return changes_of(change, created)

        OPERATIONS[name] = Operation(name, compartment, allowed, verb, otherwise)
        return verb

    return decorate


def desk_operation(name: str, *, roles: Iterable[str]) -> Callable[[Callable[P, Any]], Any]:
    """Enter a verb that writes the desk's own files, or several in turn, into the table.

    The function calls ``require`` itself, because it decides when the check is due.
    """
    allowed = frozenset(roles)

    def decorate(body: Callable[P, Any]) -> Callable[P, Any]:
        OPERATIONS[name] = Operation(name, None, allowed, body)
        return body

    return decorate


def named(name: str) -> Operation:
    """Return the verb of a name, whatever was imported so far; raises KeyError where none has it.

    A screen asks whether a step may be taken without importing the verb that takes it.
    """
    if name not in OPERATIONS:
        _import_all()
    return OPERATIONS[name]


@lru_cache(maxsize=1)
def _import_all() -> None:
    """Import every module of the verbs; they import this one, so it cannot be done above."""
    from hr_desk import operations

    for found in pkgutil.iter_modules(operations.__path__):
        import_module(f"{operations.__name__}.{found.name}")


def changes_of(change: Change, created: tuple[str, ...] = ()) -> Changes:
    """Return the Changes of a committed change."""
    records = frozenset((kind, id_) for kind, id_, _ in change.records)
    return Changes(change.operation, records, created, change.sequence)


def permitted(session: Session, name: str) -> bool:
    """Whether the session's user may call the operation ``name`` here."""
    entry = named(name)
    written = entry.written_by(session)
    if written is not None and not session.holds(written):
        return False
    return bool(entry.roles & set(session.user.roles))


def require(session: Session, name: str) -> None:
    """Raise NotPermitted unless the user may call ``name``; log the try where a log is at hand."""
    entry = named(name)
    if entry.roles & set(session.user.roles):
        return
    own = entry.written_by(session)
    for file in (own,) if own is not None and session.holds(own) else session.held[:1]:
        note_denied(session, file, name)
    raise NotPermitted


def note_denied(
    session: Session, compartment: str, name: str, records: Iterable[tuple[str, str]] = ()
) -> None:
    """Write the entry of a refused try into a file: the operation, and which records (kind, id)."""
    with session.compartment(compartment).change("denied") as change:
        change.facts["operation"] = name
        for kind, id_ in records:
            change.touched(kind, id_)
