# SPDX-License-Identifier: Apache-2.0
"""A new version of the policy: written by one person, approved by a second, then published.

All sign the same text. Until a second person with their own passphrase approved it, it may be
changed; until it says where it was published, it is not in force (policy 8.2). A major change
holds seven days after it was published at the earliest, so that people can be told (8.3).
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from hr_desk.domain import policy_changes as rules
from hr_desk.domain.policy_changes import Finding
from hr_desk.domain.policy_differences import changed_headings
from hr_desk.i18n import N_, Message, t
from hr_desk.operations import desks, granting, policies
from hr_desk.operations.changes import Changes
from hr_desk.operations.operation import operation
from hr_desk.operations.policies import (
    CONTEXT,
    LONGEST_PLACE,
    PUBLISHED,
    SHORTEST,
    PolicyVersion,
    hash_of,
)
from hr_desk.operations.policy_facts import PRIVACY, facts_of
from hr_desk.operations.policy_problems import (
    ApproverIsAuthor,
    ApproverLacksRoot,
    DraftGone,
    DraftUnderWay,
    FactsChanged,
    NoPolicyYet,
    NothingChanged,
    ReasonForMinor,
    ValidTooEarly,
)
from hr_desk.operations.policy_words import sentence
from hr_desk.operations.problems import ChangedMeanwhile, TextMissing, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import APPROVERS
from hr_desk.operations.texts import one_line
from hr_desk.store import policies as store
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import replace_whole
from hr_desk.store.policies import APPROVED as APPROVED
from hr_desk.store.policies import DRAFT as DRAFT
from hr_desk.store.policies import DraftRecord
from hr_desk.vault import canonical

OFFICER: Final = ("privacy_officer",)
LONGEST: Final = 500


@dataclass(frozen=True, kw_only=True)
class NewText:
    """What the author of a version gives; ``major`` where the author holds it to be one.

    ``reason`` says why it is none although words of the text point to it.
    """

    zh: str
    en: str
    summary: str
    valid_from: date
    major: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What makes a text a major change: for sure, by its words, and which chapters differ."""

    sure: tuple[Finding, ...]
    by_words: tuple[Finding, ...]
    headings: tuple[str, ...]
    """In the language in use when they were asked for: zh_CN, then en."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A version under way, as its page shows it."""

    id: str
    row_version: int
    state: str
    version: PolicyVersion
    written_by: str
    written_at: str
    approved_by: str | None


def findings(session: Session, *, zh: str, en: str) -> Findings:
    """Return what a text would change in the one before; raises NoPolicyYet."""
    before = _latest(session)
    words: dict[tuple[int, str, str], Finding] = {}
    headings: list[str] = []
    for code, old, new in (("zh_CN", before.zh, zh), ("en", before.en, en)):
        labels = {one.label.within(code): one.key for one in session.catalogue.fields.values()}
        for one in rules.of_texts(old, new, labels):
            words.setdefault((one.ground, one.kind, one.subject), one)
        headings += changed_headings(old, new)
    sure = rules.of_facts(before.facts, facts_of(session))
    return Findings(sure, tuple(words.values()), tuple(headings))


def _latest(session: Session) -> PolicyVersion:
    known = policies.versions(session)
    if not known:
        raise NoPolicyYet
    return known[-1]


def draft(session: Session) -> Draft | None:
    """Return the version under way, None where there is none; raises CompartmentClosed."""
    record = under_way(session)
    if record is None:
        return None
    return Draft(
        record.id, record.version, record.state, version_of(record), record.written_by,
        record.written_at, record.approved_by,
    )  # fmt: skip


def under_way(session: Session) -> DraftRecord | None:
    """Return the row of the version under way, None where there is none."""
    known = store.drafts(session.compartment(PRIVACY))
    return next((one for one in known if one.state in (DRAFT, APPROVED)), None)


def version_of(record: DraftRecord) -> PolicyVersion:
    """Return what a row says, as it was signed."""
    return PolicyVersion(**json.loads(record.payload))


@operation("policy.write", compartment=PRIVACY, roles=OFFICER)
def write(
    session: Session, change: Change, /, new: NewText, *, row_version: int | None = None
) -> tuple[str]:
    """Write the next version, or replace the one under way as ``row_version`` knew it.

    What was approved of it is void. Raises NoPolicyYet, TextMissing, TextTooLong, NothingChanged,
    ReasonForMinor, ValidTooEarly, DraftUnderWay, ChangedMeanwhile.
    """
    known = under_way(session)
    if known is not None and row_version is None:
        raise DraftUnderWay
    if (known.version if known is not None else None) != row_version:
        raise ChangedMeanwhile
    return (put(session, change, _checked(session, new), known),)


def put(session: Session, change: Change, version: PolicyVersion, known: DraftRecord | None) -> str:
    """Sign a version as its author and keep it, in the place of the one under way, if any."""
    payload = canonical.encode(asdict(version))
    record = DraftRecord(
        id=secrets.token_hex(16) if known is None else known.id,
        version=1 if known is None else known.version + 1,
        number=version.number,
        state=DRAFT,
        payload=payload.decode(),
        written_by=session.user.id,
        written_at=change.now.isoformat(timespec="seconds"),
        author_signature=session.keys.sign(CONTEXT, payload),
    )
    store.put_draft(change, record)
    change.facts.update(number=version.number, sha256=version.sha256, major=version.major)
    return record.id


