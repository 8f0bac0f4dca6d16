# SPDX-License-Identifier: Apache-2.0
"""The lists a company owes, read in the page and printed: collected, provided, register, poster."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from hr_desk.i18n import N_, language, t
from hr_desk.operations import disclosure, policy_lists
from hr_desk.operations.policy_lists import TITLES, PolicyList, Sheet
from ui import theme
from ui.pages.policy_words import reading
from ui.printing.policy_sheets import policy_sheet_pdf
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.entry import choice, fill
from ui.widgets.files import choose_target
from ui.widgets.layouts import column
from ui.widgets.words import Words


class Sheets(QWidget):
    """One of the lists as it stands now."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self.banner, self.text = Banner(), reading()
        entry, self.which = choice(
            self._words, N_("List"), N_("Made from the catalogue and the registers as they stand.")
        )
        entry.setMaximumWidth(420)
        layout = column(self, margin=theme.SMALL, gap=theme.SMALL)
        layout.addWidget(entry)
        layout.addWidget(self.banner)
        layout.addWidget(self.text, 1)
        self.which.currentIndexChanged.connect(lambda _place: self.refresh())

    def chosen(self) -> PolicyList:
        """Return the list chosen."""
        return PolicyList(self.which.currentData() or PolicyList.COLLECTED.value)

    def refresh(self) -> None:
        """Make the list again."""
        self._desk.query(
            policy_lists.sheet, self.chosen(), language(), owner=self,
            done=lambda made: self.text.setPlainText(made.text), slot="policy.sheet",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        fill(self.which, [(t(label), key.value) for key, label in TITLES.items()])
        self.text.setAccessibleName(t("List"))
        self.refresh()

    def ask_target(self) -> None:
        """Ask where the PDF is to go."""
        name = f"{t(TITLES[self.chosen()])}.pdf"
        choose_target(self, t("Print the list"), name, self.print_to)

    def print_to(self, target: Path) -> None:
        """Write the chosen list as a PDF outside the desk; it names nobody but the company."""
        self._desk.query(
            policy_lists.sheet, self.chosen(), language(), owner=self,
            done=partial(self._draw, target),
        )  # fmt: skip

    def _draw(self, target: Path, made: Sheet) -> None:
        session = self._desk.session
        draw = partial(policy_sheet_pdf, made, language(), printed_on=session.today(),
                       large=self.chosen() is PolicyList.POSTER)  # fmt: skip

        def write(content: bytes) -> None:
            self._desk.run(
                disclosure.write_impersonal, content, target, owner=self,
                done=partial(self._written, target.name), failed=self.banner.show_error,
            )  # fmt: skip

        self._desk.draw(draw, owner=self, done=write)

    def _written(self, name: str, _done: Any) -> None:
        self.banner.show_text("good", lambda: t("Saved as {file}.", file=name))
