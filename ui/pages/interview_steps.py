# SPDX-License-Identifier: Apache-2.0
"""What can be done with marked interviews: enter what was found, move, note what became of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal

from hr_desk.domain.interviews import allows
from hr_desk.operations import interviews
from hr_desk.operations.interview_views import InterviewLine
from ui.pages.step_buttons import Act, StepButtons
from ui.session import OpenDesk
from ui.widgets.banner import Banner

AT_ONCE: Final[dict[str, Callable[..., Any]]] = {
    "hold": interviews.hold,
    "miss": interviews.miss,
    "cancel": interviews.cancel,
}
"""Verbs of domain.interviews that ask nothing; what was noted wrongly is noted again."""
VERBS: Final = ("score", "move", *AT_ONCE)


class InterviewSteps(StepButtons):
    """The buttons of these actions; what is marked is handed in."""

    asked = Signal(str, object)
    """A verb that needs a panel (``score`` or ``move``) and the InterviewLine it is for."""

    def __init__(self, desk: OpenDesk, banner: Banner) -> None:
        super().__init__(desk, [f"interviews.{verb}" for verb in VERBS], banner)
        self._banner = banner
        self._lines: tuple[InterviewLine, ...] = ()

    def look(self, lines: Sequence[InterviewLine]) -> None:
        """Offer what is possible for all of these interviews."""
        self._lines = tuple(lines)
        self._show_buttons()

    def _acts(self) -> dict[str, Act]:
        if not self._lines:
            return {}
        states = [one.state for one in self._lines]
        found: dict[str, Act] = {
            f"interviews.{verb}": partial(self._run, verb)
            for verb in AT_ONCE
            if all(allows(verb, state) for state in states)
        }
        if len(self._lines) == 1:
            (one,) = self._lines
            if one.state != "cancelled":
                found["interviews.score"] = partial(self.asked.emit, "score", one)
            if allows("move", one.state):
                found["interviews.move"] = partial(self.asked.emit, "move", one)
        return found

    def _run(self, verb: str) -> None:
        ids = tuple(one.id for one in self._lines)
        self._desk.run(AT_ONCE[verb], ids, owner=self, failed=self._banner.show_error)
