# SPDX-License-Identifier: Apache-2.0
"""The card of the settings that enters a dated public-health order, and lifts it."""

from datetime import timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from hr_desk.domain.health_orders import HealthOrder
from hr_desk.i18n import N_, t
from hr_desk.operations import health_orders
from hr_desk.operations.health_orders import ISSUED_BY, NUMBER
from ui import theme
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import chosen_day, day_line, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import column, emptied, row
from ui.widgets.panels import Card
from ui.widgets.words import Words

PROPOSED_DAYS: Final = 30
"""Days of an order as they are proposed."""
SHOWN: Final = 5
"""How many orders are listed, the one that ends last first."""


class HealthOrderSetting(Card):
    """Says which orders there are, enters one, lifts one that is in force or to come."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self._orders: tuple[HealthOrder, ...] = ()
        self.banner, self._says = Banner(), Label(tone="soft")
        self._number, self.number = line(self._words, NUMBER)
        self._issuer, self.issued_by = line(self._words, ISSUED_BY)
        self._since, self.since = day_line(self._words, N_("First day of the order"))
        self._until, self.until = day_line(self._words, N_("Last day of the order"))
        self.enter_button = Button(kind="primary", icon="check")
        self.lifts: dict[str, Button] = {}
        self._lines = column(gap=theme.SMALL)
        self._lay_out()
        self._begin()
        self.retranslate()

    def refresh(self) -> None:
        """Read the orders again, where the visits are held."""
        if self._desk.may("health_order.enter") and self._desk.session.holds("visits"):
            self._desk.query(
                health_orders.orders, owner=self, done=self._show,
                failed=self.banner.show_error, slot="settings.health_orders",
            )  # fmt: skip

    def enter(self) -> None:
        """Enter the order that was typed."""
        self._desk.run(
            health_orders.enter, self.number.text(), issued_by=self.issued_by.text(),
            since=chosen_day(self.since), until=chosen_day(self.until), owner=self,
            done=self._entered, failed=self.banner.show_error,
        )  # fmt: skip

    def lift(self, id_: str) -> None:
        """End an order before its last day."""
        self._desk.run(
            health_orders.end, id_, owner=self, done=lambda _changes: self.refresh(),
            failed=self.banner.show_error,
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.set_heading(t("Public-health orders"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _begin(self) -> None:
        today = self._desk.session.today()
        self.number.clear()
        self.issued_by.clear()
        show_day(self.since, today)
        show_day(self.until, today + timedelta(days=PROPOSED_DAYS - 1))

    def _entered(self, _changes: Any) -> None:
        self._begin()
        self.banner.show_text(
            "good", lambda: t("The order is entered; it holds on its days and ends by itself.")
        )
        self.refresh()

    def _show(self, orders: tuple[HealthOrder, ...]) -> None:
        self._orders = orders
        self._say()

    def _say(self) -> None:
        self._says.setText(
            t("Only while such an order is in force does the front desk note whether a visitor's "
              "temperature was normal: read out, agreed to, wiped at the end of the day.")
        )  # fmt: skip
        today = self._desk.session.today()
        self.lifts = {}
        with emptied(self, self._lines):
            for one in self._orders[:SHOWN]:
                beside = QWidget()
                across = row(beside)
                across.addWidget(Label(_said(one)), 1)
                if not one.ended and one.until >= today:
                    button = Button(icon="x")
                    button.setText(t("End this health order"))
                    button.clicked.connect(partial(self.lift, one.id))
                    self.lifts[one.id] = button
                    across.addWidget(button)
                self._lines.addWidget(beside)

    def _lay_out(self) -> None:
        self._words.put(N_("Enter the health order"), self.enter_button.setText)
        first, second = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM)
        for entry in (self._number, self._issuer):
            first.addWidget(entry, 1)
        for entry in (self._since, self._until):
            second.addWidget(entry, 1)
        second.addStretch(2)
        last = row()
        last.addWidget(self.enter_button)
        last.addStretch(1)
        self.body.addWidget(self.banner)
        self.body.addWidget(self._says)
        for line_of in (first, second, last, self._lines):
            self.body.addLayout(line_of)
        self.body.addStretch(1)
        self.enter_button.clicked.connect(self.enter)


def _said(one: HealthOrder) -> str:
    said = t("{number} of {issuer}: {since} to {until}", number=one.number, issuer=one.issued_by,
             since=one.since, until=one.until)  # fmt: skip
    return t("{order} (lifted before its end)", order=said) if one.ended else said
