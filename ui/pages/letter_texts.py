# SPDX-License-Identifier: Apache-2.0
"""The letters there are: those of the program, and those in the company's own words."""

from collections.abc import Callable, Mapping
from functools import partial

from hr_desk.domain import joiners
from hr_desk.domain.letter_texts import APPLICATION, JOINER, LetterText, orders
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import letter_making
from hr_desk.operations.changes import Changes
from hr_desk.operations.letter_making import LetterLine
from hr_desk.operations.session import Session
from ui.pages.action_buttons import ActionButtons
from ui.pages.letter_text import Wanted
from ui.pages.page import Page
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.layouts import row
from ui.widgets.panels import Question

COLUMNS = (
    text_column("name", N_("Letter"), width=12),
    text_column("words", N_("Words of"), width=8),
    text_column("when", N_("Where a record stands"), width=20),
    text_column("purpose", N_("Purpose"), width=12),
    text_column("state", N_("State"), width=8),
)


def reset(session: Session, key: str) -> Changes:
    """Take the company's own words of a letter back; worker."""
    letter_making.reset(session, key)
    return Changes("letter.reset", frozenset({("letter", key)}))


class LetterTextsPage(Page):
    """The list; Enter opens one, whatever is written begins here."""

    kinds = frozenset({"letter"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.found: Mapping[str, LetterLine] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.resetting = Question(danger=True)
        self.buttons = ActionButtons(around, self.words, "letter_texts", self.handlers)
        self._lay_out()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Begin one always; open, copy and take back the one that is marked."""
        found: dict[str, Callable[[], object]] = {
            "letter_texts.new": partial(self._edit, Wanted()),
        }
        one = self._marked()
        if one is not None:
            found["letter_texts.open"] = partial(self._edit, Wanted(one.key))
            if one.letter is not None:
                found["letter_texts.copy"] = partial(self._edit, Wanted(one.key, copy=True))
            if one.own:
                found["letter_texts.reset"] = partial(self.ask_reset, one)
        return found

    def refresh(self) -> None:
        """Read the list again."""
        self.desk.query(
            letter_making.list_lines, owner=self, done=self._show,
            failed=self.banner.show_error, slot="letter_texts.list",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Templates of letters"),
            t("Offer, rejection, appointment, leaving, notice of what was disclosed: the words."),
        )
        self.table.set_name(t("Templates of letters"))

    def ask_reset(self, one: LetterLine) -> None:
        """Ask before the company's own words go."""
        label = one.key if one.letter is None else one.letter.label
        self.banner.clear()

        def sentence() -> str:
            if one.shipped:
                return t("Use the words of the program for “{letter}” again? Your own are deleted.",
                         letter=label)  # fmt: skip
            return t("Delete “{letter}”? Save it as a text first if you may want it again.",
                     letter=label)  # fmt: skip

        self.resetting.ask(sentence, lambda: t("Delete"), partial(self._reset, one.key))

    def _reset(self, key: str) -> None:
        self.resetting.leave()
        self.desk.run(
            reset, key, owner=self,
            done=lambda _changes: self.banner.show_text("good", lambda: t("It is deleted.")),
            failed=self.banner.show_error,
        )  # fmt: skip

    def _edit(self, wanted: Wanted) -> None:
        self.go.emit("letter_text", wanted)

    def _marked(self) -> LetterLine | None:
        marked = self.table.marked()
        return self.found.get(marked[0]) if len(marked) == 1 else None

    def _show(self, lines: tuple[LetterLine, ...]) -> None:
        self.found = {one.key: one for one in lines}
        self.table.show_rows([self._row(one) for one in lines])
        self._show_buttons()

    def _row(self, one: LetterLine) -> TableRow:
        letter = one.letter
        return text_row(
            one.key,
            name=one.key if letter is None else str(letter.label),
            words=t("Your company") if one.own else t("The program"),
            when=None if letter is None else self._when(letter),
            purpose=None
            if letter is None
            else str(self.desk.catalogue.purposes[letter.purpose].label),
            state=_state(one.problem),
        )

    def _when(self, letter: LetterText) -> str:
        """Say at which stages and in which states a letter is offered."""
        stages = self.desk.catalogue.stages
        said = {APPLICATION: {key: str(one.label) for key, one in stages.items()},
                JOINER: {key: t(label) for key, label in joiners.LABELS.items()}}  # fmt: skip
        parts: list[str] = []
        for kind, words in orders(self.desk.catalogue).items():
            chosen = letter.about.get(kind, frozenset())
            whole = {APPLICATION: t("every application"), JOINER: t("every employee")}[kind]
            every = bool(chosen) and chosen >= set(words)
            parts += [whole] if every else [said[kind][one] for one in words if one in chosen]
        return t(", ").join(parts)

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        made = self.buttons.buttons
        self.header.add(made["letter_texts.new"])
        below = row()
        for key in ("open", "copy", "reset"):
            below.addWidget(made[f"letter_texts.{key}"])
        below.addStretch(1)
        self.body.addWidget(self.resetting)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self.table.opened.connect(lambda key: self._edit(Wanted(key)))
        self.table.marked_changed.connect(self._show_buttons)
        self.buttons.show_ready()


def _state(problem: UserError | None) -> str:
    return t("In use") if problem is None else t("Cannot be read")
