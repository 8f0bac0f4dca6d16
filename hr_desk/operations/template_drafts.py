# SPDX-License-Identifier: Apache-2.0
"""Drafts of templates: as those of a form, in the file that keeps the templates.

A template says nothing about anybody; its draft is sealed to the user all the same, and goes seven
days after the last keystroke.
"""

from collections.abc import Mapping

from hr_desk.operations import drafts
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.drafts import DraftRow
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change


def save(session: Session, key: str, body: Mapping[str, str]) -> None:
    """Keep a draft under ``key`` (``template:<key of the template>``), replacing the earlier."""
    row = drafts.row_of(session, key, body)
    if not drafts.renew(session, HERE, row):
        _start(session, row)


@operation("hand_off.draft", compartment=HERE, roles=PAYROLL)
def _start(session: Session, change: Change, /, row: DraftRow) -> None:
    drafts.insert(session, change, row)


def load(session: Session, key: str) -> Mapping[str, str] | None:
    """Return a draft of this user, or None."""
    return drafts.read(session, HERE, key)


@operation("hand_off.discard", compartment=HERE, roles=PAYROLL)
def discard(session: Session, change: Change, /, key: str) -> None:
    """Throw a draft away; nothing happens when there is none."""
    drafts.delete(session, change, key)
