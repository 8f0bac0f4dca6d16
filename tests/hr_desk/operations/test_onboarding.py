# SPDX-License-Identifier: Apache-2.0
"""Joiners: handed over once, edited in parts, numbers checked, started, absent, left."""

import datetime as dt

import pytest

from hr_desk.catalogue.model import Access
from hr_desk.catalogue.types.id_papers import NumberOfAnotherKind, check_digit
from hr_desk.errors import UserError
from hr_desk.operations import (
    accounts,
    backups,
    candidates,
    checklist,
    delivery,
    entries,
    guardian_sheets,
    handing_over,
    intake,
    joiner_consents,
    joiner_documents,
    joiner_views,
    onboarding,
    recruitment,
    restoring,
    retention,
)
from hr_desk.operations.joiner_problems import (
    AgeNotShown,
    BeforeTheStart,
    DayAhead,
    GuardianByOthers,
    NothingToCheck,
    TooYoung,
)
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    CompartmentClosed,
    GuardianNeeded,
    Missing,
    NotCollected,
    NotPermitted,
    NotYours,
    PurposeUnknown,
    ReasonUnknown,
    StepNotAllowed,
)
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import (
    FIRST_DAY,
    ID_NUMBER,
    WELCOME,
    accepted,
    handed_over,
    opened,
    settle,
    somebody,
    typed,
)
from tests.support.made_up import one
from tests.support.minor_reading import approved, let_read

OLD_ENOUGH = "1949-12-31"
CARD = "6222020200112233445"
_HEAD = "11010520120101001"
YOUNG_NUMBER = _HEAD + check_digit(_HEAD)
"""Of somebody born on 1 January 2012."""


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    """Somebody who is due to start."""
    (id_,) = handed_over(desk, session, colleague, people=[somebody(birth_date=OLD_ENOUGH)])
    return id_


def edit(session: Session, joiner_id: str, **texts: str) -> None:
    version = opened(session, joiner_id).version
    onboarding.edit(session, joiner_id, typed(session, **texts), version=version)


def clocks(session: Session, joiner_id: str) -> dict[str, tuple[str | None, str | None]]:
    (record,) = records(session, [joiner_id])
    return {part.kind: (part.retention_class, part.clock_event) for part in record.parts}


def stage_of(session: Session, application: str) -> tuple[str, str | None, dt.date | None]:
    (record,) = recruitment.records(session, [application])
    return record.stage, record.retention_class, record.clock_day


def test_what_was_given_as_a_candidate_is_not_asked_again(
    desk: Desk, session: Session, colleague: Session
) -> None:
    person = somebody(email="who@example.com", work_history="示例机械厂 | 装配工 | 2014-08")
    (id_,) = handed_over(desk, session, colleague, people=[person])
    view = opened(colleague, id_)
    for key in ("full_name", "mobile", "email", "birth_date", "work_history"):
        field = colleague.catalogue.field(key)
        shown = view.named(key)
        assert shown is not None and shown.value == field.type.parse(person.typed[key])
    assert (view.state, view.first_day) == ("expected", FIRST_DAY)
    post = {key: view.named(key) for key in ("job_title", "department", "work_location")}
    assert {key: one.shown for key, one in post.items() if one} == {
        "job_title": "装配工", "department": "制造部", "work_location": "青岛",
    }  # fmt: skip
    assert not any(view.field.key == "age_band" for view in view.fields)
    assert view.notice.how == "paper"


def test_somebody_is_handed_over_once_and_taken_in_once(
    desk: Desk, session: Session, colleague: Session
) -> None:
    application = accepted(desk, session, somebody())
    handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    assert stage_of(session, application) == ("onboarding", None, None)
    with pytest.raises(StepNotAllowed):
        handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    (envelope,) = (desk.folder / "inbox").glob("*.envelope")
    kept = envelope.read_bytes()
    settle(colleague)
    envelope.write_bytes(kept)
    settle(colleague, session)
    assert len(joiner_views.list_joiners(colleague, JoinerQuery())) == 1


def test_only_who_accepted_is_handed_over(desk: Desk, session: Session) -> None:
    (application,) = desk.take_in(session, [somebody()])
    with pytest.raises(StepNotAllowed):
        handing_over.hand_over(session, [application], start_on=FIRST_DAY)


