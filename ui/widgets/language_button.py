# SPDX-License-Identifier: Apache-2.0
"""The button that switches the language, on gates and in the status line."""

from PySide6.QtCore import QEvent

from hr_desk.i18n import NAMES, language, t
from ui.widgets.buttons import Button


class LanguageButton(Button):
    """Says the other language in its own words."""

    def __init__(self) -> None:
        super().__init__(kind="plain", icon="languages")
        self.retranslate()

    def retranslate(self) -> None:
        """Name the language a press leads to."""
        other = "en" if language() == "zh_CN" else "zh_CN"
        self.setText(NAMES[other])
        self.setAccessibleName(t("Switch language"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
