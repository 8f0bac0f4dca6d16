# SPDX-License-Identifier: Apache-2.0
"""Every version of the policy with its text, and the comparison of any two of them."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from hr_desk.domain.policy_differences import SectionDifference, compare
from hr_desk.i18n import N_, language, t
from hr_desk.operations import policy_words
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_drafts import APPROVED, Draft
from ui import theme
from ui.pages.hand_off_facts import grouped
from ui.pages.policy_words import MarkedText, bullets, headings_said, reading
from ui.session import OpenDesk
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.entry import choice, fill
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import column, row, scrolled
from ui.widgets.words import Words

COLUMNS: Final = (
    text_column("number", N_("Version"), width=4),
    text_column("state", N_("State"), width=8),
    text_column("since", N_("Valid from"), width=8),
    text_column("major", N_("Major change"), width=6),
    text_column("author", N_("Written by"), width=6),
    text_column("approver", N_("Second person"), width=6),
)
DRAFT: Final = "draft"
"""The id of the line of the version under way."""


class Versions(QWidget):
    """The list and, beside it, the text of the marked one."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: dict[str, PolicyVersion] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.facts, self.found = CopyLabel(), Label(tone="soft", size="small")
        self.text = reading()
        told = QWidget()
        facts = column(told, gap=theme.SMALL)
        facts.addWidget(self.facts)
        facts.addWidget(self.found)
        facts.addStretch(1)
        beside = column(gap=theme.SMALL)
        beside.addWidget(scrolled(told), 1)
        beside.addWidget(self.text, 1)
        across = row(self, margin=theme.SMALL, gap=theme.MEDIUM)
        across.addWidget(self.table, 5)
        across.addLayout(beside, 3)
        self.table.marked_changed.connect(lambda _ids: self._read())

    def show_versions(
        self, known: Sequence[PolicyVersion], current: PolicyVersion | None, under_way: Draft | None
    ) -> None:
        """Show the published versions, the latest first, above them the one under way."""
        before = len(self._shown)
        self._shown = {str(one.number): one for one in known}
        lines = [self._row(str(one.number), one, self._state(one, current))
                 for one in reversed(known)]  # fmt: skip
        if under_way is not None:
            self._shown[DRAFT] = under_way.version
            state = t("Approved") if under_way.state == APPROVED else t("Waits for a second person")
            lines.insert(0, self._row(DRAFT, under_way.version, state, under_way))
        self.table.show_rows(lines)
        if lines and len(self._shown) != before:
            self.table.mark([lines[0].id])
        self._read()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.table.set_name(t("Versions of the policy"))
        self.text.setAccessibleName(t("Policy"))
        self._read()

    def _state(self, one: PolicyVersion, current: PolicyVersion | None) -> str:
        if current is None or one.number > current.number:
            return t("Announced")
        return t("In force") if one == current else t("Earlier")

    def _row(
        self, id_: str, one: PolicyVersion, state: str, under_way: Draft | None = None
    ) -> TableRow:
        users = {user.id: user.name for user in self._desk.session.register.users}
        approver = one.approver if under_way is None else under_way.approved_by or ""
        return text_row(
            id_,
            number=str(one.number),
            state=state,
            since=one.valid_from,
            major=t("Yes") if one.major else "",
            author=users.get(one.author, one.author),
            approver=users.get(approver, approver),
        )

    def _read(self) -> None:
        marked = self.table.marked()
        one = self._shown.get(marked[0]) if marked else None
        if one is None:
            self.facts.setText(t("No policy is in force at this desk yet."))
            self.found.setText("")
            self.text.setPlainText("")
            return
        self.text.setPlainText(one.text(language()))
        self.facts.setText(self._said(one))
        self.found.setText(headings_said(one.text(language())))

    def _said(self, one: PolicyVersion) -> str:
        lines = [t("SHA-256: {digest}", digest=grouped(one.sha256))]
        if one.place:
            lines.append(t("Published: {place}. {evidence}", place=one.place,
                           evidence=one.evidence))  # fmt: skip
        if one.summary:
            lines.append(t("What is new: {summary}", summary=one.summary))
        if one.reason:
            lines.append(t("No major change, because: {reason}", reason=one.reason))
        catalogue = self._desk.catalogue
        sentences = [policy_words.sentence(catalogue, found) for found in one.changes]
        return "\n".join((*lines, bullets(sentences))).rstrip()


class Comparison(QWidget):
    """Two versions in one column, what changed marked, and why it is major."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._words = desk, Words()
        self._known: Mapping[str, PolicyVersion] = {}
        self._differences: tuple[SectionDifference, ...] = ()
        before, self.before = choice(self._words, N_("Earlier version"))
        after, self.after = choice(self._words, N_("Later version"))
        self.whole, self.grounds, self.text = QCheckBox(), Label(), MarkedText()
        self._words.put(N_("Show unchanged chapters too"), self.whole.setText)
        across = row(gap=theme.MEDIUM)
        for entry in (before, after):
            entry.setMaximumWidth(220)
            across.addWidget(entry)
        across.addWidget(self.whole)
        across.addStretch(1)
        layout = column(self, margin=theme.SMALL, gap=theme.SMALL)
        layout.addLayout(across)
        layout.addWidget(self.grounds)
        layout.addWidget(self.text, 1)
        for box in (self.before, self.after):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _place: self._compare())
        self.whole.toggled.connect(lambda _on: self._mark())

    def offer(self, known: Sequence[PolicyVersion], under_way: Draft | None) -> None:
        """Offer the versions; the last two are compared at first."""
        found = [*known, *([under_way.version] if under_way is not None else [])]
        first = not self._known or len(found) != len(self._known)
        self._known = {str(one.number): one for one in found}
        for box in (self.before, self.after):
            self._fill(box)
        if first and len(found) > 1:
            self.before.setCurrentIndex(len(found) - 2)
            self.after.setCurrentIndex(len(found) - 1)
        self._compare()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.text.setAccessibleName(t("What changed"))
        for box in (self.before, self.after):
            self._fill(box)
        self._compare()

    def _fill(self, box: QComboBox) -> None:
        fill(box, [(t("Version {number}", number=key), key) for key in self._known])

    def _compare(self) -> None:
        before = self._known.get(str(self.before.currentData()))
        after = self._known.get(str(self.after.currentData()))
        if before is None or after is None:
            return
        code = language()
        self._differences = compare(before.text(code), after.text(code))
        self._mark()
        catalogue = self._desk.catalogue
        between = [one for one in self._known.values()
                   if before.number < one.number <= after.number]  # fmt: skip
        sentences = [
            f"{policy_words.sentence(catalogue, found)} — {policy_words.ground(found)}"
            for one in between
            for found in one.changes
        ]
        self.grounds.setText(bullets(sentences) or t("No major change between the two."))

    def _mark(self) -> None:
        self.text.show_difference(self._differences, whole=self.whole.isChecked())
