# SPDX-License-Identifier: Apache-2.0
"""Who is on site, expected, or left: one list with a choice over it and words as somebody types."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from hr_desk.catalogue.model import VisitType
from hr_desk.domain import visits as states
from hr_desk.i18n import N_, t
from hr_desk.operations.visits import VisitQuery, VisitRow
from ui import theme
from ui.actions import ACTIONS, Action
from ui.pages.visit_print import TEMPLATES
from ui.pages.visit_rows import (
    MOST_LISTED,
    NOTED,
    PURPOSE,
    SHOWN,
    SLIPS,
    readable,
    show_notes,
    show_slips,
    visit_columns,
    visit_rows,
)
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button, Chip
from ui.widgets.entry import fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.text_line import TextLine
from ui.widgets.words import Words

TODAY: Final = "today"
EVER: Final = "ever"
CHOICES: Final[Mapping[str, str]] = {
    states.ON_SITE: N_("On site {count}"),
    states.EXPECTED: N_("Expected today {count}"),
    states.LEFT: N_("Left today {count}"),
    TODAY: N_("Everyone today"),
    EVER: N_("All days"),
}
"""What the list can show, and how the choice is called."""
LEAST_ROWS: Final = 4
"""Rows, the heading among them, for which the list keeps room."""
EMERGENCY: Final = "emergency"
"""The step that asks whom to call of a visitor who named somebody."""
STEPS: Final[Mapping[str, str]] = {
    "sign_out": "visit.sign_out",
    "arrive": "visit.arrive",
    "not_come": "visit.not_come",
    "host_agrees": "visit.host_agrees",
    "account_for": "visit.account_for",
    "slip": "visit.slip_out",
    "slip_back": "visit.slip_back",
    "goods_pass": "visit.slip_out",
    EMERGENCY: "visit.reveal_contact",
}
"""What the list offers for what is marked, and the operation it needs."""


def steps_of(one: VisitRow, kinds: Mapping[str, VisitType]) -> frozenset[str]:
    """Return what is possible for one visit: its state's verbs, its papers, an emergency."""
    kind, papers = kinds.get(one.kind), set[str]()
    if one.state in (*states.OUTSIDE, states.ON_SITE):
        if kind is not None and kind.slip and not one.slip:
            papers.add("slip")
        if one.state == states.ON_SITE:
            papers.add("goods_pass")
    if one.slip == "out":
        papers.add("slip_back")
    if one.emergency:
        papers.add(EMERGENCY)
    return states.allowed(one.state) | papers


def step_of(action: Action) -> str:
    """Return the verb of an action on the list's visits, empty for other actions."""
    verb = action.id.rpartition(".")[2]
    return verb if action.page == "front_desk" and verb in STEPS else ""


def _planned(one: VisitRow) -> datetime:
    """Return when a guest is to come; where a role may not see that, all alike."""
    return one.planned or datetime.max.replace(tzinfo=UTC)


class Search(TextLine):
    """The search: Down and Enter go to the list, Escape clears."""

    onward = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that lead out of the line."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.onward.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class Nothing(QWidget):
    """What stands where the list would be: a sentence, what to do, the button, in little room."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.hint = Label(bold=True), Label(tone="soft")
        self.button = Button()
        self.button.clicked.connect(self.chosen)
        texts = column(gap=theme.TIGHT)
        texts.addWidget(self.title)
        texts.addWidget(self.hint)
        across = row(gap=theme.LARGE)
        across.addLayout(texts, 1)
        across.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        body = column(self)
        body.addLayout(across)
        body.addStretch(1)

    def say(self, title: str, hint: str, button: str) -> None:
        """Set the sentence, what to do, and the button."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.button.setText(button)


