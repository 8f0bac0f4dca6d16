# SPDX-License-Identifier: Apache-2.0
"""What the privacy officer ordered holds after a restore, and no roll call loses somebody by it."""

import datetime as dt

import pytest

from hr_desk.operations import (
    backups,
    candidates,
    due_days,
    joiner_views,
    request_asking,
    restoring,
    retention,
    visit_reads,
    visits,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.store.requests import OrderRow
from tests.support import joining, visitors
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import one
from tests.support.requests import HER, carry, contributed, verified
from tests.support.restoring import lose, restored


def ordered(officer: Session, admin: Session, file: str, *keep: str) -> OrderRow:
    """Order her record of a file deleted but for ``keep``; returns the answered order."""
    case = verified(officer, HER, code="delete", ground="not_used")
    found = contributed(officer, admin, case)
    record = next(one.record for one in found if one.file == file)
    for key in keep:
        request_asking.refuse(
            officer, case, record, key, reason="legal_duty", evidence="劳动合同法第五十条",
            review_on=dt.date(2026, 6, 1),
        )  # fmt: skip
    if keep:
        request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    request_asking.order(officer, case, record, kind="delete")
    carry(admin, officer)
    (order,) = request_asking.findings(officer, case).orders
    return order


def inside(session: Session) -> list[str]:
    return [record.id for record in visit_reads.maybe_inside(session)]


def test_what_an_order_took_comes_back_by_no_restore(
    desk: Desk, officer: Session, admin: Session
) -> None:
    recruiter = desk.open("hiring")
    desk.take_in(recruiter, [one("孙小梅", "13900001234", email="mei@example.com")])
    source = next(x.path for x in backups.create(recruiter) if x.compartment == "hiring")
    assert ordered(officer, admin, "hiring", "full_name").kept == ("full_name",)
    desk.close()
    restoring.restore(
        desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    again = desk.open()
    file = again.compartment("hiring")
    assert file.read("SELECT fields FROM person") == [('{"full_name":"孙小梅"}',)]
    assert candidates.list_applications(again, ListQuery(text="13900001234")).rows == ()


def test_a_deletion_ordered_today_is_not_lost_by_a_restore(
    desk: Desk, officer: Session, admin: Session
) -> None:
    recruiter = desk.open("hiring")
    (id_,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    source = next(x.path for x in backups.create(recruiter) if x.compartment == "hiring")
    ordered(officer, admin, "hiring")
    desk.close()
    restoring.restore(
        desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    again = desk.open()
    with pytest.raises(Restricted):
        candidates.open_record(again, id_)
    desk.clock.advance(days=1)
    assert retention.sweep(again).counts == {"WDR": 1}


@pytest.mark.parametrize("new", ["13900005678", None])
def test_what_an_order_corrected_stays_correct_after_a_restore(
    desk: Desk, officer: Session, admin: Session, new: str | None
) -> None:
    recruiter = desk.open("hiring")
    desk.take_in(recruiter, [one("孙小梅", "13900001234"), one("李雷", "13800138009")])
    source = next(x.path for x in backups.create(recruiter) if x.compartment == "hiring")
    case = verified(officer, HER, code="correct")
    (record,) = (x.record for x in contributed(officer, admin, case) if x.file == "hiring")
    value = None if new is None else officer.catalogue.field("mobile").type.parse(new)
    request_asking.order(officer, case, record, kind="correct", fields={"mobile": value})
    carry(admin, officer)
    desk.close()
    restoring.restore(
        desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    again = desk.open()
    assert candidates.list_applications(again, ListQuery(text="13900001234")).rows == ()
    (row,) = candidates.list_applications(again, ListQuery(text=new or "孙小梅")).rows
    view = candidates.open_record(again, row.application_id).named("mobile")
    assert (view is not None and view.given) == (new is not None)
    assert candidates.list_applications(again, ListQuery(text="13800138009")).rows


def test_what_an_order_took_out_is_gone_where_the_file_is_lost(
    desk: Desk, officer: Session, admin: Session
) -> None:
    """Of a candidate, a joiner, an account and a visit: the backup places alone know of it."""
    colleague, recruiter = joining.welcome(desk), desk.open("hiring")
    her = joining.somebody(name="孙小梅", mobile="13900001234", email="mei@example.com")
    (joiner,) = joining.handed_over(desk, recruiter, colleague, people=[her])
    values = joining.typed(colleague, bank_branch="示例支行", uniform_size="L")
    joining.edit_of(colleague, joiner, values)
    visitors.signed_in(desk.open("gate"), **HER)
    joining.settle(colleague, admin)
    sources = {one.compartment: one.path for one in backups.create(admin)}
    case = verified(officer, HER, code="correct")
    taken = {"hiring": "email", "personnel": "uniform_size", "payroll": "bank_branch",
             "visits": "plate_number"}  # fmt: skip
    for found in contributed(officer, admin, case):
        key = taken[found.file]
        request_asking.order(officer, case, found.record, kind="correct", fields={key: None})
    carry(admin, officer)
    for file, key in taken.items():
        lose(desk, file)
        restored(desk, sources[file], user="admin")
        again = desk.open("admin")
        table = {"hiring": "person", "visits": "visit"}.get(file, "part")
        rows = again.compartment(file).read(f"SELECT fields FROM {table}")  # noqa: S608
        assert rows and not any(f'"{key}"' in fields for (fields,) in rows)


def test_what_was_corrected_of_a_joiner_stays_correct_after_a_restore(
    desk: Desk, officer: Session, admin: Session
) -> None:
    colleague = joining.welcome(desk)
    her = joining.somebody(name="孙小梅", mobile="13900001234")
    (joiner,) = joining.handed_over(desk, desk.open("hiring"), colleague, people=[her])
    source = next(x.path for x in backups.create(colleague) if x.compartment == "personnel")
    case = verified(officer, HER, code="correct")
    found = contributed(officer, admin, case)
    (record,) = (x.record for x in found if x.file == "personnel")
    value = officer.catalogue.field("mobile").type.parse("13900005678")
    request_asking.order(officer, case, record, kind="correct", fields={"mobile": value})
    carry(admin, officer)
    desk.close()
    restoring.restore(
        desk.folder, source, user="welcome", passphrase=joining.WELCOME, clock=desk.clock
    )
    again = joining.welcome(desk)
    listed = joiner_views.list_joiners
    assert listed(again, JoinerQuery(text="13900001234")) == ()
    assert [x.joiner_id for x in listed(again, JoinerQuery(text="13900005678"))] == [joiner]


def test_whoever_is_inside_stays_in_the_roll_call_until_they_left(
    desk: Desk, officer: Session, admin: Session
) -> None:
    visit = visitors.signed_in(desk.open("gate"), **HER)
    assert ordered(officer, admin, "visits").answer == "done"
    assert due_days.next_due(admin, "visits") is None
    for _ in range(3):
        desk.clock.advance(days=1)
        retention.sweep(admin)
        assert inside(admin) == [visit]
    visits.account_for(admin, [visit])
    assert inside(admin) == []
    desk.clock.advance(days=1)
    assert retention.sweep(admin).counts == {"WDR": 1}
    assert admin.compartment("visits").read("SELECT 1 FROM visit") == []


def test_an_order_outlives_that_they_leave(desk: Desk, officer: Session, admin: Session) -> None:
    visit = visitors.signed_in(desk.open("gate"), **HER)
    ordered(officer, admin, "visits")
    visits.sign_out(admin, [visit])
    desk.clock.advance(days=1)
    assert retention.sweep(admin).counts == {"WDR": 1}


def test_what_a_roll_call_says_of_somebody_inside_stays_and_is_named(
    desk: Desk, officer: Session, admin: Session
) -> None:
    visit = visitors.signed_in(desk.open("gate"), **HER)
    order = ordered(officer, admin, "visits", "employer")
    assert order.answer == "kept"
    assert {"full_name", "mobile", "employer"} <= set(order.kept)
    (record,) = visit_reads.maybe_inside(admin)
    assert record.id == visit and record.fields["full_name"] == HER["full_name"]
    assert "plate_number" not in record.fields
