# SPDX-License-Identifier: Apache-2.0
"""The clauses of chapters 5, 8 and 9 and of the law: rights, versions, deadlines, evidence."""

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import pytest

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import disclosing, free_text
from hr_desk.domain.working_days import deadline
from hr_desk.exchange.own_copies import WrongCode, unpacked
from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.operations import (
    auditing,
    candidates,
    disclosure,
    documents,
    other_holders,
    policies,
    promises,
    recruitment,
    request_asking,
    request_closing,
    request_copies,
    request_fees,
    request_letters,
    requests,
    requisitions,
    retention,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.policies import PolicyDamaged, PolicyExists
from hr_desk.operations.problems import TextMissing
from hr_desk.operations.request_problems import (
    ApprovesOwnRefusal,
    FeeAboveCost,
    LettersOwed,
    OwnDataIsNoSecret,
    RequestIsFree,
    Restricted,
    ReviewTooLate,
    StillWaiting,
    VerificationLocked,
    WordUnknown,
)
from hr_desk.operations.requests import Asked
from hr_desk.operations.session import Session
from hr_desk.store import requests as store
from hr_desk.vault.slots import use_cheap_key_derivation
from tests.promises.collecting import NEEDED, founded, take_in
from tests.support import made_up
from tests.support.desk import PASSPHRASES, Desk
from tests.support.requests import OFFICER, carry, contributed, copied, open_officer, verified

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


def test_c_5_4_1_8(desk: Desk) -> None:
    reasons = request_rules().refusals
    assert [one.law for one in reasons.values()] == [f"5.4({n})" for n in range(1, 9)]
    officer, admin = open_officer(desk), desk.open("admin")
    take_in(admin, email="xu@example.com")
    case = verified(officer, WHO, code="delete", ground="not_used")
    (part, *_) = [one for one in contributed(officer, admin, case) if one.file == "hiring"]
    last = officer.today() + dt.timedelta(days=request_rules().terms.review_days)
    entered = {"evidence": "示例文书 1 号", "review_on": last}

    def refuse(key: str, reason: str, **other: Any) -> None:
        request_asking.refuse(officer, case, part.record, key, reason=reason,
                              **{**entered, **other})  # fmt: skip

    after = last + dt.timedelta(days=1)
    for wrong, refusal in (({"evidence": ""}, TextMissing), ({"review_on": after}, ReviewTooLate)):
        with pytest.raises(refusal):
            refuse("email", "crime", **wrong)
    with pytest.raises(OwnDataIsNoSecret):
        refuse("email", "trade_secret")
    refuse("email", "crime")
    for outcome in ("refused", "partly"):  # nobody signed it yet
        with pytest.raises(StillWaiting):
            requests.decide(officer, case, outcome=outcome)
    with pytest.raises(ApprovesOwnRefusal):
        request_asking.approve(officer, case, approver="officer", passphrase=OFFICER)
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    request_asking.order(officer, case, part.record, kind="delete")
    carry(admin, officer)
    (fields,) = admin.compartment("hiring").read_one("SELECT fields FROM person")
    assert set(json.loads(fields)) <= {"email"}  # the rest is gone at once
    with pytest.raises(Restricted):
        candidates.list_applications(admin, ListQuery())
        candidates.open_record(admin, _only(admin))
    requests.decide(officer, case, outcome="partly")
    for code in LANGUAGES:
        said = "".join(request_letters.answer(officer, case, code=code).paragraphs)
        assert reasons["crime"].label.within(code) in said and "示例文书 1 号" in said
    assert promises.look(officer, "refusal_reasons").green
    desk.clock.advance(days=request_rules().terms.review_days + 1)
    retention.confirm_time(officer)
    assert not promises.look(officer, "refusals_reviewed").green


def _only(session: Session) -> str:
    """Return the one application there is."""
    return str(session.compartment("hiring").read_one("SELECT id FROM application")[0])


@pytest.mark.parametrize("reason", sorted(request_rules().refusals))
def test_each_of_the_eight_reasons_makes_a_letter(desk: Desk, reason: str) -> None:
    """5.4(1)-(8): every code is said in the answer with its article; none covers one's own data."""
    officer, admin = open_officer(desk), desk.open("admin")
    take_in(admin)
    case = verified(officer, WHO, code="delete", ground="not_used")
    (part, *_) = [one for one in contributed(officer, admin, case) if one.file == "hiring"]
    theirs = {one for one in part.fields
              if officer.catalogue.fields[one].supplied_by == "person"}  # fmt: skip
    key = min(theirs if reason != "trade_secret" else part.fields.keys() - theirs, default="")
    if not key:
        assert reason == "trade_secret"
        return
    request_asking.refuse(officer, case, part.record, key, reason=reason, evidence="示例文书 2 号",
                          review_on=officer.today() + dt.timedelta(days=9))  # fmt: skip
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    request_asking.order(officer, case, part.record, kind="delete")
    requests.decide(officer, case, outcome="partly")
    label = request_rules().refusals[reason].label
    for code in LANGUAGES:
        draft = request_letters.answer(officer, case, code=code)
        assert label.within(code) in "".join(draft.paragraphs)


def test_c_8_1(office: Session) -> None:
    file = office.folder / "policies" / "0001.json"
    content = file.read_bytes()
    version = policies.require_in_force(office)
    file.write_bytes(content.replace(version.sha256[:8].encode(), b"00000000"))
    with pytest.raises(PolicyDamaged):
        policies.versions(office)
    file.write_bytes(content)
    assert policies.require_in_force(office) == version


def test_c_8_2(office: Session, tmp_path: Path) -> None:
    version = policies.require_in_force(office)
    assert version.place == "公告栏" and str(version.valid_from) == office.today().isoformat()
    with use_cheap_key_derivation():
        fresh = founded(tmp_path)
    with pytest.raises(TextMissing):  # nothing is in force before it says where it is published
        policies.take_in_published(fresh, zh="新" * 30, en="", published_on=fresh.today(), place="")
    assert policies.in_force(fresh) is None
    assert not promises.look(fresh, "policy_in_force").green
    fresh.close()


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


def test_no_case_is_closed_without_its_answer(desk: Desk, tmp_path: Path) -> None:
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
    begun = time.monotonic()
    copy = copied(officer, case, target, draw=lambda _copy: b"%PDF 1")
    assert time.monotonic() - begun <= 10
    for wrong in ("", copy.code.swapcase()):
        with pytest.raises(WrongCode, match="does not open the copy"):
            unpacked(target.read_bytes(), wrong)
    (kept,) = copy.parts[request_copies.DATA]
    (row,) = admin.compartment("hiring").read("SELECT fields FROM person")
    stored = json.loads(row[0])
    stored["resume_file"] = {"documents": 1}  # its content lies beside the values
    stored["applied_position"] = "装配工"  # of the requisition, which is no part of the person
    assert {key: one["value"] for key, one in kept["fields"].items()} == stored
    assert copy.manifest["fields"] == len(stored) == len(record.stored)
    assert copy.files[request_copies.PAPER] == b"%PDF 1"
    assert list(copy.documents.values()) == [b"%PDF-1.4 her CV"]
    assert copy.manifest["documents"] == 1
    for text in (*(str(said) for said in stored.values() if len(str(said)) > 7), "her CV"):
        assert text.encode() not in target.read_bytes(), text
    (line,) = disclosure.registered(officer)
    assert (line.kind, line.people, line.completed) == (disclosing.OWN_COPY, 1, True)
    assert NEEDED["full_name"] not in line.recipient
    assert promises.look(officer, "own_copies").green


def test_c_l_6(office: Session) -> None:
    take_in(office)
    count = office.compartment("hiring").read_one("SELECT count(*) FROM person")[0]
    seen = dict(promises.look(office, "head_count").seen.values)
    assert seen == {"count": count, "files": 3, "least": "1,000,000"}


def took_in(office: Session) -> None:
    """Leave a trace of each kind that evidence could repeat: a case, a demand, a note."""
    case = taken(office, "access")
    requests.note(office, case, "来电号码 13900004321")
    requests.take_back(office, case)


def test_c_l_7(office: Session) -> None:
    assert auditing.verify(office).whole
    (post,) = requisitions.list_requisitions(office)
    everyone = list(made_up.people(100, seed=71))
    recruitment.take_in(office, made_up.candidates(everyone, office.catalogue, post.id))
    took_in(office)
    for code in LANGUAGES:
        use_language(code)
        said = " ".join(one.text() for one in promises.board(office))
        assert len(said) > 2_000
        assert not [one for one in made_up.secrets_of(everyone) if one in said]
        assert NEEDED["mobile"] not in said and office.company["phone"] not in said
        found = free_text.maskable(free_text.find(said, office.catalogue.forbidden))
        assert [said[one.start : one.end] for one in found] == []  # no number, plate or account


def test_c_l_8(desk: Desk, tmp_path: Path) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    one = take_in(admin, email="before@example.com")
    kind = admin.catalogue.field("email").type
    about = disclosure.Disclosure(kind="export", recipient="示例协作公司", purpose="apply.contact",
                                  fields=("email",), records=(one,))  # fmt: skip
    disclosure.release(admin, about, b"list", tmp_path / "list.txt")
    carry(admin, officer)
    case = verified(officer, WHO, code="correct")
    (part, *_) = [one for one in contributed(officer, admin, case) if one.file == "hiring"]
    after = kind.parse("after@example.com")
    request_asking.order(officer, case, part.record, kind="correct", fields={"email": after})
    assert promises.look(officer, "orders_done").green
    carry(admin, officer)
    file = admin.compartment("hiring")
    assert file.read("SELECT 1 FROM person WHERE fields LIKE '%after@example.com%'") == [(1,)]
    for left in ("SELECT 1 FROM person WHERE fields LIKE '%before@example%'",
                 "SELECT 1 FROM term WHERE term LIKE '%before@%'",
                 "SELECT 1 FROM audit WHERE body LIKE '%before@%'"):  # fmt: skip
        assert file.read(left) == []
    (order,) = request_asking.findings(officer, case).orders
    assert (order.kind, order.answer) == ("correct", "done")
    (holder,) = other_holders.other_holders(request_asking.findings(officer, case))
    assert (holder.name, holder.fields, holder.orders) == ("示例协作公司", ("email",), ("correct",))
    for code in LANGUAGES:
        letter = request_letters.to_recipient(officer, case, holder.name, code=code)
        assert "after@example.com" in "".join(letter.paragraphs)
    desk.clock.advance(days=2)
    assert promises.look(officer, "orders_done").green
