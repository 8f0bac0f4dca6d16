# SPDX-License-Identifier: Apache-2.0
"""A desk that keeps only some compartments works, and what it lacks stands at a paired desk."""

import datetime as dt
import os
from pathlib import Path

import pytest

from hr_desk.operations import (
    backups,
    delivery,
    desks,
    disclosure,
    drafts,
    intake,
    pairing,
    policies,
    today,
    users,
)
from hr_desk.operations.admission import CompartmentUnknown
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.exchanging import exchange
from hr_desk.operations.problems import CompartmentClosed, NobodyReceives
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from tests.support.desk import COMPANY, POLICY_ZH, START
from tests.support.two_desks import PASSPHRASE, Side, pair_both

OFFICER = "ten green bottles hang"


def hand_out(session: Session, target: Path) -> None:
    """Register something that leaves and names nobody."""
    entry = Disclosure(kind="certificate", recipient="示例监管机构", purpose="apply.assess")
    disclosure.release(session, entry, b"content", target)


def policy(session: Session) -> None:
    policies.take_in_published(
        session, zh=POLICY_ZH, en="What is asked for, and why.", published_on=START.date(),
        place="公告栏",
    )  # fmt: skip


def test_each_desk_has_the_files_and_grants_it_was_given(sides: tuple[Side, Side]) -> None:
    for side in sides:
        register = desks.read_register(side.folder)
        assert set(register.epochs) == set(register.envelope_keys) == set(side.compartments)
        assert {grant.subject for grant in register.grants} == {*side.compartments, "root"}
        assert {path.stem for path in side.folder.glob("*.db")} == set(side.compartments)
    gate, office = sides
    assert gate.sessions[-1].held == ("visits",) and office.sessions[-1].held == ("hiring",)


def test_recovery_holds_what_the_desk_has(cheap: None, tmp_path: Path) -> None:
    made = desks.create(
        tmp_path / "desk", company=COMPANY, admin="admin", passphrase=PASSPHRASE,
        compartments=("privacy", "hiring"),
    )  # fmt: skip
    session = users.open_by_recovery(
        tmp_path / "desk", halves=made.recovery_halves, profile=tmp_path / "profile"
    )
    assert set(session.held) == {"hiring", "privacy"} and session.root is not None
    users.add(session, name="officer", passphrase=OFFICER, roles=["privacy_officer"])
    session.close()


@pytest.mark.parametrize("compartments", [(), ("office",), ("visits", "kitchen")])
def test_what_cannot_be_kept_is_refused_before_anything_is_written(
    cheap: None, tmp_path: Path, compartments: tuple[str, ...]
) -> None:
    with pytest.raises(CompartmentUnknown):
        desks.create(
            tmp_path / "desk", company=COMPANY, admin="admin", passphrase=PASSPHRASE,
            compartments=compartments,
        )  # fmt: skip
    assert not (tmp_path / "desk").exists()


