# SPDX-License-Identifier: Apache-2.0
"""The line at the top of a page that says what went wrong, or right, and what to do."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import t
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label

ICONS = {"error": "circle-alert", "warn": "triangle-alert", "good": "check", "info": "info"}

Choices = tuple[tuple[str, Callable[[], object]], ...]
"""Buttons: N_() label, what to do."""


class Banner(QFrame):
    """One sentence with a level and, if there is a way out, buttons; hidden until it is needed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._say: Callable[[], str] = str
        self._picture = Label(wrap=False)
        self._text = Label()
        self._buttons: list[tuple[QPushButton, str]] = []
        self._lasting = False
        self.about: frozenset[str] = frozenset()
        """The kinds of record the news is about, besides those of the page."""
        self._close = Button("", kind="plain", icon="x")
        self._close.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        self._row.setSpacing(theme.SMALL)
        self._row.addWidget(self._picture)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self.hide()

    def show_error(self, error: UserError) -> None:
        """Show the sentence of an error, and the ways out that the page around it knows.

        It is translated again when the language changes.
        """
        self.show_text("error", error.text, _ways_out(self, error))

    def show_text(
        self,
        level: str,
        say: Callable[[], str],
        choices: Choices = (),
        *,
        about: frozenset[str] = frozenset(),
        lasting: bool = False,
    ) -> None:
        """Show what ``say`` returns with a level of ICONS and buttons (N_() label, what to do).

        News that is ``lasting`` stays until somebody closes it: nobody asked for it by a click.
        """
        self._say, self.about, self._lasting = say, about, lasting
        self._forget_buttons()
        for label, act in choices:
            button = Button(t(label), kind="plain")
            button.clicked.connect(act)
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append((button, label))
        self.setProperty("level", level)
        theme.restyle(self)
        colours = theme.Chosen.colours
        tones = {"error": colours.danger, "warn": colours.warning, "good": colours.good}
        tone = tones.get(level, colours.accent)
        self._picture.setPixmap(theme.picture(ICONS[level], 20, tone))
        self.retranslate()
        self.show()

    def text(self) -> str:
        """Return the sentence shown, empty when the banner is hidden."""
        return self._text.text() if not self.isHidden() else ""

    def clear(self) -> None:
        """Hide the banner and forget what it said."""
        self.hide()
        self._say = str
        self._forget_buttons()
        self.closed.emit()

    def pass_on(self) -> None:
        """Take back the news of what was done; what asks for something stays."""
        if self.property("level") == "good" and not self._buttons and not self._lasting:
            self.clear()

    def retranslate(self) -> None:
        """Say the sentence and the buttons in the language in use."""
        self._text.setText(self._say())
        self._text.setAccessibleName(self._text.text())
        self._close.setAccessibleName(t("Close this message"))
        self._close.setToolTip(t("Close this message"))
        for button, label in self._buttons:
            button.setText(t(label))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for the height the sentence needs at the present width."""
        hint = super().sizeHint()
        return hint.expandedTo(QSize(0, 40))

    def _forget_buttons(self) -> None:
        for button, _ in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = []


def _ways_out(banner: Banner, error: UserError) -> Choices:
    """Ask the closest page (what has ``ways_out``); a banner without one has no ways."""
    place = banner.parentWidget()
    while place is not None:
        offer: Callable[[UserError], Choices] | None = getattr(place, "ways_out", None)
        if offer is not None:
            return offer(error)
        place = place.parentWidget()
    return ()
