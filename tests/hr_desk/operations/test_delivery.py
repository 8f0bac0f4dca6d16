# SPDX-License-Identifier: Apache-2.0
"""Envelopes to another compartment: written with the change, carried once, read by its holder."""

from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import delivery, desks, disclosure, users
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from hr_desk.vault import canonical
from hr_desk.vault.access import secret_for
from hr_desk.vault.envelopes import open_envelope, read_header
from hr_desk.vault.keys import CompartmentSecret
from tests.support.desk import Desk
from tests.support.made_up import people

ABOUT = {"kind": "export", "recipient": "示例用人部门", "purpose": "apply.assess"}


@pytest.fixture
def handed(desk: Desk, session: Session, tmp_path: Path) -> Path:
    """A list that left the desk."""
    ids = desk.take_in(session, list(people(2, seed=5)))
    entry = Disclosure(**ABOUT, fields=("full_name", "mobile"), records=ids)
    disclosure.release(session, entry, b"content", tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


def opened_by(session: Session, path: Path) -> Any:
    """Return the message of an envelope, opened with the privacy key of the session's user."""
    secret = secret_for(session.register, "privacy", user_id=session.user.id, keys=session.keys)
    data = path.read_bytes()
    return canonical.decode(
        open_envelope(
            data,
            secret=CompartmentSecret(secret).envelope_secret(),
            context=read_header(data).context,
            signer=_signer(session, data),
        ).message
    )


def _signer(session: Session, _data: bytes) -> bytes:
    hiring = session.register.named("hiring")
    assert hiring is not None
    return hiring.public.signing


def test_the_privacy_office_is_told_what_left_and_nobodys_name(desk: Desk, handed: Path) -> None:
    (path,) = (desk.folder / "inbox").glob("privacy-*.envelope")
    # An HR admin does not hold privacy and so cannot grant it; the recovery slot does.
    recovered = users.open_by_recovery(
        desk.folder, halves=desk.recovery_halves, clock=desk.clock, profile=desk.profile
    )
    desk.sessions.append(recovered)
    users.add(
        recovered, name="officer", passphrase="ten green bottles hang", roles=["privacy_officer"]
    )
    officer = desks.open_desk(
        desk.folder, user="officer", passphrase="ten green bottles hang", clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    desk.sessions.append(officer)
    message = opened_by(officer, path)
    assert message["people"] == 2
    assert message["fields"] == ["full_name", "mobile"]
    assert set(message) == {
        "kind", "recipient", "purpose", "fields", "people", "content_sha256", "at",
    }  # fmt: skip


def test_nothing_is_carried_twice_and_what_waits_is_carried_later(
    desk: Desk, session: Session, handed: Path
) -> None:
    assert delivery.deliver(session) == ()
    (path,) = (desk.folder / "inbox").glob("*.envelope")
    path.unlink()
    file = session.compartment("hiring")
    with file.change("test") as change:
        change.execute("UPDATE outbox SET delivered_at = NULL")
    assert delivery.deliver(session) == (path,)
    assert outbox.waiting(file) == []


def test_an_envelope_of_a_change_that_failed_is_not_sent(session: Session) -> None:
    file = session.compartment("hiring")

    def fail() -> None:
        with file.change("test") as change:
            delivery.send(
                session, change, receiver="privacy", kind="test", record="r", message={"a": 1}
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert outbox.waiting(file) == []


def test_an_officer_added_by_an_admin_waits_for_the_grant(desk: Desk, admin: Session) -> None:
    users.add(admin, name="officer", passphrase="ten green bottles hang", roles=["privacy_officer"])
    officer = desks.open_desk(
        desk.folder, user="officer", passphrase="ten green bottles hang", clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    desk.sessions.append(officer)
    assert officer.held == ()