def test_a_gatehouse_takes_in_the_policy_and_hands_out(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    session = sides[0].sessions[-1]
    policy(session)
    assert policies.in_force(session) is not None
    assert session.may("policy.take_in") and session.may("disclosure.register")
    assert not session.may("application.take_in")
    hand_out(session, tmp_path / "certificate")
    (line,) = disclosure.registered(session)
    assert line.completed and line.recipient == "示例监管机构"
    assert backups.create(session)
    assert [one.key for one in today.summary(session) if one.level == "late"] == []
    assert drafts.list_mine(session) == ()
    with pytest.raises(CompartmentClosed):
        session.compartment("hiring")


def test_a_user_of_a_role_whose_compartment_is_elsewhere_opens_nothing_of_it(
    sides: tuple[Side, Side],
) -> None:
    gate, _ = sides
    users.add(gate.sessions[-1], name="clerk", passphrase=OFFICER, roles=["recruiter"])
    assert gate.open("clerk", OFFICER).held == ()


def told(side: Side) -> list[str]:
    """Return the recipients of the copies the side's privacy office has."""
    officer = side.open("officer", OFFICER)
    intake.take_in(officer)
    return [copy.recipient for copy in disclosure.copies(officer)]


def test_copies_for_privacy_wait_until_a_paired_desk_keeps_it(
    unpaired: tuple[Side, Side], tmp_path: Path
) -> None:
    gate, office = unpaired
    session = gate.open()
    hand_out(session, tmp_path / "one")
    hand_out(session, tmp_path / "two")
    delivery.deliver(session)
    file = session.compartment("visits")
    assert outbox.were_put_off(file, "privacy", kind="disclosure") and outbox.waiting(file) == []

    pair_both(gate, office)
    session = gate.open()
    delivery.deliver(session)
    assert len(gate.names("outgoing", office.desk_id)) == 2
    file = session.compartment("visits")
    assert not outbox.were_put_off(file, "privacy", kind="disclosure")
    shared = tmp_path / "share"
    shared.mkdir()
    exchange(gate.folder, shared)
    exchange(office.folder, shared)
    assert len(office.names("inbox")) == 2
    assert intake.waiting(office.open()) == {"privacy": 2}


def test_a_privacy_office_at_another_desk_is_told_what_left(cheap: None, tmp_path: Path) -> None:
    gate = Side(tmp_path / "gate", tmp_path / "p1", ("visits",), "示例公司门卫室")
    office = Side(tmp_path / "office", tmp_path / "p2", ("privacy",), "示例公司")
    gate.make(("front_desk",))
    made = desks.create(
        office.folder, company=COMPANY, admin="admin", passphrase=PASSPHRASE,
        compartments=office.compartments, clock=office.clock,
    )  # fmt: skip
    office.desk_id = made.desk_id
    recovered = users.open_by_recovery(
        office.folder, halves=made.recovery_halves, clock=office.clock, profile=office.profile
    )
    office.sessions.append(recovered)
    users.add(recovered, name="officer", passphrase=OFFICER, roles=["privacy_officer"])
    pair_both(gate, office)
    (tmp_path / "share").mkdir()

    hand_out(gate.open(), tmp_path / "one")
    for side in (gate, office):
        exchange(side.folder, tmp_path / "share")
    assert told(office) == ["示例监管机构"]
    for side in (office, gate):
        exchange(side.folder, tmp_path / "share")
    delivery.deliver(gate.sessions[-1])
    assert outbox.waiting(gate.sessions[-1].compartment("visits")) == []
    assert gate.names("outgoing", office.desk_id) == gate.names("inbox") == []
    for side in (gate, office):
        exchange(side.folder, tmp_path / "share")
    assert told(office) == ["示例监管机构"]
    gate.close()
    office.close()


def test_an_envelope_of_the_first_version_is_sent_afresh(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    """It was addressed to the bare compartment, and nothing took envelopes in."""
    gate, office = sides
    session = gate.sessions[-1]
    hand_out(session, tmp_path / "one")
    file = session.compartment("visits")
    with file.change("test") as change:
        change.execute(
            "UPDATE outbox SET receiver = 'privacy', delivered_at = ?",
            (dt.datetime.now(dt.UTC).isoformat(),),
        )
    for path in gate.place("outgoing", office.desk_id).iterdir():
        path.unlink()
    (carried,) = delivery.deliver(session)
    assert carried.parent.name == office.desk_id
    assert delivery.deliver(session) == ()


def test_nothing_is_sealed_to_a_desk_whose_introduction_was_put_back(
    sides: tuple[Side, Side],
) -> None:
    gate, office = sides
    session, path = gate.sessions[-1], gate.place("paired", f"{office.desk_id}.json")
    older = path.read_bytes()
    path.write_bytes(pairing.introduction_of(office.folder))
    delivery.deliver(session)
    assert delivery.address(session, "hiring") == f"{office.desk_id}/hiring"
    path.write_bytes(older)
    with pytest.raises(NobodyReceives):
        delivery.address(session, "hiring")


def test_what_nobody_fetches_for_three_days_is_red_for_all(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    gate, office = sides
    session = gate.sessions[-1]
    policy(session)
    hand_out(session, tmp_path / "one")
    (path,) = gate.place("outgoing", office.desk_id).iterdir()
    for age, red in ((dt.timedelta(days=2), []), (dt.timedelta(days=4), ["unheard"])):
        os.utime(path, ((START - age).timestamp(),) * 2)
        assert [line.key for line in today.summary(session) if line.level == "late"] == red
