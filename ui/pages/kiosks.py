# SPDX-License-Identifier: Apache-2.0
"""The kiosks of this desk: their profiles, until when their keys are good, and how to start one."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget

from hr_desk.i18n import N_, NAMES, Language, t
from hr_desk.language_file import LanguageFileProblem, read_language
from hr_desk.operations import desks, profiles
from hr_desk.operations.profiles import ProfileLine, ProfileMade
from ui import theme
from ui.pages.page import Page
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.files import choose_file, choose_target
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import row
from ui.widgets.panels import Card, EmptyState, Question

COLUMNS: Final = (
    text_column("name", N_("Kiosk"), width=12),
    text_column("state", N_("State"), width=10),
    text_column("made", N_("Made on"), width=7),
    text_column("expires", N_("Good until"), width=7),
    text_column("languages", N_("Languages"), width=8),
    text_column("offers", N_("Beside visits"), width=8),
)
OFFERS: Final = {
    "apply": N_("Let people apply for a job at it"),
    "join": N_("Let new employees fill in their own part at it"),
    "ask": N_("Let people ask about their own data at it"),
}
"""What a kiosk can offer beside signing in."""

_SHORT: Final = {"apply": N_("Applications"), "join": N_("Joining"), "ask": N_("Requests")}

SOON: Final = 14
"""Days before the end from which a profile asks to be replaced: its keys' own grace."""
SUFFIX: Final = ".profile"


