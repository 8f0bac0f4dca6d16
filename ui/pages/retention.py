# SPDX-License-Identifier: Apache-2.0
"""What is due, deleting it, and the certificates that prove it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import desks, disclosure, retention
from hr_desk.operations.retention import CertificateLine, DueLine, SweepResult
from ui.pages.page import Page
from ui.printing.sheets import CertificateFacts, certificate_pdf
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.files import choose_target
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState, Question

DUE_COLUMNS = (
    text_column("name", N_("Name"), width=7),
    text_column("requisition", N_("Requisition"), width=8),
    text_column("why", N_("Kept as"), width=11),
    text_column("event", N_("Clock started by"), width=11),
    text_column("clock_day", N_("Clock day"), width=6),
    text_column("due", N_("Deleted on"), width=6),
    text_column("left", N_("Days left"), width=7),
)
CERTIFICATE_COLUMNS = (
    text_column("number", N_("Certificate"), width=6),
    text_column("file", N_("Deleted from"), width=5),
    text_column("on", N_("Deleted on"), width=8),
    text_column("records", N_("Records deleted"), width=6),
    text_column("due", N_("Were due"), width=14),
    text_column("proof", N_("Proof"), width=14),
)


def days_left(days: int) -> str:
    """Say how many days are left, or how long ago the day was."""
    if days == 0:
        return t("Today")
    if days < 0:
        return t("{count} days overdue", count=-days)
    return t("Tomorrow") if days == 1 else t("In {count} days", count=days)


class RetentionPage(Page):
    """Due within seven days, deletion now, certificates."""

    kinds = frozenset({"sweep", "application", "person", "visit"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._due: tuple[DueLine, ...] = ()
        self._certificates: dict[str, CertificateLine] = {}
        self.due_table = RecordTable(RecordTableModel(DUE_COLUMNS), fits=True)
        self.nothing = EmptyState("shield-check")
        self.question = Question(danger=True)
        self.certificate_table = RecordTable(RecordTableModel(CERTIFICATE_COLUMNS), fits=True)
        self.none_yet = EmptyState("file-text")
        self._certificate_view = QStackedWidget()
        self.sweep_button = Button(kind="danger", icon="trash-2")
        self._copy_button, self.verify_button = Button(icon="download"), Button(icon="check")
        self._print_button = Button(icon="printer")
        self._due_view = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Deleting, if anything is due today."""
        return {"retention.sweep": self.ask_sweep}

    def refresh(self) -> None:
        """Read what is due and the certificates again."""
        self.desk.query(retention.preview, owner=self, done=self._show_due, slot="retention.due")
        self.desk.query(
            retention.certificates,
            owner=self,
            done=self._show_certificates,
            slot="retention.certificates",
        )
        self.desk.query(
            retention.clock_needs_confirmation,
            owner=self,
            done=self._show_clock,
            slot="retention.clock",
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Deletion when due"),
            t("Listed seven days ahead. What is due is deleted with its traces and certified."),
        )
        self.due_table.set_name(t("Due within seven days"))
        self.certificate_table.set_name(t("Deletion certificates"))
        self.nothing.say(
            t("Nothing is due"), t("Within the next seven days no record reaches its end.")
        )
        self.none_yet.say(
            t("No certificate yet"),
            t("One is issued whenever something is deleted because it was due."),
        )
        self._say_sweep()

    def due_now(self) -> int:
        """Return how many people are due today or overdue."""
        return sum(1 for one in self._due if one.days_left <= 0)

    def ask_sweep(self) -> None:
        """Ask whether to delete, saying how many and that it cannot be undone."""
        if self.due_now():
            self.question.ask(*self._question(), self._sweep)

    def _question(self) -> tuple[str, str]:
        """Return the question and the button that says yes."""
        count = self.due_now()
        sentence = t(
            "Delete everything about {count} people? This cannot be undone, and backups "
            "forget it within 14 days.",
            count=count,
        )
        return sentence, t("Delete {count} people", count=count)

    def _sweep(self) -> None:
        self.question.leave()
        self.sweep_button.setEnabled(False)
        self.desk.run(retention.sweep, owner=self, done=self._swept, failed=self._not_swept)

    def _swept(self, result: SweepResult) -> None:
        number, people = result.number, sum(result.counts.values())
        if number is None:
            say: Callable[[], str] = lambda: t("Nothing was due.")  # noqa: E731
        elif result.certificate is None:
            say = lambda: t(  # noqa: E731
                "Deleted. The proof waits until nobody else has the desk open; "
                "then certificate {number} follows.",
                number=number,
            )
        else:
            say = lambda: t(  # noqa: E731
                "Deleted: {count}. Certificate {number} proves it.", count=people, number=number
            )
        self.banner.show_text("good", say)
        self.refresh()

    def _not_swept(self, error: Any) -> None:
        self.banner.show_error(error)
        self._say_sweep()

    def _show_due(self, lines: tuple[DueLine, ...]) -> None:
        self._due = lines
        self.due_table.show_rows([self._due_row(one) for one in lines])
        self._due_view.setCurrentWidget(self.due_table if lines else self.nothing)
        self._say_sweep()

    def _due_row(self, one: DueLine) -> TableRow:
        kept = self.desk.catalogue.classes[one.class_key]
        return text_row(
            one.person_id,
            name=one.name,
            requisition=one.requisition,
            why=str(kept.label),
            event=str(kept.clock_event),
            clock_day=one.clock_day,
            due=one.due,
            left=TableCell(days_left(one.days_left), sort=one.days_left),
        )

    def _show_certificates(self, lines: tuple[CertificateLine, ...]) -> None:
        self._certificates = {one.key: one for one in lines}
        names = self.desk.catalogue.compartments
        self.certificate_table.show_rows(
            [_certificate_row(one, str(names[one.compartment])) for one in lines]
        )
        self._certificate_view.setCurrentWidget(self.certificate_table if lines else self.none_yet)
        self._show_buttons()

    def _show_clock(self, needed: bool) -> None:
        if needed and self.banner.text() == "":
            today = self.desk.session.today().isoformat()
            self.banner.show_text(
                "warn",
                lambda: t(
                    "This computer's clock has moved far ahead: it says {today}. "
                    "Nothing more is deleted until you confirm that this is right.",
                    today=today,
                ),
                ((N_("The date is right"), self._confirm_clock),),
            )

    def _confirm_clock(self) -> None:
        self.banner.clear()
        self.desk.run(retention.confirm_time, owner=self, done=lambda _changes: self.refresh())

    def _say_sweep(self) -> None:
        count = self.due_now()
        for say, text in zip(
            (self.question.sentence.setText, self.question.yes.setText),
            self._question(),
            strict=True,
        ):
            say(text)
        self.sweep_button.setText(t("Delete what is due now ({count})", count=count))
        self.sweep_button.setEnabled(count > 0)

    def _marked(self) -> CertificateLine | None:
        marked = self.certificate_table.marked()
        return self._certificates.get(marked[0]) if len(marked) == 1 else None

    def _show_buttons(self) -> None:
        one = self._marked()
        proven = one is not None and one.certificate is not None
        for button in (self._copy_button, self._print_button, self.verify_button):
            button.setEnabled(proven)
            button.setVisible(bool(self._certificates))
        # A counterpart that leaves is entered into the register of disclosures.
        for button in (self._copy_button, self._print_button):
            button.setVisible(bool(self._certificates) and self.desk.may("disclosure.register"))

    def _verify(self) -> None:
        one = self._marked()
        if one is None or one.certificate is None:
            return
        self.desk.query(
            _certificate,
            one.certificate,
            owner=self,
            done=lambda checked: self.banner.show_text(
                "good",
                lambda: t("Certificate {number} is genuine and unchanged.", number=checked.number),
            ),
        )

    def _copy(self) -> None:
        one = self._marked()
        if one is not None:
            name = f"{one.key}.certificate"
            choose_target(self, t("Save a copy"), name, self.copy_to)

    def copy_to(self, target: Path) -> None:
        """Write the marked certificate's counterpart to ``target``."""
        one = self._marked()
        if one is not None and one.certificate is not None:
            self._release(one.certificate, target)

    def _print(self) -> None:
        one = self._marked()
        if one is not None:
            name = t("Deletion certificate no. {number}", number=one.number) + ".pdf"
            choose_target(self, t("Print…"), name, self.print_to)

    def print_to(self, target: Path) -> None:
        """Write the marked certificate on paper, as a PDF, to ``target``."""
        one = self._marked()
        if one is not None and one.certificate is not None:
            self.desk.query(
                _certificate,
                one.certificate,
                owner=self,
                done=partial(self._draw, target),
            )

    def _draw(self, target: Path, checked: CertificateFacts) -> None:
        fingerprint = desks.fingerprint_of(checked.desk_id)
        paper = partial(certificate_pdf, checked, self.desk.catalogue, fingerprint=fingerprint)
        self.desk.draw(paper, owner=self, done=lambda content: self._release(content, target))

    def _release(self, content: bytes, target: Path) -> None:
        counterpart = disclosure.Disclosure(
            kind="certificate",
            recipient=self.desk.session.company["name"],
            purpose="other.request",
        )
        self.desk.run(
            disclosure.release,
            counterpart,
            content,
            target,
            owner=self,
            done=lambda _changes: self.banner.show_text(
                "good", lambda: t("Saved as {file}.", file=target.name)
            ),
        )

    def _lay_out(self) -> None:
        self.header.add(self.sweep_button, shown=self.desk.may("retention.sweep"))
        for widget in (self.due_table, self.nothing):
            self._due_view.addWidget(widget)
        for other in (self.certificate_table, self.none_yet):
            self._certificate_view.addWidget(other)
        due, certificates = Label(size="heading", bold=True), Label(size="heading", bold=True)
        self.words.put(N_("Due within seven days"), due.setText)
        self.words.put(N_("Deletion certificates"), certificates.setText)
        buttons = row()
        buttons.addWidget(certificates, 1)
        buttons.addWidget(self.verify_button)
        buttons.addWidget(self._print_button)
        buttons.addWidget(self._copy_button)
        self.body.addWidget(self.question)
        self.body.addWidget(due)
        self.body.addWidget(self._due_view, 3)
        self.body.addLayout(buttons)
        self.body.addWidget(self._certificate_view, 2)

    def _connect(self) -> None:
        self.words.put(N_("Save a copy…"), self._copy_button.setText)
        self.words.put(N_("Print…"), self._print_button.setText)
        self.words.put(N_("Verify"), self.verify_button.setText)
        self.sweep_button.clicked.connect(self.ask_sweep)
        self._copy_button.clicked.connect(self._copy)
        self._print_button.clicked.connect(self._print)
        self.verify_button.clicked.connect(self._verify)
        self.certificate_table.marked_changed.connect(lambda _ids: self._show_buttons())
        self._show_buttons()


def _certificate(_session: Any, data: bytes) -> CertificateFacts:
    return retention.verify_certificate(data)


def _certificate_row(one: CertificateLine, file: str) -> TableRow:
    return text_row(
        one.key,
        number=one.number,
        file=file,
        on=one.swept_at.date(),
        records=sum(one.counts.values()),
        due=f"{one.earliest_due} – {one.latest_due}",
        proof=t("Waits for the proof") if one.certificate is None else t("Certified"),
    )
