# SPDX-License-Identifier: Apache-2.0
"""What is done with a request that something leave once: approve, tell, call off."""

from hr_desk.i18n import N_, t
from hr_desk.operations import (
    disclosure_requests,
    disclosure_views,
)
from hr_desk.operations.disclosure_requests import TOLD
from hr_desk.operations.disclosure_views import BoardLine
from ui.pages.about_marked import MarkedQuestion
from ui.pages.leaving_once_words import names_said, receiver_said, terms_said
from ui.pages.second_person import ApproveQuestion
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill
from ui.widgets.layouts import row


class ApproveOnce(ApproveQuestion):
    """Shows a second person what is to leave once, and takes their name and passphrase."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(
            desk, who=disclosure_views.who_may_approve, approve=disclosure_requests.approve,
            slot="once.approvers",
        )  # fmt: skip

    def start(self, about: BoardLine) -> None:
        """Show one that waits."""
        self.show_terms(about.request.id, lambda: terms_said(self._desk.catalogue, about))


class ToldOnce(MarkedQuestion):
    """Notes that people were told who gets their data, before or after it leaves."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._line: BoardLine | None = None
        self._how, self.how = choice(self._own, N_("How they were told"))
        across = row()
        across.addWidget(self._how, 1)
        across.addStretch(2)
        self.content.addLayout(across)

    def start(self, about: BoardLine) -> None:
        """Ask about whoever was not told yet."""
        self.begin(about.untold)
        self._line = about
        self._say()
        self.how.setFocus()

    def _say(self) -> None:
        one = self._line
        if one is None:
            return
        codes = self._desk.catalogue.code_lists[TOLD].codes
        fill(self.how, [(str(label), code) for code, label in codes.items()])
        names = names_said([one.names.get(id_, "") for id_ in one.untold])
        asked = t(
            "Were {names} told that “{receiver}” gets their data, and how to reach it?",
            names=names,
            receiver=receiver_said(one.request),
        )
        self.ask(asked, t("They were told"), self._run)

    def _run(self) -> None:
        if self._line is not None:
            self._do_it(
                disclosure_requests.note_told, self._line.request.id, tuple(self._about),
                how=str(self.how.currentData() or ""), done=self.leave,
            )  # fmt: skip


class CallOff(MarkedQuestion):
    """Asks before nothing leaves by a request any more."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")
        self._line: BoardLine | None = None

    def start(self, about: BoardLine) -> None:
        """Ask about one."""
        self.begin((about.request.id,))
        self._line = about
        self._say()

    def _say(self) -> None:
        if self._line is not None:
            receiver = receiver_said(self._line.request)
            self.ask(
                t("Call it off? Nothing leaves for “{receiver}” by it.", receiver=receiver),
                t("Call it off"),
                self._run,
            )

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(disclosure_requests.call_off, id_, done=self.leave)
