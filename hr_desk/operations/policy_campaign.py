# SPDX-License-Identifier: Apache-2.0
"""Telling people of a later version: who is concerned, who was told how, whose consent is old.

Each file knows its own people; whoever works on them tells them. The privacy office hears numbers
and nobody's name, once from each file that keeps people, also from one where nobody is concerned:
silence is no zero. Whoever was not told stays on the text they know (policy 8.3).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.catalogue.model import Access
from hr_desk.domain import consent
from hr_desk.domain import joiners as states
from hr_desk.domain.policy_changes import Finding
from hr_desk.i18n import N_, translated
from hr_desk.operations import consent_cover, policies, policy_answers, pool_lapsing, scope
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import addresses, deliver_afterwards, receives, send
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.policies import PolicyDamaged, PolicyVersion
from hr_desk.operations.policy_facts import HERE, PRIVACY
from hr_desk.operations.policy_problems import NobodyToTell
from hr_desk.operations.policy_words import sentence
from hr_desk.operations.problems import ReasonUnknown, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import policies as store
from hr_desk.store import policy_people as people
from hr_desk.store import request_tasks
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.policies import Progress as Progress

HIRING: Final = "hiring"
FILES: Final = (HIRING, HERE)
"""The files that keep people who can have known an earlier version."""
WAYS: Final = "notice_how"
OWED: Final = "owed"
NAME: Final = "full_name"
REACHED: Final = ("mobile", "email")
KIND: Final = "policy.progress"
REPORTING: Final = frozenset((*RECRUITING, *ONBOARDING))
"""The roles that may say how far a file is."""
_SAID: Final = "policy_progress_said:"
"""What the facts are named after in which a file keeps that it said how far it is."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody who knew an earlier version, and what became of telling them.

    ``told`` is the moment (UTC), empty where they were not told; ``renew`` are the fields and
    purposes whose consent has to be asked anew because what it was for has changed.
    """

    file: str
    record: str
    name: str
    reached: str
    known: int
    told: str
    how: str
    told_by: str
    renew: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people a version concerns, how many of them were told, whose consent is old.

    ``given`` and ``refused`` are who answered what they were asked anew (``policy_answers``).
    """

    concerned: int
    told: int
    renew: int = 0
    given: int = 0
    refused: int = 0


def concerned(session: Session) -> tuple[Concerned, ...]:
    """Return whom of the latest version this user has to tell, those not told yet first.

    Applicants the user works on who are not decided or stay in the pool, joiners who are to start
    or employed. Empty where there is no later version.
    """
    version = policies.announced(session)
    if version is None:
        return ()
    found = [one for file in FILES if session.holds(file)
             for one in _concerned(session, file, version)]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (bool(one.told), one.name)))


def _concerned(session: Session, file: str, version: PolicyVersion) -> list[Concerned]:
    told = store.told(session.compartment(file), version.number)
    users = {user.id: user.name for user in session.register.users}
    renew = _old_consents(session, file, version)
    found = []
    for person in _people(session, file, version):
        at, how, by = told.get(person.record, ("", "", ""))
        found.append(
            Concerned(
                file, person.record, _shown(session, file, person, (NAME,)),
                _shown(session, file, person, REACHED), person.known, at, how, users.get(by, by),
                renew.get(person.record, ()),
            )
        )  # fmt: skip
    return found


def _people(
    session: Session, file: str, version: PolicyVersion, *, everybody: bool = False
) -> Sequence[people.Person]:
    compartment = session.compartment(file)
    if file == HERE:
        found = people.joiners(compartment, version.number, states.OPEN)
        kept = frozenset() if everybody else request_tasks.restricted(compartment).keys()
        return [one for one in found if one.record not in kept]
    catalogue = session.catalogue
    open_ = [stage.key for stage in catalogue.stages.values() if not stage.ends]
    pools = [consent.class_of(catalogue, one.key).key for one in consent.asked_purposes(catalogue)]
    condition, values = ("1", []) if everybody else scope.where(session)
    return people.applicants(
        compartment, version.number, stages=open_, classes=pools, condition=condition,
        values=values,
    )  # fmt: skip