def test_the_colleague_holds_no_hiring_key_and_the_recruiter_no_personnel(
    session: Session, colleague: Session, joiner: str
) -> None:
    with pytest.raises(CompartmentClosed):
        colleague.compartment("hiring")
    with pytest.raises(UserError):
        joiner_views.open_joiner(session, joiner)
    with pytest.raises(NotPermitted):
        onboarding.start(session, [joiner], on=session.today())


@pytest.mark.parametrize(
    ("birth", "refused"), [("2010-03-16", True), ("2010-03-15", False), ("2011-01-01", True)]
)
def test_nobody_below_sixteen_is_handed_over(
    desk: Desk, session: Session, birth: str, refused: bool
) -> None:
    young = one(age_band="16-17", guardian="王芳 | 母亲 | 13800138000", birth_date=birth)
    application = accepted(desk, session, young)
    if refused:
        with pytest.raises(TooYoung):
            handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    else:
        handing_over.hand_over(session, [application], start_on=FIRST_DAY)


def test_an_age_band_below_sixteen_asks_for_the_birthday(desk: Desk, session: Session) -> None:
    young = one(age_band="14-15", guardian="王芳 | 母亲 | 13800138000")
    application = accepted(desk, session, young)
    with pytest.raises(AgeNotShown):
        handing_over.hand_over(session, [application], start_on=FIRST_DAY)


@pytest.mark.parametrize("user", ["welcome", "admin"])
def test_no_role_may_enter_an_age_below_sixteen(desk: Desk, joiner: str, user: str) -> None:
    session = desk.open(user)
    with pytest.raises(TooYoung):
        edit(session, joiner, birth_date="2012-01-01")
    with pytest.raises(TooYoung):
        edit(session, joiner, id_number=YOUNG_NUMBER)
    with pytest.raises(GuardianNeeded):
        edit(session, joiner, birth_date="2009-01-01")


def test_a_date_of_birth_below_eighteen_asks_for_a_guardian_whatever_the_band_says(
    desk: Desk, session: Session
) -> None:
    """One given before this was checked too: nobody is handed over without a guardian."""
    application = accepted(desk, session, somebody())
    born = typed(session, birth_date="2009-01-01")
    record = candidates.open_record(session, application)
    version, person = record.version, record.person_id
    with pytest.raises(GuardianNeeded):
        recruitment.edit(session, application, born, version=version)
    with session.compartment("hiring").change("test") as change:
        change.execute(
            "UPDATE person SET fields = json_set(fields, '$.birth_date', ?) WHERE id = ?",
            ("2009-01-01", person),
        )
    with pytest.raises(GuardianNeeded):
        handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    guardian = typed(session, guardian="王芳 | 母亲 | 13800138000")
    recruitment.edit(session, application, guardian, version=version)
    handing_over.hand_over(session, [application], start_on=FIRST_DAY)


def test_the_number_of_a_passport_is_taken_where_a_passport_is_named(
    colleague: Session, joiner: str
) -> None:
    """It waits, is compared and masked like an ID number, and tells no birthday."""
    with pytest.raises(NumberOfAnotherKind):
        edit(colleague, joiner, id_number="E12345678")
    edit(colleague, joiner, id_type="护照", id_number="E12345678")
    with pytest.raises(NumberOfAnotherKind):
        edit(colleague, joiner, id_type="居民身份证")
    onboarding.check(colleague, joiner, ["id_number"])
    with pytest.raises(NumberOfAnotherKind):
        edit(colleague, joiner, id_type="居民身份证")
    number = opened(colleague, joiner).named("id_number")
    assert number is not None and (number.masked, number.shown) == (True, "E******78")
    assert checklist.derived(colleague, joiner) == ()
    assert guardian_sheets.young(colleague) == ()
    edit(colleague, joiner, id_type="居民身份证", id_number=ID_NUMBER)


def test_a_first_day_before_the_sixteenth_birthday_is_refused(
    colleague: Session, joiner: str
) -> None:
    edit(colleague, joiner, birth_date="2009-01-01", guardian="王芳 | 母亲 | 13800138000")
    approved(colleague, "personnel", "onboarding")
    with pytest.raises(TooYoung):
        edit(colleague, joiner, start_date="2024-12-01")


