# SPDX-License-Identifier: Apache-2.0
"""What was withdrawn, or deleted by an order, comes back by no restore and no undoing."""

import pytest

from hr_desk.operations import (
    candidates,
    consent_texts,
    consents,
    documents,
    drafts,
    import_undo,
    importing,
    joiner_consents,
    joiner_withdrawals,
    merging,
    recruitment,
    retention,
    sources,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.forklift import LICENCE as KEY
from tests.support.forklift import licence_field
from tests.support.importing import HEADS, ZHANG, seen
from tests.support.joining import edit_of, handed_over, opened, typed, welcome
from tests.support.made_up import one
from tests.support.restoring import backup_of, lose, restored

PHOTO = "photo"
LICENCE = licence_field("PIPL 13(1)")
NUMBER = "FORK12345"


@pytest.fixture
def recruiter(desk: Desk) -> Session:
    """A recruiter of a company with a field that rests on consent alone."""
    (desk.folder / "catalogue.toml").write_text(LICENCE, encoding="utf-8")
    return desk.open("hiring")


def agreed(session: Session, id_: str, subject: str) -> None:
    shown = consent_texts.text_of(session, subject, "zh_CN")
    consents.give(session, id_, subject, shown=shown, how="signature")


def given(desk: Desk, session: Session) -> str:
    """Take somebody in who agreed to their licence number and photo; returns the application."""
    (id_,) = desk.take_in(session, [one("张伟国", "13800138000", x_licence=NUMBER)])
    for subject in (KEY, PHOTO):
        agreed(session, id_, subject)
    documents.add(session, id_, PHOTO, b"pixels" * 50)
    return id_


def texts_in(session: Session, compartment: str = "hiring") -> str:
    """Return everything a file says in text, of every table."""
    connection = session.compartment(compartment).connection
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return "\n".join(
        str(row)
        for (name,) in tables
        for row in connection.execute(f"SELECT * FROM {name}")  # noqa: S608
    )


def test_an_older_backup_brings_no_withdrawn_value_back(desk: Desk, recruiter: Session) -> None:
    id_ = given(desk, recruiter)
    source = backup_of(recruiter, "hiring")
    assert candidates.list_applications(recruiter, ListQuery(text=NUMBER)).rows
    for subject in (KEY, PHOTO):
        consents.withdraw(recruiter, id_, subject)
    restored(desk, source)
    again = desk.open()
    assert NUMBER not in texts_in(again)
    assert candidates.list_applications(again, ListQuery(text=NUMBER)).rows == ()
    assert candidates.list_applications(again, ListQuery(text="张伟国")).rows
    assert not list(again.compartment("hiring").read("SELECT 1 FROM document"))
    states = {one.subject: one for one in consents.state(again, id_)}
    for subject in (KEY, PHOTO):
        assert not states[subject].in_force
        assert states[subject].ended_by == "withdrawn"


def test_the_places_know_it_where_the_file_itself_is_lost(desk: Desk, recruiter: Session) -> None:
    given(desk, recruiter)
    (row,) = candidates.list_applications(recruiter, ListQuery(text="张伟国")).rows
    source = backup_of(recruiter, "hiring")
    consents.withdraw(recruiter, row.application_id, KEY)
    lose(desk, "hiring")
    restored(desk, source)
    assert NUMBER not in texts_in(desk.open())


def test_what_was_agreed_to_anew_stays_in_a_later_backup(desk: Desk, recruiter: Session) -> None:
    id_ = given(desk, recruiter)
    consents.withdraw(recruiter, id_, KEY)
    agreed(recruiter, id_, KEY)
    view = candidates.open_record(recruiter, id_)
    value = recruiter.catalogue.field(KEY).type.parse("NEW98765")
    recruitment.edit(recruiter, id_, {KEY: value}, version=view.version)
    source = backup_of(recruiter, "hiring")
    consents.withdraw(recruiter, id_, PHOTO)
    restored(desk, source)
    again = desk.open()
    assert "NEW98765" in texts_in(again)
    states = {one.subject: one for one in consents.state(again, id_)}
    assert states[KEY].in_force and not states[PHOTO].in_force


def test_undoing_a_merge_brings_no_withdrawn_value_back(desk: Desk, recruiter: Session) -> None:
    kept = given(desk, recruiter)
    (gone,) = desk.take_in(recruiter, [one("章卫国", "13800138001", x_licence="FORK99999")])
    people = [candidates.open_record(recruiter, id_).person_id for id_ in (kept, gone)]
    source = backup_of(recruiter, "hiring")
    merge = merging.merge(recruiter, people[0], people[1], choices={KEY: "kept"}).created[0]
    consents.withdraw(recruiter, kept, KEY)
    assert "FORK" not in texts_in(recruiter)
    merging.undo_merge(recruiter, merge)
    assert "FORK" not in texts_in(recruiter)
    assert candidates.list_applications(recruiter, ListQuery(text="章卫国")).rows
    restored(desk, source)
    assert "FORK" not in texts_in(desk.open())


@pytest.fixture
def by_contract(desk: Desk) -> Session:
    """A recruiter of a company that keeps the number on another basis after a withdrawal."""
    text = licence_field("PIPL 13(2)")
    (desk.folder / "catalogue.toml").write_text(text, encoding="utf-8")
    return desk.open("hiring")


def stored_alone(session: Session, *applications: str) -> bool:
    """Whether the number is stored once, and no record of these shows it."""
    rows = session.compartment("hiring").read("SELECT field, value FROM restriction")
    views = [candidates.open_record(session, id_).named(KEY) for id_ in applications]
    shown = any(view is not None and view.given for view in views)
    return rows == [(KEY, f'"{NUMBER}"')] and not shown


def test_a_value_only_stored_comes_into_no_use_by_undoing(desk: Desk, by_contract: Session) -> None:
    kept = given(desk, by_contract)
    (gone,) = desk.take_in(by_contract, [one("章卫国", "13800138001")])
    people = [candidates.open_record(by_contract, id_).person_id for id_ in (kept, gone)]
    merge = merging.merge(by_contract, people[1], people[0]).created[0]
    consents.withdraw(by_contract, kept, KEY)
    merging.undo_merge(by_contract, merge)
    assert stored_alone(by_contract, kept, gone)


def test_a_value_only_stored_comes_into_no_use_by_a_restore(
    desk: Desk, by_contract: Session
) -> None:
    id_ = given(desk, by_contract)
    source = backup_of(by_contract, "hiring")
    consents.withdraw(by_contract, id_, KEY)
    restored(desk, source)
    again = desk.open()
    assert stored_alone(again, id_)
    assert candidates.list_applications(again, ListQuery(text=NUMBER)).rows == ()
    states = {one.subject: one for one in consents.state(again, id_)}
    assert not states[KEY].in_force and states[KEY].restricted_since == again.today()


def test_undoing_a_merge_brings_no_refused_public_value_back(desk: Desk, session: Session) -> None:
    kept, gone = desk.take_in(
        session,
        [one("张伟国", "13800138000", wechat_id="old_wei_88"), one("章卫国", "13800138001")],
    )
    source = sources.enter(
        session, kept, ["wechat_id"], kind=sources.SELF_PUBLISHED, place="示例网",
        published_on=session.today(),
    ).created[0]  # fmt: skip
    people = [candidates.open_record(session, id_).person_id for id_ in (kept, gone)]
    merge = merging.merge(session, people[1], people[0]).created[0]
    sources.refuse(session, kept, source)
    merging.undo_merge(session, merge)
    view = candidates.open_record(session, kept).named("wechat_id")
    assert view is None or not view.given


def test_undoing_an_import_brings_no_withdrawn_value_back(desk: Desk, recruiter: Session) -> None:
    id_ = given(desk, recruiter)
    heads, row = (*HEADS, "叉车证号"), (*ZHANG[:3], "zhang@example.com", "FORK77777")
    previewed = seen(desk, recruiter, row, heads=heads, update=True)
    done = importing.take_in(recruiter, previewed)
    assert done.updated == 1 and "FORK77777" in texts_in(recruiter)
    consents.withdraw(recruiter, id_, KEY)
    assert "FORK" not in texts_in(recruiter)
    import_undo.undo(recruiter, done.batch_id, also_worked_on=True)
    assert "FORK" not in texts_in(recruiter)


def test_a_draft_that_may_hold_it_goes_with_it(desk: Desk, recruiter: Session) -> None:
    id_ = given(desk, recruiter)
    (other,) = desk.take_in(recruiter, [one("李雷", "13800138009")])
    for record in (id_, other):
        drafts.save(recruiter, f"edit:{record}", {KEY: NUMBER})
    consents.withdraw(recruiter, id_, KEY)
    assert [line.key for line in drafts.list_mine(recruiter)] == [f"edit:{other}"]


def test_a_withdrawal_is_certified_with_the_next_proof(desk: Desk, recruiter: Session) -> None:
    id_ = given(desk, recruiter)
    consents.withdraw(recruiter, id_, KEY)
    (line,) = retention.certificates(recruiter)
    assert (line.counts, line.certificate) == ({"WDR": 1}, None)
    assert retention.finish_proofs(recruiter)
    (line,) = retention.certificates(recruiter)
    assert line.certificate is not None
    assert retention.verify_certificate(line.certificate).counts == {"WDR": 1}


def test_an_older_backup_of_personnel_brings_nothing_back(desk: Desk, session: Session) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague)
    joiner_consents.give(colleague, joiner, ["political_status"], signature=b"strokes")
    edit_of(colleague, joiner, typed(colleague, political_status="群众"))
    source = backup_of(colleague, "personnel")
    joiner_withdrawals.withdraw(colleague, joiner, "political_status")
    restored(desk, source, user="welcome")
    again = welcome(desk)
    (record,) = again.compartment("personnel").read("SELECT count(*) FROM joiner")
    assert record == (1,)
    assert "群众" not in texts_in(again, "personnel")
    lines = {one.field.key: one for one in joiner_consents.lines(again, joiner)}
    assert lines["political_status"].withdrawn_at is not None
    assert opened(again, joiner).joiner_id == joiner


