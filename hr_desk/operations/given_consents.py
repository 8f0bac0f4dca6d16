# SPDX-License-Identifier: Apache-2.0
"""What somebody agreed to or took note of, as a file contributes it to a case and to their copy.

An act says to what, when, how and in which text (the policy's version and the SHA-256), until when,
and how it ended (PIPL 14, 15, 45). What was signed, the text itself and who stood by stay in their
file: they are its evidence. Payroll asks nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from hr_desk.domain import joiners as states
from hr_desk.domain.consent import Act
from hr_desk.operations import consent_cover
from hr_desk.operations.consent_cover import Cover
from hr_desk.operations.joiner_consents import is_compelled, items
from hr_desk.operations.request_records import PersonRecord
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN
from hr_desk.store import consents, hand_offs, personnel, policy_people, signatures, visits
from hr_desk.store.compartment import Compartment
from hr_desk.store.days import as_text
from hr_desk.store.parts import PartRecord

SIGNED: Final = "signature"
ON_PAPER: Final = "paper"
TICKED: Final = "tick"
"""Ways of agreeing (codes of consent_how) that a file knows without writing them down."""

ENDS: Final = frozenset(
    {"", consents.WITHDRAWN, consents.REPLACED, consents.RAN_OUT, consents.RECORD_GONE,
     consents.OUTDATED}
)  # fmt: skip
"""How an act ended; empty while it counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenConsent:
    """One act; its moments are ISO 8601 in UTC, its days those of Beijing, empty for none."""

    subjects: tuple[str, ...]
    """Keys of fields, of a purpose or of a text of the gate, or ``notice``."""
    act: str
    """A value of ``Act``."""
    given_at: str
    """A moment, or the day where the file knows no more."""
    sha256: str
    """That of the exact text."""
    how: str = ""
    """A code of consent_how, empty where the file does not say."""
    language: str = ""
    version: int = 0
    """The policy's version that the text names; 0 for one of the gate, which names none."""
    recipient: str = ""
    """The name of whoever may have the fields, where that is what was agreed to."""
    until: str = ""
    ended_on: str = ""
    """A day, or the moment where the file knows it."""
    ended_by: str = ""
    """One of ENDS."""


_PARTS: Final = frozenset(one.name for one in fields(GivenConsent))
_TEXTS: Final = tuple(sorted(_PARTS - {"subjects", "version"}))


def given_consents(
    session: Session, record: PersonRecord, *, file: str
) -> tuple[GivenConsent, ...]:
    """Return every act a file knows of somebody, oldest first, also those that ended."""
    held = session.compartment(file)
    if file == "hiring":
        found = _of_person(session, held, record.ids[0])
    elif file == "visits":
        found = [act for one in visits.visits(held, [record.id]) for act in _of_visit(held, one)]
    elif file == "personnel":
        found = [act for one in personnel.joiners(held, [record.id])
                 if (part := one.part(states.EVIDENCE)) is not None
                 for act in _of_joiner(session, held, part)]  # fmt: skip
    else:
        found = []
    return tuple(sorted(found, key=lambda one: (one.given_at, one.subjects)))


def _of_person(session: Session, file: Compartment, person: str) -> list[GivenConsent]:
    cover, today = consent_cover.today(session), session.today()
    return [_applied(file, cover, one, today) for one in consents.of_record(file, person)]


def _applied(
    file: Compartment, cover: Cover, one: consents.ConsentRecord, today: date
) -> GivenConsent:
    language, version = consents.text_facts(file, one.text_sha256)
    ended_on, ended_by = consent_cover.end_of(cover, one, version=version, today=today)
    return GivenConsent(
        subjects=(one.subject,), act=one.act, given_at=one.given_at, sha256=one.text_sha256,
        how=one.how, language=language, version=version, until=as_text(one.until) or "",
        ended_on=as_text(ended_on) or "", ended_by=ended_by or "",
    )  # fmt: skip


def _of_visit(file: Compartment, visit: visits.VisitRecord) -> Iterator[GivenConsent]:
    """Yield what was signed, and what was confirmed without a signature."""
    signed = set[tuple[str, str]]()
    for one in signatures.of_visit(file, visit.id):
        signed |= set(one.texts.items())
        end = as_text(one.withdrawn_on) or ""
        for key, digest in one.texts.items():
            yield GivenConsent(
                subjects=(key,), act=Act.ACKNOWLEDGE.value, given_at=one.signed_at, sha256=digest,
                how=SIGNED, language=one.language, ended_on=end,
                ended_by=consents.WITHDRAWN if end else "",
            )  # fmt: skip
    for key, said in visit.confirmed.items():
        if (key, said["digest"]) not in signed:
            yield GivenConsent(subjects=(key,), act=Act.ACKNOWLEDGE.value, given_at=said["on"],
                               sha256=said["digest"])  # fmt: skip


