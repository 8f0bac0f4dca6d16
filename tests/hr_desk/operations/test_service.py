# SPDX-License-Identifier: Apache-2.0
"""The service slot: switched on with a key file, sweeps and does nothing else, switched off."""

import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk import operations
from hr_desk.errors import UserError
from hr_desk.operations import (
    backups,
    cards,
    delivery,
    desks,
    epochs,
    memberships,
    recruitment,
    retention,
    service,
    users,
)
from hr_desk.operations.admission import SERVICE_ROLE, UserNameUnusable
from hr_desk.operations.letters import KINDS, kind_of
from hr_desk.operations.operation import OPERATIONS, permitted, require
from hr_desk.operations.problems import CompartmentClosed, NotPermitted, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.problems import PlaceUnusable
from hr_desk.store.service_key import (
    ServiceKeyInDesk,
    ServiceKeyMissing,
    ServiceKeyOpen,
    ServiceKeyOwner,
    ServiceKeyThere,
)
from hr_desk.vault.access import NotGranted, secret_for
from hr_desk.vault.envelopes import read_header
from hr_desk.vault.service_key import ServiceKey, ServiceKeyNewer, ServiceKeyUnreadable
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.made_up import people

for module in pkgutil.iter_modules(operations.__path__):
    importlib.import_module(f"hr_desk.operations.{module.name}")

SWEEPS = {
    "retention.sweep",
    "account.release",
    "account.forget",
    "joiner.release",
    "visit.close_day",
    "application.conclude_untouched",
    "minor.lock",
    "minor.lock_joiner",
    "minor.lock_visit",
    "pool.lapse",
    "request.sweep",
    "audit.cut",
    "transfer.settle",
    "applicant_transfer.settle",
    "account_transfer.settle",
    "visit.forget_contacts",
}
"""What a sweep is made of: all that the service may call."""


@pytest.fixture
def key(desk: Desk) -> Path:
    """The service is on; where its key file lies."""
    path = desk.folder.parent / "scheduler" / "service.key"
    path.parent.mkdir()
    admin = desk.open("admin")
    service.switch_on(admin, path)
    desk.close()
    return path


@pytest.fixture
def served(desk: Desk, key: Path) -> Iterator[Session]:
    """A session of the service."""
    session = opened(desk, key)
    yield session
    session.close()


def opened(desk: Desk, key: Path) -> Session:
    return service.open_by_key(desk.folder, key, clock=desk.clock, profile=desk.profile)


def refused(desk: Desk, count: int = 2) -> list[str]:
    """Take people in and say that they are not hired; returns their applications."""
    recruiter = desk.open("hiring")
    ids = desk.take_in(recruiter, list(people(count, seed=7)))
    recruitment.reject(recruiter, list(ids), reason="skills")
    desk.close()
    return list(ids)


def left(desk: Desk) -> set[str]:
    session = desk.open("admin")
    found = {id_ for (id_,) in session.compartment("hiring").read("SELECT id FROM application")}
    desk.close()
    return found


def test_it_is_off_until_somebody_switches_it_on(desk: Desk) -> None:
    admin = desk.open("admin")
    assert service.standing(admin) is None
    with pytest.raises(service.ServiceOff):
        service.switch_off(admin)


