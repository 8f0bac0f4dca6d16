# SPDX-License-Identifier: Apache-2.0
"""Framed parts of a page: a card, an empty state, a page header, a question in the page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from hr_desk.i18n import N_
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import AsHighAsNeeded, column, row
from ui.widgets.words import Said, Words, said


class Card(QFrame):
    """A white frame with a heading; ``body`` is its layout."""

    def __init__(self, *, margin: int = theme.LARGE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self.body: QVBoxLayout = column(self, margin=margin, gap=theme.SMALL)
        self.heading = Label(size="heading", bold=True)
        self.heading.hide()
        self.body.addWidget(self.heading)

    def set_heading(self, text: str) -> None:
        """Show a heading at the top of the card."""
        self.heading.setText(text)
        self.heading.setVisible(bool(text))


class EmptyState(QWidget):
    """What stands where a list would be: one sentence, what to do, and the button that does it."""

    chosen = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = column(self, margin=theme.WIDE, gap=theme.SMALL)
        picture = Label(wrap=False)
        picture.setPixmap(theme.picture(icon, 40, theme.Chosen.colours.text_soft))
        self.title = Label(size="heading", bold=True)
        self.hint = Label(tone="soft")
        self.button = Button(kind="primary")
        self.button.hide()
        self.button.clicked.connect(self.chosen)
        layout.addStretch(2)
        for widget in (picture, self.title, self.hint):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(widget)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, title: str, hint: str, button: str = "") -> None:
        """Set the sentence, what to do, and the button (no button when empty)."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.button.setText(button)
        self.button.setVisible(bool(button))


class PageHeader(QWidget):
    """The title of a page, one line of explanation under it, and buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.title = Label(size="title", bold=True)
        self.hint = Label(tone="soft")
        texts, self._titles = column(gap=theme.TIGHT), row(gap=theme.SMALL)
        self._titles.addWidget(self.title, 1)
        texts.addLayout(self._titles)
        texts.addWidget(self.hint)
        self._row = row(self, gap=theme.SMALL)
        self._row.addLayout(texts, 1)

    def set_texts(self, title: str, hint: str = "") -> None:
        """Set title and explanation."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def lead(self, widget: QWidget) -> None:
        """Put something small before the title; the hint below keeps its whole width."""
        self._titles.insertWidget(0, widget)

    def add(self, button: QWidget, *, shown: bool = True) -> None:
        """Put a button at the right; what is shown before it has a place is a window of its own."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if not shown:
            button.hide()


class Question(QFrame):
    """A question asked in the page itself: a sentence, what it needs, do it or leave it."""

    answered = Signal()
    opened = Signal(bool)
    """It wants its room (True), perhaps that of something else, or gives it back (False)."""

    def __init__(self, *, danger: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._words = Words()
        self._act: Callable[[], object] = _nothing
        self._asked: tuple[Said, Said] = ("", "")
        self._typed_in: QWidget | None = None
        self.sentence = Label(bold=True)
        self.content = column(gap=theme.SMALL)
        self.yes = Button(kind="danger" if danger else "primary")
        self.no = Button()
        self._words.put(N_("Cancel"), self.no.setText)
        self.yes.clicked.connect(self._do)
        self.no.clicked.connect(self.leave)
        self._ways, self._buttons = [self.yes, self.no], row()
        self._buttons.addWidget(self.yes)
        self._buttons.addWidget(self.no)
        self._buttons.addStretch(1)
        self._body = column(self, margin=theme.MEDIUM)
        self._body.addWidget(self.sentence)
        self._body.addLayout(self.content)
        self._body.addLayout(self._buttons)
        self.hide()

    def in_room(self) -> QWidget:
        """Return what holds the question in little room: what it needs scrolls, its buttons stay.

        For a large question, once, when all it needs is in place.
        """
        asked, holder = QWidget(), QWidget()
        self._body.removeItem(self.content)
        self.content.setParent(None)
        asked.setLayout(self.content)
        self._body.insertWidget(1, AsHighAsNeeded(asked), 1)
        within = column(holder)
        within.addWidget(self)
        if self.sizePolicy().verticalPolicy() != QSizePolicy.Policy.Expanding:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            within.addStretch(1)
        return holder

    def ask(self, sentence: Said, yes: Said, act: Callable[[], object]) -> None:
        """Show the question; ``act`` runs when the person says ``yes`` and hides it itself."""
        self._asked = (sentence, yes)
        self.sentence.setText(said(sentence))
        self.yes.setText(said(yes))
        self._act = act
        if self.isHidden():
            self._typed_in = QApplication.focusWidget()
        self.opened.emit(True)
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_answer(self, button: Button) -> None:
        """Put another answer between yes and no."""
        self._buttons.insertWidget(1, button)
        self._ways.append(button)

    def leave(self) -> None:
        """Hide the question without doing anything; the keyboard goes back to where it was."""
        typing = QApplication.focusWidget()
        mine = typing is not None and self.isAncestorOf(typing)
        self.hide()
        passed_on = QApplication.focusWidget()
        self._act = _nothing
        self.answered.emit()
        self.opened.emit(False)
        # Whoever listens may have put the keyboard where work goes on; Qt itself has no idea.
        if mine and QApplication.focusWidget() is passed_on:
            self._give_back()

    def _give_back(self) -> None:
        before, self._typed_in = self._typed_in, None
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers with the button in hand, else with yes; Escape leaves the question."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            next((one for one in self._ways if one.hasFocus()), self.yes).click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            for text, say in zip(
                self._asked, (self.sentence.setText, self.yes.setText), strict=True
            ):
                if callable(text):
                    say(text())
        super().changeEvent(event)

    def _do(self) -> None:
        self._act()


def show_instead(stack: QStackedWidget, question: Question) -> None:
    """Let a large question, once opened, stand in place of what a stack shows first."""
    area = question.in_room()
    stack.addWidget(area)

    def turn(on: bool) -> None:
        if on:
            stack.setCurrentWidget(area)
        elif stack.currentWidget() is area:
            stack.setCurrentIndex(0)

    question.opened.connect(turn)


def _nothing() -> None:
    return None
