# SPDX-License-Identifier: Apache-2.0
"""Policy versions and the notice made from the catalogue.

A version is immutable: its texts in both languages, their hash, the day it is valid from and
where it was published, signed by the root, from version 2 on also by its author, a second person
and whoever says where it was published (policy_drafts). It holds no personal data, so every role
may read it.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.domain import policy_changes
from hr_desk.domain.policy_changes import Finding
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Message, translated
from hr_desk.operations import policy_facts
from hr_desk.operations.changes import Changes
from hr_desk.operations.operation import operation, require
from hr_desk.operations.policy_facts import facts_of
from hr_desk.operations.problems import NotPermitted, PolicyMissing, TextMissing
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.values import GUARDIAN
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.vault import canonical
from hr_desk.vault.keys import SignatureProblem, verify
from hr_desk.vault.register import Register

CONTEXT: Final = "policy"
"""The context of every signature on a policy."""
PUBLISHED: Final = "policy_published"
"""The context of the signature of whoever says where it was published."""
LEAD: Final = timedelta(days=7)
"""How long people are told of a major change before it holds (policy 8.3; our own number)."""
SHORTEST: Final = 20
"""Characters below which a text is no policy."""

LONGEST_PLACE: Final = 120


class PolicyExists(UserError):
    """The policy of this desk was taken in already."""

    message = N_("The published policy is already taken in. A new version follows its own path.")


class PolicyNotYetValid(UserError):
    """The day of publication lies ahead."""

    message = N_("{day} lies ahead. Give the day on which the policy was published.")


class PolicyDamaged(UserError):
    """A policy file is not what the root signed."""

    message = N_("The policy file “{file}” was changed after it was signed. Restore it.")


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One published text; ``valid_from`` is a day in Asia/Shanghai.

    ``facts`` are what the program knew when it was written, ``findings`` what makes it a major
    change of the one before (policy_changes), ``reason`` why it is none although words of the text
    changed. ``evidence`` says what shows the publication.
    """

    number: int
    zh: str
    en: str
    sha256: str
    valid_from: str
    place: str
    author: str
    summary: str = ""
    major: bool = False
    reason: str = ""
    facts: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    findings: Sequence[Sequence[Any]] = ()
    approver: str = ""
    evidence: str = ""

    def text(self, code: str) -> str:
        """Return the text in one of the two languages."""
        return self.zh if code == "zh_CN" else self.en

    @property
    def changes(self) -> tuple[Finding, ...]:
        """What makes it a major change of the version before."""
        return policy_changes.from_json([list(one) for one in self.findings])


def take_in_published(
    session: Session, *, zh: str, en: str, published_on: date, place: str
) -> Changes:
    """Take in the policy that is already published, as version 1, with its day and place.

    One admin does this alone (promises, mends); two persons from version 2 on. Raises
    PolicyExists, PolicyNotYetValid, TextMissing, TextTooLong, NotPermitted.
    """
    require(session, "policy.take_in")
    if versions(session):
        raise PolicyExists
    if len(zh.strip()) < SHORTEST:
        raise TextMissing(field=Message(N_("Policy text")))
    if published_on > session.today():
        raise PolicyNotYetValid(day=published_on.isoformat())
    version = PolicyVersion(
        number=1,
        zh=zh,
        en=en,
        sha256=hash_of(zh, en),
        valid_from=published_on.isoformat(),
        place=one_line(place, label=Message(N_("Published where")), longest=LONGEST_PLACE),
        author=session.user.id,
        facts=facts_of(session),
    )
    # The entry comes first: a policy that nobody answers for must not be in force.
    changes = _note(session, version)
    _write(session, version)
    return changes


@operation("policy.take_in", compartment="hiring", otherwise=("visits",), roles=("hr_admin",))
def _note(session: Session, change: Change, /, version: PolicyVersion) -> tuple[str]:
    del session
    change.touched("policy", str(version.number))
    change.facts["sha256"] = version.sha256
    return (str(version.number),)


def hash_of(zh: str, en: str) -> str:
    """Return the hash by which a version's texts are known."""
    return hashlib.sha256(f"{zh}\0{en}".encode()).hexdigest()


def _write(session: Session, version: PolicyVersion) -> None:
    if session.root is None:
        raise NotPermitted
    payload = canonical.encode(asdict(version))
    signed = {"policy": asdict(version), "signature": session.root.sign(CONTEXT, payload).hex()}
    replace_whole(path_of(session, version.number), canonical.encode(signed))


def path_of(session: Session, number: int) -> Path:
    """Return where the file of a version lies."""
    return DeskFiles(session.folder).part("policies") / f"{number:04}.json"


