# SPDX-License-Identifier: Apache-2.0
"""``hr-desk demo``: a whole made-up day, headless, with a picture of every page.

Writes the desk, an export, a print, the certificate, the pictures and summary.json into one
folder, and says where. Everything a picture shows has gone through the encrypted files.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hr_desk.demo import day
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, t, use_language


def main(argv: Sequence[str]) -> int:
    """Play the day; returns the exit code."""
    arguments = _parser().parse_args(argv)
    use_language(arguments.language)
    try:
        summary = play(arguments.out, people_count=arguments.people)
    except UserError as error:
        print(error.text(), file=sys.stderr)
        return error.exit_code
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
    pictures = demo_pictures.Studio(out / "pictures", story, profile=out / "profile")
    evening = pictures.shoot(out / "handed-out")
    summary = {
        "company": day.COMPANY["name"],
        "made_up": True,
        "people": dict(story.counts),
        "sweep": evening.sweep,
        "handed_out": evening.handed_out,
        "pictures": evening.pictures,
        "desk": "desk",
        "user": day.ADMIN,
        "passphrase": day.PASSPHRASE,
    }
    demo_pictures.write_summary(out / "summary.json", summary)
    return summary
