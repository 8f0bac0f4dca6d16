# SPDX-License-Identifier: Apache-2.0
"""The office knows what became of each version at each file of a paired desk, and sends again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import delivery, policies, policy_copies, policy_sending, today
from hr_desk.operations.exchanging import exchange
from hr_desk.operations.letters import Letter, Unacceptable, kind_of
from hr_desk.operations.policy_copies import (
    HASH,
    KEPT,
    OLDER,
    OTHER_TEXT,
    SIGNATURE,
    UNREADABLE,
)
from hr_desk.operations.problems import NotPermitted, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import schema
from hr_desk.store.compartment import Change
from tests.support.desk import POLICY_ZH
from tests.support.forging import raw
from tests.support.paired_office import NEW_ZH, Company, announce, make_company, sealed


def outcomes(company: Company, number: int = 2) -> dict[str, str]:
    """Return what became of a version, by file of the plant."""
    return {
        one.peer.rpartition("/")[2]: one.outcome
        for one in policy_sending.sendings(company.officer)
        if one.policy == number
    }


def went(company: Company) -> int:
    """Return how many envelopes with a version were ever sealed."""
    return sealed(company.officer, policy_copies.KIND)


Spoil = Callable[[dict[str, Any]], object]


def spoil_with(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    """Have every version leave the office otherwise than it was signed."""

    def spoilt(session: Session, change: Change, **said: Any) -> str:
        spoil(said["message"]["signed"])
        return delivery.send(session, change, **said)

    monkeypatch.setattr(policy_sending, "send", spoilt)


def resend_all(company: Company) -> None:
    for one in policy_sending.sendings(company.officer):
        if one.outcome != KEPT:
            policy_sending.resend(company.officer, one.policy, one.peer)


def lines(company: Company) -> list[int]:
    return [one.count for one in today.summary(company.officer) if one.key == "policy_refused"]


def test_every_file_answers_that_a_version_is_there(company: Company) -> None:
    announce(company)
    policy_sending.send_owed(company.officer)
    assert set(outcomes(company).values()) == {""}
    company.carry()
    files = dict.fromkeys(("visits", "hiring", "personnel"), KEPT)
    assert outcomes(company, 1) == outcomes(company) == files
    assert policy_sending.refused(company.officer) == 0 and lines(company) == []


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda signed: signed["policy"].update(zh=POLICY_ZH + "另一句。"), HASH),
        (lambda signed: signed["policy"].update(valid_from="2026-01-01"), SIGNATURE),
        (lambda signed: signed.update(approver=signed["policy"]["author"]), SIGNATURE),
        (lambda signed: signed.pop("signature"), UNREADABLE),
        (lambda signed: signed.update(policy="?"), UNREADABLE),
        (lambda signed: signed["policy"].update(more="?"), SIGNATURE),
    ],
)
def test_the_office_hears_why_one_was_set_aside_and_sends_it_again(
    company: Company, monkeypatch: pytest.MonkeyPatch, spoil: Spoil, why: str
) -> None:
    company.carry()
    announce(company)
    with monkeypatch.context() as patch:
        spoil_with(patch, spoil)
        aside = sum(one.set_aside.get("unacceptable", 0) for one in company.carry())
    assert aside == 3
    assert set(outcomes(company).values()) == {why}
    assert policy_sending.refused(company.officer) == 3 and lines(company) == [3]
    resend_all(company)
    assert set(outcomes(company).values()) == {""}
    company.carry()
    assert set(outcomes(company).values()) == {KEPT} and company.numbers() == [1, 2]
    assert lines(company) == []


def test_a_signature_that_did_not_hold_is_tried_again_by_itself_and_no_more_than_that(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.carry()
    before = went(company)
    announce(company)
    spoil_with(monkeypatch, lambda signed: signed["publication"].update(on="2025-01-01"))
    company.carry()
    assert set(outcomes(company).values()) == {SIGNATURE} and went(company) == before + 3
    company.carry()
    assert went(company) == before + 3  # not on the same day
    for _ in range(5):
        company.advance(1)
        company.carry()
    assert went(company) == before + 3 * policy_sending.MOST
    resend_all(company)
    monkeypatch.undo()
    company.carry()
    company.advance(1)
    company.carry()
    assert set(outcomes(company).values()) == {KEPT}


def test_what_a_person_has_to_mend_is_not_sent_again_by_itself(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(company)
    spoil_with(monkeypatch, lambda signed: signed["policy"].update(zh="一段别的文字，足够长。" * 3))
    company.carry()
    before = went(company)
    company.advance(30)
    company.carry()
    assert went(company) <= before and set(outcomes(company).values()) == {HASH}


def test_one_that_is_lost_goes_again_once_nothing_of_it_waits(company: Company) -> None:
    announce(company)
    delivery.deliver(company.officer)
    before = went(company)
    company.advance(20)
    delivery.deliver(company.officer)
    assert went(company) == before  # it still waits to be fetched: nothing is lost
    company.carry()
    with raw(company.officer, "privacy") as connection:
        connection.execute("UPDATE policy_sending SET outcome = '', answered_at = NULL")
    company.carry()
    assert set(outcomes(company).values()) == {""}
    company.advance(14)
    company.carry()
    assert set(outcomes(company).values()) == {KEPT}


def test_another_text_of_that_number_stays_and_is_told(cheap: None, tmp_path: Path) -> None:
    company = make_company(tmp_path, plant_zh=POLICY_ZH + "二厂的另一句。")
    company.carry()
    assert set(outcomes(company, 1).values()) == {OTHER_TEXT}
    (own,) = policies.versions(company.admin)
    assert own.zh.endswith("二厂的另一句。")
    assert policy_sending.refused(company.officer) == 3
    announce(company)
    company.carry()
    assert set(outcomes(company).values()) == {KEPT}
    assert policy_sending.refused(company.officer) == 0  # both go by the later one now
    company.office.close()
    company.plant.close()


def test_an_older_text_of_a_number_that_is_there_is_passed_over(company: Company) -> None:
    """The office was restored and published anew: what people agreed under stays."""
    announce(company)
    path = policies.path_of(company.officer, 2)
    before = json.loads(path.read_bytes())
    path.unlink()
    with raw(company.officer, "privacy") as connection:
        connection.execute("DELETE FROM policy_draft")
    company.advance(1)
    announce(company, zh=NEW_ZH + "再增一句。")
    after = json.loads(path.read_bytes())
    exchange(company.office.folder, company.shared)
    exchange(company.plant.folder, company.shared)
    for signed in (after, before, after):
        take(company, {"signed": signed}, signed["signature"][:32])
    assert sent(company.admin) == [KEPT, OLDER, KEPT]
    with raw(company.admin, "visits") as connection:
        connection.execute("UPDATE fact SET value = ? WHERE name = 'policy_copy:2'",
                           (json.dumps(before),))  # fmt: skip
    take(company, {"signed": after}, "3" * 32)
    assert sent(company.admin)[-1] == OTHER_TEXT


def take(company: Company, message: dict[str, Any], reference: str = "0" * 32) -> None:
    """Take a message of the office into the plant's visits."""
    kind = kind_of("visits", policy_copies.KIND)
    assert kind is not None and kind.aside is not None
    officer = company.officer
    letter = Letter(kind.name, reference, f"{officer.desk_id}/privacy/{officer.user.id}", message,
                    officer.now())  # fmt: skip
    file = company.admin.compartment("visits")
    try:
        with file.change("test") as change:
            kind.take(company.admin, change, letter)
    except Unacceptable as problem:
        with file.change("test") as change:
            kind.aside(company.admin, change, letter, problem)


