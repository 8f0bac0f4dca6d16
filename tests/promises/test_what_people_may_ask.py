# SPDX-License-Identifier: Apache-2.0
"""The clauses of chapters 5, 8 and 9 and of the law: rights, versions, deadlines, evidence."""

import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import disclosing
from hr_desk.domain.working_days import deadline
from hr_desk.exchange.own_copies import unpacked
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import (
    auditing,
    candidates,
    disclosure,
    documents,
    policies,
    promises,
    recruitment,
    request_asking,
    request_closing,
    request_copies,
    request_fees,
    request_letters,
    requests,
    retention,
)
from hr_desk.operations.policies import PolicyDamaged, PolicyExists
from hr_desk.operations.problems import TextMissing
from hr_desk.operations.request_problems import (
    FeeAboveCost,
    LettersOwed,
    RequestIsFree,
    Restricted,
    VerificationLocked,
    WordUnknown,
)
from hr_desk.operations.requests import Asked
from hr_desk.operations.session import Session
from hr_desk.store import requests as store
from tests.promises.collecting import NEEDED, take_in
from tests.support.desk import Desk
from tests.support.requests import carry, contributed, open_officer, verified

WHO = {"full_name": NEEDED["full_name"], "mobile": NEEDED["mobile"]}


def taken(office: Session, code: str, *, channel: str = "phone", ground: str = "") -> str:
    """Take a request in; returns the case's id."""
    asked = Asked(code=code, channel=channel, text="来电询问", fields=WHO, ground=ground)
    return requests.take_in(office, asked).changes.created[0]


def test_c_5_1_1_4(office: Session) -> None:
    grounds = [key for key, one in request_rules().grounds.items() if one.law.startswith("5.1(")]
    assert len(grounds) == 4
    for ground in grounds:
        (record,) = store.where(office.compartment("privacy"), "id = ?",
                                (taken(office, "delete", ground=ground),))  # fmt: skip
        assert record.ground == ground


def test_c_5_1_verify(office: Session) -> None:
    case = taken(office, "access")
    for _ in range(request_rules().terms.failures):
        requests.fail(office, case)
    with pytest.raises(VerificationLocked):
        requests.verify(office, case, method="call_back")


def test_c_5_2(desk: Desk) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    one = take_in(admin)
    case = verified(officer, WHO, code="delete", ground="not_used")
    (part, *_) = [one for one in contributed(officer, admin, case) if one.file == "hiring"]
    request_asking.order(officer, case, part.record, kind="delete")
    carry(admin, officer)
    with pytest.raises(Restricted):
        candidates.open_record(admin, one)
    desk.clock.advance(days=1)
    assert retention.sweep(admin).counts == {"WDR": 1}


def test_c_5_3_fee(desk: Desk) -> None:
    officer = open_officer(desk)
    asked = {"fee": "12", "cost": "12", "consists": "光盘", "reason": "第四次"}
    for _ in range(3):
        case = verified(officer, WHO, code="copy")
        with pytest.raises(RequestIsFree):
            request_fees.charge(officer, case, **asked)
    case = verified(officer, WHO, code="copy")
    for wrong, refusal in (({"reason": ""}, TextMissing), ({"cost": "11.99"}, FeeAboveCost)):
        with pytest.raises(refusal):
            request_fees.charge(officer, case, **{**asked, **wrong})
    request_fees.charge(officer, case, **asked)
    (clause,) = [one for one in promises.board(officer) if one.clause.id == "5.3-fee"]
    assert clause.green


def test_c_5_3_refuse(office: Session) -> None:
    assert "backup" not in request_rules().refusals
    case = taken(office, "delete", ground="breach")
    requests.verify(office, case, method="call_back")
    with pytest.raises(WordUnknown):
        request_asking.refuse(office, case, "r", "mobile", reason="backup", evidence="示例",
                              review_on=office.today())  # fmt: skip
    requests.take_back(office, case)


def test_c_5_4_1_8() -> None:
    reasons = request_rules().refusals
    assert [one.law for one in reasons.values()] == [f"5.4({n})" for n in range(1, 9)]
    assert not reasons["trade_secret"].own_data


def test_c_8_1(office: Session) -> None:
    file = office.folder / "policies" / "0001.json"
    content = file.read_bytes()
    version = policies.require_in_force(office)
    file.write_bytes(content.replace(version.sha256[:8].encode(), b"00000000"))
    with pytest.raises(PolicyDamaged):
        policies.versions(office)
    file.write_bytes(content)
    assert policies.require_in_force(office) == version


def test_c_8_2(office: Session) -> None:
    version = policies.require_in_force(office)
    assert version.place == "公告栏" and str(version.valid_from) == office.today().isoformat()


