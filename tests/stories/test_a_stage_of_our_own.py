# SPDX-License-Identifier: Apache-2.0
"""A company adds 试工 between interview and offer, and takes three candidates through it."""

from hr_desk.i18n import use_language
from hr_desk.operations import board, candidates, figures, own_stages, recruitment, requisitions
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.figures import Span
from hr_desk.operations.own_stages import OwnStage
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.made_up import candidates as new_candidates
from tests.support.made_up import people
from ui.pages.figure_views import funnel

TRIAL = "x_trial_work"
SPAN = Span(first=START.date(), last=START.date())


def test_three_people_work_a_day_on_trial(desk: Desk, session: Session) -> None:
    wanted = OwnStage(zh="试工", en="Trial work", after="interview")
    assert own_stages.keep(session, wanted).created == (TRIAL,)

    (welder,) = requisitions.open_requisition(
        session, title="焊工", department="制造部", place="青岛", stages=("interview", TRIAL)
    ).created
    five = new_candidates(list(people(5, seed=11)), session.catalogue, welder)
    everyone = recruitment.take_in(session, five).created
    others = desk.take_in(session, list(people(2, seed=12)))
    recruitment.advance(session, everyone[:4], to="interview")
    recruitment.advance(session, everyone[:3], to=TRIAL)
    recruitment.advance(session, everyone[:1], to="offered")

    rows = {r.application_id: r for r in candidates.list_applications(session, ListQuery()).rows}
    assert [rows[id_].stage for id_ in everyone] == [
        "offered", TRIAL, TRIAL, "interview", "applied",
    ]  # fmt: skip
    assert TRIAL in rows[everyone[3]].next_stages
    assert all(TRIAL not in rows[id_].next_stages for id_ in others)
    assert candidates.stage_counts(session)[TRIAL] == 2

    span = Span(first=SPAN.first, last=SPAN.last, requisition_id=welder)
    lines = {line.stage: line.reached for line in figures.funnel(session, span)}
    assert [lines[key] for key in ("applied", "interview", TRIAL, "offered")] == [5, 4, 3, 1]
    stay = {line.stage: line.left for line in figures.stays(session, span)}
    assert stay[TRIAL] == 1

    (column,) = board.board(session, ListQuery(requisition_id=welder), stages=(TRIAL,))
    assert {row.application_id for row in column.rows} == set(everyone[1:3])
    for code, name in (("zh_CN", "试工"), ("en", "Trial work")):
        use_language(code)
        assert str(session.catalogue.stages[TRIAL].label) == name
        drawn = funnel(figures.funnel(session, span), session.catalogue)
        shown = {row.cells["stage"].text: row.cells["reached"].text for row in drawn.rows}
        assert shown[name] == "3"
