# SPDX-License-Identifier: Apache-2.0
"""What is done for a joiner, and what a file still waits for."""

import datetime as dt

import pytest

from hr_desk.domain import employment
from hr_desk.operations import (
    accounts,
    checklist,
    joiner_board,
    joiner_documents,
    onboarding,
)
from hr_desk.operations.checklist import ItemUnknown
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import (
    FIRST_DAY,
    ID_NUMBER,
    handed_over,
    opened,
    settle,
    somebody,
    typed,
)

CONTRACT = {
    "gender": "男", "nationality": "中国", "id_type": "居民身份证", "id_number": ID_NUMBER,
    "hukou_address": "山东省青岛市市南区示例路 1 号", "current_address": "青岛市示例路 2 号",
    "safety_ack": "是", "employment_form": "全日制", "contract_type": "固定期限",
    "contract_term": "2026-03-16 | 2029-03-15", "base_pay": "6500",
}  # fmt: skip


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    """Somebody who is due to start."""
    (id_,) = handed_over(desk, session, colleague, people=[somebody(birth_date="1949-12-31")])
    return id_


def edit(session: Session, joiner_id: str, **texts: str) -> None:
    version = opened(session, joiner_id).version
    onboarding.edit(session, joiner_id, typed(session, **texts), version=version)


def missing(session: Session, joiner_id: str, file: str) -> set[str]:
    return {field.key for field in checklist.what_is_missing(session, joiner_id, file).fields}


def test_an_item_is_ticked_and_unticked(desk: Desk, colleague: Session, joiner: str) -> None:
    found = {one.item.key: one for one in checklist.lines(colleague, joiner)}
    assert found["form"].due == FIRST_DAY and found["form"].done_at is None
    assert found["welcome_letter"].due == dt.date(2026, 3, 9)
    checklist.tick(colleague, joiner, "form")
    desk.clock.advance(days=30)
    found = {one.item.key: one for one in checklist.lines(colleague, joiner)}
    assert (found["form"].done_by, found["form"].late) == ("welcome", False)
    assert found["contract"].late
    checklist.untick(colleague, joiner, "form")
    assert {one.item.key: one for one in checklist.lines(colleague, joiner)}["form"].late
    with pytest.raises(ItemUnknown):
        checklist.tick(colleague, joiner, "coffee")


def test_a_recruiter_sees_no_checklist(session: Session, joiner: str) -> None:
    with pytest.raises(NotPermitted):
        checklist.lines(session, joiner)


def test_a_file_says_what_it_waits_for_and_saving_does_not(colleague: Session, joiner: str) -> None:
    before = missing(colleague, joiner, "contract")
    assert {"gender", "id_number", "signature_image", "base_pay"} <= before
    assert not {"full_name", "job_title", "start_date"} & before
    edit(colleague, joiner, **CONTRACT)
    assert missing(colleague, joiner, "contract") == {"id_number", "signature_image"}
    onboarding.check(colleague, joiner, ["id_number"])
    joiner_documents.add_document(colleague, joiner, "signature_image", b"a signature")
    assert missing(colleague, joiner, "contract") == set()
    gap = checklist.what_is_missing(colleague, joiner, "contract")
    assert [item.key for item in gap.items] == ["original_id"]
    checklist.tick(colleague, joiner, "original_id")
    assert checklist.what_is_missing(colleague, joiner, "contract").items == ()


def test_what_was_entered_in_payroll_itself_counts_for_who_holds_it(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    admin = desk.open("admin")
    edit(colleague, joiner, base_pay="6500")
    settle(colleague, admin)
    (row,) = accounts.list_accounts(admin)
    version = accounts.open_account(admin, row.account_id).version
    accounts.edit(admin, row.account_id, typed(admin, pay_type="月薪"), version=version)
    assert "pay_type" not in missing(admin, joiner, "payroll")
    assert "pay_type" in missing(colleague, joiner, "payroll")


def test_limits_count_down_until_they_are_ticked(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    desk.clock.advance(days=20)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    checklist.tick(colleague, joiner, "contract")
    found = {one.key: one for one in checklist.countdowns(colleague, joiner)}
    assert found["contract"].done and not found["housing_fund"].done
    assert found["contract"].limit == dt.date(2026, 4, 16)
    assert found["social_insurance"].days_left == 24
    onboarding.record_leaving(colleague, [joiner], on=colleague.today(), kind="resigned")
    assert checklist.countdowns(colleague, joiner) == ()


def test_doubts_are_told_while_pay_is_typed_and_where_it_is_kept(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    pay = typed(colleague, base_pay="6500", probation_pay="5000")
    assert [one.message for one in checklist.doubts(colleague, joiner, pay)] == [
        employment.TOO_LITTLE
    ]
    edit(colleague, joiner, base_pay="6500", probation_pay="5000")
    assert checklist.doubts(colleague, joiner) == ()
    admin = desk.open("admin")
    settle(colleague, admin)
    (row,) = accounts.list_accounts(admin)
    told = accounts.open_account(admin, row.account_id).doubts
    assert [one.message for one in told] == [employment.TOO_LITTLE]


def test_a_difference_is_shown_to_who_may_read_the_number(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    edit(colleague, joiner, id_number=ID_NUMBER, birth_date="1949-12-30")
    found = {one.field_key: one.derived for one in checklist.derived(colleague, joiner)}
    assert found == {"birth_date": dt.date(1949, 12, 31), "gender": "2"}
    view = opened(colleague, joiner).named("birth_date")
    assert view is not None and view.value == dt.date(1949, 12, 30)
    onboarding.check(colleague, joiner, ["id_number"])
    assert checklist.derived(colleague, joiner) == ()
    assert checklist.derived(desk.open("admin"), joiner) != ()


def test_the_list_shows_how_far_each_file_is(
    desk: Desk, session: Session, colleague: Session, joiner: str
) -> None:
    (second,) = handed_over(desk, session, colleague, people=[somebody(mobile="13912340000")])
    edit(colleague, second, **CONTRACT)
    rows = joiner_board.board(colleague, JoinerQuery())
    assert [row.joiner.joiner_id for row in rows] == [second, joiner]
    far, start = rows[0].progress, rows[1].progress
    assert far.required == start.required == 13
    owed = {field.key for field in far.owed}
    assert {"id_number", "bank_account_no", "signature_image"} <= owed
    assert len(owed) < len(start.owed)
    for one in rows:
        for file, gap in one.progress.gaps.items():
            assert gap == checklist.what_is_missing(colleague, one.joiner.joiner_id, file)
        assert one.progress.countdowns == checklist.countdowns(colleague, one.joiner.joiner_id)
    assert tuple(joiner_board.files(colleague)) == ("contract", "payroll", "enrolment")
    assert joiner_board.board(colleague, JoinerQuery(text="没有这个人")) == ()
    with pytest.raises(NotPermitted):
        checklist.progress(session, [joiner])
