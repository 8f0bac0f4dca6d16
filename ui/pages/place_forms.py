# SPDX-License-Identifier: Apache-2.0
"""The questions of the page of places: allowing one, and taking a permission back."""

from pathlib import Path

from hr_desk.domain.places import BACKUPS, BECAUSE, REASON
from hr_desk.i18n import t
from hr_desk.operations import allowing_places
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.place_words import UNTIL, told
from ui.session import OpenDesk
from ui.widgets.entry import chosen_day, day_line, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import row


class AllowForm(MarkedQuestion):
    """Asks the officer at work why data may lie in a folder, and until when."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._folder, self._use = Path(), BACKUPS
        why, self.reason = line(self._own, REASON)
        until, self.until = day_line(self._own, UNTIL)
        self.told = Label(tone="soft")
        across = row(gap=theme.MEDIUM)
        for entry, share in ((why, 3), (until, 1)):
            across.addWidget(entry, share)
        self.content.addLayout(across)
        self.content.addWidget(self.told)

    def start(self, folder: Path, use: str, *, reason: str = "") -> None:
        """Ask about one folder; ``reason`` is what was said of it before."""
        self.begin((str(folder),))
        self._folder, self._use = folder, use
        self.reason.setText(reason)
        show_day(self.until, allowing_places.latest_review(self._desk.session.today()))
        self._say()
        self.reason.setFocus()

    def _say(self) -> None:
        self.told.setText(told(allowing_places.latest_review(self._desk.session.today())))
        self.ask(self._question, lambda: t("Allow this place"), self._run)

    def _question(self) -> str:
        folder = str(self._folder)
        if self._use == BACKUPS:
            return t("May backups of this desk lie in “{folder}”?", folder=folder)
        return t("May this desk itself lie in “{folder}”?", folder=folder)

    def _run(self) -> None:
        self._do_it(
            allowing_places.allow, self._folder, use=self._use, reason=self.reason.text(),
            until=chosen_day(self.until), done=self.leave,
        )  # fmt: skip


class TakeBackForm(MarkedQuestion):
    """Asks why a permission ends, and says what follows."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")
        self._folder, self._use = "", BACKUPS
        self._entry, self.because = line(self._own, BECAUSE)
        self.content.addWidget(self._entry)

    def start(self, permit_id: str, folder: Path, use: str) -> None:
        """Ask about one permission."""
        self.begin((permit_id,))
        self._folder, self._use = str(folder), use
        self.because.clear()
        self._say()
        self.because.setFocus()

    def _say(self) -> None:
        self.ask(self._question, lambda: t("Take the permission back"), self._run)

    def _question(self) -> str:
        if self._use == BACKUPS:
            return t(
                "Take the permission for “{folder}” back? No more backups are made there; remove "
                "those that lie there.",
                folder=self._folder,
            )
        return t(
            "Take the permission for “{folder}” back? Once it is locked, this desk does not open "
            "there any more: move it to a folder that stays on this computer.",
            folder=self._folder,
        )

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(
            allowing_places.take_back, id_, because=self.because.text(), done=self.leave
        )  # fmt: skip
