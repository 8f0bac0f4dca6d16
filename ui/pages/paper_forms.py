# SPDX-License-Identifier: Apache-2.0
"""The panel that prints forms: blank ones for the queue, or those of one application.

Every form leaves through the one door. Blank forms name nobody; a print about somebody is a named
template with a standing purpose: logged, never asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import LANGUAGES, N_, language, name_of, t, translated
from hr_desk.operations import disclosure
from hr_desk.operations.candidates import FieldView, RecordView
from ui import theme
from ui.pages.paper_around import Texts, around_of, read_texts
from ui.printing.application_form import TITLES, form_pdf
from ui.printing.work_papers import Report, evaluation_pdf, report_pdf
from ui.session import OpenDesk
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.files import choose_target
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.panels import Question
from ui.widgets.words import Words


@dataclass(frozen=True)
class PaperForm:
    """One form: what it is called, of which occasion, for which standing purpose it is printed."""

    key: str
    title: str
    scenario: Scenario
    purpose: str
    blank: bool = True
    """Whether it is of use without a record."""
    from_stage: str = ""
    """The stage from which it makes sense for a record; empty: from the beginning."""


FORMS = (
    PaperForm("application", TITLES[Scenario.RECRUITMENT], Scenario.RECRUITMENT, "apply.assess"),
    PaperForm("evaluation", N_("Interview evaluation"), Scenario.RECRUITMENT, "apply.assess"),
    PaperForm(
        "joining",
        TITLES[Scenario.ONBOARDING],
        Scenario.ONBOARDING,
        "hire.contract",
        from_stage="offer_accepted",
    ),
    PaperForm(
        "report",
        N_("Notice to report"),
        Scenario.ONBOARDING,
        "hire.contract",
        blank=False,
        from_stage="offer_accepted",
    ),
)
"""What can be printed; the filled application form of a record is its own action."""


class PaperPanel(Question):
    """Asks which form, in which language, and what a notice to report says."""

    printed = Signal(str)
    """The name of the file that was written."""
    release: Callable[..., Any] = staticmethod(disclosure.release)
    """The operation that registers a form and lets it out."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._view: RecordView | None = None
        self._own = Words()
        self._form_entry, self.form = choice(self._own, N_("Form"))
        self._language_entry, self.in_language = choice(self._own, N_("Language"))
        self._post_entry, self.post = line(self._own, N_("Position"))
        self._time_entry, self.time = line(self._own, N_("Time"))
        self._place_entry, self.place = line(self._own, N_("Place"))
        self._contact_entry, self.contact = line(self._own, N_("Ask for"))
        self._day_entry, self.day = day_line(self._own, N_("Day"))
        self.items = {code: QCheckBox() for code in self._bring()}
        self._report = QWidget()
        self._lay_out()
        self.form.currentIndexChanged.connect(lambda _row: self._show_parts())

    def start(self, view: RecordView | None) -> None:
        """Offer the blank forms, or those of a record."""
        self._view = view
        post = view.requisition if view is not None else ""
        self.offer(post=post, day=self._desk.session.today())

    def offer(self, *, post: str, day: date) -> None:
        """Ask which form; ``post`` and ``day`` are what a notice to report says at first."""
        fill(self.form, [(t(one.title), one.key) for one in self._offered()])
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self.in_language.setCurrentIndex(self.in_language.findData(language()))
        self.post.setText(post)
        self.place.setText(self._desk.session.company.get("address", ""))
        show_day(self.day, day)
        self.ask("", "", self._choose)
        self._say()
        self._show_parts()
        self.form.setFocus()

    def write(self, target: Path) -> None:
        """Make the chosen form and release it to ``target``."""
        form = self.chosen()
        self._desk.query(
            read_texts,
            form.scenario,
            str(self.in_language.currentData()),
            owner=self,
            done=partial(self._write, form, target),
        )

    def chosen(self) -> PaperForm:
        """Return the form that is chosen."""
        return next(one for one in FORMS if one.key == self.form.currentData())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def _offered(self) -> list[PaperForm]:
        if self._view is None:
            return [one for one in FORMS if one.blank]
        reached, stage = self._desk.catalogue.reached, self._view.stage
        later = [one for one in FORMS if one.key != "application"]
        return [one for one in later if not one.from_stage or reached(stage, one.from_stage)]

    def _say(self) -> None:
        for place in range(self.form.count()):
            key = self.form.itemData(place)
            title = next(one.title for one in FORMS if one.key == key)
            self.form.setItemText(place, t(title))
        for code, box in self.items.items():
            box.setText(str(self._bring()[code]))
        sentence = t("Print blank forms to be filled in by hand.")
        if self._view is not None:
            sentence = t("Print a form for this record.")
        self.sentence.setText(sentence)
        self.yes.setText(t("Save as PDF…"))

    def _bring(self) -> Mapping[str, Any]:
        return self._desk.catalogue.code_lists["report_item"].codes

    def _show_parts(self) -> None:
        if self.form.currentData() is not None:
            self._report.setVisible(self.chosen().key == "report")

    def _choose(self) -> None:
        title = translated(self.chosen().title, str(self.in_language.currentData()))
        name = self._name()
        proposed = f"{title} {name}.pdf" if name else f"{title}.pdf"
        choose_target(self, t("Print…"), proposed, self.write)

    def _name(self) -> str:
        view = self._view.named("full_name") if self._view is not None else None
        return view.shown if view is not None else ""

    def _write(self, form: PaperForm, target: Path, texts: Texts) -> None:
        draw, fields = self._made(form, texts)
        about = disclosure.Disclosure(
            kind="print",
            recipient=self._desk.session.company["name"],
            purpose=form.purpose,
            fields=fields,
            records=self._records(),
        )
        # A form takes a third of a second to draw: the window answers meanwhile.
        self._desk.draw(draw, owner=self, done=partial(self._release, about, target))

    def _release(self, about: disclosure.Disclosure, target: Path, content: bytes) -> None:
        self._desk.run(
            self.release,
            about,
            content,
            target,
            owner=self,
            done=partial(self._written, target.name),
        )

    def _records(self) -> tuple[str, ...]:
        """Return the ids of the records a form is about."""
        return () if self._view is None else (self._view.application_id,)

    def _made(self, form: PaperForm, texts: Texts) -> tuple[Callable[[], bytes], tuple[str, ...]]:
        """Return what draws the PDF from what stands here now, and the keys of the values on it."""
        session = self._desk.session
        catalogue = session.catalogue
        around = around_of(session, texts, post=self.post.text(), portrait=self._portrait(form))
        name = self._name()
        named = ("full_name",) if name else ()
        if form.key == "evaluation":
            return partial(evaluation_pdf, catalogue, around, name=name), named
        if form.key == "report":
            return partial(report_pdf, around, self._report_facts(texts.language), name=name), named
        fields = [self._known(view) for view in texts.fields]
        given = tuple(one.field.key for one in fields if one.given)
        return partial(form_pdf, fields, catalogue, form.scenario, around), given

    def _portrait(self, form: PaperForm) -> bytes | None:
        """Return the picture (JPEG) that belongs on a form, None for an empty place."""
        del form
        return None

    def _known(self, view: FieldView) -> FieldView:
        """Return what the record knows in full in place of an empty field."""
        known = self._view.named(view.field.key) if self._view is not None else None
        return known if known is not None and known.given and not known.masked else view

    def _report_facts(self, code: str) -> Report:
        chosen = (key for key, box in self.items.items() if box.isChecked())
        return Report(
            day=chosen_day(self.day),
            time=self.time.text(),
            place=self.place.text(),
            contact=self.contact.text(),
            bring=[self._bring()[key].within(code) for key in chosen],
        )

    def _written(self, name: str, _changes: Any) -> None:
        self.leave()
        self.printed.emit(name)

    def _lay_out(self) -> None:
        inputs = row(gap=theme.MEDIUM)
        for entry in (self._form_entry, self._language_entry, self._post_entry):
            entry.setMinimumWidth(180)
            inputs.addWidget(entry)
        inputs.addStretch(1)
        self._place_entry.setMinimumWidth(360)
        parts = FlowLayout(self._report)
        entries = (self._day_entry, self._time_entry, self._contact_entry, self._place_entry)
        for widget in (*entries, *self.items.values()):
            parts.addWidget(widget)
        self.content.addLayout(inputs)
        self.content.addWidget(self._report)
