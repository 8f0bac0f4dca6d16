# SPDX-License-Identifier: Apache-2.0
"""The form that opens the file of an incident, or of a drill with made-up people."""

from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QDateTimeEdit

from hr_desk.catalogue.incidents import DISCLOSURE, NOTHING, USER, incident_rules
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import disclosure, incidents
from hr_desk.operations.incidents import Facts
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.request_words import moment_said
from ui.session import OpenDesk
from ui.widgets.day_boxes import MomentBox
from ui.widgets.entry import Entry, choice, fill
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.number_box import NumberBox
from ui.widgets.words import Words

REAL, DRILL = "real", "drill"
MADE_UP: Final = 20
"""How many people a drill has unless somebody says otherwise."""

Named = dict[str, list[tuple[str, str]]]


def read(session: Session) -> Named:
    """Return what an incident may name, each with its words: users, and what left; worker."""
    left = [
        (f"{moment_said(datetime.fromisoformat(one.at))}  {one.recipient}", one.id)
        for one in disclosure.copies(session)
    ]
    users = [(user.name, user.id) for user in session.register.users]
    return {USER: users, DISCLOSURE: left}


def moment_line(words: Words, label: str) -> tuple[Entry, QDateTimeEdit]:
    """Return an entry with a day and a time of the day; the label is an N_() text."""
    editor = MomentBox()
    entry = Entry(editor)
    words.put(label, entry.set_label)
    return entry, editor


def show_moment(editor: QDateTimeEdit, at: datetime) -> None:
    """Put a moment into an editor, in the time of Shanghai."""
    local = at.astimezone(SHANGHAI)
    editor.setDateTime(
        QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
    )


def chosen_moment(editor: QDateTimeEdit) -> datetime:
    """Return the moment that stands in an editor."""
    typed = editor.dateTime().toString("yyyy-MM-ddTHH:mm:ss")
    return datetime.fromisoformat(typed).replace(tzinfo=SHANGHAI)


class OpenForm(MarkedQuestion):
    """Asks what happened, how grave it is and when it was found."""

    made = Signal(object)
    """The changes of the file that was opened."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.named: Named = {USER: [], DISCLOSURE: []}
        self._kind, self.kind = choice(self._own, N_("For real or as a drill"))
        self._people, self.people = _number(self._own, N_("Made-up people"))
        self._way, self.way = choice(self._own, N_("Kind of incident"))
        self._level, self.level = choice(
            self._own, N_("How grave"), N_("It sets how soon the authority is told.")
        )
        self._found, self.found = moment_line(self._own, N_("Found at"))
        self._user, self.user = choice(self._own, N_("Whose account"))
        self._left, self.left = choice(self._own, N_("What went to the wrong place"))
        self._since, self.since = moment_line(self._own, N_("In other hands from"))
        self._until, self.until = moment_line(self._own, N_("In other hands until"))
        self._lay_out()
        for box in (self.kind, self.way):
            box.currentIndexChanged.connect(lambda _row: self._show_parts())

    def start(self) -> None:
        """Ask, with this moment as that of the finding."""
        self.begin(("new",))
        now = self._desk.session.now()
        for editor in (self.found, self.since, self.until):
            show_moment(editor, now)
        self._say()
        self._desk.query(read, owner=self, done=self._show_named, slot="incidents.named")
        self.way.setFocus()

    def facts(self) -> Facts:
        """Return what was typed."""
        names = incident_rules().ways[self.way.currentData()].names
        boxes = {USER: self.user, DISCLOSURE: self.left}
        used = names == USER
        return Facts(
            way=str(self.way.currentData()),
            level=str(self.level.currentData()),
            found_at=chosen_moment(self.found),
            named="" if names == NOTHING else str(boxes[names].currentData() or ""),
            since=chosen_moment(self.since) if used else None,
            until=chosen_moment(self.until) if used else None,
        )

    def _say(self) -> None:
        known = incident_rules()
        fill(self.kind, [(t("It has happened"), REAL), (t("A drill, with made-up people"), DRILL)])
        fill(self.way, [(str(one.label), key) for key, one in known.ways.items()])
        fill(self.level, [(self._level_said(key), key) for key in known.levels])
        self.ask(
            lambda: t("What happened? The clocks run from the moment it was found."),
            lambda: t("Begin the file"), self._run,
        )  # fmt: skip
        self._show_parts()

    def _level_said(self, key: str) -> str:
        level = incident_rules().levels[key]
        return t("{level}: within {count} hours", level=level.label,
                 count=level.report_hours)  # fmt: skip

    def _show_named(self, named: Named) -> None:
        self.named = named
        fill(self.user, named[USER])
        fill(self.left, named[DISCLOSURE])

    def _show_parts(self) -> None:
        way = self.way.currentData()
        drill = self.kind.currentData() == DRILL
        names = NOTHING if way is None or drill else incident_rules().ways[way].names
        self._people.setVisible(drill)
        self._left.setVisible(names == DISCLOSURE)
        for entry in (self._user, self._since, self._until):
            entry.setVisible(names == USER)

    def _run(self) -> None:
        drill = self.people.value() if self.kind.currentData() == DRILL else 0
        self.yes.setEnabled(False)
        self._desk.run(
            incidents.open_incident, self.facts(), drill=drill, owner=self, done=self._opened,
            failed=self._failed,
        )  # fmt: skip

    def _opened(self, changes: Any) -> None:
        self.yes.setEnabled(True)
        self.leave()
        self.made.emit(changes)

    def _lay_out(self) -> None:
        first, second = row(gap=theme.MEDIUM), FlowLayout(gap=theme.MEDIUM)
        for entry in (self._kind, self._people, self._way, self._level):
            first.addWidget(entry, 1)
        for entry in (self._found, self._user, self._left, self._since, self._until):
            second.addWidget(entry)
        self.content.addLayout(first)
        self.content.addLayout(second)


def _number(words: Words, label: str) -> tuple[Entry, NumberBox]:
    editor = NumberBox()
    editor.setRange(1, incidents.MOST)
    editor.setValue(MADE_UP)
    entry = Entry(editor)
    words.put(label, entry.set_label)
    return entry, editor
