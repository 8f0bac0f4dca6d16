# SPDX-License-Identifier: Apache-2.0
"""The table of joiners below eighteen: who, the guardian, the first day, where the sheet is."""

from typing import Final

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations.guardian_sheets import Minor
from ui.pages.guardian_scans import Scans
from ui.tables.rows import TableCell, TableRow, plain_cell, text_column

COLUMNS: Final = (
    text_column("name", N_("Name"), width=8),
    text_column("guardian", N_("Guardian"), width=14),
    text_column("first_day", N_("First day"), width=7),
    text_column("sheet", N_("Guardian's sheet"), width=14),
)


def row_of(who: Minor, scans: Scans) -> TableRow:
    """Return the row of a joiner, with the pages on their way in."""
    cells = {
        "name": TableCell(who.name, sort=who.name),
        "guardian": plain_cell(who.guardian or None),
        "first_day": plain_cell(who.first_day),
        "sheet": TableCell(_sheet(who, scans)),
    }
    return TableRow(who.joiner_id, cells)


def _sheet(who: Minor, scans: Scans) -> str:
    places = scans.of(who.joiner_id)
    pages = t(", ").join(str(place + 1) for place in places)
    if places and all(scans.pages[place].confirmed for place in places):
        return t("Page {pages}, confirmed", pages=pages)
    if places:
        return t("Page {pages}?", pages=pages)
    if who.signed_at is not None:
        return t("Signed, kept on {day}", day=who.signed_at.astimezone(SHANGHAI).date())
    return t("Missing") if who.guardian else t("Missing: enter the guardian first")
