# SPDX-License-Identifier: Apache-2.0
"""One application: its form, why each field is asked, its steps; and the same for a new one."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QHideEvent

from hr_desk.catalogue.model import Scenario
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import applications, candidates, recruitment, requisitions
from hr_desk.operations.candidates import FieldView, RecordView
from ui import theme
from ui.forms.purpose_card import PurposeCard
from ui.forms.record_form import RecordForm
from ui.pages.consenting import Consents
from ui.pages.contacting import INTERVIEW, MESSAGE, Contacting
from ui.pages.decisions import DecisionPanel, StepBar
from ui.pages.draft_offer import DraftOffer
from ui.pages.drafting import Drafting, key_of
from ui.pages.handing_over import HandOverStep
from ui.pages.known_people import KnownPeople
from ui.pages.other_applications import OtherApplications
from ui.pages.owed import Owed
from ui.pages.page import SlicedPage
from ui.pages.paper_forms import PaperPanel
from ui.pages.record_files import RecordFiles
from ui.pages.record_head import show_head
from ui.pages.record_meetings import RecordMeetings
from ui.pages.record_print import print_form
from ui.pages.record_side import RecordSide
from ui.pages.step_back import StepBack
from ui.pages.still_shown import StillShown
from ui.pages.take_in import TakeInCard
from ui.pages.unmasking import UnmaskPanel
from ui.slices import Slices
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, laid_out_once, row, scrolled
from ui.widgets.panels import Question
from ui.widgets.stage_line import StageLine

SIDE_WIDTH = 320
"""Width of the column beside the form in pixels."""


class RecordPage(SlicedPage):
    """Shows application ``self.view``, or takes in a new candidate while it is None."""

    kinds = frozenset({"requisition"})

    def make(self) -> Iterator[None]:
        """Make the form, what stands beside it, and the panels of the steps."""
        catalogue = self.desk.catalogue
        self.view: RecordView | None = None
        self._lost, self._slices = False, Slices(self)
        self.stage_line = StageLine()
        self.take_in = TakeInCard(catalogue)
        yield
        self.form = RecordForm(catalogue, Scenario.RECRUITMENT, today=self.desk.session.today)
        self.owed = Owed(catalogue, self.form)
        self.card = PurposeCard(catalogue, Scenario.RECRUITMENT)
        yield
        self.side = RecordSide(self.desk)
        self.known, self.others = KnownPeople(self.desk, self.form), OtherApplications(self.desk)
        self._beside = scrolled(self.side)
        self.files = RecordFiles(self.desk, self.form)
        yield
        self.consents = Consents(self.desk, self.side.consents, instead_of=self.files)
        self.papers = PaperPanel(self.desk)
        yield
        self.bar, self.panel = StepBar(self.desk), DecisionPanel(self.desk)
        self.back_step = self.bar.add(StepBack(self.desk))
        contacting = Contacting(self.desk, self.banner, "record", (INTERVIEW, MESSAGE))
        yield
        self.meetings = RecordMeetings(self, self.side, self.bar, self.files.reader, contacting)
        self.hand_over = self.bar.add(HandOverStep(self.desk))
        self.unmasking = UnmaskPanel(self.desk)
        yield
        self.drafting = Drafting(self.desk, self._typed, self)
        self.draft_offer = DraftOffer(self.drafting, self.banner, self.form, self.take_in)
        self._back, self._print = Button(icon="arrow-left"), Button(icon="printer")
        self._save, self.saving = Button(kind="primary", icon="check"), Question()
        yield from self._lay_out()
        self._connect()
        yield

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Save, print and go back; a new candidate from anywhere."""
        found: dict[str, Callable[[], object]] = {"record.save": self.save}
        found |= {"record.back": self.leave, "candidates.take_in": self.start_new}
        if self.view is not None:
            found |= {"record.print": self.print_form} | self.hand_over.possible()
            found["record.forms"] = partial(self.papers.start, self.view)
            found |= self.bar.handlers(self._start_step) | self.meetings.possible()
        return found

    def receive(self, argument: Any) -> None:
        """Show the application with this id, or begin a new one for None."""
        self.keep_drafts()
        if argument is None:
            self.start_new()
        else:
            self.open(str(argument))

    def start_new(self) -> None:
        """Begin with an empty form."""
        self._begin(None)
        self.view = None
        self.desk.query(candidates.form_fields, owner=self, done=self._show_new, slot="record.open")

    def open(self, application_id: str) -> None:
        """Read an application and show it."""
        self._begin(application_id)
        self.desk.query(
            candidates.open_record, application_id, owner=self, done=self._show_record,
            failed=self._lose, slot="record.open",
        )  # fmt: skip

    def refresh(self) -> None:
        """Read the open requisitions again."""
        self.desk.query(
            requisitions.list_requisitions, owner=self, done=self._show_requisitions,
            slot="record.requisitions",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.take_in.retranslate()
        self._show_mode()
        if self.view is not None:
            self.side.show_record(self.view)
            self._look_around(self.view)

    def keep_drafts(self) -> None:
        """Keep what was typed now."""
        self.drafting.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: keep what was typed, and nothing that was shown in full."""
        super().hideEvent(event)
        self.keep_drafts()
        self.unmasking.forget()
        self.meetings.leave()
        self.form.mask_again()

    def leave(self) -> None:
        """Go back to the list; what was typed stays as a draft."""
        self.keep_drafts()
        self.go.emit("candidates", None)

    def save(self) -> None:
        """Save the record; what is wrong or missing is said beside its field."""
        self.saving.leave()
        self.form.finish()
        values = self.form.values() if self.drafting.is_shown() else None
        if values is None or (self.view is None and self._is_incomplete()):
            return
        self.banner.clear()
        self._save.setEnabled(False)
        pictures = self.form.documents()
        if self.view is None:
            self._take_in(values, pictures)
        elif pictures and not values:
            self._keep_pictures(self.view.application_id, pictures)
        else:
            here = self.view.application_id
            self.desk.run(
                recruitment.edit, here, values, version=self.view.version, owner=self,
                done=lambda _changes: self._keep_pictures(here, pictures), failed=self._refused,
            )  # fmt: skip

    def _is_incomplete(self) -> bool:
        first = self.owed.say()
        if first is not None:
            self._explain(first)
        return first is not None

    def _settle_owed(self, _key: str) -> None:
        if self.view is None:
            self.owed.settle()

    def print_form(self) -> None:
        """Write the registration form of the record as a PDF, where the person chooses."""
        if self.view is not None:
            print_form(self, self.desk, self.view, done=self._printed)

    def _printed(self, name: str) -> None:
        self.banner.show_text("good", lambda: t("Saved as {file}.", file=name))

    def _take_in(self, values: Mapping[str, object], pictures: Mapping[str, bytes]) -> None:
        chosen = self.take_in.values()
        new = recruitment.NewCandidate(
            requisition_id=chosen["requisition"], values=values, notice=chosen["notice"]
        )
        self.desk.run(
            recruitment.take_in, (new,), owner=self, failed=self._refused,
            done=lambda changes: self._keep_pictures(changes.created[0], pictures),
        )  # fmt: skip

    def _apply_again(self, known: str) -> None:
        """Take in what is typed as another application of somebody who is here."""
        values, chosen = self.form.values(), self.take_in.values()
        if values is None:
            return
        self.desk.run(
            applications.apply_again, known, chosen["requisition"], values=values,
            notice=chosen["notice"], owner=self, failed=self._refused,
            done=lambda changes: self._keep_pictures(changes.created[0], self.form.documents()),
        )  # fmt: skip

    def _keep_pictures(self, application_id: str, pictures: Mapping[str, bytes]) -> None:
        self.files.portraits.keep(
            application_id,
            pictures,
            done=partial(self._saved, application_id),
            failed=partial(self._not_kept, application_id),
        )

    def _not_kept(self, application_id: str, error: UserError) -> None:
        """The record is saved, its picture is not: show the record and say why."""
        self._saved(application_id)
        self.banner.show_error(error)

    def _saved(self, application_id: str) -> None:
        self._save.setEnabled(True)
        self.drafting.end()
        taken_in = self.view is None
        self.open(application_id)
        another = ((N_("Take in another one"), self.start_new),) if taken_in else ()
        self.banner.show_text("good", lambda: t("Saved."), another)

    def _refused(self, error: UserError) -> None:
        self._save.setEnabled(True)
        if not self.form.show_refusal(error):
            self.banner.show_error(error)

    def _begin(self, application_id: str | None) -> None:
        self.drafting.keep()
        self._slices.drop()
        self._lost = False
        self.banner.clear()
        for panel in (*self._panels(), self.saving):
            panel.leave()
        self.unmasking.forget()
        self.card.clear()
        self.files.begin(application_id)
        self.drafting.begin(key_of(application_id))
        self.known.begin(active=application_id is None)
        self.others.hide()

    def _ask_to_save(self) -> None:
        """Enter in the last field: one more Enter saves."""
        if not self._save.isHidden():
            self.saving.ask(_last_field, lambda: t("Save"), self.save)

    def _show_new(self, views: tuple[FieldView, ...]) -> None:
        self._show_mode()
        self.refresh()
        self.form.begin(views, new=True, then=self._filled)

    def _show_record(self, view: RecordView) -> None:
        self.view = view
        self._slices.drop()
        self._slices.add(self._show_parts(view))

    def _show_parts(self, view: RecordView) -> Iterator[None]:
        self._show_mode()
        yield
        self.form.begin(view.fields, read_only="edit" not in view.allowed, then=self._filled)
        self.side.show_record(view)
        yield
        self._look_around(view)

    def _filled(self) -> None:
        self.form.focus_first()
        self.draft_offer.look()

    def _look_around(self, view: RecordView) -> None:
        self.meetings.look(view)
        for part in (self.consents, self.others):
            part.look(view.application_id)

    def _lose(self, error: UserError) -> None:
        """The record cannot be shown: leave nothing of the one before in its place."""
        self.view, self._lost = None, True
        self.form.show_record(())
        self._show_mode()
        self.banner.show_error(error)

    def _typed(self) -> dict[str, str]:
        typed = self.form.draft()
        return typed | self.take_in.values() if typed and self.view is None else typed

    def _show_requisitions(self, rows: tuple[requisitions.RequisitionRow, ...]) -> None:
        self.take_in.show_requisitions(rows)
        if self.view is None and not self._lost and self.take_in.is_empty():
            self.banner.show_text(
                "warn",
                lambda: t("No requisition is open. Open one first; candidates apply to it."),
                ((N_("Open a requisition"), partial(self.go.emit, "requisitions", "open")),),
            )

    @laid_out_once
    def _show_mode(self) -> None:
        """Show what belongs to a new candidate or to one that is here."""
        view = self.view
        self.take_in.setVisible(view is None and not self._lost)
        for widget in (self._beside, self.stage_line, self._print):
            widget.setVisible(view is not None)
        may_save = not self._lost if view is None else "edit" in view.allowed
        self._save.setVisible(may_save)
        self.bar.setVisible(view is not None)
        if view is None:
            self.header.set_texts(t("Application") if self._lost else t("Take in a candidate"))
        else:
            self._show_head(view)
        self.situation_changed.emit()

    def _show_head(self, view: RecordView) -> None:
        known, pictures = self.desk.catalogue, self.files.portraits
        show_head(self.header, self.stage_line, view=view, catalogue=known, portraits=pictures)
        self.bar.show_steps("", view.allowed - ({"advance"} if not view.next_stages else set()))
        self.back_step.look(view)
        self.hand_over.look(view)
        self.bar.setVisible(self.bar.offers())

    def _start_step(self, verb: str) -> None:
        if self.view is not None:
            self.panel.start(verb, (self.view.application_id,), self.view.next_stages)

    def _reopen(self, *_step: object) -> None:
        if self.view is not None:
            self.open(self.view.application_id)

    def _unmask(self, keys: tuple[str, ...]) -> None:
        if self.view is not None:
            self.unmasking.start(self.view.application_id, keys)

    def _explain(self, key: str) -> None:
        self.card.show_field(key, self.view.retention if self.view is not None else None)

    def _panels(self) -> tuple[Question, ...]:
        asked = (self.panel, self.unmasking, self.hand_over.panel, self.papers)
        return *asked, self.consents.question, *self.meetings.panels()

    def _lay_out(self) -> Iterator[None]:
        named = {N_("Back"): self._back, N_("Print…"): self._print, N_("Save"): self._save}
        for label, button in named.items():
            self.words.put(label, button.setText)
            self.header.add(button)
        self.header.lead(self.files.portraits.face)
        side, main = column(gap=theme.MEDIUM), row(gap=theme.LARGE)
        above = (self.stage_line, self.panel, self.hand_over.panel, self.unmasking, self.known)
        for widget in (*above, self.papers, *self.meetings.contacting.panels(), self.take_in):
            self.body.addWidget(widget)
            yield
        self.body.addLayout(main, 1)
        main.addWidget(self.meetings.beside(self.consents.place), 1)
        main.addLayout(side)
        yield
        for part, share in ((self.card, 3), (self.others, 0), (self._beside, 2)):
            part.setFixedWidth(SIDE_WIDTH)
            side.addWidget(part, share)
            yield
        self.body.addWidget(self.saving)
        self.body.addWidget(self.bar)

    def _connect(self) -> None:
        self._back.clicked.connect(self.leave)
        self._save.clicked.connect(self.save)
        self._print.clicked.connect(self.print_form)
        self.form.edited.connect(self._settle_owed)
        for edited in (self.form.edited, self.take_in.edited):
            edited.connect(self.drafting.note)
        for asked in (self.form.field_focused, self.form.explain_requested):
            asked.connect(self._explain)
        self.form.unmask_requested.connect(self._unmask)
        self.form.finished.connect(self._ask_to_save)
        self.unmasking.shown.connect(self.form.show_unmasked)
        self.bar.wanted.connect(self._start_step)
        changed = (self.back_step.done, self.hand_over.done, self.consents.changed)
        for done in (self.panel.decided, self.others.undone, self.files.changed, *changed):
            done.connect(self._reopen)
        self.papers.printed.connect(self._printed)
        self.known.open_wanted.connect(self.open)
        self.known.again_wanted.connect(self._apply_again)
        self.others.opened.connect(self.receive)
        for failed in (self.back_step.failed, self.others.failed):
            failed.connect(self.banner.show_error)
        StillShown(
            self, "application", leave=self._begin, lose=self._lose,
            whose=lambda: None if self.view is None else self.view.application_id,
        )  # fmt: skip


def _last_field() -> str:
    return t("That was the last field. Save the record?")
