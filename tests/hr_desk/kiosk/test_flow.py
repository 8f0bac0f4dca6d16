# SPDX-License-Identifier: Apache-2.0
"""Every path through a visit, walked in the table without a screen."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.kiosk import flow
from hr_desk.kiosk.flow import Flow, Idle

PAGES = ("you", "visit", "safety")
KINDS = ("business", "delivery")
VISIT = Flow(PAGES, KINDS, ("safety",))
FORM = tuple(flow.FORM + page for page in PAGES)

CONFIRMING = flow.CONFIRMS + "safety"
PATHS = {
    **{
        f"a visitor signs in: {kind}": (
            (flow.START, flow.ADULT),
            (flow.KIND, kind),
            (flow.NOTICE, flow.AGREE),
            *((step, flow.NEXT) for step in FORM),
            (CONFIRMING, flow.AGREE),
            (flow.REVIEW, flow.CONFIRM),
            (flow.THANKS, flow.DONE),
        )
        for kind in KINDS
    },
    **{
        f"a visitor does not agree: {kind}": (
            (flow.START, flow.ADULT),
            (flow.KIND, kind),
            (flow.NOTICE, flow.REFUSE),
            (flow.DISAGREE, flow.DONE),
        )
        for kind in KINDS
    },
    **{
        f"a visitor does not confirm what they read: {kind}": (
            (flow.START, flow.ADULT),
            (flow.KIND, kind),
            (flow.NOTICE, flow.AGREE),
            *((step, flow.NEXT) for step in FORM),
            (CONFIRMING, flow.REFUSE),
            (flow.DISAGREE, flow.DONE),
        )
        for kind in KINDS
    },
    "a minor": ((flow.START, flow.MINOR), (flow.UNDER_AGE, flow.DONE)),
    "a visitor signs out": (
        (flow.START, flow.LEAVE),
        (flow.SIGN_OUT, flow.CONFIRM),
        (flow.SIGN_OUT_THANKS, flow.DONE),
    ),
    "a driver signs out": (
        (flow.START, flow.LEAVE),
        (flow.SIGN_OUT, flow.BY_PLATE),
        (flow.SIGN_OUT_BY_PLATE, flow.CONFIRM),
        (flow.SIGN_OUT_THANKS, flow.DONE),
    ),
}


Path = tuple[tuple[str, str], ...]


def ways(path: Path) -> set[Path]:
    """Return a path with each way of bringing the code of an invitation: none, typed, scanned."""
    found = {path}
    for place, (step, choice) in enumerate(path):
        if step == flow.KIND:
            typed = ((flow.KIND, flow.INVITED), (flow.INVITATION, flow.NEXT))
            found |= {(*path[:place], *typed, *path[place:])}
        if step == flow.START and choice != flow.LEAVE:
            scanned = ((flow.START, flow.INVITED), (flow.SCANNED, choice))
            found |= {(*scanned, *one) for one in ways(path[1:])}
    return found


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_path_leads_from_the_start_back_to_it(path: tuple[tuple[str, str], ...]) -> None:
    step = flow.START
    for expected, choice in path:
        assert step == expected
        step = VISIT.next(step, choice)
    assert step == flow.START


def all_paths(visit: Flow) -> set[tuple[tuple[str, str], ...]]:
    """Return every path from the start to a last step, going forward only."""
    found: set[tuple[tuple[str, str], ...]] = set()
    open_paths: list[tuple[str, tuple[tuple[str, str], ...]]] = [(flow.START, ())]
    while open_paths:
        step, path = open_paths.pop()
        if visit.is_last(step):
            found.add((*path, (step, flow.DONE)))
            continue
        for choice in visit.choices(step):
            # A code may be typed anew as often as somebody likes.
            if (step, choice) not in path:
                open_paths.append((visit.next(step, choice), (*path, (step, choice))))
    return found


def test_there_are_no_other_paths() -> None:
    assert all_paths(VISIT) == {way for path in PATHS.values() for way in ways(path)}


def test_every_step_is_reached_and_the_table_names_no_other() -> None:
    reached = {step for path in all_paths(VISIT) for step, _ in path}
    assert reached == set(VISIT.steps)
    assert len(VISIT.steps) == len(set(VISIT.steps))


def test_back_undoes_each_step_of_a_visit_until_the_start() -> None:
    path = PATHS["a visitor signs in: delivery"]
    steps = [step for step, _ in path[:-1]]
    for before, step in pairwise(steps):
        assert VISIT.back(step) == before
    assert VISIT.back(flow.SIGN_OUT) == VISIT.back(flow.SCANNED) == flow.START
    assert VISIT.back(flow.INVITATION) == flow.KIND
    for ended in (flow.START, flow.THANKS, flow.SIGN_OUT_THANKS, flow.DISAGREE, flow.UNDER_AGE):
        assert VISIT.back(ended) is None


def test_only_the_two_confirmations_send_anything() -> None:
    sending = {one for path in PATHS.values() for one in path if one in flow.SENDS}
    assert sending == flow.SENDS
    for name, path in PATHS.items():
        if " not " in name or name == "a minor":
            assert not set(path) & flow.SENDS


def test_a_visit_ends_once_it_is_sent_refused_or_not_for_this_kiosk() -> None:
    last = {step for step in VISIT.steps if VISIT.is_last(step)}
    assert last == {flow.THANKS, flow.SIGN_OUT_THANKS, flow.DISAGREE, flow.UNDER_AGE}
    assert {step for step in VISIT.steps if not VISIT.keeps_something(step)} == {flow.START}


def test_a_page_that_an_answer_opens_stands_between_its_neighbours() -> None:
    longer = Flow(("you", "visit", "firm", "safety"), KINDS)
    assert longer.next(flow.FORM + "visit") == flow.FORM + "firm"
    assert longer.back(flow.FORM + "safety") == flow.FORM + "firm"
    assert longer.page_of(flow.FORM + "firm") == "firm"
    assert longer.page_of(flow.REVIEW) is None
    assert longer.next(flow.FORM + "safety") == flow.REVIEW
    assert VISIT.text_of(CONFIRMING) == "safety"
    assert VISIT.text_of(flow.FORM + "safety") is None


def test_a_company_that_asks_nothing_comes_from_the_notice_to_the_review() -> None:
    assert Flow(()).next(flow.NOTICE, flow.AGREE) == flow.REVIEW
    assert Flow(()).back(flow.REVIEW) == flow.NOTICE


@pytest.mark.parametrize("step", ["", "lobby", flow.FORM, flow.CONFIRMS, flow.FORM + "firm"])
def test_a_step_that_is_none_is_a_bug(step: str) -> None:
    for ask in (VISIT.next, VISIT.choices, VISIT.page_of):
        with pytest.raises(KeyError):
            ask(step)


def test_a_choice_that_a_step_does_not_offer_is_a_bug() -> None:
    for step, choice in ((flow.START, flow.AGREE), (flow.KIND, "nobody")):
        with pytest.raises(KeyError):
            VISIT.next(step, choice)


def test_a_screen_left_alone_counts_down_and_is_wiped() -> None:
    idle = Idle(quiet=30, countdown=10)
    seen = [idle.remaining(since) for since in (0, 29.9, 30, 30.1, 31, 39, 39.9, 40, 400)]
    assert seen == [None, None, 10, 10, 9, 1, 1, 0, 0]


@given(st.floats(0, 1000), st.floats(0, 10), st.integers(1, 600), st.integers(1, 60))
def test_the_countdown_never_rises(since: float, more: float, quiet: int, countdown: int) -> None:
    idle = Idle(quiet, countdown)
    first, second = idle.remaining(since), idle.remaining(since + more)
    assert first is None or (second is not None and 0 <= second <= first <= countdown)
