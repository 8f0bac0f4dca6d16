# SPDX-License-Identifier: Apache-2.0
"""Users: adding needs the root, a passphrase needs its owner, recovery needs both halves."""

from typing import Any

import pytest

from hr_desk.errors import UserError
from hr_desk.operations import desks, users
from hr_desk.operations.admission import RoleUnknown, UserNameUnusable
from hr_desk.operations.problems import NameTaken, NotPermitted
from hr_desk.operations.session import Session
from hr_desk.vault.recovery import RecoveryProblem
from hr_desk.vault.slots import WeakPassphrase, WrongPassphrase
from tests.support.desk import PASSPHRASES, Desk

GOOD: dict[str, Any] = {
    "name": "新同事",
    "passphrase": "some long enough words",
    "roles": ["recruiter"],
}


@pytest.mark.parametrize(
    ("roles", "held", "root"),
    [
        (["front_desk"], {"visits"}, False),
        (["recruiter"], {"hiring"}, False),
        (["front_desk", "recruiter"], {"visits", "hiring"}, False),
        (["hr_admin"], {"visits", "hiring", "personnel", "payroll"}, True),
        (["auditor"], set(), False),
        (["onboarding"], {"personnel"}, False),
    ],
)
def test_a_role_is_a_set_of_keys(
    desk: Desk, admin: Session, roles: list[str], held: set[str], root: bool
) -> None:
    users.add(admin, name="third", passphrase=PASSPHRASES["second"], roles=roles)
    session = desks.open_desk(
        desk.folder, user="third", passphrase=PASSPHRASES["second"], clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    assert set(session.held) == held
    assert (session.root is not None) is root
    session.close()
    line = next(line for line in users.list_users(admin) if line.name == "third")
    assert (set(line.holds), line.holds_root) == (held, root)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": "ADMIN"}, NameTaken),
        ({"name": "x"}, UserNameUnusable),
        ({"name": " Recovery "}, UserNameUnusable),
        ({"name": "a/b"}, UserNameUnusable),
        ({"name": "长" * 31}, UserNameUnusable),
        ({"roles": []}, RoleUnknown),
        ({"roles": ["boss"]}, RoleUnknown),
        ({"roles": ["kiosk"]}, RoleUnknown),
        ({"roles": ["recovery"]}, RoleUnknown),
        ({"passphrase": "short"}, WeakPassphrase),
    ],
)
def test_an_unusable_user_is_not_added(
    desk: Desk, admin: Session, change: dict[str, object], expected: type[UserError]
) -> None:
    before = (desk.folder / "slots.json").read_bytes()
    with pytest.raises(expected):
        users.add(admin, **{**GOOD, **change})
    assert (desk.folder / "slots.json").read_bytes() == before


def test_only_who_holds_the_root_adds(desk: Desk, session: Session) -> None:
    before = (desk.folder / "slots.json").read_bytes()
    with pytest.raises(NotPermitted):
        users.add(session, **GOOD)
    assert (desk.folder / "slots.json").read_bytes() == before


def test_adding_is_logged_and_counts_up(admin: Session) -> None:
    serial = admin.register.serial
    changes = users.add(admin, **GOOD)
    assert changes.touches("user") and len(changes.created) == 1
    assert admin.register.serial == serial + 1
    (body,) = admin.compartment(admin.held[0]).read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    assert '"user.add"' in body and changes.created[0] in body


def test_a_passphrase_changes_with_its_owner_alone(desk: Desk, session: Session) -> None:
    with pytest.raises(WrongPassphrase):
        users.change_passphrase(session, old="not the old one", new="brand new words here")
    with pytest.raises(WeakPassphrase):
        users.change_passphrase(session, old=PASSPHRASES["hiring"], new="x")
    users.change_passphrase(session, old=PASSPHRASES["hiring"], new="brand new words here")
    desk.close()
    with pytest.raises(WrongPassphrase):
        desk.open("hiring")
    desks.open_desk(
        desk.folder, user="hiring", passphrase="brand new words here", clock=desk.clock,
        profile=desk.profile,
    ).close()  # fmt: skip
    desk.open("admin")


def test_recovery_opens_everything_with_both_halves(desk: Desk) -> None:
    first, second = desk.recovery_halves
    session = users.open_by_recovery(
        desk.folder, halves=(first, second), clock=desk.clock, profile=desk.profile
    )
    assert set(session.held) == set(desks.COMPARTMENTS) and session.root is not None
    session.close()
    for halves in ((first, first), (second, second), (first, second[:-1] + "?")):
        with pytest.raises((RecoveryProblem, WrongPassphrase)):
            users.open_by_recovery(desk.folder, halves=halves, clock=desk.clock)


def test_recovery_is_listed_and_has_no_login_name(desk: Desk, admin: Session) -> None:
    assert "recovery" in {line.name for line in users.list_users(admin)}
    assert desks.user_names(desk.folder) == ("admin", "hiring", "gate", "second")
