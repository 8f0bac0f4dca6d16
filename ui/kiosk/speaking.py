# SPDX-License-Identifier: Apache-2.0
"""The language switch of every page: what was typed stays, what is read is shown anew."""

from collections.abc import Sequence

from ui.kiosk.big import Line
from ui.kiosk.steps import Form, Start, Step


def other_language(languages: Sequence[str], spoken: str, step: Step | None) -> str:
    """Return the language that the switch leads to: the next one of the kiosk's, in a circle.

    Empty where there is no other, and on the first page, which has a button for each.
    """
    if isinstance(step, Start) or len(languages) < 2 or spoken not in languages:
        return ""
    return languages[(languages.index(spoken) + 1) % len(languages)]


def typed_on(step: Step | None) -> str:
    """Return what stands on the one line of a page that keeps it nowhere else; empty for none."""
    line = getattr(step, "line", None)
    return line.text() if isinstance(line, Line) else ""


def asked_on(step: Step | None) -> str:
    """Return the key of the first field that a page of questions asks for; empty for no such."""
    return step.asked[0].key if isinstance(step, Form) and step.asked else ""


def put_back(step: Step | None, text: str) -> None:
    """Put on the line of a page what stood on it in another language."""
    line = getattr(step, "line", None)
    if isinstance(line, Line) and text:
        line.setText(text)
