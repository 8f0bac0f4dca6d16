# SPDX-License-Identifier: Apache-2.0
"""The control over reading about minors: each read names an approval by a second person."""

from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import minors_report
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.session import Session
from hr_desk.store import minor_approvals


def _minors_report(session: Session) -> Seen:
    held = [file for file in minor_approvals.FILES if session.holds(file)]
    if not held:
        return Seen.not_seen()
    found = [minors_report.unapproved(session, file) for file in held]
    lacking = sum(one for _, one in found)
    if lacking:
        return Seen.broken(_UNAPPROVED, count=lacking)
    year = session.today().year
    counted = minors_report.report(session, year)
    return Seen.kept(
        _APPROVED,
        count=sum(reads for reads, _ in found),
        year=year,
        younger=sum(one.younger for one in counted),
        older=sum(one.older for one in counted),
        files=len(held),
    )


_UNAPPROVED: Final = N_(
    "{count} reads about people under 18 name no approval that a second person signed."
)
_APPROVED: Final = N_(
    "{count} reads about people under 18, each with an approval by a second person. The report for "
    "{year} counts {younger} people under 14 and {older} of 14 to 17 in {files} files."
)

CONTROLS: Final = (Control("minors_report", N_("Yearly report on minors"), _minors_report),)
"""What the yearly report rests on."""
