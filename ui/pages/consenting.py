# SPDX-License-Identifier: Apache-2.0
"""Consents of one person: what was given and when, asking for one, withdrawing one.

Nothing is ticked beforehand: an act is noted only after somebody has ticked that it was done. What
a withdrawal does is told before.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.consent import Act
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_, language, name_of, t
from hr_desk.operations import consent_texts, consents, pool
from hr_desk.operations.consent_texts import ConsentText
from hr_desk.operations.consents import SPOKEN, ConsentState, Effect
from ui import theme
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, line
from ui.widgets.label import Label
from ui.widgets.layouts import column, emptied, row, scrolled
from ui.widgets.panels import Card, Question
from ui.widgets.words import Words

TEXT_HEIGHT = 72
"""Height in which a text is read and scrolled at least, in device-independent pixels."""

_ENDED = {
    "withdrawn": N_("Withdrawn on {day}."),
    "replaced": N_("Replaced on {day}."),
    "ran_out": N_("Ended on {day}."),
    "record_gone": N_("Ended on {day}."),
    "outdated": N_(
        "Does not count since {day}: what it was for has changed. Ask for the consent anew."
    ),
}
_DONE = {
    Act.CONSENT: N_("The person has agreed to this text in the way chosen"),
    Act.ACKNOWLEDGE: N_("The person has acknowledged this text in the way chosen"),
}


class ConsentCard(Card):
    """Every consent with how it stands, and a button to note or to withdraw it."""

    give_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    """Each carries the subject."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=theme.SMALL)
        self.body.addLayout(self._lines)
        self.buttons: dict[str, Button] = {}
        self.withdrawals: dict[str, Button] = {}
        """By subject: what is to be done about a consent, and how to take one back."""

    def show_states(
        self, states: Sequence[ConsentState], catalogue: Catalogue, *, may: bool
    ) -> None:
        """Show how each consent stands; ``may`` offers the buttons."""
        self.set_heading(t("Consents"))
        self.buttons, self.withdrawals = {}, {}
        with emptied(self, self._lines):
            for one in states:
                self._lines.addWidget(Label(one.label, bold=True))
                self._lines.addWidget(Label(said(one, catalogue), size="small"))
                for button in self._offered(one) if may else ():
                    self._lines.addWidget(button)

    def _offered(self, one: ConsentState) -> Iterator[Button]:
        """Yield the ways on: one that is out of date is asked for anew or taken back."""
        if not (one.in_force and one.act is Act.CONSENT):
            made = Button(kind="plain")
            made.setText(t("Ask for it…"))
            made.setAccessibleName(t("Ask for it: {label}", label=one.label))
            made.clicked.connect(partial(self.give_wanted.emit, one.subject))
            self.buttons[one.subject] = made
            yield made
        if one.withdrawable:
            made = Button(kind="plain")
            made.setText(t("Withdraw…"))
            made.setAccessibleName(t("Withdraw: {label}", label=one.label))
            made.clicked.connect(partial(self.withdraw_wanted.emit, one.subject))
            self.withdrawals[one.subject] = made
            self.buttons.setdefault(one.subject, made)
            yield made


def said(one: ConsentState, catalogue: Catalogue) -> str:
    """Say how one consent stands: when, how, in which language, until when, how it ended."""
    if one.how is None or one.given_at is None:
        return t("Not given.")
    day = one.given_at.astimezone(SHANGHAI).date().isoformat()
    how = catalogue.code_lists["consent_how"].codes[one.how]
    parts = [
        t(
            "Given on {day}: {how}, {language}, policy version {number}.",
            day=day,
            how=how,
            language=name_of(one.language),
            number=one.policy_version,
        )
    ]
    if one.witness:
        parts.append(t("Witness: {name}.", name=one.witness))
    if one.ended_on is not None and one.ended_by is not None:
        parts.append(t(_ENDED[one.ended_by], day=one.ended_on.isoformat()))
    elif one.until is not None:
        parts.append(t("Ends on {day}.", day=one.until.isoformat()))
    if one.restricted_since is not None:
        parts.append(
            t("The value is only stored since {day}.", day=one.restricted_since.isoformat())
        )
    return " ".join(parts)


def outdated_said(day: date) -> str:
    """Say that a consent does not count any more, since when and why, and the way out."""
    return t(_ENDED["outdated"], day=day.isoformat())


