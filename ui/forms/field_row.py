# SPDX-License-Identifier: Apache-2.0
"""One field of a form: label and mark, editor or masked value, and what is wrong with it."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from hr_desk.catalogue.model import Access, Demand, Field, Scenario
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain.free_text import maskable, masked
from hr_desk.i18n import N_, language, t, translated
from ui import theme
from ui.forms.documents import DocumentEditor
from ui.forms.editors import editor_for
from ui.forms.marking import MOST_READ, FreeTextNote, Scan
from ui.forms.masked_line import MaskedLine
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, row

_MARKS = {
    Demand.REQUIRED: N_("Required"),
    Demand.CONDITIONAL: N_("If it applies"),
    Demand.OPTIONAL: N_("Optional"),
    Demand.CLOSED: N_("Optional"),
}


_SHORT_CONDITION = 220
"""Width of a condition that still fits beside a label, in device-independent pixels."""


def _said(message: str) -> str:
    return translated(message, language())


class FieldView(Protocol):
    """A field as one user sees it, as hr_desk.operations.candidates.FieldView."""

    @property
    def field(self) -> Field:
        """The declaration."""
        ...

    @property
    def access(self) -> Access:
        """What the user may do with it."""
        ...

    @property
    def given(self) -> bool:
        """Whether there is a value."""
        ...

    @property
    def masked(self) -> bool:
        """Whether ``shown`` hides part of it."""
        ...

    @property
    def value(self) -> Any:
        """The value, None where it is masked or not given."""
        ...

    @property
    def shown(self) -> str:
        """The text for a person, masked where it has to be."""
        ...


class FieldRow(QWidget):
    """One field. A masked value can be asked for, or replaced by typing a whole new one."""

    edited = Signal(str)
    entered = Signal(str)
    unmask_wanted = Signal(str)
    explain_wanted = Signal(str)
    """Each carries the key of the field."""

    def __init__(
        self, view: FieldView, scenario: Scenario, today: Callable[[], date], *, scan: Scan
    ) -> None:
        """``scan`` finds in free text what must not be collected."""
        super().__init__()
        self.view = view
        self.field = view.field
        self._scenario = scenario
        self._today = today
        self._read_only = False
        self._retyping = False
        self._number: int | None = None
        self._masked_view: FieldView | None = None
        self._refusal: Callable[[], str] | None = None
        self._scan = scan
        self.editor = editor_for(self.field.type)
        self._eye_offered = True
        self._note: FreeTextNote | None = None
        self.masked_line: MaskedLine | None = None
        """What stands for a masked value; made when the first one is shown."""
        self._build()
        self.show_view(view)

    @property
    def key(self) -> str:
        """The key of the field."""
        return self.field.key

    def show_view(self, view: FieldView) -> None:
        """Show a field as it stands now; what was typed over it is dropped."""
        self.view = view
        self._retyping = False
        self.editor.set_value(None if view.masked else view.value)
        self.refuse(None)
        self._before = self.editor.text()
        self._read_through()
        self.retranslate()

    def begin(self, view: FieldView, *, number: int | None, read_only: bool) -> None:
        """Show the field of another record: nothing stays of the one before.

        ``number`` is the one it has on paper, shown before the label.
        """
        self._masked_view, self._number, self._read_only = None, number, read_only
        self._eye_offered = True
        self.show_view(view)

    def show_full(self, view: FieldView) -> None:
        """Show a masked value in full until ``mask_again``."""
        self._masked_view = self.view if self.view.masked else self._masked_view
        self.show_view(view)

    def mask_again(self) -> None:
        """Forget the full value; what was typed over it stays, as a new value."""
        masked, self._masked_view = self._masked_view, None
        if masked is None:
            return
        typed = self.typed() if self.changed() else ""
        self.show_view(masked)
        if typed:
            self.restore(typed)

    def editing(self) -> bool:
        """Whether the editor is shown, not the masked value."""
        return not self.view.masked or self._retyping

    def retype(self) -> None:
        """Offer an empty editor for a whole new value in place of the masked one."""
        self._retyping = True
        self._show_parts()
        self.editor.setFocus()

    def keep(self) -> None:
        """Take back a new value: the masked one stays."""
        self.show_view(self.view)

    def changed(self) -> bool:
        """Whether what stands there differs from what was shown first."""
        if self.content() is not None:
            return True
        if self.view.masked:
            # An empty line below a masked value is no order to delete it.
            return self._retyping and bool(self.editor.text().strip())
        return self.editor.text() != self._before and self._means_something_else()

    def content(self) -> bytes | None:
        """Return a new portrait (JPEG) that is not sealed yet, None for every other field."""
        return self.editor.content() if isinstance(self.editor, DocumentEditor) else None

    def typed(self) -> str:
        """Return what was typed so far, for a draft."""
        return self.editor.text()

    def restore(self, text: str) -> None:
        """Put the text of a draft back, over a masked value as a new one."""
        self._retyping = self.view.masked
        self._show_parts()
        self.editor.set_text(text)
        self._read_through()

    def offer(self, beginning: str) -> None:
        """Put in the beginning of a value; it counts as typed once somebody types on."""
        self.editor.set_text(beginning)
        self._before = beginning

    def take_back(self, beginning: str) -> None:
        """Take an offer out again, unless somebody typed on."""
        if self.editor.text() == beginning:
            self.editor.set_text("")
        self._before = ""

    def read(self) -> Any:
        """Return the value typed, None for none; raises the ValueProblem of type or check."""
        value = self.editor.value()
        if value is not None:
            self._warn(self.field.type.check(value, self._today()))
        return value

    def refuse(self, say: Callable[[], str] | None) -> None:
        """Say what an operation refuses until the field is edited; None takes it back."""
        self._refusal = say
        self.editor.problem(say() if say is not None else None)

    def is_refused(self) -> bool:
        """Whether something was refused here and not edited since."""
        return self._refusal is not None

    def check(self) -> bool:
        """Say what is wrong or doubtful about a changed value; False if it is wrong."""
        self.refuse(self._refusal)
        if isinstance(self.editor, DocumentEditor) and self.editor.is_reading():
            self.editor.problem(t("The photo is still being read. Please save again."))
            return False
        if not self.changed():
            return True
        try:
            self.read()
        except ValueProblem as problem:
            self.editor.problem(problem.text())
            return False
        return True

    def portrait_id(self) -> str:
        """Return the id of the sealed picture shown here, empty for every other field."""
        shown = isinstance(self.editor, DocumentEditor) and self.editor.shows_sealed
        return self.editor.text() if shown else ""

    def show_portrait(self, content: bytes) -> None:
        """Show the picture (JPEG) of a sealed file."""
        if isinstance(self.editor, DocumentEditor):
            self.editor.show_content(content)

    def set_read_only(self, read_only: bool) -> None:
        """Let the field be read but not changed."""
        self._read_only = read_only
        self._show_parts()

    def is_read_only(self) -> bool:
        """Whether the field may be read only."""
        return self._read_only

    def offer_unmasking(self, offered: bool) -> None:
        """Offer to show a masked value in full, or leave that out."""
        self._eye_offered = offered
        self._show_parts()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        name = str(self.field.label)
        # A label with a buddy reads & as an access key.
        numbered = name if self._number is None else f"{self._number}. {name}"
        self._label.setText(numbered.replace("&", "&&"))
        self._mark.setText(self._demand())
        self._why.setAccessibleName(t("why is this asked: {label}", label=name))
        self._why.setToolTip(t("Why is this asked? (F1)"))
        self.editor.set_name(name)
        if self.view.masked:
            self._line().say(name, self.view.shown)
        elif self.masked_line is not None:
            self.masked_line.say(name, "")
        if self.editor.said():
            self.check()
        self._show_parts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _means_something_else(self) -> bool:
        """Whether the text stands for another value: a choice reads otherwise in each language."""
        try:
            return bool(self.editor.value() != self.view.value)
        except ValueProblem:
            return True

    def _demand(self) -> str:
        """Say how firmly the field is asked, in its own condition's words where they are short."""
        demand, condition = self.field.demand[self._scenario], str(self.field.condition or "")
        width = self._mark.fontMetrics().horizontalAdvance(condition)
        if demand is Demand.CONDITIONAL and 0 < width <= _SHORT_CONDITION:
            return condition
        if demand is Demand.CONDITIONAL and self.field.one_of:
            return t("One of several is enough")
        return _said(_MARKS.get(demand, ""))

    def _warn(self, notices: tuple[object, ...]) -> None:
        if notices:
            self.editor.hint(" ".join(str(notice) for notice in notices))

    def _show_parts(self) -> None:
        may_write = not self._read_only and self.view.access is not Access.NONE
        reveal(self.editor, self.editing())
        self.editor.set_read_only(not may_write)
        if self._note is not None:
            self._note.setEnabled(may_write)
        if self.masked_line is not None:
            reveal(self.masked_line, self.view.masked)
            self.masked_line.show_parts(
                retyping=self._retyping, may_write=may_write, eye=self._eye_offered
            )
        reveal(self._mark, may_write)

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._label = Label(wrap=False)
        self._label.setBuddy(self.editor.controls()[0])
        self._mark = Label(size="small", tone="soft", wrap=False)
        self._why = self._why_button()
        head = row(gap=theme.SMALL)
        for widget in (self._label, self._mark, self._why):
            head.addWidget(widget)
        head.addStretch(1)
        self._parts = column(self, gap=theme.TIGHT)
        self._parts.addLayout(head)
        self._parts.addWidget(self.editor)
        self.editor.edited.connect(self._on_edited)
        self.editor.entered.connect(lambda: self.entered.emit(self.key))
        self.editor.left.connect(self.check)

    def _why_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon("circle-question-mark", theme.Chosen.colours.text_soft))
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        # F1 reaches it from the editor; as a stop of Tab it would double the way through a form.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.explain_wanted.emit(self.key))
        return button

    @property
    def note(self) -> FreeTextNote:
        """What is said about free text, below the editor."""
        if self._note is None:
            self._note = FreeTextNote()
            self._note.mask_wanted.connect(self._mask_numbers)
            self._parts.insertWidget(2, self._note)
        return self._note

    def _line(self) -> MaskedLine:
        if self.masked_line is None:
            self.masked_line = MaskedLine()
            self.masked_line.eye.clicked.connect(lambda: self.unmask_wanted.emit(self.key))
            self.masked_line.anew.clicked.connect(self.retype)
            self.masked_line.keep.clicked.connect(self.keep)
            self._parts.addWidget(self.masked_line)
        return self.masked_line

    def _read_through(self) -> None:
        """Mark in free text what must not be collected; nothing is refused for it."""
        if self.field.type.free_text:
            text = self.editor.text()[:MOST_READ]
            found = self._scan(text) if self.editing() else ()
            self.editor.mark(found)
            self.note.show_spans(text, found)

    def _mask_numbers(self) -> None:
        text = self.editor.text()
        self.editor.replace_text(masked(text, maskable(self._scan(text))))
        self.editor.setFocus()

    def _on_edited(self) -> None:
        self.refuse(None)
        self._read_through()
        self.edited.emit(self.key)
