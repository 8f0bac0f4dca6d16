# SPDX-License-Identifier: Apache-2.0
"""The one window of a visit: head, step, foot with Back and Next in fixed places, and the veil.

It cannot be closed from outside; it says what was touched and shows what it is told.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QVBoxLayout, QWidget

from hr_desk.i18n import N_, language, name_of, t
from ui.kiosk.big import BigButton, BigLabel
from ui.kiosk.metrics import Metrics
from ui.kiosk.speaking import other_language
from ui.kiosk.steps import Sheet, Step
from ui.widgets.layouts import centred, clear, column, row

STAFF_MILLISECONDS: Final = 3_000
"""How long a member of staff presses the corner to end the kiosk."""

_BACK: Final = N_("Back")
_STOP: Final = N_("Stop and erase")
_MORE_TIME: Final = N_("I need more time")
_DONE: Final = N_("Done")


class Screen(QWidget):
    """Shows one step at a time."""

    back = Signal()
    next = Signal()
    answered = Signal(str)
    """One of the step's two answers."""
    stop = Signal()
    """Erase everything and begin anew."""
    more_time = Signal()
    language_wanted = Signal(str)
    """Show this page in another language."""
    staff_exit = Signal()

    def __init__(self, metrics: Metrics, company: str) -> None:
        super().__init__()
        self.metrics = metrics
        self.setObjectName("Kiosk")
        self.setWindowTitle(company)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.step: Step | None = None
        self.languages: Sequence[str] = ()
        self._body = QWidget()
        self._holder: QVBoxLayout = column(self._body)
        side = metrics.side
        self._holder.setContentsMargins(side, metrics.px(12), side, metrics.px(10))
        layout = column(self, gap=0)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # a screen cannot grow
        self.head = Head(metrics, company)
        self.head.stop.clicked.connect(self.stop)
        self.head.tongue.touched.connect(lambda: self.language_wanted.emit(self.head.other))
        self.foot = Foot(metrics)
        self.foot.back.clicked.connect(self.back)
        self.foot.next.clicked.connect(self.next)
        self.foot.more_time.clicked.connect(self.more_time)
        self.foot.answered.connect(self.answered)
        layout.addWidget(self.head)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.foot)
        self.veil = Veil(metrics, self)
        self.veil.more_time.clicked.connect(self.more_time)
        self.corner = Corner(metrics, self)
        self.corner.held.connect(self.staff_exit)

    def show_step(self, step: Step, *, back: bool, stop: bool, last: bool, where: str = "") -> None:
        """Show a step in place of the one before, which is destroyed.

        ``back`` and ``stop`` say which buttons there are; ``last`` offers Done instead of Next;
        ``where`` tells the visitor how far they have come.
        """
        self.setFocus()  # otherwise Back inherits the focus of the step that goes
        self.blank()
        self.step = step
        self._holder.addWidget(step)
        step.show()
        self.head.retranslate(stop=stop, other=other_language(self.languages, language(), step))
        label = _DONE if last else (step.next_label if step.next else "")
        self.foot.arrange(back=back, next_label=label, last=last, answers=step.answers)
        self.foot.said.setText(where)
        self.foot.setVisible(back or bool(label))
        self.veil.retranslate()
        step.begin()

    def room(self) -> QSize:
        """Return the room that a step with head and foot gets on a screen of this size."""
        margins = self._holder.contentsMargins()
        self.foot.arrange(back=True, next_label=_DONE, last=False, answers=())
        self.head.retranslate(stop=True)
        taken = self.head.sizeHint().height() + self.foot.sizeHint().height()
        whole = QSize(self.metrics.width, self.metrics.height - taken)
        return whole.shrunkBy(margins)

    def blank(self) -> None:
        """Show nothing but our own ground."""
        self.step = None
        self.veil.hide()
        clear(self._holder)
        self.head.retranslate(stop=False)
        self.foot.hide()

    def count(self, seconds: int) -> None:
        """Show how many seconds are left; 0 takes the veil away."""
        if self.step is not None and self.step.countdown:
            self.foot.count(seconds)
        elif seconds and self.step is not None:
            self.veil.count(seconds)
        else:
            self.veil.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep veil and corner in their places."""
        self.veil.setGeometry(self.rect())
        side = self.corner.width()
        self.corner.move(self.width() - side, 0)
        self.corner.raise_()
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay: the way out is the corner."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show no menu."""
        event.accept()


