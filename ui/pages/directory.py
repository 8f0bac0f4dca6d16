# SPDX-License-Identifier: Apache-2.0
"""The staff directory: whom visitors may come to see, and how to call them."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import directory
from hr_desk.operations.directory import StaffLine
from ui.pages.page import Page
from ui.pages.staff_forms import COLUMNS, PasteForm, StaffForm
from ui.pages.visit_list import Search
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState, Question

SHOWN = 5
"""How many names a question lists."""


class DirectoryPage(Page):
    """The list with its forms: add, change, paste, remove."""

    kinds = frozenset({"staff"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._lines: dict[str, StaffLine] = {}
        self.search = Search()
        self.search.setClearButtonEnabled(True)
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty, self.no_match = EmptyState("users"), EmptyState("search")
        self.form, self.paste = StaffForm(self.desk), PasteForm(self.desk)
        self.removing = Question(danger=True)
        self._add, self._paste = Button(kind="primary", icon="user-plus"), Button(icon="file-text")
        self._edit, self._remove = Button(icon="user"), Button(kind="danger", icon="trash-2")
        self._view = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Adding and pasting always; changing one, removing what is marked."""
        found: dict[str, Callable[[], object]] = {
            "directory.add": self.add,
            "directory.paste": self.paste_many,
        }
        marked = self.table.marked()
        if len(marked) == 1:
            found["directory.edit"] = self.edit_marked
        if marked:
            found["directory.remove"] = self.ask_remove
        return found

    def receive(self, argument: Any) -> None:
        """Take what another page asks for: ``paste`` a table, or ``{"find": …}`` somebody."""
        if argument == "paste":
            self.paste_many()
        if isinstance(argument, Mapping) and "find" in argument:
            self.search.setText(str(argument["find"]))

    def refresh(self) -> None:
        """Read the directory again."""
        self.desk.query(
            directory.list_staff,
            self.search.text().strip(),
            owner=self,
            done=self._show,
            slot="directory.list",
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Staff directory"),
            t("Whom visitors may come to see. The kiosk never shows this list to anybody."),
        )
        self.table.set_name(t("Staff directory"))
        self.empty.say(
            t("The directory is empty"),
            t("Copy the list of extensions from wherever you keep it, and paste it here."),
            t("Paste a list"),
        )
        self.no_match.say(
            t("No employee matches"),
            t("Try fewer letters: name, pinyin, department or extension."),
            t("Clear the search"),
        )
        self._say_remove()

    def add(self) -> None:
        """Ask for one new employee."""
        self.paste.leave()
        self.form.start(None)

    def paste_many(self) -> None:
        """Ask for a pasted table."""
        self.form.leave()
        self.paste.start()

    def edit_marked(self) -> None:
        """Show the marked employee to be changed."""
        marked = self.table.marked()
        if len(marked) == 1:
            self.edit(marked[0])

    def edit(self, staff_id: str) -> None:
        """Show an employee to be changed."""
        if self.desk.may("staff.edit"):
            self.paste.leave()
            self.form.start(self._lines[staff_id])

    def ask_remove(self) -> None:
        """Ask before the marked employees are taken out."""
        self._say_remove()
        self.removing.ask(self.removing.sentence.text(), self.removing.yes.text(), self._run_remove)

    def _say_remove(self) -> None:
        marked = self.table.marked()
        names = t(", ").join(self._lines[id_].name for id_ in marked[:SHOWN] if id_ in self._lines)
        if len(marked) > SHOWN:
            names = t("{names} and {count} more", names=names, count=len(marked) - SHOWN)
        self.removing.sentence.setText(
            t("Take {names} out of the directory? Visits keep the name of their host.", names=names)
        )
        self.removing.yes.setText(t("Remove"))

    def _run_remove(self) -> None:
        self.desk.run(
            directory.remove,
            self.table.marked(),
            owner=self,
            done=lambda _changes: self.removing.leave(),
            failed=self.banner.show_error,
        )

    def _show(self, lines: tuple[StaffLine, ...]) -> None:
        self._lines = {one.id: one for one in lines}
        self.table.show_rows(
            text_row(one.id, name=one.name, department=one.department, extension=one.extension)
            for one in lines
        )
        empty = self.no_match if self.search.text().strip() else self.empty
        self._view.setCurrentWidget(self.table if lines else empty)

    def _show_buttons(self, *_marked: object) -> None:
        count = len(self.table.marked())
        self._edit.setVisible(count == 1 and self.desk.may("staff.edit"))
        self._remove.setVisible(count > 0 and self.desk.may("staff.remove"))
        if not count:
            self.removing.leave()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        for button in (self._paste, self._add):
            self.header.add(button, shown=self.desk.may("staff.add"))
        for widget in (self.table, self.empty, self.no_match):
            self._view.addWidget(widget)
        upper = row()
        upper.addWidget(self.search, 1)
        for button in (self._edit, self._remove):
            upper.addWidget(button)
        for form in (self.form, self.paste, self.removing):
            self.body.addWidget(form)
        self.body.addLayout(upper)
        self.body.addWidget(self._view, 1)
        self._show_buttons()

    def _connect(self) -> None:
        self.words.put(N_("Add an employee"), self._add.setText)
        self.words.put(N_("Paste a list"), self._paste.setText)
        self.words.put(N_("Change"), self._edit.setText)
        self.words.put(N_("Remove"), self._remove.setText)
        self.words.put(N_("Name, pinyin, department or extension"),
                       self.search.setPlaceholderText)  # fmt: skip
        self.words.put(N_("Find employees"), self.search.setAccessibleName)
        self._add.clicked.connect(self.add)
        self._paste.clicked.connect(self.paste_many)
        self._edit.clicked.connect(self.edit_marked)
        self._remove.clicked.connect(self.ask_remove)
        self.empty.chosen.connect(self.paste_many)
        self.no_match.chosen.connect(self.search.clear)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.search.onward.connect(self.table.setFocus)
        self.table.opened.connect(self.edit)
        self.table.marked_changed.connect(self._show_buttons)
