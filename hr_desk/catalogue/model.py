# SPDX-License-Identifier: Apache-2.0
"""What the catalogue declares: fields, stages, retention classes, roles, purposes, code lists.

A declaration has no value. Everything here is frozen; one ``Catalogue`` is the merge of the data
files that ship with the program and a company's overlay.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from hr_desk.catalogue.types.base import FieldType
from hr_desk.i18n import Text

RECORDS = ("person", "application", "interview", "visit", "employment")
"""What a field describes: the human, one try at one requisition, what interviewers found in it,
one visit, one employment."""

SEARCH_KINDS = ("name", "phone", "email", "text", "code", "document", "none")
"""How a value becomes search terms (hr_desk.domain.terms); of a document it is its text."""

SUPPLIERS = ("person", "staff", "program")
"""Who supplies a value: the person it is about, an employee of the company, the program."""

VERBS = (
    "take_in",
    "advance",
    "reject",
    "withdraw",
    "decline_offer",
    "accept_offer",
    "record_leaving",
    "hand_over",
    "hear_of_start",
    "hear_of_absence",
)
"""The operations that lead an application to a stage."""

CHOICES = ("usual", "extra")
"""Whether a requisition has a stage unless it says otherwise, or only where it says so."""

PREFIX = "x_"
"""What a company's own keys begin with, so that no later release collides with them."""

DECIDERS = ("host", "desk")
"""Whose word lets a visitor in: the person they come to see, or the front desk alone."""

ROLE_ORDER = (
    "kiosk",
    "front_desk",
    "recruiter",
    "onboarding",
    "hr_admin",
    "privacy_officer",
)
"""The order of the letters in a field's ``roles``; other roles (auditor) never see a value."""


class Access(IntEnum):
    """What a role may do with a value; a higher one includes the lower ones.

    FULL reads the value. WRITE reads and writes it where the role holds the key of the
    compartment, and only adds to it where it does not.
    """

    NONE = 0
    MASKED = 1
    FULL = 2
    WRITE = 3


class Sensitivity(StrEnum):
    """SENSITIVE: PIPL 28. CAUTION: not listed there, treated with the same controls."""

    ORDINARY = "ordinary"
    CAUTION = "caution"
    SENSITIVE = "sensitive"


class Scenario(StrEnum):
    """The three occasions on which a person is asked for data."""

    RECRUITMENT = "recruitment"
    ONBOARDING = "onboarding"
    VISITOR = "visitor"


