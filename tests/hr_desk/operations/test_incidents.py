# SPDX-License-Identifier: Apache-2.0
"""Incidents: whom they touch, what must be written, who was told; and a drill sends nothing."""

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.operations import (
    candidates,
    exports,
    incident_people,
    incident_views,
    incidents,
    intake,
    memberships,
    recruitment,
    requisitions,
    retention,
    taking_back,
)
from hr_desk.operations.application_query import ListQuery
from hr_desk.operations.incident_problems import (
    DrillSendsNothing,
    IncidentClosed,
    IncidentGone,
    IncidentTaskGone,
    IncidentUnfinished,
    IncidentUnreached,
    IncidentWordUnknown,
    MomentsCrossed,
    NotDoneThen,
    NotNamed,
    ReportNotNoted,
    SectionsMissing,
    TooManyPeople,
)
from hr_desk.operations.incidents import Facts
from hr_desk.operations.problems import ChangedMeanwhile, NotPermitted, TextMissing
from hr_desk.operations.session import Session
from hr_desk.store.audit import entries
from tests.support.desk import START, Desk
from tests.support.made_up import candidates as made_up_candidates
from tests.support.made_up import one, people
from tests.support.requests import carry
from tests.support.visitors import signed_in

HOUR = dt.timedelta(hours=1)
SECTIONS = {key: f"{key}的说明。" for key in incident_rules().sections}
STOLEN = Facts(way="device", level="larger", found_at=START)


def opened(officer: Session, facts: Facts = STOLEN, *, drill: int = 0) -> str:
    """Return the id of a new incident."""
    return incidents.open_incident(officer, facts, drill=drill).created[0]


def written(officer: Session, incident: str, **sections: str) -> None:
    """Write all that must be told, or these parts."""
    version = incident_views.open_in_full(officer, incident).version
    incidents.write(officer, incident, sections or SECTIONS, level="larger", version=version)


def answered(officer: Session, admin: Session, incident: str) -> None:
    """Ask every file and let each of them answer."""
    incident_people.ask(officer, incident)
    intake.take_in(admin)
    for question in incident_people.questions(admin):
        incident_people.contribute(admin, question)
    carry(officer, admin)


def names(officer: Session, incident: str) -> list[str]:
    """Return whom an incident touches."""
    return sorted(line.name for line in incident_views.open_in_full(officer, incident).people)


