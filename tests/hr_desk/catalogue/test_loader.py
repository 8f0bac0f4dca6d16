# SPDX-License-Identifier: Apache-2.0
"""A mistake in a data file is refused with file, line and the nearest valid name."""

from pathlib import Path

import pytest

from hr_desk import catalogue
from hr_desk.catalogue import CatalogueProblem, UnknownField, problems
from hr_desk.catalogue.loader import FOLDER


def _broken(tmp_path: Path, file: str, old: str, new: str) -> CatalogueProblem:
    """Load the shipped files with one replacement; return what was refused."""
    for source in FOLDER.glob("*.toml"):
        (tmp_path / source.name).write_text(source.read_text("utf-8"), "utf-8")
    text = (tmp_path / file).read_text("utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueProblem) as refused:
        catalogue.load(tmp_path)
    return refused.value


def _line_of(file: str, words: str) -> int:
    lines = (FOLDER / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


WECHAT = "[field.wechat_id]"

REFUSALS = [
    ("person.toml", 'mask = "handle"', 'maks = "handle"', problems.UnknownKey, "maks", "mask"),
    (
        "headings.toml",
        "[heading.wechat_id]",
        "[heading.wechat]",
        problems.UnknownWord,
        "wechat",
        "wechat_id",
    ),
    (
        "headings.toml",
        'names = ["微信"',
        'namse = ["微信"',
        problems.UnknownKey,
        "namse",
        "names",
    ),
    ("person.toml", 'type = "email"', 'type = "emial"', problems.UnknownWord, "emial", "email"),
    (
        "work.toml",
        'type = { name = "text", longest = 60 }',
        'type = { name = "text", longes = 60 }',
        problems.UnknownWord,
        "longes",
        "longest",
    ),
    (
        "work.toml",
        'code_list = "degree"',
        'code_list = "degre"',
        problems.UnknownWord,
        "degre",
        "degree",
    ),
    (
        "person.toml",
        'section = "contact"',
        'section = "contct"',
        problems.UnknownWord,
        "contct",
        "contact",
    ),
    ("person.toml", 'mask = "handle"', 'mask = "handel"', problems.UnknownWord, "handel", "handle"),
    ("person.toml", 'personnel = "EMG"', 'personnel = "EMGG"', problems.UnknownWord, "EMGG", "EMG"),
    (
        "person.toml",
        'hiring = "REJ", personnel = "EMG"',
        'hirin = "REJ", personnel = "EMG"',
        problems.UnknownKey,
        "hirin",
        "hiring",
    ),
    (
        "onboarding.toml",
        'earliest_stage = "offer_accepted"',
        'earliest_stage = "offer_acepted"',
        problems.UnknownWord,
        "offer_acepted",
        "offer_accepted",
    ),
    (
        "person.toml",
        'roles = "W F F F F M"',
        'roles = "W F F F F X"',
        problems.UnknownWord,
        "X",
        None,
    ),
    (
        "roles.toml",
        'holds = ["hiring"]',
        'holds = ["hirings"]',
        problems.UnknownWord,
        "hirings",
        "hiring",
    ),
    (
        "roles.toml",
        'strength = "strong"',
        'strength = "strng"',
        problems.UnknownWord,
        "strng",
        "strong",
    ),
    (
        "stages.toml",
        'exits = ["onboarding", "withdrawn"]',
        'exits = ["onbording", "withdrawn"]',
        problems.UnknownWord,
        "onbording",
        "onboarding",
    ),
    (
        "stages.toml",
        'exits = ["left"]',
        'exits = ["interview"]',
        problems.UnknownWord,
        "interview",
        None,
    ),
    ("stages.toml", 'clock = "REJ"', 'clock = "REJ2"', problems.UnknownWord, "REJ2", "REJ"),
    (
        "stages.toml",
        'clock_event = "withdrew"',
        'clock_event = "withdrw"',
        problems.UnknownWord,
        "withdrw",
        "withdrew",
    ),
    (
        "stages.toml",
        'operation = "reject"',
        'operation = "rejct"',
        problems.UnknownWord,
        "rejct",
        "reject",
    ),
    (
        "person.toml",
        'recruitment = "required"',
        'recruitment = "requird"',
        problems.UnknownWord,
        "requird",
        "required",
    ),
    (
        "sections.toml",
        "[section.contact]",
        "[sektion.contact]",
        problems.UnknownKey,
        "sektion",
        "section",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "kind", "name", "near"), REFUSALS)
def test_unknown_names_are_refused_with_the_nearest(
    tmp_path: Path,
    file: str,
    old: str,
    new: str,
    kind: type[Exception],
    name: str,
    near: str | None,
) -> None:
    refused = _broken(tmp_path, file, old, new)
    assert type(refused) is kind
    assert refused.values["file"] == file
    assert refused.values["line"] == _line_of(file, old)
    assert refused.values["name"] == name
    if near is not None:
        assert refused.values["nearest"] == near
    assert str(refused.values["line"]) in refused.text("en")
    assert name in refused.text("en")


@pytest.mark.parametrize("key", ["purpose", "refusal", "label"])
def test_a_field_without_words_is_refused_at_its_header(tmp_path: Path, key: str) -> None:
    lines = (FOLDER / "person.toml").read_text("utf-8").split(WECHAT)[1].splitlines()
    line = next(line for line in lines if line.startswith(f"{key} = "))
    refused = _broken(tmp_path, "person.toml", line + "\n", "")
    assert type(refused) is problems.MissingKey
    assert refused.values["line"] == _line_of("person.toml", WECHAT)
    assert refused.values["name"] == key


def test_a_text_in_one_language_is_refused(tmp_path: Path) -> None:
    old = 'label = { zh = "基本信息", en = "About you" }'
    refused = _broken(tmp_path, "sections.toml", old, 'label = { zh = "基本信息" }')
    assert type(refused) is problems.WrongShape
    assert refused.values["line"] == _line_of("sections.toml", old)


@pytest.mark.parametrize("key", ["necessity", "impact"])
def test_a_sensitive_field_must_say_why_and_what_a_leak_means(tmp_path: Path, key: str) -> None:
    text = (FOLDER / "onboarding.toml").read_text("utf-8").split("[field.bank_account_no]")[1]
    line = next(line for line in text.splitlines() if line.startswith(f"{key} = "))
    refused = _broken(tmp_path, "onboarding.toml", line + "\n", "")
    assert type(refused) is problems.MissingKey
    assert refused.values["name"] == key


def test_a_field_without_retention_class_is_refused(tmp_path: Path) -> None:
    old = 'retention = { payroll = "PAY" }\n'
    refused = _broken(tmp_path, "onboarding.toml", old, "")
    assert type(refused) is problems.NoRetentionClass
    assert refused.values["name"] == "bank_account_no"
    assert refused.values["line"] == _line_of("onboarding.toml", "[field.bank_account_no]")


def test_a_scenario_that_asks_without_basis_is_refused(tmp_path: Path) -> None:
    old = 'basis = { recruitment = "PIPL 13(1)", onboarding = "PIPL 13(1)" }'
    new = 'basis = { recruitment = "PIPL 13(1)" }'
    refused = _broken(tmp_path, "person.toml", old, new)
    assert type(refused) is problems.MissingKey
    assert refused.values["name"] == "basis.onboarding"


def test_a_tombstone_finds_its_field(tmp_path: Path) -> None:
    for source in FOLDER.glob("*.toml"):
        (tmp_path / source.name).write_text(source.read_text("utf-8"), "utf-8")
    (tmp_path / "gone.toml").write_text('[field.phone]\nrenamed = "mobile"\n', "utf-8")
    loaded = catalogue.load(tmp_path)
    assert loaded.field("phone").key == "mobile"
    assert "phone" not in loaded.fields


def test_a_dangling_rename_is_refused(tmp_path: Path) -> None:
    new = '[field.phone]\nrenamed = "mobil"\n\n' + WECHAT
    refused = _broken(tmp_path, "person.toml", WECHAT, new)
    assert type(refused) is problems.DanglingRename
    assert (refused.values["target"], refused.values["nearest"]) == ("mobil", "mobile")
    assert refused.values["line"] == _line_of("person.toml", WECHAT) + 1


def test_a_key_named_twice_in_one_file_is_refused(tmp_path: Path) -> None:
    old = 'mask = "handle"'
    refused = _broken(tmp_path, "person.toml", old, f"{old}\n{old}")
    assert type(refused) is problems.NotToml
    assert refused.values["line"] == _line_of("person.toml", old) + 1


def test_a_field_declared_in_two_files_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "person.toml").read_text("utf-8")
    refused = _broken(tmp_path, "work.toml", "[field.degree]", "[field.email]")
    assert "[field.email]" in text
    assert type(refused) is problems.DeclaredTwice
    assert refused.values["file"] == "work.toml"
    assert refused.values["line"] == _line_of("work.toml", "[field.degree]")


@pytest.mark.parametrize("key", ["religion", "childbearing", "biometric"])
def test_a_forbidden_field_is_refused_even_in_the_core(tmp_path: Path, key: str) -> None:
    refused = _broken(tmp_path, "person.toml", WECHAT, f"[field.{key}]")
    assert type(refused) is problems.ForbiddenHere
    assert str(refused.values["reason"]) in refused.text("zh_CN")


def test_a_period_below_its_floor_is_refused(tmp_path: Path) -> None:
    old = "periods = { left = 731 }\nminimum = 731"
    refused = _broken(tmp_path, "retention.toml", old, "periods = { left = 700 }\nminimum = 731")
    assert type(refused) is problems.WrongShape


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(problems.MissingFile):
        catalogue.load(tmp_path)
    with pytest.raises(problems.MissingFile):
        catalogue.load(tmp_path / "nowhere")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "person.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(problems.MissingFile):
        catalogue.load(tmp_path)


def test_an_unknown_field_names_the_nearest() -> None:
    with pytest.raises(UnknownField) as refused:
        catalogue.load().field("mobil")
    assert refused.value.values == {"name": "mobil", "nearest": "mobile"}


def test_a_heading_that_stands_for_two_fields_is_refused(tmp_path: Path) -> None:
    refused = _broken(tmp_path, "headings.toml", 'names = ["微信"', 'names = ["联系 电话"')
    assert type(refused) is problems.DeclaredTwice
    assert (refused.values["file"], refused.values["name"]) == ("headings.toml", "联系 电话")


def test_a_heading_that_is_another_fields_label_is_refused(tmp_path: Path) -> None:
    refused = _broken(tmp_path, "headings.toml", 'names = ["微信"', 'names = ["姓名"')
    assert type(refused) is problems.DeclaredTwice


KINDS_FILE = "visit_types.toml"


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ('hint = { zh = "洽谈', 'hnit = { zh = "洽谈', problems.UnknownKey, ("hnit", "hint")),
        ('purposes = ["business"]', 'purposes = ["busines"]', problems.UnknownWord,
         ("busines", "business")),
        ('purposes = ["business"]', "purposes = []", problems.MissingKey, ("business", "purposes")),
        ('acknowledgements = ["secrecy"]', 'acknowledgements = ["secrecies"]',
         problems.UnknownWord, ("secrecies", "secrecy")),
        ('decides = "host"', 'decides = "hosts"', problems.UnknownWord, ("hosts", "host")),
        ('staff = ["visit_area", "badge_no"]', 'staff = ["visit_aera"]', problems.UnknownWord,
         ("visit_aera", "visit_area")),
        ('staff = ["visit_area", "badge_no"]', 'staff = ["full_name"]', problems.UnknownWord,
         ("full_name",)),
        ('you = ["full_name", "employer", "job_title"]', 'yuo = ["full_name"]',
         problems.UnknownWord, ("yuo", "you")),
        ('you = ["full_name", "employer", "job_title"]', 'you = ["full_nam"]',
         problems.UnknownWord, ("full_nam", "full_name")),
        ('you = ["full_name", "employer", "job_title"]', 'you = ["full_name", "badge_no"]',
         problems.UnknownWord, ("badge_no",)),
        ('you = ["full_name", "employer", "job_title"]', 'you = ["full_name", "id_number"]',
         problems.UnknownWord, ("id_number",)),
        ('you = ["full_name", "employer", "job_title"]', 'you = ["full_name", "mobile"]',
         problems.DeclaredTwice, ("mobile",)),
        ('you = ["full_name", "employer", "job_title"]', "you = []", problems.WrongShape, ("you",)),
        ('with_you = ["plate_number", "companions_count", "carried_items"]',
         'with_you = ["plate_number", "companions_count", "carried_items", "trailer_plate"]',
         problems.WrongShape, ("with_you", "3")),
        ('you = ["full_name", "employer", "job_title"]', 'you = ["employer", "job_title"]',
         problems.MissingKey, ("business", "full_name")),
        ('truck = ["plate_number", "trailer_plate", "visit_purpose"]',
         'truck = ["plate_number", "trailer_plate"]', problems.MissingKey,
         ("delivery", "visit_purpose")),
        ("slip = true", "slip = false", problems.MissingKey, ("business", "slip")),
        ("months = 12", "months = 13", problems.WrongShape, ("months", "12")),
        ('field = "safety_ack"', 'field = "safety_akc"', problems.UnknownWord,
         ("safety_akc", "safety_ack")),
        ('field = "safety_ack"', 'field = "mobile"', problems.WrongShape, ("mobile",)),
        ('label = { zh = "进厂安全告知", en = "Safety rules of the site" }', "",
         problems.MissingKey, ("safety", "label")),
        ("[visit_page.you]", "[visit_pgae.you]", problems.UnknownKey, ("visit_pgae", "visit_page")),
    ],
)  # fmt: skip
def test_a_mistake_in_a_kind_of_visitor_is_named(
    tmp_path: Path, old: str, new: str, kind: type[Exception], said: tuple[str, ...]
) -> None:
    refused = _broken(tmp_path, KINDS_FILE, old, new)
    assert type(refused) is kind
    assert refused.values["file"] == KINDS_FILE
    line = refused.values["line"]
    assert isinstance(line, int) and abs(line - _line_of(KINDS_FILE, old)) <= 15
    for word in said:
        assert word in refused.text("en")


def test_an_overlay_replaces_a_kind_of_visitor_and_names_its_own_with_x(tmp_path: Path) -> None:
    text = """
[visit_type.{key}]
label = {{ zh = "来访", en = "A visit" }}
hint = {{ zh = "都选这里", en = "Everybody" }}
purposes = ["other"]
decides = "desk"

[visit_type.{key}.pages]
you = ["full_name", "host_employee"]
"""
    file = tmp_path / "catalogue.toml"
    file.write_text(text.format(key="other"), "utf-8")
    found = catalogue.load(overlay=file).visit_types["other"]
    assert (found.fields, found.decides) == (("full_name", "host_employee"), "desk")
    file.write_text(text.format(key="everybody"), "utf-8")
    with pytest.raises(problems.BadOverlayKey):
        catalogue.load(overlay=file)
