# SPDX-License-Identifier: Apache-2.0
"""What was typed of a new visit and not saved: kept over a lock and a change of the shift."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from hr_desk.i18n import N_, t
from hr_desk.operations import visit_drafts
from ui.forms.record_form import RecordForm
from ui.pages.draft_offer import say_unkept
from ui.pages.drafting import Drafting
from ui.pages.host_box import HostBox
from ui.pages.kind_choice import KindChoice
from ui.session import OpenDesk
from ui.widgets.banner import Banner

KIND: Final = "kind"
HOST: Final = "host"
"""What a draft says beside the fields of the form."""


class VisitDraft(QObject):
    """Keeps a visit page's form every two seconds, and offers what lies there."""

    def __init__(
        self, desk: OpenDesk, parent: QObject, *, form: RecordForm, kinds: KindChoice,
        host: HostBox, banner: Banner,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._form, self._kinds, self._host, self._banner = form, kinds, host, banner
        self._may = desk.may("visit.draft")
        self.drafting = Drafting(desk, self._body, self, place=visit_drafts)
        self.drafting.unkept.connect(partial(say_unkept, banner))
        self._waiting: Mapping[str, str] = {}
        form.edited.connect(self._note)
        host.edited.connect(self._note)

    def begin(self, mode: str) -> None:
        """An empty form is shown: keep what is typed from now on, and offer what lies there."""
        self._waiting = {}
        self.drafting.begin(mode)
        if self._may:
            self.drafting.look(self._offer)

    def leave(self) -> None:
        """Another visit is shown: keep what was typed, and nothing of that one."""
        self.keep()
        self.drafting.begin("")

    def keep(self) -> None:
        """Keep what was typed now."""
        if self._may and self.drafting.is_shown():
            self.drafting.keep()

    def end(self) -> None:
        """What was typed is saved: there is nothing to keep any more."""
        if self._may:
            self.drafting.end()

    def restore(self) -> None:
        """The form of the draft's kind is shown: put in what was typed."""
        body, self._waiting = self._waiting, {}
        if body:
            self._form.restore_draft(body)
            self._host.start(body.get(HOST, ""))
            self.drafting.continue_with(body)

    def _body(self) -> Mapping[str, str]:
        body = self._form.draft()
        host = self._host.name()
        if host:
            body[HOST] = host
        if body and self._kinds.kind is not None:
            body[KIND] = self._kinds.kind.key
        return body

    def _note(self, *_edited: object) -> None:
        if self._may and self.drafting.is_shown():
            self.drafting.note()

    def _offer(self, body: Mapping[str, str]) -> None:
        choices: tuple[tuple[str, Callable[[], object]], ...] = (
            (N_("Continue with it"), lambda: self._continue(body)),
            (N_("Discard it"), self._discard),
        )
        self._banner.show_text("info", lambda: t("A visit was begun here and not saved."), choices)

    def _continue(self, body: Mapping[str, str]) -> None:
        self._banner.clear()
        self._waiting = dict(body)
        if KIND in body and body[KIND] in self._kinds.kinds:
            self._kinds.choose(body[KIND])
        else:
            self.restore()

    def _discard(self) -> None:
        self._banner.clear()
        self.drafting.discard()
