# SPDX-License-Identifier: Apache-2.0
"""The small picture of a photo: sealed beside it, carried along with it, gone with it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.photos import SMALL, SMALL_BYTES, portrait, small
from hr_desk.operations import (
    backups,
    candidates,
    check_files,
    consent_texts,
    consents,
    documents,
    handed_over,
    handing_over,
    joiner_documents,
    joiner_views,
    merging,
    recruitment,
    restoring,
    retention,
)
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.problems import NotYours, RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.small_pictures import SmallPictureTooLarge
from hr_desk.store import audit
from tests.support.desk import PASSPHRASES, Desk
from tests.support.joining import FIRST_DAY, accepted, settle, somebody, welcome
from tests.support.made_up import one


def drawn(colour: tuple[int, int, int] = (120, 60, 30)) -> bytes:
    """Return a photo as it was made of what somebody chose."""
    written = BytesIO()
    Image.new("RGB", (600, 840), colour).save(written, "JPEG")
    return portrait(written.getvalue())


PHOTO, OTHER = drawn(), drawn((10, 90, 200))


@pytest.fixture
def taken(desk: Desk, session: Session) -> str:
    return desk.take_in(session, [one()])[0]


@pytest.fixture
def pictured(session: Session, taken: str) -> str:
    documents.add(session, taken, "photo", PHOTO, small=small(PHOTO))
    return taken


def sealed(desk: Desk) -> list[Path]:
    return sorted((desk.folder / "documents").iterdir())


def rows(session: Session, file: str = "hiring") -> list[tuple[str, str | None]]:
    """Return id and ``small_of`` of every document."""
    return list(session.compartment(file).read("SELECT id, small_of FROM document"))


def done(session: Session, file: str = "hiring") -> list[str]:
    """Return the operations of a file's log, oldest first."""
    entries = audit.entries(session.compartment(file).connection)
    return [entry.operation for entry in entries]


def test_a_small_picture_is_sealed_beside_the_photo_under_its_own_key(
    desk: Desk, session: Session, pictured: str
) -> None:
    assert len(sealed(desk)) == 2
    for path in sealed(desk):
        assert not any(part in path.read_bytes() for part in (PHOTO[:40], PHOTO[300:340], b"JFIF"))
    keys = session.compartment("hiring").read("SELECT DISTINCT key FROM document")
    assert len(keys) == 2
    shown = documents.preview(session, pictured, "photo")
    assert shown == small(PHOTO) and Image.open(BytesIO(shown)).size == SMALL
    assert documents.read(session, pictured, "photo") == PHOTO


def test_looking_at_it_is_logged_as_reading_the_photo(
    desk: Desk, session: Session, pictured: str
) -> None:
    before = done(session).count("document.read")
    documents.preview(session, pictured, "photo")
    assert done(session).count("document.read") == before + 1
    with pytest.raises(NotYours):
        documents.preview(desk.open("admin"), pictured, "photo")


def test_a_photo_without_one_is_shown_itself(session: Session, taken: str) -> None:
    documents.add(session, taken, "photo", PHOTO)
    assert documents.preview(session, taken, "photo") == PHOTO


def test_a_small_picture_that_was_lost_does_not_hide_the_photo(
    desk: Desk, session: Session, pictured: str
) -> None:
    lost = next(id_ for id_, of in rows(session) if of is not None)
    (desk.folder / "documents" / f"{lost}.sealed").unlink()
    assert documents.preview(session, pictured, "photo") == PHOTO


def test_a_new_photo_takes_both_away(desk: Desk, session: Session, pictured: str) -> None:
    before = set(sealed(desk))
    documents.add(session, pictured, "photo", OTHER, small=small(OTHER))
    assert len(sealed(desk)) == 2 and not before & set(sealed(desk))
    assert documents.preview(session, pictured, "photo") == small(OTHER)


def taken_out(session: Session, id_: str) -> None:
    version = candidates.open_record(session, id_).version
    recruitment.edit(session, id_, {"photo": None}, version=version)


def removed(session: Session, id_: str) -> None:
    (line,) = documents.listed(session, id_, "photo")
    documents.remove(session, id_, "photo", line.id)


def withdrawn(session: Session, id_: str) -> None:
    shown = consent_texts.text_of(session, "photo", "zh_CN")
    consents.give(session, id_, "photo", shown=shown, how="signature")
    consents.withdraw(session, id_, "photo")


@pytest.mark.parametrize("end", [taken_out, removed, withdrawn])
def test_it_goes_with_the_photo(
    desk: Desk, session: Session, pictured: str, end: Callable[[Session, str], None]
) -> None:
    end(session, pictured)
    assert rows(session) == [] and sealed(desk) == []
    with pytest.raises(RecordGone):
        documents.preview(session, pictured, "photo")


