# SPDX-License-Identifier: Apache-2.0
"""A visitor's signature: bound to the text that was read, kept as evidence, shown as a fact."""

import datetime as dt
import hashlib
import json
from typing import Any

import pytest

from hr_desk import catalogue
from hr_desk.domain import strokes
from hr_desk.exchange.signatures import drawn
from hr_desk.operations import (
    due_days,
    guest_codes,
    request_asking,
    request_documents,
    retention,
    visits,
)
from hr_desk.operations.letters import Unacceptable
from hr_desk.operations.session import Session
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.requests import carry, contributed, open_officer, verified
from tests.support.visit_letters import record, rows, take
from tests.support.visitors import guest

SAFETY = catalogue.load().acknowledgements["safety"]
DRAWN = [[[10, 10], [60, 90], [110, 20]], [[200, 40], [260, 120]]]
SIGNED = {
    "kind": "contractor", "confirmed": {"safety": SAFETY.digest},
    "signature": {"strokes": DRAWN, "texts": {"safety": SAFETY.whole}},
}  # fmt: skip
EVIDENCE_DAYS = catalogue.load().classes["CONS"].periods["last_used"]


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


def kept(session: Session) -> list[tuple[Any, ...]]:
    """Return visit, texts and strokes of every signature."""
    return list(
        session.compartment("visits").read("SELECT visit, texts, strokes FROM visit_signature")
    )


def test_a_signature_is_kept_with_the_exact_text_and_the_front_desk_reads_that_there_is_one(
    gate: Session,
) -> None:
    id_ = take(gate, **SIGNED)
    ((visit, texts, drawn),) = kept(gate)
    assert visit == id_
    assert json.loads(texts) == {"safety": SAFETY.digest}
    assert strokes.read(json.loads(drawn)) == strokes.read(DRAWN)
    file = gate.compartment("visits")
    assert file.read("SELECT sha256, text FROM visit_signed_text") == [
        (SAFETY.digest, SAFETY.whole)
    ]
    view = visits.open_visit(gate, id_)
    assert view.signed == ("safety",)
    assert view.named("signature_image") is None
    assert "signature_image" not in record(gate, id_).fields


def test_without_a_signature_everything_is_as_ever(gate: Session) -> None:
    id_ = take(gate, kind="contractor", confirmed={"safety": SAFETY.digest})
    assert (kept(gate), visits.open_visit(gate, id_).signed) == ([], ())


def changed(**changes: Any) -> dict[str, Any]:
    """Return a signature that has something else."""
    return {"strokes": DRAWN, "texts": {"safety": SAFETY.whole}, **changes}


@pytest.mark.parametrize(
    "signature",
    [
        None, [], {}, {"strokes": DRAWN}, changed(more=1),
        changed(strokes=[]), changed(strokes=[[[1, 1]]]), changed(strokes=[[[1, 1], [2, 900]]]),
        changed(texts={}), changed(texts=["safety"]), changed(texts={"safety": 7}),
        changed(texts={"safety": SAFETY.whole + " "}), changed(texts={"secrecy": SAFETY.whole}),
        changed(texts={"safety": "x" * 20_001}),
    ],
)  # fmt: skip
def test_what_does_not_stand_below_the_confirmed_text_is_refused(
    gate: Session, signature: Any
) -> None:
    with pytest.raises(Unacceptable):
        take(gate, **{**SIGNED, "signature": signature})
    assert (rows(gate), kept(gate)) == ((), [])


def test_a_text_of_an_earlier_catalogue_is_kept_as_it_was_read(gate: Session) -> None:
    """A kiosk with a profile of before shows what the desk says otherwise by now."""
    old = "旧告知\nAn earlier text"
    digest = hashlib.sha256(old.encode()).hexdigest()
    id_ = take(gate, catalogue="0" * 64, kind="contractor", confirmed={"safety": digest},
               signature={"strokes": DRAWN, "texts": {"safety": old}})  # fmt: skip
    assert visits.open_visit(gate, id_).signed == ("safety",)
    assert rows(gate)[0].owed == ("safety",)
    file = gate.compartment("visits")
    assert file.read("SELECT text FROM visit_signed_text") == [(old,)]


def test_an_invited_guest_signs_at_the_visit_that_was_expected(gate: Session) -> None:
    (id_,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
    (code,) = guest_codes.hand_out(gate, [id_]).created
    assert take(gate, **SIGNED, invitation=code) == id_
    assert visits.open_visit(gate, id_).signed == ("safety",)


def test_a_guest_whom_the_front_desk_recognises_keeps_what_they_signed(gate: Session) -> None:
    (expected,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
    visits.confirm(gate, take(gate, **SIGNED), expected=expected)
    assert visits.open_visit(gate, expected).signed == ("safety",)
    assert [one[0] for one in kept(gate)] == [expected]


def test_it_outlives_its_visit_as_evidence_and_ends_with_its_class(
    desk: Desk, gate: Session
) -> None:
    id_ = take(gate, **SIGNED)
    visits.confirm(gate, id_)
    visits.sign_out(gate, [id_])
    days = max(catalogue.load().classes["VIS"].periods.values())
    sweep_on(desk, gate, days)
    assert rows(gate) == () and len(kept(gate)) == 1
    assert due_days.next_due(gate, "visits") == (START + dt.timedelta(days=days)).date() + (
        dt.timedelta(days=EVIDENCE_DAYS)
    )
    sweep_on(desk, gate, days + EVIDENCE_DAYS - 1)
    assert len(kept(gate)) == 1
    counts = sweep_on(desk, gate, days + EVIDENCE_DAYS)
    assert counts["CONS"] == 1
    assert kept(gate) == []
    assert gate.compartment("visits").read("SELECT * FROM visit_signed_text") == []


def sweep_on(desk: Desk, session: Session, days: int) -> dict[str, int]:
    """Sweep so many days after the beginning; returns what went, by class."""
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)
    return dict(retention.sweep(session).counts)


@pytest.mark.parametrize("by_midnight", [False, True])
def test_of_a_visit_that_never_began_no_signature_is_kept(
    desk: Desk, gate: Session, by_midnight: bool
) -> None:
    id_ = take(gate, **SIGNED)
    if not by_midnight:
        visits.turn_away(gate, [id_], reason="other")
    sweep_on(desk, gate, 1)
    assert [row.state for row in rows(gate)] == ["turned_away"]
    assert kept(gate) == []


def test_who_asks_for_deletion_takes_the_signature_along(desk: Desk) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    gatehouse.hold_key(admin)
    id_ = take(admin, **SIGNED)
    visits.confirm(admin, id_)
    visits.sign_out(admin, [id_])
    who = {"full_name": "黎访客", "mobile": "13812345678"}
    case = verified(officer, who, code="delete", ground="not_used")
    (found,) = [one for one in contributed(officer, admin, case) if one.file == "visits"]
    assert found.stored["signature_image"] == {"documents": 1}
    (picture,) = found.documents
    assert (picture.field, picture.kind) == ("signature_image", "png")
    assert request_documents.content_of(officer, case, picture) == drawn(strokes.read(DRAWN))
    request_asking.order(officer, case, found.record, kind="delete")
    carry(admin, officer)
    sweep_on(desk, admin, 1)
    assert kept(admin) == []
    assert admin.compartment("visits").read("SELECT * FROM visit") == []
