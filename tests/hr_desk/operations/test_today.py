# SPDX-License-Identifier: Apache-2.0
"""Today: what waits, the most pressing first, and nothing that is not the user's."""

import os

from hr_desk.operations import backups, drafts, intake, recruitment, retention, today, visits
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from tests.support import gatehouse
from tests.support.desk import Desk
from tests.support.made_up import one, people


def counts(session: Session) -> dict[str, int]:
    return {line.key: line.count for line in today.summary(session)}


def test_a_fresh_desk_asks_for_a_backup_alone(session: Session) -> None:
    assert counts(session) == {"backup": 1}
    backups.create(session)
    assert counts(session) == {}


def test_each_kind_of_work_is_counted(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(6, seed=1)))
    recruitment.advance(session, ids[:1], to="interview")
    recruitment.advance(session, ids[1:3], to="offered")
    drafts.save(session, "new", {"full_name": "张"})
    values = one().values(session.catalogue)
    recruitment.take_in(
        session,
        [NewCandidate(requisition_id=desk.requisition, values=values, notice="owed")],
    )
    backups.create(session)
    assert counts(session) == {
        "notice": 1, "interview_owed": 1, "drafts": 1, "applied": 4, "interview": 1, "offered": 2,
    }  # fmt: skip


def test_what_is_due_is_soon_then_late(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, list(people(2, seed=1)))
    recruitment.withdraw(session, ids)
    desk.clock.advance(days=23)
    retention.confirm_time(session)
    backups.create(session)
    assert counts(session) == {"due": 2}
    desk.clock.advance(days=8)
    assert counts(session)["clock"] == 1
    retention.confirm_time(session)
    assert counts(session)["overdue"] == 2
    levels = [line.level for line in today.summary(session)]
    assert levels == sorted(levels, key=("late", "soon", "calm").index)


def test_without_a_policy_everyone_is_told(desk: Desk) -> None:
    next((desk.folder / "policies").iterdir()).unlink()
    for user in ("gate", "hiring", "admin"):
        assert counts(desk.open(user))["policy"] == 1


def test_the_front_desk_hears_nothing_of_hiring(desk: Desk) -> None:
    desk.take_in(desk.open("hiring"), list(people(2, seed=1)))
    assert counts(desk.open("gate")) == {}


def test_the_front_desk_sees_who_waits_who_is_inside_and_what_fits_nobody(desk: Desk) -> None:
    gate = desk.open("gate")
    gatehouse.hold_key(gate)
    for number, name in enumerate(("张伟", "韩梅", "李雷"), start=1):
        gatehouse.sign_in(gate, number, full_name=name)
    gatehouse.sign_out(gate, 4, code="999999")
    intake.take_in(gate)
    waiting = visits.list_visits(gate, visits.VisitQuery(states=("announced",)))
    visits.confirm(gate, waiting[0].visit_id)
    assert counts(gate) == {"announced": 2, "unmatched": 1, "on_site": 1}
    desk.clock.advance(days=1)
    visits.close_day(gate)
    assert counts(gate) == {"unseen": 1}


def test_messages_for_others_and_those_set_aside_are_counted_for_everybody(desk: Desk) -> None:
    gate = desk.open("gate")
    sealed = gatehouse.foreign(gate)
    os.utime(sealed, (desk.clock.now().timestamp(),) * 2)
    (desk.folder / "inbox" / f"{'0' * 32}.envelope").write_bytes(b"no envelope")
    intake.take_in(gate)
    assert counts(gate) == {"sealed": 1, "aside": 1}
    hr = desk.open("hiring")
    assert "sealed" not in counts(hr)
    assert counts(hr)["aside"] == 1
    desk.clock.advance(days=4)
    levels = {line.key: line.level for line in today.summary(gate)}
    assert levels["sealed"] == "late"
