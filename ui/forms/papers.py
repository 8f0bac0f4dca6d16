# SPDX-License-Identifier: Apache-2.0
"""The editor of a field with several sealed files: how many there are, and the way to them.

Files are looked at, added and taken out on the page of the record's files, one by one and at
once; the form changes none of them, so that leaving it unsaved loses no file. What is dropped here
is handed on to that page.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.types.base import FieldType
from hr_desk.catalogue.types.documents import ids_of
from hr_desk.i18n import t
from ui import theme
from ui.forms.editor import Editor
from ui.widgets.buttons import Button
from ui.widgets.dropping import TakesFiles, files_in
from ui.widgets.label import Label
from ui.widgets.layouts import row

_DOCUMENTS = (".pdf", ".docx")
"""What is no picture: dropped anywhere on a form, it is meant for the field of files."""


class PapersEditor(TakesFiles, Editor):
    """Says how many files there are; the value is their ids."""

    files_wanted = Signal()
    """Somebody wants to see the files, or to add one."""

    files_brought = Signal(list)
    """The paths of files that were dropped here and are to be added."""

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._ids = ""
        self._offered, self._read_only = True, False
        self._count = Label(wrap=False)
        self.open_button = Button(icon="file-text")
        line = row(gap=theme.MEDIUM)
        line.addWidget(self._count)
        line.addWidget(self.open_button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.watch(self.open_button)
        self.close_body()
        self.open_button.clicked.connect(self.files_wanted)
        self.setAcceptDrops(True)
        self.retranslate()

    def text(self) -> str:
        """Return the ids of the files."""
        return self._ids

    def set_text(self, text: str) -> None:
        """Stand for the files with these ids."""
        self._ids = text
        self.retranslate()

    def set_read_only(self, read_only: bool) -> None:
        """Take no more files; the page of the files asks again who may."""
        self._read_only = read_only

    def wants_files(self) -> bool:
        """Files are taken once there is a record to keep them with."""
        return self._offered and not self._read_only

    def take_files(self, paths: Sequence[Path]) -> None:
        """Hand on what was dropped."""
        self.files_brought.emit(list(paths))

    def takes(self, data: QMimeData) -> bool:
        """Whether what is dropped somewhere on the form is documents, which go here."""
        files = files_in(data)
        documents = all(file.suffix.casefold() in _DOCUMENTS for file in files)
        return self.wants_files() and bool(files) and documents

    def take_data(self, data: QMimeData) -> None:
        """Hand on the files among what was dropped."""
        self.take_files(files_in(data))

    def offer(self, offered: bool) -> None:
        """Offer the way to the files, or say that the record has to be saved first."""
        self._offered = offered
        self.retranslate()

    def retranslate(self) -> None:
        """Say number and button in the language in use."""
        count = len(ids_of(self._ids))
        self._count.setText(t("Files: {count}", count=count) if count else t("No file"))
        self.open_button.setText(t("Files…"))
        self.open_button.setEnabled(self._offered)
        self.hint(None if self._offered else t("Save the record, then add files."))
