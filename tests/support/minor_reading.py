# SPDX-License-Identifier: Apache-2.0
"""An approval to read about minors, asked for by a session's user and given by another."""

import datetime as dt

from hr_desk.operations import minor_approvals
from hr_desk.operations.minor_approvals import WantedApproval
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES


def wanted(session: Session, role: str, *records: str, days: int = 30) -> WantedApproval:
    """Return what is asked for: from today on, for as many days."""
    today = session.today()
    return WantedApproval(
        role=role, purpose=next(iter(session.catalogue.purposes)), valid_from=today,
        valid_until=today + dt.timedelta(days=days), records=records,
    )  # fmt: skip


def approved(session: Session, file: str, role: str, *records: str, by: str = "admin") -> str:
    """Ask and have it approved; returns the approval's id."""
    (id_,) = minor_approvals.ask[file](session, wanted(session, role, *records)).created
    minor_approvals.approve[file](session, id_, approver=by, passphrase=PASSPHRASES[by])
    return id_
