# SPDX-License-Identifier: Apache-2.0
"""Notes of where public data was found, and what a refusal does to the record."""

import datetime as dt
from typing import Any

import pytest

from hr_desk.operations import (
    backups,
    candidates,
    due_days,
    holds,
    merging,
    promises,
    recruitment,
    restoring,
    retention,
    sources,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import RecordGone, TextTooLong
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.operations.source_problems import (
    AlreadyRefused,
    SourceAhead,
    SourceKindUnknown,
    SourceOfNothing,
)
from hr_desk.store import sources as store
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.made_up import one

DAY = START.date()
NEWS: dict[str, Any] = {"kind": "lawful_public", "place": "示例日报", "published_on": DAY}


def somebody(desk: Desk, session: Session, **more: str) -> str:
    """Take one applicant in; returns the application's id."""
    return desk.take_in(session, [one(**more)])[0]


def note(session: Session, application: str, *keys: str) -> str:
    """Note a source of these fields; returns its id."""
    return str(sources.enter(session, application, keys, **NEWS).created[0])


def shown(session: Session, application: str, key: str) -> bool:
    """Whether the record shows a value of a field."""
    view = candidates.open_record(session, application).named(key)
    return view is not None and view.given


def test_what_is_no_source_is_refused(desk: Desk, session: Session) -> None:
    id_ = somebody(desk, session, employer="示例厂")
    for keys, changes, problem in (
        (["employer"], {"kind": "rumour"}, SourceKindUnknown),
        ([], {}, SourceOfNothing),
        (["bank_account_no"], {}, SourceOfNothing),
        (["employer", "photo"], {}, SourceOfNothing),
        (["employer"], {"place": "长" * 301}, TextTooLong),
        (["employer"], {"published_on": DAY + dt.timedelta(days=1)}, SourceAhead),
    ):
        with pytest.raises(problem):
            sources.enter(session, id_, keys, **{**NEWS, **changes})
    assert sources.of_record(session, id_) == ()


def test_a_note_by_mistake_is_taken_out_and_the_values_stay(desk: Desk, session: Session) -> None:
    id_ = somebody(desk, session, employer="示例厂")
    source = note(session, id_, "employer")
    sources.remove(session, id_, source)
    assert sources.of_record(session, id_) == () and shown(session, id_, "employer")
    with pytest.raises(RecordGone):
        sources.remove(session, id_, source)


def test_a_refused_value_goes_within_a_day_and_nothing_else(desk: Desk, session: Session) -> None:
    id_ = somebody(desk, session, employer="示例厂", job_title="焊工")
    source = note(session, id_, "employer", "job_title")
    assert sources.effect_of_refusal(session, id_, source) == sources.Refusal(
        ("employer", "job_title"), whole_record=False
    )
    before = due_days.next_due(session, "hiring")
    sources.refuse(session, id_, source)
    assert due_days.next_due(session, "hiring") == DAY + dt.timedelta(days=1) != before
    assert not shown(session, id_, "employer") and shown(session, id_, "mobile")
    with pytest.raises(AlreadyRefused):
        sources.refuse(session, id_, source)
    assert not retention.sweep(session).counts
    desk.clock.advance(days=1)
    assert retention.sweep(session).counts == {"WDR": 1}
    assert sources.of_record(session, id_) == () and shown(session, id_, "mobile")


def test_a_record_that_lives_on_it_goes_as_a_whole(desk: Desk, session: Session) -> None:
    id_ = somebody(desk, session)
    source = note(session, id_, "full_name")
    assert sources.effect_of_refusal(session, id_, source).whole_record
    sources.refuse(session, id_, source)
    with pytest.raises(Restricted):
        candidates.open_record(session, id_)
    assert promises.look(session, "sources").green
    desk.clock.advance(days=1)
    assert retention.sweep(session).counts == {"WDR": 1}
    assert store.every(session.compartment("hiring")) == ()


def test_a_value_that_came_back_into_the_record_is_seen(desk: Desk, session: Session) -> None:
    id_ = somebody(desk, session, employer="示例厂")
    source = note(session, id_, "employer")
    sources.refuse(session, id_, source)
    view = candidates.open_record(session, id_)
    recruitment.edit(session, id_, {"employer": "示例厂"}, version=view.version)
    assert not promises.look(session, "sources").green


def test_notes_follow_two_records_that_are_one(desk: Desk, session: Session) -> None:
    kept, gone = somebody(desk, session), somebody(desk, session, employer="示例厂")
    source = note(session, gone, "employer")
    people = [candidates.open_record(session, id_).person_id for id_ in (kept, gone)]
    merge = merging.merge(session, people[0], people[1]).created[0]
    assert [line.id for line in sources.of_record(session, kept)] == [source]
    merging.undo_merge(session, merge)
    assert sources.of_record(session, kept) == ()
    assert [line.id for line in sources.of_record(session, gone)] == [source]


def test_a_restore_brings_nothing_back_that_was_refused(desk: Desk, session: Session) -> None:
    id_ = somebody(desk, session, employer="示例造船厂")
    source = note(session, id_, "employer")
    made = backups.create(session)
    backup = next(line.path for line in made if line.compartment == "hiring")
    sources.refuse(session, id_, source)
    desk.clock.advance(days=1)
    retention.sweep(session)
    desk.close()
    restoring.restore(
        desk.folder, backup, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    again = desk.open()
    assert not shown(again, id_, "employer") and shown(again, id_, "mobile")
    assert candidates.list_applications(again, ListQuery(text="示例造船厂")).rows == ()
    assert candidates.list_applications(again, ListQuery(text="张伟国")).rows
    assert sources.of_record(again, id_) == ()


def test_a_hold_keeps_what_was_refused_and_nobody_reads_it(desk: Desk, session: Session) -> None:
    id_ = somebody(desk, session, employer="示例厂")
    source = note(session, id_, "employer")
    on = session.today() + dt.timedelta(days=60)
    wanted = holds.Wanted(review_on=on, reason="litigation", evidence="（2026）示例01民初1号")
    admin = holds.Approval("admin", PASSPHRASES["admin"])
    hold = holds.put(session, "hiring", id_, wanted, approval=admin).created[0]
    sources.refuse(session, id_, source)
    desk.clock.advance(days=1)
    assert not retention.sweep(session).counts and not shown(session, id_, "employer")
    assert promises.look(session, "sources").green
    holds.lift(session, "hiring", hold, because="结案")
    assert retention.sweep(session).counts == {"WDR": 1}
