# SPDX-License-Identifier: Apache-2.0
"""A template of a hand-off, edited beside its file for made-up people.

Whatever is changed is tried a moment later, on the worker, while the person goes on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QTabWidget

from hr_desk.catalogue.hand_off_drafts import (
    ColumnDraft,
    TemplateDraft,
    free_key,
    written,
)
from hr_desk.catalogue.hand_off_templates import FILLED
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import template_making, template_previews
from hr_desk.operations.template_making import Begun, ReceiversBook
from hr_desk.operations.template_previews import Preview
from ui import theme
from ui.pages.page import SlicedPage
from ui.pages.template_column import ColumnPanel
from ui.pages.template_columns_tab import ColumnsTab
from ui.pages.template_keeping import TemplateKeeping
from ui.pages.template_opening import Opened, Wanted, opened
from ui.pages.template_preview import PreviewPanel
from ui.pages.template_saving import SavingQuestion
from ui.pages.template_settings import SettingsPanel
from ui.pages.template_text import TextPanel
from ui.pages.template_words import KINDS
from ui.widgets.buttons import Button
from ui.widgets.files import choose_file
from ui.widgets.layouts import reveal, scrolled

MOMENT_MS: Final = 120
"""How long nothing is typed before the template is tried, in milliseconds."""

WORKBOOKS: Final = "*.xlsx *.xlsm"
TABS: Final = (N_("Columns of the file"), N_("File and receiver"), N_("As a text"))


class TemplatePage(SlicedPage):
    """The editor: columns, file and receiver, text, and below them the preview."""

    def make(self) -> Iterator[None]:
        """Make the tabs one after the other."""
        catalogue = self.desk.catalogue
        self.before: Begun | None = None
        self.draft = TemplateDraft(key="")
        self.book: ReceiversBook | None = None
        self.seen: Preview | None = None
        self.tabs = QTabWidget()
        self.saving = SavingQuestion(self.desk, refused=self._refused)
        self._back, self._copy = Button(icon="arrow-left"), Button()
        self._save = Button(kind="primary", icon="check")
        yield
        panel = ColumnPanel(catalogue)
        yield
        self.columns = ColumnsTab(catalogue, panel)
        yield
        self.settings = SettingsPanel(catalogue)
        yield
        self.text, self.preview = TextPanel(), PreviewPanel()
        yield
        self.keeping = TemplateKeeping(
            self.desk, self, banner=self.banner, typed=self._typed, restore=self._restore
        )
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(MOMENT_MS)
        self._lay_out()
        for tab in (self.columns, scrolled(self.settings), self.text):
            yield
            self.tabs.addTab(tab, "")
        yield
        self._connect()
        self._show_state()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Go back, save what was changed, and copy what is kept."""
        found: dict[str, Callable[[], object]] = {"template.back": self.leave}
        if self._save.isEnabled() and not self._save.isHidden():
            found["template.save"] = self.save
        if self.before is not None and self.before.known is not None:
            found["template.copy"] = self.copy
        return found

    def receive(self, argument: Any) -> None:
        """Show a template; what is changed of the one shown is kept."""
        if argument is None and self.before is not None:
            return
        self.keeping.leave()
        self._open(argument if isinstance(argument, Wanted) else Wanted())

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.tabs.setAccessibleName(t("Template of a hand-off"))
        for place, words in enumerate(TABS):
            self.tabs.setTabText(place, t(words))
        for part in (self.columns, self.settings, self.text, self.preview):
            part.retranslate()
        self._show_head()

    def keep_drafts(self) -> None:
        """Keep what was typed now."""
        self.keeping.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: keep what was typed."""
        super().hideEvent(event)
        self.keep_drafts()

    def leave(self) -> None:
        """Go back to the list."""
        self.go.emit("templates", None)

    def copy(self) -> None:
        """Begin a twin of the template that is shown."""
        if self.before is not None and self.before.known is not None:
            self.receive(Wanted(self.before.known.template.key, copy=True))

    def changed(self) -> bool:
        """Whether something would be lost without saving."""
        if self.before is None or self.before.shipped:
            return False
        return self.draft != self.before.draft or self.book != self.before.book

    def choose_workbook(self) -> None:
        """Ask for the receiver's empty workbook."""
        kinds = t("Workbooks ({kinds})", kinds=WORKBOOKS)
        choose_file(self, t("Choose the receiver's empty workbook"), kinds, self.open_workbook)

    def open_workbook(self, path: Path) -> None:
        """Read a receiver's workbook and take it into the template."""
        self.banner.clear()
        self.desk.query(
            template_making.read_workbook, path, owner=self, done=self.take_book,
            failed=self.banner.show_error, slot="template.workbook",
        )  # fmt: skip

    def save(self) -> None:
        """Save the template; what a change makes void is said before."""
        if self.before is None:
            return
        self.banner.clear()
        self._save.setEnabled(False)
        self.saving.start(self.before, written(self.draft), self._workbook())

    def _saved(self, key: str) -> None:
        self.keeping.end()
        self._open(Wanted(key))
        self.banner.show_text("good", lambda: t("Saved. It can be used for a hand-off now."))

    def _refused(self, error: UserError) -> None:
        self.banner.show_error(error)
        self._show_state()

    def _workbook(self) -> bytes:
        filled = self.draft.kind == FILLED and self.book is not None
        return self.book.content if filled and self.book is not None else b""

    def _open(self, wanted: Wanted) -> None:
        self.banner.clear()
        self.saving.leave()
        self.desk.query(
            opened, wanted, owner=self, done=self._show, failed=self._lose, slot="template.open"
        )

    def _show(self, found: Opened) -> None:
        before = self.before = found.before
        self.draft, self.book, self.seen = found.draft, before.book, None
        self.text.name = found.draft.key
        self.text.replace_text(written(found.draft))
        self.columns.set_read_only(before.shipped)
        self.settings.setEnabled(not before.shipped)
        self.text.set_read_only(before.shipped)
        self.tabs.setCurrentIndex(0 if found.draft.columns else 1)
        self.keeping.begin(found.draft.key, looks=not before.shipped)
        self._show_draft(place=0)
        if before.problem is not None:
            self.tabs.setCurrentIndex(2)
            self.text.hold(before.source, before.problem)
        (self.columns.table if found.draft.columns else self.settings.zh).setFocus()

    def _lose(self, error: UserError) -> None:
        self.banner.show_error(error)
        self._show_state()

    def _show_draft(self, place: int | None = None) -> None:
        """Show the draft everywhere, and try it."""
        self.columns.show_draft(self.draft, self.book, place)
        self.settings.show_draft(self.draft, self.book)
        self.text.show_text(written(self.draft))
        self._show_head()
        self._show_state()
        self._try()

    def put(self, draft: TemplateDraft, place: int | None = None) -> None:
        """Go on with a changed draft; ``place`` is the column to look at."""
        self.draft = draft
        self.keeping.drafting.note()
        self._show_draft(place)

    def _put_columns(self, columns: tuple[ColumnDraft, ...], place: int) -> None:
        self.put(replace(self.draft, columns=columns), place)

    def _put_column(self, place: int, column: ColumnDraft) -> None:
        """Go on with one column that was edited, and leave its editors alone."""
        columns = list(self.draft.columns)
        columns[place] = column
        self.draft = replace(self.draft, columns=tuple(columns))
        self.keeping.drafting.note()
        self.text.show_text(written(self.draft))
        self._show_state()
        self._try()

    def _put_settings(self, draft: TemplateDraft) -> None:
        """Go on with other settings; another sheet begins where its headings end."""
        sheet = self._sheet(draft.sheet)
        if sheet is not None and draft.sheet != self.draft.sheet:
            draft = replace(draft, first_row=sheet.first_row)
            self.put(replace(draft, columns=self.draft.columns))
            if not self.draft.columns:
                self.add_from_headings()
        else:
            self.put(replace(draft, columns=self.draft.columns))

    def _sheet(self, name: str) -> Any:
        sheets = () if self.book is None else self.book.sheets
        return next((one for one in sheets if one.name == name), None)

    def take_book(self, book: ReceiversBook) -> None:
        """Take a receiver's workbook into the template, with a column for each heading."""
        self.book = book
        self.keeping.keep_book(book)
        there = self._sheet(self.draft.sheet) or max(
            book.sheets, key=lambda one: len(one.columns), default=None
        )
        # A text for upload is plain; a workbook is locked unless somebody says otherwise.
        plain = self.draft.plain and self.draft.kind == FILLED
        draft = replace(self.draft, workbook=book.name, kind=FILLED, plain=plain)
        if there is not None:
            draft = replace(draft, sheet=there.name, first_row=there.first_row)
        self.put(draft)
        if not draft.columns:
            self.add_from_headings()

    def add_from_headings(self) -> None:
        """Add a column for each heading of the receiver's sheet that nothing fills yet."""
        sheet = self._sheet(self.draft.sheet)
        if sheet is None:
            self.tabs.setCurrentIndex(1)
            return
        there = len(self.draft.columns)
        self.desk.query(
            template_making.columns_of, sheet, self.draft.columns, owner=self,
            done=lambda found: self._put_columns((*self.draft.columns, *found), there),
            failed=self.banner.show_error, slot="template.headings",
        )  # fmt: skip

    def add_column(self) -> None:
        """Add a column below the one that is looked at; what stands there is chosen next."""
        place = self.columns.place() + 1
        taken = [one.key for one in self.draft.columns]
        new = ColumnDraft(key=free_key("column", taken))
        columns = (*self.draft.columns[:place], new, *self.draft.columns[place:])
        self._put_columns(columns, place)
        self.columns.panel.what.setFocus()

    def _try(self) -> None:
        self._moment.start()

    def try_now(self) -> None:
        """Try the draft without waiting until nothing more is typed."""
        self._moment.stop()
        self.desk.query(
            template_previews.preview, self.draft, self._workbook(), owner=self,
            done=self._show_preview, failed=self.banner.show_error, slot="template.preview",
        )  # fmt: skip

    def _show_preview(self, seen: Preview) -> None:
        self.seen = seen
        # Nobody is told off for a template they have not begun.
        blank = self.before is not None and self.draft == self.before.draft
        begins = blank and not self.draft.columns
        self.preview.show_preview(seen, begins=begins)
        self.columns.show_faults(seen.faults, seen.notes)
        self.settings.show_faults(() if begins else seen.faults.head)
        self._show_state()

    def _typed(self) -> TemplateDraft | None:
        return self.draft if self.changed() else None

    def _restore(self, draft: TemplateDraft, book: ReceiversBook | None) -> None:
        self.book = book if book is not None else self.book
        self.tabs.setCurrentIndex(0 if draft.columns else 1)
        self.draft = draft
        self.text.replace_text(written(draft))
        self._show_draft(place=0)

    def _take_text(self, text: str) -> None:
        self.desk.query(
            template_making.take_text, text, owner=self, done=self._text_taken,
            failed=self.text.refuse, slot="template.text",
        )  # fmt: skip

    def _text_taken(self, draft: TemplateDraft) -> None:
        self.draft = replace(draft, key=self.draft.key)
        self.text.replace_text(written(self.draft))
        self.keeping.drafting.note()
        self._show_draft(place=0)

    def _take_file(self, path: Path) -> None:
        self.desk.query(
            template_making.read_text, path, owner=self, done=self._take_text,
            failed=self.text.refuse, slot="template.file",
        )  # fmt: skip

    def _keep_file(self, target: Path) -> None:
        self.desk.query(
            template_making.save_text,
            written(self.draft),
            target,
            owner=self,
            done=lambda _none: self.banner.show_text(
                "good", lambda: t("The text is in “{file}”.", file=target.name)
            ),
            failed=self.banner.show_error,
        )

    def _show_state(self) -> None:
        """Show what there is to do now."""
        shipped = self.before is not None and self.before.shipped
        reveal(self._save, not shipped and self.before is not None)
        reveal(self._copy, self.before is not None and self.before.known is not None)
        self._copy.set_kind("primary" if shipped else "")
        sound = self.seen is not None and not self.seen.faults
        new = self.before is not None and self.before.known is None
        self._save.setEnabled(sound and (new or self.changed()))
        self.situation_changed.emit()

    def _show_head(self) -> None:
        draft, before = self.draft, self.before
        title = (draft.zh or draft.en) if before is not None else ""
        said = t(KINDS[draft.kind])
        if before is not None and before.shipped:
            said = t(
                "A template of the program: it stays as it is. Copy it to make the file of your "
                "own city or bank."
            )
        elif before is not None and before.standing:
            said = t(
                "Standing hand-offs that use it: {count}. Once it is changed, each has to be "
                "approved anew.",
                count=len(before.standing),
            )
        self.header.set_texts(title or t("New template"), said)

    def _lay_out(self) -> None:
        for label, button, act in (
            (N_("Back"), self._back, self.leave),
            (N_("Copy and change"), self._copy, self.copy),
            (N_("Save"), self._save, self.save),
        ):
            self.words.put(label, button.setText)
            button.clicked.connect(act)
            self.header.add(button)
        self.body.addWidget(self.saving)
        self.body.addWidget(self.tabs, 3)
        self.body.addWidget(self.preview, 2)
        self.body.setSpacing(theme.SMALL)

    def _connect(self) -> None:
        self._moment.timeout.connect(self.try_now)
        self.columns.changed.connect(self._put_columns)
        self.columns.edited.connect(self._put_column)
        self.columns.add_wanted.connect(self.add_column)
        self.columns.headings_wanted.connect(self.add_from_headings)
        self.settings.edited.connect(self._put_settings)
        self.settings.workbook_wanted.connect(self.choose_workbook)
        self.text.text_given.connect(self._take_text)
        self.text.file_given.connect(self._take_file)
        self.text.target_given.connect(self._keep_file)
        self.saving.opened.connect(self._make_room)
        self.saving.saved.connect(self._saved)

    def _make_room(self, asked: bool) -> None:
        reveal(self.preview, not asked)
        if not asked:
            self._show_state()
