# SPDX-License-Identifier: Apache-2.0
"""A case has all that is known of a person: times of visits, decisions, what interviewers found."""

import datetime as dt

import pytest

from hr_desk.operations import (
    applications,
    backups,
    incident_people,
    incident_views,
    incidents,
    intake,
    interviews,
    recruitment,
    request_asking,
    request_copies,
    requests,
    requisitions,
    restoring,
    scorecards,
    visits,
)
from hr_desk.operations.beside_values import BESIDE
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.evaluations import OTHER
from hr_desk.operations.incidents import Facts
from hr_desk.operations.interviews import Plan
from hr_desk.operations.request_problems import NotCorrectedAsValue
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from tests.support import joining, visitors
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.handing_off import employed
from tests.support.made_up import one
from tests.support.requests import HER, carry, contributed, open_officer, verified

LATER = dt.date(2026, 6, 1)


def interviewed(desk: Desk, recruiter: Session) -> None:
    """Let her apply, be interviewed by two people and not be hired."""
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    plan = Plan(at=desk.clock.now() + dt.timedelta(hours=2), minutes=20, host="刘经理",
                interviewers=("王工", "赵工"))  # fmt: skip
    interview = interviews.arrange(recruiter, [hers], plan).created[0]
    found = Findings(points={"safety": 4}, proposal="hire", test_score=85, note="会看图纸")
    scorecards.enter(recruiter, interview, found, interviewer="王工")
    remarks = {"safety": "戴了护目镜", OTHER: "住得近"}
    found = Findings(points={"skills": 2}, remarks=remarks, proposal="not_hired",
                     note="装配手法生疏")  # fmt: skip
    scorecards.enter(recruiter, interview, found, interviewer="赵工")
    recruitment.reject(recruiter, [hers], reason="assessment")


def in_file(found: tuple[Contribution, ...], file: str) -> Contribution:
    """Return what a file contributed."""
    return next(record for record in found if record.file == file)


def test_hiring_says_why_it_was_decided_and_what_each_interviewer_found(
    desk: Desk, officer: Session, admin: Session
) -> None:
    interviewed(desk, desk.open("hiring"))
    case = verified(officer, HER)
    record = in_file(contributed(officer, admin, case), "hiring")
    reason = officer.catalogue.code_lists["decision_reason"].codes["assessment"]
    assert record.fields["decision_reason"] == str(reason)
    assert record.fields["test_score"] == "85"
    first, second = record.fields["interview_notes"].splitlines()
    assert first.startswith("2026-03-02；王工；") and first.endswith("会看图纸")
    assert " 4；" in first and "装配手法生疏" in second and "赵工" in second
    assert " 戴了护目镜；" in second and " 住得近；" in second
    stored = record.stored["interview_notes"]
    assert [card["points"] for card in stored] == [{"safety": 4}, {"skills": 2}]
    assert [set(card["remarks"]) for card in stored] == [set(), {"safety", OTHER}]


def test_visits_say_when_somebody_came_and_left(
    desk: Desk, officer: Session, admin: Session
) -> None:
    gate = desk.open("gate")
    visit = visitors.signed_in(gate, **HER)
    desk.clock.advance(seconds=5400)
    visits.sign_out(gate, [visit])
    case = verified(officer, HER)
    record = in_file(contributed(officer, admin, case), "visits")
    came = officer.catalogue.field("visit_arrived").type.show(START)
    left = officer.catalogue.field("visit_left").type.show(desk.clock.now())
    assert (record.fields["visit_arrived"], record.fields["visit_left"]) == (came, left)
    assert "visit_planned" not in record.fields


def test_personnel_says_what_interviewers_found_of_somebody_hired(desk: Desk) -> None:
    hired_after_an_interview(desk)
    officer, admin = open_officer(desk), desk.open("admin")
    case = verified(officer, HER)
    record = in_file(contributed(officer, admin, case), "personnel")
    assert record.fields["interview_notes"].endswith("会看图纸")
    assert "住得近" in record.fields["interview_notes"]
    assert record.stored["interview_notes"][0]["score"] == 85


