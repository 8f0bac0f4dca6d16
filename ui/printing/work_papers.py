# SPDX-License-Identifier: Apache-2.0
"""Papers of daily work around one application: the interview evaluation, the notice to report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import N_, Text
from hr_desk.kiosk.errands import JOIN, OFFERS
from ui.printing.application_form import Around
from ui.printing.blanks import Blank, Choice, FormPaper

POINTS: Final = ("1", "2", "3", "4", "5")


def evaluation_pdf(catalogue: Catalogue, around: Around, *, name: str = "") -> bytes:
    """Return the interview evaluation (面试评价表): criteria with boxes from 1 to 5, and reasons.

    It holds no personal data but the name and the post, and says what may not be written on it.
    What is typed back stands in the order of the scorecard on the screen, where the interviewer is
    known from the plan; reasons stay on paper, the decision has its own.
    """
    say, code = around.say, around.language
    title = say(N_("Interview evaluation"))
    paper = FormPaper(title, around.controller)
    paper.heading(f"{around.company.get('name', '')}  {title}", points=15)
    # The day is said up here: a line of its own at the end began a second sheet.
    paper.small(f"{say(_ONLY_THE_POST)}  {_printed(around)}".strip(), points=8)
    paper.blanks(
        [
            Blank(label=say(N_("Name")), value=name),
            Blank(label=say(N_("Position")), value=around.post),
            Blank(label=say(N_("Time of the interview"))),
        ]
    )
    _criteria(paper, catalogue, around)
    paper.space(1.3)
    results = _words(catalogue, "evaluation_result", code)
    paper.blanks(
        [
            Blank(label=say(N_("Proposal")), choices=_boxes(results)),
            Blank(label=say(N_("Test score, 0 to 100"))),
        ]
    )
    paper.blanks([Blank(label=say(N_("What the proposal rests on")), tall=True, wide=True)])
    paper.blanks(
        [
            Blank(
                label=say(N_("Reasons, if not to be hired")),
                choices=_boxes(_words(catalogue, "decision_reason", code)),
                wide=True,
            )
        ]
    )
    paper.space(1)
    paper.blanks([Blank(label=say(N_("Signature of the interviewer"))),
                  Blank(label=say(N_("Date")))])  # fmt: skip
    return paper.finish()


def _criteria(paper: FormPaper, catalogue: Catalogue, around: Around) -> None:
    say = around.say
    paper.section(say(N_("Criteria of the post: 1 far below, 3 as asked for, 5 far above")))
    words = _words(catalogue, "evaluation_criterion", around.language)
    said = Blank(label=say(N_("What was said or shown")))
    pairs = [
        [Blank(label=criterion, number=number, choices=_boxes(POINTS)), said]
        for number, criterion in enumerate(words, start=1)
    ]
    # All beside each other or all below each other, as the longest criterion allows.
    beside = all(paper.first_line(pair, paper.width) == 2 for pair in pairs)
    for first, second in pairs:
        paper.blanks([first if beside else replace(first, wide=True), second])
    # It has neither number nor points; on the screen it stands here too.
    paper.blanks([Blank(label=say(N_("Other, tied to the post:"))), said])


def _words(catalogue: Catalogue, code_list: str, code: str) -> list[str]:
    codes: Mapping[str, Text] = catalogue.code_lists[code_list].codes
    return [words.within(code) for words in codes.values()]


def _boxes(words: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(one) for one in words)


@dataclass(frozen=True)
class Report:
    """When and where somebody reports, whom they ask for, and what they bring."""

    day: date
    time: str
    place: str
    contact: str = ""
    bring: Sequence[str] = ()
    code: str = ""
    """What the kiosk asks for, in groups of digits; empty where none is handed out."""
    code_until: date | None = None
    """The last day on which the code is good."""


def report_pdf(around: Around, report: Report, *, name: str) -> bytes:
    """Return the notice to report (报到通知书) of one person."""
    say = around.say
    title = say(N_("Notice to report"))
    paper = FormPaper(title, around.controller)
    paper.heading(f"{around.company.get('name', '')}  {title}", points=15)
    paper.space(3)
    paper.line(say(_DEAR, name=name), points=11)
    paper.line(say(_PLEASE, company=around.company.get("name", ""), post=around.post), points=11)
    paper.space(2)
    paper.blanks(
        [
            Blank(label=say(N_("Day")), value=report.day.isoformat()),
            Blank(label=say(N_("Time")), value=report.time),
            Blank(label=say(N_("Ask for")), value=report.contact),
            Blank(label=say(N_("Place")), value=report.place, wide=True),
        ]
    )
    if report.bring:
        paper.section(say(N_("Please bring")))
        for words in report.bring:
            paper.ticked_text(words, points=10.5)
    if report.code:
        _kiosk_code(paper, around, report)
    paper.space(3)
    paper.line(say(_NOTHING_KEPT), points=9, soft=True)
    paper.space(8)
    paper.line(around.controller, points=10.5)
    _printed_on(paper, around)
    return paper.finish()


def _kiosk_code(paper: FormPaper, around: Around, report: Report) -> None:
    """Print the code with the words of the kiosk's own button, and what it is for."""
    say = around.say
    button = say(OFFERS[JOIN])
    paper.section(say(N_("Your code for the kiosk")))
    until = "" if report.code_until is None else report.code_until.isoformat()
    paper.blanks(
        [
            Blank(label=say(N_("Code")), value=report.code),
            Blank(label=say(N_("Good until")), value=until),
        ]
    )
    paper.space(1)
    paper.line(say(_AT_THE_KIOSK, button=button), points=9)


def _printed_on(paper: FormPaper, around: Around) -> None:
    if around.printed_on is not None:
        paper.small(_printed(around), points=8)


def _printed(around: Around) -> str:
    """Say the day of the print, empty where it is not known."""
    day = around.printed_on
    return "" if day is None else around.say(N_("Printed on {day}"), day=day.isoformat())


_ONLY_THE_POST: Final = N_(
    "Judge only what the post asks for. Marriage, children, health, religion, origin, age and "
    "looks are not asked about and not written down. The person may ask to see this sheet."
)
_DEAR: Final = N_("Dear {name},")
_PLEASE: Final = N_("thank you for accepting the offer of {company} for the post: {post}. "
                    "Please report as follows.")  # fmt: skip
_AT_THE_KIOSK: Final = N_(
    "At the kiosk touch “{button}” and type this code: you fill in your own part there, and only "
    "the colleague who gave you this notice can open it. You may also do it with us on paper."
)
_NOTHING_KEPT: Final = N_(
    "We keep no originals and take no deposit. If you cannot come on that day, please call us."
)
