# SPDX-License-Identifier: Apache-2.0
"""The form of a recipient: who it is, what it may have it for, which fields, from when to when."""

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.catalogue.hand_off_templates import RECIPIENT_KINDS
from hr_desk.domain import hand_offs as rules
from hr_desk.domain.disclosing import needs_assessment
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import recipients
from hr_desk.operations.recipients import ROUTES, Recipient, RecipientView
from ui import theme
from ui.pages.purposes import OF_EMPLOYMENT
from ui.pages.recipient_fields import FieldChoice
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day, shrinks
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, column, row, scrolled
from ui.widgets.words import Words

COUNTRIES: Final = "country"


class RecipientForm(QWidget):
    """Registers a recipient or changes one; shown in the place of the list."""

    left = Signal()
    """Saved or cancelled."""

    def __init__(self, desk: OpenDesk, fields: FieldChoice) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self._about: RecipientView | None = None
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
        self.fields = fields
        self.save_button, self.cancel_button = Button(kind="primary", icon="check"), Button()
        self._lay_out()
        self._connect()
        self._fill_lists()

    def start(self, about: RecipientView | None = None) -> None:
        """Show the empty form, or a recipient that is to be changed."""
        self._about = about
        today = self._desk.session.today()
        empty = Recipient(
            name="", kind=rules.OWN, purposes=(), fields=(), valid_from=today,
            valid_until=rules.latest_approval(today),
        )  # fmt: skip
        self._put(empty if about is None else about.recipient)
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
            fields=self.fields.chosen(),
            valid_from=chosen_day(self.since),
            valid_until=chosen_day(self.until),
            route=str(self.route.currentData() or "") if abroad else "",
            assessment=self.assessment.text() if self._is_assessed() else "",
        )

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
            self._say()

    def _take_purpose(self, key: str) -> None:
        if key in self.purposes:
            self.purposes[key].setChecked(True)

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
        self.fields.start(known.fields)
        self._show_asked()

    def _is_abroad(self) -> bool:
        return rules.abroad(str(self.country.currentData() or rules.HOME))

    def _is_assessed(self) -> bool:
        """Whether an impact assessment is due: abroad, and for other handlers at home (PIPL 55)."""
        return self._is_abroad() or needs_assessment(str(self.kind.currentData() or rules.OWN))

    def _show_asked(self, *_row: object) -> None:
        """Ask only for what this kind of recipient needs, and say whether people have to agree."""
        kind = str(self.kind.currentData() or rules.OWN)
        abroad = self._is_abroad()
        self._route.setVisible(abroad)
        self._assessment.setVisible(self._is_assessed())
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
        self._show_asked()

    def _lay_out(self) -> None:
        purposes, boxes = Label(wrap=False), FlowLayout(gap=theme.SMALL)
        self._words.put(N_("What it may use them for"), purposes.setText)
        for tick in self.purposes.values():
            boxes.addWidget(tick)
        asked = QWidget()
        for box in (self.kind, self.country, self.route):
            shrinks(box, 8)
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
        both = row(gap=theme.LARGE)
        both.addWidget(scrolled(asked), 3)
        both.addWidget(self.fields, 2)
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
        self.fields.purpose_taken.connect(self._take_purpose)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)


def valid_on(known: Recipient, day: date) -> bool:
    """Whether a recipient may receive on a day."""
    return known.valid_from <= day <= known.valid_until
