# SPDX-License-Identifier: Apache-2.0
"""Whether a consent still covers what it was given for: the one rule, for every reader.

A consent is to what its text said (PIPL 14(2)). From the day a version of the policy is in force
that changed what a field or a purpose is for, a consent under an earlier version counts no more for
it, until it is given anew. Nothing is written for that: act and text stay as evidence, and what
rests on another basis is not touched.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.domain import consent
from hr_desk.domain import joiners as states
from hr_desk.operations import policies
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_facts import HERE
from hr_desk.operations.problems import ConsentOutdated
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN
from hr_desk.store import consents, hand_offs, personnel, policy_people
from hr_desk.store.personnel import ConsentRecord, JoinerRecord


@dataclass(frozen=True, slots=True)
class Changed:
    """What one version changed: its number, its first day, the fields and purposes."""

    number: int
    since: date
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cover:
    """The changes that count, the oldest first."""

    changes: tuple[Changed, ...] = ()

    def least(self, subject: str) -> int:
        """Return the lowest version under which a consent to a subject counts; 0 for any."""
        return max((one.number for one in self.changes if subject in one.subjects), default=0)

    def covers(self, subject: str, policy_version: int) -> bool:
        """Whether a consent given under a version covers its field or purpose."""
        return policy_version >= self.least(subject)

    def ended_on(self, subject: str, policy_version: int) -> date | None:
        """Return the day since which a consent covers its subject no more; None while it does."""
        return next(
            (one.since for one in self.changes
             if one.number > policy_version and subject in one.subjects), None,
        )  # fmt: skip


def changed_subjects(version: PolicyVersion) -> frozenset[str]:
    """Return the fields and purposes whose earlier consents do not cover them any more."""
    return frozenset(one.subject for one in version.changes if one.asks_anew)


def under(session: Session, version: PolicyVersion | None) -> Cover:
    """Return what counts once a version is in force; nothing where there is none.

    A version that changed a subject counts for all consents given before it, also where a later
    one changed nothing of it.
    """
    if version is None:
        return Cover()
    return Cover(
        tuple(
            Changed(one.number, date.fromisoformat(one.valid_from), subjects)
            for one in policies.versions(session)
            if one.number <= version.number and (subjects := changed_subjects(one))
        )
    )


def today(session: Session) -> Cover:
    """Return what counts today."""
    return under(session, policies.in_force(session))


def end_of(
    cover: Cover, act: consents.ConsentRecord, *, version: int, today: date
) -> tuple[date | None, str | None]:
    """Return the day on which an act of hiring ended and how; None, None while it counts.

    By an act, by the end it has of its own, or because its text (``version``) is out of date.
    """
    if act.ended_on is not None:
        return act.ended_on, act.ended_by
    if act.until is not None and act.until <= today:
        return act.until, consents.RAN_OUT
    changed = cover.ended_on(act.subject, version)
    return (None, None) if changed is None else (changed, consents.OUTDATED)


Told = Mapping[int, frozenset[str]]
"""Joiner (row) to field keys."""


def agreed(session: Session, recipient: str, purposes: Collection[str]) -> tuple[Told, Told]:
    """Return what a registered recipient may have of whom today, and what only once anew.

    Of each consent what it still covers, nothing where a purpose of the recipient has changed.
    What somebody took back themselves is in neither. Raises CompartmentClosed.
    """
    cover = today(session)
    now, once = dict[int, frozenset[str]](), dict[int, frozenset[str]]()
    for owner, fields, number in hand_offs.consented(session.compartment(HERE), recipient):
        mine = still_covered(cover, fields, purposes, number)
        now[owner] = now.get(owner, frozenset()) | mine
        once[owner] = once.get(owner, frozenset()) | fields
    lapsed = {owner: fields - now[owner] for owner, fields in once.items()}
    return _some(now), _some(lapsed)


def _some(told: Told) -> Told:
    """Leave out of whom there is nothing: who is named at all has agreed to something."""
    return {owner: fields for owner, fields in told.items() if fields}


def still_covered(
    cover: Cover, fields: Collection[str], purposes: Collection[str], policy_version: int
) -> frozenset[str]:
    """Return those of the fields that a consent for a recipient's purposes still covers."""
    if not all(cover.covers(one, policy_version) for one in purposes):
        return frozenset()
    return frozenset(key for key in fields if cover.covers(key, policy_version))


_OCCASIONS: Final = {"hiring": Scenario.RECRUITMENT, HERE: Scenario.ONBOARDING}
"""File to the occasion on which it asks for consents."""


def held_back(
    session: Session, file: str, record: str | None = None
) -> Mapping[str, Mapping[str, date]]:
    """Return record to the fields that nothing covers any more, and since when.

    Of all records of a file, or of one (id).

    They rest on a consent alone, and it is out of date: they are kept, and nobody reads them until
    it is given anew. Not a guardian, who has to be reached for that. Raises CompartmentClosed.
    """
    cover, found = today(session), dict[str, dict[str, date]]()
    if not cover.changes:
        return found
    alone = _on_consent_alone(session, file)
    held = session.compartment(file)
    for owner, key, number in policy_people.consents(held, session.today(), record=record):
        since = cover.ended_on(key, number) if key in alone else None
        if since is not None:
            found.setdefault(owner, {})[key] = since
    return found


def held_of(session: Session, file: str, record: str) -> Mapping[str, date]:
    """Return the fields of one record (id) that are held back, and since when."""
    return held_back(session, file, record).get(record, {})


def _on_consent_alone(session: Session, file: str) -> frozenset[str]:
    occasion = _OCCASIONS[file]
    return frozenset(
        one.key
        for one in session.catalogue.fields.values()
        if one.separate_consent
        and one.key != GUARDIAN
        and one.asked_in(occasion)
        and consent.act_of(one, occasion) is consent.Act.CONSENT
        and consent.fallback_basis(one, occasion) is None
    )


def require_covered(session: Session, file: str, record: str, field: Field) -> None:
    """Raise ConsentOutdated for a field of a record (id) that is held back."""
    since = held_of(session, file, record).get(field.key)
    if since is not None:
        raise ConsentOutdated(field=field.label, day=since.isoformat())


def latest_acts(
    session: Session, joiner: JoinerRecord
) -> dict[str, tuple[ConsentRecord, date | None]]:
    """Return field to the latest act on it, and since when it does not cover the field any more.

    Raises CompartmentClosed.
    """
    file, part = session.compartment(HERE), joiner.part(states.EVIDENCE)
    acts = [] if part is None else personnel.consents(file, part)
    versions = policy_people.versions_of(file, {act.text_sha256 for act in acts})
    cover = today(session)
    return {act.field: (act, cover.ended_on(act.field, versions[act.text_sha256])) for act in acts}
