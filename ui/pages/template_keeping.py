# SPDX-License-Identifier: Apache-2.0
"""What was changed of a template and not saved: kept over a lock, its workbook beside it.

The workbook is kept once, when it is chosen: it is large, and typing does not change it.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from hr_desk.catalogue.hand_off_drafts import TemplateDraft, as_json, from_json
from hr_desk.i18n import N_, t
from hr_desk.operations import template_drafts, template_making
from hr_desk.operations.session import Session
from hr_desk.operations.template_making import ReceiversBook
from ui.pages.drafting import Drafting
from ui.session import OpenDesk
from ui.widgets.banner import Banner

DRAFT: Final = "draft"
NAME: Final = "name"
CONTENT: Final = "content"
"""The keys of what is kept: the template, and the name and bytes of a workbook."""


def template_key(key: str) -> str:
    """Return the draft key of a template."""
    return f"template:{key}"


def book_key(key: str) -> str:
    """Return the draft key of the workbook that was chosen for a template."""
    return f"template_book:{key}"


def kept_book(session: Session, key: str) -> ReceiversBook | None:
    """Return the workbook that was kept with a draft; None where none was chosen. Worker."""
    body = template_drafts.load(session, book_key(key))
    if body is None:
        return None
    try:
        content = base64.b64decode(body[CONTENT], validate=True)
    except (KeyError, binascii.Error):
        return None
    return template_making.look_again(session, body[NAME], content)


class TemplateKeeping(QObject):
    """Keeps the template of an editor every two seconds, and offers what lies there."""

    def __init__(
        self, desk: OpenDesk, parent: QObject, *, banner: Banner,
        typed: Callable[[], TemplateDraft | None],
        restore: Callable[[TemplateDraft, ReceiversBook | None], object],
    ) -> None:  # fmt: skip
        """``typed`` returns what was changed, None where nothing was."""
        super().__init__(parent)
        self._desk, self._banner, self._typed, self._restore = desk, banner, typed, restore
        self._key = ""
        self._booked = False
        self.drafting = Drafting(desk, self._body, self, place=template_drafts)

    def begin(self, key: str, *, looks: bool) -> None:
        """Another template is shown; with ``looks`` what lies there is offered."""
        self._key, self._booked = key, False
        self.drafting.begin(template_key(key))
        if looks:
            self.drafting.look(self._offer)

    def leave(self) -> None:
        """Another template comes: keep what was typed of this one."""
        if self.drafting.is_shown():
            self.drafting.keep()

    def keep_book(self, book: ReceiversBook) -> None:
        """Keep the workbook that was chosen."""
        self._booked = True
        body = {NAME: book.name, CONTENT: base64.b64encode(book.content).decode("ascii")}
        self._desk.run(template_drafts.save, book_key(self._key), body, owner=self)

    def end(self) -> None:
        """It is saved: there is nothing to keep any more."""
        self.drafting.end()
        self._forget_book()

    def _body(self) -> Mapping[str, str]:
        draft = self._typed()
        return {} if draft is None else {DRAFT: as_json(draft)}

    def _offer(self, body: Mapping[str, str]) -> None:
        self._booked = True
        name = _name_of(body)
        self._banner.show_text(
            "info",
            lambda: (
                t("You changed “{name}” earlier and did not save it.", name=name)
                if name
                else t("You changed this template earlier and did not save it.")
            ),
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
        self._desk.query(
            kept_book, self._key, owner=self, done=partial(self._restore, draft),
            failed=self._banner.show_error, slot="template.kept_book",
        )  # fmt: skip

    def _discard(self) -> None:
        self._banner.clear()
        self.drafting.discard()
        self._forget_book()

    def _forget_book(self) -> None:
        if self._booked:
            self._booked = False
            self._desk.run(template_drafts.discard, book_key(self._key), owner=self)


def _name_of(body: Mapping[str, str]) -> str:
    try:
        kept = from_json(body.get(DRAFT, ""))
    except ValueError:
        return ""
    return kept.zh or kept.en
