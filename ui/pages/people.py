# SPDX-License-Identifier: Apache-2.0
"""Who may open this desk: users with roles and keys, adding one, one's own passphrase."""

from typing import Any

from PySide6.QtWidgets import QCheckBox

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import users
from hr_desk.operations.users import UserLine
from ui import theme
from ui.pages.page import Page
from ui.pages.passphrases import OwnPassphrase, PassphraseEntries
from ui.session import OpenDesk, Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.panels import Question
from ui.widgets.words import Words

COLUMNS = (
    text_column("name", N_("User name"), width=8),
    text_column("roles", N_("Roles"), width=24),
    text_column("holds", N_("Holds the keys of"), width=13),
    text_column("root", N_("Manages users"), width=5),
    text_column("since", N_("Since"), width=6),
)
NOT_FOR_PEOPLE = ("kiosk",)
"""Roles of machines, which no person is given."""


class AddUser(Question):
    """Name, roles and first passphrase of a new user."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self.banner = Banner()
        name, self.name = line(self._own, N_("User name"))
        self.passphrase = PassphraseEntries(self._own)
        self.roles = {key: QCheckBox() for key in desk.catalogue.roles if key not in NOT_FOR_PEOPLE}
        inputs, roles = row(gap=theme.MEDIUM), FlowLayout(gap=theme.LARGE)
        for entry in (name, *self.passphrase.entries):
            inputs.addWidget(entry, 1)
        for box in self.roles.values():
            roles.addWidget(box)
        self.content.addWidget(self.banner)
        self.content.addLayout(inputs)
        self.content.addLayout(roles)
        self.retranslate()

    def start(self) -> None:
        """Show the empty form."""
        self.name.clear()
        self.passphrase.clear()
        self.banner.clear()
        for box in self.roles.values():
            box.setChecked(False)
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        self.name.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._own.again()
        for key, box in self.roles.items():
            box.setText(str(self._desk.catalogue.roles[key].label))
        self.sentence.setText(t("Add a user; tell them the first passphrase yourself."))
        self.yes.setText(t("Add the user"))

    def _run(self) -> None:
        if not self.passphrase.same():
            return
        self.yes.setEnabled(False)
        self._desk.run(
            users.add,
            owner=self,
            done=self._done,
            failed=self._failed,
            name=self.name.text(),
            passphrase=self.passphrase.first.text(),
            roles=tuple(key for key, box in self.roles.items() if box.isChecked()),
        )

    def _done(self, _changes: Any) -> None:
        self.yes.setEnabled(True)
        self.passphrase.clear()
        self.leave()

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)


class PeoplePage(Page):
    """Users and what they hold."""

    kinds = frozenset({"user"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.adding, self.own = AddUser(self.desk), OwnPassphrase(self.desk)
        add, change = Button(kind="primary", icon="user-plus"), Button(icon="key-round")
        self.words.put(N_("Add a user"), add.setText)
        self.words.put(N_("Change my passphrase"), change.setText)
        add.setVisible(self.desk.may("user.add"))
        add.clicked.connect(self.adding.start)
        change.clicked.connect(self.own.start)
        self.header.add(change)
        self.header.add(add)
        for form in (self.adding, self.own):
            self.body.addWidget(form)
        self.body.addWidget(self.table, 1)
        self.retranslate()

    def refresh(self) -> None:
        """Read the users again."""
        self.desk.query(users.list_users, owner=self, done=self._show, slot="people.list")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Users and keys"),
            t("Whoever holds a key can read that part of the desk; nobody else."),
        )
        self.table.set_name(t("Users and keys"))
        for form in (self.adding, self.own):
            form.retranslate()

    def _show(self, lines: tuple[UserLine, ...]) -> None:
        self.table.show_rows([self._row(one) for one in lines])

    def _row(self, one: UserLine) -> TableRow:
        catalogue, comma = self.desk.catalogue, t(", ")
        recovery = not any(role in catalogue.roles for role in one.roles)
        roles = comma.join(str(catalogue.roles[r].label) for r in one.roles if r in catalogue.roles)
        return text_row(
            one.id,
            name=t("Recovery key") if recovery else one.name,
            roles=t("Opens everything if all passphrases are lost") if recovery else roles,
            holds=comma.join(str(catalogue.compartments[name]) for name in one.holds),
            root=t("Yes") if one.holds_root else t("No"),
            since=one.since[:10],
        )
