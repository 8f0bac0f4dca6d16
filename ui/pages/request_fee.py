# SPDX-License-Identifier: Apache-2.0
"""Asking a fee for a request: only from the fourth of its kind on, at most its real cost."""

from collections.abc import Iterator

from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types.money import Money
from hr_desk.i18n import N_, t
from hr_desk.operations import request_fees
from hr_desk.operations.request_fees import CONSISTS, REASON
from hr_desk.operations.request_views import RequestView
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.layouts import row

AMOUNT = 1
WORDS = 3
"""How the line is shared between an amount and its words."""


class ChargeForm(MarkedQuestion):
    """Asks how much, of which real cost, what that consists of, and why; or takes it back."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._which = 0
        self._fee, self.fee = line(self._own, N_("Fee in yuan"))
        self._cost, self.cost = line(self._own, N_("Real cost in yuan"))
        self._what, self.consists = line(self._own, CONSISTS)
        self._why, self.reason = line(
            self._own, REASON, N_("The person reads cost and reason in the answer.")
        )
        self.free = Button(icon="x")
        self._own.put(N_("No fee after all"), self.free.setText)
        self.free.clicked.connect(self.waive)
        amounts, below = row(gap=theme.MEDIUM), row()
        amounts.addWidget(self._fee, AMOUNT)
        amounts.addWidget(self._cost, AMOUNT)
        amounts.addWidget(self._what, WORDS)
        below.addWidget(self.free)
        below.addStretch(1)
        self.content.addLayout(amounts)
        self.content.addWidget(self._why)
        self.content.addLayout(below)

    def start(self, view: RequestView) -> None:
        """Ask about a case; what was asked for it before stands in the lines."""
        self.begin((view.row.id,))
        self._which, fee = view.which, view.fee
        spell = Money().spell
        for editor, text in (
            (self.fee, "" if fee is None else spell(fee.fee)),
            (self.cost, "" if fee is None else spell(fee.cost)),
            (self.consists, "" if fee is None else fee.consists),
            (self.reason, "" if fee is None else fee.reason),
        ):
            editor.setText(text)
        self.free.setVisible("waive" in view.allowed)
        self._say()
        self.fee.setFocus()

    def waive(self) -> None:
        """Let the request be free again."""
        for id_ in self._about:
            self._do_it(request_fees.waive, id_, done=self.leave)

    def _say(self) -> None:
        self.ask(why_possible(self._which), t("Ask this fee"), self._run)

    def _run(self) -> None:
        for id_ in self._about:
            self._do_it(
                request_fees.charge, id_, fee=self.fee.text(), cost=self.cost.text(),
                consists=self.consists.text(), reason=self.reason.text(), done=self.leave,
            )  # fmt: skip


def why_possible(which: int) -> str:
    """Say why a fee may be asked at all."""
    terms = request_rules().terms
    return t(
        "This is request number {which} of its kind from this person within {months} months. The "
        "first {free} are always free; now a fee up to the real cost may be asked, with a reason.",
        which=which, months=terms.fee_months, free=terms.free_requests,
    )  # fmt: skip


def fee_said(view: RequestView) -> Iterator[str]:
    """Say what a case costs, or that a fee may be asked; nothing of one that is simply free."""
    fee, spell = view.fee, Money().spell
    if fee is not None:
        yield t("{fee} yuan are asked, of a real cost of {cost} yuan: {consists}.",
                fee=spell(fee.fee), cost=spell(fee.cost), consists=fee.consists)  # fmt: skip
        yield t("Reason of the fee: {reason}", reason=fee.reason)
    elif "charge" in view.allowed:
        yield why_possible(view.which)
