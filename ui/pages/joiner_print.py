# SPDX-License-Identifier: Apache-2.0
"""The papers of one joiner: the filled form of who joins, the notice to report."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from hr_desk.domain import joiners as states
from hr_desk.domain.joining_code import LONGEST
from hr_desk.i18n import N_, t
from hr_desk.operations import joiner_documents, joiner_prints, joiner_views, own_forms
from hr_desk.operations.candidates import FieldView
from hr_desk.operations.joiner_views import JoinerView
from hr_desk.operations.own_forms import HandedCode
from hr_desk.operations.session import Session
from ui.pages.paper_around import Texts
from ui.pages.paper_forms import FORMS, PaperForm, PaperPanel
from ui.printing.work_papers import Report
from ui.session import OpenDesk
from ui.widgets.entry import chosen_day

NAME: Final = "full_name"
POST: Final = "job_title"
PHOTO: Final = "photo"
JOINING: Final = "joining"
REPORT: Final = "report"


def read_for_print(
    session: Session, joiner_id: str, keys: tuple[str, ...], *, photo: bool, purpose: str
) -> tuple[Mapping[str, FieldView], bytes | None]:
    """Return masked values in full for a standing purpose (logged), and the photo; worker."""
    found = joiner_views.unmask(session, joiner_id, keys, purpose=purpose) if keys else {}
    picture = joiner_documents.read_document(session, joiner_id, PHOTO) if photo else None
    return found, picture


def masked_on_paper(view: JoinerView) -> tuple[str, ...]:
    """Return the keys of what a joiner's form has a place for and this user sees masked."""
    own = (one for one in view.fields if one.field.supplied_by == "person")
    return tuple(one.field.key for one in own if one.given and one.masked)


class JoinerPapers(PaperPanel):
    """Prints forms of one joiner; masked numbers stay empty places unless they are asked for.

    A notice to report carries the code for the kiosk: the one that was just handed out, or a new
    one if that is ticked, because the desk itself keeps none.
    """

    handed = Signal(object)
    """A HandedCode that was made for the paper."""
    refused = Signal(object)
    """A UserError: why no code was made, and so nothing printed."""

    release: Callable[..., Any] = staticmethod(joiner_prints.release)

    def __init__(self, desk: OpenDesk) -> None:
        self._joiner: JoinerView | None = None
        self._full: Mapping[str, FieldView] = {}
        self._photo: bytes | None = None
        self._code: HandedCode | None = None
        self.in_full, self.with_code = QCheckBox(), QCheckBox()
        super().__init__(desk)
        self._own.put(N_("Print masked numbers in full (logged)"), self.in_full.setText)
        for box in (self.in_full, self.with_code):
            self.content.addWidget(box)

    def start_joiner(self, view: JoinerView, *, code: HandedCode | None = None) -> None:
        """Offer the forms of a joiner; ``code`` is the one for the kiosk that was just made."""
        self._joiner, self._full, self._photo, self._code = view, {}, None, code
        self.in_full.setChecked(False)
        self.with_code.setChecked(code is not None)
        post = view.named(POST)
        day = view.first_day or self._desk.session.today()
        self.offer(post=post.shown if post is not None else "", day=day)

    def leave(self) -> None:
        """Hide the question and forget whom it was about."""
        super().leave()
        self._joiner, self._full, self._photo, self._code = None, {}, None, None

    def write(self, target: Path) -> None:
        """Make the chosen form and release it to ``target``; a code it lacks is made first."""
        view, form = self._joiner, self.chosen()
        if view is None:
            return
        if form.key == REPORT and self.with_code.isChecked() and self._code is None:
            self._desk.run(
                own_forms.hand_code, view.joiner_id, days=self._days_to_report(), owner=self,
                done=partial(self._with_code, target), failed=self.refused.emit,
            )  # fmt: skip
            return
        joining = form.key == JOINING
        masked = masked_on_paper(view)
        photo = view.named(PHOTO)
        self._desk.query(
            read_for_print, view.joiner_id,
            masked if joining and self.in_full.isChecked() else (),
            photo=joining and photo is not None and photo.given and not photo.masked,
            purpose=form.purpose, owner=self, done=partial(self._with_values, target),
        )  # fmt: skip

    def _with_code(self, target: Path, code: HandedCode) -> None:
        self.handed.emit(code)
        if self._joiner is not None:
            self._code = code
            self._say()
            self.write(target)

    def _days_to_report(self) -> int:
        """Return for how many days a code is good that is used on the day of reporting."""
        days = (chosen_day(self.day) - self._desk.session.today()).days + 1
        return min(max(days, 1), LONGEST.days)

    def _with_values(
        self, target: Path, read: tuple[Mapping[str, FieldView], bytes | None]
    ) -> None:
        self._full, self._photo = read
        super().write(target)

    def _write(self, form: PaperForm, target: Path, texts: Texts) -> None:
        if self._joiner is not None:
            super()._write(form, target, texts)

    def _offered(self) -> list[PaperForm]:
        expected = self._joiner is not None and self._joiner.state == states.EXPECTED
        wanted = (JOINING, REPORT) if expected else (JOINING,)
        return [one for one in FORMS if one.key in wanted]

    def _show_parts(self) -> None:
        super()._show_parts()
        key, view = self.form.currentData(), self._joiner
        masked = view is not None and bool(masked_on_paper(view))
        self.in_full.setVisible(key == JOINING and masked)
        self.with_code.setVisible(key == REPORT and self._desk.may("joiner.hand_code"))

    def _say(self) -> None:
        super()._say()
        self.sentence.setText(t("Print a form for this joiner."))
        new = t("With a new code for the kiosk (an earlier one that was not used is void)")
        given = t("With the code for the kiosk that was just handed out")
        self.with_code.setText(new if self._code is None else given)

    def _report_facts(self, code: str) -> Report:
        facts, handed = super()._report_facts(code), self._code
        if handed is None or not self.with_code.isChecked():
            return facts
        return replace(facts, code=handed.shown, code_until=handed.until)

    def _records(self) -> tuple[str, ...]:
        return () if self._joiner is None else (self._joiner.joiner_id,)

    def _name(self) -> str:
        view = self._joiner.named(NAME) if self._joiner is not None else None
        return view.shown if view is not None else ""

    def _portrait(self, form: PaperForm) -> bytes | None:
        return self._photo if form.key == JOINING else None

    def _known(self, view: FieldView) -> FieldView:
        """Return what the file knows in full in place of an empty field."""
        key = view.field.key
        known = self._full.get(key) or (
            self._joiner.named(key) if self._joiner is not None else None
        )
        here = known is not None and known.given and not known.masked and known.value is not None
        return known if here and known is not None else view
