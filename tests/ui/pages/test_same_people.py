# SPDX-License-Identifier: Apache-2.0
"""The list of records that may be one human: compare, merge, keep apart, list again."""

from collections.abc import Callable
from typing import Any

import pytest

from hr_desk.i18n import t
from hr_desk.operations import recruitment, requisitions
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from tests.support.made_up import one
from ui.pages.same_people import SamePeoplePage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def take_in_twice(session: Session) -> None:
    (open_one, *_) = requisitions.list_requisitions(session)
    for name in ("覃龘靐", "秦达炳"):
        values = one(name, "13912345670").values(session.catalogue)
        recruitment.take_in(session, [NewCandidate(requisition_id=open_one.id, values=values)])


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait) -> SamePeoplePage:
    made: SamePeoplePage = show(SamePeoplePage(around))
    wait_idle()
    return made


@pytest.fixture
def twice(around: Surroundings, page: SamePeoplePage, wait_idle: Wait) -> SamePeoplePage:
    around.desk.query(take_in_twice, owner=page, done=lambda _none: page.refresh())
    wait_idle()
    wait_idle()
    return page


def names(page: SamePeoplePage) -> list[tuple[str, str]]:
    return [(pair.name, pair.other.name) for pair in page._pairs.values()]


def test_nobody_twice_is_said(page: SamePeoplePage) -> None:
    assert page.table.records.rowCount() == 0
    assert page.none.isVisible()


def test_a_pair_is_listed_with_its_reason(twice: SamePeoplePage) -> None:
    assert names(twice) == [("秦达炳", "覃龘靐")]
    mobile = twice.desk.catalogue.field("mobile").label
    why = twice.table.records.index(0, 3).data()
    assert t("same {field}", field=mobile) in why


def test_a_pair_is_compared_and_made_one(twice: SamePeoplePage, wait_idle: Wait) -> None:
    twice.table.mark([twice.table.records.row_id(0)])
    twice.handlers()["same_people.compare"]()
    wait_idle()
    assert twice.merging.isVisible()
    twice.merging.yes.click()
    wait_idle()
    wait_idle()
    assert names(twice) == []
    twice.banner._buttons[0][0].click()
    wait_idle()
    wait_idle()
    assert len(names(twice)) == 1


def test_two_people_stay_two_and_can_be_listed_again(
    twice: SamePeoplePage, wait_idle: Wait
) -> None:
    twice.table.mark([twice.table.records.row_id(0)])
    twice.apart.click()
    wait_idle()
    wait_idle()
    assert names(twice) == []
    twice.banner._buttons[0][0].click()
    wait_idle()
    wait_idle()
    assert len(names(twice)) == 1


def test_without_a_mark_nothing_is_offered(twice: SamePeoplePage) -> None:
    assert twice.handlers() == {}
    assert not twice.compare.isEnabled() and not twice.apart.isEnabled()
