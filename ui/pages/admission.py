# SPDX-License-Identifier: Apache-2.0
"""The strip under the queue: what to settle about the visitor in hand before letting them in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain import visits as states
from hr_desk.i18n import N_, t
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.visits import VisitRow
from ui import theme
from ui.forms.editor import Editor
from ui.forms.editors import editor_for
from ui.pages.brought import brought_words
from ui.pages.host_box import HostBox
from ui.pages.needed_fields import NeededFields
from ui.pages.visit_rows import HOST, NAME, clock_time, host_words, joined, readable, text_of
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words


@dataclass(frozen=True)
class Given:
    """What the guard settled: corrections and staff's own fields, host, the visit expected."""

    values: Mapping[str, Any]
    host_id: str | None
    expected: str | None


@dataclass(frozen=True)
class Expected:
    """The visit that somebody in the queue was expected for, and how it is told from others."""

    visit_id: str
    words: Callable[[], str]
    """Its time and host, in the language in use."""


def staff_fields(desk: OpenDesk) -> tuple[Field, ...]:
    """Return what staff add about a visit (area, badge), as far as the user's roles go."""
    asked = desk.catalogue.fields_of("visits", Scenario.VISITOR)
    return tuple(
        one
        for one in asked
        if one.supplied_by == "staff" and one.record == "visit" and readable(desk, one)
    )


