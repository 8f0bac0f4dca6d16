# SPDX-License-Identifier: Apache-2.0
"""The commands without a screen, for schedulers, scripts and checks (design section 9).

Each takes ``--json``, prints an error on stderr in one line with the way out, and exits 0, 1
(refused or failed) or 2 (usage). A passphrase comes from the terminal, from a file descriptor or,
for tests, from the environment.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Final

from hr_desk import __version__
from hr_desk.commands import (
    audit,
    backup,
    bench,
    certificate,
    check,
    exchange,
    exporting,
    importing,
    init,
    pair,
    profile,
    promises,
    retention,
    roll_call,
    user,
)
from hr_desk.commands.parts import Answer, FoundWrong, language_of_machine
from hr_desk.commands.problems import PlaceUnusable, bug_line
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t, use_language

MODULES: Final = (
    init,
    user,
    retention,
    certificate,
    profile,
    pair,
    exchange,
    roll_call,
    importing,
    exporting,
    backup,
    audit,
    promises,
    check,
    bench,
)
"""The commands, in the order in which help lists them."""

WINDOW: Final = N_(
    "Without a command the window opens: hr-desk [--desk FOLDER] [--language CODE]. "
    "A kiosk for visitors: hr-desk kiosk PROFILE --desk ID [--inbox FOLDER]. "
    "A made-up day, with pictures: hr-desk demo --out FOLDER [--people N]."
)


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code. Whatever goes wrong is one line on stderr."""
    use_language(language_of_machine())
    arguments = _parser().parse_args(argv)
    use_language(arguments.language)
    try:
        return _run(arguments)
    except UserError as error:
        return _failed(error)
    except OSError as error:
        return _failed(PlaceUnusable(file=error.filename or t("Input or output")))
    except Exception as error:  # noqa: BLE001 - a bug shows its kind and place, never a value
        print(bug_line(error), file=sys.stderr)
        return 1


def _run(arguments: argparse.Namespace) -> int:
    """Run the command and print its answer; what it found wrong ends it with 1."""
    try:
        _say(arguments, *arguments.run(arguments))
    except FoundWrong as found:
        _say(arguments, found.answer, found.text)
        print(found.said, file=sys.stderr)
        return 1
    return 0


def _say(arguments: argparse.Namespace, answer: Answer, text: str) -> None:
    said = json.dumps(answer, ensure_ascii=False, default=str) if arguments.json else text
    print(said, flush=True)


def _failed(error: UserError) -> int:
    print(" ".join(error.text().split()), file=sys.stderr)
    return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hr-desk", epilog=t(WINDOW))
    parser.add_argument("--version", action="version", version=f"HR Desk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in MODULES:
        module.add(commands)
    return parser
