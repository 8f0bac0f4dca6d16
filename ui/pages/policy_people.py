# SPDX-License-Identifier: Apache-2.0
"""People to tell of a new version of the policy: the list, the text for them, and the note."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from hr_desk.catalogue.model import Field, Purpose
from hr_desk.i18n import N_, language, t
from hr_desk.operations import policies, policy_campaign
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_campaign import HIRING, OWED, WAYS, Concerned
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.action_buttons import ActionButtons
from ui.pages.page import SlicedPage
from ui.pages.policy_words import reading
from ui.session import OpenDesk
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("name", N_("Name"), width=7),
    text_column("file", N_("Part of the desk"), width=8),
    text_column("reached", N_("Phone or e-mail"), width=9),
    text_column("known", N_("Knows version"), width=5),
    text_column("told", N_("Told on"), width=6),
    text_column("how", N_("How"), width=6),
    text_column("renew", N_("Consent to ask anew"), width=10),
)

Found = tuple[PolicyVersion | None, tuple[Concerned, ...], str]


def read(session: Session, code: str) -> Found:
    """Return the version, whom this user has to tell of it, and the text for them; worker."""
    version = policies.announced(session)
    said = policy_campaign.message(session, code) if version is not None else ""
    return version, policy_campaign.concerned(session), said


class Tell(MarkedQuestion):
    """Asks how the marked people were told."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        entry, self.how = choice(self._own, N_("How"))
        entry.setMaximumWidth(280)
        self.content.addWidget(entry)
        self._people: tuple[Concerned, ...] = ()

    def start(self, people: tuple[Concerned, ...]) -> None:
        """Ask about these."""
        self.begin([one.record for one in people])
        self._people = people
        self._say()
        self.how.setFocus()

    def _say(self) -> None:
        codes = self._desk.catalogue.code_lists[WAYS].codes
        fill(self.how, [(str(label), key) for key, label in codes.items() if key != OWED])
        count = len(self._people)
        self.ask(t("{count} people: how were they told?", count=count), t("Note it"), self._run)

    def _run(self) -> None:
        self._next([file for file in (HIRING, "") if self._of(file)])

    def _of(self, file: str) -> list[str]:
        return [one.record for one in self._people if (one.file == HIRING) == (file == HIRING)]

    def _next(self, files: list[str]) -> None:
        """Note it in one file after the other: no operation writes two."""
        if not files:
            self.leave()
            return
        verb = policy_campaign.tell if files[0] == HIRING else policy_campaign.tell_joiners
        self._do_it(
            verb, self._of(files[0]), how=str(self.how.currentData()),
            done=partial(self._next, files[1:]),
        )  # fmt: skip


class PolicyPeoplePage(SlicedPage):
    """The list of people, the text to tell them, and the note that they were told."""

    kinds = frozenset({"policy", "person", "application", "joiner", "consent"})

    def make(self) -> Steps:
        """Make the list and what stands beside it."""
        self.people: dict[str, Concerned] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        yield
        self.facts, self.text = Label(), reading()
        self.text.setMaximumHeight(190)
        self.copy_button, self.nothing = Button(icon="file-text"), EmptyState("check")
        self.telling = Tell(self.desk)
        self.buttons = ActionButtons(self.around, self.words, "policy_people", self.handlers)
        self._view = QStackedWidget()
        self._lay_out()
        yield
        self.copy_button.clicked.connect(self._copy)
        self.table.marked_changed.connect(self._show_buttons)
        self.telling.answered.connect(self._show_buttons)
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Noting, for those who are marked and were not told."""
        owed = self._marked()
        return {"policy_people.tell": partial(self.telling.start, owed)} if owed else {}

    def refresh(self) -> None:
        """Read the people again."""
        self.desk.query(
            read, language(), owner=self, done=self._show, failed=self.banner.show_error,
            slot="policy.people",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("People to tell"),
            t("Who knew an earlier version of the policy, and who was told of the new one."),
        )
        self.table.set_name(t("People to tell"))
        self.text.setAccessibleName(t("What they are told"))
        self.nothing.say(
            t("Nobody has to be told"),
            t("Everybody you work on knows the latest version of the privacy policy."),
        )

    def _show(self, found: Found) -> None:
        version, people, said = found
        self.people = {f"{one.file}/{one.record}": one for one in people}
        self.table.show_rows([self._row(key, one) for key, one in self.people.items()])
        self.text.setPlainText(said)
        owed = sum(not one.told for one in people)
        if version is not None:
            self.facts.setText(
                t("Version {number} holds from {day}. {owed} of {count} people are not told yet.",
                  number=version.number, day=version.valid_from, owed=owed, count=len(people))
            )  # fmt: skip
        self._view.setCurrentIndex(0 if people else 1)
        self._show_buttons()

    def _row(self, key: str, one: Concerned) -> TableRow:
        catalogue = self.desk.catalogue
        how = catalogue.code_lists[WAYS].codes.get(one.how)
        known: dict[str, Field | Purpose] = {**catalogue.purposes, **catalogue.fields}
        names = [str(known[key].label) for key in one.renew if key in known]
        return text_row(
            key,
            name=one.name,
            file=str(catalogue.compartments[one.file]),
            reached=one.reached,
            known=str(one.known),
            told=one.told[:10],
            how=str(how or ""),
            renew=t(", ").join(names),
        )

    def _marked(self) -> tuple[Concerned, ...]:
        found = (self.people.get(key) for key in self.table.marked())
        return tuple(one for one in found if one is not None and not one.told)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.banner.show_text("good", lambda: t("Copied. It holds nobody's data."))

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        self.words.put(N_("Copy the text"), self.copy_button.setText)
        whole = QWidget()
        layout = column(whole, gap=theme.SMALL)
        below = row()
        for button in (*self.buttons.buttons.values(), self.copy_button):
            below.addWidget(button)
        below.addStretch(1)
        layout.addWidget(self.facts)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.text)
        layout.addLayout(below)
        self._view.addWidget(whole)
        self._view.addWidget(self.nothing)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.telling)
