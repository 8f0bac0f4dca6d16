# SPDX-License-Identifier: Apache-2.0
"""The draft of a new visit belongs to the front desk: the next guard goes on with it."""

import pytest

from hr_desk.operations import desks, users, visit_drafts
from hr_desk.operations.problems import CompartmentClosed, NotPermitted
from hr_desk.operations.session import Session
from tests.support.desk import Desk

BODY = {"full_name": "张伟", "kind": "delivery"}


@pytest.fixture
def gate(desk: Desk) -> Session:
    return desk.open("gate")


def entries(session: Session) -> list[str]:
    rows = session.compartment("visits").read("SELECT body FROM audit")
    return [body for (body,) in rows]


def test_another_guard_finds_what_was_typed(desk: Desk, admin: Session, gate: Session) -> None:
    users.add(admin, name="night", passphrase="ten quiet owls at dusk", roles=["front_desk"])
    assert visit_drafts.load(gate, "new") is None
    visit_drafts.save(gate, "new", BODY)
    visit_drafts.save(gate, "new", {**BODY, "plate_number": "鲁B12345"})
    desk.close()
    night = desks.open_desk(
        desk.folder, user="night", passphrase="ten quiet owls at dusk", clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    desk.sessions.append(night)
    assert visit_drafts.load(night, "new") == {**BODY, "plate_number": "鲁B12345"}
    assert visit_drafts.load(night, "expect") is None
    visit_drafts.discard(night, "new")
    assert visit_drafts.load(night, "new") is None


def test_its_beginning_and_end_are_logged_without_a_value(gate: Session) -> None:
    before = len(entries(gate))
    for text in ("张", "张伟"):
        visit_drafts.save(gate, "new", {"full_name": text})
    visit_drafts.discard(gate, "new")
    later = entries(gate)[before:]
    assert len(later) == 2 and not any("张" in one for one in later)


def test_who_does_not_work_at_the_front_desk_has_no_part_in_it(
    desk: Desk, session: Session, admin: Session
) -> None:
    with pytest.raises(NotPermitted):
        visit_drafts.load(session, "new")
    with pytest.raises((NotPermitted, CompartmentClosed)):
        visit_drafts.save(session, "new", BODY)
    with pytest.raises(NotPermitted):
        visit_drafts.discard(admin, "new")
