# SPDX-License-Identifier: Apache-2.0
"""The lists a company owes, made from the live catalogue and registers: nothing is kept twice.

What is collected and what is provided (网络数据安全管理条例 21), the register of processing, how
long everything is kept, and the poster for the gate. Each names the version of the policy and a
fingerprint of its own content, so that a paper on the wall can be compared with what holds today.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_templates import RECIPIENT_KINDS
from hr_desk.catalogue.model import Access, Demand, Field, Purpose, Role, Scenario, Sensitivity
from hr_desk.catalogue.requests import request_rules
from hr_desk.domain.controller import controller_line
from hr_desk.domain.requests import articles, law_said
from hr_desk.i18n import N_, translated
from hr_desk.operations import policies, policy_facts
from hr_desk.operations.session import Session


class PolicyList(StrEnum):
    """Which list."""

    COLLECTED = "collected"
    PROVIDED = "provided"
    PROCESSING = "processing"
    PERIODS = "periods"
    POSTER = "poster"


TITLES: Final[Mapping[PolicyList, str]] = {
    PolicyList.COLLECTED: N_("List of personal data collected"),
    PolicyList.PROVIDED: N_("List of personal data provided to others"),
    PolicyList.PROCESSING: N_("Register of processing"),
    PolicyList.PERIODS: N_("How long personal data is kept"),
    PolicyList.POSTER: N_("Your data at our company"),
}
OCCASIONS: Final[Mapping[Scenario, str]] = {
    Scenario.RECRUITMENT: N_("Recruitment"),
    Scenario.VISITOR: N_("Visit"),
    Scenario.ONBOARDING: N_("Onboarding"),
}
FILES: Final[Mapping[Scenario, tuple[str, ...]]] = {
    **{scenario: (file,) for scenario, file in policies.FILE_OF.items()},
    Scenario.ONBOARDING: (policies.FILE_OF[Scenario.ONBOARDING], "payroll"),
}
"""In which files what is asked on an occasion is kept."""
_DEMANDS: Final[Mapping[Demand, str]] = {
    Demand.REQUIRED: N_("needed"),
    Demand.CONDITIONAL: N_("under a condition"),
    Demand.OPTIONAL: N_("if you like"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a field, recipient or purpose (``key``), its name, what is said of it."""

    key: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list under its own heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole list in one language."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def fingerprint(self) -> str:
        """Return the first sixteen digits of the SHA-256 of all it says below its facts."""
        said = "\n".join(
            "\n".join((part.heading, entry.name, *entry.lines))
            for part in self.parts
            for entry in part.entries
        )
        return hashlib.sha256(f"{self.title}\n{said}".encode()).hexdigest()[:16]

    @property
    def text(self) -> str:
        """Return the list as plain text."""
        lines = [self.title, "", *self.lines]
        for part in self.parts:
            lines += ["", part.heading] if part.heading else [""]
            for entry in part.entries:
                lines += [f"· {entry.name}", *(f"    {line}" for line in entry.lines)]
        return "\n".join(lines)


def sheet(session: Session, which: PolicyList, code: str) -> Sheet:
    """Return a list in language ``code`` as everything stands now."""
    parts = tuple(part for part in _PARTS[which](session, code) if part.entries)
    return Sheet(translated(TITLES[which], code), tuple(_facts(session, code)), parts)


def _facts(session: Session, code: str) -> Iterator[str]:
    company = session.company
    yield controller_line(company)
    version = policies.in_force(session)
    if version is not None:
        yield translated(
            _VERSION, code, number=version.number, day=version.valid_from, place=version.place
        )  # fmt: skip


def _collected(session: Session, code: str) -> Iterator[Part]:
    catalogue = session.catalogue
    for scenario, label in OCCASIONS.items():
        fields = [one for one in catalogue.fields.values() if one.asked_in(scenario)]
        yield Part(
            translated(label, code),
            tuple(_field(catalogue, one, scenario, code) for one in fields),
        )


