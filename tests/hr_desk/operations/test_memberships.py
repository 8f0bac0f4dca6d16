# SPDX-License-Identifier: Apache-2.0
"""Roles, new keys, waiting grants and removing: what each changes, and who may not."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from hr_desk.errors import UserError
from hr_desk.operations import (
    desks,
    drafts,
    epochs,
    granting,
    memberships,
    requisitions,
    users,
)
from hr_desk.operations.admission import RoleUnknown
from hr_desk.operations.epochs import CompartmentInUse
from hr_desk.operations.memberships import (
    LastAdmin,
    NothingToGrant,
    NotOneself,
    OwnPassphrase,
    RecoveryStays,
)
from hr_desk.operations.problems import NotPermitted, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.operations.standing import RolesChanged, Struck
from hr_desk.vault.grants import make_grant
from hr_desk.vault.slots import WeakPassphrase, WrongPassphrase
from tests.support.desk import PASSPHRASES, Desk

NEW = "lantern under seven bridges"


def line(session: Session, name: str) -> users.UserLine:
    return next(one for one in users.list_users(session) if one.name == name)


def open_as(desk: Desk, user: str, passphrase: str) -> Session:
    session = desks.open_desk(
        desk.folder, user=user, passphrase=passphrase, clock=desk.clock, profile=desk.profile
    )
    desk.sessions.append(session)
    return session


def recovered(desk: Desk) -> Session:
    session = users.open_by_recovery(
        desk.folder, halves=desk.recovery_halves, clock=desk.clock, profile=desk.profile
    )
    desk.sessions.append(session)
    return session


def write(session: Session) -> None:
    """Write something, as any recruiter may."""
    requisitions.open_requisition(
        session, title="焊工", department="制造部", place="青岛", head_count=1
    )


def with_officer(desk: Desk, admin: Session) -> str:
    """Add a privacy officer, who waits for the key of privacy; returns their id."""
    changes = users.add(admin, name="officer", passphrase=NEW, roles=["privacy_officer"])
    return str(changes.created[0])


def test_a_gained_role_gains_its_keys_and_loses_none(desk: Desk, admin: Session) -> None:
    gate = line(admin, "gate")
    done = memberships.change_roles(admin, gate.id, ["front_desk", "recruiter"])
    assert (done.renewed, done.owed) == ((), ())
    assert set(line(admin, "gate").holds) == {"visits", "hiring"}
    session = desk.open("gate")
    assert set(session.held) == {"visits", "hiring"} and session.user.id == gate.id
    write(session)


def test_a_lost_role_loses_its_key_in_a_new_epoch(desk: Desk, admin: Session) -> None:
    second = line(admin, "second")
    done = memberships.change_roles(admin, second.id, ["front_desk"])
    assert done.renewed == ("hiring",)
    session = desk.open("second")
    assert session.held == ("visits",)
    assert (desk.folder / "hiring-2.db").exists()
    assert desk.open("hiring").held == ("hiring",)


def test_changing_roles_is_logged_with_the_roles(admin: Session) -> None:
    gate = line(admin, "gate")
    memberships.change_roles(admin, gate.id, ["front_desk", "auditor"])
    (body,) = admin.compartment(admin.held[0]).read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    assert '"user.roles"' in body and '"roles":["auditor","front_desk"]' in body


def test_more_rights_ask_for_a_new_passphrase_and_lock_nobody_out(
    desk: Desk, admin: Session
) -> None:
    gate = line(admin, "gate")
    memberships.change_roles(admin, gate.id, ["front_desk", "hr_admin"])
    assert line(admin, "gate").must_strengthen
    with pytest.raises(desks.StrongerPassphraseNeeded):
        desk.open("gate")
    with pytest.raises(WrongPassphrase):
        open_as(desk, "gate", "not the passphrase")
    with pytest.raises(WrongPassphrase):
        users.strengthen(desk.folder, user="gate", old="not the passphrase", new=NEW)
    with pytest.raises(WeakPassphrase):
        users.strengthen(desk.folder, user="gate", old=PASSPHRASES["gate"], new="short")
    users.strengthen(desk.folder, user="gate", old=PASSPHRASES["gate"], new=NEW)
    session = open_as(desk, "gate", NEW)
    assert session.root is not None and session.user.id == gate.id
    assert session.register.slots[gate.id].kind == "strong"
    assert not line(admin, "gate").must_strengthen


def test_an_admin_may_set_the_passphrase_for_them_instead(desk: Desk, admin: Session) -> None:
    gate = line(admin, "gate")
    memberships.change_roles(admin, gate.id, ["front_desk", "hr_admin"])
    memberships.set_passphrase(admin, gate.id, NEW)
    assert open_as(desk, "gate", NEW).root is not None


def test_a_forgotten_passphrase_is_replaced_together_with_the_keys(
    desk: Desk, admin: Session
) -> None:
    before = line(admin, "hiring")
    (new_id,) = memberships.set_passphrase(admin, before.id, NEW).created
    now = line(admin, "hiring")
    assert now.id == new_id != before.id
    assert (now.roles, now.holds) == (before.roles, before.holds)
    with pytest.raises(WrongPassphrase):
        desk.open("hiring")
    write(open_as(desk, "hiring", NEW))
    assert epochs.epochs_owed(admin) == ()
    old = admin.register.user(before.id)
    assert old.roles == () and old.name == "hiring"
    assert admin.register.grants_to(before.id) == () and before.id not in admin.register.slots


def test_a_name_is_free_again_once_its_user_was_removed(desk: Desk, admin: Session) -> None:
    memberships.remove(admin, line(admin, "second").id)
    users.add(admin, name="second", passphrase=NEW, roles=["recruiter"])
    assert open_as(desk, "second", NEW).holds("hiring")


def test_what_waits_is_granted_by_whoever_holds_it(desk: Desk, admin: Session) -> None:
    officer = with_officer(desk, admin)
    assert (line(admin, "officer").holds, line(admin, "officer").waits) == ((), ("privacy",))
    with pytest.raises(NothingToGrant):
        memberships.grant(admin, officer)
    serial = admin.register.serial
    assert memberships.grant(recovered(desk), officer).touches("user")
    session = open_as(desk, "officer", NEW)
    assert session.held == ("privacy",) and session.register.serial == serial
    assert line(admin, "officer").waits == ()
    other = users.add(admin, name="other", passphrase=NEW, roles=["privacy_officer"]).created[0]
    memberships.grant(session, other)
    assert open_as(desk, "other", NEW).held == ("privacy",)


def test_a_false_grant_neither_counts_nor_stands_in_the_way(desk: Desk, admin: Session) -> None:
    """Whoever can write slots.json and sign for a user cannot make that user a holder."""
    officer = with_officer(desk, admin)
    false = make_grant(
        bytes(32), desk_id=desk.desk_id, subject="privacy", epoch=1, to=officer,
        to_public=admin.register.user(officer).public, by=admin.user.id, by_keys=admin.keys,
    )  # fmt: skip
    forged = replace(admin.register, grants=(*admin.register.grants, replace(false, by=officer)))
    (desk.folder / "slots.json").write_bytes(forged.to_bytes())
    session = recovered(desk)
    assert officer not in {u.id for u in granting.holders(session, forged, "privacy")}
    memberships.grant(session, officer)
    assert open_as(desk, "officer", NEW).held == ("privacy",)


def test_a_holder_made_up_by_whoever_has_the_root_gets_no_new_secret(
    desk: Desk, admin: Session
) -> None:
    """A removed admin knows the root for ever; the next epoch's secret is not sealed to theirs."""
    root = admin.root
    assert root is not None
    keys, mole = granting.new_user(
        root, name="mole", roles=["recruiter"], at="2026-03-02T01:00:00Z"
    )
    own = make_grant(
        bytes(32), desk_id=desk.desk_id, subject="hiring", epoch=1, to=mole.id,
        to_public=keys.public, by=mole.id, by_keys=keys,
    )  # fmt: skip
    forged = admin.register.with_user(mole).with_grants([own]).signed(root)
    (desk.folder / "slots.json").write_bytes(forged.to_bytes())
    memberships.remove(admin, line(admin, "second").id)
    assert admin.register.epochs["hiring"] == 2
    mine = [grant.epoch for grant in admin.register.grants_to(mole.id)]
    assert 2 not in mine
    assert line(admin, "mole").waits == ("hiring",)


