# SPDX-License-Identifier: Apache-2.0
"""What each step of the flow shows: one widget for one step, made anew each time it is entered.

A step says with ``chosen`` which of the flow's choices was made, and nothing else; the visit
decides what follows.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hr_desk.i18n import N_, language, name_of, t
from hr_desk.kiosk import flow
from hr_desk.kiosk.visit_form import Page
from ui import theme
from ui.kiosk.big import BigButton, BigLabel, Picture
from ui.kiosk.digits import DELETE_DIGIT, DigitPad
from ui.kiosk.metrics import Metrics
from ui.kiosk.paged import PagedText
from ui.kiosk.questions import Asked, Typed, ask
from ui.widgets.layouts import column, row

FEW: Final = 6
"""Answers up to which two stand side by side, beyond it three."""

_ADULT: Final = N_("I am 18 or over: sign in")
_MINOR: Final = N_("I am under 18")
_LEAVING: Final = N_("Sign out")
_AGREE: Final = N_("I agree")
_REFUSE: Final = N_("I do not agree")


class Step(QWidget):
    """One step; ``next`` names the choice of the foot's Next button, or is empty."""

    chosen = Signal(str)
    next: str = ""
    next_label: str = N_("Next")
    answers: tuple[tuple[str, str], ...] = ()
    """Two choices of equal weight in the foot, label and choice, in place of Next."""
    countdown: bool = False
    """Whether the step closes by itself after a short while."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self.metrics = metrics
        self.layout_ = column(self, gap=metrics.px(12))

    def begin(self) -> None:
        """Be ready for the keyboard; called when the step is on the screen."""


class Start(Step):
    """Language buttons, the age statement as the start button, under 18, sign out."""

    language_chosen = Signal(str)

    def __init__(self, metrics: Metrics, languages: Sequence[str]) -> None:
        super().__init__(metrics)
        self.languages: dict[str, BigButton] = {}
        self.layout_.addLayout(self._tongues(languages))
        self.layout_.addStretch(2)
        title = BigLabel(metrics, t("Welcome. Please sign in here."), size="title", bold=True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.layout_.addWidget(title)
        said = BigLabel(metrics, t(_HOW_LONG), tone="soft")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.layout_.addWidget(said)
        self.layout_.addStretch(1)
        wide = metrics.width * 6 // 10
        self.adult = self._choice(_ADULT, flow.ADULT, kind="primary", widest=wide, high=120)
        below = row(gap=metrics.gap)
        self.minor = self._choice(_MINOR, flow.MINOR, widest=wide // 2, high=84)
        self.leave = self._choice(_LEAVING, flow.LEAVE, widest=wide // 2, high=84)
        below.addWidget(self.minor, 1)
        below.addWidget(self.leave, 1)
        inner = QWidget()
        inner.setFixedWidth(wide)
        self.box: QVBoxLayout = column(inner, gap=metrics.gap)
        self.box.addWidget(self.adult)
        self.box.addLayout(below)
        self.layout_.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        self.layout_.addStretch(3)

    def _tongues(self, languages: Sequence[str]) -> QHBoxLayout:
        """Return the language buttons, each in its own words; the one in use is down."""
        line = row(gap=self.metrics.gap)
        line.addStretch(1)
        for code in languages:
            button = BigButton(self.metrics, name_of(code))
            button.set_least(0, width=self.metrics.px(150))
            button.setCheckable(True)
            button.setChecked(code == language())
            button.touched.connect(partial(self._tongue, code))
            line.addWidget(button)
            self.languages[code] = button
        return line

    def _tongue(self, code: str) -> None:
        self.language_chosen.emit(code)

    def _choice(
        self, label: str, choice: str, *, widest: int, high: int, kind: str = ""
    ) -> BigButton:
        size = "heading" if kind else "button"
        button = BigButton(self.metrics, t(label), kind=kind, size=size, widest=widest)
        button.set_least(self.metrics.px(high))
        button.touched.connect(partial(self.chosen.emit, choice))
        return button


_HOW_LONG: Final = N_(
    "It takes about a minute. Only people this company has authorised can read what you type here."
)


class Notice(Step):
    """The short notice, agree and disagree of equal size and style, the policy one tap away."""

    answers = ((_REFUSE, flow.REFUSE), (_AGREE, flow.AGREE))

    policy_wanted = Signal()

    def __init__(self, metrics: Metrics, short: str) -> None:
        super().__init__(metrics)
        above = row(gap=metrics.gap)
        title = BigLabel(metrics, t("How we use what you tell us"), size="heading", bold=True)
        above.addWidget(title, 1)
        self.policy = BigButton(
            metrics, t("Read the full policy"), kind="plain", widest=metrics.width * 2 // 5
        )
        self.policy.clicked.connect(self.policy_wanted)
        above.addWidget(self.policy)
        self.layout_.addLayout(above)
        self.text = PagedText(metrics, short)
        sheet = Sheet(metrics)
        sheet.box.addWidget(self.text)
        self.layout_.addWidget(sheet, 1)


class Policy(Step):
    """The full policy."""

    def __init__(self, metrics: Metrics, text: str) -> None:
        super().__init__(metrics)
        self.text = PagedText(metrics, text)
        self.layout_.addWidget(self.text, 1)


class Sheet(QFrame):
    """A white sheet with room at its edges."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self.setObjectName("Sheet")
        self.box: QVBoxLayout = column(self, margin=metrics.px(6), gap=metrics.px(8))


