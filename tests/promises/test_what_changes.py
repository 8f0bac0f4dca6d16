# SPDX-License-Identifier: Apache-2.0
"""The clauses on changes of the policy: found, told to each person, consent asked anew; lists."""

import datetime as dt

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import policy_changes
from hr_desk.domain.policy_changes import Finding, Ground
from hr_desk.i18n import LANGUAGES, t
from hr_desk.operations import (
    assessments,
    consent_cover,
    consent_texts,
    consents,
    hand_off_templates,
    holds,
    policies,
    policy_campaign,
    policy_drafts,
    policy_lists,
    promises,
    recipients,
    retention,
)
from hr_desk.operations.assessments import NewAssessment
from hr_desk.operations.controls import BROKEN, KEPT, NOT_SEEN
from hr_desk.operations.controls_policy_changes import KEYS
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.policy_drafts import NewText
from hr_desk.operations.policy_lists import PolicyList
from hr_desk.operations.session import Session
from tests.promises.seams import field
from tests.promises.switched_off import other_purpose, other_rights
from tests.support import made_up
from tests.support.desk import PASSPHRASES, Desk
from tests.support.handing_off import recipient
from tests.support.requests import carry


def publish(officer: Session, *, major: bool = False) -> None:
    """Write the policy in force with one sentence more, have it approved, publish it."""
    published(officer, written(officer, major=major))


def written(officer: Session, *, major: bool = False) -> str:
    """Write the policy in force with one sentence more; returns the id of the version under way."""
    known = policies.versions(officer)[-1]
    new = NewText(
        zh=known.zh + "另增一句。", en=known.en + " One more.", summary="另增一句",
        valid_from=officer.today(), major=major,
    )  # fmt: skip
    return policy_drafts.write(officer, new).created[0]


def published(officer: Session, id_: str) -> None:
    """Have a version under way approved, and publish it."""
    policy_drafts.approve(officer, id_, approver="admin", passphrase=PASSPHRASES["admin"])
    policy_drafts.publish(officer, id_, place="公告栏", evidence="照片")


def grounds(officer: Session) -> set[Ground]:
    """Return what is found to have changed since the version in force, its text unchanged."""
    known = policies.versions(officer)[-1]
    return {one.ground for one in policy_drafts.findings(officer, zh=known.zh, en=known.en).sure}


def red(session: Session) -> set[int]:
    """Return the numbers of the clauses 8.4(1) to 8.4(6) that are not green."""
    board = {one.clause.id: one for one in promises.board(session)}
    return {int(ground) for ground in Ground if not board[f"8.4({int(ground)})"].green}


def evidence(session: Session, ground: Ground) -> str:
    """Return what the control of a ground says."""
    return promises.look(session, KEYS[ground]).text()


def found_then_told(officer: Session, ground: Ground, *, named: str) -> None:
    """A change turns its clause red and no other, until a version that tells of it is written."""
    assert grounds(officer) == {ground}
    assert red(officer) == {ground}
    assert named in evidence(officer, ground)
    todo = promises.look(officer, KEYS[ground]).seen.message
    assert todo.endswith("Write a new version of the policy that tells of them.")
    id_ = written(officer)
    assert red(officer) == set() and named in evidence(officer, ground)
    published(officer, id_)
    assert policies.versions(officer)[-1].major
    assert grounds(officer) == set()
    assert red(officer) == set() and named not in evidence(officer, ground)


