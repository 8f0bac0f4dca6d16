# SPDX-License-Identifier: Apache-2.0
"""Looking again at a field that is kept against a request: kept on, or deleted after all."""

from collections.abc import Sequence
from datetime import timedelta

from hr_desk.catalogue.requests import request_rules
from hr_desk.i18n import N_, t
from hr_desk.operations import holds, request_reviews
from hr_desk.operations.request_asking import RefusalRow
from hr_desk.operations.request_views import RequestView
from hr_desk.operations.withheld import asks_to_see
from ui import theme
from ui.pages.request_refusing import PROPOSED_DAYS
from ui.pages.request_words import refusal_named
from ui.pages.second_person import SecondPersonQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import row


class ReviewForm(SecondPersonQuestion):
    """Asks what becomes of one field: a second person keeps it on, or it is let go."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._kept: Sequence[RefusalRow] = ()
        self._sees = False
        self._which, self.field = choice(self._own, N_("What is kept"))
        self._when, self.review = day_line(self._own, N_("Looked at again by"))
        self._what, self.evidence = line(
            self._own, N_("Why it is still needed: article, document or number")
        )
        self.told = Label(tone="soft")
        self.let_go_button = Button(kind="danger", icon="trash-2")
        across, last = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM)
        across.addWidget(self._which, 3)
        across.addWidget(self._when, 1)
        last.addWidget(self.let_go_button)
        last.addStretch(1)
        for part in (across, self.second, last):
            if part is self.second:
                for widget in (self.told, self._what, self.nobody):
                    self.content.addWidget(widget)
            self.content.addLayout(part)
        self.field.currentIndexChanged.connect(lambda _row: self._tell())
        self.let_go_button.clicked.connect(self._let_go)

    def start(self, view: RequestView, kept: Sequence[RefusalRow]) -> None:
        """Ask about what is kept against a case, the next review first."""
        self.begin((view.row.id,))
        self._kept, self._sees = kept, asks_to_see(view.row.code)
        self.evidence.clear()
        show_day(self.review, self._desk.session.today() + timedelta(days=PROPOSED_DAYS))
        self._offer(holds.who_may_approve(self._desk.session))
        self._say()
        self.field.setFocus()

    def chosen(self) -> RefusalRow | None:
        """Return what is asked about."""
        place = self.field.currentIndex()
        return self._kept[place] if 0 <= place < len(self._kept) else None

    def _say(self) -> None:
        super()._say()
        fill(self.field, [
            (t("{field}: looked at again by {day}", field=refusal_named(self._desk.catalogue, one),
               day=one.review_on), str(place))
            for place, one in enumerate(self._kept)
        ])  # fmt: skip
        self._tell()
        self.let_go_button.setText(
            t("The reason has ended: it is given when asked for") if self._sees
            else t("It is needed no longer: delete it")
        )  # fmt: skip
        self.ask(t("Is this still needed? A second person approves that it is kept on."),
                 t("Keep it on"), self._run)  # fmt: skip
        self.yes.setEnabled(self.approver.count() > 0)

    def _tell(self) -> None:
        one = self.chosen()
        if one is not None:
            reason = request_rules().refusals[one.reason]
            self.told.setText(t("{reason} {law}; {evidence}", reason=reason.label,
                                law=reason.law, evidence=one.evidence))  # fmt: skip

    def _run(self) -> None:
        if (one := self.chosen()) is None:
            return
        for id_ in self._about:
            self._do_it(
                request_reviews.keep_on, id_, one.record, one.field,
                evidence=self.evidence.text(), review_on=chosen_day(self.review),
                approver=self.approver_name(), passphrase=self.passphrase.text(), done=self.leave,
            )  # fmt: skip

    def _let_go(self) -> None:
        if (one := self.chosen()) is None:
            return
        for id_ in self._about:
            self._do_it(request_reviews.let_go, id_, one.record, one.field, done=self.leave)