def test_everyone_keeps_their_keys_though_all_first_granters_are_gone(desk: Desk) -> None:
    """Let in by recovery, a new admin removes the first one: the others hold their keys still."""
    users.add(recovered(desk), name="newcomer", passphrase=NEW, roles=["hr_admin"])
    desk.close()
    session = open_as(desk, "newcomer", NEW)
    memberships.remove(session, line(session, "admin").id)
    memberships.remove(session, line(session, "second").id)
    desk.close()
    assert desk.open("hiring").held == ("hiring",)
    assert desk.open("gate").held == ("visits",)
    assert set(recovered(desk).held) == set(desks.COMPARTMENTS)


def test_a_removed_officer_is_struck_at_once_and_the_epoch_is_owed(
    desk: Desk, admin: Session
) -> None:
    officer = with_officer(desk, admin)
    memberships.grant(recovered(desk), officer)
    desk.close()
    session, theirs = desk.open("admin"), open_as(desk, "officer", NEW)
    done = memberships.remove(session, officer)
    assert (done.renewed, done.owed) == ((), ("privacy",))
    assert epochs.epochs_owed(session) == ("privacy",)
    with pytest.raises(Struck), theirs.compartment("privacy").change("test"):
        pass
    desk.close()
    with pytest.raises(UnknownUser):
        open_as(desk, "officer", NEW)
    last = recovered(desk)
    assert epochs.renew(last, "privacy").renewed == ("privacy",)
    assert epochs.epochs_owed(last) == ()
    with pytest.raises(epochs.NothingOwed):
        epochs.renew(last, "privacy")
    assert last.register.grants_to(officer) == ()


