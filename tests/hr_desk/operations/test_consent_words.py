# SPDX-License-Identifier: Apache-2.0
"""An act in words: what was agreed to is named in every language, its end is said, nothing more."""

from dataclasses import replace

import pytest

from hr_desk.catalogue.loader import load
from hr_desk.i18n import LANGUAGES, translated
from hr_desk.operations.consent_words import label_of, spelt, when
from hr_desk.operations.given_consents import ENDS, GivenConsent

ACT = GivenConsent(
    subjects=("safety",), act="acknowledge", given_at="2026-03-02", sha256="ab12" * 16,
)  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_fields_purposes_texts_of_the_gate_and_the_notice_have_names(code: str) -> None:
    known = load()
    assert label_of(known, "photo", code) == known.field("photo").label.within(code)
    assert label_of(known, "pool.future", code) == known.purposes["pool.future"].label.within(code)
    assert label_of(known, "safety", code) == known.acknowledgements["safety"].label.within(code)
    notice = translated("Notice about personal data, read at the kiosk", code)
    assert label_of(known, "notice", code) == notice
    assert label_of(known, "x_gone", code) == "x_gone", "a field that the company has no more"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_of_the_gate_has_a_day_and_neither_way_nor_version(code: str) -> None:
    said = spelt(load(), ACT, code)
    assert "2026-03-02" in said.what and ACT.sha256 in said.text
    assert (said.way, said.end) == ("", "")


def test_every_end_is_said_and_an_end_agreed_to_only_while_it_counts() -> None:
    ends = sorted(ENDS - {""})
    for end in ends:
        act = replace(ACT, until="2027-03-02", ended_on="2026-04-01", ended_by=end)
        said = spelt(load(), act, "en")
        assert "2026-04-01" in said.end and "2027" not in said.way
    assert "2027-03-02" in spelt(load(), replace(ACT, until="2027-03-02"), "en").way


def test_a_language_that_is_not_there_any_more_is_said_by_its_code() -> None:
    said = spelt(load(), replace(ACT, language="bo_CN", how="tick", version=3), "en")
    assert said.way == "Ticked by the person, bo_CN, under version 3 of the privacy policy"


def test_the_narrow_column_has_the_beginning_of_the_hash() -> None:
    assert spelt(load(), ACT, "en", digits=16).text.endswith(f"{ACT.sha256[:16]}…")


def test_moments_are_said_in_the_time_of_beijing_and_days_as_they_are() -> None:
    assert when("2026-03-02T20:00:00.000+00:00") == "2026-03-03 04:00:00"
    assert when("2026-03-02") == "2026-03-02"
