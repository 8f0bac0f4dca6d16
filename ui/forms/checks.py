# SPDX-License-Identifier: Apache-2.0
"""The editor in which several of a short list are ticked."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.i18n import Text
from ui import theme
from ui.forms.editor import Editor
from ui.widgets.layouts import FlowLayout


class ChecksEditor(Editor):
    """A box for each choice; none ticked is no answer."""

    wide = True

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        codes: Mapping[str, Text] = getattr(kind, "codes", {})
        self.boxes: dict[str, QCheckBox] = {}
        self._typed = ""
        self._read_only = False
        self._flow = FlowLayout(gap=theme.LARGE)
        self._listed = frozenset(codes)
        for code in codes:
            self._add(code)
        self.body.addLayout(self._flow)
        self.close_body()
        self.retranslate()

    def text(self) -> str:
        """Return the words of what is ticked, or what a draft held that stands for nothing."""
        chosen = self._chosen()
        if self._typed and not chosen:
            return self._typed
        return self.kind.show(chosen) if chosen else ""

    def set_text(self, text: str) -> None:
        """Tick what the text stands for; text that stands for nothing is kept and refused later."""
        try:
            self.set_value(self.kind.parse(text) if text.strip() else None)
        except ValueProblem:
            self.set_value(None)
            self._typed = text

    def set_value(self, value: Any) -> None:
        """Tick codes; one that is no longer on the list gets a box that shows it as itself."""
        self._typed = ""
        for code in [code for code in self.boxes if code not in self._listed]:
            if code not in (value or ()):
                self._take_out(code)
        for code in value or ():
            if code not in self.boxes:
                self._add(code)
                self.retranslate()
        for code, box in self.boxes.items():
            box.setChecked(code in (value or ()))

    def value(self) -> Any:
        """Return the ticked codes, None for none; raises the ValueProblem of a kept text."""
        return self._chosen() or super().value()

    def set_read_only(self, read_only: bool) -> None:
        """Let the answer be read but not changed."""
        self._read_only = read_only
        for box in self.boxes.values():
            box.setEnabled(not read_only)

    def set_name(self, name: str) -> None:
        """Name each box together with its question."""
        self.setAccessibleName(name)
        for box in self.boxes.values():
            box.setAccessibleName(f"{name}: {box.text()}")

    def retranslate(self) -> None:
        """Say the choices in the language in use."""
        for code, box in self.boxes.items():
            box.setText(self.kind.show((code,)).replace("&", "&&"))
        self.set_name(self.accessibleName())

    def _chosen(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def _add(self, code: str) -> None:
        box = QCheckBox(self)
        box.setEnabled(not self._read_only)
        box.clicked.connect(self._on_clicked)
        self.boxes[code] = box
        self._flow.addWidget(box)
        self.watch(box)

    def _take_out(self, code: str) -> None:
        box = self.boxes.pop(code)
        self.forget(box)
        self._flow.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _on_clicked(self) -> None:
        self._typed = ""
        self.edited.emit()
