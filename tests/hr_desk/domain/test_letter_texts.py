# SPDX-License-Identifier: Apache-2.0
"""Letters as data: what they may show, and what is refused with file and line."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.model import Scenario
from hr_desk.catalogue.problems import (
    CatalogueProblem,
    DeclaredTwice,
    MissingKey,
    UnknownKey,
    UnknownWord,
    WrongShape,
)
from hr_desk.domain import employment
from hr_desk.domain.clock import months_later
from hr_desk.domain.letter_texts import (
    ABOUT,
    FOLDER,
    NotCovered,
    NotKeptThere,
    PlaceNotFilled,
    load_letters,
)
from hr_desk.domain.letter_words import said, said_day, said_service
from hr_desk.domain.message_texts import places_of

WHOLE = """
[letter.mine]
label = { zh = "通知", en = "Notice" }
purpose = "hire.contract"
joiner = ["started"]
salutation = { zh = "{full_name}：", en = "Dear {full_name}," }

[letter.mine.ask.room]
label = { zh = "会议室", en = "Room" }
kind = "line"

[letter.mine.paragraph.first]
text = { zh = "请到{room}。", en = "Please come to {room}." }
"""


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return load()


def test_the_shipped_letters_show_only_what_their_purpose_covers(known: Catalogue) -> None:
    letters = load_letters(catalogue=known)
    assert letters.keys() == {"offer", "not_hired", "appointment", "leaving", "told"}
    for letter in letters.values():
        for key in letter.fields:
            field = known.field(key)
            assert known.purposes[letter.purpose].covers(field)
            assert all(ABOUT[about] in field.retention for about in letter.about)
        for paragraph in letter.paragraphs:
            assert set(places_of(paragraph.text.zh)) == set(places_of(paragraph.text.en))


def test_a_certificate_of_leaving_says_what_the_law_asks_for_and_no_reason(
    known: Catalogue,
) -> None:
    """劳动合同法实施条例 24: term, day of the end, post, years of service."""
    letter = load_letters(catalogue=known)["leaving"]
    assert {"contract_term", "leaving_date", "job_title", "start_date"} < set(letter.fields)
    said_by_kind = [one.only["leaving_kind"] for one in letter.paragraphs if one.only]
    kinds = set(known.code_lists["leaving_kind"].codes) - {"did_not_report"}
    assert set.union(*map(set, said_by_kind)) == kinds
    assert sum(map(len, said_by_kind)) == len(kinds)
    words = [known.code_lists["leaving_kind"].codes[kind].zh for kind in kinds]
    assert not [word for word in words for one in letter.paragraphs if word in one.text.zh]


def test_a_purpose_covers_what_has_a_basis_on_its_occasions(known: Catalogue) -> None:
    contract, contact = known.purposes["hire.contract"], known.purposes["apply.contact"]
    assert contract.covers(known.field("id_number"))
    assert not contact.covers(known.field("id_number"))
    assert not any(known.purposes["stat.anonymous"].covers(one) for one in known.fields.values())
    assert known.purposes["visit.access"].occasions == {Scenario.VISITOR}


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("请到{room}。", "请到{rom}。", WrongShape),
        ("{room}", "{rom}", PlaceNotFilled),
        ("{room}", "{room", WrongShape),
        ('"hire.contract"', '"apply.contact"', NotCovered),
        ('purpose = "hire.contract"', 'purpose = "curiosity"', UnknownWord),
        ('joiner = ["started"]', 'joiner = ["begun"]', UnknownWord),
        ('joiner = ["started"]', "", MissingKey),
        ('joiner = ["started"]', 'application = ["offered"]', NotKeptThere),
        ("ask.room", "ask.phone", DeclaredTwice),
        ("{room}", "{told_on}", MissingKey),
        ("salutation", "greeting", UnknownKey),
        ('kind = "line"', 'kind = "text"', UnknownWord),
        ("[letter.mine.paragraph.first]\ntext", "[letter.mine.note]\ntext", UnknownKey),
        ("请到", "请到”}", WrongShape),
    ],
)
def test_what_does_not_fit_is_refused_with_its_file(
    known: Catalogue, tmp_path: Path, before: str, after: str, problem: type[CatalogueProblem]
) -> None:
    changed = WHOLE.replace(before, after)
    if problem is NotCovered:
        changed = changed.replace("{room}", "{id_number}")
    if problem is NotKeptThere:
        changed = changed.replace("{room}", "{work_location}")
    (tmp_path / "mine.toml").write_text(changed, encoding="utf-8")
    with pytest.raises(problem) as refused:
        load_letters(tmp_path, catalogue=known)
    assert "mine.toml" in refused.value.text()


def test_a_companys_own_letter_stands_in_the_place_of_ours(
    known: Catalogue, tmp_path: Path
) -> None:
    own = WHOLE.replace("letter.mine", "letter.appointment")
    (tmp_path / "a.toml").write_text(own, encoding="utf-8")
    letters = load_letters(FOLDER, tmp_path, catalogue=known)
    assert letters["appointment"].label.zh == "通知" and "offer" in letters
    (tmp_path / "b.toml").write_text(own, encoding="utf-8")
    with pytest.raises(DeclaredTwice):
        load_letters(tmp_path, catalogue=known)
    assert load_letters(tmp_path / "none", catalogue=known) == {}


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


@given(DAYS, st.integers(0, 20_000))
def test_years_of_service_lead_to_the_last_day(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    years, months, rest = employment.service(first, last)
    assert 0 <= months < 12 and 0 <= rest < 31
    reached = months_later(first, years * 12 + months) + dt.timedelta(days=rest)
    assert reached == last + dt.timedelta(days=1)


def test_values_are_said_in_the_words_of_the_paper(known: Catalogue) -> None:
    term, day = known.field("contract_term"), known.field("start_date")
    assert said(day, "2026-03-02", "zh_CN") == "2026年3月2日"
    assert said(day, "2026-03-02", "en") == "2026-03-02"
    stored = term.type.store(term.type.parse("2026-03-16 | 2029-03-15"))
    assert said(term, stored, "en") == "from 2026-03-16 to 2029-03-15"
    stored = term.type.store(term.type.parse("2026-03-16"))
    assert said(term, stored, "en") == "from 2026-03-16, open-ended"
    assert said_day(dt.date(2026, 12, 31), "zh_CN") == "2026年12月31日"
    served = said_service(dt.date(2023, 3, 16), dt.date(2026, 9, 30), "en")
    assert served == "3 year(s) 6 month(s) 15 day(s)"
    assert said_service(dt.date(2026, 3, 1), dt.date(2027, 2, 28), "en") == "1 year(s)"
