# SPDX-License-Identifier: Apache-2.0
"""Recruiting in numbers: drawn, as tables, and copied without what is too small to leave."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QStackedWidget, QWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import figures, requisitions
from hr_desk.operations.application_query import may_see_sources
from hr_desk.operations.decision_stubs import kept_counts, kept_stubs
from hr_desk.operations.figures import Span
from hr_desk.operations.requisitions import RequisitionRow
from ui import theme
from ui.pages import figure_views
from ui.pages.page import SlicedPage
from ui.pages.requisition_choice import requisition_choices
from ui.widgets.buttons import Button
from ui.widgets.entry import fill
from ui.widgets.figure_card import Drawing, FigureCard
from ui.widgets.layouts import column, laid_out_once, row, scrolled
from ui.widgets.panels import EmptyState

SPANS: Final = {
    "30": N_("Taken in within 30 days"),
    "90": N_("Taken in within 90 days"),
    "365": N_("Taken in within a year"),
    "": N_("Everybody who is still kept"),
}
"""How many days back applications are counted; an empty key is all of them."""
FIRST_SPAN: Final = "90"
FRAME: Final = 16
"""Milliseconds between two cards that change from bars to tables."""
_BEGINNING: Final = date(2000, 1, 1)


class FiguresPage(SlicedPage):
    """Funnel, time in stage, sources, openings, what ends in the next 90 days, what stays of it."""

    kinds = frozenset({"application", "person", "requisition", "stage", "visit", "sweep"})

    def make(self) -> Iterator[None]:
        """Make the choices above, then card by card."""
        self._requisitions: tuple[RequisitionRow, ...] = ()
        self._drawings: dict[str, Drawing] = {}
        self.requisition, self.span = QComboBox(), QComboBox()
        self.as_tables = QCheckBox()
        self.copy_button = Button(icon="file-text")
        self.empty = EmptyState("chart-bar")
        self._view = QStackedWidget()
        self.cards: dict[str, FigureCard] = {}
        for key, columns in figure_views.COLUMNS.items():
            self.cards[key] = FigureCard(columns)
            yield
        self._lay_out()
        yield
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Copying, once there is something."""
        return {"figures.copy": self.copy} if self._drawings else {}

    def refresh(self) -> None:
        """Count everything again."""
        self._ask(requisitions.list_requisitions, self._show_requisitions, "requisitions",
                  include_closed=True)  # fmt: skip
        self._count()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Figures"),
            t("Counted from what is still kept: whoever was deleted is in no number any more."),
        )
        self.empty.say(
            t("No figures yet"),
            t("They begin with the first requisition and whoever applies for it."),
            t("Open a requisition") if self.desk.may("requisition.open") else "",
        )
        fill(self.span, [(t(message), key) for key, message in SPANS.items()])
        self._show_requisitions(self._requisitions)

    def asked(self) -> Span:
        """Return the span that is chosen."""
        last, days = self.desk.session.today(), self.span.currentData()
        first = last - timedelta(days=int(days) - 1) if days else _BEGINNING
        chosen = self.requisition.currentData() or None
        return Span(first=first, last=last, requisition_id=chosen)

    def copy(self) -> None:
        """Put every number on the clipboard that may leave the desk."""
        parts = [
            figure_views.text_outside(key, self._drawings[key])
            for key in self.cards
            if key in self._drawings
            and self._drawings[key].rows
            and key not in figure_views.STAYS_HERE
        ]
        QGuiApplication.clipboard().setText("\n\n".join(parts))
        self.banner.show_text(
            "good",
            lambda: t(
                "Copied. Numbers below {count} are left out, as they could point to a person.",
                count=figures.SMALLEST,
            ),
        )

    def _count(self) -> None:
        """Ask for each figure by itself, so that nothing else waits long for the worker."""
        span, catalogue = self.asked(), self.desk.catalogue
        asked: dict[str, tuple[Callable[..., Any], Callable[[Any], Drawing], dict[str, Any]]] = {
            "funnel": (figures.funnel, lambda x: figure_views.funnel(x, catalogue), {"span": span}),
            "stays": (figures.stays, lambda x: figure_views.stays(x, catalogue), {"span": span}),
            "sources": (
                figures.sources, lambda x: figure_views.sources(x, catalogue), {"span": span},
            ),
            "openings": (
                figures.openings, figure_views.openings, {"requisition_id": span.requisition_id},
            ),
            "endings": (figures.endings, lambda x: figure_views.endings(x, catalogue), {}),
            "kept": (kept_counts, lambda x: figure_views.kept(x, catalogue), {}),
            "stubs": (kept_stubs, lambda x: figure_views.stubs(x, catalogue), {}),
        }  # fmt: skip
        for key, (read, draw, values) in asked.items():
            self._ask(read, partial(self._show, key, draw), key, **values)

    def _ask(
        self, read: Callable[..., Any], done: Callable[[Any], object], key: str, **values: Any
    ) -> None:
        self.desk.query(read, owner=self, done=done, slot=f"figures.{key}", **values)

    def _show(self, key: str, draw: Callable[[Any], Drawing], lines: Any) -> None:
        self._drawings[key] = draw(lines)
        self.cards[key].show_drawing(self._drawings[key])
        if key == "sources":
            self.cards[key].setVisible(may_see_sources(self.desk.session))
        self.copy_button.setEnabled(True)
        self.situation_changed.emit()

    @laid_out_once
    def _show_requisitions(self, rows: tuple[RequisitionRow, ...]) -> None:
        self._requisitions = rows
        fill(self.requisition, requisition_choices(rows, with_all=True))
        self._view.setCurrentIndex(0 if rows else 1)
        for widget in (self.requisition, self.span, self.as_tables, self.copy_button):
            widget.setVisible(bool(rows))

    def _show_as_tables(self, on: bool) -> None:
        """Change card by card, with time for everything else between two of them."""
        for place, card in enumerate(self.cards.values()):
            QTimer.singleShot(place * FRAME, card, partial(card.show_as_table, on))

    def _lay_out(self) -> None:
        filters = row(gap=theme.MEDIUM)
        self.requisition.setMinimumWidth(220)
        self.span.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for widget in (self.requisition, self.span, self.as_tables):
            filters.addWidget(widget)
        filters.addStretch(1)
        self.header.add(self.copy_button)
        self._view.addWidget(scrolled(self._sheet()))
        self._view.addWidget(self.empty)
        self.body.addLayout(filters)
        self.body.addWidget(self._view, 1)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        pairs = row(gap=theme.MEDIUM)
        for keys in (("funnel", "sources"), ("stays", "openings")):
            side = column(gap=theme.MEDIUM)
            for key in keys:
                side.addWidget(self.cards[key])
            side.addStretch(1)
            pairs.addLayout(side, 1)
        whole = column(sheet, gap=theme.MEDIUM)
        whole.addLayout(pairs)
        for key in ("endings", "kept", "stubs"):
            whole.addWidget(self.cards[key])
        whole.addStretch(1)
        return sheet

    def _connect(self) -> None:
        self.words.put(N_("Requisition"), self.requisition.setAccessibleName)
        self.words.put(N_("Time"), self.span.setAccessibleName)
        self.words.put(N_("Numbers as tables"), self.as_tables.setText)
        self.words.put(N_("Copy the numbers"), self.copy_button.setText)
        fill(self.span, [(t(message), key) for key, message in SPANS.items()])
        self.span.setCurrentIndex(self.span.findData(FIRST_SPAN))
        self.copy_button.setEnabled(False)
        self.requisition.currentIndexChanged.connect(lambda _place: self._count())
        self.span.currentIndexChanged.connect(lambda _place: self._count())
        self.as_tables.toggled.connect(self._show_as_tables)
        self.copy_button.clicked.connect(self.copy)
        self.empty.chosen.connect(lambda: self.go.emit("requisitions", "open"))
