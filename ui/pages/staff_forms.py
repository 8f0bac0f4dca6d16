# SPDX-License-Identifier: Apache-2.0
"""The forms of the staff directory: one employee, and a pasted table with what was understood."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from hr_desk.i18n import N_, t
from hr_desk.operations import directory
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.session import Session
from ui import theme
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.banner import Banner
from ui.widgets.entry import Entry, line
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import Question
from ui.widgets.words import Words

COLUMNS: Final = (
    text_column("name", N_("Name"), width=8),
    text_column("department", N_("Department"), width=12),
    text_column("extension", N_("Extension"), width=8),
)
"""What is known of an employee."""
SETTLE_MS: Final = 200
"""How long after a key the pasted text is read again, in milliseconds."""
PASTE_HEIGHT: Final = 6 * theme.ROW_HEIGHT
"""Height of the pasted text and of what was understood beside it, in pixels."""

Line = tuple[str, str, str]


class StaffForm(Question):
    """Name, department and extension of one employee, new or known."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._about: StaffLine | None = None
        self.banner = Banner()
        name, self.name = line(self._own, N_("Name"))
        department, self.department = line(self._own, N_("Department"))
        extension, self.extension = line(self._own, N_("Extension"))
        inputs = row(gap=theme.MEDIUM)
        for entry in (name, department, extension):
            inputs.addWidget(entry, 1)
        self.content.addWidget(self.banner)
        self.content.addLayout(inputs)
        self._say()

    def start(self, about: StaffLine | None) -> None:
        """Ask for a new employee, or show one to be changed."""
        self._about = about
        self._show_values()
        self.banner.clear()
        self._say()
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        self.name.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def _show_values(self) -> None:
        one = self._about
        values = (one.name, one.department, one.extension) if one is not None else ("", "", "")
        for editor, value in zip(self._editors(), values, strict=True):
            editor.setText(value)

    def _editors(self) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        return self.name, self.department, self.extension

    def _say(self) -> None:
        if self._about is None:
            self.sentence.setText(t("Add an employee whom visitors may come to see"))
            self.yes.setText(t("Add to the directory"))
        else:
            self.sentence.setText(t("Change “{name}”", name=self._about.name))
            self.yes.setText(t("Save"))

    def _run(self) -> None:
        name, department, extension = (editor.text() for editor in self._editors())
        if self._about is None:
            self._desk.run(
                directory.add,
                ((name, department, extension),),
                owner=self,
                done=lambda _changes: self._added(),
                failed=self.banner.show_error,
            )
            return
        self._desk.run(
            directory.edit,
            self._about.id,
            owner=self,
            done=lambda _changes: self.leave(),
            failed=self.banner.show_error,
            name=name,
            department=department,
            extension=extension,
        )

    def _added(self) -> None:
        """Stay for the next employee: a directory is typed one after the other."""
        self._show_values()
        self.banner.clear()
        self.name.setFocus()


class Paper(QPlainTextEdit):
    """Several lines; Tab goes on, as in every form."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        # The style sheet gives every editor a least height, over any that is set here.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a few lines."""
        return QSize(super().sizeHint().width(), PASTE_HEIGHT)


class PasteForm(Question):
    """A table copied from elsewhere, and beside it what was understood of it."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._lines: tuple[Line, ...] = ()
        self._text = ""
        self.banner = Banner()
        self.paper = Paper()
        self.understood = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self._count = Label()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.read)
        self._lay_out()
        self.paper.textChanged.connect(self._wait)
        self._say()

    def start(self) -> None:
        """Show the empty paper."""
        self.banner.clear()
        self.paper.clear()
        self._show(())
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        self.paper.setFocus()

    def lines(self) -> tuple[Line, ...]:
        """Return what was understood."""
        return self._lines

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def _say(self) -> None:
        count = len(self._lines)
        self.sentence.setText(t("Paste many employees at once"))
        self.yes.setText(t("Add {count} to the directory", count=count))
        self.yes.setEnabled(count > 0)
        self._count.setText(t("Understood: {count}", count=count))
        self.understood.set_name(self._count.text())

    def read(self) -> None:
        """Read the text anew, now."""
        self._soon.stop()
        self._text = self.paper.toPlainText()
        self._desk.query(understand, self._text, owner=self, done=self._show, slot="staff.paste")

    def _wait(self) -> None:
        """Read what was typed a moment later; what is only being composed is not there yet."""
        if self.paper.toPlainText() != self._text:
            self._soon.start()

    def _show(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self.understood.show_rows(
            text_row(str(place), name=name, department=department, extension=extension)
            for place, (name, department, extension) in enumerate(lines)
        )
        self._say()

    def _run(self) -> None:
        if self._soon.isActive():
            return  # what was typed last is not understood yet
        self._desk.run(
            directory.add,
            self._lines,
            owner=self,
            done=lambda _changes: self.leave(),
            failed=self.banner.show_error,
        )

    def _lay_out(self) -> None:
        entry = Entry(self.paper)
        self._own.put(N_("Text"), entry.set_label)
        self._own.put(
            N_("One line each: name, department, extension, parted by tabs, commas or spaces."),
            entry.set_hint,
        )
        self.understood.setFixedHeight(PASTE_HEIGHT)
        right = column(gap=theme.TIGHT)
        right.addWidget(self._count)
        right.addWidget(self.understood)
        right.addStretch(1)
        across = row(gap=theme.LARGE)
        across.addWidget(entry, 1)
        across.addLayout(right, 1)
        self.content.addWidget(self.banner)
        self.content.addLayout(across)


def understand(session: Session, text: str) -> tuple[Line, ...]:
    """Read a pasted table; worker."""
    del session
    return directory.parse(text)
