# SPDX-License-Identifier: Apache-2.0
"""The command that carries sealed envelopes between desks; it needs no key."""

import argparse
from dataclasses import asdict
from typing import Any

from hr_desk.commands.parts import Answer, command
from hr_desk.i18n import t
from hr_desk.operations import exchanging


def add(commands: Any) -> None:
    """Add the command to the program's."""
    command(commands, "exchange", _run_exchange, "desk", "folder")


def _run_exchange(arguments: argparse.Namespace) -> tuple[Answer, str]:
    done = exchanging.exchange(arguments.desk, arguments.folder)
    text = t(
        "Given: {given}. Brought in: {taken}. Receipts: {settled}. Passed on: {forwarded}. "
        "Not for this desk: {strange}. Left for the next time: {waiting}.",
        **{name: number for name, number in asdict(done).items() if name != "renewed"},
    )
    return asdict(done), text
