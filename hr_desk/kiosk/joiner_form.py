# SPDX-License-Identifier: Apache-2.0
"""What a joiner fills in at a kiosk: all that the file of a new employee does not go without.

Read from the catalogue: what onboarding must have, and the person alone can give. What a kiosk may
write for a stranger (role letters) does not count here: who types has been handed a code, and
nothing that is typed can be read here again. Confirmation and signature have steps of their own.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Demand, Field, Scenario
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.i18n import N_
from hr_desk.kiosk.errands import pages_of
from hr_desk.kiosk.visit_form import Page, Question

ACCOUNT: Final = "bank_account_no"
TWICE: Final = "|"
"""What stands between the two times an account number is typed."""

ID_TYPE: Final = "id_type"
ID_NUMBER: Final = "id_number"
WITHOUT_NUMBER: Final = frozenset({"other"})
"""Papers, of the list id_type, that may have no number; HR takes those down by hand."""

NO_NUMBER: Final = N_("my paper has no number")

KNOWN_FIRST: Final = ("full_name", "birth_date")
"""Without a name nobody finds the file; without the day of birth nobody knows who may be asked."""

LATER: Final = N_("I hand this in later")
"""What is owed stops the file that needs it, never the saving of what is there."""

SAFETY: Final = "safety_ack"
SAFETY_TEXT: Final = "safety"
"""The text of the catalogue whose confirmation is the answer to SAFETY."""

SIGNATURE: Final = "signature_image"
GUARDIAN: Final = "guardian"

_OWN_STEPS: Final = frozenset({SAFETY, SIGNATURE})
_FILES: Final = ("personnel", "payroll")


class NotTheSame(ValueProblem):
    """An account number was typed differently the second time."""

    message = N_("The two numbers differ. Look at the card, and type both again where needed.")


def asked(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return every field that each joiner is asked for at a kiosk, in form order."""
    return tuple(
        one
        for one in catalogue.fields.values()
        if one.demand[Scenario.ONBOARDING] is Demand.REQUIRED
        and one.supplied_by == "person"
        and set(_FILES) & set(one.compartments)
    )


def may_ask(catalogue: Catalogue) -> tuple[Field, ...]:
    """Return every field that some joiner is asked for: those below 18 for their guardian too."""
    return (*asked(catalogue), catalogue.field(GUARDIAN))


def pages(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the pages of a joiner's form: name and day of birth, and all else as far as known."""
    typed = [one for one in asked(catalogue) if one.key not in _OWN_STEPS]
    made = pages_of(catalogue, typed, Scenario.ONBOARDING, name="join")
    return tuple(replace(page, questions=tuple(map(_may_wait, page.questions))) for page in made)


def _may_wait(one: Question) -> Question:
    if one.field.key in KNOWN_FIRST:
        return one
    return replace(one, required=False, left_out=LATER)


def guardian_page(catalogue: Catalogue) -> tuple[Page, ...]:
    """Return the page that asks who the guardian of a minor is."""
    return pages_of(
        catalogue, [catalogue.field(GUARDIAN)], Scenario.ONBOARDING, name="join_guardian"
    )


def once(texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, ValueProblem]]:
    """Return the texts with the account number once, and what is wrong where both differ."""
    found = dict(texts)
    first, _, again = found.get(ACCOUNT, "").partition(TWICE)
    found[ACCOUNT] = first
    if first.strip() and _plain(first) != _plain(again):
        return found, {ACCOUNT: NotTheSame()}
    return found, {}


def _plain(number: str) -> str:
    return "".join(sign for sign in number if sign not in " -\u3000")