def effect_said(effect: Effect, catalogue: Catalogue) -> str:
    """Say what a withdrawal would do, in a sentence."""
    if effect.record_due is not None and effect.record_class is not None:
        return t(
            "The record then runs as “{record}” and is deleted on {day}.",
            record=catalogue.classes[effect.record_class].label,
            day=effect.record_due.isoformat(),
        )
    if effect.removed:
        return t("What it was given for is deleted at once: {fields}.",
                 fields=_labels(effect.removed, catalogue))  # fmt: skip
    if effect.restricted:
        return t(
            "It rests on the law or a contract too, so it stays stored, and nobody reads it: "
            "{fields}.",
            fields=_labels(effect.restricted, catalogue),
        )
    return t("Nothing that is stored rests on it; it is not used any more.")


def _labels(keys: Sequence[str], catalogue: Catalogue) -> str:
    return ", ".join(str(catalogue.field(key).label) for key in keys)


class ConsentQuestion(Question):
    """Shows a text in full and asks how it was agreed to; or tells what a withdrawal does."""

    text_wanted = Signal()
    """Language or end was changed: another text is needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._own = Words()
        self.shown: ConsentText | None = None
        self.text = Label()
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._effect: Effect | None = None
        self._area = scrolled(self.text)
        self._area.setMinimumHeight(TEXT_HEIGHT)
        self._language_entry, self.in_language = choice(self._own, N_("Language"))
        self._how_entry, self.how = choice(self._own, N_("How"))
        self.how.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._witness_entry, self.witness = line(self._own, N_("Witness"))
        self._until_entry, self.until = day_line(self._own, N_("Until"))
        self.done = QCheckBox()
        self._error = Label(tone="danger")
        self._lay_out()

    def begin(self, *, ends: tuple[date, date, date] | None) -> None:
        """Start to ask, with nothing ticked; ``ends`` are the possible ends of the pool."""
        self.shown = self._effect = None
        self.text.setText("")
        self._fill()
        self.witness.clear()
        self.done.setChecked(False)
        self._until_entry.setVisible(ends is not None)
        if ends is not None:
            first, usual, last = (QDate(one.year, one.month, one.day) for one in ends)
            self.until.blockSignals(True)
            self.until.setDateRange(first, last)
            self.until.setDate(usual)
            self.until.blockSignals(False)
        self._show_asking(asking=True)

    def show_text(self, shown: ConsentText) -> None:
        """Show the text to be agreed to; whoever had ticked another one ticks again."""
        self.shown = shown
        self.text.setText(shown.text)
        self.done.setChecked(False)
        self.done.setText(t(_DONE[shown.act]))
        self._show_ready()

    def tell(self, effect: Effect) -> None:
        """Tell what a withdrawal does instead of asking for a consent."""
        self._effect = effect
        self.text.setText(effect_said(effect, self._catalogue))
        self._show_asking(asking=False)

    def refuse(self, error: UserError) -> None:
        """Say what was refused."""
        self._error.setText(error.text())
        self._error.show()
        self._show_ready()

    def end_day(self) -> date | None:
        """Return the end chosen for the pool, None for any other consent."""
        if self._until_entry.isHidden():
            return None
        return chosen_day(self.until)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._fill()
            if self.shown is not None:
                self.done.setText(t(_DONE[self.shown.act]))
            if self._effect is not None and not self._asking:
                self.text.setText(effect_said(self._effect, self._catalogue))

    def _fill(self) -> None:
        chosen = self.in_language.currentData() or language()
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self.in_language.blockSignals(True)
        self.in_language.setCurrentIndex(self.in_language.findData(chosen))
        self.in_language.blockSignals(False)
        codes = self._catalogue.code_lists["consent_how"].codes
        fill(self.how, [(str(label), code) for code, label in codes.items()])

    def _show_asking(self, *, asking: bool) -> None:
        self._error.hide()
        for part in (self._language_entry, self._how_entry, self.done):
            part.setVisible(asking)
        if not asking:
            self._until_entry.hide()
        self._asking = asking
        self._show_ready()

    def _show_ready(self) -> None:
        spoken = self.how.currentData() == SPOKEN
        self._witness_entry.setVisible(self._asking and spoken)
        self.yes.setEnabled(not self._asking or (self.done.isChecked() and self.shown is not None))

    def _lay_out(self) -> None:
        self._asking = False
        inputs = row(gap=theme.MEDIUM)
        entries = (self._language_entry, self._until_entry, self._how_entry, self._witness_entry)
        for entry in entries:
            entry.setMinimumWidth(160)
            inputs.addWidget(entry)
        inputs.addStretch(1)
        self.content.addLayout(inputs)
        self.content.addWidget(self._area, 1)
        self.content.addWidget(self.done)
        self.content.addWidget(self._error)
        self.done.toggled.connect(lambda _on: self._show_ready())
        self.how.currentIndexChanged.connect(lambda _row: self._show_ready())
        self.in_language.currentIndexChanged.connect(lambda _row: self.text_wanted.emit())
        self.until.dateChanged.connect(lambda _day: self.text_wanted.emit())


class Consents(QObject):
    """Reads and notes the consents of the application that is shown."""

    changed = Signal()
    """Something was given or withdrawn: the record is to be read again."""

    def __init__(self, desk: OpenDesk, card: ConsentCard, *, instead_of: QWidget) -> None:
        super().__init__(card)
        self._desk, self._card = desk, card
        self.question = ConsentQuestion(desk.catalogue)
        self.place = QWidget()
        """Where the question stands, in place of what is there otherwise: a text needs room."""
        layout = column(self.place)
        layout.addWidget(self.question)
        layout.addWidget(instead_of, 1)
        self.question.opened.connect(lambda on: instead_of.setVisible(not on))
        self._id = self._subject = ""
        card.give_wanted.connect(self.ask)
        card.withdraw_wanted.connect(self.ask_to_withdraw)
        self.question.text_wanted.connect(self._read_text)

    def look(self, application_id: str) -> None:
        """Show the consents of an application's person."""
        self._id = application_id
        self._desk.query(
            consents.state, application_id, owner=self, done=self._show, slot="record.consents"
        )

    def ask(self, subject: str) -> None:
        """Show the text about a subject and ask how it was agreed to."""
        self._subject = subject
        ends = pool.ends(self._desk.session) if self._is_pool() else None
        self.question.begin(ends=ends)
        self.question.ask(
            lambda: t("Show or read out this text; it is agreed to freely."),
            lambda: t("Note it"),
            self._give,
        )
        self.question.done.setFocus()
        self._read_text()

    def ask_to_withdraw(self, subject: str) -> None:
        """Tell what a withdrawal does, then do it if that is wanted."""
        self._subject = subject
        self._desk.query(
            consents.effect_of_withdrawal, self._id, subject, owner=self, done=self._tell
        )

    def _is_pool(self) -> bool:
        return self._subject in self._desk.catalogue.purposes

    def _show(self, states: Sequence[ConsentState]) -> None:
        may = self._desk.may("consent.give")
        self._card.show_states(states, self._desk.catalogue, may=may)

    def _read_text(self) -> None:
        code = str(self.question.in_language.currentData())
        until = self.question.end_day()
        read = partial(consent_texts.text_of, subject=self._subject)
        if until is not None:
            read = partial(pool.pool_text, until=until)
        self._desk.query(
            read, code=code, owner=self, done=self.question.show_text,
            failed=self.question.refuse, slot="record.consent",
        )  # fmt: skip

    def _tell(self, effect: Effect) -> None:
        self.question.ask(
            lambda: t("Withdraw this consent?"), lambda: t("Withdraw the consent"), self._withdraw
        )
        self.question.tell(effect)

    def _give(self) -> None:
        question = self.question
        if question.shown is None or not question.done.isChecked():
            return
        question.yes.setEnabled(False)
        given: dict[str, Any] = {
            "shown": question.shown,
            "how": str(question.how.currentData()),
            "witness": question.witness.text(),
        }
        if self._is_pool():
            self._run(pool.join_pool, self._id, **given)
        else:
            self._run(consents.give, self._id, self._subject, **given)

    def _withdraw(self) -> None:
        self.question.yes.setEnabled(False)
        if self._is_pool():
            self._run(pool.leave_pool, self._id)
        else:
            self._run(consents.withdraw, self._id, self._subject)

    def _run(self, operation: Any, *args: Any, **values: Any) -> None:
        self._desk.run(
            operation, *args, owner=self, done=lambda _changes: self._noted(),
            failed=self.question.refuse, **values,
        )  # fmt: skip

    def _noted(self) -> None:
        self.question.leave()
        self.changed.emit()
