# SPDX-License-Identifier: Apache-2.0
"""Documents of somebody in their case and in their copy: all of them, but what is refused."""

import hashlib
from pathlib import Path

import pytest

from hr_desk.exchange.confined import Reader
from hr_desk.operations import (
    backups,
    contributed_documents,
    documents,
    intake,
    recruitment,
    request_answers,
    request_asking,
    request_copies,
    request_documents,
    requests,
)
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.letters import Letter, Unacceptable, kind_of
from hr_desk.operations.problems import NotPermitted, RecordGone
from hr_desk.operations.request_problems import (
    CaseStepNotAllowed,
    DocumentOnItsWay,
    FieldNotContributed,
    StillWaiting,
)
from hr_desk.operations.request_records import PersonRecord
from hr_desk.operations.session import Session
from hr_desk.store.audit import entries
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.sealed_files import own_files, path_of
from hr_desk.vault.documents import DocumentProblem
from hr_desk.vault.envelopes import read_header
from tests.support.desk import PASSPHRASES, Desk
from tests.support.hostile_files import body, docx, paragraph, pdf
from tests.support.made_up import one
from tests.support.requests import HER, Copied, contributed, copied, verified

PHOTO = b"\xff\xd8\xff pixels of her"
CVS = (pdf("Her CV", pages=1), docx(body(paragraph("also hers"))))
LATER = 30


@pytest.fixture
def hers(desk: Desk, admin: Session) -> str:
    """Her application with a photo and two CVs, beside somebody else's."""
    recruiter = desk.open("hiring")
    (other, id_) = desk.take_in(
        recruiter, [one("钱示例", "13800138000"), one("孙小梅", "13900001234")]
    )
    documents.add(recruiter, other, "photo", b"\xff\xd8\xff pixels of another")
    documents.add(recruiter, id_, "photo", PHOTO)
    for content in CVS:
        documents.add(recruiter, id_, "resume_file", content, text="")
    return id_


def sealed(session: Session) -> list[Path]:
    """Return the files that lie beside the privacy file."""
    return own_files(DeskFiles(session.folder).part("documents"), "privacy")


def copy_of(officer: Session, case: str, place: Path) -> Copied:
    """Hand the copy over; returns what is in it."""
    return copied(officer, case, place / f"{len(list(place.iterdir()))}.zip")


def named(record: Contribution, field: str) -> list[str]:
    """Return how a refusal names the documents of a field."""
    return [f"{field}/{each.reference}" for each in record.documents if each.field == field]


def refuse(officer: Session, case: str, record: Contribution, field: str) -> None:
    """Enter one refusal that fits."""
    day = officer.today().replace(day=LATER)
    request_asking.refuse(officer, case, record.record, field, reason="others_rights",
                          evidence="照片上另有他人", review_on=day)  # fmt: skip


