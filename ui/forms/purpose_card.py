# SPDX-License-Identifier: Apache-2.0
"""The purpose card: why a field is asked, who sees it, until when it is kept.

Everything on it is the catalogue's; the card only finds the words for it.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Access, Field, RetentionClass, Scenario, Sensitivity
from hr_desk.i18n import N_, language, t, translated
from ui import theme
from ui.widgets.label import Label
from ui.widgets.layouts import column, emptied, scrolled
from ui.widgets.panels import Card

COMPARTMENTS = {
    Scenario.RECRUITMENT: "hiring",
    Scenario.ONBOARDING: "personnel",
    Scenario.VISITOR: "visits",
}
"""Where what a scenario asks for is kept first."""

_ITEMS = {
    "1": N_("you agree to it"),
    "2": N_("it is needed to conclude or perform a contract with you, or to manage staff by law"),
    "3": N_("a law obliges the company to ask it"),
    "4": N_("it protects life or health in an emergency"),
    "7": N_("another law or regulation provides for it"),
}
"""The items of PIPL 13(1) that a company like this one may rely on."""


_PIPL = re.compile(r"PIPL (?P<article>\d+)(?P<items>(?:\(\d\))*)")


class RetentionClock(Protocol):
    """The clock of a record, as hr_desk.operations.candidates.RetentionNote."""

    @property
    def class_key(self) -> str:
        """The retention class the record has now."""
        ...

    @property
    def clock_day(self) -> date:
        """The day from which days are counted."""
        ...

    @property
    def due(self) -> date:
        """The day on which the record is deleted."""
        ...


def basis_words(basis: str) -> str:
    """Say a legal basis such as ``PIPL 13(3); 劳动合同法 17`` in words, the source behind them."""
    article = re.match(r"PIPL 13((?:\(\d\))+)", basis)
    items = re.findall(r"\((\d)\)", article[1]) if article else []
    reasons = [translated(_ITEMS[item], language()) for item in items if item in _ITEMS]
    if not reasons:
        return _source(basis)
    said = t("; also ").join(reasons)
    return capitalised(t("{reasons} ({source})", reasons=said, source=_source(basis)))


def capitalised(sentence: str) -> str:
    """Return a sentence with a capital at its beginning; Chinese stays as it is."""
    return sentence[:1].upper() + sentence[1:]


def _source(basis: str) -> str:
    """Write out the law and its article; further statutes stand as the catalogue names them."""
    return _PIPL.sub(_article, basis)


def _article(found: re.Match[str]) -> str:
    items = re.findall(r"\d", found["items"])
    if not items:
        return t("Personal Information Protection Law, Art. {article}", article=found["article"])
    return t(
        "Personal Information Protection Law, Art. {article}, item {items}",
        article=found["article"],
        items=_listed(items),
    )


def readers(catalogue: Catalogue, field: Field, compartment: str) -> tuple[str, str]:
    """Return the roles that read the field in a compartment: those in full, those masked."""
    full, masked = [], []
    for key, role in catalogue.roles.items():
        if compartment not in role.holds:
            continue
        access = catalogue.access(field, (key,), compartment=compartment)
        if access >= Access.FULL:
            full.append(str(role.label))
        elif access is Access.MASKED:
            masked.append(str(role.label))
    return _listed(full), _listed(masked)


def kept_until(kept: RetentionClass, clock: RetentionClock | None) -> str:
    """Say how long a class is kept, and until which day if its clock runs."""
    if not kept.periods:
        return t("{name}: kept for good, it holds no personal data.", name=kept.label)
    days = _listed([str(period) for period in sorted(set(kept.periods.values()))], t(" or "))
    said = t("{name}: {days} days from: {event}.", name=kept.label, days=days, event=_event(kept))
    if clock is None:
        return said
    runs = t("Counted since {day}; deleted on {due}.", day=clock.clock_day, due=clock.due)
    return f"{said}\n{runs}"


def _event(kept: RetentionClass) -> str:
    said = str(kept.clock_event)
    return said[:1].lower() + said[1:] if said[1:2].islower() else said


def _listed(words: Iterable[str], between: str | None = None) -> str:
    return (t(", ") if between is None else between).join(words)


class PurposeCard(Card):
    """A panel beside a form that explains the field in hand."""

    def __init__(
        self, catalogue: Catalogue, scenario: Scenario, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._catalogue = catalogue
        self._scenario = scenario
        self._compartment = COMPARTMENTS[scenario]
        self._field: Field | None = None
        self._clock: RetentionClock | None = None
        content = QWidget()
        self._content = content
        self._lines = column(content, gap=theme.TIGHT)
        area = scrolled(content)
        self.body.addWidget(area, 1)
        self.setMinimumWidth(240)
        self._show()

    def show_field(self, key: str, clock: RetentionClock | None = None) -> None:
        """Explain a field; ``clock`` is the record's, None while no clock runs."""
        self._field = self._catalogue.field(key)
        self._clock = clock
        self._show()

    def clear(self) -> None:
        """Explain nothing: another record is opened."""
        self._field = self._clock = None
        self._show()

    def key(self) -> str | None:
        """Return the key of the field that is explained."""
        return self._field.key if self._field is not None else None

    def text(self) -> str:
        """Return everything the card says, one line for each part."""
        items = (self._lines.itemAt(place) for place in range(self._lines.count()))
        labels = (item.widget() for item in items if item is not None)
        return "\n".join(label.text() for label in labels if isinstance(label, Label))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _show(self) -> None:
        with emptied(self._content, self._lines):
            if self._field is None:
                hint = t("Go to a field to see why it is asked.")
                self.set_heading(t("Why is this asked?"))
                self._lines.addWidget(Label(hint, tone="soft"))
            else:
                self._explain(self._field)
            self._lines.addStretch(1)
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(self.text())

    def _explain(self, field: Field) -> None:
        self.set_heading(str(field.label))
        if field.sensitivity is not Sensitivity.ORDINARY:
            self._lines.addWidget(Label(_sensitivity(field), tone="warning", bold=True))
        self._part(t("What it is for"), str(field.purpose))
        if field.condition is not None:
            self._part(t("When it is asked"), str(field.condition))
        basis = field.basis.get(self._scenario)
        if basis:
            self._part(t("Why the company may ask"), basis_words(basis))
        self._part(t("Who sees it"), self._readers(field))
        self._part(t("How long it is kept"), self._kept(field))
        self._part(t("If you do not give it"), str(field.refusal))
        if field.separate_consent:
            self._part(t("Consent"), t("It is only kept with your separate consent."))
        for title, text in (
            (t("Why it is necessary"), field.necessity),
            (t("What a leak would mean"), field.impact),
            (t("The company's reason"), field.reason),
        ):
            if text is not None:
                self._part(title, str(text))

    def _readers(self, field: Field) -> str:
        full, masked = readers(self._catalogue, field, self._compartment)
        lines = [t("In full: {roles}", roles=full)] if full else []
        lines += [t("Masked: {roles}", roles=masked)] if masked else []
        return "\n".join(lines) or t("Nobody in this part of the desk.")

    def _kept(self, field: Field) -> str:
        declared = field.retention.get(self._compartment)
        running = self._clock.class_key if self._clock is not None else declared
        key = running or declared or next(iter(field.retention.values()))
        return kept_until(self._catalogue.classes[key], self._clock)

    def _part(self, title: str, text: str) -> None:
        heading = Label(title, size="small", tone="soft")
        heading.setContentsMargins(0, theme.SMALL, 0, 0)
        self._lines.addWidget(heading)
        self._lines.addWidget(Label(text))


def _sensitivity(field: Field) -> str:
    if field.sensitivity is Sensitivity.SENSITIVE:
        return t("Sensitive personal information")
    return t("Handled like sensitive information")
