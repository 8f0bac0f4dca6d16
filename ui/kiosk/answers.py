# SPDX-License-Identifier: Apache-2.0
"""What was typed so far as the page of the review shows it."""

from collections.abc import Iterable, Mapping
from typing import Any

from hr_desk.i18n import language
from hr_desk.kiosk.visit_form import Page


def answers_of(
    pages: Iterable[Page], stored: Mapping[str, Any], *, step: str = ""
) -> list[tuple[str, str, str]]:
    """Return label, answer as a person reads it, and where it is changed: ``step`` and the page."""
    found = []
    for page in pages:
        for question in page.questions:
            field = question.field
            if field.key in stored:
                shown = field.type.show(field.type.load(stored[field.key]), language())
                found.append((str(field.label), shown, step + page.key))
    return found
