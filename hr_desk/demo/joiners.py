# SPDX-License-Identifier: Apache-2.0
"""The story of those who join: handed over, one of them begins, and none of their files is full."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from hr_desk.demo.people import typed
from hr_desk.operations import (
    checklist,
    delivery,
    handing_over,
    intake,
    joiner_views,
    onboarding,
    recruitment,
)
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.session import Session

FIRST_DAYS: Final = (-12, 2, 7)
"""Days from today on which each begins; one has begun already."""

GIVEN: Final[Mapping[str, str]] = {
    "birth_date": "1992-08-15",
    "gender": "男",
    "nationality": "中国",
    "id_type": "居民身份证",
    "hukou_address": "山东省青岛市示例区示例路 3 号",
    "current_address": "青岛市示例区示例路 5 号",
    "emergency_contact": "李示例 | 母亲 | 19911110000",
    "safety_ack": "是",
}
"""What the one who has begun gave beside what came along from recruitment."""

DONE: Final = ("welcome_letter", "workplace", "form", "safety")
"""Items of the checklist that are done for that one."""


def how_many(people_count: int) -> int:
    """Return how many of so many people join: one in ten, as far as there are first days."""
    return min(len(FIRST_DAYS), max(1, people_count // 10))


def play(session: Session, ids: Sequence[str]) -> int:
    """Let the people of these applications accept and join; returns how many."""
    recruitment.accept_offer(
        session, list(ids), told_by=session.user.name, on=session.today(), keep_open=True
    )
    for id_, days in zip(ids, FIRST_DAYS, strict=False):
        first = session.today() + timedelta(days=days)
        handing_over.hand_over(session, [id_], start_on=first)
        _settle(session)
    *_, begun = joiner_views.list_joiners(session, JoinerQuery())
    view = joiner_views.open_joiner(session, begun.joiner_id)
    given = typed(session.catalogue, GIVEN)
    onboarding.edit(session, begun.joiner_id, given, version=view.version)
    onboarding.start(session, [begun.joiner_id], on=session.today() + timedelta(days=FIRST_DAYS[0]))
    for item in DONE:
        checklist.tick(session, begun.joiner_id, item)
    _settle(session)
    return len(ids)


def _settle(session: Session) -> None:
    """Carry what crosses a border until nothing moves any more."""
    delivery.deliver(session)
    while intake.take_in(session).taken:
        delivery.deliver(session)
