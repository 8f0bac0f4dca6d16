# SPDX-License-Identifier: Apache-2.0
"""Recipients: the legal entities that may have people's data, each with its purposes and days."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from hr_desk.catalogue.hand_off_templates import RECIPIENT_KINDS, Template
from hr_desk.domain import hand_offs as rules
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import hand_off_templates, recipients
from hr_desk.operations.recipients import RecipientView
from hr_desk.operations.session import Session
from ui.pages.about_marked import MarkedQuestion
from ui.pages.action_buttons import ActionButtons
from ui.pages.hand_off_words import ending_said
from ui.pages.page import SlicedPage
from ui.pages.recipient_fields import FieldChoice
from ui.pages.recipient_form import COUNTRIES, RecipientForm, valid_on
from ui.pages.way_back import WayBack
from ui.session import OpenDesk
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("name", N_("Recipient"), width=11),
    text_column("kind", N_("Kind of recipient"), width=12),
    text_column("country", N_("Country or region"), width=5),
    text_column("purposes", N_("Purposes"), width=12),
    text_column("fields", N_("Fields"), width=4),
    text_column("consent", N_("Consent"), width=6),
    text_column("until", N_("Until"), width=7),
    text_column("state", N_("State"), width=6),
)

Found = tuple[tuple[RecipientView, ...], tuple[Template, ...]]


def read(session: Session) -> Found:
    """Return the recipients and the templates; worker."""
    known = hand_off_templates.list_templates(session)
    return recipients.list_recipients(session), tuple(one.template for one in known.values())


class StrikeOff(MarkedQuestion):
    """Asks before a recipient receives nothing any more."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")
        self._name = ""

    def start(self, about: RecipientView) -> None:
        """Ask about one."""
        self.begin((about.id,))
        self._name = about.recipient.name
        self._say()

    def _say(self) -> None:
        name = self._name
        self.ask(
            t(
                "Strike “{name}” off? Nothing is handed to it any more, and what was approved for "
                "it ends. It stays in the register.",
                name=name,
            ),
            t("Strike it off"),
            self._run,
        )

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(recipients.end, id_, done=self.leave)


