# SPDX-License-Identifier: Apache-2.0
"""An approval to read about minors, asked for by a session's user and given by another."""

import datetime as dt

from hr_desk.operations import minor_approvals, users
from hr_desk.operations.minor_approvals import WantedApproval
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, Desk
from tests.support.joining import welcome


def wanted(session: Session, role: str, *records: str, days: int = 30) -> WantedApproval:
    """Return what is asked for: from today on, for as many days."""
    today = session.today()
    return WantedApproval(
        role=role, purpose=next(iter(session.catalogue.purposes)), valid_from=today,
        valid_until=today + dt.timedelta(days=days), records=records,
    )  # fmt: skip


def approved(session: Session, file: str, role: str, *records: str, by: str = "admin") -> str:
    """Ask and have it approved; returns the approval's id."""
    (id_,) = minor_approvals.ask(session, file, wanted(session, role, *records)).created
    minor_approvals.approve(session, id_, approver=by, passphrase=PASSPHRASES[by])
    return id_


def welcomes_interns(desk: Desk) -> Session:
    """Return the session of whoever welcomes interns, with an approval to read about them."""
    session = welcome(desk)
    approved(session, "personnel", "onboarding")
    return session


def let_read(session: Session, file: str, role: str) -> None:
    """Have an auditor, who is added for it, approve that a role reads about all minors of a file.

    For a desk whose only other user is who asks; an HR admin adds the auditor.
    """
    secret = "three quiet owls awake"
    users.add(session, name="auditor", passphrase=secret, roles=("auditor",))
    (id_,) = minor_approvals.ask(session, file, wanted(session, role)).created
    minor_approvals.approve(session, id_, approver="auditor", passphrase=secret)
