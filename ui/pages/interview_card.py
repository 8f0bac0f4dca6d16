# SPDX-License-Identifier: Apache-2.0
"""The interviews beside a record: what became of each, its scorecards, moving and calling off."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.domain.interviews import allows
from hr_desk.i18n import t
from hr_desk.operations import interview_views
from hr_desk.operations.interview_views import InterviewLine
from ui import theme
from ui.pages.interview_rows import interview_words
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, clear, column
from ui.widgets.panels import Card

KINDS: Final = ("interview", "application")
"""The kinds of record whose change shows in the card."""

SCORE: Final = "score"
"""The verb that is no step: the scorecards of an interview."""


class InterviewsCard(Card):
    """The interviews of a record, each with what can be done with it."""

    wanted = Signal(str, object)
    """A verb (``score``, ``move`` or ``cancel``) and the InterviewLine it is for."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[InterviewLine, ...] = ()
        self._lines = column(gap=theme.TIGHT)
        self.body.addLayout(self._lines)
        self.hide()

    def show_lines(self, lines: Sequence[InterviewLine]) -> None:
        """Show the interviews, the latest first; nothing at all where there is none."""
        self.lines = tuple(lines)
        self.set_heading(t("Interviews"))
        clear(self._lines)
        for one in lines:
            self._lines.addWidget(Label(interview_words(one)))
            self._lines.addWidget(_Buttons(one, self._teller))
        self.setVisible(bool(lines))

    def _teller(self, verb: str, one: InterviewLine) -> Callable[[], None]:
        return lambda: self.wanted.emit(verb, one)


class _Buttons(QWidget):
    """What can be done with one interview."""

    def __init__(
        self, one: InterviewLine, teller: Callable[[str, InterviewLine], Callable[[], None]]
    ) -> None:
        super().__init__()
        across = FlowLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        said = {}
        if one.state != "cancelled":
            said[SCORE] = t("Scorecards: {count}", count=one.scorecards)
        if allows("move", one.state):
            said["move"] = t("Move…")
        if allows("cancel", one.state):
            said["cancel"] = t("Call off")
        for verb, words in said.items():
            button = Button(kind="plain")
            button.setText(words)
            button.setAccessibleName(t("{what}: {which}", what=words, which=interview_words(one)))
            button.clicked.connect(teller(verb, one))
            across.addWidget(button)


class Interviews(QObject):
    """Keeps a card of interviews up to date for the record a page shows."""

    def __init__(self, desk: OpenDesk, card: InterviewsCard) -> None:
        super().__init__(card)
        self._desk, self._card, self._id = desk, card, ""
        desk.changed.connect(self._on_changed)

    def look(self, application_id: str) -> None:
        """Show the interviews of this application."""
        self._id = application_id
        self._desk.query(
            interview_views.of_candidate,
            application_id,
            owner=self,
            done=self._card.show_lines,
            failed=lambda _error: self._card.show_lines(()),
            slot="record.interviews",
        )

    def _on_changed(self, changes: object) -> None:
        # What the gate answers touches the application alone.
        touches = getattr(changes, "touches", None)
        if self._id and touches is not None and any(map(touches, KINDS)):
            self.look(self._id)