def _shown(session: Session, file: str, person: people.Person, keys: Collection[str]) -> str:
    """Return the first of these values that is there, as far as this user may see it."""
    for key in keys:
        field = session.catalogue.field(key)
        stored = person.fields.get(key)
        access = session.access(field, stage=person.stage, compartment=file)
        if stored is None or access is Access.NONE:
            continue
        value = field.type.load(stored)
        return field.type.show(value) if access >= Access.FULL else field.type.mask(value)
    return ""


def _old_consents(
    session: Session, file: str, version: PolicyVersion
) -> Mapping[str, tuple[str, ...]]:
    """Return record to the subjects whose consent, given under an earlier text, has to be renewed.

    They stop to count on the day the version is in force (``consent_cover``).
    """
    found: dict[str, list[str]] = {}
    cover, held = consent_cover.under(session, version), session.compartment(file)
    acts = people.consents(held, session.today())
    acts += people.recipient_consents(held) if file == HERE else []
    for record, subject, number in acts:
        if not cover.covers(subject, number):
            found.setdefault(record, []).append(subject)
    return {record: tuple(sorted(set(subjects))) for record, subjects in found.items()}


def reach(session: Session, file: str, version: PolicyVersion) -> Reach:
    """Count everybody of a file whom a version concerns, whoever works on them."""
    everybody = {one.record for one in _people(session, file, version, everybody=True)}
    told = everybody & set(store.told(session.compartment(file), version.number))
    old = _old_consents(session, file, version)
    said = policy_answers.answers(session, file, version, still_open=old)
    return Reach(len(everybody), len(told), len(old), said.given, said.refused)


@operation("policy.tell", compartment=HIRING, roles=RECRUITING)
def tell(session: Session, change: Change, /, records: Sequence[str], *, how: str) -> None:
    """Note that applicants (persons' ids) were told of the latest version, all or none.

    ``how`` is a code of notice_how. Raises NobodyToTell, ReasonUnknown, RecordGone.
    """
    _tell(session, change, records, how=how)


@operation("policy.tell_joiners", compartment=HERE, roles=ONBOARDING)
def tell_joiners(session: Session, change: Change, /, records: Sequence[str], *, how: str) -> None:
    """Note that joiners (ids) were told of the latest version, all or none; as ``tell``."""
    _tell(session, change, records, how=how)


def _tell(session: Session, change: Change, records: Sequence[str], *, how: str) -> None:
    version = policies.announced(session)
    if version is None:
        raise NobodyToTell
    if how not in session.catalogue.code_lists[WAYS].codes or how == OWED:
        raise ReasonUnknown
    file = change.compartment.name
    known = {one.record for one in _people(session, file, version)}
    if not set(records) <= known:
        raise RecordGone
    for record in records:
        store.tell(change, record, version.number, how=how, by=session.user.id)
    change.facts.update(policy=version.number, how=how)
    if receives(session, PRIVACY):
        _report(session, change, version)
        deliver_afterwards(session, change)


def _report(session: Session, change: Change, version: PolicyVersion) -> None:
    """Say how far the change's file is, and keep in the file that it said so."""
    file = change.compartment
    reached, at = reach(session, file.name, version), change.now.isoformat(timespec="seconds")
    message = {"policy": version.number, **asdict(reached), "at": at}
    send(session, change, receiver=PRIVACY, kind=KIND, record="", message=message)
    file.set_fact(f"{_SAID}{version.number}", json.dumps(asdict(reached)))


def report_owed(session: Session) -> None:
    """Say how far the files of this session are that said nothing of the latest version yet.

    A person who works on them does, not the service slot; nobody as long as nobody keeps
    ``privacy``. A changed policy stops nothing else from being delivered.
    """
    version = _announced(session)
    for file in () if version is None else _reporting(session):
        if version is not None and file.fact(f"{_SAID}{version.number}") is None:
            _say(session, file, version)


def report_news(session: Session) -> None:
    """Say again how far the files of this session are, where that is not what they said last.

    Somebody agreed anew, or took a consent back, or came. Done with every sweep, as ``report_owed``
    is with every delivery.
    """
    version = _announced(session)
    for file in () if version is None else _reporting(session):
        if version is not None:
            said = file.fact(f"{_SAID}{version.number}")
            if said is not None and said != json.dumps(asdict(reach(session, file.name, version))):
                _say(session, file, version)


def _announced(session: Session) -> PolicyVersion | None:
    """Return the latest version where this user reports on it; a changed policy stops nothing."""
    if not REPORTING & set(session.user.roles) or not receives(session, PRIVACY):
        return None
    with suppress(PolicyDamaged):
        return policies.announced(session)
    return None