def test_a_stolen_device_touches_everybody_in_every_file(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    desk.take_in(session, list(people(3, seed=3)))
    signed_in(desk.open("gate"), full_name="孙小梅", mobile="13900001234")
    incident = opened(officer)
    answered(officer, admin, incident)
    view = incident_views.open_in_full(officer, incident)
    assert view.row.people == 4 and view.row.waiting == 0
    assert "孙小梅" in names(officer, incident)
    assert {key.partition("/")[2] for key in view.files} == {
        "visits", "hiring", "personnel", "payroll",
    }  # fmt: skip
    assert {"full_name", "mobile"} <= set(view.kinds)
    with pytest.raises(IncidentTaskGone):
        incident_people.contribute(
            admin, incident_people.IncidentQuestion("hiring", "ab" * 16, "device", START, 0)
        )
    incident_people.ask(officer, incident)
    intake.take_in(admin)
    assert incident_people.questions(admin) == ()


def test_an_account_in_other_hands_touches_whom_its_entries_name_in_that_time(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    before, seen, after, _never = desk.take_in(
        admin,
        [one(name, f"1380013800{n}") for n, name in enumerate(("赵一", "钱二", "孙三", "李四"))],
    )
    candidates.open_record(session, before)
    desk.clock.advance(hours=2)
    since = officer.now()
    candidates.open_record(session, seen)
    until = officer.now()
    desk.clock.advance(hours=1)
    candidates.open_record(session, after)
    used = Facts(way="account", level="general", found_at=officer.now(), named=session.user.id,
                 since=since, until=until)  # fmt: skip
    incident = opened(officer, used)
    answered(officer, admin, incident)
    assert how_far(officer, incident) == ({"钱二"}, {"赵一", "孙三", "李四"})


def how_far(officer: Session, incident: str) -> tuple[set[str], set[str]]:
    """Return whose record was opened, and who could be listed."""
    people = incident_views.open_in_full(officer, incident).people
    opened = {one.name for one in people if not one.listed}
    return opened, {one.name for one in people if one.listed}


def in_other_hands(officer: Session, desk: Desk, user: Session) -> str:
    """Return an incident of the account of somebody, from a minute ago to this moment."""
    desk.clock.advance(hours=1)
    until = officer.now()
    since = until - dt.timedelta(minutes=1)
    desk.clock.advance(hours=1)
    return opened(officer, Facts(way="account", level="general", found_at=officer.now(),
                                 named=user.user.id, since=since, until=until))  # fmt: skip


def test_an_account_could_list_its_own_requisitions_alone_and_nobody_who_came_later(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    desk.take_in(admin, [one("赵一", "13800138000")])
    other = requisitions.open_requisition(
        admin, title="会计", department="财务部", place="青岛", head_count=1
    ).created[0]
    new = made_up_candidates([one("钱二", "13800138001")], admin.catalogue, other)
    recruitment.take_in(admin, new)
    signed_in(desk.open("gate"), full_name="孙小梅", mobile="13900001234")
    incident = in_other_hands(officer, desk, session)
    desk.take_in(admin, [one("李四", "13800138003")])
    answered(officer, admin, incident)
    assert how_far(officer, incident) == (set(), {"赵一"})


def test_a_gatehouse_account_could_list_visitors_and_an_admins_everybody(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    desk.take_in(admin, [one("赵一", "13800138000", expected_salary="8000")])
    gate = desk.open("gate")
    signed_in(gate, full_name="孙小梅", mobile="13900001234")
    desk.clock.advance(hours=1)
    for user, expected in ((gate, {"孙小梅"}), (admin, {"孙小梅", "赵一"})):
        incident = in_other_hands(officer, desk, user)
        answered(officer, admin, incident)
        assert how_far(officer, incident) == (set(), expected)
        view = incident_views.open_in_full(officer, incident)
        assert view.kinds == () and {"full_name", "mobile"} <= set(view.list_kinds)
        assert "expected_salary" not in view.list_kinds


def test_what_was_moved_since_may_have_been_listed_before(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    (moved,) = desk.take_in(admin, [one("赵一", "13800138000")])
    incident = in_other_hands(officer, desk, session)
    other = requisitions.open_requisition(
        admin, title="会计", department="财务部", place="青岛", head_count=1
    ).created[0]
    taking_back.move(admin, {moved: other})
    answered(officer, admin, incident)
    assert how_far(officer, incident) == (set(), {"赵一"})


def test_roles_of_that_time_decide_not_those_of_today(
    desk: Desk, officer: Session, admin: Session
) -> None:
    desk.take_in(admin, [one("赵一", "13800138000")])
    gate = desk.open("gate")
    signed_in(gate, full_name="孙小梅", mobile="13900001234")
    desk.clock.advance(hours=1)
    incident = in_other_hands(officer, desk, gate)
    gate.close()
    memberships.change_roles(admin, gate.user.id, ["recruiter"])
    answered(officer, admin, incident)
    assert how_far(officer, incident) == (set(), {"孙小梅"})


def test_papers_about_an_account_state_both_figures(officer: Session) -> None:
    facts = Facts(way="account", level="larger", found_at=START, named=officer.user.id)
    incident = opened(officer, facts, drill=5)
    written(officer, incident)
    assert ("Of these, people whose record was opened: 3; people whom the account could see in a "
            "list, while no log says that their record was opened: 2. A list shows: "
            ) in report(officer, incident)  # fmt: skip
    (notice,) = incident_views.papers(officer, incident, "announcement", code="en")
    both = "the records of 3 people were opened; another 2 could be seen in a list."
    assert both in "\n".join(notice.paragraphs)
    letters = incident_views.papers(officer, incident, "letter", code="en")
    said = ["\n".join(letter.paragraphs) for letter in letters]
    assert ["was opened with that account" in one for one in said] == [True, False] * 2 + [True]
    assert ["No log says" in one for one in said] == [False, True] * 2 + [False]
    assert all("record was opened: 3; another 2 could" in one for one in said)
    device = opened(officer, drill=5)
    written(officer, device)
    assert "could see in a list" not in report(officer, device)


def test_a_wrong_export_touches_whom_the_register_names(
    desk: Desk, officer: Session, admin: Session, session: Session, tmp_path: Path
) -> None:
    desk.take_in(session, list(people(2, seed=5)))
    exports.candidate_list(
        session, ListQuery(), purpose="apply.assess", target=tmp_path / "list.xlsx",
    )  # fmt: skip
    desk.take_in(session, [one("孙小梅", "13900001234")])
    carry(session, officer)
    (copy,) = officer.compartment("privacy").read("SELECT id FROM disclosure_copy")
    incident = opened(
        officer, Facts(way="disclosure", level="general", found_at=START, named=copy[0])
    )
    answered(officer, admin, incident)
    assert len(names(officer, incident)) == 2 and "孙小梅" not in names(officer, incident)


@pytest.mark.parametrize(
    ("facts", "drill", "problem"),
    [
        (Facts(way="fire", level="general", found_at=START), 0, IncidentWordUnknown),
        (Facts(way="device", level="worst", found_at=START), 0, IncidentWordUnknown),
        (Facts(way="account", level="general", found_at=START), 0, NotNamed),
        (Facts(way="disclosure", level="general", found_at=START, named="x"), 0, NotNamed),
        (Facts(way="device", level="general", found_at=START + 9 * HOUR), 0, MomentsCrossed),
        (Facts(way="device", level="general", found_at=START, since=START,
               until=START - HOUR), 0, MomentsCrossed),
        (STOLEN, 5001, TooManyPeople),
    ],
    ids=str,
)  # fmt: skip
def test_what_contradicts_itself_opens_nothing(
    officer: Session, facts: Facts, drill: int, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        opened(officer, facts, drill=drill)
    assert incident_views.list_incidents(officer) == ()


def test_nobody_is_told_before_every_part_is_written(officer: Session) -> None:
    incident = opened(officer, drill=3)
    acts = (
        lambda: incidents.note_report(officer, incident),
        lambda: incidents.note_told(officer, incident, [1], result="sent"),
        lambda: incidents.announce(officer, incident, reason="难以逐一告知"),
        lambda: incidents.close(officer, incident),
        lambda: incident_views.papers(officer, incident, "letter"),
    )
    for left in SECTIONS:
        written(officer, incident, **{**SECTIONS, left: " "})
        for act in acts:
            with pytest.raises(SectionsMissing) as refused:
                act()
            assert str(refused.value.values["sections"]) == str(incident_rules().sections[left])
    with pytest.raises(ChangedMeanwhile):
        incidents.write(officer, incident, SECTIONS, level="larger", version=1)
    with pytest.raises(IncidentWordUnknown):
        version = incident_views.open_in_full(officer, incident).version
        incidents.write(officer, incident, {"luck": "x"}, level="larger", version=version)


def test_it_closes_once_everybody_has_a_result_and_goes_after_five_years(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    desk.take_in(session, list(people(3, seed=3)))
    incident = opened(officer)
    incident_people.ask(officer, incident)
    written(officer, incident)
    incidents.note_report(officer, incident)
    with pytest.raises(IncidentUnfinished) as refused:
        incidents.close(officer, incident)
    assert refused.value.values["files"] == 4
    answered(officer, admin, incident)
    incidents.note_told(officer, incident, [1], result="sent")
    incidents.note_told(officer, incident, [2], result="failed")
    with pytest.raises(IncidentWordUnknown):
        incidents.note_told(officer, incident, [3], result="announced")
    with pytest.raises(TextMissing):
        incidents.announce(officer, incident, reason=" ")
    with pytest.raises(IncidentUnfinished):
        incidents.close(officer, incident)
    incidents.announce(officer, incident, reason="电话停机")
    view = incident_views.open_in_full(officer, incident)
    assert [line.result for line in view.people] == ["sent", "announced", "announced"]
    assert view.row.tell.pressing == view.row.report.pressing == "done"
    incidents.close(officer, incident)
    with pytest.raises(IncidentClosed):
        incidents.spare(officer, incident, reason="x")
    desk.clock.advance(days=1826)
    retention.confirm_time(officer)
    assert len(incident_views.list_incidents(officer)) == 1
    desk.clock.advance(days=1)
    retention.confirm_time(officer)
    assert incident_views.list_incidents(officer) == ()
    swept = retention.sweep(officer)
    assert swept.counts == {"INC": 1} and swept.certificate is not None
    file = officer.compartment("privacy")
    assert file.read("SELECT 1 FROM incident") == []
    assert file.read("SELECT 1 FROM incident_person") == []
    assert file.read("SELECT 1 FROM incident_part") == []
    with pytest.raises(IncidentGone):
        incident_views.open_in_full(officer, incident)


def test_where_harm_is_kept_away_nobody_need_be_told_with_the_reason(officer: Session) -> None:
    incident = opened(officer, drill=2)
    written(officer, incident)
    incidents.spare(officer, incident, reason="设备已加密，密钥未泄露")
    assert incident_views.open_in_full(officer, incident).row.left == 0
    with pytest.raises(ReportNotNoted):
        incidents.close(officer, incident)
    incidents.note_report(officer, incident)
    incidents.close(officer, incident)


def test_a_drill_of_five_hundred_sends_nothing_and_every_paper_says_so(
    desk: Desk, officer: Session, session: Session
) -> None:
    desk.take_in(session, [one("孙小梅", "13900001234")])
    incident = opened(officer, drill=500)
    written(officer, incident)
    with pytest.raises(DrillSendsNothing):
        incident_people.ask(officer, incident)
    made: list[Any] = []
    for code in ("zh_CN", "en"):
        mark = {"zh_CN": "", "en": "Drill: "}[code]
        for key in incident_rules().papers:
            found = incident_views.papers(officer, incident, key, code=code)
            assert len(found) == (550 if key == "letter" else 1)
            assert all(draft.title.startswith(mark) for draft in found)
            assert all(len(draft.paragraphs) > len(draft.title) - 60 for draft in found)
            made += found
    english = [draft for draft in made if draft.language == "en"]
    assert all(draft.paragraphs[0].startswith("This is a drill.") for draft in english)
    assert not any("孙小梅" in "".join(draft.paragraphs) for draft in made)
    assert officer.compartment("privacy").read("SELECT 1 FROM outbox") == []
    view = incident_views.open_in_full(officer, incident)
    assert view.row.drill and all(line.channel for line in view.people)


def test_each_letter_says_the_four_parts_and_a_minors_goes_to_the_guardian_too(
    officer: Session,
) -> None:
    incident = opened(officer, drill=10)
    written(officer, incident)
    letters = incident_views.papers(officer, incident, "letter", code="en")
    for letter in letters:
        text = "\n".join(letter.paragraphs)
        assert all(SECTIONS[key] in text for key in SECTIONS)
        assert "SMS codes" in text and letter.rights
    guardians = ["guardian" in "\n".join(letter.paragraphs) for letter in letters]
    assert guardians == [False] * 9 + [True, True]
    minor, guardian = ("\n".join(letter.paragraphs) for letter in letters[-2:])
    assert "give this notice to your guardian" in minor
    assert "give this notice to your guardian" not in guardian
    assert "To the guardian of 钱示例: 示例母亲." in guardian and "钱示例: on " in guardian
    only = incident_views.papers(officer, incident, "letter", code="en", lines=[11])
    assert only == letters[-1:] and only[0].fields == ("guardian", "full_name")


def test_the_clocks_run_from_the_finding(desk: Desk, officer: Session) -> None:
    incident = opened(officer)
    desk.clock.advance(hours=5)
    row = incident_views.list_incidents(officer)[0]
    assert (row.report.pressing, row.tell.pressing) == ("late", "calm")
    assert row.report.at == START + 4 * HOUR
    version = incident_views.open_in_full(officer, incident).version
    incidents.write(officer, incident, {}, level="general", version=version)
    row = incident_views.list_incidents(officer)[0]
    assert (row.level, row.gravest, row.report.pressing) == ("general", "larger", "late")


def test_a_level_that_is_raised_shortens_the_clock_and_lowering_it_gives_nothing_back(
    desk: Desk, officer: Session
) -> None:
    incident = opened(officer, Facts(way="device", level="general", found_at=START))
    due = []
    for level in ("general", "larger", "general"):
        version = incident_views.open_in_full(officer, incident).version
        incidents.write(officer, incident, {}, level=level, version=version)
        due.append(incident_views.list_incidents(officer)[0].report.at - START)
    assert due == [24 * HOUR, 4 * HOUR, 4 * HOUR]


def test_what_was_done_is_entered_later_with_its_time_and_the_log_has_both(
    desk: Desk, officer: Session
) -> None:
    incident = opened(officer, drill=3)
    written(officer, incident)
    desk.clock.advance(hours=100)
    entered = officer.now()
    incidents.note_report(officer, incident, at=START + HOUR)
    incidents.note_told(officer, incident, [1], result="sent", at=START + 2 * HOUR)
    incidents.announce(officer, incident, reason="电话停机", at=START + 3 * HOUR)
    view = incident_views.open_in_full(officer, incident)
    assert view.reported_at == START + HOUR
    assert [line.result_at for line in view.people] == [
        START + 2 * HOUR, START + 3 * HOUR, START + 3 * HOUR,
    ]  # fmt: skip
    logged = [
        (entry.facts["done_at"], dt.datetime.fromisoformat(entry.at))
        for entry in entries(officer.compartment("privacy").connection)
        if "done_at" in entry.facts
    ]
    assert logged == [((START + n * HOUR).isoformat(), entered) for n in (1, 2, 3)]
    incidents.note_told(officer, incident, [1], result="failed")
    assert incident_views.open_in_full(officer, incident).people[0].result_at == entered


def test_nothing_was_done_before_the_finding_or_lies_ahead(desk: Desk, officer: Session) -> None:
    found_at = START + dt.timedelta(seconds=30)
    desk.clock.advance(hours=1)
    incident = opened(officer, Facts(way="device", level="larger", found_at=found_at), drill=2)
    written(officer, incident)
    for at in (START - dt.timedelta(minutes=1), officer.now() + dt.timedelta(minutes=1)):
        for act in (
            partial(incidents.note_report, officer, incident, at=at),
            partial(incidents.note_told, officer, incident, [1], result="sent", at=at),
            partial(incidents.announce, officer, incident, reason="电话停机", at=at),
        ):
            with pytest.raises(NotDoneThen) as refused:
                act()
            assert refused.value.values["found"] == "2026-03-02 09:00"
    view = incident_views.open_in_full(officer, incident)
    assert view.reported_at is None and {line.result for line in view.people} == {""}
    incidents.note_report(officer, incident, at=START)
    assert incident_views.open_in_full(officer, incident).reported_at == START


def test_a_minor_is_told_once_the_guardian_is(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    young = one("张小明", "13800138002", age_band="16-17", guardian="王秀兰 | 母亲 | 13900001234")
    desk.take_in(session, [young, one("孙小梅", "13800138003")])
    incident = opened(officer)
    answered(officer, admin, incident)
    written(officer, incident)
    incidents.note_report(officer, incident)
    view = incident_views.open_in_full(officer, incident)
    assert view.row.people == view.row.left == 2
    guardian = next(line for line in view.people if line.guardian_of)
    minor = view.people[guardian.line - 2]
    assert minor.minor and minor.name == guardian.guardian_of == "张小明"
    assert (guardian.name, guardian.mobile) == ("王秀兰", "139 0000 1234")
    assert guardian.channel == "phone" and guardian.relation is not None
    assert guardian.relation.en == "Mother"
    told = [line.line for line in view.people if line is not guardian]
    incidents.note_told(officer, incident, told, result="sent")
    assert incident_views.open_in_full(officer, incident).row.left == 1
    with pytest.raises(IncidentUnfinished) as refused:
        incidents.close(officer, incident)
    assert refused.value.values["people"] == 1
    incidents.note_told(officer, incident, [guardian.line], result="failed")
    with pytest.raises(IncidentUnreached):
        incidents.close(officer, incident)
    incidents.note_told(officer, incident, [guardian.line], result="sent")
    incidents.close(officer, incident)


def test_an_unknown_guardian_is_still_to_be_told(desk: Desk, officer: Session) -> None:
    incident = opened(officer, drill=10)
    with officer.compartment("privacy").change("incident.tell") as change:
        change.execute("UPDATE incident_person SET fields = '{}' WHERE line = 11")
    written(officer, incident)
    view = incident_views.open_in_full(officer, incident)
    assert (view.people[-1].name, view.people[-1].channel) == ("", "announcement")
    incidents.note_told(officer, incident, range(1, 11), result="sent")
    incidents.announce(officer, incident, reason="监护人不详")
    assert incident_views.open_in_full(officer, incident).row.left == 0
    letter = incident_views.papers(officer, incident, "letter", code="en", lines=[11])[0]
    assert "To the guardian of 钱示例: –." in "\n".join(letter.paragraphs)


def test_it_does_not_close_while_somebody_was_not_reached(officer: Session) -> None:
    incident = opened(officer, drill=2)
    written(officer, incident)
    incidents.note_report(officer, incident)
    incidents.note_told(officer, incident, [1, 2], result="failed")
    assert incident_views.open_in_full(officer, incident).row.left == 2
    assert incident_views.list_incidents(officer)[0].tell.pressing == "calm"
    with pytest.raises(IncidentUnreached) as refused:
        incidents.close(officer, incident)
    assert refused.value.values["people"] == 2
    incidents.note_told(officer, incident, [1], result="sent")
    incidents.announce(officer, incident, reason="电话停机")
    incidents.close(officer, incident)


def test_the_log_names_no_value_and_nobody_else_may_look(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    desk.take_in(session, [one("孙小梅", "13900001234")])
    incident = opened(officer)
    answered(officer, admin, incident)
    with pytest.raises(NotPermitted):
        incident_people.questions(session)
    for open_one in (officer, admin):
        for file in map(open_one.compartment, open_one.held):
            said = "".join(entry.body() for entry in entries(file.connection))
            assert "孙小梅" not in said and "13900001234" not in said


def report(officer: Session, incident: str) -> str:
    """Return the words of the regulator's draft, in English."""
    (draft,) = incident_views.papers(officer, incident, "report", code="en")
    return "\n".join(draft.paragraphs)


def test_the_regulator_reads_how_many_guardians_of_minors_were_told(officer: Session) -> None:
    incident = opened(officer, drill=30)
    written(officer, incident)
    people = incident_views.open_in_full(officer, incident).people
    guardians = [line.line for line in people if line.guardian_of is not None]
    nobody = "Guardians of minors told: 0, not reached: 0, announced: 0."
    assert len(guardians) == 3 and nobody in report(officer, incident)
    incidents.note_told(officer, incident, guardians[:2], result="sent")
    incidents.note_told(officer, incident, guardians[2:], result="failed")
    said = report(officer, incident)
    assert "People told: 0, not reached: 0, announced: 0." in said
    assert "Guardians of minors told: 2, not reached: 1, announced: 0." in said


def test_the_regulator_reads_of_no_guardian_where_no_minor_is_touched(officer: Session) -> None:
    incident = opened(officer, drill=9)
    written(officer, incident)
    assert "of whom minors: 0" in report(officer, incident)
    assert "Guardians" not in report(officer, incident)
