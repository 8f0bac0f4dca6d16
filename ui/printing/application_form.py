# SPDX-License-Identifier: Apache-2.0
"""The application form (应聘登记表) and the joining form (入职登记表), blank or filled.

An application is one sheet of A4, front and back; whoever joins is asked more.

Both are made of the catalogue: the same fields in the same order as on the screen, numbered, so
that what was written by hand is typed back in the printed order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from PySide6.QtGui import QImage

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import N_, translated
from ui.forms.field_row import FieldView
from ui.forms.order import numbered
from ui.printing.blanks import Blank
from ui.printing.form_items import sections_of
from ui.printing.tight_paper import SMALL, TightPaper

PHOTO_WIDTH: Final = 28.0
PHOTO_HEIGHT: Final = 39.0
"""Room for a one-inch photo, glued with a margin, in millimetres."""

FIRST_SECTION: Final = "identity"
"""The section beside which the photo stands."""

TITLES: Final = {
    Scenario.RECRUITMENT: N_("Application form"),
    Scenario.ONBOARDING: N_("Joining form"),
}

_SMALL: Final = {"zh_CN": 7.6}
"""Type size of small print in points, where it is not SMALL: what one sheet has room for."""

Say = Callable[..., str]


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands around the fields: who asks, the post, the notice, what needs a consent.

    ``consents`` are the exact texts, whole; ``policy`` is number and day of the version in force,
    ``portrait`` a JPEG, ``company`` has name, address and phone.
    """

    company: Mapping[str, str]
    language: str
    post: str = ""
    notice: str = ""
    policy: tuple[int, str] | None = None
    consents: Sequence[str] = ()
    fingerprint: str = ""
    printed_on: date | None = None
    portrait: bytes | None = field(default=None, repr=False)

    @property
    def say(self) -> Say:
        """Translate into the language of the paper, whatever the screen speaks."""

        def say(message: str, /, **values: object) -> str:
            return translated(message, self.language, **values)

        return say

    @property
    def controller(self) -> str:
        """Who is responsible, with address and phone."""
        parts = (self.company.get(name) for name in ("name", "address", "phone"))
        return "  ".join(part for part in parts if part)


def form_pdf(
    views: Iterable[FieldView], catalogue: Catalogue, scenario: Scenario, around: Around
) -> bytes:
    """Return a form as PDF: empty views print a blank, given ones a filled form."""
    return forms_pdf([(views, around)], catalogue, scenario)


def forms_pdf(
    forms: Sequence[tuple[Iterable[FieldView], Around]], catalogue: Catalogue, scenario: Scenario
) -> bytes:
    """Return several forms as one PDF, each on a sheet of its own; ValueError without any."""
    if not forms:
        raise ValueError("there is no form to print")
    first = forms[0][1]
    title, small = first.say(TITLES[scenario]), _SMALL.get(first.language, SMALL)
    paper = TightPaper(title, first.controller, small=small)
    for number, (views, around) in enumerate(forms):
        if number:
            paper.next_sheet()
        _draw(paper, list(views), catalogue, scenario, around)
    return paper.finish()


def _draw(
    paper: TightPaper,
    every: Sequence[FieldView],
    catalogue: Catalogue,
    scenario: Scenario,
    around: Around,
) -> None:
    say = around.say
    title = say(TITLES[scenario])
    paper.heading(f"{around.company.get('name', '')}  {title}", points=15)
    paper.small(say(_READ_FIRST), points=7.5)
    _top(paper, scenario, around)
    _fields(paper, every, catalogue, scenario, around)
    _consents(paper, around)
    _signature(paper, around)
    _overleaf(paper, every, around)


def _top(paper: TightPaper, scenario: Scenario, around: Around) -> None:
    paper.space(1)
    paper.blanks(
        [
            Blank(label=around.say(_POST[scenario]), value=around.post),
            Blank(label=around.say(N_("Date filled in"))),
        ]
    )


