# SPDX-License-Identifier: Apache-2.0
"""Somebody asks about their own data at a kiosk, without a screen: what, who, how to be reached.

One touch says what is asked; deletion names its ground, "other" says which. Nobody is told here
whether they are known: the number they are shown was made by the kiosk alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain.requests import ASKED_WITH, new_number
from hr_desk.i18n import Text
from hr_desk.kiosk.errands import EITHER, FORM, NOTICE, REVIEW, THANKS, Talk
from hr_desk.kiosk.visit_form import Page, Question

KIND: Final = "kind"
"""What is asked: the visible kinds."""
WHICH: Final = "which"
"""On which ground, or which of the codes that are no kind of their own."""

DELETE: Final = "delete"
OTHER: Final = "other"
"""The kinds that ask once more."""

_PAGE: Final = "ask_who"


@dataclass(frozen=True)
class AskedHere:
    """A request, ready to be sealed; ``receipt`` is the number its person was shown."""

    fields: Mapping[str, Any]
    code: str
    ground: str
    receipt: str
    confirmed: Mapping[str, str]


class Asking(Talk):
    """Where somebody who asks stands, and everything they have said so far."""

    first = KIND

    kind: str = ""
    which: str = ""
    receipt: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The steps for this request."""
        more = (WHICH,) if self.options else ()
        return (KIND, *more, NOTICE, *(FORM + one.key for one in self.pages), REVIEW, THANKS)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Who asks, and how they can be reached: one of the two is enough."""
        name, *reached = (self.catalogue.field(key) for key in ASKED_WITH)
        questions = (Question(name, True), *(Question(one, False, EITHER) for one in reached))
        title = self.catalogue.sections[name.section]
        return tuple(self._part((Page(_PAGE, title, questions),)))

    @property
    def kinds(self) -> Mapping[str, Text]:
        """The kinds that can be asked for."""
        return request_rules().kinds

    @property
    def options(self) -> Mapping[str, Text]:
        """What the kind asks once more: grounds or codes, by key; empty for most."""
        rules = request_rules()
        if self.kind == DELETE:
            return {key: one.label for key, one in rules.grounds.items()}
        if self.kind == OTHER:
            return {key: one.label for key, one in rules.codes.items() if one.kind == OTHER}
        return {}

    @property
    def code(self) -> str:
        """What is asked, as the declaration of requests calls it."""
        if self.kind == OTHER:
            return self.which
        return next(key for key, one in request_rules().codes.items() if one.kind == self.kind)

    def given(self, today: date) -> AskedHere:
        """Return what may be sealed; the number stays the same however often it is tried."""
        self.receipt = self.receipt or new_number()
        ground = self.which if self.kind == DELETE else ""
        return AskedHere(self.stored(today), self.code, ground, self.receipt, dict(self.confirmed))

    def wipe(self) -> None:
        """Forget everything that was chosen and typed."""
        super().wipe()
        self.kind = self.which = self.receipt = ""

    def _target(self, choice: str) -> str:
        if self.step == KIND:
            if choice not in self.kinds:
                raise KeyError(choice)
            if choice != self.kind:
                self.kind, self.which = choice, ""
            return self.following()
        if self.step == WHICH:
            if choice not in self.options:
                raise KeyError(choice)
            self.which = choice
            return self.following()
        return super()._target(choice)
