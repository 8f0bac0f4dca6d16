# SPDX-License-Identifier: Apache-2.0
"""The commands for users' cards: make one, list who has one, block one (``operations.cards``)."""

import argparse
import io
from contextlib import closing
from typing import Any

from hr_desk.commands.parts import Answer, opened, with_key
from hr_desk.i18n import t
from hr_desk.operations import cards, users
from hr_desk.operations.problems import UnknownUser
from hr_desk.operations.session import Session
from hr_desk.operations.users import UserLine


def add(verbs: Any) -> None:
    """Add ``card`` to the verbs of ``hr-desk user``."""
    card = verbs.add_parser("card", help=t("make, list or block the cards for unlocking"))
    own = card.add_subparsers(required=True, metavar="VERB")
    with_key(own, "issue", _run_issue, "desk").add_argument("--name", required=True)
    with_key(own, "list", _run_list, "desk")
    with_key(own, "block", _run_block, "desk").add_argument("--name", required=True)


def id_of(session: Session, name: str) -> str:
    """Return the id of the user with a login name; raises UnknownUser."""
    user = session.register.named(name)
    if user is None:
        raise UnknownUser(name=name)
    return user.id


def _run_issue(arguments: argparse.Namespace) -> tuple[Answer, str]:
    """Make a card; what its QR says is shown this once, as the recovery halves are."""
    with closing(opened(arguments)) as session:
        user_id = id_of(session, arguments.name)
        issued = cards.issue(session, user_id)
    text = t(
        "A card for {name}. Print this QR now: it is kept nowhere. An earlier card opens nothing "
        "any more. {name} scans it under “Settings”, “My card”, and chooses a PIN.",
        name=issued.name,
    )
    answer = {"user": user_id, "name": issued.name, "code": issued.code}
    return answer, f"{text}\n{_drawn(issued.code)}\n{issued.code}"


def _drawn(code: str) -> str:
    """Return a QR in characters of half blocks, as a terminal shows it and a printer takes it."""
    import segno

    drawn = io.StringIO()
    segno.make(code, micro=False, error="m").terminal(out=drawn, compact=True)
    return drawn.getvalue().rstrip("\n")


def _run_list(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        lines = [one for one in users.list_users(session) if one.has_card or one.card_waits]
    answer = {"cards": [{"name": one.name, "in_use": one.has_card} for one in lines]}
    return answer, "\n".join(map(_row, lines)) or t("Nobody has a card.")


def _row(line: UserLine) -> str:
    standing = t("In use") if line.has_card else t("Waits for its PIN")
    return f"{line.name}  {standing}"


def _run_block(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        user_id = id_of(session, arguments.name)
        cards.block(session, user_id)
    text = t("The card of {name} opens nothing any more.", name=arguments.name)
    return {"user": user_id}, text
