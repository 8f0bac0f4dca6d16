# SPDX-License-Identifier: Apache-2.0
"""One tick for the texts a visitor confirms now, and which ones a regular has confirmed before."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.i18n import t
from hr_desk.operations import visits
from hr_desk.operations.regulars import KNOWN_BY, NAME
from ui import theme
from ui.session import OpenDesk
from ui.widgets.label import Label
from ui.widgets.layouts import column

ASKED_BY: Final = (NAME, *KNOWN_BY)
"""The fields that say who somebody is; another answer may make them a regular, or no more."""


class TextsToConfirm(QWidget):
    """The texts that are asked about; nothing is ticked beforehand."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._texts: tuple[str, ...] = ()
        self._held: Mapping[str, date] = {}
        self._asked: Mapping[str, str] = {}
        """Who was looked up last: an answer about somebody else comes too late."""
        self.told, self.held = QCheckBox(), Label(tone="good")
        body = column(self, gap=theme.TIGHT)
        body.addWidget(self.held)
        body.addWidget(self.told)
        self.retranslate()

    def ask(self, texts: Sequence[str], held: Mapping[str, date] | None = None) -> None:
        """Ask about texts, by key; ``held`` were confirmed on their day and still hold."""
        self._texts, self._held, self._asked = tuple(texts), held or {}, {}
        self.told.setChecked(False)
        self.retranslate()

    def look_up(self, kind: str, typed: Mapping[str, str]) -> None:
        """Look whether who says this has confirmed the texts of a kind of visitor before."""
        said = {key: typed[key] for key in ASKED_BY if typed.get(key)}
        self._asked = said
        self._desk.query(
            visits.confirmed_before, kind, said, owner=self, done=partial(self._show, said),
            slot="visit.texts",
        )  # fmt: skip

    def owed(self) -> tuple[str, ...]:
        """Return the texts that are to be confirmed now, by key."""
        return tuple(key for key in self._texts if key not in self._held)

    def confirmed(self) -> tuple[str, ...]:
        """Return the texts that are confirmed now, by key."""
        return self.owed() if self.told.isChecked() else ()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.told.setText(t("They have read and confirm: {texts}", texts=self._labels(self.owed())))
        self.told.setVisible(bool(self.owed()))
        days = sorted({self._held[key] for key in self._texts if key in self._held})
        self.held.setText("\n".join(self._on(day) for day in days))
        self.held.setVisible(bool(days))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self, said: Mapping[str, str], found: Mapping[str, date]) -> None:
        if said is self._asked:
            self._held = found
            self.retranslate()

    def _on(self, day: date) -> str:
        texts = self._labels([key for key in self._texts if self._held.get(key) == day])
        return t("Confirmed on {day}, the text is unchanged: {texts}", day=day, texts=texts)

    def _labels(self, keys: Sequence[str]) -> str:
        known = self._desk.catalogue.acknowledgements
        return " / ".join(str(known[key].label) for key in keys)
