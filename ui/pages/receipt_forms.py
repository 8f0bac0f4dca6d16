# SPDX-License-Identifier: Apache-2.0
"""What a receiver answers: how many rows of which file they have, and which rows came back."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import hand_off_register
from hr_desk.operations.hand_off_views import HandOffEntry
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.entry import Entry, line
from ui.widgets.layouts import row
from ui.widgets.number_box import NumberBox

SHA256_SIGNS: Final = 64
_RANGE: Final = re.compile(r"([0-9]{1,7})(?:[-~]([0-9]{1,7}))?")
_BETWEEN: Final = re.compile(r"[\s,;、]+")
_MOST: Final = 100_000
"""More rows than a file of hand-offs has."""


class NumbersUnreadable(UserError):
    """A list of row numbers that is none."""

    message = N_("“{typed}” is no row number. Type numbers such as 3, 7-9.")


class HashUnreadable(UserError):
    """Something that is no SHA-256."""

    message = N_("A SHA-256 has 64 signs, 0 to 9 and a to f. Copy it from what the receiver sent.")


def numbers_of(text: str) -> tuple[int, ...]:
    """Return the row numbers of a text such as ``3, 7-9``, each once, in order.

    Full-width signs are taken too. Raises NumbersUnreadable.
    """
    found: set[int] = set()
    for part in _parts(text):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise NumbersUnreadable(typed=part)
        first = int(match[1])
        last = int(match[2] or match[1])
        if last < first or last > _MOST:
            raise NumbersUnreadable(typed=part)
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _parts(text: str) -> Iterator[str]:
    plain = re.sub(r"[‐-―]", "-", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"\s*([-~])\s*", r"\1", plain)
    return (part for part in _BETWEEN.split(plain) if part)


def hash_of(text: str) -> str:
    """Return a SHA-256 as the register keeps it; raises HashUnreadable."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    if len(plain) != SHA256_SIGNS or not set(plain) <= set("0123456789abcdef"):
        raise HashUnreadable
    return plain


class ReceiptForm(MarkedQuestion):
    """How many rows the receiver counted, and the hash of the file they have."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.rows = NumberBox()
        self.rows.setRange(0, _MOST)
        counted = Entry(self.rows)
        self._own.put(N_("Rows the receiver has"), counted.set_label)
        self._hash, self.sha256 = line(
            self._own,
            N_("SHA-256 of the file the receiver has"),
            N_("It shows whether theirs is the very file that left."),
        )
        across = row(gap=theme.MEDIUM)
        across.addWidget(counted, 1)
        across.addWidget(self._hash, 4)
        self.content.addLayout(across)

    def start(self, about: HandOffEntry) -> None:
        """Ask about one file."""
        self.begin((about.line.id,))
        self.rows.setValue(about.receipt_rows or 0)
        self.sha256.setText(about.receipt_sha256 or "")
        self._hash.set_error("")
        self._say()
        self.rows.setFocus()
        self.rows.selectAll()

    def _say(self) -> None:
        self.ask(t("What does the receiver confirm?"), t("Note the receipt"), self._run)

    def _run(self) -> None:
        (id_,) = self._about
        try:
            sha256 = hash_of(self.sha256.text())
        except HashUnreadable as error:
            self._hash.set_error(error.text)
            self.sha256.setFocus()
            return
        self._hash.set_error("")
        self._do_it(
            hand_off_register.note_receipt, id_, rows=self.rows.value(), sha256=sha256,
            done=self.leave,
        )  # fmt: skip


class RefusedForm(MarkedQuestion):
    """Which rows the receiver sent back, by their 序号."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._entry, self.lines = line(
            self._own,
            N_("Numbers of the rows (序号)"),
            N_("For example 3, 7-9. They come up again with the next file."),
        )
        across = row()
        across.addWidget(self._entry, 1)
        across.addStretch(1)
        self.content.addLayout(across)

    def start(self, about: HandOffEntry) -> None:
        """Ask about one file."""
        self.begin((about.line.id,))
        self.lines.clear()
        self._entry.set_error("")
        self._say()
        self.lines.setFocus()

    def mark(self, numbers: tuple[int, ...]) -> None:
        """Propose the rows that are marked."""
        self.lines.setText(", ".join(map(str, numbers)))

    def _say(self) -> None:
        self.ask(t("Which rows came back?"), t("They came back"), self._run)

    def _run(self) -> None:
        (id_,) = self._about
        try:
            numbers = numbers_of(self.lines.text())
        except NumbersUnreadable as error:
            self._entry.set_error(error.text)
            self.lines.setFocus()
            return
        self._entry.set_error("")
        self._do_it(hand_off_register.note_refused, id_, numbers, done=self.leave)
