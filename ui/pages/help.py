# SPDX-License-Identifier: Apache-2.0
"""Every action with its keys, read from the action table."""

from PySide6.QtGui import QKeySequence

from hr_desk.i18n import N_, t
from ui.actions import MENUS, SELECTION
from ui.pages.page import Page
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import text_column, text_row
from ui.tables.view import RecordTable

COLUMNS = (
    text_column("menu", N_("Menu"), width=10),
    text_column("action", N_("Action"), width=20),
    text_column("keys", N_("Keys"), width=12),
)


class HelpPage(Page):
    """A table of what can be done and which keys do it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.body.addWidget(self.table, 1)
        self.retranslate()

    def refresh(self) -> None:
        """Fill the table with what this user's roles allow."""
        means = self.desk.means()
        self.table.show_rows(
            text_row(
                action.id,
                menu=t(MENUS[action.menu]),
                action=t(action.label),
                keys=QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText),
            )
            for action in self.around.actions
            if action.needs - {SELECTION} <= means
            and (not action.operation or self.desk.may(action.operation))
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Help"), t("Everything can be done by keyboard. Ctrl+K finds any of these.")
        )
        self.table.set_name(t("Help"))