def two_of_one(desk: Desk, session: Session) -> tuple[list[str], list[str]]:
    """Return the applications and persons of two: one has a licence and a photo, one has none."""
    had = given(desk, session)
    (other,) = desk.take_in(session, [one("章卫国", "13800138001")])
    people = [candidates.open_record(session, id_).person_id for id_ in (had, other)]
    return [had, other], people


def test_undoing_a_merge_in_a_restored_file_brings_nothing_back(
    desk: Desk, recruiter: Session
) -> None:
    """The backup was made while the two were one."""
    (had, _), people = two_of_one(desk, recruiter)
    merge = merging.merge(recruiter, people[1], people[0]).created[0]
    source = backup_of(recruiter, "hiring")
    consents.withdraw(recruiter, had, KEY)
    restored(desk, source)
    again = desk.open()
    assert NUMBER not in texts_in(again)
    merging.undo_merge(again, merge)
    assert NUMBER not in texts_in(again)
    assert candidates.list_applications(again, ListQuery(text="章卫国")).rows


@pytest.mark.parametrize("subject", [KEY, PHOTO])
@pytest.mark.parametrize("way", ["into the other", "the other into them"])
def test_a_backup_of_a_merge_that_was_undone_brings_nothing_back(
    desk: Desk, recruiter: Session, subject: str, way: str
) -> None:
    (had, other), people = two_of_one(desk, recruiter)
    kept, gone = people if way == "the other into them" else reversed(people)
    merge = merging.merge(recruiter, kept, gone).created[0]
    source = backup_of(recruiter, "hiring")
    merging.undo_merge(recruiter, merge)
    consents.withdraw(recruiter, had, subject)
    restored(desk, source)
    again = desk.open()
    for _ in range(2):
        assert (NUMBER in texts_in(again)) == (subject != KEY)
        assert len(again.compartment("hiring").read("SELECT 1 FROM document")) == (subject != PHOTO)
        for id_ in (had, other):
            view = candidates.open_record(again, id_).named(subject)
            assert view is None or not view.given
        if merge:
            merging.undo_merge(again, merge)
            merge = ""