def _of_joiner(session: Session, file: Compartment, part: PartRecord) -> list[GivenConsent]:
    own, others = personnel.consents(file, part), hand_offs.consents(file, part)
    texts = {one.text_sha256 for one in own} | {one.text_sha256 for one in others}
    versions = policy_people.versions_of(file, texts)
    cover = consent_cover.today(session)
    known = {one.id: one for one in hand_offs.recipients(file)}
    compelled = frozenset(one.key for one in items(session) if is_compelled(one))
    mine = [_joined(cover, one, versions[one.text_sha256], compelled) for one in own]
    told = [each for one in others
            for each in _told(cover, one, known[one.recipient], versions[one.text_sha256])
            ]  # fmt: skip
    return [*mine, *told]


def _joined(
    cover: Cover, one: personnel.ConsentRecord, version: int, compelled: frozenset[str]
) -> GivenConsent:
    act = Act.ACKNOWLEDGE if one.field in compelled else Act.CONSENT
    # A guardian signs a sheet of paper, a joiner the screen; see guardian_sheets.
    signed = ON_PAPER if one.field == GUARDIAN else SIGNED
    return GivenConsent(
        subjects=(one.field,), act=act.value, given_at=one.given_at, sha256=one.text_sha256,
        how=signed if one.signature else TICKED, language=one.language, version=version,
        **_end(one.withdrawn_at, cover.ended_on(one.field, version)),
    )  # fmt: skip


def _told(
    cover: Cover, one: hand_offs.ConsentAct, recipient: hand_offs.RecipientRecord, version: int
) -> Iterator[GivenConsent]:
    """Yield an act on what a recipient may have; apart what of it is out of date since a day.

    One that was withdrawn ended as a whole.
    """
    ends: dict[date | None, list[str]] = {}
    for key in one.fields:
        days = [cover.ended_on(subject, version) for subject in (key, *recipient.purposes)]
        since = None if one.withdrawn_at else min((day for day in days if day), default=None)
        ends.setdefault(since, []).append(key)
    for outdated, keys in ends.items():
        yield GivenConsent(
            subjects=tuple(keys), act=Act.CONSENT.value, given_at=one.given_at,
            sha256=one.text_sha256, how=one.how, language=one.language, version=version,
            recipient=recipient.name, **_end(one.withdrawn_at, outdated),
        )  # fmt: skip


def _end(withdrawn_at: str | None, outdated: date | None) -> dict[str, str]:
    if withdrawn_at is not None:
        return {"ended_on": withdrawn_at, "ended_by": consents.WITHDRAWN}
    if outdated is not None:
        return {"ended_on": outdated.isoformat(), "ended_by": consents.OUTDATED}
    return {}


def as_line(one: GivenConsent) -> dict[str, Any]:
    """Return an act as it goes into a case."""
    return {**asdict(one), "subjects": list(one.subjects)}


def from_line(line: Mapping[str, Any]) -> GivenConsent:
    """Return the act of a line that ``is_line`` holds for."""
    return GivenConsent(**{**line, "subjects": tuple(line["subjects"])})


def is_line(one: Any) -> bool:
    """Whether what a file calls an act has every part of one, with nothing unknown in it."""
    if not isinstance(one, dict) or set(one) != _PARTS or not isinstance(one["subjects"], list):
        return False
    texts = [*one["subjects"], *(one[name] for name in _TEXTS)]
    return (
        bool(one["subjects"])
        and all(isinstance(text, str) for text in texts)
        and type(one["version"]) is int
        and one["act"] in set(Act)
        and one["ended_by"] in ENDS
        and bool(one["ended_by"]) == bool(one["ended_on"])
        and _is_when(one["given_at"])
        and all(_is_when(day) for day in (one["until"], one["ended_on"]) if day)
    )


def _is_when(text: str) -> bool:
    """Whether a text is a day, or a moment that says its offset."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return False
    return found.tzinfo is not None or text == found.date().isoformat()