def test_c_1_5(desk: Desk, officer: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    recruiter = desk.open("hiring")
    (one,) = desk.take_in(recruiter, [made_up.one()])
    subject = consent_texts.subjects(recruiter, Scenario.RECRUITMENT)[0]
    text = consent_texts.text_of(recruiter, subject, "zh_CN")
    consents.give(recruiter, one, subject, shown=text, how="tick")
    changed = (Finding(Ground.PROCESSING, "field_purpose", subject),)
    with monkeypatch.context() as patch:
        patch.setattr(policy_changes, "of_facts", lambda _old, _new: changed)
        publish(officer)
    (person,) = policy_campaign.concerned(recruiter)
    policy_campaign.tell(recruiter, [person.record], how="paper")
    assert promises.look(recruiter, "policy_campaign").green
    desk.clock.advance(days=7)
    assert not consent_cover.today(recruiter).covers(subject, 1)
    assert not promises.look(recruiter, "policy_campaign").green
    old = next(act for act in consents.state(recruiter, one) if act.subject == subject)
    assert (old.in_force, old.ended_by) == (False, "outdated")
    fresh = consent_texts.text_of(recruiter, subject, "zh_CN")
    consents.give(recruiter, one, subject, shown=fresh, how="tick")
    assert promises.look(recruiter, "policy_campaign").green
    new = next(act for act in consents.state(recruiter, one) if act.subject == subject)
    assert new.in_force and consents.given_text(recruiter, one, subject) == fresh.text
    # Whoever refuses is not asked again: not by the same version, and not by the next change.
    consents.withdraw(recruiter, one, subject)
    assert [person.renew for person in policy_campaign.concerned(recruiter)] == [()]
    with monkeypatch.context() as patch:
        patch.setattr(policy_changes, "of_facts", lambda _old, _new: changed)
        publish(officer)
    for _ in range(2):
        assert [person.renew for person in policy_campaign.concerned(recruiter)] == [()]
        desk.clock.advance(days=180)
        retention.confirm_time(recruiter)


def test_c_8_3(desk: Desk, officer: Session) -> None:
    recruiter = desk.open("hiring")
    desk.take_in(recruiter, list(made_up.people(2, seed=3)))
    publish(officer, major=True)
    assert promises.look(officer, "policy_campaign").seen.state == NOT_SEEN  # all files are mute
    people = [one.record for one in policy_campaign.concerned(recruiter)]
    assert len(people) == 2 and promises.look(recruiter, "policy_campaign").green
    policy_campaign.tell(recruiter, people[:1], how="paper")
    carry(recruiter, officer)
    desk.clock.advance(days=7)
    assert not promises.look(recruiter, "policy_campaign").green
    assert not promises.look(officer, "policy_campaign").green
    policy_campaign.tell(recruiter, people[1:], how="read_out")
    carry(recruiter, officer)
    assert promises.look(recruiter, "policy_campaign").green
    mute = promises.look(officer, "policy_campaign").seen  # everybody of hiring was told
    assert (mute.state, dict(mute.values)["count"]) == (BROKEN, 1)
    carry(desk.open("admin"), officer)
    assert promises.look(officer, "policy_campaign").green
    assert promises.look(officer, "policy_versions").green


def test_a_hold_that_two_people_signed_is_seen_as_one(desk: Desk) -> None:
    recruiter = desk.open("hiring")
    (one,) = desk.take_in(recruiter, [made_up.one()])
    wish = Wanted("litigation", "示字 1 号", holds.latest_review(recruiter))
    holds.put(recruiter, "hiring", one, wish, approval=Approval("admin", PASSPHRASES["admin"]))
    seen = promises.look(recruiter, "holds").seen
    assert seen.state == KEPT and dict(seen.values)["count"] == 1


def test_c_8_4_1(officer: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert red(officer) == set()
    with other_purpose()(officer, monkeypatch):
        photo = str(officer.catalogue.field("photo").label)
        found_then_told(officer, Ground.PROCESSING, named=photo)


def test_c_8_4_2(officer: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    company = {**officer.company, "name": "示例公司（新）"}
    monkeypatch.setattr(Session, "company", company)
    found_then_told(officer, Ground.OWNERSHIP, named=company["name"])


def test_c_8_4_3(desk: Desk, officer: Session) -> None:
    admin = desk.open("admin")
    template = next(iter(hand_off_templates.list_templates(admin).values())).template
    new = recipient(template)
    recipients.register(admin, new)
    carry(admin, officer)
    found_then_told(officer, Ground.RECIPIENTS, named=new.name)


def test_c_8_4_4(officer: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    with other_rights()(officer, monkeypatch):
        found_then_told(officer, Ground.RIGHTS, named="20")


def test_c_8_4_5(officer: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "company", {**officer.company, "phone": "0532-81111111"})
    found_then_told(officer, Ground.CONTACT, named="0532-81111111")


def test_c_8_4_6(desk: Desk, officer: Session) -> None:
    new = NewAssessment(
        subject="银行卡号的收集", occasion="sensitive", necessity="发工资所需",
        impact="泄露有损失", measures="加密、脱敏", result="high",
        review_on=officer.today() + dt.timedelta(days=30),
    )  # fmt: skip
    assessments.add(officer, new)
    draft = policy_drafts.draft(officer)
    assert draft is not None and draft.version.major
    assert [one.ground for one in draft.version.changes] == [Ground.RISK]
    assert red(officer) == set()
    policy_drafts.discard(officer, draft.id)
    assert red(officer) == {Ground.RISK}
    assert t("an impact assessment shows high risk") in evidence(officer, Ground.RISK)
    assert promises.look(officer, "assessments").green
    publish(officer)
    assert red(officer) == set()
    desk.clock.advance(days=30)
    assert not promises.look(officer, "assessments").green


def test_a_version_that_is_not_published_by_its_day_leaves_its_grounds_open(
    desk: Desk, officer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "company", {**officer.company, "phone": "0532-81111111"})
    known = policies.versions(officer)[-1]
    day = officer.today() + policies.LEAD
    new = NewText(zh=known.zh, en=known.en, summary="电话", valid_from=day, major=True)
    (id_,) = policy_drafts.write(officer, new).created
    desk.clock.advance(days=policies.LEAD.days)
    assert red(officer) == set()
    desk.clock.advance(days=1)
    assert red(officer) == {Ground.CONTACT}
    assert day.isoformat() in evidence(officer, Ground.CONTACT)
    published(officer, id_)
    assert red(officer) == set()


def test_what_did_not_reach_everybody_turns_red_by_its_own_ground(
    desk: Desk, officer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    recruiter = desk.open("hiring")
    desk.take_in(recruiter, list(made_up.people(2, seed=3)))
    monkeypatch.setattr(Session, "company", {**officer.company, "phone": "0532-81111111"})
    publish(officer)
    tell_by_halves(desk, officer, recruiter, {Ground.CONTACT})
    assert red(officer) == set()


def tell_by_halves(desk: Desk, officer: Session, recruiter: Session, grounds_: set[Ground]) -> None:
    """Tell one of two people; once the version holds these grounds are open until both know."""
    first, second = (one.record for one in policy_campaign.concerned(recruiter))
    policy_campaign.tell(recruiter, [first], how="paper")
    for session in (recruiter, desk.open("admin")):
        carry(session, officer)
    assert red(officer) == set()
    desk.clock.advance(days=7)
    assert red(officer) == grounds_
    policy_campaign.tell(recruiter, [second], how="paper")
    carry(recruiter, officer)


def test_a_consent_not_asked_anew_leaves_no_ground_open_but_its_own(
    desk: Desk, officer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    recruiter = desk.open("hiring")
    one, _ = desk.take_in(recruiter, list(made_up.people(2, seed=3)))
    subject = consent_texts.subjects(recruiter, Scenario.RECRUITMENT)[0]
    text = consent_texts.text_of(recruiter, subject, "zh_CN")
    consents.give(recruiter, one, subject, shown=text, how="tick")
    changed = (
        Finding(Ground.PROCESSING, "field_purpose", subject),
        Finding(Ground.RECIPIENTS, "recipient_new", "示例单位"),
    )
    with monkeypatch.context() as patch:
        patch.setattr(policy_changes, "of_facts", lambda _old, _new: changed)
        publish(officer)
    tell_by_halves(desk, officer, recruiter, {Ground.PROCESSING, Ground.RECIPIENTS})
    assert red(officer) == {Ground.PROCESSING}
    fresh = consent_texts.text_of(recruiter, subject, "zh_CN")
    consents.give(recruiter, one, subject, shown=fresh, how="tick")
    policy_campaign.report_news(recruiter)
    carry(recruiter, officer)
    assert red(officer) == set()


def test_many_changes_are_counted_and_the_first_are_named(
    officer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(
        Finding(Ground.RECIPIENTS, "recipient_new", f"示例单位{number}") for number in range(7)
    )
    monkeypatch.setattr(policy_changes, "of_facts", lambda _old, _new: many)
    assert red(officer) == {Ground.RECIPIENTS}
    said = evidence(officer, Ground.RECIPIENTS)
    assert "7" in said and "示例单位4" in said and "示例单位5" not in said


def test_c_l_1(desk: Desk, officer: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = desk.open("admin")
    template = next(iter(hand_off_templates.list_templates(admin).values())).template
    (id_,) = recipients.register(admin, recipient(template)).created
    carry(admin, officer)
    for code in LANGUAGES:
        sheet = policy_lists.sheet(officer, PolicyList.PROVIDED, code)
        assert [entry.key for part in sheet.parts for entry in part.entries] == [id_]
    label = officer.catalogue.field("photo").label
    sheet = policy_lists.sheet(officer, PolicyList.COLLECTED, "zh_CN")
    assert label.zh in sheet.text
    changed = field("photo", label=officer.catalogue.field("mobile").label)
    with changed(officer, monkeypatch):
        after = policy_lists.sheet(officer, PolicyList.COLLECTED, "zh_CN")
        assert after.fingerprint != sheet.fingerprint
    assert promises.look(officer, "lists").green