def _reporting(session: Session) -> Sequence[Compartment]:
    return [session.compartment(name) for name in FILES if session.holds(name)]


def _say(session: Session, file: Compartment, version: PolicyVersion) -> None:
    with file.change("policy.report") as change:
        _report(session, change, version)


@takes_in(KIND, compartment=PRIVACY, roles=REPORTING)
def _take_progress(session: Session, change: Change, letter: Letter) -> None:
    """Keep how far another file has come; an older word than the one known is passed over."""
    del session
    concerned_, told = letter.number("concerned"), letter.number("told")
    renew = letter.number("renew") if "renew" in letter.message else 0
    given, refused = (
        letter.number(name) if name in letter.message else None for name in ("given", "refused")
    )
    if told > concerned_:
        raise Unacceptable(what="told")
    at = letter.moment("at").isoformat(timespec="seconds")
    store.put_progress(
        change, Progress(letter.number("policy"), letter.peer, concerned_, told, at, renew,
                         given, refused)
    )  # fmt: skip


def progress(session: Session) -> tuple[Progress, ...]:
    """Return how far each file has come with each version; raises CompartmentClosed."""
    return store.progress(session.compartment(PRIVACY))


@dataclass(frozen=True, slots=True)
class Silent:
    """A file that said nothing of a version: its address, and for how many days since when.

    ``since`` is the day (Asia/Shanghai) on which the version was published.
    """

    policy: int
    peer: str
    since: date
    days: int


def unheard(session: Session, version: PolicyVersion) -> tuple[str, ...]:
    """Return the addresses of the files that said nothing of a version, here and at paired desks.

    A paired desk that keeps ``privacy`` itself has an office, and a policy, of its own. Raises
    CompartmentClosed.
    """
    heard = {one.peer for one in progress(session) if one.policy == version.number}
    offices = {one.partition("/")[0] for one in addresses(session, (PRIVACY,))}
    return tuple(
        peer
        for peer in addresses(session, FILES)
        if peer not in heard and peer.partition("/")[0] not in offices - {session.desk_id}
    )


def silent(session: Session) -> tuple[Silent, ...]:
    """Return the files that said nothing of the latest version; raises CompartmentClosed.

    Empty where there is no later version.
    """
    version = policies.announced(session)
    mute = () if version is None else unheard(session, version)
    if version is None or not mute:
        return ()
    since = policies.published_on(session, version)
    days = max(0, (session.today() - since).days)
    return tuple(Silent(version.number, peer, since, days) for peer in mute)


def message(session: Session, code: str) -> str:
    """Return what people are told of the latest version, to send, print or read out.

    Says what is new, what of it is major, from when it holds, until when whoever is in the talent
    pool has to agree anew (class RENEW, decision 20), where the text is. Raises NobodyToTell.
    """
    version = policies.announced(session)
    if version is None:
        raise NobodyToTell
    lines = [
        translated(_TOLD, code, company=session.company["name"], day=version.valid_from),
        translated(_NEW, code, summary=version.summary),
        *(f"· {sentence(session.catalogue, one, code)}" for one in version.changes),
        *_of_the_pool(session, version, code),
        translated(_WHERE, code, place=version.place),
        policies.controller_text(session, code),
    ]
    return "\n".join(lines)


def _of_the_pool(session: Session, version: PolicyVersion, code: str) -> tuple[str, ...]:
    """Return what silence means for a place in the talent pool, nothing where it means nothing."""
    last = pool_lapsing.answer_by(session, version)
    if last is None:
        return ()
    ends = last + timedelta(days=1)
    return (translated(_POOL, code, last=last.isoformat(), ends=ends.isoformat()),)


def reasons(session: Session, found: Sequence[Finding]) -> tuple[str, ...]:
    """Return findings as sentences in the language in use."""
    return tuple(sentence(session.catalogue, one) for one in found)


_TOLD: Final = N_("{company} changes its privacy policy. The new text holds from {day}.")
_NEW: Final = N_("What is new: {summary}")
_POOL: Final = N_(
    "If you agreed to stay in our talent pool before: please agree anew by {last} at the latest. "
    "Without your answer your place ends on {ends}, as if you had withdrawn your consent, and what "
    "is kept for the pool alone is deleted."
)
_WHERE: Final = N_("The whole text: {place}.")
