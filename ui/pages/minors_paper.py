# SPDX-License-Identifier: Apache-2.0
"""The yearly report on minors as paper: looked at, then printed or saved as it stands."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QSizePolicy

from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import LANGUAGES, N_, name_of, t, translated
from hr_desk.operations import minors_papers
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.minors_filing import YearlyReport
from hr_desk.operations.session import Session
from ui.pages.file_names import file_within
from ui.pages.letters import paper_of, sheet_of
from ui.pages.paper_question import PaperQuestion
from ui.pages.paper_view import LEAST_HEIGHT, PaperView
from ui.printing.minors_paper import TITLE, ReportFacts, minors_pdf
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill

OF_THE_AUTHORITY: Final = "zh_CN"
"""The language that is offered first: that of whom the report is for."""


def drawn(session: Session, report: YearlyReport, code: str) -> Paper:
    """Return a report's paper; worker."""
    peers = (*(peer for peer, _ in report.figures), *report.missing)
    facts = ReportFacts(
        report=report,
        files={peer: file_within(session, peer, code) for peer in peers},
        made_by=next((u.name for u in session.register.users if u.id == report.made_by), "–"),
        company=session.company,
        code=code,
    )
    return paper_of(minors_pdf(facts))


class MinorsPaper(PaperQuestion):
    """Asks in which language the report is, and shows it."""

    def __init__(self, desk: OpenDesk, reader: Reader) -> None:
        super().__init__(desk)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._report: YearlyReport | None = None
        entry, self.in_language = choice(self._own, N_("Language"))
        entry.setMaximumWidth(260)
        self.view = PaperView(desk, reader, closes=False)
        self.view.setMinimumHeight(LEAST_HEIGHT)
        self.content.addWidget(entry)
        self.content.addWidget(self.view, 1)
        self.in_language.currentIndexChanged.connect(lambda _row: self.draw())

    def start(self, report: YearlyReport) -> None:
        """Show a report."""
        self.begin((str(report.year),))
        self._report = report
        self._say()
        self.in_language.setCurrentIndex(self.in_language.findData(OF_THE_AUTHORITY))
        self.draw()

    def leave(self) -> None:
        """Hide the panel and forget the paper."""
        self._report = None
        self.view.forget()
        super().leave()

    def draw(self) -> None:
        """Draw the report as it would leave now."""
        self.take(None)
        if self._report is not None:
            code = str(self.in_language.currentData())
            self._desk.query(
                drawn, self._report, code, owner=self, done=partial(self._show, self._report, code),
                failed=self._cannot, slot="minors.paper",
            )  # fmt: skip

    def _show(self, report: YearlyReport, code: str, paper: Paper) -> None:
        if report == self._report:
            title = translated(TITLE, code, year=report.year)
            self.banner.clear()
            self.take(sheet_of(title, paper, minors_papers.paper(report, code=code)))
            self.view.show_paper(paper, lambda: title)

    def _cannot(self, error: UserError) -> None:
        self.view.forget()
        self.banner.show_error(error)

    def _say(self) -> None:
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self.ask_paper(t("It leaves as it stands here, and the register says so."))
