# SPDX-License-Identifier: Apache-2.0
"""Telling people of a later version: everybody has a status, whoever works on them gives it."""

import datetime as dt
from dataclasses import replace

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import policy_changes
from hr_desk.domain.policy_changes import Finding, Ground
from hr_desk.operations import (
    consent_cover,
    consent_texts,
    consents,
    pairing,
    policies,
    policy_campaign,
    policy_drafts,
    recruitment,
    retention,
)
from hr_desk.operations.policy_problems import NobodyToTell
from hr_desk.operations.problems import ReasonUnknown, RecordGone
from hr_desk.operations.session import Session
from tests.hr_desk.operations.test_policy_drafts import EN
from tests.support import made_up
from tests.support.desk import PASSPHRASES, POLICY_ZH, START, Desk
from tests.support.requests import carry

SUBJECT = "photo"


def announce(
    officer: Session, monkeypatch: pytest.MonkeyPatch | None = None, *, more: str = "新增一句。"
) -> None:
    """Publish a version in which one more thing changed its purpose."""
    if monkeypatch is not None:
        found = (Finding(Ground.PROCESSING, "field_purpose", SUBJECT),)
        monkeypatch.setattr(policy_changes, "of_facts", lambda _old, _new: found)
    new = policy_drafts.NewText(
        zh=POLICY_ZH + more,
        en=EN + " One more.",
        summary="照片用途",
        valid_from=START.date(),
    )
    (id_,) = policy_drafts.write(officer, new).created
    policy_drafts.approve(officer, id_, approver="admin", passphrase=PASSPHRASES["admin"])
    policy_drafts.publish(officer, id_, place="公告栏", evidence="照片")


def test_8_3_everybody_concerned_has_a_status_and_the_officer_hears_numbers(
    desk: Desk, officer: Session
) -> None:
    recruiter = desk.open("hiring")
    ids = desk.take_in(recruiter, list(made_up.people(4, seed=7)))
    recruitment.withdraw(recruiter, ids[:1])
    assert policy_campaign.concerned(recruiter) == ()
    with pytest.raises(NobodyToTell):
        policy_campaign.tell(recruiter, [], how="paper")
    announce(officer)
    people = policy_campaign.concerned(recruiter)
    assert len(people) == 3 and not any(one.told for one in people)
    assert all(one.name and one.reached and one.known == 1 for one in people)
    policy_campaign.tell(recruiter, [people[0].record, people[1].record], how="paper")
    told = [one for one in policy_campaign.concerned(recruiter) if one.told]
    assert {one.how for one in told} == {"paper"} and {one.told_by for one in told} == {"hiring"}
    carry(recruiter, officer)
    (progress,) = policy_campaign.progress(officer)
    assert (progress.policy, progress.concerned, progress.told) == (2, 3, 2)
    for record, how, refused in (
        (people[2].record, "owed", ReasonUnknown),
        (people[2].record, "rumour", ReasonUnknown),
        ("f" * 32, "paper", RecordGone),
    ):
        with pytest.raises(refused):
            policy_campaign.tell(recruiter, [record], how=how)


def test_a_file_that_said_nothing_is_named_with_its_days_and_is_no_zero(
    desk: Desk, officer: Session
) -> None:
    admin = desk.open("admin")
    desk.take_in(admin, [made_up.one()])
    assert policy_campaign.silent(officer) == ()
    announce(officer)
    desk.clock.advance(days=3)
    mute = policy_campaign.silent(officer)
    files = [f"{desk.desk_id}/{name}" for name in ("hiring", "personnel")]
    assert [one.peer for one in mute] == files
    assert {(one.policy, one.since, one.days) for one in mute} == {(2, START.date(), 3)}
    recruiter = desk.open("hiring")
    carry(recruiter, officer)
    assert [one.peer for one in policy_campaign.silent(officer)] == files[1:]
    carry(admin, officer)
    assert policy_campaign.silent(officer) == ()
    heard = {one.peer: (one.concerned, one.told) for one in policy_campaign.progress(officer)}
    assert heard == {files[0]: (1, 0), files[1]: (0, 0)}  # nobody is concerned, and it says so


