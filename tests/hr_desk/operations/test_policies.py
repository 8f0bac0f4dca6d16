# SPDX-License-Identifier: Apache-2.0
"""The policy in force and the notice made from the catalogue."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import policies
from hr_desk.operations.policies import PolicyDamaged, PolicyExists
from hr_desk.operations.problems import PolicyMissing, TextMissing, TextTooLong
from hr_desk.operations.session import Session
from tests.support.desk import COMPANY, POLICY_ZH, START, Desk


def test_the_policy_is_read_by_every_role(desk: Desk) -> None:
    for user in ("admin", "hiring", "gate"):
        version = policies.in_force(desk.open(user))
        assert version is not None
        assert (version.number, version.zh) == (1, POLICY_ZH)
        assert version.valid_from == START.date().isoformat()


def test_it_is_taken_in_once(admin: Session) -> None:
    with pytest.raises(PolicyExists):
        policies.take_in_published(
            admin, zh=POLICY_ZH, en="x", published_on=START.date(), place="x"
        )


def test_too_short_a_text_is_no_policy(desk: Desk, admin: Session) -> None:
    next((desk.folder / "policies").iterdir()).unlink()
    with pytest.raises(TextMissing):
        policies.take_in_published(admin, zh="短", en="x", published_on=START.date(), place="x")
    with pytest.raises(PolicyMissing):
        policies.require_in_force(admin)


def test_a_changed_policy_is_refused(desk: Desk, session: Session) -> None:
    path = next((desk.folder / "policies").iterdir())
    signed = json.loads(path.read_bytes())
    signed["policy"]["valid_from"] = "2020-01-01"
    path.write_bytes(json.dumps(signed, sort_keys=True, ensure_ascii=False).encode())
    with pytest.raises(PolicyDamaged):
        policies.in_force(session)
    path.write_bytes(b"not json")
    with pytest.raises(PolicyDamaged):
        policies.versions(session)


def test_a_clock_set_back_does_not_put_the_policy_out_of_force(
    desk: Desk, session: Session
) -> None:
    desk.clock.at = START - dt.timedelta(days=1)
    assert policies.in_force(session) is not None


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("scenario", list(Scenario))
def test_the_notice_names_who_what_why_and_how_long(
    session: Session, scenario: Scenario, code: str
) -> None:
    text = policies.notice_text(session, scenario, code)
    assert COMPANY["name"] in text and COMPANY["phone"] in text
    assert "{" not in text and "None" not in text
    compartment = policies.FILE_OF[scenario]
    for field in session.catalogue.fields_of(compartment, scenario):
        assert (field.label.within(code) in text) or field.supplied_by != "person"
    if scenario is Scenario.RECRUITMENT:
        assert "180" in text


def test_the_notice_says_every_condition_under_which_something_is_needed(
    session: Session,
) -> None:
    chinese = policies.notice_text(session, Scenario.RECRUITMENT, "zh_CN")
    english = policies.notice_text(session, Scenario.RECRUITMENT, "en")
    mobile, email = (session.catalogue.field(key).label for key in ("mobile", "email"))
    assert f"{mobile.en} or {email.en}" in english
    assert f"{mobile.zh}或{email.zh}" in chinese
    guardian = session.catalogue.field("guardian")
    assert guardian.condition is not None
    assert f"{guardian.label.en} ({guardian.condition.en})" in english
    assert "30 or 90 days" in english and "30或90" in chinese.replace(" ", "")


@pytest.mark.parametrize("code", LANGUAGES)
def test_parts_of_the_record_that_a_company_has_not_leave_no_gap(
    session: Session, code: str
) -> None:
    for company in ({"name": "示例公司"}, {"name": "示例公司", "phone": "0532-80000000"}):
        session.register = replace(session.register, company=company)
        text = policies.notice_text(session, Scenario.RECRUITMENT, code)
        first = text.partition("\n")[0]
        for gap in (", .", ",.", "，。", "：。", "： ", "phone .", "拨打电话 。", "  "):
            assert gap not in text
        assert first.endswith((".", "。"))
        assert ("0532-80000000" in first) is ("phone" in company)


def test_the_place_of_publication_is_one_short_line(desk: Desk, admin: Session) -> None:
    next((desk.folder / "policies").iterdir()).unlink()
    with pytest.raises(TextTooLong):
        policies.take_in_published(
            admin, zh=POLICY_ZH, en="x", published_on=START.date(), place="x" * 121
        )
    with pytest.raises(TextMissing):
        policies.take_in_published(
            admin, zh=POLICY_ZH, en="x", published_on=START.date(), place="\u200b "
        )
