# SPDX-License-Identifier: Apache-2.0
"""Arranging interviews, asked in the page: one or several in a row, or another time for one."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal

from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.interviews import people_in
from hr_desk.i18n import N_, t
from hr_desk.operations import directory, interview_views, interviews
from hr_desk.operations.interview_views import Conflict, InterviewLine
from hr_desk.operations.interviews import Plan
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.host_box import HostBox
from ui.session import OpenDesk
from ui.widgets.day_boxes import MomentBox
from ui.widgets.entry import Entry, line
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.number_box import NumberBox

FIRST_HOUR = 9
"""The hour (Asia/Shanghai) of the next day that arranging begins with."""
FIRST_MINUTES = 20
"""How long an interview takes, and how far those in a row lie apart, until somebody says so."""
MINUTES_WIDTH = 96
"""Width of a line for minutes in pixels."""
MOST_TOLD = 4
"""How many clashes are told one by one."""


class ArrangePanel(MarkedQuestion):
    """Asks when, where, with whom; the candidates are then expected at the gate by themselves."""

    arranged = Signal(int, bool)
    """How many were arranged (or moved), and whether it was a move."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._moved: InterviewLine | None = None
        self._conflicts: tuple[Conflict, ...] = ()
        self.at = MomentBox()
        self.minutes = _minutes(interviews.SHORTEST, interviews.LONGEST)
        self.every = _minutes(0, interviews.MOST_APART)
        self.host = HostBox()
        place, self.place = line(self._own, N_("Room or place"))
        people, self.people = line(
            self._own, N_("Interviewers"), N_("Several are parted by 、 or a comma.")
        )
        self._told, self._clash = Label(tone="soft", size="small"), Label(tone="warning")
        self._lay_out(place, people)
        self._connect()

    def start(self, ids: Sequence[str]) -> None:
        """Ask about an interview with each of these applications."""
        self._begin(tuple(ids), None)
        today = self._desk.session.today()
        tomorrow = QDate(today.year, today.month, today.day).addDays(1)
        self.at.setDateTime(QDateTime(tomorrow, QTime(FIRST_HOUR, 0)))
        self.minutes.setValue(FIRST_MINUTES)
        self.every.setValue(FIRST_MINUTES)
        self._show()

    def start_move(self, moved: InterviewLine) -> None:
        """Ask for another time, place or people for one interview."""
        self._begin((moved.application_id,), moved)
        local = moved.starts_at.astimezone(SHANGHAI)
        self.at.setDateTime(
            QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
        )
        self.minutes.setValue(moved.minutes)
        self.every.setValue(0)
        self.place.setText(moved.place)
        self.host.start(moved.host)
        self.people.setText("、".join(moved.interviewers))
        self._show()

    def plan(self) -> Plan:
        """Return what was typed."""
        typed = self.at.dateTime().toString("yyyy-MM-ddTHH:mm:ss")
        return Plan(
            at=datetime.fromisoformat(typed).replace(tzinfo=SHANGHAI),
            minutes=self.minutes.value(),
            host=self.host.name(),
            place=self.place.text(),
            interviewers=people_in(self.people.text()),
        )

    def clash_text(self) -> str:
        """Return what is said of clashes, empty without one."""
        return self._clash.text() if not self._clash.isHidden() else ""

    def leave(self) -> None:
        """Hide the panel; place and people stay for the next one, unless they were another's."""
        if self._moved is not None:
            self.host.start("")
            self.place.clear()
            self.people.clear()
        self._moved, self._conflicts = None, ()
        super().leave()

    def _begin(self, ids: tuple[str, ...], moved: InterviewLine | None) -> None:
        self.begin(ids)
        self._moved, self._conflicts = moved, ()
        self.yes.setEnabled(True)
        self._every.setVisible(moved is None and len(ids) > 1)
        if self._desk.session.holds("visits") and self._desk.may("staff.add"):
            self._desk.query(directory.list_staff, owner=self, done=self.host.show_staff,
                             slot="arranging.staff")  # fmt: skip

    def _show(self) -> None:
        self._say()
        self.at.setFocus()
        self._look()

    def _say(self) -> None:
        self._told.setText(
            t("The front desk is told the name, the time and whom to ask for, nothing else.")
        )
        self._say_conflicts()
        if self._moved is None:
            sentence = t("Arrange an interview with {count} selected.", count=len(self._about))
            self.ask(sentence, t("Arrange"), self._run)
        else:
            self.ask(t("Move the interview of {name}.", name=self._moved.name), t("Save"),
                     self._run)  # fmt: skip

    def _look(self, *_edited: object) -> None:
        """Ask who would have to be in two places, whenever something is changed."""
        if not self._about or self.isHidden():
            return
        self._desk.query(
            interview_views.conflicts,
            tuple(self._about),
            self.plan(),
            owner=self,
            done=self._show_conflicts,
            failed=lambda _error: self._show_conflicts(()),
            slot="arranging.conflicts",
            every=self.every.value(),
            instead_of="" if self._moved is None else self._moved.id,
        )

    def _show_conflicts(self, found: tuple[Conflict, ...]) -> None:
        self._conflicts = found
        self._say_conflicts()

    def _say_conflicts(self) -> None:
        told = [
            t("{name} at {time}", name=one.who, time=one.at.astimezone(SHANGHAI).strftime("%H:%M"))
            for one in self._conflicts[:MOST_TOLD]
        ]
        more = len(self._conflicts) - len(told)
        people = t(", ").join(told)
        if more > 0:
            people = t("{names} and {count} more", names=people, count=more)
        self._clash.setText(
            t("In two interviews at once: {people}. You may arrange it all the same.",
              people=people)
        )  # fmt: skip
        self._clash.setVisible(bool(told))

    def _run(self) -> None:
        if self._moved is None:
            every = self.every.value() if len(self._about) > 1 else 0
            self._do_it(
                interviews.arrange, tuple(self._about), self.plan(), every=every, done=self._tell
            )
        else:
            moved = self._moved
            self._do_it(
                interviews.move, moved.id, self.plan(), version=moved.version, done=self._tell
            )

    def _tell(self) -> None:
        count, was_moved = len(self._about), self._moved is not None
        self.leave()
        self.arranged.emit(count, was_moved)

    def _lay_out(self, place: Entry, people: Entry) -> None:
        entries = {
            N_("When"): self.at,
            N_("Minutes"): self.minutes,
            N_("One every so many minutes"): self.every,
            N_("Whom to ask for"): self.host,
        }
        made = []
        for label, editor in entries.items():
            entry = Entry(editor)
            self._own.put(label, entry.set_label)
            made.append(entry)
        at, minutes, self._every, host = made
        upper, lower = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM)
        for entry in (at, minutes, self._every):
            upper.addWidget(entry)
        upper.addStretch(1)
        for entry in (place, host, people):
            lower.addWidget(entry, 1)
        self.content.addLayout(upper)
        self.content.addLayout(lower)
        self.content.addWidget(self._clash)
        self.content.addWidget(self._told)
        self._clash.hide()

    def _connect(self) -> None:
        self.at.dateTimeChanged.connect(self._look)
        for box in (self.minutes, self.every):
            box.valueChanged.connect(self._look)
        for editor in (self.people, self.place):
            editor.editingFinished.connect(self._look)


def _minutes(least: int, most: int) -> NumberBox:
    box = NumberBox()
    box.setRange(least, most)
    box.setSingleStep(5)
    box.setMinimumWidth(MINUTES_WIDTH)
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return box
