# SPDX-License-Identifier: Apache-2.0
"""Finding everything about one person across the files, and ordering what becomes of it."""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.catalogue.requests import request_rules
from hr_desk.operations import (
    candidates,
    exports,
    intake,
    looking_up,
    recruitment,
    request_answers,
    request_asking,
    request_views,
    requests,
    requisitions,
    retention,
    today,
)
from hr_desk.operations.application_query import ListQuery
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.problems import NothingToHandOut, NotPermitted, RecordGone
from hr_desk.operations.request_problems import (
    ApprovesOwnRefusal,
    CaseStepNotAllowed,
    FieldNotContributed,
    NothingContributed,
    OrderUnknown,
    OutcomeDoesNotFit,
    OwnDataIsNoSecret,
    Restricted,
    ReviewTooLate,
    StillWaiting,
    TaskGone,
)
from hr_desk.operations.session import Session
from hr_desk.store.audit import entries
from tests.support import joining, visitors
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import one, people
from tests.support.requests import HER, OFFICER, asked, carry, closed, contributed, verified

SAME = {"name": "孙小梅", "mobile": "13900001234"}
LATER = dt.date(2026, 6, 1)


@pytest.fixture
def hers(desk: Desk, admin: Session) -> str:
    """Her application among others', found by her telephone number."""
    recruiter = desk.open("hiring")
    desk.take_in(recruiter, list(people(5, seed=3)))
    (id_,) = desk.take_in(recruiter, [one("孙小梅", "13900001234", email="mei@example.com")])
    return id_


def her_file(found: tuple[Contribution, ...]) -> Contribution:
    """Return what hiring contributed."""
    return next(record for record in found if record.file == "hiring")


def deleting(officer: Session) -> str:
    """Return a verified case that asks for deletion."""
    return verified(officer, HER, code="delete", ground="not_used")


def refuse(
    officer: Session, case: str, record: str, field: str, reason: str = "legal_duty"
) -> None:
    """Enter one refusal that fits."""
    request_asking.refuse(officer, case, record, field, reason=reason,
                          evidence="劳动合同法第五十条", review_on=LATER)  # fmt: skip


def approve(officer: Session, case: str) -> None:
    """Let the admin approve at the officer's window."""
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])


