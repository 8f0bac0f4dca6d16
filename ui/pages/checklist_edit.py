# SPDX-License-Identifier: Apache-2.0
"""The company's checklist for who joins: rows added, moved, taken out, and put in force."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtGui import QHideEvent

from hr_desk.catalogue.checklist import FileNeeds, Item
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.working_days import WorkingCalendar, is_working_day
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Text, t
from hr_desk.operations import calendar_days, checklist_template, joiner_drafts
from hr_desk.operations.checklist_template import RowUnsound, Template
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.checklist_rows import ChecklistRows
from ui.pages.drafting import CHECKLIST, Drafting
from ui.pages.page import Page
from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.entry import chosen_day, day_line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import column, row, scrolled

ROWS = "rows"
"""The key of the draft's text: the rows as JSON."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the page is made of."""

    template: Template
    shipped: tuple[Item, ...]
    files: Mapping[str, FileNeeds]
    doers: tuple[str, ...]
    calendar: WorkingCalendar


def read(session: Session) -> Found:
    """Return the list in force and what its rows may name; worker. Raises NotPermitted."""
    template = checklist_template.in_force(session)
    shipped = checklist_template.shipped(session)
    doers = checklist_template.doers(session)
    items, calendar = tuple(shipped.items.values()), calendar_days.in_force(session)
    return Found(template, items, shipped.files, doers, calendar)


