# SPDX-License-Identifier: Apache-2.0
"""A number that is typed or stepped, with the digits of whatever keyboard is there."""

import unicodedata

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox


class NumberBox(QSpinBox):
    """A number box that takes full-width digits too: Qt drops them without a word."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Judge the text in its one form, so that １２ becomes 12 as it is typed."""
        folded = unicodedata.normalize("NFKC", text)
        same = len(folded) == len(text)  # a unit behind the number keeps its signs
        return super().validate(folded if same else text, position)
