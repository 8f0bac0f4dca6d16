# SPDX-License-Identifier: Apache-2.0
"""Letters of a case: reasons, ways to complain, and word to others who have what was changed."""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.catalogue.requests import request_rules
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import (
    disclosure,
    period_settings,
    request_asking,
    request_letters,
    request_views,
    requests,
    retention,
)
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.other_holders import other_holders
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.request_problems import AnswerNotDecided, NobodyElseHasIt
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import one
from tests.support.requests import HER, carry, contributed, verified

ROUTES = {
    "zh_CN": ("网信部门", "消费者", "法院"),
    "en": ("cyberspace", "consumer association", "people's court"),
}


def partly(desk: Desk, officer: Session, reason: str) -> str:
    """Decide a request to delete of which one field stays, for this reason."""
    desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234", email="mei@example.com")])
    case = verified(officer, HER, code="delete", ground="not_used")
    (record,) = contributed(officer, desk.open("admin"), case)
    request_asking.refuse(officer, case, record.record, "email", reason=reason,
                          evidence="劳动合同法第五十条", review_on=dt.date(2026, 6, 1))  # fmt: skip
    request_asking.approve(officer, case, approver="admin", passphrase=PASSPHRASES["admin"])
    request_asking.order(officer, case, record.record, kind="delete")
    carry(desk.open("admin"), officer)
    requests.decide(officer, case, outcome="partly")
    return case


def test_5_2_the_answer_names_the_day_from_which_no_backup_has_the_record(
    desk: Desk, officer: Session
) -> None:
    desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234")])
    case, admin = verified(officer, HER, code="delete", ground="not_used"), desk.open("admin")
    (record,) = contributed(officer, admin, case)
    request_asking.order(officer, case, record.record, kind="delete")
    carry(admin, officer)
    requests.decide(officer, case, outcome="granted")
    kept = officer.catalogue.classes["BKP"].periods["created"]
    period_settings.set_period(desk.open("admin"), "BKP", "created", 3, reason="示例理由")
    carry(desk.open("admin"), officer)
    before = request_letters.answer(officer, case, code="en").paragraphs
    assert any("next clean-up" in said and f"{kept} days" in said for said in before)
    desk.clock.advance(days=1)
    retention.sweep(admin)
    carry(admin, officer)
    gone, last = officer.today(), officer.today() + dt.timedelta(days=kept)
    after = request_letters.answer(officer, case, code="en").paragraphs
    assert any(gone.isoformat() in said and last.isoformat() in said for said in after)
    assert not any("next clean-up" in said for said in after)


OWN = [key for key, reason in request_rules().refusals.items() if reason.own_data]


@pytest.mark.parametrize("reason", OWN)
def test_5_4_every_reason_gives_a_letter_that_names_it(
    desk: Desk, officer: Session, reason: str
) -> None:
    case = partly(desk, officer, reason)
    known = request_rules().refusals[reason]
    for code in LANGUAGES:
        letter = request_letters.answer(officer, case, code=code)
        said = "\n".join(letter.paragraphs)
        assert known.label.within(code) in said and known.law in said
        assert "劳动合同法第五十条" in said
        assert "mei@example.com" not in said


def test_9_complain_the_three_routes_stand_in_the_answer(desk: Desk, officer: Session) -> None:
    case = verified(officer, HER)
    contributed(officer, desk.open("admin"), case)
    with pytest.raises(AnswerNotDecided):
        request_letters.answer(officer, case, code="en")
    requests.decide(officer, case, outcome="granted")
    said = "\n".join(request_letters.answer(officer, case, code="en").paragraphs)
    assert all(route in said for route in ROUTES["en"])
    assert "none of our files" in said
    assert "Personal Information Protection Law, article 45(1)" in said and "PIPL" not in said


def test_a_letter_leaves_as_it_was_looked_at_and_stands_in_the_case(
    desk: Desk, officer: Session, tmp_path: Path
) -> None:
    case = partly(desk, officer, "legal_duty")
    letter = request_letters.answer(officer, case, code="zh_CN")
    request_letters.release(officer, letter, b"%PDF", tmp_path / "answer.pdf")
    assert (tmp_path / "answer.pdf").read_bytes() == b"%PDF"
    entry = disclosure.registered(officer)[0]
    assert (entry.kind, entry.completed, entry.people) == ("print", True, 1)
    view = request_views.open_request(officer, case)
    assert letter.title in view.notes[-1].text
    desk.clock.advance(days=1)
    with pytest.raises(ChangedMeanwhile):
        request_letters.release(officer, letter, b"%PDF", tmp_path / "later.pdf")


def test_l_4_whoever_received_the_data_is_told_what_was_deleted(
    desk: Desk, officer: Session, tmp_path: Path
) -> None:
    recruiter = desk.open("hiring")
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    out = Disclosure(kind="export", recipient="示例人力公司", purpose="apply.assess",
                     fields=("full_name", "mobile"), records=(hers,))  # fmt: skip
    disclosure.release(recruiter, out, b"x", tmp_path / "list.xlsx")
    case = verified(officer, HER, code="delete", ground="not_used")
    (record,) = contributed(officer, desk.open("admin"), case)
    (holder,) = other_holders(request_asking.findings(officer, case))
    assert (holder.name, holder.fields, holder.orders) == (
        "示例人力公司", ("full_name", "mobile"), ()
    )  # fmt: skip
    with pytest.raises(NobodyElseHasIt):
        request_letters.to_recipient(officer, case, "示例人力公司", code="en")
    request_asking.order(officer, case, record.record, kind="delete")
    letter = request_letters.to_recipient(officer, case, "示例人力公司", code="en")
    said = "\n".join(letter.paragraphs)
    assert "孙小梅" in said and "delete what you received" in said
    request_letters.release(officer, letter, b"%PDF", tmp_path / "told.pdf")
    (facts,) = officer.compartment("privacy").read_one(
        "SELECT json_extract(body, '$.facts') FROM audit WHERE json_extract(body, "
        "'$.operation') = 'request.letter' ORDER BY seq DESC LIMIT 1"
    )
    assert request_letters.ROUTES not in facts, "no answer, so nothing is said of its ways"
    assert disclosure.registered(officer)[0].recipient == "示例人力公司"
