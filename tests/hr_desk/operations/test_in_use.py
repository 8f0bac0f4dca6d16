# SPDX-License-Identifier: Apache-2.0
"""A restricted visit, joiner or account: in no list, refused to everybody, still found."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from hr_desk.exchange.sheets import Sheet
from hr_desk.operations import (
    account_views,
    accounts,
    badges,
    checklist,
    disclosure_views,
    due_lines,
    expecting,
    guardian_sheets,
    guest_codes,
    guest_lists,
    hand_off_clocks,
    hand_off_people,
    joiner_consents,
    joiner_views,
    onboarding,
    request_records,
    roll_call,
    visit_prints,
    visit_reads,
    visits,
)
from hr_desk.operations.account_views import AccountQuery
from hr_desk.operations.disclosing_people import people
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.expecting_problems import InvitationOtherDay, InvitationUnknown
from hr_desk.operations.guest_lists import GuestPreview, GuestReading
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import VisitQuery
from hr_desk.store import audit, payroll, personnel, request_tasks
from hr_desk.store import visits as store
from tests.support.desk import Desk
from tests.support.handing_off import approved, employed
from tests.support.joining import handed_over, somebody, welcome
from tests.support.leaving_once import asked, own
from tests.support.made_up import one
from tests.support.visitors import signed_in

Call = Callable[[Session, str], object]

VISIT: Final[dict[str, Call]] = {
    "open": visit_reads.open_visit,
    "unmask": lambda s, id_: visit_reads.unmask(s, id_, ["mobile"], purpose="visit.access"),
    "edit": lambda s, id_: visits.edit(s, id_, {}, version=1),
    "not come": lambda s, id_: visits.not_come(s, [id_]),
    "make a badge": lambda s, id_: badges.make(s, [id_]),
    "print a badge": lambda s, id_: badges.faces(s, [id_]),
    "hand over": lambda s, id_: people(s, "visits", [id_]),
}
JOINER: Final[dict[str, Call]] = {
    "open": joiner_views.open_joiner,
    "unmask": lambda s, id_: joiner_views.unmask(
        s, id_, ["mobile"], purpose=next(iter(s.catalogue.purposes))
    ),
    "edit": lambda s, id_: onboarding.edit(s, id_, {}, version=1),
    "checklist": checklist.lines,
    "consents": joiner_consents.lines,
    "who was told": hand_off_clocks.after,
    "hand over": lambda s, id_: people(s, "personnel", [id_]),
}
ACCOUNT: Final[dict[str, Call]] = {
    "open": account_views.open_file,
    "open alone": accounts.open_account,
    "unmask": lambda s, id_: account_views.unmask(
        s, id_, ["bank_name"], purpose=next(iter(s.catalogue.purposes))
    ),
    "edit": lambda s, id_: accounts.edit(s, id_, {}, version=1),
    "compare": lambda s, id_: accounts.compare(s, id_, ["bank_account_no"]),
}


def restrict(session: Session, file: str, id_: str) -> None:
    """Restrict a record as an order does."""
    held = session.compartment(file)
    found = {
        "visits": lambda: [one.seq for one in store.visits(held, [id_])],
        "personnel": lambda: [one.seq for one in personnel.joiners(held, [id_])],
        "payroll": lambda: [one.seq for one in payroll.accounts(held, [id_])],
    }
    (row,) = found[file]()
    with held.change("test") as change:
        request_tasks.restrict(change, record=id_, row=row, reference="f" * 32)


def lift(session: Session, file: str, id_: str) -> None:
    """Let a record be used again."""
    with session.compartment(file).change("test") as change:
        request_tasks.lift(change, id_)


def refused(session: Session, file: str, id_: str, calls: dict[str, Call]) -> None:
    """Every way into a restricted record is refused with its sentence, and logged once."""
    for name, call in calls.items():
        before = session.compartment(file).head().sequence
        with pytest.raises(Restricted):
            call(session, id_)
        (entry,) = audit.entries(session.compartment(file).connection, after=before)
        assert entry.operation == "denied", name
        assert {one for _, one, _ in entry.records} == {id_}, name


def test_a_restricted_visitor_is_in_no_list_and_still_in_the_roll_call(desk: Desk) -> None:
    gate = desk.open("gate")
    id_ = signed_in(gate)
    everybody, found = VisitQuery(), VisitQuery(text="黎")
    assert [one.visit_id for one in visit_reads.list_visits(gate, everybody)] == [id_]
    name = visit_reads.open_visit(gate, id_).row.cells["full_name"].text
    found = VisitQuery(text=name)
    assert visit_reads.list_visits(gate, found)
    restrict(gate, "visits", id_)
    for query in (everybody, found, VisitQuery(inside=True)):
        assert visit_reads.list_visits(gate, query) == ()
    refused(gate, "visits", id_, VISIT)
    assert [one.visit_id for one in visit_reads.roll_call(gate)] == [id_]
    assert request_records.record_of(gate.compartment("visits"), id_) is not None
    visits.sign_out(gate, [id_])
    assert visit_reads.roll_call(gate) == ()
    lift(gate, "visits", id_)
    assert visit_reads.open_visit(gate, id_).row.state == "left"


def test_a_restricted_guest_is_as_unknown_as_any_other(desk: Desk) -> None:
    """Neither the code nor the name of an invitation finds them, and undoing a list keeps them."""
    gate = desk.open("gate")
    sheet = Sheet(
        "三月", (("访客姓名", "来访时间"), ("梅常客", "2026-03-04"), ("马远", "2026-03-04"))
    )

    def read() -> GuestPreview:
        return guest_lists.preview_list(gate, sheet, GuestReading(day=date(2026, 3, 4)))

    list_id, kept, other = guest_lists.take_in(gate, read()).created
    (code,) = guest_codes.hand_out(gate, [kept]).created
    with pytest.raises(InvitationOtherDay):
        guest_codes.whose(gate, code)
    restrict(gate, "visits", kept)
    with pytest.raises(InvitationUnknown):
        guest_codes.whose(gate, code)
    assert [one.row.visit_id for one in expecting.ahead(gate)] == [other]
    assert [row.fate.value for row in read().rows] == ["new", "known"]
    assert [one.expected for one in guest_lists.lists(gate)] == [1]
    assert guest_lists.undo(gate, list_id).created == (other,)
    assert request_records.record_of(gate.compartment("visits"), kept) is not None


def test_a_restricted_visit_is_on_no_paper_but_the_roll_call(desk: Desk, tmp_path: Path) -> None:
    """And where it is listed because it is due, its name is masked."""
    gate = desk.open("gate")
    id_ = signed_in(gate)

    def paper(purpose: str) -> Disclosure:
        return Disclosure(
            kind="print", recipient="示例公司", purpose=purpose, fields=("full_name",),
            records=(id_,),
        )  # fmt: skip

    visit_prints.release(gate, paper("visit.access"), b"paper", tmp_path / "1.pdf")
    restrict(gate, "visits", id_)
    with pytest.raises(Restricted):
        visit_prints.release(gate, paper("visit.access"), b"paper", tmp_path / "2.pdf")
    visit_prints.release(gate, paper(roll_call.PURPOSE), b"paper", tmp_path / "3.pdf")
    assert sorted(one.name for one in tmp_path.glob("*.pdf")) == ["1.pdf", "3.pdf"]
    visits.sign_out(gate, [id_])
    (line,) = due_lines.preview(gate, on=date(2026, 12, 1))
    assert line.person_id == id_ and "黎访客" not in line.name


def test_a_restricted_minor_is_on_no_list_of_sheets(desk: Desk) -> None:
    recruiter, colleague = desk.open(), welcome(desk)
    young = {"age_band": "16-17", "guardian": "王芳 | 母亲 | 13800138000"}
    people = [one(**{**young, "birth_date": "2009-01-01"})]
    (id_,) = handed_over(desk, recruiter, colleague, people=people)
    assert [one.joiner_id for one in guardian_sheets.young(colleague)] == [id_]
    restrict(colleague, "personnel", id_)
    assert guardian_sheets.young(colleague) == ()


def test_a_restricted_joiner_and_account_are_used_by_nobody(desk: Desk) -> None:
    joiner, other = employed(desk, somebody(), somebody(name="钱多多", mobile="13700001111"))
    admin = desk.open("admin")
    standing = approved(admin, "bank_accounts")
    account = hand_off_people.account_ids(admin)[joiner]
    query, board = JoinerQuery(), AccountQuery()
    assert len(joiner_views.list_joiners(admin, query)) == 2
    assert len(account_views.board(admin, board)) == len(accounts.list_accounts(admin)) == 2
    assert len(hand_off_people.plan(admin, standing).proposed) == 2
    name = joiner_views.list_joiners(admin, query)[1].cells["full_name"].text

    restrict(admin, "payroll", account)
    (line,) = account_views.board(admin, board)
    assert line.joiner_id == other
    assert account_views.find(admin, name, most=5) == ()
    assert len(accounts.list_accounts(admin)) == 1
    refused(admin, "payroll", account, ACCOUNT)
    assert [one.joiner_id for one in hand_off_people.plan(admin, standing).proposed] == [other]
    lift(admin, "payroll", account)
    assert len(hand_off_people.plan(admin, standing).proposed) == 2

    restrict(admin, "personnel", joiner)
    assert [one.joiner_id for one in joiner_views.list_joiners(admin, query)] == [other]
    assert joiner_views.list_joiners(admin, JoinerQuery(text=name)) == ()
    assert [one.joiner_id for one in hand_off_people.plan(admin, standing).people] == [other]
    refused(admin, "personnel", joiner, JOINER)
    assert request_records.record_of(admin.compartment("personnel"), joiner) is not None
    lift(admin, "personnel", joiner)
    assert joiner_views.open_joiner(admin, joiner).joiner_id == joiner


def test_one_restricted_person_takes_no_other_request_out_of_the_list(desk: Desk) -> None:
    """Of what leaves once: theirs stands there without a name, and says why it cannot leave."""
    joiner, other = employed(desk, somebody(), somebody(name="钱多多", mobile="13700001111"))
    admin = desk.open("admin")
    asked(admin, own(joiner))
    asked(admin, own(other))
    restrict(admin, "personnel", joiner)
    before = admin.compartment("personnel").head().sequence
    theirs, others = sorted(
        disclosure_views.board(admin), key=lambda one: one.request.wish.people == (other,)
    )
    assert not theirs.names and list(others.names) == [other]
    assert disclosure_views.waiting(admin).waiting == ()
    entries = audit.entries(admin.compartment("personnel").connection, after=before)
    assert "denied" not in {one.operation for one in entries}
