# SPDX-License-Identifier: Apache-2.0
"""What can be done with marked applications beside the steps: hand over, assign, move, go back."""

from collections.abc import Mapping, Sequence
from typing import Final

from hr_desk.domain.stages import can_be_taken_back
from hr_desk.i18n import t
from hr_desk.operations import pool, taking_back
from hr_desk.operations.candidates import ApplicationRow
from ui.pages.assigning import AssignPanel, MovePanel
from ui.pages.handing_over import HandOverPanel, can_be_handed_over
from ui.pages.minor_found import MinorFound
from ui.pages.step_buttons import Act, StepButtons
from ui.pages.undoing import Undoing
from ui.session import OpenDesk
from ui.widgets.banner import Banner

IDS: Final = (
    "candidates.hand_over",
    "candidates.bring_back",
    "candidates.assign",
    "candidates.move",
    "candidates.pool_asked",
    "candidates.minor",
)
"""The actions, in the order of their buttons."""


class FurtherSteps(StepButtons):
    """The buttons and panels of these actions; what is marked is handed in."""

    def __init__(self, desk: OpenDesk, banner: Banner, undoing: Undoing) -> None:
        super().__init__(desk, IDS, banner)
        self._banner, self._undoing = banner, undoing
        self._rows: tuple[ApplicationRow, ...] = ()
        self.assigning, self.moving = AssignPanel(desk), MovePanel(desk)
        self.handing_over, self.minor = HandOverPanel(desk), MinorFound(desk)
        self.panels = (self.handing_over, self.assigning, self.moving, self.minor)
        self.assigning.assigned.connect(self._assigned)
        self.moving.moved.connect(self._moved)
        self.handing_over.handed_over.connect(self._handed_over)
        self.minor.locked.connect(self._locked)

    def look(self, rows: Sequence[ApplicationRow]) -> None:
        """Offer what is possible for all of these applications."""
        self._rows = tuple(rows)
        self._show_buttons()

    def _acts(self) -> dict[str, Act]:
        if not self._rows:
            return {}
        found: dict[str, Act] = {
            "candidates.assign": self._assign,
            "candidates.minor": lambda: self.minor.start(self._ids()),
        }
        if all(can_be_handed_over(self._desk.catalogue, row.stage) for row in self._rows):
            found["candidates.hand_over"] = self._hand_over
        if all(row.next_stages and row.due is None for row in self._rows):
            found["candidates.move"] = self._move
        if all(can_be_taken_back(self._desk.catalogue, row.stage) for row in self._rows):
            found["candidates.bring_back"] = self._bring_back
        if all(row.pool_until is not None for row in self._rows):
            found["candidates.pool_asked"] = self._note_asked
        return found

    def _ids(self) -> tuple[str, ...]:
        return tuple(row.application_id for row in self._rows)

    def _assign(self) -> None:
        self.assigning.start({row.application_id: row.owner for row in self._rows})

    def _move(self) -> None:
        self.moving.start(self._ids())

    def _hand_over(self) -> None:
        self.handing_over.start(self._ids())

    def _bring_back(self) -> None:
        self._desk.run(
            taking_back.bring_back, self._ids(), owner=self, failed=self._banner.show_error
        )

    def _note_asked(self) -> None:
        """Note for each person once that they were asked."""
        each = {row.person_id: row.application_id for row in self._rows}
        self._desk.run(
            pool.note_asked,
            tuple(each.values()),
            owner=self,
            done=lambda _changes: self._asked(len(each)),
            failed=self._banner.show_error,
        )

    def _asked(self, count: int) -> None:
        self._banner.show_text(
            "good",
            lambda: t(
                "Noted as asked: {count}. Open a record to renew the consent or to note that "
                "somebody leaves; whoever says nothing goes on the day shown.",
                count=count,
            ),
        )

    def _assigned(self, before: Mapping[str, str], name: str) -> None:
        count = len(before)
        self._undoing.offer(
            lambda: t("Given to {name}: {count}.", name=name, count=count),
            taking_back.assign,
            before,
        )

    def _moved(self, before: Mapping[str, str], post: str) -> None:
        self._undoing.offer(
            lambda: t("Moved to “{post}”.", post=post), taking_back.move, before
        )  # fmt: skip

    def _locked(self, count: int) -> None:
        self._banner.show_text(
            "good", lambda: t("Locked, and gone within 24 hours: {count}.", count=count)
        )

    def _handed_over(self, count: int) -> None:
        self._banner.show_text("good", lambda: t("Handed over to personnel: {count}.", count=count))
