# SPDX-License-Identifier: Apache-2.0
"""The page of a joiner's sensitive items: a tick each, one signature, and taking one back.

Nothing is ticked beforehand. What is signed is the text of the ticked items, as it stands there.
"""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from hr_desk.catalogue.model import Field
from hr_desk.domain.clock import SHANGHAI
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_, language, name_of, t
from hr_desk.operations import joiner_consents, joiner_withdrawals
from hr_desk.operations.joiner_consents import ConsentLine
from hr_desk.operations.joiner_withdrawals import Withdrawal
from ui import theme
from ui.pages.consenting import outdated_said
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row, scrolled
from ui.widgets.panels import Question
from ui.widgets.signature import SignaturePad
from ui.widgets.words import Words

Page = tuple[tuple[ConsentLine, str], ...]


class SensitiveItems(Question):
    """Every item that asks for a separate consent, with its text, a tick, and one signature."""

    text_wanted = Signal()
    """Another language was chosen: the texts are needed in it."""
    withdraw_wanted = Signal(object)
    """The field whose consent is to be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._own = Words()
        self.ticks: dict[str, QCheckBox] = {}
        self.buttons: dict[str, Button] = {}
        self.banner = Banner()
        entry, self.in_language = choice(self._own, N_("Language"))
        entry.setMaximumWidth(240)
        content = QWidget()
        self._items = column(content, gap=theme.SMALL)
        self.pad = SignaturePad()
        self._again = Button(kind="plain")
        self._own.put(N_("Sign again"), self._again.setText)
        self._own.put(N_("Signature of the joiner"), self.pad.setAccessibleName)
        self._sign_here = Label(tone="soft", size="small")
        self._own.put(N_("Signed here with pen, finger or mouse:"), self._sign_here.setText)
        signing = row(gap=theme.MEDIUM)
        signing.addWidget(self.pad)
        signing.addWidget(self._again)
        signing.addStretch(1)
        self.content.addWidget(self.banner)
        self.content.addWidget(entry)
        area = scrolled(content)
        area.setMinimumHeight(160)
        self.content.addWidget(area, 1)
        self.content.addWidget(self._sign_here)
        self.content.addLayout(signing)
        self.in_language.currentIndexChanged.connect(lambda _row: self.text_wanted.emit())
        self.pad.drawn.connect(self.show_ready)
        self._again.clicked.connect(self.pad.clear)

    def begin(self) -> None:
        """Start anew: nothing is ticked, nothing is signed."""
        self.banner.clear()
        self.pad.clear()
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self.in_language.blockSignals(True)
        self.in_language.setCurrentIndex(self.in_language.findData(language()))
        self.in_language.blockSignals(False)

    def show_items(self, page: Page) -> None:
        """Show the items with their texts; whoever had ticked other texts ticks again."""
        clear(self._items)
        self.ticks, self.buttons = {}, {}
        for line, text in page:
            self._show_item(line, text)
        self.show_ready()

    def ticked(self) -> tuple[str, ...]:
        """Return the keys of what was ticked."""
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def show_ready(self) -> None:
        """Let it be noted once something is ticked and signed."""
        self.yes.setEnabled(bool(self.ticked()) and self.pad.is_signed())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()

    def _show_item(self, line: ConsentLine, text: str) -> None:
        label = str(line.field.label)
        if line.in_force and line.given_at is not None:
            day = line.given_at.astimezone(SHANGHAI).date()
            self._items.addWidget(Label(label, bold=True))
            self._items.addWidget(Label(t("Noted on {day}.", day=day), size="small"))
        else:
            said = t("I have taken note: {field}") if line.compelled else t("I agree: {field}")
            tick = QCheckBox(said.replace("{field}", label).replace("&", "&&"))
            tick.toggled.connect(lambda _on: self.show_ready())
            self.ticks[line.field.key] = tick
            self._items.addWidget(tick)
            if line.outdated_on is not None and line.withdrawn_at is None:
                self._items.addWidget(Label(outdated_said(line.outdated_on), size="small"))
        if line.withdrawable:
            self._items.addWidget(self._withdraw_button(line.field))
        self._items.addWidget(Label(text, tone="soft", size="small"))

    def _withdraw_button(self, field: Field) -> Button:
        made = Button(kind="plain")
        made.setText(t("Withdraw…"))
        made.setAccessibleName(t("Withdraw: {label}", label=field.label))
        made.clicked.connect(partial(self.withdraw_wanted.emit, field))
        self.buttons[field.key] = made
        return made


class JoinerConsents(QObject):
    """Reads and notes what a joiner ticks; ``place`` stands where the form stands otherwise."""

    changed = Signal()
    """Something was noted or taken back: the file is to be read again."""

    def __init__(self, desk: OpenDesk, *, instead_of: QWidget) -> None:
        super().__init__(instead_of)
        self._desk = desk
        self._id = ""
        self._field: Field | None = None
        self.items, self.withdrawing = SensitiveItems(), Question()
        self._effect = Label()
        self.withdrawing.content.addWidget(self._effect)
        self.place = QWidget()
        layout = column(self.place)
        for widget in (self.withdrawing, self.items):
            layout.addWidget(widget)
        layout.addWidget(instead_of, 1)
        self.items.opened.connect(lambda on: instead_of.setVisible(not on))
        self.items.text_wanted.connect(self._read)
        self.items.withdraw_wanted.connect(self._ask_to_withdraw)

    def start(self, joiner_id: str) -> None:
        """Show the page of a joiner."""
        self._id = joiner_id
        self.items.begin()
        self.items.ask(
            lambda: t(
                "Let the joiner read, tick what they agree to or take note of, and sign once."
            ),
            lambda: t("Note it"),
            self._give,
        )
        self._read()

    def leave(self) -> None:
        """Put everything away."""
        self.withdrawing.leave()
        self.items.leave()

    def _read(self) -> None:
        self._desk.query(
            joiner_consents.page, self._id, str(self.items.in_language.currentData()),
            owner=self, done=self.items.show_items, failed=self._refuse, slot="joiner.consents",
        )  # fmt: skip

    def _refuse(self, error: UserError) -> None:
        self.items.banner.show_error(error)
        self.items.show_ready()

    def _give(self) -> None:
        self.items.yes.setEnabled(False)
        self._desk.run(
            joiner_consents.give, self._id, self.items.ticked(),
            language=str(self.items.in_language.currentData()), signature=self.items.pad.picture(),
            owner=self, done=lambda _changes: self._noted(), failed=self._refuse,
        )  # fmt: skip

    def _ask_to_withdraw(self, field: Field) -> None:
        self._field = field
        self._desk.query(
            joiner_withdrawals.effect, self._id, field.key, owner=self, done=self._tell_effect,
            failed=self._refuse, slot="joiner.effect",
        )  # fmt: skip

    def _tell_effect(self, found: Withdrawal) -> None:
        self._effect.setText(effect_said(found))
        self.withdrawing.ask(
            lambda: t("Withdraw this consent?"), lambda: t("Withdraw the consent"), self._withdraw
        )

    def _withdraw(self) -> None:
        if self._field is not None:
            self._desk.run(
                joiner_withdrawals.withdraw, self._id, self._field.key, owner=self,
                done=lambda _changes: self._noted(), failed=self._refuse,
            )  # fmt: skip

    def _noted(self) -> None:
        self.leave()
        self.changed.emit()


def effect_said(found: Withdrawal) -> str:
    """Return what taking a consent back would do, in the language in use."""
    said = _without_hold(found)
    return " ".join(part for part in (_by_hold(found), said) if part)


def _by_hold(found: Withdrawal) -> str:
    """Return what a hold keeps from being deleted, empty where none does."""
    if found.held_until is None:
        return ""
    if found.record_due is not None:
        return t(
            "A hold keeps the file until {day}: so long it is only stored, and nothing uses it.",
            day=found.held_until,
        )
    fields = t(", ").join(str(one.label) for one in found.held)
    return t(
        "A hold keeps this until {day}: {fields}. It is only stored where nobody reads it, and "
        "deleted when the hold ends.",
        day=found.held_until, fields=fields,
    )  # fmt: skip


def _without_hold(found: Withdrawal) -> str:
    if found.record_due is not None:
        return t(
            "Nothing more may be kept of this person: the file is closed at once and deleted by "
            "{day}, in recruitment and payroll too.",
            day=found.record_due,
        )
    fields = t(", ").join(str(one.label) for one in found.removed)
    if found.stored_only and not fields:
        return t(
            "The rest is only stored, because law or contract ask for it: nothing is changed until "
            "a guardian agrees again or the person is 18."
        )
    if found.stored_only:
        return t(
            "Deleted at once: {fields}. The rest is only stored, because law or contract ask for "
            "it: nothing is changed until a guardian agrees again or the person is 18.",
            fields=fields,
        )
    if found.removed:
        return t("What it was given for is deleted at once: {fields}.", fields=fields)
    return "" if found.held else t("Nothing that rests on it is kept.")
