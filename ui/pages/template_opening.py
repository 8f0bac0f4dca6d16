# SPDX-License-Identifier: Apache-2.0
"""Which template the editor is to show, and what it begins with."""

from dataclasses import dataclass, replace

from hr_desk.catalogue.hand_off_drafts import TemplateDraft, draft_of
from hr_desk.operations import template_making
from hr_desk.operations.session import Session
from hr_desk.operations.template_making import Begun


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kept template by its key, a twin of it, one of a text, or a new one."""

    key: str | None = None
    copy: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What was there before, and what is shown: the same, but where a text was taken over."""

    before: Begun
    draft: TemplateDraft


def opened(session: Session, wanted: Wanted) -> Opened:
    """Return what the editor begins with; worker. Raises CatalogueProblem, TemplateUnknown."""
    if wanted.text is None:
        found = template_making.begin(session, wanted.key, copy=wanted.copy)
        return Opened(found, found.draft)
    found = template_making.begin_with(session, wanted.text)
    if found.known is None:
        return Opened(found, found.draft)
    return Opened(replace(found, draft=draft_of(found.known.template)), found.draft)
