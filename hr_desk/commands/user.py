# SPDX-License-Identifier: Apache-2.0
"""The commands for users of a desk and their keys."""

import argparse
from contextlib import closing
from typing import Any

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.commands import user_card, user_service
from hr_desk.commands.keys_told import answer_of, told
from hr_desk.commands.parts import Answer, command, group, opened, user_of, with_key
from hr_desk.commands.secrets import (
    admin_passphrase_from,
    halves_from,
    new_passphrase_from,
    passphrase_from,
)
from hr_desk.commands.user_card import id_of
from hr_desk.i18n import t
from hr_desk.operations import desks, epochs, memberships, recovering, users
from hr_desk.operations.problems import CompartmentClosed
from hr_desk.operations.session import Session
from hr_desk.operations.users import UserLine


def add(commands: Any) -> None:
    """Add the command to the program's."""
    verbs = group(commands, "user")
    _named(with_key(verbs, "add", _run_add, "desk"), roles=True, passphrase=True)
    with_key(verbs, "list", _run_list, "desk")
    changing = _named(with_key(verbs, "role", _run_role, "desk"), roles=True)
    changing.add_argument("--later", action="store_true")
    own = with_key(verbs, "passphrase", _run_passphrase, "desk")
    own.add_argument("--name")
    own.add_argument("--new-passphrase-fd", type=int)
    removing = _named(with_key(verbs, "remove", _run_remove, "desk"))
    removing.add_argument("--later", action="store_true")
    _recoverable(_named(with_key(verbs, "grant", _run_grant, "desk")))
    renewing = _recoverable(with_key(verbs, "renew", _run_renew, "desk"))
    renewing.add_argument("--compartment", required=True)
    renewing.add_argument("--admin", default="")
    renewing.add_argument("--admin-passphrase-fd", type=int)
    user_card.add(verbs)
    user_service.add(verbs)
    letting_in = command(verbs, "recover", _run_recover, "desk")
    letting_in.add_argument("--halves-fd", type=int)
    letting_in.add_argument("--role", action="append", default=[])
    letting_in.add_argument("--settle", action="store_true")
    _named(letting_in, passphrase=True)


def _named(
    parser: argparse.ArgumentParser, *, roles: bool = False, passphrase: bool = False
) -> argparse.ArgumentParser:
    parser.add_argument("--name", required=True)
    if roles:
        parser.add_argument("--role", action="append", required=True)
    if passphrase:
        parser.add_argument("--new-passphrase-fd", type=int)
    return parser


def _recoverable(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let the two printed halves stand for a user and their passphrase."""
    parser.add_argument("--recovery", action="store_true")
    parser.add_argument("--halves-fd", type=int)
    return parser


def _opened(arguments: argparse.Namespace) -> Session:
    """Open the desk as the named user, or by recovery."""
    if arguments.recovery:
        return users.open_by_recovery(arguments.desk, halves=halves_from(arguments))
    return opened(arguments)


def _run_add(arguments: argparse.Namespace) -> tuple[Answer, str]:
    return _added(opened(arguments), arguments)


def _run_recover(arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Let a new user in, or one who forgot their passphrase, with the two printed halves."""
    halves = halves_from(arguments)
    users.check_halves(halves)
    done = recovering.let_in(
        arguments.desk,
        halves=halves,
        name=arguments.name,
        passphrase=new_passphrase_from(arguments),
        roles=arguments.role or recovering.ROLES,
        settle=arguments.settle,
    )
    answer = {"user": done.user_id, "granted": done.granted, "renewed": done.renewed}
    return answer, t("{name} can open the desk with the new passphrase.", name=arguments.name)


def _added(session: Session, arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Add the user the arguments name, and close the session."""
    with closing(session):
        passphrase = new_passphrase_from(arguments)
        changes = users.add(
            session, name=arguments.name, passphrase=passphrase, roles=arguments.role
        )
    return {"user": changes.created[0]}, t("Added: {name}", name=arguments.name)


def _reset(session: Session, arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Give the user the arguments name a new first passphrase, and close the session."""
    with closing(session):
        user_id = id_of(session, arguments.name)
        changes = memberships.set_passphrase(session, user_id, new_passphrase_from(arguments))
    text = t("{name} has new keys and a new passphrase; tell it them.", name=arguments.name)
    return {"user": changes.created[0]}, text


def _run_list(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        lines, owed = users.list_users(session), epochs.epochs_owed(session)
    catalogue = session.catalogue
    answer = {
        "users": [
            {"name": u.name, "roles": u.roles, "holds": u.holds, "waits": u.waits,
             "root": u.holds_root}
            for u in lines
        ],
        "owed": owed,
    }  # fmt: skip
    rows = [_row(one, catalogue) for one in lines]
    rows += [
        t("A new key is owed: {compartment}", compartment=catalogue.compartments[name])
        for name in owed
    ]
    return answer, "\n".join(rows)


def _row(one: UserLine, catalogue: Catalogue) -> str:
    labels = {key: role.label for key, role in catalogue.roles.items()}
    row = f"{one.name}  {' '.join(str(labels.get(role, role)) for role in one.roles)}"
    if one.is_recovery:
        row = t("Recovery key")
    if one.is_service:
        row = t("Deletion service")
    if not one.waits:
        return row
    waits = t(", ").join(str(catalogue.compartments[name]) for name in one.waits)
    return t("{user} (waits for the key of {compartments})", user=row, compartments=waits)


def _run_role(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        user_id, roles = id_of(session, arguments.name), arguments.role
        done = memberships.change_roles(session, user_id, roles, later=arguments.later)
    labels = t(", ").join(str(session.catalogue.roles[role].label) for role in roles)
    text = t("{name} has these roles now: {roles}", name=arguments.name, roles=labels)
    return answer_of(done), told(text, done, session)


def _run_remove(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        user_id = id_of(session, arguments.name)
        done = memberships.remove(session, user_id, later=arguments.later)
    return answer_of(done), told(t("Removed: {name}", name=arguments.name), done, session)


def _run_grant(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(_opened(arguments)) as session:
        memberships.grant(session, id_of(session, arguments.name))
    return {"user": arguments.name}, t("{name} has the keys now.", name=arguments.name)


def _run_renew(arguments: argparse.Namespace) -> tuple[Answer, str]:
    name = arguments.compartment
    with closing(_opened(arguments)) as session:
        if name not in session.register.epochs:
            raise CompartmentClosed(compartment=name)
        lent = admin_passphrase_from(arguments) if arguments.admin else ""
        done = epochs.renew(session, name, admin=arguments.admin, passphrase=lent)
    return answer_of(done), told("", done, session)


def _run_passphrase(arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Change one's own passphrase, or, as an HR admin, that of the user who is named."""
    user = user_of(arguments)
    if arguments.name is not None and arguments.name != user:
        return _reset(opened(arguments), arguments)
    old = passphrase_from(arguments, t("Passphrase"))
    try:
        session = desks.open_desk(arguments.desk, user=user, passphrase=old)
    except desks.StrongerPassphraseNeeded:
        new = new_passphrase_from(arguments)
        users.strengthen(arguments.desk, user=user, old=old, new=new)
    else:
        with closing(session):
            users.change_passphrase(session, old=old, new=new_passphrase_from(arguments))
    return {"user": user}, t("The new passphrase is in force.")
