# SPDX-License-Identifier: Apache-2.0
"""One visit: its form, why each field is asked, its history; the same for one entered by staff."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import visits as states
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import directory, visits
from hr_desk.operations.candidates import FieldView
from hr_desk.operations.visits import NewVisit, VisitView
from ui import theme
from ui.actions import ACTIONS
from ui.forms.purpose_card import PurposeCard
from ui.forms.record_form import RecordForm
from ui.pages.correct_leaving import CorrectLeaving
from ui.pages.kind_choice import KindChoice
from ui.pages.owed import Saying
from ui.pages.page import SlicedPage
from ui.pages.purposes import OF_VISITS
from ui.pages.still_shown import StillShown
from ui.pages.unmasking import UnmaskPanel
from ui.pages.visit_asking import EXPECT, NEW, PLANNED, asks, owed
from ui.pages.visit_card import VisitCard
from ui.pages.visit_draft import VisitDraft
from ui.pages.visit_list import step_of
from ui.pages.visit_note import VisitNote
from ui.pages.visit_rows import HOST, NAME, PURPOSE, readable
from ui.pages.visit_side import VisitSide
from ui.pages.visit_steps import VisitStep
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, laid_out_once, reveal, scrolled, with_side

SIDE_WIDTH = 320
"""Width of the column beside the form in pixels."""


class VisitPage(SlicedPage):
    """Shows visit ``self.view``, or takes a new or an expected one while it is None."""

    kinds = frozenset({"staff"})

    def make(self) -> Iterator[None]:
        """Make the form, what stands beside it, and the panels of the steps."""
        catalogue = self.desk.catalogue
        self.view: VisitView | None = None
        self._mode, self._lost = NEW, False
        self.about = VisitCard(catalogue)
        self.form = RecordForm(catalogue, Scenario.VISITOR, today=self.desk.session.today)
        self.card = PurposeCard(catalogue, Scenario.VISITOR)
        yield
        self.side = VisitSide(self)
        self._beside, self._aside = scrolled(self.side), QWidget()
        self.note, self.kind_choice = VisitNote(self.desk), KindChoice(self.desk, self.form)
        self.draft = VisitDraft(
            self.desk, self, form=self.form, kinds=self.kind_choice, host=self.about.host,
            banner=self.banner,
        )  # fmt: skip
        yield
        self.step, self.correcting = VisitStep(self.desk), CorrectLeaving(self.desk)
        self.unmasking = UnmaskPanel(self.desk, read=visits.unmask, among=OF_VISITS)
        self._correct = Button(icon="undo-2")
        self._back, self._queue = Button(icon="arrow-left"), Button(icon="arrow-right")
        self._save = Button(kind="primary", icon="check")
        self.buttons: dict[str, Button] = {}
        self._sees_host = readable(self.desk, catalogue.field(HOST))
        yield
        self._lay_out()
        self._connect()
        yield

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Save and go back; a new or expected visit from anywhere."""
        found: dict[str, Callable[[], object]] = {
            "visit.save": self.save,
            "visit.back": self.leave,
            "visit.new": partial(self.start_new, NEW),
            "visit.expect": partial(self.start_new, EXPECT),
        }
        return found if self.view is None else found | self.side.leaving.possible()

    def receive(self, argument: Any) -> None:
        """Show the visit with this id; begin a new one for None, an expected one for ``expect``."""
        if argument is None or argument == EXPECT:
            self.start_new(EXPECT if argument == EXPECT else NEW)
        else:
            self.open(str(argument))

    def start_new(self, mode: str) -> None:
        """Begin with an empty form."""
        self._begin()
        self.view, self._mode = None, mode
        self.about.begin(mode)
        self.form.begin(())
        if mode == NEW and self._sees_host:
            self.kind_choice.begin()
            self._show_mode()
        else:
            self._ask_fields()
        self.draft.begin(mode)

    def keep_drafts(self) -> None:
        """Keep what was typed now."""
        self.draft.keep()

    def _ask_fields(self) -> None:
        """Ask for the fields of the kind that is chosen."""
        self.desk.query(visits.form_fields, owner=self, done=self._show_new, slot="visit.open")

    def open(self, visit_id: str) -> None:
        """Read a visit and show it."""
        self._begin()
        self.desk.query(
            visits.open_visit, visit_id, owner=self, done=self._show_visit, failed=self._lose,
            slot="visit.open",
        )  # fmt: skip

    def refresh(self) -> None:
        """Read the directory again."""
        self.desk.query(
            directory.list_staff, owner=self, done=self.about.show_staff, slot="visit.staff"
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.about.retranslate()
        self._show_mode()
        if self.view is not None:
            self.side.show_visit(self.view)

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: nothing stays that was shown in full."""
        super().hideEvent(event)
        self.keep_drafts()
        self.unmasking.forget()
        self.form.mask_again()

    def leave(self) -> None:
        """Go back to the front desk."""
        self.go.emit("front_desk", None)

    def save(self) -> None:
        """Save the visit; what is wrong or missing is said beside its field."""
        values = self.form.values()
        if self._lost or self.kind_choice.is_asking() or values is None:
            return
        if self.view is None and self._is_incomplete():
            return
        self.banner.clear()
        self._save.setEnabled(False)
        if self.about.changed():
            values[HOST] = self.about.host.name() or None
        if self.view is None:
            self._enter(values)
        else:
            self._edit(self.view, values)

    def _enter(self, values: Mapping[str, object]) -> None:
        new = NewVisit(
            values={**values, **self.kind_choice.values()},
            notice=str(self.about.notice.currentData()),
            host_id=self.about.host.host_id(),
            kind="" if self.kind_choice.kind is None else self.kind_choice.kind.key,
            confirmed=self.kind_choice.confirmed(),
        )
        self.desk.run(
            visits.expect if self._mode == EXPECT else visits.sign_in,
            (new,),
            owner=self,
            done=self._entered,
            failed=self._refused,
        )

    def _edit(self, view: VisitView, values: Mapping[str, object]) -> None:
        self.desk.run(
            visits.edit, view.visit_id, values, version=view.version, owner=self,
            host_id=self.about.host.host_id() if self.about.changed() else None,
            done=partial(self._saved, view.visit_id), failed=self._refused,
        )  # fmt: skip

    def _entered(self, _changes: Any) -> None:
        """Go back to where the next visitor waits."""
        self._save.setEnabled(True)
        self.draft.end()
        state = states.EXPECTED if self._mode == EXPECT else states.ON_SITE
        self.go.emit("front_desk", {"show": state})

    def _saved(self, visit_id: str, _changes: Any) -> None:
        self._save.setEnabled(True)
        self.open(visit_id)
        self.banner.show_text("good", lambda: t("Saved."))

    def _refused(self, error: UserError) -> None:
        self._save.setEnabled(True)
        named = str(error.values.get("field", ""))
        shown = [key for key in self.form.keys() if self._label(key) == named]  # noqa: SIM118
        if named and shown:
            self.form.show_problems({shown[0]: error.text})
        elif named == self._label(HOST):
            self.about.refuse(error.text)
            self.about.host.setFocus()
        else:
            self.banner.show_error(error)

    def _is_incomplete(self) -> bool:
        """Say beside every field what a new visit still lacks; False if it lacks nothing."""
        missing = self._owed()
        shown = [key for key in self.form.keys() if key in missing]  # noqa: SIM118 - a method
        self.form.show_problems({key: missing[key] for key in shown})
        self.about.refuse(missing.get(HOST))
        self.kind_choice.refuse(missing.get(PURPOSE))
        if set(missing) == {HOST}:
            self.about.host.setFocus()
        elif shown:
            self._explain(shown[0])
        return bool(missing)

    def _owed(self) -> dict[str, Saying]:
        return owed(
            self.desk, self._mode, self.form, self.about, self.kind_choice,
            sees_host=self._sees_host,
        )  # fmt: skip

    def _settle_owed(self, _key: str) -> None:
        """Take back what is not owed any more."""
        if self.view is None:
            self.form.settle_problems(self._owed())

    def _label(self, key: str) -> str:
        return str(self.desk.catalogue.field(key).label)

    def _begin(self) -> None:
        self.draft.leave()
        self._lost = False
        self.kind_choice.leave()
        self.banner.clear()
        for panel in (self.step, self.correcting, self.unmasking):
            panel.leave()
        self.unmasking.forget()
        self.card.clear()

    def _show_new(self, views: tuple[FieldView, ...]) -> None:
        asked = [one for one in views if asks(one.field, self._mode, self.kind_choice)]
        # The time comes first in its section: without it nobody is expected.
        self._show_mode()
        self.refresh()
        in_order = sorted(asked, key=lambda view: view.field.key != PLANNED)
        self.form.begin(in_order, then=self._begun)

    def _begun(self) -> None:
        """The empty form is there: what was typed of this visit before goes into it."""
        self.draft.restore()
        self.form.focus_first()

    @laid_out_once
    def _show_visit(self, view: VisitView) -> None:
        self.view = view
        editable = "visit.edit" in view.allowed
        self.about.show_visit(view.row)
        self.about.set_read_only(not editable)
        self.side.show_visit(view)
        self.note.show_visit(view)
        self._show_mode()
        self.refresh()
        shown = (one for one in view.fields if one.field.key != HOST)
        self.form.begin(shown, read_only=not editable, then=partial(self._filled, view))

    def _filled(self, view: VisitView) -> None:
        self.form.offer_unmasking("visit.unmask" in view.allowed)
        for one in view.fields:
            if one.field.supplied_by == "program" or one.field.emergency_reveal:
                self.form.row(one.field.key).set_read_only(True)
        self.form.focus_first()

    def _lose(self, error: UserError) -> None:
        """The visit cannot be shown: leave nothing of the one before in its place."""
        self.view, self._lost = None, True
        self.form.show_record(())
        self._show_mode()
        self.banner.show_error(error)

    @laid_out_once
    def _show_mode(self) -> None:
        """Show what belongs to a new visit or to one that is here."""
        view = self.view
        asking = self.kind_choice.is_asking()
        about = self._sees_host or (view is None and not self._lost)
        self.about.setVisible(about and not asking)
        self.about.host_entry.setVisible(self._sees_host)
        self._beside.setVisible(view is not None)
        entering = not self._lost and not asking
        self._save.setVisible(entering if view is None else "visit.edit" in view.allowed)
        allowed = view.allowed if view is not None else frozenset()
        for verb, button in self.buttons.items():
            button.setVisible(f"visit.{verb}" in allowed)
        self._queue.setVisible("visit.confirm" in allowed)
        self._correct.setVisible("visit.correct_leaving" in allowed)
        self.note.setVisible("visit.note" in allowed)
        self.header.set_texts(self._title())
        if view is None:
            self.about.set_read_only(False)
        self.situation_changed.emit()

    def _title(self) -> str:
        if self.view is not None:
            name = self.view.named(NAME)
            return name.shown if name is not None else t("Visit")
        if self._lost:
            return t("Visit")
        return t("Expected visit") if self._mode == EXPECT else t("New visit")

    def _take_step(self, verb: str) -> None:
        if self.view is not None:
            self.step.start(verb, (self.view.row,))

    def _start_correcting(self) -> None:
        if self.view is not None:
            self.banner.clear()
            self.correcting.start(self.view.row)

    def _to_queue(self) -> None:
        if self.view is not None:
            self.go.emit("front_desk", {"visit": self.view.visit_id})

    def _reopen(self, _verb: str = "") -> None:
        if self.view is not None:
            self.open(self.view.visit_id)

    def _unmask(self, keys: tuple[str, ...]) -> None:
        if self.view is not None:
            self.unmasking.start(self.view.visit_id, keys)

    def _explain(self, key: str) -> None:
        self.card.show_field(key)

    def _lay_out(self) -> None:
        self.header.add(self._back)
        for action in filter(step_of, ACTIONS):
            button = Button(kind=action.kind, icon=action.icon)
            self.words.put(action.label, button.setText)
            button.clicked.connect(partial(self._take_step, step_of(action)))
            self.buttons[step_of(action)] = button
            self.header.add(button)
        for button in (self._correct, self._queue, self._save):
            self.header.add(button)
        side = column(self._aside, gap=theme.MEDIUM)
        side.addWidget(self.card, 3)
        side.addWidget(self._beside, 2)
        main = with_side(self.form, self._aside, width=SIDE_WIDTH, gap=theme.LARGE)
        for widget in (
            self.step, self.correcting, self.unmasking, self.note, self.kind_choice, self.about,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addLayout(main, 1)

    def _connect(self) -> None:
        self.words.put(N_("Back"), self._back.setText)
        self.words.put(N_("To the queue"), self._queue.setText)
        self.words.put(N_("Save"), self._save.setText)
        self.words.put(N_("Correct the leaving…"), self._correct.setText)
        self._correct.clicked.connect(self._start_correcting)
        self._back.clicked.connect(self.leave)
        self._queue.clicked.connect(self._to_queue)
        self._save.clicked.connect(self.save)
        self.form.edited.connect(self._settle_owed)
        self.form.field_focused.connect(self._explain)
        self.form.explain_requested.connect(self._explain)
        self.form.unmask_requested.connect(self._unmask)
        self.form.finished.connect(self._save.setFocus)
        self.about.host_focused.connect(partial(self._explain, HOST))
        self.about.done.connect(self.form.focus_first)
        self.unmasking.shown.connect(self.form.show_unmasked)
        self.step.fail_with(self.banner.show_error)
        self.step.taken.connect(self._reopen)
        self.correcting.fail_with(self.banner.show_error)
        self.correcting.opened.connect(lambda on: reveal(self._aside, not on))
        self.correcting.corrected.connect(self._reopen)
        self.kind_choice.chosen.connect(self._ask_fields)
        self.kind_choice.again.connect(partial(self.start_new, NEW))
        self.note.fail_with(self.banner.show_error)
        self.note.kept.connect(partial(self.banner.show_text, "good", _note_kept))
        StillShown(
            self, "visit", leave=lambda _id: self._begin(), lose=self._lose,
            whose=lambda: None if self.view is None else self.view.visit_id,
        )  # fmt: skip


def _note_kept() -> str:
    return t("The note is kept for the next shift.")
