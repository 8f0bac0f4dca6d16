# SPDX-License-Identifier: Apache-2.0
"""Periods between desks: what paired desks follow, and what the main desk asks to be followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.i18n import N_, language, t
from hr_desk.operations import period_decisions, period_following
from hr_desk.operations.period_decisions import (
    FOLLOWED,
    ONLY_SHORTER,
    OWN,
    RANGE,
    UNKNOWN,
    WAITS_DAY,
    WAITS_WORD,
    Decision,
    PeriodSending,
)
from hr_desk.operations.period_following import Followed
from hr_desk.operations.period_settings import PeriodLine
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.file_names import file_within
from ui.pages.second_person import SecondPersonQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import chosen_day, day_line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, row
from ui.widgets.words import Words

STATES: Final = {
    "": N_("sent, no answer yet"),
    FOLLOWED: N_("followed, {days} days"),
    WAITS_DAY: N_("from its day on; {days} days until then"),
    WAITS_WORD: N_("longer, so it waits for an HR admin there; {days} days until then"),
    OWN: N_("set otherwise there since: {days} days"),
    UNKNOWN: N_("fixed there: it has no such period"),
    RANGE: N_("fixed there: beyond what is allowed there; {days} days"),
    ONLY_SHORTER: N_("fixed there: nothing can keep it longer; {days} days"),
}
"""What becomes of a period at a paired desk, in the words of the main desk."""

HERE: Final = {
    "": N_("It was not looked at yet."),
    FOLLOWED: N_("It is followed here."),
    WAITS_DAY: N_("It counts here from its day on."),
    WAITS_WORD: N_(
        "It is longer than here, so it waits until an HR admin confirms that the notice here tells "
        "of it. Records whose period runs keep the one of now."
    ),
    OWN: N_("Another period was set here since, and stands. The main desk knows."),
    UNKNOWN: N_("It is not followed: this desk has no such period. The main desk knows."),
    RANGE: N_("It is not followed: this desk does not allow so many days. The main desk knows."),
    ONLY_SHORTER: N_(
        "It is not followed: what is there already could not keep an earlier period. The main desk "
        "knows."
    ),
}
"""The same at the paired desk."""


@dataclass(frozen=True, slots=True)
class Between:
    """What is known of periods between desks: decided here, what became of it, asked of here."""

    decisions: tuple[Decision, ...] = ()
    sendings: tuple[PeriodSending, ...] = ()
    followed: tuple[Followed, ...] = ()


def read(session: Session) -> Between:
    """Return what is known of periods between desks; worker."""
    if not session.holds(PRIVACY):
        return Between(followed=period_following.decided(session))
    return Between(period_decisions.decisions(session), period_decisions.sendings(session))


class PassOnForm(SecondPersonQuestion):
    """From which day paired desks follow a period; who did not set it approves."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._line: PeriodLine | None = None
        since, self.since = day_line(self._own, N_("Paired desks follow it from"))
        self.told = Label(tone="soft")
        self.second.insertWidget(0, since)
        for widget in (self.told, self.nobody):
            self.content.addWidget(widget)
        self.content.addLayout(self.second)

    def start(self, about: PeriodLine) -> None:
        """Ask about one period that was set here."""
        self.begin((f"{about.class_key}.{about.event}",))
        self._line = about
        show_day(self.since, self._desk.session.today())
        self._offer(None)
        self._desk.query(
            period_decisions.who_may_approve, about.class_key, about.event, owner=self,
            done=self._offer, failed=self.banner.show_error, slot="periods.approvers",
        )  # fmt: skip
        self._say()
        self.since.setFocus()

    def _say(self) -> None:
        super()._say()
        one = self._line
        if one is None:
            return
        kept = self._desk.catalogue.classes[one.class_key]
        self.told.setText(
            t(
                "A shorter period counts there for what is there already, with the next deletion. "
                "A longer one waits there until an HR admin says that the notice there tells of it."
            )
        )
        self.ask(
            t("Shall paired desks keep “{record}” for {days} days? Reason: {reason}",
              record=kept.label, days=one.days, reason=one.reason),
            t("Let paired desks follow it"), self._run,
        )  # fmt: skip

    def _run(self) -> None:
        one = self._line
        if one is not None:
            self._do_it(
                period_decisions.pass_on, one.class_key, one.event,
                effective_on=chosen_day(self.since), approver=self.approver_name(),
                passphrase=self.passphrase.text(), done=self.leave,
            )  # fmt: skip


