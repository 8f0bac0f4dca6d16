# SPDX-License-Identifier: Apache-2.0
"""What a person agreed to is in their case and their copy: to what, when, how, in which text."""

import datetime as dt
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk import catalogue
from hr_desk.operations import (
    consent_cover,
    consent_texts,
    consents,
    guardian_sheets,
    joiner_consents,
    joiner_withdrawals,
    pool,
    recipient_consents,
    request_copies,
    requisitions,
    visits,
)
from hr_desk.operations.consent_cover import Changed, Cover
from hr_desk.operations.contributions import Contribution, is_record
from hr_desk.operations.given_consents import GivenConsent, as_line, from_line, is_line
from hr_desk.operations.guardian_sheets import Sheet
from hr_desk.operations.recipients import recipient_named
from hr_desk.operations.session import Session
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.handing_off import employed
from tests.support.joining import handed_over, somebody, welcome
from tests.support.leaving_once import receiver
from tests.support.made_up import one
from tests.support.minor_reading import approved
from tests.support.requests import HER, contributed, copied, open_officer, verified
from tests.support.visit_letters import take

SAFETY = catalogue.load().acknowledgements["safety"]
DRAWN = [[[10, 10], [60, 90], [110, 20]], [[200, 40], [260, 120]]]


def asked_for(officer: Session, admin: Session, file: str, **her: str) -> Contribution:
    """Return what a file contributes to a fresh case of hers."""
    case = verified(officer, her or HER, code="copy")
    return next(one for one in contributed(officer, admin, case) if one.file == file)


def agreed(session: Session, application: str, subject: str, **way: str) -> str:
    """Let her agree to the text of a subject in Chinese; returns the SHA-256 of that text."""
    shown = consent_texts.text_of(session, subject, "zh_CN")
    consents.give(session, application, subject, shown=shown, **way)
    return hashlib.sha256(shown.text.encode()).hexdigest()


def test_l_5_hiring_says_to_what_she_agreed_and_when_she_took_it_back(
    desk: Desk, officer: Session
) -> None:
    recruiter = desk.open("hiring")
    (hers, others) = desk.take_in(
        recruiter, [one("孙小梅", "13900001234"), one("李雷", "13900005678")]
    )
    agreed(recruiter, others, "photo", how="tick")
    digest = agreed(recruiter, hers, "photo", how="spoken", witness="韩梅梅")
    desk.clock.advance(days=3)
    consents.withdraw(recruiter, hers, "photo")
    (found,) = asked_for(officer, desk.open("admin"), "hiring").consents
    version = consent_texts.text_of(recruiter, "photo", "zh_CN").policy_version
    assert found == GivenConsent(
        subjects=("photo",), act="consent", given_at=START.isoformat(timespec="seconds"),
        sha256=digest, how="spoken", language="zh_CN", version=version,
        ended_on=(START.date() + dt.timedelta(days=3)).isoformat(), ended_by="withdrawn",
    )  # fmt: skip


def test_a_place_in_the_pool_has_the_end_she_agreed_to(desk: Desk, officer: Session) -> None:
    recruiter = desk.open("hiring")
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    until = START.date() + dt.timedelta(days=200)
    shown = pool.pool_text(recruiter, "en", until=until)
    pool.join_pool(recruiter, hers, shown=shown, how="paper")
    (found,) = asked_for(officer, desk.open("admin"), "hiring").consents
    assert (found.subjects, found.language, found.until) == (
        (shown.subject,), "en", until.isoformat(),
    )  # fmt: skip
    assert (found.ended_on, found.ended_by) == ("", "")


def test_personnel_says_what_she_ticked_and_to_whom_she_let_it_go(desk: Desk) -> None:
    (joiner,) = employed(desk, somebody(name="孙小梅", mobile="13900001234"))
    officer, admin = open_officer(desk), desk.open("admin")
    keys = ["political_status", "id_number"]
    joiner_consents.give(admin, joiner, keys, language="en", signature=b"strokes")
    desk.clock.advance(seconds=60)
    to = receiver(admin, "partner")
    recipient_consents.give(admin, joiner, to, ["mobile", "department"], how="tick")
    desk.clock.advance(seconds=60)
    joiner_withdrawals.withdraw(admin, joiner, "political_status")
    recipient_consents.withdraw(admin, joiner, to)
    at = desk.clock.now().isoformat(timespec="seconds")
    number, political, told = asked_for(officer, admin, "personnel").consents
    assert (number.subjects, number.act, number.how) == (("id_number",), "acknowledge", "signature")
    assert (political.act, political.ended_on, political.ended_by) == ("consent", at, "withdrawn")
    assert number.sha256 == political.sha256 and number.language == "en" and number.version
    assert told.recipient == recipient_named(admin, to).recipient.name
    assert told.subjects == ("mobile", "department")
    assert (told.how, told.ended_on) == ("tick", at)


