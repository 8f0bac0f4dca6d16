# SPDX-License-Identifier: Apache-2.0
"""The scorecard of one interview: points by the keys 1 to 5, remarks, a proposal, a note.

The criteria are those of the printed sheet in their order, so that one is typed in from paper.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QWidget

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain.free_text import Span, find, maskable, masked
from hr_desk.i18n import N_, t
from hr_desk.operations import scorecards
from hr_desk.operations.evaluations import CRITERIA, NOTES, OTHER, PROPOSALS, SCORE
from hr_desk.operations.interview_views import InterviewLine
from hr_desk.operations.scorecards import Findings, ScorecardView
from ui import theme
from ui.forms.marking import MOST_READ, FreeTextNote, underline
from ui.pages.about_marked import MarkedQuestion
from ui.pages.remark_line import RemarkLine
from ui.session import OpenDesk
from ui.widgets.entry import Entry, choice, fill, line
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row
from ui.widgets.onward import EnterGoesOn
from ui.widgets.points import Points
from ui.widgets.text_line import let_type

NOTE_HEIGHT = 72
"""Height of the note in pixels."""


class ScorecardForm(MarkedQuestion):
    """Asks what one interviewer found, anew or in place of what was entered before."""

    entered = Signal(str)
    """The name of whose interview it was."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._line: InterviewLine | None = None
        self._cards: dict[str, ScorecardView] = {}
        self._shown = False
        self.points: dict[str, Points] = {}
        self.remarks: dict[str, RemarkLine] = {}
        """What was said or shown, by criterion; under OTHER what none of them is about."""
        self._onward: QObject | None = None
        self.interviewer = QComboBox()
        let_type(self.interviewer)
        proposal, self.proposal = choice(self._own, N_("Proposal"))
        score, self.score = line(self._own, N_("Test score, 0 to 100"))
        self.note, self.marked_note = QPlainTextEdit(), FreeTextNote()
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.WIDE)
        self._grid.setVerticalSpacing(theme.TIGHT)
        for place in range(2):
            self._grid.setColumnStretch(place, 1)
        self._mean, self._others = Label(tone="soft"), Label(tone="soft")
        self._lay_out(proposal, score)
        self._connect()

    def start(self, one: InterviewLine) -> None:
        """Ask about one interview, beginning with its first interviewer without a scorecard."""
        self.begin((one.id,))
        self._line, self._cards = one, {}
        self.yes.setEnabled(True)
        self._ask_points()
        self._say()
        self._desk.query(
            scorecards.of_interview, one.id, owner=self, done=self._show_cards,
            failed=self.banner.show_error, slot="scoring.cards",
        )  # fmt: skip

    def leave(self) -> None:
        """Hide the form and forget what it was about."""
        self._line, self._cards = None, {}
        self._set_remarks({})
        self.note.clear()
        self.score.clear()
        super().leave()

    def is_left(self) -> bool:
        """Whether nothing is asked now."""
        return self._line is None

    def given(self) -> dict[str, int]:
        """Return the points given so far, by criterion."""
        values = {key: box.value() for key, box in self.points.items()}
        return {key: value for key, value in values.items() if value is not None}

    def remarked(self) -> dict[str, str]:
        """Return what stands in the lines of remarks, by criterion or OTHER."""
        return {key: box.text() for key, box in self.remarks.items() if box.text().strip()}

    def others_text(self) -> str:
        """Return what is said of the scorecards that were entered, empty without one."""
        return self._others.text() if not self._others.isHidden() else ""

    def _show_cards(self, cards: tuple[ScorecardView, ...]) -> None:
        one = self._line
        if one is None:
            return
        self._cards = {card.interviewer: card for card in cards}
        names = list(dict.fromkeys((*one.interviewers, *self._cards)))
        with QSignalBlocker(self.interviewer):
            self.interviewer.clear()
            self.interviewer.addItems(names)
            owed = next((name for name in names if name not in self._cards), "")
            self.interviewer.setEditText(owed or (names[0] if names else ""))
        self._say_others()
        self._show_card()
        first = next(iter(self.points.values()), None)
        target = self.interviewer if not self.interviewer.currentText() else first
        (target or self.yes).setFocus()

    def _choose(self, _name: str) -> None:
        """Show another interviewer's card; what was typed for a name still being typed stays."""
        if self._shown or self.interviewer.currentText().strip() in self._cards:
            self._show_card()

    def _show_card(self) -> None:
        """Show what the chosen interviewer has said already."""
        card = self._cards.get(self.interviewer.currentText().strip())
        self._shown = card is not None
        self._set_points({} if card is None or card.points is None else card.points)
        self._set_remarks({} if card is None or card.remarks is None else card.remarks)
        proposal = None if card is None else card.proposal
        self.proposal.setCurrentIndex(max(self.proposal.findData(proposal or ""), 0))
        self.score.setText("" if card is None or not card.test_score else card.test_score.shown)
        self.note.setPlainText("" if card is None or not card.note else card.note.shown)

    def _set_points(self, points: Mapping[str, int]) -> None:
        for key, box in self.points.items():
            box.set_value(points.get(key))
        self._say_mean()

    def _set_remarks(self, remarks: Mapping[str, str]) -> None:
        for key, box in self.remarks.items():
            box.setText(remarks.get(key, ""))
        self._read_through()

    def _ask_points(self) -> None:
        """Lay out the criteria in the language in use; points and remarks stay."""
        points, remarks = self.given(), self.remarked()
        clear(self._grid)
        codes = self._desk.catalogue.code_lists[CRITERIA].codes
        self.points = {key: Points(str(label)) for key, label in codes.items()}
        self.remarks = {key: RemarkLine(str(label)) for key, label in codes.items()}
        for place, (key, box) in enumerate(self.points.items()):
            self._grid.addWidget(box, place, 0)
            self._grid.addWidget(self.remarks[key], place, 1)
            box.onward.connect(partial(self._go_on, self.remarks[key]))
            box.back.connect(partial(self._go_back, key))
            self.remarks[key].back.connect(box.setFocus)
        other = t("Other, tied to the post:")
        self.remarks[OTHER] = RemarkLine(other)
        self._grid.addWidget(Label(other), len(self.points), 0)
        self._grid.addWidget(self.remarks[OTHER], len(self.points), 1)
        for remark in self.remarks.values():
            remark.textChanged.connect(self._read_through)
        self._set_points(points)
        self._set_remarks(remarks)
        self._order_tabs()

    def _order_tabs(self) -> None:
        judged = [part for key, box in self.points.items() for part in (box, self.remarks[key])]
        chain = [self.interviewer, *judged, self.remarks[OTHER], self.proposal, self.score,
                 self.note, self.yes]  # fmt: skip
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        if self._onward is not None:
            self._onward.deleteLater()
        # Each place of a criterion may have been made anew.
        self._onward = EnterGoesOn(self, chain)

    def _go_on(self, remark: RemarkLine) -> None:
        self._say_mean()
        remark.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_back(self, key: str) -> None:
        boxes = list(self.points.values())
        boxes[max(list(self.points).index(key) - 1, 0)].setFocus()

    def _say_mean(self) -> None:
        given = list(self.given().values())
        self._mean.setText(
            t("Mean of {count}: {mean}", count=len(given), mean=_mean(given))
            if given
            else t("Press 1 to 5 for each: 1 far below, 3 as asked for, 5 far above.")
        )

    def _say_others(self) -> None:
        """Say what each interviewer proposed, so that one sees at a glance what there is."""
        proposals = self._desk.catalogue.code_lists[PROPOSALS].codes
        said = []
        for name, card in self._cards.items():
            parts = [_mean(card.points.values())] if card.points else []
            if card.proposal is not None:
                parts.append(str(proposals[card.proposal]))
            what = t(", ").join(parts) or "–"
            said.append(t("{name}: {what}", name=name, what=what))
        cards = t("; ").join(said)
        self._others.setText(t("Entered so far: {cards}", cards=cards))
        self._others.setVisible(bool(said))

    def _say(self) -> None:
        if self._line is None:
            return
        codes = self._desk.catalogue.code_lists[PROPOSALS].codes
        none_yet = [(t("None yet"), "")]
        fill(self.proposal, none_yet + [(str(text), key) for key, text in codes.items()])
        if any(box.label.text() != str(label) for box, label in self._labelled()):
            self._ask_points()
        self._say_others()
        self.ask(t("Scorecard of {name}", name=self._line.name), t("Enter"), self._run)

    def _labelled(self) -> Iterable[tuple[Points, object]]:
        codes = self._desk.catalogue.code_lists[CRITERIA].codes
        return ((box, codes[key]) for key, box in self.points.items())

    def _run(self) -> None:
        one, who = self._line, self.interviewer.currentText().strip()
        if one is None:
            return
        try:
            found = Findings(
                points=self.given(),
                remarks={key: self._parsed(NOTES, one) for key, one in self.remarked().items()},
                proposal=str(self.proposal.currentData() or "") or None,
                test_score=self._parsed(SCORE, self.score.text()),
                note=self._parsed(NOTES, self.note.toPlainText()),
            )
        except ValueProblem as problem:
            self.banner.show_error(problem)
            return
        card = self._cards.get(who)
        self._do_it(
            scorecards.enter, one.id, found, interviewer=who,
            version=0 if card is None else card.version, done=self._tell,
        )  # fmt: skip

    def _tell(self) -> None:
        name = "" if self._line is None else self._line.name
        self.leave()
        self.entered.emit(name)

    def _parsed(self, key: str, text: str) -> object:
        """Return a typed value, None for an empty line; raises ValueProblem."""
        return self._desk.catalogue.field(key).type.parse(text) if text.strip() else None

    def _read_through(self) -> None:
        """Mark in note and remarks what must not be collected, as forms mark other free text."""
        text = self.note.toPlainText()[:MOST_READ]
        underline(self.note, text, self._found_in(text))
        for box in self.remarks.values():
            spans = self._found_in(box.text()[:MOST_READ])
            box.mark([(one.start, one.end) for one in spans])
        written = "\n".join((*(box.text() for box in self.remarks.values()), text))[:MOST_READ]
        self.marked_note.show_spans(written, self._found_in(written))

    def _found_in(self, text: str) -> tuple[Span, ...]:
        return find(text, self._desk.catalogue.forbidden)

    def _mask(self) -> None:
        for box in self.remarks.values():
            box.setText(masked(box.text(), maskable(self._found_in(box.text()))))
        text = self.note.toPlainText()
        self.note.setPlainText(masked(text, maskable(self._found_in(text))))

    def _lay_out(self, proposal: Entry, score: Entry) -> None:
        who, note = Entry(self.interviewer), Entry(self.note)
        self._own.put(N_("Interviewer"), who.set_label)
        self._own.put(N_("Note, about the criteria only"), note.set_label)
        upper, lower = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM)
        for entry in (who, proposal):
            entry.setMinimumWidth(180)
        told = column(gap=theme.TIGHT)
        for label in (self._others, self._mean):
            told.addWidget(label)
        told.addStretch(1)
        upper.addWidget(who)
        upper.addLayout(told, 1)
        for entry in (proposal, score):
            lower.addWidget(entry)
        lower.addWidget(note, 1)
        inner = column(gap=theme.SMALL)
        inner.addLayout(upper)
        inner.addLayout(self._grid)
        inner.addLayout(lower)
        inner.addWidget(self.marked_note)
        self._others.hide()
        self.content.addLayout(inner)

    def _connect(self) -> None:
        self.interviewer.editTextChanged.connect(self._choose)
        self.note.textChanged.connect(self._read_through)
        self.marked_note.mask_wanted.connect(self._mask)


def _mean(points: Iterable[int]) -> str:
    """Return the mean of some points as it is said."""
    listed = list(points)
    return f"{sum(listed) / len(listed):.1f}"
