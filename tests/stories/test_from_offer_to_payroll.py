# SPDX-License-Identifier: Apache-2.0
"""From an accepted offer to the wage account: nothing is typed twice, and each key stays its own.

A candidate applies with photo, schools and posts, accepts, and is handed over. Whoever welcomes
them holds no hiring key; whoever pays them reads the account that nobody else reads again.
"""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.domain import joiners as states
from hr_desk.operations import (
    accounts,
    checklist,
    checklist_template,
    documents,
    handing_over,
    joiner_documents,
    joiner_views,
    onboarding,
    recruitment,
    retention,
)
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.problems import CompartmentClosed
from hr_desk.operations.session import Session
from tests.support import raw_pages
from tests.support.desk import Desk, file_key
from tests.support.joining import FIRST_DAY, accepted, opened, settle, typed, welcome
from tests.support.made_up import one

CARD = "6222020200112233445"
NUMBER = "11010519491231002X"
GIVEN = {
    "email": "quirk11223344@example.com",
    "birth_date": "1949-12-31",
    "nationality": "中国",
    "education_history": "虚构示例学院 | 机电 | 1968-09 | 1972-06\n示例二中 | | 1965-09 | 1968-06",
    "work_history": "甲虚构厂 | 学徒 | 1972-07 | 1980-01\n乙虚构厂 | 技工 | 1980-02 | 1999-01\n"
    "丙虚构厂 | 班长 | 1999-02",
}
ADDED = {
    "gender": "女",
    "id_type": "居民身份证",
    "id_number": NUMBER,
    "hukou_address": "山东省青岛市市南区虚构路 7 号",
    "current_address": "青岛市虚构路 8 号",
    "safety_ack": "是",
    "emergency_contact": "王虚构 | 母亲 | 13911112222",
    "bank_name": "虚构示例银行",
    "bank_account_no": CARD,
    "employment_form": "全日制",
    "contract_type": "固定期限",
    "contract_term": "2026-03-16 | 2029-03-15",
    "pay_type": "月薪",
    "base_pay": "6500",
    "tax_employment_type": "雇员",
}
PHOTO = b"PHOTOMARK" * 40


@pytest.fixture
def hired(desk: Desk, session: Session) -> str:
    """The application of somebody who accepted, with everything a candidate gives."""
    application = accepted(desk, session, one("黎虚构", "13912345678", **GIVEN))
    documents.add(session, application, "photo", PHOTO)
    return application


def onboard(colleague: Session, admin: Session) -> str:
    """Complete the one joiner there is; returns their id."""
    (row,) = joiner_views.list_joiners(colleague, JoinerQuery())
    version = opened(colleague, row.joiner_id).version
    onboarding.edit(colleague, row.joiner_id, typed(colleague, **ADDED), version=version)
    joiner_documents.add_document(colleague, row.joiner_id, "signature_image", b"a signature")
    onboarding.check(colleague, row.joiner_id, ["id_number", "bank_account_no"])
    for item in checklist_template.shipped(colleague).items:
        checklist.tick(colleague, row.joiner_id, item)
    settle(colleague, admin)
    return row.joiner_id


def test_nothing_is_typed_twice_from_the_offer_to_the_wage_account(
    desk: Desk, session: Session, hired: str
) -> None:
    colleague, admin = welcome(desk), desk.open("admin")
    handing_over.hand_over(session, [hired], start_on=FIRST_DAY)
    settle(session, colleague)
    joiner = onboard(colleague, admin)

    view = opened(colleague, joiner)
    for key, text in GIVEN.items():
        field, shown = colleague.catalogue.field(key), view.named(key)
        assert shown is not None and shown.value == field.type.parse(text), key
    assert not set(GIVEN) & set(ADDED)
    assert joiner_documents.read_document(colleague, joiner, "photo") == PHOTO
    for file in ("contract", "payroll"):
        gap = checklist.what_is_missing(colleague, joiner, file)
        assert (gap.fields, gap.items) == ((), ()), file

    (account,) = accounts.list_accounts(admin)
    paid = accounts.open_account(admin, account.account_id)
    number, holder = paid.named("bank_account_no"), paid.named("account_holder")
    assert number is not None and number.value == CARD
    assert holder is not None and holder.value == "黎虚构"
    assert paid.doubts == ()

    with pytest.raises(CompartmentClosed):
        colleague.compartment("hiring")
    with pytest.raises(CompartmentClosed):
        colleague.compartment("payroll")
    words = cells(colleague, "personnel")
    assert CARD not in words and NUMBER in words


