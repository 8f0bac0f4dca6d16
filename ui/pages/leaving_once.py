# SPDX-License-Identifier: Apache-2.0
"""What leaves once: asked for, approved by a second person, let out, told to whom it is about."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from hr_desk.domain import disclosing as rules
from hr_desk.i18n import N_, t
from hr_desk.operations import disclosure_files, disclosure_views, for_good_views
from hr_desk.operations.disclosure_files import Left
from hr_desk.operations.disclosure_views import (
    CUT_OFF,
    OUT,
    READY,
    STATES,
    WAITING,
    BoardLine,
    Offer,
)
from hr_desk.operations.for_good_views import Remains
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.action_buttons import ActionButtons
from ui.pages.for_good_words import after_said, before_said
from ui.pages.hand_off_consent import AgreeForm
from ui.pages.hand_off_sending import LetOut, say_completed
from ui.pages.hand_off_words import day_said
from ui.pages.hand_out import PasswordOnce
from ui.pages.leaving_once_acts import ApproveOnce, CallOff, ToldOnce
from ui.pages.leaving_once_form import AskOnce
from ui.pages.leaving_once_words import (
    STATES as STATES_SAID,
)
from ui.pages.leaving_once_words import (
    names_said,
    people_said,
    receiver_said,
    stayed_said,
    terms_said,
    way_said,
)
from ui.pages.page import SlicedPage
from ui.pages.way_back import WayBack
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("at", N_("Asked on"), width=6),
    text_column("way", N_("Way"), width=7),
    text_column("receiver", N_("Who gets it"), width=10),
    text_column("people", N_("Whose data"), width=11),
    text_column("state", N_("State"), width=8),
    text_column("until", N_("Until"), width=6),
)
TOLD_APART: Final = N_(
    "Only this password opens the file. Tell it by telephone or in person, never beside the file. "
    "This page shows it again for 30 days."
)

Found = tuple[tuple[BoardLine, ...], Offer]


def read(session: Session) -> Found:
    """Return the requests, and what another one may be made of; worker."""
    return disclosure_views.board(session), disclosure_views.offer(session)


class LeavingOncePage(SlicedPage):
    """The list of requests; the form of a new one in its place."""

    kinds = frozenset(
        {"disclosure_request", "disclosure", "recipient", "joiner", "application", "visit",
         "sweep", "user"}
    )  # fmt: skip

    def make(self) -> Steps:
        """Make the list, the form, then what is asked about a request."""
        self.known: dict[str, BoardLine] = {}
        self._asks = False
        home = "hand_offs" if "personnel" in self.desk.means() else "front_desk"
        self._wanted, self._way_back = "", WayBack(home)
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty, self.about = EmptyState("shield-check"), Label(tone="soft")
        self.why = Label(tone="warning")
        yield
        self.asking = AskOnce(self.desk)
        yield
        self.approving, self.telling = ApproveOnce(self.desk), ToldOnce(self.desk)
        yield
        self.calling_off, self.agreeing = CallOff(self.desk), AgreeForm(self.desk)
        self.sending, self.once = LetOut(self.desk), PasswordOnce(hint=TOLD_APART)
        yield
        self.buttons = ActionButtons(self.around, self.words, "leaving_once", self.handlers)
        self._back, self._view = Button(icon="arrow-left"), QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._form = self.asking.in_room()
        self._lay_out()
        yield
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Asking always; what the marked request allows."""
        if self._asks:
            return {}
        found: dict[str, Callable[[], object]] = {"leaving_once.ask": self.ask}
        one = self.marked()
        if one is None:
            return found
        if one.state == WAITING:
            found["leaving_once.approve"] = partial(self._open, self.approving, one)
        if one.state in (READY, CUT_OFF):
            found["leaving_once.send"] = partial(self.ask_to_send, one)
        if one.state == CUT_OFF:
            found["leaving_once.complete"] = partial(self.complete, one)
        if one.untold:
            found["leaving_once.told"] = partial(self._open, self.telling, one)
        if one.file is not None and one.file.password_until is not None and one.state == OUT:
            found["leaving_once.password"] = partial(self.show_password, one)
        if not one.request.out and not one.request.ended:
            found["leaving_once.call_off"] = partial(self._open, self.calling_off, one)
        return found

    def receive(self, argument: Any) -> None:
        """Ask about the people another page names (``file``, ``people``), or mark a request."""
        wanted = self._way_back.take(argument)
        if isinstance(wanted, Mapping):
            self.ask(str(wanted["file"]), tuple(wanted["people"]))
        elif wanted is not None:
            self._wanted = str(wanted)
            self._mark_wanted()

    def refresh(self) -> None:
        """Read the requests again."""
        self.desk.query(
            read, owner=self, done=self._show, failed=self.banner.show_error, slot="once.board"
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("What leaves once"),
            t("Shared, entrusted, transferred, published, demanded, or somebody's own copy."),
        )
        self.table.set_name(t("What leaves once"))
        self.empty.say(
            t("Nothing has been asked for"),
            t(
                "What leaves every month has a template: see the hand-offs. For everything else "
                "ask here, and a second person approves it; somebody's own copy needs nobody."
            ),
            t("Ask for something to leave…"),
        )
        self._say_about()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: forget password and passphrases."""
        super().hideEvent(event)
        self.once.forget()
        for form in (self.sending, self.approving):
            form.leave()

    def marked(self) -> BoardLine | None:
        """Return the request that is marked, if it is one."""
        found = self.table.marked()
        return self.known.get(found[0]) if len(found) == 1 else None

    def ask(self, file: str = "", people: tuple[tuple[str, str], ...] = ()) -> None:
        """Show the form of a new request."""
        self._open(None)
        self.asking.start(file, people)

    def ask_to_send(self, one: BoardLine) -> None:
        """Ask for the passphrase that lets the file out."""
        self._open(None)
        receiver, names = receiver_said(one.request), people_said(one)
        id_ = one.request.id
        if not rules.deletes_here(one.request.wish.way):
            self._start_sending(id_, receiver, names)
            return
        self.desk.query(
            for_good_views.forecast, id_, owner=self, slot="once.forecast",
            done=partial(self._start_sending, id_, receiver, names),
            failed=self.banner.show_error,
        )  # fmt: skip

    def complete(self, one: BoardLine) -> None:
        """Complete an entry, if its very file lies where it was written."""
        if one.file is not None:
            self.desk.run(
                disclosure_files.finish, one.file.id, owner=self,
                done=partial(say_completed, self.banner), failed=self.banner.show_error,
            )  # fmt: skip

    def show_password(self, one: BoardLine) -> None:
        """Show the password of a file again; the look is logged."""
        if one.file is not None:
            self._open(None)
            self.desk.query(
                disclosure_files.password, one.file.id, owner=self,
                done=partial(self._show_password, one), failed=self.banner.show_error,
            )  # fmt: skip

    def _start_sending(
        self, request_id: str, receiver: str, names: str, goes: Remains | None = None
    ) -> None:
        """Ask for the passphrase; ``goes`` is what goes here once the file is out."""
        self.sending.start(
            lambda: t("Let it out for “{receiver}”: {people}?", receiver=receiver, people=names),
            lambda: before_said(self.desk.catalogue, goes),
            partial(_send, id_=request_id),
        )

    def _open(self, form: Any, about: BoardLine | None = None) -> None:
        """Show one question and leave the others."""
        self.once.forget()
        forms: tuple[Any, ...] = (*self._questions(), self.sending)
        for other in forms:
            if other is not form and not other.isHidden():
                other.leave()
        if form is not None and about is not None:
            form.start(about)

    def _questions(self) -> tuple[MarkedQuestion, ...]:
        return (self.approving, self.telling, self.calling_off, self.agreeing)

    def _asked(self, id_: str, way: str) -> None:
        self._wanted = id_
        if way == rules.OWN_COPY:
            self._start_sending(id_, t("The person themselves"), "1")
        else:
            self.banner.show_text(
                "good", lambda: t("Asked for. Once a second person approved it here, it may leave.")
            )

    def _sent(self, left: Left) -> None:
        self.once.show_password(left.password, left.people, left.file.name)
        if left.stripped or left.left_out:
            self.banner.show_text("info", lambda: stayed_said(self.desk.catalogue, left))
        else:
            self.banner.clear()
        self.refresh()

    def _show_password(self, one: BoardLine, password: str) -> None:
        if one.file is not None:
            self.once.show_password(password, one.file.people, one.file.file)

    def _show(self, found: Found) -> None:
        lines, offer = found
        self.known = {one.request.id: one for one in lines}
        self.asking.offer(offer)
        self.table.show_rows([self._row(one) for one in lines])
        self._show_list()
        self._mark_wanted()

    def _open_form(self, on: bool) -> None:
        self._asks = on
        self._show_list()

    def _show_list(self) -> None:
        """Show the form while one is open, else the list or how to begin."""
        if self._asks:
            self._view.setCurrentWidget(self._form)
        else:
            self._view.setCurrentWidget(self.table if self.known else self.empty)
        self._show_buttons()

    def _mark_wanted(self) -> None:
        if self._wanted in self.known:
            self.table.mark([self._wanted])
            self._wanted = ""

    def _row(self, one: BoardLine) -> TableRow:
        request = one.request
        return text_row(
            request.id,
            at=day_said(request.asked_at),
            way=way_said(self.desk.catalogue, request.wish.way),
            receiver=receiver_said(request),
            people=people_said(one),
            state=TableCell(_state_said(one), sort=STATES.index(one.state)),
            until=request.valid_until,
        )

    def _say_about(self) -> None:
        """Say what the marked request is, what is still owed, and why it stopped."""
        one = self.marked()
        shown = one is not None and self._view.currentWidget() is self.table
        said, why = "", ""
        if one is not None and shown:
            said = terms_said(self.desk.catalogue, one)
            if one.file is not None and one.state == OUT:
                said = "\n".join((said, t("File: {file}.", file=one.file.file)))
            if one.remains is not None:
                said = "\n".join((said, after_said(self.desk.catalogue, one.remains)))
            why = one.why.text() if one.why is not None else ""
            if one.untold:
                names = names_said([one.names.get(id_, "") for id_ in one.untold])
                why = t("Still to be told who gets their data: {names}.", names=names)
        for label, text in ((self.about, said), (self.why, why)):
            label.setText(text)
            label.setVisible(bool(text))

    def _show_buttons(self, *_marked: object) -> None:
        self._say_about()
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _open_marked(self, id_: str) -> None:
        """Do what is next with one."""
        ready = self.handlers()
        for action in ("approve", "send", "told"):
            if self.known.get(id_) is self.marked() and f"leaving_once.{action}" in ready:
                ready[f"leaving_once.{action}"]()
                return

    def _lay_out(self) -> None:
        made = self.buttons.buttons
        self.words.put(N_("Back"), self._back.setText)
        self.header.add(self._back)
        self.header.add(made["leaving_once.ask"])
        for widget in (self.empty, self.table, self._form):
            self._view.addWidget(widget)
        below = FlowLayout(gap=theme.SMALL)
        for id_, button in made.items():
            if id_ != "leaving_once.ask":
                below.addWidget(button)
        for part in (self.once, *self._questions(), self.sending):
            self.body.addWidget(part)
        self.body.addWidget(self._view, 1)
        for label in (self.about, self.why):
            self.body.addWidget(label)
        buttons = row()
        buttons.addLayout(below, 1)
        self.body.addLayout(buttons)

    def _connect(self) -> None:
        self._back.clicked.connect(self._go_back)
        self.empty.chosen.connect(self.ask)
        self.asking.opened.connect(self._open_form)
        self.asking.asked.connect(self._asked)
        self.asking.agreed_wanted.connect(self.agreeing.start)
        self.agreeing.answered.connect(self.asking.look)
        self.sending.sent.connect(self._sent)
        self.table.opened.connect(self._open_marked)
        self.table.marked_changed.connect(self._show_buttons)
        self.buttons.show_ready()

    def _go_back(self) -> None:
        """Lead from the form to the list, from the list to where one came from."""
        if self._asks:
            self.asking.leave()
        else:
            self._way_back.go(self.go.emit)


def _state_said(one: BoardLine) -> str:
    said = t(STATES_SAID[one.state])
    if one.state == OUT and one.untold:
        return t("{state}, {count} to be told", state=said, count=len(one.untold))
    return said


def _send(session: Session, *, id_: str, **asked: Any) -> Left:
    """Let out what a request is about; worker."""
    return disclosure_files.send(session, id_, **asked)
