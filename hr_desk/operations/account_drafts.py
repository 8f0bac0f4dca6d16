# SPDX-License-Identifier: Apache-2.0
"""Drafts of payroll's forms: as those of joiners, in the payroll file and nowhere else."""

from collections.abc import Mapping

from hr_desk.operations import drafts
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.drafts import DraftRow
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change

_FILE = "payroll"


def save(session: Session, key: str, body: Mapping[str, str]) -> None:
    """Keep a draft under ``key`` (``pay:<account id>``), replacing the earlier one.

    It goes with that account, and otherwise seven days after the last keystroke.
    """
    row = drafts.row_of(session, key, body)
    if not drafts.renew(session, _FILE, row):
        _start(session, row)


@operation("account.draft", compartment=_FILE, roles=PAYROLL)
def _start(session: Session, change: Change, /, row: DraftRow) -> None:
    drafts.insert(session, change, row)


def load(session: Session, key: str) -> Mapping[str, str] | None:
    """Return a draft of this user, or None."""
    return drafts.read(session, _FILE, key)


@operation("account.discard", compartment=_FILE, roles=PAYROLL)
def discard(session: Session, change: Change, /, key: str) -> None:
    """Throw a draft away; nothing happens when there is none."""
    drafts.delete(session, change, key)