class Demand(StrEnum):
    """How firmly a scenario asks for a field; CLOSED is not asked unless a company opens it."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    OPTIONAL = "optional"
    CLOSED = "closed"
    FORBIDDEN = "forbidden"


ASKED = frozenset({Demand.REQUIRED, Demand.CONDITIONAL, Demand.OPTIONAL})
"""The demands under which a form shows the field."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that may be asked: why, by whom, how firmly, who sees it and when it goes."""

    key: str
    record: str
    """One of RECORDS."""
    label: Text
    purpose: Text
    refusal: Text
    """What happens if the person does not give it."""
    section: str
    type: FieldType
    """How a value is parsed, checked, shown, masked and stored; Qt-free."""
    basis: Mapping[Scenario, str]
    """Item of PIPL 13(1) and the statute behind it, per scenario."""
    sensitivity: Sensitivity
    separate_consent: bool
    necessity: Text | None
    """Why sensitive data is necessary here (PIPL 30); None for ordinary fields."""
    impact: Text | None
    """What a leak would mean for the person (PIPL 30); None for ordinary fields."""
    demand: Mapping[Scenario, Demand]
    condition: Text | None
    """When a conditional field is asked."""
    one_of: str | None
    """A group of which one field is enough (mobile or e-mail); None for the others."""
    supplied_by: str
    """One of SUPPLIERS."""
    earliest_stage: str
    """The stage gate: before it no role reads or writes the field."""
    roles: Mapping[str, Access]
    emergency_reveal: frozenset[str]
    """Roles that may reveal it in an emergency although their access is NONE."""
    retention: Mapping[str, str]
    """Compartment to retention class."""
    code_list: str | None
    search: str
    """One of SEARCH_KINDS."""
    column: int | None
    """Place among the columns of a table; None is no column."""
    policy_item: int | None
    """1..19: its place in clause 1.3(3) of the published policy."""
    promise: str | None
    """The row of the published field list it comes from; None for a company's own field."""
    mask: str
    """The masking rule (hr_desk.catalogue.types.masks)."""
    origin: str = "core"
    """"core" or "overlay"."""
    reason: Text | None = None
    """Why the company opened the field earlier than the catalogue does."""
    clock_event: str | None = None
    """The event of its class that the value starts itself, by being entered or by its end; None:
    it goes with the record's own clock."""

    @property
    def compartments(self) -> tuple[str, ...]:
        """The compartments the field lives in, in declared order."""
        return tuple(self.retention)

    def asked_in(self, scenario: Scenario) -> bool:
        """Whether forms of the scenario show the field."""
        return self.demand[scenario] in ASKED

    @property
    def sent_by_visitors(self) -> bool:
        """Whether a visitor says it at a kiosk: what a kiosk writes, and what an emergency reveals.

        The published letter of the kiosk is – for the latter, because no role but the one that
        reveals it has anything of it; the visitor types it all the same, and nothing shows it.
        """
        written = self.roles.get("kiosk", Access.NONE) is Access.WRITE or self.emergency_reveal
        return bool(written) and self.asked_in(Scenario.VISITOR) and self.supplied_by == "person"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One station of an application; ``operation`` is the only verb that leads to it."""

    key: str
    label: Text
    order: float
    """Gates compare it: a field is open from the order of its earliest stage on. Whole for what
    ships; a company's own lie between."""
    next: tuple[str, ...]
    """Stages reached by ``advance``."""
    exits: tuple[str, ...]
    """Stages reached by another verb, theirs."""
    ends: bool
    """Nothing is decided any more: the record only waits for its due day."""
    clock: str | None
    """The retention class that starts here."""
    clock_event: str | None
    """The event of that class."""
    operation: str | None
    """One of VERBS; None only for the stage before the record exists."""
    choice: str | None = None
    """One of CHOICES for a station a requisition may have or not; None: every one has it."""
    untouched_after: int | None = None
    """Days after which an open application that nobody touched ends here by itself."""
    interviews: bool = False
    """Whether people come here to be interviewed; said where stages are listed."""
    skippable: bool = True
    """Whether a requisition that has it may pass over it on the way to an offer."""
    after: str | None = None
    """The station a company's own was put after; None for what ships."""
    counts_as: str | None = None
    """The station in whose line the funnel counts it; None: it has a line of its own."""
    retired: bool = False
    """Nobody is moved here any more, and no further requisition has it."""
    vanished: bool = False
    """It is declared nowhere; somebody stood there when it was."""


@dataclass(frozen=True, kw_only=True)
class RetentionClass:
    """How long a kind of record stays, from which event, and what ends it. Days are calendar days.

    A class without periods is permanent (it holds no personal data).
    """

    key: str
    label: Text
    clock_event: Text
    periods: Mapping[str, int]
    """Event to days."""
    minimum: int
    maximum: int
    floor: int
    """Statutory minimum in days; 0 when no law names one."""
    source: str
    at_end: Text
    masked_after: int | None = None
    """Days after the clock day from which every role sees masked what can be; None: never."""
    earlier: Mapping[str, int] = field(default_factory=dict)
    """Event to days for records whose clock began before a longer period was set."""

    @property
    def every(self) -> Mapping[str, int]:
        """Event to days of every record there may be."""
        return {**self.periods, **self.earlier}


