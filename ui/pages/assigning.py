# SPDX-License-Identifier: Apache-2.0
"""Giving applications to someone else, and moving them to another requisition."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from hr_desk.i18n import N_, t
from hr_desk.operations import requisitions, taking_back
from hr_desk.operations.requisitions import RequisitionRow
from hr_desk.operations.session import Session
from hr_desk.operations.taking_back import Recruiter
from ui.pages.about_marked import MarkedQuestion
from ui.pages.requisition_choice import requisition_choices
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill


class AssignPanel(MarkedQuestion):
    """Asks who goes on with the chosen applications."""

    assigned = Signal(object, str)
    """The owners before (application id to user id), and the name of the new one."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._before: Mapping[str, str] = {}
        entry, self.who = choice(self._own, N_("Goes on with it"))
        entry.setMaximumWidth(360)
        self.content.addWidget(entry)

    def start(self, owners: Mapping[str, str]) -> None:
        """Ask about these applications, whose owners are known."""
        self._before = dict(owners)
        self.begin(tuple(owners))
        self._desk.query(taking_back.recruiters, owner=self, done=self._show, slot="assign.who")

    def _show(self, people: tuple[Recruiter, ...]) -> None:
        fill(self.who, [(one.name, one.id) for one in people])
        self._say()
        self.who.setFocus()

    def _say(self) -> None:
        count = len(self._about)
        asked = t("Give {count} selected to someone else.", count=count)
        self.ask(asked, t("Assign"), self._run)

    def _run(self) -> None:
        owners = dict.fromkeys(self._about, self.who.currentData())
        self._do_it(taking_back.assign, owners, done=self._tell)

    def _tell(self) -> None:
        name = self.who.currentText()
        self.leave()
        self.assigned.emit(self._before, name)


class MovePanel(MarkedQuestion):
    """Asks under which requisition the chosen applications go on."""

    moved = Signal(object, str)
    """The requisitions before (application id to requisition id), and the post they went to."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._before: Mapping[str, str] = {}
        entry, self.where = choice(self._own, N_("Requisition"))
        entry.setMaximumWidth(480)
        self.content.addWidget(entry)

    def start(self, ids: Sequence[str]) -> None:
        """Ask about these applications."""
        self.begin(tuple(ids))
        self._desk.query(
            _wheres, tuple(ids), owner=self, done=self._show, failed=self._failed,
            slot="move.where",
        )  # fmt: skip

    def _show(self, found: tuple[Mapping[str, str], tuple[RequisitionRow, ...]]) -> None:
        self._before, rows = found
        fill(self.where, requisition_choices(rows))
        self._say()
        self.where.setFocus()

    def _say(self) -> None:
        count = len(self._about)
        asked = t("Put {count} selected under another requisition.", count=count)
        self.ask(asked, t("Move"), self._run)

    def _run(self) -> None:
        targets = dict.fromkeys(self._about, self.where.currentData())
        self._do_it(taking_back.move, targets, done=self._tell)

    def _tell(self) -> None:
        post = self.where.currentText()
        self.leave()
        self.moved.emit(self._before, post)


def _wheres(
    session: Session, ids: Sequence[str]
) -> tuple[Mapping[str, str], tuple[RequisitionRow, ...]]:
    """Return where applications stand now, and where they could go."""
    return taking_back.stands_under(session, ids), requisitions.list_requisitions(session)
