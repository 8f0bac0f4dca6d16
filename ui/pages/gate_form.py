# SPDX-License-Identifier: Apache-2.0
"""The few things a guard asks about a kind of visitor: its own fields, and what staff add."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from hr_desk.catalogue.model import Access, Demand, Scenario, VisitType
from hr_desk.catalogue.types.base import ValueProblem
from ui import theme
from ui.forms.editor import Editor
from ui.forms.editors import editor_for
from ui.pages.host_box import HostBox
from ui.pages.needed_fields import please_fill_in
from ui.pages.visit_rows import HOST, PURPOSE
from ui.session import OpenDesk
from ui.widgets.entry import Entry, fill
from ui.widgets.words import Said

ACROSS: Final = 5
"""Fields side by side."""

ELSEWHERE: Final = frozenset({"plate_number", "visit_planned", "job_title", "nationality"})
"""Not asked here: the plate stands above, the rest is no matter of a queue at the gate."""


class GateForm(QWidget):
    """Editors of every field some kind needs; those of one kind are shown."""

    edited = Signal()
    """A person changed what was typed."""

    def __init__(self, desk: OpenDesk, kinds: Mapping[str, VisitType]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._kind: VisitType | None = None
        self.host, self.purpose = HostBox(), QComboBox()
        wanted = dict.fromkeys(key for one in kinds.values() for key in (*one.fields, *one.staff))
        self.editors: dict[str, Editor] = {
            key: editor_for(desk.catalogue.field(key).type)
            for key in wanted
            if key not in (*ELSEWHERE, HOST, PURPOSE) and _writes(desk, key)
        }
        self._entries: dict[str, Entry] = {
            **{key: Entry(editor) for key, editor in self.editors.items()},
            HOST: Entry(self.host),
            PURPOSE: Entry(self.purpose),
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.MEDIUM)
        for place in range(ACROSS):
            self._grid.setColumnStretch(place, 1)
        for entry in self._entries.values():
            entry.setParent(self)
            entry.hide()
        for editor in self.editors.values():
            editor.edited.connect(self.edited)

    def shown(self) -> tuple[str, ...]:
        """Return the fields that are asked now, in order."""
        if self._kind is None:
            return ()
        keys = (*self._kind.fields, *self._kind.staff)
        asked = tuple(key for key in keys if key in self._entries)
        several = len(self._kind.purposes) > 1
        return tuple(key for key in asked if key != PURPOSE or several)

    def show_kind(self, kind: VisitType | None) -> None:
        """Ask what a kind of visitor needs; what was typed stays where both are asked it."""
        if kind is self._kind:
            return
        self._kind = kind
        for entry in self._entries.values():
            self._grid.removeWidget(entry)
            entry.hide()
        previous: QWidget | None = None
        for place, key in enumerate(self.shown()):
            entry = self._entries[key]
            self._grid.addWidget(entry, place // ACROSS, place % ACROSS)
            entry.show()
            if previous is not None:
                QWidget.setTabOrder(previous, entry.editor)
            previous = entry.editor
        self.retranslate()

    def clear(self) -> None:
        """Forget what was typed."""
        self.host.start("")
        self.purpose.setCurrentIndex(-1)
        for editor in self.editors.values():
            editor.set_value(None)
        self._refuse({})

    def focus_first(self) -> None:
        """Put the keyboard where the first answer is missing."""
        for key in self.shown():
            if key in self.editors and not self.editors[key].text():
                self.editors[key].controls()[0].setFocus()
                return

    def typed(self) -> dict[str, str]:
        """Return what stands in the editors that are shown, right or wrong, by field."""
        return {key: self.editors[key].text() for key in self.shown() if key in self.editors}

    def values(self) -> dict[str, Any] | None:
        """Return what was typed, by field; None if a value is wrong, which is said beside it."""
        found: dict[str, Any] = {}
        wrong: dict[str, Said] = {}
        for key in self.shown():
            try:
                value = self._value(key)
            except ValueProblem as problem:
                wrong[key] = problem.text
                continue
            if value is not None:
                found[key] = value
            elif self._needs(key):
                wrong[key] = partial(please_fill_in, self._desk.catalogue.field(key))
        self._refuse(wrong)
        if wrong:
            self._focus(next(iter(wrong)))
            return None
        if self._kind is not None and len(self._kind.purposes) == 1:
            type_ = self._desk.catalogue.field(PURPOSE).type
            found[PURPOSE] = type_.parse(self._kind.purposes[0])
        return found

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for key, entry in self._entries.items():
            label = str(self._desk.catalogue.field(key).label)
            entry.set_label(label)
            if key in self.editors:
                self.editors[key].set_name(label)
                self.editors[key].retranslate()
        codes = self._desk.catalogue.code_lists[PURPOSE].codes
        purposes = self._kind.purposes if self._kind is not None else ()
        chosen = self.purpose.currentIndex()
        fill(self.purpose, [(str(codes[code]), code) for code in purposes])
        self.purpose.setCurrentIndex(chosen if chosen < len(purposes) else -1)

    def _value(self, key: str) -> Any:
        field = self._desk.catalogue.field(key)
        if key == HOST:
            typed = self.host.name()
            return field.type.parse(typed) if typed else None
        if key == PURPOSE:
            code = self.purpose.currentData()
            return field.type.parse(str(code)) if code else None
        value = self.editors[key].value()
        if value is not None:
            field.type.check(value, self._desk.session.today())
        return value

    def _needs(self, key: str) -> bool:
        """Whether nobody of this kind comes in without it: what every visitor has to say."""
        field = self._desk.catalogue.field(key)
        of_kind = self._kind is not None and key in self._kind.required
        return of_kind or field.demand[Scenario.VISITOR] is Demand.REQUIRED

    def _focus(self, key: str) -> None:
        editor = self.editors.get(key)
        (editor.controls()[0] if editor is not None else self._entries[key].editor).setFocus()

    def _refuse(self, wrong: Mapping[str, Said]) -> None:
        for key, entry in self._entries.items():
            entry.set_error(wrong.get(key, ""))


def _writes(desk: OpenDesk, key: str) -> bool:
    """Whether the user's roles see the field in full, and so may enter it here."""
    roles = desk.session.user.roles
    return desk.catalogue.access(key, roles, compartment="visits") >= Access.FULL
