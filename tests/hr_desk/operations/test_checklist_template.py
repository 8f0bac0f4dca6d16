# SPDX-License-Identifier: Apache-2.0
"""The company's own checklist: changed as a whole; who began before keeps their rows."""

from dataclasses import replace

import pytest

from hr_desk.catalogue.checklist import FARTHEST, PERSON, Item, load_checklist
from hr_desk.i18n import Text
from hr_desk.operations import auditing, checklist, checklist_template
from hr_desk.operations.checklist import ItemUnknown
from hr_desk.operations.checklist_template import LimitRow, NoRows, RowUnsound
from hr_desk.operations.problems import ChangedMeanwhile, NotPermitted
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import handed_over, somebody

LUNCH = Item(
    key="", label=Text(zh=" 一起吃午饭 ", en="Have lunch together"), who="onboarding", days=2,
    blocks="contract",
)  # fmt: skip


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    (id_,) = handed_over(desk, session, colleague)
    return id_


def keys(session: Session, joiner_id: str) -> list[str]:
    return [one.item.key for one in checklist.lines(session, joiner_id)]


def rows(session: Session) -> list[Item]:
    return list(checklist_template.in_force(session).items)


def put(session: Session, items: list[Item]) -> None:
    number = checklist_template.in_force(session).number
    checklist_template.change(session, items, number=number)


def test_what_ships_counts_until_somebody_changes_it(colleague: Session) -> None:
    template = checklist_template.in_force(colleague)
    assert (template.number, template.made_at, template.made_by) == (0, None, "")
    assert {one.key: one for one in template.items} == load_checklist().items


def test_who_began_before_keeps_their_rows_and_takes_the_new_ones_over_on_demand(
    desk: Desk, session: Session, colleague: Session, joiner: str
) -> None:
    before = keys(colleague, joiner)
    checklist.tick(colleague, joiner, "form")
    desk.clock.advance(seconds=5)
    own = [one for one in rows(colleague) if one.key != "safety"]
    put(colleague, [LUNCH, *own])
    template = checklist_template.in_force(colleague)
    assert (template.number, template.made_by) == (1, "welcome")
    lunch = template.items[0]
    assert lunch.key.startswith("own_") and lunch.label.zh == "一起吃午饭"
    assert keys(colleague, joiner) == before and checklist.is_outdated(colleague, joiner)
    with pytest.raises(ItemUnknown):
        checklist.tick(colleague, joiner, lunch.key)
    desk.clock.advance(seconds=5)
    other = somebody(mobile="13912340000")
    (later,) = handed_over(desk, session, colleague, people=[other])
    assert keys(colleague, later) == [one.key for one in template.items]
    assert not checklist.is_outdated(colleague, later)
    gap = checklist.what_is_missing(colleague, later, "contract")
    assert lunch in gap.items
    checklist_template.take_over(colleague, joiner)
    assert keys(colleague, joiner) == [one.key for one in template.items]
    assert not checklist.is_outdated(colleague, joiner)
    done = {one.item.key for one in checklist.lines(colleague, joiner) if one.done_at is not None}
    assert done == {"form"}
    put(colleague, rows(colleague)[1:])
    assert checklist.is_outdated(colleague, joiner) and checklist.is_outdated(colleague, later)
    assert lunch.key in keys(colleague, joiner)


def test_a_row_that_goes_and_comes_back_is_still_ticked(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    checklist.tick(colleague, joiner, "safety")
    shipped = rows(colleague)
    put(colleague, [one for one in shipped if one.key != "safety"])
    checklist_template.take_over(colleague, joiner)
    assert "safety" not in keys(colleague, joiner)
    put(colleague, shipped)
    checklist_template.take_over(colleague, joiner)
    found = {one.item.key: one.done_at for one in checklist.lines(colleague, joiner)}
    assert found["safety"] is not None


def test_days_and_doers_are_those_of_the_list(
    desk: Desk, session: Session, colleague: Session
) -> None:
    own = [replace(one, days=3, who=PERSON) if one.key == "tax" else one for one in rows(colleague)]
    put(colleague, own)
    desk.clock.advance(seconds=5)
    (joiner,) = handed_over(desk, session, colleague)
    line = {one.item.key: one for one in checklist.lines(colleague, joiner)}["tax"]
    # Thursday: the first day is Monday, 16 March 2026, and counts as none.
    assert line.item.who == PERSON and line.due is not None and line.due.isoformat() == "2026-03-19"


@pytest.mark.parametrize(
    "bad",
    [
        replace(LUNCH, label=Text(zh="  ", en="x")),
        replace(LUNCH, label=Text(zh="字" * 61, en="x")),
        replace(LUNCH, label=Text(zh="字", en="")),
        replace(LUNCH, days=FARTHEST + 1),
        replace(LUNCH, days=-FARTHEST - 1),
        replace(LUNCH, who="nobody"),
        replace(LUNCH, blocks="coffee"),
    ],
)
def test_a_row_nobody_could_work_with_is_refused_by_its_number(
    colleague: Session, bad: Item
) -> None:
    with pytest.raises(RowUnsound) as refused:
        put(colleague, [*rows(colleague)[:2], bad, *rows(colleague)[2:]])
    assert refused.value.values["number"] == 3
    assert checklist_template.in_force(colleague).number == 0


def test_what_ends_a_countdown_of_the_law_stays(colleague: Session) -> None:
    for key in ("contract", "social_insurance", "housing_fund"):
        with pytest.raises(LimitRow):
            put(colleague, [one for one in rows(colleague) if one.key != key])
    moved = sorted(rows(colleague), key=lambda one: one.key)
    put(colleague, moved)
    assert rows(colleague) == moved


def test_a_list_has_rows_but_no_endless_many(colleague: Session) -> None:
    with pytest.raises(NoRows):
        put(colleague, [])
    with pytest.raises(NoRows):
        put(colleague, [*rows(colleague), *[LUNCH] * 60])


def test_two_who_change_it_at_once_do_not_undo_each_other(colleague: Session) -> None:
    checklist_template.change(colleague, [LUNCH, *rows(colleague)], number=0)
    with pytest.raises(ChangedMeanwhile):
        checklist_template.change(colleague, rows(colleague), number=0)
    twice = rows(colleague)
    with pytest.raises(ChangedMeanwhile):
        put(colleague, [*twice, twice[0]])


def test_it_is_for_onboarding_and_leaves_an_entry(session: Session, colleague: Session) -> None:
    with pytest.raises(NotPermitted):
        checklist_template.in_force(session)
    with pytest.raises(NotPermitted):
        checklist_template.change(session, [], number=0)
    put(colleague, [LUNCH, *rows(colleague)])
    newest = colleague.compartment("personnel").read_one("SELECT body FROM audit ORDER BY seq DESC")
    assert "checklist.change" in newest[0] and "午饭" not in newest[0]
    assert auditing.verify(colleague).whole
