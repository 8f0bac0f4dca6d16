# SPDX-License-Identifier: Apache-2.0
"""One request: who asks, what each file keeps of them, what is ordered, answered, handed over."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain.requests import law_said
from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import N_, language, t
from hr_desk.operations import (
    request_asking,
    request_closing,
    request_copies,
    request_reviews,
    request_views,
    requests,
)
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.other_holders import other_holders
from hr_desk.operations.request_asking import Findings, RefusalRow
from hr_desk.operations.request_copies import HandedCopy
from hr_desk.operations.request_orders import DELETE, LIFT, RESTRICT
from hr_desk.operations.request_views import RequestView
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.hand_out import PasswordOnce
from ui.pages.page import SlicedPage
from ui.pages.record_files import end_reading
from ui.pages.request_closing import CloseForm
from ui.pages.request_document import CaseDocument
from ui.pages.request_fee import ChargeForm
from ui.pages.request_hints import say_hint
from ui.pages.request_identity import DecideForm, NoteForm, SureForm, VerifyForm
from ui.pages.request_letters import CaseLetters
from ui.pages.request_next import next_step
from ui.pages.request_refusing import ApproveRefusals, CorrectForm, RefuseForm
from ui.pages.request_review import ReviewForm
from ui.pages.request_side import CaseSide
from ui.pages.request_table import (
    BETWEEN,
    COLUMNS,
    document_of,
    orders_left,
    record_names,
    rows_of,
)
from ui.pages.request_words import state_said
from ui.printing.request_papers import drawn_in
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.view import RecordTable
from ui.widgets.files import choose_target
from ui.widgets.layouts import FlowLayout, column, scrolled, with_side
from ui.widgets.panels import EmptyState, show_instead

Found = tuple[RequestView, Findings | None, tuple[RefusalRow, ...], tuple[str, ...]]
Handler = Callable[[], object]
COPY_CODE: Final = N_(
    "Only this code opens the copy. It is shown this once and kept nowhere: if it is lost, hand "
    "the copy over again. Tell the person another way than the file goes. The ZIP opens with "
    "7-Zip or WinRAR, on a Mac with Keka; what Windows or macOS bring along may not open it. The "
    "PDF opens in any current PDF reader."
)


def read(session: Session, id_: str) -> Found:
    """Return a case, what came of asking where that may be read, what is kept, owed; worker."""
    view = request_views.open_request(session, id_)
    found = request_asking.findings(session, id_) if "read" in view.allowed else None
    owed = request_closing.letters_owed(session, id_) if "close" in view.allowed else ()
    return view, found, request_reviews.kept(session, id_), owed


class RequestPage(SlicedPage):
    """Shows case ``self.view``; nothing of it is shown in full before the identity is verified."""

    kinds = frozenset({"request", "calendar"})

    def make(self) -> Steps:
        """Make the table, what stands beside it, and the questions."""
        self.view: RequestView | None = None
        self.found: Findings | None = None
        self.kept: tuple[RefusalRow, ...] = ()
        self.owed: tuple[str, ...] = ()
        self.reader = Reader()
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.nothing, self.side = EmptyState("search"), CaseSide(self.desk)
        self._beside = scrolled(self.side)
        yield
        self.verifying, self.noting = VerifyForm(self.desk), NoteForm(self.desk)
        self.deciding, self.sure = DecideForm(self.desk), SureForm(self.desk)
        yield
        self.correcting, self.refusing = CorrectForm(self.desk), RefuseForm(self.desk)
        self.approving, self.charging = ApproveRefusals(self.desk), ChargeForm(self.desk)
        yield
        self.letters, self.reviewing = CaseLetters(self.desk, self.reader), ReviewForm(self.desk)
        self.looking = CaseDocument(self.desk, self.reader)
        self.closing, self.once = CloseForm(self.desk), PasswordOnce(hint=COPY_CODE)
        self._large = (self.letters, self.charging, self.reviewing, self.looking)
        self._panels = (self.verifying, self.noting, self.deciding, self.sure, self.correcting,
                        self.refusing, self.approving, self.closing, *self._large)  # fmt: skip
        self.buttons = ActionButtons(self.around, self.words, "request", self.handlers)
        self._view, self._stack, self._main = QStackedWidget(), QStackedWidget(), QWidget()
        yield
        yield from self._lay_out()
        self._connect()

    def handlers(self) -> Mapping[str, Handler]:
        """What the state of the case and the marked fields allow."""
        found: dict[str, Handler] = {"request.back": self.leave}
        if self.view is None:
            return found
        allowed = self.view.allowed
        steps: Mapping[str, tuple[str, Handler]] = {
            "request.verify": ("verify", partial(self._begin, self.verifying)),
            "request.decide": ("decide", self._decide),
            "request.charge": ("charge", partial(self._begin, self.charging)),
            "request.note": ("note", partial(self._begin, self.noting)),
            "request.take_back": ("take_back", self._take_back),
            "request.give_up": ("give_up", self._give_up),
            "request.close": ("close", partial(self._begin, self.closing)),
        }
        found |= {key: act for key, (verb, act) in steps.items() if verb in allowed}
        if self.kept:
            found["request.review"] = partial(self._begin, self.reviewing, self.kept)
        return found | self._about_findings()

    def receive(self, argument: Any) -> None:
        """Show the case with this id."""
        if argument is not None:
            self.open(str(argument))

    def open(self, id_: str) -> None:
        """Read a case and show it."""
        self._leave_panels(None)
        self.once.forget()
        self.banner.clear()
        if self.view is not None and self.view.row.id != id_:
            self._forget()
        self._read(id_)

    def refresh(self) -> None:
        """Something came of the case, or was done."""
        if self.view is not None:
            self._read(self.view.row.id)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.table.set_name(t("What each file keeps of the person"))
        self._show_case()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: no question stays half asked, no letter in the reader, no code."""
        super().hideEvent(event)
        self._leave_panels(None)
        self.once.forget()
        self.desk.query(end_reading, self.reader, owner=self, done=lambda _none: None)

    def leave(self) -> None:
        """Go back to the list."""
        self.go.emit("requests", None)

    def ask(self) -> None:
        """Ask every file what it keeps."""
        if self.view is not None:
            self.desk.run(request_asking.ask, self.view.row.id, owner=self,
                          done=lambda _changes: self._asked(), failed=self.banner.show_error,
                          )  # fmt: skip

    def write_copy(self, target: Path) -> None:
        """Hand the person's own copy out to ``target``: a package, or the paper alone."""
        if self.view is not None:
            draw = drawn_in(self.desk.catalogue, language())
            self.desk.run(
                request_copies.hand_out, self.view.row.id, target, draw=draw, reader=self.reader,
                owner=self, done=partial(self._handed, target.name),
                failed=self.banner.show_error,
            )  # fmt: skip

    def _handed(self, file: str, handed: HandedCopy) -> None:
        self.banner.clear()
        self.once.show_password(handed.code, None, file)
        self.refresh()

    def _about_findings(self) -> dict[str, Handler]:
        view, found, marked = self.view, self.found, self._marked()
        if view is None or found is None:
            return {}
        acts: dict[str, Handler] = {}
        if "ask" in view.allowed and not found.waiting:
            acts["request.ask"] = self.ask
        if "refuse" in view.allowed and any(one.approved_by is None for one in found.refusals):
            acts["request.approve"] = self._approve
        if "hand_copy" in view.allowed and found.asked and not found.waiting:
            acts["request.copy"] = self._choose_copy
            acts["request.paper"] = self._choose_paper
        if view.row.outcome or any(one.orders for one in other_holders(found)):
            acts["request.letter"] = partial(self._begin, self.letters, found)
        if marked is not None and "order" in view.allowed:
            record, keys = marked
            if len(keys) == 1 and keys[0] in record.fields:
                acts["request.correct"] = partial(self._correct, record, keys[0])
            if "refuse" in view.allowed:
                acts["request.refuse"] = partial(self._refuse, record, keys)
            for kind in orders_left(found, record.record):
                acts[f"request.{kind}"] = partial(self._order, record, kind)
        if marked is not None and len(marked[1]) == 1 and "read" in view.allowed:
            shown = document_of(self.desk.catalogue, marked[0], marked[1][0])
            if shown is not None:
                acts["request.document"] = partial(self._begin, self.looking, shown)
        return acts

    def _marked(self) -> tuple[Contribution, tuple[str, ...]] | None:
        """Return the record whose fields are marked, and their keys; None for several records."""
        found = self.found
        pairs = [id_.split(BETWEEN, 1) for id_ in self.table.marked()]
        if found is None or len({record for record, _ in pairs}) != 1:
            return None
        record = next((one for one in found.records if one.record == pairs[0][0]), None)
        return None if record is None else (record, tuple(key for _, key in pairs))

    def _begin(self, panel: Any, *more: Any) -> None:
        if self.view is not None:
            self._leave_panels(panel)
            panel.start(self.view, *more)

    def _decide(self) -> None:
        if self.found is not None:
            self._begin(self.deciding, self.found)

    def _correct(self, record: Contribution, key: str) -> None:
        if self.view is not None:
            self._leave_panels(self.correcting)
            self.correcting.start(self.view.row.id, record, key)

    def _refuse(self, record: Contribution, keys: tuple[str, ...]) -> None:
        if self.view is not None:
            self._leave_panels(self.refusing)
            self.refusing.start(self.view, record, keys)

    def _approve(self) -> None:
        view, found = self.view, self.found
        if view is None or found is None:
            return
        self._leave_panels(self.approving)
        self.approving.start(view.row.id, found)

    def _order(self, record: Contribution, kind: str) -> None:
        found = self.found
        if found is None:
            return

        def name() -> str:
            return record_names(found.records)[record.record]

        sentences = {
            RESTRICT: lambda: t(
                "“{record}” is kept and not used any more: no list, search, export or print of it?",
                record=name()),
            LIFT: lambda: t("“{record}” is used again?", record=name()),
            DELETE: lambda: t(
                "Delete “{record}”? It is not used from now on; the next clean-up deletes it, "
                "except for what you keep for a reason or a law keeps.", record=name()),
        }  # fmt: skip
        self._sure(sentences[kind], lambda: t("Order it"), request_asking.order, record.record,
                   kind=kind, danger=kind == DELETE)  # fmt: skip

    def _take_back(self) -> None:
        self._sure(lambda: t("The person takes the request back? The case is closed."),
                   lambda: t("Close the case"), requests.take_back)  # fmt: skip

    def _give_up(self) -> None:
        self._sure(
            lambda: t("It cannot be found out who asks? The case is closed without an answer."),
            lambda: t("Close the case"), requests.give_up, danger=True,
        )  # fmt: skip

    def _sure(self, sentence: Any, yes: Any, act: Any, *args: Any, **values: Any) -> None:
        if self.view is not None:
            self._leave_panels(self.sure)
            self.sure.start(self.view.row.id, sentence, yes, act, *args, **values)

    def _leave_panels(self, but: QWidget | None) -> None:
        for panel in self._panels:
            if panel is not but and not panel.isHidden():
                panel.leave()

    def _choose_copy(self) -> None:
        self._choose("zip")

    def _choose_paper(self) -> None:
        self._choose("pdf")

    def _choose(self, kind: str) -> None:
        if self.view is not None:
            name = t("Copy {number}", number=self.view.row.number)
            choose_target(self, t("Hand the copy over…"), f"{name}.{kind}", self.write_copy)

    def _asked(self) -> None:
        self.banner.show_text(
            "good", lambda: t("Asked. The answers come by themselves; whoever holds a file sees "
                              "the question on Today."))  # fmt: skip

    def _say_done(self, said: Callable[[], str]) -> None:
        self.banner.show_text("good", said)
        self.refresh()

    def _read(self, id_: str) -> None:
        self.desk.query(read, id_, owner=self, done=self._show, failed=self._lose,
                        slot="request.open")  # fmt: skip

    def _show(self, answer: Found) -> None:
        self.view, self.found, self.kept, self.owed = answer
        self._show_case()

    def _lose(self, error: UserError) -> None:
        self._forget()
        self.banner.show_error(error)

    def _forget(self) -> None:
        self.view, self.found, self.kept, self.owed = None, None, (), ()
        self.table.show_rows([])
        self._show_case()

    def _show_case(self) -> None:
        view, found = self.view, self.found
        self._beside.setVisible(view is not None)
        if view is None:
            self.header.set_texts(t("Requests"))
            self.nothing.say(t("No request is open"), t("Choose one in the list of requests."),
                             t("Show the requests"))  # fmt: skip
        else:
            asked = request_rules().codes[view.row.code]
            self.header.set_texts(
                t("{asked}: {name}", asked=asked.label, name=view.fields.get("full_name", "")),
                t("{number} · {state} · {law}", number=view.row.number, state=state_said(view.row),
                  law=law_said(asked.law, language())),
            )  # fmt: skip
            self.side.show_case(view, found, self.kept)
            say_hint(self.nothing, view, found)
        rows = [] if found is None else list(rows_of(self.desk.catalogue, found))
        self.table.show_rows(rows)
        self._view.setCurrentWidget(self.table if rows else self.nothing)
        self._show_buttons()

    def _follow_hint(self) -> None:
        for key in ("request.verify", "request.ask", "request.back"):
            if key in self.handlers():
                self.buttons.press(key)
                return

    def _show_buttons(self, *_marked: object) -> None:
        if self.view is not None:
            self.buttons.make_primary(next_step(self.view, self.found, self.owed))
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> Steps:
        for widget in (self.table, self.nothing):
            self._view.addWidget(widget)
        both = with_side(self._view, self._beside, width=theme.SIDE_WIDTH, gap=theme.LARGE)
        self._main.setLayout(both)
        yield
        self._stack.addWidget(self._main)
        for large in self._large:
            show_instead(self._stack, large)
        below = FlowLayout(gap=theme.SMALL)
        for key, button in self.buttons.buttons.items():
            if key == "request.back":
                self.header.add(button)
            else:
                below.addWidget(button)
        questions = column(gap=0)
        for panel in self._panels:
            if panel not in self._large:
                questions.addWidget(panel)
        questions.addWidget(self.once)
        yield
        self.body.addLayout(questions)
        self.body.addWidget(self._stack, 1)
        yield
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.table.marked_changed.connect(self._show_buttons)
        self.nothing.chosen.connect(self._follow_hint)
        self.letters.printed.connect(self._say_done)
        self.closing.letters_wanted.connect(lambda: self.buttons.press("request.letter"))
        self.buttons.show_ready()