class KiosksPage(Page):
    """The list of profiles: make one, replace its keys, save its file again, withdraw it."""

    kinds = frozenset({"profile"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.lines: dict[str, ProfileLine] = {}
        self._more: Language | None = None
        self.table, self.empty = (
            RecordTable(RecordTableModel(COLUMNS), fits=True),
            EmptyState("shield-check"),
        )
        self._view = QStackedWidget()
        self.making, self.withdrawing = Question(), Question(danger=True)
        self.name: QLineEdit
        self.language, self._choose = Label(tone="soft"), Button(icon="languages")
        self.offers = {key: QCheckBox() for key in OFFERS}
        self._card, self.start_line = Card(), CopyLabel()
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Making always; the rest for one marked profile."""
        found: dict[str, Callable[[], object]] = {"kiosks.make": self.ask_make}
        marked = self._marked()
        if marked is not None:
            found["kiosks.replace"] = partial(self.replace, marked)
            found["kiosks.save"] = partial(self.carry, marked.profile_id, marked.name)
            found["kiosks.withdraw"] = self.ask_withdraw
        return found

    def refresh(self) -> None:
        """Read the profiles again."""
        self.desk.query(profiles.list_profiles, owner=self, done=self._show, slot="kiosks.list")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Kiosks"),
            t("A kiosk holds public keys only. Its profile is signed here and good for 90 days."),
        )
        self.table.set_name(t("Kiosks"))
        self.empty.say(
            t("No kiosk yet"),
            t("Make a profile, carry its file to the kiosk, and start the kiosk there."),
            t("Make a profile…"),
        )
        self._card.set_heading(t("How a kiosk is started"))
        self.start_line.setText(
            t(
                "hr-desk kiosk PROFILE --desk {fingerprint} --inbox FOLDER",
                fingerprint=desks.fingerprint_of(self.desk.session.desk_id),
            )
        )
        self.making.sentence.setText(t("A new kiosk"))
        self.making.yes.setText(t("Make the profile"))
        self._say_language()
        self._say_withdraw()

    def ask_make(self) -> None:
        """Ask for the name of a new kiosk."""
        self.withdrawing.leave()
        self.making.ask(self.making.sentence.text(), self.making.yes.text(), self._make)
        self.name.setFocus()

    def take_language(self, path: Path) -> None:
        """Offer the language of a .po file at the new kiosk too; says what is wrong with it."""
        try:
            self._more = read_language(path.read_bytes())
        except LanguageFileProblem as problem:
            self.banner.show_error(problem)
        except OSError:
            self.banner.show_error(LanguageFileProblem())
        self._say_language()

    def replace(self, one: ProfileLine) -> None:
        """Give a kiosk new keys and today's texts, then ask where its file goes."""
        self._run(profiles.replace, one.profile_id)

    def carry(self, profile_id: str, name: str) -> None:
        """Ask where the file of a kiosk's profile goes; it is carried to the kiosk."""
        choose_target(
            self,
            t("Save the profile"),
            f"{name}{SUFFIX}",
            partial(self.hand_over, profile_id),
        )

    def hand_over(self, profile_id: str, target: Path) -> None:
        """Write a profile's file."""
        self.desk.run(
            profiles.hand_over,
            profile_id,
            target,
            owner=self,
            done=lambda _none: self._saved(target),
            failed=self.banner.show_error,
        )

    def ask_withdraw(self) -> None:
        """Ask before the marked profile goes out of use."""
        marked = self._marked()
        if marked is not None:
            self.making.leave()
            self._say_withdraw()
            self.withdrawing.ask(
                self.withdrawing.sentence.text(),
                self.withdrawing.yes.text(),
                partial(self._withdraw, marked.profile_id),
            )

    def _marked(self) -> ProfileLine | None:
        marked = self.table.marked()
        return self.lines.get(marked[0]) if len(marked) == 1 else None

    def _make(self) -> None:
        more = () if self._more is None else (self._more,)
        errands = tuple(key for key, box in self.offers.items() if box.isChecked())
        self._run(profiles.create, name=self.name.text(), more=more, errands=errands)

    def _run(self, operation: Callable[..., Any], *arguments: str, **words: object) -> None:
        self.desk.run(
            operation, *arguments, owner=self, done=self._made, failed=self.banner.show_error,
            **words,
        )  # fmt: skip

    def _made(self, made: ProfileMade) -> None:
        known = self.lines.get(made.profile_id)
        name = self.name.text().strip() if known is None else known.name
        self.making.leave()
        self.name.clear()
        for box in self.offers.values():
            box.setChecked(False)
        self._more = None
        self._say_language()
        self.carry(made.profile_id, name)

    def _saved(self, target: Path) -> None:
        self.banner.show_text(
            "good", lambda: t("Saved as {file}. Carry it to the kiosk.", file=target.name)
        )

    def _withdraw(self, profile_id: str) -> None:
        self.desk.run(
            profiles.withdraw,
            profile_id,
            owner=self,
            done=lambda _changes: self.withdrawing.leave(),
            failed=self.banner.show_error,
        )

    def _show(self, lines: tuple[ProfileLine, ...]) -> None:
        self.lines = {one.profile_id: one for one in lines}
        self.table.show_rows(self._row(one) for one in lines)
        self._view.setCurrentWidget(self.table if lines else self.empty)

    def _row(self, one: ProfileLine) -> TableRow:
        return text_row(
            one.profile_id,
            name=one.name,
            state=self._state(one),
            made=one.made_on.isoformat(),
            expires=one.expires_on.isoformat(),
            languages=t(", ").join(NAMES.get(code, code) for code in one.languages),
            offers=t(", ").join(t(_SHORT[key]) for key in one.errands),
        )

    def _state(self, one: ProfileLine) -> str:
        left = days_left(one, self.desk.session.today())
        if left < 0:
            return t("Expired: replace it now")
        if one.lost:
            return t("Its keys are lost: replace it now")
        if one.outdated:
            return t("Outdated: replace it now")
        return t("Replace it soon") if left <= SOON else t("In use")

    def _say_language(self) -> None:
        told = t("Chinese and English, and a third language from a file if you have one.")
        if self._more is not None:
            told = t("Chinese, English and {language}", language=self._more.name)
        self.language.setText(told)

    def _say_withdraw(self) -> None:
        marked = self._marked()
        self.withdrawing.sentence.setText(
            t(
                "Withdraw the profile of “{name}”? The kiosk does not know: switch it off first.",
                name=marked.name if marked is not None else "",
            )
        )
        self.withdrawing.yes.setText(t("Withdraw"))

    def _show_buttons(self, *_marked: object) -> None:
        possible = self.handlers()
        for id_, button in self.buttons.items():
            button.setVisible(id_ in possible)
        if self._marked() is None:
            self.withdrawing.leave()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        for action in (one for one in self.around.actions if one.page == "kiosks"):
            button = Button(kind=action.kind, icon=action.icon)
            self.words.put(action.label, button.setText)
            self.buttons[action.id] = button
            self.header.add(button)
        entry, self.name = line(self.words, N_("Name of the kiosk"))
        across = row(gap=theme.MEDIUM)
        across.addWidget(entry, 1)
        across.addWidget(self.language, 1)
        across.addWidget(self._choose)
        self.making.content.addLayout(across)
        for key, box in self.offers.items():
            self.words.put(OFFERS[key], box.setText)
            self.making.content.addWidget(box)
        self._card.body.addWidget(self.start_line)
        for panel in (self.making, self.withdrawing, self._card):
            self.body.addWidget(panel)
        for widget in (self.table, self.empty):
            self._view.addWidget(widget)
        self.body.addWidget(self._view, 1)
        self._show_buttons()

    def _connect(self) -> None:
        self.words.put(N_("Language file…"), self._choose.setText)
        self._choose.clicked.connect(self._ask_language)
        self.empty.chosen.connect(self.ask_make)
        self.table.marked_changed.connect(self._show_buttons)
        for id_, button in self.buttons.items():
            button.clicked.connect(partial(self._act, id_))

    def _act(self, id_: str, *_checked: object) -> None:
        handler = self.handlers().get(id_)
        if handler is not None:
            handler()

    def _ask_language(self) -> None:
        choose_file(self, t("Language file"), "*.po", self.take_language)


def days_left(one: ProfileLine, today: date) -> int:
    """Return the days until a profile's keys end; below zero when they have."""
    return (one.expires_on - today).days
