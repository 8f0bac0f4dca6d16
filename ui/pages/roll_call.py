# SPDX-License-Identifier: Apache-2.0
"""The roll call: everybody who may be inside, one line each, to be read out in the yard."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations.visits import RollCallLine
from ui import theme
from ui.pages.visit_rows import clock_time, joined
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words

ID = Qt.ItemDataRole.UserRole


class People(QListWidget):
    """Lines in large type; a screen reader says each as a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font("heading"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(True)
        self.setSpacing(2)

    def show_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Show (id, sentence); what was marked or in hand stays."""
        marked = set(self.marked())
        here = self.currentItem()
        current = here.data(ID) if here is not None else None
        self.blockSignals(True)
        self.clear()
        for id_, sentence in people:
            item = QListWidgetItem(sentence)
            item.setData(ID, id_)
            self.addItem(item)
            item.setSelected(id_ in marked)
            if id_ == current:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self.itemSelectionChanged.emit()

    def marked(self) -> tuple[str, ...]:
        """Return the ids of the marked lines."""
        return tuple(item.data(ID) for item in self.selectedItems())

    def sentences(self) -> tuple[str, ...]:
        """Return what the lines say."""
        return tuple(self.item(place).text() for place in range(self.count()))


class RollCall(QWidget):
    """Those on site, and apart from them those nobody saw leaving."""

    left = Signal()
    """Back to the front desk."""
    accounted = Signal(tuple)
    """The ids of people somebody knows to be out."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._words = Words()
        self._lines: tuple[RollCallLine, ...] = ()
        self._at: datetime | None = None
        self.number, self.when = Label(size="title", bold=True), Label(tone="soft")
        self.unseen_heading, self.unseen_hint = Label(size="heading", bold=True), Label(tone="soft")
        self.inside, self.unseen = People(), People()
        self.back, self.out = Button(icon="arrow-left"), Button(icon="check")
        self._unseen = QWidget()
        self._lay_out()
        self.retranslate()

    def show_lines(self, lines: tuple[RollCallLine, ...]) -> None:
        """Show who may be inside now."""
        self._lines, self._at = lines, self._desk.session.now()
        self._say()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _say(self) -> None:
        inside = [one for one in self._lines if one.seen_leaving]
        unseen = [one for one in self._lines if not one.seen_leaving]
        self.number.setText(t("On site: {count}", count=_heads(inside)))
        at = self._at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if self._at else ""
        self.when.setText(t("As of {time}. Call each name; the line says where to look.", time=at))
        self.unseen_heading.setText(t("Not seen leaving: {count}", count=_heads(unseen)))
        self.unseen_hint.setText(
            t("Nobody signed these people out by the end of their day. Ask their hosts.")
        )
        self.inside.setAccessibleName(self.number.text())
        self.unseen.setAccessibleName(self.unseen_heading.text())
        self.inside.show_people(self._sentences(inside))
        self.unseen.show_people(self._sentences(unseen))
        self._unseen.setVisible(bool(unseen))

    def _sentences(self, lines: list[RollCallLine]) -> list[tuple[str, str]]:
        return [(one.visit_id, self._sentence(n, one)) for n, one in enumerate(lines, start=1)]

    def _sentence(self, number: int, one: RollCallLine) -> str:
        along = t("{count} with them", count=one.companions) if one.companions else ""
        parts = [one.name, along, one.area, t("with {host}", host=one.host) if one.host else ""]
        if one.arrived is not None:
            since = clock_time(one.arrived, self._desk.session.today())
            parts.append(t("since {time}", time=since))
        return t("{number}. {person}", number=number, person=joined(parts))

    def _show_out(self) -> None:
        may = self._desk.may("visit.account_for")
        self.out.setVisible(may)
        self.out.setEnabled(bool(self.unseen.marked()))

    def _lay_out(self) -> None:
        self._words.put(N_("Back to the front desk"), self.back.setText)
        self._words.put(N_("The marked people are out"), self.out.setText)
        upper = row(gap=theme.LARGE)
        texts = column(gap=theme.TIGHT)
        texts.addWidget(self.number)
        texts.addWidget(self.when)
        upper.addLayout(texts, 1)
        upper.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        below = column(self._unseen)
        across = row()
        across.addWidget(self.unseen_heading, 1)
        across.addWidget(self.out)
        below.addLayout(across)
        below.addWidget(self.unseen_hint)
        below.addWidget(self.unseen, 1)
        body = column(self, gap=theme.MEDIUM)
        body.addLayout(upper)
        body.addWidget(self.inside, 3)
        body.addWidget(self._unseen, 2)
        self.back.clicked.connect(self.left)
        self.out.clicked.connect(lambda: self.accounted.emit(self.unseen.marked()))
        self.unseen.itemSelectionChanged.connect(self._show_out)


def _heads(lines: list[RollCallLine]) -> int:
    """Return how many people to look for, those who came along with a visitor included."""
    return len(lines) + sum(one.companions for one in lines)
