# SPDX-License-Identifier: Apache-2.0
"""Who may be inside, by area, and apart from them those nobody saw leaving; without a desk.

The front desk and the page that opens from the sealed copy show the same board.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hr_desk.domain.clock import SHANGHAI, day_of
from hr_desk.i18n import t
from hr_desk.operations.visits import RollCallLine
from ui import theme
from ui.pages.roll_call_list import People, by_area, heads
from ui.pages.visit_rows import clock_time, joined
from ui.widgets.label import Label
from ui.widgets.layouts import column, row


class RollCallBoard(QWidget):
    """A number, the time it is true of, how many have answered, and the lists."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[RollCallLine, ...] = ()
        self.at: datetime | None = None
        self.number, self.when = Label(size="title", bold=True), Label(tone="soft")
        self.found = Label(size="heading", bold=True)
        self.unseen_heading, self.unseen_hint = Label(size="heading", bold=True), Label(tone="soft")
        self.inside, self.unseen = People(), People()
        self.beside: QHBoxLayout = row()
        """Where the owner puts buttons, beside the number."""
        self.beside_unseen: QHBoxLayout = row()
        self._unseen = QWidget()
        self._lay_out()

    def show_lines(self, lines: tuple[RollCallLine, ...], at: datetime) -> None:
        """Show who may be inside at a moment; ticks of those still there stay."""
        self.lines, self.at = lines, at
        self.say()

    def say(self) -> None:
        """Say everything in the language in use."""
        inside = [one for one in self.lines if one.seen_leaving]
        unseen = [one for one in self.lines if not one.seen_leaving]
        self.number.setText(t("On site: {count}", count=heads(inside)))
        self.when.setText(said_of(self.at))
        self.unseen_heading.setText(t("Not seen leaving: {count}", count=heads(unseen)))
        self.unseen_hint.setText(
            t("Nobody signed these people out by the end of their day. Ask their hosts.")
        )
        self.inside.setAccessibleName(self.number.text())
        self.unseen.setAccessibleName(self.unseen_heading.text())
        numbers = iter(range(1, len(self.lines) + 1))
        self.inside.show_people(self._parts(inside, lambda: next(numbers)))
        numbers = iter(range(1, len(self.lines) + 1))
        self.unseen.show_people(self._parts(unseen, lambda: next(numbers)))
        self._unseen.setVisible(bool(unseen))
        self.unseen.setMaximumHeight(self.unseen.height_of_lines())

    def _parts(
        self, lines: Sequence[RollCallLine], number: Callable[[], int]
    ) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (
                area_heading(area.name, heads(area.lines)),
                [(one.visit_id, self._sentence(number(), one)) for one in area.lines],
            )
            for area in by_area(lines)
        ]

    def _sentence(self, number: int, one: RollCallLine) -> str:
        along = t("{count} with them", count=one.companions) if one.companions else ""
        parts = [one.name, along, t("with {host}", host=one.host) if one.host else ""]
        if one.arrived is not None and self.at is not None:
            since = clock_time(one.arrived, day_of(self.at))
            parts.append(t("since {time}", time=since))
        parts.append(t("phone {number}", number=one.phone) if one.phone else "")
        return t("{number}. {person}", number=number, person=joined(parts))

    def _say_found(self) -> None:
        ticked = {*self.inside.ticked(), *self.unseen.ticked()}
        missing = [one for one in self.lines if one.visit_id not in ticked]
        self.found.setText(
            t(
                "Ticked: {ticked} of {count}. Still to find: {missing}.",
                ticked=heads(self.lines) - heads(missing),
                count=heads(self.lines),
                missing=heads(missing),
            )
        )
        self.ticks_changed.emit()

    def _lay_out(self) -> None:
        upper = row(gap=theme.LARGE)
        texts = column(gap=theme.TIGHT)
        for label in (self.number, self.when, self.found):
            texts.addWidget(label)
        upper.addLayout(texts, 1)
        upper.addLayout(self.beside)
        below = column(self._unseen)
        across = row()
        across.addWidget(self.unseen_heading, 1)
        across.addLayout(self.beside_unseen)
        below.addLayout(across)
        below.addWidget(self.unseen_hint)
        below.addWidget(self.unseen, 1)
        body = column(self, gap=theme.MEDIUM)
        body.addLayout(upper)
        body.addWidget(self.inside, 3)
        body.addWidget(self._unseen, 2)
        for people in (self.inside, self.unseen):
            people.ticks_changed.connect(self._say_found)


def said_of(at: datetime | None) -> str:
    """Return the sentence that says when a list was true."""
    shown = at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else ""
    return t("As of {time}. Call each name; tick whoever answers.", time=shown)


def area_heading(name: str, count: int) -> str:
    """Return the line over the people of an area."""
    area = name or t("Area not given")
    return t("{area}: {count}", area=area, count=count)
