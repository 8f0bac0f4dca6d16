# SPDX-License-Identifier: Apache-2.0
"""Which fields the form of a joiner shows, which of them it only shows, and what it offers."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.types.histories import BETWEEN
from hr_desk.i18n import t
from hr_desk.operations.candidates import FieldView
from hr_desk.operations.joiner_views import JoinerView
from ui.forms.order import joining_order
from ui.forms.record_form import RecordForm

PICTURES: Final = ("photo", "id_image")
"""Documents that the form itself shows; a signature is given on the page of sensitive items."""

_PROGRAM: Final = "program"
_FIRST_DAY, _TERM = "start_date", "contract_term"


def form_views(view: JoinerView, catalogue: Catalogue) -> list[FieldView]:
    """Return what the form shows, in the order of the paper; a signature has its own place.

    What the program itself notes, as the last day of work, is there once it was noted.
    """
    kept = t("Kept by payroll")
    own = [one for one in view.fields if _has_place(one)]
    away = [replace(one, shown=kept) if one.given else one for one in view.adding]
    return joining_order([*own, *away], catalogue)


def _has_place(one: FieldView) -> bool:
    if one.field.supplied_by == _PROGRAM:
        return one.given
    return one.field.type.name != "document" or one.field.key in PICTURES


def hold_closed(form: RecordForm, view: JoinerView) -> None:
    """Let nobody change what the program notes, nor see what whoever works here reads no more."""
    for key in form.keys():  # noqa: SIM118
        if form.row(key).field.supplied_by == _PROGRAM:
            form.row(key).set_read_only(True)
    for one in view.adding:
        form.row(one.field.key).offer_unmasking(offered=False)


class FirstDayOffer(QObject):
    """Puts the first day of work, known since the hand-over, into the empty term of the contract.

    It stands there while somebody types on; nobody types it once more, and it is not kept alone.
    """

    def __init__(self, form: RecordForm) -> None:
        super().__init__(form)
        self._form, self._offered = form, ""
        form.field_focused.connect(self._came)
        form.edited.connect(self._typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take out what nobody typed on before the line is read."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and self._offered:
            self._form.row(_TERM).take_back(self._offered)
            self._offered = ""
        return super().eventFilter(watched, event)

    def _came(self, key: str) -> None:
        if key == _TERM:
            # Behind Qt, which marks all of a line for what is typed next.
            QTimer.singleShot(0, self, self._offer)

    def _typed(self, key: str) -> None:
        """Whoever types both days, as they stand on paper, has them both and no third."""
        if key != _TERM or not self._offered:
            return
        row = self._form.row(_TERM)
        behind = row.editor.text().removeprefix(self._offered)
        if row.editor.text() != behind and BETWEEN.strip() in behind:
            row.editor.set_text(behind)
            (line,) = row.editor.controls()
            if isinstance(line, QLineEdit):
                line.end(False)

    def _offer(self) -> None:
        row = self._form.row(_TERM)
        (line,) = row.editor.controls()
        day = _first_day(self._form)
        free = row.editing() and not row.is_read_only() and not row.editor.text()
        if day and free and isinstance(line, QLineEdit) and line.hasFocus():
            self._offered = f"{day}{BETWEEN}"
            row.offer(self._offered)
            line.end(False)
            line.installEventFilter(self)
            row.editor.hint(
                t("The first day of work stands there already: type the last day behind it. "
                  "For an open-ended contract take the bar out.")
            )  # fmt: skip


def _first_day(form: RecordForm) -> str:
    """Return the first day of work as the form says it, empty where it says none."""
    if _FIRST_DAY not in set(form.keys()) or not form.row(_FIRST_DAY).editing():
        return ""
    return form.row(_FIRST_DAY).editor.text()
