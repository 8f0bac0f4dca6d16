# SPDX-License-Identifier: Apache-2.0
"""Holds (class HOLD): put by two people, looked at again in time, kept from the sweep, lifted."""

import datetime as dt

import pytest

from hr_desk.operations import (
    accounts,
    backups,
    candidates,
    due_days,
    holds,
    import_undo,
    importing,
    intake,
    merging,
    onboarding,
    recruitment,
    request_asking,
    restoring,
    retention,
    users,
    visits,
)
from hr_desk.operations.hand_off_problems import ApprovesOwn
from hr_desk.operations.hold_problems import (
    BatchHeld,
    HeldAlready,
    HoldGone,
    MayNotApproveHold,
    ReviewOutOfRange,
)
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.problems import ReasonUnknown, TextMissing
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.restricted_values import values_only_stored
from hr_desk.operations.session import Session
from hr_desk.vault.slots import WrongPassphrase
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.joining import FIRST_DAY, edit_of, handed_over, settle, somebody, typed, welcome
from tests.support.made_up import one, people
from tests.support.requests import carry, contributed, open_officer, verified
from tests.support.restoring import backup_of, restored
from tests.support.visitors import signed_in

ADMIN = Approval("admin", PASSPHRASES["admin"])
TODAY = START.date()


def wanted(session: Session, days: int = 60, **more: str) -> Wanted:
    said = {"reason": "litigation", "evidence": "（2026）示例01民初1号", **more}
    return Wanted(review_on=session.today() + dt.timedelta(days=days), **said)


def put(session: Session, id_: str, *, file: str = "hiring", days: int = 60) -> str:
    done = holds.put(session, file, id_, wanted(session, days), approval=ADMIN)
    return str(done.created[0])


def go_to(desk: Desk, session: Session, days: int) -> None:
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)


@pytest.fixture
def ended(desk: Desk, session: Session) -> list[str]:
    """Two people who withdrew: due in 30 days."""
    ids = list(desk.take_in(session, list(people(2, seed=1))))
    recruitment.withdraw(session, ids)
    return ids


