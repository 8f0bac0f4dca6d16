# SPDX-License-Identifier: Apache-2.0
"""A company's own file: adds fields, tightens rules, opens nothing that is forbidden."""

from pathlib import Path

import pytest

from hr_desk import catalogue
from hr_desk.catalogue import (
    Access,
    Catalogue,
    CatalogueProblem,
    Demand,
    Scenario,
    problems,
)
from hr_desk.catalogue.loader import load_text

CORE = catalogue.load()

OWN = """
[section.x_shift]
label = { zh = "班次", en = "Shifts" }

[codes.x_shift.codes]
day = { zh = "白班", en = "Day" }
night = { zh = "夜班", en = "Night" }

[field.x_shift]
record = "application"
label = { zh = "接受换班", en = "Shift swaps accepted" }
purpose = { zh = "判断岗位班次是否合适。", en = "To see whether the shifts suit you." }
refusal = { zh = "不填不影响应聘结果。", en = "Leaving it out does not affect your application." }
section = "x_shift"
type = "choice"
code_list = "x_shift"
demand = { recruitment = "optional", onboarding = "closed", visitor = "closed" }
basis = { recruitment = "PIPL 13(2)" }
sensitivity = "ordinary"
earliest_stage = "applied"
roles = "W – F – – –"
retention = { hiring = "REJ" }
mask = "hidden"
"""


def _with(tmp_path: Path, text: str) -> Catalogue:
    file = tmp_path / "catalogue.toml"
    file.write_text(text, "utf-8")
    return catalogue.load(overlay=file)


def _refused(tmp_path: Path, text: str) -> CatalogueProblem:
    with pytest.raises(CatalogueProblem) as refused:
        _with(tmp_path, text)
    assert refused.value.values["file"] == "catalogue.toml"
    return refused.value


def test_no_overlay_is_the_core(tmp_path: Path) -> None:
    assert catalogue.load(overlay=tmp_path / "catalogue.toml") is CORE


def test_an_overlay_given_as_text_is_held_to_the_same_strictness(tmp_path: Path) -> None:
    assert load_text("") is CORE
    assert load_text(OWN).fingerprint() == _with(tmp_path, OWN).fingerprint()
    for text in (OWN.replace('mask = "hidden"', 'maks = "hidden"'), "no toml"):
        with pytest.raises(CatalogueProblem) as refused:
            load_text(text)
        assert refused.value.values["file"] == "catalogue.toml"


def test_a_company_adds_a_field_of_its_own(tmp_path: Path) -> None:
    merged = _with(tmp_path, OWN)
    found = merged.field("x_shift")
    assert found.origin == "overlay"
    assert found.promise is None
    assert found.type.parse("夜班") == "night"
    assert merged.access(found, ["recruiter"], stage="applied") is Access.FULL
    assert found in merged.fields_of("hiring", Scenario.RECRUITMENT)
    assert merged.fingerprint() != CORE.fingerprint()
    assert set(merged.fields) - set(CORE.fields) == {"x_shift"}


def test_its_own_field_is_held_to_the_same_strictness(tmp_path: Path) -> None:
    refused = _refused(tmp_path, OWN.replace('mask = "hidden"', 'maks = "hidden"'))
    assert refused.values["nearest"] == "mask"
    refused = _refused(tmp_path, OWN.replace('retention = { hiring = "REJ" }\n', ""))
    assert isinstance(refused, problems.NoRetentionClass)


def test_its_own_keys_begin_with_x(tmp_path: Path) -> None:
    refused = _refused(tmp_path, OWN.replace("[field.x_shift]", "[field.shift]"))
    assert isinstance(refused, problems.BadOverlayKey)
    assert "x_shift" in refused.text("en")


def test_it_cannot_declare_a_core_field_again(tmp_path: Path) -> None:
    refused = _refused(tmp_path, OWN.replace("[field.x_shift]", "[field.mobile]"))
    assert isinstance(refused, problems.DeclaredTwice)


