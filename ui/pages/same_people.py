# SPDX-License-Identifier: Apache-2.0
"""Records that may be one human: why, side by side, made one or kept apart."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QStackedWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import duplicates
from hr_desk.operations.duplicates import Pair, PairPage
from ui.pages.known_people import reasons_said
from ui.pages.merge_panel import MergePanel, offer_undo
from ui.pages.page import Page
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("one", N_("Taken in later"), width=10),
    text_column("other", N_("Taken in earlier"), width=10),
    text_column("requisition", N_("Applied earlier for"), width=12),
    text_column("why", N_("Why they may be one"), width=18),
)
ENOUGH: Final = 50
"""Pairs after which the file is not walked on: nobody looks through more at once."""


class SamePeoplePage(Page):
    """Pairs from the newest record on, with both ways to settle each."""

    kinds = frozenset({"person"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._pairs: dict[str, Pair] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.none = EmptyState("users")
        self.merging = MergePanel(self.desk)
        self.compare, self.apart = Button(kind="primary", icon="users"), Button(icon="user-x")
        self._view = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Comparing a marked pair, keeping marked ones apart."""
        marked = self.table.marked()
        found: dict[str, Callable[[], object]] = {}
        if len(marked) == 1:
            found["same_people.compare"] = partial(self.look_at, marked[0])
        if marked:
            found["same_people.apart"] = self.keep_apart
        return found

    def refresh(self) -> None:
        """Walk the file again, from the newest person on."""
        self._pairs = {}
        self._ask(None)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Possibly the same person"),
            t("Who was taken in twice is reminded of twice and deleted twice. Look, then decide."),
        )
        self.table.set_name(t("Possibly the same person"))
        self.none.say(
            t("Nobody seems to be here twice"),
            t("Records with the same number or address, or a name that sounds alike with one "
              "more fact in common, would be listed here."),
        )  # fmt: skip

    def look_at(self, pair: str) -> None:
        """Show a pair side by side; the earlier record stays."""
        self.merging.start(self._pairs[pair].other.person_id, self._pairs[pair].person_id)

    def keep_apart(self) -> None:
        """Note of every marked pair that it is two people."""
        for pair in self.table.marked():
            self.desk.run(
                duplicates.keep_apart, *self._both(pair), owner=self,
                done=partial(self._told_apart, pair), failed=self.banner.show_error,
            )  # fmt: skip

    def _told_apart(self, pair: str, _changes: object) -> None:
        both = self._both(pair)
        self.banner.show_text(
            "good",
            lambda: t("They stay two people and are not listed again."),
            ((N_("List them again"), partial(self._list_again, both)),),
        )

    def _list_again(self, both: tuple[str, str]) -> None:
        self.banner.clear()
        self.desk.run(duplicates.allow_pair, *both, owner=self, failed=self.banner.show_error)

    def _both(self, pair: str) -> tuple[str, str]:
        one, _, other = pair.partition("+")
        return one, other

    def _ask(self, before: int | None) -> None:
        self.desk.query(
            duplicates.possible_pairs, owner=self, done=self._show, failed=self.banner.show_error,
            slot="same_people", before=before,
        )  # fmt: skip

    def _show(self, page: PairPage) -> None:
        self._pairs |= {f"{one.person_id}+{one.other.person_id}": one for one in page.pairs}
        if page.next_before is not None and len(self._pairs) < ENOUGH:
            self._ask(page.next_before)
            return
        self.table.show_rows(
            text_row(id_, one=pair.name, other=pair.other.name, requisition=pair.other.requisition,
                     why=reasons_said(pair.other.reasons))
            for id_, pair in self._pairs.items()
        )  # fmt: skip
        self._view.setCurrentWidget(self.table if self._pairs else self.none)

    def _show_buttons(self, *_marked: object) -> None:
        marked = self.table.marked()
        self.compare.setEnabled(len(marked) == 1)
        self.apart.setEnabled(bool(marked))
        if not marked:
            self.merging.leave()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        for widget in (self.table, self.none):
            self._view.addWidget(widget)
        below = row()
        for button in (self.compare, self.apart):
            below.addWidget(button)
        below.addStretch(1)
        self.body.addWidget(self.merging)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)
        self._show_buttons()

    def _connect(self) -> None:
        self.words.put(N_("Compare them…"), self.compare.setText)
        self.words.put(N_("Two different people"), self.apart.setText)
        self.compare.clicked.connect(lambda: self.look_at(self.table.marked()[0]))
        self.apart.clicked.connect(self.keep_apart)
        self.table.opened.connect(self.look_at)
        self.table.marked_changed.connect(self._show_buttons)
        self.merging.merged.connect(lambda id_: offer_undo(self.desk, id_, self.banner))
