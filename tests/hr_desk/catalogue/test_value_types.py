# SPDX-License-Identifier: Apache-2.0
"""Round trips, refusals and masks of every value type."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk import catalogue
from hr_desk.catalogue.types import TYPES, FieldType, ValueProblem
from hr_desk.catalogue.types.choices import Choice, Choices, Country, Flag, Prefecture
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.catalogue.types.dates import Day, Timestamp, YearMonth
from hr_desk.catalogue.types.documents import (
    Document,
    Documents,
    NotADocument,
    TooManyDocuments,
    ids_of,
)
from hr_desk.catalogue.types.histories import (
    Contact,
    ContactPerson,
    Course,
    EducationHistory,
    Post,
    School,
    TrainingRecords,
    WorkHistory,
)
from hr_desk.catalogue.types.id_papers import (
    IdNumber,
    NotAnIdNumber,
    NotAPaperNumber,
    born,
    check_digit,
    fits,
)
from hr_desk.catalogue.types.masks import HIDDEN, RULES, masked
from hr_desk.catalogue.types.money import Money
from hr_desk.catalogue.types.numbers import BankCard, Count, Phone
from hr_desk.catalogue.types.papers import (
    LONG_TERM,
    ContractTerm,
    Dated,
    DatedChoice,
    DatedFlag,
    Grade,
    Graded,
    Paper,
    Permit,
    Span,
    Validity,
)
from hr_desk.catalogue.types.pay import Pay, PayRange
from hr_desk.catalogue.types.qualifications import (
    Certificate,
    Certificates,
    DrivingLicence,
    Language,
    LanguageSkills,
    Licence,
)
from hr_desk.catalogue.types.texts import (
    Alphanumeric,
    Email,
    LongText,
    PersonName,
    PlainText,
    Plate,
    WeChatId,
    WrongCodeLength,
)

LISTS = catalogue.load().code_lists
LANGUAGES = ("zh_CN", "en")

HAN = st.sampled_from("张王李欧阳伟芳娜敏静丽䶮𬭎𠮷〇")
HAN_NAMES = st.text(HAN, min_size=2, max_size=6)
DOTTED = st.builds("·".join, st.lists(HAN_NAMES, min_size=2, max_size=3))
LATIN = st.builds(
    " ".join,
    st.lists(
        st.sampled_from(["Mary-Ann", "O'Brien", "José", "Smith", "Li"]), min_size=1, max_size=3
    ),
)
NAMES = HAN_NAMES.filter(lambda n: len(n) >= 2) | DOTTED | LATIN
WORDS = st.text(st.sampled_from("青岛示例公司abcXYZ 019，（）.-"), min_size=1, max_size=30)
TEXTS = WORDS.map(lambda w: clean(w, prose=True)).filter(bool)
MONTHS = st.builds("{:04d}-{:02d}".format, st.integers(1960, 2026), st.integers(1, 12))
CELLS = TEXTS.filter(lambda t: "|" not in t)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)).map(
    lambda m: m.replace(second=0, microsecond=0)
)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(date.isoformat)
MOBILES = st.builds("1{}{:09d}".format, st.integers(3, 9), st.integers(0, 10**9 - 1))


def _id_number(region: str, born: date, order: int) -> str:
    head = f"{region}{born:%Y%m%d}{order:03d}"
    return head + check_digit(head)


ID_NUMBERS = st.builds(
    _id_number,
    st.sampled_from(["370202", "370203", "370212", "110105", "810000", "830000", "911370"]),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)


@st.composite
def _spans(draw: st.DrawFn, entry: Any) -> Any:
    start, end = sorted((draw(MONTHS), draw(MONTHS)))
    return entry(draw(CELLS), draw(CELLS), start, draw(st.sampled_from([end, ""])))


def _paper(number: str, one: str, other: str) -> Paper:
    return Paper(number, min(one, other), max(one, other))


def _span(one: str, other: str) -> Span:
    return Span(min(one, other), max(one, other)) if other else Span(one, "")


def _codes(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(list(LISTS[name].codes))


DAYS = st.dates().map(date.isoformat)


def _in_order(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Some codes of a list, at least one, in the order of the list."""
    codes = list(LISTS[name].codes)
    return st.sets(st.sampled_from(codes), min_size=1).map(
        lambda chosen: tuple(code for code in codes if code in chosen)
    )


