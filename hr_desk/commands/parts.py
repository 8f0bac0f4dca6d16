# SPDX-License-Identifier: Apache-2.0
"""What the commands are made of: their list, what each takes, and how a desk is opened for one."""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from hr_desk.commands.problems import UserNotNamed
from hr_desk.commands.secrets import passphrase_from
from hr_desk.i18n import LANGUAGES, N_, t
from hr_desk.operations import desks
from hr_desk.operations.session import Session

COMMANDS: Final = {
    "init": N_("set up a new desk"),
    "user": N_("add, list, change or remove users; keys and passphrases"),
    "retention": N_("list or delete what is due"),
    "certificate": N_("check a deletion certificate, without a desk"),
    "profile": N_("make, list, replace or withdraw kiosks' profiles"),
    "pair": N_("trust another desk, list the trusted ones, part from one"),
    "exchange": N_("carry sealed messages to and from paired desks through a folder"),
    "roll-call": N_("copy the sealed roll call of this account to a second place"),
    "import": N_("take a sheet of applicants in, or take an import back"),
    "export": N_("hand new hires and leavers to a registered recipient, as a file"),
    "backup": N_("make, check or restore backups"),
    "audit": N_("walk the audit logs, or write down where they stand"),
    "promises": N_("show which promises of the policy hold now, clause by clause"),
    "check": N_("check the whole desk: files, keys, log, clock, space, overdue records"),
    "bench": N_("measure the figures of docs/benchmarks.md"),
}
"""The commands here and what they do; without a command a window opens."""

Answer = Mapping[str, Any]
Run = Callable[[argparse.Namespace], tuple[Answer, str]]
"""A command: its answer for ``--json`` and its text for a person."""


class FoundWrong(Exception):
    """A command did its work and found something wrong: it answers in full, and ends with 1."""

    def __init__(self, answer: Answer, text: str, said: str) -> None:
        super().__init__(said)
        self.answer = answer
        self.text = text
        self.said = said


def command(commands: Any, name: str, run: Run, *places: str) -> argparse.ArgumentParser:
    """Add one command with its places (positional paths) and what every command takes."""
    told = {"help": t(COMMANDS[name])} if name in COMMANDS else {}
    parser: argparse.ArgumentParser = commands.add_parser(name, **told)
    for place in places:
        parser.add_argument(place, type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--language", choices=LANGUAGES, default=language_of_machine())
    parser.set_defaults(run=run)
    return parser


def language_of_machine() -> str:
    """Return the language the environment asks for, Chinese where it says nothing."""
    wanted = os.environ.get("HR_DESK_LANGUAGE", LANGUAGES[0])
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def with_key(commands: Any, name: str, run: Run, *places: str) -> argparse.ArgumentParser:
    """Add a command that opens the desk: it names a user and where the passphrase comes from."""
    parser = command(commands, name, run, *places)
    parser.add_argument("--user")
    parser.add_argument("--passphrase-fd", type=int)
    return parser


def group(commands: Any, name: str) -> Any:
    """Add a command that has verbs; returns where they are added."""
    verbs = commands.add_parser(name, help=t(COMMANDS[name]))
    return verbs.add_subparsers(required=True, metavar="VERB")


def user_of(arguments: argparse.Namespace) -> str:
    """Return the named user, or the only one of the desk."""
    names = desks.user_names(arguments.desk)
    if arguments.user is None and len(names) != 1:
        raise UserNotNamed(names=", ".join(names))
    return str(arguments.user or names[0])


def opened(arguments: argparse.Namespace) -> Session:
    """Open the named desk as the named user; raises what ``desks.open_desk`` raises."""
    return opened_with_passphrase(arguments)[0]


def opened_with_passphrase(arguments: argparse.Namespace) -> tuple[Session, str]:
    """Return the opened desk and the passphrase, for what asks for it once more; see ``opened``."""
    user = user_of(arguments)
    passphrase = passphrase_from(arguments, t("Passphrase"))
    return desks.open_desk(arguments.desk, user=user, passphrase=passphrase), passphrase
