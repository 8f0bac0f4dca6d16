# SPDX-License-Identifier: Apache-2.0
"""The command ``hr-desk``: commands without a screen go to hr_desk.cli before Qt is imported.

``hr-desk [--desk FOLDER] [--language CODE]`` opens the window; ``demo`` and ``kiosk`` need Qt as
well. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from hr_desk.i18n import LANGUAGES, N_, t, use_language

NO_SCREEN = N_(
    "There is no screen here. Start HR Desk in a desktop session, or play the demo without one: "
    "hr-desk demo --out FOLDER"
)
SCREEN_COMMANDS = ("demo", "kiosk", "kiosk-visit", "first-paint")
"""Commands that need Qt although they may show nothing; a packed program starts itself with the
last two: one visit of a kiosk, and what ``bench`` times.
"""

READING = "read-files"
"""The command that makes a packed program the process files are read in (exchange.confined)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or a command; returns the exit code."""
    _have_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first == READING:
        from hr_desk.exchange.confined_process import main as read

        return read()
    if first in SCREEN_COMMANDS:
        return _screen_command(first, arguments[1:])
    if first and (not first.startswith("-") or first in ("-h", "--help", "--version")):
        from hr_desk.cli import main as command

        return command(arguments)
    return _window(arguments)


def _screen_command(name: str, arguments: Sequence[str]) -> int:
    if name == "demo":
        from ui.demo import main as demo

        return int(demo(arguments))
    if name == "kiosk-visit":
        from ui.kiosk.visit import main as visit

        return visit(arguments)
    if name == "first-paint":
        from ui.first_paint import main as paint

        return paint(arguments)
    from ui.kiosk.command import main as kiosk

    return kiosk(arguments, has_screen=_has_screen())


def _have_streams() -> None:
    """A Windows program without a console has no streams: what is said there goes nowhere.

    Without this, whatever says something would break, and locking would not end the process.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open
            setattr(sys, name, nowhere)


def _window(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    if not _has_screen():
        if options.language:
            use_language(options.language)
        sys.stderr.write(t(NO_SCREEN) + "\n")
        return 1
    from ui.app import Options, run

    return run(
        Options(
            desk=options.desk,
            language=options.language,
            successor=options.successor,
            roll_call=options.roll_call,
            shift=options.shift,
        ),
        ["hr-desk"],
    )


def _has_screen() -> bool:
    """Whether Qt will find something to draw on; without it Qt ends the process by itself."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _absolute(text: str) -> Path:
    return Path(text).absolute()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hr-desk", description="Open the HR Desk window.")
    # The successor of a lock begins in another folder.
    parser.add_argument("--desk", type=_absolute, metavar="FOLDER", help="the desk to unlock")
    parser.add_argument("--language", choices=LANGUAGES, help="the language to begin in")
    parser.add_argument(
        "--roll-call", action="store_true", help="begin with the roll call from its sealed copy"
    )
    for word in ("--successor", "--shift"):
        parser.add_argument(word, action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