def test_an_officer_without_the_root_renews_with_an_admin_beside_them(
    desk: Desk, admin: Session
) -> None:
    officer = with_officer(desk, admin)
    other = users.add(admin, name="other", passphrase=NEW, roles=["privacy_officer"]).created[0]
    everything = recovered(desk)
    memberships.grant(everything, officer)
    memberships.grant(everything, other)
    desk.close()
    session = desk.open("admin")
    memberships.remove(session, other)
    with pytest.raises(UserError):
        epochs.renew(session, "privacy")
    theirs = open_as(desk, "officer", NEW)
    for admin_name, passphrase, problem in (
        ("", "", NotPermitted),
        ("nobody", NEW, UnknownUser),
        ("hiring", PASSPHRASES["hiring"], NotPermitted),
        ("admin", "not the passphrase", WrongPassphrase),
    ):
        with pytest.raises(problem):
            epochs.renew(theirs, "privacy", admin=admin_name, passphrase=passphrase)
    done = epochs.renew(theirs, "privacy", admin="admin", passphrase=PASSPHRASES["admin"])
    assert (done.renewed, done.owed) == (("privacy",), ())
    assert theirs.root is None and theirs.compartment("privacy").fact("epoch") == "2"
    with theirs.compartment("privacy").change("test"):
        pass
    assert set(recovered(desk).held) == set(desks.COMPARTMENTS)


def test_the_open_window_of_a_removed_user_writes_nothing_more(desk: Desk, admin: Session) -> None:
    theirs = desk.open("second")
    write(theirs)
    with pytest.raises(CompartmentInUse) as problem:
        memberships.remove(admin, theirs.user.id)
    assert "second" in problem.value.text()
    done = memberships.remove(admin, theirs.user.id, later=True)
    assert (done.renewed, done.owed) == ((), ("hiring",))
    head = theirs.compartment("hiring").head()
    with pytest.raises(Struck):
        write(theirs)
    with pytest.raises(Struck):
        drafts.save(theirs, "new", {"full_name": "张"})
    assert admin.compartment("hiring").head() == head
    theirs.close()
    assert epochs.renew(admin, "hiring").owed == ()


def test_the_open_window_of_changed_roles_must_be_unlocked_again(
    desk: Desk, admin: Session
) -> None:
    theirs = desk.open("hiring")
    memberships.change_roles(admin, theirs.user.id, ["recruiter", "front_desk"])
    with pytest.raises(RolesChanged):
        write(theirs)
    theirs.close()
    write(desk.open("hiring"))


