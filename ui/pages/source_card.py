# SPDX-License-Identifier: Apache-2.0
"""Where public data of a record comes from, beside the record, and the person's refusal."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from hr_desk.catalogue.model import Field
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import sources
from hr_desk.operations.candidates import RecordView
from hr_desk.operations.sources import Refusal, SourceLine
from ui import theme
from ui.pages.page import Page
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, Question
from ui.widgets.words import Words


class SourceForm(Question):
    """Asks which values were public, where and when."""

    def __init__(self, desk: OpenDesk, words: Words) -> None:
        super().__init__()
        self._desk = desk
        self._offered: tuple[Field, ...] = ()
        self.fields, self.banner = QListWidget(), Banner()
        which = Entry(self.fields)
        words.put(N_("What was taken from there"), which.set_label)
        kind, self.kind = choice(words, N_("How it became public"))
        place, self.place = line(words, sources.PLACE)
        day, self.day = day_line(words, N_("Day on which it was public"))
        across, taken = row(gap=theme.MEDIUM), column(gap=theme.SMALL)
        for entry in (kind, place, day):
            taken.addWidget(entry)
        taken.addStretch(1)
        across.addWidget(which, 2)
        across.addLayout(taken, 3)
        self.content.addWidget(self.banner)
        self.content.addLayout(across)

    def show_fields(self, fields: Sequence[Field]) -> None:
        """Offer these fields, none ticked, and today."""
        self.banner.clear()
        self._offered = tuple(fields)
        self.fields.clear()
        for field in fields:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, field.key)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.fields.addItem(item)
        self.say()
        self.place.clear()
        show_day(self.day, self._desk.session.today())

    def say(self) -> None:
        """Say fields and kinds in the language in use."""
        fill(self.kind, [(t(text), key) for key, text in sources.KINDS.items()])
        for place, field in enumerate(self._offered):
            self.fields.item(place).setText(str(field.label))

    def ticked(self) -> tuple[str, ...]:
        """Return the keys of the ticked fields."""
        items = (self.fields.item(place) for place in range(self.fields.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )


class SourcesCard(Card):
    """A line for each source with its refusal; hidden from whoever may not note one.

    ``form`` needs more room than is beside the record: the page places it.
    """

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self._view: RecordView | None = None
        self._found: tuple[SourceLine, ...] = ()
        self._list, self.banner = column(gap=theme.TIGHT), Banner()
        self.add, self.form = Button(icon="plus"), SourceForm(desk, self._words)
        self.refusing = Question(danger=True)
        self._words.put(N_("Public sources"), self.set_heading)
        self._words.put(N_("Note a public source…"), self.add.setText)
        self.body.addLayout(self._list)
        for part in (self.banner, self.add, self.refusing):
            self.body.addWidget(part)
        self.add.clicked.connect(self._begin)
        self.hide()

    def show_for(self, view: RecordView) -> None:
        """Read where the public data of a record comes from."""
        # The same one is shown again while somebody types: nothing of it is lost.
        if self._view is None or self._view.application_id != view.application_id:
            self._show(())
            for question in (self.form, self.refusing):
                question.leave()
            self.banner.clear()
        self._view = view
        self.setVisible(self._desk.may("source.enter"))
        self._read()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self.form.say()
            self._show(self._found)

    def buttons(self) -> list[Button]:
        """Return the buttons of the lines: one refuses each source that still stands."""
        items = [self._list.itemAt(place) for place in range(self._list.count())]
        found = (item.widget() for item in items if item is not None)
        return [one for one in found if isinstance(one, Button)]

    def _read(self) -> None:
        if self._view is not None:
            self._desk.query(
                sources.of_record, self._view.application_id, owner=self, done=self._show,
                failed=lambda _error: self.hide(), slot="record.sources",
            )  # fmt: skip

    def _show(self, found: tuple[SourceLine, ...]) -> None:
        self._found = found
        clear(self._list)
        for one in found:
            self._list.addWidget(Label(_said(one), size="small"))
            if one.refused_on is None:
                button = Button(t("The person refuses its use…"), kind="plain", icon="x")
                button.clicked.connect(partial(self._ask, one))
                self._list.addWidget(button)

    def _begin(self) -> None:
        if self._view is not None:
            self.refusing.leave()
            self.form.show_fields([one.field for one in self._view.fields if one.given])
            self.form.ask(
                lambda: t("Where was it public?"), lambda: t("Note the source"), self._enter
            )
            self.form.fields.setFocus()

    def _enter(self) -> None:
        if self._view is not None:
            self._desk.run(
                sources.enter, self._view.application_id, self.form.ticked(),
                kind=str(self.form.kind.currentData()), place=self.form.place.text(),
                published_on=chosen_day(self.form.day), owner=self,
                done=lambda _changes: self._entered(), failed=self.form.banner.show_error,
            )  # fmt: skip

    def _entered(self) -> None:
        self.banner.clear()
        self.form.leave()
        self._read()

    def _ask(self, one: SourceLine) -> None:
        if self._view is not None:
            self._desk.query(
                sources.effect_of_refusal, self._view.application_id, one.id, owner=self,
                done=partial(self._warn, one), failed=self._refused,
            )  # fmt: skip

    def _warn(self, one: SourceLine, effect: Refusal) -> None:
        self.form.leave()
        sentence = _WHOLE if effect.whole_record else _VALUES
        self.refusing.ask(
            lambda: t(sentence), lambda: t("The person refuses"), partial(self._refuse, one)
        )

    def _refuse(self, one: SourceLine) -> None:
        if self._view is not None:
            self._desk.run(
                sources.refuse, self._view.application_id, one.id, owner=self,
                done=lambda _changes: self._open_again(), failed=self._refused,
            )  # fmt: skip

    def _open_again(self) -> None:
        """Show the record without what was refused, on whichever page this stands."""
        self.refusing.leave()
        place = self.parentWidget()
        while place is not None and not isinstance(place, Page):
            place = place.parentWidget()
        if place is not None and self._view is not None:
            place.receive(self._view.application_id)

    def _refused(self, error: UserError) -> None:
        self.banner.show_error(error)


def _said(one: SourceLine) -> str:
    """Say one source in the language in use."""
    fields = t(", ").join(str(field.label) for field in one.fields)
    said = t("{fields}: {kind}. {place}, {day}", fields=fields, kind=t(sources.KINDS[one.kind]),
             place=one.place, day=one.published_on)  # fmt: skip
    if one.refused_on is None:
        return said
    return f"{said}\n" + t("Refused on {day}; it is used no more.", day=one.refused_on)


_VALUES = N_("These values are used no more from now on, and are deleted within a day.")
_WHOLE = N_(
    "The record cannot be without these values: nobody uses it any more from now on, the "
    "application ends, and all of it is deleted within a day."
)
