# SPDX-License-Identifier: Apache-2.0
"""From the day a purpose is another one, an earlier consent counts for nobody who asks for it."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import policy_changes
from hr_desk.domain.policy_changes import Finding, Ground
from hr_desk.operations import (
    candidates,
    consent_texts,
    consents,
    disclosing,
    documents,
    hand_off_people,
    hand_off_templates,
    joiner_consents,
    joiner_documents,
    joiner_views,
    policies,
    policy_campaign,
    policy_drafts,
    pool,
    pool_clock,
    recipient_consents,
    recruitment,
    standing_hand_offs,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.consent_cover import Changed, Cover, still_covered
from hr_desk.operations.consents import ConsentState
from hr_desk.operations.policy_drafts import NewText
from hr_desk.operations.problems import ConsentOutdated, NotGiven
from hr_desk.operations.session import Session
from tests.support import made_up
from tests.support.desk import PASSPHRASES, Desk
from tests.support.handing_off import approved, employed
from tests.support.joining import somebody
from tests.support.leaving_once import agree, wish_for
from tests.support.requests import open_officer

LEAD = dt.timedelta(days=7)
PARTNERS = """
[template.partner_list]
label = { zh = "合作培训名单", en = "Partner's training list" }
kind = "workbook"
who = "hired"
purpose = "hire.contract"
recipients = ["partner"]
[template.partner_list.column]
mobile = {}
"""


def change(officer: Session, subjects: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish a version that changed what these fields and purposes are for; it holds in 7 days."""
    known = policies.versions(officer)[-1]
    new = NewText(
        zh=known.zh + "用途有变。", en=known.en + " Other purposes.", summary="用途有变",
        valid_from=officer.today(),
    )  # fmt: skip
    found = tuple(Finding(Ground.PROCESSING, "field_purpose", one) for one in subjects)
    with monkeypatch.context() as patch:
        patch.setattr(policy_changes, "of_facts", lambda _old, _new: found)
        (id_,) = policy_drafts.write(officer, new).created
    policy_drafts.approve(officer, id_, approver="admin", passphrase=PASSPHRASES["admin"])
    policy_drafts.publish(officer, id_, place="公告栏", evidence="照片")


SUBJECTS = st.sampled_from(("photo", "mobile", "pool.future"))
CHANGES = st.lists(st.frozensets(SUBJECTS, max_size=2), max_size=5)


@given(CHANGES, SUBJECTS, st.integers(0, 8))
def test_a_consent_counts_unless_a_later_version_changed_what_it_was_for(
    changed: list[frozenset[str]], subject: str, version: int
) -> None:
    day = dt.date(2026, 1, 1)
    cover = Cover(
        tuple(Changed(n, day + n * LEAD, subjects) for n, subjects in enumerate(changed, 2))
    )
    later = [one for one in cover.changes if one.number > version and subject in one.subjects]
    assert cover.covers(subject, version) == (not later)
    assert cover.ended_on(subject, version) == (later[0].since if later else None)
    assert cover.covers(subject, cover.least(subject))


def test_another_purpose_of_the_recipient_ends_all_of_it() -> None:
    cover = Cover((Changed(2, dt.date(2026, 1, 1), frozenset({"hire.contract"})),))
    asked = ("mobile", "full_name")
    assert still_covered(cover, asked, ["hire.contract"], 1) == frozenset()
    assert still_covered(cover, asked, ["hire.contract"], 2) == frozenset(asked)
    assert still_covered(cover, asked, ["hire.payroll_si"], 1) == frozenset(asked)


def state(session: Session, application: str, subject: str) -> ConsentState:
    """Return how one consent of an applicant stands."""
    return next(one for one in consents.state(session, application) if one.subject == subject)