def test_what_the_policy_changed_since_is_told_apart_from_what_still_counts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (joiner,) = employed(desk, somebody(name="孙小梅", mobile="13900001234"))
    officer, admin = open_officer(desk), desk.open("admin")
    joiner_consents.give(admin, joiner, ["political_status"])
    to = receiver(admin, "partner")
    recipient_consents.give(admin, joiner, to, ["mobile", "department"], how="tick")
    changed = Cover((Changed(2, admin.today(), frozenset({"mobile", "political_status"})),))
    monkeypatch.setattr(consent_cover, "today", lambda _session: changed)
    ends = {one.subjects: one.ended_by for one in asked_for(officer, admin, "personnel").consents}
    assert ends == {
        ("political_status",): "outdated", ("mobile",): "outdated", ("department",): "",
    }  # fmt: skip
    recipient_consents.withdraw(admin, joiner, to)
    told, _ = asked_for(officer, admin, "personnel").consents
    assert (told.subjects, told.ended_by) == (("mobile", "department"), "withdrawn")


def test_a_guardians_sheet_counts_as_signed_on_paper_and_stays_sealed(desk: Desk) -> None:
    recruiter, colleague = desk.open("hiring"), welcome(desk)
    (opening,) = requisitions.open_requisition(
        recruiter, title="实习生", department="制造部", place="一号车间"
    ).created
    young = one("孙小梅", "13900001234", age_band="16-17", birth_date="2009-06-01",
                guardian="孙大海 | 父亲 | 13900000001")  # fmt: skip
    (joiner,) = handed_over(replace(desk, requisition=opening), recruiter, colleague,
                            people=[young])  # fmt: skip
    approved(colleague, "personnel", "onboarding")
    (page,) = guardian_sheets.keep(colleague, [Sheet(joiner, (b"a page",))], language="en").created
    found = asked_for(open_officer(desk), desk.open("admin"), "personnel").consents
    assert [(one.subjects, one.how) for one in found] == [(("guardian",), "paper")]
    assert page not in str(found)


def test_visits_say_what_was_signed_and_what_was_only_confirmed(
    desk: Desk, officer: Session
) -> None:
    admin = desk.open("admin")
    gatehouse.hold_key(admin)
    confirmed = {"safety": SAFETY.digest}
    signature = {"strokes": DRAWN, "texts": {"safety": SAFETY.whole}}
    visits.confirm(admin, take(admin, kind="contractor", confirmed=confirmed, signature=signature))
    who = {"full_name": "黎访客", "mobile": "13812345678"}
    signed = asked_for(officer, admin, "visits", **who)
    (found,) = signed.consents
    assert (found.subjects, found.act, found.how) == (("safety",), "acknowledge", "signature")
    assert (found.sha256, found.version) == (SAFETY.digest, 0)
    assert dt.datetime.fromisoformat(found.given_at).tzinfo is not None
    take(admin, kind="contractor", confirmed=confirmed)
    (found,) = asked_for(officer, admin, "visits", **who).consents
    assert (found.given_at, found.how) == (START.date().isoformat(), "")


def test_the_copy_has_every_act_and_nothing_of_what_proves_it(
    desk: Desk, officer: Session, tmp_path: Path
) -> None:
    recruiter, target = desk.open("hiring"), tmp_path / "copy.zip"
    (hers,) = desk.take_in(recruiter, [one("孙小梅", "13900001234")])
    digest = agreed(recruiter, hers, "photo", how="spoken", witness="韩梅梅")
    case = verified(officer, HER, code="copy")
    contributed(officer, desk.open("admin"), case)
    copy = copied(officer, case, target)
    manifest, documents = copy.manifest, copy.parts
    (record,) = documents[request_copies.DATA]
    (act,) = record["consents"]
    assert manifest["consents"] == 1
    assert act["subjects"] == {"photo": {"zh": "照片", "en": "Photo"}}
    assert (act["sha256"], act["how"], act["ended_by"]) == (digest, "spoken", "")
    text = consents.given_text(recruiter, hers, "photo")
    said = json.dumps(documents, ensure_ascii=False)
    assert "韩梅梅" not in said and text.splitlines()[0] not in said


ACT = GivenConsent(
    subjects=("photo",), act="consent", given_at="2026-03-02T01:00:00+00:00", sha256="0" * 64,
    how="tick", language="zh_CN", version=1,
)  # fmt: skip


def test_an_act_comes_through_a_case_the_same() -> None:
    ended = replace(ACT, ended_on="2026-03-09", ended_by="withdrawn", until="2027-03-02")
    for act in (ACT, ended):
        line = json.loads(json.dumps(as_line(act)))
        assert is_line(line) and from_line(line) == act


@pytest.mark.parametrize("changed", [
    {"subjects": []}, {"subjects": "photo"}, {"subjects": [1]}, {"act": "like"}, {"version": "1"},
    {"version": True}, {"given_at": "yesterday"}, {"given_at": "2026-03-02T01:00:00"},
    {"given_at": ""}, {"until": "later"}, {"ended_by": "forgotten", "ended_on": "2026-03-09"},
    {"ended_by": "withdrawn"}, {"ended_on": "2026-03-09"}, {"how": None}, {"witness": "韩梅梅"},
])  # fmt: skip
def test_what_is_no_act_is_refused_with_its_record(
    session: Session, changed: dict[str, Any]
) -> None:
    record = {"record": "0" * 32, "kind": "candidate", "fields": {}, "earlier": [], "clocks": [],
              "reads": [], "told": []}  # fmt: skip
    assert is_record(session, record), "an earlier version says nothing of consents"
    assert is_record(session, {**record, "consents": [as_line(ACT)]})
    assert not is_record(session, {**record, "consents": [{**as_line(ACT), **changed}]})
