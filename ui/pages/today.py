# SPDX-License-Identifier: Apache-2.0
"""What waits today, as cards that lead to where it is done; and how to begin with an empty desk."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from hr_desk.domain.consent import ASKED_AHEAD
from hr_desk.i18n import N_, t
from hr_desk.operations import candidates, requisitions, retention, today
from hr_desk.operations.today import UNPRINTED, TodayLine
from ui import theme
from ui.pages.page import Page
from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, row, scrolled
from ui.widgets.panels import Card

COLUMNS = 2
"""Cards beside each other."""
TONES = {"late": "danger", "soon": "warning"}
"""How pressing a line is, as a tone; its place says so too, the most pressing come first."""
CLOCK = "clock"
"""The line that this page asks about itself instead of leading elsewhere."""


class TodayCard(Card):
    """One thing that waits: how many, what, and the way there."""

    def __init__(self, line: TodayLine) -> None:
        super().__init__()
        self.line = line
        said = t(line.message, **{"count": line.count, **line.about})
        self.setProperty("level", line.level)
        self.text = Label(said, tone=TONES.get(line.level, ""), bold=line.level != "calm")
        self.button = Button(t("Show"), kind="plain", icon="arrow-right")
        self.button.setAccessibleName(t("Show: {what}", what=said))
        across = row()
        across.addWidget(self.text, 1)
        across.addWidget(self.button)
        self.body.addLayout(across)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)


class TodayPage(Page):
    """The first page of the day."""

    kinds = frozenset(
        {
            "calendar",
            "application",
            "person",
            "requisition",
            "interview",
            "visit",
            "unmatched",
            "draft",
            "joiner",
            "checklist",
            "policy",
            "sweep",
            "backup",
            "recipient",
            "standing_hand_off",
            "hand_off_template",
            "disclosure",
            "disclosure_request",
            "request",
            "minors_report",
            "user",
        }
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.cards: list[TodayCard] = []
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.MEDIUM)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.begin = Card()
        self._first, self._second = Button(kind="primary", icon="plus"), Button(icon="user-plus")
        self.nothing = Label(tone="soft")
        self._lay_out()
        self.retranslate()

    def refresh(self) -> None:
        """Read what waits, and whether the desk is still empty."""
        self.desk.query(today.summary, owner=self, done=self._show, slot="today.lines")
        if self.desk.may("requisition.open"):
            self.desk.query(
                requisitions.list_requisitions,
                owner=self,
                done=self._show_first_step,
                slot="today.requisitions",
            )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        session = self.desk.session
        self.header.set_texts(
            t("Today"),
            t("{day}, {name}", day=session.today(), name=session.user.name),
        )
        self.begin.set_heading(t("Where to begin"))

    def _show(self, lines: tuple[TodayLine, ...]) -> None:
        clear(self._grid)
        self._ask_date(any(one.key == CLOCK for one in lines))
        self.cards = [TodayCard(one) for one in lines if one.key != CLOCK]
        for place, card in enumerate(self.cards):
            card.button.clicked.connect(partial(self._follow, card.line))
            self._grid.addWidget(card, place // COLUMNS, place % COLUMNS)
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, 1)
        self.nothing.setVisible(not lines)

    def _ask_date(self, wanted: bool) -> None:
        """Ask whether the computer's date is right; nothing is deleted until somebody says so."""
        if wanted and self.desk.may("retention.confirm_time"):
            self.banner.show_text(
                "warn",
                lambda: t(
                    "Is today {day}? Nobody has opened this desk for a while; "
                    "what is due is deleted once you confirm the date.",
                    day=self.desk.session.today(),
                ),
                ((N_("Yes, that is today"), self._confirm_date),),
            )

    def _confirm_date(self) -> None:
        self.banner.clear()
        self.desk.run(retention.confirm_time, owner=self, done=lambda _changes: self.refresh())

    def _follow(self, line: TodayLine) -> None:
        """Open the page of a line; one about a stage or a state narrows the list to it."""
        argument: object = line.argument
        if line.key.startswith(UNPRINTED):
            argument = line.argument
        elif line.key in self.desk.catalogue.stages:
            argument = {"stages": (line.key,)}
        elif line.page == "onboarding":
            argument = {"show": "due"} if line.key not in ("numbers", "own_forms") else None
        elif line.key == "interview_owed":
            argument = {"interview_owed": True}
        elif line.key == "pool":
            argument = {"pool_ends_within": ASKED_AHEAD.days}
        elif line.page == "front_desk":
            argument = "roll_call" if line.key == "unseen" else {"show": line.key}
        self.go.emit(line.page, argument)

    def _show_first_step(self, rows: tuple[object, ...]) -> None:
        self._first.setVisible(not rows)
        self.desk.query(
            candidates.stage_counts, owner=self, done=self._show_begin, slot="today.counts"
        )

    def _show_begin(self, counts: dict[str, int]) -> None:
        empty = not sum(counts.values())
        self._second.setVisible(empty)
        self.begin.setVisible(empty or not self._first.isHidden())

    def _lay_out(self) -> None:
        hint = Label(tone="soft")
        self.words.put(
            N_("Open the requisition you want to fill, then take in the people who apply."),
            hint.setText,
        )
        self.words.put(N_("Open a requisition"), self._first.setText)
        self.words.put(N_("Take in a candidate"), self._second.setText)
        self.words.put(N_("Nothing waits for you."), self.nothing.setText)
        self._first.clicked.connect(lambda: self.go.emit("requisitions", "open"))
        self._second.clicked.connect(lambda: self.go.emit("record", None))
        buttons = row()
        buttons.addWidget(self._first)
        buttons.addWidget(self._second)
        buttons.addStretch(1)
        self.begin.body.addWidget(hint)
        self.begin.body.addLayout(buttons)
        self.begin.hide()
        self.begin.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.nothing.hide()
        for widget in (self.begin, self.nothing):
            self.body.addWidget(widget)
        self.body.addWidget(scrolled(self._holder), 1)
