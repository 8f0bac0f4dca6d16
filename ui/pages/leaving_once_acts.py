# SPDX-License-Identifier: Apache-2.0
"""What is done with a request that something leave once: approve, tell, agree, call off."""

from collections.abc import Mapping

from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_, name_of, t
from hr_desk.operations import (
    cards,
    disclosure_requests,
    disclosure_views,
    recipient_consents,
)
from hr_desk.operations.disclosing import Wish
from hr_desk.operations.disclosure_requests import TOLD
from hr_desk.operations.disclosure_views import BoardLine
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.hand_off_consent import give_each
from ui.pages.leaving_once_words import names_said, receiver_said, terms_said
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill, line
from ui.widgets.label import Label
from ui.widgets.layouts import row


class ApproveOnce(MarkedQuestion):
    """Shows a second person what they approve, and takes their name and passphrase."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._line: BoardLine | None = None
        self.told, self.nobody = Label(), Label(tone="warning")
        self._who, self.approver = choice(self._own, N_("The second person"))
        self._secret, self.passphrase = line(self._own, N_("Their own passphrase"), secret=True)
        across = row(gap=theme.MEDIUM)
        for entry in (self._who, self._secret):
            across.addWidget(entry, 1)
        across.addStretch(1)
        self.content.addWidget(self.told)
        self.content.addWidget(self.nobody)
        self.content.addLayout(across)

    def start(self, about: BoardLine) -> None:
        """Show one that waits."""
        self.begin((about.request.id,))
        self._line = about
        self.passphrase.clear()
        self._secret.set_error("")
        self._offer(None)
        self._desk.query(
            disclosure_views.who_may_approve, about.request.id, owner=self, done=self._offer,
            failed=self.banner.show_error, slot="once.approvers",
        )  # fmt: skip
        self._say()
        self.approver.setFocus()

    def leave(self) -> None:
        """Hide the question and forget the passphrase."""
        self.passphrase.clear()
        super().leave()

    def _offer(self, names: tuple[str, ...] | None) -> None:
        """Offer whoever may approve; None: they are still being looked for."""
        fill(self.approver, [(name, name) for name in names or ()])
        for widget in (self._who, self._secret):
            widget.setVisible(names != ())
        self.nobody.setVisible(names == ())
        self.yes.setEnabled(bool(names))

    def _say(self) -> None:
        if self._line is None:
            return
        self.nobody.setText(
            t(
                "Nobody here may approve it. Add an HR admin, a privacy officer or an auditor on "
                "the page of users and keys; an auditor needs no key."
            )
        )
        self.told.setText(terms_said(self._desk.catalogue, self._line))
        enabled = self.yes.isEnabled()
        self.ask(t("A second person reads this and approves it"), t("Approve"), self._run)
        self.yes.setEnabled(enabled)

    def _run(self) -> None:
        (id_,) = self._about
        self._do_it(
            disclosure_requests.approve, id_, approver=str(self.approver.currentData() or ""),
            passphrase=self.passphrase.text(), done=self.leave,
        )  # fmt: skip

    def _failed(self, error: UserError) -> None:
        super()._failed(error)
        if cards.is_wrong_secret(error):
            self.banner.clear()
            self._secret.set_error(error.text)
            self.passphrase.selectAll()
            self.passphrase.setFocus()


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


class AgreedOnce(MarkedQuestion):
    """Shows the text that people agreed to, and asks how."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._wish: Wish | None = None
        self._names: Mapping[str, str] = {}
        how, self.how = choice(self._own, N_("How they agreed"))
        spoken, self.in_language = choice(self._own, N_("Language"))
        self.text = Label(tone="soft")
        across = row(gap=theme.MEDIUM)
        for entry in (how, spoken):
            across.addWidget(entry, 1)
        across.addStretch(1)
        self.content.addWidget(self.text)
        self.content.addLayout(across)
        self.in_language.currentIndexChanged.connect(lambda _place: self._read())

    def start(self, wish: Wish, names: Mapping[str, str]) -> None:
        """Ask about people, by record id, and what a wish tells of them."""
        self._wish, self._names = wish, names
        self.begin(tuple(names))
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self._read()
        self._say()
        self.how.setFocus()

    def _read(self) -> None:
        """Read the text in the chosen language."""
        wish, code = self._wish, self.in_language.currentData()
        if wish is not None and code is not None:
            self._desk.query(
                recipient_consents.text_of, wish.recipient_id, wish.fields, str(code), owner=self,
                done=self.text.setText, failed=self.banner.show_error, slot="once.consent",
            )  # fmt: skip

    def _say(self) -> None:
        codes = self._desk.catalogue.code_lists[recipient_consents.HOW].codes
        fill(self.how, [(str(label), code) for code, label in codes.items()])
        names = names_said(list(self._names.values()))
        self.ask(t("Did {names} agree to this text?", names=names), t("Note it"), self._run)

    def _run(self) -> None:
        wish = self._wish
        if wish is not None:
            self._do_it(
                give_each, tuple(self._about), wish.recipient_id, wish.fields,
                how=str(self.how.currentData()), language=str(self.in_language.currentData()),
                done=self.leave,
            )  # fmt: skip
