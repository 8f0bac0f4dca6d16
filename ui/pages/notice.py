# SPDX-License-Identifier: Apache-2.0
"""What people are told, the list of what is collected, the policy, and what left the desk."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QTabWidget, QWidget

from hr_desk.catalogue.model import ASKED, Demand, Field, Scenario
from hr_desk.i18n import N_, language, t
from hr_desk.operations import desks, policies
from hr_desk.operations.policies import PolicyVersion
from ui import theme
from ui.forms.purpose_card import COMPARTMENTS, PurposeCard
from ui.pages.notice_print import write_notice
from ui.pages.page import SlicedPage
from ui.pages.policy_form import PolicyForm
from ui.pages.register import Register
from ui.printing.sheets import FINGERPRINT_USE
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.files import choose_target
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card

SCENARIOS = {
    Scenario.RECRUITMENT: N_("Recruitment"),
    Scenario.VISITOR: N_("Visit"),
    Scenario.ONBOARDING: N_("Onboarding"),
}
DEMANDS = {
    Demand.REQUIRED: N_("needed"),
    Demand.CONDITIONAL: N_("under a condition"),
    Demand.OPTIONAL: N_("if you like"),
}
TABS = (N_("Notice"), N_("Collection list"), N_("Policy"), N_("What left the desk"))
OF_AN_OCCASION = TABS[:2]
CARD_WIDTH = 300
"""Width of the card beside the collection list, in pixels."""
COLUMNS = (
    text_column("field", N_("What is asked"), width=8),
    text_column("demand", N_("How firmly"), width=7),
    text_column("purpose", N_("Why"), width=17),
    text_column("kept", N_("Kept as"), width=9),
    text_column("basis", N_("Legal basis"), width=12),
)


class NoticePage(SlicedPage):
    """Tabs: notice, collection list, policy, and for those who may hand out: what left."""

    kinds = frozenset({"policy", "disclosure"})

    def make(self) -> Steps:
        """Make the tabs one by one."""
        self._version: PolicyVersion | None = None
        self.scenario_entry, self.scenario = choice(self.words, N_("Occasion"))
        self.scenario_entry.setMaximumWidth(260)
        self.tabs = QTabWidget()
        self.policy, self.notice = _reading(), _reading()
        self.facts = Label()
        yield
        self.form = PolicyForm()
        yield
        self.register = Register(self.desk)
        self._take_in = Button(kind="primary")
        self.fingerprint, self.print_button = CopyLabel(bold=True), Button(icon="printer")
        self._fingerprint_use = Label(tone="soft", size="small")
        yield
        self._missing = Card()
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.cards = {one: PurposeCard(self.desk.catalogue, one) for one in SCENARIOS}
        # The card beside the list says the legal basis in words.
        self.table.show_columns([one.key for one in COLUMNS if one.key != "basis"])
        yield
        self._lay_out()
        self.scenario.currentIndexChanged.connect(lambda _row: self._show_scenario())
        self.table.marked_changed.connect(self._explain)
        self.tabs.currentChanged.connect(self._show_tab)
        self._take_in.clicked.connect(self.take_in_policy)
        yield

    def refresh(self) -> None:
        """Read the policy in force and the notice again."""
        self.desk.query(policies.in_force, owner=self, done=self._show_policy, slot="notice.policy")
        self._show_scenario()
        if self.desk.may("disclosure.register"):
            self.register.refresh()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Notice"),
            t("What people are told before they give anything, made from the catalogue."),
        )
        fill(self.scenario, [(t(label), key.value) for key, label in SCENARIOS.items()])
        for index, label in enumerate(TABS[: self.tabs.count()]):
            self.tabs.setTabText(index, t(label))
        self.register.retranslate()
        self.tabs.setAccessibleName(t("Notice"))
        self.table.set_name(t("Collection list"))
        self.notice.setAccessibleName(t("Notice"))
        code = desks.fingerprint_of(self.desk.session.desk_id)
        self.fingerprint.setText(t("Fingerprint of the desk: {code}", code=code))
        self.policy.setAccessibleName(t("Policy"))
        self._show_policy(self._version)

    def chosen(self) -> Scenario:
        """Return the occasion chosen."""
        return Scenario(self.scenario.currentData())

    def _show_tab(self, place: int) -> None:
        """Offer the occasions where the text depends on them."""
        self.scenario_entry.setVisible(TABS[place] in OF_AN_OCCASION)

    def _show_scenario(self) -> None:
        self.desk.query(
            policies.notice_text,
            self.chosen(),
            language(),
            owner=self,
            done=self.notice.setPlainText,
            slot="notice.text",
        )
        catalogue = self.desk.catalogue
        for scenario, card in self.cards.items():
            card.setVisible(scenario is self.chosen())
        fields = [one for one in catalogue.fields.values() if one.demand[self.chosen()] in ASKED]
        self.table.show_rows([self._row(one) for one in fields])

    def _row(self, field: Field) -> TableRow:
        scenario, classes = self.chosen(), self.desk.catalogue.classes
        key = field.retention.get(COMPARTMENTS[scenario]) or next(iter(field.retention.values()))
        return text_row(
            field.key,
            field=str(field.label),
            demand=t(DEMANDS[field.demand[scenario]]),
            purpose=str(field.purpose),
            basis=field.basis.get(scenario, ""),
            kept=str(classes[key].label),
        )

    def _explain(self, keys: tuple[str, ...]) -> None:
        if keys:
            self.cards[self.chosen()].show_field(keys[0])

    def _show_policy(self, version: PolicyVersion | None) -> None:
        self._version = version
        may = self.desk.may("policy.take_in")
        self._missing.setVisible(version is None and may)
        self.policy.setVisible(version is not None)
        if version is None:
            self.facts.setText(t("No policy is in force at this desk yet."))
            return
        self.policy.setPlainText(version.zh if language() == "zh_CN" else version.en)
        self.facts.setText(
            t(
                "Version {number}, valid from {day}, published: {place}. "
                "Fingerprint {fingerprint}.",
                number=version.number,
                day=version.valid_from,
                place=version.place,
                fingerprint=version.sha256[:16],
            )
        )

    def take_in_policy(self) -> None:
        """Take in the published policy, if everything about it is filled in."""
        if self.form.complete():
            self.desk.run(policies.take_in_published, owner=self, **self.form.values())

    def _print(self) -> None:
        proposed = " ".join((t("Notice"), t(SCENARIOS[self.chosen()]))) + ".pdf"
        choose_target(self, t("Print the notice"), proposed, self.print_to)

    def print_to(self, target: Path) -> None:
        """Write the notice of the occasion chosen, with the desk's fingerprint, as a PDF."""
        write_notice(self, self.desk, self.chosen(), self._printed, target)

    def _printed(self, name: str) -> None:
        self.banner.show_text("good", lambda: t("Saved as {file}.", file=name))

    def _told(self) -> QWidget:
        """Return the tab with the notice and the fingerprint that stands on it."""
        told = QWidget()
        self.words.put(FINGERPRINT_USE, self._fingerprint_use.setText)
        self.words.put(N_("Print the notice…"), self.print_button.setText)
        self.print_button.clicked.connect(self._print)
        mark = column(gap=theme.TIGHT)
        mark.addWidget(self.fingerprint)
        mark.addWidget(self._fingerprint_use)
        below = row(gap=theme.MEDIUM)
        below.addLayout(mark, 1)
        below.addWidget(self.print_button)
        layout = column(told, margin=theme.SMALL, gap=theme.SMALL)
        layout.addWidget(self.notice, 1)
        layout.addLayout(below)
        self.print_button.setVisible(self.desk.may("disclosure.register"))
        return told

    def _lay_out(self) -> None:
        self.words.put(N_("Take in the published policy"), self._take_in.setText)
        self._missing.body.addWidget(self.form)
        self._missing.body.addWidget(self._take_in)
        policy = QWidget()
        layout = column(policy, margin=theme.MEDIUM)
        layout.addWidget(self.facts)
        layout.addWidget(self._missing)
        layout.addWidget(self.policy, 1)
        layout.addStretch(0)
        collected = QWidget()
        beside = row(collected, gap=theme.MEDIUM)
        beside.addWidget(self.table, 1)
        for card in self.cards.values():
            card.setFixedWidth(CARD_WIDTH)
            beside.addWidget(card)
        for widget in (self._told(), collected, policy):
            self.tabs.addTab(widget, "")
        if self.desk.may("disclosure.register"):
            self.tabs.addTab(self.register, "")
        self.body.addWidget(self.scenario_entry)
        self.body.addWidget(self.tabs, 1)


def _reading() -> Any:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    return text