IDS = st.from_regex(r"[0-9a-f]{32}", fullmatch=True)
VALUES: list[tuple[FieldType, st.SearchStrategy[Any]]] = [
    (PlainText(), TEXTS),
    (LongText(), st.lists(TEXTS, min_size=1, max_size=4).map("\n".join)),
    (PersonName(rule="surname"), NAMES),
    (Email(), st.from_regex(r"[a-z]{1,8}[0-9]{0,3}@[a-z]{2,8}\.(com|cn|org)", fullmatch=True)),
    (Alphanumeric(shortest=8, longest=20), st.from_regex(r"[A-Z0-9]{8,20}", fullmatch=True)),
    (WeChatId(), st.from_regex(r"[A-Za-z][-_A-Za-z0-9]{5,19}", fullmatch=True)),
    (
        Plate(),
        st.from_regex(r"鲁[A-HJ-NP-Z]([0-9]{5}|[A-HJK][A-HJ-NP-Z0-9][0-9]{4})", fullmatch=True),
    ),
    (Phone(), MOBILES | st.sampled_from(["+85223456789", "+4915112345678", "+8653288036767"])),
    (IdNumber(), ID_NUMBERS),
    (BankCard(), st.from_regex(r"[0-9]{12,19}", fullmatch=True)),
    (Count(), st.integers(0, 99)),
    (Day(), st.dates(date(1900, 1, 1), date(2099, 12, 31))),
    (YearMonth(), MONTHS),
    (Timestamp(), MOMENTS),
    (Choice(codes=LISTS["education_level"].codes), _codes("education_level")),
    (Country(codes=LISTS["country"].codes), _codes("country")),
    (Prefecture(codes=LISTS["prefecture"].codes, rule="province"), _codes("prefecture")),
    (Flag(), st.booleans()),
    (EducationHistory(), st.lists(_spans(School), min_size=1, max_size=3).map(tuple)),
    (WorkHistory(), st.lists(_spans(Post), min_size=1, max_size=3).map(tuple)),
    (
        TrainingRecords(),
        st.lists(
            st.builds(Course, CELLS, st.dates().map(date.isoformat), CELLS), min_size=1, max_size=3
        ).map(tuple),
    ),
    (
        Contact(codes=LISTS["relation"].codes),
        st.builds(ContactPerson, NAMES, _codes("relation"), MOBILES),
    ),
    (
        Certificates(),
        st.lists(
            st.builds(Certificate, CELLS, CELLS | st.just(""), DAYS | st.just("")),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
    (
        DrivingLicence(codes=LISTS["licence_class"].codes),
        st.builds(Licence, _in_order("licence_class").map("".join), DAYS | st.just("")).map(
            lambda one: (one,)
        ),
    ),
    (
        LanguageSkills(codes=LISTS["language"].codes),
        st.lists(
            st.builds(Language, _codes("language"), CELLS | st.just("")), min_size=1, max_size=3
        ).map(tuple),
    ),
    (
        PayRange(),
        st.lists(st.integers(1, 9_999_999), min_size=2, max_size=2).map(lambda p: Pay(*sorted(p))),
    ),
    (Choices(codes=LISTS["shift"].codes), _in_order("shift")),
    (Money(), st.decimals(0, Decimal("9999999.99"), places=2, allow_nan=False)),
    (Permit(), st.builds(Paper, CELLS, st.just(""), DAYS)),
    (Permit(issued=True), st.builds(_paper, CELLS, DAYS, DAYS)),
    (Validity(), DAYS | st.just(LONG_TERM)),
    (ContractTerm(), st.builds(_span, DAYS, DAYS | st.just(""))),
    (DatedFlag(), st.builds(Dated, st.sampled_from(["yes", "no"]), DAYS | st.just(""))),
    (
        DatedChoice(codes=LISTS["fitness"].codes),
        st.builds(Dated, _codes("fitness"), DAYS | st.just("")),
    ),
    (
        Graded(codes=LISTS["disability_grade"].codes),
        st.builds(Grade, CELLS, _codes("disability_grade")),
    ),
    (Document(), st.from_regex(r"[0-9a-f]{32}", fullmatch=True)),
    (Documents(), st.lists(IDS, min_size=1, max_size=5, unique=True).map(" ".join)),
]
CASES = [pytest.param(kind, values, id=kind.name) for kind, values in VALUES]


def test_every_type_has_a_round_trip_here() -> None:
    assert {kind.name for kind, _ in VALUES} == set(TYPES)


@pytest.mark.parametrize(("kind", "values"), CASES)
def test_round_trips(kind: FieldType, values: st.SearchStrategy[Any]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(values)
    def returns(value: Any) -> None:
        stored = json.loads(json.dumps(kind.store(value)))
        assert kind.load(stored) == value
        for code in LANGUAGES:
            assert kind.parse(kind.show(value, code)) == value
        kind.check(value)

    returns()


@pytest.mark.parametrize(("kind", "values"), CASES)
@pytest.mark.parametrize("rule", sorted(set(RULES) - {"none"}))
def test_masks_never_show_the_value(
    kind: FieldType, values: st.SearchStrategy[Any], rule: str
) -> None:
    @settings(max_examples=10, deadline=None)
    @given(values)
    def hides(value: Any) -> None:
        shown = kind.show(value)
        assert masked(rule, shown) != shown
        assert "*" in masked(rule, shown)

    hides()


@pytest.mark.parametrize(
    ("rule", "shown", "expected"),
    [
        ("surname", "张伟", "张*"),
        ("surname", "欧阳华", "欧*华"),
        ("surname", "买买提·吐尔逊", "买*·*"),
        ("surname", "Mary Smith", "M***"),
        ("email", "zhang.wei@qq.com", "z***@q***.com"),
        ("phone", "138 0013 1234", "138****1234"),
        ("year", "1990-05-12", "1990-**-**"),
        ("banded", "85", "A*"),
        ("banded", "84", "B*"),
        ("banded", "60", "C*"),
        ("banded", "0", "D*"),
        ("id_number", "370202199005121234", "370***********1234"),
        ("id_number", "E12345678", "E******78"),
        ("card", "6222 0212 3456 1234", "**** **** **** 1234"),
        ("card", "6222 0202 0011 2233 445", "**** **** **** 3445"),
        ("last_four", "3702001235678", "****5678"),
        ("head_four", "中国示例银行青岛分行", "中国示例****"),
        ("handle", "abcdef9", "ab***9"),
        ("company", "青岛示例电子有限公司", "青岛****有限公司"),
        ("plate", "鲁BA1212", "鲁B***12"),
        ("province", "山东省 青岛市", "山东省 ***"),
        ("province", "Qingdao, Shandong", "***, Shandong"),
        ("district", "山东省青岛市市南区示例路1号", "山东省青岛市市南区***"),
        ("hour", "2026-03-02 14:35", "2026-03-02 14:**"),
        ("contact", "王芳 | 母亲 | 138 0013 8000", "王* 138****"),
        ("first_cell", "示例大学 | 机械 | 2010-09", "*** | 机械 | 2010-09"),
        ("first_cell", "示例大学", "***"),
        ("number_cell", "焊工证 | T3702021990 | 2029-06-30", "焊工证 | ****1990 | 2029-06-30"),
        ("number_cell", "焊工证 | 12 | 2029-06-30\n电工证", "焊工证 | *** | 2029-06-30\n***"),
        ("banded", "8000-12000 元/月", "8***-1****"),
        ("banded", "12000 CNY/month", "1****"),
        ("banded", "面议", HIDDEN),
        ("hidden", "随便什么", HIDDEN),
        ("company", "", ""),
    ],
)
def test_masks(rule: str, shown: str, expected: str) -> None:
    assert masked(rule, shown) == expected


@given(st.text(st.sampled_from("山东省青岛市南北区县0123456789路号"), min_size=1, max_size=40))
def test_an_address_never_shows_its_end(address: str) -> None:
    shown = masked("district", address)
    assert shown == HIDDEN or (shown.endswith("***") and len(shown) - 3 < len(address))


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for options in ({}, {"prose": True}, {"lines": True}, {"prose": True, "lines": True}):
        once = clean(text, **options)
        assert clean(once, **options) == once


@given(st.text(max_size=40), st.sampled_from([kind for kind, _ in VALUES]))
def test_parsing_anything_gives_a_value_or_a_problem(text: str, kind: FieldType) -> None:
    try:
        value = kind.parse(text)
    except ValueProblem:
        return
    assert kind.load(kind.store(value)) == value


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张 三", "张三"),
        ("  买买提•吐尔逊 ", "买买提·吐尔逊"),
        ("买买提 ・ 吐尔逊", "买买提·吐尔逊"),
        ("⻢云", "马云"),
        ("Ｍary  Smith", "Mary Smith"),
        ("𬭎䶮", "𬭎䶮"),
    ],
)
def test_names_as_people_type_them(typed: str, name: str) -> None:
    assert PersonName().parse(typed) == name


@pytest.mark.parametrize("typed", ["", "张", "张三1", "张" * 51, "·张三", "张三@", "<b>张三</b>"])
def test_what_is_no_name(typed: str) -> None:
    with pytest.raises(ValueProblem):
        PersonName().parse(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        "138 0013 8000",
        "１３８００１３８０００",
        "+86 138-0013-8000",
        "8613800138000",
    ],
)
def test_one_mobile_number_however_typed(typed: str) -> None:
    assert Phone().parse(typed) == "13800138000"
    assert Phone().show("13800138000") == "138 0013 8000"