def test_an_applicants_consent_and_their_place_in_the_pool(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, recruiter = open_officer(desk), desk.open("hiring")
    (one,) = desk.take_in(recruiter, [made_up.one()])
    person = recruitment.records(recruiter, [one])[0].person_id
    until = recruiter.today() + dt.timedelta(days=33)
    text = consent_texts.text_of(recruiter, "photo", "zh_CN")
    consents.give(recruiter, one, "photo", shown=text, how="tick")
    documents.add(recruiter, one, "photo", b"a picture")
    pool.join_pool(
        recruiter, one, shown=pool.pool_text(recruiter, "zh_CN", until=until), how="tick"
    )
    change(officer, ["photo", pool_clock.PURPOSE], monkeypatch)
    soon = ListQuery(pool_ends_within=40)
    assert state(recruiter, one, "photo").in_force
    assert pool_clock.until(recruiter, person) == until
    assert [row.pool_until for row in candidates.list_applications(recruiter, soon).rows] == [until]

    desk.clock.advance(days=7)
    old = state(recruiter, one, "photo")
    assert (old.in_force, old.ended_by, old.ended_on) == (False, "outdated", recruiter.today())
    assert old.withdrawable and old.policy_version == 1
    assert consents.given_text(recruiter, one, "photo") == text.text
    assert candidates.open_record(recruiter, one).named("photo") is None
    for read in (documents.read, documents.listed):
        with pytest.raises(ConsentOutdated):
            read(recruiter, one, "photo")
    assert pool_clock.until(recruiter, person) is None
    assert candidates.list_applications(recruiter, soon).rows == ()
    assert pool.ending_soon(recruiter) == ()
    with pytest.raises(NotGiven):
        pool.note_asked(recruiter, [one])

    fresh = consent_texts.text_of(recruiter, "photo", "zh_CN")
    consents.give(recruiter, one, "photo", shown=fresh, how="tick")
    pool.join_pool(
        recruiter, one, shown=pool.pool_text(recruiter, "zh_CN", until=until + LEAD), how="tick"
    )
    assert state(recruiter, one, "photo").in_force
    assert documents.read(recruiter, one, "photo") == b"a picture"
    assert pool_clock.until(recruiter, person) == until + LEAD
    assert len(candidates.list_applications(recruiter, soon).rows) == 1


def answered(session: Session) -> tuple[int, int, int]:
    """Return how many joiners agreed anew, did not, are still to be asked."""
    version = policies.announced(session)
    assert version is not None
    found = policy_campaign.reach(session, "personnel", version)
    return found.given, found.refused, found.renew


def test_a_joiners_item_a_document_and_what_a_recipient_may_have(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (joiner,) = employed(desk, somebody())
    officer, admin, colleague = open_officer(desk), desk.open("admin"), desk.open("welcome")
    wish = wish_for(admin, [joiner], "partner")
    agree(admin, joiner, wish, "full_name", "mobile")
    joiner_consents.give(colleague, joiner, ["id_image"])
    joiner_documents.add_document(colleague, joiner, "id_image", b"a paper")
    before = recipient_consents.acts(admin, joiner)
    hand_off_templates.save_template(admin, PARTNERS)
    standing = approved(admin, "partner_list")
    to = standing_hand_offs.standing_named(admin, standing).recipient.id
    recipient_consents.give(admin, joiner, to, ["mobile"], how="tick")
    change(officer, ["id_image", "mobile"], monkeypatch)
    assert disclosing.look(admin, wish).fields == ("full_name", "mobile")
    assert len(hand_off_people.plan(admin, standing).proposed) == 1
    (waiting,) = policy_campaign.concerned(colleague)
    assert waiting.renew == ("id_image", "mobile")

    desk.clock.advance(days=7)
    line = next(
        one for one in joiner_consents.lines(colleague, joiner)
        if one.field.key == "id_image"
    )  # fmt: skip
    assert (line.in_force, line.outdated_on) == (False, colleague.today()) and line.withdrawable
    with pytest.raises(ConsentOutdated) as refused:
        joiner_documents.add_document(colleague, joiner, "id_image", b"another")
    with pytest.raises(ConsentOutdated):
        joiner_documents.read_document(colleague, joiner, "id_image")
    assert joiner_views.open_joiner(colleague, joiner).named("id_image") is None
    assert line.outdated_on is not None and line.outdated_on.isoformat() in refused.value.text()
    look = disclosing.look(admin, wish)
    assert look.fields == ("full_name",)
    assert ("mobile", disclosing.OLD_CONSENT) in [
        (one.field.key, one.reason) for one in look.people[0].stripped
    ]
    (planned,) = hand_off_people.plan(admin, standing).people
    assert (planned.ready, planned.ask_anew, planned.values) == (False, True, {})
    acts = {one.recipient.id: one for one in recipient_consents.acts(admin, joiner)}
    assert {one.outdated for one in acts.values()} == {("mobile",)}
    assert acts[wish.recipient_id].fields == before[0].fields

    joiner_consents.give(colleague, joiner, ["id_image"])
    assert answered(colleague) == (0, 0, 1)  # what may be told is still to be asked
    assert joiner_documents.read_document(colleague, joiner, "id_image") == b"a paper"
    joiner_documents.add_document(colleague, joiner, "id_image", b"another")
    agree(admin, joiner, wish, "full_name", "mobile")
    recipient_consents.give(admin, joiner, to, ["mobile"], how="tick")
    (planned,) = hand_off_people.plan(admin, standing).proposed
    assert not planned.ask_anew and set(planned.values) == {"mobile"}
    assert disclosing.look(admin, wish).fields == ("full_name", "mobile")
    assert policy_campaign.concerned(colleague)[0].renew == ()
    assert answered(colleague) == (1, 0, 0)
    recipient_consents.withdraw(admin, joiner, to)
    assert answered(colleague) == (0, 1, 0)
