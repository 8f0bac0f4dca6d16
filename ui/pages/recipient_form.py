# SPDX-License-Identifier: Apache-2.0
"""The form of a recipient: who it is, what it may have it for, which fields, from when to when."""

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from hr_desk.catalogue.hand_off_templates import FILES, RECIPIENT_KINDS, Template
from hr_desk.catalogue.model import Field
from hr_desk.domain import hand_offs as rules
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import recipients
from hr_desk.operations.recipients import ROUTES, Recipient, RecipientView
from ui import theme
from ui.pages.purposes import OF_EMPLOYMENT
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, column, row, scrolled
from ui.widgets.words import Words

COUNTRIES: Final = "country"
_KEY: Final = Qt.ItemDataRole.UserRole


class RecipientForm(QWidget):
    """Registers a recipient or changes one; shown in the place of the list."""

    left = Signal()
    """Saved or cancelled."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self._about: RecipientView | None = None
        self._templates: tuple[Template, ...] = ()
        self.banner, self.title = Banner(), Label(size="heading", bold=True)
        self._name, self.name = line(self._words, N_("Name as on the licence"))
        self._kind, self.kind = choice(self._words, N_("Kind of recipient"))
        self._country, self.country = choice(self._words, N_("Country or region"))
        self._number, self.registration = line(self._words, N_("Unified social credit code"))
        self._contact, self.contact = line(
            self._words, N_("Contact"), N_("Name and telephone; people are told them.")
        )
        self._agreement, self.agreement = line(self._words, N_("Number of the agreement"))
        self._route, self.route = choice(self._words, N_("Legal route abroad"))
        self._assessment, self.assessment = line(
            self._words, N_("Impact assessment"), N_("Its number and day.")
        )
        self._since, self.since = day_line(self._words, N_("Valid from"))
        self._until, self.until = day_line(self._words, N_("Valid until"))
        self._consent = Label(tone="soft", size="small")
        self.purposes = {
            key: QCheckBox() for key in desk.catalogue.purposes if key.startswith(OF_EMPLOYMENT)
        }
        self._like, self.like = choice(self._words, N_("Take over what a template shows"))
        self.fields = QListWidget()
        self._fields = Label(wrap=False)
        self._fields.setBuddy(self.fields)
        self.save_button, self.cancel_button = Button(kind="primary", icon="check"), Button()
        self._lay_out()
        self._connect()
        self._fill_lists()

    def offer(self, templates: tuple[Template, ...]) -> None:
        """Offer what these templates show."""
        self._templates = templates
        self._fill_templates()

    def start(self, about: RecipientView | None = None) -> None:
        """Show the empty form, or a recipient that is to be changed."""
        self._about = about
        today = self._desk.session.today()
        empty = Recipient(
            name="", kind=rules.OWN, purposes=(), fields=(), valid_from=today,
            valid_until=rules.latest_approval(today),
        )  # fmt: skip
        self._put(empty if about is None else about.recipient)
        self.like.setCurrentIndex(0)
        self.banner.clear()
        self._say()
        self.name.setFocus()

    def recipient(self) -> Recipient:
        """Return what the form says."""
        abroad = self._is_abroad()
        return Recipient(
            name=self.name.text(),
            kind=str(self.kind.currentData()),
            country=str(self.country.currentData()),
            registration=self.registration.text(),
            contact=self.contact.text(),
            agreement=self.agreement.text(),
            purposes=tuple(key for key, box in self.purposes.items() if box.isChecked()),
            fields=self.chosen_fields(),
            valid_from=chosen_day(self.since),
            valid_until=chosen_day(self.until),
            route=str(self.route.currentData() or "") if abroad else "",
            assessment=self.assessment.text() if abroad else "",
        )

    def chosen_fields(self) -> tuple[str, ...]:
        """Return the keys of the fields it may have."""
        items = (self.fields.item(place) for place in range(self.fields.count()))
        return tuple(
            one.data(_KEY) for one in items if one.checkState() == Qt.CheckState.Checked
        )  # fmt: skip

    def take_over(self, template: Template) -> None:
        """Tick what a template shows, and its purpose; what is ticked already stays."""
        self._tick({*self.chosen_fields(), *template.fields})
        if template.purpose in self.purposes:
            self.purposes[template.purpose].setChecked(True)

    def save(self) -> None:
        """Register it, or keep what was changed."""
        self.save_button.setEnabled(False)
        common: dict[str, Any] = {"owner": self, "done": self._saved, "failed": self._refused}
        about = self._about
        if about is None:
            self._desk.run(recipients.register, self.recipient(), **common)
        else:
            self._desk.run(
                recipients.edit, about.id, self.recipient(), version=about.version, **common
            )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._fill_lists()
            self._fill_templates()
            self._say()

    def _saved(self, _changes: Any) -> None:
        self.save_button.setEnabled(True)
        self.left.emit()

    def _refused(self, error: UserError) -> None:
        self.save_button.setEnabled(True)
        self.banner.show_error(error)

    def _put(self, known: Recipient) -> None:
        for editor, text in (
            (self.name, known.name),
            (self.registration, known.registration),
            (self.contact, known.contact),
            (self.agreement, known.agreement),
            (self.assessment, known.assessment),
        ):
            editor.setText(text)
        for box, key in ((self.kind, known.kind), (self.country, known.country),
                         (self.route, known.route)):  # fmt: skip
            box.setCurrentIndex(max(0, box.findData(key)))
        show_day(self.since, known.valid_from)
        show_day(self.until, known.valid_until)
        for key, tick in self.purposes.items():
            tick.setChecked(key in known.purposes)
        self._tick(set(known.fields))
        self._show_asked()

    def _tick(self, keys: set[str]) -> None:
        """Tick these fields; they come first, or nobody finds them among so many."""
        self.fields.blockSignals(True)
        self.fields.clear()
        for field in sorted(self._tellable(), key=lambda one: one.key not in keys):
            item = QListWidgetItem(str(field.label))
            item.setData(_KEY, field.key)
            chosen = field.key in keys
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.fields.addItem(item)
        self.fields.blockSignals(False)
        self._count()

    def _count(self, *_item: object) -> None:
        """Say how many fields are ticked."""
        said = t("Fields it may have: {count}", count=len(self.chosen_fields()))
        self._fields.setText(said)
        self.fields.setAccessibleName(said)

    def _is_abroad(self) -> bool:
        return rules.abroad(str(self.country.currentData() or rules.HOME))

    def _show_asked(self, *_row: object) -> None:
        """Ask only for what this kind of recipient needs, and say whether people have to agree."""
        kind = str(self.kind.currentData() or rules.OWN)
        abroad = self._is_abroad()
        for entry in (self._route, self._assessment):
            entry.setVisible(abroad)
        self._agreement.setVisible(kind == rules.ENTRUSTED)
        self._number.set_label(
            t("Registration number") if abroad else t("Unified social credit code")
        )
        needed = rules.needs_consent(kind, str(self.country.currentData() or rules.HOME))
        self._consent.setText(
            t("Each person has to agree before this recipient gets anything of them.")
            if needed
            else t("Wages, contributions and taxes rest on contract and statute: no consent.")
        )

    def _say(self) -> None:
        about = self._about
        self.title.setText(
            t("A new recipient")
            if about is None
            else t("Change “{name}”: what was approved is approved anew", name=about.recipient.name)
        )
        self.save_button.setText(t("Register") if about is None else t("Save"))
        self.cancel_button.setText(t("Cancel"))

    def _fill_lists(self) -> None:
        catalogue = self._desk.catalogue
        lists = catalogue.code_lists
        for box, key in ((self.kind, RECIPIENT_KINDS), (self.country, COUNTRIES)):
            fill(box, [(str(label), code) for code, label in lists[key].codes.items()])
        routes = [(str(label), code) for code, label in lists[ROUTES].codes.items()]
        fill(self.route, [(t("None yet"), ""), *routes])
        for key, tick in self.purposes.items():
            tick.setText(str(catalogue.purposes[key].label))
        self._tick(set(self.chosen_fields()))
        self._show_asked()

    def _tellable(self) -> list[Field]:
        return [one for one in self._desk.catalogue.fields.values() if FILES & set(one.retention)]

    def _fill_templates(self) -> None:
        options = [(str(one.label), one.key) for one in self._templates]
        fill(self.like, [(t("Choose a template"), ""), *options])

    def _like_chosen(self, _place: int) -> None:
        found = next((o for o in self._templates if o.key == self.like.currentData()), None)
        if found is not None:
            self.take_over(found)

    def _lay_out(self) -> None:
        purposes, boxes = Label(wrap=False), FlowLayout(gap=theme.SMALL)
        self._words.put(N_("What it may use them for"), purposes.setText)
        for tick in self.purposes.values():
            boxes.addWidget(tick)
        asked = QWidget()
        known = column(asked, gap=theme.SMALL)
        known.addWidget(self._name)
        for pair in (
            (self._kind, self._country),
            (self._number, self._contact),
            (self._route, self._assessment),
            (self._since, self._until),
        ):
            across = row(gap=theme.MEDIUM)
            for entry in pair:
                across.addWidget(entry, 1)
            known.addLayout(across)
        known.addWidget(self._agreement)
        known.addWidget(purposes)
        known.addLayout(boxes)
        known.addWidget(self._consent)
        known.addStretch(1)
        may = column(gap=theme.SMALL)
        may.addWidget(self._like)
        may.addWidget(self._fields)
        may.addWidget(self.fields, 1)
        both = row(gap=theme.LARGE)
        both.addWidget(scrolled(asked), 3)
        both.addLayout(may, 2)
        buttons = row()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        body = column(self, gap=theme.SMALL)
        body.addWidget(self.banner)
        body.addWidget(self.title)
        body.addLayout(both, 1)
        body.addLayout(buttons)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._show_asked)
        self.country.currentIndexChanged.connect(self._show_asked)
        self.fields.itemChanged.connect(self._count)
        self.like.activated.connect(self._like_chosen)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)


def valid_on(known: Recipient, day: date) -> bool:
    """Whether a recipient may receive on a day."""
    return known.valid_from <= day <= known.valid_until
