# SPDX-License-Identifier: Apache-2.0
"""What stands in a form instead of a value that is masked: as much of it as may be seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hr_desk.i18n import t
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, row


class MaskedLine(QWidget):
    """The masked text with its two buttons; while a new value is typed, the way back to it."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QWidget()
        self._shown = Label(tone="soft")
        self.eye = Button(kind="plain", icon="eye")
        self.anew = Button(kind="plain")
        self.keep = Button(kind="plain")
        line = row(self._line, gap=theme.TIGHT)
        line.addWidget(self._shown, 1)
        line.addWidget(self.eye)
        line.addWidget(self.anew)
        layout = column(self, gap=theme.TIGHT)
        layout.addWidget(self._line)
        layout.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)

    def say(self, name: str, shown: str) -> None:
        """Show the masked text of the field with this name, in the language in use."""
        self._shown.setText(shown)
        self._shown.setAccessibleName(t("masked: {text}", text=shown))
        self.eye.setText(t("Show"))
        self.eye.setAccessibleName(t("Show in full: {label}", label=name))
        self.anew.setText(t("Type anew"))
        self.anew.setAccessibleName(t("Type anew: {label}", label=name))
        self.keep.setText(t("Leave as it is"))

    def show_parts(self, *, retyping: bool, may_write: bool, eye: bool) -> None:
        """Show what belongs to a masked value, or to a new one that is typed in its place."""
        reveal(self._line, not retyping)
        reveal(self.keep, retyping)
        reveal(self.anew, may_write)
        reveal(self.eye, eye)
