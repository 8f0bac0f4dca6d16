# SPDX-License-Identifier: Apache-2.0
"""The button on a person's page that leads to what leaves once, with that person in hand."""

from functools import partial

from ui.pages.page import Page
from ui.pages.step_buttons import Act, StepButtons
from ui.pages.way_back import Visit


class LeavingStep(StepButtons):
    """Leads away with the person of a page, and back to them; the page places ``button``."""

    def __init__(self, page: Page, key: str, file: str) -> None:
        """``key`` is that of the page, ``file`` the compartment of its people."""
        action = f"{key}.leave_once"
        super().__init__(page.desk, (action,), page)
        self._page, self._key, self._file, self._action = page, key, file, action
        self._person: tuple[str, str] | None = None
        self.button = self.buttons[action]
        self.name_buttons(page.words)
        self._show_buttons()

    def look(self, record_id: str, name: str) -> None:
        """Take whose page is open."""
        self._person = (record_id, name)
        self._show_buttons()

    def _acts(self) -> dict[str, Act]:
        return {} if self._person is None else {self._action: partial(self._go, self._person)}

    def _go(self, person: tuple[str, str]) -> None:
        wanted = {"file": self._file, "people": (person,)}
        self._page.go.emit("leaving_once", Visit(wanted, self._key, person[0]))
