# SPDX-License-Identifier: Apache-2.0
"""Widgets for a finger: buttons whose text wraps, labels in large type, a line to type in."""

from typing import Final

from PySide6.QtCore import QMargins, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui import theme
from ui.kiosk.metrics import Metrics
from ui.widgets.buttons import Button
from ui.widgets.label import Label

_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)
_LEFT: Final = int(
    Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
)

CHOSEN: Final = "✓ "
"""Stands before what is chosen: colour alone says nothing to some people."""

LONGEST: Final = 10_000
"""Characters a line takes; the field's own limit is said in words, this one bounds memory.

It lies far above what anybody types: what an input method commits beyond it would be cut unseen.
"""


class BigLabel(Label):
    """A plain-text label in one of the kiosk's type sizes."""

    def __init__(
        self,
        metrics: Metrics,
        text: str = "",
        *,
        size: str = "body",
        tone: str = "",
        bold: bool = False,
        wrap: bool = True,
    ) -> None:
        super().__init__(text, tone=tone, wrap=wrap)
        self.setFont(metrics.font(size, bold=bold))


class BigButton(Button):
    """A push button at least one target large, whose text wraps instead of being cut."""

    touched = Signal()
    """As ``clicked``, without the state that a slot with arguments of its own would be given."""

    def __init__(
        self,
        metrics: Metrics,
        text: str = "",
        *,
        kind: str = "",
        size: str = "button",
        widest: int = 0,
        left: bool = False,
        repeats: bool = False,
    ) -> None:
        """``widest`` is where the text wraps, in pixels, by default a quarter of the screen.

        ``repeats`` takes the second of two quick touches as well, as keys of a pad do.
        """
        super().__init__(text, kind=kind)
        self._metrics = metrics
        self._widest = widest or metrics.width // 4
        self._left = left
        self._repeats = repeats
        self._least, self._exact = QSize(metrics.target, metrics.target), QSize()
        self.clicked.connect(self.touched)
        self.setProperty("type", size)  # the style sheet sets the font: it would undo setFont
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        """Say ``text``, on the button and to a screen reader."""
        super().setText(text)
        self.setShortcut(QKeySequence())  # an ampersand that a visitor typed is no mnemonic
        self.setAccessibleName(text)

    def set_least(self, height: int, *, width: int = 0) -> None:
        """Be no smaller than this, in pixels; a target is the least whatever is said here."""
        self._least = self._least.expandedTo(QSize(width, height))
        self.updateGeometry()

    def set_exact(self, width: int, height: int) -> None:
        """Be as large as this, in pixels, or as a target, whatever the button says."""
        self._exact = self._least.expandedTo(QSize(width, height))
        self.setFixedSize(self._exact)

    def sizeHint(self) -> QSize:
        """Ask for the room that the wrapped text and a finger need, and insist on it.

        A style sheet may have given the button a minimum of its own, which layouts go by.
        """
        self.ensurePolished()
        wanted = self._exact if self._exact.isValid() else self._wanted()
        if self.minimumHeight() != wanted.height():
            self.setMinimumHeight(wanted.height())
        return wanted

    def _wanted(self) -> QSize:
        """Return the room that text and finger need; kinds of buttons with own texts say theirs."""
        padding = self._padding()
        room = QRect(0, 0, self._widest, 10_000).marginsRemoved(padding)
        most = f"{CHOSEN}{self.text()}" if self.isCheckable() else self.text()
        text = self.fontMetrics().boundingRect(room, self._flags(), most)
        return text.size().grownBy(padding).expandedTo(self._least)

    def minimumSizeHint(self) -> QSize:
        """Ask for no less than ``sizeHint``: a text that is cut is worse than a crowded page."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button of the style, then the text in as many lines as it takes."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        padding = self._padding()
        painter.setFont(self.font())
        painter.setPen(QColor(self._ink()))
        self.write(painter, self.rect().marginsRemoved(padding), self._flags())

    def write(self, painter: QPainter, room: QRect, flags: int) -> None:
        """Write the text into its room."""
        mark = CHOSEN if self.isChecked() else ""
        painter.drawText(room, flags, f"{mark}{self.text()}")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show no menu."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take two quick touches for one: the second would meet a page that nobody has read."""
        if self._repeats:
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()

    def _flags(self) -> int:
        return _LEFT if self._left else _WRAPPED

    def _padding(self) -> QMargins:
        side, above = self._metrics.px(16), self._metrics.px(8)
        return QMargins(side, above, side, above)

    def _ink(self) -> str:
        colours = theme.LIGHT
        if not self.isEnabled():
            return colours.line_strong
        inks = {"primary": colours.on_accent, "plain": colours.accent_strong}
        return inks.get(str(self.property("kind")), colours.text)


