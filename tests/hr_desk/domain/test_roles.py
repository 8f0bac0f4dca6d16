# SPDX-License-Identifier: Apache-2.0
"""What several roles add up to."""

import pytest

from hr_desk import catalogue
from hr_desk.catalogue import Access
from hr_desk.domain import roles

CATALOGUE = catalogue.load()


def test_keys_add_up() -> None:
    assert roles.held(CATALOGUE, ["recruiter", "front_desk"]) == ("visits", "hiring")
    assert roles.held(CATALOGUE, ["auditor"]) == ()


def test_only_hr_admins_hold_the_root_key() -> None:
    assert roles.holds_root(CATALOGUE, ["recruiter", "hr_admin"])
    assert not roles.holds_root(CATALOGUE, ["recruiter", "privacy_officer"])


@pytest.mark.parametrize(
    ("of", "strength", "minutes"),
    [
        (["recruiter"], "daily", 15),
        (["recruiter", "onboarding"], "daily", 10),
        (["recruiter", "hr_admin"], "strong", 10),
        ([], "daily", roles.WITHOUT_ROLES_IDLE),
    ],
)
def test_the_strongest_slot_and_the_shortest_idle_time(
    of: list[str], strength: str, minutes: int
) -> None:
    assert roles.strength(CATALOGUE, of) == strength
    assert roles.idle_minutes(CATALOGUE, of) == minutes


def test_the_highest_access_counts() -> None:
    birth = CATALOGUE.field("birth_date")

    def seen(*of: str) -> Access:
        return CATALOGUE.access(birth, of, stage="applied", compartment="hiring")

    assert seen("recruiter") is Access.MASKED
    assert seen("recruiter", "hr_admin") is Access.FULL
    assert seen("front_desk") is Access.NONE


def test_without_the_key_one_adds_but_never_changes() -> None:
    bank = CATALOGUE.field("bank_account_no")
    found = CATALOGUE.access(bank, ["onboarding"], stage="offer_accepted", compartment="payroll")
    assert found is Access.WRITE
    assert roles.may_enter(found)
    assert roles.may_enter(Access.MASKED)
    assert not roles.may_enter(Access.NONE)
