# SPDX-License-Identifier: Apache-2.0
"""An office with a privacy officer, and a plant paired with it that keeps everything else."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from hr_desk.operations import delivery, intake, policies, policy_drafts, users
from hr_desk.operations.exchanging import exchange
from hr_desk.operations.session import Session
from tests.support.desk import POLICY_ZH, START
from tests.support.two_desks import PASSPHRASE, Side, pair_both

OFFICER = "ten green bottles hang"
EN = "What is asked for, and why."
NEW_ZH = POLICY_ZH + "新增一句。"
DAYS = 10
"""How far ahead the new text holds."""


@dataclass
class Company:
    """An office with the privacy officer, a plant that keeps everything else, what lies between."""

    office: Side
    plant: Side
    shared: Path
    officer: Session
    admin: Session
    """The plant's."""

    def carry(self) -> list[intake.Intake]:
        """Carry and take in until nothing moves any more; returns what the plant took in."""
        done = []
        for _ in range(3):
            for side, session in ((self.office, self.officer), (self.plant, self.admin)):
                delivery.deliver(session)
                exchange(side.folder, self.shared, clock=side.clock)
                found = intake.take_in(session)
                if side is self.plant:
                    done.append(found)
        return done

    def advance(self, days: int) -> None:
        """Let days go by on both sides."""
        for side in (self.office, self.plant):
            side.clock.advance(days=days)

    def close(self) -> None:
        """Close every session of both sides."""
        self.office.close()
        self.plant.close()

    def numbers(self) -> list[int]:
        """Return which versions the plant knows."""
        return [one.number for one in policies.versions(self.admin)]


def make_company(place: Path, *, plant_zh: str = POLICY_ZH) -> Company:
    """Return an office that has a policy, and a paired plant with the same, or one of its own."""
    office = Side(place / "office", place / "o", ("hiring", "privacy"), "示例公司")
    plant = Side(place / "plant", place / "p", ("visits", "hiring", "personnel"), "示例公司二厂")
    office.make(("recruiter",))
    plant.make(("recruiter", "front_desk", "onboarding"))
    pair_both(plant, office)
    for side, zh in ((office, POLICY_ZH), (plant, plant_zh)):
        published(side.sessions[-1], zh)
    recovery = users.open_by_recovery(
        office.folder, halves=office.recovery_halves, profile=office.profile, clock=office.clock
    )
    users.add(recovery, name="officer", passphrase=OFFICER, roles=["privacy_officer"])
    recovery.close()
    shared = place / "shared"
    shared.mkdir()
    return Company(office, plant, shared, office.open("officer", OFFICER), plant.sessions[-1])


def sealed(session: Session, kind: str, *, file: str = "privacy") -> int:
    """Return how many envelopes of a kind a file ever sealed."""
    (count,) = session.compartment(file).read_one(
        "SELECT count(*) FROM outbox WHERE kind = ?", (kind,)
    )
    return int(count)


def published(session: Session, zh: str) -> None:
    """Take the first version in."""
    policies.take_in_published(session, zh=zh, en=EN, published_on=START.date(), place="公告栏")


def announce(company: Company, zh: str = NEW_ZH) -> policies.PolicyVersion:
    """Publish a version at the office."""
    officer = company.officer
    new = policy_drafts.NewText(
        zh=zh, en=EN + " One more.", summary="照片用途",
        valid_from=officer.today() + dt.timedelta(days=DAYS),
    )  # fmt: skip
    (id_,) = policy_drafts.write(officer, new).created
    policy_drafts.approve(officer, id_, approver="admin", passphrase=PASSPHRASE)
    policy_drafts.publish(officer, id_, place="公告栏", evidence="照片 7")
    return policies.versions(officer)[-1]