class Form(Step):
    """One page of questions."""

    next = flow.NEXT

    def __init__(
        self, metrics: Metrics, page: Page, texts: Mapping[str, str], *, today: date
    ) -> None:
        """``texts`` are answers given before; ``today`` is the day in Asia/Shanghai."""
        super().__init__(metrics)
        self.page = page
        alone = len(page.questions) == 1
        self.asked: tuple[Asked, ...] = tuple(
            ask(metrics, question, alone=alone, today=today) for question in page.questions
        )
        across = row(gap=metrics.px(48))
        questions = column(gap=metrics.px(12))
        for widget in self.asked:
            if widget.key in texts:
                widget.set_text(texts[widget.key])
            widget.entered.connect(partial(self._entered, widget))
            questions.addWidget(widget)
        questions.addStretch(1)
        across.addLayout(questions, 1)
        self.pad = self._pad()
        if self.pad is not None:
            across.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        self.layout_.addLayout(across, 1)

    def texts(self) -> dict[str, str]:
        """Return what was typed, field key to text."""
        return {widget.key: widget.text() for widget in self.asked}

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each question what is wrong; the first one gets the cursor."""
        for widget in self.asked:
            widget.set_problem(problems.get(widget.key, ""))
        wrong = [widget for widget in self.asked if widget.key in problems]
        if wrong:
            wrong[0].take_focus()

    def begin(self) -> None:
        """Put the cursor where the first answer is missing, if that is typed.

        A button that has the focus would look chosen.
        """
        empty = next((widget for widget in self.asked if not widget.text()), self.asked[0])
        if isinstance(empty, Typed):
            empty.take_focus()

    def _pad(self) -> DigitPad | None:
        """Return the pad of a page that asks for digits; it serves the line that was touched."""
        lines = [one.line for one in self.asked if isinstance(one, Typed) and one.digits]
        return DigitPad(self.metrics, *lines, delete=t(DELETE_DIGIT)) if lines else None

    def _entered(self, widget: Asked) -> None:
        """Enter goes to the next question, from the last one to the next page."""
        place = self.asked.index(widget)
        if place + 1 < len(self.asked):
            self.asked[place + 1].take_focus()
        else:
            self.chosen.emit(flow.NEXT)


class Review(Step):
    """What was typed, each answer a button that leads back to its page."""

    next = flow.CONFIRM
    next_label = N_("Everything is right: send")
    page_wanted = Signal(str)

    def __init__(self, metrics: Metrics, answers: Sequence[tuple[str, str, str]]) -> None:
        """``answers``: label, answer as it will be read, key of its page."""
        super().__init__(metrics)
        title = BigLabel(metrics, t("Is everything right?"), size="heading", bold=True)
        self.layout_.addWidget(title)
        across = 2 if len(answers) <= FEW else 3
        widest = metrics.width * 9 // 10 // across - 2 * metrics.gap
        grid = QGridLayout()
        grid.setSpacing(metrics.gap)
        self.lines: list[BigButton] = []
        for place, (label, answer, page) in enumerate(answers):
            button = Answer(metrics, label, answer, widest=widest)
            button.touched.connect(partial(self.page_wanted.emit, page))
            grid.addWidget(button, place // across, place % across)
            self.lines.append(button)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        self.layout_.addLayout(grid)
        self.layout_.addStretch(1)


class Answer(BigButton):
    """A label in small type above what was answered."""

    def __init__(self, metrics: Metrics, label: str, answer: str, *, widest: int) -> None:
        super().__init__(metrics, f"{label}\n{answer}", widest=widest, left=True, size="body")
        self._label, self._answer = label, answer

    def write(self, painter: QPainter, room: QRect, flags: int) -> None:
        """Write the label softly and the answer below it, both together in the middle."""
        whole = painter.boundingRect(room, flags, self.text())
        top = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        above = painter.boundingRect(room, top, self._label)
        place = room.adjusted(0, whole.top() - room.top(), 0, 0)
        painter.setPen(QColor(theme.LIGHT.text_soft))
        painter.drawText(place, top, self._label)
        painter.setPen(QColor(theme.LIGHT.text))
        painter.drawText(place.adjusted(0, above.height(), 0, 0), top, self._answer)


class Thanks(Step):
    """The sign-out code, very large; the front desk confirms, the kiosk claims nothing."""

    countdown = True

    def __init__(self, metrics: Metrics, code: str) -> None:
        super().__init__(metrics)
        self.layout_.addStretch(1)
        self._middle(BigLabel(metrics, t("Thank you"), size="title", bold=True))
        self._middle(BigLabel(metrics, t(_TO_CONFIRM)))
        self.layout_.addStretch(1)
        self._middle(BigLabel(metrics, t("Your code for signing out"), tone="soft"))
        spaced = f"{code[:3]} {code[3:]}"
        self.code = BigLabel(metrics, spaced, size="code", bold=True, tone="accent", wrap=False)
        self._middle(self.code)
        self._middle(BigLabel(metrics, t(_KEEP_CODE), tone="soft"))
        self.layout_.addStretch(2)

    def _middle(self, label: BigLabel) -> None:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.layout_.addWidget(label)


_TO_CONFIRM: Final = N_(
    "What you typed is on its way. The front desk confirms your visit; please wait there."
)
_KEEP_CODE: Final = N_("Remember it or take a photo: you sign out with it when you leave.")


class Message(Step):
    """One sentence in large type, with an icon, and what to do now."""

    def __init__(
        self,
        metrics: Metrics,
        title: str,
        text: str,
        *,
        icon: str = "info",
        note: str = "",
        countdown: bool = True,
    ) -> None:
        """All texts are translated already; ``note`` is small, for staff."""
        super().__init__(metrics)
        self.countdown = countdown
        self.layout_.addStretch(2)
        self.layout_.addWidget(Picture(metrics, icon, side=72, colour=theme.LIGHT.accent))
        for label in (
            BigLabel(metrics, title, size="title", bold=True),
            BigLabel(metrics, text, size="body"),
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.layout_.addWidget(label)
        self.layout_.addStretch(2)
        if note:
            small = BigLabel(metrics, note, size="small", tone="soft")
            small.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.layout_.addWidget(small)
