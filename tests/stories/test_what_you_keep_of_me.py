# SPDX-License-Identifier: Apache-2.0
"""“What do you keep of me?” One person asks, the holder gives their part, the officer answers.

The applicant gets every document and value that is still kept, but for the one with a reason; at
two desks as at one.
"""

import datetime as dt
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from hr_desk.exchange.confined import Reader
from hr_desk.operations import (
    documents,
    intake,
    joiner_documents,
    policies,
    recruitment,
    request_answers,
    request_asking,
    request_closing,
    request_copies,
    request_letters,
    requests,
    requisitions,
    users,
)
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.delivery import deliver
from hr_desk.operations.exchanging import exchange
from hr_desk.operations.request_problems import LettersOwed, StillWaiting
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.sealed_files import own_files
from tests.support.desk import PASSPHRASES, POLICY_ZH, START, Desk
from tests.support.hostile_files import pdf
from tests.support.joining import handed_over, somebody
from tests.support.made_up import candidates, one
from tests.support.requests import HER, OFFICER, contributed, copied, verified
from tests.support.two_desks import Side, pair_both

CV = pdf("Her own account", "of herself", "on three pages")
REFERENCE = b"%PDF-1.4 written by somebody else"


def test_an_applicant_gets_everything_but_what_has_a_reason(
    desk: Desk, officer: Session, admin: Session, tmp_path: Path
) -> None:
    # The recruiter: she came with a CV, and with a letter that speaks of a colleague.
    recruiter = desk.open("hiring")
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    for content in (CV, REFERENCE):
        documents.add(recruiter, hers, "resume_file", content)
    # The HR admin: says who she is; the documents follow by themselves.
    case = verified(officer, HER, code="copy")
    (record,) = contributed(officer, admin, case)
    # The officer: one of the two shows somebody else.
    letter = record.documents[1]
    request_asking.refuse(
        officer, case, record.record, f"resume_file/{letter.reference}", reason="others_rights",
        evidence="推荐信写有他人情况", review_on=START.date() + dt.timedelta(days=30),
    )  # fmt: skip
    with pytest.raises(StillWaiting):
        request_copies.hand_out(officer, case, tmp_path / "copy.zip", draw=lambda _copy: b"%PDF",
                                reader=Reader())  # fmt: skip
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    copy = copied(officer, case, tmp_path / "copy.zip")
    requests.decide(officer, case, outcome="partly")
    with pytest.raises(LettersOwed):
        request_closing.close(officer, case)
    answer = request_letters.answer(officer, case, code="zh_CN")
    request_letters.release(officer, answer, b"%PDF", tmp_path / "answer.pdf")
    request_closing.close(officer, case)
    # The applicant: reads her copy and why one thing is not in it, with the code she was told.
    assert list(copy.documents.values()) == [CV]
    # Of the CV it says how long it is, when it came and how it is kept.
    (said,) = copy.parts[request_copies.DATA][0]["documents"]
    assert (said["name"], said["kind"], said["bytes"]) == (*copy.documents, "pdf", len(CV))
    assert said["pages"] == 3 and said["since"] == START.date().isoformat()
    assert said["kept_as"]["label"]["zh"] == "未录用的应聘资料"
    assert (copy.manifest["documents"], copy.manifest["withheld"]) == (1, 1)
    (back,) = copy.parts[request_copies.WITHHELD]
    assert back["label"]["zh"] == "简历附件" and back["evidence"] == "推荐信写有他人情况"
    said = "\n".join(answer.paragraphs)
    assert "推荐信写有他人情况" in said and "未删除" not in said
    assert own_files(DeskFiles(officer.folder).part("documents"), "privacy") == []


def test_a_joiner_gets_the_papers_of_her_file(
    desk: Desk, officer: Session, colleague: Session, tmp_path: Path
) -> None:
    recruiter, admin, photo = desk.open("hiring"), desk.open("admin"), b"\xff\xd8\xff pixels"
    person = somebody()
    (joiner,) = handed_over(desk, recruiter, colleague, people=[person])
    joiner_documents.add_document(colleague, joiner, "photo", photo)
    case = verified(
        officer, {"full_name": person.name, "mobile": person.typed["mobile"]}, code="copy"
    )
    records = contributed(officer, admin, case)
    (file,) = [each for each in records if each.file == "personnel"]
    assert [each.field for each in file.documents] == ["photo"]
    assert file.documents[0].kept_as == "EMP" and file.documents[0].counted_from == ""
    assert list(copied(officer, case, tmp_path / "copy.zip").documents.values()) == [photo]


@pytest.fixture
def paired(cheap: None, tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    """The desk of hiring, and the privacy office's, paired."""
    hiring = Side(tmp_path / "hiring", tmp_path / "hiring-profile", ("hiring",), "示例公司")
    privacy = Side(tmp_path / "privacy", tmp_path / "privacy-profile", ("privacy",), "示例公司法务")
    hiring.make(("recruiter",))
    privacy.make(("recruiter",))
    pair_both(hiring, privacy)
    yield hiring, privacy
    for side in (hiring, privacy):
        side.close()


def test_at_two_desks_ten_megabytes_come_across(paired: tuple[Side, Side], tmp_path: Path) -> None:
    hiring, privacy = paired
    holder, officer, shared = hiring.sessions[-1], office_of(privacy), tmp_path / "shared"
    shared.mkdir()
    large = [b"%PDF-1.4 " + secrets.token_bytes(10 * 2**20 - 9), b"%PDF-1.4 small"]
    (hers,) = taken_in(holder)
    for content in large:
        documents.add(holder, hers, "resume_file", content)
    case = verified(officer, HER, code="copy")
    request_asking.ask(officer, case)
    carried(shared, officer, holder)
    for question in request_answers.questions(holder):
        request_answers.contribute(holder, question, [each.id for each in question.proposals])
    carried(shared, holder, officer)
    carried(shared, holder, officer)
    (record,) = her_records(officer, case)
    assert [each.pieces for each in record.documents] == [1, 1]
    assert list(copied(officer, case, tmp_path / "copy.zip").documents.values()) == large


def office_of(privacy: Side) -> Session:
    """Add the officer; recovery alone can grant privacy."""
    recovered = users.open_by_recovery(
        privacy.folder, halves=privacy.recovery_halves, clock=privacy.clock,
        profile=privacy.profile,
    )  # fmt: skip
    users.add(recovered, name="officer", passphrase=OFFICER, roles=["privacy_officer"])
    recovered.close()
    return privacy.open("officer", OFFICER)


def taken_in(holder: Session) -> tuple[str, ...]:
    """Take her application in at the desk of hiring."""
    policies.take_in_published(
        holder, zh=POLICY_ZH, en="What is asked for, and why.", published_on=START.date(),
        place="公告栏",
    )  # fmt: skip
    (opened,) = requisitions.open_requisition(
        holder, title="装配工", department="制造部", place="青岛", head_count=3
    ).created
    new = candidates([one("孙小梅", "13900001234")], holder.catalogue, opened)
    return recruitment.take_in(holder, new).created


def her_records(officer: Session, case: str) -> tuple[Contribution, ...]:
    """Return what came of asking."""
    return request_asking.findings(officer, case).records


def carried(shared: Path, *sessions: Session) -> None:
    """Carry what waits through the folder both reach, one desk after the other, twice."""
    for session in (*sessions, *sessions):
        deliver(session)
        exchange(session.folder, shared)
        for _ in range(3):
            intake.take_in(session)
