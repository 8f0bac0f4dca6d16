# SPDX-License-Identifier: Apache-2.0
"""One hand-off: who is new, corrected, leaving or came back, what is missing, letting it out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedWidget

from hr_desk.domain.hand_offs import next_day
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import hand_off_people, hand_off_views, hand_offs
from hr_desk.operations.hand_off_people import Plan, Planned
from hr_desk.operations.hand_off_views import Preview
from hr_desk.operations.hand_offs import HandedOff
from ui.pages.action_buttons import ActionButtons
from ui.pages.hand_off_people import COLUMNS, NEWS, SHOWN, Going
from ui.pages.hand_off_preview import PreviewTable
from ui.pages.hand_off_sending import Handover, LetOut
from ui.pages.hand_off_words import counted, fields_said, kind_said, owed_said
from ui.pages.page import Page
from ui.pages.retention import days_left
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.view import RecordTable
from ui.widgets.entry import choice, fill
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import EmptyState

ROWS_AT_ONCE: Final = 200
"""How many people are put into the table before it is scrolled to its end."""

SHOWN_WIDTH: Final = 200
"""Least width of the choice of who is shown, in pixels."""
BETWEEN: Final = " · "
"""Between the facts of a hand-off."""


class HandOffPage(Page):
    """Shows the plan of the standing hand-off ``standing_id``."""

    kinds = frozenset({"joiner", "account", "recipient", "standing_hand_off", "disclosure"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.standing_id: str | None = None
        self.going = Going()
        self._shown: list[Planned] = []
        self._anew = True
        self._why: UserError | None = None
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.nobody, self.no_match = EmptyState("users"), EmptyState("search")
        self.stopped, self.preview = EmptyState("triangle-alert"), PreviewTable()
        self.search = QLineEdit()
        self.shown_entry, self.shown = choice(self.words, N_("Show"))
        self.counts, self.about = Label(bold=True), Label(tone="soft")
        self.sending, self.handover = LetOut(self.desk), Handover(self.banner)
        self._view = QStackedWidget()
        self._view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.buttons = ActionButtons(around, self.words, "hand_off", self.handlers)
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Letting out whoever goes; what is marked allows the rest."""
        found: dict[str, Callable[[], object]] = {"hand_off.back": self.leave}
        if self.going.plan is None:
            return found
        marked = self.table.marked() if self._view.currentWidget() is self.table else ()
        if self.going.ids():
            found["hand_off.send"] = self.ask_to_send
            found["hand_off.preview"] = self.toggle_preview
        if self.going.includable(marked):
            found["hand_off.include"] = self.include_marked
        if self.going.removable(marked):
            found["hand_off.leave_out"] = self.leave_out_marked
        if len(marked) == 1:
            found["hand_off.file"] = partial(self.go.emit, "joiner", marked[0])
        return found

    def receive(self, argument: Any) -> None:
        """Show the standing hand-off with this id; what was said of the same one's people stays."""
        if argument is not None and argument != self.standing_id:
            self.open(str(argument))

    def open(self, standing_id: str) -> None:
        """Read whom a standing hand-off is about."""
        self.standing_id, self._anew = standing_id, True
        self.banner.clear()
        self.sending.leave()
        self.handover.once.forget()
        self.shown.setCurrentIndex(0)
        self.search.clear()
        self._view.setCurrentWidget(self.table)
        self.refresh()

    def refresh(self) -> None:
        """Read the plan again."""
        if self.standing_id is not None:
            self.desk.query(
                hand_off_people.plan, self.standing_id, owner=self, done=self._show,
                failed=self._stop, slot="hand_off.plan",
            )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.table.set_name(t("Who goes out"))
        self.search.setPlaceholderText(t("Find by name"))
        self.search.setAccessibleName(t("Find by name"))
        fill(self.shown, [(t(words), key) for key, words in SHOWN.items()])
        self.nobody.say(
            t("Nobody stands in this file yet"),
            t("Whoever begins or leaves stands here by themselves once onboarding has noted it."),
            t("Go to onboarding"),
        )
        self._say_nobody()
        self.preview.retranslate()
        self._say_stopped()
        self._say_head()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left or locked: forget passphrase and password, and what a preview shows."""
        super().hideEvent(event)
        self.sending.leave()
        self.handover.once.forget()
        if self._previews():
            self.toggle_preview()

    def leave(self) -> None:
        """Go back to the list, or from the preview to the people."""
        if self._previews():
            self.toggle_preview()
        else:
            self.go.emit("hand_offs", None)

    def include_marked(self) -> None:
        """Send those that are marked all the same."""
        self.going.include(self.table.marked())
        self._show_people()

    def leave_out_marked(self) -> None:
        """Leave those that are marked out this time."""
        self.going.leave_out(self.table.marked())
        self._show_people()

    def toggle_preview(self) -> None:
        """Show how the file will be written, or the people again."""
        if self._previews():
            self.preview.forget()
            self._view.setCurrentWidget(self.table)
            self._show_people()
            self.table.setFocus()
        elif self.standing_id is not None:
            self.desk.query(
                hand_off_views.preview, self.standing_id, self.going.ids(), owner=self,
                done=self._show_preview, failed=self.banner.show_error, slot="hand_off.preview",
            )  # fmt: skip

    def ask_to_send(self) -> None:
        """Ask for the passphrase that lets the file out."""
        if self.going.plan is None or self.standing_id is None:
            return
        self.handover.once.forget()
        ids, named = self.going.ids(), tuple(sorted(self.going.named))
        call = partial(_send, standing_id=self.standing_id, ids=ids, named=named)
        self.sending.start(partial(self._sentence, len(ids)), self._who_stays, call)

    def _previews(self) -> bool:
        return self._view.currentWidget() is self.preview

    def _sentence(self, count: int) -> str:
        plan = self.going.plan
        name = "" if plan is None else plan.standing.recipient.recipient.name
        label = "" if plan is None else plan.template.label
        return t(
            "Hand “{template}” with {count} people to “{recipient}”?",
            template=label,
            count=count,
            recipient=name,
        )

    def _who_stays(self) -> str:
        """Say what file it is, and who is not in it."""
        plan = self.going.plan
        if plan is None:
            return ""
        missing = sum(bool(one.missing) for one in self.going.people())
        waiting = [one for one in plan.people if one.news and not self.going.goes(one)]
        return t(
            "{kind}. Incomplete and sent all the same: {named}. With news, and not in this file: "
            "{waiting}. The register gets its entry before the file is written.",
            kind=kind_said(plan.template),
            named=missing,
            waiting=len(waiting),
        )

    def _sent(self, handed: HandedOff) -> None:
        self._anew = True
        self.handover.show(handed)
        self.refresh()

    def _show(self, plan: Plan) -> None:
        self.going.take(plan, anew=self._anew)
        self._anew = False
        self._show_people()

    def _stop(self, error: UserError) -> None:
        """Nothing leaves by it: say why, and where that is mended."""
        self.going.take(None, anew=True)
        self._why = error
        self._say_stopped()
        self._view.setCurrentWidget(self.stopped)
        self._say_head()
        self._show_buttons()

    def _say_nobody(self) -> None:
        """Say why the list is empty although somebody stands in this file."""
        if self.search.text().strip() or self.shown.currentData() != NEWS:
            self.no_match.say(
                t("Nobody matches"),
                t("Try fewer letters, or look at everybody."),
                t("Show everybody"),
            )
        else:
            self.no_match.say(
                t("The receiver has all of this already"),
                t("Whoever is new, corrected, leaving or came back stands here by themselves."),
                t("Show everybody"),
            )

    def _say_stopped(self) -> None:
        if self._why is None:
            self.stopped.say(
                t("No hand-off is open"),
                t("Choose one in the list: its people and what is missing of them stand here."),
                t("Show the hand-offs"),
            )
        else:
            self.stopped.say(
                t("Nothing leaves by this hand-off now"),
                self._why.text(),
                t("Standing hand-offs"),
            )

    def _show_people(self) -> None:
        plan = self.going.plan
        if plan is None:
            return
        what = str(self.shown.currentData() or NEWS)
        self._shown = self.going.shown(what, self.search.text())
        first = self._rows(0)
        self.table.show_rows(first, self._next(len(first)))
        self._say_nobody()
        empty = self.no_match if plan.people else self.nobody
        if not self._previews():
            self._view.setCurrentWidget(self.table if self._shown else empty)
        self._say_head()
        self._show_buttons()

    def _rows(self, start: int) -> list[Any]:
        catalogue = self.desk.catalogue
        return [self.going.row(one, catalogue) for one in self._shown[start : start + ROWS_AT_ONCE]]

    def _next(self, end: int) -> int | None:
        return end if end < len(self._shown) else None

    def _append(self, start: object) -> None:
        if isinstance(start, int):
            further = self._rows(start)
            self.table.append_rows(further, self._next(start + len(further)))

    def _show_preview(self, seen: Preview) -> None:
        self.preview.show_preview(seen)
        self._view.setCurrentWidget(self.preview)
        if self.preview.table is not None:
            self.preview.table.setFocus()
        self._show_buttons()

    def _say_head(self) -> None:
        plan = self.going.plan
        self.counts.setVisible(plan is not None)
        if plan is None:
            self.header.set_texts(t("Hand-off"))
            self.about.clear()
            return
        recipient = plan.standing.recipient.recipient.name
        parts = [recipient, kind_said(plan.template), *self._day_said(plan)]
        self.header.set_texts(str(plan.template.label), BETWEEN.join(parts))
        tally = hand_off_views.tally_of(plan)
        said = counted(self.desk.catalogue, tally.changes) or t("Nobody")
        going = len(self.going.ids())
        self.counts.setText(
            t(
                "{counts}. Incomplete: {incomplete}. Goes out now: {going}",
                counts=said,
                incomplete=tally.incomplete,
                going=going,
            )
        )
        self._say_about()

    def _day_said(self, plan: Plan) -> list[str]:
        today = self.desk.session.today()
        if plan.template.day is None:
            return []
        day = next_day(plan.template.day, today)
        return [t("wanted on {day} ({left})", day=day, left=days_left((day - today).days))]

    def _say_about(self) -> None:
        """Say in full what a narrow column cuts off of the one that is marked."""
        people = self.going.find(self.table.marked())
        one = people[0] if len(people) == 1 else None
        parts = []
        if one is not None and one.missing:
            parts.append(
                t(
                    "{name} still lacks: {fields}. To be given by: {owed}.",
                    name=one.name,
                    fields=fields_said(one.missing),
                    owed=owed_said(one.missing),
                )
            )
        if one is not None and one.stripped:
            fields = fields_said(one.stripped)
            parts.append(t("Left out, because nobody agreed to it: {fields}.", fields=fields))
        self.about.setText(" ".join(parts))
        self.about.setVisible(bool(parts) and not self._previews())

    def _show_buttons(self, *_marked: object) -> None:
        self._say_about()
        self.buttons.show_ready()
        for widget in (self.search, self.shown_entry):
            widget.setVisible(self.going.plan is not None and not self._previews())
        label = t("Show the people") if self._previews() else t("Preview of the file")
        self.buttons.buttons["hand_off.preview"].setText(label)
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        made = self.buttons.buttons
        for key in ("hand_off.back", "hand_off.preview", "hand_off.send"):
            self.header.add(made[key])
        above = row()
        above.addWidget(self.search, 1)
        above.addWidget(self.shown_entry)
        for widget in (self.stopped, self.table, self.nobody, self.no_match, self.preview):
            self._view.addWidget(widget)
        below = row()
        for key in ("hand_off.include", "hand_off.leave_out", "hand_off.file"):
            below.addWidget(made[key])
        below.addStretch(1)
        self.body.addWidget(self.handover.once)
        self.body.addLayout(above)
        self.body.addWidget(self.counts)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self.about)
        self.body.addWidget(self.sending)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.shown_entry.setMinimumWidth(SHOWN_WIDTH)
        self.search.textChanged.connect(lambda _text: self._show_people())
        self.shown.currentIndexChanged.connect(lambda _row: self._show_people())
        self.table.records.more_wanted.connect(self._append)
        self.table.marked_changed.connect(self._show_buttons)
        self.table.opened.connect(lambda id_: self.go.emit("joiner", id_))
        self.nobody.chosen.connect(partial(self.go.emit, "onboarding", None))
        self.stopped.chosen.connect(self._to_standing)
        self.no_match.chosen.connect(self._clear)
        self.sending.sent.connect(self._sent)
        self.buttons.show_ready()

    def _to_standing(self) -> None:
        page = "hand_offs" if self._why is None else "standing_hand_offs"
        self.go.emit(page, self.standing_id)

    def _clear(self) -> None:
        self.search.clear()
        self.shown.setCurrentIndex(self.shown.findData("all"))


def _send(
    session: Any, *, standing_id: str, ids: tuple[str, ...], named: tuple[str, ...], **asked: Any
) -> HandedOff:
    """Let the file out; worker."""
    return hand_offs.send(session, standing_id, ids, incomplete=named, **asked)