class ChecklistPage(Page):
    """Edits the list as a whole; nothing is in force before it is saved."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.found: Found | None = None
        self._proposed: date | None = None
        self.rows = ChecklistRows(self.desk.catalogue)
        self.since = Label(tone="soft", size="small")
        self._day_entry, self.day = day_line(self.words, N_("Days for somebody who begins on"))
        self.add_button, self.reset_button = Button(icon="plus"), Button(icon="undo-2")
        self._back, self.save_button = (
            Button(icon="arrow-left"),
            Button(kind="primary", icon="check"),
        )
        self.drafting = Drafting(self.desk, self._typed, self, place=joiner_drafts)
        self._lay_out()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Save and go back."""
        found: dict[str, Callable[[], object]] = {"checklist.back": self.leave}
        if self.found is not None:
            found["checklist.save"] = self.save
        return found

    def receive(self, argument: Any) -> None:
        """Read the list; what was changed and not saved stays."""
        del argument
        if not self.changed():
            self.refresh()

    def refresh(self) -> None:
        """Read the list in force again."""
        if self.changed():
            return
        self.drafting.begin(CHECKLIST)
        self.desk.query(
            read, owner=self, done=self._show, failed=self.banner.show_error,
            slot="checklist.read",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Checklist for who joins"),
            t("Whoever is handed over from now on gets these rows; who is here keeps theirs."),
        )
        self.rows.retranslate()
        self._say_since()

    def keep_drafts(self) -> None:
        """Keep what was typed now."""
        self.drafting.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: keep what was typed."""
        super().hideEvent(event)
        self.keep_drafts()

    def changed(self) -> bool:
        """Whether the rows differ from the list in force."""
        if self.found is None or self.rows.is_coming():
            return False
        return self.rows.items() != self.found.template.items

    def leave(self) -> None:
        """Go back to the list of joiners."""
        self.go.emit("onboarding", None)

    def reset(self) -> None:
        """Show the rows that ship; they are in force once they are saved."""
        if self.found is not None:
            self.rows.show_items(self.found.shipped)
            self._note()

    def save(self) -> None:
        """Put the rows in force."""
        if self.found is None:
            return
        self.banner.clear()
        self.save_button.setEnabled(False)
        self.desk.run(
            checklist_template.change, self.rows.items(), number=self.found.template.number,
            owner=self, done=lambda _changes: self._saved(), failed=self._refused,
        )  # fmt: skip

    def _saved(self) -> None:
        self.save_button.setEnabled(True)
        self.drafting.end()
        self.found = None
        self.refresh()
        self.banner.show_text(
            "good",
            lambda: t("In force for whoever is handed over from now on. In the file of somebody "
                      "who is here already, the present list can be taken over."),
        )  # fmt: skip

    def _refused(self, error: UserError) -> None:
        self.save_button.setEnabled(True)
        self.banner.show_error(error)
        if isinstance(error, RowUnsound):
            self.rows.go_to(int(str(error.values["number"])))

    def _show(self, found: Found) -> None:
        self.found = found
        self.rows.offer(dict(found.files), found.doers)
        self.rows.count_on(found.calendar)
        self._propose(found.calendar)
        self.rows.show_items(found.template.items, then=lambda: self.drafting.look(self._offer))
        self._show_days()
        self._say_since()
        self.situation_changed.emit()

    def _offer(self, body: Mapping[str, str]) -> None:
        """Ask whether to go on with what was changed earlier and not saved."""
        self.banner.show_text(
            "info",
            lambda: t("You typed something here earlier and did not save it."),
            (
                (N_("Continue with it"), lambda: self._restore(body)),
                (N_("Discard it"), self._discard),
            ),
        )

    def _restore(self, body: Mapping[str, str]) -> None:
        self.banner.clear()
        self.rows.show_items([_item(one) for one in json.loads(body[ROWS])])
        self.drafting.continue_with(body)

    def _discard(self) -> None:
        self.banner.clear()
        self.drafting.discard()

    def _typed(self) -> dict[str, str]:
        if not self.changed():
            return {}
        listed = [_as_json(one) for one in self.rows.items()]
        return {ROWS: json.dumps(listed, ensure_ascii=False)}

    def _note(self) -> None:
        self.drafting.note()

    def _say_since(self) -> None:
        template = self.found.template if self.found is not None else None
        if template is None or template.made_at is None:
            self.since.setText(t("This is the list that ships with the program."))
            return
        day = template.made_at.astimezone(SHANGHAI).date()
        said = t("In force since {day}, made by {name}.", day=day, name=template.made_by)
        self.since.setText(said)

    def _show_days(self) -> None:
        self.rows.show_days(chosen_day(self.day))

    def _propose(self, calendar: WorkingCalendar) -> None:
        """Show the next working day, unless another day was chosen meanwhile."""
        if self._proposed in (None, chosen_day(self.day)):
            day = self.desk.session.today()
            while not is_working_day(day, calendar.overrides):
                day = date.fromordinal(day.toordinal() + 1)
            self._proposed = day
            show_day(self.day, day)

    def _lay_out(self) -> None:
        for label, button, act in (
            (N_("Back"), self._back, self.leave),
            (N_("Save"), self.save_button, self.save),
            (N_("Add a row"), self.add_button, self.rows.add),
            (N_("The rows that ship"), self.reset_button, self.reset),
        ):
            self.words.put(label, button.setText)
            button.clicked.connect(act)
        self.header.add(self._back)
        self.header.add(self.save_button)
        hint = Label(tone="soft", size="small")
        self.words.put(
            N_(
                "Days are working days of the Chinese calendar: 0 is the first day of work, -1 "
                "the working day before it."
            ),
            hint.setText,
        )
        self._day_entry.setMaximumWidth(240)
        self._propose(WorkingCalendar({}))
        self.day.dateChanged.connect(lambda _day: self._show_days())
        self.rows.edited.connect(self._note)
        below = row()
        for button in (self.add_button, self.reset_button):
            below.addWidget(button)
        below.addStretch(1)
        told = column(gap=theme.TIGHT)
        told.addWidget(self.since)
        told.addWidget(hint)
        told.addStretch(1)
        above = row(gap=theme.LARGE)
        above.addLayout(told, 1)
        above.addWidget(self._day_entry)
        self.body.addLayout(above)
        self.body.addWidget(scrolled(self.rows), 1)
        self.body.addLayout(below)


def _as_json(one: Item) -> dict[str, Any]:
    return {"key": one.key, "zh": one.label.zh, "en": one.label.en, "who": one.who,
            "days": one.days, "blocks": one.blocks}  # fmt: skip


def _item(stored: Mapping[str, Any]) -> Item:
    label = Text(zh=stored["zh"], en=stored["en"])
    return Item(key=stored["key"], label=label, who=stored["who"], days=stored["days"],
                blocks=stored["blocks"])  # fmt: skip