def sent(session: Session) -> list[str]:
    """Return the answers that wait in visits."""
    rows = session.compartment("visits").read(
        "SELECT message FROM outbox WHERE kind = ? AND receipt_at IS NULL ORDER BY seq",
        (policy_copies.ANSWER,),
    )
    return [json.loads(bytes(message))["outcome"] for (message,) in rows]


def test_an_envelope_that_comes_again_is_answered_once(company: Company) -> None:
    for reference in ("1" * 32, "1" * 32, "2" * 32):
        take(company, {"signed": "?"}, reference)
    assert sent(company.admin) == [UNREADABLE] * 2


def test_an_answer_to_an_earlier_envelope_changes_nothing(company: Company) -> None:
    announce(company)
    company.carry()
    kind = kind_of("privacy", policy_copies.ANSWER)
    assert kind is not None
    peer = f"{company.plant.desk_id}/visits"
    for about, outcome in (("e" * 32, HASH), (reference_at(company, "hiring"), HASH)):
        letter = Letter(kind.name, "0" * 32, f"{peer}/x", {"about": about, "outcome": outcome},
                        company.officer.now())  # fmt: skip
        with company.officer.compartment("privacy").change("test") as change:
            kind.take(company.officer, change, letter)
    assert set(outcomes(company).values()) == {KEPT}


def reference_at(company: Company, file: str) -> str:
    peer = f"{company.plant.desk_id}/{file}"
    return next(one.reference for one in policy_sending.sendings(company.officer)
                if one.peer == peer)  # fmt: skip


def test_who_sends_again_is_the_officer_and_to_whom_is_paired(company: Company) -> None:
    company.carry()
    peer = f"{company.plant.desk_id}/visits"
    for number, to in ((9, peer), (1, f"{'e' * 64}/visits"), (1, f"{company.plant.desk_id}/x")):
        with pytest.raises(RecordGone):
            policy_sending.resend(company.officer, number, to)
    with pytest.raises(NotPermitted):
        policy_sending.resend(company.office.open(), 1, peer)


def test_what_went_before_answers_were_asked_for_goes_once_more(company: Company) -> None:
    announce(company)
    company.carry()
    before = went(company)
    peer = f"{company.plant.desk_id}/visits"
    with raw(company.officer, "privacy") as connection:
        connection.execute("DROP TABLE policy_sending")
        connection.execute("INSERT INTO fact VALUES (?, '2')", (f"policy_sent:{peer}",))
        (step,) = (one for one in schema.steps() if "INTO policy_sending" in one.sql)
        for statement in step.statements():
            connection.execute(statement)
    found = policy_sending.sendings(company.officer)
    assert [(one.policy, one.peer, one.sent_at) for one in found] == [(2, peer, None),
                                                                      (1, peer, None)]  # fmt: skip
    company.carry()
    assert went(company) == before + 6
    assert set(outcomes(company).values()) == {KEPT}
