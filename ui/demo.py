# SPDX-License-Identifier: Apache-2.0
"""``hr-desk demo``: a whole made-up day, headless, with a picture of every page.

Writes the desk, an export, a print, the certificate, the pictures and summary.json into one
folder, and says where. Everything a picture shows has gone through the encrypted files.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hr_desk.demo import day
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_, t, use_language

FEWEST = 20
"""People below whom the day's story cannot be told: some decided, some due, some to come, and of
two who join one is ready for payroll."""


class FolderUnusable(UserError):
    """The folder for the made-up day cannot be made or written."""

    message = N_("“{folder}” cannot be written. Choose another folder for the made-up day.")


def main(argv: Sequence[str]) -> int:
    """Play the day; returns the exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    use_language(arguments.language)
    if arguments.people < FEWEST:
        parser.error(t("A made-up day needs at least {count} people.", count=FEWEST))
    try:
        _make(arguments.out)
        summary = play(arguments.out, people_count=arguments.people)
    except UserError as error:
        print(error.text(), file=sys.stderr)
        return error.exit_code
    use_language(arguments.language)  # the pictures were taken in every language in turn
    if arguments.json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        print(_told(arguments.out))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hr-desk demo")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    return parser


def _make(out: Path) -> None:
    """Make the folder ``out``; raises FolderUnusable where it cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        writable = os.access(out, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise FolderUnusable(folder=str(out))


def _told(out: Path) -> str:
    return t(
        "The made-up day is in “{folder}”: desk, export, print, certificate, pictures, "
        "summary.json.\nUnlock the desk as {user} with the passphrase: {passphrase}",
        folder=out,
        user=day.ADMIN,
        passphrase=day.PASSPHRASE,
    )


def play(out: Path, *, people_count: int) -> dict[str, Any]:
    """Play the day into the folder ``out``; returns what summary.json says."""
    from ui import demo_pictures

    story = day.begin(out / "desk", people_count=people_count, profile=out / "profile")
    application = demo_pictures.unseen()
    kiosk = demo_pictures.at_the_kiosk(out / "pictures", story, profile=out / "profile")
    pictures = demo_pictures.Studio(application, out / "pictures", story, profile=out / "profile")
    evening = pictures.shoot(out / "handed-out")
    summary = {
        "company": day.COMPANY["name"],
        "made_up": True,
        "people": dict(story.counts),
        "sweep": evening.sweep,
        "handed_out": evening.handed_out,
        "pictures": [*kiosk, *evening.pictures],
        "desk": "desk",
        "kiosk": story.kiosk.name,
        "paired": str(story.other.folder.relative_to(out)),
        "user": day.ADMIN,
        "passphrase": day.PASSPHRASE,
    }
    demo_pictures.write_summary(out / "summary.json", summary)
    return summary
