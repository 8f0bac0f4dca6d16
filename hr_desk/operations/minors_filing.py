# SPDX-License-Identifier: Apache-2.0
"""The yearly report on minors: made of what the files gave, handed in by the end of January.

Personal information of minors is audited once a year (未成年人网络保护条例 37). The report of a
year is handed to the cyberspace administration by 31 January of the next (its notice of
2025-12-29). That happens outside the program: somebody notes the day and the authority's number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hr_desk.domain.clock import day_of
from hr_desk.i18n import N_, Message
from hr_desk.operations import minors_figures
from hr_desk.operations.minor_problems import (
    MinorsFigures,
    MinorsFilingDayWrong,
    MinorsReportFiled,
    MinorsReportNotMade,
)
from hr_desk.operations.minors_figures import require_over
from hr_desk.operations.minors_report import MinorsReport
from hr_desk.operations.operation import operation
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.requests import OFFICER
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import minors_reports as store
from hr_desk.store.compartment import Change
from hr_desk.store.minors_reports import Counts, ReportRecord

MAKING: Final = (*OFFICER, "hr_admin")
MAKES: Final = "minors_report.make"
REFERENCE: Final = N_("Number the authority gave it")
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class YearlyReport:
    """A made report; the figures stand with the addresses (``desk/file``) of who gave them.

    ``missing`` are the addresses of files that had not answered; days are in Asia/Shanghai.
    ``filed_on`` is None and ``reference`` empty until it was handed in.
    """

    year: int
    figures: tuple[tuple[str, MinorsReport], ...]
    missing: tuple[str, ...]
    made_on: date
    made_by: str
    filed_on: date | None
    reference: str


@dataclass(frozen=True, slots=True)
class MinorsYear:
    """How far a year is: what the files gave, who has not, and the report made of it.

    ``newer`` says that files gave other figures since it was made.
    """

    year: int
    figures: tuple[tuple[str, MinorsReport], ...]
    missing: tuple[str, ...]
    report: YearlyReport | None
    newer: bool


def last_year(session: Session) -> int:
    """Return the year that is reported on now: the last that is over."""
    return session.today().year - 1


def deadline(year: int) -> date:
    """Return the last day on which the report of a year is handed in."""
    return date(year + 1, 1, 31)


@operation(MAKES, compartment=PRIVACY, roles=MAKING)
def make(session: Session, change: Change, /, year: int) -> None:
    """Make the report of a year of what the files gave, in the place of an earlier one.

    Who has not answered stands in it. Raises MinorsYearRuns, MinorsFigures where no file has
    answered, MinorsReportFiled for one that was handed in.
    """
    require_over(session, year)
    known = store.report_of(change.compartment, year)
    if known is not None and known.filed_on is not None:
        raise MinorsReportFiled(year=str(year), day=known.filed_on)
    given = store.figures(change.compartment, year)
    if not given:
        raise MinorsFigures(year=str(year))
    missing = _missing(session, given)
    store.put_report(change, year, counts=given, missing=missing, by=session.user.id)
    change.facts.update(year=year, files=len(given), missing=len(missing))


@operation("minors_report.file", compartment=PRIVACY, roles=MAKING)
def note_filed(session: Session, change: Change, /, year: int, *, on: date, reference: str) -> None:
    """Note on which day a report was handed to the authority, and the number it has there.

    Noted again it corrects what was noted. Raises MinorsReportNotMade, MinorsFilingDayWrong,
    TextMissing, TextTooLong.
    """
    if store.report_of(change.compartment, year) is None:
        raise MinorsReportNotMade(year=str(year))
    first, last = date(year + 1, 1, 1), session.today()
    if not first <= on <= last:
        raise MinorsFilingDayWrong(first=first.isoformat(), last=last.isoformat())
    number = one_line(reference, label=Message(REFERENCE), longest=LONGEST)
    store.note_filed(change, year, on=on, reference=number, by=session.user.id)
    change.facts.update(year=year, filed_on=on.isoformat())


def of_year(session: Session, year: int) -> MinorsYear:
    """Return how far a year is; raises CompartmentClosed for whoever does not hold privacy."""
    privacy = session.compartment(PRIVACY)
    given, made = store.figures(privacy, year), store.report_of(privacy, year)
    return MinorsYear(
        year=year,
        figures=_figures(given),
        missing=_missing(session, given),
        report=None if made is None else _view(made),
        newer=made is not None and made.counts != given,
    )


def owed(session: Session) -> int | None:
    """Return the year whose report this user still has to hand in, None where there is none.

    Only of a year in which a file counted somebody.
    """
    if not session.may(MAKES):
        return None
    found = of_year(session, last_year(session))
    counted = any(one.counts_any for _, one in found.figures)
    filed = found.report is not None and found.report.filed_on is not None
    return found.year if counted and not filed else None


def unanswered(session: Session) -> int:
    """Return how many files of this desk are mute about the last year, in which the desk was there.

    Raises CompartmentClosed for whoever does not hold privacy.
    """
    year = last_year(session)
    missing = of_year(session, year).missing
    own = sum(one.startswith(f"{session.desk_id}/") for one in missing)
    return own if minors_figures.was_there(session, year) else 0


def _missing(session: Session, given: Mapping[str, Counts]) -> tuple[str, ...]:
    return tuple(one for one in minors_figures.addresses(session) if one not in given)


def _figures(given: Mapping[str, Counts]) -> tuple[tuple[str, MinorsReport], ...]:
    return tuple(
        (peer, MinorsReport(file=peer.rpartition("/")[2], **counts))
        for peer, counts in given.items()
    )


def _view(made: ReportRecord) -> YearlyReport:
    return YearlyReport(
        year=made.year,
        figures=_figures(made.counts),
        missing=made.missing,
        made_on=day_of(datetime.fromisoformat(made.made_at)),
        made_by=made.made_by,
        filed_on=None if made.filed_on is None else date.fromisoformat(made.filed_on),
        reference=made.reference or "",
    )
