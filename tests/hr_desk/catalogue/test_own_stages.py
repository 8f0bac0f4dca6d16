# SPDX-License-Identifier: Apache-2.0
"""A company's own stages in its overlay."""

import pytest

from hr_desk.catalogue import own_stages, problems
from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load, load_text
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.domain.stages import with_stages


def own(key: str, *, after: str, more: str = "", zh: str = "", en: str = "") -> str:
    words = f'label = {{ zh = "{zh or key + "站"}", en = "{en or key}" }}'
    return f'[stage.{key}]\n{words}\nafter = "{after}"\n{more}\n'


TRIAL = own("x_trial", after="interview", zh="试工", en="Trial work")


def test_an_own_stage_stands_where_the_company_put_it_and_leads_on() -> None:
    found = load_text(TRIAL).stages
    assert list(found).index("x_trial") == list(found).index("interview") + 1
    trial = found["x_trial"]
    assert (str(trial.label), trial.label.en) == ("试工", "Trial work")
    assert found["interview"].order < trial.order < found["second_interview"].order
    assert trial.next == ("second_interview", "offered")
    assert trial.exits == found["interview"].exits
    assert trial.choice == "extra"
    assert all("x_trial" in found[key].next for key in ("applied", "screening", "interview"))
    assert "x_trial" not in found["second_interview"].next


def test_several_stand_in_the_order_of_the_file_whoever_is_declared_first() -> None:
    text = own("x_c", after="x_b") + own("x_b", after="applied") + own("x_a", after="applied")
    found = load_text(text).stages
    assert list(found)[1:6] == ["applied", "x_b", "x_c", "x_a", "screening"]
    orders = [found[key].order for key in list(found)[1:6]]
    assert orders == sorted(set(orders))
    assert found["x_b"].next[:3] == ("x_c", "x_a", "screening")


def test_the_ways_of_what_ships_do_not_change_otherwise() -> None:
    core, found = load().stages, load_text(TRIAL).stages
    assert [key for key in found if key != "x_trial"] == list(core)
    for key, stage in core.items():
        assert tuple(one for one in found[key].next if one != "x_trial") == stage.next
        assert (found[key].order, found[key].exits) == (stage.order, stage.exits)


def test_requisitions_have_by_default_what_the_company_says() -> None:
    text = '[stage.screening]\nchoice = "usual"\n[stage.interview]\nchoice = "extra"\n'
    found = load_text(text).stages
    assert {key for key, one in found.items() if one.choice == "usual"} == {"screening"}


@pytest.mark.parametrize(
    ("text", "problem", "line", "says"),
    [
        (own("x_a", after="x_b") + own("x_b", after="x_a"), problems.StageUnreached, 3, "x_b"),
        (own("x_a", after="x_a"), problems.StageUnreached, 3, "x_a"),
        (own("x_a", after="offered"), problems.AfterDecision, 3, "已发录用意向"),
        (own("x_a", after="not_hired"), problems.AfterDecision, 3, "复试"),
        (own("x_a", after="interview", more='counts_as = "employed"'), problems.AfterDecision, 4,
         "counts_as"),
        (own("x_a", after="interveiw"), problems.UnknownWord, 3, "interview"),
        (own("x_a", after="kiosk"), problems.UnknownWord, 3, "kiosk"),
        ('[stage.interveiw]\nchoice = "usual"', problems.UnknownWord, 1, "interview"),
        (own("trial", after="interview"), problems.BadOverlayKey, 1, "x_trial"),
        ('[stage.offered]\nchoice = "usual"', problems.ChoiceFixed, 1, "已发录用意向"),
        ('[stage.interview]\nlabel = { zh = "谈", en = "Talk" }', problems.UnknownKey, 2, "choice"),
        (own("x_a", after="interview", more="colour = 1"), problems.UnknownKey, 4, "colour"),
        (own("x_a", after="interview", more='skippable = "no"'), problems.WrongShape, 4,
         "skippable"),
        (own("x_a", after="interview", zh="面试"), problems.StageLabelTaken, 2, "面试"),
        (own("x_a", after="interview", zh="甲") + own("x_b", after="x_a", zh="甲"),
         problems.StageLabelTaken, 6, "甲"),
        (own("x_a", after="interview", zh="孕检"), problems.ForbiddenHere, 2, "孕检"),
        ('[stage.x_a]\nafter = "interview"\n', problems.UnknownWord, 1, "x_a"),
        ('[stage.x_a]\nlabel = { zh = "甲", en = "A" }\n', problems.MissingKey, 1, "after"),
        ("".join(own(f"x_{n}", after="applied") for n in range(13)), problems.TooManyStages, 49,
         "x_12"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_file_line_and_name(
    text: str, problem: type[CatalogueProblem], line: int, says: str
) -> None:
    with pytest.raises(problem) as refused:
        load_text(text)
    assert refused.value.values["line"] == line
    said = refused.value.text("zh_CN")
    assert "catalogue.toml" in said
    assert says in said


def test_a_gate_is_never_a_stage_of_the_companys_own() -> None:
    with pytest.raises(problems.UnknownWord):
        load_text(f'{TRIAL}[tighten.photo]\nearliest_stage = "x_trial"\n')


def test_a_stage_that_vanished_is_named_by_its_key_and_can_be_left() -> None:
    found = load_text(TRIAL).stages["x_night_shift"]
    assert (found.label.zh, found.label.en) == ("night shift", "night shift")
    assert {"interview", "x_trial", "offered"} <= set(found.next)
    assert "not_hired" in found.exits
    shipped = load().stages
    assert shipped["applied"].order < found.order < shipped["screening"].order
    with pytest.raises(KeyError):
        load().stages["nowhere"]


def test_a_stand_in_is_listed_and_changes_no_fingerprint() -> None:
    core = load_text(TRIAL)
    known = own_stages.with_stand_ins(core.stages, ["x_gone", "x_trial", "applied"])
    found: Catalogue = with_stages(core, known)
    assert list(found.stages)[:3] == ["kiosk", "applied", "x_gone"]
    assert found.stages["x_gone"].vanished
    assert found.fingerprint() == core.fingerprint()
    assert load().fingerprint() != core.fingerprint()
