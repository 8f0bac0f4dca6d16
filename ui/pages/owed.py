# SPDX-License-Identifier: Apache-2.0
"""What a new record still lacks, as sentences to say beside its fields."""

from collections.abc import Callable, Collection
from functools import partial

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Field, Scenario
from hr_desk.i18n import t
from hr_desk.operations.values import POSITION
from ui.forms.record_form import RecordForm

Saying = Callable[[], str]
"""A sentence in the language in use whenever it is asked for."""


def owed_sayings(
    catalogue: Catalogue,
    given: Collection[str],
    shown: Collection[str],
    *,
    scenario: Scenario = Scenario.RECRUITMENT,
) -> dict[str, Saying]:
    """Return what to say beside each field of the form that is required and not given.

    Where one of several is enough it is said beside each of them.
    """
    found: dict[str, Saying] = {}
    for group in catalogue.missing(scenario, {*given, POSITION}):
        here = [field for field in group if field.key in shown]
        say = partial(needed, here[0]) if len(here) == 1 else partial(_one_needed, here)
        found |= dict.fromkeys((field.key for field in here), say)
    return found


def needed(field: Field) -> str:
    """Say that a record waits for a field."""
    return t("“{field}” is needed before this can be saved. Please fill it in.", field=field.label)


def _one_needed(fields: Collection[Field]) -> str:
    names = t(" or ").join(str(field.label) for field in fields)
    return t("Please give at least one: {fields}.", fields=names)


class Owed:
    """Says on the form of a new record what it lacks, and takes it back when it is given."""

    def __init__(self, catalogue: Catalogue, form: RecordForm) -> None:
        self._catalogue, self._form = catalogue, form

    def say(self) -> str | None:
        """Say beside every field what is lacking; returns the first one's key, None if nothing."""
        owed = self._sayings()
        self._form.show_problems(owed)
        return min(owed, key=self._form.keys().index) if owed else None

    def settle(self) -> None:
        """Take back what is not owed any more: one of several ways to reach a person is enough."""
        self._form.settle_problems(self._sayings())

    def _sayings(self) -> dict[str, Saying]:
        return owed_sayings(self._catalogue, self._form.given(), self._form.keys())
