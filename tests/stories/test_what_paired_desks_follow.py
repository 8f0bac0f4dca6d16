# SPDX-License-Identifier: Apache-2.0
"""The office decides, the plant is another machine: what it follows, and what the office hears.

Between them is a folder that both reach and nothing else.
"""

import datetime as dt

import pytest

from hr_desk.domain import policy_changes
from hr_desk.domain.policy_changes import Finding, Ground
from hr_desk.operations import (
    board_reports,
    consent_texts,
    consents,
    period_decisions,
    period_following,
    period_settings,
    policy_campaign,
    policy_sending,
    recruitment,
    requisitions,
    retention,
    today,
    visits,
)
from hr_desk.operations.period_decisions import FOLLOWED, WAITS_WORD
from hr_desk.operations.policy_copies import KEPT, UNREADABLE
from hr_desk.operations.session import Session
from tests.support import made_up
from tests.support.paired_office import DAYS, OFFICER, Company, announce
from tests.support.visitors import visitor

PHOTO = "photo"


@pytest.fixture
def company(company: Company) -> Company:
    """An office with the privacy officer, and the plant; both know each other already."""
    company.carry()
    return company


def agrees(session: Session, application: str) -> None:
    shown = consent_texts.text_of(session, PHOTO, "zh_CN")
    consents.give(session, application, PHOTO, shown=shown, how="paper")


def keys_on_today(session: Session) -> set[str]:
    return {one.key for one in today.summary(session)}


def a_day_passes(company: Company) -> None:
    company.advance(1)
    retention.sweep(company.admin)
    company.carry()


def test_three_applicants_of_the_plant_answer_a_changed_purpose(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One agrees anew, one takes it back, one has not been asked: the office hears it so."""
    plant = company.admin
    (post,) = requisitions.open_requisition(
        plant, title="装配工", department="制造部", place="青岛"
    ).created
    everyone = made_up.candidates(list(made_up.people(3, seed=5)), plant.catalogue, post)
    yes, no, _silent = (one for one in recruitment.take_in(plant, everyone).created)
    for application in (yes, no, _silent):
        agrees(plant, application)
    found = (Finding(Ground.PROCESSING, "field_purpose", PHOTO),)
    monkeypatch.setattr(policy_changes, "of_facts", lambda _old, _new: found)
    announce(company)
    company.carry()
    people = policy_campaign.concerned(plant)
    policy_campaign.tell(plant, [one.record for one in people[:2]], how="paper")
    company.advance(DAYS)
    retention.confirm_time(plant)
    agrees(plant, yes)
    consents.withdraw(plant, no, PHOTO)
    a_day_passes(company)
    peer = f"{company.plant.desk_id}/hiring"
    (heard,) = [one for one in policy_campaign.progress(company.officer) if one.peer == peer]
    assert (heard.concerned, heard.told) == (3, 2)
    assert (heard.given, heard.refused, heard.renew) == (1, 1, 1)


def test_a_version_that_the_plant_could_not_read_is_sent_again(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plant's program was the earlier one: updated, it takes the version."""
    announce(company)
    with monkeypatch.context() as earlier:
        earlier.setattr("hr_desk.operations.policies.hash_of", lambda *_texts: 1 / 0)
        policy_sending.send_owed(company.officer)
        for _ in range(3):
            company.carry()
    assert company.numbers() == [1] and "policy_refused" in keys_on_today(company.officer)
    found = [one for one in policy_sending.sendings(company.officer) if one.policy == 2]
    assert {one.outcome for one in found} == {UNREADABLE}
    for one in found:
        policy_sending.resend(company.officer, one.policy, one.peer)
    company.carry()
    assert company.numbers() == [1, 2] and "policy_refused" not in keys_on_today(company.officer)
    assert {one.outcome for one in policy_sending.sendings(company.officer)} == {KEPT}


def decide(company: Company, days: int) -> None:
    """The office's HR admin sets how long visits are kept; its officer passes it on."""
    admin = company.office.open()
    longer = days > admin.catalogue.classes["VIS"].periods["checked_out"]
    period_settings.set_period(admin, "VIS", "checked_out", days, reason="法务意见", told=longer)
    company.carry()
    period_decisions.pass_on(
        company.officer, "VIS", "checked_out", effective_on=company.officer.today(),
        approver="officer", passphrase=OFFICER,
    )  # fmt: skip
    company.carry()


def test_a_visit_at_the_plant_goes_when_the_office_decided(company: Company) -> None:
    """Ninety days by its own default, sixty by the decision; a hundred only by its own word."""
    plant = company.admin
    visits.sign_in(plant, [visitor(plant)])
    a_day_passes(company)
    decide(company, 60)
    company.advance(58)
    retention.confirm_time(plant)
    assert retention.sweep(plant).counts == {}
    company.advance(1)
    assert retention.sweep(plant).counts == {"VIS": 1}
    decide(company, 100)
    assert {one.state for one in period_decisions.sendings(company.officer)} == {WAITS_WORD}
    assert "periods" in keys_on_today(plant)
    period_following.confirm(plant, "VIS", "checked_out", told=True)
    company.carry()
    assert {one.state for one in period_decisions.sendings(company.officer)} == {FOLLOWED}
    assert plant.catalogue.classes["VIS"].periods["checked_out"] == 100


def test_a_plant_that_is_switched_off_stands_on_the_officers_today(company: Company) -> None:
    for _ in range(3):
        a_day_passes(company)
    assert "paired_boards" not in keys_on_today(company.officer)
    (board,) = board_reports.reports(company.officer)
    assert board.states and board.at is not None
    company.advance(4)
    assert "paired_boards" in keys_on_today(company.officer)
    (board,) = board_reports.reports(company.officer)
    assert board.days >= 3 and dt.timedelta(days=board.days) >= dt.timedelta(days=3)
    a_day_passes(company)
    a_day_passes(company)
    assert "paired_boards" not in keys_on_today(company.officer)
