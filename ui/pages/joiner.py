# SPDX-License-Identifier: Apache-2.0
"""One joiner: the form with what came from hiring, what is owed, numbers to compare, steps."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import joiners as states
from hr_desk.domain.letter_texts import JOINER
from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import N_, t
from hr_desk.operations import (
    checklist,
    checklist_template,
    joiner_documents,
    joiner_drafts,
    joiner_views,
    onboarding,
)
from hr_desk.operations.changes import Changes
from hr_desk.operations.joiner_views import JoinerView
from ui import theme
from ui.forms.order import numbered
from ui.forms.purpose_card import PurposeCard
from ui.forms.record_form import RecordForm
from ui.pages.draft_offer import DraftOffer
from ui.pages.drafting import Drafting, joiner_key
from ui.pages.joiner_consenting import JoinerConsents
from ui.pages.joiner_evaluation import EvaluationCard
from ui.pages.joiner_fields import FirstDayOffer, form_views, hold_closed
from ui.pages.joiner_numbers import (
    TWICE,
    CardScan,
    TypeAgain,
    WaitingNumbers,
    must_be_repeated,
)
from ui.pages.joiner_print import JoinerPapers
from ui.pages.joiner_scan import ScanView
from ui.pages.joiner_side import Around, JoinerSide, read_around
from ui.pages.joiner_steps import JoinerSteps
from ui.pages.leaving_step import LeavingStep
from ui.pages.letters import LetterStep
from ui.pages.own_form import OwnFormCard
from ui.pages.page import SlicedPage
from ui.pages.paper_around import joining_fields
from ui.pages.portraits import Portraits
from ui.pages.purposes import OF_EMPLOYMENT
from ui.pages.record_files import end_reading
from ui.pages.still_shown import StillShown
from ui.pages.unmasking import UnmaskPanel
from ui.pages.way_back import Visit, WayBack
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, reveal, row, scrolled
from ui.widgets.panels import Question


class JoinerPage(SlicedPage):
    """Shows joiner ``self.view``; nothing that is missing keeps it from being saved."""

    def make(self) -> Iterator[None]:
        """Make the form, what stands beside it, and the panels of the steps."""
        catalogue = self.desk.catalogue
        self.view: JoinerView | None = None
        self._way_back = WayBack("onboarding")
        self.form = RecordForm(catalogue, Scenario.ONBOARDING, today=self.desk.session.today)
        self.card = PurposeCard(catalogue, Scenario.ONBOARDING)
        FirstDayOffer(self.form)
        yield
        self.numbers, self.again = WaitingNumbers(self.desk), TypeAgain()
        self.own_form, self.evaluation = OwnFormCard(self.desk), EvaluationCard(self.desk)
        self.card_scan = CardScan(self)
        self.side = JoinerSide(self.desk, self.evaluation, self.numbers, self.own_form)
        self._beside, self._aside = scrolled(self.side), QWidget()
        yield
        self.reader, self.consents = Reader(), JoinerConsents(self.desk, instead_of=self.form)
        self.scan = ScanView(self.desk, self.reader, instead_of=self.consents.place)
        yield
        self.steps, self.papers = JoinerSteps(self.desk), JoinerPapers(self.desk)
        yield
        self.unmasking = UnmaskPanel(self.desk, read=joiner_views.unmask, among=OF_EMPLOYMENT)
        self.letters = LetterStep(self.desk, self.banner, "joiner", JOINER, self.reader, self)
        self.leaving = LeavingStep(self, "joiner", "personnel")
        self.portraits = Portraits(
            self.desk, self.form, self.reader, add=joiner_documents.add_document,
            preview=joiner_documents.preview,
        )  # fmt: skip
        yield
        self.drafting = Drafting(self.desk, self.form.draft, self, place=joiner_drafts)
        self.draft_offer = DraftOffer(self.drafting, self.banner, self.form)
        self._back, self._sensitive = Button(icon="arrow-left"), Button(icon="shield-check")
        self._save, self.saving = Button(kind="primary", icon="check"), Question()
        self._print = Button(icon="printer")
        yield from self._lay_out()
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Save, go back, and the page of sensitive items."""
        found: dict[str, Callable[[], object]] = {"joiner.back": self.leave}
        if self.view is not None and "edit" in self.view.allowed:
            found |= {"joiner.save": self.save, "joiner.sensitive": self.start_sensitive}
            found["joiner.print"] = self.print_form
        steps = (self.letters, self.leaving) if self.view is not None else ()
        return found | {key: act for one in steps for key, act in one.possible().items()}

    def receive(self, argument: Any) -> None:
        """Show the joiner with this id; what was typed about the same one stays."""
        wanted = self._way_back.take(argument)
        here = self.view is not None and self.view.joiner_id == wanted
        if wanted is not None and not (here and self.form.changed()):
            self.open(str(wanted))

    def open(self, joiner_id: str) -> None:
        """Read a joiner and show them."""
        self._begin(joiner_id)
        self.desk.query(
            joiner_views.open_joiner, joiner_id, owner=self, done=self._show,
            failed=self._lose, slot="joiner.open",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self._show_head()
        if self.view is not None:
            self.numbers.show_waiting(self.view.joiner_id, self.view.waiting)
            self._look_around()

    def keep_drafts(self) -> None:
        """Keep what was typed now."""
        self.drafting.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: keep what was typed, and nothing that was shown in full."""
        super().hideEvent(event)
        self.keep_drafts()
        self.unmasking.forget()
        self.evaluation.forget()
        self.scan.leave()
        self.letters.panel.leave()
        self.form.mask_again()
        self.desk.query(end_reading, self.reader, owner=self, done=lambda _none: None)

    def leave(self) -> None:
        """Go back to the list."""
        self._way_back.go(self.go.emit)

    def _show_entry(self, entry_id: str) -> None:
        """Show the register's entry of a hand-off, which leads back here."""
        if self.view is not None:
            self.go.emit("hand_off_register", Visit(entry_id, "joiner", self.view.joiner_id))

    def print_form(self) -> None:
        """Ask which form of this joiner to print."""
        if self.view is not None:
            self.papers.start_joiner(self.view, code=self.own_form.code)

    def start_sensitive(self) -> None:
        """Show the page of sensitive items."""
        if self.view is not None:
            self.banner.clear()
            self.consents.start(self.view.joiner_id)

    def save(self) -> None:
        """Save what was changed, however much is missing; an account is typed once more first."""
        self.saving.leave()
        values = self.form.values() if self.view is not None else None
        if values is None:
            return
        self.banner.clear()
        if must_be_repeated(values, self.card_scan):
            kind = self.desk.catalogue.field(TWICE).type
            self.again.start(kind, values[TWICE], partial(self._write, values))
        else:
            self._write(values)

    def _write(self, values: Mapping[str, Any]) -> None:
        if self.view is None:
            return
        self._save.setEnabled(False)
        here, pictures = self.view.joiner_id, self.form.documents()
        if pictures and not values:
            self._keep_pictures(here, pictures)
            return
        self.desk.run(
            onboarding.edit, here, values, version=self.view.version, owner=self,
            done=lambda _changes: self._keep_pictures(here, pictures), failed=self._refused,
        )  # fmt: skip

    def _keep_pictures(self, joiner_id: str, pictures: Mapping[str, bytes]) -> None:
        self.portraits.keep(joiner_id, pictures, failed=self._refused,
                            done=partial(self._saved, joiner_id))  # fmt: skip

    def _saved(self, joiner_id: str) -> None:
        self._save.setEnabled(True)
        self.drafting.end()
        self.numbers.go_on()
        self.open(joiner_id)
        self.banner.show_text("good", lambda: t("Saved."))

    def _refused(self, error: UserError) -> None:
        self._save.setEnabled(True)
        if not self.form.show_refusal(error):
            self.banner.show_error(error)

    def _printed(self, file: str) -> None:
        self.banner.show_text("good", lambda: t("Saved as {file}.", file=file))

    def _begin(self, joiner_id: str) -> None:
        self.drafting.keep()
        self.banner.clear()
        panels = (self.again, self.steps, self.unmasking, self.papers, self.saving)
        for panel in (*panels, self.letters.panel):
            panel.leave()
        self.consents.leave()
        self.scan.leave()
        self.unmasking.forget()
        self.card.clear()
        self.portraits.begin(joiner_id)
        self.drafting.begin(joiner_key(joiner_id))

    def _show(self, view: JoinerView) -> None:
        self.view = view
        printed = numbered(joining_fields(self.desk.session))
        self.form.show_record(form_views(view, self.desk.catalogue), numbers=printed)
        self.form.set_read_only("edit" not in view.allowed)
        self.card_scan.watch(self.form)
        hold_closed(self.form, view)
        self.numbers.show_waiting(view.joiner_id, view.waiting)
        self.own_form.look(view)
        self.steps.look(view)
        self.letters.look(view.joiner_id, view.state)
        self._show_head()
        self._look_around()
        if not self.numbers.take_keyboard():
            self.form.focus_first()
        self.situation_changed.emit()
        self.draft_offer.look()

    def _look_around(self) -> None:
        if self.view is not None:
            self.desk.query(
                read_around, self.view.joiner_id, owner=self, slot="joiner.around",
                done=partial(self._show_around, self.view), failed=self.banner.show_error,
            )  # fmt: skip

    def _show_around(self, view: JoinerView, around: Around) -> None:
        if view is self.view:
            self.side.show_joiner(view, around)

    def _lose(self, error: UserError) -> None:
        self.view = None
        self.form.show_record(())
        self._show_head()
        self.banner.show_error(error)

    def _show_head(self) -> None:
        view = self.view
        for widget in (self._beside, self.card):
            widget.setVisible(view is not None)
        may = view is not None and "edit" in view.allowed
        self._save.setVisible(may)
        self._print.setVisible(may and self.desk.may("joiner.print"))
        self._sensitive.setVisible(may and self.desk.may("joiner.consent"))
        if view is None:
            for button in (*self.steps.buttons.values(), self.letters.button, self.leaving.button):
                button.hide()
            self.header.set_texts(t("Joiner"))
            self.portraits.face.forget()
            return
        name = view.named("full_name")
        self.portraits.show_whose(name, view.named("photo"))
        self.leaving.look(view.joiner_id, name.shown if name is not None else "")
        said = t("{state} since {day}", state=states.label(view.state), day=view.state_on)
        if view.first_day is not None and view.state == states.EXPECTED:
            said = t("First day of work: {day}", day=view.first_day)
        self.header.set_texts(name.shown if name is not None else t("Joiner"), said)

    def _tick(self, item: str, done: bool) -> None:
        if self.view is not None:
            act = checklist.tick if done else checklist.untick
            self.desk.run(act, self.view.joiner_id, item, owner=self, failed=self.banner.show_error,
                          done=lambda _changes: self._look_around())  # fmt: skip

    def _take_over(self) -> None:
        if self.view is not None:
            self.desk.run(
                checklist_template.take_over, self.view.joiner_id, owner=self,
                done=lambda _changes: self._look_around(), failed=self.banner.show_error,
            )  # fmt: skip

    def _renew(self) -> None:
        """Something else was written of the joiner: read again, and keep what is half typed."""
        if self.view is not None:
            self.desk.query(
                joiner_views.open_joiner, self.view.joiner_id, owner=self, done=self._renewed,
                failed=self._lose, slot="joiner.open",
            )  # fmt: skip

    def _hear(self, changes: Changes) -> None:
        """A day is over: what was typed on it was kept, and is masked from now on."""
        view = self.view
        if view is None or changes.operation != "retention.sweep":
            return
        if ("joiner", view.joiner_id) in changes.records:
            self.numbers.show_waiting(view.joiner_id, ())
            if self.isVisible():
                self._renew()

    def _renewed(self, view: JoinerView) -> None:
        if not self.form.changed():
            self._show(view)
            return
        self.view = view
        self.numbers.show_waiting(view.joiner_id, view.waiting)
        self.steps.look(view)
        self.letters.look(view.joiner_id, view.state)
        self._show_head()
        self._look_around()

    def _unmask(self, keys: tuple[str, ...]) -> None:
        if self.view is not None:
            self.unmasking.start(self.view.joiner_id, keys)

    def _look_at(self, key: str) -> None:
        if self.view is not None:
            self.scan.look_at(self.view.joiner_id, self.desk.catalogue.field(key))

    def _ask_to_save(self) -> None:
        """Enter in the last field: one more Enter saves."""
        if not self._save.isHidden():
            self.saving.ask(
                lambda: t("That was the last field. Save the file?"), lambda: t("Save"), self.save
            )

    def _explain(self, key: str) -> None:
        self.card.show_field(key, None)

    def _lay_out(self) -> Iterator[None]:
        steps = self.steps.buttons.values()
        self.header.lead(self.portraits.face)
        for button in (self._back, *steps, self._sensitive, self._print, self._save):
            self.header.add(button)
        for widget in (self.steps, self.unmasking, self.papers, self.again):
            self.body.addWidget(widget)
            yield
        main, side = row(gap=theme.LARGE), column(self._aside, gap=theme.MEDIUM)
        self._aside.setFixedWidth(theme.SIDE_WIDTH)
        self.body.addLayout(main, 1)
        main.addWidget(self.letters.panel.beside(self.scan.place), 1)
        yield
        main.addWidget(self._aside)
        own = ((self.letters.button, 0), (self.leaving.button, 0))
        for part, share in ((self.card, 4), (self._beside, 5), *own):
            side.addWidget(part, share)
            yield
        self.body.addWidget(self.saving)

    def _connect(self) -> None:
        self.letters.name_buttons(self.words)
        for label, button, act in (
            (N_("Back"), self._back, self.leave),
            (N_("Sensitive items and signature…"), self._sensitive, self.start_sensitive),
            (N_("Print…"), self._print, self.print_form),
            (N_("Save"), self._save, self.save),
        ):
            self.words.put(label, button.setText)
            button.clicked.connect(act)
        self.form.edited.connect(self.drafting.note)
        self.form.field_focused.connect(self._explain)
        self.form.explain_requested.connect(self._explain)
        self.form.unmask_requested.connect(self._unmask)
        self.form.files_wanted.connect(self._look_at)
        self.form.finished.connect(self._ask_to_save)
        self.unmasking.shown.connect(self.form.show_unmasked)
        self.papers.printed.connect(self._printed)
        self.papers.handed.connect(self.own_form.show_code)
        self.papers.refused.connect(self.banner.show_error)
        # A notice to report has many parts; what lies beside the form gives its room to them.
        self.papers.opened.connect(lambda on: reveal(self._aside, not on))
        # A question needs the room that old news takes.
        self.steps.opened.connect(lambda on: self.banner.pass_on() if on else None)
        self.side.checklist.tick_wanted.connect(self._tick)
        self.side.checklist.list_wanted.connect(self._take_over)
        self.side.told.entry_wanted.connect(self._show_entry)
        self.side.papers.wanted.connect(lambda id_: self.go.emit("record", id_))
        self.side.twins.open_wanted.connect(lambda id_: self.go.emit("joiner", id_))
        self.desk.changed.connect(self._hear)
        for written in (self.numbers.checked, self.consents.changed, self.steps.done,
                        self.own_form.taken, self.scan.confirmed):  # fmt: skip
            written.connect(self._renew)
        StillShown(
            self, "joiner", leave=self._begin, lose=self._lose,
            whose=lambda: None if self.view is None else self.view.joiner_id,
        )  # fmt: skip