def test_4_2_keep_a_held_record_stays_is_not_used_and_goes_once_the_hold_is_lifted(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    id_ = put(session, ended[0])
    (listed,) = holds.list_holds(session)
    assert (listed.id, listed.reason, listed.approved_by) == (id_, "litigation", "admin")
    assert listed.genuine and not listed.restricted and listed.days_left == 60
    assert holds.of(session, "hiring", ended[0]) == listed
    assert holds.of(session, "hiring", ended[1]) is None
    candidates.open_record(session, ended[0])
    go_to(desk, session, 30)
    assert [line.days_left for line in retention.preview(session)] == [0]
    assert retention.sweep(session).counts == {"WD": 1}
    with pytest.raises(Restricted):
        candidates.open_record(session, ended[0])
    (listed,) = holds.list_holds(session)
    assert listed.restricted and "*" in listed.name
    assert due_days.next_due(session, "hiring") == TODAY + dt.timedelta(days=61)
    holds.lift(session, "hiring", id_, because="调解结案")
    assert holds.list_holds(session) == ()
    candidates.open_record(session, ended[0])
    assert retention.sweep(session).counts == {"WD": 1}
    assert session.compartment("hiring").read("SELECT 1 FROM hold") == []


def test_a_hold_that_nobody_renews_ends_with_its_review_day_and_is_listed_before(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    put(session, ended[0], days=45)
    go_to(desk, session, 31)
    retention.sweep(session)
    assert holds.reviews_due(session) == 1
    go_to(desk, session, 40)
    (line,) = retention.preview(session)
    assert (line.due, line.held) == (TODAY + dt.timedelta(days=46), TODAY + dt.timedelta(days=45))
    go_to(desk, session, 45)
    assert retention.sweep(session).counts == {}
    go_to(desk, session, 46)
    assert retention.sweep(session).counts == {"WD": 1}


def test_a_reviewed_hold_goes_on(desk: Desk, session: Session, ended: list[str]) -> None:
    id_ = put(session, ended[0], days=45)
    go_to(desk, session, 40)
    holds.renew(session, "hiring", id_, wanted(session, 90, reason="arbitration"), approval=ADMIN)
    (listed,) = holds.list_holds(session)
    assert (listed.reason, listed.days_left, listed.genuine) == ("arbitration", 90, True)
    go_to(desk, session, 130)
    assert retention.sweep(session).counts == {"WD": 1}
    go_to(desk, session, 131)
    assert retention.sweep(session).counts == {"WD": 1}
    with pytest.raises(HoldGone):
        holds.renew(session, "hiring", id_, wanted(session), approval=ADMIN)


def test_two_people_a_reason_evidence_and_a_near_review(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    def refused(
        problem: type[Exception], wish: Wanted | None = None, approval: Approval = ADMIN
    ) -> None:
        with pytest.raises(problem):
            holds.put(session, "hiring", ended[0], wish or wanted(session), approval=approval)

    refused(ApprovesOwn, approval=Approval("hiring", PASSPHRASES["hiring"]))
    refused(MayNotApproveHold, approval=Approval("second", PASSPHRASES["second"]))
    refused(WrongPassphrase, approval=Approval("admin", PASSPHRASES["hiring"]))
    refused(ReviewOutOfRange, wanted(session, 91))
    refused(ReviewOutOfRange, wanted(session, 0))
    refused(ReasonUnknown, wanted(session, reason="because"))
    refused(TextMissing, wanted(session, evidence=" "))
    assert holds.list_holds(session) == ()
    put(session, ended[0], days=90)
    refused(HeldAlready)
    body = session.compartment("hiring").read_one(
        "SELECT body FROM audit WHERE body LIKE '%applicant_hold.put%'"
    )[0]
    assert "民初" not in body


def test_4_1_acc_a_hold_on_another_recruiters_person_is_not_found(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    id_ = put(session, ended[0])
    admin = desk.open("admin")
    users.add(admin, name="third", passphrase="a kite over the old wall", roles=["recruiter"])
    PASSPHRASES["third"] = "a kite over the old wall"
    third = desk.open("third")
    assert holds.list_holds(third) == ()
    with pytest.raises(HoldGone):
        holds.lift(third, "hiring", id_, because="x")
    with pytest.raises(HoldGone):
        holds.renew(third, "hiring", id_, wanted(third), approval=ADMIN)
    assert [one.id for one in holds.list_holds(admin)] == [id_]


def test_a_forged_hold_is_shown_as_one(session: Session, ended: list[str]) -> None:
    put(session, ended[0])
    with session.compartment("hiring").change("test") as change:
        change.execute("UPDATE hold SET review_on = '2027-01-01'")
    (listed,) = holds.list_holds(session)
    assert not listed.genuine


def test_what_a_joiner_and_their_account_are_held_by_keeps_every_part(desk: Desk) -> None:
    colleague, admin = welcome(desk), desk.open("admin")
    (joiner,) = handed_over(desk, desk.open("hiring"), colleague, people=[somebody()])
    edit_of(colleague, joiner, typed(colleague, uniform_size="L"))
    go_to(desk, colleague, 14)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    onboarding.record_leaving(colleague, [joiner], on=FIRST_DAY, kind="resigned")
    settle(colleague, admin)
    parts = admin.compartment("personnel").read_one("SELECT count(*) FROM part")[0]
    approval = Approval("welcome", PASSPHRASES["welcome"])
    with pytest.raises(MayNotApproveHold):
        holds.put(admin, "personnel", joiner, wanted(admin, 90), approval=approval)
    hold = holds.put(colleague, "personnel", joiner, wanted(colleague, 90), approval=ADMIN)
    go_to(desk, admin, 14 + 90)
    retention.sweep(admin)
    assert admin.compartment("personnel").read_one("SELECT count(*) FROM part")[0] == parts
    # Contract and roster still have their own two years: nothing is restricted.
    assert [one.restricted for one in holds.list_holds(admin) if one.file == "personnel"] == [False]
    holds.lift(colleague, "personnel", hold.created[0], because="撤诉")
    retention.sweep(admin)
    assert admin.compartment("personnel").read_one("SELECT count(*) FROM part")[0] < parts


def test_a_visit_is_held_by_an_admin(desk: Desk, session: Session) -> None:
    gate, admin = desk.open("gate"), desk.open("admin")
    visit = signed_in(gate)
    visits.sign_out(gate, [visit])
    recruiter = Approval("second", PASSPHRASES["second"])
    with pytest.raises(MayNotApproveHold):
        holds.put(admin, "visits", visit, wanted(admin), approval=recruiter)
    open_officer(desk)
    officer = Approval("officer", "ten green bottles hang")
    holds.put(admin, "visits", visit, wanted(admin, 90), approval=officer)
    go_to(desk, admin, 90)
    assert retention.sweep(admin).counts == {}
    go_to(desk, admin, 91)
    assert retention.sweep(admin).counts == {"VIS": 1}


def test_a_hold_stops_every_other_way_of_deleting(desk: Desk, session: Session) -> None:
    (sheet,) = importing.read_sheet(
        session, "姓名,手机,年龄段\n张伟国,13800138000,已满18周岁\n".encode()
    )
    how = importing.Reading(requisition_id=desk.requisition)
    done = importing.take_in(session, importing.preview(session, sheet, how))
    (row,) = candidates.list_applications(session, candidates.ListQuery()).rows
    put(session, row.application_id)
    with pytest.raises(BatchHeld):
        import_undo.undo(session, done.batch_id)


def test_an_order_to_delete_waits_for_the_end_of_the_hold(desk: Desk) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    recruiter = desk.open("hiring")
    (id_,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    hold = put(recruiter, id_, days=10)
    case = verified(officer, {"full_name": "孙小梅"}, code="delete", ground="not_used")
    (found,) = contributed(officer, admin, case)
    request_asking.order(officer, case, found.record, kind="delete")
    carry(admin, officer)
    (order,) = request_asking.findings(officer, case).orders
    assert order.answer == "kept" and "full_name" in order.kept
    with pytest.raises(Restricted):
        candidates.open_record(recruiter, id_)
    go_to(desk, admin, 5)
    assert retention.sweep(admin).counts == {}
    holds.lift(admin, "hiring", hold, because="撤诉")
    assert retention.sweep(admin).counts == {"WDR": 1}
    intake.take_in(officer)
    assert request_asking.findings(officer, case).orders[0].gone_at is not None


def test_a_hold_follows_a_person_who_is_made_one_with_another(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, [one("孙小梅", "13900001234"), one("孙小梅", "13900001235")])
    put(session, ids[1])
    kept, gone = (recruitment.records(session, [id_])[0].person_id for id_ in ids)
    merged = merging.merge(session, kept, gone, choices={})
    assert holds.of(session, "hiring", ids[0]) is not None
    merging.undo_merge(session, merged.created[0])
    assert holds.of(session, "hiring", ids[0]) is None
    assert holds.of(session, "hiring", ids[1]) is not None


def test_a_restore_keeps_what_was_held_since(
    desk: Desk, session: Session, ended: list[str]
) -> None:
    source = next(line.path for line in backups.create(session) if line.compartment == "hiring")
    put(session, ended[0])
    desk.close()
    restoring.restore(
        desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    again = desk.open("hiring")
    assert [one.genuine for one in holds.list_holds(again)] == [True]
    go_to(desk, again, 30)
    assert retention.sweep(again).counts == {"WD": 1}


def stored(admin: Session) -> list[tuple[str, str]]:
    """Return what payroll only stores: key and value."""
    return admin.compartment("payroll").read("SELECT field, value FROM restriction")


def in_use(admin: Session) -> str:
    return str(admin.compartment("payroll").read("SELECT fields FROM part"))


def held_account(desk: Desk, days: int) -> tuple[Session, Session, str, str]:
    """Hold somebody's account, which has a bank branch: colleague, admin, joiner and hold (ids)."""
    colleague, admin = welcome(desk), desk.open("admin")
    (joiner,) = handed_over(desk, desk.open("hiring"), colleague, people=[somebody()])
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行", bank_branch="示例支行"))
    settle(colleague, admin)
    (row,) = accounts.list_accounts(admin)
    open_officer(desk)
    officer = Approval("officer", "ten green bottles hang")
    done = holds.put(admin, "payroll", row.account_id, wanted(admin, days), approval=officer)
    return colleague, admin, joiner, done.created[0]


@pytest.mark.parametrize("ends", ["lifted", "over"])
def test_what_personnel_takes_back_of_a_held_account_is_stored_until_the_hold_ends(
    desk: Desk, ends: str
) -> None:
    colleague, admin, joiner, hold = held_account(desk, 5)
    before = backup_of(admin, "payroll")
    edit_of(colleague, joiner, {"bank_branch": None})
    settle(colleague, admin)
    kept = [("bank_branch", '"示例支行"')]
    assert stored(admin) == kept and "示例支行" not in in_use(admin)
    (row,) = accounts.list_accounts(admin)
    assert row.given == {"bank_name", "account_holder"}
    (alone,) = values_only_stored(admin, row.account_id, file="payroll")
    assert (alone.field, alone.why, alone.until) == (
        "bank_branch", "hold", (TODAY + dt.timedelta(days=5)).isoformat(),
    )  # fmt: skip
    retention.sweep(admin)
    assert stored(admin) == kept
    # No restore may take out what is held, also where the file itself is lost.
    buried = "SELECT count(*) FROM tombstone WHERE kind = 'value'"
    assert admin.compartment("payroll").read_one(buried) == (0,)
    restored(desk, before, user="admin")
    admin = desk.open("admin")
    assert stored(admin) == kept and "示例支行" not in in_use(admin)
    if ends == "lifted":
        holds.lift(admin, "payroll", hold, because="撤诉")
    else:
        go_to(desk, admin, 5)
        retention.sweep(admin)
        assert stored(admin) == kept
        go_to(desk, admin, 6)
    retention.sweep(admin)
    assert stored(admin) == []
    restored(desk, before, user="admin")
    admin = desk.open("admin")
    assert stored(admin) == [] and "示例支行" not in in_use(admin)
    assert "虚构示例银行" in in_use(admin)


def test_what_is_stored_goes_with_its_account(desk: Desk) -> None:
    colleague, admin, joiner, _hold = held_account(desk, 90)
    edit_of(colleague, joiner, {"bank_branch": None})
    onboarding.not_report(colleague, [joiner], on=colleague.today())
    settle(colleague, admin)
    go_to(desk, admin, 91)
    assert len(stored(admin)) == 1
    before = backup_of(admin, "payroll")
    retention.sweep(admin)
    assert accounts.list_accounts(admin) == () and stored(admin) == []
    restored(desk, before, user="admin")
    admin = desk.open("admin")
    assert accounts.list_accounts(admin) == () and stored(admin) == []
