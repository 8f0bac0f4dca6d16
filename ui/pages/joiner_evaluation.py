# SPDX-License-Identifier: Apache-2.0
"""What recruitment found of a joiner: how many scorecards, and each as far as the role goes."""

from PySide6.QtCore import QEvent

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import t
from hr_desk.operations import evaluations
from hr_desk.operations.evaluations import CRITERIA, NOTES, OTHER, PROPOSALS, Evaluation
from ui import theme
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card


class EvaluationCard(Card):
    """Hidden while there is none; what was found is read, and the reading logged, on demand."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._joiner, self._count = "", 0
        self._found: tuple[Evaluation, ...] = ()
        self._about, self._lines = Label(size="small", tone="soft"), column(gap=theme.TIGHT)
        self.open_button = Button(icon="eye", kind="plain")
        self.open_button.clicked.connect(self.open)
        self.body.addWidget(self._about)
        self.body.addWidget(self.open_button)
        self.body.addLayout(self._lines)
        self.hide()

    def look(self, joiner_id: str, count: int) -> None:
        """Say how many there are of a joiner; what was read of another one is forgotten."""
        if joiner_id != self._joiner or count != self._count:
            self._joiner, self._count, self._found = joiner_id, count, ()
        self._say()

    def forget(self) -> None:
        """Keep nothing of what was read."""
        self._found = ()
        self._say()

    def open(self) -> None:
        """Read what was found."""
        self._desk.query(
            evaluations.of_joiner, self._joiner, owner=self, done=self._show, slot="evaluation"
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _show(self, found: tuple[Evaluation, ...]) -> None:
        self._found = found
        self._say()

    def _say(self) -> None:
        self.setVisible(bool(self._count))
        self.set_heading(t("Evaluation from recruitment"))
        catalogue = self._desk.catalogue
        class_ = catalogue.classes[catalogue.field(NOTES).retention["personnel"]]
        said = t("Scorecards: {count}. They end {days} days after the first day of work.",
                 count=self._count, days=class_.periods["started"])  # fmt: skip
        self._about.setText(said)
        self.open_button.setText(t("Look at them"))
        self.open_button.setVisible(not self._found)
        clear(self._lines)
        for one in self._found:
            self._lines.addWidget(Label(said_of(one, self._desk.catalogue), size="small"))


def said_of(one: Evaluation, catalogue: Catalogue) -> str:
    """Return who found what and when, in the language in use; closed parts are said to be."""
    day = one.held_at.astimezone(SHANGHAI).date()
    found = t(", ").join(_found(one, catalogue))
    if not found:
        return t("{day} {name}: what they found is for recruiters alone.", day=day,
                 name=one.interviewer)  # fmt: skip
    return t("{day} {name}: {found}", day=day, name=one.interviewer, found=found)


def _found(one: Evaluation, catalogue: Catalogue) -> list[str]:
    criteria, proposals = (
        catalogue.code_lists[CRITERIA].codes,
        catalogue.code_lists[PROPOSALS].codes,
    )
    found = [
        t("{place} {count}", place=criteria[key], count=number)
        for key, number in (one.points or {}).items()
    ]
    for key, words in (one.remarks or {}).items():
        place = t("Other, tied to the post:") if key == OTHER else str(criteria[key])
        found.append(t("{name}: {what}", name=place, what=words))
    if one.proposal is not None:
        found.append(str(proposals[one.proposal]))
    return found + [view.shown for view in (one.test_score, one.note) if view and view.given]
