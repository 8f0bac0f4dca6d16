# SPDX-License-Identifier: Apache-2.0
"""The data files that ship: complete, honest, and equal to the published field list."""

import json
from pathlib import Path

import pytest

from hr_desk import catalogue
from hr_desk.catalogue import Access, Demand, Field, Scenario, Sensitivity
from hr_desk.catalogue.fields import LETTERS
from hr_desk.catalogue.loader import FOLDER
from hr_desk.catalogue.model import ROLE_ORDER
from hr_desk.i18n import Text

CATALOGUE = catalogue.load()
FIELDS = list(CATALOGUE.fields.values())
PROMISED = {
    row["key"]: row
    for row in json.loads((Path(__file__).parents[2] / "data" / "fields.json").read_text("utf-8"))
}
EACH_FIELD = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
CATCH_ALL = "以便我们响应您的服务请求"
"""The policy's one purpose for everything; no field may hide behind it."""

LETTER_ROLES = [
    (field, role, letter)
    for field in FIELDS
    for role, letter in zip(ROLE_ORDER, PROMISED[field.promise or ""]["roles"].split(), strict=True)
]


def _both(text: Text) -> tuple[str, str]:
    return text.within("zh_CN"), text.within("en")


def test_all_nineteen_items_of_the_policy_are_here() -> None:
    assert {f.policy_item for f in FIELDS if f.policy_item} == set(range(1, 20))


def test_the_sets_that_block_submitting_are_small() -> None:
    recruitment = CATALOGUE.required(Scenario.RECRUITMENT)
    groups = CATALOGUE.alternatives(Scenario.RECRUITMENT)
    assert {f.key for f in recruitment} == {"full_name", "age_band", "applied_position"}
    assert [{f.key for f in group} for group in groups] == [{"mobile", "email"}]
    assert len(CATALOGUE.required(Scenario.ONBOARDING)) == 13
    assert len(CATALOGUE.required(Scenario.VISITOR)) <= 5


def test_a_joiner_is_asked_exactly_the_thirteen() -> None:
    assert {f.key for f in CATALOGUE.required(Scenario.ONBOARDING)} == {
        *("full_name", "birth_date", "gender", "nationality", "mobile", "id_type", "id_number"),
        *("hukou_address", "current_address", "bank_account_no", "bank_name"),
        *("signature_image", "safety_ack"),
    }


def test_what_is_missing_knows_that_one_of_two_is_enough() -> None:
    owed = CATALOGUE.missing(Scenario.RECRUITMENT, {"full_name", "age_band"})
    assert [[f.key for f in group] for group in owed] == [["applied_position"], ["mobile", "email"]]
    given = {"full_name", "age_band", "applied_position", "email"}
    assert CATALOGUE.missing(Scenario.RECRUITMENT, given) == ()


@EACH_FIELD
def test_every_field_says_why_and_what_happens_without_it(field: Field) -> None:
    for text in (field.label, field.purpose, field.refusal):
        chinese, english = _both(text)
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese)
        assert english.isascii() or "…" in english
        assert CATCH_ALL not in chinese
    assert len(_both(field.refusal)[0]) >= 8


@EACH_FIELD
def test_chinese_sentences_use_chinese_punctuation(field: Field) -> None:
    texts = (field.purpose, field.refusal, field.condition, field.necessity, field.impact)
    for text in filter(None, texts):
        assert not set(",;:?!") & set(_both(text)[0])
        assert "  " not in _both(text)[1]


@EACH_FIELD
def test_purposes_are_those_of_the_published_list(field: Field) -> None:
    row = PROMISED[field.promise or ""]
    assert field.purpose.within("en") == row["pe"]
    plain = row["pz"].translate(str.maketrans(",;:", "，；："))
    assert field.purpose.within("zh_CN") == plain


def test_no_two_fields_share_a_label() -> None:
    for code in ("zh_CN", "en"):
        labels = [field.label.within(code) for field in FIELDS]
        assert len(set(labels)) == len(labels)


@EACH_FIELD
def test_sensitive_fields_say_necessity_and_impact(field: Field) -> None:
    guarded = field.sensitivity is not Sensitivity.ORDINARY
    assert (field.necessity is not None) is guarded
    assert (field.impact is not None) is guarded


