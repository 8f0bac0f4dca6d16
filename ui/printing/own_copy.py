# SPDX-License-Identifier: Apache-2.0
"""A person's own copy on A4, to be read: each value with its name and purpose, then who read it."""

from typing import Final

from hr_desk.operations.copy_texts import CopyText
from ui.printing.letter import LetterPaper
from ui.printing.paper import SOFT

_BODY: Final = 10.5
_SMALL: Final = 8.5
"""Type sizes in points."""


def own_copy_pdf(copy: CopyText) -> bytes:
    """Return a copy as PDF; the controller's name, address and phone stand on each page."""
    paper = LetterPaper(copy.title, "  ".join(copy.company.values()))
    paper.title(copy.title)
    paper.paragraph(f"{copy.number}  {copy.on.isoformat()}", points=_SMALL, ink=SOFT)
    for part in copy.parts:
        paper.heading(part.title, points=14)
        for line in part.kept_as:
            paper.paragraph(line, points=_SMALL, ink=SOFT)
        for label, value, purpose in part.values:
            paper.paragraph(f"{label}  {value}", points=_BODY)
            paper.paragraph(purpose, points=_SMALL, ink=SOFT)
    if copy.reads:
        paper.heading(copy.reads_title, points=14)
    for line in copy.reads:
        paper.paragraph(line, points=_SMALL)
    paper.space(6)
    paper.at_the_foot(copy.rights)
    return paper.finish()
