# SPDX-License-Identifier: Apache-2.0
"""What became of each version of the policy at each file of paired desks, and sending it again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, language, t
from hr_desk.operations import policy_copies, policy_sending
from hr_desk.operations.policy_sending import Sending
from ui import theme
from ui.pages.file_names import file_within
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal
from ui.widgets.panels import EmptyState

COLUMNS: Final = (
    text_column("policy", N_("Version"), width=4),
    text_column("file", N_("Part of the desk"), width=12),
    text_column("state", N_("What became of it"), width=16),
    text_column("sent", N_("Sent last"), width=8),
    text_column("answered", N_("Answered"), width=8),
)
STATES: Final = {
    "": N_("Sent, no answer yet"),
    policy_copies.KEPT: N_("Kept there"),
    policy_copies.OLDER: N_("Not taken: a later text"),
    policy_copies.OTHER_TEXT: N_("Not taken: another text"),
    policy_copies.OWN_OFFICE: N_("Not needed: own office"),
    policy_copies.UNREADABLE: N_("Set aside: cannot be read"),
    policy_copies.SIGNATURE: N_("Set aside: not signed"),
    policy_copies.HASH: N_("Set aside: another hash"),
}
WHY: Final = {
    "": N_(
        "It waits to be fetched, or its answer is on the way. Where an answer stays away for 14 "
        "days although nothing waits any more, it goes again by itself."
    ),
    policy_copies.KEPT: N_("Consent is asked there under this text from its day on."),
    policy_copies.OLDER: N_(
        "A text of this number that was published later is there, under which people were asked "
        "already, so it stays. Publish a version of the next number for both."
    ),
    policy_copies.OTHER_TEXT: N_(
        "Another text of this number is there, under which people were asked already, so it stays. "
        "Compare the two on paper, and publish a version of the next number for both."
    ),
    policy_copies.OWN_OFFICE: N_("That desk keeps a privacy office, and a policy, of its own."),
    policy_copies.UNREADABLE: N_(
        "Parts of it are missing or unknown there: its program may be an earlier one. Update it "
        "there, then send the version again."
    ),
    policy_copies.SIGNATURE: N_(
        "A signature does not hold by what that desk knows of this one. Exchange on both sides, so "
        "that it knows who works here now; it goes again by itself a day later, three times at "
        "most."
    ),
    policy_copies.HASH: N_(
        "Its text is not that of its hash. Restore the policy's file here from a backup, then send "
        "it again."
    ),
}


class PairedVersions(QWidget):
    """The list, and of the marked line what it means and what is to be done."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._known: dict[str, Sending] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.why, self.none = Label(), EmptyState("inbox")
        layout = column(self, margin=theme.SMALL, gap=theme.SMALL)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.why)
        layout.addWidget(self.none, 1)
        self.table.marked_changed.connect(lambda _ids: self._say())

    def show_sendings(self, found: Sequence[Sending]) -> None:
        """Show what became of every version; what nobody took comes first and is marked."""
        first = not self._known
        ordered = sorted(
            found,
            key=lambda one: (
                one.outcome not in policy_copies.ASIDE,
                one.outcome not in policy_sending.REFUSED,
            ),
        )
        self._known = {f"{one.policy}/{one.peer}": one for one in ordered}
        self.table.show_rows([self._row(key, one) for key, one in self._known.items()])
        if first and self._known:
            self.table.mark([next(iter(self._known))])
        reveal(self.table, bool(ordered))
        reveal(self.none, not ordered)
        self._say()

    def marked(self) -> Sending | None:
        """Return the marked line."""
        marked = self.table.marked()
        return self._known.get(marked[0]) if len(marked) == 1 else None

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.table.set_name(t("Versions at paired desks"))
        self.none.say(
            t("Nothing was sent to a paired desk"),
            t(
                "Each version goes by itself to every paired desk without a privacy office of its "
                "own. What became of it there stands here."
            ),
        )
        self.show_sendings(tuple(self._known.values()))

    def _row(self, key: str, one: Sending) -> TableRow:
        late = one.outcome in policy_sending.REFUSED
        return text_row(
            key,
            policy=str(one.policy),
            file=file_within(self._desk.session, one.peer, language()),
            state=TableCell(t(STATES[one.outcome]), sort=not late, late=late),
            sent=_moment(one.sent_at),
            answered=_moment(one.answered_at),
        )

    def _say(self) -> None:
        one = self.marked()
        reveal(self.why, one is not None)
        self.why.setText("" if one is None else t(WHY[one.outcome]))


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
