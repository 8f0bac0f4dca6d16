# SPDX-License-Identifier: Apache-2.0
"""The front desk: who waits to be let in, who is on site, who is expected, and the roll call.

One page for a guard with a queue. It is live: whoever signs in at the kiosk appears by itself, and
neither the row in hand, nor what is typed, nor the place of the keyboard changes by that.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.domain import visits as states
from hr_desk.i18n import N_, t
from hr_desk.operations import directory, emergency_contacts, intake, shifts, visits
from hr_desk.operations.shifts import ShiftChange
from hr_desk.operations.visits import VisitQuery, VisitRow
from ui import theme
from ui.pages.admission import Admission
from ui.pages.arrivals import WAITING, Arrivals
from ui.pages.faults_line import FaultsLine
from ui.pages.gate_entry import GateEntry
from ui.pages.leaving_line import LeavingLine
from ui.pages.page import SlicedPage
from ui.pages.reveal_panel import RevealPanel
from ui.pages.reveal_tasks import RevealTasks
from ui.pages.ringing import RingingLine
from ui.pages.roll_call import RollCall
from ui.pages.temperature_card import TemperatureCard
from ui.pages.unmatched import UnmatchedPanel
from ui.pages.visit_list import EMERGENCY, VisitList
from ui.pages.visit_print import TEMPLATES, print_paper
from ui.pages.visit_rows import MOST_LISTED, clock_time
from ui.pages.visit_steps import VisitStep
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, steady

TICK_MS = 30_000
"""How often waiting times and the number of sealed envelopes are read again, in milliseconds."""
INSIDE = VisitQuery(inside=True, limit=MOST_LISTED)


class FrontDeskPage(SlicedPage):
    """The queue above, the list below; the roll call in their place when it is called."""

    kinds = frozenset({"visit", "staff", "unmatched", "sweep"})

    def make(self) -> Iterator[None]:
        """Make the queue, the list and the roll call."""
        self._sealed: Mapping[str, int] = {}
        strip = Admission(self.desk)
        yield
        self.arrivals = Arrivals(self.desk, strip=strip)
        yield
        self.list = VisitList(self.desk)
        yield
        self.unmatched = UnmatchedPanel(self.desk)
        self.step = VisitStep(self.desk)
        self.emergency, self.reveals = RevealPanel(self.desk), RevealTasks(self.desk)
        yield
        self.gate = GateEntry(self.desk)
        self.temperature = TemperatureCard(self.desk, wide=True)
        yield
        self.roll_call = RollCall(self.desk)
        self.badges = LeavingLine(self.desk, self.banner)
        self.faults, self.ringing = FaultsLine(self.desk), RingingLine(self.desk)
        self.sealed = Label(tone="soft", size="small")
        self._work, self._view = QWidget(), QStackedWidget()
        self._at_work = steady(self._work)
        self._call = Button(icon="users")
        self._gate = Button(icon="arrow-right")
        self._expect, self._new = Button(icon="calendar"), Button(kind="primary", icon="user-plus")
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._read_times)
        yield
        yield from self._lay_out()
        self._connect()
        yield

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """The roll call always; the steps that the visitors in hand allow."""
        found: dict[str, Callable[[], object]] = {
            "front_desk.roll_call": self.call_roll,
            "front_desk.print_roll_call": partial(self.call_roll, prints=True),
            "front_desk.find": self.go_to_search,
            "front_desk.gate": self.open_gate,
            "front_desk.answer": self.ringing.answer,
            "go.front_desk": self.go_to_queue,
        }
        if self.arrivals.in_hand() is not None:
            found["front_desk.host_yes"] = partial(self.arrivals.host_says, True)
            found["front_desk.host_no"] = partial(self.arrivals.host_says, False)
            found["front_desk.confirm"] = self.arrivals.confirm
            found["front_desk.turn_away"] = self.arrivals.ask_turn_away
        for verb in self.list.possible():
            found[f"front_desk.{verb}"] = partial(self.start, verb)
        if self._hurt() is not None:
            found["front_desk.emergency"] = self.ask_emergency
        if "sign_out" in self.list.possible():
            found["front_desk.badge"] = self.print_badges
            found["front_desk.badge_sheet"] = partial(self.print_badges, sheet=True)
            found["front_desk.lost_badge"] = self.lose_badges
        if len(self.list.marked()) == 1 or self.arrivals.in_hand() is not None:
            found["front_desk.open"] = self.open_one
        return found

    def receive(self, argument: Any) -> None:
        """Take what another page asks for: ``{"visit": …}``, ``{"show": …}``, ``roll_call``.

        ``shift`` for whoever takes over: what was left to them is said. ``answer`` where it rings.
        """
        if argument in ("roll_call", "print_roll_call"):
            self.call_roll(prints=argument == "print_roll_call")
            return
        self.leave_roll_call()
        if argument == "answer":
            self.ringing.answer()
        if argument == "shift":
            self._read(shifts.last, self._tell_shift, "shift")
        if isinstance(argument, Mapping) and "show" in argument:
            self.list.choose(str(argument["show"]))
        if isinstance(argument, Mapping) and "visit" in argument:
            self.arrivals.choose(str(argument["visit"]))

    def refresh(self) -> None:
        """Read the queue, the list and everything beside them again; the roll call before them."""
        if self._view.currentWidget() is self.roll_call:
            self._read_roll_call()
        self._read_times()
        self._read_list()
        self._read(visits.counts, self.list.show_counts, "counts")
        expected = VisitQuery(states=(states.EXPECTED,), day=self.desk.session.today())
        self._read(visits.list_visits, self.arrivals.show_expected, "expected", expected)
        self._read(visits.unmatched, self._show_unmatched, "unmatched")
        self._read(emergency_contacts.tasks, self.reveals.show_tasks, "reveals")
        self._read(directory.list_staff, self._show_staff, "staff")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self._say_title()
        self.arrivals.retranslate()
        self.list.retranslate()
        self._say_sealed()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to tick; the keyboard goes to the queue."""
        super().showEvent(event)
        self._tick.start()
        self.faults.start()
        self.arrivals.table.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tick no more."""
        super().hideEvent(event)
        self._tick.stop()
        self.faults.stop()

    def go_to_search(self) -> None:
        """Go to the search."""
        self.leave_roll_call()
        self.list.search.setFocus()
        self.list.search.selectAll()

    def go_to_queue(self) -> None:
        """Go to the queue, or to the list while nobody waits."""
        self.leave_roll_call()
        (self.arrivals.table if self.arrivals.count() else self.list.table).setFocus()

    def open_one(self) -> None:
        """Open the visit that is marked in the list, or the one in hand in the queue."""
        marked = self.list.marked()
        if len(marked) == 1 and not self.arrivals.table.hasFocus():
            self._open(marked[0])
        else:
            self.arrivals.open_in_hand()

    def start(self, verb: str) -> None:
        """Take a step for the marked visits of the list; one that needs an answer asks first."""
        if verb == EMERGENCY:
            self.emergency.start(*self.list.rows_marked())
        elif verb in TEMPLATES:
            (marked,) = self.list.marked()
            print_paper(self, self.desk, verb, marked, self.banner, printer=self.badges.printer)
        else:
            self.step.start(verb, self.list.rows_marked())

    def ask_emergency(self) -> None:
        """Ask why it is needed whom to call of the visitor in hand, or marked in the list."""
        hurt = self._hurt()
        if hurt is not None:
            self.leave_roll_call()
            self.emergency.start(hurt)

    def _hurt(self) -> VisitRow | None:
        """Return the one visitor, in hand or marked in the list, who named whom to call.

        Where both did it is who has the keyboard.
        """
        marked, waiting = self.list.rows_marked(), self.arrivals.in_hand()
        chosen = marked[0] if len(marked) == 1 else None
        order = (waiting, chosen) if self.arrivals.table.hasFocus() else (chosen, waiting)
        named = (one for one in order if one is not None and one.emergency)
        return next(named, None) if self.desk.may("visit.reveal_contact") else None

    def open_gate(self) -> None:
        """Ask for the plate of who stands at the gate, in the place of the queue."""
        self.leave_roll_call()
        self.arrivals.fold(True)
        self.gate.start()

    def print_badges(self, *, sheet: bool = False) -> None:
        """Make and print a badge for each marked visitor on site, as labels or on A4."""
        self.badges.make(self.list.marked(), sheet=sheet)

    def lose_badges(self) -> None:
        """Void the badges of the marked visitors, which are lost, and print others."""
        self.badges.lost(self.list.marked())

    def call_roll(self, *, prints: bool = False) -> None:
        """Show who may be inside, in place of everything else; with ``prints`` on paper too."""
        self.roll_call.begin(prints=prints)
        self._view.setCurrentWidget(self.roll_call)
        self._show_buttons()
        self._read_roll_call()
        self.roll_call.inside.setFocus()

    def leave_roll_call(self) -> None:
        """Go back to queue and list."""
        self._view.setCurrentWidget(self._at_work)
        self._show_buttons()

    def _read(
        self, read: Callable[..., Any], done: Callable[[Any], object], slot: str, *query: object
    ) -> None:
        self.desk.query(read, *query, owner=self, done=done, slot=f"front_desk.{slot}")

    def _show_staff(self, staff: tuple[directory.StaffLine, ...]) -> None:
        self.arrivals.show_staff(staff)
        self.gate.show_staff(staff)

    def _tell_shift(self, change: ShiftChange | None) -> None:
        """Say how the shift before left the desk."""
        if change is not None:
            self.banner.show_text("info", partial(_said_shift, change, self.desk.session.today()))

    def _from_gate(self, visit_id: str) -> None:
        """Go on with somebody who waits in the queue."""
        self.leave_roll_call()
        self.arrivals.choose(visit_id)
        self.arrivals.table.setFocus()

    def _ask_temperature(self) -> None:
        """Under a health order: of whoever is in hand, or of whom the gate has just let in."""
        one = self.arrivals.in_hand()
        if self.gate.isHidden():
            self.temperature.show_for("" if one is None else one.visit_id)

    def _read_times(self) -> None:
        """Read what changes by itself as time goes on."""
        self._read(visits.list_visits, self.arrivals.show_rows, "queue", WAITING)
        self._read(intake.waiting, self._show_sealed, "sealed")

    def _read_list(self) -> None:
        self._read(visits.list_visits, self.list.show_rows, "list", self.list.query())

    def _read_roll_call(self) -> None:
        self._read(visits.roll_call, self.roll_call.show_lines, "roll_call")

    def _show_unmatched(self, waiting: tuple[visits.Unmatched, ...]) -> None:
        self.unmatched.show_waiting(waiting)
        if waiting:
            self._read(visits.list_visits, self._show_inside, "inside", INSIDE)

    def _show_inside(self, rows: tuple[VisitRow, ...]) -> None:
        self.unmatched.show_inside(rows)

    def _show_sealed(self, counts: Mapping[str, int]) -> None:
        """Count what waits sealed for others; what this session reads is taken in by itself."""
        held = self.desk.means()
        self._sealed = {key: count for key, count in counts.items() if key not in held}
        self._say_sealed()

    def _say_sealed(self) -> None:
        names, elsewhere = self.desk.catalogue.compartments, t("another desk")
        said = t(", ").join(
            t("{place} {count}", place=names.get(key, elsewhere), count=count)
            for key, count in self._sealed.items()
        )
        self.sealed.setText(t("Sealed in the inbox for other roles: {what}", what=said))
        self.sealed.setVisible(bool(self._sealed))

    def _account(self, ids: tuple[str, ...]) -> None:
        self.desk.run(visits.account_for, ids, owner=self, failed=self.banner.show_error)

    def _open(self, visit_id: str) -> None:
        self.go.emit("visit", visit_id)

    def _show_buttons(self) -> None:
        calling = self._view.currentWidget() is self.roll_call
        self._call.setVisible(not calling)
        self._gate.setVisible(not calling and self.desk.may("visit.come_again"))
        self.badges.setVisible(not calling and self.desk.may("badge.sign_out"))
        self._expect.setVisible(not calling and self.desk.may("visit.expect"))
        self._new.setVisible(not calling and self.desk.may("visit.sign_in"))
        self._say_title()

    def _say_title(self) -> None:
        calling = self._view.currentWidget() is self.roll_call
        self.header.set_texts(t("Roll call") if calling else t("Front desk"))

    def _lay_out(self) -> Iterator[None]:
        for part in (self.badges, self._call, self._gate, self._expect, self._new):
            self.header.add(part)
        self._view.addWidget(self._at_work)
        self.body.addWidget(self._view, 1)
        inner = column(self._work, gap=theme.MEDIUM)
        above = (self.emergency, self.faults, self.ringing, self.unmatched, self.reveals,
                 self.gate, self.temperature)  # fmt: skip
        for widget in (*above, self.arrivals, self.step, self.list, self.sealed):
            inner.addWidget(widget, int(widget is self.list))
            yield
        self._view.addWidget(self.roll_call)
        yield
        self._show_buttons()

    def _connect(self) -> None:
        self.words.put(N_("Roll call"), self._call.setText)
        self.words.put(N_("At the gate"), self._gate.setText)
        self.words.put(N_("Expect a guest"), self._expect.setText)
        self.words.put(N_("New visit"), self._new.setText)
        self._call.clicked.connect(lambda: self.call_roll())
        self._new.clicked.connect(partial(self.go.emit, "visit", None))
        self._expect.clicked.connect(partial(self.go.emit, "invitations", "new"))
        self._gate.clicked.connect(self.open_gate)
        for wanted in (self.gate.queue_wanted, self.ringing.answered):
            wanted.connect(self._from_gate)
        self.gate.left.connect(partial(self.arrivals.fold, False))
        self.gate.done.connect(self.temperature.show_for)
        self.arrivals.fail_with(self.banner.show_error)
        for asking in (self.step.asking, self.emergency.asking):
            asking.connect(self.arrivals.fold)
        self.step.fail_with(self.banner.show_error)
        self.arrivals.changed.connect(self.situation_changed)
        self.arrivals.changed.connect(self._ask_temperature)
        self.arrivals.opened.connect(self._open)
        self.list.asked.connect(self._read_list)
        self.list.changed.connect(self.situation_changed)
        self.list.opened.connect(self._open)
        self.list.wanted.connect(self.start)
        self.list.new_wanted.connect(partial(self.go.emit, "visit", None))
        self.step.answered.connect(self.list.table.setFocus)
        self.roll_call.left.connect(self.leave_roll_call)
        self.roll_call.accounted.connect(self._account)
        self.roll_call.failed.connect(self.banner.show_error)
        self.roll_call.told.connect(partial(self.banner.show_text, "good"))


def _said_shift(change: ShiftChange, today: date) -> str:
    return t(
        "{name} handed over at {time}: {waiting} waiting, {on_site} on site, {expected} expected.",
        name=change.name,
        time=clock_time(change.at, today),
        waiting=change.waiting,
        on_site=change.on_site,
        expected=change.expected,
    )
