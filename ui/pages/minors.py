# SPDX-License-Identifier: Apache-2.0
"""Minors: who may read about them under which approval, and the figures of the year."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import minor_approvals, minors_report
from hr_desk.operations.minor_reads import MinorApproval
from hr_desk.operations.minors_report import MinorsReport
from hr_desk.operations.session import Session
from ui.pages.action_buttons import ActionButtons
from ui.pages.minor_forms import ApproveMinorForm, AskMinorForm, EndMinorForm, whom_said
from ui.pages.page import SlicedPage
from ui.pages.way_back import WayBack
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.label import Label
from ui.widgets.layouts import reveal, row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("file", N_("Records in"), width=5),
    text_column("role", N_("Role that reads"), width=6),
    text_column("whom", N_("About whom"), width=12),
    text_column("purpose", N_("Purpose"), width=8),
    text_column("state", N_("State"), width=11),
    text_column("asked_by", N_("Asked for by"), width=7),
    text_column("approved_by", N_("Second person"), width=7),
    text_column("until", N_("Until"), width=6),
)


class Found:
    """What the page is made of."""

    def __init__(self, session: Session) -> None:
        """Read it; worker. Raises CompartmentClosed."""
        self.approvals = minor_approvals.every(session)
        self.year = session.today().year
        self.report = minors_report.report(session, self.year)
        self.names = {user.id: user.name for user in session.register.users}


class MinorsPage(SlicedPage):
    """The approvals with what is asked about them, and the figures below."""

    kinds = frozenset({"minor_approval", "application", "joiner", "visit", "user"})

    def make(self) -> Steps:
        """Make the list, then what is asked about it."""
        self.known: dict[str, MinorApproval] = {}
        self._found: Found | None = None
        self._way_back = WayBack("today")
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.empty = EmptyState("shield-check")
        yield
        self.asking = AskMinorForm(self.desk)
        yield
        self.approving, self.ending = ApproveMinorForm(self.desk), EndMinorForm(self.desk)
        self.figures = Label(tone="soft")
        self._view = QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.buttons = ActionButtons(self.around, self.words, "minors", self.handlers)
        yield
        self._lay_out()
        self.empty.chosen.connect(partial(self._open, self.asking))
        self.approving.approved.connect(self._tell_approved)
        self.table.marked_changed.connect(self._show_buttons)
        self.table.opened.connect(self._open_marked)
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Asking; what the marked one allows."""
        found: dict[str, Callable[[], object]] = {"minors.ask": partial(self._open, self.asking)}
        one = self._marked()
        if one is not None and not one.ended:
            if one.approved_by is None:
                found["minors.approve"] = partial(self._open, self.approving, one)
            found["minors.end"] = partial(self._open, self.ending, one)
        return found

    def receive(self, argument: Any) -> None:
        """Ask about the records that another page names: (file, ids), or a Visit with them."""
        wanted = self._way_back.take(argument)
        if isinstance(wanted, tuple):
            file, ids = wanted
            self._leave_others(self.asking)
            self.asking.start(file, ids)

    def refresh(self) -> None:
        """Read approvals and figures again."""
        self.desk.query(
            Found, owner=self, done=self._show, failed=self.banner.show_error, slot="minors.list"
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Minors"),
            t("Whoever reads about people under 18 has an approval by a second person."),
        )
        self.table.set_name(t("Approvals to read about minors"))
        self.empty.say(
            t("No approval to read about minors yet"),
            t("One approval is enough for a whole class or a whole gate, twelve months at most."),
            t("Ask to read about minors…"),
        )
        self._say_figures()

    def _open(self, form: Any, about: MinorApproval | None = None) -> None:
        self._leave_others(form)
        if about is None:
            form.start()
        else:
            form.start(about)

    def _leave_others(self, form: Any) -> None:
        for other in (self.asking, self.approving, self.ending):
            if other is not form and not other.isHidden():
                other.leave()

    def _show(self, found: Found) -> None:
        before, self._found = self._found, found
        fresh = {one.id for one in found.approvals if one.approved_by is None} - set(self.known)
        self.known = {one.id: one for one in found.approvals}
        self.table.show_rows([self._row(one, found.names) for one in found.approvals])
        self._view.setCurrentWidget(self.table if found.approvals else self.empty)
        if before is not None and len(fresh) == 1:
            self.table.mark(sorted(fresh))
        self._say_figures()
        self._show_buttons()

    def _tell_approved(self) -> None:
        """What was refused can be opened: lead back to it."""
        back = ((N_("Back"), partial(self._way_back.go, self.go.emit)),)
        self.banner.show_text("good", lambda: t("The approval is given."), back)

    def _row(self, one: MinorApproval, names: Mapping[str, str]) -> TableRow:
        catalogue = self.desk.catalogue
        return text_row(
            one.id,
            file=str(catalogue.compartments[one.file]),
            role=str(catalogue.roles[one.role].label),
            whom=whom_said(one),
            purpose=str(catalogue.purposes[one.purpose].label),
            state=state_said(one, self.desk.session.today()),
            asked_by=names.get(one.asked_by, one.asked_by),
            approved_by=names.get(one.approved_by or "", one.approved_by),
            until=one.valid_until,
        )

    def _say_figures(self) -> None:
        found = self._found
        if found is None:
            return
        labels = self.desk.catalogue.compartments
        lines = [figures_said(str(labels[one.file]), one, found.year) for one in found.report]
        self.figures.setText("\n".join(lines))

    def _marked(self) -> MinorApproval | None:
        marked = self.table.marked()
        return self.known.get(marked[0]) if len(marked) == 1 else None

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _open_marked(self, _id: str) -> None:
        approve = self.handlers().get("minors.approve")
        if approve is not None:
            approve()

    def _lay_out(self) -> None:
        made = self.buttons.buttons
        self.header.add(made["minors.ask"])
        self._view.addWidget(self.empty)
        self._view.addWidget(self.table)
        below = row()
        for key in ("approve", "end"):
            below.addWidget(made[f"minors.{key}"])
        below.addStretch(1)
        for form in (self.asking, self.approving, self.ending):
            self.body.addWidget(form)
            form.opened.connect(lambda on: reveal(self.figures, not on))
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.figures)
        self.body.addLayout(below)


def state_said(one: MinorApproval, today: date) -> str:
    """Say how far an approval is."""
    if one.ended:
        return t("Ended")
    if one.approved_by is None:
        return t("Waits for approval")
    if today < one.valid_from:
        return t("Begins later")
    return t("In force") if today <= one.valid_until else t("Over")


def figures_said(file: str, one: MinorsReport, year: int) -> str:
    """Say the figures of one file."""
    if not one.counts_people:
        return t(
            "{file}: the people under 18 are counted with personnel. In {year}: approvals "
            "{approvals}, reads {reads}, of them without an approval {unapproved}.",
            file=file, year=year, approvals=one.approvals, reads=one.reads,
            unapproved=one.unapproved,
        )  # fmt: skip
    return t(
        "{file}: {younger} people under 14 and {older} of 14 to 17 now, {guardians} with a "
        "guardian's consent. In {year}: consents withdrawn {withdrawn}, approvals {approvals}, "
        "reads {reads}, of them without an approval {unapproved}, deleted without a guardian "
        "{deleted}.",
        file=file, younger=one.younger, older=one.older, guardians=one.guardians, year=year,
        withdrawn=one.withdrawn, approvals=one.approvals, reads=one.reads,
        unapproved=one.unapproved, deleted=one.deleted,
    )  # fmt: skip
