# SPDX-License-Identifier: Apache-2.0
"""What a joiner fills in at a kiosk: all that the file of a new employee does not go without.

Read from the catalogue: what onboarding must have, and the person alone can give. What a kiosk may
write for a stranger (role letters) does not count here: who types has been handed a code, and
nothing that is typed can be read here again. Confirmation and signature have steps of their own.
"""

from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Demand, Field, Scenario
from hr_desk.kiosk.errands import pages_of
from hr_desk.kiosk.visit_form import Page

ACCOUNT: Final = "bank_account_no"
TWICE: Final = "|"
"""What stands between the two times an account number is typed."""

SAFETY: Final = "safety_ack"
SIGNATURE: Final = "signature_image"

_OWN_STEPS: Final = frozenset({SAFETY, SIGNATURE})
_FILES: Final = ("personnel", "payroll")


def asked(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return every field that a joiner is asked for at a kiosk, in form order."""
    return tuple(
        one
        for one in catalogue.fields.values()
        if one.demand[Scenario.ONBOARDING] is Demand.REQUIRED
        and one.supplied_by == "person"
        and set(_FILES) & set(one.compartments)
    )


def pages(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the pages of a joiner's form."""
    typed = [one for one in asked(catalogue) if one.key not in _OWN_STEPS]
    return pages_of(catalogue, typed, Scenario.ONBOARDING, name="join")
