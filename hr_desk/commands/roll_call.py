# SPDX-License-Identifier: Apache-2.0
"""The command that copies the sealed roll call of this account to a second place; needs no key.

The window runs it every few minutes: a share that hangs must hold up neither the window nor what
is read and written at the desk.
"""

import argparse
from typing import Any

from hr_desk.commands.parts import Answer, command
from hr_desk.i18n import t
from hr_desk.operations import roll_call


def add(commands: Any) -> None:
    """Add the command to the program's."""
    parser = command(commands, "roll-call", _run, "folder")
    parser.add_argument("--desk", required=True, metavar="ID")


def _run(arguments: argparse.Namespace) -> tuple[Answer, str]:
    size = roll_call.copy(arguments.desk, arguments.folder)
    if not size:
        return {"bytes": 0}, t("There is no roll call of this desk in this account yet.")
    return {"bytes": size}, t("The sealed roll call was copied: {bytes} bytes.", bytes=size)
