# SPDX-License-Identifier: Apache-2.0
"""How far the yearly report on minors is, in words, and noting that it was handed in."""

from dataclasses import dataclass
from datetime import date

from hr_desk.i18n import N_, t
from hr_desk.operations import minors_figures, minors_filing
from hr_desk.operations.delivery import receives
from hr_desk.operations.minors_filing import MinorsYear, YearlyReport
from hr_desk.operations.minors_report import MinorsReport
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.entry import chosen_day, day_line, line, show_day
from ui.widgets.layouts import row


@dataclass(frozen=True, slots=True)
class YearFound:
    """The year that is reported on, as far as this session sees it.

    ``gives`` is whether this user gives figures; ``known`` is None without ``privacy``.
    """

    year: int
    gives: bool
    given_on: date | None
    known: MinorsYear | None

    @property
    def report(self) -> YearlyReport | None:
        """The report that was made, None where there is none or nobody here may see it."""
        return None if self.known is None else self.known.report

    @property
    def filed(self) -> bool:
        """Whether the report was handed in."""
        return self.report is not None and self.report.filed_on is not None

    @property
    def figures(self) -> tuple[tuple[str, MinorsReport], ...]:
        """What stands in the report; before it is made, what was given so far."""
        if self.known is None:
            return ()
        return self.known.figures if self.report is None else self.report.figures

    @property
    def missing(self) -> tuple[str, ...]:
        """The addresses of files that stand in it without figures."""
        if self.known is None:
            return ()
        return self.known.missing if self.report is None else self.report.missing


def read_year(session: Session) -> YearFound:
    """Read how far the last year is; worker."""
    year = minors_filing.last_year(session)
    gives = session.may(minors_figures.GIVES) and receives(session, PRIVACY)
    return YearFound(
        year=year,
        gives=gives,
        given_on=minors_figures.given_on(session, year) if gives else None,
        known=minors_filing.of_year(session, year) if session.holds(PRIVACY) else None,
    )


def standing_said(found: YearFound) -> list[str]:
    """Say what was given, made and handed in, a sentence each."""
    said = []
    if found.gives and found.given_on is None:
        said.append(t("Your files have not given their figures to the privacy officer yet."))
    elif found.gives:
        said.append(t("Your files gave their figures on {day}.", day=found.given_on))
    return [*said, *_made_said(found)]


def _made_said(found: YearFound) -> list[str]:
    if found.known is None:
        return []
    report, day = found.report, minors_filing.deadline(found.year)
    if report is None:
        said = [t("Not made yet; to be handed in by {day}.", day=day)]
    elif report.filed_on is None:
        said = [t("Made on {made}; to be handed in by {day}.", made=report.made_on, day=day)]
    else:
        return [t("Handed in on {day} under the number {reference}.", day=report.filed_on,
                  reference=report.reference)]  # fmt: skip
    if found.known.newer:
        said.append(t("Files gave other figures since it was made: make it again."))
    if found.missing:
        said.append(t("Files that gave no figures: {count}", count=len(found.missing)))
    return said


def is_late(found: YearFound, today: date) -> bool:
    """Whether a report about somebody should have been handed in before today."""
    if today <= minors_filing.deadline(found.year) or found.filed:
        return False
    return any(one.counts_any for _, one in found.figures)


class FiledForm(MarkedQuestion):
    """Asks on which day the report was handed in, and which number it has at the authority."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._year = 0
        when, self.day = day_line(self._own, N_("Day it was handed in"))
        which, self.reference = line(self._own, minors_filing.REFERENCE)
        across = row(gap=theme.MEDIUM)
        across.addWidget(when, 1)
        across.addWidget(which, 2)
        across.addStretch(1)
        self.content.addLayout(across)

    def start(self, report: YearlyReport) -> None:
        """Ask about a report; what was noted before stands there to be corrected."""
        self.begin((str(report.year),))
        self._year = report.year
        show_day(self.day, report.filed_on or self._desk.session.today())
        self.reference.setText(report.reference)
        self._say()
        self.reference.setFocus()

    def _say(self) -> None:
        self.ask(
            t("The report on minors for {year} was handed to the authority", year=self._year),
            t("Note that it was handed in"), self._run,
        )  # fmt: skip

    def _run(self) -> None:
        self._do_it(
            minors_filing.note_filed, self._year, on=chosen_day(self.day),
            reference=self.reference.text(), done=self.leave,
        )  # fmt: skip
