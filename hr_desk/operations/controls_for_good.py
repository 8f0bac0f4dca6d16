# SPDX-License-Identifier: Apache-2.0
"""The control over what was given away for good: counts that match, nothing left without a law."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from hr_desk.domain.disclosing import TRANSFER
from hr_desk.domain.for_good import ANSWERED_WITHIN, ASKED, ENDED, GONE, KEEPING
from hr_desk.i18n import N_
from hr_desk.operations import for_good_copies as copies
from hr_desk.operations import proofs
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.for_good_copies import HIRING
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.session import Session
from hr_desk.store import audit, crossings
from hr_desk.store import transferring as store
from hr_desk.store.transferring import Given
from hr_desk.vault.certificates import CertificateProblem

_UNDOING: Final = frozenset({"person.unmerge", "import.undo", "backup.restore"})
"""Operations that bring back what was, and give nothing anew."""
_ALL: Final = -1
"""As many entries of the log as there are, about one value that is here again."""


def _given_away(session: Session) -> Seen:
    if not session.holds(HERE):
        return Seen.not_seen()
    out = store.entries_out(session.compartment(HERE), TRANSFER)
    given = store.known(session.compartment(HERE))
    unequal = _unequal(session, out, given)
    if unequal:
        return Seen.broken(_UNEQUAL, count=unequal)
    left = _left(session, given)
    if left:
        return Seen.broken(_LEFT, count=left)
    late = sum(_is_late(session, one) for one in given)
    if late:
        return Seen.broken(_LATE, count=late)
    sent = [one for one in given if one.place != HIRING]
    states = Counter(one.state for one in sent)
    kept = sum(states[one] for one in KEEPING)
    return Seen.kept(
        _GIVEN, files=len(out), sent=len(sent), gone=states[GONE], kept=kept,
        waiting=states[ASKED], ended=len(sent) - states[GONE] - kept - states[ASKED],
    )  # fmt: skip


def _unequal(session: Session, out: Iterable[str], given: Iterable[Given]) -> int:
    """Count the files whose values are not all accounted for, and certificates of other counts."""
    by_entry = Counter(one.disclosure for one in given)
    unknown = sum(not by_entry[id_] for id_ in out)
    taken: dict[str, int] = defaultdict(int)
    for one in given:
        if one.state == GONE:
            taken["" if one.sweep is None else proofs.key_of(one.place, one.sweep)] += 1
    certified = _certified(session)
    here = {key: count for key, count in taken.items() if _is_of(session, key)}
    return unknown + sum(certified.get(key) != count for key, count in here.items())


def _is_of(session: Session, key: str) -> bool:
    """Whether a deletion would be in a file held here; one without a number is nowhere."""
    return not key or session.holds(key.rpartition("-")[0])


def _certified(session: Session) -> Mapping[str, int | None]:
    """Return what each deletion here counts, as its certificate says where there is one."""
    return {one.key: _count(one) for one in proofs.certificates(session)}


def _count(line: proofs.CertificateLine) -> int | None:
    if line.certificate is None:
        return sum(line.counts.values())
    try:
        return sum(proofs.verify_certificate(line.certificate).counts.values())
    except CertificateProblem:
        return None


def _left(session: Session, given: Iterable[Given]) -> int:
    """Count the copies that are here though said to be gone, or though nothing keeps them."""
    people: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for one in given:
        if one.state in (GONE, *KEEPING) and session.holds(one.place):
            people[one.place, one.record].append(one)
    return sum(_left_of(session, place, ones) for (place, _), ones in people.items())


def _left_of(session: Session, place: str, given: Collection[Given]) -> int:
    """Count what is left in one file of one person, whom the file is read of once."""
    record = next((id_ for one in given if (id_ := _record(session, one))), "")
    fates = copies.judged(session, place, record, {one.field for one in given})
    return sum(
        fates[one.field].state == GONE
        if one.state in KEEPING
        else fates[one.field].state != ENDED and not _given_anew(session, one, record)
        for one in given
    )


def _record(session: Session, one: Given) -> str:
    """Return by which id the file in question knows the person; empty where it does not."""
    if one.place == HERE:
        return one.record
    for reference, peer in crossings.links_of(session.compartment(HERE), one.record):
        if peer == f"{session.desk_id}/{one.place}":
            link = crossings.linked(session.compartment(one.place), reference)
            return "" if link is None else link[0]
    return ""


def _given_anew(session: Session, one: Given, record: str) -> bool:
    """Whether somebody wrote the value again since: it was given anew, and is not what was left."""
    file = session.compartment(one.place)
    ids = [record, *copies.ids_of(session, one.place, record)]
    for entry in audit.entries_about(file.connection, ids, limit=_ALL):
        if entry.facts.get("sweep") == one.sweep:
            return False
        wrote = any(id_ in ids and digest for _, id_, digest in entry.records)
        if wrote and one.field in entry.fields and entry.operation not in _UNDOING:
            return True
    return False


def _is_late(session: Session, one: Given) -> bool:
    return one.state == ASKED and session.now() - one.at > ANSWERED_WITHIN


_UNEQUAL: Final = N_(
    "{count} transfers do not add up: what was sent is not what was deleted and what is kept."
)
_LEFT: Final = N_("{count} values that were given away for good are still here without a reason.")
_LATE: Final = N_(
    "Payroll or recruiting has not deleted {count} values yet that were given away for good."
)
_GIVEN: Final = N_(
    "{files} files were given away for good: of {sent} values sent {gone} are deleted here, {kept} "
    "are kept by a law or a hold, {ended} had ended, {waiting} wait for payroll."
)

CONTROLS: Final = (Control("given_away", N_("What is given away goes here"), _given_away),)
"""What became of the copies."""
