# SPDX-License-Identifier: Apache-2.0
"""Recipients: the legal entities that may have people's data, each with its purposes and days."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from hr_desk.catalogue.hand_off_templates import RECIPIENT_KINDS, Template
from hr_desk.i18n import N_, t
from hr_desk.operations import attestations, hand_off_templates, recipients
from hr_desk.operations.attestations import EndedLine
from hr_desk.operations.recipients import RecipientView
from hr_desk.operations.session import Session
from ui.pages.about_marked import MarkedQuestion
from ui.pages.action_buttons import ActionButtons
from ui.pages.attest_form import AttestForm, RetractQuestion
from ui.pages.page import SlicedPage
from ui.pages.recipient_fields import FieldChoice
from ui.pages.recipient_form import COUNTRIES, RecipientForm
from ui.pages.recipient_words import last_day_of, next_said, state_cell
from ui.pages.way_back import WayBack
from ui.session import OpenDesk
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("name", N_("Recipient"), width=11),
    text_column("kind", N_("Kind of recipient"), width=10),
    text_column("country", N_("Country or region"), width=5),
    text_column("purposes", N_("Purposes"), width=10),
    text_column("fields", N_("Fields"), width=4),
    text_column("consent", N_("Consent"), width=6),
    text_column("until", N_("Until"), width=7),
    text_column("state", N_("State"), width=10),
)

Found = tuple[tuple[RecipientView, ...], tuple[Template, ...], dict[str, EndedLine]]


def read(session: Session) -> Found:
    """Return the recipients, the templates, and whose agreement ended; worker."""
    known = hand_off_templates.list_templates(session)
    templates = tuple(one.template for one in known.values())
    return recipients.list_recipients(session), templates, attestations.lines(session)


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

    kinds = frozenset({"recipient", "hand_off_template", "disclosure"})

    def make(self) -> Steps:
        """Make the list, then the form."""
        self.known: dict[str, RecipientView] = {}
        self.over: dict[str, EndedLine] = {}
        self._wanted: str | None = None
        self._way_back = WayBack("hand_offs")
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty, self.ending = EmptyState("briefcase"), StrikeOff(self.desk)
        self.attesting, self.retracting = AttestForm(self.desk), RetractQuestion(self.desk)
        self._questions = (self.ending, self.attesting, self.retracting)
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
            found["recipients.end"] = partial(self._ask, self.ending, one)
        over = None if one is None else self.over.get(one.id)
        if one is not None and over is not None:
            word = "attest" if over.record is None else "correct"
            found[f"recipients.{word}"] = partial(self.begin_attesting, one, over)
            if over.record is not None:
                found["recipients.retract"] = partial(self._ask, self.retracting, one)
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

    def begin_attesting(self, about: RecipientView, over: EndedLine) -> None:
        """Ask what a recipient attests whose agreement ended."""
        self._leave_questions()
        self.attesting.start(about, over, self.desk.session.today())

    def _ask(self, question: StrikeOff | RetractQuestion, about: RecipientView) -> None:
        self._leave_questions()
        question.start(about)

    def _leave_questions(self) -> None:
        for question in self._questions:
            question.leave()

    def _open(self, about: RecipientView | None) -> None:
        self._leave_questions()
        self._view.setCurrentWidget(self.form)
        self.form.start(about)
        self._show_buttons()

    def _close(self) -> None:
        self._view.setCurrentWidget(self.table if self.known else self.empty)
        self._show_buttons()
        self.refresh()

    def _show(self, found: Found) -> None:
        lines, templates, self.over = found
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
        known, catalogue, over = one.recipient, self.desk.catalogue, self.over.get(one.id)
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
            until=last_day_of(one, over),
            state=state_cell(one, over, self.desk.session.today()),
        )

    def _marked(self) -> RecipientView | None:
        marked = self.table.marked()
        return self.known.get(marked[0]) if len(marked) == 1 else None

    def _open_marked(self, id_: str) -> None:
        one = self.known.get(id_)
        if one is not None and not one.ended:
            self.begin_change(one)

    def _say_why(self) -> None:
        """Say of the one that is marked what is to be done about it."""
        one, why = self._marked(), ""
        if one is not None and self._view.currentWidget() is self.table:
            over, today = self.over.get(one.id), self.desk.session.today()
            why = next_said(one, over, self.desk.catalogue, today)
            self.why.retone("warning" if over is None or over.record is None else "soft")
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
        for key in ("attest", "correct", "retract", "change", "end"):
            below.addWidget(made[f"recipients.{key}"])
        below.addStretch(1)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.why)
        for question in self._questions:
            self.body.addWidget(question)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._way_back.go(self.go.emit))
        self.empty.chosen.connect(self.begin_new)
        self.form.left.connect(self._close)
        self.table.opened.connect(self._open_marked)
        self.table.marked_changed.connect(self._show_buttons)
        self.buttons.show_ready()