def test_l_5_the_copy_has_every_document_of_hers_and_nobody_elses(
    desk: Desk, officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    assert [(each.field, each.kind, each.size) for each in record.documents] == [
        ("photo", "jpeg", len(PHOTO)),
        ("resume_file", "pdf", len(CVS[0])), ("resume_file", "docx", len(CVS[1])),
    ]  # fmt: skip
    assert {each.on for each in record.documents} == {desk.clock.now().date().isoformat()}
    copy = copy_of(officer, case, tmp_path)
    names, manifest, parts = copy.documents, copy.manifest, copy.parts
    assert names == {
        "documents/1 简历附件 1.pdf": CVS[0],
        "documents/1 简历附件 2.docx": CVS[1],
        "documents/1 照片 1.jpg": PHOTO,
    }
    listed = {each["name"]: each["sha256"] for each in manifest["files"]}
    assert manifest["documents"] == 3 and manifest["withheld"] == 0
    for name, content in names.items():
        assert listed[name] == hashlib.sha256(content).hexdigest()
    (kept,) = parts[request_copies.DATA]
    assert [each["name"] for each in kept["documents"]] == list(names)
    assert [each["pages"] for each in kept["documents"]] == [1, 1, None], "a DOCX has no number"
    assert {each["kept_as"]["class"] for each in kept["documents"]} == {"REJ"}
    assert {each["kept_as"]["since"] for each in kept["documents"]} == {""}, "she is not decided on"
    recruitment.withdraw(desk.open("hiring"), [hers])
    (record,) = contributed(officer, admin, verified(officer, HER, code="copy"))
    today = desk.clock.now().date().isoformat()
    assert {(each.kept_as, each.counted_from) for each in record.documents} == {("WD", today)}
    ids = {row[0] for row in admin.compartment("hiring").read("SELECT id FROM document")}
    said = str(officer.compartment("privacy").read("SELECT content FROM request_part"))
    assert not [id_ for id_ in ids if id_ in said], "no id of a file leaves it"


def test_a_document_comes_before_its_contribution_and_once(
    officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="copy")
    request_asking.ask(officer, case)
    intake.take_in(admin)
    for question in request_answers.questions(admin):
        request_answers.contribute(admin, question, [each.id for each in question.proposals])
    inbox = DeskFiles(officer.folder).part("inbox")
    headers = {path: read_header(path.read_bytes()).context for path in inbox.glob("*.envelope")}
    (held_back,) = (path for path, said in headers.items()
                    if said.kind == "request.contributed" and "/hiring/" in said.sender
                    )  # fmt: skip
    aside = tmp_path / held_back.name
    held_back.rename(aside)
    for _ in range(5):
        intake.take_in(officer)
    assert len(sealed(officer)) == 3
    with pytest.raises(StillWaiting):
        copy_of(officer, case, tmp_path)
    aside.rename(held_back)
    intake.take_in(officer)
    assert len(copy_of(officer, case, tmp_path).documents) == 3


def test_one_that_is_missing_keeps_the_copy_back(
    officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    with officer.compartment("privacy").change("test") as change:
        change.execute(
            "DELETE FROM document WHERE kind = ?", (f"{record.documents[0].reference}.0",)
        )
    with pytest.raises(StillWaiting):
        copy_of(officer, case, tmp_path)
    with Reader() as reader, pytest.raises(DocumentOnItsWay):
        request_documents.open_document(officer, reader, case, record.documents[0].reference)


def test_a_large_document_travels_in_pieces_and_comes_whole(
    desk: Desk, officer: Session, admin: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contributed_documents, "PIECE", 1000)
    large, recruiter = b"%PDF-1.4 " + bytes(range(256)) * 7, desk.open("hiring")
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    documents.add(recruiter, hers, "resume_file", large)
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    assert record.documents[0].pieces == 2
    assert list(copy_of(officer, case, tmp_path).documents.values()) == [large]


def test_one_that_cannot_be_opened_where_it_lies_is_named_and_stops_nothing(
    officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    (row,) = admin.compartment("hiring").read("SELECT id FROM document WHERE kind = 'photo' "
                                              "ORDER BY bytes LIMIT 1")  # fmt: skip
    folder = DeskFiles(admin.folder).part("documents")
    path_of(folder, row[0]).write_bytes(b"HRDD damaged")
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    lost = record.documents[0]
    assert (lost.field, lost.pieces, lost.size) == ("photo", 0, 0)
    assert len(copy_of(officer, case, tmp_path).documents) == 2
    with Reader() as reader, pytest.raises(RecordGone):
        request_documents.open_document(officer, reader, case, lost.reference)


def test_5_4_one_document_is_refused_for_a_reason_and_stays_back(
    officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    with pytest.raises(FieldNotContributed):
        refuse(officer, case, record, "resume_file/" + "0" * 32)
    refuse(officer, case, record, named(record, "resume_file")[1])
    with pytest.raises(StillWaiting):
        copy_of(officer, case, tmp_path)
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    left = copy_of(officer, case, tmp_path)
    assert list(left.documents.values()) == [PHOTO, CVS[0]]
    (back,) = left.parts[request_copies.WITHHELD]
    assert (back["field"], back["one_document"], back["clause"]) == ("resume_file", True, "5.4(7)")
    assert back["evidence"] == "照片上另有他人"


def test_5_4_a_refused_field_stays_out_of_a_copy_with_its_documents(
    officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    for field in ("photo", "mobile"):
        refuse(officer, case, record, field)
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    left = copy_of(officer, case, tmp_path)
    assert list(left.documents.values()) == list(CVS)
    (kept,) = left.parts[request_copies.DATA]
    assert "mobile" not in kept["fields"] and "full_name" in kept["fields"]
    assert "13900001234" not in str(left.parts)


def test_5_4_what_is_refused_of_a_deletion_stays_in_the_copy(
    officer: Session, admin: Session, hers: str, tmp_path: Path
) -> None:
    case = verified(officer, HER, code="delete", ground="not_used")
    (record,) = contributed(officer, admin, case)
    refuse(officer, case, record, named(record, "photo")[0])
    assert len(copy_of(officer, case, tmp_path).documents) == 3


def test_looking_at_one_is_logged_and_ends_with_the_case(
    officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    cv = record.documents[1].reference
    with Reader() as reader:
        paper = request_documents.open_document(officer, reader, case, cv)
        assert (paper.kind, paper.pages, paper.content) == ("pdf", 1, CVS[0])
        with pytest.raises(RecordGone):
            request_documents.open_document(officer, reader, case, "0" * 32)
        with pytest.raises(NotPermitted):
            request_documents.open_document(admin, reader, case, cv)
    (read, *_) = [
        entry for entry in reversed(list(entries(officer.compartment("privacy").connection)))
        if entry.operation == "request.read_document"
    ]  # fmt: skip
    assert (read.user, read.purpose, read.fields) == (
        officer.user.id, "other.request", ("resume_file",),
    )  # fmt: skip
    assert len(sealed(officer)) == 3
    requests.take_back(officer, case)
    assert sealed(officer) == []
    with Reader() as reader, pytest.raises(CaseStepNotAllowed):
        request_documents.open_document(officer, reader, case, cv)


def test_one_that_was_changed_on_its_way_is_not_shown(
    officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    one_, other = record.documents[:2]
    with officer.compartment("privacy").change("test") as change:
        for found, name in ((one_, "x"), (other, f"{one_.reference}.0")):
            change.execute("UPDATE document SET kind = ? WHERE kind = ?",
                           (name, f"{found.reference}.0"))  # fmt: skip
    with pytest.raises(DocumentProblem):
        request_documents.content_of(officer, case, one_)


def test_a_case_closed_meanwhile_keeps_no_document_and_backups_have_them(
    officer: Session, admin: Session, hers: str
) -> None:
    case = verified(officer, HER, code="copy")
    contributed(officer, admin, case)
    line = next(each for each in backups.create(officer) if each.compartment == "privacy")
    assert line.path.exists()
    assert len(list(line.path.parent.joinpath("documents").glob("*.privacy.sealed"))) == 3
    later = verified(officer, HER, code="copy")
    request_asking.ask(officer, later)
    intake.take_in(admin)
    for question in request_answers.questions(admin):
        request_answers.contribute(admin, question, [each.id for each in question.proposals])
    requests.take_back(officer, later)
    for _ in range(5):
        intake.take_in(officer)
    assert len(sealed(officer)) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"document": "x" * 32}, {"document": "0" * 31}, {"piece": 2}, {"piece": -1},
        {"content": ""}, {"content": "not base64!"}, {"about": "0" * 32},
    ],
)  # fmt: skip
def test_what_is_no_piece_of_a_document_is_set_aside(
    officer: Session, admin: Session, hers: str, changed: dict[str, object]
) -> None:
    case = verified(officer, HER, code="copy")
    contributed(officer, admin, case)
    file = officer.compartment("privacy")
    (asked,) = file.read("SELECT reference, peer FROM request_part WHERE peer LIKE '%/hiring'")
    fits = {"about": asked[0].hex(), "document": "0" * 32, "piece": 0, "content": "cGllY2U="}
    kind = kind_of("privacy", "request.document")
    assert kind is not None

    def taken(message: dict[str, object]) -> str | None:
        sender = f"{asked[1]}/{admin.user.id}"
        letter = Letter("request.document", "f" * 32, sender, message, officer.now())
        with file.change("test") as change:
            return kind.take(officer, change, letter)

    for _ in range(2):
        assert taken(fits) == case
        assert len(sealed(officer)) == 4, "the same piece is kept once"
    if "about" in changed:
        assert taken({**fits, **changed}) is None
    else:
        with pytest.raises(Unacceptable):
            taken({**fits, **changed})
    assert len(sealed(officer)) == 4


@pytest.mark.parametrize(
    ("changed", "fits"),
    [
        ({}, True), ({"kept_as": "REJ", "counted_from": "2026-03-02"}, True),
        ({"counted_from": "soon"}, False), ({"kept_as": 7}, False), ({"unknown": ""}, False),
    ],
)  # fmt: skip
def test_a_desk_of_an_earlier_version_says_nothing_of_how_a_document_is_kept(
    officer: Session, changed: dict[str, object], fits: bool
) -> None:
    line = {"reference": "0" * 32, "field": "photo", "kind": "jpeg", "size": 1, "on": "",
            "pieces": 1, "sha256": ""}  # fmt: skip
    assert contributed_documents.is_line(officer, {**line, **changed}) is fits
    if fits:
        document = contributed_documents.from_line({**line, **changed})
        assert document.kept_as == changed.get("kept_as", "")


def test_a_document_is_kept_as_the_part_it_is_in_or_as_the_record_that_ends_last(
    officer: Session,
) -> None:
    parts = PersonRecord("joiner", "a", ("a",), {}, (("PAY", ""), ("EMP", "2026-03-02")),
                         kept={"id_scan": ("EMP", "2026-03-02")})  # fmt: skip
    assert parts.clock_of("id_scan") == ("EMP", "2026-03-02")
    person = PersonRecord("candidate", "a", ("a",), {}, (("REJ", "2026-03-04"), ("WD", "")))
    assert person.clock_of("photo") == ("WD", ""), "an application is open"
    ended = PersonRecord(
        "candidate", "a", ("a",), {}, (("WD", "2026-03-02"), ("REJ", "2026-03-04"))
    )
    assert ended.clock_of("photo") == ("REJ", "2026-03-04")
    assert PersonRecord("candidate", "a", ("a",), {}, ()).clock_of("photo") == ("", "")
