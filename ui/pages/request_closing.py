# SPDX-License-Identifier: Apache-2.0
"""Closing a case: letters that are not out are named, to be made now or left out for a reason.

What is written stays in the case. Nothing is closed before that is known.
"""

from PySide6.QtCore import Signal

from hr_desk.i18n import N_, t
from hr_desk.operations import request_closing
from hr_desk.operations.request_closing import THE_COPY, THE_PERSON
from hr_desk.operations.request_views import RequestView
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.label import Label


class CloseForm(MarkedQuestion):
    """Asks whether the person was answered, and for the letters that should be out by now."""

    letters_wanted = Signal()
    """The letters are to be made first."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.owed: tuple[str, ...] = ()
        self._told = Label(tone="warning")
        self.make = Button(icon="file-text")
        self._own.put(N_("Make the letters now"), self.make.setText)
        self._entry, self.why = line(
            self._own, N_("Why it is left out"), N_("It stays in the case as long as the case."),
        )  # fmt: skip
        self.content.addWidget(self._told)
        self.content.addWidget(self._entry)
        self.add_answer(self.make)
        self.make.clicked.connect(self._make_letters)

    def start(self, view: RequestView) -> None:
        """Find out which letters are not out, then ask."""
        self.begin((view.row.id,))
        self.why.clear()
        self._show(())
        self._desk.query(
            request_closing.letters_owed, view.row.id, owner=self, done=self._show,
            failed=self.banner.show_error, slot="request.letters_owed",
        )  # fmt: skip

    def _show(self, owed: tuple[str, ...]) -> None:
        self.owed = owed
        if self._about:
            self._say()

    def _say(self) -> None:
        for widget in (self._told, self._entry):
            widget.setVisible(bool(self.owed))
        self.make.setVisible(any(one != THE_COPY for one in self.owed))
        self.yes.set_kind("danger" if self.owed else "primary")
        self._told.setText("\n".join(map(_owed_said, self.owed)))
        self.ask(
            t("Was the person answered? What the files contributed is deleted from the case at "
              "once; hand the copy over first."),
            self._closes(),
            self._run,
        )  # fmt: skip
        if self.make.isVisibleTo(self):
            self.make.setFocus()

    def _closes(self) -> str:
        if THE_COPY in self.owed:
            return t("Close without what is not out")
        return t("Close without these letters") if self.owed else t("Close the case")

    def _make_letters(self) -> None:
        self.leave()
        self.letters_wanted.emit()

    def _run(self) -> None:
        for id_ in self._about:
            self._do_it(request_closing.close, id_, without=self.why.text(), done=self.leave)


def _owed_said(name: str) -> str:
    if name == THE_COPY:
        return t("Not out yet: the copy the person asked for. Hand it over first: what it is made "
                 "of is deleted with closing.")  # fmt: skip
    if name == THE_PERSON:
        return t("Not out yet: the answer to the person, with the reasons of what was refused and "
                 "the three ways to complain.")  # fmt: skip
    return t("Not out yet: the letter to “{recipient}”, who got something of what was changed or "
             "deleted here.", recipient=name)  # fmt: skip
