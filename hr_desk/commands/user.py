# SPDX-License-Identifier: Apache-2.0
"""The commands for users of a desk."""

import argparse
from typing import Any

from hr_desk.commands.parts import Answer, command, group, opened, user_of, with_key
from hr_desk.commands.secrets import halves_from, new_passphrase_from, passphrase_from
from hr_desk.i18n import t
from hr_desk.operations import desks, users
from hr_desk.operations.session import Session


def add(commands: Any) -> None:
    """Add the command to the program's."""
    verbs = group(commands, "user")
    adding = with_key(verbs, "add", _run_user_add, "desk")
    adding.add_argument("--name", required=True)
    adding.add_argument("--role", action="append", required=True)
    adding.add_argument("--new-passphrase-fd", type=int)
    with_key(verbs, "list", _run_user_list, "desk")
    recovering = command(verbs, "recover", _run_user_recover, "desk")
    recovering.add_argument("--name", required=True)
    recovering.add_argument("--role", action="append", required=True)
    recovering.add_argument("--halves-fd", type=int)
    recovering.add_argument("--new-passphrase-fd", type=int)
    changing = with_key(verbs, "passphrase", _run_user_passphrase, "desk")
    changing.add_argument("--new-passphrase-fd", type=int)


def _run_user_add(arguments: argparse.Namespace) -> tuple[Answer, str]:
    return _added(opened(arguments), arguments)


def _run_user_recover(arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Add a user with the two printed halves, where nobody's passphrase opens the desk."""
    halves = halves_from(arguments)
    return _added(users.open_by_recovery(arguments.desk, halves=halves), arguments)


def _added(session: Session, arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Add the user the arguments name, and close the session."""
    try:
        changes = users.add(
            session,
            name=arguments.name,
            passphrase=new_passphrase_from(arguments),
            roles=arguments.role,
        )
    finally:
        session.close()
    return {"user": changes.created[0]}, t("Added: {name}", name=arguments.name)


def _run_user_list(arguments: argparse.Namespace) -> tuple[Answer, str]:
    session = opened(arguments)
    try:
        lines = users.list_users(session)
        labels = {key: role.label for key, role in session.catalogue.roles.items()}
    finally:
        session.close()
    answer = {"users": [{"name": u.name, "roles": u.roles, "holds": u.holds} for u in lines]}
    rows = [f"{u.name}  {' '.join(str(labels.get(r, r)) for r in u.roles)}" for u in lines]
    return answer, "\n".join(rows)


def _run_user_passphrase(arguments: argparse.Namespace) -> tuple[Answer, str]:
    user = user_of(arguments)
    old = passphrase_from(arguments, t("Passphrase"))
    session = desks.open_desk(arguments.desk, user=user, passphrase=old)
    try:
        users.change_passphrase(session, old=old, new=new_passphrase_from(arguments))
    finally:
        session.close()
    return {"user": user}, t("The new passphrase is in force.")