def _field(catalogue: Catalogue, field: Field, scenario: Scenario, code: str) -> Entry:
    lines = [
        translated(_PURPOSE, code, purpose=field.purpose.within(code)),
        translated(_FIRMNESS, code, firmness=translated(_DEMANDS[field.demand[scenario]], code),
                   basis=law_said(field.basis.get(scenario, "–"), code)),
        translated(_KEPT, code, kept=_kept(catalogue, _classes(field, scenario), code)),
    ]  # fmt: skip
    if field.sensitivity is Sensitivity.SENSITIVE and field.necessity and field.impact:
        lines.append(translated(_SENSITIVE, code, necessity=field.necessity.within(code),
                                impact=field.impact.within(code)))  # fmt: skip
    return Entry(field.key, field.label.within(code), tuple(lines))


def _classes(field: Field, scenario: Scenario) -> Iterable[str]:
    """Return the classes in which what is asked on an occasion is kept, and no other occasion's."""
    here = [field.retention[name] for name in FILES[scenario] if name in field.retention]
    return here or field.retention.values()


def _kept(catalogue: Catalogue, classes: Iterable[str], code: str) -> str:
    """Return from which event for how long, once for each class, and what happens then."""
    found = []
    for key in dict.fromkeys(classes):
        kept = catalogue.classes[key]
        if kept.periods:
            days = translated(_OR, code).join(str(d) for d in sorted(set(kept.periods.values())))
            found.append(translated(_DAYS, code, days=days, event=kept.clock_event.within(code),
                                    end=kept.at_end.within(code)))  # fmt: skip
    return translated(_AND, code).join(found)


def _provided(session: Session, code: str) -> Iterator[Part]:
    known = policy_facts.recipients(session)
    kinds = session.catalogue.code_lists[RECIPIENT_KINDS].codes
    for kind, label in kinds.items():
        entries = tuple(
            _recipient(session, id_, one, code) for id_, one in known.items() if one["kind"] == kind
        )
        yield Part(label.within(code), entries)


def _recipient(session: Session, id_: str, known: Mapping[str, Any], code: str) -> Entry:
    catalogue, joined = session.catalogue, translated(_COMMA, code)
    country = catalogue.code_lists["country"].codes[known["country"]].within(code)
    purposes = joined.join(catalogue.purposes[key].label.within(code) for key in known["purposes"])
    fields = joined.join(catalogue.field(key).label.within(code) for key in known["fields"])
    return Entry(id_, known["name"], (
        translated(_REACHED, code, contact=known["contact"] or "–", country=country),
        translated(_PURPOSE, code, purpose=purposes),
        translated(_KINDS, code, fields=fields or "–"),
        translated(_UNTIL, code, first=known["valid_from"], last=known["valid_until"]),
    ))  # fmt: skip


def _processing(session: Session, code: str) -> Iterator[Part]:
    known = policy_facts.recipients(session)
    entries = (_purpose(session, one, known, code) for one in session.catalogue.purposes.values())
    yield Part("", tuple(entries))


def _purpose(
    session: Session, purpose: Purpose, known: Mapping[str, Mapping[str, Any]], code: str
) -> Entry:
    catalogue, joined = session.catalogue, translated(_COMMA, code)
    fields = [one for one in catalogue.fields.values() if purpose.covers(one)]
    on = [key for key in OCCASIONS if key in purpose.occasions]
    classes = dict.fromkeys(
        key for one in fields for at in on if at in one.basis for key in _classes(one, at)
    )
    bases = {one for field in fields for at in on for one in articles(field.basis.get(at, ""))}
    files = {name for at in on for name in FILES[at]}
    seen = [role for role in catalogue.roles.values()
            if any(_sees(role, one, files) for one in fields)]  # fmt: skip
    to = [one["name"] for one in known.values() if purpose.key in one["purposes"]]
    said = (
        (_OCCASIONS, joined.join(translated(OCCASIONS[key], code) for key in on)),
        (_BASES, translated(_ARTICLES, code, articles=joined.join(sorted(bases, key=_in_order)))),
        (_KINDS_OF, translated(_FIELDS, code, count=len(fields), sensitive=sum(
            one.sensitivity is Sensitivity.SENSITIVE for one in fields))),
        (_CLASSES, joined.join(catalogue.classes[key].label.within(code) for key in classes)),
        (_SEEN_BY, joined.join(role.label.within(code) for role in seen)),
        (_TO, joined.join(to)),
    )  # fmt: skip
    lines = tuple(translated(label, code, what=what or "–") for label, what in said)
    return Entry(purpose.key, purpose.label.within(code), lines)


