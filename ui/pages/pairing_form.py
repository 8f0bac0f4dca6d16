# SPDX-License-Identifier: Apache-2.0
"""The form that pairs another desk: choose who introduced themselves, compare, type, pair."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QSizePolicy

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import introductions, pairing
from hr_desk.operations.introductions import Introduced
from hr_desk.operations.session import Session
from ui import theme
from ui.exchanger import Exchanger
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.entry import choice, fill, line
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import Question
from ui.widgets.words import Words

Offered = tuple[tuple[Introduced, str], ...]


def offered(session: Session, folder: Path) -> Offered:
    """Return who has introduced themselves, each with the code to compare; worker."""
    found = introductions.new_in(session.folder, folder)
    return tuple((one, pairing.code(session.desk_id, one.desk_id)) for one in found)


class PairForm(Question):
    """Who, what they are called here, and the 16 characters that the other desk shows."""

    def __init__(self, desk: OpenDesk, exchanger: Exchanger) -> None:
        super().__init__()
        self._desk, self._exchanger = desk, exchanger
        self._own = Words()
        self._offered: Offered = ()
        self._named = ""
        self.banner = Banner()
        self.who_entry, self.who = choice(self._own, N_("Desk that has introduced itself"))
        self.label_entry, self.label = line(self._own, N_("What you call it"))
        self.code_entry, self.code = line(
            self._own, N_("What the person at the other desk reads out"), N_("16 characters")
        )
        # Not to be copied: pasted into the line beside it, nobody would have compared anything.
        self.shown, self.shown_hint = Label(size="title", bold=True), Label(tone="soft")
        self._lay_out()
        self._exchanger.exchanged.connect(self._on_exchanged)
        self.who.currentIndexChanged.connect(self._on_chosen)
        self.retranslate()

    def begin(self) -> None:
        """Show the form, nothing typed."""
        self.banner.clear()
        self.code.clear()
        self.ask(self.sentence.text(), self.yes.text(), self._run)

    def start(self) -> None:
        """Introduce this desk, see who else did, and show the form."""
        self.begin()
        self._exchanger.exchange()
        self._look()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._own.again()
        self.sentence.setText(
            t("Telephone somebody you know at the other desk, and pair there at the same time.")
        )
        self.yes.setText(t("Pair"))
        self.shown_hint.setText(
            t("Read these 16 characters out. Pair only if the other desk shows the same.")
            if self._offered
            else t("Nobody new has introduced themselves in the folder yet. Exchange there first.")
        )

    def _look(self) -> None:
        folder = self._exchanger.folder()
        if folder is not None:
            self._desk.query(
                offered, folder, owner=self, done=self.show_offered, failed=self.banner.show_error,
                slot="pairing.offered",
            )  # fmt: skip

    def _on_exchanged(self, _did: Any) -> None:
        if self.isVisible():
            self._look()

    def show_offered(self, found: Offered) -> None:
        """Offer these desks, each with the code to compare."""
        self._offered = found
        fill(self.who, [(one.company or one.desk_id[:16], one.desk_id) for one, _ in found])
        for widget in (self.who_entry, self.label_entry, self.code_entry, self.shown):
            widget.setVisible(bool(found))
        self.yes.setEnabled(bool(found))
        self._on_chosen()
        self.retranslate()

    def _chosen(self) -> tuple[Introduced, str] | None:
        wanted = self.who.currentData()
        return next((pair for pair in self._offered if pair[0].desk_id == wanted), None)

    def _on_chosen(self, *_place: object) -> None:
        chosen = self._chosen()
        self.shown.setText("" if chosen is None else chosen[1])
        if chosen is not None and self.label.text() in ("", self._named):
            self._named = chosen[0].company[: pairing.LONGEST_LABEL]
            self.label.setText(self._named)

    def _run(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self.yes.setEnabled(False)
        self._desk.run(
            pairing.pair,
            chosen[0].content,
            owner=self,
            done=self._done,
            failed=self._failed,
            label=self.label.text(),
            code=self.code.text(),
        )

    def _done(self, _changes: Any) -> None:
        self.yes.setEnabled(True)
        self.label.clear()
        self.leave()
        self._exchanger.exchange()

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)

    def _lay_out(self) -> None:
        inputs = row(gap=theme.MEDIUM)
        for entry in (self.who_entry, self.label_entry, self.code_entry):
            entry.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            inputs.addWidget(entry, 1)
        for widget in (self.banner, self.shown, self.shown_hint):
            self.content.addWidget(widget)
        self.content.addLayout(inputs)
        for entry in (self.who_entry, self.label_entry, self.code_entry):
            entry.hide()
        self.shown.hide()
