# SPDX-License-Identifier: Apache-2.0
"""Settings of this machine, and the backups of this desk."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import LANGUAGES, N_, NAMES, t
from hr_desk.operations import backups, cards
from hr_desk.operations.backups import BackupLine
from ui import theme
from ui.pages.health_order_setting import HealthOrderSetting
from ui.pages.own_card import OwnCard
from ui.pages.page import Page
from ui.pages.passphrases import OwnPassphrase
from ui.pages.restore_panel import RestorePanel
from ui.pages.roll_call_setting import RollCallSetting
from ui.pages.veil import may_veil
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import column, row, scrolled
from ui.widgets.panels import Card

SCHEME_NAMES = {"light": N_("Light"), "dark": N_("Dark")}
COLUMNS = (
    text_column("at", N_("Taken at"), width=10),
    text_column("compartment", N_("Compartment"), width=10),
    text_column("size", N_("Size"), width=7),
    text_column("path", N_("File"), width=20),
)


class SettingsPage(Page):
    """Language and look, lock, folder, backups."""

    kinds = frozenset({"backup", "desk"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.language_entry, self.language = choice(self.words, N_("Language"))
        self.scheme_entry, self.scheme = choice(
            self.words, N_("Look"), N_("The look changes when HR Desk is opened next.")
        )
        self.idle, self.folder = Label(), CopyLabel()
        self.own, self._change = OwnPassphrase(self.desk), Button(icon="key-round")
        self.own_card, self._my_card = OwnCard(self.desk), Button(icon="key-round")
        self._backups_live = Label(tone="soft")
        self.veils, self._veil_says = QCheckBox(), Label(tone="soft", size="small")
        self._alarm, self._health = Button(icon="users"), Button(icon="shield-check")
        self.backup_button = Button(icon="archive")
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.none_yet = Label(tone="soft")
        self.restoring = RestorePanel(self.desk)
        self._desk_card, self._backup_card = Card(), Card()
        self._cards = scrolled(QWidget())
        self.roll_call = RollCallSetting(self.desk, around.preferences)
        self.health_orders = HealthOrderSetting(self.desk)
        self._lay_out()
        self._connect()
        self.retranslate()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Backing up, for roles that may."""
        return {"settings.backup": self.back_up}

    def refresh(self) -> None:
        """Read the backups, and how the roll call stands, again."""
        self.roll_call.refresh()
        self.health_orders.refresh()
        if self.desk.may("backup.create"):
            self.desk.query(
                backups.listed, owner=self, done=self._show_backups, slot="settings.backups"
            )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(t("Settings"))
        fill(self.scheme, [(t(label), key) for key, label in SCHEME_NAMES.items()])
        _choose(self.language, self.around.preferences.language)
        _choose(self.scheme, self.around.preferences.scheme)
        self.idle.setText(
            t(
                "The window locks after {minutes} minutes without activity (set by your roles).",
                minutes=self.desk.idle_minutes,
            )
        )
        self._backups_live.setText(
            t(
                "Kept for {days} days. What is deleted from the desk leaves the backups with it.",
                days=backups.kept_days(self.desk.session),
            )
        )
        self._desk_card.set_heading(t("This desk"))
        self._backup_card.set_heading(t("Backups"))
        self.table.set_name(t("Backups"))
        self.own.retranslate()
        self.own_card.retranslate()

    def take_scan(self, code: str) -> bool:
        """Hand a card to the form that waits for one."""
        if self.own_card.isHidden():
            return False
        self.own_card.take_scan(code)
        return True

    def show_roll_call(self, shown: bool) -> None:
        """Show what prepares the roll call, in place of desk and backups; or those again."""
        self._show_instead(self._alarm if shown else None)

    def show_health_orders(self, shown: bool) -> None:
        """Show the public-health orders, in place of desk and backups; or those again."""
        self._show_instead(self._health if shown else None)

    def _show_instead(self, chosen: Button | None) -> None:
        """Show what one of the buttons above is for, None: desk and backups."""
        for button, card in ((self._alarm, self.roll_call), (self._health, self.health_orders)):
            button.blockSignals(True)
            button.setChecked(button is chosen)
            button.blockSignals(False)
            card.setVisible(button is chosen)
        self._cards.setVisible(chosen is None)

    def back_up(self) -> None:
        """Take a verified backup of every file this user holds."""
        self.backup_button.setEnabled(False)
        self.desk.run(backups.create, owner=self, done=self._backed_up, failed=self._not_backed_up)

    def _backed_up(self, lines: tuple[BackupLine, ...]) -> None:
        self.backup_button.setEnabled(True)
        count = len(lines)
        self.banner.show_text(
            "good", lambda: t("Backed up and verified: {count} files.", count=count)
        )
        self.refresh()

    def _not_backed_up(self, error: Any) -> None:
        self.backup_button.setEnabled(True)
        self.banner.show_error(error)

    def _show_backups(self, lines: tuple[BackupLine, ...]) -> None:
        newest_first = sorted(lines, key=lambda one: one.at, reverse=True)
        self.table.show_rows([self._row(one) for one in newest_first])
        self.table.setVisible(bool(lines))
        self.none_yet.setVisible(not lines)

    def _row(self, one: BackupLine) -> TableRow:
        return text_row(
            str(one.path),
            at=one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            compartment=self._said_of(one),
            size=t("{size} kB", size=round(one.bytes / 1024)),
            path=one.path.name,
        )

    def _said_of(self, one: BackupLine) -> str:
        name = str(self.desk.catalogue.compartments[one.compartment])
        if not one.replaced:
            return name
        return t("{compartment} (no backup)", compartment=name)

    def _lay_out(self) -> None:
        for entry in (self.language_entry, self.scheme_entry):
            entry.setFixedWidth(300)
        self.folder.setText(str(self.desk.session.folder))
        place = Label(tone="soft", size="small")
        self.words.put(N_("Desk folder"), place.setText)
        screens = row()
        screens.addWidget(self.language_entry)
        screens.addWidget(self.scheme_entry)
        screens.addStretch(1)
        self.veils.setChecked(self.around.preferences.veils)
        for widget in (self.idle, self.veils, self._veil_says, place, self.folder):
            self._desk_card.body.addWidget(widget)
        above = row()
        above.addWidget(self._backups_live, 1)
        above.addWidget(self.backup_button)
        self._backup_card.body.addLayout(above)
        self._backup_card.body.addWidget(self.table, 1)
        self.words.put(
            N_("There is no backup at the moment. Make one now."),
            self.none_yet.setText,
        )
        self.none_yet.hide()
        self.none_yet.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._backup_card.body.addWidget(self.none_yet, 1)
        self._backup_card.body.addWidget(self.restoring)
        for button, show in (
            (self._alarm, self.show_roll_call), (self._health, self.show_health_orders),
        ):  # fmt: skip
            button.setCheckable(True)
            button.toggled.connect(show)
        self.words.put(N_("Public-health orders"), self._health.setText)
        self.words.put(N_("Roll call in an alarm"), self._alarm.setText)
        self.header.add(self._health, shown=self.desk.may("health_order.enter"))
        self.header.add(self._alarm, shown=self.desk.may("roll_call.set_up"))
        self.header.add(self._my_card, shown=cards.may_have(self.desk.session))
        self.header.add(self._change)
        self.body.addWidget(self.own)
        self.body.addWidget(self.own_card)
        self.body.addLayout(screens)
        cards_in_turn = column(self._cards.widget(), gap=theme.MEDIUM)
        cards_in_turn.addWidget(self._desk_card)
        cards_in_turn.addWidget(self._backup_card, 1)
        self._backup_card.setVisible(self.desk.may("backup.create"))
        self.body.addWidget(self.roll_call, 1)
        self.body.addWidget(self.health_orders, 1)
        self.body.addWidget(self._cards, 1)
        self.body.addStretch(0)  # where the cards give their room to the form about one's own card
        for widget in (self.veils, self._veil_says):
            widget.setVisible(may_veil(self.desk))
        self.roll_call.hide()
        self.health_orders.hide()
        if self._backup_card.isHidden():
            cards_in_turn.addStretch(1)

    def _connect(self) -> None:
        self.words.put(N_("Back up now"), self.backup_button.setText)
        self.words.put(N_("Change my passphrase"), self._change.setText)
        self._change.clicked.connect(self.own.start)
        self.words.put(N_("My card…"), self._my_card.setText)
        self._my_card.clicked.connect(self.own_card.start)
        self.own_card.opened.connect(self._make_room)
        fill(self.language, [(NAMES[code], code) for code in LANGUAGES])
        _choose(self.language, self.around.preferences.language)
        self.language.activated.connect(
            lambda _row: self.around.languages.use(str(self.language.currentData()))
        )
        self.words.put(
            N_("A veil instead of the lock on this machine, where a guard only watches"),
            self.veils.setText,
        )
        self.words.put(
            N_(
                "The veil hides names and values and shows counts and the bell; your card or "
                "passphrase lifts it. It is no lock: the keys stay in memory, and whoever takes "
                "over the account of this computer takes over an open desk. Five wrong tries, or "
                "12 hours, lock it."
            ),
            self._veil_says.setText,
        )
        self.veils.toggled.connect(self._keep_veil)
        self.scheme.activated.connect(lambda _row: self._take_scheme())
        self.backup_button.clicked.connect(self.back_up)
        self.table.marked_changed.connect(self.restoring.choose)
        # Laid out first: before that it has no place to be brought into sight.
        self.restoring.shown.connect(
            lambda: QTimer.singleShot(
                0, self, lambda: self._cards.ensureWidgetVisible(self.restoring)
            )
        )

    def _make_room(self, wanted: bool) -> None:
        """Give the form about the card the room of desk and backups."""
        self._show_instead(None)
        self._cards.setVisible(not wanted)

    def _keep_veil(self, on: bool) -> None:
        self.around.preferences.veils = on

    def _take_scheme(self) -> None:
        self.around.preferences.scheme = str(self.scheme.currentData())


def _choose(box: QComboBox, key: str) -> None:
    box.setCurrentIndex(max(0, box.findData(key)))