@pytest.mark.parametrize("key", sorted(CORE.forbidden))
def test_forbidden_fields_cannot_be_opened_by_key(tmp_path: Path, key: str) -> None:
    for declared in (key, f"x_{key}"):
        refused = _refused(tmp_path, OWN.replace("[field.x_shift]", f"[field.{declared}]"))
        assert isinstance(refused, problems.ForbiddenHere)


@pytest.mark.parametrize(
    "label", ["宗教信仰", "宗 教 信 仰", "乙肝", "血型", "婚否", "身高", "指纹", "现薪资"]
)
def test_forbidden_fields_cannot_be_opened_by_label(tmp_path: Path, label: str) -> None:
    refused = _refused(tmp_path, OWN.replace("接受换班", label))
    assert isinstance(refused, problems.ForbiddenHere)


@pytest.mark.parametrize("key", ["religion", "x_religion"])
def test_forbidden_fields_cannot_be_tightened_into_being(tmp_path: Path, key: str) -> None:
    refused = _refused(tmp_path, f'[tighten.{key}]\nearliest_stage = "offered"\n')
    assert isinstance(refused, problems.ForbiddenHere)


def test_tightening(tmp_path: Path) -> None:
    merged = _with(
        tmp_path,
        """
[tighten.wechat_id]
earliest_stage = "interview"
roles = "– – M F – M"
demand = { recruitment = "closed" }

[period.REJ]
decision = 90
""",
    )
    found = merged.field("wechat_id")
    assert found.earliest_stage == "interview"
    assert found.roles["recruiter"] is Access.MASKED
    assert found.demand[Scenario.RECRUITMENT] is Demand.CLOSED
    assert found.demand[Scenario.ONBOARDING] is Demand.OPTIONAL
    assert merged.classes["REJ"].periods == {"decision": 90}
    assert CORE.classes["REJ"].periods == {"decision": 180}


@pytest.mark.parametrize(
    "text",
    [
        '[tighten.wechat_id]\nroles = "W F F F – M"\n',
        '[tighten.wechat_id]\ndemand = { recruitment = "required" }\n',
        "[period.REJ]\ndecision = 181\n",
        "[period.REJ]\ndecision = 29\n",
        "[period.EMP]\nleft = 730\n",
    ],
)
def test_loosening_is_refused(tmp_path: Path, text: str) -> None:
    refused = _refused(tmp_path, text)
    assert isinstance(refused, problems.NotTighter)
    assert refused.values["line"] == 2


@pytest.mark.parametrize(
    "text",
    [
        '[tighten.id_number]\nearliest_stage = "offered"\n',
        '[tighten.id_number]\ndemand = { recruitment = "optional" }\n',
        '[tighten.id_number]\nretention = { hiring = "REJ" }\n',
    ],
)
def test_opening_a_gate_needs_a_reason(tmp_path: Path, text: str) -> None:
    assert isinstance(_refused(tmp_path, text), problems.NeedsReason)


def test_a_gate_opened_with_a_reason_shows_it(tmp_path: Path) -> None:
    merged = _with(
        tmp_path,
        """
[tighten.id_number]
earliest_stage = "interview"
demand = { recruitment = "optional" }
basis = { recruitment = "PIPL 13(3)" }
retention = { hiring = "REJ" }
reason = { zh = "本岗位须先向主管部门备案。", en = "This post must be registered first." }
""",
    )
    found = merged.field("id_number")
    assert "须先向主管部门备案" in found.purpose.within("zh_CN")
    assert "registered first" in found.purpose.within("en")
    assert merged.access(found, ["hr_admin"], stage="interview", compartment="hiring")
    assert not CORE.access("id_number", ["hr_admin"], stage="interview", compartment="hiring")
    still = found.demand[Scenario.VISITOR]
    assert still is Demand.CLOSED


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ('[tighten.wechat]\nearliest_stage = "interview"\n', "wechat_id"),
        ('[tighten.wechat_id]\nlabel = "x"\n', ""),
        ('[tighten.wechat_id]\nearliest_stage = "intervew"\n', "interview"),
        ("[period.REJJ]\ndecision = 90\n", "REJ"),
        ("[period.REJ]\ndecison = 90\n", "decision"),
        ("[feild.x_a]\n", "field"),
    ],
)
def test_mistakes_name_the_nearest(tmp_path: Path, text: str, nearest: str) -> None:
    refused = _refused(tmp_path, text)
    assert isinstance(refused, problems.UnknownKey | problems.UnknownWord)
    if nearest:
        assert refused.values["nearest"] == nearest


