# SPDX-License-Identifier: Apache-2.0
"""The papers of one visit: the slip and the pass for goods, on the printer at once or as a PDF.

Whoever stands at the gate waits for paper: nobody is asked where it goes. Prints of daily work
are named templates with a standing purpose: logged, never asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, language, t
from hr_desk.operations import disclosure, visit_prints, visits
from hr_desk.operations.visits import VisitView
from ui.pages.paper_question import Sheet, print_at_once
from ui.pages.visit_rows import HOST, NAME, staff_words
from ui.printing.gate_papers import (
    PASS_FIELDS,
    SLIP_FIELDS,
    GatePaper,
    goods_pass_pdf,
    slip_pdf,
)
from ui.printing.to_printer import Send
from ui.session import OpenDesk
from ui.widgets.banner import Banner

PURPOSE: Final = "visit.access"
"""The standing purpose of a paper of the gate."""

SLIP, GOODS_PASS = "slip", "goods_pass"

COMPANIONS: Final = "companions_count"


@dataclass(frozen=True)
class Template:
    """One paper: its name, how it is made, which values stand on it."""

    name: str
    make: Callable[[GatePaper], bytes]
    fields: tuple[str, ...]


TEMPLATES: Final[Mapping[str, Template]] = {
    SLIP: Template(N_("Visitor's slip"), slip_pdf, SLIP_FIELDS),
    GOODS_PASS: Template(N_("Pass for goods"), goods_pass_pdf, PASS_FIELDS),
}


def print_paper(
    owner: QWidget, desk: OpenDesk, which: str, visit_id: str, banner: Banner, *, printer: Send
) -> None:
    """Read the visit and put its paper on the printer; a slip is out from then on.

    The banner says so, or why not, with the ways that are left.
    """

    def begin(view: VisitView) -> None:
        print_at_once(
            owner, desk, sheet_of(desk, which, view), banner, printer=printer,
            then=partial(hand_out, owner, desk, which, view),
        )  # fmt: skip

    desk.query(visits.open_visit, visit_id, owner=owner, done=begin, failed=banner.show_error)


def sheet_of(desk: OpenDesk, which: str, view: VisitView) -> Sheet:
    """Return a paper of a visit, as this user may read it."""
    template, name = TEMPLATES[which], view.named(NAME)
    fields = tuple(o.field.key for o in view.fields if o.given and o.field.key in template.fields)
    about = disclosure.Disclosure(
        kind="print", recipient=desk.session.company["name"], purpose=PURPOSE, fields=fields,
        records=(view.visit_id,),
    )  # fmt: skip
    said = t(template.name) + (f" {name.shown}" if name is not None else "")
    return Sheet(
        name=said, draw=partial(template.make, paper_of(desk, view)),
        leaving=visit_prints.paper(about), sent=partial(_said_sent, template.name),
    )  # fmt: skip


def _said_sent(name: str) -> str:
    paper = t(name)
    return t("Sent to the printer: {paper}.", paper=paper)


def hand_out(
    owner: QWidget, desk: OpenDesk, which: str, view: VisitView, tell: Callable[[], object]
) -> None:
    """Note that a slip was handed out, then ``tell``; of a pass for goods nothing is noted."""
    if which == SLIP:
        desk.run(visits.slip_out, (view.visit_id,), owner=owner, done=lambda _changes: tell())
    else:
        tell()


def paper_of(desk: OpenDesk, view: VisitView) -> GatePaper:
    """Return what stands on the papers of a visit, as this user may read it."""
    texts = {one.field.key: one.shown for one in view.fields if one.given}
    kind = desk.catalogue.visit_types.get(view.row.kind)
    host = view.row.host
    companions = view.named(COMPANIONS)
    known = companions is not None and companions.value is not None
    arrived = view.row.arrived
    return GatePaper(
        company=desk.session.company,
        language=language(),
        kind="" if kind is None else str(kind.label),
        texts=texts,
        labels={one.key: one.label.within(language()) for one in desk.catalogue.fields.values()},
        host=texts.get(HOST, "") if host is None else staff_words(host),
        arrived="" if arrived is None else f"{arrived.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        printed=f"{desk.session.now().astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        heads=1 + (int(companions.value) if known and companions is not None else 0),
    )
