# SPDX-License-Identifier: Apache-2.0
"""The archive of deletion certificates: listed, opened, verified, copied, printed."""

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import desks, disclosure, retention
from hr_desk.operations.retention import CertificateLine
from ui import theme
from ui.printing.sheets import NOTHING_DELETED, CertificateFacts, certificate_pdf
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.files import choose_file, choose_target
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card, EmptyState
from ui.widgets.words import Words

COLUMNS: Final = (
    text_column("number", N_("Certificate"), width=6),
    text_column("file", N_("Deleted from"), width=5),
    text_column("on", N_("Deleted on"), width=8),
    text_column("records", N_("Records deleted"), width=6),
    text_column("due", N_("Were due"), width=14),
    text_column("proof", N_("Proof"), width=14),
)


class CertificateArchive(QWidget):
    """Sweeps with their certificates, newest first; what the marked one says stands beside it."""

    def __init__(self, desk: OpenDesk, banner: Banner) -> None:
        super().__init__()
        self.desk, self.banner, self._words = desk, banner, Words()
        self._certificates: dict[str, CertificateLine] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.none_yet = EmptyState("file-text")
        self._view = QStackedWidget()
        self.verify_button = Button(icon="check")
        self.file_button = Button(icon="folder-open")
        self._copy_button, self._print_button = Button(icon="download"), Button(icon="printer")
        self.opened, self.facts = Card(), Label()
        self.opened.body.addWidget(self.facts)
        self.opened.body.addStretch(1)
        self.opened.hide()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the certificates again."""
        self.desk.query(
            retention.certificates,
            owner=self,
            done=self._show_certificates,
            slot="retention.certificates",
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.table.set_name(t("Deletion certificates"))
        self.none_yet.say(
            t("No certificate yet"),
            t("One is issued whenever something is deleted because it was due."),
        )
        self._open()

    def _show_certificates(self, lines: tuple[CertificateLine, ...]) -> None:
        self._certificates = {one.key: one for one in lines}
        names = self.desk.catalogue.compartments
        self.table.show_rows([_certificate_row(one, str(names[one.compartment])) for one in lines])
        self._view.setCurrentWidget(self.table if lines else self.none_yet)
        self._show_buttons()

    def _marked(self) -> CertificateLine | None:
        marked = self.table.marked()
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
        paper = partial(
            certificate_pdf, checked, self.desk.catalogue, fingerprint=fingerprint,
            company=self.desk.session.company,
        )  # fmt: skip
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

    def _open(self) -> None:
        """Show what the marked certificate says."""
        one = self._marked()
        if one is None or one.certificate is None:
            self.opened.hide()
            return
        self.desk.query(_certificate, one.certificate, owner=self, done=self._show_facts,
                        slot="retention.opened")  # fmt: skip

    def _show_facts(self, found: CertificateFacts) -> None:
        classes = self.desk.catalogue.classes
        lines = [
            t("{record}: {count}", record=classes[key].label if key in classes else key, count=n)
            for key, n in found.counts.items()
        ] or [t(NOTHING_DELETED)]
        places = ", ".join(found.unreached_backup_places)
        self.opened.set_heading(t("Deletion certificate no. {number}", number=found.number))
        self.facts.setText("\n".join([
            *lines,
            t("Due from {first} to {last}", first=found.earliest_due, last=found.latest_due),
            t("Issued: {at} (UTC)", at=found.issued_at),
            t("The last copy in a backup goes on {day}", day=found.last_backup_gone_on),
            t("Backup places not reached: {places}", places=places) if places else
            t("Every backup place knows of it"),
            t("Fingerprint of the desk: {code}", code=desks.fingerprint_of(found.desk_id)),
        ]))  # fmt: skip
        self.opened.show()

    def _choose_file(self) -> None:
        choose_file(self, t("Verify a file…"), t("Certificates (*.certificate)"), self.verify_file)

    def verify_file(self, path: Path) -> None:
        """Verify a certificate that somebody brought."""
        self.desk.query(
            _certificate_in,
            path,
            owner=self,
            done=self._say_genuine,
            failed=self.banner.show_error,
        )

    def _say_genuine(self, found: CertificateFacts) -> None:
        self.banner.show_text(
            "good", lambda: t("Certificate {number} is genuine and unchanged.", number=found.number)
        )
        self._show_facts(found)

    def _lay_out(self) -> None:
        for widget in (self.table, self.none_yet):
            self._view.addWidget(widget)
        buttons = row()
        buttons.addWidget(self.file_button)
        buttons.addStretch(1)
        for button in (self.verify_button, self._print_button, self._copy_button):
            buttons.addWidget(button)
        beside = row(gap=theme.MEDIUM)
        beside.addWidget(self._view, 3)
        beside.addWidget(self.opened, 1)
        layout = column(self, margin=theme.MEDIUM, gap=theme.MEDIUM)
        layout.addLayout(buttons)
        layout.addLayout(beside, 1)

    def _connect(self) -> None:
        self._words.put(N_("Save a copy…"), self._copy_button.setText)
        self._words.put(N_("Print…"), self._print_button.setText)
        self._words.put(N_("Verify"), self.verify_button.setText)
        self._words.put(N_("Verify a file…"), self.file_button.setText)
        self.file_button.clicked.connect(self._choose_file)
        self._copy_button.clicked.connect(self._copy)
        self._print_button.clicked.connect(self._print)
        self.verify_button.clicked.connect(self._verify)
        self.table.marked_changed.connect(lambda _ids: self._mark())
        self._show_buttons()

    def _mark(self) -> None:
        self._show_buttons()
        self._open()


def _certificate(_session: Any, data: bytes) -> CertificateFacts:
    return retention.verify_certificate(data)


def _certificate_in(_session: Any, path: Path) -> CertificateFacts:
    return retention.verify_certificate(path.read_bytes())


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