def cells(session: Session, compartment: str) -> str:
    """Return everything that stands in the tables of a file, as one text."""
    file, found = session.compartment(compartment), []
    for (table,) in file.read("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in file.read(f"SELECT * FROM {table}"):  # noqa: S608
            found += [one.decode("latin-1") if isinstance(one, bytes) else str(one) for one in row]
    return "\n".join(found)


def pages(desk: Desk, session: Session, compartment: str) -> list[bytes]:
    """Return what stands in a file and its log, for who holds its key."""
    return [raw_pages.everything(desk.path(compartment), file_key(session, compartment))]


def test_what_each_side_keeps_goes_when_its_clock_ends(
    desk: Desk, session: Session, hired: str
) -> None:
    colleague, admin = welcome(desk), desk.open("admin")
    handing_over.hand_over(session, [hired], start_on=FIRST_DAY)
    settle(session, colleague)
    joiner = onboard(colleague, admin)
    go_to(desk, admin, dt.date(2026, 3, 17))
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    settle(colleague, session, admin)
    assert recruitment.records(session, [hired])[0].retention_class == "RAW"

    go_to(desk, admin, FIRST_DAY + dt.timedelta(days=90))
    assert retention.sweep(admin).counts == {"RAW": 1}
    settle(admin, colleague)

    onboarding.record_leaving(colleague, [joiner], on=dt.date(2026, 6, 30), kind="resigned")
    settle(colleague, admin)
    go_to(desk, admin, dt.date(2026, 7, 30))
    preview = {line.class_key: line.name for line in retention.preview(admin)}
    assert preview == {"EMG": "黎虚构"}
    assert retention.sweep(admin).counts == {"EMG": 1}
    go_to(desk, admin, dt.date(2026, 9, 28))
    assert retention.sweep(admin).counts == {"PAY": 1}
    assert accounts.list_accounts(admin) == ()
    found = raw_pages.found([CARD, "虚构示例银行"], *pages(desk, admin, "payroll"))
    assert found == []
    go_to(desk, admin, FIRST_DAY + dt.timedelta(days=548))
    assert retention.sweep(admin).counts == {"EVAL": 1}
    go_to(desk, admin, dt.date(2026, 6, 30) + dt.timedelta(days=731))
    prove_alone(desk, admin)
    swept = retention.sweep(admin)
    assert swept.counts == {"EMP": 1, "ID": 1} and swept.certificate is not None
    assert joiner_views.list_joiners(admin, JoinerQuery()) == ()
    settle(admin)
    go_to(desk, admin, dt.date(2026, 6, 30) + dt.timedelta(days=1096))
    assert retention.sweep(admin).counts == {"CONS": 1}
    nothing_is_left(desk, admin)


def prove_alone(desk: Desk, admin: Session) -> None:
    """Close every other session, so that the files can be rewritten."""
    for session in [other for other in desk.sessions if other is not admin]:
        session.close()
        desk.sessions.remove(session)
    assert retention.finish_proofs(admin)


def go_to(desk: Desk, session: Session, day: dt.date) -> None:
    """Let it be nine in the morning in Shanghai on ``day``, and let every file believe it."""
    desk.clock.at = dt.datetime.combine(day, dt.time(1), tzinfo=dt.UTC)
    retention.confirm_time(session)


def nothing_is_left(desk: Desk, admin: Session) -> None:
    values = [*GIVEN["email"].split(), "黎虚构", NUMBER, "王虚构", "甲虚构厂", "虚构示例学院",
              "13912345678", "13911112222", "PHOTOMARK", CARD]  # fmt: skip
    for compartment in ("hiring", "personnel", "payroll"):
        assert raw_pages.found(values, *pages(desk, admin, compartment)) == [], compartment
    file = admin.compartment("personnel")
    for table in ("joiner", "part", "tick", "term", "document", "draft", "link"):
        assert file.read(f"SELECT * FROM {table}") == [], table  # noqa: S608
    assert not [path for path in Path(desk.folder / "documents").iterdir() if path.is_file()]


def test_who_did_not_report_leaves_nothing_but_their_consent(
    desk: Desk, session: Session, hired: str
) -> None:
    colleague, admin = welcome(desk), desk.open("admin")
    handing_over.hand_over(session, [hired], start_on=FIRST_DAY)
    settle(session, colleague)
    joiner = onboard(colleague, admin)
    go_to(desk, admin, FIRST_DAY)
    onboarding.not_report(colleague, [joiner], on=FIRST_DAY)
    settle(colleague, session, admin)
    assert opened(colleague, joiner).state == states.NOT_REPORTED
    go_to(desk, admin, FIRST_DAY + dt.timedelta(days=30))
    counts = retention.sweep(admin).counts
    assert counts == {"WD": 1 + 4 + 1}  # hiring; EMP, EMG, EVAL, ID; PAY
    prove_alone(desk, admin)
    assert raw_pages.found([NUMBER, CARD, "黎虚构"], *pages(desk, admin, "personnel")) == []
    assert raw_pages.found([CARD], *pages(desk, admin, "payroll")) == []
