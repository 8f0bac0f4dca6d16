# SPDX-License-Identifier: Apache-2.0
"""The story of the demo, without a screen: a spring of applicants, decisions, and their end.

Time is an injected clock. Everything goes through the operations, as in life.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

from hr_desk.demo import hand_offs, joiners
from hr_desk.demo.interviews import Interviewing
from hr_desk.demo.pairing import Office, OtherDesk
from hr_desk.demo.people import MadeUpPerson, people, typed
from hr_desk.demo.visits import Gate
from hr_desk.domain.clock import FixedClock
from hr_desk.i18n import RESOURCES
from hr_desk.operations import (
    backups,
    delivery,
    desks,
    intake,
    policies,
    recruitment,
    requisitions,
    retention,
    users,
    visits,
)
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session

BEGIN: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026, nine o'clock in Shanghai."""

COMPANY: Final = {
    "name": "示例公司",
    "address": "山东省青岛市示例路 1 号",
    "phone": "0532-00000000",
}
PASSPHRASE: Final = "made-up people only"  # noqa: S105 - printed by the demo, guards nobody
ADMIN: Final = "周敏"
RECRUITER: Final = "陈晓"
FRONT_DESK: Final = "前台"
EVERY_DUTY: Final = ("recruiter", "onboarding", "front_desk", "privacy_officer")

POSTS: Final = (
    ("装配工", "制造一部", "青岛工厂", 0),
    ("设备电工", "设备部", "青岛工厂", 4),
    ("质检员", "质量部", "青岛工厂", 6),
    ("叉车司机", "仓储部", "烟台仓库", 3),
    ("行政文员", "综合部", "青岛办公楼", 1),
)
"""Title, department, place and openings of the posts; 0 is hired for all the year round."""

PAUSES: Final = (30, 148)
"""Days until those who withdrew are due, then until shortly before the spring's files are."""

REASONS: Final = ("skills", "experience", "availability", "assessment", "other_chosen")
HANDED_OVER: Final = "handed-over"
"""The folder beside the desk that files of hand-offs are written into."""
KIOSK_PROFILE: Final = "kiosk.profile"
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Story:
    """A demo desk on the morning before the spring's files are due."""

    folder: Path
    clock: FixedClock
    counts: Mapping[str, int]
    other: OtherDesk
    kiosk: Path
    """The profile that was carried to the kiosk at the gate; its folder is the kiosk's own."""


def begin(folder: Path, *, people_count: int, profile: Path) -> Story:
    """Make the desk and play it up to the morning before the spring's files are due."""
    clock = FixedClock(BEGIN)
    desks.create(
        folder,
        company=COMPANY,
        admin=ADMIN,
        passphrase=PASSPHRASE,
        roles=EVERY_DUTY,
        clock=clock,
    )
    session = sign_in(folder, clock, profile)
    try:
        _publish(session, clock)
        for name, roles in ((RECRUITER, ["recruiter"]), (FRONT_DESK, ["front_desk"])):
            users.add(session, name=name, passphrase=PASSPHRASE, roles=roles)
        counts = _spring(session, clock, people_count)
        if counts["joiners"] > 1:
            hand_offs.play(session, folder.parent / HANDED_OVER, passphrase=PASSPHRASE)
        gate = Gate(session, clock, profile / "kiosk", carried=folder.parent / KIOSK_PROFILE)
        gate.yesterday()
        clock.advance(days=1)
        interviewing = Interviewing(session, clock)
        counts["interviews"] = interviewing.arrange()
        interviewing.morning()
        gate.today()
        interviewing.afternoon()
        counts["on_site"] = visits.counts(session)["on_site"]
        other = _other_office(session, clock, folder.parent / "paired", counts)
        backups.create(session)
    finally:
        session.close()
    return Story(folder, clock, counts, other, folder.parent / KIOSK_PROFILE)


def sign_in(folder: Path, clock: FixedClock, profile: Path, *, user: str = ADMIN) -> Session:
    """Open the demo desk as one of its users."""
    return desks.open_desk(folder, user=user, passphrase=PASSPHRASE, clock=clock, profile=profile)


def receive(story: Story, profile: Path) -> int:
    """Take in what the kiosk dropped since, as the front desk does; returns how many visitors."""
    session = sign_in(story.folder, story.clock, profile, user=FRONT_DESK)
    try:
        taken: int = intake.take_in(session).taken
        delivery.deliver(session)
    finally:
        session.close()
    return taken