def test_a_file_says_by_itself_how_far_it_is_once_for_each_version(
    desk: Desk, officer: Session
) -> None:
    announce(officer)
    recruiter, gate = desk.open("hiring"), desk.open("gate")
    entries = "SELECT count(*) FROM audit WHERE json_extract(body, '$.operation') = 'policy.report'"
    for _ in range(2):
        carry(gate, recruiter, officer)
    assert recruiter.compartment("hiring").read_one(entries) == (1,)
    announce(officer, more="再增一句。")
    carry(recruiter, officer)
    assert recruiter.compartment("hiring").read_one(entries) == (2,)
    assert [one.policy for one in policy_campaign.silent(officer)] == [3]


def test_a_file_of_a_paired_desk_is_named_unless_that_desk_has_an_office_of_its_own(
    desk: Desk, officer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(officer)
    plant, other = "b" * 32, "c" * 32
    known = {
        plant: replace(officer.register, epochs={"visits": 1, "personnel": 1}),
        other: replace(officer.register, epochs={"hiring": 1, "privacy": 1}),
    }
    monkeypatch.setattr(pairing, "known_to", lambda _session: known)
    assert f"{plant}/personnel" in [one.peer for one in policy_campaign.silent(officer)]
    assert not [one for one in policy_campaign.silent(officer) if one.peer.startswith(other)]


def test_whoever_comes_under_the_new_text_is_not_concerned(desk: Desk, officer: Session) -> None:
    announce(officer)
    recruiter = desk.open("hiring")
    desk.take_in(recruiter, [made_up.one()])
    assert policy_campaign.concerned(recruiter) == ()


def test_8_4_1_consent_is_asked_anew_where_the_purpose_changed(
    desk: Desk, officer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    recruiter = desk.open("hiring")
    (application,) = desk.take_in(recruiter, [made_up.one()])
    subject = consent_texts.subjects(recruiter, Scenario.RECRUITMENT)[0]
    monkeypatch.setattr(f"{__name__}.SUBJECT", subject)
    text = consent_texts.text_of(recruiter, subject, "zh_CN")
    consents.give(recruiter, application, subject, shown=text, how="tick")
    assert consent_cover.today(recruiter).covers(subject, 1)
    announce(officer, monkeypatch)
    monkeypatch.undo()
    monkeypatch.setattr(f"{__name__}.SUBJECT", subject)
    (person,) = policy_campaign.concerned(recruiter)
    assert person.renew == (subject,)
    assert consent_cover.today(recruiter).covers(subject, 1)
    desk.clock.advance(days=7)
    assert policies.require_in_force(recruiter).number == 2
    assert not consent_cover.today(recruiter).covers(subject, 1)
    assert consent_cover.today(recruiter).covers("mobile", 1)
    assert consents.given_text(recruiter, application, subject) == text.text
    fresh = consent_texts.text_of(recruiter, subject, "zh_CN")
    assert fresh.policy_version == 2
    consents.give(recruiter, application, subject, shown=fresh, how="tick")
    assert policy_campaign.concerned(recruiter)[0].renew == ()


def test_what_was_told_goes_with_the_record(desk: Desk, officer: Session) -> None:
    recruiter = desk.open("hiring")
    ids = desk.take_in(recruiter, [made_up.one()])
    announce(officer)
    (person,) = policy_campaign.concerned(recruiter)
    policy_campaign.tell(recruiter, [person.record], how="read_out")
    recruitment.withdraw(recruiter, ids)
    desk.clock.advance(days=31)
    retention.confirm_time(recruiter)
    retention.sweep(recruiter)
    assert recruiter.compartment("hiring").read_one("SELECT count(*) FROM policy_told")[0] == 0


def test_the_message_says_what_is_new_from_when_and_where(desk: Desk, officer: Session) -> None:
    with pytest.raises(NobodyToTell):
        policy_campaign.message(officer, "en")
    announce(officer)
    for code in ("zh_CN", "en"):
        said = policy_campaign.message(officer, code)
        assert "照片用途" in said and "公告栏" in said and "0532-80000000" in said
    assert (START.date() + dt.timedelta(days=0)).isoformat() in said
