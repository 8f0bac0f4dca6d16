# SPDX-License-Identifier: Apache-2.0
"""A whole record as a form: sections of fields, in two columns where there is room.

The form is made of catalogue fields, for a new record, or of what a user may see of one that
exists. It reads and writes nothing: the page asks for ``values()`` and hands in what was unmasked.

Its rows are made in slices, and kept for the next record with the same fields. Whoever asks the
form for anything before it is whole gets the whole of it at once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Scenario
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain.free_text import find
from hr_desk.errors import UserError
from ui import theme
from ui.forms.documents import DocumentEditor, Maker
from ui.forms.field_row import FieldRow, FieldView
from ui.forms.id_scans import ScanEditor, SheetMaker
from ui.forms.order import numbered
from ui.forms.papers import PapersEditor
from ui.forms.picture_places import PicturePlaces
from ui.forms.section import Section
from ui.forms.tabbing import following, stops_of
from ui.slices import Slices, Steps
from ui.widgets.layouts import cleared, column, scrolled

TWO_COLUMNS = 720
"""Width of the form from which fields stand in two columns, in device-independent pixels."""


_MOST_PASSED = 60
"""How many parts of fields that were made late Tab passes by on its way out of a form."""


class RecordForm(QWidget):
    """The fields of one record; see the module for what it does not do."""

    edited = Signal(str)
    """A person changed the field with this key."""
    field_focused = Signal(str)
    """The keyboard is in the field with this key: the purpose card follows."""
    explain_requested = Signal(str)
    """F1, or the question mark of the field with this key."""
    portrait_wanted = Signal(str)
    """The key of a field that has a sealed picture: hand it to ``show_portrait``."""
    files_wanted = Signal(str)
    """The key of a field whose sealed files somebody wants to see."""
    files_brought = Signal(str, list)
    """The key of a field of files, and the paths that were dropped there."""
    unmask_requested = Signal(tuple)
    """The keys whose values someone wants to see in full."""
    finished = Signal()
    """Enter in the last field."""

    def __init__(
        self,
        catalogue: Catalogue,
        scenario: Scenario,
        *,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._scenario = scenario
        self._today = today
        self._scan = partial(find, forbidden=catalogue.forbidden)
        self._rows: dict[str, FieldRow] = {}
        self._maker: Maker | None = None
        self._sheet_maker: SheetMaker | None = None
        self._sections: list[Section] = []
        self._slices = Slices(self)
        content = QWidget()
        self._body = column(content, gap=theme.MEDIUM)
        self._area = scrolled(content)
        self._pictures = PicturePlaces(self, self._area)
        column(self).addWidget(self._area)

    def show_record(
        self,
        views: Iterable[FieldView],
        *,
        new: bool = False,
        numbers: Mapping[str, int] | None = None,
    ) -> None:
        """Show what a user may see of a record, at once; see ``begin``."""
        self.begin(views, new=new, numbers=numbers)
        self.finish()

    def begin(
        self,
        views: Iterable[FieldView],
        *,
        new: bool = False,
        read_only: bool = False,
        numbers: Mapping[str, int] | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Show what a user may see of a record; whatever was typed before is dropped.

        A new one has the numbers of the printed form, which is typed back in its order, and no
        way to files yet; another one has those in ``numbers`` (by key). ``then`` is called when
        all of it is there.
        """
        shown = tuple(views)
        printed = numbered(shown) if new else numbers or {}
        self._slices.drop()
        self._slices.add(self._fill(shown, printed, read_only, new), then)

    def finish(self) -> None:
        """Make what is left of the form now, and do what was to be done then."""
        self._slices.finish()

    def _fill(
        self, views: Sequence[FieldView], numbers: Mapping[str, int], read_only: bool, new: bool
    ) -> Steps:
        if not self._has_rows_for(views):
            yield from self._rebuild(views)
        for view in views:
            one = self._rows[view.field.key]
            one.begin(view, number=numbers.get(one.key), read_only=read_only)
            yield
        self._offer_files(not new)
        self._area.verticalScrollBar().setValue(0)
        for key, one in self._rows.items():
            if one.portrait_id():
                self.portrait_wanted.emit(key)

    def _has_rows_for(self, views: Sequence[FieldView]) -> bool:
        here = [one.field for one in self._rows.values()]
        return len(here) == len(views) and all(
            view.field is field for view, field in zip(views, here, strict=True)
        )

    def _rebuild(self, views: Sequence[FieldView]) -> Steps:
        """Make the rows anew: a section is shown as soon as it is whole."""
        self._rows, self._sections = {}, []
        yield from cleared(self._body)
        for key, heading in self._catalogue.sections.items():
            own: list[FieldRow] = []
            for view in views:
                if view.field.section == key:
                    own.append(self._row(view))
                    yield
            if own:
                self._add_section(Section(heading, own))
                self._rows |= {one.key: one for one in own}
                yield
        self._body.addStretch(1)
        self._rows = {view.field.key: self._rows[view.field.key] for view in views}
        yield

    def _add_section(self, section: Section) -> None:
        section.arrange(self._columns())
        self._sections.append(section)
        self._body.addWidget(section)
        # Qt would show it one turn of the event loop later, and no field could have focus.
        section.show()

    def _whole(self) -> dict[str, FieldRow]:
        """Return the rows, all of them: what is left to be made is made now."""
        self.finish()
        return self._rows

    def show_unmasked(self, views: Mapping[str, FieldView]) -> None:
        """Show the full values of the fields that were asked for."""
        for key, view in views.items():
            self._whole()[key].show_full(view)

    def mask_again(self) -> None:
        """Forget the full values that were asked for; what was typed over them stays."""
        for one in self._rows.values():
            one.mask_again()

    def show_portrait(self, key: str, content: bytes) -> None:
        """Show the picture (JPEG) of a field, unless another one was chosen meanwhile."""
        if key in self._rows and self._rows[key].portrait_id():
            self._rows[key].show_portrait(content)

    def make_portraits_with(self, maker: Maker, sheets: SheetMaker | None = None) -> None:
        """Have portraits of records shown from now on made by ``maker``, ID scans by ``sheets``."""
        self._maker, self._sheet_maker = maker, sheets

    def row(self, key: str) -> FieldRow:
        """Return the row of a field; raises KeyError for one that is not in the form."""
        return self._whole()[key]

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the fields shown, in the order of the catalogue."""
        return tuple(self._whole())

    def changed(self) -> bool:
        """Whether anything differs from what was shown first."""
        return any(one.changed() for one in self._whole().values())

    def values(self) -> dict[str, Any] | None:
        """Return the changed values, None for one taken out; None at all if any is wrong.

        New portraits are not among them: see ``documents``.
        What is wrong is said beside its field, and the first such field gets the keyboard.
        """
        self.show_problems({})
        wrong = [one for one in self._whole().values() if not one.check()]
        if wrong:
            self._go_to(wrong[0].editor.controls()[0])
            return None
        changed = (one for one in self._whole().values() if one.changed() and one.content() is None)
        return {one.key: one.read() for one in changed}

    def documents(self) -> dict[str, bytes]:
        """Return new portraits (JPEG) by key, each meant for ``operations.documents.add``."""
        found = {key: one.content() for key, one in self._whole().items()}
        return {key: content for key, content in found.items() if content is not None}

    def given(self) -> frozenset[str]:
        """Return the keys of the fields that hold a value now; for ``catalogue.missing``."""
        return frozenset(key for key, one in self._whole().items() if self._holds(one))

    def show_problems(self, sayings: Mapping[str, Callable[[], str]]) -> None:
        """Say beside fields what was refused, in whatever language is in use, and nowhere else.

        A sentence stays until its field is edited; the first such field gets the keyboard.
        """
        for key, one in self._whole().items():
            one.refuse(sayings.get(key))
        first = next((key for key in self._rows if key in sayings), None)
        if first is not None:
            self._go_to(self._rows[first].editor.controls()[0])
            # What is said stands below the editor, which may be tall.
            self._area.ensureWidgetVisible(self._rows[first])

    def show_refusal(self, error: UserError) -> bool:
        """Say beside the field it names what an operation refused; False where it names none."""
        named = str(error.values.get("field", ""))
        found = [key for key, one in self._rows.items() if named and str(one.field.label) == named]
        if found:
            self.show_problems({found[0]: error.text})
        return bool(found)

    def settle_problems(self, still: Collection[str]) -> None:
        """Take back what was said beside fields that are not in question any more."""
        for key, one in self._whole().items():
            if key not in still and one.is_refused():
                one.refuse(None)

    def draft(self) -> dict[str, str]:
        """Return what was typed and not saved: key to text, half-typed values too."""
        changed = (one for one in self._whole().values() if one.changed() and one.content() is None)
        return {one.key: one.typed() for one in changed}

    def restore_draft(self, draft: Mapping[str, str]) -> None:
        """Put a draft back; keys that are no longer asked are passed over."""
        for key, text in draft.items():
            if key in self._whole():
                self._whole()[key].restore(text)

    def set_read_only(self, read_only: bool) -> None:
        """Let the whole record be read but not changed."""
        for one in self._whole().values():
            one.set_read_only(read_only)

    def offer_unmasking(self, offered: bool) -> None:
        """Offer to show masked values in full, or leave that out where it would be refused."""
        for one in self._whole().values():
            one.offer_unmasking(offered)

    def focus_first(self) -> None:
        """Put the keyboard into the first field; nothing there is marked, to be typed over."""
        controls = self._controls()
        if controls:
            controls[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep F1 for the field in hand: the window's own F1 is for everything else."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F1 and self._here():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.explain_requested.emit(self._here())
                return True
        return super().event(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Let Tab follow the order of the catalogue, and leave the form behind the last field.

        What is about to be hidden or taken away gives the keyboard up as Qt does it.
        """
        here = QApplication.focusWidget()
        if here is None or not here.isVisible():
            return super().focusNextPrevChild(onward)
        stops = stops_of(self._whole().values(), onward=onward)
        goal = following(stops)
        for _ in range(0 if goal is not None else _MOST_PASSED):
            if not super().focusNextPrevChild(onward):
                return False
            if not self._here():
                return True
        # Nothing but the form takes the keyboard in this window: begin again.
        goal = goal or next(iter(stops), None)
        if goal is not None:
            reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
            self._go_to(goal, reason)
        return goal is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the fields for the width there is."""
        super().resizeEvent(event)
        self._arrange()

    def _row(self, view: FieldView) -> FieldRow:
        made = FieldRow(view, self._scenario, self._today, scan=self._scan)
        made.edited.connect(self.edited)
        made.entered.connect(self.field_focused)
        made.explain_wanted.connect(self.explain_requested)
        made.unmask_wanted.connect(lambda key: self.unmask_requested.emit((key,)))
        made.editor.done.connect(self._go_on)
        if isinstance(made.editor, DocumentEditor):
            made.editor.unfolded.connect(self._pictures.show_whole)
            if self._maker is not None:
                made.editor.make_with(self._maker)
        if isinstance(made.editor, ScanEditor) and self._sheet_maker is not None:
            made.editor.make_sheets_with(self._sheet_maker)
        if isinstance(made.editor, (PapersEditor, ScanEditor)):
            made.editor.files_wanted.connect(partial(self.files_wanted.emit, made.key))
        if isinstance(made.editor, PapersEditor):
            made.editor.files_brought.connect(partial(self.files_brought.emit, made.key))
        return made

    def _offer_files(self, offered: bool) -> None:
        """Offer the way to the sealed files; a record that is not stored yet has none."""
        for one in self._rows.values():
            if isinstance(one.editor, PapersEditor):
                one.editor.offer(offered)

    def _arrange(self) -> None:
        for section in self._sections:
            section.arrange(self._columns())

    def _columns(self) -> int:
        return 2 if self.width() >= TWO_COLUMNS else 1

    def _controls(self) -> list[QWidget]:
        return [one for row in self._whole().values() for one in _usable(row)]

    def _go_on(self) -> None:
        """Go on within the field or to the next one; Enter in the last one ends the form."""
        here = QApplication.focusWidget()
        rows = list(self._whole().values())
        place = next((n for n, one in enumerate(rows) if _holds(one, here)), -1)
        inner = rows[place].editor.after(here) if place >= 0 and here is not None else None
        following = (first for one in rows[place + 1 :] for first in _usable(one)[:1])
        goal = inner or next(following, None)
        if goal is not None:
            self._go_to(goal)
        else:
            self.finished.emit()

    def _go_to(
        self, control: QWidget, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason
    ) -> None:
        control.setFocus(reason)
        self._area.ensureWidgetVisible(control, theme.WIDE, 3 * theme.WIDE)

    def _here(self) -> str:
        """Return the key of the field that has the keyboard, empty if none has."""
        here = QApplication.focusWidget()
        for key, one in self._rows.items():
            if here is not None and one.isAncestorOf(here):
                return key
        return ""

    def _holds(self, one: FieldRow) -> bool:
        if one.content() is not None:
            return True
        if not one.editing():
            return one.view.given
        try:
            return one.editor.value() is not None
        except ValueProblem:
            return False


def _usable(one: FieldRow) -> list[QWidget]:
    """Return the controls of a field that can take the keyboard now."""
    return [part for part in one.editor.controls() if part.isEnabled() and part.isVisible()]


def _holds(one: FieldRow, here: QWidget | None) -> bool:
    return here is not None and one.editor.isAncestorOf(here)
