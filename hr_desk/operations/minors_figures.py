# SPDX-License-Identifier: Apache-2.0
"""What each file says for the yearly report on minors: counts, sent to the privacy office.

Whoever holds ``privacy`` holds none of the files that count, so each of them is given by who holds
it, also one without any minor: silence is no zero.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final

from hr_desk.domain.clock import start_of
from hr_desk.operations import delivery, minors_report
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, receives, send
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.minor_problems import MinorsYearRuns
from hr_desk.operations.minors_report import MinorsReport
from hr_desk.operations.operation import changes_of, desk_operation, require
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.session import Session
from hr_desk.store import minors_reports as store
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.minor_approvals import FILES

ANSWERING: Final = ("hr_admin",)
GIVES: Final = "minors_report.contribute"
KIND: Final = "minors_report.figures"
COUNTED: Final = tuple(one.name for one in fields(MinorsReport) if one.name != "file")
FIRST_YEAR: Final = 2025
"""The first that is reported on (国家网信办 2025-12-29: by the end of January of the next)."""
_GIVEN: Final = "minors_figures_given:"
"""What the facts are named after in which a file keeps the day it gave the figures of a year."""


@desk_operation(GIVES, roles=ANSWERING)
def contribute(session: Session, year: int) -> Changes:
    """Give the figures of every file of this session for a year that is over, as they are now.

    What was given before is replaced. Raises NotPermitted, MinorsYearRuns, CompartmentClosed,
    NobodyReceives.
    """
    require(session, GIVES)
    require_over(session, year)
    # Refused where none of the files is held: the first stands for them.
    session.compartment(next((one for one in FILES if session.holds(one)), FILES[0]))
    changes = [_give(session, year, one) for one in minors_report.report(session, year)]
    deliver(session)
    return changes[0]


def _give(session: Session, year: int, found: MinorsReport) -> Changes:
    file = session.compartment(found.file)
    message = {"year": year, "counts": found.counts}
    with file.change(GIVES) as change:
        change.purpose = "other.legal_demand"
        send(session, change, receiver=PRIVACY, kind=KIND, record="", message=message)
        file.set_fact(f"{_GIVEN}{year}", session.today().isoformat())
        change.touched(store.KIND, str(year))
    return changes_of(change)


def require_over(session: Session, year: int) -> None:
    """Raise MinorsYearRuns for a year that has not ended yet, or that nobody reports on."""
    last = session.today().year - 1
    if not FIRST_YEAR <= year <= last:
        raise MinorsYearRuns(year=str(year), first=str(FIRST_YEAR), last=str(last))


def given_on(session: Session, year: int) -> date | None:
    """Return the day on which the last of the files held gave its figures; None: one has not."""
    days = [file.fact(f"{_GIVEN}{year}") for file in _held(session)]
    known = [date.fromisoformat(day) for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def is_owed(session: Session, year: int) -> bool:
    """Whether this user still has to give figures of a year in which the desk was there.

    Nobody owes anything as long as nobody keeps ``privacy``.
    """
    silent = any(file.fact(f"{_GIVEN}{year}") is None for file in _held(session))
    return session.may(GIVES) and silent and was_there(session, year) and receives(session, PRIVACY)


def _held(session: Session) -> list[Compartment]:
    return [session.compartment(name) for name in FILES if session.holds(name)]


def was_there(session: Session, year: int) -> bool:
    """Whether this desk was there before a year ended, by its users and by the logs held."""
    end = start_of(date(year + 1, 1, 1))
    users = (datetime.fromisoformat(one.added_at) for one in session.register.users)
    files = (session.compartment(name) for name in session.held)
    return any(at < end for at in users) or any(file.log_reaches_before(end) for file in files)


def addresses(session: Session) -> tuple[str, ...]:
    """Return the address of every file that counts minors, here and at paired desks."""
    return delivery.addresses(session, FILES)


@takes_in(KIND, compartment=PRIVACY, roles=ANSWERING)
def _take_figures(session: Session, change: Change, letter: Letter) -> None:
    """Keep what a file counted; a report that was made stays as it is."""
    year, counts = letter.number("year"), letter.message.get("counts")
    if not FIRST_YEAR <= year <= session.today().year:
        raise Unacceptable(what="year")
    if letter.peer.rpartition("/")[2] not in FILES:
        raise Unacceptable(what="file")
    store.put_figures(change, year, letter.peer, _counts(counts))


def _counts(said: Any) -> Mapping[str, int]:
    """Return the figures of a message, whatever else it says; raises Unacceptable."""
    if not isinstance(said, dict) or not all(_is_count(said.get(key)) for key in COUNTED):
        raise Unacceptable(what="counts")
    return {key: said[key] for key in COUNTED}


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0
