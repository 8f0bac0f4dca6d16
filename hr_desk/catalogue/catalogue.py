# SPDX-License-Identifier: Apache-2.0
"""The catalogue as one object: every list of fields in the program is a question to it."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from hr_desk.catalogue.model import (
    Access,
    Acknowledgement,
    CodeList,
    Declarations,
    Demand,
    Field,
    ForbiddenField,
    Heading,
    Purpose,
    RetentionClass,
    Role,
    Scenario,
    Stage,
    VisitType,
)
from hr_desk.catalogue.problems import UnknownField, nearest
from hr_desk.i18n import Text


@dataclass(frozen=True)
class Catalogue:
    """What may be asked, why, by whom seen and how long kept; frozen and shared freely."""

    declared: Declarations
    before_settings: Mapping[str, RetentionClass] | None = None
    """The retention classes as the files declare them, where a company set other periods."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """Key to field, in the order of forms."""
        return self.declared.fields

    @property
    def renamed(self) -> Mapping[str, str]:
        """Former key to present key; kept for ever, for old files."""
        return self.declared.renamed

    @property
    def sections(self) -> Mapping[str, Text]:
        """Section key to heading, in the order of forms."""
        return self.declared.sections

    @property
    def stages(self) -> Mapping[str, Stage]:
        """Stage key to stage, in declared order."""
        return self.declared.stages

    @property
    def classes(self) -> Mapping[str, RetentionClass]:
        """Retention class key to class."""
        return self.declared.classes

    @property
    def roles(self) -> Mapping[str, Role]:
        """Role key to role."""
        return self.declared.roles

    @property
    def purposes(self) -> Mapping[str, Purpose]:
        """Purpose key to purpose."""
        return self.declared.purposes

    @property
    def code_lists(self) -> Mapping[str, CodeList]:
        """Code list key to list."""
        return self.declared.code_lists

    @property
    def forbidden(self) -> Mapping[str, ForbiddenField]:
        """What is never asked."""
        return self.declared.forbidden

    @property
    def headings(self) -> Mapping[str, Heading]:
        """Field key to what its column may be called in a user's own sheet."""
        return self.declared.headings

    @property
    def acknowledgements(self) -> Mapping[str, Acknowledgement]:
        """Key to text that visitors confirm."""
        return self.declared.acknowledgements

    @property
    def visit_pages(self) -> Mapping[str, Text]:
        """Key to heading of the kiosk's pages."""
        return self.declared.visit_pages

    @property
    def visit_types(self) -> Mapping[str, VisitType]:
        """Key to kind of visitor, in the order in which a person is shown them."""
        return self.declared.visit_types

    @property
    def compartments(self) -> Mapping[str, Text]:
        """Compartment key to name."""
        return self.declared.compartments

    def field(self, key: str) -> Field:
        """Return the field; a former key finds its present one. Raises UnknownField."""
        found = self.fields.get(self.renamed.get(key, key))
        if found is None:
            raise UnknownField(name=key, nearest=nearest(key, self.fields))
        return found

    def fields_of(self, compartment: str, scenario: Scenario) -> tuple[Field, ...]:
        """Return the fields the scenario asks for that live in the compartment, in form order."""
        return tuple(
            field
            for field in self.fields.values()
            if compartment in field.retention and field.asked_in(scenario)
        )

    def columns(self, compartment: str) -> tuple[Field, ...]:
        """Return the fields that are columns of the compartment's tables, in table order."""
        placed = [f for f in self.fields.values() if f.column is not None]
        placed.sort(key=lambda field: field.column or 0)
        return tuple(field for field in placed if compartment in field.retention)

    def access(
        self,
        field: Field | str,
        roles: Iterable[str],
        *,
        stage: str | None = None,
        compartment: str | None = None,
    ) -> Access:
        """Return the highest access any of the roles has at a stage of an application.

        Before the field's earliest stage nobody has any. ``stage`` None is a record without
        stages (a visit). With ``compartment`` the keys count too: FULL and MASKED only where
        that very role holds it; WRITE stays without the key, and then only adds.
        """
        declared = self.field(field) if isinstance(field, str) else field
        if compartment is not None and compartment not in declared.retention:
            return Access.NONE
        if stage is not None and not self.reached(stage, declared.earliest_stage):
            return Access.NONE
        found = (self._letter(declared, role, compartment) for role in roles)
        return max(found, default=Access.NONE)

    def _letter(self, field: Field, role: str, compartment: str | None) -> Access:
        letter = field.roles.get(role, Access.NONE)
        if compartment is None or letter is Access.WRITE or self.holds((role,), compartment):
            return letter
        return Access.NONE

    def holds(self, roles: Iterable[str], compartment: str) -> bool:
        """Whether any of the roles holds the compartment's key."""
        return any(compartment in self.roles[role].holds for role in roles if role in self.roles)

    def reached(self, stage: str, gate: str) -> bool:
        """Whether a record at ``stage`` has come as far as the stage ``gate``."""
        return self.stages[stage].order >= self.stages[gate].order

    def required(self, scenario: Scenario) -> tuple[Field, ...]:
        """Return the fields without which the scenario is not complete, in form order."""
        wanted = Demand.REQUIRED
        return tuple(f for f in self.fields.values() if f.demand[scenario] is wanted)

    def missing(self, scenario: Scenario, given: Collection[str]) -> tuple[tuple[Field, ...], ...]:
        """Return what is still owed: each item names fields of which one is enough."""
        owed = [(f,) for f in self.required(scenario) if f.key not in given]
        return tuple(owed) + tuple(
            group
            for group in self.alternatives(scenario)
            if not any(field.key in given for field in group)
        )

    def alternatives(self, scenario: Scenario) -> tuple[tuple[Field, ...], ...]:
        """Return the groups of which one field is enough (mobile or e-mail)."""
        groups: dict[str, list[Field]] = {}
        for field in self.fields.values():
            if field.one_of and field.demand[scenario] is Demand.CONDITIONAL:
                groups.setdefault(field.one_of, []).append(field)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)

    def with_periods(self, classes: Mapping[str, RetentionClass]) -> "Catalogue":
        """Return the catalogue with the periods that a company set; its fingerprint stays."""
        return replace(
            self,
            declared=replace(self.declared, classes=classes),
            before_settings=self.before_settings or self.declared.classes,
        )

    def fingerprint(self) -> str:
        """Return the hex SHA-256 over everything the files declare, the same on every machine.

        Periods that were set are no part of it: a kiosk has the files and not the settings.
        """
        return self._fingerprint

    @cached_property
    def _fingerprint(self) -> str:
        lasting = {key: one for key, one in self.stages.items() if not one.vanished}
        classes = self.before_settings or self.declared.classes
        declared = asdict(replace(self.declared, stages=lasting, classes=classes))
        text = json.dumps(declared, default=_plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
