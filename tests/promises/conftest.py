# SPDX-License-Identifier: Apache-2.0
"""One desk whose admin has every duty, swept and with a backup, made once for all clauses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hr_desk.domain.clock import FixedClock
from hr_desk.operations import backups, desks, policies, recruitment, requisitions, retention
from hr_desk.operations.session import Session
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support import made_up
from tests.support.desk import COMPANY, PASSPHRASES, POLICY_ZH, START

DUTIES = ("recruiter", "onboarding", "front_desk", "privacy_officer")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Whoever has every duty, at a desk with one applicant on whom nothing was decided."""
    place = tmp_path_factory.mktemp("office")
    with use_cheap_key_derivation():
        session = _opened(place)
        yield session
        session.close()


def _opened(place: Path) -> Session:
    clock, passphrase = FixedClock(START), PASSPHRASES["admin"]
    desks.create(
        place / "desk", company=COMPANY, admin="admin", passphrase=passphrase, roles=DUTIES,
        clock=clock,
    )  # fmt: skip
    session = desks.open_desk(
        place / "desk", user="admin", passphrase=passphrase, clock=clock,
        profile=place / "profile",
    )  # fmt: skip
    policies.take_in_published(
        session, zh=POLICY_ZH, en="What is asked, why, how long it is kept and how it goes.",
        published_on=START.date(), place="公告栏",
    )  # fmt: skip
    opened = requisitions.open_requisition(
        session, title="装配工", department="制造部", place="青岛", head_count=3
    ).created[0]
    everyone = list(made_up.people(2, seed=8))
    recruitment.take_in(session, made_up.candidates(everyone, session.catalogue, opened))
    retention.sweep(session)
    backups.create(session)
    return session
