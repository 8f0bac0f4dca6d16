# SPDX-License-Identifier: Apache-2.0
"""Papers of an incident: letters, announcement and report, looked at before they leave.

The paper stands below as it prints; what leaves is the very one that was looked at.
"""

from functools import partial

from PySide6.QtWidgets import QSizePolicy

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.files import PDF
from hr_desk.i18n import LANGUAGES, N_, language, name_of, t
from hr_desk.operations import incident_papers, incident_views
from hr_desk.operations.disclosure import Print
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.incident_views import IncidentView
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.letters import sheet_of
from ui.pages.paper_question import PaperQuestion
from ui.pages.paper_view import LEAST_HEIGHT, PaperView
from ui.printing.letter import letters_pdf
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import row

Drawn = tuple[tuple[Draft, ...], Paper]


def drawn(session: Session, id_: str, key: str, code: str, lines: tuple[int, ...]) -> Drawn:
    """Return a paper's letters and all of them as one PDF; worker."""
    letters = incident_views.papers(session, id_, key, code=code, lines=lines)
    pages, content = letters_pdf(letters)
    return letters, Paper(PDF, pages, "", content)


class IncidentPapers(PaperQuestion):
    """Asks which paper and in which language, and shows it."""

    def __init__(self, desk: OpenDesk, reader: Reader) -> None:
        super().__init__(desk)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._drawn: Drawn | None = None
        self._view: IncidentView | None = None
        self._lines: tuple[int, ...] = ()
        self._paper_entry, self.paper = choice(self._own, N_("Which paper"))
        self._language_entry, self.in_language = choice(self._own, N_("Language"))
        self.told = Label(tone="soft", size="small")
        self.view = PaperView(desk, reader, closes=False)
        self.view.setMinimumHeight(LEAST_HEIGHT)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._paper_entry, 2)
        across.addWidget(self._language_entry, 1)
        across.addStretch(1)
        self.content.addLayout(across)
        self.content.addWidget(self.told)
        self.content.addWidget(self.view, 1)
        for box in (self.paper, self.in_language):
            box.currentIndexChanged.connect(lambda _row: self.draw())

    def start(self, view: IncidentView, lines: tuple[int, ...]) -> None:
        """Offer the papers of an incident; letters for these lines, or for all without any."""
        self.begin((view.row.id,))
        self._view, self._lines = view, lines
        self._say()
        self.in_language.setCurrentIndex(self.in_language.findData(language()))
        self.draw()

    def leave(self) -> None:
        """Hide the panel and forget the paper."""
        self._drawn = self._view = None
        self.view.forget()
        super().leave()

    def draw(self) -> None:
        """Draw the paper as it would leave now."""
        self._drawn = None
        self.take(None)
        for id_ in self._about if self._offered() else ():
            self._desk.query(
                drawn, id_, str(self.paper.currentData()), str(self.in_language.currentData()),
                self._lines, owner=self, done=partial(self._show, id_), failed=self._cannot,
                slot="incident.papers",
            )  # fmt: skip

    def _offered(self) -> list[tuple[str, str]]:
        people = self._view is not None and bool(self._view.people)
        return [
            (str(one.label), key) for key, one in incident_rules().papers.items()
            if people or not one.each
        ]  # fmt: skip

    def _show(self, id_: str, found: Drawn) -> None:
        if id_ in self._about:
            letters, paper = found
            self.banner.clear()
            self._drawn = found
            self.take(sheet_of(letters[0].title, paper, self._leaving(letters)))
            self.told.setText(self._told())
            self.view.show_paper(paper, self._title)

    def _leaving(self, letters: tuple[Draft, ...]) -> Print | None:
        """Return how a paper leaves; one of a drill is about nobody."""
        drill = self._view is not None and self._view.row.drill
        return None if drill else incident_papers.paper(letters, lines=self._lines)

    def _told(self) -> str:
        count = 0 if self._drawn is None else len(self._drawn[0])
        if self._view is not None and self._view.row.drill:
            return t("A drill: each paper says so. Papers in this file: {count}", count=count)
        return t("Papers in this file: {count}", count=count)

    def _title(self) -> str:
        return "" if self._drawn is None else self._drawn[0][0].title

    def _cannot(self, error: UserError) -> None:
        self.view.forget()
        self.banner.show_error(error)

    def _say(self) -> None:
        fill(self.paper, self._offered())
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self.told.setText(self._told())
        drill = self._view is not None and self._view.row.drill
        self.ask_paper(
            t("A drill: the file says so, and no register does.") if drill
            else t("It leaves as it stands here, and the register says so.")
        )  # fmt: skip
