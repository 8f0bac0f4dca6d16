# SPDX-License-Identifier: Apache-2.0
"""The clauses on what each paper and each file that leaves has to say, as it is really drawn."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.domain.complaining import ROUTES
from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.operations import (
    exports,
    policies,
    promises,
    recruitment,
    request_asking,
    request_letters,
    requests,
    retention,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.controls_told import TIP
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.session import Session
from hr_desk.vault.certificates import verify_certificate
from tests.promises.collecting import NEEDED, take_in
from tests.promises.switched_off import SEAMS
from tests.support.desk import PASSPHRASES, Desk
from tests.support.handing_off import cells_of, unlocked
from tests.support.requests import contributed, open_officer, verified
from ui.printing.letter import letter_pdf
from ui.printing.request_papers import ReceiptFacts, receipt_pdf
from ui.printing.sheets import certificate_pdf, notice_pdf

WHO = {"full_name": NEEDED["full_name"], "mobile": NEEDED["mobile"]}
CERTIFICATE, EXPORT = "certificate", "export"
BOTH = pytest.mark.parametrize("code", LANGUAGES)


def words_of(content: bytes) -> str:
    """Return the words of a PDF without spaces and line ends."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def answered(desk: Desk) -> dict[str, Callable[[str], Draft]]:
    """Return the answers to a request that was granted, and to one of which a field is kept."""
    officer, admin = open_officer(desk), desk.open("admin")
    take_in(admin)
    found: dict[str, Callable[[str], Draft]] = {}
    for outcome in ("granted", "partly"):
        case = verified(officer, WHO, code="delete", ground="not_used")
        (part, *_) = [one for one in contributed(officer, admin, case) if one.file == "hiring"]
        if outcome == "partly":
            tomorrow = officer.today() + dt.timedelta(days=1)
            request_asking.refuse(officer, case, part.record, "mobile", reason="crime",
                                  evidence="示例文书", review_on=tomorrow)  # fmt: skip
            request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
        request_asking.order(officer, case, part.record, kind="delete")
        requests.decide(officer, case, outcome=outcome)
        found[outcome] = partial(_answer, officer, case)
    return found


def _answer(officer: Session, case: str, code: str) -> Draft:
    """Return the answer to a request in a language."""
    return request_letters.answer(officer, case, code=code)


def certified(desk: Desk) -> bytes:
    """Let somebody who was not hired go on their day; returns the certificate."""
    admin = desk.open("admin")
    recruitment.reject(admin, [take_in(admin)], reason="skills")
    desk.clock.advance(days=180)
    retention.confirm_time(admin)
    found: bytes | None = retention.sweep(admin).certificate
    assert found is not None
    return found


@pytest.fixture
def papers(desk: Desk, qapp: Any, tmp_path: Path) -> Iterator[Callable[[str], Mapping[str, str]]]:
    """What draws every kind of paper and the file of an export, and reads its words."""
    certificate = certified(desk)
    letters, admin = answered(desk), desk.open("admin")
    take_in(admin, full_name="李小雪", mobile="13900005678")  # an export leaves out who is deleted

    def drawn(code: str) -> Mapping[str, str]:
        use_language(code)
        target = tmp_path / f"{code}.xlsx"
        handed = exports.candidate_list(admin, ListQuery(), purpose="apply.contact", target=target)
        book = unlocked(target.read_bytes(), handed.password)
        receipt = ReceiptFacts("ABCD-EFGH-1234", "delete", "phone", admin.now(),
                               admin.company, code)  # fmt: skip
        notice = policies.notice_text(admin, Scenario.VISITOR, code)
        return {
            **{name: words_of(letter_pdf(letter(code))) for name, letter in letters.items()},
            "receipt": words_of(receipt_pdf(receipt)),
            "notice": words_of(notice_pdf("T", notice, admin.company, code, fingerprint="0" * 16,
                                          printed_on=admin.today())),
            CERTIFICATE: words_of(certificate_pdf(verify_certificate(certificate),
                                                  admin.catalogue, company=admin.company)),
            EXPORT: "".join(cell for row in cells_of(book, 1) for cell in row).replace(" ", ""),
        }  # fmt: skip

    yield drawn


@BOTH
def test_c_p_1(
    desk: Desk, papers: Callable[[str], Mapping[str, str]], office: Session,
    monkeypatch: pytest.MonkeyPatch, code: str,
) -> None:  # fmt: skip
    company = desk.open("admin").company
    for name, said in papers(code).items():
        for part in ("name", "address", "phone"):
            assert company[part].replace(" ", "") in said, (name, part)
    with SEAMS["controller_named"](office, monkeypatch):
        assert not promises.look(office, "controller_named").green


@BOTH
def test_c_4_3(papers: Callable[[str], Mapping[str, str]], code: str) -> None:
    said = papers(code)
    for name in ("notice", "receipt", "granted", "partly"):
        assert TIP[code] in said[name], name
    for name in ("receipt", "granted", "partly"):  # nobody waives what the law puts on the handler
        assert "不承担" not in said[name] and "notliable" not in said[name].lower()


@BOTH
def test_c_9_complain(
    papers: Callable[[str], Mapping[str, str]], office: Session, monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:  # fmt: skip
    said = papers(code)
    for name in ("granted", "partly", "receipt", "notice"):
        assert all(word in said[name].lower() for word in ROUTES[code]), name
    with SEAMS["complaint_routes"](office, monkeypatch):
        assert not promises.look(office, "complaint_routes").green
