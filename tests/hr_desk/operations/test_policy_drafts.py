# SPDX-License-Identifier: Apache-2.0
"""A new version: written, approved by a second person, published, readable for ever."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from hr_desk.domain.policy_changes import Ground
from hr_desk.operations import (
    assessments,
    hand_off_templates,
    policies,
    policy_drafts,
    recipients,
    retention,
)
from hr_desk.operations.assessments import NewAssessment
from hr_desk.operations.policies import PolicyDamaged
from hr_desk.operations.policy_drafts import NewText
from hr_desk.operations.policy_problems import (
    ApproverIsAuthor,
    ApproverLacksRoot,
    DraftGone,
    DraftUnderWay,
    FactsChanged,
    NothingChanged,
    OccasionUnknown,
    ReasonForMinor,
    ReviewTooEarly,
    ValidTooEarly,
)
from hr_desk.operations.problems import ChangedMeanwhile, NotPermitted, TextMissing, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store import assessments as assessment_store
from hr_desk.vault import canonical
from hr_desk.vault.slots import WrongPassphrase
from tests.support.desk import PASSPHRASES, POLICY_ZH, START, Desk
from tests.support.handing_off import recipient
from tests.support.requests import carry

DAY = START.date()
EN = "What this company asks for, why, how long it is kept and how it goes."


def new_text(**changed: object) -> NewText:
    """Return a text in which a sentence was added that is no major change."""
    new = NewText(
        zh=POLICY_ZH + "\n感谢阅读。", en=EN + "\nThank you.", summary="补充致谢", valid_from=DAY
    )
    return replace(new, **changed)  # type: ignore[arg-type]


def approved(officer: Session, **changed: object) -> str:
    """Write a version and have it approved; returns its id."""
    (id_,) = policy_drafts.write(officer, new_text(**changed)).created
    policy_drafts.approve(officer, id_, approver="admin", passphrase=PASSPHRASES["admin"])
    return id_


def publish(officer: Session, id_: str) -> None:
    policy_drafts.publish(officer, id_, place="公告栏", evidence="照片 2026-03-02")


def test_8_1_two_people_make_a_version_and_the_old_one_stays(desk: Desk, officer: Session) -> None:
    first = policies.require_in_force(officer)
    publish(officer, approved(officer))
    for user in ("admin", "hiring", "gate"):
        session = desk.open(user)
        old, new = policies.versions(session)
        assert old == first and new.zh == POLICY_ZH + "\n感谢阅读。"
        assert policies.in_force(session) == new
        assert policies.version_of(session, 1) == first
        assert (new.author, new.approver) == (officer.user.id, session.register.named("admin").id)  # type: ignore[union-attr]
        assert not new.major and new.valid_from == DAY.isoformat()
    assert policy_drafts.draft(officer) is None


def test_8_2_it_is_in_force_only_once_it_says_where_it_was_published(officer: Session) -> None:
    id_ = approved(officer)
    assert len(policies.versions(officer)) == 1
    with pytest.raises(TextMissing):
        policy_drafts.publish(officer, id_, place="公告栏", evidence=" ")
    assert len(policies.versions(officer)) == 1
    publish(officer, id_)
    assert policies.require_in_force(officer).place == "公告栏"


def test_the_second_person_is_another_one_who_signs_for_the_desk(officer: Session) -> None:
    (id_,) = policy_drafts.write(officer, new_text()).created
    for name, passphrase, refused in (
        ("officer", "ten green bottles hang", ApproverIsAuthor),
        ("hiring", PASSPHRASES["hiring"], ApproverLacksRoot),
        ("nobody", "x", UnknownUser),
        ("admin", "not the passphrase at all", WrongPassphrase),
    ):
        with pytest.raises(refused):
            policy_drafts.approve(officer, id_, approver=name, passphrase=passphrase)
    with pytest.raises(DraftGone):
        policy_drafts.publish(officer, id_, place="x", evidence="x")


def test_only_the_officer_writes(admin: Session) -> None:
    with pytest.raises(NotPermitted):
        policy_drafts.write(admin, new_text())


def test_a_change_voids_the_approval(officer: Session) -> None:
    id_ = approved(officer)
    known = policy_drafts.draft(officer)
    assert known is not None and known.state == "approved"
    with pytest.raises(DraftUnderWay):
        policy_drafts.write(officer, new_text())
    with pytest.raises(ChangedMeanwhile):
        policy_drafts.write(officer, new_text(), row_version=known.row_version + 1)
    policy_drafts.write(officer, new_text(summary="又改"), row_version=known.row_version)
    with pytest.raises(DraftGone):
        publish(officer, id_)
    policy_drafts.discard(officer, id_)
    assert policy_drafts.draft(officer) is None


def test_what_is_approved_must_still_be_so(desk: Desk, officer: Session) -> None:
    (id_,) = policy_drafts.write(officer, new_text()).created
    admin = desk.open("admin")
    register(admin, officer)
    with pytest.raises(FactsChanged):
        policy_drafts.approve(officer, id_, approver="admin", passphrase=PASSPHRASES["admin"])


def test_refused_texts(officer: Session) -> None:
    with pytest.raises(NothingChanged):
        policy_drafts.write(officer, new_text(zh=POLICY_ZH, en=EN))
    with pytest.raises(ValidTooEarly):
        policy_drafts.write(officer, new_text(valid_from=DAY - dt.timedelta(days=1)))
    with pytest.raises(TextMissing):
        policy_drafts.write(officer, new_text(en="short"))


def test_8_4_3_another_recipient_is_major_and_holds_after_seven_days(
    desk: Desk, officer: Session
) -> None:
    admin = desk.open("admin")
    id_ = register(admin, officer)
    found = policy_drafts.findings(officer, zh=POLICY_ZH, en=EN)
    assert [(one.ground, one.kind) for one in found.sure] == [
        (Ground.RECIPIENTS, "recipient_new")
    ]  # fmt: skip
    publish(officer, approved(officer))
    new = policies.versions(officer)[-1]
    assert new.major and new.valid_from == (DAY + dt.timedelta(days=7)).isoformat()
    assert policies.require_in_force(officer).number == 1
    desk.clock.advance(days=7)
    assert policies.require_in_force(officer).number == 2
    recipients.end(admin, id_)
    carry(admin, officer)
    found = policy_drafts.findings(officer, zh=new.zh, en=new.en)
    assert [one.kind for one in found.sure] == ["recipient_gone"]


def register(admin: Session, officer: Session) -> str:
    """Register a recipient in personnel; the officer hears of it by envelope."""
    template = next(iter(hand_off_templates.list_templates(admin).values())).template
    (id_,) = recipients.register(admin, recipient(template)).created
    carry(admin, officer)
    return id_


def test_8_4_4_words_that_point_to_a_major_change_ask_for_a_reason(officer: Session) -> None:
    zh = POLICY_ZH + "\n我们在20个工作日内答复。"
    with pytest.raises(ReasonForMinor):
        policy_drafts.write(officer, new_text(zh=zh))
    policy_drafts.write(officer, new_text(zh=zh, reason="此前为口头告知的期限"))
    known = policy_drafts.draft(officer)
    assert known is not None and not known.version.major
    policy_drafts.write(officer, new_text(zh=zh, major=True), row_version=known.row_version)
    known = policy_drafts.draft(officer)
    assert known is not None and [one.kind for one in known.version.changes] == ["text_days"]


@pytest.mark.parametrize("part", ["policy", "publication"])
def test_a_published_version_cannot_be_changed(desk: Desk, officer: Session, part: str) -> None:
    publish(officer, approved(officer))
    path = policies.path_of(officer, 2)
    signed = json.loads(path.read_bytes())
    signed[part]["zh" if part == "policy" else "on"] = "2020-01-01"
    path.write_bytes(canonical.encode(signed))
    with pytest.raises(PolicyDamaged):
        policies.versions(officer)


@pytest.mark.parametrize("forged", ["approver", "author_signature", "publication_signature"])
def test_each_of_the_three_signatures_counts(officer: Session, forged: str) -> None:
    publish(officer, approved(officer))
    path = policies.path_of(officer, 2)
    signed = json.loads(path.read_bytes())
    signed[forged] = officer.user.id if forged == "approver" else signed["signature"]
    path.write_bytes(canonical.encode(signed))
    with pytest.raises(PolicyDamaged):
        policies.versions(officer)


def test_an_earlier_file_in_the_place_of_a_later_one_is_noticed(officer: Session) -> None:
    publish(officer, approved(officer))
    policies.path_of(officer, 2).write_bytes(policies.path_of(officer, 1).read_bytes())
    with pytest.raises(PolicyDamaged):
        policies.versions(officer)


def test_a_file_lost_between_commit_and_writing_is_written_again(officer: Session) -> None:
    publish(officer, approved(officer))
    path = policies.path_of(officer, 2)
    before = path.read_bytes()
    path.unlink()
    policy_drafts.write_missing(officer)
    assert path.read_bytes() == before


def assessed(**changed: object) -> NewAssessment:
    new = NewAssessment(
        subject="银行卡号的收集", occasion="sensitive", necessity="发工资所需",
        impact="泄露有损失",
        measures="加密、脱敏", result="medium", review_on=DAY + dt.timedelta(days=365),
    )  # fmt: skip
    return replace(new, **changed)  # type: ignore[arg-type]


def test_8_4_6_high_risk_writes_the_draft_of_a_major_version(officer: Session) -> None:
    assessments.add(officer, assessed())
    assert policy_drafts.draft(officer) is None
    before = officer.compartment("privacy").read_one("SELECT count(*) FROM audit")[0]
    assessments.add(officer, assessed(result="high", subject="考勤设备"))
    assert officer.compartment("privacy").read_one("SELECT count(*) FROM audit")[0] == before + 1
    known = policy_drafts.draft(officer)
    assert known is not None and known.version.major
    assert [one.kind for one in known.version.changes] == ["risk_high"]
    policy_drafts.approve(
        officer, known.id, approver="admin", passphrase=PASSPHRASES["admin"]
    )  # fmt: skip


def test_a_replaced_assessment_stays_three_years(desk: Desk, officer: Session) -> None:
    (first,) = assessments.add(officer, assessed()).created
    assessments.add(officer, assessed(replaces=first))
    with pytest.raises(ChangedMeanwhile):
        assessments.add(officer, assessed(replaces=first))
    assert len(assessments.list_assessments(officer)) == 2
    file = officer.compartment("privacy")
    assert [one.replaces for one in assessment_store.current(file)] == [first]
    day = DAY + dt.timedelta(days=1096)
    assert assessment_store.due(file, by=day - dt.timedelta(days=1097)) == ()
    assert assessment_store.due(file, by=DAY) == (first,)
    assert assessments.to_review(officer) == 0


@pytest.mark.parametrize("days", [1095, 1096])
def test_a_replaced_assessment_goes_with_the_sweep_and_its_certificate(
    desk: Desk, officer: Session, days: int
) -> None:
    (first,) = assessments.add(officer, assessed()).created
    (second,) = assessments.add(officer, assessed(replaces=first)).created
    desk.clock.advance(days=days)
    retention.confirm_time(officer)
    over = days == 1096
    listed = [one.id for one in assessments.list_assessments(officer)]
    assert listed == ([second] if over else [second, first])
    swept = retention.sweep(officer)
    assert swept.counts == ({"PIA": 1} if over else {})
    assert [retention.verify_certificate(one).counts for one in swept.certificates] == (
        [{"PIA": 1}] if over else []
    )


def test_refused_assessments(officer: Session) -> None:
    with pytest.raises(OccasionUnknown):
        assessments.add(officer, assessed(occasion="whim"))
    with pytest.raises(ReviewTooEarly):
        assessments.add(officer, assessed(review_on=DAY))
    with pytest.raises(TextMissing):
        assessments.add(officer, assessed(measures=" "))
