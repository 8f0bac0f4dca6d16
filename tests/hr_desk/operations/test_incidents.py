# SPDX-License-Identifier: Apache-2.0
"""Incidents: whom they touch, what must be written, who was told; and a drill sends nothing."""

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hr_desk.catalogue.incidents import incident_rules
from hr_desk.operations import (
    exports,
    incident_people,
    incident_views,
    incidents,
    intake,
    retention,
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
from tests.support.incidents import SECTIONS, STOLEN, answered, opened, written
from tests.support.made_up import one, people
from tests.support.requests import carry
from tests.support.visitors import signed_in

HOUR = dt.timedelta(hours=1)


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
