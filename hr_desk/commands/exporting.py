# SPDX-License-Identifier: Apache-2.0
"""The command that makes a hand-off: ``hr-desk export payroll DESK --out FOLDER --recipient NAME``.

It uses a standing hand-off that a second person approved, and asks for the user's own passphrase,
as the window does. It says the id of the register's entry and numbers of rows, never a value of
anybody; the password of the file only where it is asked for.
"""

import argparse
import hashlib
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NoReturn

from hr_desk.commands.parts import Answer, group, opened_with_passphrase, with_key
from hr_desk.commands.problems import HandOffUnclear, NoHandOffFor
from hr_desk.i18n import LANGUAGES, t
from hr_desk.operations import hand_off_people, hand_offs, standing_hand_offs
from hr_desk.operations.hand_off_people import Plan
from hr_desk.operations.hand_off_problems import NothingNew, NotReady
from hr_desk.operations.hand_off_templates import template_named
from hr_desk.operations.hand_offs import HandedOff
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import Standing

_PAYROLL: Final = "payroll"


def add(commands: Any) -> None:
    """Add the command to the program's."""
    parser = with_key(group(commands, "export"), _PAYROLL, _run, "desk")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--recipient", required=True, metavar="NAME")
    parser.add_argument("--purpose", metavar="TEXT")
    parser.add_argument("--template", metavar="KEY")
    parser.add_argument("--incomplete", action="append", default=[], metavar="ID")
    parser.add_argument("--show-password", action="store_true")


def _run(arguments: argparse.Namespace) -> tuple[Answer, str]:
    session, passphrase = opened_with_passphrase(arguments)
    with closing(session):
        plan = hand_off_people.plan(session, _standing(session, arguments).id)
        ids = [*(one.joiner_id for one in plan.proposed), *arguments.incomplete]
        if not ids:
            _refuse_nothing(plan)
        handed = hand_offs.send(
            session, plan.standing.id, ids, passphrase=passphrase, folder=arguments.out,
            incomplete=arguments.incomplete,
        )  # fmt: skip
        answer = _answer(plan, handed, arguments)
        return answer, _said(plan, answer)


def _refuse_nothing(plan: Plan) -> NoReturn:
    """Say why nobody would stand in the file; raises NotReady, NothingNew."""
    if plan.incomplete:
        raise NotReady(people=len(plan.incomplete))
    raise NothingNew(name=plan.standing.recipient.recipient.name)


def _standing(session: Session, arguments: argparse.Namespace) -> Standing:
    """Return the one hand-off that is meant; raises NoHandOffFor, HandOffUnclear."""
    every = standing_hand_offs.list_standing(session)
    usable = [one for one in every if one.usable_on(session.today())]
    found = [one for one in usable if _is_meant(session, one, arguments)]
    names = sorted({f"{one.recipient.recipient.name} ({one.template_key})" for one in usable})
    if not found:
        raise NoHandOffFor(name=arguments.recipient, known=", ".join(names) or "–")
    if len({one.template_key for one in found}) > 1:
        keys = sorted(one.template_key for one in found)
        raise HandOffUnclear(name=arguments.recipient, templates=", ".join(keys))
    return found[0]


def _is_meant(session: Session, standing: Standing, arguments: argparse.Namespace) -> bool:
    if standing.recipient.recipient.name != arguments.recipient:
        return False
    if arguments.template not in (None, standing.template_key):
        return False
    if arguments.purpose is None:
        return True
    key = template_named(session, standing.template_key).template.purpose
    label = session.catalogue.purposes[key].label
    return arguments.purpose in (key, *(label.within(code) for code in LANGUAGES))


def _answer(plan: Plan, handed: HandedOff, arguments: argparse.Namespace) -> dict[str, object]:
    """Return ids and numbers; the file's name says company, use and day."""
    named = set(arguments.incomplete)
    waiting = [one.joiner_id for one in plan.incomplete if one.joiner_id not in named]
    answer: dict[str, object] = {
        "id": handed.id,
        "recipient": plan.standing.recipient.recipient.name,
        "template": plan.template.key,
        "file": str(handed.file),
        "sha256": hashlib.sha256(handed.file.read_bytes()).hexdigest(),
        "rows": handed.rows,
        "waiting": waiting,
        "without_consent": len(plan.without_consent),
        "stripped": len(handed.stripped),
        "locked": handed.password is not None,
    }
    return answer | ({"password": handed.password} if arguments.show_password else {})


def _said(plan: Plan, answer: Answer) -> str:
    lines = [
        t("Handed to {name}: {file}. Rows: {rows}.", name=answer["recipient"],
          rows=answer["rows"], file=Path(str(answer["file"])).name),
        t("Register: {id}", id=answer["id"]),
        t("SHA-256: {digest}", digest=answer["sha256"]),
    ]  # fmt: skip
    if answer["waiting"]:
        lines.append(t("Waiting for a value: {count} people.", count=len(plan.incomplete)))
    if answer["without_consent"] or answer["stripped"]:
        lines.append(t("Without consent: {out} people left out, {less} with less.",
                       out=answer["without_consent"], less=answer["stripped"]))  # fmt: skip
    if not answer["locked"]:
        lines.append(t("The file is not locked. Delete it once it is uploaded."))
    elif "password" in answer:
        lines.append(t("Password: {password}", password=answer["password"]))
    return "\n".join(lines)
