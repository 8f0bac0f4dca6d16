# SPDX-License-Identifier: Apache-2.0
"""The one question about a paper: onto the printer at once, or into a PDF where that cannot be.

Never a paper without an entry: the register is told first and says "not completed", then it is
printed, then completed. A print that failed is tried again, or saved, with the entry it has.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import disclosure
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosure import Print
from ui.pages.about_marked import MarkedQuestion
from ui.printing.to_printer import REFUSALS, Send, send
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.files import choose_target
from ui.widgets.words import Said, said

Saying = Callable[[], str]
"""Returns a sentence in the language in use."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A paper: what it is called (its file is too), how it is drawn, how it leaves.

    Without ``leaving`` it holds nobody's data, and no entry tells of it. ``sent`` is said once it
    is printed, where there is more to say than its name.
    """

    name: Said
    draw: Callable[[], bytes]
    leaving: Print | None
    sent: Saying | None = None
    regardless: bool = False
    """Whether lives hang on it: it is printed also where the entry cannot be written."""


class PaperOut:
    """One paper on its way out; ``owner`` is whose widget asked, nothing happens after it."""

    def __init__(
        self, owner: QWidget, desk: OpenDesk, sheet: Sheet, *, printer: Send,
        done: Callable[[Saying], object], failed: Callable[[UserError], object],
    ) -> None:  # fmt: skip
        """``done`` gets what is to be said, ``failed`` why there is no paper."""
        self._owner, self._desk, self._sheet = owner, desk, sheet
        self._printer, self._done, self._failed = printer, done, failed
        self._content: bytes | None = None
        self._entry, self._busy = "", False
        self._unregistered: UserError | None = None

    def print(self) -> None:
        """Enter it, print it, complete the entry."""
        self._with_content(self._register)

    def save(self) -> None:
        """Ask where it is to be written as a PDF."""
        choose_target(self._owner, t("Save as PDF…"), f"{said(self._sheet.name)}.pdf", self.write)

    def write(self, target: Path) -> None:
        """Write it as a PDF outside the desk, through the one door."""
        self._with_content(partial(self._write, target))

    def _with_content(self, then: Callable[[bytes], object]) -> None:
        if self._busy:
            return
        self._busy, self._unregistered = True, None
        if self._content is not None:
            then(self._content)
            return

        def keep(content: bytes) -> None:
            self._content = content
            then(content)

        self._desk.draw(self._sheet.draw, owner=self._owner, done=keep, failed=self._fail)

    def _register(self, content: bytes) -> None:
        if self._sheet.leaving is None or self._entry:
            self._send(content)
            return
        self._desk.run(
            self._sheet.leaving.register, content, owner=self._owner,
            done=partial(self._registered, content), failed=partial(self._refused, content),
        )  # fmt: skip

    def _registered(self, content: bytes, changes: Changes) -> None:
        self._entry = changes.created[0]
        self._send(content)

    def _refused(self, content: bytes, error: UserError) -> None:
        if self._sheet.regardless:
            self._unregistered = error
            self._send(content)
        else:
            self._fail(error)

    def _send(self, content: bytes) -> None:
        # A printer may take its time: beside everything else, so that the desk answers meanwhile.
        self._desk.draw(
            partial(self._printer, content), owner=self._owner,
            done=lambda _none: self._printed(), failed=self._fail,
        )  # fmt: skip

    def _printed(self) -> None:
        if self._unregistered is not None:
            self._fail(self._unregistered)
        elif self._sheet.leaving is None or not self._entry:
            self._tell(self._sheet.sent or self._said_sent)
        else:
            self._desk.run(
                self._sheet.leaving.complete, self._entry, owner=self._owner, failed=self._fail,
                done=lambda _changes: self._tell(self._sheet.sent or self._said_sent),
            )  # fmt: skip

    def _write(self, target: Path, content: bytes) -> None:
        def tell(_changes: object) -> None:
            self._tell(lambda: t("Saved as {file}.", file=target.name))

        if self._sheet.leaving is None:
            self._desk.query(
                disclosure.write_impersonal, content, target, owner=self._owner, done=tell,
                failed=self._fail,
            )  # fmt: skip
        else:
            self._desk.run(
                disclosure.let_out, self._sheet.leaving, content, target, entry=self._entry,
                owner=self._owner, done=tell, failed=self._fail,
            )  # fmt: skip

    def _said_sent(self) -> str:
        return t("Sent to the printer: {paper}.", paper=said(self._sheet.name))

    def _tell(self, what: Saying) -> None:
        self._busy, self._entry = False, ""
        self._done(what)

    def _fail(self, error: UserError) -> None:
        self._busy = False
        self._failed(error)


def print_at_once(
    owner: QWidget, desk: OpenDesk, sheet: Sheet, banner: Banner, *, printer: Send,
    then: Callable[[Callable[[], object]], object] = lambda tell: tell(),
) -> PaperOut:  # fmt: skip
    """Print a paper for whoever waits; where the printer takes nothing the banner offers a way.

    ``then`` runs once it is out, on paper or as a file, and calls what it is given when it has
    written what it writes: a change takes back news that was told before it.
    """

    def done(what: Saying) -> None:
        then(lambda: banner.show_text("good", what))

    def failed(error: UserError) -> None:
        ways = ((N_("Print again"), out.print), (N_("Save as PDF…"), out.save))
        banner.show_text("error", error.text, ways if isinstance(error, REFUSALS) else ())

    out = PaperOut(owner, desk, sheet, printer=printer, done=done, failed=failed)
    out.print()
    return out


class PaperQuestion(MarkedQuestion):
    """Shows a paper, and asks whether it goes to the printer or into a file.

    Subclasses hand over what stands there with ``take`` and ask with ``ask_paper``.
    """

    printed = Signal(object)
    """A function that returns the sentence of what was done, in the language in use."""

    def __init__(self, desk: OpenDesk, *, printer: Send = send) -> None:
        super().__init__(desk)
        self.printer = printer
        self.out: PaperOut | None = None
        self.save = Button(icon="download")
        self._own.put(N_("Save as PDF…"), self.save.setText)
        self.save.clicked.connect(lambda: self._act_on(PaperOut.save, waits=False))
        self.add_answer(self.save)

    def take(self, sheet: Sheet | None) -> None:
        """Take the paper that stands here now, None for none."""
        self.out = None
        if sheet is not None:
            self.out = PaperOut(
                self, self._desk, sheet, printer=lambda content: self.printer(content),
                done=self._is_out, failed=self._failed,
            )  # fmt: skip
        self._show_ready()

    def write(self, target: Path) -> None:
        """Let the paper that stands here out as a file."""
        self._act_on(lambda out: out.write(target))

    def leave(self) -> None:
        """Hide the question and forget the paper."""
        self.out = None
        super().leave()

    def ask_paper(self, sentence: str) -> None:
        """Ask where the paper goes."""
        self.ask(sentence, t("Print now"), lambda: self._act_on(PaperOut.print))
        self._show_ready()

    def _act_on(self, act: Callable[[PaperOut], object], *, waits: bool = True) -> None:
        if self.out is not None:
            self.banner.clear()
            self.yes.setEnabled(not waits)
            self.save.setEnabled(not waits)
            act(self.out)

    def _is_out(self, what: Saying) -> None:
        self.leave()
        self.printed.emit(what)

    def _failed(self, error: UserError) -> None:
        super()._failed(error)
        self._show_ready()

    def _show_ready(self) -> None:
        for button in (self.yes, self.save):
            button.setEnabled(self.out is not None)
