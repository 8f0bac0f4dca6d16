# SPDX-License-Identifier: Apache-2.0
"""A company's own stages: kept, changed, retired, taken away, and what is left of them."""

import tomllib
from dataclasses import replace

import pytest

from hr_desk.catalogue.problems import CatalogueProblem, StageLabelTaken, WrittenByHand
from hr_desk.domain.stages import choosable
from hr_desk.operations import board, candidates, figures, own_stages, recruitment, requisitions
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.figures import Span
from hr_desk.operations.own_stages import OwnStage, StageInUse
from hr_desk.operations.problems import NotPermitted, RecordGone, StepNotAllowed
from hr_desk.operations.requisitions import Wanted
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store.desk_files import OVERLAY
from tests.support.desk import START, Desk
from tests.support.made_up import people

TRIAL = OwnStage(zh="试工", en="Trial work", after="interview")
SPAN = Span(first=START.date(), last=START.date())


def entries(session: Session) -> list[audit.Entry]:
    """Return the log of the hiring file, oldest first."""
    return list(audit.entries(session.compartment("hiring").connection))


def overlay(desk: Desk) -> str:
    path = desk.folder / OVERLAY
    return path.read_text(encoding="utf-8") if path.exists() else ""


def have(session: Session, desk: Desk, *stations: str) -> None:
    """Let the desk's requisition have these stages."""
    (row,) = [r for r in requisitions.list_requisitions(session) if r.id == desk.requisition]
    wanted = Wanted(title=row.title, department=row.department, place=row.place,
                    head_count=row.head_count, stages=stations, deputies=row.deputies)  # fmt: skip
    requisitions.edit_requisition(session, row.id, wanted, version=row.version)


def stages_of(session: Session, desk: Desk) -> tuple[str, ...]:
    (row,) = [r for r in requisitions.list_requisitions(session) if r.id == desk.requisition]
    return row.stages


def test_a_stage_is_added_logged_and_at_hand_at_once(desk: Desk, session: Session) -> None:
    changes = own_stages.keep(session, TRIAL)
    assert changes.created == ("x_trial_work",)
    assert changes.touches("stage")
    assert "x_trial_work" in choosable(session.catalogue)
    assert "试工" in overlay(desk)
    entry = entries(session)[-1]
    assert entry.operation == "stage.keep"
    (line,) = [one for one in own_stages.listed(session) if one.own]
    assert (line.here, line.in_use, line.wanted().zh) == (0, False, "试工")
    assert "x_trial_work" in desk.open("second").catalogue.stages


def test_who_has_the_desk_open_goes_on_with_it(desk: Desk, session: Session) -> None:
    other = desk.open("second")
    own_stages.keep(session, TRIAL)
    have(session, desk, "interview", "x_trial_work")
    assert stages_of(other, desk) == ("interview", "x_trial_work")
    assert str(other.catalogue.stages["x_trial_work"].label) == "试工"


