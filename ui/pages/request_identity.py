# SPDX-License-Identifier: Apache-2.0
"""Verifying who asks, and the plain questions of a case: a note, the decision, its end."""

from collections.abc import Callable
from typing import Any

from hr_desk.catalogue.requests import request_rules
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import requests
from hr_desk.operations.request_asking import Findings
from hr_desk.operations.request_settled import Unsettled, unsettled
from hr_desk.operations.request_views import RequestView
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill, line
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.words import Said


class VerifyForm(MarkedQuestion):
    """Asks how it was found out who asks; it is the person, or it is not."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._how, self.method = choice(self._own, N_("How it was verified"))
        self._proof, self.proof = line(
            self._own,
            N_("What was compared"),
            N_("Deleted within one working day. A document is looked at, never copied."),
        )
        self.not_them = Button(icon="x")
        self._own.put(N_("Not verified"), self.not_them.setText)
        self.not_them.clicked.connect(self.fail)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._how, 1)
        across.addWidget(self._proof, 2)
        self.content.addLayout(across)
        below = row()
        below.addWidget(self.not_them)
        below.addStretch(1)
        self.content.addLayout(below)

    def start(self, view: RequestView) -> None:
        """Ask about a case."""
        self.begin((view.row.id,))
        self.proof.clear()
        self._say()
        self.method.setFocus()

    def fail(self) -> None:
        """Note a try that failed."""
        for id_ in self._about:
            self._do_it(requests.fail, id_, proof=self.proof.text(), done=self.leave)

    def _say(self) -> None:
        fill(self.method, [(str(one), key) for key, one in request_rules().methods.items()])
        self.ask(
            t("Is it the person? The fifteen working days begin with your word."),
            t("It is the person"),
            self._run,
        )

    def _run(self) -> None:
        for id_ in self._about:
            self._do_it(
                requests.verify, id_, method=str(self.method.currentData()),
                proof=self.proof.text(), done=self.leave,
            )  # fmt: skip


class NoteForm(MarkedQuestion):
    """Takes a line for the words of a case."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._entry, self.text = line(self._own, N_("Note"))
        self.content.addWidget(self._entry)

    def start(self, view: RequestView) -> None:
        """Ask for a line."""
        self.begin((view.row.id,))
        self.text.clear()
        self._say()
        self.text.setFocus()

    def _say(self) -> None:
        self.ask(t("A note in this case; it stays as long as the case."), t("Note it"), self._run)

    def _run(self) -> None:
        for id_ in self._about:
            self._do_it(requests.note, id_, self.text.text(), done=self.leave)


class DecideForm(MarkedQuestion):
    """Asks how a case was decided; what was refused decides what fits, what is open needs a why."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._refused, self._number = 0, ""
        self._open: Unsettled | None = None
        self._entry, self.outcome = choice(self._own, N_("Outcome"))
        self._told = Label(tone="soft", size="small")
        self.left_out = Label(tone="warning")
        self._why, self.why = line(self._own, requests.WITHOUT)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._entry, 1)
        across.addWidget(self._why, 2)
        self.content.addWidget(self.left_out)
        self.content.addLayout(across)
        self.content.addWidget(self._told)

    def start(self, view: RequestView, found: Findings) -> None:
        """Ask about a case, the outcome that fits chosen."""
        self.begin((view.row.id,))
        self._refused, self._number = len(found.refusals), view.row.number
        self._open = unsettled(view.row.code, view.row.received_at, found.asked, found.orders,
                               found.refusals)  # fmt: skip
        self.why.clear()
        self._say()
        fits = "partly" if self._refused else "granted"
        self.outcome.setCurrentIndex(self.outcome.findData(fits))

    def _say(self) -> None:
        fill(self.outcome, [(str(one), key) for key, one in request_rules().outcomes.items()])
        self._told.setText(t("Fields refused in this case: {count}", count=self._refused))
        left = [] if self._open is None else [*self._open.problems(self._number)]
        self.left_out.setText("\n".join(one.text() for one in left))
        self.left_out.setVisible(bool(left) and self.banner.isHidden())
        self._why.setVisible(bool(left) and self._open is not None and self._open.excusable)
        self.ask(
            t("How is this request decided? Then the answer is written and the case closed."),
            t("Decide"),
            self._run,
        )

    def _run(self) -> None:
        for id_ in self._about:
            self._do_it(
                requests.decide, id_, outcome=str(self.outcome.currentData()),
                without=self.why.text(), done=self.leave,
            )  # fmt: skip

    def _failed(self, error: UserError) -> None:
        super()._failed(error)
        self.left_out.hide()  # one thing at a time, and room for the table below


class SureForm(MarkedQuestion):
    """Asks once more before one step of a case."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._asks: tuple[Said, Said] = ("", "")
        self._step: Callable[..., Any] = requests.take_back
        self._args: tuple[Any, ...] = ()
        self._values: dict[str, Any] = {}

    def start(
        self, id_: str, sentence: Said, yes: Said, act: Callable[..., Any], *args: Any,
        danger: bool = False, **values: Any,
    ) -> None:  # fmt: skip
        """Ask ``sentence``; ``act`` is an operation on the case with this id."""
        self.begin((id_,))
        self.yes.set_kind("danger" if danger else "primary")
        self._asks, self._step, self._args, self._values = (sentence, yes), act, args, values
        self._say()

    def _say(self) -> None:
        self.ask(*self._asks, self._run)

    def _run(self) -> None:
        for id_ in self._about:
            self._do_it(self._step, id_, *self._args, done=self.leave, **self._values)
