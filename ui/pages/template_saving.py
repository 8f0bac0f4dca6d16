# SPDX-License-Identifier: Apache-2.0
"""Saving a template: the hand-offs that a change makes void are named before."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations import hand_off_templates, template_making
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import Standing
from hr_desk.operations.template_making import Begun
from ui.session import OpenDesk
from ui.widgets.panels import Question


def made_void(
    session: Session, before: Begun, source: str, workbook: bytes
) -> tuple[Standing, ...]:
    """Return the hand-offs that saving a text makes void; worker. Raises CatalogueProblem."""
    if before.known is None:
        return before.standing
    if not template_making.differs(session, before.known, source, workbook):
        return ()
    return template_making.standing_with(session, before.known.template.key)


def receivers_of(standing: tuple[Standing, ...]) -> str:
    """Return the names of those who receive by these hand-offs, each once."""
    return ", ".join(dict.fromkeys(one.recipient.recipient.name for one in standing))


class SavingQuestion(Question):
    """Saves at once where nothing is made void, and asks where something is."""

    saved = Signal(str)
    """The key of the template that was kept."""

    def __init__(self, desk: OpenDesk, *, refused: Callable[[UserError], object]) -> None:
        super().__init__()
        self._desk, self._refused = desk, refused

    def start(self, before: Begun, source: str, workbook: bytes) -> None:
        """Save a text and the receiver's workbook in the place of what was there before."""
        self._desk.query(
            made_void, before, source, workbook, owner=self, slot="template.void",
            done=lambda void: self._ask(void, source, workbook), failed=self._refused,
        )  # fmt: skip

    def _ask(self, void: tuple[Standing, ...], source: str, workbook: bytes) -> None:
        if not void:
            self._write(source, workbook)
            return
        names = receivers_of(void)
        self.ask(
            lambda: t(
                "Standing hand-offs that use this template: {count} ({names}). Once it is changed, "
                "a second person has to approve each of them anew.",
                count=len(void), names=names,
            ),
            lambda: t("Save all the same"),
            lambda: self._write(source, workbook),
        )  # fmt: skip

    def _write(self, source: str, workbook: bytes) -> None:
        self.leave()
        self._desk.run(
            hand_off_templates.save_template, source, workbook, owner=self,
            done=lambda changes: self.saved.emit(str(changes.created[0])), failed=self._refused,
        )  # fmt: skip
