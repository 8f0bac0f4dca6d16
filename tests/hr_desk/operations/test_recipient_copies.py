# SPDX-License-Identifier: Apache-2.0
"""The privacy office knows every recipient, also those registered before there was one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hr_desk.operations import (
    delivery,
    exchanging,
    extending,
    intake,
    policy_facts,
    recipient_copies,
    recipients,
    users,
)
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from tests.support.leaving_once import receiver
from tests.support.paired_office import OFFICER
from tests.support.two_desks import PASSPHRASE, Side, pair_both

EARLY, LATE = "示例先登记单位", "示例后登记单位"


@pytest.fixture
def plant(cheap: None, tmp_path: Path) -> Iterator[Side]:
    """A desk that keeps the register of recipients and no privacy, with nobody paired."""
    made = Side(tmp_path / "plant", tmp_path / "p", ("hiring", "personnel"), "示例公司二厂")
    made.make(("recruiter", "onboarding"))
    yield made
    made.close()


def officer_of(side: Side) -> Session:
    """Add the first officer of a desk that keeps privacy, and take in what lies there."""
    recovery = users.open_by_recovery(
        side.folder, halves=side.recovery_halves, profile=side.profile, clock=side.clock
    )
    users.add(recovery, name="officer", passphrase=OFFICER, roles=["privacy_officer"])
    recovery.close()
    officer = side.open("officer", OFFICER)
    assert not intake.take_in(officer).set_aside
    return officer


def waits(admin: Session) -> bool:
    file = admin.compartment("personnel")
    return outbox.were_put_off(file, "privacy", kind="recipient.known")


def names(officer: Session) -> list[str]:
    return sorted(one["name"] for one in policy_facts.recipients(officer).values())


def test_an_office_made_later_knows_earlier_recipients(plant: Side) -> None:
    """Each is told once, as it is by then: who was struck off is told of as that."""
    admin = plant.open()
    kept, ended = (receiver(admin, "entrusted", name=EARLY), receiver(admin, "entrusted"))
    recipients.end(admin, ended)
    with admin.compartment("personnel").change("recipient.edit") as change:
        recipients.tell_again(admin, change, kept)
    delivery.deliver(admin)
    assert waits(admin) and outbox.waiting(admin.compartment("personnel")) == []

    extending.extend(admin, ["privacy"])
    delivery.deliver(admin)
    assert not waits(admin)
    assert len(outbox.waiting(admin.compartment("personnel"))) == 2, "one word of each"
    officer = officer_of(plant)
    copies = policy_facts.recipients(officer)
    assert names(officer) == [EARLY] and copies.keys() == {kept}
    row = officer.compartment("privacy").read_one(
        "SELECT version FROM recipient_copy WHERE id = ?", (kept,)
    )
    assert row == (2,), "an edit that comes later is later"


def test_an_office_that_was_there_first_is_told_at_once(plant: Side) -> None:
    admin = plant.open()
    extending.extend(admin, ["privacy"])
    receiver(admin, "entrusted", name=EARLY)
    assert not waits(admin)
    officer = officer_of(plant)
    assert names(officer) == [EARLY]
    receiver(admin, "entrusted", name=LATE)
    intake.take_in(officer)
    assert names(officer) == sorted((EARLY, LATE))


def test_an_office_that_is_paired_later_knows_earlier_recipients(
    plant: Side, tmp_path: Path
) -> None:
    receiver(plant.open(), "entrusted", name=EARLY)
    office = Side(tmp_path / "office", tmp_path / "o", ("hiring", "privacy"), "示例公司")
    office.make(("recruiter",))
    pair_both(plant, office)
    delivery.deliver(plant.open())
    shared = tmp_path / "shared"
    shared.mkdir()
    for side in (plant, office):
        exchanging.exchange(side.folder, shared, clock=side.clock)
    assert names(officer_of(office)) == [EARLY]
    office.close()


def test_whoever_would_not_be_believed_leaves_it_waiting(plant: Side) -> None:
    """A colleague who holds the file and not the register's role sends nothing in their name."""
    admin = plant.open()
    users.add(admin, name="welcome", passphrase=PASSPHRASE, roles=["onboarding"])
    receiver(admin, "entrusted", name=EARLY)
    extending.extend(admin, ["privacy"])
    colleague = plant.open("welcome")
    assert "personnel" in colleague.held
    delivery.deliver(colleague)
    assert waits(admin)
    delivery.deliver(admin)
    assert names(officer_of(plant)) == [EARLY]


def test_what_waits_of_another_kind_goes_on_waiting(plant: Side) -> None:
    admin = plant.open()
    file = admin.compartment("personnel")
    receiver(admin, "entrusted", name=EARLY)
    with file.change("disclosure.complete") as change:
        outbox.put_off(change, receiver="privacy", kind="disclosure", record="0" * 32)
    extending.extend(admin, ["privacy"])
    recipient_copies.tell_waiting(admin)
    assert not waits(admin)
    assert outbox.were_put_off(file, "privacy", kind="disclosure")
    assert [one.kind for one in outbox.waiting(file)] == ["recipient.known"]