class RecipientsPage(SlicedPage):
    """The list, and the form in its place."""

    kinds = frozenset({"recipient", "hand_off_template"})

    def make(self) -> Steps:
        """Make the list, then the form."""
        self.known: dict[str, RecipientView] = {}
        self._wanted: str | None = None
        self._way_back = WayBack("hand_offs")
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty, self.ending = EmptyState("briefcase"), StrikeOff(self.desk)
        yield
        fields = FieldChoice(self.desk.catalogue)
        yield
        self.form, self.why = RecipientForm(self.desk, fields), Label(tone="warning")
        yield
        self._view = QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.buttons = ActionButtons(self.around, self.words, "recipients", self.handlers)
        self._back = Button(icon="arrow-left")
        self._lay_out()
        yield
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Registering always; changing and ending one that is marked and not ended."""
        if self._view.currentWidget() is self.form:
            return {}
        found: dict[str, Callable[[], object]] = {"recipients.new": self.begin_new}
        one = self._marked()
        if one is not None and not one.ended:
            found["recipients.change"] = partial(self.begin_change, one)
            found["recipients.end"] = partial(self.ending.start, one)
        return found

    def receive(self, argument: Any) -> None:
        """Show the empty form where another page says ``new``, else mark one."""
        wanted = self._way_back.take(argument)
        if wanted == "new":
            self.begin_new()
        elif wanted is not None:
            self._wanted = str(wanted)
            self._mark_wanted()

    def refresh(self) -> None:
        """Read the recipients again."""
        self.desk.query(
            read, owner=self, done=self._show, failed=self.banner.show_error,
            slot="recipients.list",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Recipients"),
            t("Who may have people's data: as what, for what, which fields, from when to when."),
        )
        self.table.set_name(t("Recipients"))
        self.empty.say(
            t("Nobody receives anything yet"),
            t(
                "Register your finance department, the insurance office, the housing fund, the "
                "tax office and the bank that pays the wages."
            ),
            t("Register a recipient"),
        )

    def begin_new(self) -> None:
        """Show the empty form."""
        self._open(None)

    def begin_change(self, about: RecipientView) -> None:
        """Show one in the form."""
        self._open(about)

    def _open(self, about: RecipientView | None) -> None:
        self.ending.leave()
        self._view.setCurrentWidget(self.form)
        self.form.start(about)
        self._show_buttons()

    def _close(self) -> None:
        self._view.setCurrentWidget(self.table if self.known else self.empty)
        self._show_buttons()
        self.refresh()

    def _show(self, found: Found) -> None:
        lines, templates = found
        self.known = {one.id: one for one in lines}
        self.form.fields.offer(templates)
        self.table.show_rows([self._row(one) for one in lines])
        if self._view.currentWidget() is not self.form:
            self._view.setCurrentWidget(self.table if lines else self.empty)
        self._mark_wanted()
        self._show_buttons()

    def _mark_wanted(self) -> None:
        if self._wanted in self.known:
            self.table.mark([str(self._wanted)])
            self._wanted = None

    def _row(self, one: RecipientView) -> TableRow:
        known, catalogue = one.recipient, self.desk.catalogue
        lists = catalogue.code_lists
        purposes = (str(catalogue.purposes[key].label) for key in known.purposes)
        return text_row(
            one.id,
            name=known.name,
            kind=str(lists[RECIPIENT_KINDS].codes[known.kind]),
            country=str(lists[COUNTRIES].codes[known.country]),
            purposes=t(", ").join(purposes),
            fields=len(known.fields),
            consent=t("Needed") if one.needs_consent else t("Not needed"),
            until=known.valid_until,
            state=self._state(one),
        )

    def _state(self, one: RecipientView) -> TableCell:
        if one.ended:
            return TableCell(t("Struck off"), sort=2)
        if valid_on(one.recipient, self.desk.session.today()):
            last, today = one.recipient.valid_until, self.desk.session.today()
            soon = rules.ends_soon(last, today)
            return TableCell(ending_said(last, today) if soon else t("Valid"), sort=int(not soon))
        return TableCell(t("Not valid today"), sort=1)

    def _marked(self) -> RecipientView | None:
        marked = self.table.marked()
        return self.known.get(marked[0]) if len(marked) == 1 else None

    def _open_marked(self, id_: str) -> None:
        one = self.known.get(id_)
        if one is not None and not one.ended:
            self.begin_change(one)

    def _say_why(self) -> None:
        """Say of the one that is marked that it ends soon, or why nothing leaves for it."""
        one, today, why = self._marked(), self.desk.session.today(), ""
        if one is not None and not one.ended and self._view.currentWidget() is self.table:
            if not valid_on(one.recipient, today):
                why = validity_said(one, today)
            elif rules.ends_soon(one.recipient.valid_until, today):
                why = t(
                    "Valid until {day}. Extend it in good time: what was approved for it has to "
                    "be approved anew then.",
                    day=one.recipient.valid_until,
                )
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _show_buttons(self, *_marked: object) -> None:
        self._say_why()
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        made = self.buttons.buttons
        self.words.put(N_("Back"), self._back.setText)
        self.header.add(self._back)
        self.header.add(made["recipients.new"])
        for widget in (self.empty, self.table, self.form):
            self._view.addWidget(widget)
        below = row()
        for key in ("recipients.change", "recipients.end"):
            below.addWidget(made[key])
        below.addStretch(1)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.why)
        self.body.addWidget(self.ending)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._way_back.go(self.go.emit))
        self.empty.chosen.connect(self.begin_new)
        self.form.left.connect(self._close)
        self.table.opened.connect(self._open_marked)
        self.table.marked_changed.connect(self._show_buttons)
        self.buttons.show_ready()


def validity_said(one: RecipientView, today: date) -> str:
    """Say why a recipient may receive nothing today."""
    try:
        recipients.require_valid(one, today)
    except UserError as refusal:
        return refusal.text()
    return ""
