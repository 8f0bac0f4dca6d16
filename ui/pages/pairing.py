# SPDX-License-Identifier: Apache-2.0
"""Paired desks: whom this desk trusts, the folder between them, and when each was last heard of."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import desks, pairing
from hr_desk.operations.pairing import PairedDesk
from hr_desk.operations.session import Session
from ui.exchanger import Exchanger
from ui.pages.page import Page
from ui.pages.pairing_form import PairForm
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.files import choose_folder
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import row
from ui.widgets.panels import Card, EmptyState, Question

COLUMNS = (
    text_column("label", N_("Called"), width=9),
    text_column("state", N_("State"), width=10),
    text_column("compartments", N_("Keeps"), width=12),
    text_column("waiting", N_("Waiting for it"), width=6),
    text_column("heard", N_("Last heard of"), width=9),
    text_column("fingerprint", N_("Fingerprint"), width=11),
)
STATES = {
    "known": N_("Paired"),
    "missing": N_("Its introduction is missing: exchange"),
    "older": N_("Its introduction is too old: exchange"),
    "unreadable": N_("Its introduction is damaged: exchange"),
}


def read(session: Session) -> tuple[tuple[PairedDesk, ...], datetime | None]:
    """Return the paired desks and when the last exchange ended; worker."""
    return pairing.list_paired(session), pairing.last_exchange(session)


class PairingPage(Page):
    """The exchange folder above, the paired desks below."""

    kinds = frozenset({"desk"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._lines: dict[str, PairedDesk] = {}
        self._last: datetime | None = None
        self._did: Mapping[str, Any] | None = None
        self.exchanger = Exchanger(self.desk, around.preferences, self)
        self.form = PairForm(self.desk, self.exchanger)
        self.parting = Question(danger=True)
        self.table, self.empty = (
            RecordTable(RecordTableModel(COLUMNS), fits=True),
            EmptyState("inbox"),
        )
        self._view, self._below = QStackedWidget(), QWidget()
        self.own, self.place, self.last = CopyLabel(bold=True), CopyLabel(), Label(tone="soft")
        self._pair = Button(kind="primary", icon="plus")
        self._part = Button(kind="danger", icon="x")
        self._choose, self._now = Button(icon="folder-open"), Button(icon="refresh-cw")
        self._card = Card()
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Exchanging where a folder is set; pairing; parting from the marked desk."""
        found: dict[str, Callable[[], object]] = {
            "pairing.folder": self.choose,
            "pairing.exchange": self.exchange,
            "pairing.pair": self.pair,
        }
        if len(self.table.marked()) == 1:
            found["pairing.part"] = self.ask_part
        return found

    def refresh(self) -> None:
        """Read the paired desks again."""
        self.desk.query(read, owner=self, done=self._show, slot="pairing.list")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Paired desks"),
            t("Sealed messages travel between desks through a folder that both reach."),
        )
        self._card.set_heading(t("Exchange folder"))
        self.table.set_name(t("Paired desks"))
        self.empty.say(
            t("Not paired with any desk"),
            t(
                "Where the gatehouse and the office are separate computers, each keeps its own "
                "files; what one has to tell the other travels sealed."
            ),
            t("Pair another desk…") if self.desk.may("desk.pair") else "",
        )
        self.form.retranslate()
        self._say()

    def choose(self) -> None:
        """Ask for the folder that the other desk reaches too."""
        choose_folder(self, t("Folder on a share or a stick"), self.take_folder)

    def take_folder(self, folder: Path) -> None:
        """Exchange through ``folder`` from now on, and begin at once."""
        self.around.preferences.keep_exchange_folder(self.desk.session.desk_id, folder)
        self._say()
        self.exchange()

    def exchange(self) -> None:
        """Exchange now; without a folder, ask for one first."""
        if self.exchanger.folder() is None:
            self.choose()
        else:
            self.exchanger.exchange()

    def pair(self) -> None:
        """Show the form that pairs another desk; without a folder, ask for one first."""
        if self.exchanger.folder() is None:
            self.choose()
        else:
            self.make_room()
            self.form.start()

    def make_room(self) -> None:
        """Give the form the room of everything else while it is open."""
        self._share_room(form=True)

    def _share_room(self, *, form: bool = False) -> None:
        for widget in (self._card, self._view):
            widget.setVisible(not form)
        self._below.setVisible(form)

    def ask_part(self) -> None:
        """Ask before the marked desk is trusted no more."""
        marked = self.table.marked()
        if len(marked) == 1:
            self._say_part()
            self.parting.ask(
                self.parting.sentence.text(),
                self.parting.yes.text(),
                partial(self._leave, marked[0]),
            )

    def _say_part(self) -> None:
        marked = [self._lines[id_].label for id_ in self.table.marked() if id_ in self._lines]
        labels = t(", ").join(marked)
        self.parting.sentence.setText(
            t(
                "Part from {label}? Nothing of it is believed and nothing is carried to it until "
                "both are paired again. Do the same at that desk.",
                label=labels,
            )
        )
        self.parting.yes.setText(t("Part from this desk"))

    def _leave(self, desk_id: str) -> None:
        self.desk.run(
            pairing.unpair,
            desk_id,
            owner=self,
            done=lambda _changes: self.parting.leave(),
            failed=self.banner.show_error,
        )

    def _show(self, found: tuple[tuple[PairedDesk, ...], datetime | None]) -> None:
        lines, self._last = found
        self._lines = {line.id: line for line in lines}
        self.table.show_rows(self._row(line) for line in lines)
        self._view.setCurrentWidget(self.table if lines else self.empty)
        self._say()

    def _row(self, line: PairedDesk) -> TableRow:
        catalogue = self.desk.catalogue
        kept = (str(catalogue.compartments[name]) for name in line.compartments)
        return text_row(
            line.id,
            label=line.label,
            state=t(STATES[line.state]),
            compartments=t(", ").join(kept),
            waiting=line.waiting or None,
            heard=line.heard and _moment(line.heard),
            fingerprint=line.fingerprint,
        )

    def _say(self) -> None:
        folder = self.exchanger.folder()
        self.place.setText(str(folder) if folder else t("No folder is set on this computer yet."))
        self._now.setEnabled(folder is not None and not self.exchanger.is_running())
        self.last.setText(self._told())
        self._say_part()

    def _told(self) -> str:
        if self._last is None:
            return t("Nothing was exchanged yet.")
        last = t("Last exchange: {at}.", at=_moment(self._last))
        if self._did is None:
            return last
        did = t(
            "Given: {given}. Brought in: {taken}. Left for the next time: {waiting}. "
            "Not for this desk: {strange}.",
            **{name: self._did.get(name, 0) for name in ("given", "taken", "waiting", "strange")},
        )
        return f"{last} {did}"

    def _on_exchanged(self, did: Mapping[str, Any]) -> None:
        self._did = did
        self.banner.clear()
        self.refresh()

    def _on_refused(self, why: str) -> None:
        self.banner.show_text("warn", lambda: why)

    def _show_buttons(self, *_marked: object) -> None:
        self._part.setVisible(len(self.table.marked()) == 1 and self.desk.may("desk.unpair"))
        if not self.table.marked():
            self.parting.leave()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        self.header.add(self._part)
        self.header.add(self._pair, shown=self.desk.may("desk.pair"))
        self.own.setText(desks.fingerprint_of(self.desk.session.desk_id))
        mine = Label(tone="soft", size="small")
        self.words.put(N_("Fingerprint of this desk, as on every printed notice"), mine.setText)
        upper = row()
        upper.addWidget(self.place, 1)
        upper.addWidget(self._choose)
        upper.addWidget(self._now)
        self._card.body.addLayout(upper)
        for label in (self.last, mine, self.own):
            self._card.body.addWidget(label)
        for panel in (self.form, self.parting, self._card):
            self.body.addWidget(panel)
        self._view.addWidget(self.table)
        self._view.addWidget(self.empty)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self._below, 1)
        self._below.hide()
        self._show_buttons()

    def _connect(self) -> None:
        self.words.put(N_("Pair another desk…"), self._pair.setText)
        self.words.put(N_("Part from this desk"), self._part.setText)
        self.words.put(N_("Choose the folder…"), self._choose.setText)
        self.words.put(N_("Exchange now"), self._now.setText)
        self._pair.clicked.connect(self.pair)
        self.empty.chosen.connect(self.pair)
        self.form.answered.connect(self._share_room)
        self._part.clicked.connect(self.ask_part)
        self._choose.clicked.connect(self.choose)
        self._now.clicked.connect(self.exchange)
        self.table.marked_changed.connect(self._show_buttons)
        self.exchanger.exchanged.connect(self._on_exchanged)
        self.exchanger.refused.connect(self._on_refused)
        self.exchanger.running_changed.connect(lambda _running: self._say())


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