def test_only_recruiting_keeps_stages(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        own_stages.keep(desk.open("gate"), TRIAL)


@pytest.mark.parametrize("after", ["offered", "x_nowhere", "kiosk"])
def test_what_would_be_refused_at_the_next_start_is_not_written(
    desk: Desk, session: Session, after: str
) -> None:
    before = entries(session)
    with pytest.raises(CatalogueProblem):
        own_stages.keep(session, OwnStage(zh="试工", en="Trial work", after=after))
    assert overlay(desk) == ""
    assert entries(session) == before


def test_two_stages_of_one_name_are_refused(session: Session) -> None:
    own_stages.keep(session, TRIAL)
    with pytest.raises(StageLabelTaken):
        own_stages.keep(session, TRIAL)


def test_what_a_person_wrote_into_the_file_stays(desk: Desk, session: Session) -> None:
    (desk.folder / OVERLAY).write_text("# Ours.\n[period.REJ]\ndecision = 90\n", encoding="utf-8")
    own_stages.keep(session, TRIAL)
    assert overlay(desk).startswith("# Ours.\n[period.REJ]\ndecision = 90\n")
    (desk.folder / OVERLAY).write_text('stage.x_a = { after = "interview" }\n', encoding="utf-8")
    with pytest.raises(WrittenByHand):
        own_stages.keep(session, OwnStage(key="x_a", zh="甲", en="A", after="test"))


def test_what_requisitions_have_by_default_is_said_and_taken_back(
    desk: Desk, session: Session
) -> None:
    own_stages.keep(session, OwnStage(key="screening", usual=True))
    fresh = requisitions.open_requisition(session, title="钳工", department="一", place="青岛")
    rows = requisitions.list_requisitions(session)
    assert next(r for r in rows if r.id in fresh.created).stages == ("screening", "interview")
    own_stages.keep(session, OwnStage(key="screening", usual=False))
    assert overlay(desk) == ""
    with pytest.raises(RecordGone):
        own_stages.keep(session, OwnStage(key="nowhere", usual=True))


def test_a_stage_in_use_is_retired_and_never_taken_away(desk: Desk, session: Session) -> None:
    own_stages.keep(session, TRIAL)
    have(session, desk, "interview", "x_trial_work")
    with pytest.raises(StageInUse):
        own_stages.remove(session, "x_trial_work")
    (application,) = desk.take_in(session, list(people(1, seed=7)))
    recruitment.advance(session, [application], to="x_trial_work")
    (line,) = [one for one in own_stages.listed(session) if one.own]
    assert (line.here, line.in_use) == (1, True)
    own_stages.keep(session, replace(TRIAL, key="x_trial_work", retired=True))
    assert "x_trial_work" not in choosable(session.catalogue)
    assert "x_trial_work" in stages_of(session, desk)
    have(session, desk, "interview", "x_trial_work")  # whoever has it may keep it
    (row,) = candidates.list_applications(session, ListQuery()).rows
    assert row.stage == "x_trial_work"
    assert row.next_stages == ("offered",)
    (other,) = desk.take_in(session, list(people(2, seed=7))[1:])
    with pytest.raises(StepNotAllowed):
        recruitment.advance(session, [other], to="x_trial_work")
    have(session, desk, "interview")
    with pytest.raises(StageInUse):  # somebody stands there
        own_stages.remove(session, "x_trial_work")
    recruitment.advance(session, [application], to="offered")
    with pytest.raises(StageInUse):  # somebody was there
        own_stages.remove(session, "x_trial_work")


def test_an_unused_one_is_taken_away_and_the_next_moves_up(desk: Desk, session: Session) -> None:
    own_stages.keep(session, TRIAL)
    own_stages.keep(session, OwnStage(zh="家访", en="Visit", after="x_trial_work"))
    own_stages.remove(session, "x_trial_work")
    assert tomllib.loads(overlay(desk))["stage"]["x_visit"]["after"] == "interview"
    assert "x_trial_work" not in session.catalogue.stages
    with pytest.raises(RecordGone):
        own_stages.remove(session, "interview")


def test_nobody_passes_over_one_that_may_not_be_skipped(desk: Desk, session: Session) -> None:
    must = OwnStage(zh="试工", en="Trial work", after="interview", skippable=False)
    own_stages.keep(session, must)
    (application,) = desk.take_in(session, list(people(1, seed=7)))
    recruitment.accept_offer(session, [application], told_by="赵工", on=START.date())
    have(session, desk, "interview", "x_trial_work", "second_interview")
    (application,) = desk.take_in(session, list(people(2, seed=7))[1:])
    view = candidates.open_record(session, application)
    assert view.next_stages == ("interview", "x_trial_work")
    assert "accept_offer" not in view.allowed
    with pytest.raises(StepNotAllowed):
        recruitment.advance(session, [application], to="offered")
    with pytest.raises(StepNotAllowed):
        recruitment.accept_offer(session, [application], told_by="赵工", on=START.date())
    recruitment.advance(session, [application], to="x_trial_work")
    recruitment.accept_offer(session, [application], told_by="赵工", on=START.date())


def test_the_funnel_counts_it_under_the_stage_the_company_says(
    desk: Desk, session: Session
) -> None:
    own_stages.keep(session, TRIAL)
    have(session, desk, "interview", "x_trial_work")
    applications = desk.take_in(session, list(people(4, seed=7)))
    recruitment.advance(session, applications[:2], to="x_trial_work")
    recruitment.advance(session, applications[2:3], to="interview")
    before = {line.stage: line.reached for line in figures.funnel(session, SPAN)}
    assert (before["applied"], before["interview"], before["x_trial_work"]) == (4, 3, 2)
    own_stages.keep(session, replace(TRIAL, key="x_trial_work", counts_as="second_interview"))
    after = {line.stage: line.reached for line in figures.funnel(session, SPAN)}
    assert "x_trial_work" not in after
    assert (after["applied"], after["interview"], after["second_interview"]) == (4, 3, 2)


def test_whoever_stands_at_a_stage_that_vanished_is_shown_and_moved(
    desk: Desk, session: Session
) -> None:
    own_stages.keep(session, TRIAL)
    have(session, desk, "interview", "x_trial_work")
    applications = desk.take_in(session, list(people(2, seed=7)))
    recruitment.advance(session, applications, to="x_trial_work")
    fingerprint = desk.open("hiring").catalogue.fingerprint()
    (desk.folder / OVERLAY).unlink()

    session = desk.open("hiring")
    assert session.catalogue.fingerprint() != fingerprint
    page = candidates.list_applications(session, ListQuery(stages=("x_trial_work",)))
    assert len(page.rows) == 2
    assert str(session.catalogue.stages["x_trial_work"].label) == "trial work"
    (column,) = board.board(session, ListQuery(), stages=("x_trial_work",))
    assert column.count == 2
    lines = {line.stage: line.reached for line in figures.funnel(session, SPAN)}
    assert lines["x_trial_work"] == 2
    have(session, desk, "interview", "x_trial_work")
    assert stages_of(session, desk) == ("x_trial_work", "interview")
    recruitment.advance(session, applications[:1], to="interview")
    recruitment.reject(session, applications[1:], reason="skills")
    rows = {row.application_id: row.stage
            for row in candidates.list_applications(session, ListQuery()).rows}  # fmt: skip
    assert rows == {applications[0]: "interview", applications[1]: "not_hired"}

    (line,) = [one for one in own_stages.listed(session) if one.own]
    assert line.stage.vanished
    own_stages.keep(session, replace(TRIAL, key="x_trial_work"))
    assert str(session.catalogue.stages["x_trial_work"].label) == "试工"
    assert not session.catalogue.stages["x_trial_work"].vanished


def test_a_window_that_is_open_shows_what_vanishes_meanwhile(desk: Desk, session: Session) -> None:
    own_stages.keep(session, TRIAL)
    have(session, desk, "x_trial_work")
    (application,) = desk.take_in(session, list(people(1, seed=7)))
    recruitment.advance(session, [application], to="x_trial_work")
    (desk.folder / OVERLAY).write_text("[stage\n", encoding="utf-8")
    assert candidates.stage_counts(session) == {"x_trial_work": 1}
    assert str(session.catalogue.stages["x_trial_work"].label) == "试工"
    (desk.folder / OVERLAY).unlink()
    assert candidates.stage_counts(session) == {"x_trial_work": 1}
    assert candidates.open_record(session, application).stage == "x_trial_work"
    assert str(session.catalogue.stages["x_trial_work"].label) == "trial work"