def hired_after_an_interview(desk: Desk) -> None:
    """Let her be hired after an interview."""
    (_,) = employed(desk, joining.somebody(name="孙小梅", mobile="13900001234"))
    recruiter = desk.open("hiring")
    (application,) = (
        id_ for (id_,) in recruiter.compartment("hiring").read("SELECT id FROM application")
    )
    plan = Plan(at=desk.clock.now() + dt.timedelta(hours=2), minutes=20, host="刘经理",
                interviewers=("王工",))  # fmt: skip
    interview = interviews.arrange(recruiter, [application], plan).created[0]
    found = Findings(points={"safety": 4}, remarks={OTHER: "住得近"}, test_score=85,
                     note="会看图纸")  # fmt: skip
    scorecards.enter(recruiter, interview, found, interviewer="王工")
    joining.settle(recruiter, desk.open("welcome"))


def test_the_copy_has_them_with_label_and_purpose(
    desk: Desk, officer: Session, admin: Session
) -> None:
    interviewed(desk, desk.open("hiring"))
    case = verified(officer, HER, code="copy")
    record = in_file(contributed(officer, admin, case), "hiring")
    said = request_copies._record(officer, record, {}, {})["fields"]["interview_notes"]
    assert said["label"]["en"] == "Interview notes" and "会看图纸" in said["text"]
    assert said["value"][0]["note"] == "会看图纸"


