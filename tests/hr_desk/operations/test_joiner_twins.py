# SPDX-License-Identifier: Apache-2.0
"""Two files of one human in personnel: found by number, address or name, and never by a guess."""

import pytest

from hr_desk.operations import joiner_twins, onboarding
from hr_desk.operations.joiner_twins import JoinerTwin, twins_of
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import (
    FIRST_DAY,
    ID_NUMBER,
    edit_of,
    handed_over,
    somebody,
    typed,
)


@pytest.fixture
def both(desk: Desk, session: Session, colleague: Session) -> list[str]:
    """Two joiners who have nothing in common but that they join."""
    people = [
        somebody(birth_date="1991-01-01"),
        somebody(name="李明", mobile="13612345671", birth_date="1992-02-02"),
    ]
    return handed_over(desk, session, colleague, people=people)


def edit(session: Session, joiner_id: str, **texts: str) -> None:
    edit_of(session, joiner_id, typed(session, **texts))


def why(found: tuple[JoinerTwin, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(one.joiner_id, [(r.key, r.how) for r in one.reasons]) for one in found]


def test_nothing_in_common_is_no_suggestion(colleague: Session, both: list[str]) -> None:
    assert twins_of(colleague, both[0]) == twins_of(colleague, both[1]) == ()


def test_the_same_id_number_is_told_before_it_is_compared_and_after(
    colleague: Session, both: list[str]
) -> None:
    first, second = both
    edit(colleague, first, id_number=ID_NUMBER)
    onboarding.check(colleague, first, ["id_number"])
    edit(colleague, second, id_number=ID_NUMBER)
    assert why(twins_of(colleague, second)) == [(first, [("id_number", "same")])]
    assert twins_of(colleague, first) == ()  # a number that waits is its owner's alone
    onboarding.check(colleague, second, ["id_number"])
    assert why(twins_of(colleague, first)) == [(second, [("id_number", "same")])]


def test_who_left_and_comes_back_is_found_with_where_they_stand(
    desk: Desk, session: Session, colleague: Session
) -> None:
    (former,) = handed_over(desk, session, colleague)
    desk.clock.advance(days=(FIRST_DAY - session.today()).days)
    onboarding.start(colleague, [former], on=FIRST_DAY)
    onboarding.record_leaving(colleague, [former], on=FIRST_DAY, kind="resigned")
    (again,) = handed_over(desk, session, colleague, people=[somebody(mobile="13612345672")])
    (found,) = twins_of(colleague, again)
    assert (found.joiner_id, found.state, found.state_on) == (former, "left", FIRST_DAY)
    assert [(one.key, one.how) for one in found.reasons] == [
        ("full_name", "same"), ("birth_date", "same"),
    ]  # fmt: skip


def test_a_name_alone_is_no_reason_and_one_that_sounds_alike_needs_a_fact(
    desk: Desk, session: Session, colleague: Session
) -> None:
    people = [
        somebody(name="张伟", mobile="13612345673", birth_date="1991-01-01"),
        somebody(name="张伟", mobile="13612345674", birth_date="1992-01-01"),
        somebody(name="章维", mobile="13612345675", birth_date="1991-01-01"),
    ]
    one, namesake, alike = handed_over(desk, session, colleague, people=people)
    assert twins_of(colleague, namesake) == ()
    assert why(twins_of(colleague, one)) == [
        (alike, [("full_name", "alike"), ("birth_date", "same")])
    ]


def test_whoever_keeps_no_personnel_file_is_told_nothing(desk: Desk, both: list[str]) -> None:
    with pytest.raises(NotPermitted):
        joiner_twins.twins_of(desk.open("gate"), both[0])
