# SPDX-License-Identifier: Apache-2.0
"""The files of one record, in the place of its form: looked at, added, taken out one by one.

What is looked at is opened in memory and shown here (``paper_view``); each opening is logged.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.files import MAX_BYTES
from hr_desk.i18n import N_, t
from hr_desk.operations import documents, handed_over
from hr_desk.operations.documents import DocumentLine
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.session import Session
from ui import theme
from ui.forms.record_form import RecordForm
from ui.pages.paper_view import PaperView
from ui.pages.portraits import Portraits
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.dropping import TakesFiles
from ui.widgets.files import choose_file
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, Question
from ui.widgets.words import Words

DOCUMENTS = "*.pdf *.docx *.jpg *.jpeg *.png"


class RecordFiles(TakesFiles, QWidget):
    """Holds the form and, in its place while somebody looks at files, the files of one field."""

    changed = Signal()
    """A file was added or taken out, and the form is in front again."""

    def __init__(self, desk: OpenDesk, form: RecordForm) -> None:
        super().__init__()
        self._desk, self._form = desk, form
        self._application = self._key = ""
        self._changed = False
        self._words = Words()
        self._lines: tuple[DocumentLine, ...] = ()
        self.reader = Reader()
        self.portraits = Portraits(desk, form, self.reader)
        self.card, self.banner = Card(), Banner()
        self.view = PaperView(desk, self.reader)
        self.removing = Question(danger=True)
        self.back, self.add = Button(icon="arrow-left"), Button(icon="plus")
        self.open_buttons: list[Button] = []
        self.remove_buttons: list[Button] = []
        self._list, self._rows = QWidget(), column(gap=theme.SMALL)
        self._readers = Label(tone="soft", size="small")
        self._lay_out()
        self._connect()

    def begin(self, application_id: str | None) -> None:
        """Name the application whose files and pictures are meant; None for a new one."""
        self.portraits.begin(application_id)
        self._application = application_id or ""
        self._changed = False
        self._put_back()

    def show_files(self, key: str) -> None:
        """Show the files of a field in the place of the form."""
        self._key = key
        self._form.hide()
        self.card.show()
        self.banner.clear()
        self._read()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Give the form its place back."""
        self._put_back()
        if self._changed:
            self._changed = False
            self.changed.emit()

    def open(self, line: DocumentLine) -> None:
        """Open one file and show it."""
        self._desk.query(
            handed_over.open_paper,
            self.reader,
            self._application,
            self._key,
            line.id,
            owner=self,
            done=partial(self._opened, self._application, line),
            failed=self.banner.show_error,
            slot="record.paper",
        )

    def choose(self) -> None:
        """Ask for a file to add."""
        kinds = t("Documents ({kinds})", kinds=DOCUMENTS)
        choose_file(self, t("Choose a document"), kinds, self.take_file)

    def take_file(self, path: Path) -> None:
        """Add a file to the field."""
        self.banner.clear()
        self._desk.run(
            handed_over.add_file,
            self.reader,
            self._application,
            self._key,
            path,
            owner=self,
            done=lambda _changes: self._after(lambda: t("The file is kept with the record.")),
            failed=self.banner.show_error,
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        if self._key:
            self._show(self._lines)

    def wants_files(self) -> bool:
        """Files are taken while those of a field are in front and there is room."""
        return not self.card.isHidden() and self.add.isEnabled()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Add what was dropped, one after the other."""
        for path in paths:
            self.take_file(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the form."""
        if event.key() == Qt.Key.Key_Escape and not self.card.isHidden():
            self.leave()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: the process that read the files ends."""
        super().hideEvent(event)
        self._put_back()
        self._desk.query(end_reading, self.reader, owner=self, done=lambda _none: None)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _add_to(self, key: str, paths: Sequence[Path]) -> None:
        """Add what was dropped on the form, where one sees at once what came of it."""
        self.show_files(key)
        self.take_files(paths)

    def _put_back(self) -> None:
        self._key, self._lines = "", ()
        self._close_paper()
        self.removing.leave()
        self.card.hide()
        self._form.show()

    def _read(self) -> None:
        self._desk.query(
            documents.listed,
            self._application,
            self._key,
            owner=self,
            done=self._show,
            failed=self.banner.show_error,
            slot="record.files",
        )

    def _show(self, lines: tuple[DocumentLine, ...]) -> None:
        if not self._key:
            return
        self._lines = lines
        label = self._form.row(self._key).field.label
        self.card.set_heading(t("{field} ({count})", field=label, count=len(lines)))
        roles = t(", ").join(map(str, documents.readers_of(self._desk.session, self._key)))
        self._readers.setText(
            t("PDF, DOCX, JPEG or PNG, up to {limit} MB, or drop them here. Each file is sealed; "
              "each look at it is logged. May read: {roles}.", limit=MAX_BYTES // 2**20,
              roles=roles)
        )  # fmt: skip
        may = not self._form.row(self._key).is_read_only()
        self.add.setVisible(may)
        self.add.setEnabled(may)
        clear(self._rows)
        self.open_buttons, self.remove_buttons = [], []
        for line in lines:
            self._rows.addWidget(self._line(line, may=may))

    def _line(self, line: DocumentLine, *, may: bool) -> QWidget:
        made = QWidget()
        layout = row(made, gap=theme.SMALL)
        name = self._name(line)
        open_button = Button(t("Open"), icon="eye")
        remove_button = Button(t("Remove"), kind="plain", icon="trash-2")
        for button in (open_button, remove_button):
            button.setAccessibleName(f"{name}: {button.text()}")
        open_button.clicked.connect(lambda: self.open(line))
        remove_button.clicked.connect(lambda: self._ask_to_remove(line))
        layout.addWidget(
            Label(t("{name}, {size} KB", name=name, size=_kilobytes(line)), wrap=False)
        )
        layout.addWidget(open_button)
        layout.addWidget(remove_button)
        remove_button.setVisible(may)
        layout.addStretch(1)
        self.open_buttons.append(open_button)
        self.remove_buttons.append(remove_button)
        return made

    def _name(self, line: DocumentLine) -> str:
        return t("File {number}", number=self._lines.index(line) + 1)

    def _opened(self, application: str, line: DocumentLine, paper: Paper) -> None:
        if application == self._application and line in self._lines:
            self.banner.clear()
            self._list.hide()  # a page needs the room
            self.view.show()
            self.view.show_paper(paper, partial(self._name, line))
            (self.view.text if paper.is_text else self.view.picture).setFocus()

    def _close_paper(self) -> None:
        self.view.forget()
        self.view.hide()
        self._list.show()

    def _close_and_stay(self) -> None:
        self._close_paper()
        first = self.open_buttons[0] if self.open_buttons else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_to_remove(self, line: DocumentLine) -> None:
        sentence = t("Delete “{name}” for good? Its text is found no more.", name=self._name(line))
        self.removing.ask(sentence, t("Delete the file"), partial(self._remove, line))

    def _remove(self, line: DocumentLine) -> None:
        self.removing.leave()
        self._close_paper()
        self._desk.run(
            documents.remove,
            self._application,
            self._key,
            line.id,
            owner=self,
            done=lambda _changes: self._after(lambda: t("The file is deleted.")),
            failed=self.banner.show_error,
        )

    def _after(self, say: Callable[[], str]) -> None:
        self._changed = True
        self.banner.show_text("good", say)
        self._read()

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        line = row(gap=theme.SMALL)
        line.addWidget(self.back)
        line.addWidget(self.add)
        line.addStretch(1)
        listed = column(self._list, gap=theme.SMALL)
        listed.addWidget(self._readers)
        listed.addLayout(line)
        listed.addLayout(self._rows)
        listed.addWidget(self.removing)
        listed.addStretch(1)
        self.card.body.addWidget(self.banner)
        self.card.body.addWidget(self._list, 1)
        self.card.body.addWidget(self.view, 1)
        body = column(self)
        body.addWidget(self._form, 1)
        body.addWidget(self.card, 1)
        self.card.hide()
        self.view.hide()

    def _connect(self) -> None:
        self._words.put(N_("Back to the form"), self.back.setText)
        self._words.put(N_("Add a file…"), self.add.setText)
        self.back.clicked.connect(self.leave)
        self.add.clicked.connect(self.choose)
        self.view.closed.connect(self._close_and_stay)
        self._form.files_wanted.connect(self.show_files)
        self._form.files_brought.connect(self._add_to)


def _kilobytes(line: DocumentLine) -> int:
    return max(1, round(line.size / 1024))


def end_reading(session: Session, reader: Reader) -> None:
    """End the confined process; called on the desk's thread, where nothing is under way in it."""
    del session
    reader.close()