def test_each_file_contributes_its_part_and_nobody_elses(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    gate = desk.open("gate")
    visit = visitors.signed_in(gate, **HER)
    visitors.signed_in(gate)
    joining.handed_over(
        desk, desk.open("hiring"), joining.welcome(desk), people=[joining.somebody(**SAME)]
    )
    case = verified(officer, HER)
    found = contributed(officer, admin, case)
    files = [record.file for record in found]
    assert sorted(files) == ["hiring", "hiring", "personnel", "visits"]
    for record in found:
        assert record.fields["full_name"] == "孙小梅"
    assert "mei@example.com" in [record.fields.get("email") for record in found]
    assert {hers, visit}.isdisjoint(record.record for record in found)
    parts = request_asking.findings(officer, case)
    assert parts.waiting == 0
    assert len(parts.asked) == 4


def test_5_1_verify_no_file_is_asked_before(officer: Session, admin: Session) -> None:
    requests.take_in(officer, asked(HER))
    case = request_views.list_requests(officer)[0].id
    for step in (request_asking.ask, request_asking.findings):
        with pytest.raises(CaseStepNotAllowed):
            step(officer, case)
    intake.take_in(admin)
    assert request_answers.questions(admin) == ()


def test_a_question_waits_on_today_until_it_is_answered_once(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER)
    request_asking.ask(officer, case)
    request_asking.ask(officer, case)
    intake.take_in(admin)
    asked_ = [line for line in today.summary(admin) if line.key == "asked"]
    assert [line.count for line in asked_] == [4]
    found = request_answers.questions(admin)
    mine = next(one_ for one_ in found if one_.file == "hiring")
    assert [proposal.agree for proposal in mine.proposals] == [("full_name", "mobile")]
    with pytest.raises(RecordGone):
        request_answers.contribute(admin, mine, ["0" * 32])
    for question in found:
        request_answers.contribute(admin, question, [])
    with pytest.raises(TaskGone):
        request_answers.contribute(admin, mine, [])
    intake.take_in(officer)
    answers = request_asking.findings(officer, case)
    assert [part.records for part in answers.asked] == [0, 0, 0, 0]
    with pytest.raises(NotPermitted):
        request_answers.questions(joining.welcome(desk))


def test_the_front_desk_answers_for_visits_and_a_recruiter_for_what_is_all_theirs(
    desk: Desk, officer: Session, admin: Session
) -> None:
    gate, recruiter = desk.open("gate"), desk.open("hiring")
    visitors.signed_in(gate, full_name=HER["full_name"], mobile="13900005678")
    case = verified(officer, HER)
    request_asking.ask(officer, case)
    intake.take_in(admin)
    (mine,) = request_answers.questions(gate)
    assert (mine.file, request_answers.count_questions(gate)) == ("visits", 1)
    (somebody,) = mine.proposals
    assert somebody.agree == ("full_name",)
    assert "5678" in somebody.shown["mobile"] and "00005" not in somebody.shown["mobile"]
    (of_hiring,) = request_answers.questions(recruiter)
    assert of_hiring.file == "hiring"
    request_answers.contribute(gate, mine, [somebody.id])
    intake.take_in(officer)
    (record,) = request_asking.findings(officer, case).records
    assert record.file == "visits"
    requisitions.open_requisition(admin, title="质检员", department="质量部", place="一号车间",
                                  head_count=1)  # fmt: skip
    assert request_answers.questions(recruiter) == ()
    with pytest.raises(NotPermitted):
        request_answers.contribute(recruiter, of_hiring, [])


def test_7_restriction_takes_effect_at_once_in_reads_exports_and_search(
    desk: Desk, officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    recruiter = desk.open("hiring")
    case = verified(officer, HER, code="restrict")
    record = her_file(contributed(officer, admin, case)).record
    assert len(candidates.list_applications(recruiter, ListQuery(text="孙小梅")).rows) == 1
    request_asking.order(officer, case, record, kind="restrict")
    carry(recruiter, officer)
    for session in (recruiter, admin):
        assert candidates.list_applications(session, ListQuery(text="孙小梅")).rows == ()
        listed = candidates.list_applications(session, ListQuery()).rows
        assert hers not in [row.application_id for row in listed]
        assert candidates.count_applications(session, ListQuery()) == 5
        assert looking_up.look_up(session, "13900001234") == ()
        before = session.compartment("hiring").head().sequence
        with pytest.raises(Restricted):
            candidates.open_record(session, hers)
        with pytest.raises(Restricted):
            candidates.unmask(session, hers, ["birth_date"], purpose="apply.assess")
        with pytest.raises(Restricted):
            recruitment.edit(session, hers, {}, version=2)
        tries = entries(session.compartment("hiring").connection, after=before)
        assert [(entry.operation, entry.records[0][1]) for entry in tries] == [("denied", hers)] * 3
        with pytest.raises(NothingToHandOut):
            exports.candidate_list(
                session, ListQuery(text="孙小梅"), purpose="apply.assess",
                target=tmp_path / "list.xlsx",
            )  # fmt: skip
    (order,) = request_asking.findings(officer, case).orders
    assert (order.kind, order.answer) == ("restrict", "done")
    request_asking.order(officer, case, record, kind="lift")
    carry(recruiter, officer)
    assert len(candidates.list_applications(recruiter, ListQuery(text="孙小梅")).rows) == 1


def test_a_correction_goes_back_is_found_and_is_answered(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER, code="correct")
    record = her_file(contributed(officer, admin, case)).record
    kind = officer.catalogue.field("mobile").type
    with pytest.raises(FieldNotContributed):
        request_asking.order(officer, case, record, kind="correct", fields={"bank_name": "x"})
    request_asking.order(
        officer, case, record, kind="correct", fields={"mobile": kind.parse("13900005678")}
    )
    with pytest.raises(StillWaiting):
        requests.decide(officer, case, outcome="granted")
        closed(officer, case)
    carry(admin, officer)
    assert candidates.list_applications(admin, ListQuery(text="13900001234")).rows == ()
    (row,) = candidates.list_applications(admin, ListQuery(text="13900005678")).rows
    assert row.application_id == hers
    (order,) = request_asking.findings(officer, case).orders
    assert (order.answer, order.kept) == ("done", ())


def test_5_2_deletion_restricts_at_once_and_goes_with_the_next_sweep(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    case = deleting(officer)
    record = her_file(contributed(officer, admin, case)).record
    request_asking.order(officer, case, record, kind="delete")
    carry(admin, officer)
    with pytest.raises(Restricted):
        candidates.open_record(admin, hers)
    desk.clock.advance(days=1)
    swept = retention.sweep(admin)
    assert swept.counts == {"WDR": 1}
    intake.take_in(officer)
    (order,) = request_asking.findings(officer, case).orders
    assert order.answer == "done"
    assert order.gone_at is not None
    file = admin.compartment("hiring")
    assert file.read("SELECT * FROM record_restriction") == []
    assert file.read("SELECT 1 FROM person WHERE fields LIKE '%13900001234%'") == []


def test_5_4_eight_reasons_each_with_its_article() -> None:
    laws = [reason.law for reason in request_rules().refusals.values()]
    assert laws == [f"5.4({n})" for n in range(1, 9)]
    assert "backup" not in request_rules().refusals


def test_5_4_refused_fields_stay_restricted_and_the_rest_is_gone(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    case = deleting(officer)
    record = her_file(contributed(officer, admin, case)).record
    refuse(officer, case, record, "full_name")
    with pytest.raises(StillWaiting):
        request_asking.order(officer, case, record, kind="delete")
    approve(officer, case)
    request_asking.order(officer, case, record, kind="delete")
    carry(admin, officer)
    (order,) = request_asking.findings(officer, case).orders
    assert (order.answer, order.kept) == ("kept", ("full_name",))
    file = admin.compartment("hiring")
    (row,) = file.read("SELECT fields FROM person WHERE fields LIKE '%孙小梅%'")
    assert row[0] == '{"full_name":"孙小梅"}'
    for lost in ("13900001234", "mei@example.com"):
        assert file.read("SELECT 1 FROM person WHERE fields LIKE ?", (f"%{lost}%",)) == []
    assert file.read("SELECT 1 FROM term WHERE term LIKE '%13900001234%'") == []
    with pytest.raises(Restricted):
        candidates.open_record(admin, hers)
    with pytest.raises(OutcomeDoesNotFit):
        requests.decide(officer, case, outcome="granted")
    requests.decide(officer, case, outcome="partly")
    desk.clock.at = dt.datetime(2026, 6, 1, 2, tzinfo=dt.UTC)
    assert request_views.reviews_due(officer) == (case,)


def test_5_4_a_refusal_needs_evidence_a_second_person_and_a_near_review(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    case = deleting(officer)
    record = her_file(contributed(officer, admin, case)).record
    latest = officer.today() + dt.timedelta(days=180)
    with pytest.raises(ReviewTooLate):
        request_asking.refuse(officer, case, record, "mobile", reason="crime", evidence="x",
                              review_on=latest + dt.timedelta(days=1))  # fmt: skip
    with pytest.raises(OwnDataIsNoSecret):
        refuse(officer, case, record, "mobile", "trade_secret")
    with pytest.raises(FieldNotContributed):
        refuse(officer, case, record, "id_number")
    with pytest.raises(NothingContributed):
        refuse(officer, case, "0" * 32, "mobile")
    refuse(officer, case, record, "mobile", "abuse")
    with pytest.raises(ApprovesOwnRefusal):
        request_asking.approve(officer, case, approver="officer", passphrase=OFFICER)
    with pytest.raises(StillWaiting):
        requests.decide(officer, case, outcome="refused")
    approve(officer, case)
    (row,) = request_asking.findings(officer, case).refusals
    assert row.approved_by not in (None, row.entered_by)


def test_what_a_contract_still_needs_stays_and_is_named(
    desk: Desk, officer: Session, admin: Session
) -> None:
    joining.handed_over(
        desk, desk.open("hiring"), joining.welcome(desk), people=[joining.somebody(**SAME)]
    )
    case = deleting(officer)
    found = contributed(officer, admin, case)
    record = next(one_ for one_ in found if one_.file == "personnel").record
    with pytest.raises(OrderUnknown):
        request_asking.order(officer, case, record, kind="burn")
    request_asking.order(officer, case, record, kind="delete")
    carry(admin, officer)
    (order,) = request_asking.findings(officer, case).orders
    assert order.answer == "kept"
    assert {"full_name", "mobile"} <= set(order.kept)


def test_dsr_the_contributed_copies_are_wiped_at_closing(
    officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER)
    assert contributed(officer, admin, case)
    requests.decide(officer, case, outcome="granted")
    closed(officer, case)
    file = officer.compartment("privacy")
    assert file.read("SELECT content FROM request_part WHERE content IS NOT NULL") == []
    with pytest.raises(CaseStepNotAllowed):
        request_asking.findings(officer, case)
    bodies = " ".join(row[0] for row in file.read("SELECT body FROM audit"))
    assert "mei@example.com" not in bodies


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "x" * 32},
        {"fields": {"no_field": 1}},
        {"earlier": [{"no_field": 1}]},
        {"clocks": [["VIS"]]},
        {"reads": [{"at": 1}]},
        {"told": [1]},
        {"told": [{"on": "soon", "name": "示例银行", "contact": "", "fields": []}]},
        {"more": 1},
    ],
)
def test_a_contribution_that_does_not_fit_is_set_aside(
    officer: Session, admin: Session, wrong: dict[str, object]
) -> None:
    record = {"record": "0" * 32, "kind": "visit", "fields": {}, "earlier": [], "clocks": [],
              "reads": [], "told": [], **wrong}  # fmt: skip
    case = verified(officer, HER)
    request_asking.ask(officer, case)
    intake.take_in(admin)
    question = request_answers.questions(admin)[0]
    with admin.compartment(question.file).change("test") as change:
        send(admin, change, receiver="privacy", kind="request.contributed", record="",
             message={"about": question.reference, "records": [record]})  # fmt: skip
    deliver(admin)
    assert intake.take_in(officer).set_aside == {"unacceptable": 1}
    assert request_asking.findings(officer, case).records == ()


def test_nobody_else_answers_a_question_or_gives_an_order(
    desk: Desk, officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER)
    record = her_file(contributed(officer, admin, case)).record
    recruiter = desk.open("hiring")
    for receiver, kind, message in (
        ("privacy", "request.contributed", {"about": record, "records": []}),
        ("visits", "request.order", {"about": record, "kind": "delete", "fields": {}, "keep": []}),
    ):
        with recruiter.compartment("hiring").change("test") as change:
            send(recruiter, change, receiver=receiver, kind=kind, record="", message=message)
    deliver(recruiter)
    assert intake.take_in(officer).set_aside == {"unacceptable": 1}
    assert intake.take_in(admin).set_aside == {"stranger": 1}
    assert candidates.open_record(admin, hers)
