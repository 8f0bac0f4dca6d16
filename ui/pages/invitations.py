# SPDX-License-Identifier: Apache-2.0
"""Whoever is expected from today on: single guests, guests of every week, and their codes."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import directory, expecting, guest_codes, guest_lists, visits
from hr_desk.operations.changes import Changes
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.expecting import Ahead
from hr_desk.operations.visits import VisitView
from ui.pages.guest_list import GuestListPanel
from ui.pages.invitation_card import InvitationCard
from ui.pages.invite_form import InviteForm
from ui.pages.page import SlicedPage
from ui.pages.visit_rows import NAME, host_words, text_of
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState, Question

COLUMNS: Final = (
    text_column("when", N_("Planned time"), width=11),
    text_column("name", N_("Name"), width=8),
    text_column("employer", N_("Company"), width=12),
    text_column("host", N_("Host"), width=12),
    text_column("kind", N_("Kind of visitor"), width=7),
    text_column("series", N_("Series"), width=11),
    text_column("code", N_("Invitation code"), width=9),
)
"""What is known of an expected visit."""


class InvitationsPage(SlicedPage):
    """The list with its form, its code card and the question before somebody is called off."""

    kinds = frozenset({"visit", "staff", "series"})

    def make(self) -> Steps:
        """Make the list, what a guest is asked for, and the steps below."""
        self._ahead: dict[str, Ahead] = {}
        self._entered = ""
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty = EmptyState("calendar")
        yield
        self.form, self.card = InviteForm(self.desk), InvitationCard(self.desk)
        yield
        self.calling_off, self.whole = Question(danger=True), QCheckBox()
        self.list = GuestListPanel(self.desk)
        yield
        self._new, self._list = Button(kind="primary", icon="plus"), Button(icon="inbox")
        self._change, self._code = Button(icon="calendar"), Button(icon="key-round")
        self._off = Button(kind="danger", icon="x")
        self._undo = Button(icon="undo-2")
        self._view, self._steps = QStackedWidget(), QWidget()
        self._lay_out()
        self._connect()
        yield

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Inviting always; what is marked allows the rest."""
        found: dict[str, Callable[[], object]] = {
            "invitations.new": self.invite,
            "invitations.list": self.choose_list,
        }
        marked = self.table.marked()
        if len(marked) == 1:
            found["invitations.change"] = self.change_marked
            found["invitations.code"] = self.hand_out_marked
        if self._list_in_hand():
            found["invitations.undo_list"] = self.undo_marked_list
        if marked:
            found["invitations.call_off"] = self.ask_call_off
        return found

    def receive(self, argument: Any) -> None:
        """Begin with a new guest where another page asks for ``new``."""
        if argument == "new":
            self.invite()

    def refresh(self) -> None:
        """Read who is expected, and the directory."""
        self.desk.query(expecting.ahead, owner=self, done=self._show, slot="invitations.list")
        self.desk.query(
            directory.list_staff, owner=self, done=self._show_staff, slot="invitations.staff"
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Expected visits"),
            t("A guest who brings their code to the kiosk is one visit, not two."),
        )
        self.table.set_name(t("Expected visits"))
        self.empty.say(
            t("Nobody is expected"),
            t("Enter who comes, once or every week, and give them a code to bring."),
            t("Expect a guest"),
        )
        self._say_call_off()

    def invite(self) -> None:
        """Ask for a guest who is not known yet."""
        self._close_all()
        self.form.start()

    def choose_list(self) -> None:
        """Ask for a sheet of guests."""
        self._close_all()
        self.list.choose()

    def undo_marked_list(self) -> None:
        """Take back the list that the marked visits came from."""
        self._close_all()
        if self._list_in_hand():
            self.undo_list(self._list_in_hand())

    def undo_list(self, list_id: str) -> None:
        """Take a list back: whoever of it has not come is expected no more."""
        self.banner.clear()
        self.desk.run(
            guest_lists.undo, list_id, owner=self, done=self._list_undone,
            failed=self.banner.show_error,
        )  # fmt: skip

    def change_marked(self) -> None:
        """Read the marked visit and show it to be changed."""
        marked = self.table.marked()
        if len(marked) == 1:
            self.change(marked[0])

    def change(self, visit_id: str) -> None:
        """Read an expected visit and show it to be changed."""
        if not self.desk.may("series.change") or visit_id not in self._ahead:
            return
        self._close_all()
        self.desk.query(
            visits.open_visit, visit_id, owner=self, failed=self.banner.show_error,
            done=partial(self._begin_change, self._ahead[visit_id]), slot="invitations.open",
        )  # fmt: skip

    def hand_out_marked(self) -> None:
        """Show the code of the marked visit, made now where it has none."""
        marked = self.table.marked()
        if len(marked) != 1:
            return
        self._close_all()
        self.desk.run(
            guest_codes.hand_out, marked, owner=self, failed=self.banner.show_error,
            done=partial(self._show_code, self._ahead[marked[0]]),
        )  # fmt: skip

    def ask_call_off(self) -> None:
        """Ask before the marked guests are expected no more."""
        self._close_all()
        self.whole.setChecked(False)
        self._say_call_off()
        self.calling_off.ask(
            self._call_off_words, lambda: t("Call off the visit"), self._run_call_off
        )

    def _call_off_words(self) -> str:
        marked = [self._ahead[one] for one in self.table.marked() if one in self._ahead]
        if len(marked) == 1:
            return t("Expect {about} no more? Their code is void then.", about=_about(marked[0]))
        return t("Expect {count} guests no more? Their codes are void then.", count=len(marked))

    def _say_call_off(self) -> None:
        marked = [self._ahead[one] for one in self.table.marked() if one in self._ahead]
        later = sum(one.later for one in marked if one.series)
        self.whole.setVisible(any(one.later > 1 for one in marked))
        self.whole.setText(t("and every later day of their series ({count} in all)", count=later))

    def _run_call_off(self) -> None:
        self.desk.run(
            expecting.call_off, self.table.marked(), owner=self, whole=self.whole.isChecked(),
            done=lambda _changes: self.calling_off.leave(), failed=self.banner.show_error,
        )  # fmt: skip

    def _list_in_hand(self) -> str:
        """Return the one list from which everybody marked came, "" if there is none."""
        marked = [self._ahead[one] for one in self.table.marked() if one in self._ahead]
        found = {one.series if one.how == "list" else "" for one in marked}
        return found.pop() if len(found) == 1 else ""

    def _list_taken(self, list_id: str, count: int) -> None:
        self.banner.show_text(
            "good",
            lambda: t("Expected from the list: {count}.", count=count),
            ((N_("Undo the list"), partial(self.undo_list, list_id)),),
        )

    def _list_undone(self, changes: Changes) -> None:
        count = len(changes.created)
        self.banner.show_text(
            "good", lambda: t("The list is undone: {count} removed.", count=count)
        )

    def _note_entered(self, ids: tuple[str, ...]) -> None:
        if ids:
            self._entered = ids[0]
            self.refresh()

    def _make_room(self, wanted: bool) -> None:
        """Give the list the place of the table while it is looked at."""
        self._view.setVisible(not wanted)
        self._steps.setVisible(not wanted)

    def _begin_change(self, about: Ahead, view: VisitView) -> None:
        self.form.change(about, view)

    def _show_code(self, about: Ahead, changes: Changes) -> None:
        self.card.start(changes.created[0], _about(about))

    def _show_staff(self, staff: tuple[StaffLine, ...]) -> None:
        self.form.show_staff(staff)

    def _show(self, found: tuple[Ahead, ...]) -> None:
        self._ahead = {one.row.visit_id: one for one in found}
        self.table.show_rows(self._row(one) for one in found)
        self._view.setCurrentWidget(self.table if found else self.empty)
        if self._entered in self._ahead:
            # Whoever was just entered is in hand: their code is one click away.
            self.table.mark((self._entered,))
            self._entered = ""
        self._show_buttons()

    def _row(self, one: Ahead) -> TableRow:
        kind = self.desk.catalogue.visit_types.get(one.row.kind)
        planned = one.row.planned
        when = "" if planned is None else _moment(one)
        cells = {
            "when": TableCell(when, sort="" if planned is None else planned.isoformat()),
            "name": TableCell(text_of(one.row, NAME)),
            "employer": TableCell(text_of(one.row, "employer")),
            "host": TableCell(host_words(one.row)),
            "kind": TableCell(str(kind.label) if kind is not None else ""),
            "series": TableCell(_series(one)),
            "code": TableCell(t("given") if one.code else ""),
        }
        return TableRow(one.row.visit_id, cells)

    def _close_all(self) -> None:
        self.banner.clear()
        self.form.leave()
        self.card.leave()
        self.list.leave()
        self.calling_off.leave()

    def _show_buttons(self, *_marked: object) -> None:
        count = len(self.table.marked())
        self._change.setVisible(count == 1 and self.desk.may("series.change"))
        self._code.setVisible(count == 1 and self.desk.may("invitation_code.hand_out"))
        may_undo = self.desk.may("guest_list.undo")
        self._undo.setVisible(bool(self._list_in_hand()) and may_undo)
        self._off.setVisible(count > 0 and self.desk.may("series.call_off"))
        if not count:
            self.calling_off.leave()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        self.header.add(self._list, shown=self.desk.may("guest_list.take_in"))
        self.header.add(self._new, shown=self.desk.may("visit.expect"))
        for widget in (self.table, self.empty):
            self._view.addWidget(widget)
        self.calling_off.content.addWidget(self.whole)
        steps = row(self._steps)
        for button in (self._change, self._code, self._off, self._undo):
            steps.addWidget(button)
        steps.addStretch(1)
        for part in (self.form, self.card, self.calling_off):
            self.body.addWidget(part)
        self.body.addWidget(self._steps)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._view, 1)
        self._show_buttons()

    def _connect(self) -> None:
        self.words.put(N_("Expect a guest"), self._new.setText)
        self.words.put(N_("Change"), self._change.setText)
        self.words.put(N_("Code and QR"), self._code.setText)
        self.words.put(N_("Call off…"), self._off.setText)
        self.words.put(N_("List of guests…"), self._list.setText)
        self._new.clicked.connect(self.invite)
        self._list.clicked.connect(self.choose_list)
        self.form.entered.connect(self._note_entered)
        self.form.full_wanted.connect(partial(self.go.emit, "visit", "expect"))
        self.list.taken.connect(self._list_taken)
        self.list.failed.connect(self.banner.show_error)
        self.list.wants_room.connect(self._make_room)
        self._change.clicked.connect(self.change_marked)
        self._code.clicked.connect(self.hand_out_marked)
        self.words.put(N_("Undo the list"), self._undo.setText)
        self._undo.clicked.connect(self.undo_marked_list)
        self._off.clicked.connect(self.ask_call_off)
        self.empty.chosen.connect(self.invite)
        self.table.opened.connect(self.change)
        self.table.marked_changed.connect(self._show_buttons)
        self.card.failed.connect(self.banner.show_error)
        self.card.told.connect(partial(self.banner.show_text, "good"))


def _moment(one: Ahead) -> str:
    planned = one.row.planned
    return "" if planned is None else f"{planned.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _about(one: Ahead) -> str:
    return " ".join(part for part in (text_of(one.row, NAME), _moment(one)) if part)


def _series(one: Ahead) -> str:
    if one.how == "weekly":
        return t("weekly, {count} left", count=one.later)
    return t("from a list") if one.how == "list" else ""
