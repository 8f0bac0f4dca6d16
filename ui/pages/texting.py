# SPDX-License-Identifier: Apache-2.0
"""Texts to candidates: one occasion, one person after the other, each copied with one press.

A copied text leaves the desk: it is logged before it is on the clipboard, and taken off again
after seconds, as a password is.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from hr_desk.domain.message_texts import MessageText
from hr_desk.i18n import LANGUAGES, N_, NAMES, language, t
from hr_desk.operations import messages
from hr_desk.operations.messages import MessageDraft
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.clipboard import CLIPBOARD_MS, ShortCopy
from ui.widgets.entry import Entry, choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import row

TEXT_HEIGHT = 108
"""Height of the text in pixels."""


class TextPanel(MarkedQuestion):
    """Shows the text for the first candidate chosen; copying it leads on to the next one."""

    template_wanted = Signal(object)
    """The MessageText that a person wants to write anew."""

    def __init__(self, desk: OpenDesk, *, clear_ms: int = CLIPBOARD_MS) -> None:
        super().__init__(desk)
        self._drafts: tuple[MessageDraft, ...] = ()
        self._texts: tuple[MessageText, ...] = ()
        self._place = 0
        self.clipboard = ShortCopy(self, clear_ms=clear_ms)
        occasion, self.occasion = choice(self._own, N_("Occasion"))
        tongue, self.language = choice(self._own, N_("Language"))
        for entry in (occasion, tongue):
            entry.setMinimumWidth(200)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFixedHeight(TEXT_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.skip, self.template = Button(), Button(kind="plain", icon="file-text")
        self._told = Label(tone="soft")
        self._lay_out(occasion, tongue)
        for box in (self.occasion, self.language):
            box.currentIndexChanged.connect(self._choose)

    def start(self, ids: Sequence[str]) -> None:
        """Show the texts for these applications, one after the other."""
        self.begin(tuple(ids))
        self._place, self._drafts = 0, ()
        self._say()
        self.occasion.setFocus()
        self._desk.query(messages.texts, owner=self, done=self._take_texts, slot="texting.texts")

    def leave(self) -> None:
        """Hide the panel; nothing of it stays on the clipboard."""
        self.forget()
        super().leave()

    def forget(self) -> None:
        """Forget the texts, on the clipboard too."""
        self.clipboard.forget()
        self._drafts = ()
        self.text.clear()

    def _take_texts(self, texts: tuple[MessageText, ...]) -> None:
        self._texts = texts
        self._fill()
        self._read()

    def _fill(self) -> None:
        fill(self.occasion, [(str(one.label), one.key) for one in self._texts])
        if self.language.count() == 0:
            fill(self.language, [(NAMES[code], code) for code in LANGUAGES])
            self.language.setCurrentIndex(max(self.language.findData(language()), 0))

    def _choose(self, _place: int) -> None:
        self._place = 0
        self._read()

    def _read(self) -> None:
        occasion = self.occasion.currentData()
        if self._about and occasion is not None:
            self._desk.query(
                messages.drafts_of, tuple(self._about), str(occasion), owner=self,
                done=self._take, failed=self._failed, slot="texting.drafts",
            )  # fmt: skip

    def _take(self, drafts: tuple[MessageDraft, ...]) -> None:
        self._drafts = drafts if self._about else ()
        filled = (place for place, one in enumerate(drafts) if any(one.texts.values()))
        self._place = next(filled, 0)
        self._show()

    def _current(self) -> MessageDraft | None:
        return self._drafts[self._place] if self._place < len(self._drafts) else None

    def _show(self) -> None:
        draft = self._current()
        if draft is None:
            return
        text = draft.texts[str(self.language.currentData())]
        self.text.setPlainText(text)
        self.yes.setEnabled(bool(text))
        self.skip.setVisible(len(self._drafts) > 1)
        self.skip.setEnabled(self._place + 1 < len(self._drafts))
        said = t("{number} of {count}: {name}", number=self._place + 1, count=len(self._drafts),
                 name=draft.name)  # fmt: skip
        if not text:
            said = t("{said}. No interview is planned, so there is nothing to say.", said=said)
        self._told.setText(said)

    def _say(self) -> None:
        self._fill()
        self._show()
        self.ask(t("Texts for {count} selected", count=len(self._about)), t("Copy for 10 seconds"),
                 self._copy)  # fmt: skip

    def _copy(self) -> None:
        draft = self._current()
        if draft is not None and self.text.toPlainText():
            self._do_it(
                messages.copied, (draft.application_id,), str(self.occasion.currentData()),
                done=self._copied,
            )  # fmt: skip

    def _copied(self) -> None:
        """Put the text on the clipboard, now that the log says so, and show the next one."""
        draft = self._current()
        if draft is None:
            return
        self.clipboard.copy(self.text.toPlainText())
        name = draft.name
        self.banner.show_text("good", lambda: t("Copied for {name}.", name=name))
        self._step()

    def _step(self) -> None:
        if self._place + 1 < len(self._drafts):
            self._place += 1
        self._show()

    def _change_template(self) -> None:
        chosen = [one for one in self._texts if one.key == self.occasion.currentData()]
        for one in chosen:
            self.leave()
            self.template_wanted.emit(one)

    def _lay_out(self, occasion: Entry, tongue: Entry) -> None:
        inputs = row(gap=theme.MEDIUM)
        for entry in (occasion, tongue):
            inputs.addWidget(entry)
        inputs.addWidget(self.skip)
        inputs.addStretch(1)
        inputs.addWidget(self.template)
        self._own.put(N_("Next one"), self.skip.setText)
        self._own.put(N_("Change this text…"), self.template.setText)
        self._own.put(N_("Text"), self.text.setAccessibleName)
        self._own.put(N_("Close"), self.no.setText)
        self.skip.clicked.connect(self._step)
        self.template.clicked.connect(self._change_template)
        self.content.addLayout(inputs)
        self.template.setVisible(self._desk.may("message.write"))
        self.content.addWidget(self._told)
        self.content.addWidget(self.text)
