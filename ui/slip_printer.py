# SPDX-License-Identifier: Apache-2.0
"""Prints the slip of whoever is let in, where their kind of visitor says so.

Nobody is asked anything, and nobody waits for it: the visit is let in before the paper is looked
for. What did not come out is named in the banner of the page in front, with the ways that are left.
On a machine without any printer nothing is tried: the slip stays among what the list offers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import visit_slips
from hr_desk.operations.changes import Changes
from hr_desk.operations.visits import VisitView
from ui.pages.paper_question import PaperOut, Saying
from ui.pages.visit_print import SLIP, hand_out, sheet_of
from ui.pages.visit_rows import NAME
from ui.printing.to_printer import REFUSALS, Send, has_printer, send
from ui.session import OpenDesk
from ui.widgets.banner import Banner


@dataclass
class _Slip:
    """A slip on its way out, whose it is, and why it did not come out."""

    name: str
    out: PaperOut
    refused: UserError | None = None


class SlipPrinter(QObject):
    """Waits for people who are let in at this desk; ``banner`` returns where to say what."""

    def __init__(
        self, desk: OpenDesk, owner: QWidget, *, banner: Callable[[], Banner],
        printer: Send = send, has_printer: Callable[[], bool] = has_printer,
    ) -> None:  # fmt: skip
        super().__init__(owner)
        self._desk, self._owner, self._banner, self.printer = desk, owner, banner, printer
        self.has_printer = has_printer
        self._slips: dict[str, _Slip] = {}
        desk.changed.connect(self._look)

    def waiting(self) -> tuple[str, ...]:
        """Return the ids of visits whose slip did not come out, the oldest first."""
        return tuple(id_ for id_, one in self._slips.items() if one.refused is not None)

    def print_again(self) -> None:
        """Try those once more that did not come out, if their visitor is still here."""
        self._ask(())

    def save(self) -> None:
        """Ask where the first one that did not come out is to be written as a PDF."""
        waiting = self.waiting()
        if waiting:
            self._slips[waiting[0]].out.save()

    def _look(self, changes: Changes) -> None:
        if changes.operation not in visit_slips.LETS_IN:
            return
        let_in = tuple(id_ for kind, id_ in changes.records if kind == "visit")
        # Asking the system for its printers may take a while.
        self._desk.draw(
            self.has_printer, owner=self._owner, failed=self._say_error,
            done=lambda has_one: self._ask(let_in) if has_one else None,
        )  # fmt: skip

    def _ask(self, let_in: Iterable[str]) -> None:
        """Print what is due of these, and what waits: the printer may be back by now."""
        waiting = self.waiting()
        self._desk.query(
            visit_slips.due, (*waiting, *let_in), owner=self,
            done=partial(self._print, waiting), failed=self._say_error,
        )  # fmt: skip

    def _print(self, waiting: tuple[str, ...], due: tuple[VisitView, ...]) -> None:
        """Forget who left meanwhile, or whose slip was printed another way."""
        views = {one.visit_id: one for one in due}
        for id_ in waiting:
            if id_ not in views:
                self._slips.pop(id_, None)
        if waiting and not self._slips:
            self._banner().clear()
        for id_, view in views.items():
            if id_ not in self._slips:
                self._slips[id_] = self._slip(view)
            self._slips[id_].refused = None
            self._slips[id_].out.print()

    def _slip(self, view: VisitView) -> _Slip:
        name = view.named(NAME)
        out = PaperOut(
            self._owner, self._desk, sheet_of(self._desk, SLIP, view),
            printer=lambda content: self.printer(content),
            done=partial(self._is_out, view), failed=partial(self._refused, view.visit_id),
        )  # fmt: skip
        return _Slip("" if name is None else name.shown, out)

    def _is_out(self, view: VisitView, what: Saying) -> None:
        self._slips.pop(view.visit_id, None)
        hand_out(self._owner, self._desk, SLIP, view, partial(self._tell, what))

    def _tell(self, what: Saying) -> None:
        if self.waiting():
            self._name_waiting()
        else:
            self._banner().show_text("good", what)

    def _refused(self, visit_id: str, error: UserError) -> None:
        if isinstance(error, REFUSALS):
            self._slips[visit_id].refused = error
            self._name_waiting()
        else:
            self._slips.pop(visit_id, None)
            self._say_error(error)

    def _say_error(self, error: UserError) -> None:
        self._banner().show_error(error)

    def _name_waiting(self) -> None:
        """Say whose slip is missing, and why: they are in all the same."""
        missing = [one for one in self._slips.values() if one.refused is not None]
        names, why = [one.name for one in missing], missing[-1].refused

        def say() -> str:
            reason, listed = "" if why is None else why.text(), t(", ").join(names)
            return t(
                "Let in without a printed slip: {names}. {reason}", names=listed, reason=reason
            )

        ways = ((N_("Print again"), self.print_again), (N_("Save as PDF…"), self.save))
        self._banner().show_text("warn", say, ways)
