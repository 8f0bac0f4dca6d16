# SPDX-License-Identifier: Apache-2.0
"""The kind of a new visitor, one key each; the form asks that kind's fields alone afterwards."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from hr_desk.catalogue.model import VisitType
from hr_desk.i18n import N_, t
from ui import theme
from ui.forms.record_form import RecordForm
from ui.pages.texts_to_confirm import ASKED_BY, TextsToConfirm
from ui.pages.visit_rows import PURPOSE
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card
from ui.widgets.words import Said, Words

ACROSS: Final = 3
"""Kinds side by side."""
KEYS: Final = "123456789"
"""The key of each kind, in the catalogue's order; one beyond the ninth has none."""


class KindChoice(Card):
    """Asks for the kind, then stands above the form with what belongs to it."""

    chosen = Signal()
    again = Signal()
    """Another kind is wanted."""

    def __init__(self, desk: OpenDesk, form: RecordForm) -> None:
        """``form`` is where the visitor's values are typed."""
        super().__init__(margin=theme.MEDIUM)
        self._desk, self._form, self._words = desk, form, Words()
        self.kinds: Mapping[str, VisitType] = desk.catalogue.visit_types
        self._named = {key for kind in self.kinds.values() for key in (*kind.fields, *kind.staff)}
        self.kind: VisitType | None = None
        self.buttons = {key: Button() for key in self.kinds}
        self._ask, self._tell = QWidget(), QWidget()
        self._what = Label(bold=True)
        self._hint = Label(tone="soft", size="small")
        self._entry, self.purpose = choice(self._words, N_("Purpose of the visit"))
        self.texts, self.other = TextsToConfirm(desk), Button(kind="plain")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.hide()

    def begin(self) -> None:
        """Ask for the kind."""
        self._choose(None)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Ask nothing: a visit that is here, or one that is only expected."""
        self._choose(None)
        self.hide()

    def is_asking(self) -> bool:
        """Whether no kind is chosen yet."""
        return not self.isHidden() and self.kind is None

    def choose(self, key: str) -> None:
        """Take a kind; one the catalogue does not know leaves the question open."""
        if key in self.kinds:
            self._choose(self.kinds[key])
            self.chosen.emit()

    def asks(self, key: str) -> bool:
        """Whether the form asks a field: one of this kind, or one that no kind names."""
        if self.kind is None:
            return True
        own = (*self.kind.fields, *self.kind.staff)
        return key != PURPOSE and (key in own or key not in self._named)

    def values(self) -> dict[str, Any]:
        """Return the purpose, where the kind or the box above the form says it."""
        if self.kind is None:
            return {}
        several = len(self.kind.purposes) > 1
        code = self.purpose.currentData() if several else self.kind.purposes[0]
        if code is None:
            return {}
        return {PURPOSE: self._desk.catalogue.field(PURPOSE).type.parse(str(code))}

    def refuse(self, say: Said | None) -> None:
        """Say beside the purpose what is still to be chosen; None takes it back."""
        self._entry.set_error(say or "")

    def confirmed(self) -> tuple[str, ...]:
        """Return the texts the visitor confirmed, by key."""
        return self.texts.confirmed()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        asked = t("What kind of visitor is it?")
        self.set_heading(asked if self.kind is None else "")
        self.setAccessibleName(asked)
        keys = dict(zip(self.kinds, KEYS, strict=False))
        for key, button in self.buttons.items():
            label = str(self.kinds[key].label)
            button.setText(f"{keys[key]}   {label}" if key in keys else label)
            button.setToolTip(str(self.kinds[key].hint))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses, while the question is open."""
        place = KEYS.find(event.text()) if event.text() else -1
        if self.is_asking() and 0 <= place < len(self.kinds):
            self.choose(list(self.kinds)[place])
        else:
            super().keyPressEvent(event)

    def _choose(self, kind: VisitType | None) -> None:
        self.kind = kind
        self.texts.ask(() if kind is None else kind.acknowledgements)
        self._ask.setVisible(kind is None)
        self._tell.setVisible(kind is not None)
        self.retranslate()
        self.purpose.setCurrentIndex(-1)
        self.refuse(None)

    def _say(self) -> None:
        kind = self.kind
        if kind is None:
            return
        catalogue = self._desk.catalogue
        self._what.setText(str(kind.label))
        notice = "" if kind.notice is None else str(kind.notice)
        self._hint.setText("\n".join(part for part in (str(kind.hint), notice) if part))
        codes = catalogue.code_lists[PURPOSE].codes
        here = self.purpose.currentIndex()
        fill(self.purpose, [(str(codes[code]), code) for code in kind.purposes])
        with QSignalBlocker(self.purpose):  # another language takes nothing back
            self.purpose.setCurrentIndex(here)
        self._entry.setVisible(len(kind.purposes) > 1)

    def _lay_out(self) -> None:
        grid = QGridLayout(self._ask)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SMALL)
        for place, button in enumerate(self.buttons.values()):
            grid.addWidget(button, place // ACROSS, place % ACROSS)
        texts = column(gap=theme.TIGHT)
        for widget in (self._what, self._hint, self.texts):
            texts.addWidget(widget)
        across = row(self._tell, gap=theme.WIDE)
        across.addLayout(texts, 1)
        self._entry.setFixedWidth(220)
        across.addWidget(self._entry)
        across.addWidget(self.other, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._ask)
        self.body.addWidget(self._tell)

    def _connect(self) -> None:
        self._words.put(N_("Another kind"), self.other.setText)
        for key, button in self.buttons.items():
            button.clicked.connect(partial(self.choose, key))
        self.other.clicked.connect(self.again)
        self._form.edited.connect(self._look_for_texts)
        self.purpose.currentIndexChanged.connect(lambda _place: self.refuse(None))

    def _look_for_texts(self, key: str) -> None:
        """Look what the visitor confirmed before, once what they are known by was typed."""
        if self.kind is not None and key in ASKED_BY:
            self.texts.look_up(self.kind.key, self._form.draft())
