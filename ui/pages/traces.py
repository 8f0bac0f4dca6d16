# SPDX-License-Identifier: Apache-2.0
"""What this computer keeps outside the desk, with its size and what is in it, and its clearing."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.i18n import N_, t
from hr_desk.operations import traces
from hr_desk.operations.session import Session
from hr_desk.operations.traces import Trace
from ui import theme, visited_folders
from ui.pages.page import Page
from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row, scrolled
from ui.widgets.panels import Card, Question

CLIPBOARD: Final = "clipboard"
VISITED: Final = "visited"
OF_THE_WINDOW: Final = (VISITED, CLIPBOARD)
"""What lies in no file of the account's own folder, and is the window's to clear."""
HINTS: Final = (
    (
        N_("The print queue of the system"),
        N_(
            "A page that waits for the printer stands in the queue of the system until it is "
            "printed. Delete waiting jobs there; HR Desk cannot."
        ),
    ),
    (
        N_("Files that were handed out"),
        N_(
            "Lists, hand-offs and prints that somebody saved lie where they saved them, and the "
            "system may list them as opened lately. The register names each of them."
        ),
    ),
    (
        N_("Places that somebody chose"),
        N_(
            "The second place of the sealed roll call, the folder of an exchange, further places "
            "of backups and the key file of the deletion service lie where they were put. Their "
            "own pages name them."
        ),
    ),
)
"""What the system keeps by itself, and what to do about it."""


class TraceCard(Card):
    """One kind of trace: what it is, how much of it there is, where, and its clearing."""

    def __init__(self, key: str) -> None:
        super().__init__(margin=theme.SMALL)
        self.key = key
        self.amount, self.what = Label(tone="soft", wrap=False), Label()
        self.place = Label(tone="soft", size="small")
        self.button = Button(icon="trash-2")
        self.button.hide()
        top = row(gap=theme.MEDIUM)
        top.addWidget(self.what, 1)
        top.addWidget(self.amount)
        top.addWidget(self.button)
        self.body.addLayout(top)
        self.body.addWidget(self.place)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, name: str, what: str, *, size: str = "", place: str = "") -> None:
        """Say everything in the language in use."""
        self.set_heading(name)
        self.what.setText(what)
        self.amount.setText(size)
        self.place.setText(place)
        self.place.setVisible(bool(place))
        self.button.setText(t("Clear"))
        self.button.setAccessibleName(t("Clear: {what}", what=name))

    def offer(self, clearable: bool) -> None:
        """Show the button, or nothing where there is nothing to clear."""
        self.button.setVisible(clearable)


class TracesPage(Page):
    """Every trace outside the desk; what may go is cleared one by one or all at once."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.cards: dict[str, TraceCard] = {}
        self._found: tuple[Trace, ...] = ()
        self.question = Question(danger=True)
        self.clear_button = Button(kind="danger", icon="trash-2")
        self._box = QWidget()
        self._rows = column(self._box, gap=theme.SMALL)
        self._lay_out()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Clearing, where there is anything to clear."""
        return {"traces.clear": self.ask_all} if self._clearable() else {}

    def refresh(self) -> None:
        """Look again at what there is."""
        self.desk.query(
            listed, self.around.preferences.file, owner=self, done=self._show, slot="traces.list"
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("What this computer keeps"),
            t("Everything HR Desk leaves outside the desk. No record stands there unsealed."),
        )
        self._fill()

    def ask_all(self) -> None:
        """Ask whether to clear everything that may go."""
        self.question.ask(
            lambda: t(
                "Clear everything here that may go? The desk itself loses nothing; the "
                "folders of an exchange and of the second roll call are chosen anew."
            ),
            lambda: t("Clear all"),
            self.clear_all,
        )

    def clear_all(self) -> None:
        """Clear everything that may go."""
        self.question.leave()
        self.clear(*self._clearable())

    def clear(self, *keys: str) -> None:
        """Clear these kinds; the clipboard and the preferences are the window's own."""
        if CLIPBOARD in keys:
            QGuiApplication.clipboard().clear()
        if VISITED in keys:
            visited_folders.forget()
        if traces.PREFERENCES in keys:
            self.around.preferences.forget()
        files = [key for key in keys if key not in (*OF_THE_WINDOW, traces.PREFERENCES)]
        self.desk.query(cleared, files, owner=self, done=self._cleared)

    def _cleared(self, _count: int) -> None:
        self.banner.show_text("good", lambda: t("Cleared."))
        self.refresh()

    def _show(self, found: tuple[Trace, ...]) -> None:
        self._found = found
        self._fill()
        self.situation_changed.emit()

    def _clearable(self) -> tuple[str, ...]:
        """Return the kinds that may go and of which there is something."""
        kinds = [one.kind.key for one in self._found if one.kind.clears and one.files]
        if not self.around.preferences.remembered:
            kinds = [key for key in kinds if key != traces.PREFERENCES]
        there = {VISITED: visited_folders.count(), CLIPBOARD: len(self._clipboard_text())}
        return (*kinds, *(key for key, size in there.items() if size))

    def _clipboard_text(self) -> str:
        return QGuiApplication.clipboard().text()

    def _fill(self) -> None:
        """Make the cards where they are not there, and say them."""
        if not self._found:
            return
        if not self.cards:
            clear(self._rows)
            for key in (*(one.kind.key for one in self._found), *OF_THE_WINDOW):
                card = self.cards[key] = TraceCard(key)
                card.button.clicked.connect(partial(self.clear, key))
                self._rows.addWidget(card)
            for name, _ in HINTS:
                self.cards[name] = TraceCard(name)
                self._rows.addWidget(self.cards[name])
            self._rows.addStretch(1)
        self._say_cards()

    def _say_cards(self) -> None:
        clearable = self._clearable()
        for one in self._found:
            size = t("Files: {count}, {size} KB", count=one.files, size=-(-one.bytes // 1024))
            card = self.cards[one.kind.key]
            card.say(t(one.kind.label), t(one.kind.what), size=size, place=str(one.place))
        self.cards[VISITED].say(
            t("Folders visited last"),
            t("Where the dialogs for files of this account have been, as the toolkit remembers it "
              "for every program that uses them. No name of a file."),
            size=t("Folders: {count}", count=visited_folders.count()),
            place=str(visited_folders.place()),
        )  # fmt: skip
        held = len(self._clipboard_text())
        self.cards[CLIPBOARD].say(
            t("Clipboard"),
            t("What was copied last, in this or another program. HR Desk takes off what it put "
              "there after ten seconds where it is a secret."),
            size=t("{count} characters", count=held),
        )  # fmt: skip
        for name, what in HINTS:
            self.cards[name].say(t(name), t(what))
        for key, card in self.cards.items():
            card.offer(key in clearable)
        self.clear_button.setEnabled(bool(clearable))

    def _lay_out(self) -> None:
        self.header.add(self.clear_button)
        self.words.put(N_("Clear all…"), self.clear_button.setText)
        self.clear_button.clicked.connect(self.ask_all)
        self.body.addWidget(self.question)
        self.body.addWidget(scrolled(self._box), 1)


def listed(session: Session, settings: Path) -> tuple[Trace, ...]:
    """Return what lies outside the desk; worker."""
    return traces.list_traces(session.profile, settings=settings)


def cleared(session: Session, keys: list[str]) -> int:
    """Clear kinds of files outside the desk, and return how many files went; worker."""
    return sum(traces.clear(session.profile, key) for key in keys)
