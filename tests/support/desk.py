# SPDX-License-Identifier: Apache-2.0
"""A real encrypted desk with four users, a policy and a requisition, under a clock that stands."""

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hr_desk.domain.clock import FixedClock
from hr_desk.operations import desks, policies, recruitment, requisitions, users
from hr_desk.operations.session import Session
from hr_desk.vault.access import secret_for
from hr_desk.vault.keys import CompartmentSecret
from tests.support import made_up
from tests.support.made_up import MadeUp

START = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
"""A Monday, nine in the morning in Shanghai."""

COMPANY = {"name": "示例公司", "address": "青岛市示例路 1 号", "phone": "0532-80000000"}
PASSPHRASES = {
    "admin": "correct horse battery staple",
    "hiring": "quiet river stone seven",
    "gate": "seven green lamps tonight",
    "second": "paper boats in the rain",
}
ROLES = {"hiring": ("recruiter",), "gate": ("front_desk",), "second": ("recruiter",)}
POLICY_ZH = "本单位的个人信息处理规则：收集什么、为什么收集、保存多久、怎样删除。" * 2


@dataclass
class Desk:
    """One desk on disk, its clock, and the sessions that were opened at it."""

    folder: Path
    profile: Path
    clock: FixedClock
    desk_id: str
    requisition: str
    recovery_halves: tuple[str, str]
    sessions: list[Session] = field(default_factory=list)

    def open(self, user: str = "hiring", *, profile: Path | None = None) -> Session:
        """Return a session of ``user``; it is closed when the test ends."""
        session = desks.open_desk(
            self.folder,
            user=user,
            passphrase=PASSPHRASES[user],
            clock=self.clock,
            profile=profile or self.profile,
        )
        self.sessions.append(session)
        return session

    def close(self) -> None:
        """Close every session."""
        while self.sessions:
            self.sessions.pop().close()

    def copied(self, place: Path) -> "Desk":
        """Return a copy in ``place``/desk, with a clock of its own and a profile yet to be made."""
        folder, clock = place / "desk", FixedClock(self.clock.now())
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder, profile=place / "profile", clock=clock, sessions=[])

    def take_in(self, session: Session, everyone: Sequence[MadeUp]) -> tuple[str, ...]:
        """Take people in for the desk's requisition; returns their application ids."""
        new = made_up.candidates(everyone, session.catalogue, self.requisition)
        return recruitment.take_in(session, new).created

    def stand_in(self, session: Session, *names: str) -> None:
        """Let users (names) stand in for the owner of the desk's requisition, beside "second"."""
        row = next(r for r in requisitions.list_requisitions(session) if r.id == self.requisition)
        ids = [user.id for user in session.register.users if user.name in ("second", *names)]
        wanted = requisitions.Wanted(
            title=row.title, department=row.department, place=row.place,
            head_count=row.head_count, stages=row.stages, deputies=tuple(ids),
        )  # fmt: skip
        requisitions.edit_requisition(session, row.id, wanted, version=row.version)

    def path(self, compartment: str = "hiring") -> Path:
        """Return the path of a compartment file of the first epoch."""
        return self.folder / f"{compartment}.db"


def make_desk(place: Path) -> Desk:
    """Make a desk in ``place``/desk; key derivation has to be cheap already."""
    clock = FixedClock(START)
    folder, profile = place / "desk", place / "profile"
    creation = desks.create(
        folder, company=COMPANY, admin="admin", passphrase=PASSPHRASES["admin"], clock=clock
    )
    desk = Desk(folder, profile, clock, creation.desk_id, "", creation.recovery_halves)
    session = desk.open("admin")
    for name, roles in ROLES.items():
        users.add(session, name=name, passphrase=PASSPHRASES[name], roles=roles)
    policies.take_in_published(
        session,
        zh=POLICY_ZH,
        en="What this company asks for, why, how long it is kept and how it goes.",
        published_on=START.date(),
        place="公告栏",
    )
    recruiter = desk.open("hiring")
    second = next(user.id for user in recruiter.register.users if user.name == "second")
    desk.requisition = requisitions.open_requisition(
        recruiter,
        title="装配工",
        department="制造部",
        place="青岛",
        head_count=3,
        deputies=(second,),
    ).created[0]
    desk.close()
    return desk


def file_key(session: Session, compartment: str) -> bytes:
    """Return the raw key of a compartment file, from the session's own slot and grants."""
    secret = secret_for(session.register, compartment, user_id=session.user.id, keys=session.keys)
    return CompartmentSecret(secret).file_key()