def versions(session: Session) -> tuple[PolicyVersion, ...]:
    """Return every version, oldest first; raises PolicyDamaged for a changed file.

    Those of the desk itself, and of a paired desk's privacy office where there is none here
    (``policy_copies``).
    """
    found = {number: _told(signed) for number, signed in policy_facts.copies(session).items()}
    for path in sorted(DeskFiles(session.folder).part("policies").glob("*.json")):
        try:
            version = _verified(path.read_bytes(), session.register)
            if path.name != f"{version.number:04}.json":
                raise ValueError(path.name)
            found[version.number] = version
        except (ValueError, KeyError, TypeError, SignatureProblem):
            raise PolicyDamaged(file=path.name) from None
    return tuple(found[number] for number in sorted(found))


_VERIFIED: Final[dict[bytes, PolicyVersion]] = {}
"""The versions by root and bytes: every taking-in asks for the one in force."""


def _verified(content: bytes, register: Register) -> PolicyVersion:
    """Return the version these bytes hold."""
    key = hashlib.sha256(register.root_public + content).digest()
    if key not in _VERIFIED:
        _VERIFIED[key] = checked(json.loads(content), register)
    return _VERIFIED[key]


def checked(signed: Mapping[str, Any], register: Register) -> PolicyVersion:
    """Return a version all of whose signatures hold, by the register of the desk it is from.

    Raises SignatureProblem, KeyError, ValueError, TypeError.
    """
    policy, payload = signed["policy"], canonical.encode(signed["policy"])
    verify(register.root_public, CONTEXT, payload, bytes.fromhex(signed["signature"]))
    version = PolicyVersion(**policy)
    if hash_of(version.zh, version.en) != version.sha256:
        raise ValueError("the texts are not those of the hash")
    if version.number > 1:
        _require_published(version, signed, register, payload)
    return _told(signed)


def _require_published(
    version: PolicyVersion, signed: Mapping[str, Any], register: Register, payload: bytes
) -> None:
    """Raise ValueError or KeyError unless two persons and whoever published it signed a version."""
    approver, told = str(signed["approver"]), signed["publication"]
    if approver == version.author:
        raise ValueError("one person alone")
    said = ((version.author, CONTEXT, payload, signed["author_signature"]),
            (approver, CONTEXT, payload, signed["approver_signature"]),
            (str(told["by"]), PUBLISHED, canonical.encode(told),
             signed["publication_signature"]))  # fmt: skip
    for user, context, content, signature in said:
        if not register.was_signed_by(user, context, content, bytes.fromhex(signature)):
            raise ValueError("not signed by who is named")
    if told["sha256"] != version.sha256 or told["number"] != version.number:
        raise ValueError("the publication of another version")


def _told(signed: Mapping[str, Any]) -> PolicyVersion:
    """Return a version; a later one with its second person, its place, the day it holds from."""
    version = PolicyVersion(**signed["policy"])
    if version.number == 1:
        return version
    told = signed["publication"]
    first = date.fromisoformat(told["on"]) + (LEAD if version.major else timedelta())
    return replace(version, approver=str(signed["approver"]), place=str(told["place"]),
                   evidence=str(told["evidence"]),
                   valid_from=max(version.valid_from, first.isoformat()))  # fmt: skip


def published_on(session: Session, version: PolicyVersion) -> date:
    """Return the day on which one of ``versions`` was published, of the first that it holds from.

    Days in Asia/Shanghai. Nothing but the signed file says it.
    """
    path = path_of(session, version.number)
    copies = {} if path.exists() else policy_facts.copies(session)
    signed = copies.get(version.number) or json.loads(path.read_bytes())
    return date.fromisoformat(signed.get("publication", {}).get("on", version.valid_from))


def version_of(session: Session, number: int) -> PolicyVersion | None:
    """Return a version by its number, whether it is in force or not; old ones stay for ever."""
    return next((one for one in versions(session) if one.number == number), None)


def announced(session: Session) -> PolicyVersion | None:
    """Return the latest version if there was one before: people who knew that are to be told."""
    known = versions(session)
    return known[-1] if len(known) > 1 else None


def in_force(session: Session) -> PolicyVersion | None:
    """Return the version in force today, or None."""
    today = session.today().isoformat()
    valid = [version for version in versions(session) if version.valid_from <= today]
    return valid[-1] if valid else None


def require_in_force(session: Session) -> PolicyVersion:
    """Return the version in force; raises PolicyMissing."""
    version = in_force(session)
    if version is None:
        raise PolicyMissing
    return version


