# SPDX-License-Identifier: Apache-2.0
"""Policy versions and the notice made from the catalogue.

A version is immutable: its texts in both languages, their hash, the day it is valid from and
where it was published, signed by the root. It holds no personal data, so every role may read it.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t, translated
from hr_desk.operations.changes import Changes
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import NotPermitted, PolicyMissing, TextMissing
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.values import GUARDIAN
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.vault import canonical
from hr_desk.vault.keys import SignatureProblem, verify

_CONTEXT: Final = "policy"
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
    """One published text; ``valid_from`` is a day in Asia/Shanghai."""

    number: int
    zh: str
    en: str
    sha256: str
    valid_from: str
    place: str
    author: str


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
        raise TextMissing(field=t("Policy text"))
    if published_on > session.today():
        raise PolicyNotYetValid(day=published_on.isoformat())
    version = PolicyVersion(
        number=1,
        zh=zh,
        en=en,
        sha256=hashlib.sha256(f"{zh}\0{en}".encode()).hexdigest(),
        valid_from=published_on.isoformat(),
        place=one_line(place, label=t("Published where"), longest=LONGEST_PLACE),
        author=session.user.id,
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


def _write(session: Session, version: PolicyVersion) -> None:
    if session.root is None:
        raise NotPermitted
    payload = canonical.encode(asdict(version))
    signed = {"policy": asdict(version), "signature": session.root.sign(_CONTEXT, payload).hex()}
    folder = DeskFiles(session.folder).part("policies")
    replace_whole(folder / f"{version.number:04}.json", canonical.encode(signed))


def versions(session: Session) -> tuple[PolicyVersion, ...]:
    """Return every version, oldest first; raises PolicyDamaged for a changed file."""
    found = []
    for path in sorted(DeskFiles(session.folder).part("policies").glob("*.json")):
        try:
            found.append(_verified(path.read_bytes(), session.register.root_public))
        except (ValueError, KeyError, TypeError, SignatureProblem):
            raise PolicyDamaged(file=path.name) from None
    return tuple(found)


@lru_cache(maxsize=64)
def _verified(content: bytes, root_public: bytes) -> PolicyVersion:
    """Return the version these bytes hold; every taking-in asks for the one in force."""
    signed = json.loads(content)
    signature = bytes.fromhex(signed["signature"])
    verify(root_public, _CONTEXT, canonical.encode(signed["policy"]), signature)
    return PolicyVersion(**signed["policy"])


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
    fields = session.catalogue.fields_of(_FILE_OF[scenario], scenario)
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
    return "\n".join((translated(_HOW_LONG, code), *lines))


def _rights(session: Session, code: str) -> str:
    phone = session.company.get("phone", "")
    asked = translated(_BY_PHONE, code, phone=phone) if phone else translated(_IN_PERSON, code)
    return translated(_RIGHTS, code, where=asked)


_FILE_OF: Final = {
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
        "It is used to tell your host, to let you in, and to know who is on site in an emergency. "
        "Beside every field stands why it is asked."
    ),
}
_HOW_LONG: Final = N_("How long it is kept, then it is deleted, within 14 days from backups too:")
_PERIOD: Final = N_("· {record}: {days} days from: {event}")
_RIGHTS: Final = N_(
    "You may see, copy, correct or delete your data, withdraw consent, and ask for an "
    "explanation: {where}. You may complain to the cyberspace "
    "administration, the consumer association or a court."
)
_BY_PHONE: Final = N_("at the front desk or by phone {phone}")
_IN_PERSON: Final = N_("at the front desk")
_SAFE: Final = N_("We never ask for bank passwords or SMS codes.")
