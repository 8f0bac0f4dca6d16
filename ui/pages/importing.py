# SPDX-License-Identifier: Apache-2.0
"""Import applicants: choose a sheet, say what its columns are, repair its rows, take them in.

Nothing is written before “Import”; every change of a choice or a cell looks at the rows anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStackedWidget

from hr_desk.errors import UserError
from hr_desk.exchange.sheets import Sheet
from hr_desk.i18n import N_, t
from hr_desk.operations import import_files, importing, requisitions
from hr_desk.operations.import_files import HandedBack
from hr_desk.operations.import_rows import Fate
from hr_desk.operations.import_undo import Undone
from hr_desk.operations.importing import Imported, Preview, Reading
from ui.pages.earlier_imports import EarlierImports
from ui.pages.import_choices import ImportChoices
from ui.pages.import_keeping import ImportKeeping, Opened, body_of
from ui.pages.import_mapping import MappingPanel, fields_of
from ui.pages.import_running import RunningPanel, UndoQuestion
from ui.pages.import_table import ImportModel, ImportTable
from ui.pages.page import Page
from ui.pages.prepared_imports import PreparedImports
from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.dropping import TakesFiles
from ui.widgets.files import choose_file, choose_target
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState

KINDS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt"


class ImportPage(TakesFiles, Page):
    """One sheet at a time: its choices, its columns, its rows, and what came of it."""

    kinds = frozenset({"requisition", "import_batch"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._opened: Opened | None = None
        self._reading = Reading()
        self._place, self._others = 0, dict[int, Reading]()
        self._fields: tuple[tuple[str, str], ...] = ()
        self._done: Imported | None = None
        self.seen: Preview | None = None
        self.setAcceptDrops(True)
        self.start = EmptyState("inbox")
        self.model = ImportModel()
        self.table = ImportTable(self.model)
        self.mapping, self.running = MappingPanel(self.desk), RunningPanel()
        self.undoing, self.earlier = UndoQuestion(self.desk), EarlierImports(self.desk)
        self.prepared = PreparedImports(self.desk)
        self.choices, self.problems_only = ImportChoices(self.desk.catalogue), QCheckBox()
        self.keeping = ImportKeeping(self.desk, self.banner, self._typed)
        self.counts = Label()
        self.import_button = Button(kind="primary", icon="inbox")
        self.errors_button, self.undo_button = Button(icon="download"), Button(icon="undo-2")
        self._view = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_state()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Choosing a file and the template always; importing what is looked at."""
        found: dict[str, Callable[[], object]] = {
            "import.choose": self.choose,
            "import.template": self.ask_template,
        }
        if self.import_button.isEnabled() and self.seen is not None:
            found["import.run"] = self.run
        return found

    def receive(self, argument: Any) -> None:
        """Ask for a file at once when another page says ``choose``."""
        if argument == "choose":
            self.choose()

    def refresh(self) -> None:
        """Read what there is to choose from."""
        ask = partial(self.desk.query, owner=self)
        ask(requisitions.list_requisitions, done=self.choices.show_requisitions,
            slot="import.posts")  # fmt: skip
        ask(fields_of, done=self._keep_fields, slot="import.fields")
        self.earlier.look()
        self.prepared.look()

    def keep_drafts(self) -> None:
        """Keep what was chosen and repaired, sealed for this user."""
        self.keeping.drafting.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: keep what was chosen and repaired."""
        super().hideEvent(event)
        self.keep_drafts()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Import applicants"),
            t("From Excel, WPS or CSV. Nothing is stored before you import."),
        )
        self.start.say(
            t("Choose a sheet of applicants, or drop it here"),
            t(
                "Each row is checked first. Columns that must not be collected are not stored, "
                "and the whole import can be undone."
            ),
            t("Choose a file…"),
        )
        self.table.setAccessibleName(t("Rows of the sheet"))
        self.mapping.retranslate()
        self.choices.retranslate(self._reading.notice)
        self._show_counts()

    def choose(self) -> None:
        """Ask for a file."""
        kinds = t("Sheets ({kinds})", kinds=KINDS)
        choose_file(self, t("Choose a sheet of applicants"), kinds, self.open_file)

    def ask_template(self) -> None:
        """Ask where the empty template is to be written."""
        name = t("Applicants template.xlsx")
        choose_target(self, t("Save the template"), name, self.save_template)

    def save_template(self, target: Path) -> None:
        """Write the empty template."""
        self.desk.query(
            import_files.save_template,
            target,
            owner=self,
            done=lambda _none: self._say(
                lambda: t("The template is in “{file}”.", file=target.name)
            ),
            failed=self.banner.show_error,
        )

    def open_file(self, path: Path) -> None:
        """Read a file and look at its likeliest sheet, or go on with what was prepared of it."""
        self.keeping.open(path)

    def wants_files(self) -> bool:
        """Nothing else is opened while rows are being taken in."""
        return not self.running.isVisible()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open the first file that was dropped."""
        self.open_file(paths[0])

    def run(self) -> None:
        """Take in the rows that are good, or with ``all_or_none`` the whole sheet."""
        if self.seen is None:
            return
        meter = self.running.begin()
        self._show_state()
        self.desk.run(
            importing.take_in,
            self.seen,
            good_rows_only=not self.choices.all_or_none.isChecked(),
            progress=meter,
            owner=self,
            done=self._imported,
            failed=self._refused,
        )

    def undo(self) -> None:
        """Ask whether the import just made is to be taken back."""
        if self._done is not None:
            self.undoing.start(self._done.batch_id, self._done.new + self._done.updated)

    def ask_errors(self) -> None:
        """Ask where the rows to correct are to be written."""
        name = t("Rows to correct.xlsx")
        choose_target(self, t("Save the rows to correct"), name, self.save_errors)

    def save_errors(self, target: Path) -> None:
        """Write the rows that have problems, with the reasons."""
        if self.seen is not None:
            self.desk.run(
                import_files.save_errors, self.seen, target, owner=self,
                done=self._saved_errors, failed=self.banner.show_error,
            )  # fmt: skip

    def show_sheets(self, found: Opened) -> None:
        """Show the sheets of a file and look at the one that is meant."""
        self._show_file(found, replace(self._reading, chosen={}, repairs={}), {})

    def _show_file(self, found: Opened, reading: Reading, others: Mapping[int, Reading]) -> None:
        self._opened, self._reading, self._others = found, reading, dict(others)
        self._done, self.seen = None, None
        self.choices.show_sheets(found.sheets, found.meant)
        self._place = self.choices.sheet.currentIndex()
        self._look()

    def _sheet(self) -> Sheet | None:
        sheets = () if self._opened is None else self._opened.sheets
        place = self.choices.sheet.currentIndex()
        return sheets[place] if 0 <= place < len(sheets) else None

    def _typed(self) -> Mapping[str, str]:
        sheet = self._sheet()
        if self._opened is None or sheet is None or self._done is not None:
            return {}
        return body_of(self._opened, sheet, self._reading, others=self._others)

    def _show_opened(
        self, opened: Opened, reading: Reading | None, others: Mapping[int, Reading]
    ) -> None:
        """Show a file, and put what was prepared of it earlier back."""
        self.prepared.leave_out(self.keeping.drafting.key())
        if reading is None:
            self.show_sheets(opened)
        else:
            self.choices.choose(reading)
            self._show_file(opened, reading, others)

    def _other_sheet(self) -> None:
        """Look at another sheet; what was done in this one is there again when one comes back."""
        self._others[self._place] = self._reading
        self._place = self.choices.sheet.currentIndex()
        here = self._others.get(self._place, Reading())
        self._reading = replace(self._reading, chosen=here.chosen, repairs=here.repairs)
        self._look()

    def _look(self) -> None:
        """Look at the rows as the choices say now."""
        sheet = self._sheet()
        if sheet is None:
            return
        self._reading = self.choices.chosen_in(self._reading)
        self.import_button.setEnabled(False)
        self.desk.query(
            importing.preview, sheet, self._reading, earlier=self.seen, owner=self,
            done=self._show, failed=self._unreadable, slot="import.preview",
        )  # fmt: skip

    def _show(self, seen: Preview) -> None:
        self.seen = seen
        current = self.table.currentIndex()
        at = (current.row(), current.column())
        self.mapping.show_columns(seen.columns, self._fields)
        self.model.show_preview(seen)
        self.table.setCurrentIndex(self.model.index(*at))
        self._show_state()

    def _unreadable(self, error: UserError) -> None:
        self.seen = None
        self.model.show_preview(None)
        self.mapping.show_columns((), self._fields)
        self.banner.show_error(error)
        self._show_state()

    def _chosen(self, place: int, key: str | None) -> None:
        self._reading = replace(self._reading, chosen={**self._reading.chosen, place: key})
        self._look()

    def _repaired(self, line: int, place: int, text: str) -> None:
        repairs = {**self._reading.repairs, (line, place): text}
        self._reading = replace(self._reading, repairs=repairs)
        self._look()

    def _imported(self, done: Imported) -> None:
        self.running.end()
        self._done = done
        self.banner.show_text(
            "good",
            lambda: t(
                "Imported: {new} new, {updated} renewed. Skipped: {skipped}, not imported: "
                "{refused}.",
                new=done.new,
                updated=done.updated,
                skipped=done.skipped,
                refused=done.refused,
            ),
            ((N_("Show the candidates"), partial(self.go.emit, "candidates", None)),),
        )
        self._show_state()

    def _refused(self, error: UserError) -> None:
        self.running.end()
        self.banner.show_error(error)
        self._show_state()

    def _undone(self, undone: Undone) -> None:
        self._done = None
        self._say(
            lambda: t(
                "The import is undone: {removed} people removed, {back} put back.",
                removed=undone.removed,
                back=undone.put_back,
            )
        )
        self._look()
        self._show_state()

    def _saved_errors(self, handed: HandedBack) -> None:
        self._say(
            lambda: t("Rows to correct: {count}. The file holds people's data; delete it when "
                      "it is corrected.", count=handed.rows)
        )  # fmt: skip

    def _say(self, sentence: Callable[[], str]) -> None:
        self.banner.show_text("good", sentence)

    def _keep_fields(self, fields: tuple[tuple[str, str], ...]) -> None:
        self._fields = fields
        if self.seen is not None:
            self.mapping.show_columns(self.seen.columns, fields)

    def _show_state(self) -> None:
        """Show what there is to do now."""
        seen, done, busy = self.seen, self._done, self.running.isVisible()
        self._view.setCurrentWidget(self.start if seen is None else self.table)
        self.earlier.want(seen is None)
        self.prepared.want(not busy)
        self.choices.setVisible(self._opened is not None and done is None)
        self.mapping.setVisible(seen is not None and done is None)
        good = seen is not None and any(
            seen.counts.get(fate, 0) for fate in (Fate.NEW, Fate.UPDATE)
        )
        self.import_button.setEnabled(good and not busy)
        self.import_button.setVisible(seen is not None and done is None)
        self.undo_button.setVisible(done is not None)
        self.errors_button.setVisible(bool(seen and seen.counts.get(Fate.PROBLEM, 0)))
        self.problems_only.setVisible(seen is not None)
        for part in (self.choices, self.mapping, self.table):
            part.setEnabled(not busy)
        self._show_counts()
        self.keeping.note()
        self.situation_changed.emit()

    def _show_counts(self) -> None:
        self.counts.setVisible(self.seen is not None)
        if self.seen is not None:
            counts = {fate.value: self.seen.counts.get(fate, 0) for fate in Fate}
            said = t(
                "{new} new, {update} to renew, {skipped} skipped, {problem} with problems", **counts
            )
            self.counts.setText(said)
            self.import_button.setText(
                t("Import {count} rows", count=counts["new"] + counts["update"])
            )

    def _lay_out(self) -> None:
        open_button, template = Button(icon="folder-open"), Button(icon="download")
        self.words.put(N_("Choose a file…"), open_button.setText)
        self.words.put(N_("Empty template…"), template.setText)
        open_button.clicked.connect(self.choose)
        template.clicked.connect(self.ask_template)
        self.header.add(template)
        self.header.add(open_button)
        # Out of sight, the empty state asks for no room beside choices and columns.
        self.start.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        for widget in (self.start, self.table):
            self._view.addWidget(widget)
        below = row()
        below.addWidget(self.counts, 1)
        for part in (self.problems_only, self.errors_button, self.undo_button, self.import_button):
            below.addWidget(part)
        beside = (self.undoing, self.prepared, self.earlier)
        for panel in (self.choices, self.mapping, self.running, *beside):
            self.body.addWidget(panel)
        self.body.addWidget(self._view, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.words.put(N_("Problems only"), self.problems_only.setText)
        self.words.put(N_("Save the rows to correct…"), self.errors_button.setText)
        self.words.put(N_("Undo this import"), self.undo_button.setText)
        self.start.chosen.connect(self.choose)
        self.import_button.clicked.connect(self.run)
        self.errors_button.clicked.connect(self.ask_errors)
        self.undo_button.clicked.connect(self.undo)
        self.undoing.undone.connect(self._undone)
        self.earlier.undo_wanted.connect(self.undoing.start)
        self.problems_only.toggled.connect(self.model.show_problems_only)
        self.choices.sheet_chosen.connect(self._other_sheet)
        self.choices.changed.connect(self._look)
        self.keeping.opened.connect(self._show_opened)
        self.prepared.wanted.connect(self.keeping.open)
        self.mapping.chosen.connect(self._chosen)
        self.model.repaired.connect(self._repaired)