@pytest.mark.parametrize(
    "label",
    ["目前婚姻状态", "婚 姻", "婚·姻", "是否怀孕", "未来生育打算", "子女个数", "所属宗教",
     "乙肝两对半", "ＨＢＶ检测", "本人血型", "星座爱好", "主要家庭成员", "健康码颜色",
     "入职体检报告", "现薪资（元）", "婚\\u200b姻", "身高（厘米）", "体重（公斤）",
     "Your religious views", "Blood-type",
     "Number of pregnancies"],
)  # fmt: skip
def test_a_forbidden_word_is_refused_anywhere_in_an_own_label(tmp_path: Path, label: str) -> None:
    refused = _refused(tmp_path, OWN.replace("接受换班", label))
    assert isinstance(refused, problems.ForbiddenHere)
    assert refused.values["line"] == 11


@pytest.mark.parametrize("key", ["x_my_blood_type", "x_marital", "x_hbv2", "x_is_pregnant"])
def test_a_forbidden_word_is_refused_in_an_own_key(tmp_path: Path, key: str) -> None:
    refused = _refused(tmp_path, OWN.replace("[field.x_shift]", f"[field.{key}]"))
    assert isinstance(refused, problems.ForbiddenHere)


def test_a_forbidden_word_is_refused_in_an_own_section(tmp_path: Path) -> None:
    refused = _refused(tmp_path, OWN.replace('"班次"', '"婚姻与家庭"'))
    assert isinstance(refused, problems.ForbiddenHere)


@pytest.mark.parametrize(
    "label",
    ["生育保险参保地", "车身高度", "载体重量", "体检预约日期", "行程安排", "家庭住址邮编",
     "工装尺码",
     "Work at height permit", "Weight of the goods", "Health and safety briefing"],
)  # fmt: skip
def test_harmless_labels_are_taken(tmp_path: Path, label: str) -> None:
    assert str(_with(tmp_path, OWN.replace("接受换班", label)).field("x_shift").label) == label


@pytest.mark.parametrize("key", ["full_name", "mobile", "bank_account_no"])
@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_an_own_field_does_not_pass_for_one_of_the_core(
    tmp_path: Path, key: str, code: str
) -> None:
    used = CORE.field(key).label.within(code)
    for declared in (used, f" {used}\\u200f "):
        refused = _refused(tmp_path, OWN.replace("接受换班", declared))
        assert isinstance(refused, problems.LabelTaken)


def test_own_texts_are_cleaned(tmp_path: Path) -> None:
    found = _with(tmp_path, OWN.replace("接受换班", "接受\\u202e换班\\u0000"))
    assert found.field("x_shift").label.zh == "接受换班"
    refused = _refused(tmp_path, OWN.replace("接受换班", "\\u200f"))
    assert isinstance(refused, problems.WrongShape)


@pytest.mark.parametrize("key", ["full_name", "age_band", "applied_position", "mobile", "email"])
@pytest.mark.parametrize(
    "line",
    [
        'demand = { recruitment = "closed" }',
        'demand = { recruitment = "optional" }',
        'earliest_stage = "offered"',
        'roles = "– – – – – –"',
    ],
)
def test_what_the_program_needs_stays(tmp_path: Path, key: str, line: str) -> None:
    refused = _refused(tmp_path, f"[tighten.{key}]\n{line}\n")
    assert isinstance(refused, problems.NeededByProgram)
    assert refused.values["line"] == 2


def test_what_the_program_needs_may_still_be_tightened_elsewhere(tmp_path: Path) -> None:
    merged = _with(tmp_path, '[tighten.email]\ndemand = { visitor = "closed" }\n')
    assert merged.field("email").demand[Scenario.VISITOR] is Demand.CLOSED