@pytest.mark.parametrize("typed", ["1380013800", "23800138000", "abc", "0000", "138001380001"])
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueProblem):
        Phone().parse(typed)


@pytest.mark.parametrize(
    "typed",
    ["1990-05-12", "1990.5.12", "1990年5月12日", "19900512", "1990/05/12", "１９９０-５-１２"],
)
def test_one_day_however_typed(typed: str) -> None:
    assert Day().parse(typed) == date(1990, 5, 12)


@pytest.mark.parametrize("typed", ["1990-02-30", "1990", "05-12", "2025-13-01", "昨天"])
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(ValueProblem):
        Day().parse(typed)


def test_a_birth_date_needs_a_plausible_age_on_the_day_of_asking() -> None:
    birth, today = Day(birth=True), date(2026, 3, 1)
    birth.check(date(2012, 3, 1), today)
    for wrong in (date(2012, 3, 2), date(1925, 2, 28), today + timedelta(days=1)):
        with pytest.raises(ValueProblem):
            birth.check(wrong, today)
    birth.check(date(2025, 1, 1))


def test_the_public_sample_number_and_every_single_wrong_digit() -> None:
    sample = "11010519491231002X"
    assert IdNumber().parse(" 110105 19491231 002x ") == sample
    assert IdNumber().check(sample) == ()
    for place in range(17):
        for digit in set("0123456789") - {sample[place]}:
            with pytest.raises(ValueProblem):
                IdNumber().parse(sample[:place] + digit + sample[place + 1 :])


