# SPDX-License-Identifier: Apache-2.0
"""Asking for what purpose masked values are shown; asked once while a record is open."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal

from hr_desk.i18n import N_, t
from hr_desk.operations import candidates, training
from ui.pages.purposes import OF_RECRUITMENT, choose_none, fill_purposes, needs_choice
from ui.session import OpenDesk
from ui.widgets.entry import choice
from ui.widgets.label import Label
from ui.widgets.panels import Question
from ui.widgets.words import Words


class UnmaskPanel(Question):
    """The purpose, from the catalogue's closed list."""

    shown = Signal(object)
    """Field key to FieldView, in full."""

    def __init__(
        self,
        desk: OpenDesk,
        *,
        read: Callable[..., Any] = candidates.unmask,
        among: tuple[str, ...] = OF_RECRUITMENT,
    ) -> None:
        """Ask for a purpose ``among`` these; ``read`` is the operation that shows and logs."""
        super().__init__()
        self._desk = desk
        self._unmask, self._among = read, among
        self._own = Words()
        self._record = ""
        self._keys: tuple[str, ...] = ()
        self._purpose = ""
        entry, self.purpose = choice(self._own, N_("Purpose"))
        entry.setMaximumWidth(420)
        self.caution = Label(tone="warning")
        self.content.addWidget(self.caution)
        self.content.addWidget(entry)
        fill_purposes(self.purpose, desk.catalogue, among)
        needs_choice(self.purpose, self.yes)

    def start(self, record_id: str, keys: Sequence[str]) -> None:
        """Show these values, after asking for the purpose if it was not asked yet."""
        self._record, self._keys = record_id, tuple(keys)
        if self._purpose:
            self._read()
            return
        choose_none(self.purpose)
        self._say_caution()
        self.ask(
            lambda: t("What do you need to see this for? The answer is logged with your name."),
            lambda: t("Show in full"),
            self._take,
        )
        self.purpose.setFocus()

    def forget(self) -> None:
        """Ask again next time, and show nothing that was asked for before: the record is left."""
        self._record = self._purpose = ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            fill_purposes(self.purpose, self._desk.catalogue, self._among)
            self._say_caution()

    def _say_caution(self) -> None:
        """Say, once for each record, that a training is due before a sensitive value is shown."""
        told = training.caution(self._desk.session, self._keys)
        self.caution.setText("" if told is None else str(told))
        self.caution.setVisible(told is not None)

    def _take(self) -> None:
        self._purpose = str(self.purpose.currentData())
        self.leave()
        self._read()

    def _read(self) -> None:
        self._desk.query(
            self._unmask,
            self._record,
            self._keys,
            purpose=self._purpose,
            owner=self,
            done=partial(self._show, self._record),
        )

    def _show(self, record: str, views: Any) -> None:
        """Hand on what was asked for, unless the record was left meanwhile."""
        if record == self._record:
            self.shown.emit(views)
