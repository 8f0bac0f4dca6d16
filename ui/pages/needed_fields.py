# SPDX-License-Identifier: Apache-2.0
"""What a kind of visitor has to say before anyone comes in, asked where it is still missing.

A group's head count: the roll call would count its leader alone.
"""

from collections.abc import Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.catalogue.model import Field
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.i18n import t
from ui import theme
from ui.forms.editor import Editor
from ui.forms.editors import editor_for
from ui.session import OpenDesk
from ui.widgets.entry import Entry
from ui.widgets.layouts import row
from ui.widgets.words import Said


class NeededFields(QWidget):
    """Editors of every field that some kind of visitor requires; those that are missing show."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._asked: tuple[str, ...] = ()
        kinds = desk.catalogue.visit_types.values()
        wanted = dict.fromkeys(key for one in kinds for key in one.required)
        self._fields: dict[str, Field] = {key: desk.catalogue.field(key) for key in wanted}
        self.editors: dict[str, Editor] = {
            key: editor_for(field.type) for key, field in self._fields.items()
        }
        self.entries = {key: Entry(editor) for key, editor in self.editors.items()}
        across = row(self, gap=theme.MEDIUM)
        for entry in self.entries.values():
            across.addWidget(entry)
        self.ask(())
        self._say()

    def ask(self, keys: Collection[str]) -> None:
        """Ask for these fields, empty; for none the widget is out of sight."""
        self._asked = tuple(key for key in self.editors if key in keys)
        for key, entry in self.entries.items():
            self.editors[key].set_value(None)
            entry.set_error("")
            entry.setVisible(key in self._asked)
        self.setVisible(bool(self._asked))

    def asks(self) -> bool:
        """Whether anything is asked."""
        return bool(self._asked)

    def focus_first(self) -> None:
        """Put the keyboard into the first field that is asked."""
        if self._asked:
            self.editors[self._asked[0]].controls()[0].setFocus()

    def values(self) -> dict[str, Any] | None:
        """Return what was typed, by field; None where something is missing or wrong, said there."""
        found: dict[str, Any] = {}
        wrong: dict[str, Said] = {}
        for key in self._asked:
            field = self._fields[key]
            try:
                value = self.editors[key].value()
                if value is not None:
                    field.type.check(value, self._desk.session.today())
                    found[key] = value
                else:
                    wrong[key] = partial(please_fill_in, field)
            except ValueProblem as problem:
                wrong[key] = problem.text
        for key, entry in self.entries.items():
            entry.set_error(wrong.get(key, ""))
        for key in wrong:
            self.editors[key].controls()[0].setFocus()
            return None
        return found

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        for key, entry in self.entries.items():
            label = str(self._fields[key].label)
            entry.set_label(label)
            self.editors[key].set_name(label)
            self.editors[key].retranslate()


def please_fill_in(field: Field) -> str:
    """Ask for a field beside its editor."""
    return t("Please fill this in: {field}.", field=field.label)