def test_a_demoted_admin_changes_no_more_users_from_an_open_window(
    desk: Desk, admin: Session
) -> None:
    memberships.change_roles(admin, line(admin, "hiring").id, ["recruiter", "hr_admin"])
    users.strengthen(desk.folder, user="hiring", old=PASSPHRASES["hiring"], new=NEW)
    theirs = open_as(desk, "hiring", NEW)
    assert theirs.root is not None
    memberships.change_roles(admin, theirs.user.id, ["recruiter"], later=True)
    with pytest.raises(RolesChanged):
        users.add(theirs, name="third", passphrase=NEW, roles=["recruiter"])
    with pytest.raises(RolesChanged):
        memberships.remove(theirs, admin.user.id)


def test_other_open_windows_go_on_and_follow_the_new_keys(desk: Desk, admin: Session) -> None:
    gate, before = desk.open("gate"), admin.register.envelope_keys["hiring"]
    memberships.remove(admin, line(admin, "second").id)
    with gate.compartment("visits").change("test"):
        pass
    assert gate.register.envelope_keys["hiring"] != before
    assert gate.register.serial == admin.register.serial


@pytest.mark.parametrize("roles", [["recruiter"], []])
def test_the_last_admin_stays(admin: Session, roles: Sequence[str]) -> None:
    before = admin.register
    with pytest.raises(LastAdmin):
        if roles:
            memberships.change_roles(admin, admin.user.id, roles)
        else:
            memberships.remove(admin, admin.user.id)
    assert admin.register is before


def test_nobody_takes_a_key_from_themselves(desk: Desk, admin: Session) -> None:
    users.add(admin, name="deputy", passphrase=NEW, roles=["hr_admin"])
    with pytest.raises(NotOneself):
        memberships.remove(admin, admin.user.id)
    with pytest.raises(NotOneself):
        memberships.change_roles(admin, admin.user.id, ["recruiter"])
    with pytest.raises(OwnPassphrase):
        memberships.set_passphrase(admin, admin.user.id, NEW)
    memberships.change_roles(admin, admin.user.id, ["hr_admin", "recruiter"])
    assert admin.may("requisition.open") and admin.user.roles == ("hr_admin", "recruiter")
    write(admin)
    deputy = open_as(desk, "deputy", NEW)
    with pytest.raises(CompartmentInUse):
        memberships.remove(deputy, admin.user.id)
    admin.close()
    assert set(memberships.remove(deputy, admin.user.id).renewed) == set(desks.COMPARTMENTS) - {
        "privacy"
    }


def test_recovery_stays_as_it_is(admin: Session) -> None:
    recovery = line(admin, "recovery")
    assert recovery.is_recovery
    with pytest.raises(RecoveryStays):
        memberships.remove(admin, recovery.id)
    with pytest.raises(RecoveryStays):
        memberships.change_roles(admin, recovery.id, ["auditor"])
    with pytest.raises(RecoveryStays):
        memberships.set_passphrase(admin, recovery.id, NEW)


def test_who_has_no_root_changes_nobody(desk: Desk, admin: Session, session: Session) -> None:
    before = (desk.folder / "slots.json").read_bytes()
    gate = line(admin, "gate").id
    attempts: tuple[Callable[[], object], ...] = (
        lambda: memberships.remove(session, gate),
        lambda: memberships.change_roles(session, gate, ["recruiter"]),
        lambda: memberships.set_passphrase(session, gate, NEW),
        lambda: memberships.grant(session, gate),
        lambda: epochs.renew(session, "hiring"),
    )
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    assert (desk.folder / "slots.json").read_bytes() == before


def test_what_cannot_be_is_refused(desk: Desk, admin: Session) -> None:
    before = (desk.folder / "slots.json").read_bytes()
    gate = line(admin, "gate").id
    for roles in ([], ["boss"], ["kiosk"], ["recovery"]):
        with pytest.raises(RoleUnknown):
            memberships.change_roles(admin, gate, roles)
    with pytest.raises(UnknownUser):
        memberships.remove(admin, "0" * 16)
    with pytest.raises(WeakPassphrase):
        memberships.set_passphrase(admin, gate, "short")
    assert (desk.folder / "slots.json").read_bytes() == before


def test_the_question_beforehand_names_what_is_renewed(admin: Session) -> None:
    second = line(admin, "second").id
    assert memberships.lost_by(admin, second) == ("hiring",)
    assert memberships.lost_by(admin, second, ["recruiter", "front_desk"]) == ()
    assert memberships.lost_by(admin, line(admin, "admin").id) == (
        "hiring", "payroll", "personnel", "visits",
    )  # fmt: skip
