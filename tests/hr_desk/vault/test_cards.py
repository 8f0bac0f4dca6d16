# SPDX-License-Identifier: Apache-2.0
"""A card opens with its secret and its PIN together, and stands in slots.json as a hash alone."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import card_code
from hr_desk.vault import canonical, cards, slots
from hr_desk.vault.cards import Card, CardPinUnsuitable, DamagedCard, WrongCardPin
from hr_desk.vault.keys import RootKey, UserKeys
from hr_desk.vault.records import Malformed, NewerFormat
from hr_desk.vault.register import DamagedRegister, Register
from hr_desk.vault.slots import WeakSlot
from tests.hr_desk.vault import test_register as registers

pytestmark = pytest.mark.usefixtures("cheap")

DESK = RootKey(bytes(32)).desk_id
GUARD = UserKeys(b"g" * 32, b"h" * 32)
ADMIN = UserKeys(b"a" * 32, b"b" * 32)
PIN = "204816"
AT = "2026-03-02T01:00:00Z"


def issued(code: str) -> Card:
    return cards.issue_card(code, desk_id=DESK, user_id="u2", by="u1", by_keys=ADMIN, at=AT)


def taken_up(code: str, pin: str = PIN) -> Card:
    return cards.with_pin(issued(code), code, pin, desk_id=DESK, user_id="u2", keys=GUARD)


def opened(card: Card, code: str, pin: str = PIN) -> UserKeys:
    return cards.open_card(card, code, pin, desk_id=DESK, public=GUARD.public)


def test_card_and_pin_together_open_after_writing_and_reading() -> None:
    code = card_code.new()
    card = taken_up(code)
    again = Card.from_record("u2", canonical.decode(canonical.encode(card.to_record())))
    assert again == card
    assert opened(again, code) == GUARD


def test_neither_opens_alone() -> None:
    code = card_code.new()
    card = taken_up(code)
    for pin in ("204817", "", PIN + "0", code):
        with pytest.raises(WrongCardPin):
            opened(card, code, pin)
    with pytest.raises(DamagedCard):
        opened(card, card_code.new())


def test_a_wrong_pin_costs_the_whole_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    code, costs = card_code.new(), []
    card, derive = taken_up(code), slots._wrapping_key

    def counted(slot: slots.Slot, passphrase: str) -> bytes:
        costs.append(slot.strength)
        return derive(slot, passphrase)

    monkeypatch.setattr(slots, "_wrapping_key", counted)
    with pytest.raises(WrongCardPin):
        opened(card, code, "999998")
    assert len(costs) == 1


def test_outside_the_tests_a_card_costs_what_a_passphrase_costs() -> None:
    assert slots.FLOOR["card"] == slots.FLOOR["daily"]


def test_a_cheaper_slot_behind_a_card_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    code = card_code.new()
    card = taken_up(code)
    monkeypatch.setattr(slots._InForce, "floor", slots.FLOOR)
    with pytest.raises(WeakSlot):
        opened(card, code)


def test_the_secret_stands_nowhere_in_what_is_written() -> None:
    code = card_code.new()
    written = canonical.encode(taken_up(code).to_record())
    assert code.encode() not in written
    assert code[: card_code.RANDOM_DIGITS].encode() not in written


def test_a_card_without_a_pin_opens_nothing() -> None:
    code = card_code.new()
    with pytest.raises(DamagedCard):
        opened(issued(code), code)


@pytest.mark.parametrize(
    "changed", [{"mark": bytes(16)}, {"by": "u3"}, {"at": "2026-03-02T01:00:01Z"}]
)
def test_whose_card_it_is_and_by_whom_is_signed(changed: dict[str, Any]) -> None:
    card = issued(card_code.new())
    cards.check_card(card, desk_id=DESK, user_id="u2", issuer=ADMIN.public)
    for other, user in ((replace(card, **changed), "u2"), (card, "u3")):
        with pytest.raises(DamagedCard):
            cards.check_card(other, desk_id=DESK, user_id=user, issuer=ADMIN.public)
    with pytest.raises(DamagedCard):
        cards.check_card(card, desk_id=DESK, user_id="u2", issuer=GUARD.public)


@pytest.mark.parametrize("pin", ["204816", "0000001", "112233", "999999999998"])
def test_a_fair_pin_is_taken(pin: str) -> None:
    cards.check_pin(pin)


@pytest.mark.parametrize(
    "pin",
    ["", "12345", "1234567890123", "000000", "777777", "123456", "890123", "987654", "12a456",
     "１２３４５６", "-12345", "²²²²²²"],
)  # fmt: skip
def test_a_pin_that_is_tried_first_or_no_pin_is_refused(pin: str) -> None:
    with pytest.raises(CardPinUnsuitable):
        cards.check_pin(pin)


@given(st.text(max_size=16))
def test_whatever_is_typed_is_taken_or_refused_in_words(pin: str) -> None:
    try:
        cards.check_pin(pin)
    except CardPinUnsuitable as error:
        assert error.text()


@pytest.mark.parametrize("name", ["mark", "by", "at", "signature", "slot"])
def test_a_record_that_lacks_something_is_refused(name: str) -> None:
    record = taken_up(card_code.new()).to_record()
    del record[name]
    with pytest.raises(Malformed):
        Card.from_record("u2", record)


def test_a_newer_card_is_told_apart() -> None:
    with pytest.raises(NewerFormat):
        Card.from_record("u2", {**issued(card_code.new()).to_record(), "version": 2})


def test_a_register_without_cards_is_written_as_before_and_with_one_comes_back() -> None:
    assert b'"cards"' not in registers.BYTES
    with_one = registers.DESK.with_card("u2", issued(card_code.new()))
    assert Register.from_bytes(with_one.to_bytes()) == with_one
    assert with_one.with_card("u2", None).to_bytes() == registers.BYTES
    assert not with_one.introduction().cards


def test_a_card_needs_no_signature_of_the_root_and_none_of_an_unknown_user() -> None:
    card = issued(card_code.new())
    strangers = registers.DESK.with_card("u9", card)
    by_stranger = registers.DESK.with_card("u2", replace(card, by="u9"))
    for register in (strangers, by_stranger):
        with pytest.raises(DamagedRegister):
            Register.from_bytes(register.to_bytes())


def test_the_slot_behind_a_card_is_no_slot_of_a_passphrase() -> None:
    """Else whoever can write slots.json could put it there and leave the PIN alone to guess."""
    slot = taken_up(card_code.new()).slot
    assert slot is not None
    moved = registers.edited(lambda value: value["slots"].update(u2=slot.to_record()))
    with pytest.raises(DamagedRegister):
        Register.from_bytes(moved)
