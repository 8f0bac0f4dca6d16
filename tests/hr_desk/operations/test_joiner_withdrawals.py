# SPDX-License-Identifier: Apache-2.0
"""A guardian who takes their consent back: the file goes, or is only stored, on every side."""

import datetime as dt

import pytest

from hr_desk.operations import (
    account_views,
    consent_texts,
    consents,
    guardian_sheets,
    handing_over,
    joiner_documents,
    joiner_views,
    joiner_withdrawals,
    onboarding,
    recruitment,
    retention,
)
from hr_desk.operations.account_views import AccountQuery
from hr_desk.operations.guardian_sheets import Sheet
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.joiner_withdrawals import NotConsented
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.problems import GuardianNeeded, StepNotAllowed
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import (
    FIRST_DAY,
    accepted,
    edit_of,
    handed_over,
    opened,
    settle,
    somebody,
    typed,
)
from tests.support.minor_reading import welcomes_interns

GUARDIAN = "guardian"
AGREED = "王芳 | 母亲 | 13800138000"


@pytest.fixture
def colleague(desk: Desk) -> Session:
    """Whoever welcomes interns, with an approval to read about them."""
    return welcomes_interns(desk)


@pytest.fixture
def application(desk: Desk, session: Session) -> str:
    """Of somebody of seventeen, whose guardian agreed in hiring."""
    young = somebody(birth_date="2009-01-01", age_band="16-17", guardian=AGREED)
    return accepted(desk, session, young)


@pytest.fixture
def joiner(session: Session, colleague: Session, application: str) -> str:
    handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    settle(session, colleague)
    return joiner_views.list_joiners(colleague, JoinerQuery())[0].joiner_id


def classes(session: Session, joiner_id: str) -> dict[str, str | None]:
    (record,) = records(session, [joiner_id])
    return {part.kind: part.retention_class for part in record.parts}


def kept_in_hiring(session: Session, application: str) -> tuple[str, str | None]:
    (record,) = recruitment.records_of_all(session, [application])
    return record.stage, record.retention_class


def test_before_the_first_day_everything_goes_within_a_day_on_every_side(
    desk: Desk, session: Session, colleague: Session, application: str, joiner: str
) -> None:
    admin = desk.open("admin")
    given = typed(colleague, base_pay="6500", emergency_contact=AGREED, id_type="居民身份证")
    edit_of(colleague, joiner, given)
    guardian_sheets.keep(colleague, [Sheet(joiner, (b"page",))])
    settle(colleague, admin)
    told = joiner_withdrawals.effect(colleague, joiner, GUARDIAN)
    assert told.record_due == colleague.today() + dt.timedelta(days=1)
    joiner_withdrawals.withdraw(colleague, joiner, GUARDIAN)
    settle(colleague, admin, session)
    assert opened(colleague, joiner).state == "withdrawn"
    found = classes(colleague, joiner)
    assert found.pop("CONS") == "CONS", "the evidence of what was signed stays its three years"
    assert set(found.values()) == {"WDR"}
    assert kept_in_hiring(session, application) == ("withdrawn", "WDR")
    (account,) = account_views.board(admin, AccountQuery())
    assert account.ended == "withdrawn"
    desk.clock.advance(days=2)
    retention.confirm_time(admin)
    assert set(retention.sweep(admin).counts) == {"WDR"}
    assert joiner_views.list_joiners(admin, JoinerQuery()) == ()
    assert account_views.board(admin, AccountQuery()) == ()
    assert admin.compartment("hiring").read("SELECT * FROM person") == []


def test_a_closed_file_takes_nothing_more(colleague: Session, joiner: str) -> None:
    joiner_withdrawals.withdraw(colleague, joiner, GUARDIAN)
    assert opened(colleague, joiner).allowed == frozenset()
    with pytest.raises(StepNotAllowed):
        edit_of(colleague, joiner, typed(colleague, mobile="13900139000"))
    with pytest.raises(StepNotAllowed):
        joiner_documents.add_document(colleague, joiner, "signature_image", b"a picture")
    with pytest.raises(StepNotAllowed):
        guardian_sheets.keep(colleague, [Sheet(joiner, (b"page",))])
    assert guardian_sheets.young(colleague) == ()


def test_of_somebody_at_work_what_the_law_asks_for_is_only_stored(
    desk: Desk, session: Session, colleague: Session, application: str, joiner: str
) -> None:
    given = typed(colleague, political_status="群众", emergency_contact=AGREED)
    edit_of(colleague, joiner, given)
    desk.clock.advance(days=20)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    settle(colleague, session)
    told = joiner_withdrawals.effect(colleague, joiner, GUARDIAN)
    assert told.stored_only and told.record_due is None
    assert {one.key for one in told.removed} >= {GUARDIAN, "political_status", "emergency_contact"}
    assert not {"full_name", "birth_date", "start_date"} & {one.key for one in told.removed}
    joiner_withdrawals.withdraw(colleague, joiner, GUARDIAN)
    settle(colleague, session)
    (record,) = records(colleague, [joiner])
    assert {"full_name", "birth_date", "start_date"} <= set(record.fields)
    assert not {one.key for one in told.removed} & set(record.fields)
    assert kept_in_hiring(session, application) == ("employed", "WDR")
    with pytest.raises(GuardianNeeded):
        edit_of(colleague, joiner, typed(colleague, mobile="13900139000"))
    edit_of(colleague, joiner, typed(colleague, guardian="王建国 | 父亲 | 13700137000"))
    edit_of(colleague, joiner, typed(colleague, mobile="13900139000"))


def test_of_an_adult_the_guardians_own_data_goes_and_nothing_else(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    desk.clock.advance(days=365)
    assert [one.key for one in joiner_withdrawals.effect(colleague, joiner, GUARDIAN).removed] == [
        GUARDIAN
    ]
    joiner_withdrawals.withdraw(colleague, joiner, GUARDIAN)
    assert opened(colleague, joiner).state == "expected"
    (record,) = records(colleague, [joiner])
    assert GUARDIAN not in record.fields and "mobile" in record.fields
    with pytest.raises(NotConsented):
        joiner_withdrawals.withdraw(colleague, joiner, GUARDIAN)


def test_a_guardian_who_withdraws_in_hiring_ends_the_file_in_personnel_too(
    session: Session, colleague: Session, application: str, joiner: str
) -> None:
    """By the date of birth as well, whatever band was declared."""
    shown = consent_texts.text_of(session, GUARDIAN, "zh_CN")
    consents.give(session, application, GUARDIAN, shown=shown, how="signature")
    consents.withdraw(session, application, GUARDIAN)
    settle(session, colleague)
    assert kept_in_hiring(session, application) == ("withdrawn", "WDR")
    assert opened(colleague, joiner).state == "withdrawn"
    joiner_withdrawals.withdraw(colleague, joiner, GUARDIAN)
    assert opened(colleague, joiner).state == "withdrawn", "said twice it does nothing more"


def test_who_has_no_guardian_withdraws_none(
    desk: Desk, session: Session, colleague: Session
) -> None:
    (adult,) = handed_over(desk, session, colleague)
    assert joiner_withdrawals.effect(colleague, adult, GUARDIAN) == (
        joiner_withdrawals.Withdrawal()
    )
    with pytest.raises(NotConsented):
        joiner_withdrawals.withdraw(colleague, adult, GUARDIAN)
