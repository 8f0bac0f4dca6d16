# SPDX-License-Identifier: Apache-2.0
"""The one order of a form: on paper, on the screen, and from field to field with Enter.

It is the order in which the catalogue declares sections and, within them, fields. A joiner's form
has so many that each section begins with what is required, and ends with what is not the joiner's.
"""

from collections.abc import Iterable
from typing import TypeVar

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Demand, Scenario
from ui.forms.field_row import FieldView

V = TypeVar("V", bound=FieldView)


def joining_order(views: Iterable[V], catalogue: Catalogue) -> list[V]:
    """Return the fields of a joiner's form as paper and screen show them, section by section.

    The order in which they come, one file's after another's, makes no difference.
    """
    sections = {key: place for place, key in enumerate(catalogue.sections)}
    declared = {key: place for place, key in enumerate(catalogue.fields)}

    def place(view: V) -> tuple[int, bool, bool, int]:
        field = view.field
        optional = field.demand[Scenario.ONBOARDING] is not Demand.REQUIRED
        others = field.supplied_by != "person"
        return sections[field.section], others, optional, declared[field.key]

    return sorted(views, key=place)


def numbered(views: Iterable[FieldView]) -> dict[str, int]:
    """Return each field's number, by key, from 1, as paper and screen show it."""
    return {view.field.key: number for number, view in enumerate(views, start=1)}
