# SPDX-License-Identifier: Apache-2.0
"""The steps of an application."""

import pytest

from hr_desk import catalogue
from hr_desk.domain.stages import (
    StepNotAllowed,
    allowed,
    before_offer,
    choosable,
    next_stages,
    target_of,
    usual,
)

CATALOGUE = catalogue.load()


@pytest.mark.parametrize(
    ("stage", "verbs"),
    [
        ("kiosk", {"take_in"}),
        ("applied", {"advance", "accept_offer", "reject", "withdraw"}),
        ("interview", {"advance", "accept_offer", "reject", "withdraw"}),
        ("offered", {"accept_offer", "reject", "withdraw", "decline_offer"}),
        ("offer_accepted", {"hand_over", "withdraw"}),
        ("onboarding", {"hear_of_start", "hear_of_absence", "withdraw"}),
        ("employed", {"record_leaving"}),
        ("left", set()),
        ("not_hired", set()),
        ("withdrawn", set()),
        ("offer_declined", set()),
        ("did_not_report", set()),
    ],
)
def test_what_may_be_done_from_where(stage: str, verbs: set[str]) -> None:
    assert allowed(CATALOGUE, stage) == verbs


def test_a_spoken_offer_is_accepted_in_one_step() -> None:
    assert target_of(CATALOGUE, "applied", "accept_offer").key == "offer_accepted"


def test_advancing_names_its_target() -> None:
    assert next_stages(CATALOGUE, "applied") == ("interview", "offered")
    assert target_of(CATALOGUE, "applied", "advance", "interview").key == "interview"
    assert target_of(CATALOGUE, "applied", "advance", "offered").key == "offered"
    with pytest.raises(StepNotAllowed):
        target_of(CATALOGUE, "applied", "advance", "employed")


def test_a_requisition_chooses_its_own_stations() -> None:
    assert choosable(CATALOGUE) == ("screening", "test", "interview", "second_interview")
    assert usual(CATALOGUE) == ("interview",)
    assert before_offer(CATALOGUE) == ("applied", "interview", "offered")
    assert before_offer(CATALOGUE, ("test",)) == ("applied", "test", "offered")
    assert next_stages(CATALOGUE, "applied", ("screening", "test")) == (
        "screening",
        "test",
        "offered",
    )
    assert next_stages(CATALOGUE, "test", ()) == ("offered",)
    assert next_stages(CATALOGUE, "offer_accepted", ()) == ()


@pytest.mark.parametrize("verb", ["reject", "decline_offer"])
def test_after_an_accepted_offer_nobody_is_turned_down(verb: str) -> None:
    with pytest.raises(StepNotAllowed) as refused:
        target_of(CATALOGUE, "offer_accepted", verb)
    assert "Offer accepted" in refused.value.text("en") or "已接受录用" in refused.value.text("en")


def test_every_end_starts_a_clock_that_exists() -> None:
    ends = [stage for stage in CATALOGUE.stages.values() if stage.ends]
    assert {stage.key for stage in ends} == {
        "left", "not_hired", "withdrawn", "offer_declined", "did_not_report",
    }  # fmt: skip
    for stage in ends:
        assert stage.clock is not None
        assert stage.clock_event in CATALOGUE.classes[stage.clock].periods
        assert not allowed(CATALOGUE, stage.key)


def test_every_stage_can_be_reached() -> None:
    reached, waiting = {"kiosk"}, ["kiosk"]
    while waiting:
        here = CATALOGUE.stages[waiting.pop()]
        for key in (*here.next, *here.exits):
            if key not in reached:
                reached.add(key)
                waiting.append(key)
    assert reached == set(CATALOGUE.stages)
