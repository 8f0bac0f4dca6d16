# SPDX-License-Identifier: Apache-2.0
"""One person of two and two again: nothing lost, nothing invented, nothing left."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from hr_desk.operations import (
    applications,
    candidates,
    consent_texts,
    consents,
    documents,
    duplicates,
    merging,
    recruitment,
    requisitions,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import (
    GuardianNeeded,
    MergedAgain,
    MergeGone,
    NotPermitted,
    RecordGone,
    SamePerson,
)
from hr_desk.operations.session import Session
from hr_desk.store import consents as store
from tests.support.desk import Desk
from tests.support.made_up import one

TABLES = {
    "person": "seq, id, created_at, notice_version, notice_how, notice_at, fields",
    "application": "*",
    "term": "*",
    "document": "*",
    "invitation": "*",
    "different_people": "*",
    "merge": "*",
    "consent": "*",
    "restriction": "*",
    "import_row": "*",
    "tombstone": "*",
}


def everything(session: Session) -> dict[str, list[Any]]:
    """Return what the file holds; versions of persons only ever rise."""
    file = session.compartment("hiring")
    return {
        table: file.read(f"SELECT {columns} FROM {table} ORDER BY 1, 2")  # noqa: S608 - constants
        for table, columns in TABLES.items()
    }


def person_of(session: Session, application: str) -> str:
    return recruitment.records(session, [application])[0].person_id


def fields_of(session: Session, application: str) -> Mapping[str, Any]:
    return recruitment.records(session, [application])[0].person_fields


def typed(session: Session, **texts: str) -> dict[str, object]:
    return {key: session.catalogue.field(key).type.parse(text) for key, text in texts.items()}


@pytest.fixture
def twice(desk: Desk, session: Session) -> tuple[str, str]:
    """The applications of one human taken in twice, the first with a photo and an e-mail."""
    older = one("张伟国", "13800138000", email="wei@example.com", wechat_id="old_wei_88")
    newer = one("章卫国", "13800138001", wechat_id="new_wei_88", employer="虚构机械厂")
    first, second = desk.take_in(session, [older, newer])
    documents.add(session, first, "photo", b"PHOTO-of-the-older")
    return first, second


def joined(session: Session, twice: tuple[str, str], **choices: Any) -> str:
    kept, gone = (person_of(session, id_) for id_ in twice)
    return merging.merge(session, kept, gone, choices=choices).created[0]


def test_the_given_value_stays_and_of_two_the_newer(
    session: Session, twice: tuple[str, str]
) -> None:
    pairs = merging.compare(session, *(person_of(session, id_) for id_ in twice))
    assert {pair.field.key: (pair.default, pair.differs) for pair in pairs} == {
        "full_name": ("gone", True),
        "age_band": ("gone", False),
        "photo": ("kept", True),
        "mobile": ("gone", True),
        "email": ("kept", True),
        "wechat_id": ("gone", True),
    } | ({"employer": ("gone", True)} if _is_of_person(session, "employer") else {})
    joined(session, twice, full_name="kept")
    fields = fields_of(session, twice[0])
    assert fields["full_name"] == "张伟国"
    assert fields["wechat_id"] == "new_wei_88"
    assert fields["email"] == "wei@example.com"


def _is_of_person(session: Session, key: str) -> bool:
    return session.catalogue.field(key).record == "person"


def test_both_applications_stay_with_their_histories(
    session: Session, twice: tuple[str, str]
) -> None:
    version = candidates.open_record(session, twice[1]).version
    recruitment.edit(session, twice[1], typed(session, mobile="13900000009"), version=version)
    recruitment.reject(session, twice[1:], reason="skills")
    joined(session, twice)
    lines = applications.of_person(session, twice[0])
    assert [(line.application_id, line.stage) for line in lines] == [
        (twice[1], "not_hired"), (twice[0], "applied"),
    ]  # fmt: skip
    for id_ in twice:
        done = [line.operation for line in candidates.open_record(session, id_).history]
        assert {"application.take_in", "application.edit", "person.merge"} <= set(done)
    assert documents.read(session, twice[1], "photo") == b"PHOTO-of-the-older"


def test_the_audit_entry_names_both_and_no_value(session: Session, twice: tuple[str, str]) -> None:
    persons = {person_of(session, id_) for id_ in twice}
    joined(session, twice, mobile="kept")
    file = session.compartment("hiring")
    (body,) = file.read_one("SELECT body FROM audit ORDER BY seq DESC LIMIT 1")
    entry = json.loads(body)
    assert entry["operation"] == "person.merge" and entry["fields"] == ["mobile"]
    assert persons <= {id_ for _, id_, _ in entry["records"]}
    assert "13800138000" not in body and "张" not in body
    file.verify_chain(session.signed_by)


def test_undoing_brings_both_back_exactly(
    desk: Desk, session: Session, twice: tuple[str, str]
) -> None:
    documents.add(session, twice[1], "photo", b"PHOTO-of-the-newer")
    invitations_of_both(session, twice)
    consents_of_both(session, twice)
    (third,) = desk.take_in(session, [one("李四", "13800138002")])
    for id_ in twice:
        duplicates.keep_apart(session, person_of(session, id_), person_of(session, third))
    before = everything(session)
    id_ = joined(session, twice, photo="kept")
    assert documents.read(session, twice[1], "photo") == b"PHOTO-of-the-older"
    assert len(everything(session)["person"]) == 2
    assert merging.last_merge(session, twice[1]) is not None
    merging.undo_merge(session, id_)
    assert everything(session) == before
    assert merging.last_merge(session, twice[0]) is None
    assert documents.read(session, twice[1], "photo") == b"PHOTO-of-the-newer"
    with pytest.raises(MergeGone):
        merging.undo_merge(session, id_)


def consents_of_both(session: Session, twice: tuple[str, str]) -> None:
    for id_ in twice:
        shown = consent_texts.text_of(session, "photo", "zh_CN")
        consents.give(session, id_, "photo", shown=shown, how="tick")
    with session.compartment("hiring").change("test") as change:
        today = session.today()
        for id_, fields in zip(twice, (("wechat_id",), ("wechat_id", "email")), strict=True):
            for field in fields:
                store.restrict(change, person_of(session, id_), field, on=today, value=field)


def test_consents_go_with_whom_they_are_about(session: Session, twice: tuple[str, str]) -> None:
    consents_of_both(session, twice)
    kept = person_of(session, twice[0])
    joined(session, twice)
    file = session.compartment("hiring")
    assert len(store.of_record(file, kept)) == 2
    assert set(store.restricted(file, kept)) == {"wechat_id", "email"}


def invitations_of_both(session: Session, twice: tuple[str, str]) -> None:
    with session.compartment("hiring").change("test") as change:
        for number, id_ in enumerate(twice):
            change.execute(
                "INSERT INTO invitation (reference, application, planned_at, host, state, "
                "state_at) SELECT ?, seq, '2026-03-09T01:00:00Z', '', 'sent', "
                "'2026-03-02T01:00:00Z' FROM application WHERE id = ?",
                (bytes([number] * 16), id_),
            )
    assert len(everything(session)["invitation"]) == 2


def test_the_papers_of_both_go_back_to_whom_they_are_of(
    session: Session, twice: tuple[str, str]
) -> None:
    for id_, text in zip(twice, ("turret lathe", "laser welding"), strict=True):
        for part in ("first", "second"):
            documents.add(
                session, id_, "resume_file", f"{text} {part}".encode(), text=f"{text} {part}"
            )
    before = everything(session)
    merge = joined(session, twice, resume_file="gone")
    assert len(documents.listed(session, twice[0], "resume_file")) == 2
    assert documents.read(session, twice[0], "resume_file") == b"laser welding second"
    for text, found in (("welding", 2), ("lathe", 0)):
        rows = candidates.list_applications(session, ListQuery(text=text)).rows
        assert len(rows) == found, text
    merging.undo_merge(session, merge)
    assert everything(session) == before


def test_an_older_form_is_not_saved_over_a_merge(session: Session, twice: tuple[str, str]) -> None:
    old = [candidates.open_record(session, id_).version for id_ in twice]
    id_ = joined(session, twice)
    merged = [candidates.open_record(session, one).version for one in twice]
    merging.undo_merge(session, id_)
    again = [candidates.open_record(session, one).version for one in twice]
    for a, b, c in zip(old, merged, again, strict=True):
        assert a < b < c


def test_what_was_edited_since_stays_with_the_one_who_was_kept(
    session: Session, twice: tuple[str, str]
) -> None:
    id_ = joined(session, twice)
    version = candidates.open_record(session, twice[0]).version
    changed = {**typed(session, mobile="13700000007"), "email": None}
    recruitment.edit(session, twice[0], changed, version=version)
    merging.undo_merge(session, id_)
    kept, gone = fields_of(session, twice[0]), fields_of(session, twice[1])
    assert (kept["full_name"], kept["mobile"], "email" in kept) == (
        "张伟国", session.catalogue.field("mobile").type.parse("13700000007"), False,
    )  # fmt: skip
    assert gone["full_name"] == "章卫国"
    found = candidates.list_applications(session, ListQuery(text="13700000007")).rows
    assert [row.application_id for row in found] == [twice[0]]


@pytest.mark.parametrize("chosen", ["kept", "gone"])
@pytest.mark.parametrize("then", ["replaced", "removed"])
def test_a_photo_changed_since_leaves_no_file_without_a_value(
    desk: Desk, session: Session, twice: tuple[str, str], chosen: str, then: str
) -> None:
    documents.add(session, twice[1], "photo", b"PHOTO-of-the-newer")
    id_ = joined(session, twice, photo=chosen)
    if then == "replaced":
        documents.add(session, twice[0], "photo", b"PHOTO-since")
    else:
        version = candidates.open_record(session, twice[0]).version
        recruitment.edit(session, twice[0], {"photo": None}, version=version)
    merging.undo_merge(session, id_)
    rows = session.compartment("hiring").read("SELECT id, record FROM document")
    named = {
        (fields["photo"], person_of(session, one))
        for one in twice
        if "photo" in (fields := fields_of(session, one))
    }
    assert set(rows) == named
    assert {path.stem for path in (desk.folder / "documents").iterdir()} == {i for i, _ in named}
    if then == "replaced":
        assert documents.read(session, twice[0], "photo") == b"PHOTO-since"


def test_the_later_of_two_merges_is_undone_first(
    desk: Desk, session: Session, twice: tuple[str, str]
) -> None:
    (third,) = desk.take_in(session, [one("张维国", "13800138003")])
    before = everything(session)
    first = joined(session, twice)
    # The person who stayed goes into a third one, and the first merge goes along.
    (second,) = merging.merge(
        session, person_of(session, third), person_of(session, twice[0])
    ).created
    assert len(everything(session)["person"]) == 1
    assert len(applications.of_person(session, third)) == 3
    with pytest.raises(MergedAgain):
        merging.undo_merge(session, first)
    merging.undo_merge(session, second)
    merging.undo_merge(session, first)
    assert everything(session) == before


def test_an_application_made_since_stays_with_the_one_who_was_kept(
    session: Session, twice: tuple[str, str]
) -> None:
    id_ = joined(session, twice)
    other = requisitions.open_requisition(
        session, title="焊工", department="制造部", place="青岛", head_count=1
    ).created[0]
    (new,) = applications.apply_again(session, twice[1], other, values={}).created
    merging.undo_merge(session, id_)
    assert [a.application_id for a in applications.of_person(session, new)] == [new, twice[0]]
    assert [a.application_id for a in applications.of_person(session, twice[1])] == [twice[1]]


def test_a_minor_is_not_merged_without_a_guardian(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, [one("张伟国"), one("章卫国")])
    kept, gone = (person_of(session, id_) for id_ in ids)
    with session.compartment("hiring").change("test") as change:
        change.execute(
            "UPDATE person SET fields = json_set(fields, '$.age_band', '16-17') WHERE id = ?",
            (gone,),
        )
    with pytest.raises(GuardianNeeded):
        merging.merge(session, kept, gone)
    merging.merge(session, kept, gone, choices={"age_band": "kept"})


def test_whoever_may_not_recruit_may_not_merge(
    desk: Desk, session: Session, twice: tuple[str, str]
) -> None:
    kept, gone = (person_of(session, id_) for id_ in twice)
    with pytest.raises(SamePerson):
        merging.merge(session, kept, kept)
    with pytest.raises(RecordGone):
        merging.merge(session, kept, "0" * 32)
    with pytest.raises(NotPermitted):
        merging.merge(desk.open("gate"), kept, gone)
    assert len(everything(session)["person"]) == 2