@pytest.mark.parametrize("region", ["370202", "370203", "370212", "810000", "820000", "830000"])
def test_numbers_the_library_would_turn_away(region: str) -> None:
    number = _id_number(region, date(1970, 1, 2), 123)
    assert IdNumber().parse(number) == number
    assert IdNumber().check(number) == ()


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("passport", " e 1234-5678 ", "E12345678"),
        ("passport", "505512345", "505512345"),
        ("hm_travel", "H0123456700", "H0123456700"),
        ("tw_travel", "01234567", "01234567"),
        ("permanent_residence", "chn450086031234", "CHN450086031234"),
        ("permanent_residence", "11010519491231002X", "11010519491231002X"),
        ("other", "军字第2001988号", "军字第2001988号"),
        ("x_seaman", "S1234567", "S1234567"),
    ],
)
def test_a_document_of_another_kind_has_a_number_of_its_own(
    kind: str, typed: str, kept: str
) -> None:
    """``x_seaman`` stands for a kind that a company added to the list itself."""
    assert IdNumber().parse(typed) == kept and IdNumber().check(kept) == ()
    assert fits(kept, kind)
    assert fits(kept, "resident_id") is (len(kept) == 18) is (born(kept) is not None)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("E12345678", None), ("E12345678", "hmt_residence"), ("E12345678", "tw_travel"),
     ("E12345678", "hm_travel"), ("H01234567", "tw_travel"), ("11010519491231002X", "passport"),
     ("E12345678", "permanent_residence")],
)  # fmt: skip
def test_a_number_of_another_kind_does_not_fit(typed: str, kind: str | None) -> None:
    assert not fits(typed, kind)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [("1101051949123100", NotAnIdNumber), ("13800138000", NotAnIdNumber),
     ("110105194912310021X", NotAnIdNumber), ("ABCDEF", NotAPaperNumber), ("E123", NotAPaperNumber),
     ("E12345678901234567", NotAnIdNumber), ("E1234*678", NotAPaperNumber)],
)  # fmt: skip
def test_what_is_no_number_of_a_document_is_refused(
    typed: str, refusal: type[ValueProblem]
) -> None:
    with pytest.raises(refusal):
        IdNumber().parse(typed)


