# SPDX-License-Identifier: Apache-2.0
"""One question on the screen: what is asked, why, and a way to answer it with a finger."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from hr_desk.catalogue.types.choices import BETWEEN_CHOICES
from hr_desk.i18n import N_, Text, t
from hr_desk.kiosk.applicant_form import GUARDIAN, GUARDIANS
from hr_desk.kiosk.errands import MANY, MOST_BUTTONS
from hr_desk.kiosk.joiner_form import TWICE
from hr_desk.kiosk.visit_form import Question
from ui.kiosk.big import BigButton, BigLabel, Line
from ui.kiosk.metrics import Metrics
from ui.widgets.layouts import column

DIGITS: Final = frozenset({"bank_card", "count", "date", "id_number", "phone", "timestamp"})
"""Types that are typed on the digit pad."""


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
        self.digits = question.field.type.name in DIGITS and not question.letters
        self.line = Line(metrics, digits=self.digits)
        if question.letters:
            self.line.setPlaceholderText(t("of an ID card, passport or permit"))
        self.line.setAccessibleName(str(question.field.label))
        self.line.setAccessibleDescription(self.purpose.text())
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self._edited)
        self._column = column(self, gap=metrics.px(6))
        self._words(self._column)
        self._column.addSpacing(metrics.px(4))
        self._column.addWidget(self.line)

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
        self.line.mark_wrong(bool(text))

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

    most_across = 3

    def __init__(self, metrics: Metrics, question: Question, *, alone: bool) -> None:
        super().__init__(metrics, question, alone=alone)
        layout = column(self, gap=metrics.px(6))
        self._words(layout)
        layout.addSpacing(metrics.px(8))
        grid = QGridLayout()
        grid.setSpacing(metrics.gap)
        self.buttons: dict[str, BigButton] = {}
        codes = choices_of(question) or {}
        across = len(codes) if len(codes) <= 2 else self._across(codes.values())
        self._widest = metrics.width * 9 // 20 if across == 2 and len(codes) > MANY else 0
        if self._widest:
            grid.setVerticalSpacing(metrics.px(6))
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

    def _across(self, words: Iterable[str]) -> int:
        """Return how many buttons stand side by side: long words of a long list get more room."""
        every = list(words)
        font = QFontMetrics(self.metrics.font("button"))
        longest = max(font.horizontalAdvance(one) for one in every)
        roomy = len(every) > MANY and longest > self.metrics.width // 5
        return 2 if roomy else self.most_across

    def _button(self, code: str, words: str) -> BigButton:
        size = "body" if self._widest else "button"
        button = BigButton(self.metrics, words, widest=self._widest, size=size)
        button.setCheckable(True)
        button.set_least(self.metrics.px(70))
        button.touched.connect(partial(self._press, code))
        self.buttons[code] = button
        return button

    def _press(self, code: str) -> None:
        if self.buttons[code].isChecked():
            self.set_text(code)
        self.set_problem("")
        self.changed.emit()


class SeveralChosen(Chosen):
    """Any number out of a few, each a button of its own; a second touch takes one back."""

    most_across = 2

    def text(self) -> str:
        """Return the codes of the buttons that are down."""
        down = [code for code, button in self.buttons.items() if button.isChecked()]
        return BETWEEN_CHOICES.join(down)

    def set_text(self, text: str) -> None:
        """Press the buttons of these codes."""
        wanted = text.split(BETWEEN_CHOICES)
        for code, button in self.buttons.items():
            button.setChecked(code in wanted)

    def _press(self, code: str) -> None:
        del code
        self.set_problem("")
        self.changed.emit()


class Someone(Asked):
    """Another person: a name, who they are (one of a few), and a telephone number."""

    def __init__(self, metrics: Metrics, question: Question, *, alone: bool) -> None:
        super().__init__(metrics, question, alone=alone)
        layout = column(self, gap=metrics.px(8))
        self._words(layout)
        self.name, self.phone = Line(metrics), Line(metrics, digits=True)
        self.relations: dict[str, BigButton] = {}
        lines = ((self.name, t("Name")), (self.phone, t("Telephone number")))
        for line, said in lines:
            layout.addWidget(BigLabel(metrics, said, size="small"))
            layout.addWidget(line)
            line.setAccessibleName(said)
            line.textChanged.connect(self._edited)
        self.name.returnPressed.connect(self.phone.setFocus)
        self.phone.returnPressed.connect(self.entered)
        layout.insertLayout(layout.indexOf(self.phone) - 1, self._buttons())

    def text(self) -> str:
        """Return name, relation and number, parted as their type reads them; empty for none."""
        relation = next((code for code, one in self.relations.items() if one.isChecked()), "")
        parts = (self.name.text(), relation, self.phone.text())
        return "|".join(part.replace("|", " ") for part in parts) if any(parts) else ""

    def set_text(self, text: str) -> None:
        """Show what was given before."""
        name, relation, phone = (*text.split("|"), "", "", "")[:3]
        self.name.setText(name)
        self.phone.setText(phone)
        for code, button in self.relations.items():
            button.setChecked(code == relation)

    def take_focus(self) -> None:
        """Put the cursor where the first part is missing."""
        (self.name if not self.name.text() else self.phone).setFocus()

    def set_problem(self, text: str) -> None:
        """Say what is wrong; the parts are asked one by one here, not in a line."""
        given = self.text().split("|")
        complete = len(given) == len(SOMEONE) and all(part.strip() for part in given)
        super().set_problem(text if complete or not text else t(_ALL_THREE))

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self.metrics.gap)
        codes: Mapping[str, Text] = getattr(self.question.field.type, "codes", {})
        offered = [code for code in codes if self.key != GUARDIAN or code in GUARDIANS]
        for place, code in enumerate(offered):
            button = BigButton(self.metrics, str(codes[code]))
            button.setCheckable(True)
            button.touched.connect(partial(self._press, code))
            grid.addWidget(button, place // 3, place % 3)
            self.relations[code] = button
        return grid

    def _press(self, code: str) -> None:
        for other, button in self.relations.items():
            button.setChecked(other == code)
        self._edited()

    def _edited(self) -> None:
        if not self.problem.isHidden():
            self.set_problem("")
        self.changed.emit()


SOMEONE: Final = ("name", "relation", "phone")
_ALL_THREE: Final = N_("Please give all three: name, who they are to you, telephone number.")


class Twice(Typed):
    """A number that is typed twice, because a wrong digit would go unseen."""

    def __init__(self, metrics: Metrics, question: Question, *, alone: bool) -> None:
        super().__init__(metrics, question, alone=alone)
        self.again = Line(metrics, digits=True)
        said = t("The same once more")
        self.again.setAccessibleName(said)
        self._column.addWidget(BigLabel(metrics, said, size="small"))
        self._column.addWidget(self.again)
        self.line.returnPressed.disconnect(self.entered)
        self.line.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)
        self.again.textChanged.connect(self._edited)

    def text(self) -> str:
        """Return both, parted as the joiner's form reads them; empty for none."""
        both = (self.line.text(), self.again.text())
        return TWICE.join(both) if any(both) else ""

    def set_text(self, text: str) -> None:
        """Show both."""
        first, _, again = text.partition(TWICE)
        self.line.setText(first)
        self.again.setText(again)


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
    name = question.field.type.name
    if name in _WIDGETS:
        return _WIDGETS[name](metrics, question, alone=alone)
    if choices_of(question) is not None:
        return Chosen(metrics, question, alone=alone)
    if question.field.type.name == "timestamp":
        return TimeOfDay(metrics, question, alone=alone, today=today)
    return Typed(metrics, question, alone=alone)


_WIDGETS: Final[Mapping[str, type[Chosen | Someone | Twice]]] = {
    "choices": SeveralChosen,
    "contact": Someone,
    "bank_card": Twice,
}
"""Types whose answers take more than one line or one button."""
