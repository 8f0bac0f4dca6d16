# SPDX-License-Identifier: Apache-2.0
"""Whoever applies at a kiosk becomes a candidate, once, with the evidence; nothing is believed."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from hr_desk.kiosk import applying, errands
from hr_desk.kiosk.applying import Applying
from hr_desk.operations import candidates, consents, duplicates, intake, recruitment, requisitions
from hr_desk.operations.candidates import ApplicationRow, ListQuery
from hr_desk.operations.session import Session
from hr_desk.operations.today import summary
from hr_desk.store import consents as store
from hr_desk.store import hiring
from tests.support.desk import START, Desk
from tests.support.errands import APPLICANT, DeskKiosk, kiosk_of
from tests.support.made_up import one

TODAY = START.date()
GUARDIAN = ["张父", "father", "13900139000"]


@pytest.fixture
def lobby(desk: Desk, tmp_path: Path) -> DeskKiosk:
    """A kiosk that takes applications."""
    return kiosk_of(desk, tmp_path / "lobby", "apply")


def rows(session: Session) -> tuple[ApplicationRow, ...]:
    return candidates.list_applications(session, ListQuery()).rows


def taken(session: Session) -> ApplicationRow:
    """Take the one application in and return it."""
    assert intake.take_in(session).taken == 1
    (row,) = rows(session)
    return row


def record(session: Session, row: ApplicationRow) -> hiring.ApplicationRecord:
    return recruitment.records(session, [row.application_id])[0]


def refused(session: Session) -> None:
    """The envelope is set aside, and nobody is entered."""
    found = intake.take_in(session)
    assert (found.taken, dict(found.set_aside)) == (0, {"unacceptable": 1})
    assert rows(session) == ()


def test_an_applicant_is_a_new_candidate_of_the_post(session: Session, lobby: DeskKiosk) -> None:
    talk = Applying(lobby.catalogue, lobby.profile.errands[errands.APPLY])
    (post,) = talk.errand.posts
    for choice in (applying.ADULT, errands.AGREE, post):
        talk.choose(choice)
    talk.answer({"full_name": "张三", "mobile": "138 0013 8000"})
    given = talk.given(TODAY)
    lobby.drop.apply(given.fields, post=given.post, confirmed=given.confirmed, language="zh_CN")
    row = taken(session)
    assert (row.requisition, row.stage) == ("装配工", "applied")
    assert row.cells["full_name"].text == "张三"
    assert row.cells["source_channel"].text == "自助登记机"
    one_ = record(session, row)
    assert (one_.notice_version, one_.notice_how) == (1, "screen")
    opened = candidates.list_applications(session, ListQuery(text="zhangsan")).rows
    assert [found.application_id for found in opened] == [row.application_id]
    assert "applied" in {line.key for line in summary(session)}


def test_it_is_taken_in_exactly_once(desk: Desk, session: Session, lobby: DeskKiosk) -> None:
    lobby.apply()
    (envelope,) = (desk.folder / "inbox").glob("*.envelope")
    kept = envelope.read_bytes()
    taken(session)
    envelope.write_bytes(kept)
    assert intake.take_in(session).taken == 0
    shutil.copy(envelope, envelope.with_name(f"{'f' * 32}.envelope")) if envelope.exists() else None
    intake.take_in(session)
    assert len(rows(session)) == 1
    assert lobby.drop.collect_receipts() == 1


def test_it_goes_to_the_owner_of_the_requisition(desk: Desk, lobby: DeskKiosk) -> None:
    lobby.apply()
    second = desk.open("second")
    row = taken(second)
    owner = record(second, row).owner
    assert owner == requisitions.open_ones(second)[0].owner
    assert owner != second.user.id


def test_the_notice_that_was_read_is_kept_as_evidence(session: Session, lobby: DeskKiosk) -> None:
    lobby.apply()
    row = taken(session)
    (act,) = store.of_record(session.compartment("hiring"), record(session, row).person_id)
    assert (act.subject, act.act, act.how) == ("notice", "acknowledge", "tick")
    text = store.text_of(session.compartment("hiring"), act.text_sha256)
    assert text == lobby.profile.errands["apply"].short["zh_CN"]
    assert consents.state(session, row.application_id)  # a page that knows fields alone still shows


def test_a_text_nobody_has_any_more_is_not_claimed(session: Session, lobby: DeskKiosk) -> None:
    lobby.apply(confirmed={"notice": "ab" * 32})
    row = taken(session)
    assert store.of_record(session.compartment("hiring"), record(session, row).person_id) == ()
    assert record(session, row).notice_how == "screen"


def test_a_minor_comes_with_guardian_and_their_agreement(
    session: Session, lobby: DeskKiosk
) -> None:
    talk = Applying(lobby.catalogue, lobby.profile.errands[errands.APPLY])
    for choice in (applying.YOUNG, applying.YES, errands.AGREE, applying.ANY_POST):
        talk.choose(choice)
    talk.answer({"full_name": "张三", "mobile": "13800138000",
                 "guardian": "张父|father|13900139000"})  # fmt: skip
    while talk.step != applying.ENOUGH:
        talk.choose(errands.AGREE if talk.step.startswith(errands.CONSENT) else errands.NEXT)
    given = talk.given(TODAY)
    lobby.drop.apply(given.fields, post=given.post, confirmed=given.confirmed, language="zh_CN")
    row = taken(session)
    assert record(session, row).person_fields["guardian"] == GUARDIAN
    (state,) = [one for one in consents.state(session, row.application_id)
                if one.subject == "guardian"]  # fmt: skip
    assert state.in_force
    assert state.how == "tick"


@pytest.mark.parametrize(
    "fields",
    [
        {**APPLICANT, "age_band": "16-17"},
        {**APPLICANT, "age_band": "14-15", "guardian": GUARDIAN},
        {**APPLICANT, "age_band": "under-14", "guardian": GUARDIAN},
        {**APPLICANT, "birth_date": "2012-05-01"},
        {**APPLICANT, "birth_date": "2009-05-01"},
        {key: value for key, value in APPLICANT.items() if key != "full_name"},
        {key: value for key, value in APPLICANT.items() if key != "age_band"},
        {key: value for key, value in APPLICANT.items() if key != "mobile"},
        {**APPLICANT, "id_number": "11010519491231002X"},
        {**APPLICANT, "applied_position": "总经理"},
        {**APPLICANT, "source_channel": "referral"},
        {**APPLICANT, "plate_number": "鲁B12345"},
        {**APPLICANT, "resume_file": ["ab" * 16]},
        {**APPLICANT, "mobile": "138 0013 8000"},
        {**APPLICANT, "x_unknown": "1"},
        {**APPLICANT, "gender": 2},
    ],
)  # fmt: skip
def test_what_no_kiosk_sends_is_set_aside(
    session: Session, lobby: DeskKiosk, fields: dict[str, Any]
) -> None:
    lobby.apply(fields=fields)
    refused(session)


@pytest.mark.parametrize(
    "changes",
    [
        {"confirmed": {}}, {"confirmed": {"notice": "x"}}, {"confirmed": []}, {"notice": 7},
        {"confirmed": {"notice": "ab" * 32, "photo_of": "ab" * 32}}, {"post": "../x"},
        {"more": 1}, {"fields": []}, {"fields": {f"k{n}": "1" for n in range(41)}},
    ],
)  # fmt: skip
def test_a_message_of_another_shape_is_set_aside(
    session: Session, lobby: DeskKiosk, changes: dict[str, Any]
) -> None:
    lobby.apply(**changes)
    refused(session)


def test_a_post_that_was_closed_meanwhile_stays_the_wish(
    session: Session, desk: Desk, lobby: DeskKiosk
) -> None:
    lobby.apply()
    requisitions.close_requisition(session, desk.requisition, reason="cancelled")
    row = taken(session)
    assert row.requisition == "不限岗位"
    assert row.cells["applied_position"].text == "装配工"
    assert [one.kind for one in requisitions.open_ones(session)] == ["any_post"]


def test_any_post_goes_to_the_requisition_there_is_for_it(
    session: Session, lobby: DeskKiosk
) -> None:
    wanted = requisitions.Wanted(
        title="储备人员", department="人事部", place="青岛", kind="any_post"
    )
    requisitions.open_as_wanted(session, wanted)
    lobby.apply(post="")
    assert taken(session).requisition == "储备人员"
    lobby.apply(post="0" * 16)  # a post of another kiosk
    assert intake.take_in(session).taken == 1
    assert {row.requisition for row in rows(session)} == {"储备人员"}


def test_whoever_applied_before_is_suggested_as_a_double(
    desk: Desk, session: Session, lobby: DeskKiosk
) -> None:
    desk.take_in(session, [one(full_name="张三", mobile="13800138000")])
    lobby.apply()
    intake.take_in(session)
    (pair,) = duplicates.possible_pairs(session).pairs
    assert {reason.key for reason in pair.other.reasons} >= {"mobile"}


def test_another_catalogue_keeps_what_fits(session: Session, lobby: DeskKiosk) -> None:
    lobby.apply(catalogue="ab" * 32, fields={**APPLICANT, "x_own": "1", "gender": "2"})
    row = taken(session)
    assert record(session, row).person_fields["gender"] == "2"


def test_numbers_over_two_files_are_not_taken_for_missing(
    desk: Desk, session: Session, admin: Session, lobby: DeskKiosk
) -> None:
    for _ in range(2):
        lobby.apply()
        lobby.drop.sign_out(code="123456")
    intake.take_in(admin)
    assert (intake.missing(admin), intake.missing(session)) == ({}, {})
    lobby.drop.sign_out(code="123456")
    (lost,) = (desk.folder / "inbox").glob("*.envelope")
    lost.unlink()
    lobby.apply()
    intake.take_in(admin)
    assert intake.missing(admin) == {f"kiosk/{lobby.profile.profile_id}": 1}
    assert intake.missing(session) == {}  # the gate's file may have it
