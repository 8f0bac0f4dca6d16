# SPDX-License-Identifier: Apache-2.0
"""Values that go out of payroll because personnel took them back.

They go for good: out of drafts, out of a restore of an older backup, and out of a word that gives
them and comes again because both files were restored to a moment when it still waited. What a hold
keeps is only stored, where nothing reads it, and goes with the first sweep after the hold.

An account of which nothing is left goes with the next sweep. Until then it stays: other words of
the same day may fill it again. One whose employment has ended stays as long as personnel may speak
of it, because only it knows from which day what comes late is counted.
"""

from collections.abc import Collection, Sequence

from hr_desk.operations import gone_values
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import send
from hr_desk.operations.letters import Letter
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.session import Session
from hr_desk.store import consents, crossings, empty_accounts, holds, payroll, said_words, sweeping
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.payroll import AccountRecord
from hr_desk.store.sweeping import Link


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
    over = holds.not_held(file, consents.with_stored_values(file), on=day)
    return tuple(_release(session, id_) for id_ in over)


@operation("account.release", compartment="payroll", roles=("hr_admin", SERVICE_ROLE))
def _release(session: Session, change: Change, /, account_id: str) -> None:
    keys = consents.forget_stored(change, account_id)
    gone_values.let_go(session, change, (account_id,), keys)
    change.touched("account", account_id)
    change.fields.update(keys)


def forget_empty(session: Session) -> tuple[Changes, ...]:
    """Delete the accounts that keep nothing; done before each sweep. Raises the file's errors."""
    if not session.may("account.forget"):
        return ()
    file, day = session.compartment("payroll"), session.deletion_day()
    over = [one for one in empty_accounts.found(file)
            if holds.of_record(file, one.id, on=day) is None
            and (one.ended is None or _reference(file, one) is None)]  # fmt: skip
    return (_forget(session, over),) if over else ()


def _reference(file: Compartment, account: AccountRecord) -> str | None:
    """Return by what personnel knows an account, None where it does not any more."""
    links = crossings.links_of(file, account.id)
    return next((link for link, peer in links if peer.endswith("/personnel")), None)


@operation("account.forget", compartment="payroll", roles=("hr_admin", SERVICE_ROLE))
def _forget(session: Session, change: Change, /, empty: Sequence[AccountRecord]) -> None:
    number = sweeping.next_number(change.compartment)
    words: set[str] = set()
    links: list[Link] = []
    for one in empty:
        words |= said_words.whole_of(change, one.id)
        reference = _reference(change.compartment, one)
        if reference is not None:
            words.add(said_words.of_account_until(reference, one.number))
        links += empty_accounts.remove(change, one, number=number)
        change.touched("account", one.id)
    said_words.bury(change, words, number=number)
    gone_values.note(session, change, number, {})
    for link in links:
        if not link.peer.endswith("/personnel"):
            _tell(session, change, link)


def _tell(session: Session, change: Change, link: Link) -> None:
    """Say that an account is gone; personnel keeps its reference, and may fill it again."""
    try:
        send(session, change, receiver=link.peer, kind="record.gone", record="",
             message={"about": link.reference})  # fmt: skip
    except NobodyReceives:
        change.facts["unreachable"] = link.peer


def bury_late(
    session: Session, change: Change, account: AccountRecord, letter: Letter,
    unsaid: Collection[str],
) -> None:  # fmt: skip
    """Let a word that came late give nothing later that was taken back before it came."""
    late = {key for key in unsaid if key in account.said and key not in account.fields}
    words = said_words.of_word(letter.reference, late)
    gone_values.let_go(session, change, (account.id,), (), words=words)
