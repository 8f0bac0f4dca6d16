# SPDX-License-Identifier: Apache-2.0
"""The rules of what leaves once know every kind of recipient, and what the law asks for each."""

import pytest

from hr_desk.catalogue import load
from hr_desk.domain import disclosing as rules
from hr_desk.domain import hand_offs

LISTS = load().code_lists


def test_every_kind_of_recipient_has_a_way_and_a_ground() -> None:
    assert set(rules.WAY_OF) == set(LISTS["recipient_kind"].codes)
    assert set(rules.WAYS) == set(LISTS["disclosure_way"].codes)
    used = {one for kind in (*rules.WAY_OF, *rules.ANYBODY) for one in rules.grounds(kind)}
    assert used == set(LISTS["disclosure_ground"].codes)


@pytest.mark.parametrize("kind", list(rules.WAY_OF))
def test_consent_is_the_ground_of_whoever_needs_it(kind: str) -> None:
    by_consent = rules.grounds(kind) == (rules.CONSENT,)
    assert by_consent is hand_offs.needs_consent(kind, hand_offs.HOME)
    assert hand_offs.needs_consent(kind, "SGP")
    assert rules.needs_assessment(kind) is (kind not in ("own_finance", "statutory", "wage_bank"))


def test_only_somebodys_own_copy_needs_no_second_person() -> None:
    assert [way for way in rules.WAYS if not rules.needs_approval(way)] == [rules.OWN_COPY]


def test_who_is_told_before_and_who_afterwards() -> None:
    assert [kind for kind in rules.WAY_OF if rules.told_before(kind)] == ["successor"]
    assert [way for way in rules.WAYS if rules.told_after(way, "")] == [rules.LEGAL_DEMAND]
    assert not rules.told_after(rules.LEGAL_DEMAND, "反间谍法 8")


def test_what_is_kept_on_consent_alone_goes_to_no_office_as_a_matter_of_course() -> None:
    alone, by_law = ["PIPL 13(1)"], ["PIPL 13(1)", "PIPL 13(3); 劳动合同法 17"]
    assert not rules.covers("statutory", alone) and rules.covers("statutory", by_law)
    assert rules.covers("partner", alone) and rules.covers(rules.LEGAL_DEMAND, alone)
