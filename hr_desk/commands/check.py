# SPDX-License-Identifier: Apache-2.0
"""The command that checks a whole desk and changes nothing."""

import argparse
from contextlib import closing
from typing import Any, Final

from hr_desk.commands.parts import Answer, FoundWrong, opened, with_key
from hr_desk.i18n import N_, t
from hr_desk.operations import checking
from hr_desk.operations.findings import worst

_LEVELS: Final = {"ok": N_("well"), "warn": N_("look at it"), "bad": N_("act now")}


def add(commands: Any) -> None:
    """Add the command to the program's."""
    with_key(commands, "check", _run, "desk")


def _run(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        lines = checking.check(session)
    level = worst([line.level for line in lines])
    rows = [
        f"{t(_LEVELS[line.level])}  {t(checking.CHECKS[line.key].label)}: {line.text()}"
        for line in lines
    ]
    answer = {
        "level": level,
        "lines": [
            {"key": x.key, "level": x.level, "sentence": x.text(), "figure": x.figure}
            for x in lines
        ],
    }
    if level == "bad":
        count = sum(line.level == "bad" for line in lines)
        said = t("{count} lines of the check ask you to act now: see above.", count=count)
        raise FoundWrong(answer, "\n".join(rows), said)
    return answer, "\n".join(rows)
