# SPDX-License-Identifier: Apache-2.0
"""A privacy officer at the made-once desk, one round of asking and answering, and the copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyzipper import AESZipFile

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.own_copies import unpacked
from hr_desk.operations import (
    desks,
    intake,
    request_answers,
    request_asking,
    request_closing,
    request_copies,
    requests,
    users,
)
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.delivery import deliver
from hr_desk.operations.requests import Asked
from hr_desk.operations.session import Session
from tests.support.desk import Desk

OFFICER = "ten green bottles hang"
HER = {"full_name": "孙小梅", "mobile": "13900001234"}
"""Somebody made up who asks about their data, as she is typed in."""


def open_officer(desk: Desk) -> Session:
    """Add a privacy officer and open a session; recovery alone can grant privacy."""
    recovered = users.open_by_recovery(
        desk.folder, halves=desk.recovery_halves, clock=desk.clock, profile=desk.profile
    )
    users.add(recovered, name="officer", passphrase=OFFICER, roles=["privacy_officer"])
    recovered.close()
    return reopen_officer(desk)


def reopen_officer(desk: Desk) -> Session:
    """Open another session of the officer who is there."""
    session = desks.open_desk(
        desk.folder, user="officer", passphrase=OFFICER, clock=desk.clock, profile=desk.profile
    )
    desk.sessions.append(session)
    return session


@dataclass(frozen=True)
class Copied:
    """A person's own copy as they read it: its manifest, its JSON, every file, and its code."""

    manifest: dict[str, Any]
    parts: dict[str, Any]
    files: dict[str, bytes]
    code: str

    @property
    def documents(self) -> dict[str, bytes]:
        """What lies in the folder of documents, by name."""
        return {name: content for name, content in self.files.items() if "/" in name}


def copied(
    officer: Session, case: str, target: Path, *, draw: request_copies.Draw = lambda _copy: b"%PDF"
) -> Copied:
    """Hand the copy of a case out as a package, and open it with its code."""
    with Reader() as reader:
        code = request_copies.hand_out(officer, case, target, draw=draw, reader=reader).code
    manifest, parts = unpacked(target.read_bytes(), code)
    with AESZipFile(target) as package:
        package.setpassword(code.encode())
        files = {name: package.read(name) for name in package.namelist()}
    return Copied(manifest, parts, files, code)


def asked(fields: Mapping[str, str], *, code: str = "access", ground: str = "") -> Asked:
    """Return a request as it is taken in by telephone."""
    return Asked(code=code, channel="phone", text="来电询问", fields=fields, ground=ground)


def verified(
    officer: Session, fields: Mapping[str, str], *, code: str = "access", ground: str = ""
) -> str:
    """Take a request in and verify it; returns the case's id."""
    requests.take_in(officer, asked(fields, code=code, ground=ground))
    case = next(iter(officer.compartment("privacy").read("SELECT max(seq), id FROM request")))[1]
    requests.verify(officer, case, method="call_back")
    return str(case)


def closed(officer: Session, case: str) -> None:
    """Close a case whose person was answered otherwise than by letter."""
    request_closing.close(officer, case, without="当面答复")


def contributed(officer: Session, admin: Session, case: str) -> tuple[Contribution, ...]:
    """Ask every file, let the admin contribute every proposal, return what came."""
    request_asking.ask(officer, case)
    intake.take_in(admin)
    for question in request_answers.questions(admin):
        request_answers.contribute(admin, question, [one.id for one in question.proposals])
    for _ in range(20):
        # Each call takes some hundreds in; copies of the register may lie before the answers.
        if not intake.take_in(officer).more:
            break
    return request_asking.findings(officer, case).records


def carry(*sessions: Session) -> None:
    """Carry envelopes to and fro until each side has taken in what was for it."""
    for session in (*sessions, *sessions):
        deliver(session)
        intake.take_in(session)