class Line(QLineEdit):
    """A line that a stranger types in: no menu, no clipboard, no undo, nothing dragged.

    Text comes from a keyboard, an input method (Chinese names) or the digit pad. The input method
    is asked to learn nothing from it.
    """

    def __init__(self, metrics: Metrics, *, digits: bool = False) -> None:
        super().__init__()
        self._least = max(metrics.target, metrics.px(60))
        self.setFont(metrics.font("entry"))
        self.setMinimumHeight(self._least)
        self.setMaxLength(LONGEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setDragEnabled(False)
        hints = Qt.InputMethodHint.ImhSensitiveData
        if digits:
            hints |= Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhNoPredictiveText
        self.setInputMethodHints(hints)

    def set_least(self, height: int) -> None:
        """Be no lower than this, in pixels; a target is the least whatever is said here."""
        self._least = max(self._least, height)
        self.setMinimumHeight(self._least)

    def mark_wrong(self, wrong: bool) -> None:
        """Show that what stands here is wrong, or is not any more."""
        font = self.font()
        self.setProperty("wrong", wrong)
        theme.restyle(self)
        self.setFont(font)
        self.setMinimumHeight(self._least)

    def sizeHint(self) -> QSize:
        """Ask for a target's height at least."""
        return super().sizeHint().expandedTo(QSize(0, self._least))

    def minimumSizeHint(self) -> QSize:
        """Insist on the height, whatever minimum a style sheet has given the line."""
        self.ensurePolished()
        if self.minimumHeight() != self._least:
            self.setMinimumHeight(self._least)
        return super().minimumSizeHint().expandedTo(QSize(0, self._least))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what writes, deletes or moves; every other key and every shortcut does nothing."""
        if event.key() in _EDITING and not _commands(event):
            super().keyPressEvent(event)
        elif event.text().isprintable() and event.text() and not _commands(event):
            self.insert(event.text())
        else:
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the cursor; nothing is marked, because marking copies on some systems."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark nothing."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Paste nothing with the middle button."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Mark nothing."""
        self.mousePressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take nothing that is dropped."""
        event.ignore()


_EDITING: Final = frozenset(
    {
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)


def _commands(event: QKeyEvent) -> bool:
    """Whether a modifier makes a command of the key; AltGr writes (Ctrl and Alt on Windows)."""
    held = event.modifiers()
    control = bool(held & Qt.KeyboardModifier.ControlModifier)
    alt = bool(held & Qt.KeyboardModifier.AltModifier)
    meta = bool(held & Qt.KeyboardModifier.MetaModifier)
    return meta or control != alt


class Picture(QWidget):
    """One bundled icon, centred, in a colour of the program."""

    def __init__(self, metrics: Metrics, name: str, *, side: int, colour: str) -> None:
        """``side`` is given for a screen of 1280 x 720."""
        super().__init__()
        self._pixmap = theme.picture(name, metrics.px(side), colour)
        self.setFixedHeight(metrics.px(side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        del event
        painter = QPainter(self)
        place = self._pixmap.rect()
        place.moveCenter(self.rect().center())
        painter.drawPixmap(place.topLeft(), self._pixmap)
        painter.end()
