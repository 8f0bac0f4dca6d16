# SPDX-License-Identifier: Apache-2.0
"""What a joiner fills in themselves: hand out a code for the kiosk, take over what came of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Signal

from hr_desk.domain.clock import day_of
from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations import own_forms
from hr_desk.operations.changes import Changes
from hr_desk.operations.joiner_views import JoinerView
from hr_desk.operations.own_forms import FormValue, HandedCode, OwnForm
from ui import theme
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, Question


class OwnFormCard(Card):
    """One joiner's own part: the code, shown once, and the form that waits."""

    taken = Signal()
    """Something was written into the file: it is to be read again."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._id = ""
        self.code: HandedCode | None = None
        self.form: OwnForm | None = None
        self.banner, self.throwing = Banner(), Question(danger=True)
        self.hand, self.take = Button(icon="key-round"), Button(kind="primary", icon="check")
        self.throw = Button(icon="trash-2")
        self._lines = column(gap=theme.TIGHT)
        self.body.addWidget(self.banner)
        self.body.addLayout(self._lines)
        for widget in (self.take, self.throw, self.throwing, self.hand):
            self.body.addWidget(widget)
        for button, act in (
            (self.hand, self.hand_out), (self.take, self.take_over), (self.throw, self.ask_throw),
        ):  # fmt: skip
            button.clicked.connect(act)
        self.hide()

    def look(self, view: JoinerView) -> None:
        """Show the part of a joiner; a code of somebody else is seen no longer."""
        if view.joiner_id != self._id:
            self.code = None
            self.banner.clear()
        self._id, self.form = view.joiner_id, None
        self.throwing.leave()
        self.setVisible("edit" in view.allowed and self._desk.may("joiner.hand_code"))
        self._say()
        if not self.isHidden():
            self._desk.query(
                own_forms.waiting, self._id, owner=self, done=self._show, slot="joiner.own_form",
                failed=self.banner.show_error,
            )  # fmt: skip

    def hand_out(self) -> None:
        """Hand out a new code; it is shown until another joiner is."""
        self._run(own_forms.hand_code, done=self.show_code)

    def take_over(self) -> None:
        """Write what came into the file."""
        self._run(own_forms.take_form, done=self._took)

    def ask_throw(self) -> None:
        """Ask before a form goes."""
        self.throwing.ask(
            lambda: t("Throw this form away? What was typed at the kiosk is gone then."),
            lambda: t("Throw it away"),
            lambda: self._run(own_forms.discard_form, done=self._threw),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _run(self, operation: Callable[..., Any], *, done: Callable[[Any], object]) -> None:
        self.banner.clear()
        self._desk.run(operation, self._id, owner=self, done=done, failed=self._refuse)

    def show_code(self, code: HandedCode) -> None:
        """Show a code of this joiner, until another joiner is shown."""
        self.code = code
        self._say()

    def _took(self, _changes: Changes) -> None:
        self.code = None
        self.banner.show_text(
            "good",
            lambda: t("The form is in the file now. Compare the numbers with the originals."),
        )
        self.taken.emit()

    def _threw(self, _changes: Changes) -> None:
        self.throwing.leave()
        self.taken.emit()

    def _refuse(self, error: UserError) -> None:
        self.throwing.leave()
        self.banner.show_error(error)

    def _show(self, form: OwnForm | None) -> None:
        self.form = form
        self._say()

    def _say(self) -> None:
        self.set_heading(t("The joiner's own part"))
        self.hand.setText(t("Hand out a code"))
        self.take.setText(t("Take it over"))
        self.throw.setText(t("Throw it away"))
        mine = self.form is not None and self.form.values is not None
        self.take.setVisible(mine)
        self.throw.setVisible(self.form is not None)
        clear(self._lines)
        if self.form is not None:
            self._say_form(self.form)
        elif self.code is not None:
            code = CopyLabel(t("Code: {code}", code=self.code.shown), bold=True)
            self._lines.addWidget(code)
            until = t(
                "Good until {day}. It is shown this once: read it out, or print the notice to "
                "report, which carries it.",
                day=self.code.until,
            )
            self._lines.addWidget(Label(until, size="small"))
        else:
            how = t(
                "The joiner types it at a kiosk that offers this, and fills in their own part "
                "there. An earlier code that was not used is void."
            )
            self._lines.addWidget(Label(how, tone="soft", size="small"))

    def _say_form(self, form: OwnForm) -> None:
        if form.values is None or form.at is None:
            said = t(
                "A form came from the kiosk. Only {name}, who handed out the code, can open it. If "
                "they are away, hand out a new code.",
                name=form.by,
            )
            self._lines.addWidget(Label(said))
            return
        said = t(
            "A form came from the kiosk on {day}. Nothing of it is in the file yet.",
            day=day_of(form.at),
        )
        self._lines.addWidget(Label(said, bold=True))
        for one in form.values:
            tone = "warning" if one.differs else ""
            self._lines.addWidget(Label(value_said(one), size="small", tone=tone))
        after = t("ID number and account then wait above, to be compared with the originals.")
        self._lines.addWidget(Label(after, tone="soft", size="small"))


def value_said(one: FormValue) -> str:
    """Return what is said of one value, with what the file says where that is something else."""
    if one.differs:
        return t(
            "{field}: {value} (the file says {known})",
            field=one.field.label, value=one.shown, known=one.known,
        )  # fmt: skip
    return t("{field}: {value}", field=one.field.label, value=one.shown)
