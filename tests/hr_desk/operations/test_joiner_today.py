# SPDX-License-Identifier: Apache-2.0
"""What Today says of those who join: their lists, the law's limits, numbers to compare."""

import datetime as dt

import pytest

from hr_desk.operations import checklist, joiner_board, joiner_today, looking_up, onboarding, today
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import (
    FIRST_DAY,
    ID_NUMBER,
    handed_over,
    opened,
    somebody,
    typed,
)


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    (id_,) = handed_over(desk, session, colleague, people=[somebody(birth_date="1949-12-31")])
    return id_


def counts(session: Session) -> dict[str, int]:
    keys = {"limits_passed", "limits", "items_late", "items", "numbers", "begin"}
    return {one.key: one.count for one in today.summary(session) if one.key in keys}


def go_to(desk: Desk, day: dt.date) -> None:
    desk.clock.advance(days=(day - desk.open("welcome").today()).days)


def test_items_are_counted_from_their_day_on_until_they_are_ticked(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    assert counts(colleague) == {}
    go_to(desk, dt.date(2026, 3, 9))  # five working days before the first one
    assert counts(colleague) == {"items": 1}
    go_to(desk, dt.date(2026, 3, 10))
    assert counts(colleague) == {"items_late": 1}
    checklist.tick(colleague, joiner, "welcome_letter")
    assert counts(colleague) == {}
    go_to(desk, FIRST_DAY)
    found = counts(colleague)
    assert found == {"begin": 1, "items": 4, "items_late": 1}
    (waits,) = joiner_today.due(colleague)
    assert waits.joiner_id == joiner and waits.begins_today and waits.limits == ()
    rows = joiner_board.board(colleague, JoinerQuery(), due=True)
    assert [one.joiner.joiner_id for one in rows] == [joiner]


def test_each_role_counts_what_it_does_itself(desk: Desk, colleague: Session, joiner: str) -> None:
    admin = desk.open("admin")
    go_to(desk, FIRST_DAY)
    # The joiner's own form is everybody's; the rest of the first day is onboarding's.
    assert counts(admin) == {"begin": 1, "items": 1}
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    go_to(desk, dt.date(2026, 4, 8))
    admins = {line.item.key for one in joiner_today.due(admin) for line in one.items}
    assert {"social_insurance", "housing_fund", "tax"} < admins
    mine = {line.item.key for one in joiner_today.due(colleague) for line in one.items}
    assert "contract" in mine and "tax" not in mine


def test_limits_of_the_law_are_named_a_week_ahead_and_red_once_they_passed(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    desk.clock.advance(days=20)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    go_to(desk, dt.date(2026, 4, 7))
    assert "limits" not in counts(colleague)
    go_to(desk, dt.date(2026, 4, 8))
    assert counts(colleague)["limits"] == 2  # insurance and housing fund, on the 15th
    go_to(desk, dt.date(2026, 4, 16))
    found = counts(colleague)
    assert (found["limits"], found["limits_passed"]) == (1, 2)
    (line,) = [one for one in today.summary(colleague) if one.key == "limits_passed"]
    assert (line.level, line.page) == ("late", "onboarding")
    for key in ("contract", "social_insurance", "housing_fund"):
        checklist.tick(colleague, joiner, key)
    found = counts(colleague)
    assert "limits" not in found and "limits_passed" not in found


def test_who_left_or_joined_long_ago_waits_for_nothing(
    desk: Desk, session: Session, colleague: Session, joiner: str
) -> None:
    (gone,) = handed_over(desk, session, colleague, people=[somebody(mobile="13912340000")])
    desk.clock.advance(days=30)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    onboarding.not_report(colleague, [gone], on=FIRST_DAY)
    assert {one.joiner_id for one in joiner_today.due(colleague)} == {joiner}
    go_to(desk, FIRST_DAY + joiner_today.LOOK_BACK)
    assert {one.joiner_id for one in joiner_today.due(colleague)} == {joiner}
    go_to(desk, FIRST_DAY + joiner_today.LOOK_BACK + dt.timedelta(days=1))
    assert joiner_today.due(colleague) == ()


def test_numbers_are_counted_for_who_typed_them_alone(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    version = opened(colleague, joiner).version
    onboarding.edit(colleague, joiner, typed(colleague, id_number=ID_NUMBER), version=version)
    assert counts(colleague) == {"numbers": 1}
    assert counts(desk.open("admin")) == {}
    onboarding.check(colleague, joiner, ["id_number"])
    assert counts(colleague) == {}


def test_it_is_for_who_works_with_joiners(session: Session, joiner: str) -> None:
    with pytest.raises(NotPermitted):
        joiner_today.due(session)
    with pytest.raises(NotPermitted):
        joiner_today.waiting_numbers(session)
    with pytest.raises(NotPermitted):
        checklist.overview(session, [joiner])
    assert counts(session) == {}


def test_a_joiner_is_found_by_whatever_is_remembered(
    desk: Desk, session: Session, colleague: Session, joiner: str
) -> None:
    mobile = somebody().values(session.catalogue)["mobile"]
    for text in ("张伟国", "zwg", "zhangweiguo", str(mobile)[-4:]):
        (hit,) = looking_up.look_up(colleague, text)
        assert (hit.kind, hit.id, hit.name) == ("joiner", joiner, "张伟国")
        assert (hit.state, hit.day) == ("expected", FIRST_DAY)
    assert looking_up.look_up(colleague, "没有这个人") == ()
    assert "joiner" not in {hit.kind for hit in looking_up.look_up(session, "张伟国")}
    assert "joiner" in {hit.kind for hit in looking_up.look_up(desk.open("admin"), "张伟国")}