def notice_text(session: Session, scenario: Scenario, code: str) -> str:
    """Return the one-screen notice in language ``code``, made from the live catalogue.

    Who, what, why, how long, rights (promises: the notice is one screen made from the catalogue,
    the full text one step away).
    """
    fields = session.catalogue.fields_of(FILE_OF[scenario], scenario)
    asked = [field for field in fields if field.supplied_by == "person"]
    joined = "、" if code == "zh_CN" else ", "
    names = joined.join(field.label.within(code) for field in asked)
    lines = [
        _who(session, code),
        translated(_WHAT, code, fields=names),
        translated(_NEEDED, code, fields=joined.join(_needed(session, scenario, asked, code))),
        translated(_WHY[scenario], code),
        _how_long(session, scenario, code),
        _rights(session, code),
        translated(_SAFE, code),
    ]
    return "\n\n".join(lines)


def controller_text(session: Session, code: str) -> str:
    """Return who is responsible for somebody's data, how to reach them, and which rights there are.

    In language ``code``; it stands on every letter (PIPL 17, 30).
    """
    return f"{_who(session, code)} {_rights(session, code)}"


def _who(session: Session, code: str) -> str:
    """Return who is responsible, with those parts of the record that the desk has."""
    company = session.company
    sentence = translated(_WHO, code, name=company.get("name", ""))
    reached = [company[part] for part in ("address", "phone") if company.get(part)]
    if not reached:
        return sentence
    joined = "，" if code == "zh_CN" else ", "
    return translated(_REACHED, code, sentence=sentence, where=joined.join(reached))


def _needed(
    session: Session, scenario: Scenario, asked: Sequence[Field], code: str
) -> Iterator[str]:
    """Yield what cannot be left out: required fields, groups of which one is enough, a guardian.

    The guardian is the one condition that is the law's and not the post's (policy 6.1).
    """
    catalogue = session.catalogue
    required, groups = catalogue.required(scenario), catalogue.alternatives(scenario)
    for field in asked:
        group = next((group for group in groups if group[0] == field), None)
        if field in required:
            yield field.label.within(code)
        elif group is not None:
            labels = [one.label.within(code) for one in group]
            yield translated(_OR, code).join(labels)
        elif field.key == GUARDIAN and field.condition is not None:
            yield translated(
                _ON_CONDITION, code, field=field.label.within(code),
                condition=field.condition.within(code),
            )  # fmt: skip


def _how_long(session: Session, scenario: Scenario, code: str) -> str:
    lines = []
    joined = translated(_OR, code)
    for key in _CLASSES_OF[scenario]:
        retention = session.catalogue.classes[key]
        days = joined.join(str(days) for days in sorted(set(retention.periods.values())))
        lines.append(
            translated(_PERIOD, code, record=retention.label.within(code),
                       event=retention.clock_event.within(code), days=days)
        )  # fmt: skip
    within = session.catalogue.classes["BKP"].periods["created"]
    return "\n".join((translated(_HOW_LONG, code, days=within), *lines))


def _rights(session: Session, code: str) -> str:
    phone = session.company.get("phone", "")
    asked = translated(_BY_PHONE, code, phone=phone) if phone else translated(_IN_PERSON, code)
    return translated(_RIGHTS, code, where=asked)


FILE_OF: Final = {
    Scenario.RECRUITMENT: "hiring",
    Scenario.ONBOARDING: "personnel",
    Scenario.VISITOR: "visits",
}
_CLASSES_OF: Final = {
    Scenario.RECRUITMENT: ("REJ", "WD"),
    Scenario.ONBOARDING: ("EMP", "ID", "PAY", "SI"),
    Scenario.VISITOR: ("VIS",),
}
_WHO: Final = N_("{name} asks for your data and is responsible for it.")
_REACHED: Final = N_("{sentence} {where}.")
_OR: Final = N_(" or ")
_ON_CONDITION: Final = N_("{field} ({condition})")
_WHAT: Final = N_("You may be asked for: {fields}.")
_NEEDED: Final = N_("Needed: {fields}. Everything else is up to you; leaving it out costs nothing.")
_WHY: Final = {
    Scenario.RECRUITMENT: N_(
        "It is used to judge your application for the post you chose and to reach you about it. "
        "Beside every field stands why it is asked."
    ),
    Scenario.ONBOARDING: N_(
        "It is used for your contract, the statutory roster, wages and social insurance. "
        "Beside every field stands why it is asked."
    ),
    Scenario.VISITOR: N_(
        "It is used to tell your host, let you in, and know who is on site in an emergency. "
        "Beside every field stands why it is asked."
    ),
}
_HOW_LONG: Final = N_(
    "How long it is kept, then it is deleted, within {days} days from backups too:"
)
_PERIOD: Final = N_("· {record}: {days} days from: {event}")
_RIGHTS: Final = N_(
    "You may see, copy, correct or delete your data, withdraw consent, and ask for an "
    "explanation: {where}. You may complain to the cyberspace "
    "administration, the consumer association or a court."
)
_BY_PHONE: Final = N_("at the front desk or by phone {phone}")
_IN_PERSON: Final = N_("at the front desk")
_SAFE: Final = N_("We never ask for bank passwords or SMS codes.")
