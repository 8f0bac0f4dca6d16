# SPDX-License-Identifier: Apache-2.0
"""Documents on the page of a request: listed by name, looked at under the case, kept back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PasswordType, PdfReader
from pyzipper import AESZipFile

from hr_desk.operations import (
    candidates,
    documents,
    request_answers,
    request_asking,
    request_reviews,
    requests,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.contributions import OnlyStored
from hr_desk.operations.request_asking import Findings
from hr_desk.operations.requests import Asked
from hr_desk.operations.restricted_values import RestrictedValue
from hr_desk.operations.session import Session
from hr_desk.store.audit import entries
from tests.support.hostile_files import pdf
from tests.ui.conftest import PASSPHRASE
from ui.inbox_watch import exchange
from ui.pages.request import RequestPage
from ui.pages.request_table import rows_of
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]

HER = {"full_name": "张伟", "mobile": "13800000001"}
CVS = (pdf("First", "Second page"), b"PK\x03\x04 of an unknown kind")


def put_documents(session: Session) -> None:
    """Add two CVs to the record of whoever asks."""
    query = ListQuery(text=HER["mobile"])
    (row,) = candidates.list_applications(session, query).rows
    for content in CVS:
        documents.add(session, row.application_id, "resume_file", content)


def logged(session: Session) -> list[str]:
    """Return the operations in the log of the privacy file."""
    return [one.operation for one in entries(session.compartment("privacy").connection)]


def answer(session: Session) -> None:
    """Contribute every proposal of every file."""
    for question in request_answers.questions(session):
        request_answers.contribute(session, question, [one.id for one in question.proposals])


@pytest.fixture
def page(office: Surroundings, ask_office: Do, show: Show, settled: Wait) -> RequestPage:
    """A verified request for a copy; every file has answered."""
    ask_office(put_documents)
    asked = Asked(code="copy", channel="phone", text="来电要求复制", fields=HER)
    id_ = ask_office(requests.take_in, asked).changes.created[0]
    ask_office(requests.verify, id_, method="call_back")
    ask_office(request_asking.ask, id_)
    for act in (exchange, answer, exchange, exchange):
        ask_office(act)
    made: RequestPage = show(RequestPage(office))
    made.open(id_)
    settled()
    assert made.found is not None and not made.found.waiting
    return made


def lines(page: RequestPage) -> list[tuple[str, str]]:
    """Return id and value of each document's line."""
    model = page.table.records
    found = [(model.row_id(row), model.look(row, 2)[0]) for row in range(model.rowCount())]
    return [(id_.split("/", 1)[1], value) for id_, value in found if id_.count("/") == 2]


def mark(page: RequestPage, *places: int) -> None:
    """Mark lines of documents."""
    assert page.found is not None
    (record,) = page.found.records
    found = lines(page)
    page.table.mark([f"{record.record}/{found[place][0]}" for place in places])


def test_l_5_each_document_is_listed_by_name_and_not_shown(page: RequestPage) -> None:
    assert [value.split("，")[0].split(",")[0] for _, value in lines(page)] == ["PDF", "DOCX"]
    model = page.table.records
    names = [model.look(row, 1)[0] for row in range(model.rowCount())]
    label = str(page.desk.catalogue.field("resume_file").label)
    assert names.count(f"{label} 1") == names.count(f"{label} 2") == 1 and label not in names
    mark(page, 0, 1)
    assert "request.document" not in page.handlers()
    mark(page, 0)
    assert "request.correct" not in page.handlers() and page.looking.view.paper is None


def test_l_5_one_is_looked_at_under_the_case_and_forgotten(
    page: RequestPage, settled: Wait, ask_office: Do
) -> None:
    mark(page, 0)
    page.handlers()["request.document"]()
    settled()
    paper = page.looking.view.paper
    assert page.looking.isVisible() and paper is not None and paper.pages == 2
    page.looking.yes.click()
    assert page.looking.isHidden() and page.looking.view.paper is None
    assert ask_office(logged).count("request.read_document") == 1
    mark(page, 1)
    page.handlers()["request.document"]()
    settled()
    assert page.looking.banner.text(), "a file that no reader takes says so"
    page.hide()
    assert page.looking.isHidden()


def test_5_4_one_is_kept_back_with_its_reason_and_given_once_that_ended(
    page: RequestPage, settled: Wait, ask_office: Do, tmp_path: Path
) -> None:
    mark(page, 0)
    page.handlers()["request.refuse"]()
    assert str(page.desk.catalogue.field("resume_file").label) + " 1" in (
        page.refusing.sentence.text()
    )
    page.refusing.reason.setCurrentIndex(page.refusing.reason.findData("others_rights"))
    page.refusing.evidence.setText("附件载有推荐人的联系方式")
    page.refusing.yes.click()
    settled()
    target = tmp_path / "copy.zip"
    page.write_copy(target)
    settled()
    assert page.banner.text() and not target.exists(), "nobody has approved it yet"
    page.handlers()["request.approve"]()
    page.approving.passphrase.setText(PASSPHRASE)
    page.approving.yes.click()
    settled()
    page.write_copy(target)
    settled()
    with AESZipFile(target) as package:
        package.setpassword(page.once.password.text().encode())
        kept = [package.read(name) for name in package.namelist() if "/" in name]
    assert kept == [CVS[1]]
    assert page.view is not None
    ask_office(requests.decide, page.view.row.id, outcome="partly")
    settled()
    page.handlers()["request.review"]()
    settled()
    assert page.reviewing.chosen() is not None
    page.reviewing.let_go_button.click()
    settled()
    assert page.kept == () and page.found is not None and page.found.orders == ()
    assert ask_office(request_reviews.kept, page.view.row.id) == ()


def test_l_5_the_paper_alone_is_locked_and_leaving_the_page_forgets_its_code(
    page: RequestPage, settled: Wait, tmp_path: Path
) -> None:
    target, once = tmp_path / "copy.pdf", page.once
    page.write_copy(target)
    settled()
    code = once.password.text()
    reader = PdfReader(target)
    assert reader.is_encrypted and reader.decrypt(code.lower()) == PasswordType.NOT_DECRYPTED
    assert reader.decrypt(code)
    name = HER["full_name"]
    assert name in "".join(one.extract_text() for one in reader.pages)
    page.write_copy(target)
    settled()
    assert page.banner.text() and once.password.text() == code, "it is still to be passed on"
    page.hide()
    assert once.isHidden() and once.password.text() == ""


def test_l_5_what_is_only_stored_stands_with_reason_and_day(page: RequestPage) -> None:
    found = page.found
    assert found is not None
    (record,) = found.records
    day = page.desk.session.today() + timedelta(days=9)
    said = RestrictedValue("email", "mei@example.com", "2026-03-02", "law", "PIPL 13(2)",
                           day.isoformat())  # fmt: skip
    with_it = type(record)(
        file=record.file, peer=record.peer, record=record.record, kind=record.kind, fields={},
        stored={}, clocks=(), reads=(), told=(), restricted=(OnlyStored(said, "mei@example.com"),),
    )  # fmt: skip
    (row,) = rows_of(page.desk.catalogue, Findings((), (with_it,), (), ()))
    assert row.cells["value"].text == "mei@example.com"
    for part in ("2026-03-02", "13(2)", day.isoformat()):
        assert part in row.cells["standing"].text
