# SPDX-License-Identifier: Apache-2.0
"""The form's pages, parted where their questions do not fit this screen in this language."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QSize

from hr_desk.i18n import Text, language
from hr_desk.kiosk.visit_form import Page, Question
from ui.kiosk.metrics import Metrics
from ui.kiosk.steps import Form


class Splitting:
    """Parts pages for one screen; what was measured once is remembered."""

    def __init__(self, metrics: Metrics, room: QSize, today: date) -> None:
        """``room`` is what a step gets on the screen, in pixels."""
        self._metrics, self._room, self._today = metrics, room, today
        self._heights = lru_cache(maxsize=256)(self._measured)
        self._asked: dict[str, Question] = {}

    def pages(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """Return the pages in order, none higher than the room unless it holds one question."""
        return tuple(part for page in pages for part in self._parts(page))

    def _parts(self, page: Page) -> Iterator[Page]:
        here: tuple[Question, ...] = ()
        number = 0
        for question in page.questions:
            if here and self._height((*here, question)) > self._room.height():
                yield self._part(page, number, here)
                here, number = (), number + 1
            here = (*here, question)
        yield self._part(page, number, here)

    def _part(self, page: Page, number: int, questions: tuple[Question, ...]) -> Page:
        return replace(
            page, key=f"{page.key}.{number}" if number else page.key, questions=questions
        )

    def _height(self, questions: tuple[Question, ...]) -> int:
        for question in questions:
            self._asked[question.field.key] = question
        return self._heights(tuple(question.field.key for question in questions), language())

    def _measured(self, keys: tuple[str, ...], _language: str) -> int:
        questions = tuple(self._asked[key] for key in keys)
        form = Form(self._metrics, Page("", Text(zh="", en=""), questions), {}, today=self._today)
        form.ensurePolished()
        height = form.heightForWidth(self._room.width())
        form.deleteLater()
        return max(height, form.minimumSizeHint().height() if height < 0 else 0)
