# SPDX-License-Identifier: Apache-2.0
"""Beside the people of an incident: clocks, what happened, its sections, the files asked."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hr_desk.catalogue.incidents import DISCLOSURE, USER, incident_rules
from hr_desk.i18n import t
from hr_desk.operations.incident_views import DRILL_LINE, IncidentView
from ui import theme
from ui.pages.incident_words import (
    TONES,
    clock_said,
    is_of_an_account,
    people_said,
    seen_count_said,
)
from ui.pages.request_words import moment_said
from ui.session import OpenDesk
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card


class IncidentSide(QWidget):
    """Cards from the most pressing down; a card with nothing to say is not there."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self.cards = {
            key: Card(margin=theme.MEDIUM)
            for key in ("drill", "clocks", "facts", "files", "sections", "kinds")
        }
        self._lines: dict[str, QVBoxLayout] = {}
        whole = column(self, gap=theme.MEDIUM)
        for key, card in self.cards.items():
            self._lines[key] = column(gap=theme.TIGHT)
            card.body.addLayout(self._lines[key])
            whole.addWidget(card)
        whole.addStretch(1)

    def show_incident(self, view: IncidentView) -> None:
        """Show everything around an incident."""
        for lines in self._lines.values():
            clear(lines)
        self._show_drill(view)
        self._show_clocks(view)
        self._show_facts(view)
        self._show_files(view)
        self._show_kinds(view)
        self._show_sections(view)
        for key, card in self.cards.items():
            card.setVisible(self._lines[key].count() > 0)

    def _say(self, card: str, text: str, tone: str = "") -> None:
        self._lines[card].addWidget(Label(text, size="small", tone=tone))

    def _show_drill(self, view: IncidentView) -> None:
        if view.row.drill:
            self.cards["drill"].set_heading(t("A drill"))
            self._say("drill", t(DRILL_LINE), "warning")

    def _show_clocks(self, view: IncidentView) -> None:
        row, now = view.row, self._desk.session.now()
        self.cards["clocks"].set_heading(t("Clocks since the finding"))
        self._say(
            "clocks",
            t("Report to the authority by {moment}: {left}", moment=moment_said(row.report.at),
              left=clock_said(row.report, now)),
            TONES[row.report.pressing],
        )  # fmt: skip
        self._say(
            "clocks",
            t("Notice to the people by {moment}: {left}", moment=moment_said(row.tell.at),
              left=clock_said(row.tell, now)),
            TONES[row.tell.pressing],
        )  # fmt: skip
        if view.reported_at is not None:
            self._say("clocks", t("Reported {moment}", moment=moment_said(view.reported_at)))

    def _show_facts(self, view: IncidentView) -> None:
        names = incident_rules().ways[view.row.way].names
        self.cards["facts"].set_heading(t("What is known"))
        self._say("facts", t("People touched: {people}", people=people_said(view.row)))
        if is_of_an_account(view.row):
            opened = view.row.people - view.row.listed
            self._say("facts", seen_count_said(opened, view.row.listed))
        minors = sum(one.minor for one in view.people)
        if minors:
            self._say("facts", t("Minors among them: {count}; their guardians are told too.",
                                 count=minors), "warning")  # fmt: skip
        if view.row.gravest != view.row.level:
            level = incident_rules().levels[view.row.gravest].label
            self._say("facts", t("The clock goes by the gravest level this file had: {level}",
                                 level=level))  # fmt: skip
        if names == USER and view.named:
            self._say("facts", t("Account of {user}, in other hands {since} – {until}",
                                 user=view.named, since=moment_said(view.since),
                                 until=moment_said(view.until)))  # fmt: skip
        if names == DISCLOSURE and view.named:
            self._say("facts", t("Went to {recipient}", recipient=view.named))
        if view.announced:
            self._say("facts", t("Announced, because: {reason}", reason=view.announced))
        if view.spared:
            self._say("facts", t("Nobody is told, because: {reason}", reason=view.spared))

    def _show_files(self, view: IncidentView) -> None:
        self.cards["files"].set_heading(t("Files asked whom it touches"))
        for peer, people in view.files.items():
            file = self._named(peer)
            if people is None:
                self._say("files", t("{file}: no answer yet", file=file), "warning")
            else:
                self._say("files", t("{file}: people touched {count}", file=file, count=people))

    def _named(self, peer: str) -> str:
        """Name a file by its address, with its desk where that is another one."""
        desk, _, name = peer.partition("/")
        label = str(self._desk.catalogue.compartments[name])
        if desk == self._desk.session.desk_id:
            return label
        return t("{file} of another desk", file=label)

    def _show_kinds(self, view: IncidentView) -> None:
        self.cards["kinds"].set_heading(t("Kinds of data that were there"))
        if view.kinds:
            self._say("kinds", self._labels(view.kinds))
        if view.list_kinds:
            self._say("kinds", t("A list shows of those who could be listed: {kinds}",
                                 kinds=self._labels(view.list_kinds)))  # fmt: skip

    def _labels(self, keys: Iterable[str]) -> str:
        fields = self._desk.catalogue.fields
        return t(", ").join(dict.fromkeys(str(fields[key].label) for key in keys if key in fields))

    def _show_sections(self, view: IncidentView) -> None:
        self.cards["sections"].set_heading(t("What is told of it"))
        for key, label in incident_rules().sections.items():
            text = view.sections.get(key, "")
            self._say("sections", str(label), "soft")
            self._say("sections", text or t("Still to be written"), "" if text else "warning")
