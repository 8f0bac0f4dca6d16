# SPDX-License-Identifier: Apache-2.0
"""The fields a recipient may have: taken over from a template, or ticked one by one."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_templates import FILES, Template
from hr_desk.i18n import N_, t
from ui import theme
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import column
from ui.widgets.words import Words

_KEY: Final = Qt.ItemDataRole.UserRole


class FieldChoice(QWidget):
    """A list of fields to tick, the ticked ones first when it is filled."""

    purpose_taken = Signal(str)
    """The purpose of a template that was taken over."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue, self._words = catalogue, Words()
        self._templates: tuple[Template, ...] = ()
        like, self.like = choice(self._words, N_("Take over what a template shows"))
        self.list, self._label = QListWidget(), Label(wrap=False)
        self._label.setBuddy(self.list)
        self.list.itemChanged.connect(self._count)
        self.like.activated.connect(self._like_chosen)
        body = column(self, gap=theme.SMALL)
        for widget in (like, self._label):
            body.addWidget(widget)
        body.addWidget(self.list, 1)
        self._fill()

    def offer(self, templates: tuple[Template, ...]) -> None:
        """Offer what these templates show."""
        self._templates = templates
        self._fill()

    def start(self, keys: Iterable[str]) -> None:
        """Show these fields as ticked."""
        self.like.setCurrentIndex(0)
        self._tick(set(keys))

    def chosen(self) -> tuple[str, ...]:
        """Return the keys of what is ticked."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return tuple(
            str(one.data(_KEY)) for one in items if one.checkState() == Qt.CheckState.Checked
        )

    def take_over(self, template: Template) -> None:
        """Tick what a template shows; what is ticked already stays."""
        self._tick({*self.chosen(), *template.fields})
        self.purpose_taken.emit(template.purpose)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._fill()

    def _fill(self) -> None:
        options = [(str(one.label), one.key) for one in self._templates]
        fill(self.like, [(t("Choose a template"), ""), *options])
        self._tick(set(self.chosen()))

    def _tick(self, keys: set[str]) -> None:
        """Tick these fields; they come first, or nobody finds them among so many."""
        fields = [o for o in self._catalogue.fields.values() if FILES & set(o.retention)]
        self.list.blockSignals(True)
        self.list.clear()
        for field in sorted(fields, key=lambda one: one.key not in keys):
            item = QListWidgetItem(str(field.label))
            item.setData(_KEY, field.key)
            chosen = field.key in keys
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._count()

    def _count(self, *_item: object) -> None:
        """Say how many fields are ticked."""
        said = t("Fields it may have: {count}", count=len(self.chosen()))
        self._label.setText(said)
        self.list.setAccessibleName(said)

    def _like_chosen(self, _place: int) -> None:
        found = next((o for o in self._templates if o.key == self.like.currentData()), None)
        if found is not None:
            self.take_over(found)