class VisitList(QWidget):
    """Number, search, choice, table, and the steps for what is marked."""

    asked = Signal()
    """Other visits are wanted: read ``query()`` again."""
    changed = Signal()
    """Other rows are marked."""
    opened = Signal(str)
    wanted = Signal(str)
    """The verb of a step somebody chose for the marked rows."""
    new_wanted = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._words = Words()
        self._counts: Mapping[str, int] = {}
        self._rows: dict[str, VisitRow] = {}
        self.number = Label(size="title", bold=True, wrap=False)
        self.search = Search()
        self.search.setClearButtonEnabled(True)
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if not readable(desk, desk.catalogue.field(PURPOSE)):
            self.kind.hide()
        self.chips = {key: Chip(key) for key in CHOICES}
        self._group = QButtonGroup(self)
        self.table = RecordTable(RecordTableModel(visit_columns(desk)))
        self.nobody, self.no_match = Nothing(), Nothing()
        self._view = QStackedWidget()
        # Above it whoever waits is decided on; on a small screen the list gives way to that, as far
        # as it still shows somebody.
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._about = Label(bold=True, wrap=False)
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        self._connect()
        self.choose(states.ON_SITE)
        self.retranslate()

    def query(self) -> VisitQuery:
        """Return which visits the list is to show."""
        chosen, text = self.chosen(), self.search.text().strip()
        some = (chosen,) if chosen in states.STATES else ()
        day = None if chosen in (EVER, states.ON_SITE) else self._desk.session.today()
        kind = self.kind.currentData()
        kinds = (str(kind),) if kind else ()
        return VisitQuery(text=text, states=some, kinds=kinds, day=day, limit=MOST_LISTED)

    def chosen(self) -> str:
        """Return the key of the choice in force."""
        return next((key for key, chip in self.chips.items() if chip.isChecked()), states.ON_SITE)

    def choose(self, key: str) -> None:
        """Show another choice; a state that is none of them leaves the list as it is."""
        if key in self.chips:
            self.chips[key].setChecked(True)

    def show_rows(self, rows: tuple[VisitRow, ...]) -> None:
        """Show the visits that were read; marks and focus stay."""
        if self.chosen() == states.EXPECTED:
            rows = tuple(sorted(rows, key=_planned))
        self._rows = {one.visit_id: one for one in rows}
        self.table.show_rows(visit_rows(rows, self._desk))
        if self.chosen() in NOTED:
            show_notes(self.table, rows)
        if self.chosen() in SLIPS:
            show_slips(self.table, rows)
        narrow = bool(self.search.text().strip() or self.kind.currentData())
        empty = self.no_match if narrow else self.nobody
        self._view.setCurrentWidget(self.table if rows else empty)
        self._say_empty()
        self._show_steps()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many are on site, expected and gone."""
        self._counts = counts
        inside = counts.get(states.ON_SITE, 0)
        self.number.setText(t("On site now: {count}", count=inside))
        for key, message in CHOICES.items():
            self.chips[key].setText(t(message, count=counts.get(key, 0)))

    def rows_marked(self) -> tuple[VisitRow, ...]:
        """Return the marked visits."""
        return tuple(self._rows[id_] for id_ in self.marked() if id_ in self._rows)

    def marked(self) -> tuple[str, ...]:
        """Return the ids of the marked visits."""
        return self.table.marked()

    def possible(self) -> frozenset[str]:
        """Return the steps that every marked visit allows and the user may take."""
        kinds = self._desk.catalogue.visit_types
        each = [steps_of(self._rows[i], kinds) for i in self.marked() if i in self._rows]
        common = frozenset.intersection(*each) if each else frozenset()
        may = {step for step, operation in STEPS.items() if self._desk.may(operation)}
        return common & (may if len(each) == 1 else may - {*TEMPLATES, EMERGENCY})

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.show_counts(self._counts)
        self.table.set_name(t("Visitors"))
        self._say_kinds()
        self._say_empty()
        self._show_steps()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _say_kinds(self) -> None:
        kinds = self._desk.catalogue.visit_types.values()
        labels = [(str(one.label), one.key) for one in kinds]
        fill(self.kind, [(t("All kinds"), ""), *labels])

    def _say_empty(self) -> None:
        self.no_match.say(
            t("No visitor matches"),
            t("Try fewer letters, or look among all days."),
            t("Look among all days") if self.chosen() != EVER else t("Clear the search"),
        )
        titles = {
            states.ON_SITE: t("Nobody is on site"),
            states.EXPECTED: t("Nobody else is expected today"),
            states.LEFT: t("Nobody has left today"),
        }
        self.nobody.say(
            titles.get(self.chosen(), t("No visits yet")),
            t("Visitors come in through the queue above, or you enter them yourself."),
            t("New visit"),
        )

    def _show_steps(self, *_marked: object) -> None:
        count, possible = len(self.marked()), self.possible()
        self._about.setText(t("{count} selected", count=count))
        self._about.setVisible(count > 0)
        for verb, button in self.buttons.items():
            button.setVisible(verb in possible)
        self.changed.emit()

    def _show_choice(self) -> None:
        self.table.show_columns(SHOWN.get(self.chosen(), SHOWN[""]))
        self.asked.emit()

    def _widen(self) -> None:
        """Look further for what was typed, and last for everybody."""
        if self.chosen() == EVER:
            self.search.clear()
            self.kind.setCurrentIndex(0)
        else:
            self.choose(EVER)

    def _go_to_list(self) -> None:
        if self.table.records.rowCount():
            if not self.table.marked():
                self.table.selectRow(0)
            self.table.setFocus()

    def _lay_out(self) -> None:
        upper, lower = row(gap=theme.LARGE), row(gap=theme.SMALL)
        upper.addWidget(self.number)
        # Not beside the steps: three of them and the choices fill the width.
        upper.addWidget(self._about, 0, Qt.AlignmentFlag.AlignBottom)
        upper.addStretch(1)
        upper.addWidget(self.kind)
        upper.addWidget(self.search, 2)
        for chip in self.chips.values():
            self._group.addButton(chip)
            lower.addWidget(chip)
        lower.addStretch(1)
        for action in filter(step_of, ACTIONS):
            if step_of(action) == EMERGENCY:  # in its own place, whatever else is possible
                upper.insertWidget(upper.indexOf(self._about) + 1, self._button(action))
            else:
                lower.addWidget(self._button(action))
        for widget in (self.table, self.nobody, self.no_match):
            self._view.addWidget(widget)
        self._view.setMinimumHeight(LEAST_ROWS * theme.ROW_HEIGHT)
        body = column(self, gap=theme.SMALL)
        body.addLayout(upper)
        body.addLayout(lower)
        body.addWidget(self._view, 1)

    def _button(self, action: Action) -> Button:
        button = Button(kind=action.kind)
        self._words.put(action.label, button.setText)
        button.clicked.connect(lambda: self.wanted.emit(step_of(action)))
        self.buttons[step_of(action)] = button
        return button

    def _connect(self) -> None:
        self._words.put(N_("Name, pinyin, end of the phone number or plate"),
                        self.search.setPlaceholderText)  # fmt: skip
        self._words.put(N_("Find visitors"), self.search.setAccessibleName)
        self._words.put(N_("Kind of visitor"), self.kind.setAccessibleName)
        for chip in self.chips.values():
            chip.toggled.connect(lambda on: self._show_choice() if on else None)
        self.search.textChanged.connect(lambda _text: self.asked.emit())
        self.kind.currentIndexChanged.connect(lambda _place: self.asked.emit())
        self.search.onward.connect(self._go_to_list)
        self.table.marked_changed.connect(self._show_steps)
        self.table.opened.connect(self.opened)
        self.nobody.chosen.connect(self.new_wanted)
        self.no_match.chosen.connect(self._widen)
