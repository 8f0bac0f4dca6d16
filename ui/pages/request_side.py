# SPDX-License-Identifier: Apache-2.0
"""Beside the fields of a case: deadline, who asks, files asked, orders, other holders, consents."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hr_desk.catalogue.requests import request_rules
from hr_desk.i18n import language, t
from hr_desk.operations.consent_words import spelt
from hr_desk.operations.other_holders import other_holders
from hr_desk.operations.request_asking import Findings, PartRow, RefusalRow
from hr_desk.operations.request_views import RequestView
from ui import theme
from ui.pages.request_fee import fee_said
from ui.pages.request_words import deadline_said, moment_said, order_said, refusal_named
from ui.session import OpenDesk
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card

TONES = {"late": "danger", "soon": "warning", "calm": ""}

DIGITS: Final = 16
"""How much of a text's SHA-256 stands in the narrow column; the copy has all of it."""


class CaseSide(QWidget):
    """Cards from the most pressing down; a card with nothing to say is not there."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self.cards = {
            key: Card(margin=theme.MEDIUM)
            for key in (
                "deadline",
                "fee",
                "who",
                "files",
                "orders",
                "kept",
                "others",
                "consents",
                "words",
            )
        }
        self._lines: dict[str, QVBoxLayout] = {}
        whole = column(self, gap=theme.MEDIUM)
        for key, card in self.cards.items():
            self._lines[key] = column(gap=theme.TIGHT)
            card.body.addLayout(self._lines[key])
            whole.addWidget(card)
        whole.addStretch(1)

    def show_case(
        self, view: RequestView, found: Findings | None, kept: Sequence[RefusalRow] = ()
    ) -> None:
        """Show everything around a case; ``kept`` is what is to be looked at again."""
        for lines in self._lines.values():
            clear(lines)
        self._show_deadline(view)
        self._show_fee(view)
        self._show_who(view)
        if found is not None:
            self._show_files(found)
            self._show_orders(found)
            self._show_others(found)
            self._show_consents(found)
        self._show_kept(kept)
        self._show_words(view)
        for key, card in self.cards.items():
            card.setVisible(self._lines[key].count() > 0)

    def _say(self, card: str, text: str, *, tone: str = "", soft: bool = False) -> None:
        label = Label(text, size="small", tone=tone or ("soft" if soft else ""))
        self._lines[card].addWidget(label)

    def _show_deadline(self, view: RequestView) -> None:
        self.cards["deadline"].set_heading(t("Deadline"))
        self._say("deadline", deadline_said(view.row), tone=TONES[view.row.level])
        if view.row.provisional:
            self._say("deadline", t(
                "Provisional: the State Council has not published this year's working days yet, "
                "so the day shown is an early one. Enter the notice under “Working days”."
            ), soft=True)  # fmt: skip

    def _show_fee(self, view: RequestView) -> None:
        self.cards["fee"].set_heading(t("Fee of the request"))
        for text in fee_said(view):
            self._say("fee", text, soft=view.fee is None)

    def _show_who(self, view: RequestView) -> None:
        known, catalogue = request_rules(), self._desk.catalogue
        self.cards["who"].set_heading(t("Who asks"))
        for key, text in view.fields.items():
            label = catalogue.field(key).label
            self._lines["who"].addWidget(CopyLabel(t("{label}: {text}", label=label, text=text)))
        channel = known.channels[view.channel]
        self._say("who", t("{channel}, {moment}", channel=channel,
                           moment=moment_said(view.row.received_at)), soft=True)  # fmt: skip
        if view.ground:
            self._say("who", t("Ground: {ground}", ground=known.grounds[view.ground].label))
        for text in self._verification(view):
            self._say("who", text, tone="warning" if view.verified_at is None else "")

    def _verification(self, view: RequestView) -> Iterator[str]:
        if view.verified_at is not None:
            yield t("Verified {moment}: {method}", moment=moment_said(view.verified_at),
                    method=request_rules().methods[view.method])  # fmt: skip
        else:
            yield t("Not verified: values are covered, and no file can be asked.")
        if view.locked_until is not None and view.verified_at is None:
            yield t("Too many failed tries: locked until {moment}",
                    moment=moment_said(view.locked_until))  # fmt: skip
        if view.proofs:
            yield t("What was compared is deleted within one working day.")

    def _show_files(self, found: Findings) -> None:
        self.cards["files"].set_heading(t("Files asked"))
        for part in found.asked:
            waits = part.answered_at is None
            self._say("files", self._file(part), tone="warning" if waits else "")

    def _file(self, part: PartRow) -> str:
        label = self.named(part.peer)
        if part.answered_at is None:
            return t("{file}: no answer yet", file=label)
        if not part.records:
            return t("{file}: nobody of that name", file=label)
        return t("{file}: records found: {count}", file=label, count=part.records)

    def named(self, peer: str) -> str:
        """Name a file by its address, with its desk where that is another one."""
        desk, _, name = peer.partition("/")
        label = str(self._desk.catalogue.compartments[name])
        if desk == self._desk.session.desk_id:
            return label
        return t("{file} of another desk", file=label)

    def _show_orders(self, found: Findings) -> None:
        self.cards["orders"].set_heading(t("Orders"))
        for order in found.orders:
            said = f"{self.named(order.peer)} · {order_said(self._desk.catalogue, order)}"
            self._say("orders", said, tone="warning" if order.answered_at is None else "")

    def _show_others(self, found: Findings) -> None:
        self.cards["others"].set_heading(t("Who else has something of it"))
        for one in other_holders(found):
            said = t("{name}, last on {day}", name=one.name, day=one.on)
            self._say("others", said)
            if one.orders:
                self._say("others", t("Tell them by letter."), tone="warning")

    def _show_consents(self, found: Findings) -> None:
        self.cards["consents"].set_heading(t("What the person agreed to or took note of"))
        for record in found.records:
            for one in record.consents:
                said = spelt(self._desk.catalogue, one, language(), digits=DIGITS)
                self._say("consents", f"{self.named(record.peer)} · {said.what}")
                for text in (said.way, said.text, said.end):
                    if text:
                        self._say("consents", text, soft=text != said.end)

    def _show_kept(self, kept: Sequence[RefusalRow]) -> None:
        self.cards["kept"].set_heading(t("Kept against the request"))
        today = self._desk.session.today()
        for one in kept:
            said = t("{field}: looked at again by {day}", day=one.review_on,
                     field=refusal_named(self._desk.catalogue, one))  # fmt: skip
            self._say("kept", said, tone="danger" if one.review_on <= today else "")

    def _show_words(self, view: RequestView) -> None:
        self.cards["words"].set_heading(t("Words of the case"))
        for note in view.notes:
            self._say("words", f"{moment_said(note.at)}  {note.user}", soft=True)
            self._say("words", note.text)
