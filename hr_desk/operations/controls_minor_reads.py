# SPDX-License-Identifier: Apache-2.0
"""The control over the yearly report on minors: every read has its approval, every year its report.

A session looks at what it holds: at the reads in its files and at whether it gave their figures,
or, in ``privacy``, at whether the last year's report was handed in.
"""

from collections.abc import Sequence
from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import minors_figures, minors_filing, minors_report
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.minors_filing import YearlyReport
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.session import Session
from hr_desk.store import minor_approvals


def _minors_report(session: Session) -> Seen:
    held = [file for file in minor_approvals.FILES if session.holds(file)]
    if not held and not session.holds(PRIVACY):
        return Seen.not_seen()
    found = [minors_report.unapproved(session, file) for file in held]
    lacking = sum(one for _, one in found)
    if lacking:
        return Seen.broken(_UNAPPROVED, count=lacking)
    return _late(session) or _kept(session, held, reads=sum(reads for reads, _ in found))


def _late(session: Session) -> Seen | None:
    """Return what should have been done by the end of January and was not."""
    year = minors_filing.last_year(session)
    if session.today() <= minors_filing.deadline(year):
        return None
    if session.holds(PRIVACY):
        if minors_filing.owed(session) is not None:
            return Seen.broken(_NOT_FILED, year=str(year))
        mute = minors_filing.unanswered(session)
        if mute:
            return Seen.broken(_MUTE, year=str(year), count=mute)
    elif minors_figures.is_owed(session, year) and any(
        one.counts_any for one in minors_report.report(session, year)
    ):
        return Seen.broken(_NOT_GIVEN, year=str(year))
    return None


def _kept(session: Session, held: Sequence[str], *, reads: int) -> Seen:
    filed = _filed(session) if session.holds(PRIVACY) else None
    if filed is not None:
        said = _READ_AND_FILED if held else _FILED
        return Seen.kept(said, count=reads, year=str(filed.year), day=filed.filed_on)
    if not held:
        return Seen.kept(_NOTHING_DUE, year=str(minors_filing.last_year(session)))
    year = session.today().year
    counted = minors_report.report(session, year)
    return Seen.kept(
        _APPROVED,
        count=reads,
        year=str(year),
        younger=sum(one.younger for one in counted),
        older=sum(one.older for one in counted),
        files=len(held),
    )


def _filed(session: Session) -> YearlyReport | None:
    made = minors_filing.of_year(session, minors_filing.last_year(session)).report
    return made if made is not None and made.filed_on is not None else None


_UNAPPROVED: Final = N_(
    "{count} reads about people under 18 name no approval that a second person signed."
)
_NOT_FILED: Final = N_("The report on minors for {year} was to be handed in by 31 January.")
_MUTE: Final = N_(
    "Files of this desk that gave no figures on minors for {year}: {count}. Whether a report was "
    "due by 31 January is not known."
)
_NOT_GIVEN: Final = N_(
    "The figures on minors for {year} were not given to the privacy officer by 31 January."
)
_APPROVED: Final = N_(
    "{count} reads about people under 18, each with an approval by a second person. The report for "
    "{year} counts {younger} people under 14 and {older} of 14 to 17 in {files} files."
)
_READ_AND_FILED: Final = N_(
    "{count} reads about people under 18, each with an approval by a second person. The report on "
    "minors for {year} was handed in on {day}."
)
_FILED: Final = N_("The report on minors for {year} was handed in on {day}.")
_NOTHING_DUE: Final = N_("No report on minors for {year} is overdue.")

CONTROLS: Final = (Control("minors_report", N_("Yearly report on minors"), _minors_report),)
"""What the yearly report rests on."""
