# SPDX-License-Identifier: Apache-2.0
"""One hand-off: who is new, corrected, leaving or came back, what is missing, letting it out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QHideEvent

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import hand_off_people, hand_off_views, hand_offs
from hr_desk.operations.hand_off_people import Plan, Planned
from hr_desk.operations.hand_off_views import Preview, Tally
from hr_desk.operations.hand_offs import HandedOff
from hr_desk.operations.session import Session
from ui.pages.action_buttons import ActionButtons
from ui.pages.hand_off_consent import AgreeForm, WithdrawForm
from ui.pages.hand_off_people import NEWS, SHOWN, Going
from ui.pages.hand_off_sending import Handover, LetOut
from ui.pages.hand_off_view import PlanView
from ui.pages.hand_off_words import (
    about_said,
    counts_said,
    head_said,
    lacking,
    sentence_said,
    stays_said,
)
from ui.pages.page import SlicedPage
from ui.pages.way_back import Visit, WayBack
from ui.slices import Steps
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import reveal, row
from ui.widgets.text_line import TextLine

ROWS_AT_ONCE: Final = 200
"""How many people are put into the table before it is scrolled to its end."""

SHOWN_WIDTH: Final = 200
"""Least width of the choice of who is shown, in pixels."""


def read(session: Session, standing_id: str) -> tuple[Plan, Tally]:
    """Return whom a standing hand-off is about, counted; worker. Raises what ``plan`` raises."""
    plan = hand_off_people.plan(session, standing_id)
    return plan, hand_off_views.tally_of(plan)


class HandOffPage(SlicedPage):
    """Shows the plan of the standing hand-off ``standing_id``."""

    kinds = frozenset({"joiner", "account", "recipient", "standing_hand_off", "disclosure"})

    def make(self) -> Steps:
        """Make the list and what may stand in its place, then what is asked."""
        self.standing_id: str | None = None
        self._way_back = WayBack("hand_offs")
        self._tally: Tally | None = None
        self.going = Going()
        self._shown: list[Planned] = []
        self._anew = True
        self.view = PlanView()
        self.table = self.view.table
        yield
        self.search = TextLine()
        self.shown_entry, self.shown = choice(self.words, N_("Show"))
        self.counts, self.about = Label(bold=True), Label(tone="soft")
        yield
        self.sending, self.handover = LetOut(self.desk), Handover(self.desk, self.banner)
        yield
        self.agreeing, self.withdrawing = AgreeForm(self.desk), WithdrawForm(self.desk)
        self.buttons = ActionButtons(self.around, self.words, "hand_off", self.handlers)
        yield
        self._lay_out()
        yield
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Letting out whoever goes; what is marked allows the rest."""
        found: dict[str, Callable[[], object]] = {"hand_off.back": self.leave}
        if self.going.plan is None:
            return found
        marked = self.table.marked() if self.view.currentWidget() is self.table else ()
        if self.going.ids():
            found["hand_off.send"] = self.ask_to_send
            found["hand_off.preview"] = self.toggle_preview
        if self.going.includable(marked):
            found["hand_off.include"] = self.include_marked
        if self.going.removable(marked):
            found["hand_off.leave_out"] = self.leave_out_marked
        if len(marked) == 1:
            found["hand_off.file"] = partial(self._lead, "joiner", marked[0])
            if self.desk.session.holds("payroll"):
                found["hand_off.account"] = partial(self._open_account, marked[0])
        return {**found, **self._about_consent(marked)}

    def _about_consent(self, marked: tuple[str, ...]) -> Mapping[str, Callable[[], object]]:
        """Where people have to agree: noting that they did, or that one withdrew."""
        plan, people = self.going.plan, self.going.find(marked)
        if plan is None or not plan.standing.recipient.needs_consent:
            return {}
        found: dict[str, Callable[[], object]] = {}
        asked = [one for one in people if not one.consents or one.stripped]
        if asked:
            found["hand_off.consent"] = partial(
                self.agreeing.start, plan.standing.recipient.id, plan.template.fields,
                {one.joiner_id: one.name for one in asked},
            )  # fmt: skip
        if len(people) == 1 and people[0].consents:
            found["hand_off.withdraw"] = partial(self.withdrawing.start, plan, people[0])
        return found

    def receive(self, argument: Any) -> None:
        """Show the standing hand-off with this id; what was said of the same one's people stays."""
        wanted = self._way_back.take(argument)
        if wanted is not None and wanted != self.standing_id:
            self.open(str(wanted))

    def open(self, standing_id: str) -> None:
        """Read whom a standing hand-off is about."""
        self.standing_id, self._anew = standing_id, True
        self.banner.clear()
        self._leave_all()
        self.shown.setCurrentIndex(0)
        self.search.clear()
        self.view.begin()
        self.refresh()

    def refresh(self) -> None:
        """Read the plan again."""
        if self.standing_id is not None:
            self.desk.query(
                read, self.standing_id, owner=self, done=self._show, failed=self._stop,
                slot="hand_off.plan",
            )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.search.setPlaceholderText(t("Find by name"))
        self.search.setAccessibleName(t("Find by name"))
        fill(self.shown, [(t(words), key) for key, words in SHOWN.items()])
        self.view.retranslate()
        self._say_head()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: forget passphrase and password, and what a preview shows."""
        super().hideEvent(event)
        self._leave_all()
        if self.view.previews():
            self.toggle_preview()

    def leave(self) -> None:
        """Go back to the list, or from the preview to the people."""
        if self.view.previews():
            self.toggle_preview()
        else:
            self._way_back.go(self.go.emit)

    def include_marked(self) -> None:
        """Send those that are marked all the same."""
        self.going.include(self.table.marked())
        self._show_people()

    def leave_out_marked(self) -> None:
        """Leave those that are marked out this time."""
        self.going.leave_out(self.table.marked())
        self._show_people()

    def toggle_preview(self) -> None:
        """Show how the file will be written, or the people again."""
        if self.view.previews():
            self.view.leave_preview()
            self._show_people()
        else:
            self._read_preview()

    def _read_preview(self) -> None:
        if self.standing_id is not None:
            self.desk.query(
                hand_off_views.preview, self.standing_id, self.going.ids(), owner=self,
                done=self._show_preview, failed=self.banner.show_error, slot="hand_off.preview",
            )  # fmt: skip

    def _leave_all(self) -> None:
        """Leave every question, and forget passphrase and password."""
        for form in (self.sending, self.agreeing, self.withdrawing):
            form.leave()
        self.handover.forget()

    def ask_to_send(self) -> None:
        """Ask for the passphrase that lets the file out."""
        plan = self.going.plan
        if plan is None or self.standing_id is None:
            return
        self._leave_all()
        people, ids = self.going.people(), self.going.ids()
        named = tuple(sorted(self.going.named))
        waiting = sum(one.news for one in plan.people) - sum(one.news for one in people)
        call = partial(_send, standing_id=self.standing_id, ids=ids, named=named)
        self.sending.start(
            partial(sentence_said, plan, len(ids)),
            partial(stays_said, plan, named=len(named), waiting=waiting), call,
        )  # fmt: skip

    def _sent(self, handed: HandedOff) -> None:
        self._anew = True
        self.handover.show(handed)
        self.refresh()

    def _show(self, found: tuple[Plan, Tally]) -> None:
        plan, self._tally = found
        self.going.take(plan, anew=self._anew)
        self._anew = False
        self._show_people()
        if self.view.previews():
            self._read_preview()

    def _stop(self, error: UserError) -> None:
        """Nothing leaves by it: say why, and where that is mended."""
        self.going.take(None, anew=True)
        self.view.stop(error)
        self._say_head()
        self._show_buttons()

    def _show_people(self) -> None:
        plan = self.going.plan
        if plan is None:
            return
        what = str(self.shown.currentData() or NEWS)
        self._shown = self.going.shown(what, self.search.text())
        first = self._rows(0)
        self.table.show_rows(first, self._next(len(first)))
        narrowed = bool(self.search.text().strip()) or what != NEWS
        self.view.show_people(len(self._shown), of=len(plan.people), narrowed=narrowed)
        self._say_head()
        self._show_buttons()

    def _rows(self, start: int) -> list[Any]:
        catalogue = self.desk.catalogue
        return [self.going.row(one, catalogue) for one in self._shown[start : start + ROWS_AT_ONCE]]

    def _next(self, end: int) -> int | None:
        return end if end < len(self._shown) else None

    def _append(self, start: object) -> None:
        if isinstance(start, int):
            further = self._rows(start)
            self.table.append_rows(further, self._next(start + len(further)))

    def _show_preview(self, seen: Preview) -> None:
        self.view.show_preview(seen)
        self._show_buttons()

    def _say_head(self) -> None:
        plan, tally = self.going.plan, self._tally
        self.counts.setVisible(plan is not None)
        if plan is None or tally is None:
            self.header.set_texts(t("Hand-off"))
            return
        said = head_said(plan, self.desk.session.today())
        self.header.set_texts(str(plan.template.label), said)
        self.counts.setText(counts_said(self.desk.catalogue, tally, len(self.going.ids())))

    def _say_about(self) -> None:
        """Say in full what a narrow column cuts off of the one that is marked."""
        people = self.going.find(self.table.marked())
        said = about_said(people[0]) if len(people) == 1 and not self.view.previews() else ""
        self.about.setText(said)
        self.about.setVisible(bool(said))

    def _show_buttons(self, *_marked: object) -> None:
        self._say_about()
        self.buttons.show_ready()
        for widget in (self.search, self.shown_entry):
            widget.setVisible(self.going.plan is not None and not self.view.previews())
        label = t("Show the people") if self.view.previews() else t("Preview of the file")
        self.buttons.buttons["hand_off.preview"].setText(label)
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        made = self.buttons.buttons
        for key in ("hand_off.back", "hand_off.preview", "hand_off.send"):
            self.header.add(made[key])
        above = row()
        above.addWidget(self.search, 1)
        above.addWidget(self.shown_entry)
        below = row()
        for key in ("include", "leave_out", "file", "account", "consent", "withdraw"):
            below.addWidget(made[f"hand_off.{key}"])
        below.addStretch(1)
        self.body.addWidget(self.handover.once)
        self.body.addWidget(self.handover.copies)
        self.body.addLayout(above)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.about)
        for form in (self.sending, self.agreeing, self.withdrawing):
            self.body.addWidget(form)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.handover.copies.opened.connect(lambda on: reveal(self.view, not on))
        self.search.setClearButtonEnabled(True)
        self.shown_entry.setMinimumWidth(SHOWN_WIDTH)
        self.search.textChanged.connect(lambda _text: self._show_people())
        self.shown.currentIndexChanged.connect(lambda _row: self._show_people())
        self.table.records.more_wanted.connect(self._append)
        self.table.marked_changed.connect(self._show_buttons)
        self.table.opened.connect(self._open_lacking)
        self.view.nobody.chosen.connect(partial(self.go.emit, "onboarding", None))
        self.view.stopped.chosen.connect(self._to_standing)
        self.view.no_match.chosen.connect(self._clear)
        self.sending.sent.connect(self._sent)
        self.handover.copies.entry_wanted.connect(partial(self._lead, "hand_off_register"))
        self.buttons.show_ready()

    def _lead(self, page: str, what: str | None) -> None:
        """Open another page that leads back to this hand-off."""
        self.go.emit(page, Visit(what, "hand_off", self.standing_id))

    def _open_lacking(self, joiner_id: str) -> None:
        """Open the file that still lacks something: the account where payroll alone waits."""
        lacks = [field for one in self.going.find((joiner_id,)) for field in lacking(one)]
        if lacks and all("personnel" not in field.retention for field in lacks):
            self._ask_account(joiner_id, otherwise=partial(self._lead, "joiner", joiner_id))
        else:
            self._lead("joiner", joiner_id)

    def _open_account(self, joiner_id: str) -> None:
        self._ask_account(joiner_id, otherwise=self._say_no_account)

    def _ask_account(self, joiner_id: str, *, otherwise: Callable[[], object]) -> None:
        """Open somebody's account; do ``otherwise`` where payroll has none."""
        self.desk.query(
            hand_off_people.account_of, joiner_id, owner=self,
            done=lambda found: self._lead("account", found) if found else otherwise(),
            failed=self.banner.show_error, slot="hand_off.account",
        )  # fmt: skip

    def _say_no_account(self) -> None:
        self.banner.show_text(
            "info",
            lambda: t(
                "Payroll has no account of this person yet. It is opened by what onboarding tells "
                "payroll."
            ),
        )

    def _to_standing(self) -> None:
        if self.view.is_stopped():
            self._lead("standing_hand_offs", self.standing_id)
        else:
            self.go.emit("hand_offs", None)

    def _clear(self) -> None:
        self.search.clear()
        self.shown.setCurrentIndex(self.shown.findData("all"))


def _send(
    session: Session,
    *,
    standing_id: str,
    ids: tuple[str, ...],
    named: tuple[str, ...],
    **asked: Any,
) -> HandedOff:
    """Let the file out; worker."""
    return hand_offs.send(session, standing_id, ids, incomplete=named, **asked)
