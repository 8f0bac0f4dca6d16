# SPDX-License-Identifier: Apache-2.0
"""What is well with this desk and what asks for somebody; its audit logs, walked and written down.

The last check is remembered by this page alone, so it ends with the open desk.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, Message, t
from hr_desk.operations import auditing, checking
from hr_desk.operations.auditing import AuditReport, FileReport
from hr_desk.operations.findings import Finding
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.page import SlicedPage
from ui.widgets.buttons import Button
from ui.widgets.files import choose_file, choose_target
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row, scrolled
from ui.widgets.panels import Card

SUFFIX = ".checkpoint"
LARGEST = 1024 * 1024
"""Bytes of a file that is looked at as a checkpoint at most."""
LABEL_WIDTH = 150
"""Width of what a line is about, in pixels."""
LOOKS = {
    "ok": ("check", "", "calm"),
    "warn": ("triangle-alert", "warning", "soon"),
    "bad": ("circle-alert", "danger", "late"),
}
"""Icon, tone and level of a card for each level of a finding."""
KEY = "checks"

WHOLE = N_("Entries {first} to {last} are as they were written.")
EMPTY = N_("There is no entry yet.")


class CheckpointUnreadable(UserError):
    """The file that was chosen cannot be read."""

    message = N_("“{file}” cannot be read. Choose another file, or copy it to this computer first.")


class Line(Card):
    """One finding: how it stands, what it is about, the sentence, and the way to where it is done.

    ``label`` is what it is about, a message or a text that says itself in the language in use.
    ``stacked`` puts the sentence below it, for a narrow place.
    """

    def __init__(
        self, label: object, finding: Finding, *, leads: bool, stacked: bool = False
    ) -> None:
        super().__init__(margin=theme.SMALL)
        self._label, self.finding = label, finding
        icon, tone, level = LOOKS[finding.level]
        self.setProperty("level", level)
        colours = theme.Chosen.colours
        ink = {"": colours.good, "warning": colours.warning, "danger": colours.danger}[tone]
        picture = Label(wrap=False)
        picture.setPixmap(theme.picture(icon, 20, ink))
        self._about = Label(bold=True)
        self.text = Label(tone=tone)
        self.button = Button(kind="plain", icon="arrow-right")
        self.button.setVisible(leads)
        across = row(gap=theme.MEDIUM)
        across.setContentsMargins(theme.SMALL, 0, 0, 0)
        across.addWidget(picture)
        across.addWidget(self._about, int(stacked))
        if not stacked:
            self._about.setFixedWidth(LABEL_WIDTH)
            across.addWidget(self.text, 1)
        across.addWidget(self.button)
        self.body.addLayout(across)
        if stacked:
            self.body.addWidget(self.text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.say()

    def say(self) -> None:
        """Say everything in the language in use."""
        self._about.setText(str(self._label))
        self.text.setText(self.finding.text())
        self.button.setText(t("Show"))
        self.button.setAccessibleName(t("Show: {what}", what=self.finding.text()))


class ChecksPage(SlicedPage):
    """The check of the desk, line by line as it goes, and the audit logs."""

    def make(self) -> Iterator[None]:
        """Make the buttons, then the places of both lists."""
        self.lines: list[Line] = []
        self.log_lines: list[Line] = []
        self._left: list[str] = []
        self._now = ""
        self._progress = Label(tone="soft")
        self.check_button = Button(kind="primary", icon="check")
        self.verify_button, self._compare_button = Button(icon="search"), Button(icon="file-text")
        self.save_button = Button(icon="download")
        yield
        self._check_box, self._log_box = QWidget(), QWidget()
        self._checks = column(self._check_box, gap=theme.TIGHT)
        self._logs = column(self._log_box, gap=theme.TIGHT)
        self._log_card = Card()
        yield
        self._lay_out()
        yield
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Checking, walking the logs, and a checkpoint."""
        return {
            "checks.run": self.run,
            "checks.verify": self.verify,
            "checks.checkpoint": self.ask_checkpoint,
        }

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Checks"), t("What is well with this desk, and what to do about the rest.")
        )
        self._log_card.set_heading(t("Audit log"))
        for line in (*self.lines, *self.log_lines):
            line.say()
        self._say_progress()

    def run(self) -> None:
        """Do every part of a check, one after the other; each line is shown as it comes."""
        if self._now:
            return
        self._empty(self._checks, self.lines)
        self._left = list(checking.CHECKS)
        self._go_on()

    def verify(self) -> None:
        """Walk every log and compare it with who saw it from outside."""
        self._busy(True)
        self.desk.query(auditing.verify, owner=self, done=self._verified, failed=self._not_verified)

    def compare(self, file: Path) -> None:
        """Walk every log and compare it with the checkpoint in ``file`` as well."""
        self._busy(True)
        self.desk.query(
            _verified_against, file, owner=self, done=self._verified, failed=self._not_verified
        )

    def ask_checkpoint(self) -> None:
        """Ask where a checkpoint is to be written."""
        if self.desk.may("audit.checkpoint"):
            session = self.desk.session
            name = f"{session.folder.name}-{session.today():%Y%m%d}{SUFFIX}"
            choose_target(self, t("Save a checkpoint"), name, self.save_to)

    def save_to(self, target: Path) -> None:
        """Write a checkpoint to ``target``."""
        self.desk.run(
            auditing.save_checkpoint,
            target,
            owner=self,
            done=lambda _changes: self.banner.show_text(
                "good",
                lambda: t("Saved as {file}. Keep it away from this computer.", file=target.name),
            ),
        )

    def _go_on(self) -> None:
        """Begin the next part, or say that all are done."""
        self._now = self._left.pop(0) if self._left else ""
        self.check_button.setEnabled(not self._now)
        self._say_progress()
        if self._now:
            self.desk.query(checking.run, self._now, owner=self, done=self._found)

    def _found(self, findings: tuple[Finding, ...]) -> None:
        label = Message(checking.CHECKS[self._now].label)
        self._show(self._checks, self.lines, ((label, one) for one in findings))
        self._go_on()

    def _say_progress(self) -> None:
        wanted = sum(line.finding.level != "ok" for line in self.lines)
        if self._now:
            said = t("Looking at: {what}", what=t(checking.CHECKS[self._now].label))
        elif not self.lines:
            said = t("Not checked yet since this desk was unlocked.")
        elif wanted:
            said = t("Lines that ask for somebody: {count}", count=wanted)
        else:
            said = t("All is well.")
        self._progress.setText(said)

    def _verified(self, report: AuditReport) -> None:
        self._busy(False)
        self._empty(self._logs, self.log_lines)
        names = self.desk.catalogue.compartments
        rows = [(names[one.compartment], each) for one in report.files for each in _told(one)]
        self._show(self._logs, self.log_lines, rows)
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self._log_card))
        if report.whole and not report.findings:
            self.banner.show_text("good", lambda: t("Every log is as it was written."))

    def _not_verified(self, error: UserError) -> None:
        self._busy(False)
        self.banner.show_error(error)

    def _busy(self, busy: bool) -> None:
        if busy:
            self.banner.clear()
        for button in (self.verify_button, self._compare_button):
            button.setEnabled(not busy)

    def _show(
        self, layout: Any, lines: list[Line], found: Iterable[tuple[object, Finding]]
    ) -> None:
        pages = {action.page for action in self.around.actions} - {"", KEY}
        for label, finding in found:
            leads = finding.level != "ok" and finding.page in pages
            line = Line(label, finding, leads=leads)
            line.button.clicked.connect(partial(self.go.emit, finding.page, None))
            lines.append(line)
            layout.addWidget(line)

    def _empty(self, layout: Any, lines: list[Line]) -> None:
        clear(layout)
        lines.clear()

    def _lay_out(self) -> None:
        self.header.add(self.check_button)
        hint = Label(tone="soft")
        self.words.put(
            N_(
                "Walks every entry and compares the end with what this computer remembers, with "
                "certificates, and with a checkpoint that you keep elsewhere."
            ),
            hint.setText,
        )
        buttons = row()
        for button in (self.verify_button, self._compare_button, self.save_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._log_card.body.addWidget(hint)
        self._log_card.body.addLayout(buttons)
        self.save_button.setVisible(self.desk.may("audit.checkpoint"))
        self._log_card.body.addWidget(self._log_box)
        holder = QWidget()
        inside = column(holder, gap=theme.MEDIUM)
        for widget in (self._progress, self._check_box, self._log_card):
            inside.addWidget(widget)
        inside.addStretch(1)
        self._area = scrolled(holder)
        self.body.addWidget(self._area, 1)

    def _connect(self) -> None:
        self.words.put(N_("Check now"), self.check_button.setText)
        self.words.put(N_("Walk the whole log"), self.verify_button.setText)
        self.words.put(N_("Compare with a checkpoint…"), self._compare_button.setText)
        self.words.put(N_("Save a checkpoint…"), self.save_button.setText)
        self.check_button.clicked.connect(self.run)
        self.verify_button.clicked.connect(self.verify)
        self.save_button.clicked.connect(self.ask_checkpoint)
        self._compare_button.clicked.connect(
            lambda: choose_file(
                self,
                t("Compare with a checkpoint"),
                t("Checkpoints (*{ending})", ending=SUFFIX),
                self.compare,
            )
        )


def _told(report: FileReport) -> tuple[Finding, ...]:
    """Return what is to be shown of one log: what was found, or that it is whole."""
    if report.findings:
        return report.findings
    if report.last < report.first:
        return (Finding("log", "ok", EMPTY),)
    return (Finding("log", "ok", WHOLE, (("first", report.first), ("last", report.last))),)


def _verified_against(session: Session, file: Path) -> AuditReport:
    """Walk every log against a checkpoint in a file; worker. Raises CheckpointUnreadable."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST)
    except OSError:
        raise CheckpointUnreadable(file=file.name) from None
    return auditing.verify(session, against=content)