def test_a_sweep_removes_it_and_no_backup_brings_it_back(
    desk: Desk, session: Session, pictured: str
) -> None:
    recruitment.withdraw(session, [pictured])
    desk.clock.advance(days=29)
    retention.confirm_time(session)
    (line,) = [one for one in backups.create(session) if one.compartment == "hiring"]
    assert len(list((line.path.parent / "documents").iterdir())) == 2
    desk.clock.advance(days=1)
    assert retention.sweep(session).counts
    assert rows(session) == [] and sealed(desk) == []
    desk.close()
    restoring.restore(
        desk.folder, line.path, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    assert rows(desk.open("hiring")) == [] and sealed(desk) == []


def test_a_backup_brings_it_back_with_its_photo(
    desk: Desk, session: Session, pictured: str
) -> None:
    (line,) = [one for one in backups.create(session) if one.compartment == "hiring"]
    for path in sealed(desk):
        path.unlink()
    desk.close()
    restoring.restore(
        desk.folder, line.path, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    assert documents.preview(desk.open("hiring"), pictured, "photo") == small(PHOTO)


def test_a_photo_withdrawn_since_comes_back_in_neither_size(
    desk: Desk, session: Session, pictured: str
) -> None:
    (line,) = [one for one in backups.create(session) if one.compartment == "hiring"]
    withdrawn(session, pictured)
    desk.close()
    restoring.restore(
        desk.folder, line.path, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    assert rows(desk.open("hiring")) == [] and sealed(desk) == []


def test_it_is_no_leftover_and_an_orphan_is(desk: Desk, session: Session, pictured: str) -> None:
    assert documents.remove_orphans(session) == 0
    assert len(sealed(desk)) == 2
    assert [one.level for one in check_files.leftovers(session)] == []
    with session.compartment("hiring").change("test.mishap") as change:
        change.execute("DELETE FROM document WHERE small_of IS NOT NULL")
    assert documents.remove_orphans(session) == 1
    assert documents.preview(session, pictured, "photo") == PHOTO


@pytest.mark.parametrize("kept", ["kept", "gone"])
def test_it_stays_with_its_photo_through_a_merge_and_back(
    desk: Desk, session: Session, kept: Literal["kept", "gone"]
) -> None:
    twice = desk.take_in(session, [one("张伟国", "13800138000"), one("章卫国", "13800138001")])
    for id_, photo in zip(twice, (PHOTO, OTHER), strict=True):
        documents.add(session, id_, "photo", photo, small=small(photo))
    persons = [recruitment.records(session, [id_])[0].person_id for id_ in twice]
    (merge,) = merging.merge(session, *persons, choices={"photo": kept}).created
    expected = PHOTO if kept == "kept" else OTHER
    assert documents.preview(session, twice[1], "photo") == small(expected)
    owners = "SELECT DISTINCT record, coalesce(small_of, id) FROM document"
    assert len(session.compartment("hiring").read(owners)) == 2
    merging.undo_merge(session, merge)
    assert [documents.preview(session, id_, "photo") for id_ in twice] == [
        small(PHOTO), small(OTHER),
    ]  # fmt: skip
    assert len(sealed(desk)) == 4


def test_what_is_no_small_picture_is_not_taken_for_one(session: Session, taken: str) -> None:
    with pytest.raises(SmallPictureTooLarge):
        documents.add(session, taken, "photo", PHOTO, small=b"x" * (SMALL_BYTES + 1))
    documents.remove_orphans(session)
    assert rows(session) == []


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as started:
        yield started


def test_whoever_keeps_a_photo_has_its_small_picture_made_in_the_confined_process(
    session: Session, taken: str, reader: Reader
) -> None:
    handed_over.keep_portrait(session, reader, documents.add, taken, "photo", PHOTO)
    assert documents.preview(session, taken, "photo") == small(PHOTO)


@pytest.mark.parametrize("small_first", [True, False])
def test_a_hire_takes_it_along(desk: Desk, session: Session, small_first: bool) -> None:
    colleague = welcome(desk)
    application = accepted(desk, session, somebody())
    in_order = None
    while in_order is not small_first:  # rows come in the order of their random ids
        documents.add(session, application, "photo", PHOTO, small=small(PHOTO))
        in_order = min(rows(session))[1] is not None
    handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    settle(session, colleague)
    (row,) = joiner_views.list_joiners(colleague, JoinerQuery())
    assert joiner_documents.preview(colleague, row.joiner_id, "photo") == small(PHOTO)
    assert joiner_documents.read_document(colleague, row.joiner_id, "photo") == PHOTO
    assert done(colleague, "personnel").count("joiner.read_document") == 2
    assert not {id_ for id_, _ in rows(session)} & {id_ for id_, _ in rows(colleague, "personnel")}
    joiner_documents.add_document(colleague, row.joiner_id, "photo", OTHER)
    assert joiner_documents.preview(colleague, row.joiner_id, "photo") == OTHER
    assert len(rows(colleague, "personnel")) == 1


def test_a_sheet_of_an_id_has_no_small_picture(
    desk: Desk, session: Session, reader: Reader
) -> None:
    given: list[bytes] = []

    def add(*_record: object, small: bytes) -> None:
        given.append(small)

    for key in ("photo", "id_image"):
        handed_over.keep_portrait(session, reader, add, "somebody", key, PHOTO)  # type: ignore[arg-type]
    assert given == [small(PHOTO), b""]