def _in_order(article: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", article)))


def _sees(role: Role, field: Field, files: Collection[str]) -> bool:
    """Whether a role reads a field, at least masked: it holds one of the files in which it is."""
    return field.roles.get(role.key, Access.NONE) > Access.NONE and any(
        name in role.holds and name in files for name in field.compartments
    )


def _periods(session: Session, code: str) -> Iterator[Part]:
    catalogue = session.catalogue
    found = []
    for key, kept in catalogue.classes.items():
        if kept.periods:
            lines = [translated(_KEPT, code, kept=_kept(catalogue, [key], code))]
            if kept.floor:
                lines.append(translated(_FLOOR, code, days=kept.floor))
            found.append(Entry(key, kept.label.within(code), tuple(lines)))
    yield Part("", tuple(found))


def _poster(session: Session, code: str) -> Iterator[Part]:
    rules = request_rules()
    yield Part(translated(_WHO, code), (
        Entry("controller", session.company.get("name", ""),
              (policies.controller_text(session, code),)),
    ))  # fmt: skip
    yield Part(translated(_RIGHTS, code), tuple(
        Entry(key, one.label.within(code), ()) for key, one in rules.codes.items()
    ))  # fmt: skip
    days = translated(_ANSWER, code, days=rules.terms.working_days)
    yield Part(translated(_HOW, code), (
        Entry("answer", days, ()),
        Entry("free", translated(_FREE, code), ()),
        Entry("minors", translated(_MINORS, code), ()),
        Entry("safe", translated(_SAFE, code), ()),
    ))  # fmt: skip


_PARTS: Final[Mapping[PolicyList, Callable[[Session, str], Iterator[Part]]]] = {
    PolicyList.COLLECTED: _collected,
    PolicyList.PROVIDED: _provided,
    PolicyList.PROCESSING: _processing,
    PolicyList.PERIODS: _periods,
    PolicyList.POSTER: _poster,
}

_VERSION: Final = N_("Privacy policy version {number}, in force since {day}: {place}.")
_PURPOSE: Final = N_("For: {purpose}")
_FIRMNESS: Final = N_("Asked: {firmness}. Legal basis: {basis}")
_KEPT: Final = N_("Kept: {kept}")
_DAYS: Final = N_("{days} days from: {event}; then {end}")
_OR: Final = N_(" or ")
_AND: Final = N_("; ")
_COMMA: Final = N_(", ")
_SENSITIVE: Final = N_("Sensitive. Why it is needed: {necessity} What a leak would mean: {impact}")
_REACHED: Final = N_("Contact: {contact}. Country or region: {country}")
_KINDS: Final = N_("Data: {fields}")
_UNTIL: Final = N_("From {first} until {last}")
_OCCASIONS: Final = N_("Occasions: {what}")
_BASES: Final = N_("Legal basis: {what}")
_ARTICLES: Final = N_("Personal Information Protection Law, articles {articles}")
_SEEN_BY: Final = N_("Seen inside the company by: {what}")
_FLOOR: Final = N_("A law asks for at least {days} days.")
_KINDS_OF: Final = N_("Kinds of data: {what}")
_FIELDS: Final = N_("{count} fields, {sensitive} of them sensitive")
_CLASSES: Final = N_("Kept as: {what}")
_TO: Final = N_("Provided to: {what}")
_WHO: Final = N_("Who is responsible")
_RIGHTS: Final = N_("What you may ask")
_HOW: Final = N_("How it is done")
_ANSWER: Final = N_("You are answered within {days} working days after we know that it is you.")
_FREE: Final = N_(
    "It normally costs nothing, and leaving optional answers out costs nothing either."
)
_MINORS: Final = N_("Are you under 18? A parent or guardian has to agree first.")
_SAFE: Final = N_("We never ask for bank passwords or SMS codes.")
