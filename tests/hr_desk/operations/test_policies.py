# SPDX-License-Identifier: Apache-2.0
"""The policy in force and the notice made from the catalogue."""

import datetime as dt
import json

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import policies
from hr_desk.operations.policies import PolicyDamaged, PolicyExists
from hr_desk.operations.problems import PolicyMissing, TextMissing
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
    compartment = policies._FILE_OF[scenario]
    for field in session.catalogue.fields_of(compartment, scenario):
        assert (field.label.within(code) in text) or field.supplied_by != "person"
    if scenario is Scenario.RECRUITMENT:
        assert "180" in text
