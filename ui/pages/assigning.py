# SPDX-License-Identifier: Apache-2.0
"""Giving applications to someone else, and moving them to another requisition."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import requisitions, taking_back
from hr_desk.operations.requisitions import RequisitionRow
from hr_desk.operations.taking_back import Recruiter
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.entry import choice, fill
from ui.widgets.panels import Question
from ui.widgets.words import Words


class AssignPanel(Question):
    """Asks who goes on with the chosen applications."""

    assigned = Signal(object, str)
    """The owners before (application id to user id), and the name of the new one."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._before: Mapping[str, str] = {}
        self.banner = Banner()
        entry, self.who = choice(self._own, N_("Goes on with it"))
        entry.setMaximumWidth(360)
        self.content.addWidget(self.banner)
        self.content.addWidget(entry)

    def start(self, owners: Mapping[str, str]) -> None:
        """Ask about these applications, whose owners are known."""
        self._before = dict(owners)
        self.banner.clear()
        self._desk.query(taking_back.recruiters, owner=self, done=self._show, slot="assign.who")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            if self._before:
                self._say()

    def leave(self) -> None:
        """Hide the panel and forget what it was about."""
        self._before = {}
        super().leave()

    def _show(self, people: tuple[Recruiter, ...]) -> None:
        fill(self.who, [(one.name, one.id) for one in people])
        self._say()
        self.who.setFocus()

    def _say(self) -> None:
        self.ask(
            t("Give {count} selected to someone else.", count=len(self._before)),
            t("Assign"),
            self._run,
        )

    def _run(self) -> None:
        owners = dict.fromkeys(self._before, self.who.currentData())
        self._desk.run(taking_back.assign, owners, owner=self, done=self._done, failed=self._failed)

    def _done(self, _changes: Any) -> None:
        before, name = self._before, self.who.currentText()
        self.leave()
        self.assigned.emit(before, name)

    def _failed(self, error: UserError) -> None:
        self.banner.show_error(error)


class MovePanel(Question):
    """Asks under which requisition the chosen applications go on."""

    moved = Signal(str)
    """The post they went to."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._ids: tuple[str, ...] = ()
        self.banner = Banner()
        entry, self.where = choice(self._own, N_("Requisition"))
        entry.setMaximumWidth(480)
        self.content.addWidget(self.banner)
        self.content.addWidget(entry)

    def start(self, ids: Sequence[str]) -> None:
        """Ask about these applications."""
        self._ids = tuple(ids)
        self.banner.clear()
        self._desk.query(
            requisitions.list_requisitions, owner=self, done=self._show, slot="move.where"
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            if self._ids:
                self._say()

    def leave(self) -> None:
        """Hide the panel and forget what it was about."""
        self._ids = ()
        super().leave()

    def _show(self, rows: tuple[RequisitionRow, ...]) -> None:
        fill(self.where, [(f"{one.title} · {one.department}", one.id) for one in rows])
        self._say()
        self.where.setFocus()

    def _say(self) -> None:
        self.ask(
            t("Put {count} selected under another requisition.", count=len(self._ids)),
            t("Move"),
            self._run,
        )

    def _run(self) -> None:
        self._desk.run(
            taking_back.move,
            self._ids,
            requisition_id=self.where.currentData(),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, _changes: Any) -> None:
        post = self.where.currentText()
        self.leave()
        self.moved.emit(post)

    def _failed(self, error: UserError) -> None:
        self.banner.show_error(error)
