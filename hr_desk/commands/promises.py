# SPDX-License-Identifier: Apache-2.0
"""The command that shows which promises hold now, clause by clause; it changes nothing.

It ends with 0 also where a clause is red: that is an answer, and ``hr-desk check`` says what asks
for somebody.
"""

import argparse
from contextlib import closing
from typing import Any, Final

from hr_desk.commands.parts import Answer, opened, with_key
from hr_desk.i18n import N_, t
from hr_desk.operations import promises
from hr_desk.operations.controls import BROKEN, KEPT, NOT_SEEN
from hr_desk.operations.promises import ClauseState

_COLOURS: Final = {KEPT: N_("green"), BROKEN: N_("red"), NOT_SEEN: N_("not seen")}
"""How a clause stands in the text; in ``--json`` what nobody could see is not green."""


def add(commands: Any) -> None:
    """Add the command to the program's."""
    with_key(commands, "promises", _run, "desk")


def _run(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        found = promises.board(session)
    rows = [
        f"{one.clause.id}  {t(_COLOURS[one.state])}  {one.clause.summary}  {one.text()}"
        for one in found
    ]
    rows.append(
        t("{count} of {all} clauses are green.", count=sum(one.green for one in found),
          all=len(found))
    )  # fmt: skip
    unseen = sum(one.state == NOT_SEEN for one in found)
    if unseen:
        rows.append(t("{count} clauses could not be seen; each says why.", count=unseen))
    return {"clauses": [_told(one) for one in found]}, "\n".join(rows)


def _told(one: ClauseState) -> dict[str, object]:
    """Return one clause with what was seen of it, and why people keep it or a part of it.

    These four names and no other: a check of the answer may count them.
    """
    reason = [] if one.clause.reason is None else [str(one.clause.reason)]
    return {
        "id": one.clause.id,
        "scope": one.clause.scope,
        "green": one.green,
        "evidence": " ".join((one.text(), *reason)),
    }
