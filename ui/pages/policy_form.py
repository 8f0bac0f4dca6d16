# SPDX-License-Identifier: Apache-2.0
"""The published privacy policy: day, place and exact text, for set-up and the notice page."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtWidgets import QDateEdit, QPlainTextEdit, QWidget

from hr_desk.i18n import N_, RESOURCES, Text, t
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, line
from ui.widgets.files import choose_file
from ui.widgets.layouts import column, row
from ui.widgets.words import Words


class PolicyForm(QWidget):
    """What operations.policies.take_in_published needs."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Words()
        self.day = QDateEdit(QDate.currentDate())
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        day = Entry(self.day)
        self._words.put(N_("Published on"), day.set_label)
        self._place, self.place = line(
            self._words,
            N_("Published where"),
            N_("For example the notice board at the gate, or the company's website."),
        )
        chinese, self.chinese, self._chinese_entry = self._text(N_("Text in Chinese"))
        english, self.english, self._english_entry = self._text(N_("Text in English"))
        facts, texts = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM)
        facts.addWidget(day)
        facts.addWidget(self._place, 1)
        texts.addWidget(chinese)
        texts.addWidget(english)
        layout = column(self, gap=theme.MEDIUM)
        layout.addLayout(facts)
        layout.addLayout(texts)
        sample = sample_policy()
        self.chinese.setPlainText(sample.zh)
        self.english.setPlainText(sample.en)

    def complete(self) -> bool:
        """Say beside each editor what is missing; True if nothing is."""
        wanted = (
            (self._place, self.place.text()),
            (self._chinese_entry, self.chinese.toPlainText()),
            (self._english_entry, self.english.toPlainText()),
        )
        for entry, text in wanted:
            entry.set_error("" if text.strip() else t("Please fill this in."))
        return all(text.strip() for _, text in wanted)

    def values(self) -> Mapping[str, Any]:
        """Return the keyword arguments of ``take_in_published``."""
        return {
            "zh": self.chinese.toPlainText(),
            "en": self.english.toPlainText(),
            "place": self.place.text().strip(),
            "published_on": date.fromisoformat(self.day.date().toString("yyyy-MM-dd")),
        }

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
        super().changeEvent(event)

    def _text(self, label: str) -> tuple[QWidget, QPlainTextEdit, Entry]:
        editor = QPlainTextEdit()
        editor.setFixedHeight(120)
        editor.setTabChangesFocus(True)
        entry = Entry(editor)
        self._words.put(label, entry.set_label)
        load = Button(kind="plain", icon="folder-open")
        self._words.put(N_("From a text file…"), load.setText)

        def take(path: Path) -> None:
            editor.setPlainText(path.read_text(encoding="utf-8-sig"))

        load.clicked.connect(lambda: choose_file(self, t("From a text file…"), "*.txt *.md", take))
        holder = QWidget()
        layout = column(holder, gap=theme.TIGHT)
        layout.addWidget(entry)
        layout.addWidget(load, 0, Qt.AlignmentFlag.AlignLeft)
        return holder, editor, entry


def sample_policy() -> Text:
    """Return the sample text that ships with the program, to be replaced by the company's own."""
    folder = RESOURCES / "templates"
    return Text(
        zh=(folder / "policy_zh_CN.txt").read_text(encoding="utf-8"),
        en=(folder / "policy_en.txt").read_text(encoding="utf-8"),
    )
