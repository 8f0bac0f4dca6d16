# SPDX-License-Identifier: Apache-2.0
"""The papers of one visit: the slip and the pass for goods, on the printer at once or as a PDF.

Whoever stands at the gate waits for paper: nobody is asked where it goes. Prints of daily work
are named templates with a standing purpose: logged, never asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.errors import UserError
from hr_desk.i18n import N_, language, t
from hr_desk.operations import disclosure, visit_prints, visits
from hr_desk.operations.visits import VisitView
from ui.pages.visit_rows import HOST, NAME, staff_words
from ui.printing.gate_papers import (
    PASS_FIELDS,
    SLIP_FIELDS,
    GatePaper,
    goods_pass_pdf,
    slip_pdf,
)
from ui.printing.to_printer import Send, printed
from ui.session import OpenDesk
from ui.widgets.files import choose_target

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
    owner: QWidget,
    desk: OpenDesk,
    which: str,
    visit_id: str,
    *,
    printer: Send,
    done: Callable[[], object],
    failed: Callable[[UserError], object],
) -> None:
    """Read the visit, put the paper on the printer and register it; a slip is out from then on.

    ``failed`` gets NoPrinter, NotPrinted, or why it could not be registered.
    """

    def draw(view: VisitView) -> None:
        def note(content: bytes) -> None:
            about = _entry(desk, which, view)
            desk.run(visit_prints.note, about, content, owner=owner, done=tell, failed=failed)

        def tell(_changes: Any) -> None:
            _hand_out(owner, desk, which, view)
            done()

        made = partial(TEMPLATES[which].make, paper_of(desk, view))
        desk.draw(partial(printed, made, printer), owner=owner, done=note, failed=failed)

    desk.query(visits.open_visit, visit_id, owner=owner, done=draw, failed=failed)


def save_paper(
    owner: QWidget, desk: OpenDesk, which: str, visit_id: str, *, done: Callable[[str], object]
) -> None:
    """Read the visit, ask where the paper goes and write it; ``done`` gets the file's name."""

    def ask(view: VisitView) -> None:
        name = view.named(NAME)
        said = t(TEMPLATES[which].name) + (f" {name.shown}" if name is not None else "")
        target = partial(write_paper, owner, desk, which, view, done)
        choose_target(owner, t("Save as PDF…"), f"{said}.pdf", target)

    desk.query(visits.open_visit, visit_id, owner=owner, done=ask)


def _entry(desk: OpenDesk, which: str, view: VisitView) -> disclosure.Disclosure:
    """Return what the register says of a paper of a visit."""
    fields = TEMPLATES[which].fields
    return disclosure.Disclosure(
        kind="print",
        recipient=desk.session.company["name"],
        purpose=PURPOSE,
        fields=tuple(o.field.key for o in view.fields if o.given and o.field.key in fields),
        records=(view.visit_id,),
    )


def _hand_out(owner: QWidget, desk: OpenDesk, which: str, view: VisitView) -> None:
    if which == SLIP:
        desk.run(visits.slip_out, (view.visit_id,), owner=owner)


def write_paper(
    owner: QWidget,
    desk: OpenDesk,
    which: str,
    view: VisitView,
    done: Callable[[str], object],
    target: Path,
) -> None:
    """Make a paper of a visit and release it to ``target``; a slip is out from then on."""
    about = _entry(desk, which, view)

    def tell(_changes: Any) -> None:
        _hand_out(owner, desk, which, view)
        done(target.name)

    def release(content: bytes) -> None:
        desk.run(visit_prints.release, about, content, target, owner=owner, done=tell)

    desk.draw(partial(TEMPLATES[which].make, paper_of(desk, view)), owner=owner, done=release)


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