def test_nobody_opens_the_desk_by_a_key_file_while_it_is_off(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "made.key"
    path.write_bytes(ServiceKey.new(desk.desk_id).to_bytes())
    path.chmod(0o600)
    with pytest.raises(service.ServiceOff):
        opened(desk, path)


def test_the_key_file_is_for_its_owner_alone_and_holds_no_passphrase_of_a_person(
    desk: Desk, key: Path
) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    assert desk.desk_id in key.read_text("ascii")
    assert len(ServiceKey.from_bytes(key.read_bytes(), file="x").secret) == 32
    assert key.read_bytes() not in (desk.folder / "slots.json").read_bytes()


def test_what_is_due_goes_without_anybody_and_the_certificate_says_who(
    desk: Desk, key: Path
) -> None:
    ids = refused(desk)
    for _ in range(180):
        desk.clock.advance(days=1)
        session = opened(desk, key)
        done = retention.sweep(session)
        session.close()
    assert not left(desk) & set(ids)
    assert done.proven and done.certificate is not None
    retention.verify_certificate(done.certificate)
    assert (desk.folder / "backups" / backups.DELETIONS).read_bytes()


def test_every_operation_but_the_sweep_is_refused(served: Session) -> None:
    assert {name for name, one in OPERATIONS.items() if SERVICE_ROLE in one.roles} == SWEEPS
    assert not permitted(served, "retention.confirm_time")
    for name in OPERATIONS.keys() - SWEEPS:
        assert not permitted(served, name), name
        with pytest.raises(NotPermitted):
            require(served, name)
    for name in SWEEPS - {"request.sweep"}:
        assert permitted(served, name), name


def test_it_takes_no_list_of_what_is_due_and_gives_no_word_for_the_clock(
    desk: Desk, served: Session
) -> None:
    with pytest.raises(NotPermitted):
        retention.preview(served)
    desk.clock.advance(days=20)
    with pytest.raises(NotPermitted):
        retention.confirm_day(served, served.today())


def test_no_window_and_no_command_unlocks_with_it(desk: Desk, key: Path) -> None:
    phrase = ServiceKey.from_bytes(key.read_bytes(), file="x").as_passphrase()
    assert "service" not in desks.user_names(desk.folder)
    with pytest.raises(UnknownUser):
        desks.open_desk(desk.folder, user="service", passphrase=phrase, clock=desk.clock)
    with pytest.raises(UnknownUser):
        users.strengthen(desk.folder, user="service", old=phrase, new="a new one that is long")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def _linked(path: Path) -> None:
    path.symlink_to(path.rename(path.with_suffix(".elsewhere")))


WRONG: dict[str, tuple[Callable[[Path], object], type[UserError]]] = {
    "others read it": (lambda path: path.chmod(0o640), ServiceKeyOpen),
    "others change it": (lambda path: path.chmod(0o602), ServiceKeyOpen),
    "it is gone": (lambda path: path.unlink(), ServiceKeyMissing),
    "it is a folder": (_folder, ServiceKeyMissing),
    "it is a pipe": (_pipe, ServiceKeyMissing),
    "it is a link": (_linked, ServiceKeyMissing),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps lists of access, not modes")
@pytest.mark.parametrize("wrong", WRONG)
def test_a_key_file_that_is_not_kept_is_refused_with_the_way_out(
    desk: Desk, key: Path, wrong: str
) -> None:
    spoil, expected = WRONG[wrong]
    spoil(key)
    with pytest.raises(expected):
        opened(desk, key)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps lists of access, not owners")
def test_a_key_file_of_another_account_is_refused(
    desk: Desk, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    with pytest.raises(ServiceKeyOwner):
        opened(desk, key)


def test_a_key_file_of_another_desk_or_from_before_is_told_apart(
    desk: Desk, key: Path, tmp_path: Path
) -> None:
    data = key.read_bytes()
    for wrong, expected in (
        (ServiceKey.new("0" * 64).to_bytes(), service.ServiceKeyElsewhere),
        (ServiceKey.new(desk.desk_id).to_bytes(), service.ServiceKeyOld),
        (data[:-9], ServiceKeyUnreadable),
        (b"", ServiceKeyUnreadable),
        (bytes(range(256)) * 40, ServiceKeyUnreadable),
        (data.replace(b"key 1 ", b"key 2 "), ServiceKeyNewer),
    ):
        key.write_bytes(wrong)
        with pytest.raises(expected):
            opened(desk, key)
    key.write_bytes(data)
    opened(desk, key).close()


def test_the_file_never_lies_in_the_desk_and_never_replaces_another(
    desk: Desk, tmp_path: Path
) -> None:
    admin = desk.open("admin")
    there = tmp_path / "there"
    there.write_text("mine")
    (tmp_path / "way").symlink_to(desk.folder)
    for path, expected in (
        (desk.folder / "service.key", ServiceKeyInDesk),
        (desk.folder / "backups" / "service.key", ServiceKeyInDesk),
        (tmp_path / "way" / "service.key", ServiceKeyInDesk),
        (there, ServiceKeyThere),
        (tmp_path / "nowhere" / "service.key", PlaceUnusable),
    ):
        with pytest.raises(expected):
            service.switch_on(admin, path)
    assert there.read_text() == "mine"
    assert service.standing(admin) is None


def test_where_slots_json_cannot_be_written_no_key_file_stays(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise PlaceUnusable(folder="x")

    admin = desk.open("admin")
    monkeypatch.setattr(DeskFiles, "write_register", full)
    with pytest.raises(PlaceUnusable):
        service.switch_on(admin, tmp_path / "service.key")
    assert not (tmp_path / "service.key").exists()


def test_it_holds_what_was_named_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    admin = desk.open("admin")
    service.switch_on(admin, tmp_path / "service.key", compartments=["visits"])
    line = service.standing(admin)
    assert line is not None and (line.sweeps, line.waits) == (("visits",), ())
    session = opened(desk, tmp_path / "service.key")
    assert session.held == ("visits",)
    with pytest.raises(CompartmentClosed):
        session.compartment("hiring")
    with pytest.raises(NotGranted):
        secret_for(session.register, "hiring", user_id=session.user.id, keys=session.keys)
    session.close()


def test_privacy_is_given_by_whoever_holds_it(desk: Desk, key: Path) -> None:
    admin = desk.open("admin")
    users.add(admin, name="officer", passphrase=PASSPHRASES["second"], roles=["privacy_officer"])
    line = service.standing(admin)
    assert line is not None and line.waits == ("privacy",)
    with pytest.raises(memberships.NothingToGrant):
        memberships.grant(admin, line.id)
    recovery = users.open_by_recovery(
        desk.folder, halves=desk.recovery_halves, clock=desk.clock, profile=desk.profile
    )
    memberships.grant(recovery, line.id)
    recovery.close()
    session = opened(desk, key)
    assert "privacy" in session.held and session.may("request.sweep")
    retention.sweep(session)
    session.close()


@pytest.mark.parametrize("user", ["hiring", "gate"])
def test_only_whoever_holds_the_root_switches_it_on(desk: Desk, tmp_path: Path, user: str) -> None:
    with pytest.raises(NotPermitted):
        service.switch_on(desk.open(user), tmp_path / "service.key")
    assert not (tmp_path / "service.key").exists()


def test_it_is_on_once_and_has_neither_roles_passphrase_nor_card(desk: Desk, key: Path) -> None:
    admin = desk.open("admin")
    (line,) = [one for one in users.list_users(admin) if one.is_service]
    with pytest.raises(service.ServiceOn):
        service.switch_on(admin, key.with_name("two"))
    with pytest.raises(memberships.ServiceStays):
        memberships.change_roles(admin, line.id, ["recruiter"])
    with pytest.raises(memberships.ServiceStays):
        memberships.set_passphrase(admin, line.id, "a passphrase for nobody")
    with pytest.raises(UnknownUser):
        cards.issue(admin, line.id)
    with pytest.raises(UserNameUnusable):
        users.add(admin, name="Service", passphrase="a passphrase", roles=["recruiter"])


def test_switched_off_all_it_could_read_has_a_new_key(desk: Desk, key: Path) -> None:
    before = opened(desk, key)
    before.close()
    admin = desk.open("admin")
    done = service.switch_off(admin)
    assert set(done.renewed) == {"visits", "hiring", "personnel", "payroll"}
    assert service.standing(admin) is None and not epochs.epochs_owed(admin)
    with pytest.raises(service.ServiceOff):
        opened(desk, key)
    for name in done.renewed:
        epoch = admin.register.epochs[name]
        assert epoch == 2
        with pytest.raises(NotGranted):
            secret_for(admin.register, name, user_id=before.user.id, keys=before.keys)
    service.switch_on(admin, key.with_name("second.key"))
    admin.close()
    desk.sessions.clear()
    with pytest.raises(service.ServiceKeyOld):
        opened(desk, key)
    opened(desk, key.with_name("second.key")).close()


def test_it_goes_on_when_somebody_else_is_removed(desk: Desk, key: Path) -> None:
    admin = desk.open("admin")
    gate = next(one for one in users.list_users(admin) if one.name == "gate")
    memberships.remove(admin, gate.id)
    desk.close()
    session = opened(desk, key)
    assert "visits" in session.held and session.register.epochs["visits"] == 2
    retention.sweep(session)
    session.close()


def test_a_clock_that_leapt_takes_nothing_for_it(desk: Desk, key: Path) -> None:
    ids = refused(desk)
    desk.clock.advance(days=400)
    session = opened(desk, key)
    assert retention.clock_needs_confirmation(session)
    retention.sweep(session)
    session.close()
    assert set(ids) <= left(desk)


def test_a_window_beside_it_makes_the_proof_wait_and_no_more(desk: Desk, key: Path) -> None:
    ids = refused(desk)
    for day in range(180):
        desk.clock.advance(days=1)
        if day % 2 or day == 179:
            window = desk.open("hiring")
            session = opened(desk, key)
            done = retention.sweep(session)
            session.close()
            there = window.compartment("hiring").read("SELECT id FROM application")
            desk.close()
    assert not {id_ for (id_,) in there} & set(ids)
    assert not done.proven
    session = opened(desk, key)
    assert retention.finish_proofs(session)
    session.close()
    assert desk.clock.now() - START == timedelta(days=180)


def test_what_the_service_may_say_by_envelope() -> None:
    """It tells what a sweep does, and nothing that changes pay, rights or somebody's file."""
    kind_of("hiring", "record.gone")
    assert {(one.compartment, one.name) for one in KINDS.values() if SERVICE_ROLE in one.roles} == {
        ("hiring", "record.gone"),
        ("personnel", "record.gone"),
        ("payroll", "record.gone"),
        ("privacy", "record.gone"),
        ("visits", "record.gone"),
        ("visits", "visit.cancelled"),
        ("hiring", "visit.left"),
        ("hiring", "visit.not_come"),
        ("personnel", "transfer.answer"),
    }


def test_what_it_may_not_say_waits_for_somebody_who_may(desk: Desk, served: Session) -> None:
    """A minor's file that it closed ends an account in payroll, which only a person may tell."""
    with served.compartment("hiring").change("minor.lock") as change:
        delivery.send(
            served, change, receiver="personnel", kind="joiner.handed_over", record="", message={}
        )
    assert delivery.deliver(served) == ()
    recruiter = desk.open("hiring")
    (carried,) = delivery.deliver(recruiter)
    sender = read_header(carried.read_bytes()).context.sender
    assert sender.endswith(f"/hiring/{recruiter.user.id}")
