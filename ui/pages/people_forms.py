# SPDX-License-Identifier: Apache-2.0
"""The forms of the users page: a new user, other roles, a new first passphrase, waiting keys."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QCheckBox

from hr_desk.domain.roles import strength
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import memberships, users
from hr_desk.operations.epochs import CompartmentInUse, Renewed
from hr_desk.operations.users import UserLine
from ui import theme
from ui.pages.passphrases import PassphraseEntries
from ui.pages.people_words import said_of_name
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.entry import line
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.panels import Question
from ui.widgets.words import Words

NOT_FOR_PEOPLE = ("kiosk",)
"""Roles of machines, which no person is given."""


AT_ONCE = N_("Do it now, renew the key later")
"""The way out where a new key would have to wait for somebody else's window."""


class UserForm(Question):
    """A question about a user that runs one operation; the button waits for its end."""

    def __init__(self, desk: OpenDesk, *, danger: bool = False) -> None:
        super().__init__(danger=danger)
        self.desk = desk
        self.own = Words()
        self.banner = Banner()
        self.about: UserLine | None = None
        self.told: Callable[[Any], object] = _nothing
        """Called with what the operation returned."""
        self.content.addWidget(self.banner)

    def open_for(self, about: UserLine | None = None) -> None:
        """Show the form, empty, about one user or a new one."""
        self.about = about
        self.banner.clear()
        self.yes.setEnabled(True)
        self.clear()
        self.retranslate()
        self.ask(self.sentence.text(), self.yes.text(), self.carry_out)

    def clear(self) -> None:
        """Forget what was typed."""

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.own.again()

    def carry_out(self) -> None:
        """Run the operation; subclasses say which."""

    def run(self, operation: Callable[..., Any], *args: Any, **values: Any) -> None:
        """Run an operation of the desk; its refusal is said here."""
        self.yes.setEnabled(False)
        self.desk.run(operation, *args, owner=self, done=self._done, failed=self.refuse, **values)

    def refuse(self, error: UserError) -> None:
        """Say why it did not happen, and let it be tried again."""
        self.yes.setEnabled(True)
        self.banner.show_error(error)

    def compartments(self, names: Iterable[str]) -> str:
        """Return the labels of compartments, one after the other."""
        labels = self.desk.catalogue.compartments
        return t(", ").join(str(labels[name]) for name in names)

    @property
    def called(self) -> str:
        """The login name of the user in question."""
        return "" if self.about is None else said_of_name(self.about)

    def _done(self, result: Any) -> None:
        self.yes.setEnabled(True)
        self.clear()
        self.leave()
        self.told(result)


def _nothing(_result: Any) -> None:
    return None


class RoleBoxes:
    """A box for each role a person can have."""

    def __init__(self, desk: OpenDesk) -> None:
        self._desk = desk
        self.boxes = {key: QCheckBox() for key in desk.catalogue.roles if key not in NOT_FOR_PEOPLE}
        self.layout = FlowLayout(gap=theme.LARGE)
        for box in self.boxes.values():
            self.layout.addWidget(box)

    def chosen(self) -> tuple[str, ...]:
        """Return the keys of the roles that are ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def choose(self, roles: Iterable[str]) -> None:
        """Tick these roles and no others."""
        wanted = set(roles)
        for key, box in self.boxes.items():
            box.setChecked(key in wanted)

    def retranslate(self) -> None:
        """Say the roles in the language in use."""
        for key, box in self.boxes.items():
            box.setText(str(self._desk.catalogue.roles[key].label))


class AddUser(UserForm):
    """Name, roles and first passphrase of a new user."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        entry, self.name = line(self.own, N_("User name"))
        self.passphrase = PassphraseEntries(self.own)
        self._choice = RoleBoxes(desk)
        self.roles = self._choice.boxes
        inputs = row(gap=theme.MEDIUM)
        for one in (entry, *self.passphrase.entries):
            inputs.addWidget(one, 1)
        self.content.addLayout(inputs)
        self.content.addLayout(self._choice.layout)
        self.retranslate()

    def start(self) -> None:
        """Show the empty form."""
        self.open_for()
        self.name.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.name.clear()
        self.passphrase.clear()
        self._choice.choose(())

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self._choice.retranslate()
        self.sentence.setText(t("Add a user; tell them the first passphrase yourself."))
        self.yes.setText(t("Add the user"))

    def carry_out(self) -> None:
        """Add the user."""
        if self.passphrase.same():
            self.run(
                users.add,
                name=self.name.text(),
                passphrase=self.passphrase.first.text(),
                roles=self._choice.chosen(),
            )


