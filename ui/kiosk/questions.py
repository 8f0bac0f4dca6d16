# SPDX-License-Identifier: Apache-2.0
"""One question on the screen: what is asked, why, and a way to answer it with a finger."""

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from hr_desk.i18n import N_, Text, t
from hr_desk.kiosk.visit_form import Question
from ui.kiosk.big import BigButton, BigLabel, Line
from ui.kiosk.metrics import Metrics
from ui.widgets.layouts import column

DIGITS: Final = frozenset({"count", "phone", "timestamp"})
"""Types that are typed on the digit pad."""

MOST_BUTTONS: Final = 12
"""Codes of a list that fit on a page as buttons; a longer list is typed in words."""


class Asked(QWidget):
    """A question with its purpose in one sentence, and its answer as text."""

    changed = Signal()
    entered = Signal()
    """The Enter key was pressed in it."""

    def __init__(self, metrics: Metrics, question: Question, *, alone: bool) -> None:
        """``alone`` on its page, the question is the page's heading."""
        super().__init__()
        self.question = question
        self.metrics = metrics
        found = question.field
        self.title = BigLabel(metrics, str(found.label), size="heading" if alone else "button")
        self.title.setFont(metrics.font("heading" if alone else "button", bold=True))
        self.purpose = BigLabel(metrics, said_under(question), size="small", tone="soft")
        self.problem = BigLabel(metrics, size="small", tone="danger")
        self.problem.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def key(self) -> str:
        """The field's key."""
        return self.question.field.key

    def text(self) -> str:
        """Return the answer as typed text; empty for none."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show an answer that was given before."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Be ready for the keyboard."""

    def set_problem(self, text: str) -> None:
        """Say what is wrong with the answer, in place of the purpose; empty takes it back."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.purpose.setVisible(not text)

    def _words(self, layout: QVBoxLayout) -> None:
        for label in (self.title, self.purpose, self.problem):
            layout.addWidget(label)


def said_under(question: Question) -> str:
    """Return why it is asked and, where it may be left empty, what that means."""
    purpose = str(question.field.purpose)
    if question.required:
        return purpose
    meant = t(_MAY_BE_EMPTY)
    if question.left_out:
        meant = t("May be left empty: {meaning}.", meaning=t(question.left_out))
    return f"{purpose} {meant}"


_MAY_BE_EMPTY: Final = N_("May be left empty.")


class Typed(Asked):
    """An answer on a line; ``digits`` says that the page offers a digit pad for it."""

    def __init__(self, metrics: Metrics, question: Question, *, alone: bool) -> None:
        super().__init__(metrics, question, alone=alone)
        self.digits = question.field.type.name in DIGITS
        self.line = Line(metrics, digits=self.digits)
        self.line.setAccessibleName(str(question.field.label))
        self.line.setAccessibleDescription(self.purpose.text())
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self._edited)
        layout = column(self, gap=metrics.px(6))
        self._words(layout)
        layout.addSpacing(metrics.px(4))
        layout.addWidget(self.line)

    def text(self) -> str:
        """Return what stands on the line."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put text on the line."""
        self.line.setText(text)

    def take_focus(self) -> None:
        """Put the cursor on the line."""
        self.line.setFocus()

    def set_problem(self, text: str) -> None:
        """Say what is wrong and mark the line."""
        super().set_problem(text)
        self.line.setProperty("wrong", bool(text))
        font = self.line.font()
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        self.line.setFont(font)

    def _edited(self) -> None:
        if not self.problem.isHidden():
            self.set_problem("")
        self.changed.emit()


class TimeOfDay(Typed):
    """A time of this day, four digits of the pad: 1430 is half past two in the afternoon."""

    def __init__(self, metrics: Metrics, question: Question, *, alone: bool, today: date) -> None:
        super().__init__(metrics, question, alone=alone)
        self._today = today
        self.line.setPlaceholderText("14:30")

    def text(self) -> str:
        """Return day and time; what is no time stays as it was typed, to be refused."""
        typed = self.line.text()
        found = re.fullmatch(r"(\d{1,2}):?(\d{2})", typed, re.ASCII)
        return f"{self._today.isoformat()} {found[1]}:{found[2]}" if found else typed

    def set_text(self, text: str) -> None:
        """Show the time alone."""
        self.line.setText(text.rpartition(" ")[2])

    def set_problem(self, text: str) -> None:
        """Say how a time looks here: the day is not asked."""
        super().set_problem(t("This is not a time. It looks like 14:30.") if text else "")


class Chosen(Asked):
    """An answer out of a few, each a button of its own; a second touch takes it back."""

    def __init__(self, metrics: Metrics, question: Question, *, alone: bool) -> None:
        super().__init__(metrics, question, alone=alone)
        layout = column(self, gap=metrics.px(6))
        self._words(layout)
        layout.addSpacing(metrics.px(8))
        grid = QGridLayout()
        grid.setSpacing(metrics.gap)
        self.buttons: dict[str, BigButton] = {}
        codes = choices_of(question) or {}
        across = len(codes) if len(codes) <= 2 else 3
        for place, (code, words) in enumerate(codes.items()):
            grid.addWidget(self._button(code, words), place // across, place % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        layout.addLayout(grid)
        layout.addStretch(1)

    def text(self) -> str:
        """Return the code of the button that is down."""
        return next((code for code, button in self.buttons.items() if button.isChecked()), "")

    def set_text(self, text: str) -> None:
        """Press the button of a code."""
        for code, button in self.buttons.items():
            button.setChecked(code == text)

    def take_focus(self) -> None:
        """Let the arrow and tab keys begin at the first button."""
        if self.buttons:
            next(iter(self.buttons.values())).setFocus()

    def _button(self, code: str, words: str) -> BigButton:
        button = BigButton(self.metrics, words)
        button.setCheckable(True)
        button.setMinimumHeight(max(self.metrics.target, self.metrics.px(70)))
        button.touched.connect(partial(self._press, code))
        self.buttons[code] = button
        return button

    def _press(self, code: str) -> None:
        if self.buttons[code].isChecked():
            self.set_text(code)
        self.set_problem("")
        self.changed.emit()


def choices_of(question: Question) -> Mapping[str, str] | None:
    """Return answer to words for a question with buttons, None where it is typed.

    What may be left out with a meaning of its own has a button that says so.
    """
    kind = question.field.type
    if kind.name == "flag":
        no = ("", t(question.left_out)) if question.left_out else ("no", kind.show(False))
        return dict((("yes", kind.show(True)), no))
    codes: Mapping[str, Text] = getattr(kind, "codes", {})
    offered = {code: str(words) for code, words in codes.items()
               if not question.among or code in question.among}  # fmt: skip
    return offered if 0 < len(offered) <= MOST_BUTTONS else None


def ask(metrics: Metrics, question: Question, *, alone: bool, today: date) -> Asked:
    """Return the widget that asks a question; ``today`` is the day in Asia/Shanghai."""
    if choices_of(question) is not None:
        return Chosen(metrics, question, alone=alone)
    if question.field.type.name == "timestamp":
        return TimeOfDay(metrics, question, alone=alone, today=today)
    return Typed(metrics, question, alone=alone)
