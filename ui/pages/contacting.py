# SPDX-License-Identifier: Apache-2.0
"""Getting in touch with marked candidates: an interview, a text to copy, a call list, forms."""

from collections.abc import Sequence
from functools import partial
from typing import Final, Protocol

from hr_desk.i18n import t
from ui.pages.arranging import ArrangePanel
from ui.pages.calling import CallPanel
from ui.pages.marked_print import print_forms
from ui.pages.step_buttons import Act, StepButtons
from ui.pages.text_template import TextTemplate
from ui.pages.texting import TextPanel
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.panels import Question

INTERVIEW, MESSAGE, CALLS, FORMS = "interview", "message", "calls", "forms"
VERBS: Final = (INTERVIEW, MESSAGE, CALLS, FORMS)
"""What follows the page's key in the ids of the actions."""


class Marked(Protocol):
    """An application as far as it matters here."""

    @property
    def application_id(self) -> str:
        """Its id."""
        ...

    @property
    def stage(self) -> str:
        """Where it stands."""
        ...


class Contacting(StepButtons):
    """The buttons and panels of these actions; what is marked is handed in."""

    def __init__(
        self, desk: OpenDesk, banner: Banner, page: str, verbs: Sequence[str] = VERBS
    ) -> None:
        super().__init__(desk, [f"{page}.{verb}" for verb in verbs], banner)
        self._banner, self._page = banner, page
        self._rows: tuple[Marked, ...] = ()
        self.arranging, self.texting = ArrangePanel(desk), TextPanel(desk)
        self.template, self.calling = TextTemplate(desk), CallPanel(desk)
        self.arranging.arranged.connect(self._arranged)
        self.texting.template_wanted.connect(self.template.start)
        self.template.written.connect(self._written)
        self.calling.printed.connect(partial(banner.show_text, "good"))

    def panels(self) -> tuple[Question, ...]:
        """Return the panels, for a page to lay out."""
        return self.arranging, self.texting, self.template, self.calling

    def look(self, rows: Sequence[Marked]) -> None:
        """Offer what is possible for all of these applications."""
        self._rows = tuple(rows)
        self._show_buttons()
        if not rows:
            self.leave()

    def leave(self) -> None:
        """Close every panel."""
        for panel in self.panels():
            if not panel.isHidden():
                panel.leave()

    def forget(self) -> None:
        """Leave no text behind, neither here nor on the clipboard."""
        self.texting.forget()

    def _acts(self) -> dict[str, Act]:
        if not self._rows:
            return {}
        ids = tuple(row.application_id for row in self._rows)
        acts: dict[str, Act] = {
            MESSAGE: partial(self._start, self.texting, ids),
            CALLS: partial(self._start, self.calling, ids),
            FORMS: partial(self._print, ids),
        }
        stages = self._desk.catalogue.stages
        if not any(stages[row.stage].ends for row in self._rows):
            acts[INTERVIEW] = partial(self._start, self.arranging, ids)
        found = {f"{self._page}.{verb}": act for verb, act in acts.items()}
        return {key: act for key, act in found.items() if key in self.buttons}

    def _print(self, ids: tuple[str, ...]) -> None:
        self.leave()
        print_forms(
            self._banner, self._desk, ids, done=self._printed, failed=self._banner.show_error
        )  # fmt: skip

    def _start(self, panel: ArrangePanel | TextPanel | CallPanel, ids: tuple[str, ...]) -> None:
        self.leave()
        panel.start(ids)

    def _arranged(self, count: int, was_moved: bool) -> None:
        def say() -> str:
            if was_moved:
                return t("The interview is moved; the front desk hears of it by itself.")
            return t("Interviews arranged: {count}. The front desk expects them.", count=count)

        self._banner.show_text("good", say)

    def _written(self) -> None:
        self._banner.show_text("good", lambda: t("The text is kept for everybody on this desk."))

    def _printed(self, name: str) -> None:
        self._banner.show_text("good", lambda: t("Saved as {file}.", file=name))