def test_what_an_earlier_application_said_otherwise_is_in_the_case_and_the_copy(
    desk: Desk, officer: Session, admin: Session
) -> None:
    recruiter = desk.open("hiring")
    (first,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    post = recruiter.catalogue.field("applied_position").type
    (opening,) = requisitions.open_requisition(
        recruiter, title="质检员", department="质量部", place="一号车间"
    ).created
    values = {"applied_position": post.parse("质检员")}
    applications.apply_again(recruiter, first, opening, values=values)
    case = verified(officer, HER, code="copy")
    record = in_file(contributed(officer, admin, case), "hiring")
    assert record.fields["applied_position"] == "质检员"
    before = recruitment.records(recruiter, [first])[0].fields["applied_position"]
    (said,) = record.earlier
    assert said["applied_position"] == (post.show(post.load(before)), before) and before != "质检员"
    kept = request_copies._record(officer, record, {}, {})["earlier"]
    assert kept[0]["applied_position"]["value"] == before


def test_none_of_them_is_corrected_as_a_value(desk: Desk, officer: Session, admin: Session) -> None:
    interviewed(desk, desk.open("hiring"))
    case = verified(officer, HER, code="correct")
    record = in_file(contributed(officer, admin, case), "hiring").record
    with pytest.raises(NotCorrectedAsValue):
        request_asking.order(
            officer, case, record, kind="correct", fields={"interview_notes": "都会"}
        )
    assert {"visit_left", "decision_reason", "test_score"} <= BESIDE


def keep_alone(officer: Session, admin: Session, field: str, reason: str) -> str:
    """Let everything of her go from hiring but one field; returns the case."""
    case = verified(officer, HER, code="delete", ground="not_used")
    record = in_file(contributed(officer, admin, case), "hiring").record
    request_asking.refuse(officer, case, record, field, reason=reason, evidence="示例理由",
                          review_on=LATER)  # fmt: skip
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    request_asking.order(officer, case, record, kind="delete")
    carry(admin, officer)
    return case


def cards(session: Session) -> list[tuple[object, ...]]:
    """Return what scorecards say."""
    return [tuple(row) for row in session.compartment("hiring").read(
        "SELECT points, proposal, score, note, remarks FROM scorecard ORDER BY seq"
    )]  # fmt: skip


def test_5_4_what_interviewers_found_goes_with_the_rest(
    desk: Desk, officer: Session, admin: Session
) -> None:
    interviewed(desk, desk.open("hiring"))
    assert len(admin.compartment("hiring").read("SELECT 1 FROM stub")) == 1
    case = keep_alone(officer, admin, "full_name", "legal_duty")
    assert cards(admin) == []
    assert admin.compartment("hiring").read("SELECT 1 FROM stub") == []
    (order,) = request_asking.findings(officer, case).orders
    assert order.kept == ("decision_reason", "full_name")


def test_5_4_what_the_company_wrote_may_be_its_secret_and_stays_alone(
    desk: Desk, officer: Session, admin: Session
) -> None:
    interviewed(desk, desk.open("hiring"))
    case = keep_alone(officer, admin, "interview_notes", "trade_secret")
    assert [row[3] for row in cards(admin)] == ['"会看图纸"', '"装配手法生疏"']
    assert ["护目镜" in str(row[4]) for row in cards(admin)] == [False, True]
    assert [row[2] for row in cards(admin)] == [None, None], "the test score went"
    file = admin.compartment("hiring")
    assert file.read("SELECT 1 FROM person WHERE fields LIKE '%孙小梅%'") == []
    (order,) = request_asking.findings(officer, case).orders
    assert order.kept == ("decision_reason", "interview_notes")
    visit = in_file(request_asking.findings(officer, case).records, "visits").record
    request_asking.order(officer, case, visit, kind="delete")
    requests.decide(officer, case, outcome="partly")


def test_5_4_remarks_go_with_the_notes_where_the_test_score_alone_stays(
    desk: Desk, officer: Session, admin: Session
) -> None:
    interviewed(desk, desk.open("hiring"))
    keep_alone(officer, admin, "test_score", "legal_duty")
    assert cards(admin) == [("{}", None, "85", None, "{}")], "the other one said nothing more"


def test_4_2_end_a_backup_of_before_does_not_bring_back_what_was_found(
    desk: Desk, officer: Session, admin: Session
) -> None:
    interviewed(desk, desk.open("hiring"))
    line = next(one for one in backups.create(admin) if one.compartment == "hiring")
    keep_alone(officer, admin, "full_name", "legal_duty")
    desk.close()
    restoring.restore(
        desk.folder, line.path, user="admin", passphrase=PASSPHRASES["admin"], clock=desk.clock
    )
    assert cards(desk.open("admin")) == []


def test_a_visit_that_is_partly_kept_keeps_its_times_and_says_so(
    desk: Desk, officer: Session, admin: Session
) -> None:
    gate = desk.open("gate")
    visit = visitors.signed_in(gate, **HER)
    visits.sign_out(gate, [visit])
    case = verified(officer, HER, code="delete", ground="not_used")
    record = in_file(contributed(officer, admin, case), "visits").record
    request_asking.refuse(officer, case, record, "full_name", reason="crime", evidence="示例案号",
                          review_on=LATER)  # fmt: skip
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    request_asking.order(officer, case, record, kind="delete")
    carry(admin, officer)
    (order,) = request_asking.findings(officer, case).orders
    assert order.kept == ("full_name", "visit_arrived", "visit_left")


def test_an_incident_names_them_among_the_kinds_of_data(
    desk: Desk, officer: Session, admin: Session
) -> None:
    interviewed(desk, desk.open("hiring"))
    visitors.signed_in(desk.open("gate"), **HER)
    stolen = Facts(way="device", level="larger", found_at=START)
    incident = incidents.open_incident(officer, stolen).created[0]
    incident_people.ask(officer, incident)
    intake.take_in(admin)
    for question in incident_people.questions(admin):
        incident_people.contribute(admin, question)
    intake.take_in(officer)
    kinds = incident_views.open_in_full(officer, incident).kinds
    assert {"interview_notes", "test_score", "decision_reason", "visit_arrived"} <= set(kinds)