def test_an_unknown_region_is_a_warning_and_a_future_birth_a_refusal() -> None:
    assert IdNumber().check(_id_number("379999", date(1990, 1, 1), 1))
    with pytest.raises(ValueProblem):
        IdNumber().check(_id_number("370202", date(2030, 1, 1), 1), date(2026, 1, 1))
    with pytest.raises(ValueProblem):
        IdNumber().parse(_id_number("370202", date(1899, 12, 31), 1))


def test_a_failing_luhn_digit_is_only_a_warning() -> None:
    assert BankCard().check("6222021234567890") != ()
    assert BankCard().check("4111111111111111") == ()
    with pytest.raises(ValueProblem):
        BankCard().parse("62220212345")


@pytest.mark.parametrize(
    "plate",
    [
        *("鲁B12345", "鲁BA123B", "京A12345", "鲁B1234挂", "鲁B1234学", "粤Z1234港"),
        *("粤Z1234澳", "鲁BD12345", "鲁UAD1234", "鲁B12345D", "鲁BF12345"),
    ],
)
def test_plates(plate: str) -> None:
    assert Plate().parse(f" {plate[:2]}·{plate[2:].lower()}") == plate


@pytest.mark.parametrize(
    "plate", ["鲁I12345", "鲁BO1234", "B12345", "鲁B1234", "鲁B1234567", "中B12345"]
)
def test_what_is_no_plate(plate: str) -> None:
    with pytest.raises(ValueProblem):
        Plate().parse(plate)


@pytest.mark.parametrize(
    "typed", ["370200", "青岛", "青岛市", "山东省 青岛市", "山东省青岛市", "qingdao"]
)
def test_one_city_however_typed(typed: str) -> None:
    assert Prefecture(codes=LISTS["prefecture"].codes).parse(typed) == "370200"


def test_a_word_that_could_mean_two_cities_means_neither() -> None:
    with pytest.raises(ValueProblem) as problem:
        Prefecture(codes=LISTS["prefecture"].codes).parse("Suzhou")
    assert problem.value.values["nearest"]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_code_can_be_typed_as_code_and_as_word(name: str) -> None:
    kind = Prefecture if name == "prefecture" else Choice
    choice = kind(codes=LISTS[name].codes)
    for code, text in LISTS[name].codes.items():
        assert {choice.parse(code), choice.parse(text.zh), choice.parse(text.en)} == {code}


