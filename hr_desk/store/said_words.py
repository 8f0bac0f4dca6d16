# SPDX-License-Identifier: Apache-2.0
"""The SQL of words of personnel that give nothing back once payroll let it go.

A restore of both files puts a word back into the one's outbox and takes its reference out of the
other: it comes again, as if for the first time. So what goes out of payroll is buried under the
reference of each word that had spoken of it, by which an envelope is known whoever seals it again
(decision 9). The log says which words those were.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Final

from hr_desk.store import audit
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.due_records import DueRecord

KIND: Final = "word"
"""What the tombstone is called: the reference of an envelope, ``/``, the key of a field."""

WHOLE: Final = ""
"""The key that stands for the whole word: its account is deleted."""

SPEAKS: Final = "account.told"
"""The kind of envelope that speaks of an account."""

_REMEMBERED: Final = timedelta(days=18)
"""How far back words are looked for: no backup lives longer than seventeen days (class BKP)."""

_SOME: Final = 500


def gone_of(file: Compartment, reference: str) -> frozenset[str]:
    """Return the keys that a word (its envelope's reference) gives back no more.

    Of the reference of an account that went empty, the number of its last word.
    """
    first = f"{reference}/"
    rows = file.read(
        "SELECT id FROM tombstone WHERE kind = ? AND id >= ? AND id < ?",
        (KIND, first, f"{reference}0"),
    )
    return frozenset(id_[len(first) :] for (id_,) in rows)


def of_account(change: Change, account: str, keys: Collection[str]) -> frozenset[str]:
    """Return what is buried when these values (field keys) of an account (id) go."""
    return _gone_of(_words(change, account), keys)


def _gone_of(words: Mapping[str, frozenset[str]], keys: Collection[str]) -> frozenset[str]:
    """Return what is buried of these words (reference to keys) when values go."""
    return frozenset().union(*(of_word(ref, said & set(keys)) for ref, said in words.items()))


def of_word(reference: str, keys: Iterable[str]) -> frozenset[str]:
    """Return what is buried of one word (its envelope's reference) that gives these back no more.

    That is ``(WHOLE,)`` for a word about an account that is deleted.
    """
    return frozenset(f"{reference}/{key}" for key in keys)


def of_account_until(reference: str, number: int) -> str:
    """Return what is buried of an account (its reference) that personnel spoke of up to a word."""
    return f"{reference}/{number}"


def spoken_until(file: Compartment, reference: str) -> int:
    """Return the number of the last word about an account that went empty; -1 of any other."""
    return max((int(number) for number in gone_of(file, reference) if number.isdecimal()),
               default=-1)  # fmt: skip


def whole_of(change: Change, account: str) -> frozenset[str]:
    """Return what is buried of every word of late about an account (id) that goes whole."""
    return frozenset().union(*(of_word(one, (WHOLE,)) for one in _words(change, account)))


def bury(change: Change, ids: Iterable[str], *, number: int) -> None:
    """Write tombstones of words for the sweep ``number``."""
    change.executemany(
        "INSERT OR IGNORE INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)",
        [(id_, KIND, number) for id_ in sorted(ids)],
    )


def bury_swept(change: Change, due: Iterable[DueRecord], *, number: int) -> None:
    """Bury what words said of the parts that a sweep is about to take, or of a whole account."""
    going = {one.seq for one in due}
    owners = sorted({one.owner for one in due})
    for start in range(0, len(owners), _SOME):
        rows = change.execute(
            "SELECT a.id, p.seq, p.fields FROM account a JOIN part p ON p.owner = a.seq "
            f"WHERE a.seq IN ({','.join(map(str, owners[start : start + _SOME]))})"
        ).fetchall()
        for account in sorted({row[0] for row in rows}):
            own = {seq: json.loads(fields) for id_, seq, fields in rows if id_ == account}
            keys = {key for seq in own.keys() & going for key in own[seq]}
            words = _words(change, account)
            whole = [of_word(one, (WHOLE,)) for one in words if own.keys() <= going]
            bury(change, _gone_of(words, keys).union(*whole), number=number)


def _words(change: Change, account: str) -> dict[str, frozenset[str]]:
    """Return reference to keys of every word of late about an account (id)."""
    since = (change.now - _REMEMBERED).isoformat(timespec="seconds")
    entries = audit.entries_about(change.compartment.connection, (account,), limit=-1)
    return {
        one.facts["reference"]: frozenset(one.fields)
        for one in entries
        if one.facts.get("kind") == SPEAKS and one.at >= since
    }
