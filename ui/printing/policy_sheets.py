# SPDX-License-Identifier: Apache-2.0
"""A list a company owes, on paper; the poster in larger type."""

from datetime import date

from hr_desk.i18n import N_, translated
from hr_desk.operations.policy_lists import Sheet
from ui.printing.paper import Paper

_PRINTED = N_("Printed on {day}. Fingerprint of the content: {code}")


def policy_sheet_pdf(sheet: Sheet, language: str, *, printed_on: date, large: bool) -> bytes:
    """Return a list as a PDF in ``language``; ``large`` is for what is read from the wall."""
    body, name, title = (13.0, 15.0, 30.0) if large else (9.5, 10.5, 18.0)
    paper = Paper(sheet.title, sheet.lines[0] if sheet.lines else "")
    paper.heading(sheet.title, points=title)
    for line in sheet.lines:
        paper.line(line, points=body, soft=True)
    for part in sheet.parts:
        if part.heading:
            paper.heading(part.heading, points=name + 3)
        for entry in part.entries:
            paper.line(entry.name, points=name)
            for line in entry.lines:
                paper.line(line, points=body, soft=not large)
            paper.space(1)
    paper.space(3)
    said = translated(_PRINTED, language, day=printed_on.isoformat(), code=sheet.fingerprint)
    paper.line(said, points=9, soft=True)
    return paper.finish()
