# SPDX-License-Identifier: Apache-2.0
"""Make the desk of this version that later versions must open: slots.json and two small files.

Run once for each released version: ``python -m tests.support.make_old_desk tests/desks/version-1``.
The files are kept as they came out and never made again.
"""

import datetime as dt
import shutil
import sys
import tempfile
from pathlib import Path

from hr_desk.domain.clock import FixedClock
from hr_desk.operations import desks, policies, recruitment, requisitions
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.support.made_up import candidates, one

USER = "admin"
PASSPHRASE = "an old desk still opens"
KEPT = ("slots.json", "hiring.db", "visits.db", "policies")


def clock() -> FixedClock:
    """Return the clock under which the desk was made."""
    return FixedClock(dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC))


def make(folder: Path) -> None:
    """Make a desk with two people, one decision and a policy, and close it."""
    company = {"name": "示例公司", "address": "青岛市示例路 1 号", "phone": "0532-80000000"}
    desks.create(
        folder, company=company, admin=USER, passphrase=PASSPHRASE, roles=["recruiter"],
        clock=clock(),
    )  # fmt: skip
    session = desks.open_desk(
        folder, user=USER, passphrase=PASSPHRASE, clock=clock(), profile=folder / "profile"
    )
    policies.take_in_published(
        session, zh="示例公司个人信息处理规则：收集什么、为什么、保存多久。", en="What and why.",
        published_on=clock().now().date(), place="公告栏",
    )  # fmt: skip
    requisition = requisitions.open_requisition(
        session, title="装配工", department="制造部", place="青岛", head_count=3
    ).created[0]
    people = [one(), one("欧阳娜娜", "13900139000", employer="虚构机械厂")]
    ids = recruitment.take_in(session, candidates(people, session.catalogue, requisition)).created
    recruitment.reject(session, ids[1:], reason="skills")
    session.close()


def main(target: Path) -> None:
    """Make the desk in a scratch folder and keep what a later version needs."""
    with tempfile.TemporaryDirectory() as scratch, use_cheap_key_derivation():
        folder = Path(scratch) / "desk"
        make(folder)
        target.mkdir(parents=True)
        for name in KEPT:
            copy = shutil.copytree if (folder / name).is_dir() else shutil.copy
            copy(folder / name, target / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