def _other_office(
    session: Session, clock: FixedClock, place: Path, counts: dict[str, int]
) -> OtherDesk:
    """Play what another office and this gate have to do with each other; counts who came."""
    office = Office(session, clock, place, passphrase=PASSPHRASE, policy=_published(clock))
    try:
        counts["on_site"] += office.play()
    finally:
        office.close()
    return office.desk


def _publish(session: Session, clock: FixedClock) -> None:
    policies.take_in_published(session, **_published(clock))


def _published(clock: FixedClock) -> dict[str, Any]:
    """Return the published policy as ``policies.take_in_published`` takes it."""
    texts = {
        code: (RESOURCES / "templates" / f"policy_{code}.txt").read_text(encoding="utf-8")
        for code in ("zh_CN", "en")
    }
    return {
        "zh": texts["zh_CN"],
        "en": texts["en"],
        "published_on": clock.now().date(),
        "place": "示例公司网站",
    }


def _spring(session: Session, clock: FixedClock, people_count: int) -> dict[str, int]:
    posts = open_posts(session)
    crowd = people()
    joining = joiners.how_many(people_count)
    late = min(max(3, people_count // 5), people_count - joining)
    early = _take_in(session, islice(crowd, people_count - late - joining), posts)
    clock.advance(days=1)
    backups.create(session)
    decided = decide(session, early)
    for pause in PAUSES:
        clock.advance(days=pause)
        retention.confirm_time(session)
        retention.sweep(session)
    joined = joiners.play(session, _take_in(session, islice(crowd, joining), posts))
    recent = _take_in(session, islice(crowd, late), posts)
    decided_late = decide(session, recent[: len(recent) // 2], not_hired=0.2)
    return {
        "people": people_count,
        "requisitions": len(posts),
        "decided": decided + decided_late,
        "joiners": joined,
    }


def open_posts(session: Session) -> list[str]:
    """Open the demo's requisitions, the recruiter a deputy; returns their ids."""
    deputies = tuple(one.id for one in session.register.users if one.name == RECRUITER)
    return [
        requisitions.open_requisition(
            session,
            title=title,
            department=department,
            place=place,
            head_count=head_count,
            kind="openings" if head_count else "evergreen",
            deputies=deputies,
        ).created[0]
        for title, department, place, head_count in POSTS
    ]


def _take_in(session: Session, crowd: Iterator[MadeUpPerson], posts: list[str]) -> list[str]:
    ids: list[str] = []
    while batch := list(islice(crowd, _BATCH)):
        ids += take_in(session, batch, posts)
    return ids


def take_in(session: Session, crowd: list[MadeUpPerson], posts: list[str]) -> tuple[str, ...]:
    """Take made-up people in, spread over the posts; returns their applications' ids."""
    candidates = [
        NewCandidate(
            requisition_id=posts[number % len(posts)],
            values=typed(session.catalogue, person.texts),
            notice=("paper", "screen", "read_out")[number % 3],
        )
        for number, person in enumerate(crowd)
    ]
    return recruitment.take_in(session, candidates).created


def decide(session: Session, ids: list[str], *, not_hired: float = 0.7) -> int:
    """Decide applications as a spring goes; returns how many were decided."""
    chance = Random(len(ids))  # noqa: S311 - for variety, not for secrets
    groups: dict[str, list[str]] = {"not_hired": [], "withdrew": [], "accepted": [], "open": []}
    for id_ in ids:
        draw = chance.random()
        key = "not_hired" if draw < not_hired else "open"
        if not_hired <= draw < not_hired + 0.08:
            key = "withdrew"
        elif draw > 0.94:
            key = "accepted"
        groups[key].append(id_)
    for number, reason in enumerate(REASONS):
        if group := groups["not_hired"][number :: len(REASONS)]:
            recruitment.reject(session, group, reason=reason)
    if groups["withdrew"]:
        recruitment.withdraw(session, groups["withdrew"])
    if groups["accepted"]:
        recruitment.accept_offer(
            session,
            groups["accepted"],
            told_by=session.user.name,
            on=session.today(),
            keep_open=True,
        )
    if further := groups["open"][::2]:
        recruitment.advance(session, further, to="interview")
    if offered := further[::3]:
        recruitment.advance(session, offered, to="offered")
    return len(groups["not_hired"]) + len(groups["withdrew"])


def fill(session: Session, *, people_count: int = 40) -> None:
    """Fill a new desk with made-up people, some of them decided: a desk to look around in."""
    posts = open_posts(session)
    ids = _take_in(session, islice(people(), people_count), posts)
    decide(session, ids[: people_count // 2])