def test_a_number_that_still_waits_tells_an_age_below_sixteen_too(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    """Sixteen by the planned first day, and not before it: the number is in the draft alone."""
    head = "11010520100310001"
    guardian = "王芳 | 母亲 | 13800138000"
    edit(colleague, joiner, id_number=head + check_digit(head), guardian=guardian)
    approved(colleague, "personnel", "onboarding")
    with pytest.raises(TooYoung):
        onboarding.start(colleague, [joiner], on=colleague.today())
    with pytest.raises(TooYoung):
        edit(colleague, joiner, start_date="2026-03-09")
    desk.clock.advance(days=14)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    assert opened(colleague, joiner).state == "started"


def test_nobody_starts_of_whom_nothing_shows_the_age(
    desk: Desk, session: Session, colleague: Session
) -> None:
    (id_,) = handed_over(desk, session, colleague, people=[somebody()])
    version = opened(colleague, id_).version
    onboarding.edit(colleague, id_, {"birth_date": None}, version=version)
    desk.clock.advance(days=14)
    with pytest.raises(AgeNotShown):
        onboarding.start(colleague, [id_], on=FIRST_DAY)
    edit(colleague, id_, birth_date=OLD_ENOUGH)
    onboarding.start(colleague, [id_], on=FIRST_DAY)


def test_a_number_nobody_else_saw_is_looked_at_again_when_it_is_compared(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    """A colleague let the joiner start on the birth date; the ID number says otherwise."""
    edit(colleague, joiner, id_number=YOUNG_NUMBER, guardian="王芳 | 母亲 | 13800138000",
         start_date="2028-06-01")  # fmt: skip
    approved(colleague, "personnel", "onboarding")
    other = desk.open("admin")
    desk.clock.advance(days=14)
    onboarding.start(other, [joiner], on=FIRST_DAY)
    with pytest.raises(TooYoung):
        onboarding.check(colleague, joiner, ["id_number"])
    assert "id_checked" not in records(colleague, [joiner])[0].fields


def test_a_value_goes_into_the_part_of_its_class(colleague: Session, joiner: str) -> None:
    edit(colleague, joiner, emergency_contact="王芳 | 母亲 | 13800138000",
         food_health_cert="AB12 | 2026-01-01 | 2026-12-31", id_type="居民身份证")  # fmt: skip
    found = clocks(colleague, joiner)
    assert found == {
        "EMP": (None, None), "EMG": (None, None), "ID": (None, None),
        "HEALTH/food_health_cert": ("HEALTH", "expired"),
    }  # fmt: skip
    (note,) = opened(colleague, joiner).clocks
    assert note.clock_day == dt.date(2026, 12, 31) and note.due == dt.date(2027, 1, 30)
    version = opened(colleague, joiner).version
    onboarding.edit(colleague, joiner, {"emergency_contact": None}, version=version)
    assert "EMG" not in clocks(colleague, joiner)


def test_an_edit_is_checked(colleague: Session, joiner: str) -> None:
    version = opened(colleague, joiner).version
    with pytest.raises(ChangedMeanwhile):
        onboarding.edit(colleague, joiner, {}, version=version + 1)
    with pytest.raises(Missing):
        onboarding.edit(colleague, joiner, {"full_name": None}, version=version)
    with pytest.raises(NotCollected):
        onboarding.edit(colleague, joiner, {"age_band": "adult"}, version=version)
    with pytest.raises(NotCollected):
        edit(colleague, joiner, leaving_date="2026-03-01")
    with pytest.raises(NotCollected):
        onboarding.edit(colleague, joiner, {"photo": "ab" * 16}, version=version)


def test_an_id_number_is_readable_to_its_typist_until_it_is_checked(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    edit(colleague, joiner, id_number=ID_NUMBER)
    (waits,) = opened(colleague, joiner).waiting
    assert (waits.field.key, waits.shown) == ("id_number", ID_NUMBER)
    admin = desk.open("admin")
    assert opened(admin, joiner).waiting == ()
    with pytest.raises(NothingToCheck):
        onboarding.check(admin, joiner, ["id_number"])
    onboarding.check(colleague, joiner, ["id_number"])
    view = opened(colleague, joiner)
    assert view.waiting == ()
    number, seen = view.named("id_number"), view.named("id_checked")
    assert number is not None and seen is not None
    assert (number.masked, number.value, seen.value) == (True, None, True)
    assert ID_NUMBER not in number.shown
    full = opened(admin, joiner).named("id_number")
    assert full is not None and full.value == ID_NUMBER
    shown = joiner_views.unmask(colleague, joiner, ["id_number"], purpose="hire.contract")
    assert shown["id_number"].value == ID_NUMBER
    with pytest.raises(PurposeUnknown):
        joiner_views.unmask(colleague, joiner, ["id_number"], purpose="curiosity")


def test_a_number_nobody_checked_is_kept_when_its_day_is_over(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    edit(colleague, joiner, id_number=ID_NUMBER)
    assert onboarding.carry_on(colleague) == ()
    desk.clock.advance(days=1)
    view = opened(colleague, joiner)
    number, seen = view.named("id_number"), view.named("id_checked")
    assert view.waiting == () and number is not None and number.masked
    assert seen is not None and not seen.given


def test_a_sweep_keeps_numbers_that_nobody_looked_at_again(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    """Somebody types an account and is away for ten days: the draft's own end comes too late."""
    edit(colleague, joiner, id_number=ID_NUMBER, bank_account_no=CARD)
    retention.sweep(colleague)
    assert len(entries.entries_of(colleague, joiner)) == 2, "its day is not over"
    desk.clock.advance(days=10)
    retention.confirm_time(colleague)
    changes = retention.sweep(colleague).changes
    assert ("joiner", joiner) in changes.records
    assert entries.entries_of(colleague, joiner) == {}
    number = opened(colleague, joiner).named("id_number")
    assert number is not None and number.given and number.masked
    admin = desk.open("admin")
    settle(colleague, admin)
    (row,) = accounts.list_accounts(admin)
    found = accounts.open_account(admin, row.account_id).named("bank_account_no")
    assert found is not None and found.value == CARD


def test_a_bank_account_goes_to_payroll_and_is_never_read_again_here(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    edit(colleague, joiner, bank_account_no=CARD, bank_name="示例银行", base_pay="6500")
    assert [one.field.key for one in opened(colleague, joiner).waiting] == ["bank_account_no"]
    admin = desk.open("admin")
    settle(colleague, admin)
    (row,) = accounts.list_accounts(admin)
    assert row.holder == "张伟国"
    assert set(row.given) == {"bank_name", "base_pay", "account_holder"}
    onboarding.check(colleague, joiner, ["bank_account_no"])
    settle(colleague, admin)
    found = accounts.open_account(admin, row.account_id).named("bank_account_no")
    assert found is not None and found.value == CARD
    given = opened(colleague, joiner).named("bank_account_no")
    assert given is not None and given.given and given.value is None and given.shown == ""
    assert entries.entries_of(colleague, joiner) == {}
    with pytest.raises(CompartmentClosed):
        colleague.compartment("payroll")


def test_an_overtaken_word_to_payroll_replaces_nothing(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    admin = desk.open("admin")
    edit(colleague, joiner, base_pay="6500", bank_name="示例银行")
    first = {path: path.read_bytes() for path in (desk.folder / "inbox").glob("*.envelope")}
    for path in first:
        path.unlink()
    edit(colleague, joiner, base_pay="7000")
    for path in first:
        path.unlink(missing_ok=True)
    intake.take_in(admin)
    for path, data in first.items():
        path.write_bytes(data)
    settle(admin)
    (row,) = accounts.list_accounts(admin)
    view = accounts.open_account(admin, row.account_id)
    pay, bank = view.named("base_pay"), view.named("bank_name")
    assert pay is not None and bank is not None
    assert (pay.shown, bank.shown) == ("7,000.00", "示例银行")


def test_starting_tells_hiring_and_starts_its_clock(
    desk: Desk, session: Session, colleague: Session
) -> None:
    application = accepted(desk, session, somebody(work_history="示例机械厂 | 装配工"))
    handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    settle(session, colleague)
    (row,) = joiner_views.list_joiners(colleague, JoinerQuery())
    with pytest.raises(DayAhead):
        onboarding.start(colleague, [row.joiner_id], on=FIRST_DAY)
    desk.clock.advance(days=20)
    onboarding.start(colleague, [row.joiner_id], on=FIRST_DAY)
    settle(colleague, session)
    assert stage_of(session, application) == ("employed", "RAW", FIRST_DAY)
    assert clocks(colleague, row.joiner_id)["EVAL"] == ("EVAL", "started")
    assert clocks(colleague, row.joiner_id)["EMP"] == (None, None)
    with pytest.raises(StepNotAllowed):
        onboarding.not_report(colleague, [row.joiner_id], on=FIRST_DAY)


def test_who_did_not_report_goes_within_thirty_days_on_both_sides(
    desk: Desk, session: Session, colleague: Session
) -> None:
    application = accepted(desk, session, somebody())
    handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    settle(session, colleague)
    (row,) = joiner_views.list_joiners(colleague, JoinerQuery())
    edit(colleague, row.joiner_id, emergency_contact="王芳 | 母亲 | 13800138000", base_pay="6500")
    admin = desk.open("admin")
    desk.clock.advance(days=15)
    onboarding.not_report(colleague, [row.joiner_id], on=FIRST_DAY)
    settle(colleague, session, admin)
    assert stage_of(session, application) == ("did_not_report", "WD", FIRST_DAY)
    assert set(clocks(colleague, row.joiner_id).values()) == {("WD", "withdrew")}
    (account,) = accounts.list_accounts(admin)
    assert account.ended == FIRST_DAY


def test_leaving_starts_every_clock(desk: Desk, colleague: Session, joiner: str) -> None:
    admin = desk.open("admin")
    edit(colleague, joiner, emergency_contact="王芳 | 母亲 | 13800138000", base_pay="6500",
         si_base="6500", id_type="居民身份证", fit_for_post="适合 | 2026-03-10")  # fmt: skip
    joiner_documents.add_document(colleague, joiner, "signature_image", b"a signature")
    with pytest.raises(StepNotAllowed):
        onboarding.record_leaving(colleague, [joiner], on=FIRST_DAY, kind="resigned")
    desk.clock.advance(days=30)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    last = dt.date(2026, 3, 31)
    with pytest.raises(ReasonUnknown):
        onboarding.record_leaving(colleague, [joiner], on=last, kind="did_not_report")
    with pytest.raises(BeforeTheStart):
        onboarding.record_leaving(colleague, [joiner], on=dt.date(2026, 3, 1), kind="resigned")
    onboarding.record_leaving(colleague, [joiner], on=last, kind="resigned")
    settle(colleague, admin)
    assert clocks(colleague, joiner) == {
        "EMP": ("EMP", "left"), "EMG": ("EMG", "left"), "ID": ("ID", "left"),
        "HEALTH": ("HEALTH", "left"), "CONS": ("CONS", "last_used"),
    }  # fmt: skip
    edit(colleague, joiner, id_valid_until="长期", uniform_size="L")
    add_scan(colleague, joiner, b"a late scan")
    assert clocks(colleague, joiner)["ID"] == ("ID", "left")
    assert clocks(colleague, joiner)["IDIMG/id_image"] == ("IDIMG", "uploaded")
    (row,) = accounts.list_accounts(admin)
    assert row.ended == last
    accounts.settle(admin, row.account_id, on=dt.date(2026, 4, 15))
    accounts.transfer(admin, row.account_id, on=dt.date(2026, 4, 20))
    periods = retention.periods(admin.catalogue)
    assert {("PAY", "settled"), ("SI", "transferred"), ("WD", "withdrew")} <= set(periods)


def test_who_may_not_enter_a_guardian_is_told_who_may(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    """The field list closes the guardian to an HR admin, who would look for it in vain."""
    admin = desk.open("admin")
    assert opened(admin, joiner).named("guardian") is None
    with pytest.raises(GuardianByOthers) as refused:
        edit(admin, joiner, birth_date="2009-01-01")
    assert str(refused.value.values["roles"]) == str(admin.catalogue.roles["onboarding"].label)
    with pytest.raises(NotYours):
        edit(admin, joiner, guardian="王芳 | 母亲 | 13800138000")
    with pytest.raises(GuardianNeeded) as mine:
        edit(colleague, joiner, birth_date="2009-01-01")
    assert not isinstance(mine.value, GuardianByOthers)
    edit(colleague, joiner, birth_date="2009-01-01", guardian="王芳 | 母亲 | 13800138000")
    let_read(admin, "personnel", "hr_admin")
    edit(admin, joiner, current_address="青岛市虚构路 8 号")


def add_scan(session: Session, joiner_id: str, content: bytes) -> None:
    """Keep an ID scan, to which the joiner consents first."""
    joiner_consents.give(session, joiner_id, ["id_image"])
    joiner_documents.add_document(session, joiner_id, "id_image", content)


def test_documents_are_sealed_read_and_replaced(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    add_scan(colleague, joiner, b"first scan")
    joiner_documents.add_document(colleague, joiner, "id_image", b"second scan")
    assert joiner_documents.read_document(colleague, joiner, "id_image") == b"second scan"
    (path,) = (desk.folder / "documents").iterdir()
    assert path.name.endswith(".personnel.sealed")
    assert clocks(colleague, joiner)["IDIMG/id_image"] == ("IDIMG", "uploaded")
    version = opened(colleague, joiner).version
    onboarding.edit(colleague, joiner, {"id_image": None}, version=version)
    assert list((desk.folder / "documents").iterdir()) == []


def test_lists_and_search_show_what_the_role_may_see(
    desk: Desk, session: Session, colleague: Session
) -> None:
    people = [somebody(), one("欧阳娜娜", "13900139000", birth_date="1991-01-01")]
    first, second = handed_over(desk, session, colleague, people=people)
    rows = joiner_views.list_joiners(colleague, JoinerQuery())
    assert [row.joiner_id for row in rows] == [second, first]
    assert rows[0].cells["full_name"].text == "欧阳娜娜"
    found = joiner_views.list_joiners(colleague, JoinerQuery(text="oynn"))
    assert [row.joiner_id for row in found] == [second]
    assert joiner_views.list_joiners(colleague, JoinerQuery(states=("left",))) == ()
    page = joiner_views.list_joiners(colleague, JoinerQuery(before=rows[0].seq))
    assert [row.joiner_id for row in page] == [first]


def test_what_the_list_calls_write_alone_is_masked_after_the_check(
    colleague: Session, joiner: str
) -> None:
    edit(colleague, joiner, id_number=ID_NUMBER)
    onboarding.check(colleague, joiner, ["id_number"])
    view = opened(colleague, joiner).named("id_number")
    assert view is not None and view.access is Access.MASKED


def test_a_desk_without_payroll_says_so(desk: Desk, colleague: Session, joiner: str) -> None:
    """Nothing is written where nobody could take it in: the whole edit is refused."""
    assert delivery.receives(colleague, "payroll")
    before = opened(colleague, joiner).version
    register = colleague.register
    colleague.adopt(type(register)(**{
        **{name: getattr(register, name) for name in register.__dataclass_fields__},
        "epochs": {k: v for k, v in register.epochs.items() if k != "payroll"},
    }))  # fmt: skip
    with pytest.raises(UserError):
        edit(colleague, joiner, base_pay="6500", emergency_contact="王芳 | 母亲 | 13800138000")
    colleague.adopt(register)
    assert opened(colleague, joiner).version == before


def test_what_was_swept_of_a_joiner_does_not_come_back_with_a_backup(
    desk: Desk, session: Session, colleague: Session, joiner: str
) -> None:
    """A part that was due goes again, and so does a joiner whose last part was."""
    (gone,) = handed_over(desk, session, colleague)
    edit(colleague, joiner, emergency_contact="王芳 | 母亲 | 13800138000")
    add_scan(colleague, joiner, b"a scan")
    desk.clock.advance(days=20)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    onboarding.record_leaving(colleague, [joiner], on=FIRST_DAY, kind="within_trial_days")
    onboarding.not_report(colleague, [gone], on=FIRST_DAY)
    desk.clock.advance(days=20)
    retention.confirm_time(colleague)
    made = backups.create(colleague)
    (source,) = (line.path for line in made if line.compartment == "personnel")
    desk.clock.advance(days=4)
    retention.confirm_time(colleague)
    counts = retention.sweep(colleague).counts
    assert counts == {"EMG": 1, "IDIMG": 1, "WD": 1}
    desk.close()
    done = restoring.restore(
        desk.folder, source, user="welcome", passphrase=WELCOME, clock=desk.clock
    )
    assert done.deleted_again == 4
    again = desk.open("welcome")
    (row,) = joiner_views.list_joiners(again, JoinerQuery())
    assert row.joiner_id == joiner and set(clocks(again, joiner)) == {"EMP", "CONS"}
    assert joiner_views.list_joiners(again, JoinerQuery(text="王芳")) == ()
    assert again.compartment("personnel").read("SELECT * FROM document") == []
    retention.sweep(again)
    assert list((desk.folder / "documents").iterdir()) == []
