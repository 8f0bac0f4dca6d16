# SPDX-License-Identifier: Apache-2.0
"""Letters to the one person whose record is open: chosen, looked at as they print, let out.

What is on the paper is drawn beside what is asked and drawn again while one types; what leaves is
the very one that was looked at.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDateEdit, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from hr_desk.domain.letter_texts import DAY, Asked, LetterText
from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.files import PDF
from hr_desk.i18n import LANGUAGES, N_, language, name_of, t
from hr_desk.operations import paper_letters
from hr_desk.operations.disclosure import Print
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.paper_question import PaperQuestion, Saying, Sheet
from ui.pages.paper_view import PaperView
from ui.pages.step_buttons import Act, StepButtons
from ui.printing.letter import letter_pdf
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.day_boxes import DayBox
from ui.widgets.entry import Entry, choice, chosen_day, fill, show_day
from ui.widgets.layouts import FlowLayout, clear, row
from ui.widgets.text_line import TextLine

PAUSE: Final = 400
"""Milliseconds without a key after which the letter is drawn again."""

Drawn = tuple[Draft, Paper]


def drawn(
    session: Session, about: str, record_id: str, key: str, code: str, typed: Mapping[str, str]
) -> Drawn:
    """Return a letter and its paper; raises what ``paper_letters.draft`` raises. Worker."""
    letter = paper_letters.draft(session, about, record_id, key, code=code, typed=typed)
    return letter, paper_of(letter_pdf(letter))


def paper_of(content: bytes) -> Paper:
    """Return a PDF as the paper that a PaperView shows; worker."""
    return Paper(PDF, _pages(content), "", content)


def sheet_of(name: str, paper: Paper, leaving: Print | None) -> Sheet:
    """Return a paper that was looked at as the sheet that leaves, to the byte."""
    return Sheet(name=name, draw=lambda: paper.content, leaving=leaving)


def _pages(content: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


class LetterPanel(PaperQuestion):
    """Asks which letter, in which language, and what it needs; the letter stands below."""

    def __init__(self, desk: OpenDesk, reader: Reader, about: str) -> None:
        super().__init__(desk)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._kind = about
        self._letters: tuple[LetterText, ...] = ()
        self._letter_entry, self.letter = choice(self._own, N_("Letter"))
        self._language_entry, self.in_language = choice(self._own, N_("Language"))
        self.asked: dict[str, QLineEdit | QDateEdit] = {}
        self._entries: dict[str, Entry] = {}
        self._asked_place = QWidget()
        self.view = PaperView(desk, reader, closes=False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._pause.timeout.connect(self.draw)
        self.letter.currentIndexChanged.connect(lambda _row: self._choose())
        self.in_language.currentIndexChanged.connect(lambda _row: self.draw())

    def start(self, record_id: str, at: str) -> None:
        """Offer the letters of a record that stands at a stage or in a state."""
        self.begin((record_id,))
        self.take(None)
        self.view.forget()
        self._say()
        self._desk.query(
            paper_letters.offered, self._kind, at, owner=self, done=self._offer,
            failed=self.banner.show_error, slot="letters.offered",
        )  # fmt: skip

    def leave(self) -> None:
        """Hide the panel and forget the letter."""
        self._pause.stop()
        self.view.forget()
        super().leave()

    def beside(self, other: QWidget) -> QWidget:
        """Return what shows ``other``, and the letters in its place while one is made.

        They scroll where the window is small.
        """
        stack, area = QStackedWidget(), self.in_room()
        stack.addWidget(other)
        stack.addWidget(area)
        self.opened.connect(lambda on: stack.setCurrentWidget(area if on else other))
        return stack

    def typed(self) -> dict[str, str]:
        """Return what stands in the lines and days: days as ISO 8601."""
        return {
            key: chosen_day(editor).isoformat() if isinstance(editor, QDateEdit) else editor.text()
            for key, editor in self.asked.items()
        }

    def draw(self) -> None:
        """Draw the letter as it would leave now."""
        self._pause.stop()
        self.take(None)
        for record_id in self._about if self.letter.currentData() is not None else ():
            self._desk.query(
                drawn, self._kind, record_id, str(self.letter.currentData()),
                str(self.in_language.currentData()), self.typed(), owner=self,
                done=partial(self._show, record_id), failed=self._cannot, slot="letters.draw",
            )  # fmt: skip

    def _offer(self, letters: tuple[LetterText, ...]) -> None:
        if not self._about:
            return
        self._letters = letters
        for box, options in (
            (self.letter, [(str(one.label), one.key) for one in letters]),
            (self.in_language, [(name_of(code), code) for code in LANGUAGES]),
        ):
            box.blockSignals(True)
            fill(box, options)
            box.blockSignals(False)
        self.letter.setCurrentIndex(0)
        self._choose()
        self.letter.setFocus()

    def _choose(self) -> None:
        """Ask what the chosen letter needs."""
        layout = self._asked_place.layout()
        if layout is not None:
            clear(layout)
        self.asked, self._entries = {}, {}
        for one in self._chosen_asked():
            editor = self._editor(one)
            entry = Entry(editor)
            entry.set_label(str(one.label))
            entry.setMinimumWidth(220)
            self.asked[one.key], self._entries[one.key] = editor, entry
            if layout is not None:
                layout.addWidget(entry)
        self._asked_place.setVisible(bool(self.asked))
        self.draw()

    def _chosen_asked(self) -> Sequence[Asked]:
        key = self.letter.currentData()
        return next((one.asked for one in self._letters if one.key == key), ())

    def _editor(self, asked: Asked) -> QLineEdit | QDateEdit:
        """Return the editor of something typed, with what is proposed for it."""
        if asked.kind == DAY:
            day = DayBox()
            show_day(day, self._desk.session.today() + timedelta(days=asked.in_days))
            day.dateChanged.connect(lambda _day: self._pause.start())
            return day
        line = TextLine(self._desk.session.company.get(asked.from_company or "", ""))
        line.textEdited.connect(lambda _text: self._pause.start())
        return line

    def _show(self, record_id: str, found: Drawn) -> None:
        if record_id in self._about:
            letter, paper = found
            self.banner.clear()
            self.take(sheet_of(letter.title, paper, paper_letters.paper(letter)))
            self.view.show_paper(paper, lambda: letter.title)

    def _cannot(self, error: UserError) -> None:
        self.view.forget()
        self.banner.show_error(error)

    def _say(self) -> None:
        self.ask_paper(t("Make a letter to this person."))
        for place, one in enumerate(self._letters):
            self.letter.setItemText(place, str(one.label))
        for asked in self._chosen_asked():
            self._entries[asked.key].set_label(str(asked.label))

    def _lay_out(self) -> None:
        FlowLayout(self._asked_place, gap=theme.MEDIUM)
        choices = row(gap=theme.MEDIUM)
        for entry in (self._letter_entry, self._language_entry):
            entry.setMinimumWidth(220)
            choices.addWidget(entry)
        choices.addStretch(1)
        self.content.addLayout(choices)
        self.content.addWidget(self._asked_place)
        self.view.setMinimumHeight(200)
        self.content.addWidget(self.view, 1)
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self.in_language.setCurrentIndex(self.in_language.findData(language()))


class LetterStep(StepButtons):
    """The button of letters on a page, and their panel."""

    def __init__(
        self, desk: OpenDesk, banner: Banner, page: str, about: str, reader: Reader,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(desk, (f"{page}.letter",), parent)
        self._key, self._banner = f"{page}.letter", banner
        self._at: tuple[str, str] | None = None
        self.button = self.buttons[self._key]
        self.panel = LetterPanel(desk, reader, about)
        self.panel.printed.connect(self._printed)

    def look(self, record_id: str, at: str) -> None:
        """Offer letters for this record, which stands at a stage or in a state."""
        self._at = (record_id, at)
        self._show_buttons()

    def _acts(self) -> dict[str, Act]:
        return {} if self._at is None else {self._key: partial(self.panel.start, *self._at)}

    def _printed(self, said: Saying) -> None:
        self._banner.show_text("good", said)
