# SPDX-License-Identifier: Apache-2.0
"""The command that pairs a desk with another: show the code, take the code, list, part.

The other desk is named by its introduction: a file, or the exchange folder where it lies.
"""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from hr_desk.commands.parts import Answer, opened, with_key
from hr_desk.i18n import t
from hr_desk.operations import desks, introductions, pairing
from hr_desk.operations.introductions import Introduced
from hr_desk.operations.pairing import PairedDesk
from hr_desk.operations.session import Session


def add(commands: Any) -> None:
    """Add the command to the program's."""
    parser = with_key(commands, "pair", _run_pair, "desk")
    parser.add_argument("other", nargs="?")
    parser.add_argument("--code")
    parser.add_argument("--label", default="")
    parser.add_argument("--remove", action="store_true")


def _run_pair(arguments: argparse.Namespace) -> tuple[Answer, str]:
    if arguments.other is None:
        return _list(arguments)
    if arguments.remove:
        return _remove(arguments)
    introduction = introductions.introduction_at(arguments.desk, Path(arguments.other))
    if arguments.code is None:
        return _show(arguments, introduction)
    return _pair(arguments, introduction)


def _show(arguments: argparse.Namespace, other: Introduced) -> tuple[Answer, str]:
    """Show the code; nothing is written and no key is needed."""
    own = desks.read_register(arguments.desk)
    if own.desk_id == other.desk_id:
        raise pairing.OwnIntroduction
    code = pairing.code(own.desk_id, other.desk_id)
    answer = {"desk": other.desk_id, "company": other.company, "code": code}
    text = t(
        "{code}\nAsk a person you know at “{company}” to read you the 16 characters their desk "
        "shows for this one. If they are the same, run this again with --code and what they read.",
        code=code,
        company=other.company,
    )
    return answer, text


def _pair(arguments: argparse.Namespace, other: Introduced) -> tuple[Answer, str]:
    label = arguments.label or other.company[: pairing.LONGEST_LABEL]
    with closing(opened(arguments)) as session:
        pairing.pair(session, other.content, label=label, code=arguments.code)
    return {"desk": other.desk_id, "label": label}, t("Paired with {label}.", label=label)


def _remove(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        line = _named(session, arguments.other)
        pairing.unpair(session, line.id)
    return {"desk": line.id}, t("No longer paired with {label}.", label=line.label)


def _named(session: Session, name: str) -> PairedDesk:
    """Return the paired desk of this name, id or fingerprint; raises NotPaired."""
    for line in pairing.list_paired(session):
        if name in (line.label, line.id, line.fingerprint):
            return line
    raise pairing.NotPaired(desk=name[:40])


def _list(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        lines = pairing.list_paired(session)
    answer = {
        "paired": [
            {
                "desk": line.id,
                "label": line.label,
                "state": line.state,
                "compartments": line.compartments,
                "waiting": line.waiting,
                "heard": line.heard and line.heard.isoformat(timespec="seconds"),
            }
            for line in lines
        ]
    }
    rows = [f"{line.label}  {line.fingerprint}  {line.waiting}" for line in lines]
    return answer, "\n".join(rows) or t("Not paired with any desk.")
