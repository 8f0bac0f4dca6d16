# SPDX-License-Identifier: Apache-2.0
"""What was typed so far as the page of the review shows it."""

from collections.abc import Iterable, Mapping
from typing import Any

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import language, t
from hr_desk.kiosk.joiner_form import SIGNATURE
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


def signature_of(catalogue: Catalogue, signed_at: str) -> list[tuple[str, str, str]]:
    """Return the line of the review about a signature, with its step; none where there is none."""
    if not signed_at:
        return []
    return [(str(catalogue.field(SIGNATURE).label), t("Signed on this screen"), signed_at)]
