# SPDX-License-Identifier: Apache-2.0
"""Asking for something to leave once: to whom, on which ground, whose data, which of it.

What would leave, and what stays and why, stands below and follows each choice: nobody asks a
second person for something that cannot leave.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from hr_desk.domain import disclosing as rules
from hr_desk.domain import hand_offs
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import disclosing, disclosure_requests, disclosure_views
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosing import GROUNDS, IDENTITY, NO_CONSENT, Demand, Outlook, Wish
from hr_desk.operations.disclosure_views import Offer, Somebody
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.recipients import RecipientView
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.pages.leaving_once_words import outlook_said, stays_said
from ui.pages.recipient_form import COUNTRIES
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.text_line import TextLine
from ui.widgets.ticks import Ticks

PAUSE: Final = 300
"""Milliseconds without a key or a choice after which is looked at what would leave."""
LIST_HEIGHT: Final = 100
"""Least height of a list in pixels: the buttons below stay on a screen of 720."""
PURPOSES: Final = {rules.LEGAL_DEMAND: "other.legal_demand", rules.OWN_COPY: "other.request"}
"""The purpose of a way that has no registered recipient."""


class AskOnce(MarkedQuestion):
    """Recipient, ground, people and fields, and below them what would leave."""

    asked = Signal(str, str)
    """The id of a request that was made, and its way."""
    agreed_wanted = Signal(str, object, object)
    """Somebody says that people agreed: the recipient, the fields, and their names by record id."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._offer = Offer((), {})
        self._brought: tuple[str, Sequence[tuple[str, str]]] = (HERE, ())
        self.seen: Outlook | None = None
        self._why: UserError | None = None
        self._to, self.to = choice(self._own, N_("Who gets it"))
        self._ground, self.ground = choice(self._own, N_("On which ground"))
        self._purpose, self.purpose = choice(self._own, N_("For what"))
        self._identity, self.identity = choice(self._own, N_("How you recognised them"))
        self._file, self.file = choice(self._own, N_("Whose data"))
        self.papers: dict[str, QLineEdit] = {}
        self._paper_place = QWidget()
        self._people_label, self._fields_label = Label(wrap=False), Label(wrap=False)
        self.search = TextLine()
        self.people, self.fields = Ticks(), Ticks()
        self._fields_place = QWidget()
        self.leaves, self.stays = Label(bold=True), Label(tone="warning")
        self.agreed = Button(icon="shield-check")
        self._finding, self._looking = QTimer(self), QTimer(self)
        self._lay_out()
        self._connect()
        self._say_fixed()

    def offer(self, found: Offer) -> None:
        """Offer what a request may be made of; what is chosen stays."""
        first = not self._offer.fields
        self._offer = found
        self._fill()
        if first and self._about:
            self._bring()

    def start(self, file: str = "", people: Sequence[tuple[str, str]] = ()) -> None:
        """Ask, about these people (record id and name) of a file where another page says so."""
        self.begin(("disclosure_request",))
        for line_ in self.papers.values():
            line_.clear()
        show_day(self.day, self._desk.session.today())
        self.fields.start()
        self._fill()
        if file and file != HERE:
            self.to.setCurrentIndex(self.to.findData(rules.LEGAL_DEMAND))
        self._brought = (file or HERE, tuple(people))
        self.people.start()
        self._say()
        if self._offer.fields:
            self._bring()
        self._show_asked()
        self.to.setFocus()

    def _bring(self) -> None:
        """Choose whose records are meant and tick who was brought.

        Not before it is known which files there are: people belong to theirs and to no other.
        """
        file, people = self._brought
        place = self.file.findData(file)
        self.file.blockSignals(True)
        self.file.setCurrentIndex(max(0, place))
        self.file.blockSignals(False)
        self._shown_file = self._chosen_file()
        self._fill_by_way()
        self._show_asked()
        self.people.start(people if place >= 0 else ())
        self.seek()

    def leave(self) -> None:
        """Hide the question, and forget whom it was about."""
        self._finding.stop()
        self._looking.stop()
        self.seen = self._why = None
        for ticks in (self.people, self.fields):
            ticks.start()
        self.search.clear()
        super().leave()

    def way(self) -> str:
        """Return the way in which it leaves for whoever is chosen."""
        known = self.recipient()
        if known is None:
            return str(self.to.currentData() or rules.OWN_COPY)
        return rules.WAY_OF[known.recipient.kind]

    def recipient(self) -> RecipientView | None:
        """Return the registered recipient that is chosen, None for another choice."""
        key = self.to.currentData()
        return next((one for one in self._offer.recipients if one.id == key), None)

    def wish(self) -> Wish:
        """Return what the form says."""
        known, way = self.recipient(), self.way()
        own = way == rules.OWN_COPY
        return Wish(
            way=way,
            people=self.people.chosen(),
            fields=() if own else self.fields.chosen(),
            purpose=PURPOSES.get(way) or str(self.purpose.currentData() or ""),
            ground=str(self.ground.currentData() or ""),
            recipient_id="" if known is None else known.id,
            demand=self._demand() if way == rules.LEGAL_DEMAND else None,
            identity=str(self.identity.currentData() or "") if own else "",
            file=self._chosen_file(),
        )

    def seek(self) -> None:
        """Look for people whom the words fit."""
        self._finding.stop()
        if self._about and self._chosen_file():
            self._desk.query(
                disclosure_views.find, self._chosen_file(), self.search.text(), owner=self,
                done=self._show_people, failed=self.banner.show_error, slot="once.find",
            )  # fmt: skip

    def look(self) -> None:
        """Look at what would leave now, and what stays."""
        self._looking.stop()
        self.seen = self._why = None
        self.yes.setEnabled(False)
        wish = self.wish()
        ready = bool(wish.people) and (wish.way == rules.OWN_COPY or bool(wish.fields))
        if not ready:
            self._show_outlook()
            return
        self._desk.query(
            disclosing.look, wish, owner=self, done=self._seen, failed=self._cannot,
            slot="once.look",
        )  # fmt: skip

    def _demand(self) -> Demand:
        texts = {key: one.text().strip() for key, one in self.papers.items()}
        country = str(self.country.currentData() or hand_offs.HOME)
        return Demand(dated=chosen_day(self.day), country=country, **texts)

    def _chosen_file(self) -> str:
        if self.recipient() is not None:
            return HERE
        return str(self.file.currentData() or next(iter(self._offer.fields), HERE))

    def _seen(self, found: Outlook) -> None:
        if not self._about:
            return
        self.banner.clear()
        self.seen = found
        before = rules.told_before(
            "" if found.recipient is None else found.recipient.recipient.kind
        )
        self.yes.setEnabled(bool(found.people) or before)
        self._show_outlook()

    def _cannot(self, error: UserError) -> None:
        """Say why nothing may leave like this: it is advice while somebody still chooses."""
        self._why = error
        self._show_outlook()

    def _show_outlook(self) -> None:
        found, catalogue = self.seen, self._desk.catalogue
        names = {id_: self.people.text_of(id_) for id_ in self.people.chosen()}
        self.leaves.setText("" if found is None else outlook_said(catalogue, found))
        self.leaves.setVisible(found is not None)
        said = "" if found is None else stays_said(catalogue, found, names)
        if self._why is not None:
            said = self._why.text()
        self.stays.setText(said)
        self.stays.setVisible(bool(said))
        self.agreed.setVisible(found is not None and _lacks_consent(found))

    def _show_people(self, found: tuple[Somebody, ...]) -> None:
        self.people.offer([(one.id, _said(one)) for one in found])

    def _say(self) -> None:
        self._fill()
        self._say_fixed()
        self._show_outlook()
        enabled = self.seen is not None and self.yes.isEnabled()
        self.ask(t("What is to leave once, and to whom?"), self._yes_said(), self._run)
        self.yes.setEnabled(enabled)

    def _yes_said(self) -> str:
        own = self.way() == rules.OWN_COPY
        return t("Go on to the file") if own else t("Ask a second person")

    def _say_fixed(self) -> None:
        self._people_label.setText(t("The people"))
        self._fields_label.setText(t("Fields: only what is needed"))
        self.people.setAccessibleName(t("The people"))
        self.fields.setAccessibleName(t("Fields: only what is needed"))
        self.search.setPlaceholderText(t("Find by name, telephone or company"))
        self.search.setAccessibleName(t("Find by name, telephone or company"))
        self.agreed.setText(t("They agreed…"))

    def _fill(self) -> None:
        catalogue = self._desk.catalogue
        receivers = [(one.recipient.name, one.id) for one in self._offer.recipients]
        fill(
            self.to,
            [
                *receivers,
                (t("An authority that demands it"), rules.LEGAL_DEMAND),
                (t("The person themselves: their own copy"), rules.OWN_COPY),
            ],
        )
        files = catalogue.compartments
        fill(self.file, [(str(files[key]), key) for key in self._offer.fields])
        for box, key in ((self.identity, IDENTITY), (self.country, COUNTRIES)):
            codes = catalogue.code_lists[key].codes
            fill(box, [(str(label), code) for code, label in codes.items()])
        self._fill_by_way()

    def _fill_by_way(self) -> None:
        """Offer the grounds, purposes and fields of whoever is chosen."""
        catalogue, known = self._desk.catalogue, self.recipient()
        kind = self.way() if known is None else known.recipient.kind
        grounds = catalogue.code_lists[GROUNDS].codes
        fill(self.ground, [(str(grounds[key]), key) for key in rules.grounds(kind)])
        purposes = () if known is None else known.recipient.purposes
        fill(self.purpose, [(str(catalogue.purposes[key].label), key) for key in purposes])
        fields = self._offer.fields.get(self._chosen_file(), ())
        if known is not None:
            fields = tuple(one for one in fields if one.key in known.recipient.fields)
        self.fields.keep(one.key for one in fields)
        self.fields.offer([(one.key, str(one.label)) for one in fields])

    def _show_asked(self) -> None:
        """Ask only for what this way needs."""
        way = self.way()
        self._purpose.setVisible(self.recipient() is not None)
        self._paper_place.setVisible(way == rules.LEGAL_DEMAND)
        self._identity.setVisible(way == rules.OWN_COPY)
        self._fields_place.setVisible(way != rules.OWN_COPY)
        self._file.setVisible(self.recipient() is None and len(self._offer.fields) > 1)

    def _other_receiver(self) -> None:
        self._fill_by_way()
        self._show_asked()
        self.yes.setText(self._yes_said())
        if self._chosen_file() != self._shown_file:
            self._other_file()
        self._looking.start()

    def _other_file(self) -> None:
        """Somebody else's records: whom and what was ticked in the other file is no choice here."""
        self._shown_file = self._chosen_file()
        self.people.start()
        self._fill_by_way()
        self.seek()
        self._looking.start()

    def _run(self) -> None:
        wish = self.wish()
        self.yes.setEnabled(False)
        self._desk.run(
            disclosure_requests.ask, wish, owner=self, done=partial(self._made, wish.way),
            failed=self._failed,
        )  # fmt: skip

    def _made(self, way: str, changes: Changes) -> None:
        self.leave()
        self.asked.emit(changes.created[0], way)

    def _want_agreed(self) -> None:
        found = self.seen
        if found is not None:
            ids = [id_ for id_, reason in found.left_out if reason == NO_CONSENT]
            ids += [one.id for one in found.people if _no_consent(one.stripped)]
            names = {id_: self.people.text_of(id_) for id_ in ids}
            self.agreed_wanted.emit(found.wish.recipient_id, found.wish.fields, names)

    def _lay_out(self) -> None:
        across = row(gap=theme.MEDIUM)
        for entry in (self._to, self._ground, self._purpose, self._identity, self._file):
            across.addWidget(entry, 1)
        self.content.addLayout(across)
        self.content.addWidget(self._paper_place)
        self._lay_out_papers()
        lists = row(gap=theme.LARGE)
        whose = column(gap=theme.TIGHT)
        for widget in (self._people_label, self.search):
            whose.addWidget(widget)
        whose.addWidget(self.people, 1)
        what = column(self._fields_place, gap=theme.TIGHT)
        what.addWidget(self._fields_label)
        what.addWidget(self.fields, 1)
        lists.addLayout(whose, 1)
        lists.addWidget(self._fields_place, 1)
        for ticks, label in ((self.people, self._people_label), (self.fields, self._fields_label)):
            ticks.setMinimumHeight(LIST_HEIGHT)
            label.setBuddy(ticks)
        self.content.addLayout(lists, 1)
        self.content.addWidget(self.leaves)
        below = row()
        below.addWidget(self.stays, 1)
        below.addWidget(self.agreed)
        self.content.addLayout(below)

    def _lay_out_papers(self) -> None:
        """Lay out what an authority's document says."""
        entries: list[Entry] = []
        for key, label in (
            ("authority", N_("Authority")),
            ("document", N_("Document number")),
            ("article", N_("Article")),
            ("secrecy", N_("Article that asks for secrecy")),
        ):
            entry, self.papers[key] = line(self._own, label)
            entries.append(entry)
        dated, self.day = day_line(self._own, N_("Date of the document"))
        country, self.country = choice(self._own, N_("Country or region"))
        across = row(self._paper_place, gap=theme.MEDIUM)
        for entry in (*entries[:2], dated, *entries[2:], country):
            across.addWidget(entry, 1)

    def _connect(self) -> None:
        self._shown_file = HERE
        for timer, act in ((self._finding, self.seek), (self._looking, self.look)):
            timer.setSingleShot(True)
            timer.setInterval(PAUSE)
            timer.timeout.connect(act)
        self.search.textEdited.connect(lambda _text: self._finding.start())
        self.to.currentIndexChanged.connect(lambda _row: self._other_receiver())
        self.file.currentIndexChanged.connect(lambda _row: self._other_file())
        for box in (self.ground, self.purpose, self.identity, self.country):
            box.currentIndexChanged.connect(lambda _row: self._looking.start())
        for typed in self.papers.values():
            typed.textEdited.connect(lambda _text: self._looking.start())
        self.day.dateChanged.connect(lambda _day: self._looking.start())
        for ticks in (self.people, self.fields):
            ticks.changed.connect(self._looking.start)
        self.agreed.clicked.connect(self._want_agreed)


def _said(one: Somebody) -> str:
    return t(", ").join(part for part in (one.name, one.about) if part)


def _no_consent(stripped: Sequence[disclosing.Stripped]) -> bool:
    return any(one.reason == NO_CONSENT for one in stripped)


def _lacks_consent(found: Outlook) -> bool:
    return any(reason == NO_CONSENT for _, reason in found.left_out) or any(
        _no_consent(one.stripped) for one in found.people
    )
