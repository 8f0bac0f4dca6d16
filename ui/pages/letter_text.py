# SPDX-License-Identifier: Apache-2.0
"""A letter's words, edited beside its paper for somebody made up.

Whatever is changed is drawn a moment later, on the worker, while the person goes on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from hr_desk.domain.letter_drafts import ASK, LetterDraft, written
from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import LANGUAGES, N_, Text, name_of, t
from hr_desk.operations import letter_making, letter_trials
from hr_desk.operations.changes import Changes
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.letter_making import Begun
from hr_desk.operations.letter_trials import HEAD, Tried
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.hand_off_words import day_said
from ui.pages.letter_keeping import LetterKeeping
from ui.pages.letter_paragraphs import ParagraphsTab
from ui.pages.letter_settings import LetterSettings
from ui.pages.letters import paper_of
from ui.pages.page import SlicedPage
from ui.pages.paper_view import PaperView
from ui.pages.record_files import end_reading
from ui.pages.template_text import TextPanel
from ui.printing.letter import letter_pdf
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, scrolled, with_side

MOMENT_MS: Final = 300
"""How long nothing is typed before the letter is drawn again, in milliseconds."""
PAPER_WIDTH: Final = 380
"""Width of the paper beside the words, in pixels."""
TABS: Final = (N_("Words of the letter"), N_("Letter and what it asks"), N_("As a text"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter by its key, a twin of it, or a new one."""

    key: str | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft that was tried: its paper, where nothing is wrong, and what may be filled in."""

    tried: Tried
    paper: Paper | None
    places: Mapping[str, str]


def look(session: Session, draft: LetterDraft, code: str) -> Seen:
    """Try a draft and draw it; worker. Raises NotPermitted."""
    tried = letter_trials.try_out(session, draft, code)
    paper = None if tried.letter is None else paper_of(letter_pdf(tried.letter))
    return Seen(tried, paper, letter_trials.places(session, draft))


def keep(session: Session, source: str) -> tuple[str, Changes]:
    """Keep a letter; worker."""
    key = letter_making.keep(session, source)
    return key, Changes(letter_making.SAVING, frozenset({("letter", key)}))


class LetterTextPage(SlicedPage):
    """The editor: words, what stands around them, the text, and the paper beside them."""

    kinds = frozenset({"stage"})

    def make(self) -> Iterator[None]:
        """Make the tabs one after the other."""
        self.before: Begun | None = None
        self.draft = LetterDraft(key="")
        self.seen: Seen | None = None
        self.reader = Reader()
        self.tabs, self.view = QTabWidget(), PaperView(self.desk, self.reader, closes=False)
        yield
        self.words_tab = ParagraphsTab()
        yield
        self.settings = LetterSettings(self.desk.catalogue)
        yield
        self.text, self.faults = TextPanel(), Label(tone="danger", size="small")
        self.history = Label(tone="soft", size="small")
        self.language_entry, self.in_language = choice(self.words, N_("Language of the preview"))
        self._back, self._copy = Button(icon="arrow-left"), Button(icon="file-text")
        self._save = Button(kind="primary", icon="check")
        self.keeping = LetterKeeping(
            self.desk, self, banner=self.banner, typed=self._typed, restore=self._restore
        )
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(MOMENT_MS)
        self._lay_out()
        for tab in (scrolled(self.words_tab), scrolled(self.settings), self.text):
            yield
            self.tabs.addTab(tab, "")
        yield
        self._connect()
        self._show_state()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Go back, save what was changed, copy what is kept."""
        found: dict[str, Callable[[], object]] = {"letter_text.back": self.leave}
        if self._save.isEnabled():
            found["letter_text.save"] = self.save
        if self.before is not None and self.before.line is not None:
            found["letter_text.copy"] = self.copy
        return found

    def receive(self, argument: Any) -> None:
        """Show a letter; what is changed of the one shown is kept."""
        if argument is None and self.before is not None:
            return
        self.keeping.leave()
        self._open(argument if isinstance(argument, Wanted) else Wanted())

    def refresh(self) -> None:
        """Offer the stages there are by now; the letter stays as it was typed."""
        self.settings.follow(self.desk.catalogue)
        self.settings.show_draft(self.draft)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.tabs.setAccessibleName(t("Template of a letter"))
        for place, words in enumerate(TABS):
            self.tabs.setTabText(place, t(words))
        for part in (self.words_tab, self.settings, self.text):
            part.retranslate()
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self._show_head()
        self._say_faults()
        if self.seen is not None and self.isVisible():
            self.try_now()  # what may be filled in is called by names of the language

    def keep_drafts(self) -> None:
        """Keep what was typed now."""
        self.keeping.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: keep what was typed, and end the process that draws."""
        super().hideEvent(event)
        self.keep_drafts()
        self.view.forget()
        self.desk.query(end_reading, self.reader, owner=self, done=lambda _none: None)

    def leave(self) -> None:
        """Go back to the list."""
        self.go.emit("letter_texts", None)

    def copy(self) -> None:
        """Begin a twin of the letter that is shown."""
        if self.before is not None and self.before.line is not None:
            self.receive(Wanted(self.before.line.key, copy=True))

    def changed(self) -> bool:
        """Whether something would be lost without saving."""
        return self.before is not None and self.draft != self.before.draft

    def save(self) -> None:
        """Keep the letter in the company's own words."""
        self.banner.clear()
        self._save.setEnabled(False)
        self.desk.run(
            keep, written(self.draft), owner=self, done=self._saved, failed=self._refused
        )  # fmt: skip

    def put(self, draft: LetterDraft) -> None:
        """Go on with a changed letter, shown everywhere."""
        self.draft = draft
        self.keeping.drafting.note()
        self._show_draft()

    def _saved(self, answer: tuple[str, Changes]) -> None:
        self.keeping.drafting.end()
        self._open(Wanted(answer[0]))
        self.banner.show_text("good", lambda: t("Saved. Letters are made with these words now."))

    def _refused(self, error: UserError) -> None:
        self.banner.show_error(error)
        self._show_state()

    def _open(self, wanted: Wanted) -> None:
        self.banner.clear()
        self.desk.query(
            letter_making.begin, wanted.key, copy=wanted.copy, owner=self, done=self._show,
            failed=self._refused, slot="letter_text.open",
        )  # fmt: skip

    def _show(self, found: Begun) -> None:
        self.before, self.draft, self.seen = found, found.draft, None
        self.text.name = found.draft.key
        self.text.replace_text(written(found.draft))
        self.tabs.setCurrentIndex(0 if found.draft.paragraphs else 1)
        self.keeping.begin(found.draft.key)
        self._show_draft()
        if found.problem is not None:
            self.tabs.setCurrentIndex(2)
            self.text.hold(found.source, found.problem)

    def _show_draft(self) -> None:
        self.words_tab.show_draft(self.draft, {} if self.seen is None else self.seen.places)
        self.settings.show_draft(self.draft)
        self.text.show_text(written(self.draft))
        self._show_head()
        self._show_state()
        self._moment.start()

    def _words_edited(self, draft: LetterDraft) -> None:
        self.settings.show_draft(draft)
        self._edited(draft)

    def _edited(self, draft: LetterDraft) -> None:
        """Go on with what was edited in one tab, and leave its editors alone."""
        self.draft = draft
        self.keeping.drafting.note()
        self.text.show_text(written(draft))
        self._show_head()
        self._show_state()
        self._moment.start()

    def try_now(self) -> None:
        """Draw the letter without waiting until nothing more is typed."""
        self._moment.stop()
        code = str(self.in_language.currentData() or LANGUAGES[0])
        self.desk.query(
            look, self.draft, code, owner=self, done=self._show_seen,
            failed=self.banner.show_error, slot="letter_text.look",
        )  # fmt: skip

    def _show_seen(self, seen: Seen) -> None:
        self.seen = seen
        self.words_tab.show_draft(self.draft, seen.places)
        if seen.paper is None:
            self.view.forget()
        else:
            self.view.show_paper(seen.paper, lambda: t("As it prints, for somebody made up"))
        self._say_faults()
        self._show_state()

    def _say_faults(self) -> None:
        """Say what keeps the letter from being saved, and where; of a new one nothing."""
        seen = self.seen
        begins = seen is not None and not self.draft.paragraphs and not self.changed()
        found: Mapping[str, UserError] = {} if seen is None or begins else seen.tried.faults
        self.faults.setText("\n".join(self._fault_said(*one) for one in found.items()))
        reveal(self.faults, bool(found))

    def _fault_said(self, part: str, error: UserError) -> str:
        if part == HEAD:
            return error.text()
        kind, _, key = part.partition(".")
        asked = [one.key for one in self.draft.asked]
        keys = asked if kind == ASK else [one.key for one in self.draft.paragraphs]
        number = keys.index(key) + 1 if key in keys else 0
        if kind == ASK:
            return t("Typed for the letter, {number}: {problem}", number=number,
                     problem=error.text())  # fmt: skip
        return t("Paragraph {number}: {problem}", number=number, problem=error.text())

    def _typed(self) -> LetterDraft | None:
        return self.draft if self.changed() else None

    def _restore(self, draft: LetterDraft) -> None:
        self.text.replace_text(written(draft))
        self.put(draft)

    def _take_text(self, text: str) -> None:
        self.desk.query(
            letter_making.take_text, text, owner=self, done=self._restore,
            failed=self.text.refuse, slot="letter_text.text",
        )  # fmt: skip

    def _take_file(self, path: Path) -> None:
        self.desk.query(
            letter_making.read_text, path, owner=self, done=self._take_text,
            failed=self.text.refuse, slot="letter_text.file",
        )  # fmt: skip

    def _keep_file(self, target: Path) -> None:
        self.desk.query(
            letter_making.save_text, written(self.draft), target, owner=self,
            done=lambda _none: self.banner.show_text(
                "good", lambda: t("The text is in “{file}”.", file=target.name)
            ),
            failed=self.banner.show_error,
        )  # fmt: skip

    def _show_state(self) -> None:
        """Show what there is to do now."""
        before = self.before
        reveal(self._copy, before is not None and before.line is not None)
        sound = self.seen is not None and not self.seen.tried.faults
        new = before is not None and before.line is None
        self._save.setEnabled(sound and (new or self.changed()))
        self.situation_changed.emit()

    def _show_head(self) -> None:
        before, draft = self.before, self.draft
        said = t("Printed in either language; the company, its address and the rights stand on it.")
        self.header.set_texts(str(Text(draft.zh, draft.en)) or t("New letter"), said)
        latest = before.history[0] if before is not None and before.history else None
        reveal(self.history, latest is not None)
        if latest is not None and before is not None:
            self.history.setText(
                t("Changed {count} times, last on {day} by {name}.", count=len(before.history),
                  day=day_said(latest.at), name=latest.user)
            )  # fmt: skip

    def _lay_out(self) -> None:
        for label, button, act in (
            (N_("Back"), self._back, self.leave),
            (N_("Copy and change"), self._copy, self.copy),
            (N_("Save"), self._save, self.save),
        ):
            self.words.put(label, button.setText)
            button.clicked.connect(act)
            self.header.add(button)
        beside = QWidget()
        paper = column(beside, gap=theme.SMALL)
        paper.addWidget(self.language_entry)
        paper.addWidget(self.view, 1)
        self.body.addLayout(with_side(self.tabs, beside, width=PAPER_WIDTH), 1)
        self.body.addWidget(self.faults)
        self.body.addWidget(self.history)
        self.body.setSpacing(theme.SMALL)

    def _connect(self) -> None:
        self._moment.timeout.connect(self.try_now)
        self.words_tab.edited.connect(self._words_edited)
        self.settings.edited.connect(self._edited)
        self.in_language.currentIndexChanged.connect(lambda _row: self._moment.start())
        self.text.text_given.connect(self._take_text)
        self.text.file_given.connect(self._take_file)
        self.text.target_given.connect(self._keep_file)
