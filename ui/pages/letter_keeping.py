# SPDX-License-Identifier: Apache-2.0
"""What was changed of a letter and not saved: kept over a lock, offered when it is opened again."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from hr_desk.domain.letter_drafts import LetterDraft, as_json, from_json
from hr_desk.i18n import N_, t
from hr_desk.operations import template_drafts
from ui.pages.drafting import Drafting
from ui.session import OpenDesk
from ui.widgets.banner import Banner

DRAFT: Final = "draft"


def letter_key(key: str) -> str:
    """Return the draft key of a letter."""
    return f"letter:{key}"


class LetterKeeping(QObject):
    """Keeps the letter of an editor every two seconds, and offers what lies there."""

    def __init__(
        self, desk: OpenDesk, parent: QObject, *, banner: Banner,
        typed: Callable[[], LetterDraft | None], restore: Callable[[LetterDraft], object],
    ) -> None:  # fmt: skip
        """``typed`` returns what was changed, None where nothing was."""
        super().__init__(parent)
        self._banner, self._typed, self._restore = banner, typed, restore
        self.drafting = Drafting(desk, self._body, self, place=template_drafts)

    def begin(self, key: str) -> None:
        """Another letter is shown; what lies there of it is offered."""
        self.drafting.begin(letter_key(key))
        self.drafting.look(self._offer)

    def leave(self) -> None:
        """Another letter comes: keep what was typed of this one."""
        if self.drafting.is_shown():
            self.drafting.keep()

    def _body(self) -> Mapping[str, str]:
        draft = self._typed()
        return {} if draft is None else {DRAFT: as_json(draft)}

    def _offer(self, body: Mapping[str, str]) -> None:
        self._banner.show_text(
            "info",
            lambda: t("You changed this letter earlier and did not save it."),
            (
                (N_("Continue with it"), partial(self._continue, body)),
                (N_("Discard it"), self._discard),
            ),
        )

    def _continue(self, body: Mapping[str, str]) -> None:
        self._banner.clear()
        try:
            draft = from_json(body.get(DRAFT, ""))
        except ValueError:  # an earlier version kept it otherwise
            self._discard()
            return
        self.drafting.continue_with(body)
        self._restore(draft)

    def _discard(self) -> None:
        self._banner.clear()
        self.drafting.discard()
