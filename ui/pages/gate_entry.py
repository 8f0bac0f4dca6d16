# SPDX-License-Identifier: Apache-2.0
"""A vehicle or a group at the gate: the plate first, and what it says decides what Enter does.

A plate that is known lets in with two Enters, one that is inside signs out with two; only of a new
one the few things are asked that its kind of visitor needs. Only people of 18 or over are entered
here: a minor comes with a guardian, which the form for a new visit asks about.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from hr_desk.catalogue.model import VisitType
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import visits
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.visit_hosts import OUT
from hr_desk.operations.visits import AtTheGate, NewVisit, VisitRow
from ui import theme
from ui.forms.editors import editor_for
from ui.pages.gate_form import GateForm
from ui.pages.needed_fields import NeededFields
from ui.pages.texts_to_confirm import TextsToConfirm
from ui.pages.visit_rows import HOST, NAME, clock_time, host_words, joined, text_of
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words

PLATE: Final = "plate_number"
NOTICE: Final = "poster"
"""How the notice reaches whoever is entered here: it hangs at the gate."""

ADULT: Final = "adult"
FIRST, ON_FOOT = "delivery", "group"
"""The kind that is offered with a plate, and without one."""

ASK, FORM, SIGN_OUT, QUEUE, ARRIVE, AGAIN = "ask", "form", "sign_out", "queue", "arrive", "again"
"""What Enter does next."""
KNOWN: Final = (ARRIVE, AGAIN)
"""Where somebody comes in of whom most is known."""


class GateEntry(QFrame):
    """The plate, what is known of it, and the short form of a kind of visitor."""

    done = Signal(str)
    """A visit came in or went out; the id of a new one, else empty."""
    queue_wanted = Signal(str)
    """The id of a visit that waits in the queue."""
    left = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk, self._words = desk, Words()
        self._found: AtTheGate | None = None
        self._next, self._busy = ASK, False
        kinds = desk.catalogue.visit_types.values()
        self.kinds: Mapping[str, VisitType] = {one.key: one for one in kinds if one.guard}
        self.plate = editor_for(desk.catalogue.field(PLATE).type)
        self._plate_entry = Entry(self.plate)
        self._kind_entry, self.kind = choice(self._words, N_("Kind of visitor"))
        self.said, self.error = Label(bold=True), Label(tone="danger")
        self.texts = TextsToConfirm(desk)
        self.form, self.needed = GateForm(desk, self.kinds), NeededFields(desk)
        self.yes, self.other = Button(kind="primary", icon="check"), Button()
        self.no = Button(icon="x")
        self._lay_out()
        self._connect()
        self.retranslate()
        self.hide()

    def start(self) -> None:
        """Begin with an empty plate."""
        self.show()
        self._begin()
        self.plate.controls()[0].setFocus()

    def leave(self) -> None:
        """Close the panel; what was typed goes."""
        self._begin()
        self.hide()
        self.left.emit()

    def show_staff(self, staff: tuple[StaffLine, ...]) -> None:
        """Offer the directory's employees as hosts."""
        self.form.host.show_staff(staff)

    def enter(self) -> None:
        """Do what Enter does next: look the plate up, or let in, or sign out."""
        if self._busy:
            return
        acts: Mapping[str, Callable[[], None]] = {
            ASK: self._look_up,
            FORM: self._sign_in,
            SIGN_OUT: self._sign_out,
            QUEUE: self._to_queue,
            ARRIVE: self._arrive,
            AGAIN: self._come_again,
        }
        acts[self._next]()

    def another(self) -> None:
        """Ask about somebody else with this plate."""
        self._ask(FORM)
        self.form.focus_first()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        label = str(self._desk.catalogue.field(PLATE).label)
        self._plate_entry.set_label(label)
        self.plate.set_name(label)
        fill(self.kind, [(str(one.label), one.key) for one in self.kinds.values()])
        self.form.retranslate()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, from any field; Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                here = [one for one in (self.no, self.other) if one.hasFocus()]
                (here[0] if here else self.yes).click()
        else:
            super().keyPressEvent(event)

    def known(self) -> VisitRow | None:
        """Return the visit that Enter is about."""
        found = self._found
        if found is None:
            return None
        rows = {SIGN_OUT: found.inside, QUEUE: found.waiting, ARRIVE: found.expected,
                AGAIN: found.known}  # fmt: skip
        return rows.get(self._next)

    def _begin(self) -> None:
        self._found, self._busy = None, False
        self.plate.set_text("")
        self.form.clear()
        self._refuse(None)
        self.kind.setCurrentIndex(max(self.kind.findData(FIRST), 0))
        self._ask(ASK)

    def _look_up(self) -> None:
        """Ask what is known of the plate; without one it is a group on foot."""
        self._refuse(None)
        typed = self.plate.text().strip()
        if not typed:
            self.kind.setCurrentIndex(max(self.kind.findData(ON_FOOT), 0))
            self.another()
            return
        self._desk.query(
            visits.at_the_gate,
            typed,
            owner=self,
            done=self._show_found,
            failed=self._refuse,
            slot="gate.plate",
        )

    def _show_found(self, found: AtTheGate) -> None:
        self._found = found
        field = self._desk.catalogue.field(PLATE)
        self.plate.set_value(field.type.load(found.plate))
        if found.inside is not None:
            self._ask(SIGN_OUT)
        elif found.waiting is not None:
            self._ask(QUEUE)
        elif found.expected is not None:
            self._ask(ARRIVE)
        elif found.known is not None:
            self._ask(AGAIN)
        else:
            self.another()
        if self._next == AGAIN and found.owed:
            self.texts.told.setFocus()
        if self._next in KNOWN:
            self.needed.focus_first()

    def _ask(self, following: str) -> None:
        """Show what belongs to what Enter does next."""
        self._next = following
        self.form.show_kind(self.kind_in_hand())
        self.form.setVisible(following == FORM)
        self.needed.ask(self._found.asked if self._found and following in KNOWN else ())
        self._kind_entry.setVisible(following == FORM)
        self.other.setVisible(following in KNOWN)
        self._ask_texts()
        self._say()

    def kind_in_hand(self) -> VisitType | None:
        """Return the kind of visitor that is asked about."""
        return self.kinds.get(str(self.kind.currentData() or ""))

    def _ask_texts(self) -> None:
        """Ask what is to be confirmed, of somebody new or of who was here before."""
        kind, found = self.kind_in_hand(), self._found
        if self._next == FORM and kind is not None:
            self.texts.ask(kind.acknowledgements)
            self._look_for_texts()
        elif self._next == AGAIN and found is not None:
            self.texts.ask((*found.confirmed, *found.owed), found.confirmed)
        else:
            self.texts.ask(())

    def _look_for_texts(self) -> None:
        """Look what who is typed in here confirmed at an earlier visit."""
        kind = self.kind_in_hand()
        if self._next == FORM and kind is not None:
            self.texts.look_up(kind.key, {**self.form.typed(), PLATE: self.plate.text()})

    def _sign_in(self) -> None:
        self._refuse(None)
        kind, given = self.kind_in_hand(), self.form.values()
        if kind is None or given is None:
            return
        try:
            plate = self.plate.value()
        except UserError as problem:
            self._refuse(problem)
            return
        fields = self._desk.catalogue
        adult = fields.field("age_band").type.parse(ADULT)
        new = NewVisit(
            values={**given, PLATE: plate, "age_band": adult},
            notice=NOTICE,
            host_id=self.form.host.host_id(),
            kind=kind.key,
            confirmed=self.texts.confirmed(),
        )
        self._run(visits.sign_in, (new,))

    def _come_again(self) -> None:
        one = self.known()
        said = self.needed.values()
        if one is not None and said is not None:
            confirmed = self.texts.confirmed()
            self._run(visits.come_again, one.visit_id, values=said, confirmed=confirmed)

    def _sign_out(self) -> None:
        one = self.known()
        if one is not None:
            step = visits.account_for if one.state == "not_seen" else visits.sign_out
            self._run(step, (one.visit_id,))

    def _arrive(self) -> None:
        one = self.known()
        said = self.needed.values()
        if one is not None and said is not None:
            self._run(visits.arrive, (one.visit_id,), notice=NOTICE, values=said)

    def _to_queue(self) -> None:
        one = self.known()
        if one is not None:
            self.leave()
            self.queue_wanted.emit(one.visit_id)

    def _run(self, operation: Callable[..., Any], *arguments: Any, **values: Any) -> None:
        self._busy = True
        self._desk.run(
            operation, *arguments, owner=self, done=self._carried_out, failed=self._refused,
            **values,
        )  # fmt: skip

    def _carried_out(self, changes: Any) -> None:
        """Be ready for the next vehicle."""
        created = changes.created[0] if changes.created else ""
        self.start()
        self.done.emit(created)

    def _refused(self, error: UserError) -> None:
        self._busy = False
        self._refuse(error)

    def _refuse(self, error: UserError | None) -> None:
        self.error.setText(error.text() if error is not None else "")
        self.error.setVisible(error is not None)

    def _say(self) -> None:
        one = self.known()
        answers = {
            ASK: t("Look up the plate"),
            FORM: t("Let in"),
            SIGN_OUT: t("Sign out"),
            QUEUE: t("To the queue"),
            ARRIVE: t("They are here"),
            AGAIN: t("Let in again"),
        }
        self.yes.setText(answers[self._next])
        sentences = {
            ASK: t("Type the plate, its end is enough, and press Enter. For a group on foot leave "
                   "it empty."),
            FORM: t("Only for people of 18 or over; the notice hangs at the gate."),
        }  # fmt: skip
        self.said.setText(sentences[self._next] if one is None else self._about(one))

    def _about(self, one: VisitRow) -> str:
        kind = self._desk.catalogue.visit_types.get(one.kind)
        here = one.arrived or one.planned
        parts = [text_of(one, NAME), text_of(one, "employer"), str(kind.label) if kind else ""]
        parts += [host_words(one) if HOST in one.cells else ""]
        about, time = joined(parts), ""
        if here is not None:
            time = clock_time(here, self._desk.session.today())
        if self._next == SIGN_OUT:
            inside = t("Inside since {time}: {about}", time=time, about=about)
            return joined((inside, t("take the signed slip back") if one.slip == OUT else ""))
        if self._next == QUEUE:
            return t("Signed in at the kiosk and waits: {about}", about=about)
        if self._next == ARRIVE:
            return t("Expected at {time}: {about}", time=time, about=about)
        return t("Was here last on {time}: {about}", time=time, about=about)

    def _lay_out(self) -> None:
        above = row(gap=theme.MEDIUM)
        self._plate_entry.setFixedWidth(220)
        self._kind_entry.setFixedWidth(200)
        above.addWidget(self._plate_entry)
        above.addWidget(self._kind_entry)
        above.addWidget(self.said, 1, Qt.AlignmentFlag.AlignBottom)
        for button in (self.yes, self.other, self.no):
            above.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        body = column(self, margin=theme.MEDIUM)
        body.addLayout(above)
        body.addWidget(self.form)
        body.addWidget(self.needed)
        body.addWidget(self.texts)
        body.addWidget(self.error)

    def _connect(self) -> None:
        self._words.put(N_("Somebody else"), self.other.setText)
        self._words.put(N_("Close"), self.no.setText)
        self.plate.edited.connect(self._plate_edited)
        self.form.edited.connect(self._look_for_texts)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.yes.clicked.connect(self.enter)
        self.other.clicked.connect(self.another)
        self.no.clicked.connect(self.leave)

    def _plate_edited(self) -> None:
        """What was known was another plate's; a form that is being filled in stays."""
        self._found = None
        if self._next != FORM:
            self._ask(ASK)
        self._look_for_texts()

    def _kind_chosen(self, _place: int) -> None:
        if self._next == FORM:
            self._ask(FORM)