@EACH_FIELD
def test_sensitivity_and_consent_follow_the_published_list(field: Field) -> None:
    row = PROMISED[field.promise or ""]
    expected = {"S": Sensitivity.SENSITIVE, "C": Sensitivity.CAUTION}
    assert field.sensitivity is expected.get(row["sens"][0], Sensitivity.ORDINARY)
    assert field.separate_consent is row["cons"].startswith(("yes", "with"))


@pytest.mark.parametrize(
    ("field", "role", "letter"), LETTER_ROLES, ids=lambda value: getattr(value, "key", str(value))
)
def test_letters_are_those_of_the_published_list(field: Field, role: str, letter: str) -> None:
    assert field.roles[role] is LETTERS[letter]
    for stage in CATALOGUE.stages:
        open_there = CATALOGUE.reached(stage, field.earliest_stage)
        expected = LETTERS[letter] if open_there else Access.NONE
        assert CATALOGUE.access(field, [role], stage=stage) is expected


@EACH_FIELD
def test_demand_is_never_more_than_published(field: Field) -> None:
    row = PROMISED[field.promise or ""]
    for scenario, letter in zip(Scenario, "ROV", strict=True):
        asked = row[letter].replace("*", "").strip()
        closed = asked.startswith(("no", "–"))
        if closed:
            assert field.demand[scenario] is Demand.CLOSED
        if field.demand[scenario] is Demand.REQUIRED:
            assert asked.startswith("req")


@EACH_FIELD
def test_what_recruitment_may_not_ask_is_gated_behind_the_offer(field: Field) -> None:
    row = PROMISED[field.promise or ""]
    if row["R"].replace("*", "").strip().startswith("no") and "hiring" not in field.retention:
        shared_with_visits = "visits" in field.retention
        assert field.earliest_stage == "offer_accepted" or shared_with_visits
    if field.demand[Scenario.RECRUITMENT] is Demand.CLOSED and field.earliest_stage == "kiosk":
        assert "hiring" not in field.retention


@EACH_FIELD
def test_conditional_fields_say_when(field: Field) -> None:
    conditional = Demand.CONDITIONAL in field.demand.values()
    assert not conditional or field.condition is not None


@EACH_FIELD
def test_every_asking_scenario_names_its_basis(field: Field) -> None:
    asked = {scenario for scenario in Scenario if field.asked_in(scenario)}
    assert set(field.basis) >= asked
    assert all(basis.startswith("PIPL") for basis in field.basis.values())


def test_every_row_of_the_list_marked_forbidden_is_forbidden() -> None:
    marked = {
        key
        for key, row in PROMISED.items()
        if "forbidden" in row["R"] + row["O"] + row["V"] or "not exist" in row["rule"]
    }
    assert set(CATALOGUE.forbidden) == marked
    assert not marked & set(CATALOGUE.fields)


def test_released_keys_stay_for_ever() -> None:
    released = (Path(__file__).parent / "released_keys.txt").read_text("utf-8").split()
    assert set(released) <= set(CATALOGUE.fields) | set(CATALOGUE.renamed)
    assert set(CATALOGUE.fields) <= set(released), "add new keys to released_keys.txt"


def test_code_lists_are_complete() -> None:
    lists = CATALOGUE.code_lists
    assert list(lists["ethnicity"].codes) == [f"{n:02d}" for n in range(1, 57)]
    assert list(lists["gender"].codes) == ["1", "2", "0", "9"]
    assert all(len(code) == 3 and code.isupper() for code in lists["country"].codes)
    assert lists["country"].codes["TWN"].zh == "中国台湾"
    assert lists["country"].codes["HKG"].zh == "中国香港"
    assert lists["country"].codes["MAC"].zh == "中国澳门"
    assert all(c.endswith("00") and len(c) == 6 for c in lists["prefecture"].codes)
    assert lists["prefecture"].codes["370200"].zh == "山东省 青岛市"


