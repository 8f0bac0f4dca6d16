# SPDX-License-Identifier: Apache-2.0
"""The published privacy policy: day, place and exact text, for set-up and the notice page."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from hr_desk.i18n import N_, RESOURCES, Text, t
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, chosen_day, day_line, line
from ui.widgets.files import choose_file
from ui.widgets.layouts import column, row
from ui.widgets.words import Words


class PolicyForm(QWidget):
    """What operations.policies.take_in_published needs."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Words()
        day, self.day = day_line(self._words, N_("Published on"))
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
        self._sample = sample_policy()

    def use_sample(self) -> None:
        """Fill in the sample, to look around with made-up people."""
        self.chinese.setPlainText(self._sample.zh)
        self.english.setPlainText(self._sample.en)
        if not self.place.text().strip():
            self.place.setText(t("Not published, a sample"))

    def complete(self, *, sample_will_do: bool = False) -> bool:
        """Say beside each editor what is missing; True if nothing is.

        The unchanged sample is nobody's policy: it will do for made-up people alone.
        """
        wanted = (
            (self._place, self.place.text()),
            (self._chinese_entry, self.chinese.toPlainText()),
            (self._english_entry, self.english.toPlainText()),
        )
        for entry, text in wanted:
            entry.set_error(self._problem(text, sample_will_do=sample_will_do))
        return not any(entry.error() for entry, _ in wanted)

    def _problem(self, text: str, *, sample_will_do: bool) -> str:
        """Return what is wrong with a text, empty if nothing is."""
        said = " ".join(text.split())
        if not said:
            return t("Please fill this in.")
        samples = (self._sample.zh, self._sample.en)
        if sample_will_do or said not in {" ".join(sample.split()) for sample in samples}:
            return ""
        return t(
            "This is the sample that comes with HR Desk. Put your company's published text in "
            "its place; the sample will do only for a desk of made-up people."
        )

    def values(self) -> Mapping[str, Any]:
        """Return the keyword arguments of ``take_in_published``."""
        return {
            "zh": self.chinese.toPlainText(),
            "en": self.english.toPlainText(),
            "place": self.place.text().strip(),
            "published_on": chosen_day(self.day),
        }

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
        super().changeEvent(event)

    def take_file(self, path: Path, editor: QPlainTextEdit, entry: Entry) -> None:
        """Put the text of a file into an editor, or say in its entry that it is none."""
        text = _text_in(path)
        entry.set_error("" if text is not None else t("This is not a text file. Choose one."))
        if text is not None:
            editor.setPlainText(text)

    def _text(self, label: str) -> tuple[QWidget, QPlainTextEdit, Entry]:
        editor = QPlainTextEdit()
        editor.setFixedHeight(120)
        editor.setTabChangesFocus(True)
        entry = Entry(editor)
        self._words.put(label, entry.set_label)
        self._words.put(N_("Paste the published text here."), editor.setPlaceholderText)
        load = Button(kind="plain", icon="folder-open")
        self._words.put(N_("From a text file…"), load.setText)

        take = partial(self.take_file, editor=editor, entry=entry)
        load.clicked.connect(lambda: choose_file(self, t("From a text file…"), "*.txt *.md", take))
        holder = QWidget()
        layout = column(holder, gap=theme.TIGHT)
        layout.addWidget(entry)
        layout.addWidget(load, 0, Qt.AlignmentFlag.AlignLeft)
        return holder, editor, entry


def _text_in(path: Path) -> str | None:
    """Return the text of a file in one of the encodings in use here, None if it is no text."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return None


def sample_policy() -> Text:
    """Return the sample text that ships with the program, to be replaced by the company's own."""
    folder = RESOURCES / "templates"
    return Text(
        zh=(folder / "policy_zh_CN.txt").read_text(encoding="utf-8"),
        en=(folder / "policy_en.txt").read_text(encoding="utf-8"),
    )
