# SPDX-License-Identifier: Apache-2.0
"""Standing hand-offs: asked for once, approved once by a second person, used until they end."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStackedWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import (
    hand_off_templates,
    hand_off_views,
    recipients,
    standing_hand_offs,
)
from hr_desk.operations.hand_off_views import IN_FORCE, STATES, STOPPED, WAITING, BoardLine
from hr_desk.operations.recipients import RecipientView
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import Standing
from ui.pages.action_buttons import ActionButtons
from ui.pages.hand_off_words import ends_said, state_said, template_said
from ui.pages.page import SlicedPage
from ui.pages.standing_forms import ApproveForm, Asked, AskForm, EndForm
from ui.pages.way_back import Visit, WayBack
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("template", N_("Hand-off"), width=11),
    text_column("recipient", N_("Recipient"), width=11),
    text_column("state", N_("State"), width=9),
    text_column("asked_by", N_("Asked for by"), width=6),
    text_column("approved_by", N_("Second person"), width=6),
    text_column("until", N_("Until"), width=7),
    text_column("fields", N_("Fields"), width=4),
)


class Found:
    """What the page is made of."""

    def __init__(self, session: Session) -> None:
        """Read it; worker. Raises NotPermitted, CompartmentClosed, CatalogueProblem."""
        known = hand_off_templates.list_templates(session)
        self.templates = tuple(one.template for one in known.values())
        self.recipients: tuple[RecipientView, ...] = recipients.list_recipients(session)
        self.names = {user.id: user.name for user in session.register.users}
        lines = hand_off_views.board(session)
        boards = {one.standing.id: one for one in lines if one.standing is not None}
        by_key = {one.key: one for one in self.templates}
        self.asked = tuple(
            Asked(one, boards.get(one.id), by_key.get(one.template_key))
            for one in standing_hand_offs.list_standing(session)
        )


class StandingHandOffsPage(SlicedPage):
    """The list and what is asked about it."""

    kinds = frozenset({"standing_hand_off", "recipient", "hand_off_template", "user"})

    def make(self) -> Steps:
        """Make the list, then what is asked about it."""
        self.known: dict[str, Asked] = {}
        self._found: Found | None = None
        self._wanted: Any = None
        self._way_back = WayBack("hand_offs")
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty, self.no_recipient = EmptyState("shield-check"), EmptyState("briefcase")
        yield
        self.asking = AskForm(self.desk)
        yield
        self.approving = ApproveForm(self.desk)
        yield
        self.ending, self.with_ended = EndForm(self.desk), QCheckBox()
        self.why = Label(tone="warning")
        self._view = QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.buttons = ActionButtons(
            self.around, self.words, "standing_hand_offs", self.handlers
        )  # fmt: skip
        self._back = Button(icon="arrow-left")
        yield
        self._lay_out()
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Asking, once there is a recipient; what the marked one allows."""
        found: dict[str, Callable[[], object]] = {}
        if self._found is not None and any(not one.ended for one in self._found.recipients):
            found["standing_hand_offs.ask"] = partial(self._open, self.asking)
        one = self._marked()
        if one is None or one.line is None:
            return found
        if one.line.state == WAITING:
            found["standing_hand_offs.approve"] = partial(self._open, self.approving, one)
        if one.line.state == IN_FORCE:
            found["standing_hand_offs.plan"] = partial(
                self.go.emit, "hand_off",
                Visit(one.standing.id, "standing_hand_offs", one.standing.id),
            )  # fmt: skip
        found["standing_hand_offs.recipient"] = partial(
            self.go.emit, "recipients",
            Visit(one.standing.recipient.id, "standing_hand_offs", one.standing.id),
        )  # fmt: skip
        found["standing_hand_offs.end"] = partial(self._open, self.ending, one)
        return found

    def receive(self, argument: Any) -> None:
        """Ask where another page says so, for a template where it names one; or mark one."""
        wanted = self._way_back.take(argument)
        if wanted is not None:
            self._wanted = wanted
            self._follow_wanted()

    def refresh(self) -> None:
        """Read the standing hand-offs again."""
        self.desk.query(
            Found, owner=self, done=self._show, failed=self.banner.show_error,
            slot="standing.list",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Standing hand-offs"),
            t("A second person approves once, for twelve months at most; then files may leave."),
        )
        self.table.set_name(t("Standing hand-offs"))
        self.empty.say(
            t("Nothing is approved yet"),
            t("Choose a template and who receives it, and ask a second person to approve it."),
            t("Ask for a standing hand-off"),
        )
        self.no_recipient.say(
            t("There is nobody to hand anything to yet"),
            t("Register the recipient first; then ask for its hand-off here."),
            t("Register a recipient"),
        )
        self._say_why()

    def _open(self, form: Any, about: Asked | None = None) -> None:
        """Show one question and leave the others."""
        for other in (self.asking, self.approving, self.ending):
            if other is not form and not other.isHidden():
                other.leave()
        if about is None:
            form.start()
        else:
            form.start(about)

    def _show(self, found: Found) -> None:
        self._found = found
        self.asking.offer(found.recipients, found.templates)
        self._show_rows()
        self._follow_wanted()

    def _show_rows(self) -> None:
        found = self._found
        if found is None:
            return
        ended = self.with_ended.isChecked()
        shown = [one for one in found.asked if ended or one.line is not None]
        self.known = {one.standing.id: one for one in shown}
        self.table.show_rows([self._row(one, found.names) for one in shown])
        none = self.empty if found.recipients else self.no_recipient
        self._view.setCurrentWidget(self.table if shown else none)
        self.with_ended.setVisible(any(one.line is None for one in found.asked))
        self._show_buttons()

    def _follow_wanted(self) -> None:
        """Do what another page asked for, once the list is there."""
        wanted, found = self._wanted, self._found
        if wanted is None or found is None:
            return
        self._wanted = None
        if wanted == "ask" or isinstance(wanted, dict):
            key = wanted.get("ask") if isinstance(wanted, dict) else None
            if "standing_hand_offs.ask" in self.handlers():
                self.asking.start(template_key=key)
        elif wanted in self.known:
            self.table.mark([str(wanted)])

    def _row(self, one: Asked, names: Mapping[str, str]) -> TableRow:
        standing: Standing = one.standing
        return text_row(
            standing.id,
            template=template_said(one.template, standing.template_key),
            recipient=standing.recipient.recipient.name,
            state=_state(one.line, self.desk.session.today()),
            asked_by=names.get(standing.asked_by, standing.asked_by),
            approved_by=names.get(standing.approved_by or "", standing.approved_by),
            until=standing.valid_until,
            fields=len(standing.fields),
        )

    def _marked(self) -> Asked | None:
        marked = self.table.marked()
        return self.known.get(marked[0]) if len(marked) == 1 else None

    def _say_why(self) -> None:
        """Say why nothing leaves by the one that is marked, or that it ends soon."""
        one = self._marked()
        line, why = None if one is None else one.line, ""
        if one is not None and line is not None and line.ends is not None:
            why = ends_said(one.standing, line.ends)
        elif line is not None and line.state == STOPPED and line.why is not None:
            why = line.why.text()
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _show_buttons(self, *_marked: object) -> None:
        self._say_why()
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _open_marked(self, id_: str) -> None:
        """Do what is next with one: approve it, or show who goes out."""
        ready = self.handlers()
        for action in ("standing_hand_offs.approve", "standing_hand_offs.plan"):
            if self.known.get(id_) is self._marked() and action in ready:
                ready[action]()
                return

    def _lay_out(self) -> None:
        made = self.buttons.buttons
        self.words.put(N_("Back"), self._back.setText)
        self.words.put(N_("Show those that were ended too"), self.with_ended.setText)
        self.header.add(self._back)
        self.header.add(made["standing_hand_offs.ask"])
        for widget in (self.empty, self.no_recipient, self.table):
            self._view.addWidget(widget)
        below = row()
        for key in ("approve", "plan", "recipient", "end"):
            below.addWidget(made[f"standing_hand_offs.{key}"])
        below.addStretch(1)
        below.addWidget(self.with_ended)
        for form in (self.asking, self.approving, self.ending):
            self.body.addWidget(form)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.why)
        self.body.addLayout(below)
        self.with_ended.hide()

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._way_back.go(self.go.emit))
        self.empty.chosen.connect(partial(self._open, self.asking))
        self.no_recipient.chosen.connect(partial(self.go.emit, "recipients", "new"))
        self.with_ended.toggled.connect(lambda _on: self._show_rows())
        self.table.opened.connect(self._open_marked)
        self.table.marked_changed.connect(self._show_buttons)
        self.buttons.show_ready()


def _state(line: BoardLine | None, today: date) -> TableCell:
    """Say how far one is; ended ones come last."""
    if line is None:
        return TableCell(t("Ended"), sort=len(STATES))
    return TableCell(state_said(line, today), sort=STATES.index(line.state))
