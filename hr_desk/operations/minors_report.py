# SPDX-License-Identifier: Apache-2.0
"""The figures of the yearly audit of what is done with minors' data (未成年人网络保护条例 37).

Each file counts its own people; nobody is put together across files. Payroll's are those of
personnel, which counts them: of payroll there are approvals and reads alone. What an entry of the
log says is read from the entry: under which approvals, and when.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from hr_desk.domain import minors
from hr_desk.domain.clock import start_of
from hr_desk.domain.reads import READS
from hr_desk.operations.minor_reads import AGE_TOLD, FACT, goes_on, is_signed
from hr_desk.operations.minors_found import FOUND
from hr_desk.operations.session import Session
from hr_desk.operations.values import AGE_BAND, BIRTH_DATE, GUARDIAN, ID_NUMBER, births, is_young
from hr_desk.store import minor_approvals, minors_counts
from hr_desk.store.audit import Entry
from hr_desk.store.compartment import Compartment

_AGES: Final = frozenset({AGE_BAND, BIRTH_DATE, ID_NUMBER})


@dataclass(frozen=True, slots=True)
class MinorsReport:
    """The figures of one file for a calendar year.

    ``younger`` are below fourteen, ``older`` fourteen to seventeen, as of today; ``guardians`` of
    them have a guardian's act; ``withdrawn`` acts of guardians were taken back in the year;
    ``deleted`` were found without one and deleted in the year; ``approvals`` to read were given in
    the year; ``reads`` is how often one of their records was read in the year, ``unapproved`` how
    many of these entries name no approval.
    """

    file: str
    younger: int
    older: int
    guardians: int
    withdrawn: int
    deleted: int
    approvals: int
    reads: int
    unapproved: int

    @property
    def counts_people(self) -> bool:
        """Whether the people of the file are counted: those of payroll are in personnel."""
        return self.file != minor_approvals.PAYROLL

    @property
    def counts(self) -> dict[str, int]:
        """The figures by their names, without that of the file."""
        return {key: value for key, value in asdict(self).items() if key != "file"}

    @property
    def counts_any(self) -> bool:
        """Whether the file has, or in the year had, to do with anybody below eighteen."""
        return any(self.counts.values())


def report(session: Session, year: int) -> tuple[MinorsReport, ...]:
    """Return the figures of the files this session holds, for a calendar year (Asia/Shanghai)."""
    return tuple(
        _report(session, file, year) for file in minor_approvals.FILES if session.holds(file)
    )


def _report(session: Session, file: str, year: int) -> MinorsReport:
    compartment, today = session.compartment(file), session.today()
    people = list(_young(session, file))
    counted = [] if file == minor_approvals.PAYROLL else [stored for _, stored in people]
    bands = [_band(session, stored, today) for stored in counted]
    first, last = _year(year)
    reads = [one for id_, _ in people for one in _reads(compartment, id_) if first <= one.at < last]
    known = minor_approvals.every(compartment)
    return MinorsReport(
        file=file,
        younger=sum(band == "under-14" for band in bands),
        older=sum(band != "under-14" for band in bands),
        guardians=sum(bool(stored.get(GUARDIAN)) for stored in counted),
        withdrawn=minors_counts.withdrawn(compartment, GUARDIAN, first, last),
        deleted=_deleted(compartment, first, last),
        approvals=sum(first <= (one.approved_at or "") < last for one in known),
        reads=len(reads),
        unapproved=sum(not one.facts.get(FACT) for one in reads),
    )


def _deleted(file: Compartment, first: str, last: str) -> int:
    """Return how many were found and deleted between two moments (UTC)."""
    if file.name == minor_approvals.PAYROLL:
        return 0
    return minors_counts.deleted(file, FOUND[0], first, last)


def unapproved(session: Session, file: str) -> tuple[int, int]:
    """Return how many reads of today's minors a file's log has, and how many lack an approval.

    Counted are reads since approvals could be named, and since the last entry that wrote how old
    somebody is: nobody is to blame for a read of before it was known. An approval counts where it
    is in the file and was signed by a second person.
    """
    compartment = session.compartment(file)
    since = int(compartment.fact(minor_approvals.SINCE) or 0)
    signed = {one.id for one in minor_approvals.every(compartment) if is_signed(session, one, file)}
    reads = [
        one
        for id_, _ in _young(session, file)
        for one in _since_known(compartment, id_)
        if one.sequence > since
    ]
    lacking = sum(not signed & set(one.facts.get(FACT, ())) for one in reads)
    return len(reads), lacking


def _reads(file: Compartment, id_: str) -> Iterator[Entry]:
    return (one for one in minors_counts.entries_of(file, id_) if _is_read(one))


def _since_known(file: Compartment, id_: str) -> Iterator[Entry]:
    """Yield the reads of somebody, newest first, back to the entry that wrote their age."""
    for one in minors_counts.entries_of(file, id_):
        if _is_read(one):
            yield one
        elif one.operation not in READS and _tells_age(one):
            return


def _tells_age(entry: Entry) -> bool:
    return bool(_AGES & set(entry.fields)) or AGE_TOLD in entry.facts


def _is_read(entry: Entry) -> bool:
    return entry.operation in READS and not goes_on(entry.operation, entry.purpose, entry.fields)


def _year(year: int) -> tuple[str, str]:
    """Return the first moment of a calendar year in Shanghai and of the next, in UTC."""
    first, last = start_of(date(year, 1, 1)), start_of(date(year + 1, 1, 1))
    return first.isoformat(timespec="seconds"), last.isoformat(timespec="seconds")


def _young(session: Session, file: str) -> Iterator[tuple[str, dict[str, object]]]:
    for id_, stored in minors_counts.people(session.compartment(file)):
        if is_young(session, stored):
            yield id_, stored


def _band(session: Session, stored: dict[str, object], today: date) -> str:
    """Return the youngest band that anything stored speaks for."""
    told: Iterable[str] = [minors.age_band(birth, today) for birth in births(session, stored)]
    declared = stored.get(AGE_BAND)
    found = [*told, *([str(declared)] if declared is not None else [])]
    return min(found, key=lambda band: minors.BANDS[band])
