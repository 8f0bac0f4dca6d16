# SPDX-License-Identifier: Apache-2.0
"""The queue: who announced themselves and waits; let in with one key, turned away with a reason."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from hr_desk.domain import visits as states
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import visits
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.visits import VisitRow
from ui import theme
from ui.pages.admission import Admission, Expected
from ui.pages.purposes import choose_none, needs_choice
from ui.pages.visit_rows import (
    MOST_LISTED,
    NAME,
    QUEUE,
    show_notes,
    text_of,
    visit_columns,
    visit_rows,
)
from ui.pages.visit_steps import beside
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.view import RecordTable
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import column
from ui.widgets.panels import Question
from ui.widgets.words import Words

MOST_SHOWN, FEWEST_SHOWN = 5, 2
"""Rows of the queue that are seen at once, as the window's height goes; others are scrolled to."""
PAUSE_MS = 600
"""How long Enter is passed over after another visitor came into hand by itself: it would let in
somebody unseen."""
WAITING = visits.VisitQuery(states=states.OUTSIDE, limit=MOST_LISTED)
"""Everybody who waits for the host, or for the gate after the host's yes."""


_WITH_MEANING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
"""Keys that make a letter something else."""


class QueueTable(RecordTable):
    """The queue's table: Enter lets in, Delete turns away, a double click opens.

    Y and N note what the host said. It is as high as its rows, up to MOST_SHOWN of them; where
    there is little room it scrolls.
    """

    let_in = Signal()
    turn_away = Signal()
    host_yes = Signal()
    host_no = Signal()

    def __init__(self, model: RecordTableModel) -> None:
        super().__init__(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Ask for the height of the rows there are."""
        return QSize(super().sizeHint().width(), self._height(MOST_SHOWN))

    def minimumSizeHint(self) -> QSize:
        """Need the height of a few rows."""
        return QSize(super().minimumSizeHint().width(), self._height(FEWEST_SHOWN))

    def fit_rows(self) -> None:
        """Take the room for the rows that are here now."""
        self.setMaximumHeight(self._height(MOST_SHOWN))
        self.updateGeometry()

    def _height(self, most: int) -> int:
        rows = min(self.records.rowCount(), most) * theme.ROW_HEIGHT
        return self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the four keys of the queue, once for each press."""
        acts: dict[int, SignalInstance] = {
            Qt.Key.Key_Return: self.let_in,
            Qt.Key.Key_Enter: self.let_in,
            Qt.Key.Key_Delete: self.turn_away,
            Qt.Key.Key_Y: self.host_yes,
            Qt.Key.Key_N: self.host_no,
        }
        act = acts.get(event.key())
        if act is None or event.modifiers() & _WITH_MEANING:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act.emit()


class TurnAway(Question):
    """The reason why somebody is not let in."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(danger=True)
        self._desk = desk
        self._own = Words()
        self._id, self._name = "", ""
        self._expected: Expected | None = None
        entry, self.reason = choice(self._own, N_("Reason"))
        self._error = Label(tone="danger")
        self._error.hide()
        self.content.addLayout(beside(entry, self.yes, self.no))
        self.content.addWidget(self._error)
        self._say()
        needs_choice(self.reason, self.yes)

    def start(self, visit_id: str, name: str, expected: Expected | None = None) -> None:
        """Ask about one visitor, who may be the guest of a visit that is ``expected``."""
        self._id, self._name, self._expected = visit_id, name, expected
        self._error.hide()
        choose_none(self.reason)
        self._say()
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        self.reason.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def _say(self) -> None:
        codes = self._desk.catalogue.code_lists["turned_away_reason"].codes
        chosen = self.reason.currentData()
        offered = {code: label for code, label in codes.items() if code != visits.UNCONFIRMED}
        fill(self.reason, [(str(label), code) for code, label in offered.items()])
        self.reason.setPlaceholderText(t("Choose a reason"))
        if chosen is None:
            choose_none(self.reason)
        self.sentence.setText(self._asking())
        self.yes.setText(t("Turn away"))

    def _asking(self) -> str:
        if self._expected is None:
            return t("Turn away {name}?", name=self._name)
        words = self._expected.words()
        return t(
            "Turn away {name}? The expected visit ends with it: {visit}",
            name=self._name,
            visit=words,
        )

    def _run(self) -> None:
        self._desk.run(
            visits.turn_away,
            (self._id,),
            owner=self,
            done=lambda _changes: self.leave(),
            failed=self._fail,
            reason=self.reason.currentData(),
            expected=None if self._expected is None else self._expected.visit_id,
        )

    def _fail(self, error: UserError) -> None:
        self._error.setText(error.text())
        self._error.show()


def _since(one: VisitRow) -> datetime:
    """Return since when somebody waits; where a role may not see that, all alike."""
    return one.arrived or datetime.max.replace(tzinfo=UTC)


class Arrivals(QWidget):
    """The queue with what is to be settled about the visitor in hand."""

    changed = Signal()
    """Another visitor is in hand, or none."""
    opened = Signal(str)
    """The id of a visit somebody wants to see whole."""

    def __init__(
        self, desk: OpenDesk, *, strip: Admission | None = None, pause_ms: int = PAUSE_MS
    ) -> None:
        """``strip``: what is settled about a visitor, made in a slice before."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._desk = desk
        self._rows: dict[str, VisitRow] = {}
        self._expected: Mapping[str, VisitRow] = {}
        self._place, self._busy, self._shown_once, self._folded = 0, False, False, False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self.heading, self.nobody = Label(size="heading", bold=True), Label(tone="soft")
        self.table = QueueTable(RecordTableModel(visit_columns(desk)))
        self.strip, self.question = strip or Admission(desk), TurnAway(desk)
        self._failed: Callable[[UserError], object] = lambda _error: None
        self._lay_out()
        self._connect()
        self.retranslate()

    def fail_with(self, failed: Callable[[UserError], object]) -> None:
        """Hand what was refused to ``failed``, the page's banner."""
        self._failed = failed

    def show_rows(self, newest_first: tuple[VisitRow, ...]) -> None:
        """Show who waits, the longest first; row in hand, typed texts and focus stay."""
        oldest_first = newest_first[::-1]
        waiting = sorted(oldest_first, key=_since)
        self._rows = {one.visit_id: one for one in waiting}
        self.table.show_rows(visit_rows(waiting, self._desk))
        show_notes(self.table, waiting)
        self._keep_one_in_hand()
        self._shown_once = True
        self.retranslate()
        self._fit()

    def show_expected(self, rows: tuple[VisitRow, ...]) -> None:
        """Know the expected visits of today, to offer them."""
        self._expected = {one.visit_id: one for one in rows}
        self._show_in_hand()

    def show_staff(self, staff: tuple[StaffLine, ...]) -> None:
        """Offer the directory's employees as hosts."""
        self.strip.show_staff(staff)

    def in_hand(self) -> VisitRow | None:
        """Return the visitor in hand."""
        marked = self.table.marked()
        return self._rows.get(marked[0]) if marked else None

    def fold(self, folded: bool) -> None:
        """Leave the number of those who wait and nothing else, as long as something is asked."""
        self._folded = folded
        self._fit()
        self._show_in_hand()

    def choose(self, visit_id: str) -> None:
        """Take a visitor into hand."""
        places = self.table.records.rows_of([visit_id])
        if places:
            self.table.selectRow(places[0])

    def count(self) -> int:
        """Return how many wait."""
        return len(self._rows)

    def confirm(self) -> None:
        """Let in the visitor in hand with what stands in the strip."""
        one, given = self.in_hand(), self.strip.given()
        if one is None or given is None or self._busy or self._pause.isActive() or self._folded:
            return
        self._busy = True
        self._desk.run(
            visits.confirm,
            one.visit_id,
            owner=self,
            done=self._confirmed,
            failed=self._refused,
            expected=given.expected,
            values=given.values,
            host_id=given.host_id,
        )

    def host_says(self, yes: bool) -> None:
        """Note what the host of the visitor in hand said; a yes takes the host from the strip."""
        one = self.in_hand()
        if one is None or self._busy or self._pause.isActive() or self._folded:
            return
        if yes and one.state != states.ANNOUNCED:
            return
        self._busy = True
        chosen = {"host_id": self.strip.host.host_id()} if yes else {}
        chosen["expected"] = self.strip.expected_id()
        self._desk.run(
            visits.host_agrees if yes else visits.host_refuses,
            (one.visit_id,),
            owner=self,
            done=self._confirmed,
            failed=self._refused,
            **chosen,
        )

    def open_in_hand(self) -> None:
        """Ask for the whole visit of the visitor in hand."""
        one = self.in_hand()
        if one is not None:
            self.opened.emit(one.visit_id)

    def ask_turn_away(self) -> None:
        """Ask why the visitor in hand is not let in, in the place of what lets them in."""
        one = self.in_hand()
        if one is not None:
            self.strip.hide()
            self.question.start(one.visit_id, text_of(one, NAME), self.strip.expected_visit())

    def retranslate(self) -> None:
        """Say the texts in the language in use."""
        count = len(self._rows)
        self.heading.setText(t("Waiting to be let in: {count}", count=count))
        self.nobody.setText(
            t("Nobody waits. Whoever signs in at the kiosk appears here by itself.")
        )
        self.table.set_name(t("Waiting to be let in"))
        self.table.setAccessibleDescription(
            t(
                "Enter lets in the visitor in hand, Delete turns them away; Y and N note the "
                "host's yes or no."
            )
        )

    def _confirmed(self, _changes: Any) -> None:
        self._busy = False
        self._pause.start()
        if self.strip.has_keyboard():
            self.table.setFocus()

    def _refused(self, error: UserError) -> None:
        self._busy = False
        self._failed(error)

    def _asked(self) -> None:
        """The question is answered or left: the strip is back, the keyboard in the queue."""
        self._show_in_hand()
        self.table.setFocus()

    def _keep_one_in_hand(self) -> None:
        """Go on with the next once the one in hand is done; whoever comes anew waits."""
        count = self.table.records.rowCount()
        if self.in_hand() is None and count:
            # Somebody else is in hand than the guard looked at: their Enter is not for this one.
            self._pause.start()
            self.table.selectRow(min(self._place, count - 1))
        self._show_in_hand()

    def _show_in_hand(self, *_marked: object) -> None:
        one = self.in_hand()
        if one is not None:
            self._place = self.table.records.rows_of([one.visit_id])[0]
        self.strip.show_visit(one, self._expected)
        if self._folded or not self.question.isHidden():
            self.strip.hide()
        self.changed.emit()

    def _fit(self) -> None:
        """Take the room the queue needs, and no more."""
        count = len(self._rows)
        self.table.setVisible(count > 0 and not self._folded)
        self.nobody.setVisible(count == 0 and self._shown_once and not self._folded)
        self.table.fit_rows()

    def _lay_out(self) -> None:
        self.table.show_columns(QUEUE)
        layout = column(self, gap=theme.SMALL)
        widgets = (self.heading, self.nobody, self.table, self.strip, self.question)
        for widget in widgets:
            layout.addWidget(widget)
        self._fit()

    def _connect(self) -> None:
        self.table.marked_changed.connect(self._show_in_hand)
        self.table.let_in.connect(self.confirm)
        self.table.turn_away.connect(self.ask_turn_away)
        self.table.opened.connect(self.opened)
        self.table.host_yes.connect(partial(self.host_says, True))
        self.table.host_no.connect(partial(self.host_says, False))
        self.strip.host_said.connect(self.host_says)
        self.strip.wanted.connect(self.confirm)
        self.strip.turn_away_wanted.connect(self.ask_turn_away)
        self.strip.open_wanted.connect(self.open_in_hand)
        self.strip.left.connect(self.table.setFocus)
        self.question.answered.connect(self._asked)
