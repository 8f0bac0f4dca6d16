# SPDX-License-Identifier: Apache-2.0
"""The commands that make, check and restore backups."""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from hr_desk.commands.parts import Answer, group, opened, user_of, with_key
from hr_desk.commands.secrets import passphrase_from
from hr_desk.i18n import t
from hr_desk.operations import backups, restoring


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
    answer = {"compartment": done.compartment, "at": done.at, "deleted_again": done.deleted_again}
    return answer, t(
        "Restored the state of {at}. Deleted again: {count}.",
        at=done.at,
        count=done.deleted_again,
    )
