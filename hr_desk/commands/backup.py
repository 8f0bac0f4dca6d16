# SPDX-License-Identifier: Apache-2.0
"""The commands that make, check and restore backups."""

import argparse
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from hr_desk.catalogue.loader import load
from hr_desk.commands.parts import Answer, group, opened, user_of, with_key
from hr_desk.commands.secrets import passphrase_from
from hr_desk.i18n import t
from hr_desk.operations import backups, restore_outlook, restoring


def add(commands: Any) -> None:
    """Add the command to the program's."""
    verbs = group(commands, "backup")
    with_key(verbs, "create", _run_backup, "desk").add_argument("--to", type=Path)
    with_key(verbs, "verify", _run_backup_verify, "desk", "file")
    with_key(verbs, "restore", _run_restore, "desk", "file")


def _run_backup(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        made = backups.create(session, to=arguments.to)
    rows = [t("{file}, kept until {day}", file=x.path, day=x.gone_on.isoformat()) for x in made]
    answer = {
        "backups": [{"file": str(x.path), "bytes": x.bytes, "gone_on": x.gone_on} for x in made]
    }
    return answer, "\n".join(rows)


def _run_backup_verify(arguments: argparse.Namespace) -> tuple[Answer, str]:
    checked = restoring.verify_backup(
        arguments.desk,
        arguments.file,
        user=user_of(arguments),
        passphrase=passphrase_from(arguments, t("Passphrase")),
    )
    answer = {"file": str(arguments.file), "whole": True, "compartment": checked}
    return answer, t("The backup “{file}” is whole.", file=arguments.file.name)


def _run_restore(arguments: argparse.Namespace) -> tuple[Answer, str]:
    done = restoring.restore(
        arguments.desk,
        arguments.file,
        user=user_of(arguments),
        passphrase=passphrase_from(arguments, t("Passphrase")),
    )
    lost = None if done.lost is None else asdict(done.lost)
    answer = {
        "compartment": done.compartment, "at": done.at, "deleted_again": done.deleted_again,
        "lost": lost, "carried_over": done.carried,
        "replaced": None if done.replaced is None else str(done.replaced),
    }  # fmt: skip
    return answer, _restored(done)


def _restored(done: restoring.Restored) -> str:
    """Say which file is back, from when, what is lost, what stays, and what to do next."""
    catalogue = load()
    name = str(catalogue.compartments[done.compartment])
    at = restore_outlook.moment(datetime.fromisoformat(done.at))
    lines = [
        t("Restored: “{compartment}” as it was at {at}.", compartment=name, at=at),
        restore_outlook.lost(done.lost, catalogue),
        restore_outlook.stays() if done.carried else restore_outlook.unread(),
        t("Deleted again: {count}.", count=done.deleted_again),
    ]
    if done.replaced is not None:
        lines.append(t("The file of before is kept as {file}.", file=done.replaced))
    return "\n".join([*lines, restore_outlook.afterwards()])