@pytest.mark.parametrize("key", sorted(CATALOGUE.code_lists))
def test_words_of_a_list_are_unique(key: str) -> None:
    codes = CATALOGUE.code_lists[key].codes
    for code in ("zh_CN", "en"):
        assert len({text.within(code) for text in codes.values()}) == len(codes)


def test_no_decision_reason_is_discriminatory() -> None:
    words = set("性年婚育孕族教籍域肝残貌")
    for text in CATALOGUE.code_lists["decision_reason"].codes.values():
        assert not words & set(text.zh)


@pytest.mark.parametrize("key", sorted(CATALOGUE.classes))
def test_periods_respect_range_and_floor(key: str) -> None:
    found = CATALOGUE.classes[key]
    for days in found.periods.values():
        assert max(found.minimum, found.floor) <= days <= found.maximum


def test_the_published_periods() -> None:
    classes = CATALOGUE.classes
    assert classes["REJ"].periods == {"decision": 180}
    assert (classes["REJ"].minimum, classes["REJ"].maximum) == (30, 730)
    assert classes["WD"].periods == {"withdrew": 30, "declined_offer": 90}
    assert classes["VIS"].periods["checked_out"] == 90
    assert classes["BKP"].periods == {"created": 14}
    assert classes["EMP"].floor == 731
    assert classes["DISC"].floor == 1096


def test_roles_hold_what_the_design_says() -> None:
    assert {key: role.holds for key, role in CATALOGUE.roles.items()} == {
        "kiosk": (),
        "front_desk": ("visits",),
        "recruiter": ("hiring",),
        "onboarding": ("personnel",),
        "hr_admin": ("visits", "hiring", "personnel", "payroll"),
        "privacy_officer": ("privacy",),
        "auditor": (),
    }
    assert [key for key, role in CATALOGUE.roles.items() if role.root] == ["hr_admin"]
    strong = {key for key, role in CATALOGUE.roles.items() if role.strength == "strong"}
    assert strong == {"hr_admin", "privacy_officer"}


def test_letters_count_only_with_the_key() -> None:
    def access(role: str, compartment: str, key: str = "full_name") -> Access:
        return CATALOGUE.access(key, [role], stage="applied", compartment=compartment)

    assert access("recruiter", "hiring") is Access.FULL
    assert access("recruiter", "visits") is Access.NONE
    assert access("privacy_officer", "hiring") is Access.NONE
    assert access("kiosk", "hiring") is Access.WRITE
    assert access("hr_admin", "payroll") is Access.NONE
    assert CATALOGUE.access("full_name", ["auditor"], stage="applied") is Access.NONE


def test_bank_account_waits_for_the_offer() -> None:
    def access(role: str, stage: str) -> Access:
        return CATALOGUE.access("bank_account_no", [role], stage=stage, compartment="payroll")

    assert access("onboarding", "offered") is Access.NONE
    assert access("onboarding", "offer_accepted") is Access.WRITE
    assert access("hr_admin", "employed") is Access.FULL
    assert access("hr_admin", "withdrawn") is Access.NONE


def test_forms_and_tables_come_from_the_catalogue() -> None:
    visitor = [f.key for f in CATALOGUE.fields_of("visits", Scenario.VISITOR)]
    assert {"full_name", "age_band", "visit_purpose", "host_employee", "plate_number"} <= set(
        visitor
    )
    assert "id_number" not in visitor
    assert CATALOGUE.columns("hiring")[0].key == "full_name"
    order = [f.column for f in CATALOGUE.columns("visits")]
    assert order == sorted(order, key=lambda column: column or 0)


def test_the_fingerprint_follows_the_content(tmp_path: Path) -> None:
    same = tmp_path / "same"
    changed = tmp_path / "changed"
    for folder in (same, changed):
        folder.mkdir()
        for file in FOLDER.glob("*.toml"):
            (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    stages = changed / "stages.toml"
    stages.write_text(stages.read_text("utf-8").replace("已应聘", "应聘中"), "utf-8")
    assert catalogue.load(same).fingerprint() == CATALOGUE.fingerprint()
    assert catalogue.load(changed).fingerprint() != CATALOGUE.fingerprint()
    assert len(CATALOGUE.fingerprint()) == 64
