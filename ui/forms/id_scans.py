# SPDX-License-Identifier: Apache-2.0
"""The editor of an ID scan: front and back, each chosen, dropped or pasted; one sheet is kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hr_desk.catalogue.types.base import FieldType
from hr_desk.errors import UserError
from hr_desk.exchange.id_scans import MARK, sheet
from hr_desk.exchange.photos import MAX_BYTES
from hr_desk.i18n import t
from ui.forms.documents import DocumentEditor
from ui.widgets.buttons import Button

SheetMaker = Callable[
    [Sequence[bytes], Callable[[bytes], object], Callable[[UserError], object]], object
]
"""Makes the sheet of some sides: what to call with the JPEG, and with a refusal."""

FRONT, BACK = 0, 1


def sheet_here(
    sides: Sequence[bytes],
    done: Callable[[bytes], object],
    failed: Callable[[UserError], object],
) -> None:
    """Make the sheet at once, in this process; for a form without a desk."""
    try:
        made = sheet(sides, lines=(MARK,))
    except UserError as refusal:
        failed(refusal)
    else:
        done(made)


class ScanEditor(DocumentEditor):
    """Both sides of an ID; the value is the id of a sealed sheet, ``content`` one not sealed yet.

    A side that is chosen again makes the sheet anew; of a sealed sheet no side is taken over. A
    sealed one is not shown (promises, field list: masked) until somebody asks to look at it.
    """

    files_wanted = Signal()
    """Somebody wants to look at the sealed sheet."""

    shows_sealed = False
    preview_size = (190, 250)

    def __init__(self, kind: FieldType, parent: QWidget | None = None) -> None:
        self.back_button = Button(icon="folder-open")
        self.look_button = Button(icon="eye")
        self._sides: dict[int, bytes] = {}
        self._side = FRONT
        self._sheets: SheetMaker = sheet_here
        super().__init__(kind, parent)
        self.back_button.clicked.connect(self.choose_back)
        self.look_button.clicked.connect(self.files_wanted)

    def sides(self) -> tuple[int, ...]:
        """Return which sides were chosen here."""
        return tuple(sorted(self._sides))

    def make_sheets_with(self, maker: SheetMaker) -> None:
        """Have sheets made by ``maker``, which answers later and may live elsewhere."""
        self._sheets = maker

    def set_text(self, text: str) -> None:
        """Stand for a sealed sheet by its id, or for none; the sides chosen here are forgotten."""
        self._sides = {}
        super().set_text(text)

    def choose(self) -> None:
        """Ask for a file of the front and take it."""
        self._choose(FRONT)

    def choose_back(self) -> None:
        """Ask for a file of the back and take it."""
        self._choose(BACK)

    def take_side(self, side: int, data: bytes) -> None:
        """Make the sheet with a picture of one side; a refusal is said and nothing changes."""
        self._side = side
        self.take(data)

    def paste(self) -> None:
        """Take the picture on the clipboard as the first side that is missing."""
        self._side = self._missing()
        super().paste()

    def retranslate(self) -> None:
        """Say buttons and advice in the language in use."""
        super().retranslate()
        self.choose_button.setText(t("Front…"))
        self.back_button.setText(t("Back…"))
        self.look_button.setText(t("Look at it…"))
        self._advice.setText(
            t(
                "JPEG or PNG, up to {limit} MB each, or drop them here, the front first. Both "
                "become one sheet marked with what it is for; place and time are removed.",
                limit=MAX_BYTES // (1024 * 1024),
            )
        )

    def _choose(self, side: int) -> None:
        pictures = t("Photos (*.jpg *.jpeg *.png)")
        asked = (
            t("Choose a picture of the front")
            if side == FRONT
            else t("Choose a picture of the back")
        )
        name, _ = QFileDialog.getOpenFileName(self, asked, "", pictures)
        if name:
            self._side = side
            self.take_file(Path(name))

    def _missing(self) -> int:
        return FRONT if FRONT not in self._sides or BACK in self._sides else BACK

    def _make(
        self,
        data: bytes,
        done: Callable[[bytes], object],
        failed: Callable[[UserError], object],
    ) -> None:
        sides = {**self._sides, self._side: data}

        def keep(made: bytes) -> None:
            done(made)
            if self.content() is made:
                self._sides = sides

        self._sheets([sides[side] for side in sorted(sides)], keep, failed)

    def take_data(self, data: QMimeData) -> bool:
        """Take a picture that was dropped or pasted as the first side that is missing."""
        self._side = self._missing()
        return super().take_data(data)

    def _state(self, has_one: bool) -> str:
        return t("Scan stored") if has_one else t("No scan")

    def set_read_only(self, read_only: bool) -> None:
        """Let the sheet be looked at but not changed."""
        super().set_read_only(read_only)
        self.look_button.setEnabled(True)

    def _show_state(self) -> None:
        super()._show_state()
        self.look_button.setVisible(bool(self.text()))

    def _buttons(self) -> tuple[Button, ...]:
        return (
            self.choose_button, self.back_button, self.paste_button, self.look_button,
            self.remove_button,
        )  # fmt: skip
