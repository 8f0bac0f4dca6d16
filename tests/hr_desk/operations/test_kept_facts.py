# SPDX-License-Identifier: Apache-2.0
"""Facts beside the values: how a record stands is in the case and in the copy."""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.i18n import LANGUAGES
from hr_desk.operations import interviews, recruitment, request_copies
from hr_desk.operations.contributions import Contribution, is_record
from hr_desk.operations.copy_columns import GROUNDS
from hr_desk.operations.interviews import Plan
from hr_desk.operations.kept_facts import FACTS, fact_said, is_facts
from hr_desk.operations.session import Session
from tests.support import joining, visitors
from tests.support.desk import Desk
from tests.support.made_up import one
from tests.support.requests import HER, contributed, copied, verified


def test_l_5_how_an_application_stands_and_what_was_arranged_is_told(
    desk: Desk, officer: Session, admin: Session, tmp_path: Path
) -> None:
    recruiter = desk.open("hiring")
    (hers, other) = desk.take_in(
        recruiter, [one("孙小梅", "13900001234"), one("钱示例", "13800138000")]
    )
    for id_, place in ((hers, "三号会议室"), (other, "别处")):
        plan = Plan(at=desk.clock.now() + dt.timedelta(hours=2), minutes=20, host="刘经理",
                    place=place)  # fmt: skip
        interviews.arrange(recruiter, [id_], plan)
    recruitment.withdraw(recruiter, [hers])
    case = verified(officer, HER, code="copy")
    # Beside it the gate may have the visit that was called off, as its two words came in.
    record = in_file(contributed(officer, admin, case), "hiring")
    today = desk.clock.now().date().isoformat()
    assert record.facts["application.stage"] == ("withdrawn",)
    assert record.facts["application.stage_on"] == (today,)
    assert record.facts["interview.place"] == ("三号会议室",), "and nobody else's"
    copy = copied(officer, case, tmp_path / "copy.zip")
    (kept,) = (one for one in copy.parts[request_copies.DATA] if one["file"] == "hiring")
    stage = officer.catalogue.stages["withdrawn"].label
    assert kept["facts"]["application.stage"]["text"] == {"zh": stage.zh, "en": stage.en}
    grounds = copy.parts[request_copies.BESIDES]
    assert len(grounds) == len(GROUNDS) and "visit.code" in str(grounds)


def test_a_visit_says_whom_it_was_for_and_a_joiner_how_they_stand(
    desk: Desk, officer: Session, admin: Session
) -> None:
    visitors.signed_in(desk.open("gate"), **HER)
    her = joining.somebody(name="孙小梅", mobile="13900001234")
    joining.handed_over(desk, desk.open("hiring"), joining.welcome(desk), people=[her])
    found = contributed(officer, admin, verified(officer, HER))
    visit, joiner = (in_file(found, file) for file in ("visits", "personnel"))
    assert visit.facts["visit.state"] and visit.facts["visit.day"]
    assert joiner.facts["joiner.state"] == ("expected",)
    assert "account.adult_from" not in joiner.facts


def in_file(found: tuple[Contribution, ...], file: str) -> Contribution:
    """Return what a file contributed."""
    return next(record for record in found if record.file == file)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("key", sorted(FACTS))
def test_a_code_of_another_version_is_said_as_it_is(admin: Session, key: str, code: str) -> None:
    assert "x_unknown" in fact_said(admin.catalogue, key, ("x_unknown",), code)


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({}, True), ({"account.ended_on": ["2026-03-02"]}, True), ({"account.seq": ["1"]}, False),
        ({"account.ended_on": []}, False), ({"account.ended_on": [1]}, False), ([], False),
    ],
)  # fmt: skip
def test_what_are_no_facts_is_not_taken_in(admin: Session, facts: object, fits: bool) -> None:
    assert is_facts(facts) is fits
    record = {"record": "0" * 32, "kind": "account", "fields": {}, "earlier": [], "clocks": [],
              "reads": [], "told": [], "facts": facts}  # fmt: skip
    assert is_record(admin, record) is fits