class ConfirmForm(MarkedQuestion):
    """Asks whether the notice at this desk tells of a longer period of the main desk."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._one: Followed | None = None
        self.told = QCheckBox()
        self.content.addWidget(self.told)
        self.told.toggled.connect(self.yes.setEnabled)

    def start(self, about: Followed) -> None:
        """Ask about one that waits."""
        self.begin((about.key,))
        self._one = about
        self.told.setChecked(False)
        self._say()
        self.told.setFocus()

    def _say(self) -> None:
        one = self._one
        if one is None:
            return
        kept = self._desk.catalogue.classes[one.class_key]
        self.told.setText(t("The notice at this desk tells of the longer period."))
        self.ask(
            t("Keep “{record}” for {days} days here too, where the period begins from now on?",
              record=kept.label, days=one.days),
            t("Confirm the longer period"),
            partial(self._do_it, period_following.confirm, one.class_key, one.event, told=True,
                    done=self.leave),
        )  # fmt: skip
        self.yes.setEnabled(self.told.isChecked())


class PairedPeriods(QWidget):
    """Of the marked period what is known between desks, and what can be done about it."""

    shown = Signal()
    """What is known was read anew."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self._line: PeriodLine | None = None
        self.known = Between()
        self.said = Label()
        self.pass_on, self.confirm = Button(icon="refresh-cw"), Button(icon="check")
        self._words.put(N_("Let paired desks follow…"), self.pass_on.setText)
        self._words.put(N_("Confirm the longer period…"), self.confirm.setText)
        self.passing, self.confirming = PassOnForm(desk), ConfirmForm(desk)
        layout = column(self, gap=theme.SMALL)
        layout.addWidget(self.passing)
        layout.addWidget(self.confirming)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self.said, 1)
        across.addStretch()
        across.addWidget(self.pass_on)
        across.addWidget(self.confirm)
        layout.addLayout(across)
        self.pass_on.clicked.connect(self._pass_on)
        self.confirm.clicked.connect(self._confirm)
        self._show()

    def refresh(self) -> None:
        """Read what is known between desks again."""
        self._desk.query(read, owner=self, done=self._take, slot="periods.between")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self._show()

    def show_line(self, line: PeriodLine | None) -> None:
        """Show what is known of the marked period."""
        self._line = line
        self._show()

    def short(self, line: PeriodLine) -> str:
        """Return in a few words what is known of a period, for its row."""
        sent = self._sendings(line)
        if sent:
            count = sum(one.state == FOLLOWED for one in sent)
            return t("{count} of {all} follow", count=count, all=len(sent))
        found = self._followed(line)
        if found is None:
            return ""
        if found.state == FOLLOWED:
            return t("{days} days, followed", days=found.days)
        return t("{days} days, not followed", days=found.days)

    def _take(self, found: Between) -> None:
        self.known = found
        self._show()
        self.shown.emit()

    def _sendings(self, line: PeriodLine) -> Sequence[PeriodSending]:
        return [one for one in self.known.sendings
                if (one.class_key, one.event) == (line.class_key, line.event)]  # fmt: skip

    def _followed(self, line: PeriodLine) -> Followed | None:
        key = (line.class_key, line.event)
        found = (one for one in self.known.followed if (one.class_key, one.event) == key)
        return next(found, None)

    def _show(self) -> None:
        line = self._line
        found = None if line is None else self._followed(line)
        text = "" if line is None else "\n".join([*self._decided(line), *self._asked(found)])
        self.said.setText(text)
        reveal(self.said, bool(text))
        may = self._desk.may
        set_here = line is not None and line.at is not None
        reveal(self.pass_on, set_here and may("retention.pass_on"))
        waits = found is not None and found.state == WAITS_WORD
        reveal(self.confirm, waits and may("retention.confirm_period"))

    def _decided(self, line: PeriodLine) -> list[str]:
        """Return the sentences of the main desk about a period."""
        key = (line.class_key, line.event)
        lines = [
            t("Paired desks keep it for {days} days from {day} on. Approved by {approver}: "
              "{reason}", days=one.days, day=one.effective_on, approver=one.approver,
              reason=one.reason)
            for one in self.known.decisions if (one.class_key, one.event) == key
        ]  # fmt: skip
        files: dict[str, list[str]] = {}
        for one in self._sendings(line):
            state = t(STATES[one.state], days=one.days or 0)
            where = file_within(self._desk.session, one.peer, language())
            files.setdefault(state, []).append(where)
        comma = t(", ")
        return lines + [
            t("{files}: {state}.", files=comma.join(names), state=state)
            for state, names in files.items()
        ]

    def _asked(self, one: Followed | None) -> list[str]:
        """Return the sentences of a paired desk about a period of the main desk."""
        if one is None:
            return []
        return [
            t("The main desk keeps it for {days} days from {day} on. Set by {author}, approved by "
              "{approver}: {reason}", days=one.days, day=one.effective_on, author=one.author,
              approver=one.approver, reason=one.reason),
            t(HERE[one.state]),
        ]  # fmt: skip

    def _pass_on(self) -> None:
        if self._line is not None:
            self.passing.start(self._line)

    def _confirm(self) -> None:
        found = None if self._line is None else self._followed(self._line)
        if found is not None:
            self.confirming.start(found)
