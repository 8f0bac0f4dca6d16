# SPDX-License-Identifier: Apache-2.0
"""A batch taken back: who goes, who is put back, and what must be confirmed."""

from datetime import timedelta

import pytest

from hr_desk.operations import (
    applications,
    candidates,
    documents,
    import_undo,
    importing,
    interviews,
    merging,
    recruitment,
    requisitions,
    retention,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.import_problems import (
    BatchMerged,
    BatchTooOld,
    BatchUndone,
    BatchUnknown,
    BatchWorkedOn,
)
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.importing import HEADS, WANG, ZHANG, count, fates, fields_of, raw, seen
from tests.support.made_up import one, people


def test_a_known_person_is_renewed_and_put_back(desk: Desk, session: Session) -> None:
    (old,) = desk.take_in(session, [one(employer="虚构旧厂")])
    before = raw(session)
    heads = (*HEADS, "现单位", "招聘渠道")
    row = (*ZHANG[:3], "zhang@example.com", "示例公司", "招聘会")
    previewed = seen(desk, session, row, heads=heads, update=True)
    assert fates(previewed) == ["update"]
    done = importing.take_in(session, previewed)
    assert (done.new, done.updated, count(session)) == (0, 1, 1)
    assert fields_of(session, "zhang@example.com")["employer"] == "示例公司"
    assert recruitment.records(session, [old])[0].fields["source_channel"] == "job_fair"
    undone = import_undo.undo(session, done.batch_id)
    assert (undone.removed, undone.put_back) == (0, 1)
    assert fields_of(session, "张伟国")["employer"] == "虚构旧厂"
    assert "source_channel" not in recruitment.records(session, [old])[0].fields
    after = raw(session)
    assert after[2:] == before[2:]


def test_a_returning_person_applies_once_more_and_that_is_taken_back(
    desk: Desk, session: Session
) -> None:
    desk.take_in(session, [one()])
    welder = requisitions.open_requisition(
        session, title="焊工", department="二部", place="青岛", head_count=1
    ).created[0]
    previewed = seen(desk, session, ZHANG, update=True, requisition_id=welder)
    done = importing.take_in(session, previewed)
    assert count(session) == 2
    assert len(candidates.list_applications(session, ListQuery(text="焊工")).rows) == 2
    import_undo.undo(session, done.batch_id)
    assert count(session) == 1
    assert candidates.list_applications(session, ListQuery(text="焊工")).rows == ()
    assert len(candidates.list_applications(session, ListQuery(text="装配工")).rows) == 1


def test_an_import_with_a_merged_person_waits_for_the_merge(desk: Desk, session: Session) -> None:
    (known,) = desk.take_in(session, [one("章卫国", "13800138009")])
    batch = importing.take_in(session, seen(desk, session, ZHANG)).batch_id
    imported = next(
        row.application_id
        for row in candidates.list_applications(session, ListQuery()).rows
        if row.application_id != known
    )
    kept, gone = (recruitment.records(session, [id_])[0].person_id for id_ in (known, imported))
    merge = merging.merge(session, kept, gone).created[0]
    with pytest.raises(BatchMerged):
        import_undo.undo(session, batch, also_worked_on=True)
    assert len(applications.of_person(session, known)) == 2
    merging.undo_merge(session, merge)
    assert import_undo.undo(session, batch, also_worked_on=True).removed == 1
    assert [row.application_id for row in
            candidates.list_applications(session, ListQuery()).rows] == [known]  # fmt: skip


def test_somebodys_later_value_is_not_put_back(desk: Desk, session: Session) -> None:
    (old,) = desk.take_in(session, [one(employer="虚构旧厂")])
    row = (*ZHANG, "示例公司")
    done = importing.take_in(
        session, seen(desk, session, row, heads=(*HEADS, "现单位"), update=True)
    )
    version = candidates.open_record(session, old).version
    recruitment.edit(session, old, {"employer": "虚构新厂"}, version=version)
    with pytest.raises(BatchWorkedOn):
        import_undo.undo(session, done.batch_id)
    import_undo.undo(session, done.batch_id, also_worked_on=True)
    assert fields_of(session, "张伟国")["employer"] == "虚构新厂"


def test_somebody_with_an_interview_is_not_taken_back_unasked(desk: Desk, session: Session) -> None:
    done = importing.take_in(session, seen(desk, session, ZHANG, WANG))
    plan = interviews.Plan(at=session.now() + timedelta(days=1), minutes=20, host="刘经理")
    interviews.arrange(session, done.changes.created[:1], plan)
    with pytest.raises(BatchWorkedOn):
        import_undo.undo(session, done.batch_id)
    import_undo.undo(session, done.batch_id, also_worked_on=True)
    assert session.compartment("hiring").read("SELECT * FROM interview") == []


def test_undone_nothing_is_left_but_tombstones(desk: Desk, session: Session) -> None:
    desk.take_in(session, list(people(2, seed=3)))
    before = raw(session)
    done = importing.take_in(session, seen(desk, session, ZHANG, WANG))
    undone = import_undo.undo(session, done.batch_id)
    assert (undone.removed, undone.put_back, undone.proven) == (2, 0, True)
    assert raw(session) == before
    file = session.compartment("hiring")
    kinds = file.read("SELECT kind, count(*) FROM tombstone WHERE sweep = ? GROUP BY kind",
                      (undone.sweep,))  # fmt: skip
    assert dict(kinds) == {"person": 2, "application": 2}
    (line,) = retention.certificates(session)
    assert (line.number, dict(line.counts)) == (undone.sweep, {"REJ": 2})
    assert line.certificate is not None
    with pytest.raises(BatchUndone):
        import_undo.undo(session, done.batch_id)
    with pytest.raises(BatchUnknown):
        import_undo.undo(session, "0" * 32)


WORK = {
    "an edit": lambda s, id_: recruitment.edit(
        s, id_, {"employer": "示例公司"}, version=candidates.open_record(s, id_).version
    ),
    "a step": lambda s, id_: recruitment.advance(s, [id_], to="interview"),
    "a decision": lambda s, id_: recruitment.reject(s, [id_], reason="skills"),
    "a photo": lambda s, id_: documents.add(s, id_, "photo", b"\xff\xd8"),
}


@pytest.mark.parametrize("work", WORK)
def test_work_done_since_is_named_and_goes_only_when_confirmed(
    desk: Desk, session: Session, work: str
) -> None:
    before = raw(session)
    done = importing.take_in(session, seen(desk, session, ZHANG, WANG))
    WORK[work](session, done.changes.created[1])
    with pytest.raises(BatchWorkedOn) as refused:
        import_undo.undo(session, done.batch_id)
    assert (refused.value.values["count"], refused.value.values["rows"]) == (1, "3")
    assert count(session) == 2
    undone = import_undo.undo(session, done.batch_id, also_worked_on=True)
    assert undone.removed == 2
    assert raw(session) == before
    assert not list((desk.folder / "documents").glob("*.sealed"))


def test_a_look_is_no_work(desk: Desk, session: Session) -> None:
    done = importing.take_in(session, seen(desk, session, ZHANG))
    candidates.open_record(session, done.changes.created[0])
    assert import_undo.undo(session, done.batch_id).removed == 1


def test_after_its_days_an_import_stays(desk: Desk, session: Session) -> None:
    done = importing.take_in(session, seen(desk, session, ZHANG))
    for day in range(1, import_undo.kept_days(session) + 1):
        desk.clock.advance(days=1)
        retention.sweep(session)
        rows = session.compartment("hiring").read("SELECT count(*) FROM import_row")[0][0]
        assert rows == (1 if day < import_undo.kept_days(session) else 0)
    with pytest.raises(BatchTooOld):
        import_undo.undo(session, done.batch_id)
    assert count(session) == 1


def test_what_can_still_be_undone_is_listed_until_its_last_day(
    desk: Desk, session: Session
) -> None:
    assert import_undo.undoable(session) == ()
    first = importing.take_in(session, seen(desk, session, ZHANG)).batch_id
    second = importing.take_in(session, seen(desk, session, WANG)).batch_id
    found = import_undo.undoable(session)
    assert [one.batch_id for one in found] == [second, first]
    assert [(one.new, one.updated, one.people) for one in found] == [(1, 0, 1), (1, 0, 1)]
    assert {one.by for one in found} == {session.user.name}
    import_undo.undo(session, second)
    (left,) = import_undo.undoable(session)
    desk.clock.advance(days=(left.until - session.today()).days)
    assert import_undo.undoable(session) == (left,)
    desk.clock.advance(days=1)
    assert import_undo.undoable(session) == ()