class Admission(QFrame):
    """Host, area, badge and the expected visit of one announced visitor."""

    wanted = Signal()
    """Let the visitor in with what stands here."""
    turn_away_wanted = Signal()
    host_said = Signal(bool)
    """The host's yes or no."""
    open_wanted = Signal()
    """Show the whole visit."""
    left = Signal()
    """Escape: back to the queue."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._words = Words()
        self._row: VisitRow | None = None
        self._lacked: set[str] = set()
        self._expected: Mapping[str, VisitRow] = {}
        self._wrong: tuple[str, ValueProblem] | None = None
        self._about, self._error = Label(bold=True), Label(tone="danger")
        self.host = HostBox()
        self._host_entry = Entry(self.host)
        self.fields = {one.key: one for one in staff_fields(desk)}
        self.editors: dict[str, Editor] = {
            key: editor_for(f.type) for key, f in self.fields.items()
        }
        self._entries = {key: Entry(editor) for key, editor in self.editors.items()}
        self.needed = NeededFields(desk)
        self._expected_entry, self.expected = choice(
            self._words, N_("This is the expected visit of")
        )
        self.yes, self.no = Button(kind="primary", icon="check"), Button(kind="danger")
        self.more = Button(kind="plain", icon="user")
        self.host_yes, self.host_no = Button(icon="check"), Button(icon="x")
        self._lay_out()
        self.hide()

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in one of its fields."""
        here = QApplication.focusWidget()
        return here is not None and self.isAncestorOf(here)

    def visit_id(self) -> str | None:
        """Return the visit in hand."""
        return self._row.visit_id if self._row is not None else None

    def show_staff(self, staff: tuple[StaffLine, ...]) -> None:
        """Offer the directory's employees as hosts."""
        self.host.show_staff(staff)

    def show_visit(self, one: VisitRow | None, expected: Mapping[str, VisitRow]) -> None:
        """Show a visitor; of the one already in hand only what is known anew, nothing typed."""
        before, self._row, self._expected = self.visit_id(), one, expected
        self.setVisible(one is not None)
        if one is None:
            return
        if one.visit_id != before or set(one.lacks) != self._lacked:
            self._lacked = set(one.lacks)
            self.needed.ask(one.lacks)
        if one.visit_id != before:
            self.host.start(text_of(one, HOST), one.host_guesses, one.host)
            self._refuse(None)
            for editor in self.editors.values():
                editor.set_value(None)
        self._offer_expected(fresh=one.visit_id != before)
        self._ask_for_kind(one)
        self._say()

    def given(self) -> Given | None:
        """Return what was settled; None if a value is wrong, which is said beside it."""
        self._refuse(None)
        values: dict[str, Any] = {}
        for key in self.editors:
            try:
                value = self._read(key)
            except ValueProblem as problem:
                self._refuse((key, problem))
                self.editors[key].controls()[0].setFocus()
                return None
            if value is not None:
                values[key] = value
        needed = self.needed.values() if self._must_say() else {}
        if needed is None:
            return None
        values |= needed
        typed, host_id = self.host.name(), self.host.host_id()
        known = text_of(self._row, HOST) if self._row is not None else ""
        if typed and host_id is None and typed != known:
            values[HOST] = typed
        return Given(values, host_id, self.expected_id())

    def expected_id(self) -> str | None:
        """Return the id of the expected visit this is; None for somebody unannounced."""
        return self.expected.currentData() or None

    def expected_visit(self) -> Expected | None:
        """Return the expected visit this is; None for somebody unannounced."""
        row = self._expected.get(self.expected_id() or "")
        return None if row is None else Expected(row.visit_id, partial(self._expected_words, row))

    def _must_say(self) -> bool:
        """Whether the kind's own fields are asked: an expected visit may know them already."""
        expected = self._expected.get(self.expected_id() or "")
        return expected is None or bool(expected.lacks)

    def error(self) -> str:
        """Return what is said to be wrong, empty if nothing."""
        return self._error.text()

    def about(self) -> str:
        """Return the sentence about the visitor."""
        return self._about.text()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        for key, entry in self._entries.items():
            entry.set_label(str(self.fields[key].label))
            self.editors[key].set_name(str(self.fields[key].label))
            self.editors[key].retranslate()
        self._refuse(self._wrong)
        if self._row is not None:
            self._offer_expected(fresh=False)
            self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter lets in from any field; Escape goes back to the queue, what was typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                others = (self.no, self.more, self.host_yes, self.host_no)
                other = [one for one in others if one.hasFocus()]
                (other[0] if other else self.yes).click()
        else:
            super().keyPressEvent(event)

    def _ask_for_kind(self, one: VisitRow) -> None:
        """Ask only what staff add about this kind of visitor, and for the host's word."""
        kind = self._desk.catalogue.visit_types.get(one.kind)
        for key, entry in self._entries.items():
            entry.setVisible(kind is None or key in kind.staff)
        asks = kind is None or kind.decides == "host"
        self.host_yes.setVisible(asks and one.state == states.ANNOUNCED)
        self.host_no.setVisible(asks)

    def _read(self, key: str) -> Any:
        value = self.editors[key].value()
        if value is not None:
            self.fields[key].type.check(value, self._today())
        return value

    def _refuse(self, wrong: tuple[str, ValueProblem] | None) -> None:
        """Say across the strip what is wrong: below one narrow field it would not be read."""
        self._wrong = wrong
        said = ""
        if wrong is not None:
            said = t(
                "{field}: {problem}", field=self.fields[wrong[0]].label, problem=wrong[1].text()
            )
        self._error.setText(said)
        self._error.setVisible(bool(said))

    def _today(self) -> date:
        return self._desk.session.today()

    def _offer_expected(self, *, fresh: bool) -> None:
        """Offer the expected visits of this name; the only one is taken until somebody says no."""
        known = [self._expected[id_] for id_ in self._guesses() if id_ in self._expected]
        kept = self.expected.currentData()
        options = [(self._expected_words(one), one.visit_id) for one in known]
        fill(self.expected, [*options, (t("None: came unannounced"), "")])
        here = self.expected.findData(kept) if not fresh else -1
        last = self.expected.count() - 1
        self.expected.setCurrentIndex(here if here >= 0 else (0 if len(known) == 1 else last))
        self._expected_entry.setVisible(bool(known))

    def _guesses(self) -> tuple[str, ...]:
        return self._row.expected_guesses if self._row is not None else ()

    def _expected_words(self, one: VisitRow) -> str:
        at = clock_time(one.planned, self._today()) if one.planned is not None else ""
        host = one.host.name if one.host is not None else text_of(one, HOST)
        if not host:
            return at
        return t("{time} with {host}", time=at, host=host)

    def _say(self) -> None:
        if self._row is None:
            return
        parts = [text_of(self._row, key) for key in ("employer", "visit_purpose", "mobile")]
        wants = host_words(self._row)
        parts += [t("wants to see {host}", host=wants)] if wants else []
        texts = self._desk.catalogue.acknowledgements
        parts += [t("not confirmed: {text}", text=texts[key].label) for key in self._row.owed]
        parts += [brought_words(self._row)]
        name = text_of(self._row, NAME)
        self._about.setText(t("Let in {name}? {about}", name=name, about=joined(parts)).strip())
        self.yes.setToolTip(t("Enter in the queue does the same."))
        self.no.setToolTip(t("Delete in the queue does the same."))
        self.host_yes.setToolTip(t("Y in the queue does the same."))
        self.host_no.setToolTip(t("N in the queue does the same."))

    def _lay_out(self) -> None:
        self._words.put(N_("Host"), self._host_entry.set_label)
        self._words.put(N_("Open the visit"), self.more.setToolTip, self.more.setAccessibleName)
        self._words.put(N_("Let in"), self.yes.setText)
        self._words.put(N_("Turn away…"), self.no.setText)
        self._words.put(N_("Host says yes (Y)"), self.host_yes.setText)
        self._words.put(N_("Host says no (N)"), self.host_no.setText)
        sees_host = readable(self._desk, self._desk.catalogue.field(HOST))
        inputs = row(gap=theme.MEDIUM)
        inputs.addWidget(self._host_entry, 4)
        for key in self.editors:
            inputs.addWidget(self._entries[key], 2)
        inputs.addWidget(self.needed, 2)
        inputs.addWidget(self._expected_entry, 3)
        for button in (self.yes, self.no, self.more):
            inputs.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        body = column(self, margin=theme.MEDIUM)
        above = row(gap=theme.SMALL)
        above.addWidget(self._about, 1)
        for button in (self.host_yes, self.host_no):
            above.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(above)
        body.addLayout(inputs)
        body.addWidget(self._error)
        self._host_entry.setVisible(sees_host)
        self.more.clicked.connect(self.open_wanted)
        self.yes.clicked.connect(self.wanted)
        self.no.clicked.connect(self.turn_away_wanted)
        self.host_yes.clicked.connect(partial(self.host_said.emit, True))
        self.host_no.clicked.connect(partial(self.host_said.emit, False))
        self.retranslate()
