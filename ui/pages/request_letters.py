# SPDX-License-Identifier: Apache-2.0
"""Letters of a case: the answer to the person, and word to others who have what was changed.

The letter stands below as it prints; what leaves is the very one that was looked at.
"""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QSizePolicy

from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import LANGUAGES, N_, language, name_of, t
from hr_desk.operations import request_letters
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.other_holders import other_holders
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.request_asking import Findings
from hr_desk.operations.request_views import RequestView
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.letters import paper_of, sheet_of
from ui.pages.paper_question import PaperQuestion
from ui.pages.paper_view import LEAST_HEIGHT, PaperView
from ui.printing.letter import letter_pdf
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill
from ui.widgets.layouts import row

ANSWER: Final = ""
"""The choice of the answer; other choices are names of recipients."""

Drawn = tuple[Draft, Paper]


def drawn(session: Session, request_id: str, recipient: str, code: str) -> Drawn:
    """Return a letter and its paper; worker."""
    letter = (
        request_letters.to_recipient(session, request_id, recipient, code=code)
        if recipient
        else request_letters.answer(session, request_id, code=code)
    )
    return letter, paper_of(letter_pdf(letter))


class CaseLetters(PaperQuestion):
    """Asks which letter and in which language, and shows it."""

    def __init__(self, desk: OpenDesk, reader: Reader) -> None:
        super().__init__(desk)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._answers = False
        self._recipients: tuple[str, ...] = ()
        self._letter_entry, self.letter = choice(self._own, N_("Letter"))
        self._language_entry, self.in_language = choice(self._own, N_("Language"))
        self.view = PaperView(desk, reader, closes=False)
        self.view.setMinimumHeight(LEAST_HEIGHT)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._letter_entry, 2)
        across.addWidget(self._language_entry, 1)
        across.addStretch(1)
        self.content.addLayout(across)
        self.content.addWidget(self.view, 1)
        for box in (self.letter, self.in_language):
            box.currentIndexChanged.connect(lambda _row: self.draw())

    def start(self, view: RequestView, found: Findings) -> None:
        """Offer the letters of a case."""
        self.begin((view.row.id,))
        self._answers = view.row.outcome != ""
        holders = other_holders(found)
        self._recipients = tuple(one.name for one in holders if one.orders)
        self._say()
        self.in_language.setCurrentIndex(self.in_language.findData(language()))
        self.draw()

    def leave(self) -> None:
        """Hide the panel and forget the letter."""
        self.view.forget()
        super().leave()

    def draw(self) -> None:
        """Draw the letter as it would leave now."""
        self.take(None)
        for id_ in self._about if self.letter.currentData() is not None else ():
            self._desk.query(
                drawn, id_, str(self.letter.currentData()), str(self.in_language.currentData()),
                owner=self, done=partial(self._show, id_), failed=self._cannot,
                slot="request.letter",
            )  # fmt: skip

    def _show(self, id_: str, found: Drawn) -> None:
        if id_ in self._about:
            letter, paper = found
            self.banner.clear()
            self.take(sheet_of(letter.title, paper, request_letters.paper(letter)))
            self.view.show_paper(paper, lambda: letter.title)

    def _cannot(self, error: UserError) -> None:
        self.view.forget()
        self.banner.show_error(error)

    def _say(self) -> None:
        offered = [(t("Answer to the person"), ANSWER)] if self._answers else []
        told = [(t("To {recipient}", recipient=name), name) for name in self._recipients]
        for box, options in (
            (self.letter, [*offered, *told]),
            (self.in_language, [(name_of(code), code) for code in LANGUAGES]),
        ):
            fill(box, options)
        self.ask_paper(t("It leaves as it stands here, and is noted in the case."))
