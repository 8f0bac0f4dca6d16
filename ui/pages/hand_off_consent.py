# SPDX-License-Identifier: Apache-2.0
"""Noting that people agreed to a recipient having their data, and that somebody withdrew."""

from collections.abc import Mapping, Sequence

from hr_desk.i18n import LANGUAGES, N_, name_of, t
from hr_desk.operations import recipient_consents
from hr_desk.operations.changes import Changes
from hr_desk.operations.hand_off_people import Plan, Planned
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.hand_off_words import names_said
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import row


class AgreeForm(MarkedQuestion):
    """Shows the text that was agreed to, and asks how."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._recipient_id = ""
        self._fields: Sequence[str] = ()
        self._names = ""
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

    def start(self, recipient_id: str, fields: Sequence[str], people: Mapping[str, str]) -> None:
        """Ask about people (id to name) and what a recipient is to have of them (field keys)."""
        self._recipient_id, self._fields = recipient_id, fields
        self.begin(tuple(people))
        self._names = names_said(list(people.values()))
        fill(self.in_language, [(name_of(code), code) for code in LANGUAGES])
        self._read()
        self._say()
        self.how.setFocus()

    def _read(self) -> None:
        """Read the text in the chosen language."""
        code = self.in_language.currentData()
        if self._recipient_id and code is not None:
            self._desk.query(
                recipient_consents.text_of, self._recipient_id, self._fields, str(code),
                owner=self, done=self.text.setText, failed=self.banner.show_error,
                slot="recipient.consent",
            )  # fmt: skip

    def _say(self) -> None:
        codes = self._desk.catalogue.code_lists[recipient_consents.HOW].codes
        fill(self.how, [(str(label), code) for code, label in codes.items()])
        self.ask(t("Did {names} agree to this text?", names=self._names), t("Note it"), self._run)

    def _run(self) -> None:
        self._do_it(
            _give, tuple(self._about), self._recipient_id, self._fields,
            how=str(self.how.currentData()), language=str(self.in_language.currentData()),
            done=self.leave,
        )  # fmt: skip


class WithdrawForm(MarkedQuestion):
    """Asks before it is noted that somebody withdrew."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")
        self._plan: Plan | None = None
        self._name = ""

    def start(self, plan: Plan, one: Planned) -> None:
        """Ask about one person of a plan."""
        self._plan, self._name = plan, one.name
        self.begin((one.joiner_id,))
        self._say()

    def _say(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.ask(
            t(
                "{name} withdraws? “{recipient}” gets nothing more of them; what it has already "
                "was given lawfully.",
                name=self._name,
                recipient=plan.standing.recipient.recipient.name,
            ),
            t("Note it"),
            self._run,
        )

    def _run(self) -> None:
        plan = self._plan
        if plan is not None:
            (id_,) = self._about
            self._do_it(
                recipient_consents.withdraw, id_, plan.standing.recipient.id, done=self.leave
            )  # fmt: skip


def _give(
    session: Session, ids: Sequence[str], recipient_id: str, keys: Sequence[str], *, how: str,
    language: str,
) -> Changes:  # fmt: skip
    """Note one act for each person; worker."""
    touched: set[tuple[str, str]] = set()
    for id_ in ids:
        done = recipient_consents.give(
            session, id_, recipient_id, keys, how=how, language=language
        )  # fmt: skip
        touched |= done.records
    return Changes("recipient.consent", frozenset(touched))
