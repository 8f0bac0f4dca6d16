# SPDX-License-Identifier: Apache-2.0
"""Users and keys: who holds which key of this desk, and everything that changes it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hr_desk.domain.roles import strength
from hr_desk.i18n import N_, t
from hr_desk.operations import epochs, users
from hr_desk.operations.cards import Issued
from hr_desk.operations.changes import Changes
from hr_desk.operations.epochs import Renewed
from hr_desk.operations.session import Session
from hr_desk.operations.users import UserLine
from ui.actions import SELECTION
from ui.pages.card_forms import BlockCard, PrintCard, said_of_card
from ui.pages.page import Page
from ui.pages.passphrases import OwnPassphrase
from ui.pages.people_forms import (
    AddUser,
    ChangeRoles,
    GiveKeys,
    RemoveUser,
    SetPassphrase,
    UserForm,
    said_of,
)
from ui.pages.people_words import said_of_machine, said_of_name
from ui.pages.renewing import OwedKeys, RenewKey
from ui.pages.service_forms import ServiceOffForm, ServiceOnForm
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import Column, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.layouts import row

Found = tuple[tuple[UserLine, ...], tuple[str, ...]]


def columns(names: tuple[str, ...], labels: Mapping[str, object]) -> tuple[Column, ...]:
    """Return the columns: who, roles, one for each compartment of the desk, the root, since when.

    The heading of a compartment follows the language, because its label does.
    """
    keys = tuple(
        Column(key=f"key.{name}", heading=partial(str, labels[name]), width=5) for name in names
    )
    return (
        text_column("name", N_("User name"), width=10),
        text_column("roles", N_("Roles"), width=20),
        *keys,
        text_column("root", N_("Manages users"), width=5),
        text_column("card", N_("Card"), width=6),
        text_column("since", N_("Since"), width=12),
    )


def read(session: Session) -> Found:
    """Return the users and what is owed; worker."""
    return users.list_users(session), epochs.epochs_owed(session)


class PeoplePage(Page):
    """Users, the keys they hold, and the forms that change them."""

    kinds = frozenset({"user"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.lines: dict[str, UserLine] = {}
        labels = self.desk.catalogue.compartments
        kept = self.desk.session.register.epochs
        self._names = tuple(name for name in labels if name in kept)
        self.table = RecordTable(RecordTableModel(columns(self._names, labels)), fits=True)
        self.adding, self.own = AddUser(self.desk), OwnPassphrase(self.desk)
        self.roles, self.resetting = ChangeRoles(self.desk), SetPassphrase(self.desk)
        self.giving, self.removing = GiveKeys(self.desk), RemoveUser(self.desk)
        self.renewing = RenewKey(self.desk)
        self.card, self.blocking = PrintCard(self.desk), BlockCard(self.desk)
        self.service_on, self.service_off = ServiceOnForm(self.desk), ServiceOffForm(self.desk)
        self.owed = OwedKeys(self.desk, self._renew)
        self._forms: tuple[UserForm, ...] = (
            self.adding, self.roles, self.resetting, self.giving, self.removing, self.renewing,
            self.card, self.blocking, self.service_on, self.service_off,
        )  # fmt: skip
        self._actions = [one for one in around.actions if one.page == "people" and one.operation]
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Adding always; the rest for one marked user."""
        found: dict[str, Callable[[], object]] = {"people.add": partial(self._open, self.adding)}
        if self.lines and not any(line.is_service for line in self.lines.values()):
            found["people.service_on"] = partial(self._open, self.service_on)
        one = self._marked()
        if one is None or one.is_recovery:
            return found
        if any(self.desk.session.holds(name) for name in one.waits):
            found["people.grant"] = partial(self._open, self.giving, one)
        if one.is_service:
            return {**found, "people.service_off": partial(self._open, self.service_off, one)}
        found["people.roles"] = partial(self._open, self.roles, one)
        if one.id != self.desk.session.user.id:
            found["people.passphrase"] = partial(self._open, self.resetting, one)
            found["people.remove"] = partial(self._open, self.removing, one)
        if strength(self.desk.catalogue, one.roles) == "daily":
            found["people.card"] = partial(self._open, self.card, one)
        if one.has_card or one.card_waits:
            found["people.card_block"] = partial(self._open, self.blocking, one)
        return found

    def refresh(self) -> None:
        """Read the users again."""
        self.desk.query(read, owner=self, done=self._show, slot="people.list")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Users and keys"),
            t("Whoever holds a key can read that part of the desk; nobody else."),
        )
        self.table.set_name(t("Users and keys"))
        for form in self._forms:
            form.retranslate()
        self.own.retranslate()
        self.owed.retranslate()

    def _show(self, found: Found) -> None:
        lines, owed = found
        self.lines = {one.id: one for one in lines}
        self.roles.lines = self.removing.lines = self.service_off.lines = lines
        self.table.show_rows([self._row(one) for one in lines])
        self._show_buttons()
        self.owed.show_owed(owed)

    def _row(self, one: UserLine) -> TableRow:
        declared, comma = self.desk.catalogue.roles, t(", ")
        roles = comma.join(str(declared[role].label) for role in one.roles if role in declared)
        if one.must_strengthen:
            roles = t("{roles} (chooses a new passphrase at the next unlock)", roles=roles)
        keys: dict[str, object] = {f"key.{name}": self._key(one, name) for name in self._names}
        return text_row(
            one.id,
            name=said_of_name(one),
            roles=said_of_machine(one) or roles,
            root=t("Yes") if one.holds_root else t("No"),
            card=said_of_card(one),
            since=one.since[:10],
            **keys,
        )

    def _key(self, one: UserLine, name: str) -> str | None:
        if name in one.holds:
            return t("Yes")
        return t("Waits") if name in one.waits else None

    def _marked(self) -> UserLine | None:
        marked = self.table.marked()
        return self.lines.get(marked[0]) if len(marked) == 1 else None

    def _open(self, form: UserForm, about: UserLine | None = None) -> None:
        """Show one form and leave the others."""
        for other in (*self._forms, self.own):
            if other is not form and not other.isHidden():
                other.leave()
        if isinstance(form, AddUser):
            form.start()
        else:
            form.open_for(about)

    def _renew(self, compartment: str) -> None:
        self._open(self.renewing)
        self.renewing.start(compartment)

    def _tell(self, done: Any) -> None:
        """Say what the operation did; the table has been read again by then."""
        if isinstance(done, Renewed):
            self.banner.show_text("good", lambda: said_of(done, self.removing))
        elif isinstance(done, Changes) and done.operation == "user.service_on":
            self.banner.show_text("good", self.service_on.said)
        elif isinstance(done, Issued):
            name = done.name
            self.banner.show_text("good", lambda: t("The card of {name} is printed.", name=name))
        else:
            self.banner.show_text("good", lambda: t("Done."))

    def _show_buttons(self) -> None:
        handled = self.handlers()
        for action in self._actions:
            ready = action.id in handled and self.desk.may(action.operation)
            self.buttons[action.id].setVisible(ready)
        self.situation_changed.emit()

    def _press(self, action: str) -> None:
        handler = self.handlers().get(action)
        if handler is not None:
            handler()

    def _lay_out(self) -> None:
        change = Button(icon="key-round")
        self.words.put(N_("Change my passphrase"), change.setText)
        change.clicked.connect(self.own.start)
        self.header.add(change)
        below = row()
        for action in self._actions:
            button = Button(icon=action.icon, kind=action.kind)
            self.words.put(action.label, button.setText)
            button.clicked.connect(partial(self._press, action.id))
            self.buttons[action.id] = button
            if SELECTION in action.needs:
                below.addWidget(button)
            else:
                self.header.add(button)
        below.addStretch(1)
        for form in (*self._forms, self.own, self.owed):
            self.body.addWidget(form)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        for form in self._forms:
            form.told = self._tell
        self.table.marked_changed.connect(lambda _ids: self._show_buttons())
        self.table.opened.connect(lambda _id: self._press("people.roles"))
        self._show_buttons()
