# SPDX-License-Identifier: Apache-2.0
"""What somebody who applies at a kiosk is asked: first what cannot be left out, then the rest.

Read from the catalogue: what an application asks of the person and a kiosk may write. Post, age
and guardian have steps of their own; documents and lists of courses are not typed standing up.
"""

from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Access, Demand, Field, Scenario
from hr_desk.kiosk.errands import pages_of
from hr_desk.kiosk.visit_form import NOT_TYPED, Page

COMPARTMENT: Final = "hiring"
POSITION: Final = "applied_position"
AGE: Final = "age_band"
GUARDIAN: Final = "guardian"
SOURCE: Final = "source_channel"

SOURCE_HERE: Final = "kiosk"
"""What the source of an application is that came from a kiosk; nobody is asked for it."""

MORE: Final = "more"
"""What the keys of the pages begin with that may be left out altogether."""

GUARDIANS: Final = ("father", "mother", "guardian")
"""Who of the list relation can agree for a minor."""

_OWN_STEPS: Final = frozenset({POSITION, AGE, GUARDIAN, SOURCE})


def asked(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return every field that an applicant may be asked for at a kiosk, in form order."""
    return tuple(
        one
        for one in catalogue.fields_of(COMPARTMENT, Scenario.RECRUITMENT)
        if one.roles.get("kiosk", Access.NONE) is Access.WRITE
        and one.supplied_by == "person"
        and (one.type.name not in NOT_TYPED or one.key == GUARDIAN)
    )


def first_pages(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the pages that an application does not go without."""
    needed = [one for one in _typed(catalogue) if _is_needed(one)]
    return pages_of(catalogue, needed, Scenario.RECRUITMENT, name="first")


def guardian_page(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the page that asks who the guardian of a minor is; none where nobody asks."""
    found = [one for one in asked(catalogue) if one.key == GUARDIAN]
    return pages_of(catalogue, found, Scenario.RECRUITMENT, name="guardian")


def further_pages(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the pages of what somebody may add if they wish."""
    rest = [one for one in _typed(catalogue) if not _is_needed(one)]
    return pages_of(catalogue, rest, Scenario.RECRUITMENT, name=MORE)


def _typed(catalogue: Catalogue) -> tuple[Field, ...]:
    return tuple(one for one in asked(catalogue) if one.key not in _OWN_STEPS)


def _is_needed(field: Field) -> bool:
    return field.one_of is not None or field.demand[Scenario.RECRUITMENT] is Demand.REQUIRED
