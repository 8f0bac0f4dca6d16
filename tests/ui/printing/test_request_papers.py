# SPDX-License-Identifier: Apache-2.0
"""The papers of a request say what they promise, in both languages, and no more."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest

from hr_desk.catalogue.loader import load
from hr_desk.domain.reads import READS
from hr_desk.i18n import LANGUAGES, translated
from hr_desk.operations.contributed_documents import PersonDocument
from hr_desk.operations.contributions import Contribution, OnlyStored
from hr_desk.operations.copy_columns import GROUNDS
from hr_desk.operations.given_consents import GivenConsent
from hr_desk.operations.request_copies import OwnCopy, StatementLine
from hr_desk.operations.request_records import Recipient
from hr_desk.operations.restricted_values import RestrictedValue
from hr_desk.store.requests import RefusalRow
from ui.printing.request_papers import _FREE, READ_WORDS, ReceiptFacts, copy_pdf, receipt_pdf

COMPANY = {"name": "示例公司", "address": "示例市示例路1号", "phone": "0532-80000000"}
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def text_of(content: bytes) -> str:
    """Return the words of a PDF, without spaces and line ends."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "".join("".join(pages).split())


def test_every_kind_of_read_has_a_word() -> None:
    assert set(READ_WORDS) == READS


@pytest.mark.parametrize("code", LANGUAGES)
def test_p_1_a_receipt_has_the_number_the_controller_and_the_ways_on(qapp: Any, code: str) -> None:
    text = text_of(
        receipt_pdf(ReceiptFacts("ABCD-EFGH-1234", "delete", "phone", AT, COMPANY, code))
    )
    for part in (*COMPANY.values(), "ABCD-EFGH-1234", "47"):
        assert part in text
    tip = translated("We never ask for bank passwords or SMS codes.", code)
    assert "".join(tip.split()) in text
    free = translated(_FREE, code, first=4, months=12)
    assert "".join(free.split()) in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_l_5_the_copy_has_every_value_and_every_read(qapp: Any, code: str) -> None:
    catalogue = load()
    record = Contribution(
        file="hiring", peer="x/hiring", record="0" * 32, kind="candidate",
        fields={"full_name": "孙小梅", "email": "mei@example.com"}, stored={},
        clocks=(("REJ", "2026-03-02"),), reads=(),
        told=(Recipient("2026-03-03", "示例人力公司", "", ("email",)),),
        earlier=({"email": ("before@example.com", "before@example.com")},),
    )  # fmt: skip
    reads = tuple(
        StatementLine(AT + timedelta(minutes=n), "hiring", f"user{n}", "record.open",
                      "apply.assess", ("email",))
        for n in range(40)
    )  # fmt: skip
    copy = OwnCopy("ABCD-EFGH-1234", COMPANY, AT, (record,), reads)
    text = text_of(copy_pdf(copy, catalogue, code))
    for part in (
        "孙小梅",
        "mei@example.com",
        "before@example.com",
        "示例人力公司",
        *(f"user{n}" for n in range(40)),
    ):
        assert part in text
    for key in record.fields:
        field = catalogue.field(key)
        assert "".join(field.purpose.within(code).split()) in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_l_5_the_copy_says_to_what_the_person_agreed_and_when_it_ended(
    qapp: Any, code: str
) -> None:
    catalogue = load()
    act = GivenConsent(
        subjects=("photo", "email"), act="consent", given_at="2026-03-02T01:00:00+00:00",
        sha256="ab12" * 16, how="paper", language="en", version=7, recipient="示例人力公司",
        ended_on="2026-03-09T02:30:00+00:00", ended_by="withdrawn",
    )  # fmt: skip
    record = Contribution(
        file="personnel", peer="x/personnel", record="0" * 32, kind="joiner", fields={},
        stored={}, clocks=(), reads=(), told=(), consents=(act,),
    )  # fmt: skip
    text = text_of(copy_pdf(OwnCopy("1", COMPANY, AT, (record,), ()), catalogue, code))
    ways = catalogue.code_lists["consent_how"].codes
    for part in (
        "2026-03-0209:00:00",
        "示例人力公司",
        *(catalogue.field(key).label.within(code) for key in act.subjects),
        ways["paper"].within(code),
        translated("under version {number} of the privacy policy", code, number=7),
        act.sha256,
        translated("Withdrawn on {day}.", code, day="2026-03-09 10:30:00"),
    ):
        assert "".join(part.split()) in text


SIZE = "{kind}, {size} KB, number of pages: {pages}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_l_5_the_copy_lists_documents_what_is_only_stored_and_what_stays_back(
    qapp: Any, code: str
) -> None:
    catalogue = load()
    here, lost = (
        PersonDocument(
            "a" * 32, "resume_file", "pdf", 20_000, "2026-03-04", 1, "ab", "REJ", "2026-03-11"
        ),
        PersonDocument("b" * 32, "resume_file", "", 0, "", 0, ""),
    )
    stored = RestrictedValue("email", "mei@example.com", "2026-03-02", "law", "PIPL 13(2)",
                             "2026-05-01")  # fmt: skip
    record = Contribution(
        file="hiring", peer="x/hiring", record="0" * 32, kind="candidate", fields={}, stored={},
        clocks=(), reads=(), told=(), documents=(here, lost),
        restricted=(OnlyStored(stored, "mei@example.com"),),
        facts={"application.stage": ("screening", "withdrawn")},
    )  # fmt: skip
    back = RefusalRow("0" * 32, "photo", "others_rights", "示例依据", date(2026, 6, 1), "o", "a",
                      "2026-03-02T01:00:00+00:00")  # fmt: skip
    copy = OwnCopy("1", COMPANY, AT, (record,), (), (back,), pages={"a" * 32: 3})
    text = text_of(copy_pdf(copy, catalogue, code))
    label = "".join(catalogue.field("resume_file").label.within(code).split())
    for part in (
        f"{label}1", f"{label}2", "20KB", "2026-03-04", "mei@example.com", "2026-03-02",
        "13(2)", "2026-05-01", catalogue.field("photo").label.within(code), "示例依据", "5.4(7)",
        translated("Cannot be opened any more where it lies, so it is not in the copy", code),
        "2026-06-01", translated(SIZE, code, kind="PDF", size=20, pages=3),
        f"{catalogue.stages['screening'].label.within(code)}{translated('; ', code)}",
        catalogue.stages["withdrawn"].label.within(code),
        translated("How this record stands", code),
        *(translated(ground, code) for ground in GROUNDS.values()),
        catalogue.classes["REJ"].label.within(code), "2026-03-11",
    ):  # fmt: skip
        assert "".join(part.split()) in text
