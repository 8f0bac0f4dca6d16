# SPDX-License-Identifier: Apache-2.0
"""The command ``hr-desk``: commands without a screen go to hr_desk.cli before Qt is imported.

``hr-desk [--desk FOLDER] [--language CODE]`` opens the window; ``demo`` and ``kiosk`` need Qt as
well. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hr_desk.i18n import LANGUAGES

SCREEN_COMMANDS = ("demo",)
"""Commands that need Qt although they may show nothing."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or a command; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first in SCREEN_COMMANDS:
        from ui.demo import main as demo

        return int(demo(arguments[1:]))
    if first and (not first.startswith("-") or first in ("-h", "--help", "--version")):
        from hr_desk.cli import main as command

        return command(arguments)
    return _window(arguments)


def _window(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    from ui.app import Options, run

    return run(
        Options(desk=options.desk, language=options.language, successor=options.successor),
        ["hr-desk"],
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hr-desk", description="Open the HR Desk window.")
    parser.add_argument("--desk", type=Path, metavar="FOLDER", help="the desk to unlock")
    parser.add_argument("--language", choices=LANGUAGES, help="the language to begin in")
    parser.add_argument("--successor", action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