def _fields(
    paper: TightPaper,
    views: Sequence[FieldView],
    catalogue: Catalogue,
    scenario: Scenario,
    around: Around,
) -> None:
    code = around.language
    pictures = {view.field.label.within(code) for view in views if _is_photo(view)}
    image = QImage()
    if around.portrait is not None:
        image.loadFromData(around.portrait, "JPEG")
    for key, blanks in sections_of(views, catalogue, scenario, code).items():
        photo = next((one for one in blanks if one.label in pictures), None)
        rest = [one for one in blanks if one.label not in pictures]
        paper.section(catalogue.sections[key].within(code))
        if (photo is not None or not image.isNull()) and key == FIRST_SECTION:
            paper.keep_together(PHOTO_HEIGHT)
            words = around.say(_GLUE, photo=photo.heading) if photo is not None else ""
            paper.photo(words, image, width=PHOTO_WIDTH, height=PHOTO_HEIGHT)
            _beside(paper, rest)
        else:
            paper.blanks(rest)


def _beside(paper: TightPaper, blanks: Sequence[Blank]) -> None:
    """Rule places beside the photo until it ends, the others over the whole width."""
    top = paper.top
    left = list(blanks)
    while left and paper.top < top + PHOTO_HEIGHT:
        taken = paper.first_line(left, paper.width - PHOTO_WIDTH - 2)
        paper.blanks(left[:taken], indent_right=PHOTO_WIDTH + 2)
        left = left[taken:]
    paper.space(max(top + PHOTO_HEIGHT - paper.top, 0))
    paper.blanks(left)


def _is_photo(view: FieldView) -> bool:
    return view.field.type.name == "document" and view.field.section == FIRST_SECTION


def _signature(paper: TightPaper, around: Around) -> None:
    say = around.say
    paper.keep_together(20)
    paper.space(1)
    paper.small(say(_TRUE), points=8.5, soft=False)
    paper.blanks([Blank(label=say(N_("Signature"))), Blank(label=say(N_("Date")))])


def _consents(paper: TightPaper, around: Around) -> None:
    """Write what needs a consent of its own, each behind a box that is never ticked beforehand."""
    if not around.consents:
        return
    paper.section(around.say(N_("Only with your separate consent: tick what you agree to")))
    for text in around.consents:
        paper.ticked_text("  ".join(text.split("\n")))


def _overleaf(paper: TightPaper, views: Sequence[FieldView], around: Around) -> None:
    """Write why each item is asked, and the notice in short with the policy it stands on."""
    say, code = around.say, around.language
    paper.section(say(N_("Why each item is asked")))
    numbers = numbered(views)
    paper.small_columns(
        [
            f"{numbers[one.field.key]}. {one.field.label.within(code)}: "
            f"{one.field.purpose.within(code)}"
            for one in views
        ]
    )
    if around.notice:
        paper.section(say(N_("Notice")))
        for paragraph in around.notice.split("\n\n"):
            paper.small(" ".join(paragraph.split("\n")))
    _imprint(paper, around)


def _imprint(paper: TightPaper, around: Around) -> None:
    say = around.say
    parts = []
    if around.policy is not None:
        parts.append(say(_VERSION, number=around.policy[0], day=around.policy[1]))
    parts.append(say(N_("Responsible for your data: {who}"), who=around.controller))
    if around.fingerprint:
        parts.append(say(N_("Fingerprint of the desk: {code}"), code=around.fingerprint))
    if around.printed_on is not None:
        parts.append(say(N_("Printed on {day}"), day=around.printed_on.isoformat()))
    paper.space(0.4)
    paper.small("   ".join(parts))


_POST: Final = {
    Scenario.RECRUITMENT: N_("Post applied for"),
    Scenario.ONBOARDING: N_("Position"),
}
_READ_FIRST: Final = N_(
    "Please read the notice at the end first. Only what is marked “required” is needed; leaving "
    "out the rest costs you nothing."
)
_GLUE: Final = N_("{photo}\nGlue here")
_TRUE: Final = N_("I have read the notice, and what I wrote is true.")
_VERSION: Final = N_("Privacy policy version {number}, in force since {day}.")
