# SPDX-License-Identifier: Apache-2.0
"""What stands in the middle of a hand-off's page: people, a preview, or why there is nothing."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations.hand_off_views import Preview
from ui.pages.hand_off_people import COLUMNS
from ui.pages.hand_off_preview import PreviewTable
from ui.tables.model import RecordTableModel
from ui.tables.view import RecordTable
from ui.widgets.panels import EmptyState


class PlanView(QStackedWidget):
    """One of its parts at a time; each empty one says what to do next."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._why: UserError | None = None
        self._narrowed = False
        self.stopped = EmptyState("triangle-alert")
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.nobody, self.no_match = EmptyState("users"), EmptyState("search")
        self.preview = PreviewTable()
        for part in (self.stopped, self.table, self.nobody, self.no_match, self.preview):
            self.addWidget(part)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.table.set_name(t("Who goes out"))
        self.nobody.say(
            t("Nobody stands in this file yet"),
            t("Whoever begins or leaves stands here by themselves once onboarding has noted it."),
            t("Go to onboarding"),
        )
        self.preview.retranslate()
        self._say_no_match()
        self._say_stopped()

    def previews(self) -> bool:
        """Whether the preview is in front."""
        return self.currentWidget() is self.preview

    def begin(self) -> None:
        """Show the people of another hand-off."""
        self._why = None
        self.preview.forget()
        self.setCurrentWidget(self.table)

    def is_stopped(self) -> bool:
        """Whether something keeps the hand-off from being used."""
        return self._why is not None

    def stop(self, why: UserError) -> None:
        """Say why nothing leaves."""
        self._why = why
        self._say_stopped()
        self.setCurrentWidget(self.stopped)

    def show_people(self, shown: int, *, of: int, narrowed: bool) -> None:
        """Show the people, or why none of so many is shown; a preview stays in front."""
        self._narrowed = narrowed
        self._say_no_match()
        if not self.previews():
            empty = self.no_match if of else self.nobody
            self.setCurrentWidget(self.table if shown else empty)

    def show_preview(self, seen: Preview) -> None:
        """Show how the file will be written."""
        was = self.previews()
        self.preview.show_preview(seen)
        self.setCurrentWidget(self.preview)
        if self.preview.table is not None and not was:
            self.preview.table.setFocus()

    def leave_preview(self) -> None:
        """Show the people again, and nobody in the preview."""
        self.preview.forget()
        self.setCurrentWidget(self.table)
        self.table.setFocus()

    def _say_no_match(self) -> None:
        if self._narrowed:
            self.no_match.say(
                t("Nobody matches"),
                t("Try fewer letters, or look at everybody."),
                t("Show everybody"),
            )
        else:
            self.no_match.say(
                t("The receiver has all of this already"),
                t("Whoever is new, corrected, leaving or came back stands here by themselves."),
                t("Show everybody"),
            )

    def _say_stopped(self) -> None:
        if self._why is None:
            self.stopped.say(
                t("No hand-off is open"),
                t("Choose one in the list: its people and what is missing of them stand here."),
                t("Show the hand-offs"),
            )
        else:
            self.stopped.say(
                t("Nothing leaves by this hand-off now"),
                self._why.text(),
                t("Standing hand-offs"),
            )
