# SPDX-License-Identifier: Apache-2.0
"""Cards for the front desk: printed by an HR admin, taken up by their user, blocked, replaced."""

import pytest

from hr_desk.domain import card_code
from hr_desk.operations import cards, desks, memberships, users
from hr_desk.operations.cards import (
    CardNotForRoles,
    CardNotTakenUp,
    CardOfSomebodyElse,
    CardUnknown,
)
from hr_desk.operations.problems import NotPermitted, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.operations.users import UserLine
from hr_desk.vault.cards import CardPinUnsuitable, WrongCardPin
from hr_desk.vault.slots import WrongPassphrase
from tests.support.desk import PASSPHRASES, Desk

PIN = "204816"


def line(session: Session, name: str) -> UserLine:
    return next(one for one in users.list_users(session) if one.name == name)


def handed_out(desk: Desk, admin: Session, name: str = "gate") -> str:
    """Return the code of a card that its user has taken up."""
    code: str = cards.issue(admin, line(admin, name).id).code
    cards.take_up(desk.open(name), code, pin=PIN)
    return code


def by_card(desk: Desk, code: str, pin: str = PIN) -> Session:
    session = cards.open_by_card(
        desk.folder, code=code, pin=pin, clock=desk.clock, profile=desk.profile
    )
    desk.sessions.append(session)
    return session


def test_a_card_and_its_pin_open_the_desk_as_its_user(desk: Desk, admin: Session) -> None:
    code = handed_out(desk, admin)
    assert cards.holder(desk.folder, code) == "gate"
    session = by_card(desk, code)
    assert session.user.name == "gate" and session.held == ("visits",)
    assert session.keys == desk.open("gate").keys
    with pytest.raises(WrongCardPin):
        by_card(desk, code, "204817")


def test_the_card_waits_until_its_user_chooses_a_pin(desk: Desk, admin: Session) -> None:
    issued = cards.issue(admin, line(admin, "gate").id)
    assert issued.name == "gate" and issued.changes.touches("user")
    waiting = line(admin, "gate")
    assert waiting.card_waits and not waiting.has_card
    with pytest.raises(CardNotTakenUp):
        by_card(desk, issued.code)
    gate = desk.open("gate")
    with pytest.raises(CardPinUnsuitable):
        cards.take_up(gate, issued.code, pin="123456")
    cards.take_up(gate, issued.code, pin=PIN)
    taken = line(admin, "gate")
    assert taken.has_card and not taken.card_waits
    cards.take_up(gate, issued.code, pin="860420")
    with pytest.raises(WrongCardPin):
        by_card(desk, issued.code, PIN)
    assert by_card(desk, issued.code, "860420").user.name == "gate"


def test_a_new_card_replaces_the_one_before_at_once(desk: Desk, admin: Session) -> None:
    old = handed_out(desk, admin)
    new = cards.issue(admin, line(admin, "gate").id).code
    for refused in (old, card_code.new(), "", "1" * card_code.LENGTH):
        with pytest.raises(CardUnknown):
            by_card(desk, refused)
    cards.take_up(desk.open("gate"), new, pin=PIN)
    assert by_card(desk, new).user.name == "gate"


def test_a_blocked_card_opens_nothing_and_the_passphrase_still_does(
    desk: Desk, admin: Session
) -> None:
    code = handed_out(desk, admin)
    cards.block(admin, line(admin, "gate").id)
    with pytest.raises(CardUnknown):
        by_card(desk, code)
    with pytest.raises(CardUnknown):
        cards.block(admin, line(admin, "gate").id)
    assert desk.open("gate").held == ("visits",)


def test_a_card_is_for_the_roles_of_ordinary_strength_alone(desk: Desk, admin: Session) -> None:
    with pytest.raises(CardNotForRoles):
        cards.issue(admin, line(admin, "admin").id)
    assert not cards.may_have(admin) and cards.may_have(desk.open("gate"))
    with pytest.raises(UnknownUser):
        cards.issue(admin, line(admin, "recovery").id)
    code = handed_out(desk, admin)
    memberships.change_roles(admin, line(admin, "gate").id, ["front_desk", "hr_admin"])
    with pytest.raises(CardNotForRoles):
        by_card(desk, code)


def test_nobody_takes_up_a_card_of_somebody_else(desk: Desk, admin: Session) -> None:
    code = cards.issue(admin, line(admin, "gate").id).code
    with pytest.raises(CardOfSomebodyElse):
        cards.take_up(desk.open("hiring"), code, pin=PIN)
    with pytest.raises(CardUnknown):
        cards.take_up(desk.open("gate"), card_code.new(), pin=PIN)


def test_only_an_hr_admin_hands_out_and_blocks(desk: Desk, admin: Session) -> None:
    gate = desk.open("gate")
    for refused in (cards.issue, cards.block):
        with pytest.raises(NotPermitted):
            refused(gate, line(gate, "hiring").id)
    assert not line(admin, "hiring").card_waits


def test_the_card_goes_with_its_user_and_with_their_keys(desk: Desk, admin: Session) -> None:
    first, second = handed_out(desk, admin), handed_out(desk, admin, "hiring")
    desk.close()
    again = desk.open("admin")
    memberships.set_passphrase(again, line(again, "hiring").id, "ninety nine paper cranes")
    memberships.remove(again, line(again, "gate").id)
    assert not again.register.cards
    for code in (first, second):
        with pytest.raises(CardUnknown):
            by_card(desk, code)


def test_the_passphrase_may_change_and_the_card_stays(desk: Desk, admin: Session) -> None:
    code = handed_out(desk, admin)
    users.change_passphrase(desk.open("gate"), old=PASSPHRASES["gate"], new="brand new words here")
    assert by_card(desk, code).user.name == "gate"


def test_what_an_open_window_asks_again(desk: Desk, admin: Session) -> None:
    code, other = handed_out(desk, admin), handed_out(desk, admin, "second")
    gate = desk.open("gate")
    cards.require_own_card(gate, code, PIN)
    cards.require_own_passphrase(gate, PASSPHRASES["gate"])
    with pytest.raises(WrongCardPin):
        cards.require_own_card(gate, code, "204817")
    with pytest.raises(CardOfSomebodyElse):
        cards.require_own_card(gate, other, PIN)
    with pytest.raises(WrongPassphrase):
        cards.require_own_passphrase(gate, PASSPHRASES["second"])


def test_all_of_it_is_logged_without_code_or_pin(desk: Desk, admin: Session) -> None:
    code = handed_out(desk, admin)
    cards.block(admin, line(admin, "gate").id)
    texts = [
        body
        for name in admin.held
        for (body,) in admin.compartment(name).read("SELECT body FROM audit")
    ]
    for operation in ("user.card", "user.card_take_up", "user.card_block"):
        assert any(f'"{operation}"' in text for text in texts)
    assert not any(code in text or PIN in text for text in texts)


def test_slots_json_holds_no_code(desk: Desk, admin: Session) -> None:
    code = handed_out(desk, admin)
    kept = (desk.folder / "slots.json").read_bytes()
    assert code.encode() not in kept and code[:20].encode() not in kept
    assert desks.read_register(desk.folder).cards
