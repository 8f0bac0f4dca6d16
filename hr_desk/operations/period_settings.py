# SPDX-License-Identifier: Apache-2.0
"""Setting how long a kind of record is kept: with a reason, looked at first, within the law.

A shorter period counts for what is already there, at once (promises, clock rule 7). A longer one
never does: clocks that run keep the period they began under, and whoever sets it says that the
notice tells of it (网数条例 22(4)). Range and statutory floor are those of the class. A shorter
time to the review of a hold brings the reviews forward to that many days from now: nothing that
somebody keeps for a court ends on the day a number is changed.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from hr_desk.catalogue.model import RetentionClass
from hr_desk.domain.clock import day_of
from hr_desk.domain.consent import RENEWAL
from hr_desk.domain.retention import begun_under, with_period
from hr_desk.i18n import N_, Message
from hr_desk.operations import backups, due_days, pool_lapsing, scope
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.desks import COMPARTMENTS
from hr_desk.operations.hold_problems import (
    LongerNeedsNotice,
    PeriodOutOfRange,
    PeriodUnchanged,
    PeriodUnknown,
)
from hr_desk.operations.holds import NOUNS, REVIEWED
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import changes_of, desk_operation, require
from hr_desk.operations.period_facts import PeriodFact, applied, facts_in, write
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.proofs import swept_here
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import due_days as clocks
from hr_desk.store import due_records
from hr_desk.store import holds as hold_store
from hr_desk.store.compartment import Change, Compartment

SETTING: Final = ("hr_admin",)
REASON: Final = N_("Why this period")
LONGEST: Final = 200

ONLY_SHORTER: Final = (
    "DRAFT", "DISC", "CERT", "AUD", "CONS", "STUB", "WDR", RENEWAL[0], backups.KEPT[0]
)  # fmt: skip
"""Classes whose records bear no clock that could keep an earlier period.

Of backups a certificate has named the last day already, and senders keep their envelopes for a
restore no longer than the period that backups ship with.
"""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period in force, between ``least`` and ``most`` days; by whom and why if it was set.

    ``only_shorter`` says that ``most`` is the period in force because nothing can keep it.
    """

    class_key: str
    event: str
    days: int
    least: int
    most: int
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    only_shorter: bool = False


@dataclass(frozen=True, slots=True)
class PeriodEffect:
    """What setting a period would do here: records due at once, clocks that keep the earlier one.

    ``due`` counts by class, over the files this session holds; of class RENEW the places in the
    talent pool that end, of BKP the backups that go, of HOLD the holds that come up earlier.
    """

    before: int
    days: int
    due: int
    keep_earlier: int

    @property
    def longer(self) -> bool:
        """Whether the period becomes longer."""
        return self.days > self.before


def list_periods(session: Session) -> tuple[PeriodLine, ...]:
    """Return every period that can be set, in the order of the classes."""
    facts = {(one.class_key, one.event): one for one in facts_in(_files(session))}
    return tuple(
        _line(session, kept, event, facts.get((kept.key, event)))
        for kept in session.catalogue.classes.values()
        if kept.maximum
        for event in kept.periods
    )


def fixed(session: Session) -> tuple[RetentionClass, ...]:
    """Return the classes of which nothing can be set: kept for ever, or gone the same day."""
    return tuple(kept for kept in session.catalogue.classes.values() if not kept.maximum)


def _files(session: Session) -> list[Compartment]:
    return [session.compartment(name) for name in session.held]


def _line(
    session: Session, kept: RetentionClass, event: str, fact: PeriodFact | None
) -> PeriodLine:
    days = kept.periods[event]
    shorter = kept.key in ONLY_SHORTER
    line = PeriodLine(
        kept.key, event, days, max(kept.minimum, kept.floor),
        days if shorter else max(kept.maximum, days), only_shorter=shorter,
    )  # fmt: skip
    if fact is None:
        return line
    at = datetime.fromisoformat(fact.at)
    return replace(line, reason=fact.reason, by=_by(session, fact), at=at)


def _by(session: Session, fact: PeriodFact) -> str:
    return fact.by if fact.approver else scope.holder(session, fact.by)


def effect(session: Session, class_key: str, event: str, days: int) -> PeriodEffect:
    """Return what setting a period would do, without doing it.

    Raises PeriodUnknown, PeriodOutOfRange, PeriodUnchanged.
    """
    line = _checked(session, class_key, event, days)
    changed = with_period(session.catalogue.classes[class_key], event, days, earlier=())
    changed = with_period(changed, event, days, earlier=_earlier(session, class_key, event))
    later = {(class_key, name): max(n, changed.floor) for name, n in changed.every.items()}
    now = due_days.periods(session.catalogue)
    due = keep = 0
    for name in swept_here(session):
        file = session.compartment(name)
        counts = [
            Counter(one.id for one in due_records.due_records(
                file, clocks.running(file, periods), on=session.trusted_day()))
            for periods in (now, {**now, **later})
        ]  # fmt: skip
        due += len(counts[1] - counts[0])
        keep += clocks.count_running(file, class_key, event)
    longer = days > line.days
    if (class_key, event) == RENEWAL and session.holds("hiring"):
        due += len(pool_lapsing.lapsed(session, within=days)) - len(pool_lapsing.lapsed(session))
    due += _of_their_own(session, (class_key, event), days)
    return PeriodEffect(line.days, days, 0 if longer else due, keep if longer else 0)


