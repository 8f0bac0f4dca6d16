# SPDX-License-Identifier: Apache-2.0
"""The form of a new version: both texts, from a file if need be, and what makes it major."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.file_problems import FileUnreadable
from hr_desk.i18n import N_, t
from hr_desk.operations import policy_drafts, policy_words
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_drafts import Draft, Findings, NewText
from ui import theme
from ui.pages.policy_words import bullets, headings_said
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, chosen_day, day_line, line, show_day
from ui.widgets.files import choose_file
from ui.widgets.label import Label
from ui.widgets.layouts import column, row, scrolled
from ui.widgets.words import Words

KINDS = "*.txt *.docx *.html *.htm *.pdf *.md"


def text_of(path: Path) -> str:
    """Return the text of a file somebody chose; raises a FileProblem."""
    try:
        data = path.read_bytes()
    except OSError:
        raise FileUnreadable from None
    with Reader() as reader:
        return reader.policy_text(data)


class PolicyText(QWidget):
    """One text of the two: an editor, the way in from a file, the headings found in it."""

    changed = Signal()

    def __init__(self, desk: OpenDesk, words: Words, label: str) -> None:
        super().__init__()
        self._desk = desk
        self.editor = QPlainTextEdit()
        self.editor.setMinimumHeight(220)
        self.editor.setTabChangesFocus(True)
        self.entry = Entry(self.editor)
        self.load, self.found = Button(kind="plain", icon="folder-open"), Label(tone="soft")
        words.put(label, self.entry.set_label)
        words.put(N_("From a file (TXT, DOCX, HTML, PDF)…"), self.load.setText)
        layout = column(self, gap=theme.TIGHT)
        layout.addWidget(self.entry, 1)
        layout.addWidget(self.load, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.found)
        self.load.clicked.connect(self._choose)
        self.editor.textChanged.connect(self._changed)

    def text(self) -> str:
        """Return what stands in it."""
        return self.editor.toPlainText()

    def put(self, text: str) -> None:
        """Show a text."""
        self.editor.setPlainText(text)

    def take_file(self, path: Path) -> None:
        """Put the text of a file into the editor, or say beside it why that cannot be."""
        self.load.setEnabled(False)
        self._desk.draw(partial(text_of, path), owner=self, done=self._take, failed=self._refuse)

    def say(self) -> None:
        """Say the headings in the language in use."""
        self.found.setText(headings_said(self.text()))

    def _choose(self) -> None:
        choose_file(self, t("From a file (TXT, DOCX, HTML, PDF)…"), KINDS, self.take_file)

    def _take(self, text: str) -> None:
        self.load.setEnabled(True)
        self.entry.set_error("")
        self.put(text)

    def _refuse(self, error: UserError) -> None:
        self.load.setEnabled(True)
        self.entry.set_error(error.text)

    def _changed(self) -> None:
        self.say()
        self.changed.emit()


class PolicyWriting(QWidget):
    """Writes the next version or changes the one under way; shown in the place of the list."""

    left = Signal()
    """Saved or cancelled."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self._about: Draft | None = None
        self._found: Findings | None = None
        self.banner, self.title = Banner(), Label(size="heading", bold=True)
        self.chinese = PolicyText(desk, self._words, N_("Text in Chinese"))
        self.english = PolicyText(desk, self._words, N_("Text in English"))
        self._summary, self.summary = line(
            self._words, N_("What is new"), N_("In a sentence or two; people are told it.")
        )
        self._since, self.since = day_line(self._words, N_("Valid from"))
        self._reason, self.reason = line(
            self._words, N_("Why it is no major change"), N_("Asked where the text points to one.")
        )
        self.major = QCheckBox()
        self.findings = Label()
        self.compare_button = Button(icon="search")
        self.save_button, self.cancel_button = Button(kind="primary", icon="check"), Button()
        self._lay_out()
        self._connect()

    def start(self, latest: PolicyVersion, about: Draft | None = None) -> None:
        """Show the latest texts to be changed, or the version under way."""
        self._about, self._found = about, None
        base = latest if about is None else about.version
        self.chinese.put(base.zh)
        self.english.put(base.en)
        self.summary.setText("" if about is None else base.summary)
        self.reason.setText("" if about is None else base.reason)
        self.major.setChecked(about is not None and base.major)
        today = self._desk.session.today()
        planned = today if about is None else date.fromisoformat(base.valid_from)
        show_day(self.since, max(today, planned))
        self.banner.clear()
        self._say()
        self.compare()
        self.chinese.editor.setFocus()

    def new_text(self) -> NewText:
        """Return what the form says."""
        return NewText(
            zh=self.chinese.text(),
            en=self.english.text(),
            summary=self.summary.text(),
            valid_from=chosen_day(self.since),
            major=self.major.isChecked(),
            reason=self.reason.text(),
        )

    def compare(self) -> None:
        """Ask what the texts as they stand would change."""
        self._desk.query(
            policy_drafts.findings, owner=self, done=self._show_findings,
            failed=self.banner.show_error, slot="policy.findings",
            zh=self.chinese.text(), en=self.english.text(),
        )  # fmt: skip

    def save(self) -> None:
        """Keep it; it waits for the second person."""
        self.save_button.setEnabled(False)
        row_version = None if self._about is None else self._about.row_version
        self._desk.run(
            policy_drafts.write, self.new_text(), row_version=row_version, owner=self,
            done=self._saved, failed=self._refused,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()

    def _saved(self, _changes: Any) -> None:
        self.save_button.setEnabled(True)
        self.left.emit()

    def _refused(self, error: UserError) -> None:
        self.save_button.setEnabled(True)
        self.banner.show_error(error)

    def _show_findings(self, found: Findings) -> None:
        self._found = found
        self._say_findings()

    def _say(self) -> None:
        self.title.setText(
            t("A new version of the policy")
            if self._about is None
            else t("Change the version under way")
        )
        self.chinese.say()
        self.english.say()
        self._say_findings()

    def _say_findings(self) -> None:
        found = self._found
        if found is None:
            self.findings.setText("")
            return
        catalogue = self._desk.catalogue
        parts: list[str] = []
        for label, say in ((t("Major, whatever the text says:"), found.sure),
                           (t("The text points to a major change:"), found.by_words)):  # fmt: skip
            if say:
                sentences = [policy_words.sentence(catalogue, one) for one in say]
                parts += [label, bullets(sentences)]
        if found.headings:
            first = t("(beginning)")
            names = t("; ").join(dict.fromkeys(one or first for one in found.headings))
            parts.append(t("Chapters that read otherwise: {names}", names=names))
        self.findings.setText("\n".join(parts) or t("Nothing changed yet."))

    def _lay_out(self) -> None:
        for label, put in self._texts():
            self._words.put(label, put)
        texts, facts, buttons = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM), row()
        texts.addWidget(self.chinese, 1)
        texts.addWidget(self.english, 1)
        facts.addWidget(self._summary, 3)
        facts.addWidget(self._since, 1)
        for widget in (self.save_button, self.cancel_button, self.compare_button):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        inner = QWidget()
        layout = column(inner, margin=theme.SMALL, gap=theme.MEDIUM)
        layout.addWidget(self.title)
        layout.addWidget(self.banner)
        layout.addLayout(texts)
        layout.addLayout(facts)
        layout.addWidget(self.findings)
        layout.addWidget(self.major)
        layout.addWidget(self._reason)
        layout.addLayout(buttons)
        layout.addStretch(1)
        column(self).addWidget(scrolled(inner))

    def _texts(self) -> tuple[tuple[str, Callable[[str], object]], ...]:
        return (
            (N_("It is a major change: people are told seven days before"), self.major.setText),
            (N_("Compare again"), self.compare_button.setText),
            (N_("Save for the second person"), self.save_button.setText),
            (N_("Cancel"), self.cancel_button.setText),
        )

    def _connect(self) -> None:
        self.compare_button.clicked.connect(self.compare)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.left)