def _checked(session: Session, new: NewText) -> PolicyVersion:
    before = _latest(session)
    for text, label in ((new.zh, t("Text in Chinese")), (new.en, t("Text in English"))):
        if len(text.strip()) < SHORTEST:
            raise TextMissing(field=label)
    earliest = max(session.today(), date.fromisoformat(before.valid_from))
    if new.valid_from < earliest:
        raise ValidTooEarly(day=earliest.isoformat())
    found = findings(session, zh=new.zh, en=new.en)
    if not found.headings and not found.sure and (new.zh, new.en) == (before.zh, before.en):
        raise NothingChanged
    return made(session, new, found)


def made(session: Session, new: NewText, found: Findings) -> PolicyVersion:
    """Return the next version of what an author gives; raises ReasonForMinor, TextMissing."""
    reason = one_line(new.reason, label=Message(N_("Reason")), longest=LONGEST, required=False)
    major = new.major or bool(found.sure)
    if found.by_words and not major and not reason:
        raise ReasonForMinor(what=_said(session, found.by_words))
    kept = (*found.sure, *found.by_words) if major else found.sure
    return PolicyVersion(
        number=_latest(session).number + 1,
        zh=new.zh,
        en=new.en,
        sha256=hash_of(new.zh, new.en),
        valid_from=new.valid_from.isoformat(),
        place="",
        author=session.user.id,
        summary=one_line(new.summary, label=Message(N_("What is new")), longest=LONGEST),
        major=major,
        reason="" if major else reason,
        facts=facts_of(session),
        findings=rules.as_json(kept),
    )


def _said(session: Session, found: Iterable[Finding]) -> str:
    return "; ".join(sentence(session.catalogue, one) for one in found)


@operation("policy.approve", compartment=PRIVACY, roles=OFFICER)
def approve(
    session: Session, change: Change, /, id_: str, *, approver: str, passphrase: str
) -> None:
    """Let a second person approve the version, with their own name and passphrase.

    One of the two signs for the desk, so one of them is an HR admin. Raises DraftGone, UnknownUser,
    ApproverIsAuthor, ApproverLacksRoot, FactsChanged, WrongPassphrase.
    """
    record = _record(session, id_, DRAFT)
    user = session.register.named(approver)
    if user is None:
        raise UnknownUser(name=approver)
    if user.id == record.written_by:
        raise ApproverIsAuthor
    if not APPROVERS & set(user.roles):
        raise ApproverLacksRoot(name=user.name)
    keys = desks.keys_of(session.register, user, passphrase)
    root = granting.root_of(session.register, user, keys, catalogue=session.catalogue)
    root = root or session.root
    if root is None:
        raise ApproverLacksRoot(name=user.name)
    if dict(version_of(record).facts) != json.loads(canonical.encode(facts_of(session))):
        raise FactsChanged
    payload = record.payload.encode()
    store.put_draft(
        change,
        replace(
            record, version=record.version + 1, state=APPROVED, approved_by=user.id,
            approved_at=change.now.isoformat(timespec="seconds"),
            approver_signature=keys.sign(CONTEXT, payload),
            root_signature=root.sign(CONTEXT, payload),
        ),
    )  # fmt: skip
    change.facts["approved_by"] = user.id


def _record(session: Session, id_: str, state: str) -> DraftRecord:
    known = under_way(session)
    if known is None or known.id != id_ or known.state != state:
        raise DraftGone
    return known


@operation("policy.discard", compartment=PRIVACY, roles=OFFICER)
def discard(session: Session, change: Change, /, id_: str) -> None:
    """Discard a version that nobody approved; raises DraftGone."""
    store.remove_draft(change, _record(session, id_, DRAFT).id)


def publish(session: Session, id_: str, *, place: str, evidence: str) -> Changes:
    """Put an approved version in force: where it was published today, and what shows it.

    ``evidence`` is a hash of a picture of the page, the number of a notice, a name. It holds from
    its day on, a major change seven days from today at the earliest. Raises DraftGone, TextMissing,
    TextTooLong.
    """
    changes = _publish(session, id_, place=place, evidence=evidence)
    write_missing(session)
    return changes


@operation("policy.publish", compartment=PRIVACY, roles=OFFICER)
def _publish(session: Session, change: Change, /, id_: str, *, place: str, evidence: str) -> None:
    record = _record(session, id_, APPROVED)
    version = version_of(record)
    told = {
        "number": version.number,
        "sha256": version.sha256,
        "place": one_line(place, label=Message(N_("Published where")), longest=LONGEST_PLACE),
        "evidence": one_line(evidence, label=Message(N_("What shows it")), longest=LONGEST_PLACE),
        "on": session.today().isoformat(),
        "by": session.user.id,
    }
    content = canonical.encode(_file(record, told, session.keys.sign(
        PUBLISHED, canonical.encode(told))))  # fmt: skip
    published = replace(
        record, version=record.version + 1, state=store.PUBLISHED, content=content
    )  # fmt: skip
    store.put_draft(change, published)
    change.touched("policy", str(version.number))
    change.facts["sha256"] = version.sha256


def _file(record: DraftRecord, told: dict[str, Any], signature: bytes) -> dict[str, Any]:
    return {
        "policy": json.loads(record.payload),
        "signature": (record.root_signature or b"").hex(),
        "author_signature": record.author_signature.hex(),
        "approver": record.approved_by,
        "approver_signature": (record.approver_signature or b"").hex(),
        "publication": told,
        "publication_signature": signature.hex(),
    }


def write_missing(session: Session) -> None:
    """Write the files of published versions that are not there: a power cut comes in between."""
    for record in store.drafts(session.compartment(PRIVACY)):
        path = policies.path_of(session, record.number)
        if record.content is not None and not path.exists():
            replace_whole(path, record.content)
