# SPDX-License-Identifier: Apache-2.0
"""The steps that applicants and joiners see beside those of visitors: choices, forms, consents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit

from hr_desk.i18n import N_, t
from hr_desk.kiosk import errands
from hr_desk.kiosk.visit_form import Page
from ui.kiosk import steps
from ui.kiosk.big import BigButton, BigLabel
from ui.kiosk.digits import DigitPad
from ui.kiosk.kinds import KindButton
from ui.kiosk.metrics import Metrics
from ui.kiosk.paged import PagedText
from ui.kiosk.questions import Someone, Twice, Typed
from ui.kiosk.steps import Sheet, Step
from ui.widgets.layouts import row

A_PAGE: Final = 8
"""Choices on one page; with more there is a button that turns to the next ones."""

ANSWERS_A_PAGE: Final = 6
"""Answers on one page of the review."""

_DELETE: Final = N_("Delete the last digit")
_AGREE: Final = N_("I agree")
_REFUSE: Final = N_("I do not agree")


class Start(steps.Start):
    """The first page with a button for each errand the kiosk offers."""

    def __init__(self, metrics: Metrics, languages: Sequence[str], offered: Sequence[str]) -> None:
        super().__init__(metrics, languages)
        self.errands: dict[str, BigButton] = {}
        line = row(gap=metrics.gap)
        for key in offered:
            button = BigButton(metrics, t(errands.OFFERS[key]), widest=metrics.width * 3 // 10)
            button.set_least(metrics.px(84))
            button.touched.connect(partial(self.chosen.emit, key))
            line.addWidget(button, 1)
            self.errands[key] = button
        self.box.addLayout(line)


@dataclass(frozen=True)
class Option:
    """One answer of a page of choices."""

    choice: str
    label: str
    hint: str = ""


class Choosing(Step):
    """One question whose answers are large buttons; many are shown a page at a time."""

    def __init__(
        self,
        metrics: Metrics,
        title: str,
        options: Sequence[Option],
        *,
        text: str = "",
        chosen: str | None = None,
        across: int = 2,
    ) -> None:
        """All texts are translated; ``chosen`` is the answer given before, shown pressed."""
        super().__init__(metrics)
        self.options, self._chosen, self._across = tuple(options), chosen, across
        self.buttons: dict[str, BigButton] = {}
        self.layout_.addWidget(BigLabel(metrics, title, size="heading", bold=True))
        if text:
            self.layout_.addWidget(BigLabel(metrics, text))
        self.layout_.addSpacing(metrics.px(8))
        self._grid = QGridLayout()
        self._grid.setSpacing(metrics.gap)
        self.layout_.addLayout(self._grid)
        self.more = BigButton(metrics, t("Show more"))
        self.more.touched.connect(self._turn)
        self.layout_.addWidget(self.more)
        self.layout_.addStretch(1)
        self._from = 0
        self._show()

    def _turn(self) -> None:
        self._from = self._from + A_PAGE if self._from + A_PAGE < len(self.options) else 0
        self._show()

    def _show(self) -> None:
        for button in self.buttons.values():
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        widest = self.metrics.width * 9 // 10 // self._across - self.metrics.gap
        for place, one in enumerate(self.options[self._from : self._from + A_PAGE]):
            button = self._button(one, widest)
            self._grid.addWidget(button, place // self._across, place % self._across)
            self.buttons[one.choice] = button
        for place in range(self._across):
            self._grid.setColumnStretch(place, 1)
        self.more.setVisible(len(self.options) > A_PAGE)

    def _button(self, one: Option, widest: int) -> BigButton:
        if one.hint:
            button: BigButton = KindButton(self.metrics, one.label, one.hint, widest=widest)
        else:
            button = BigButton(self.metrics, one.label, widest=widest, left=True)
        button.set_least(self.metrics.px(84))
        button.setCheckable(True)
        button.setChecked(one.choice == self._chosen)
        button.touched.connect(partial(self.chosen.emit, one.choice))
        return button


class FollowingPad(DigitPad):
    """A digit pad for several lines: it types into the one with the cursor."""

    def __init__(
        self, metrics: Metrics, lines: Sequence[QLineEdit], *, delete: str, letter: str = ""
    ) -> None:
        """``letter`` is one more key where a number may end with it."""
        super().__init__(metrics, lines[0], delete=delete)
        self.lines = tuple(lines)
        grid = self.layout()
        if letter and isinstance(grid, QGridLayout):
            grid.addWidget(self._key(metrics, letter), 3, 0)

    def _press(self, key: str) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit) and focused in self.lines:
            self.line = focused
        super()._press(key)


class Form(steps.Form):
    """One page of questions; ``stop`` offers beside Next that this is enough."""

    def __init__(
        self, metrics: Metrics, page: Page, texts: Mapping[str, str], *, today: date,
        stop: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        """``stop`` is label and choice of the way past the pages that follow."""
        super().__init__(metrics, page, texts, today=today)
        if stop is not None:
            self.answers, self.next = (stop, (self.next_label, self.next)), ""

    def _pad(self) -> DigitPad | None:
        lines: list[QLineEdit] = []
        letter = ""
        for widget in self.asked:
            if isinstance(widget, Someone):
                lines.append(widget.phone)
            elif isinstance(widget, Typed) and widget.digits:
                lines.append(widget.line)
                letter = letter or ("X" if widget.question.field.type.name == "id_number" else "")
            if isinstance(widget, Twice):
                lines.append(widget.again)
        if not lines:
            return None
        return FollowingPad(self.metrics, lines, delete=t(_DELETE), letter=letter)


class Agreeing(Step):
    """A text to agree to, with two answers that are equally large."""

    answers = ((_REFUSE, errands.REFUSE), (_AGREE, errands.AGREE))

    def __init__(self, metrics: Metrics, title: str, text: str) -> None:
        super().__init__(metrics)
        self.layout_.addWidget(BigLabel(metrics, title, size="heading", bold=True))
        self.text = PagedText(metrics, "\n\n".join(text.split("\n")))
        sheet = Sheet(metrics)
        sheet.box.addWidget(self.text)
        self.layout_.addWidget(sheet, 1)


class Review(steps.Review):
    """What was typed, some at a time where there is more than fits a screen."""

    def __init__(
        self,
        metrics: Metrics,
        answers: Sequence[tuple[str, str, str]],
        *,
        start: int = 0,
        turned: Callable[[int], None],
    ) -> None:
        """``turned`` is told from which answer on the next page shall show."""
        super().__init__(metrics, answers[start : start + ANSWERS_A_PAGE])
        if len(answers) > ANSWERS_A_PAGE:
            following = start + ANSWERS_A_PAGE
            self.turn = BigButton(metrics, t("Show the other answers"))
            self.turn.touched.connect(partial(turned, following if following < len(answers) else 0))
            self.layout_.addWidget(self.turn)