def test_what_the_other_of_a_merge_had_themselves_stays(desk: Desk, recruiter: Session) -> None:
    had = given(desk, recruiter)
    (other,) = desk.take_in(recruiter, [one("章卫国", "13800138001", x_licence=NUMBER)])
    people = [candidates.open_record(recruiter, id_).person_id for id_ in (had, other)]
    merge = merging.merge(recruiter, people[1], people[0]).created[0]
    source = backup_of(recruiter, "hiring")
    merging.undo_merge(recruiter, merge)
    consents.withdraw(recruiter, had, KEY)
    restored(desk, source)
    again = desk.open()
    merging.undo_merge(again, merge)
    views = [candidates.open_record(again, id_).named(KEY) for id_ in (had, other)]
    assert [view is not None and view.given for view in views] == [False, True]


def test_a_value_of_an_application_goes_out_of_such_a_backup_too(desk: Desk) -> None:
    text = LICENCE.replace('record = "person"', 'record = "application"')
    (desk.folder / "catalogue.toml").write_text(text, encoding="utf-8")
    recruiter = desk.open("hiring")
    (had, _), people = two_of_one(desk, recruiter)
    merge = merging.merge(recruiter, people[1], people[0]).created[0]
    source = backup_of(recruiter, "hiring")
    merging.undo_merge(recruiter, merge)
    consents.withdraw(recruiter, had, KEY)
    restored(desk, source)
    assert NUMBER not in texts_in(desk.open())


def test_an_import_in_a_restored_file_keeps_nothing_to_put_back(
    desk: Desk, recruiter: Session
) -> None:
    id_ = given(desk, recruiter)
    heads, row = (*HEADS, "叉车证号"), (*ZHANG[:3], "zhang@example.com", "FORK77777")
    importing.take_in(recruiter, seen(desk, recruiter, row, heads=heads, update=True))
    source = backup_of(recruiter, "hiring")
    consents.withdraw(recruiter, id_, KEY)
    restored(desk, source)
    assert "FORK" not in texts_in(desk.open())
