# SPDX-License-Identifier: Apache-2.0
"""The action table: unique, without clashes, reachable, and honest about who may do what."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence

from hr_desk.catalogue.loader import load
from hr_desk.i18n import RESOURCES
from hr_desk.operations.operation import OPERATIONS
from ui.actions import ACTIONS, MENUS, SELECTION, Situation, State, state, table, visible_pages
from ui.pages.registry import PAGES

EVERYTHING = table(PAGES)
DUTIES = frozenset(
    {
        "root",
        "keys",
        "due",
        "people",
        "requests",
        "answers",
        "disclosures",
        "minors",
        "minors_report",
    }
)
NEEDS = frozenset(load().compartments) | DUTIES | {SELECTION}


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(a.id for a in EVERYTHING).items() if n > 1] == []


def test_no_two_actions_share_a_shortcut() -> None:
    keys = Counter(QKeySequence(a.shortcut).toString() for a in EVERYTHING if a.shortcut)
    assert [key for key, number in keys.items() if number > 1] == []


@pytest.mark.parametrize("action", EVERYTHING, ids=lambda a: a.id)
def test_every_action_names_things_that_exist(action) -> None:  # type: ignore[no-untyped-def]
    assert action.menu in MENUS
    assert action.needs <= NEEDS
    assert not action.operation or action.operation in OPERATIONS
    assert not action.icon or (RESOURCES / "icons" / f"{action.icon}.svg").is_file()
    assert not action.page or action.page in {page.key for page in PAGES}
    assert not action.shortcut or QKeySequence(action.shortcut).toString()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.key)
def test_every_page_names_things_that_exist(page) -> None:  # type: ignore[no-untyped-def]
    assert page.needs <= NEEDS
    assert (RESOURCES / "icons" / f"{page.icon}.svg").is_file()
    assert not page.under or page.under in {other.key for other in PAGES}


def test_page_keys_are_unique() -> None:
    assert len({page.key for page in PAGES}) == len(PAGES)


def situation(handled: tuple[str, ...] = (), *, may: bool = True) -> Situation:
    return Situation(
        means=frozenset({"hiring", "visits"}), may=lambda _: may, handled=frozenset(handled)
    )


def action(action_id: str):  # type: ignore[no-untyped-def]
    return next(one for one in EVERYTHING if one.id == action_id)


def test_what_a_role_may_not_see_or_do_is_absent() -> None:
    assert state(action("go.people"), situation()) is State.HIDDEN
    assert state(action("candidates.reject"), situation(may=False)) is State.HIDDEN


def test_what_needs_rows_is_ready_where_the_page_in_front_has_them() -> None:
    assert state(action("candidates.reject"), situation()) is State.GREY
    ready = situation(handled=("candidates.reject",))
    assert state(action("candidates.reject"), ready) is State.READY


def test_nothing_else_is_ever_grey_but_the_open_records_own_actions() -> None:
    everything = replace(situation(), means=NEEDS - {SELECTION})
    grey = {one.id for one in EVERYTHING if state(one, everything) is State.GREY}
    assert grey == {
        one.id for one in ACTIONS if SELECTION in one.needs or one.id.startswith("record.")
    }


def test_the_front_desk_has_its_own_pages_and_help() -> None:
    keys = {page.key for page in visible_pages(PAGES, frozenset({"visits"}))}
    own = {"front_desk", "visit", "invitations", "directory"}
    assert keys == own | {
        "today",
        "pairing",
        "notice",
        "traces",
        "checks",
        "places",
        "settings",
        "help",
    }
