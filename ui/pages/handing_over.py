# SPDX-License-Identifier: Apache-2.0
"""Handing accepted candidates over to personnel: the first working day, and what goes along."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import stages
from hr_desk.domain.working_days import WorkingCalendar, working_day_from
from hr_desk.i18n import N_, t
from hr_desk.operations import calendar_days, handing_over
from hr_desk.operations.candidates import RecordView
from ui.actions import action
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import chosen_day, day_line, show_day
from ui.widgets.label import Label

ACTION = "candidates.hand_over"
USUAL_DAYS = 5
"""After how many working days somebody usually begins; the day is proposed, not set."""


def can_be_handed_over(catalogue: Catalogue, stage: str) -> bool:
    """Whether an application at this stage can be handed over to personnel."""
    return "hand_over" in stages.allowed(catalogue, stage)


class HandOverPanel(MarkedQuestion):
    """Asks for the first working day of the chosen candidates and hands them over."""

    handed_over = Signal(int)
    """How many went."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._along = Label(tone="soft")
        entry, self.day = day_line(self._own, N_("First day of work"))
        entry.setMaximumWidth(240)
        self.content.addWidget(self._along)
        self.content.addWidget(entry)

    def start(self, ids: Sequence[str]) -> None:
        """Ask about these applications."""
        self.begin(tuple(ids))
        self.show_day(self._usual(WorkingCalendar({})))
        self._desk.query(calendar_days.in_force, owner=self, done=self._propose,
                         slot="hand_over.calendar")  # fmt: skip
        self._say()
        self.day.setFocus()

    def _usual(self, calendar: WorkingCalendar) -> date:
        return working_day_from(self._desk.session.today(), USUAL_DAYS, calendar).day

    def _propose(self, calendar: WorkingCalendar) -> None:
        """Propose the day of the corrected calendar, unless another one was chosen meanwhile."""
        if chosen_day(self.day) == self._usual(WorkingCalendar({})):
            self.show_day(self._usual(calendar))

    def show_day(self, day: date) -> None:
        """Propose a first working day."""
        show_day(self.day, day)

    def _say(self) -> None:
        self._along.setText(
            t(
                "Everything they gave that personnel may keep goes along: form, photo and "
                "documents. Nobody is asked for it again."
            )
        )
        asked = t("Hand {count} selected over to personnel.", count=len(self._about))
        self.ask(asked, t("Hand over"), self._run)

    def _run(self) -> None:
        self._do_it(
            handing_over.hand_over,
            self._about,
            start_on=chosen_day(self.day),
            done=partial(self._tell, len(self._about)),
        )

    def _tell(self, count: int) -> None:
        self.leave()
        self.handed_over.emit(count)


class HandOverStep(Button):
    """The button on a record that hands its candidate over; hidden while that is not possible."""

    done = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(kind="primary", icon=action(ACTION).icon)
        self._desk = desk
        self._id = ""
        self.panel = HandOverPanel(desk)
        self.panel.handed_over.connect(lambda _count: self.done.emit())
        self.clicked.connect(self.start)
        self.hide()

    def look(self, view: RecordView) -> None:
        """Offer it for this record, if its offer is accepted."""
        self._id = view.application_id
        self.setText(t(action(ACTION).label))
        possible = can_be_handed_over(self._desk.catalogue, view.stage)
        self.setVisible(possible and self._desk.may("application.hand_over"))

    def possible(self) -> dict[str, Callable[[], object]]:
        """Return what this button does, by action, while it can be done."""
        return {} if self.isHidden() else {ACTION: self.start}

    def start(self) -> None:
        """Ask for the first working day."""
        self.panel.start((self._id,))
