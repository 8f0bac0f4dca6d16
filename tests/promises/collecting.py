# SPDX-License-Identifier: Apache-2.0
"""The desk of the tests of clauses, and an applicant as typed."""

from pathlib import Path
from typing import Any

from hr_desk.domain.clock import FixedClock
from hr_desk.operations import (
    backups,
    desks,
    policies,
    recruitment,
    requisitions,
    retention,
    safeguards,
    training,
)
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from tests.support import made_up
from tests.support.desk import COMPANY, PASSPHRASES, POLICY_ZH, START

DUTIES = ("recruiter", "onboarding", "front_desk", "privacy_officer")

NEEDED = {"full_name": "许小满", "mobile": "13900004321", "age_band": "adult"}


def new(session: Session, **typed: str) -> NewCandidate:
    """Return an applicant with the least there is, changed by ``typed``."""
    (post,) = requisitions.list_requisitions(session)
    values: dict[str, Any] = {
        key: session.catalogue.field(key).type.parse(text)
        for key, text in {**NEEDED, **typed}.items()
    }
    return NewCandidate(requisition_id=post.id, values=values)


def take_in(session: Session, **typed: str) -> str:
    """Take one applicant in; returns the application's id."""
    return recruitment.take_in(session, [new(session, **typed)]).created[0]


def look_after(session: Session) -> None:
    """Enter the training of whoever works here, a computer's place and both custodians."""
    everybody = [one.id for one in training.list_trainings(session)]
    training.record(session, everybody, day=START.date(), subject="个人信息保护培训")
    safeguards.enter(session, "station", name="前台电脑", keeper="人事部", place="一楼前台")
    for half, place in (("half_a", "财务部保险柜"), ("half_b", "总经理办公室保险柜")):
        safeguards.enter(session, half, keeper="部门负责人", place=place)


def founded(place: Path) -> Session:
    """Return an open desk without a policy, whose admin has every duty."""
    clock, passphrase = FixedClock(START), PASSPHRASES["admin"]
    desks.create(
        place / "desk", company=COMPANY, admin="admin", passphrase=passphrase, roles=DUTIES,
        clock=clock,
    )  # fmt: skip
    return desks.open_desk(
        place / "desk", user="admin", passphrase=passphrase, clock=clock,
        profile=place / "profile",
    )  # fmt: skip


def opened(place: Path) -> Session:
    """Return an open desk with a policy and two applicants, swept and backed up."""
    session = founded(place)
    policies.take_in_published(
        session, zh=POLICY_ZH, en="What is asked, why, how long it is kept and how it goes.",
        published_on=START.date(), place="公告栏",
    )  # fmt: skip
    opened = requisitions.open_requisition(
        session, title="装配工", department="制造部", place="青岛", head_count=3
    ).created[0]
    everyone = list(made_up.people(2, seed=8))
    recruitment.take_in(session, made_up.candidates(everyone, session.catalogue, opened))
    look_after(session)
    retention.sweep(session)
    backups.create(session)
    return session
