# SPDX-License-Identifier: Apache-2.0
"""What every editor of a value promises, whatever it looks like.

An editor holds text in the form its value type shows and reads again, so that a half-typed value
is kept, drafted and restored like a whole one. Nothing typed is refused while it is typed; what
is wrong is said in a sentence once the editor is left.
"""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain.free_text import Span
from ui import theme
from ui.forms.marked_line import MarkedLine
from ui.widgets.label import Label
from ui.widgets.layouts import column

_PASSING = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
_STILL_THERE = re.compile(r"\S+")


def folded(text: str, *, prose: bool) -> str:
    """Return typed text in its one form, word by word; spaces stay while someone types."""
    return _STILL_THERE.sub(lambda word: clean(word[0], prose=prose), text)


class Folding(QValidator):
    """Takes whatever an input method commits and hands back its folded form; refuses nothing."""

    def __init__(self, parent: QObject, *, prose: bool) -> None:
        super().__init__(parent)
        self._prose = prose

    def validate(self, text: str, position: int) -> object:
        """Return the folded text with the cursor behind the same character as before."""
        done = folded(text, prose=self._prose)
        if done != text:
            position = min(_units(folded(_head(text, position), prose=self._prose)), _units(done))
        return QValidator.State.Acceptable, done, position


def _head(text: str, units: int) -> str:
    """Return the text before a position that Qt counts in UTF-16 units."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def folding_line(parent: QWidget, *, prose: bool) -> MarkedLine:
    """Return a line that folds what is typed and cuts nothing."""
    line = MarkedLine(parent=parent)
    line.setValidator(Folding(line, prose=prose))
    return line


class Editor(QWidget):
    """The editor of one value of one type; subclasses lay out ``body`` and keep the text."""

    edited = Signal()
    """A person changed the text; never while an input method is composing."""
    entered = Signal()
    """The keyboard came in."""
    left = Signal()
    """The keyboard went elsewhere; the text has been tidied."""
    done = Signal()
    """Enter was pressed."""

    wide = False
    """Whether it needs the whole width of a form."""

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.body = column(self, gap=theme.TIGHT)
        self._controls: list[QWidget] = []
        self._note = Label(size="small")
        self._note.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def text(self) -> str:
        """Return what was typed so far, in a form that ``set_text`` and the type read again."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put text into the editor as if it had been typed, without ``edited``."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read and copied but not changed."""
        raise NotImplementedError

    def value(self) -> Any:
        """Return the value, None if nothing was typed; raises the ValueProblem of the type."""
        typed = self.text()
        return self.kind.parse(typed) if typed.strip() else None

    def set_value(self, value: Any) -> None:
        """Show a value, nothing for None."""
        self.set_text("" if value is None else self.kind.show(value))

    def problem(self, sentence: str | None) -> None:
        """Say below the editor what is wrong, or take it back."""
        self._say(sentence, "danger")
        for control in self._controls:
            if bool(control.property("wrong")) != bool(sentence):
                control.setProperty("wrong", bool(sentence))
                theme.restyle(control)

    def hint(self, sentence: str | None) -> None:
        """Say something softer than a problem: the value is kept all the same."""
        self._say(sentence, "warning")

    def said(self) -> str:
        """Return the sentence shown below the editor, empty if there is none."""
        return "" if self._note.isHidden() else self._note.text()

    def mark(self, spans: Sequence[Span]) -> None:
        """Show in place what should not stand in the text, where the editor can."""

    def replace_text(self, text: str) -> None:
        """Put another text in by a person's order; it counts as edited."""
        self.set_text(text)
        self.edited.emit()

    def set_name(self, name: str) -> None:
        """Name the editor for a screen reader."""
        self.setAccessibleName(name)
        for control in self._controls:
            control.setAccessibleName(name)

    def retranslate(self) -> None:
        """Say fixed words in the language in use; the value stays."""

    def tidy(self) -> None:
        """Bring a right value into the form in which it is shown; a wrong one stays as typed."""
        try:
            value = self.value()
        except ValueProblem:
            return
        if value is not None and self.kind.show(value) != self.text():
            self.set_value(value)

    def controls(self) -> tuple[QWidget, ...]:
        """Return the widgets that take the keyboard."""
        return tuple(self._controls)

    def after(self, control: QWidget) -> QWidget | None:
        """Return where Enter goes from one of the controls; None: on to the next field."""
        place = self._controls.index(control) if control in self._controls else -1
        following = self._controls[place + 1 :] if place >= 0 else []
        return next((one for one in following if one.isVisible() and one.isEnabled()), None)

    def watch(self, control: QWidget) -> None:
        """Count a widget among those that take the keyboard for this editor."""
        self._controls.append(control)
        control.installEventFilter(self)
        if len(self._controls) == 1:
            self.setFocusProxy(control)

    def forget(self, control: QWidget) -> None:
        """Stop watching a widget that is going away."""
        control.removeEventFilter(self)
        self._controls.remove(control)

    def close_body(self) -> None:
        """Put the line for sentences below what the subclass laid out."""
        self.body.addWidget(self._note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keyboard come and go, and Enter on a button, which Space presses."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QAbstractButton):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.done.emit()
                return True
        if isinstance(event, QFocusEvent) and event.reason() not in _PASSING:
            if event.gotFocus():
                self.entered.emit()
            elif not self._holds_focus():
                self.tidy()
                self.left.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _holds_focus(self) -> bool:
        here = QApplication.focusWidget()
        return here is not None and self.isAncestorOf(here)

    def _say(self, sentence: str | None, tone: str) -> None:
        self._note.setText(sentence or "")
        self._note.retone(tone)
        self._note.setVisible(bool(sentence))
        for control in self._controls:
            control.setAccessibleDescription(sentence or "")