class Head(QFrame):
    """Whose kiosk this is, the switch to another language, and the way to erase everything."""

    def __init__(self, metrics: Metrics, company: str) -> None:
        super().__init__()
        self.setObjectName("Head")
        line = row(self, gap=metrics.gap)
        # The right end belongs to the corner of the staff exit.
        line.setContentsMargins(metrics.px(44), metrics.px(6), metrics.px(84), metrics.px(6))
        self.company = BigLabel(metrics, company, size="button", bold=True)
        line.addWidget(self.company, 1)
        self.stop = BigButton(metrics, t(_STOP), size="small")
        self.tongue, self.other = BigButton(metrics, size="small", kind="plain"), ""
        for button in (self.tongue, self.stop):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            keep = button.sizePolicy()
            keep.setRetainSizeWhenHidden(True)
            button.setSizePolicy(keep)
            line.addWidget(button)

    def retranslate(self, *, stop: bool, other: str = "") -> None:
        """Say the buttons in the language in use, or hide them; ``other`` in its own words."""
        self.stop.setText(t(_STOP))
        self.stop.setVisible(stop)
        self.other = other
        self.tongue.setText(name_of(other) if other else "")
        self.tongue.setVisible(bool(other))


class Foot(QFrame):
    """Back at the left, Next at the right, always in the same places."""

    answered = Signal(str)

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self.setObjectName("Edge")
        line = row(self, gap=metrics.gap)
        side = metrics.px(44)
        line.setContentsMargins(side, metrics.px(12), side, metrics.px(12))
        self._answer_width = metrics.px(320)
        self.back = self._button(metrics, "")
        self.more_time = self._button(metrics, "")
        self.said = BigLabel(metrics, size="small", tone="soft")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.next = self._button(metrics, "primary")
        self.answers = (self._button(metrics, ""), self._button(metrics, ""))
        self._choices = ["", ""]
        for place, button in enumerate(self.answers):
            button.touched.connect(partial(self._answer, place))
        line.addWidget(self.back)
        line.addWidget(self.more_time)
        line.addWidget(self.said, 1)
        for button in (*self.answers, self.next):
            line.addWidget(button)

    def arrange(
        self, *, back: bool, next_label: str, last: bool, answers: Sequence[tuple[str, str]]
    ) -> None:
        """Show the buttons there are, in the language in use; two answers are equally large."""
        for place, button in enumerate(self.answers):
            label, self._choices[place] = answers[place] if answers else ("", "")
            button.setText(t(label) if label else "")
            button.setVisible(bool(label))
        same = max(self._answer_width, *(button.sizeHint().width() for button in self.answers))
        for button in self.answers:
            button.setFixedWidth(same)
        self.back.setText(t(_BACK))
        self.back.setVisible(back)
        self.more_time.setText(t(_MORE_TIME))
        self.more_time.setVisible(last)
        self.next.setText(t(next_label) if next_label else "")
        self.next.setVisible(bool(next_label))

    def count(self, seconds: int) -> None:
        """Say when the page closes by itself."""
        if seconds:
            self.said.setText(t("This page closes in {seconds} s.", seconds=seconds))

    def _answer(self, place: int) -> None:
        self.answered.emit(self._choices[place])

    def _button(self, metrics: Metrics, kind: str) -> BigButton:
        button = BigButton(metrics, kind=kind, widest=metrics.px(420))
        button.set_least(metrics.px(76), width=metrics.px(220))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


class Veil(QWidget):
    """Covers the step while the countdown runs: what is under it is about to be erased."""

    def __init__(self, metrics: Metrics, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Veil")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sheet = Sheet(metrics)
        sheet.setFixedWidth(metrics.px(760))
        sheet.box.setContentsMargins(*(metrics.px(36),) * 4)
        self.title = BigLabel(metrics, size="title", bold=True)
        self.text = BigLabel(metrics)
        self.more_time = BigButton(metrics, kind="primary", widest=metrics.px(640))
        self.more_time.set_least(metrics.px(96))
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            sheet.box.addWidget(label)
        sheet.box.addSpacing(metrics.px(16))
        sheet.box.addWidget(self.more_time)
        layout = column(self)
        layout.addStretch(1)
        layout.addLayout(centred(sheet))
        layout.addStretch(1)
        self.hide()

    def count(self, seconds: int) -> None:
        """Cover the step and say how long there is left."""
        self.text.setText(
            t("Everything you typed will be erased in {seconds} seconds.", seconds=seconds)
        )
        self.raise_()
        self.show()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.title.setText(t("Are you still there?"))
        self.more_time.setText(t(_MORE_TIME))


class Corner(QWidget):
    """The upper right corner: pressed for three seconds it ends the kiosk. It cannot be seen."""

    held = Signal()

    def __init__(self, metrics: Metrics, parent: QWidget) -> None:
        super().__init__(parent)
        side = max(metrics.target, metrics.px(72))
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAFF_MILLISECONDS)
        self._timer.timeout.connect(self.held)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to measure."""
        event.accept()
        self._timer.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Too short."""
        event.accept()
        self._timer.stop()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A finger that slides away does not count."""
        event.accept()
        if not self.rect().contains(event.position().toPoint()):
            self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """A pointer that leaves does not count."""
        del event
        self._timer.stop()
