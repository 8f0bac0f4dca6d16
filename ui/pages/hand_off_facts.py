# SPDX-License-Identifier: Apache-2.0
"""The facts of one file that left: what the register says of it, and what is left to do."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QSizePolicy

from hr_desk.i18n import N_, t
from hr_desk.operations.hand_off_register import HandOffLine
from hr_desk.operations.hand_off_views import HandOffEntry
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.copies_words import copies_said
from ui.pages.hand_off_words import fields_said, moment_said, template_said
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import column
from ui.widgets.panels import Card

FACTS: Final = {
    "left": N_("Handed out"),
    "again": N_("The same file again"),
    "recipient": N_("Recipient"),
    "purpose": N_("Purpose"),
    "rows": N_("Rows"),
    "sha256": N_("SHA-256"),
    "password": N_("Password"),
    "receipt": N_("Receipt"),
    "copies": N_("The copies here"),
    "place": N_("Written to"),
    "fields": N_("Fields of the file"),
}
"""What is said of a file, in order."""
_GROUP: Final = 8
_LONGEST_PLACE: Final = 40


def state_of(line: HandOffLine) -> str:
    """Say how far a file is, in a word or two."""
    if not line.completed:
        return t("Not completed")
    if line.plain and not line.removed:
        return t("To be deleted")
    if line.receipt_at is None:
        return t("No receipt yet")
    return t("Confirmed") if line.receipt_fits else t("Receipt does not fit")


def is_to_do(line: HandOffLine) -> bool:
    """Whether something is left to do about a file."""
    return not (line.completed and (line.removed or not line.plain) and line.receipt_fits)


class FactsCard(Card):
    """Shows one entry; the hash can be copied."""

    def __init__(self, session: Session) -> None:
        super().__init__(margin=theme.MEDIUM)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._session = session
        self._entry: HandOffEntry | None = None
        self.labels = {key: Label(tone="soft", size="small") for key in FACTS}
        self.values = {
            key: CopyLabel() if key == "sha256" else Label() for key in FACTS
        }  # fmt: skip
        self.todo = Label(tone="warning")
        self.body.addWidget(self.todo)
        for key in FACTS:
            part = column(gap=0)
            part.addWidget(self.labels[key])
            part.addWidget(self.values[key])
            self.body.addLayout(part)

    def show_entry(self, entry: HandOffEntry | None) -> None:
        """Show an entry, or nothing."""
        self._entry = entry
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        entry = self._entry
        if entry is None:
            return
        self.set_heading(entry.line.file)
        said = _said(entry) | {"copies": self._copies(entry)}
        for key, label in FACTS.items():
            self.labels[key].setText(t(label))
            self.values[key].setText(said[key])
            for widget in (self.labels[key], self.values[key]):
                widget.setVisible(bool(said[key]))
        todo = _to_do(entry)
        self.todo.setText(todo)
        self.todo.setVisible(bool(todo))

    def _copies(self, entry: HandOffEntry) -> str:
        if not entry.line.completed:
            return ""
        if not entry.copies:
            return t("None are here any more")
        return "\n".join(copies_said(self._session, entry.copies))


def _said(entry: HandOffEntry) -> dict[str, str]:
    line, known = entry.line, entry.line.standing.recipient.recipient
    key = line.standing.template_key
    return {
        "left": t("{moment} by {name}", moment=moment_said(line.at), name=line.user),
        "again": ""
        if entry.again_of is None
        else t("First on {moment}", moment=moment_said(entry.again_of)),
        "recipient": t(
            "{recipient}: {template}",
            recipient=known.name,
            template=template_said(entry.template, key),
        ),
        "purpose": str(entry.purpose.label),
        "rows": str(line.people),
        "fields": fields_said(entry.fields),
        "sha256": grouped(entry.sha256),
        "password": _password_said(line),
        "receipt": _receipt_said(entry),
        "place": _place_said(entry.place),
    }


def grouped(sha256: str) -> str:
    """Return a hash in groups that a person can compare and a line can break between."""
    places = range(0, len(sha256), _GROUP)
    return " ".join(sha256[place : place + _GROUP] for place in places)


def _password_said(line: HandOffLine) -> str:
    if line.plain:
        return t("None: the file is not locked")
    if line.password_until is None:
        return t("Its 30 days are over; the file can be sent again with a new one")
    return t("Can be seen again until {day}, each look is logged", day=line.password_until)


def _receipt_said(entry: HandOffEntry) -> str:
    line = entry.line
    if line.receipt_at is None:
        return ""
    if line.receipt_fits:
        return t(
            "{moment}: rows and hash are those of the file", moment=moment_said(line.receipt_at)
        )
    if entry.receipt_sha256 != entry.sha256:
        return t("{moment}: the hash is that of another file", moment=moment_said(line.receipt_at))
    return t(
        "{moment}: {rows} rows of {people}",
        moment=moment_said(line.receipt_at),
        rows=entry.receipt_rows,
        people=line.people,
    )


def _place_said(place: str) -> str:
    folder = str(Path(place).parent)
    return folder if len(folder) <= _LONGEST_PLACE else f"…{folder[1 - _LONGEST_PLACE :]}"


def _to_do(entry: HandOffEntry) -> str:
    """Say what is left to do, the most pressing first."""
    line = entry.line
    if not line.completed:
        return t(
            "Not completed: the computer stopped between the entry and the file, and nobody "
            "counts as told. If the file lies where it was written, complete the entry; otherwise "
            "make it anew."
        )
    if line.plain and not line.removed:
        return t("Not locked: delete it there once it is uploaded. You are reminded until then.")
    if line.receipt_at is None:
        return t("Ask the receiver how many rows they have, and the SHA-256 of their file.")
    if not line.receipt_fits:
        return t("The receiver does not have what left. Find out what they have, or send it again.")
    return ""
