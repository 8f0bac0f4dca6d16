# SPDX-License-Identifier: Apache-2.0
"""One visitor's way through the flow, with what they chose and typed; without a screen.

It lives as long as the visit and ends with its process. A screen shows ``step``, hands over what
was typed and which choice was made, and asks again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Access, Acknowledgement, Scenario, VisitType
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain import invitation_code
from hr_desk.domain.strokes import Signature, Stroke
from hr_desk.i18n import Text, language
from hr_desk.kiosk import flow, visit_form
from hr_desk.kiosk.flow import Flow
from hr_desk.kiosk.joiner_form import SIGNATURE
from hr_desk.kiosk.visit_form import Page

Parting = Callable[[Sequence[Page]], Sequence[Page]]
"""How a screen parts pages that are too high for it."""


@dataclass(frozen=True)
class Given:
    """What a visitor gave, ready to be sealed: stored values, kind, texts confirmed.

    ``confirmed`` maps the key of each text to the digest of what was shown; ``invitation`` is the
    code they brought, empty for none; ``signature`` stands below these very texts, or is None.
    """

    kind: str
    fields: Mapping[str, Any]
    confirmed: Mapping[str, str]
    invitation: str = ""
    signature: Signature | None = None


class Conversation:
    """Where a visitor stands, and everything they have said so far."""

    def __init__(self, catalogue: Catalogue, *, part: Parting = tuple) -> None:
        self.catalogue = catalogue
        self.step = flow.START
        self.kind = ""
        self.invitation = ""
        """The code of an invitation, as typed or scanned; only the desk knows whose it is."""
        self.told_in = ""
        """The language in which the notice was read that was agreed to; empty before that."""
        self.texts: dict[str, str] = {}
        self.strokes: tuple[Stroke, ...] = ()
        """What stands in the place to sign; it goes nowhere before the text above is confirmed."""
        self._confirmed: dict[str, str] = {}
        self._signed: dict[str, str] = {}
        self._part = part

    @property
    def type(self) -> VisitType | None:
        """The kind of visitor, None until it is chosen."""
        return self.catalogue.visit_types.get(self.kind)

    @property
    def begun(self) -> bool:
        """Whether anything was typed, chosen or scanned that a stranger must not find here."""
        return bool(self.texts or self.kind or self.invitation)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The form's pages for this kind of visitor; none before one is chosen."""
        return tuple(self._part(visit_form.pages(self.catalogue, self.kind))) if self.kind else ()

    @property
    def flow(self) -> Flow:
        """The steps of this visit."""
        texts = () if self.type is None or self._has_confirmed else self.type.acknowledgements
        return Flow([page.key for page in self.pages], tuple(self.catalogue.visit_types), texts)

    @property
    def _has_confirmed(self) -> bool:
        """Whether the invitation's code marks these very texts as confirmed in their months."""
        if self.type is None or not self.invitation:
            return False
        digests = [
            self.catalogue.acknowledgements[key].digest for key in self.type.acknowledgements
        ]
        mark = invitation_code.mark_in(self.invitation)
        return mark != invitation_code.NOTHING and mark == invitation_code.mark_of(digests)

    @property
    def page(self) -> Page | None:
        """The page of questions at this step."""
        wanted = self.flow.page_of(self.step)
        return next((one for one in self.pages if one.key == wanted), None)

    @property
    def to_confirm(self) -> Acknowledgement | None:
        """The text to be confirmed at this step."""
        wanted = self.flow.text_of(self.step)
        return None if wanted is None else self.catalogue.acknowledgements[wanted]

    @property
    def told(self) -> Text | None:
        """What this kind of visitor is told beside the notice for everybody."""
        return self.type.notice if self.type is not None else None

    def invited(self, code: str) -> bool:
        """Keep an invitation's code as it is typed, or as a scanner without a prefix types it.

        False for a text that is none, which changes nothing.
        """
        given = invitation_code.cleaned(code)
        typed = invitation_code.in_scan(given) or given
        if not invitation_code.is_invitation(typed):
            return False
        self.invitation = typed
        return True

    def answer(self, texts: Mapping[str, str]) -> None:
        """Keep what stands on the page, right or wrong."""
        self.texts.update(texts)

    @property
    def may_sign(self) -> bool:
        """Whether there is a place to sign at this step: below the last text that is confirmed."""
        texts = self.flow.texts
        last = bool(texts) and self.step == flow.CONFIRMS + texts[-1]
        return last and _takes_signatures(self.catalogue)

    @property
    def signed_at(self) -> str:
        """The step at which the visitor has signed what they confirm now, empty where nowhere."""
        signed = bool(self._signed) and self._signed == self._confirmed_now()
        return flow.CONFIRMS + self.flow.texts[-1] if signed and self.flow.texts else ""

    def draw(self, strokes: tuple[Stroke, ...]) -> None:
        """Keep what stands in the place to sign; it is nobody's signature before they agree."""
        if strokes != self.strokes:
            self.strokes = strokes
            self._signed.clear()

    def choose(self, choice: str) -> str:
        """Follow a choice; returns the step it leads to. Raises KeyError for one not offered.

        Who disagrees, or is under age, leaves nothing behind.
        """
        target = self.flow.next(self.step, choice)
        if self.step == flow.KIND and choice in self.catalogue.visit_types:
            self.draw(self.strokes if choice == self.kind else ())
            self.kind = choice
        if self.step == flow.NOTICE and choice == flow.AGREE:
            self.told_in = language()
        text = self.to_confirm
        if text is not None and choice == flow.AGREE:
            self._confirmed[text.key] = text.digest
            if self.may_sign and self.strokes:
                self._signed = self._confirmed_now()
        if target in flow.WIPES:
            self.wipe()
        self.step = target
        return target

    def back(self) -> str | None:
        """Go one step back and return it, None where there is none; what was typed stays."""
        before = self.flow.back(self.step)
        if before is not None:
            self.step = before
        return before

    def wipe(self) -> None:
        """Forget everything that was chosen and typed."""
        self.texts.clear()
        self._confirmed.clear()
        self._signed.clear()
        self.strokes = ()
        self.kind = self.invitation = self.told_in = ""

    def problems(self, today: date) -> Mapping[str, ValueProblem]:
        """Return what is wrong with the answers of the whole form, by field."""
        return self._checked(today).problems

    def stored(self, today: date) -> Mapping[str, Any]:
        """Return the answers that are good, as they are stored."""
        return self._checked(today).stored

    def page_with(self, key: str) -> str:
        """Return the page that asks for a field; raises StopIteration."""
        return next(page.key for page in self.pages
                    if any(one.field.key == key for one in page.questions))  # fmt: skip

    def given(self, today: date) -> Given:
        """Return what may be sealed: only this kind's answers, with what its texts answer."""
        confirmed = self._confirmed_now()
        texts = (self.catalogue.acknowledgements[key] for key in confirmed)
        answered = {one.field: True for one in texts if one.field is not None}
        fields = {**self._checked(today).stored, **answered}
        return Given(self.kind, fields, confirmed, self.invitation, self._signature())

    def _confirmed_now(self) -> dict[str, str]:
        """Return the digests of what was confirmed of this kind's texts."""
        kind = self.type
        keys = () if kind is None else kind.acknowledgements
        return {key: self._confirmed[key] for key in keys if key in self._confirmed}

    def _signature(self) -> Signature | None:
        """Return the signature, None where it stands below other texts, or nowhere."""
        if not self.signed_at:
            return None
        texts = {key: self.catalogue.acknowledgements[key].whole for key in self._signed}
        return Signature(self.strokes, texts)

    def _checked(self, today: date) -> visit_form.Checked:
        if not self.kind:
            return visit_form.Checked({}, {})
        return visit_form.check(self.catalogue, self.texts, kind=self.kind, today=today)


def _takes_signatures(catalogue: Catalogue) -> bool:
    """Whether this company takes signatures of visitors: its overlay may have closed the field."""
    field = catalogue.fields.get(SIGNATURE)
    return (
        field is not None
        and field.asked_in(Scenario.VISITOR)
        and catalogue.access(field, ("kiosk",), compartment="visits") is Access.WRITE
    )
