# SPDX-License-Identifier: Apache-2.0
"""What a hold keeps of a joiner although its consent was withdrawn: only stored, and until then.

It stands where nothing reads it, its documents with it, and goes for good with the first sweep
after the hold (PIPL 15, 47(2)).
"""

from collections.abc import Collection

from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.documents import ids_of
from hr_desk.operations import gone_values
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.operation import operation
from hr_desk.operations.sealed_documents import folder_of
from hr_desk.operations.session import Session
from hr_desk.store import consents, holds, sealed_files
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import JoinerRecord


def store_held(
    session: Session, change: Change, joiner: JoinerRecord, keys: Collection[str]
) -> None:
    """Store values (field keys) of a joiner under a hold; writing them away is the caller's.

    Their documents hang on the joiner from now on, because their part may go.
    """
    for key in sorted(keys):
        value = joiner.fields[key]
        consents.restrict(change, joiner.id, key, on=session.today(), value=value)
        if session.catalogue.field(key).type.name in FILE_TYPES:
            for id_ in ids_of(str(value)):
                sealed_files.hang_on(change, id_, record=joiner.id)
    if keys:
        change.facts["held"] = sorted(keys)


def release(session: Session) -> tuple[Changes, ...]:
    """Let go what holds kept that are over; done before each sweep. Raises the file's errors."""
    if not session.holds("personnel") or not session.may("joiner.release"):
        return ()
    file, day = session.compartment("personnel"), session.deletion_day()
    over = holds.not_held(file, consents.with_stored_values(file), on=day)
    return tuple(_release(session, id_) for id_ in over)


@operation("joiner.release", compartment="personnel", roles=(*ONBOARDING, SERVICE_ROLE))
def _release(session: Session, change: Change, /, joiner_id: str) -> None:
    keys = consents.forget_stored(change, joiner_id)
    for key in keys:
        sealed_files.forget(change, folder_of(session), record=joiner_id, kind=key)
    gone_values.let_go(session, change, (joiner_id,), keys)
    change.touched("joiner", joiner_id)
    change.fields.update(keys)
