# SPDX-License-Identifier: Apache-2.0
"""Calling off what was planned with an application that ends: nobody is expected for nothing.

It stands below the verbs that end applications, so that each of them can call it off in its own
change; what arranges interviews stands above them.
"""

from collections.abc import Collection
from typing import Final

from hr_desk.domain import interviews as rules
from hr_desk.operations import decision_stubs
from hr_desk.operations.delivery import deliver_afterwards, send
from hr_desk.operations.pool_clock import pooled
from hr_desk.operations.session import Session
from hr_desk.store import crossings, hiring, interviews, invitations
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.steps import Step

SENT: Final = "sent"
CANCELLED: Final = "cancelled"
"""The states of an invitation that is under way, and of one that was taken back."""


def end(session: Session, change: Change, application: ApplicationRecord, step: Step) -> None:
    """Write the step an application ends with, under the clock of the pool where that is longer.

    Its planned interviews are called off in the same change, and come back with the step; what the
    decision leaves once the person's data is gone is kept in it.
    """
    call_off(session, change, application)
    decision_stubs.note(session, change, application, step)
    hiring.set_step(change, application, pooled(session, application, step))


def call_off(session: Session, change: Change, application: ApplicationRecord) -> None:
    """Call off what is planned with an application, and take back what the gate expects of it."""
    mine = interviews.of_application(change.compartment, application.seq)
    planned = [one for one in mine if one.state == rules.PLANNED]
    for record in planned:
        interviews.set_state(change, record, rules.CANCELLED)
    told = {one.invitation for one in planned if one.invitation is not None}
    take_back(session, change, told)


def take_back(session: Session, change: Change, references: Collection[str]) -> None:
    """Take invitations back unless something became of them; passes over what is not here."""
    for reference in sorted(references):
        take_back_one(session, change, reference)
    if references:
        deliver_afterwards(session, change)


def take_back_one(session: Session, change: Change, reference: str) -> bool:
    """Take one invitation back unless something became of it; False if it is not here."""
    found = crossings.linked(change.compartment, reference)
    if found is None:
        return False
    record, peer = found
    if invitations.set_state(change, reference, CANCELLED, was=(SENT,)):
        send(session, change, receiver=peer, kind="visit.cancelled", record=record,
             message={"about": reference})  # fmt: skip
    change.touched("application", record)
    return True
