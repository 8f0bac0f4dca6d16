# SPDX-License-Identifier: Apache-2.0
"""One account of payroll: its form, numbers to compare, and how it ends."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QHideEvent

from hr_desk.catalogue.model import Demand, Scenario
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import account_drafts, account_views, accounts
from hr_desk.operations.account_views import AccountFile
from ui import theme
from ui.forms.field_row import FieldView
from ui.forms.purpose_card import PurposeCard
from ui.forms.record_form import RecordForm
from ui.pages.account_side import AccountSide
from ui.pages.account_steps import AccountSteps
from ui.pages.accounts import state_words
from ui.pages.draft_offer import DraftOffer
from ui.pages.drafting import Drafting, account_key
from ui.pages.joiner_numbers import TWICE, CardScan, TypeAgain, must_be_repeated
from ui.pages.joiner_steps import JoinerSteps
from ui.pages.page import Page
from ui.pages.purposes import OF_EMPLOYMENT
from ui.pages.still_shown import StillShown
from ui.pages.unmasking import UnmaskPanel
from ui.pages.way_back import Visit, WayBack
from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row, scrolled
from ui.widgets.panels import EmptyState, Question


class AccountPage(Page):
    """Shows account ``self.file``; its numbers are covered until they are asked for."""

    kinds = frozenset({"account"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        catalogue = self.desk.catalogue
        self.file: AccountFile | None = None
        self._way_back = WayBack("accounts")
        self.form = RecordForm(catalogue, Scenario.ONBOARDING, today=self.desk.session.today)
        self.card = PurposeCard(catalogue, Scenario.ONBOARDING)
        self.side, self.nothing = AccountSide(self.desk), EmptyState("credit-card")
        self._beside = scrolled(self.side)
        self.steps, self.leaving = AccountSteps(self.desk), JoinerSteps(self.desk)
        self.again, self.saving = TypeAgain(), Question()
        self.card_scan = CardScan(self)
        self.unmasking = UnmaskPanel(self.desk, read=account_views.unmask, among=OF_EMPLOYMENT)
        self.drafting = Drafting(self.desk, self.form.draft, self, place=account_drafts)
        self.draft_offer = DraftOffer(self.drafting, self.banner, self.form)
        self._back, self._save = Button(icon="arrow-left"), Button(kind="primary", icon="check")
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Save, go back, and what an account ends with."""
        found: dict[str, Callable[[], object]] = {"account.back": self.leave}
        if self.file is not None:
            verbs = {"edit": ("account.save", self.save)}
            for verb in self.steps.buttons:
                verbs[verb] = (f"account.{verb}", partial(self.steps.begin_step, verb))
            found |= dict(one for verb, one in verbs.items() if verb in self.file.allowed)
        return found

    def receive(self, argument: Any) -> None:
        """Show the account with this id; what was typed about the same one stays."""
        wanted = self._way_back.take(argument)
        here = self.file is not None and self.file.view.account_id == wanted
        if wanted is not None and not (here and self.form.changed()):
            self.open(str(wanted))

    def open(self, account_id: str) -> None:
        """Read an account and show it."""
        self._begin(account_id)
        self.desk.query(
            account_views.open_file, account_id, owner=self, done=self._show,
            failed=self._lose, slot="account.open",
        )  # fmt: skip

    def refresh(self) -> None:
        """Something was written of an account, here or by what onboarding said of it."""
        self._renew()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self._show_head()
        if self.file is not None:
            self.side.show_file(self.file)

    def keep_drafts(self) -> None:
        """Keep what was typed now."""
        self.drafting.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: keep what was typed, and nothing that was shown in full."""
        super().hideEvent(event)
        self.keep_drafts()
        self.unmasking.forget()
        self.form.mask_again()

    def leave(self) -> None:
        """Go back to the list."""
        self._way_back.go(self.go.emit)

    def _lead(self, page: str, what: str) -> None:
        """Open another page that leads back to this account."""
        if self.file is not None:
            self.go.emit(page, Visit(what, "account", self.file.view.account_id))

    def save(self) -> None:
        """Save what was changed; a bank account is typed once more first."""
        self.saving.leave()
        values = self.form.values() if self.file is not None else None
        if not values:
            return
        self.banner.clear()
        if must_be_repeated(values, self.card_scan):
            kind = self.desk.catalogue.field(TWICE).type
            self.again.start(kind, values[TWICE], partial(self._write, values))
        else:
            self._write(values)

    def _write(self, values: Mapping[str, Any]) -> None:
        if self.file is None:
            return
        self._save.setEnabled(False)
        view = self.file.view
        self.desk.run(
            accounts.edit, view.account_id, values, version=view.version, owner=self,
            done=lambda _changes: self._saved(view.account_id), failed=self._refused,
        )  # fmt: skip

    def _saved(self, account_id: str) -> None:
        self._save.setEnabled(True)
        self.drafting.end()
        self.open(account_id)
        self.banner.show_text("good", lambda: t("Saved."))

    def _refused(self, error: UserError) -> None:
        self._save.setEnabled(True)
        if not self.form.show_refusal(error):
            self.banner.show_error(error)

    def _begin(self, account_id: str) -> None:
        self.drafting.keep()
        self.banner.clear()
        for panel in (self.again, self.steps, self.leaving, self.unmasking, self.saving):
            panel.leave()
        self.unmasking.forget()
        self.card.clear()
        self.nothing.hide()
        self.drafting.begin(account_key(account_id))

    def _show(self, file: AccountFile) -> None:
        self.file = file
        self.form.begin(
            sorted(file.view.fields, key=_is_not_required),
            read_only="edit" not in file.allowed, then=self._form_is_whole,
        )  # fmt: skip
        self._show_around(file)

    def _form_is_whole(self) -> None:
        """The form was made in slices and is all there."""
        self.card_scan.watch(self.form)
        self.form.focus_first()
        self.draft_offer.look()

    def _show_around(self, file: AccountFile) -> None:
        self.steps.look(file)
        leaves = "leave" in file.allowed and file.line.joiner_id is not None
        self.leaving.buttons["leave"].setVisible(leaves)
        self.leaving.look_at(file.line.joiner_id or "", file.line.first_day)
        self.side.show_file(file)
        self._show_head()
        self.situation_changed.emit()

    def _renew(self) -> None:
        """Read again, and keep what is half typed."""
        if self.file is not None:
            self.desk.query(
                account_views.open_file, self.file.view.account_id, owner=self,
                done=self._renewed, failed=self._lose, slot="account.open",
            )  # fmt: skip

    def _renewed(self, file: AccountFile) -> None:
        if not self.form.changed():
            self._show(file)
            return
        self.file = file
        self._show_around(file)

    def _lose(self, error: UserError) -> None:
        self.file = None
        self.form.show_record(())
        self._show_head()
        self.banner.show_error(error)

    def _show_head(self) -> None:
        file = self.file
        for widget in (self._beside, self.card, self.form):
            widget.setVisible(file is not None)
        self.nothing.setVisible(file is None)
        self._save.setVisible(file is not None and "edit" in file.allowed)
        if file is None:
            self._say_nothing()
            for button in (*self.steps.buttons.values(), self.leaving.buttons["leave"]):
                button.hide()
            self.header.set_texts(t("Payroll account"))
        else:
            name = file.line.holder or t("Payroll account")
            self.header.set_texts(name, state_words(file.line))

    def _say_nothing(self) -> None:
        self.nothing.say(t("No account is open"), t("Choose one in the list of accounts."),
                         t("Show the accounts"))  # fmt: skip

    def _compare(self, key: str) -> None:
        if self.file is not None:
            self.desk.run(
                accounts.compare, self.file.view.account_id, (key,), owner=self,
                done=lambda _changes: self._renew(), failed=self.banner.show_error,
            )  # fmt: skip

    def _unmask(self, keys: tuple[str, ...]) -> None:
        if self.file is not None:
            self.unmasking.start(self.file.view.account_id, keys)

    def _ask_to_save(self) -> None:
        """Enter in the last field: one more Enter saves."""
        if not self._save.isHidden():
            self.saving.ask(
                lambda: t("That was the last field. Save the account?"), lambda: t("Save"),
                self.save,
            )  # fmt: skip

    def _explain(self, key: str) -> None:
        self.card.show_field(key, None)

    def _lay_out(self) -> None:
        steps = (*self.steps.buttons.values(), self.leaving.buttons["leave"])
        for button in (self._back, *steps, self._save):
            self.header.add(button)
        side = column(gap=theme.MEDIUM)
        for part, share in ((self.card, 4), (self._beside, 5)):
            part.setFixedWidth(theme.SIDE_WIDTH)
            side.addWidget(part, share)
        main = row(gap=theme.LARGE)
        main.addWidget(self.form, 1)
        main.addWidget(self.nothing, 1)
        main.addLayout(side)
        for widget in (self.steps, self.leaving, self.unmasking, self.again):
            self.body.addWidget(widget)
        self.body.addLayout(main, 1)
        self.body.addWidget(self.saving)

    def _connect(self) -> None:
        for label, button, act in (
            (N_("Back"), self._back, self.leave),
            (N_("Save"), self._save, self.save),
        ):
            self.words.put(label, button.setText)
            button.clicked.connect(act)
        self.nothing.chosen.connect(self.leave)
        self.form.edited.connect(self.drafting.note)
        self.form.field_focused.connect(self._explain)
        self.form.explain_requested.connect(self._explain)
        self.form.unmask_requested.connect(self._unmask)
        self.form.finished.connect(self._ask_to_save)
        self.unmasking.shown.connect(self.form.show_unmasked)
        self.side.compare_wanted.connect(self._compare)
        self.side.joiner_wanted.connect(partial(self._lead, "joiner"))
        self.side.told.entry_wanted.connect(partial(self._lead, "hand_off_register"))
        for written in (self.steps.done, self.leaving.done):
            written.connect(self._renew)
        StillShown(
            self, "account", leave=self._begin, lose=self._lose,
            whose=lambda: None if self.file is None else self.file.view.account_id,
        )  # fmt: skip


def _is_not_required(view: FieldView) -> bool:
    return view.field.demand[Scenario.ONBOARDING] is not Demand.REQUIRED
