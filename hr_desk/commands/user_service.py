# SPDX-License-Identifier: Apache-2.0
"""The commands for the service slot: switch it on, see how it stands, switch it off."""

import argparse
import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from hr_desk.commands.keys_told import answer_of, told
from hr_desk.commands.parts import Answer, opened, with_key
from hr_desk.i18n import t
from hr_desk.operations import service
from hr_desk.operations.session import Session


def add(verbs: Any) -> None:
    """Add ``service`` to the verbs of ``hr-desk user``."""
    parser = verbs.add_parser("service", help=t("let a scheduler delete what is due, or no more"))
    own = parser.add_subparsers(required=True, metavar="VERB")
    on = with_key(own, "on", _run_on, "desk")
    on.add_argument("--key", type=Path, required=True, metavar="FILE")
    on.add_argument("--compartment", action="append", default=[])
    with_key(own, "show", _run_show, "desk")
    with_key(own, "off", _run_off, "desk").add_argument("--later", action="store_true")


def _run_on(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        service.switch_on(session, arguments.key, compartments=arguments.compartment)
        answer, text = _shown(session)
    rows = [text, t("Key file: {file}. Give it to the scheduler's account alone, and make no copy.",
                    file=str(arguments.key))]  # fmt: skip
    if os.name == "nt":
        rows.append(t("On Windows, take the rights of every other account off the file (icacls)."))
    return {**answer, "key": str(arguments.key)}, "\n".join(rows)


def _run_show(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        return _shown(session)


def _shown(session: Session) -> tuple[Answer, str]:
    line = service.standing(session)
    if line is None:
        return {"on": False}, t("The deletion service is off.")
    rows = [
        t("The deletion service is on since {day}. It can read, and deletes in: {compartments}",
          day=line.since, compartments=_labels(session, line.sweeps))
    ]  # fmt: skip
    if line.waits:
        waits = _labels(session, line.waits)
        rows.append(t("Waits for a key from whoever holds it: {compartments}", compartments=waits))
    answer = {"on": True, "since": line.since, "sweeps": line.sweeps, "waits": line.waits}
    return answer, "\n".join(rows)


def _run_off(arguments: argparse.Namespace) -> tuple[Answer, str]:
    with closing(opened(arguments)) as session:
        done = service.switch_off(session, later=arguments.later)
    text = "\n".join((t("The deletion service is off."), t(service.ENDED)))
    return answer_of(done), told(text, done, session)


def _labels(session: Session, names: Sequence[str]) -> str:
    labels = session.catalogue.compartments
    return t(", ").join(str(labels[name]) for name in names) or t("nothing yet")