def test_histories_take_rows_pasted_from_a_spreadsheet() -> None:
    pasted = "示例大学\t机械设计\t2010.9\t2014年6月\n示例中学"
    assert EducationHistory().parse(pasted) == (
        School("示例大学", "机械设计", "2010-09", "2014-06"),
        School("示例中学"),
    )
    assert WorkHistory().parse("示例公司 ｜ 钳工 ｜ 2015-01 ｜ 至今") == (
        Post("示例公司", "钳工", "2015-01"),
    )


@pytest.mark.parametrize(
    "typed", ["| 机械", "示例大学 | 机械 | 2014-06 | 2010-09", "a|b|c|d|e", "a|b|x"]
)
def test_histories_name_what_is_wrong(typed: str) -> None:
    with pytest.raises(ValueProblem):
        EducationHistory().parse(typed)


def test_overlapping_posts_are_only_a_warning() -> None:
    posts = (Post("甲公司", "", "2010-01", "2012-01"), Post("乙公司", "", "2011-01", "2013-01"))
    assert WorkHistory().check(posts)
    assert not WorkHistory().check((posts[0], Post("乙公司", "", "2012-01", "")))


@pytest.mark.parametrize(("kind", "_values"), CASES)
@pytest.mark.parametrize("foreign", [None, 3.5, {"a": 1}, [1, 2]])
def test_foreign_json_is_refused(kind: FieldType, _values: Any, foreign: object) -> None:
    with pytest.raises(ValueProblem):
        kind.load(foreign)


@pytest.mark.parametrize("rare", ["\u4dae", "\U0002cb4e", "\U00031350", "\U0002ebf0"])
def test_no_han_character_is_dropped_however_new(rare: str) -> None:
    assert clean(f" 李{rare} ") == f"李{rare}"


@pytest.mark.parametrize(
    ("typed", "pay"),
    [
        ("8000", Pay(8000, 8000)),
        ("8000-12000", Pay(8000, 12000)),
        ("８０００—１２０００", Pay(8000, 12000)),
        ("8,000~12,000元", Pay(8000, 12000)),
        ("8000至12000元/月", Pay(8000, 12000)),
        ("月薪8000到12000", Pay(8000, 12000)),
        ("8-12K", Pay(8000, 12000)),
        ("8k-1.2万", Pay(8000, 12000)),
        ("8000-1.2万", Pay(8000, 12000)),
        ("1-1.5万元/月", Pay(10000, 15000)),
        ("每月8000", None),
        ("8000 CNY/month", Pay(8000, 8000)),
    ],
)
def test_one_wish_however_typed(typed: str, pay: Pay | None) -> None:
    if pay is None:
        with pytest.raises(ValueProblem):
            PayRange().parse(typed)
    else:
        assert PayRange().parse(typed) == pay


@pytest.mark.parametrize(
    "typed", ["面议", "0", "12000-8000", "8000-", "1.55", "-8000", "99999999", "8000-9000-10000"]
)
def test_what_is_no_pay(typed: str) -> None:
    with pytest.raises(ValueProblem):
        PayRange().parse(typed)


@pytest.mark.parametrize(
    "stored",
    [
        *([1, 2], {"lowest": 1}, {"lowest": 1, "highest": 2, "more": 3}),
        *({"lowest": True, "highest": 2}, {"lowest": "1", "highest": "2"}),
    ],
)
def test_foreign_pay_is_refused(stored: object) -> None:
    with pytest.raises(ValueProblem):
        PayRange().load(stored)


@pytest.mark.parametrize("typed", ["A2D", "a2 d", "Ａ２、Ｄ", "D,A2", "A2/D/A2"])
def test_one_licence_however_typed(typed: str) -> None:
    kind = DrivingLicence(codes=LISTS["licence_class"].codes)
    assert kind.parse(f"{typed} | 2030.5.1") == (Licence("A2D", "2030-05-01"),)
    assert kind.parse(f"{typed}\t长期") == (Licence("A2D"),)


