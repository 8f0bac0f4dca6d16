# SPDX-License-Identifier: Apache-2.0
"""Papers of the gate: the visitor's slip (会客单) and the pass for goods (放行条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hr_desk.i18n import N_, translated
from ui.printing.blanks import Blank, Column, FormPaper

ROWS: Final = 5
"""Lines for goods on a pass."""


@dataclass(frozen=True, kw_only=True)
class GatePaper:
    """What stands on a paper of the gate; a text that is not known is an empty place to write.

    ``texts`` are the visit's values as they may be read, by field, ``labels`` what these fields are
    called in the paper's language; ``host`` is the host with the extension, ``arrived`` and
    ``printed`` are times in Asia/Shanghai.
    """

    company: Mapping[str, str]
    language: str
    kind: str
    texts: Mapping[str, str]
    labels: Mapping[str, str]
    host: str = ""
    arrived: str = ""
    printed: str = ""
    heads: int = 1

    def say(self, message: str, /, **values: object) -> str:
        """Translate into the language of the paper, whatever the screen speaks."""
        return translated(message, self.language, **values)

    @property
    def controller(self) -> str:
        """Name, address and phone of the company in one line."""
        return "  ".join(
            self.company[name] for name in ("name", "address", "phone") if self.company.get(name)
        )


SLIP_FIELDS: Final = (
    "full_name", "employer", "host_employee", "visit_area", "plate_number", "badge_no",
    "companions_count", "visit_arrived",
)  # fmt: skip
PASS_FIELDS: Final = (
    "full_name", "employer", "plate_number", "trailer_plate", "delivery_note", "dock",
    "carried_items",
)  # fmt: skip
"""Which values of a visit stand on each paper."""


def slip_pdf(paper: GatePaper) -> bytes:
    """Return the visitor's slip: signed by the host, handed back at the gate."""
    sheet = _begin(paper, N_("Visitor's slip"))
    sheet.blanks(
        [
            _blank(paper, "full_name"),
            _blank(paper, "employer"),
            Blank(label=paper.say(N_("Kind of visitor")), value=paper.kind),
            Blank(label=paper.labels["host_employee"], value=paper.host),
            _blank(paper, "visit_area"),
            Blank(label=paper.say(N_("Persons")), value=str(paper.heads)),
            _blank(paper, "plate_number"),
            _blank(paper, "badge_no"),
            Blank(label=paper.labels["visit_arrived"], value=paper.arrived),
        ]
    )
    sheet.space(2)
    sheet.blanks(
        [
            Blank(label=paper.say(N_("Signature of the host"))),
            Blank(label=paper.say(N_("Left the host at"))),
            Blank(label=paper.say(N_("Handed back to"))),
        ]
    )
    sheet.space(2)
    sheet.small(paper.say(_HAND_BACK), points=8.5)
    return _finished(sheet, paper)


def goods_pass_pdf(paper: GatePaper) -> bytes:
    """Return the pass for goods: what leaves, in which vehicle, approved by whom."""
    sheet = _begin(paper, N_("Pass for goods"))
    sheet.blanks(
        [
            _blank(paper, "plate_number"),
            _blank(paper, "trailer_plate"),
            _blank(paper, "dock"),
            _blank(paper, "full_name"),
            _blank(paper, "employer"),
            _blank(paper, "delivery_note"),
        ]
    )
    sheet.space(2)
    goods = paper.say(N_("Goods that leave"))
    sheet.blanks([Blank(label=goods, columns=_columns(paper), rows=_rows(paper), wide=True)])
    sheet.space(2)
    sheet.blanks(
        [
            Blank(label=paper.say(N_("Handed out by"))),
            Blank(label=paper.say(N_("Approved by"))),
            Blank(label=paper.say(N_("Checked at the gate, time"))),
        ]
    )
    sheet.space(2)
    sheet.small(paper.say(_ONE_WAY), points=8.5)
    return _finished(sheet, paper)


def _begin(paper: GatePaper, title: str) -> FormPaper:
    said = paper.say(title)
    sheet = FormPaper(said, paper.controller)
    sheet.heading(f"{paper.company.get('name', '')}  {said}", points=15)
    return sheet


def _finished(sheet: FormPaper, paper: GatePaper) -> bytes:
    sheet.small(paper.say(N_("Printed at {time}"), time=paper.printed), points=8)
    return sheet.finish()


def _blank(paper: GatePaper, key: str) -> Blank:
    return Blank(label=paper.labels[key], value=paper.texts.get(key, ""))


def _columns(paper: GatePaper) -> tuple[Column, ...]:
    return (
        Column(paper.say(N_("Name and model"))),
        Column(paper.say(N_("Quantity")), narrow=True),
        Column(paper.say(N_("Unit")), narrow=True),
        Column(paper.say(N_("Remark"))),
    )


def _rows(paper: GatePaper) -> tuple[tuple[str, ...], ...]:
    first: Sequence[str] = (paper.texts.get("carried_items", ""), "", "", "")
    return (tuple(first), *((("",) * 4,) * (ROWS - 1)))


_HAND_BACK: Final = N_(
    "The host signs when the visit is over. Hand this slip and the badge back at the gate."
)
_ONE_WAY: Final = N_(
    "Good for one way out on the day it was printed. What is not listed stays inside."
)