@dataclass(frozen=True, kw_only=True)
class Role:
    """What a user may be: which compartments' keys, whether the root key, how strong a slot."""

    key: str
    label: Text
    holds: tuple[str, ...]
    root: bool
    strength: str
    """Argon2id cost of the slot: "daily" (64 MiB) or "strong" (256 MiB)."""
    idle_minutes: int


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """A reason for seeing or taking out personal data (clause 1.4).

    A purpose that rests on nothing but a consent of its own names the retention class that lasts
    as long as the consent, and says what is agreed to and what refusing it means.
    """

    key: str
    label: Text
    consent: str | None = None
    """The retention class a consent starts; None: the purpose needs no consent of its own."""
    explanation: Text | None = None
    refusal: Text | None = None
    occasions: frozenset[Scenario] = frozenset()

    def covers(self, field: Field) -> bool:
        """Whether there is a legal basis for the field on one of the purpose's occasions."""
        return any(scenario in self.occasions for scenario in field.basis)


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """A closed list of codes with their words, in the order in which a person is shown them."""

    key: str
    codes: Mapping[str, Text]
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ForbiddenField:
    """Something that is never asked, and how a company might call it all the same."""

    key: str
    label: Text
    reason: Text
    names: tuple[str, ...] = ()
    """Further names no field may have."""
    words: tuple[str, ...] = ()
    """Words that may stand nowhere in a company's own label or key."""
    harmless: tuple[str, ...] = ()
    """Longer words that hold one of ``words`` and mean something else (生育保险)."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a field's column may be called in a user's own sheet, and an example of its values."""

    key: str
    names: tuple[str, ...]
    """Beside the field's label, which is known in every language."""
    example: str = ""
    """A made-up value as it is typed; empty where the code list gives one."""


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """A text that a visitor confirms to have read; it holds for whoever comes again."""

    key: str
    label: Text
    text: Text
    months: int
    """How long one confirmation of this very text holds."""
    field: str | None = None
    """The field that is true once the text is confirmed."""

    @property
    def digest(self) -> str:
        """The hex SHA-256 of the text in both languages: another text is another digest."""
        return hashlib.sha256(self.whole.encode()).hexdigest()

    @property
    def whole(self) -> str:
        """The text in both languages, as it is hashed: Chinese, line feed, English."""
        return f"{self.text.zh}\n{self.text.en}"


@dataclass(frozen=True, kw_only=True)
class VisitType:
    """A kind of visitor: what is asked on which page, confirmed and printed, and who decides."""

    key: str
    label: Text
    hint: Text
    """One line that helps a visitor to find their kind."""
    purposes: tuple[str, ...]
    """Codes of visit_purpose; one is taken as said, several are asked about."""
    pages: Mapping[str, tuple[str, ...]]
    """Page key to the fields asked there, in the order of the kiosk."""
    acknowledgements: tuple[str, ...]
    staff: tuple[str, ...]
    """Fields that staff add when they let somebody in."""
    decides: str
    """One of DECIDERS."""
    required: tuple[str, ...] = ()
    """Of what the person is asked: without these nobody of this kind comes in."""
    notice: Text | None = None
    """What this kind is told beside the notice for everybody."""
    slip: bool = False
    """Whether there is a slip for it, which the host signs and the visitor hands back."""
    slip_at_once: bool = False
    """Whether the slip is printed as soon as somebody is let in, and not only when asked for."""
    guard: bool = False
    """Whether a guard enters it at the front desk with a plate or a head count."""
    hazard: bool = False
    """Whether it goes where there is danger: only then is asked whom to call in an emergency."""
    hazard_areas: tuple[str, ...] = ()
    """Areas (codes of visit_area) from which its visits are kept longer."""
    signature: bool = False
    """Whether the place to sign below what is confirmed is open at once; it may be left empty, and
    every other kind opens it where they wish to."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Everything the person is asked, in order."""
        return tuple(key for keys in self.pages.values() for key in keys)


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """Everything a catalogue is made of, before anything is computed from it."""

    fields: Mapping[str, Field]
    renamed: Mapping[str, str]
    sections: Mapping[str, Text]
    stages: Mapping[str, Stage]
    classes: Mapping[str, RetentionClass]
    roles: Mapping[str, Role]
    purposes: Mapping[str, Purpose]
    code_lists: Mapping[str, CodeList]
    forbidden: Mapping[str, ForbiddenField]
    compartments: Mapping[str, Text] = field(default_factory=dict)
    headings: Mapping[str, Heading] = field(default_factory=dict)
    acknowledgements: Mapping[str, Acknowledgement] = field(default_factory=dict)
    visit_pages: Mapping[str, Text] = field(default_factory=dict)
    visit_types: Mapping[str, VisitType] = field(default_factory=dict)