@pytest.mark.parametrize("typed", ["A4", "C", "A2D\nC1", " | 2030-01-01", "C1 | 明年"])
def test_what_is_no_licence(typed: str) -> None:
    with pytest.raises(ValueProblem):
        DrivingLicence(codes=LISTS["licence_class"].codes).parse(typed)


def test_a_permit_that_is_over_is_a_warning_on_its_day_only() -> None:
    permits = (Certificate("焊工证", "1", "2026-03-01"), Certificate("电工证"))
    assert Certificates().check(permits, date(2026, 3, 2))
    assert not Certificates().check(permits, date(2026, 3, 1))
    assert not Certificates().check(permits)


def test_several_choices_are_kept_in_the_order_of_the_list() -> None:
    kind = Choices(codes=LISTS["shift"].codes)
    assert kind.parse("夜班，day；夜班") == ("day", "night")
    for wrong in (("night", "day"), ("day", "day"), ()):
        with pytest.raises(ValueProblem):
            kind.check(wrong)
    with pytest.raises(ValueProblem):
        kind.parse("、")


def test_a_language_is_shown_in_the_language_in_use() -> None:
    kind = LanguageSkills(codes=LISTS["language"].codes)
    spoken = kind.parse("English | CET-6\nja")
    assert spoken == (Language("en", "CET-6"), Language("ja"))
    assert kind.show(spoken, "zh_CN") == "英语 | CET-6\n日语"
    assert kind.store(spoken) == [["en", "CET-6"], ["ja", ""]]


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        (WorkHistory(), (Post("示例公司", "", "2019.7"),)),
        (WorkHistory(), (Post("示例公司", "甲|乙"),)),
        (WorkHistory(), (Post(" 示例公司"),)),
        (WorkHistory(), (Post("", "装配工"),)),
        (WorkHistory(), (Post("长" * 61),)),
        (WorkHistory(), (Post("示例公司\n乙"),)),
        (WorkHistory(), tuple(Post(f"公司{n}") for n in range(31))),
        (Certificates(), (Certificate("焊工证", "1", "明年"),)),
        (LanguageSkills(codes=LISTS["language"].codes), (Language("英语"),)),
        (DrivingLicence(codes=LISTS["licence_class"].codes), (Licence("DA2"),)),
    ],
)
def test_entries_that_no_line_could_hold_are_refused(kind: FieldType, entries: Any) -> None:
    with pytest.raises(ValueProblem):
        kind.check(entries)


def test_several_documents_are_their_ids_in_order() -> None:
    one, other = "ab" * 16, "cd" * 16
    assert Documents().parse(f" {other}  {one.upper()} ") == f"{other} {one}"
    assert ids_of(f"{other} {one}") == (other, one)
    assert ids_of(None) == ()
    for wrong in ("", "a", f"{one} {one}", f"{one} x"):
        with pytest.raises(NotADocument):
            Documents().parse(wrong)
    with pytest.raises(TooManyDocuments):
        Documents(most=1).parse(f"{one} {other}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("示例银行青岛支行 102452000016", "示例银行青岛支行 102452000016"),
        ("示例银行青岛支行 1024 5200 0016", "示例银行青岛支行 102452000016"),
        ("１０２４５２０００－０１６", "102452000016"),
        ("示例银行第 2 支行香港中路 1234567 号", "示例银行第 2 支行香港中路 1234567 号"),
    ],
)
def test_a_branch_says_its_clearing_code_with_all_its_digits(typed: str, kept: str) -> None:
    branch = catalogue.load().field("bank_branch").type
    assert branch.parse(typed) == kept == branch.parse(kept)


@pytest.mark.parametrize("code", ["10245200001", "1024520000163", "12345678"])
def test_a_clearing_code_of_another_length_is_refused(code: str) -> None:
    branch = catalogue.load().field("bank_branch").type
    with pytest.raises(WrongCodeLength) as refusal:
        branch.parse(f"示例银行青岛支行 {code}")
    assert refusal.value.values == {"typed": len(code), "digits": 12}
    assert PlainText().parse(code) == code
    with pytest.raises(WrongCodeLength):
        LongText(code_digits=12).parse(code)
