# SPDX-License-Identifier: Apache-2.0
"""Values that go out of payroll because personnel, or an officer's order, took them back.

They go for good: out of drafts, out of a restore of an older backup, and out of a word that gives
them and comes again because both files were restored to a moment when it still waited.
"""

from collections.abc import Collection

from hr_desk.operations import gone_values
from hr_desk.operations.letters import Letter
from hr_desk.operations.session import Session
from hr_desk.store import payroll, said_words
from hr_desk.store.compartment import Change
from hr_desk.store.payroll import AccountRecord


def let_go(
    session: Session, change: Change, account: AccountRecord, keys: Collection[str], *, number: int
) -> None:
    """Let what the word ``number`` took back (field keys) go for good."""
    if not keys:
        return
    payroll.forget_drafts(change, account)
    removed = {**account.removed, **dict.fromkeys(keys, number)}
    payroll.note_removed(change, account, removed)
    words = said_words.of_account(change, account.id, keys)
    gone_values.let_go(session, change, (account.id,), keys, words=words)


def bury_late(
    session: Session, change: Change, account: AccountRecord, letter: Letter,
    unsaid: Collection[str],
) -> None:  # fmt: skip
    """Let a word that came late give nothing later that was taken back before it came."""
    late = {key for key in unsaid if key in account.removed}
    words = said_words.of_word(letter.reference, late)
    gone_values.let_go(session, change, (account.id,), (), words=words)
