# SPDX-License-Identifier: Apache-2.0
"""Today: what waits, the most pressing first, and nothing that is not the user's."""

from hr_desk.operations import backups, drafts, recruitment, retention, today
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
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
        "notice": 1, "drafts": 1, "applied": 4, "interview": 1, "offered": 2,
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