class SetPassphrase(UserForm):
    """A new first passphrase for somebody who forgot theirs."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.passphrase = PassphraseEntries(self.own)
        inputs = row(gap=theme.MEDIUM)
        for entry in self.passphrase.entries:
            inputs.addWidget(entry, 1)
        hint = Label(tone="soft")
        self.own.put(
            N_(
                "They get new keys with it; what they typed and did not save is lost. Tell them "
                "the passphrase yourself; they change it under “Settings”."
            ),
            hint.setText,
        )
        self.content.addWidget(hint)
        self.content.addLayout(inputs)
        self.retranslate()

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.sentence.setText(t("A new passphrase for “{name}”", name=self.called))
        self.yes.setText(t("Set the passphrase"))

    def carry_out(self) -> None:
        """Set it."""
        if self.about is not None and self.passphrase.same():
            self.run(memberships.set_passphrase, self.about.id, self.passphrase.first.text())


class GiveKeys(UserForm):
    """The keys a user waits for and this user holds."""

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        names = () if self.about is None else self.about.waits
        self.sentence.setText(
            t(
                "Give “{name}” the key of {compartments}? They can read all of it then.",
                name=self.called,
                compartments=self.compartments(names),
            )
        )
        self.yes.setText(t("Give the key"))

    def carry_out(self) -> None:
        """Grant it."""
        if self.about is not None:
            self.run(memberships.grant, self.about.id)


class EndingForm(UserForm):
    """A question that takes keys from a user: it names what is renewed and who has to lock."""

    def __init__(self, desk: OpenDesk, *, danger: bool = False) -> None:
        super().__init__(desk, danger=danger)
        self.lines: tuple[UserLine, ...] = ()
        self.lost: tuple[str, ...] = ()
        self.consequences = Label(tone="soft")

    def show_lost(self, lost: tuple[str, ...]) -> None:
        """Take what the user would lose, and say what it starts."""
        self.lost = lost
        self.retranslate()

    def said_of_keys(self) -> str:
        """Return the sentences about new keys, in the language in use."""
        held = [name for name in self.lost if self.desk.session.holds(name)]
        others = [name for name in self.lost if name not in held]
        sentences = []
        if held:
            sentences.append(
                t(
                    "New key and new file: {compartments}. Everyone else keeps their passphrase.",
                    compartments=self.compartments(held),
                )
            )
        must_lock = t(", ").join(self._who_must_lock(held))
        if must_lock:
            sentences.append(
                t(
                    "Whoever of them has HR Desk open has to lock it before: {names}.",
                    names=must_lock,
                )
            )
        if others:
            sentences.append(
                t(
                    "You do not hold {compartments}; whoever does, or the recovery key, renews it "
                    "later.",
                    compartments=self.compartments(others),
                )
            )
        if self.lost:
            sentences.append(t("What they copied before cannot be taken back."))
        return "\n".join(sentences)

    def refuse(self, error: UserError) -> None:
        """Offer to take the user off at once where a new key has to wait for another window."""
        super().refuse(error)
        if isinstance(error, CompartmentInUse):
            self.banner.show_text("error", error.text, ((AT_ONCE, self.carry_out_later),))

    def carry_out_later(self) -> None:
        """Run the operation without waiting for other windows; subclasses say which."""

    def _who_must_lock(self, held: list[str]) -> list[str]:
        own = self.desk.session.user.id
        return [
            one.name
            for one in self.lines
            if one.id != own and one.is_person and set(one.holds) & set(held)
        ]


class ChangeRoles(EndingForm):
    """Other roles for a user."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.roles = RoleBoxes(desk)
        for box in self.roles.boxes.values():
            box.toggled.connect(lambda _on: self._ask_lost())
        self.content.addLayout(self.roles.layout)
        self.content.addWidget(self.consequences)
        self.retranslate()

    def open_for(self, about: UserLine | None = None) -> None:
        """Show the form with the roles of today."""
        self.about = None
        self.roles.choose(() if about is None else about.roles)
        self.lost = ()
        super().open_for(about)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.roles.retranslate()
        self.sentence.setText(t("Roles of “{name}”", name=self.called))
        self.yes.setText(t("Change the roles"))
        sentences = [t("An open window of theirs has to be unlocked again.")]
        if self._asks_for_more():
            sentences.append(t("They choose a new passphrase when they unlock next."))
        self.consequences.setText(
            "\n".join(one for one in (*sentences, self.said_of_keys()) if one)
        )

    def _asks_for_more(self) -> bool:
        """Whether the roles chosen ask for a better protected passphrase than those of today."""
        before = () if self.about is None or not self.about.is_person else self.about.roles
        now, then = (strength(self.desk.catalogue, r) for r in (self.roles.chosen(), before))
        return self.about is not None and now == "strong" != then

    def carry_out(self) -> None:
        """Change them."""
        self._run(later=False)

    def carry_out_later(self) -> None:
        """Change them at once."""
        self._run(later=True)

    def _run(self, *, later: bool) -> None:
        if self.about is not None:
            chosen = self.roles.chosen()
            self.run(memberships.change_roles, self.about.id, chosen, later=later)

    def _ask_lost(self) -> None:
        if self.about is not None:
            self.desk.query(
                memberships.lost_by, self.about.id, self.roles.chosen(),
                owner=self, done=self.show_lost, slot="people.lost",
            )  # fmt: skip


class RemoveUser(EndingForm):
    """The end of a user, and what it starts."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk, danger=True)
        self.content.addWidget(self.consequences)
        self.retranslate()

    def open_for(self, about: UserLine | None = None) -> None:
        """Ask about one user."""
        self.lost = () if about is None else about.holds
        super().open_for(about)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.sentence.setText(t("Remove “{name}”?", name=self.called))
        self.yes.setText(t("Remove the user"))
        sentences = [t("They cannot open this desk any more."), self.said_of_keys()]
        if self.about is not None and self.about.holds_root:
            sentences.append(
                t(
                    "They know the key that manages users, and it cannot be renewed: see to it "
                    "that they can write to the desk folder no more."
                )
            )
        self.consequences.setText("\n".join(one for one in sentences if one))

    def carry_out(self) -> None:
        """Remove them."""
        self._run(later=False)

    def carry_out_later(self) -> None:
        """Remove them at once."""
        self._run(later=True)

    def _run(self, *, later: bool) -> None:
        if self.about is not None:
            self.run(memberships.remove, self.about.id, later=later)


def said_of(done: Renewed, form: UserForm) -> str:
    """Return what new epochs did, and what is still to do, in the language in use."""
    sentences = []
    if done.renewed:
        names = form.compartments(done.renewed)
        sentences.append(t("New key and new file: {compartments}.", compartments=names))
    if done.profiles:
        count = len(done.profiles)
        sentences.append(t("Kiosks that need a new profile: {count}.", count=count))
    return "\n".join(sentences) or t("Done.")
