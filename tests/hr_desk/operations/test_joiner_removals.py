# SPDX-License-Identifier: Apache-2.0
"""A consent withdrawn under a hold: what it was given for is only stored, until the hold ends."""

import datetime as dt
import json

import pytest

from hr_desk.operations import (
    holds,
    joiner_consents,
    joiner_withdrawals,
    retention,
)
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.sealed_files import own_files
from tests.support.desk import Desk
from tests.support.holding import DAYS, PHOTO, agreed, held
from tests.support.joining import edit_of, opened, typed
from tests.support.requests import HER, contributed, open_officer, verified
from tests.support.restoring import backup_of, restored

PARTY = "群众"


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    """Somebody who agreed to a photo and to say where they stand politically."""
    id_ = agreed(desk, session, colleague, consents=["political_status", "photo"])
    edit_of(colleague, id_, typed(colleague, political_status=PARTY))
    return id_


@pytest.fixture
def hold(desk: Desk, joiner: str) -> str:
    """A hold on their file, in force for sixty days."""
    return held(desk.open("admin"), joiner)


def photos(session: Session) -> int:
    """Return how many sealed files lie beside personnel."""
    return len(own_files(DeskFiles(session.folder).part("documents"), "personnel"))


def stored(session: Session) -> list[tuple[str, object]]:
    """Return field and value of what is only stored."""
    rows = session.compartment("personnel").read("SELECT field, value FROM restriction ORDER BY 1")
    return [(field, json.loads(value)) for field, value in rows]


def withdrawn(session: Session, joiner: str) -> None:
    """Take both consents back."""
    for key in ("political_status", "photo"):
        joiner_withdrawals.withdraw(session, joiner, key)


def test_47_2_it_is_told_first_and_only_stored_from_then_on(
    colleague: Session, joiner: str, hold: str
) -> None:
    told = joiner_withdrawals.effect(colleague, joiner, "photo")
    assert [one.key for one in told.held] == ["photo"] and told.removed == ()
    assert told.held_until == colleague.today() + dt.timedelta(days=DAYS)
    (before,) = records(colleague, [joiner])
    withdrawn(colleague, joiner)
    (record,) = records(colleague, [joiner])
    assert not {"photo", "political_status"} & record.fields.keys()
    assert stored(colleague) == [
        ("photo", before.fields["photo"]),
        ("political_status", before.fields["political_status"]),
    ]
    assert photos(colleague) == 1
    assert all(view.value is None for view in opened(colleague, joiner).fields
               if view.field.key in {"photo", "political_status"})  # fmt: skip
    lines = {one.field.key: one for one in joiner_consents.lines(colleague, joiner)}
    assert lines["photo"].withdrawn_at is not None


def test_without_a_hold_it_goes_at_once(colleague: Session, joiner: str) -> None:
    told = joiner_withdrawals.effect(colleague, joiner, "photo")
    assert ([one.key for one in told.removed], told.held, told.held_until) == (["photo"], (), None)
    withdrawn(colleague, joiner)
    assert stored(colleague) == [] and photos(colleague) == 0


@pytest.mark.parametrize("how", ["lifted", "over"])
def test_with_the_hold_it_goes_for_good(
    desk: Desk, colleague: Session, joiner: str, hold: str, how: str
) -> None:
    withdrawn(colleague, joiner)
    retention.sweep(colleague)
    assert len(stored(colleague)) == 2 and photos(colleague) == 1
    admin = desk.open("admin")
    source = backup_of(admin, "personnel")
    if how == "lifted":
        holds.lift(admin, "personnel", hold, because="案件已结")
    else:
        desk.clock.advance(days=DAYS + 1)
        retention.confirm_time(admin)
    retention.sweep(colleague)
    assert stored(colleague) == [] and photos(colleague) == 0
    (record,) = records(colleague, [joiner])
    assert "photo" not in record.fields
    if how == "lifted":
        restored(desk, source, user="admin")
        again = desk.open("admin")
        assert stored(again) == [] and photos(again) == 0


def test_l_5_it_stands_in_the_persons_copy_as_only_stored(
    desk: Desk, colleague: Session, joiner: str, hold: str
) -> None:
    withdrawn(colleague, joiner)
    officer = open_officer(desk)
    found = contributed(officer, desk.open("admin"), verified(officer, HER, code="copy"))
    (file,) = (one for one in found if one.file == "personnel")
    assert [(one.said.field, one.said.why) for one in file.restricted] == [
        ("photo", "hold"), ("political_status", "hold"),
    ]  # fmt: skip
    assert [(one.field, one.size, one.kept_as) for one in file.documents] == [
        ("photo", len(PHOTO), "EMP"),
    ]  # fmt: skip


def test_a_backup_from_before_the_withdrawal_brings_it_back_into_no_use(
    desk: Desk, colleague: Session, joiner: str, hold: str
) -> None:
    source = backup_of(colleague, "personnel")
    withdrawn(colleague, joiner)
    restored(desk, source, user="welcome")
    again = desk.open("admin")
    (record,) = records(again, [joiner])
    assert not {"photo", "political_status"} & record.fields.keys()
    assert [field for field, _ in stored(again)] == ["photo", "political_status"]
