# SPDX-License-Identifier: Apache-2.0
"""What does not fit is set aside whole: nobody is taken in by halves, whoever sent it."""

import base64
from collections.abc import Mapping
from typing import Any

import pytest

from hr_desk.exchange.photos import SMALL_BYTES
from hr_desk.operations import accounts, delivery, intake, joiner_views
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import welcome

FIELDS = {"full_name": "张伟国", "start_date": "2026-03-16", "birth_date": "1990-05-12"}
NOTICE = {"version": 1, "how": "paper", "at": "2026-03-02T01:00:00+00:00"}
GOOD: Mapping[str, Any] = {"fields": FIELDS, "notice": NOTICE, "documents": {}}
PICTURE = base64.b64encode(b"a made-up face").decode("ascii")
TOLD: Mapping[str, Any] = {
    "account": "ab" * 16, "number": 2, "values": {"base_pay": "6500.00"}, "ended": None,
    "compared": [],
}  # fmt: skip


def sent(session: Session, kind: str, receiver: str, message: Mapping[str, Any]) -> None:
    file = session.compartment(session.held[0])
    with file.change("test") as change:
        delivery.send(session, change, receiver=receiver, kind=kind, record="r", message=message)
    delivery.deliver(session)


def changed(good: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {**good, **more}


def with_field(key: str, value: Any) -> dict[str, Any]:
    return changed(GOOD, fields={**FIELDS, key: value})


BAD = {
    "a name more": changed(GOOD, more=1),
    "no documents": {key: value for key, value in GOOD.items() if key != "documents"},
    "no name": changed(GOOD, fields={"start_date": "2026-03-16"}),
    "no first day": changed(GOOD, fields={"full_name": "张伟国"}),
    "a list for fields": changed(GOOD, fields=[]),
    "below sixteen": with_field("birth_date", "2012-01-01"),
    "another's field": with_field("age_band", "adult"),
    "payroll's field": with_field("bank_account_no", "6222020200112233445"),
    "unknown field": with_field("blood_type", "A"),
    "another spelling": with_field("mobile", "+86 138 0013 8000"),
    "another type": with_field("mobile", 13800138000),
    "a document by id": with_field("photo", "ab" * 16),
    "no base64": changed(GOOD, documents={"photo": "§§§"}),
    "an empty document": changed(GOOD, documents={"photo": ""}),
    "a document for a text": changed(
        GOOD, documents={"mobile": base64.b64encode(b"x").decode("ascii")}
    ),
    "a small picture without its photo": changed(GOOD, small_pictures={"photo": PICTURE}),
    "a small picture that is not small": changed(
        GOOD,
        documents={"photo": PICTURE},
        small_pictures={"photo": base64.b64encode(bytes(SMALL_BYTES + 1)).decode("ascii")},
    ),
    "no base64 of a small picture": changed(
        GOOD, documents={"photo": PICTURE}, small_pictures={"photo": "§§§"}
    ),
    "a list of small pictures": changed(
        GOOD, documents={"photo": PICTURE}, small_pictures=["photo"]
    ),
    "no version": changed(GOOD, notice={**NOTICE, "version": "1"}),
    "no moment": changed(GOOD, notice={**NOTICE, "at": "yesterday"}),
    "no notice": changed(GOOD, notice=[]),
}

BAD_WORDS = {
    "a name more": changed(TOLD, more=1),
    "no reference": changed(TOLD, account="zz"),
    "personnel's field": changed(TOLD, values={"full_name": "张伟国"}),
    "a number for money": changed(TOLD, values={"base_pay": 6500}),
    "another spelling": changed(TOLD, values={"base_pay": "6500"}),
    "below zero": changed(TOLD, number=-1),
    "an odd end": changed(TOLD, ended=["promoted", "2026-03-16"]),
    "an odd day": changed(TOLD, ended=["left", "16 March"]),
    "half an end": changed(TOLD, ended=["left"]),
    "no word of comparing": {key: one for key, one in TOLD.items() if key != "compared"},
    "compared what is not sent": changed(TOLD, compared=["bank_account_no"]),
    "a text for a list": changed(TOLD, compared="base_pay"),
    "compared what is removed": changed(TOLD, values={"base_pay": None}, compared=["base_pay"]),
}


def test_what_fits_is_taken_in(desk: Desk, session: Session) -> None:
    colleague = welcome(desk)
    sent(session, "joiner.handed_over", "personnel", GOOD)
    assert intake.take_in(colleague).taken == 1
    (row,) = joiner_views.list_joiners(colleague, JoinerQuery())
    sent(colleague, "account.told", "payroll", TOLD)
    admin = desk.open("admin")
    assert intake.take_in(admin).taken == 1
    assert row.state == "expected" and len(accounts.list_accounts(admin)) == 1


@pytest.mark.parametrize("what", BAD)
def test_a_letter_that_does_not_fit_makes_no_joiner(
    desk: Desk, session: Session, what: str
) -> None:
    colleague = welcome(desk)
    sent(session, "joiner.handed_over", "personnel", BAD[what])
    done = intake.take_in(colleague)
    assert (done.taken, done.set_aside) == (0, {"unacceptable": 1})
    for table in ("joiner", "part", "term", "document", "link"):
        assert colleague.compartment("personnel").read(f"SELECT * FROM {table}") == []  # noqa: S608


@pytest.mark.parametrize("what", BAD_WORDS)
def test_a_word_that_does_not_fit_makes_no_account(desk: Desk, what: str) -> None:
    colleague, admin = welcome(desk), desk.open("admin")
    sent(colleague, "account.told", "payroll", BAD_WORDS[what])
    assert intake.take_in(admin).set_aside == {"unacceptable": 1}
    assert accounts.list_accounts(admin) == ()


def test_each_kind_comes_from_its_own_side_alone(desk: Desk, session: Session) -> None:
    colleague, admin = welcome(desk), desk.open("admin")
    sent(colleague, "joiner.handed_over", "personnel", GOOD)
    sent(session, "account.told", "payroll", TOLD)
    assert intake.take_in(admin).set_aside == {"stranger": 2}


def test_an_account_is_not_taken_over_by_another_file(desk: Desk) -> None:
    """The reference of an account belongs to the address that made it."""
    colleague, admin = welcome(desk), desk.open("admin")
    sent(colleague, "account.told", "payroll", TOLD)
    intake.take_in(admin)
    file = admin.compartment("visits")
    with file.change("test") as change:
        delivery.send(
            admin, change, receiver="payroll", kind="account.told", record="r",
            message=changed(TOLD, values={"base_pay": "1.00"}, number=9),
        )  # fmt: skip
    delivery.deliver(admin)
    assert intake.take_in(admin).set_aside == {"unacceptable": 1}
    (row,) = accounts.list_accounts(admin)
    pay = accounts.open_account(admin, row.account_id).named("base_pay")
    assert pay is not None and pay.shown == "6,500.00"
