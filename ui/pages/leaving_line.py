# SPDX-License-Identifier: Apache-2.0
"""Badges at the front desk, and the line in which a code or a plate lets somebody leave."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import badges, visit_prints
from hr_desk.operations.badges import BadgeFace
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.session import Session
from ui.pages.paper_question import Sheet, print_at_once
from ui.printing.badge import label_pdf, sheet_pdf
from ui.printing.to_printer import Send, send
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.layouts import row
from ui.widgets.text_line import TextLine
from ui.widgets.words import Words

WIDTH: Final = 230
"""Width of the line in pixels: its own words fit in both languages."""


class LeavingLine(QWidget):
    """A short line with a button; a scanner needs neither, wherever the keyboard is."""

    def __init__(self, desk: OpenDesk, banner: Banner, *, printer: Send = send) -> None:
        super().__init__()
        self._desk, self._banner, self.printer = desk, banner, printer
        self._words = Words()
        self.text, self.button = TextLine(), Button(icon="arrow-right")
        self._words.put(N_("Badge number, code or plate"), self.text.setPlaceholderText)
        self._words.put(N_("Badge number, code or plate"), self.text.setAccessibleName)
        self._words.put(N_("Sign out"), self.button.setText)
        across = row(self)
        self.text.setFixedWidth(WIDTH)
        across.addWidget(self.text)
        across.addWidget(self.button)
        self.text.returnPressed.connect(self.leave)
        self.button.clicked.connect(self.leave)
        if not desk.may("badge.sign_out"):
            self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()

    def leave(self) -> None:
        """Sign out whom the typed text names."""
        if self.text.text().strip():
            self._desk.run(
                leave_by, self.text.text(), owner=self, done=self._left, failed=self._refuse
            )

    def make(self, ids: Sequence[str], *, sheet: bool = False) -> None:
        """Make badges and print them at once, as labels or on A4 with ``sheet``."""
        pdf = sheet_pdf if sheet else label_pdf
        self._desk.run(
            make_faces,
            ids,
            owner=self,
            done=partial(self._print, pdf),
            failed=self._banner.show_error,
        )

    def lost(self, ids: Sequence[str]) -> None:
        """Void the badges of visits, and print another one for whoever is still here."""
        self._desk.run(
            lost_faces, ids, owner=self, done=self._print_again, failed=self._banner.show_error
        )

    def _print_again(self, answer: tuple[Changes, tuple[BadgeFace, ...]]) -> None:
        if answer[1]:
            self._print(label_pdf, answer)
        else:
            self._banner.show_text("good", _said_void)

    def _left(self, answer: tuple[Changes, str]) -> None:
        self.text.clear()
        self._banner.show_text("good", said_left(answer[1]))

    def _refuse(self, error: UserError) -> None:
        self.text.selectAll()
        self.text.setFocus()
        self._banner.show_error(error)

    def _print(
        self, pdf: Callable[..., bytes], answer: tuple[Changes, tuple[BadgeFace, ...]]
    ) -> None:
        faces = answer[1]
        company = str(self._desk.session.company.get("name", ""))
        about = Disclosure(
            kind="print", recipient=company, purpose=badges.PURPOSE, fields=badges.FIELDS,
            records=tuple(one.visit_id for one in faces),
        )  # fmt: skip
        sheet = Sheet(
            name=lambda: t("Visitor badge"), draw=partial(pdf, faces, company=company),
            leaving=visit_prints.paper(about), sent=partial(_said_printed, len(faces)),
        )  # fmt: skip
        print_at_once(self, self._desk, sheet, self._banner, printer=self.printer)


def _said_void() -> str:
    return t("The badge is void; nobody signs out by it any more.")


def _said_printed(count: int) -> str:
    return t("Sent to the printer: {count} badges.", count=count)


def make_faces(session: Session, ids: Sequence[str]) -> tuple[Changes, tuple[BadgeFace, ...]]:
    """Make badges; returns what changed and what is to be printed; worker."""
    changes = badges.make(session, ids)
    return changes, badges.faces(session, ids)


def lost_faces(session: Session, ids: Sequence[str]) -> tuple[Changes, tuple[BadgeFace, ...]]:
    """Void lost badges; returns what changed and the new ones that are to be printed; worker."""
    changes = badges.lost(session, ids)
    return changes, badges.faces(session, ids)


def leave_by(session: Session, text: str) -> tuple[Changes, str]:
    """Sign out by badge, code or plate; returns what changed and whose name it was; worker."""
    changes = badges.sign_out(session, text)
    return changes, badges.name_of(session, changes.created[0])


def said_left(name: str) -> Callable[[], str]:
    """Return what says that somebody was signed out."""
    return lambda: t("Signed out: {name}.", name=name)
