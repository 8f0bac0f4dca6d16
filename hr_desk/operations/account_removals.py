# SPDX-License-Identifier: Apache-2.0
"""Values that go out of payroll because personnel took them back.

They go for good: out of drafts, out of a restore of an older backup, and out of a word that gives
them and comes again because both files were restored to a moment when it still waited. What a hold
keeps is only stored, where nothing reads it, and goes with the first sweep after the hold.
"""

from collections.abc import Collection

from hr_desk.operations import gone_values
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.letters import Letter
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store import consents, holds, payroll, said_words
from hr_desk.store.compartment import Change
from hr_desk.store.payroll import AccountRecord


def let_go(session: Session, change: Change, account: AccountRecord, keys: Collection[str]) -> None:
    """Let what a word took back (field keys) go for good, or be stored under a hold.

    ``account`` is as it was before this change.
    """
    if not keys:
        return
    payroll.forget_drafts(change, account)
    words = said_words.of_account(change, account.id, keys)
    kept = _store_held(session, change, account, keys)
    gone_values.let_go(session, change, (account.id,), set(keys) - kept, words=words)


def _store_held(
    session: Session, change: Change, account: AccountRecord, keys: Collection[str]
) -> set[str]:
    """Store what a hold on the account keeps of these; returns the keys."""
    today = session.today()
    if holds.of_record(change.compartment, account.id, on=today) is None:
        return set()
    kept = set(keys) & account.fields.keys()
    for key in sorted(kept):
        consents.restrict(change, account.id, key, on=today, value=account.fields[key])
    change.facts["held"] = True
    return kept


def release(session: Session) -> tuple[Changes, ...]:
    """Let go what holds kept that are over; done before each sweep. Raises the file's errors."""
    if not session.may("account.release"):
        return ()
    file, day = session.compartment("payroll"), session.deletion_day()
    over = [id_ for id_ in consents.with_stored_values(file)
            if holds.of_record(file, id_, on=day) is None]  # fmt: skip
    return tuple(_release(session, id_) for id_ in over)


@operation("account.release", compartment="payroll", roles=("hr_admin", SERVICE_ROLE))
def _release(session: Session, change: Change, /, account_id: str) -> None:
    keys = consents.forget_stored(change, account_id)
    gone_values.let_go(session, change, (account_id,), keys)
    change.touched("account", account_id)
    change.fields.update(keys)


def bury_late(
    session: Session, change: Change, account: AccountRecord, letter: Letter,
    unsaid: Collection[str],
) -> None:  # fmt: skip
    """Let a word that came late give nothing later that was taken back before it came."""
    late = {key for key in unsaid if key in account.said and key not in account.fields}
    words = said_words.of_word(letter.reference, late)
    gone_values.let_go(session, change, (account.id,), (), words=words)
