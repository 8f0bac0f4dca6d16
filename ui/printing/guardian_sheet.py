# SPDX-License-Identifier: Apache-2.0
"""The sheets (监护人同意书) that guardians of joiners below eighteen sign: a page for each."""

from collections.abc import Sequence
from typing import Final

from hr_desk.domain.guardian_sheets import Expected
from hr_desk.i18n import N_
from ui.printing.application_form import Around
from ui.printing.blanks import Blank, FormPaper

TITLE: Final = N_("Consent of a parent or guardian")


def sheets_pdf(people: Sequence[Expected], text: str, around: Around) -> bytes:
    """Return one page for each person, in their order; ``text`` is what is signed, to the letter.

    Beside the name stands the code by which the scanned page is found again, where the scanner
    reads text.
    """
    title = around.say(TITLE)
    paper = FormPaper(title, around.controller)
    for number, person in enumerate(people, start=1):
        if number > 1:
            paper.next_page()
        paper.heading(f"{around.company.get('name', '')}  {title}", points=15)
        _about(paper, person, around, number=number, count=len(people))
        paper.space(4)
        for paragraph in text.split("\n\n"):
            for line in paragraph.split("\n"):
                paper.line(line, points=10.5)
            paper.space(2.5)
        _signed(paper, around)
    return paper.finish()


def _about(paper: FormPaper, person: Expected, around: Around, *, number: int, count: int) -> None:
    say = around.say
    paper.blanks(
        [
            Blank(label=say(N_("Name of the person under 18")), value=person.name),
            Blank(label=say(N_("Code of the sheet")), value=person.code),
            Blank(label=say(N_("Sheet of how many")), value=f"{number} / {count}"),
        ]
    )


def _signed(paper: FormPaper, around: Around) -> None:
    say = around.say
    paper.keep_together(44)
    paper.blanks(
        [
            Blank(label=say(N_("Name of the parent or guardian"))),
            Blank(label=say(N_("Relation to the person"))),
            Blank(label=say(N_("Phone number"))),
        ]
    )
    paper.blanks(
        [
            Blank(label=say(N_("Signature of the parent or guardian")), tall=True),
            Blank(label=say(N_("Date")), tall=True),
        ]
    )
    if around.printed_on is not None:
        paper.space(1)
        paper.small(say(N_("Printed on {day}"), day=around.printed_on.isoformat()), points=8)