def test_c_9_contact(office: Session) -> None:
    numbers = {
        requests.take_in(office, Asked(code="access", channel=one, text="询问", fields=WHO)).number
        for one in request_rules().channels
    }
    assert len(numbers) == 5


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ((2026, 2, 6), (2026, 3, 5)),
        ((2026, 2, 13), (2026, 3, 12)),
        ((2026, 9, 18), (2026, 10, 15)),
        ((2026, 3, 2), (2026, 3, 23)),
    ],
)
def test_c_9_15d(day: tuple[int, int, int], due: tuple[int, int, int]) -> None:
    assert deadline(dt.date(*day), request_rules().terms.working_days).day == dt.date(*due)


def test_c_9_complain(office: Session) -> None:
    for code, words in (("zh_CN", ("网信", "消费者", "法院")),
                        ("en", ("cyberspace", "consumer", "court"))):  # fmt: skip
        assert all(word in policies.controller_text(office, code) for word in words)
    assert set(LANGUAGES) == {"zh_CN", "en"}


def test_c_9_complain_no_case_is_closed_without_its_answer(desk: Desk, tmp_path: Path) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    case = verified(officer, WHO)
    contributed(officer, admin, case)
    requests.decide(officer, case, outcome="granted")
    with pytest.raises(LettersOwed):
        request_closing.close(officer, case)
    letter = request_letters.answer(officer, case, code="zh_CN")
    request_letters.release(officer, letter, b"%PDF", tmp_path / "answer.pdf")
    request_closing.close(officer, case)


def test_c_9_dates(office: Session) -> None:
    day = dt.date.fromisoformat(policies.require_in_force(office).valid_from)
    assert day == office.today()
    with pytest.raises(PolicyExists):
        policies.take_in_published(office, zh="新" * 30, en="", published_on=day, place="公告栏")


@pytest.mark.parametrize("code", ["copy", "transfer"])
def test_c_l_5(desk: Desk, tmp_path: Path, code: str) -> None:
    officer, admin, target = open_officer(desk), desk.open("admin"), tmp_path / "copy.zip"
    take_in(admin, email="xu@example.com")
    hers = admin.compartment("hiring").read_one("SELECT max(seq), id FROM application")[1]
    documents.add(desk.open("hiring"), hers, "resume_file", b"%PDF-1.4 her CV")
    case = verified(officer, WHO, code=code)
    (record,) = [one for one in contributed(officer, admin, case) if one.file == "hiring"]
    request_copies.hand_out(officer, case, target, draw=lambda _copy: b"%PDF 1")
    manifest, parts = unpacked(target.read_bytes())
    (kept,) = parts[request_copies.DATA]
    (row,) = admin.compartment("hiring").read("SELECT fields FROM person")
    stored = json.loads(row[0])
    stored["resume_file"] = {"documents": 1}  # its content lies beside the values
    stored["applied_position"] = "装配工"  # of the requisition, which is no part of the person
    assert {key: one["value"] for key, one in kept["fields"].items()} == stored
    assert manifest["fields"] == len(stored) == len(record.stored)
    with zipfile.ZipFile(target) as package:
        assert package.read(request_copies.PAPER) == b"%PDF 1"
        (paper,) = [package.read(name) for name in package.namelist() if "/" in name]
    assert paper == b"%PDF-1.4 her CV" and manifest["documents"] == 1
    (line,) = disclosure.registered(officer)
    assert (line.kind, line.people, line.completed) == (disclosing.OWN_COPY, 1, True)
    assert NEEDED["full_name"] not in line.recipient
    assert promises.look(officer, "own_copies").green


def test_c_l_6(office: Session) -> None:
    take_in(office)
    count = office.compartment("hiring").read_one("SELECT count(*) FROM person")[0]
    seen = dict(promises.look(office, "head_count").seen.values)
    assert seen == {"count": count, "files": 3}


def test_c_l_7(office: Session) -> None:
    assert auditing.verify(office).whole
    said = " ".join(one.text() for one in promises.board(office))
    assert NEEDED["mobile"] not in said and office.company["phone"] not in said


def test_c_l_8(office: Session) -> None:
    one = take_in(office, mobile="13900007771")
    opened = candidates.open_record(office, one)
    kind = office.catalogue.field("mobile").type
    recruitment.edit(office, one, {"mobile": kind.parse("13900007772")}, version=opened.version)
    file = office.compartment("hiring")
    assert file.read("SELECT 1 FROM person WHERE fields LIKE '%13900007771%'") == []
    assert file.read("SELECT 1 FROM term WHERE term LIKE '%13900007771%'") == []
