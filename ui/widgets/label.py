# SPDX-License-Identifier: Apache-2.0
"""The label every screen uses: plain text only, so that no typed value is read as markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme


class Label(QLabel):
    """A plain-text label in one of the type sizes and tones; wraps unless told not to."""

    def __init__(
        self,
        text: str = "",
        *,
        size: str = "body",
        tone: str = "",
        bold: bool = False,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if size != "body" or bold:
            self.setFont(theme.font(size, bold=bold))
        if tone:
            self.setProperty("tone", tone)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def retone(self, tone: str) -> None:
        """Change the tone of a label that is already shown."""
        if self.property("tone") == tone:
            return
        self.setProperty("tone", tone)
        theme.restyle(self)


class CopyLabel(Label):
    """A label whose text may be marked and copied with mouse or keyboard."""

    def __init__(self, text: str = "", *, size: str = "body", bold: bool = False) -> None:
        super().__init__(text, size=size, bold=bold)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