def _of_their_own(session: Session, period: tuple[str, str], days: int) -> int:
    """Count what bears no clock of a class: backups that go, holds that come up earlier."""
    if period == backups.KEPT:
        today = session.deletion_day()
        lines = [replace(one, days=days) for one in backups.listed(session)]
        return sum(one.gone_on <= today for one in lines)
    if period == REVIEWED:
        last = session.today() + timedelta(days=days)
        held = [session.compartment(name) for name in NOUNS if session.holds(name)]
        return sum(hold_store.count_later(file, than=last) for file in held)
    return 0


def _checked(session: Session, class_key: str, event: str, days: int) -> PeriodLine:
    found = [one for one in list_periods(session) if (one.class_key, one.event) ==
             (class_key, event)]  # fmt: skip
    if not found:
        raise PeriodUnknown
    if not found[0].least <= days <= found[0].most:
        raise PeriodOutOfRange(least=found[0].least, most=found[0].most)
    if days == found[0].days:
        raise PeriodUnchanged
    return found[0]


def _earlier(session: Session, class_key: str, event: str) -> tuple[int, ...]:
    known = {(one.class_key, one.event): one.earlier for one in facts_in(_files(session))}
    return known.get((class_key, event), ())


@desk_operation("retention.set_period", roles=SETTING)
def set_period(
    session: Session, class_key: str, event: str, days: int, *, reason: str, told: bool = False
) -> Changes:
    """Set how many days a kind of record is kept from an event on, in every file of the desk.

    ``told`` confirms that the notice tells of a longer period. Raises NotPermitted, PeriodUnknown,
    PeriodOutOfRange, PeriodUnchanged, LongerNeedsNotice, TextMissing, TextTooLong.
    """
    require(session, "retention.set_period")
    line = _checked(session, class_key, event, days)
    longer = days > line.days
    if longer and not told:
        raise LongerNeedsNotice
    earlier = _earlier(session, class_key, event)
    fact = PeriodFact(
        class_key, event, days, one_line(reason, label=Message(REASON), longest=LONGEST),
        session.user.id, session.now().isoformat(timespec="milliseconds"),
        tuple(sorted({*earlier, line.days})) if longer else earlier,
    )  # fmt: skip
    changes = [_write(session, name, fact, before=line.days) for name in session.held]
    session.catalogue = applied(session.catalogue, [fact])
    deliver(session)
    due_days.note(session)
    records = frozenset(record for one in changes for record in one.records)
    return Changes("retention.set_period", records)


def _write(session: Session, name: str, fact: PeriodFact, *, before: int) -> Changes:
    """Keep a period in one held file; the first one tells the files that are not held."""
    with session.compartment(name).change("retention.set_period") as change:
        take_over(change, fact, before=before)
        if name == session.held[0]:
            for other in COMPARTMENTS:
                if not session.holds(other) and other in session.register.epochs:
                    _tell(session, change, other, fact, before=before)
    return changes_of(change)


def _tell(session: Session, change: Change, file: str, fact: PeriodFact, *, before: int) -> None:
    message = {
        "class": fact.class_key, "event": fact.event, "days": fact.days, "reason": fact.reason,
        "at": fact.at, "earlier": list(fact.earlier), "before": before,
    }  # fmt: skip
    with suppress(NobodyReceives):
        send(session, change, receiver=file, kind="retention.period",
             record="", message=message)  # fmt: skip


def take_over(change: Change, fact: PeriodFact, *, before: int) -> None:
    """Keep a period in the file of a change; where it is longer, running clocks keep the old.

    ``before`` is the period in force in that file, in days.
    """
    write(change.compartment, fact)
    if fact.days > before:
        clocks.rename_event(change, fact.class_key, fact.event, to=begun_under(fact.event, before))
    elif (fact.class_key, fact.event) == REVIEWED and change.compartment.name in NOUNS:
        set_on = day_of(datetime.fromisoformat(fact.at))
        hold_store.bring_forward(change, to=set_on + timedelta(days=fact.days))
    change.touched("period", f"{fact.class_key}.{fact.event}")
    change.facts.update(days=fact.days, before=before)


@takes_in("retention.period", compartment="privacy", roles=SETTING)
def _told(session: Session, change: Change, letter: Letter) -> None:
    """Keep in the privacy file what an HR admin set."""
    kept, event = session.catalogue.classes.get(letter.text("class")), letter.text("event")
    days, before, earlier = (
        letter.number("days"),
        letter.number("before"),
        letter.message["earlier"],
    )
    if kept is None or event not in kept.periods or not isinstance(earlier, list):
        raise Unacceptable(what="event")
    if not all(type(one) is int for one in earlier):
        raise Unacceptable(what="earlier")
    if not max(kept.minimum, kept.floor) <= days <= kept.maximum:
        raise Unacceptable(what="days")
    fact = PeriodFact(
        kept.key, event, days, letter.text("reason"), letter.sender.rpartition("/")[2],
        letter.moment("at").isoformat(timespec="milliseconds"), tuple(earlier),
    )  # fmt: skip
    take_over(change, fact, before=before)
    session.catalogue = applied(session.catalogue, [fact])
