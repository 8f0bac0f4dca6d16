# SPDX-License-Identifier: Apache-2.0
"""The buttons above the list of candidates: ways in, ways out, and the other view."""

from hr_desk.i18n import N_
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.panels import PageHeader
from ui.widgets.words import Words


class CandidateHeader:
    """What can be done with nobody marked, as far as the user may; the page says what it does."""

    def __init__(self, desk: OpenDesk) -> None:
        self._desk = desk
        self.papers, self.board = Button(icon="printer"), Button(icon="columns-3")
        self.hand_out, self.read_cvs = Button(icon="download"), Button(icon="file-text")
        self.interviews = Button(icon="calendar")
        self.take_in = Button(kind="primary", icon="user-plus")

    def put_into(self, header: PageHeader, words: Words) -> None:
        """Put the buttons at the right, named in the language in use."""
        # Pictures alone: with their words the header would be wider than a small screen.
        for button, label in (
            (self.papers, N_("Print blank forms…")),
            (self.board, N_("Board or table")),
        ):
            words.put(label, button.setToolTip, button.setAccessibleName)
        words.put(N_("Hand out this list…"), self.hand_out.setText)
        words.put(N_("Interviews"), self.interviews.setText)
        words.put(N_("Read CVs…"), self.read_cvs.setText)
        words.put(N_("Take in a candidate"), self.take_in.setText)
        may_take_in = self._desk.may("application.take_in")
        header.add(self.interviews)
        header.add(self.papers, shown=self._desk.may("disclosure.register"))
        header.add(self.board)
        header.add(self.hand_out)
        header.add(self.read_cvs, shown=may_take_in)
        header.add(self.take_in, shown=may_take_in)

    def show_for(self, *, listed: bool, any_at_all: bool) -> None:
        """Offer handing out what is ``listed``, and the board where there is anybody at all."""
        may = self._desk.may("disclosure.register")
        self.hand_out.setVisible(may and listed)
        self.board.setVisible(any_at_all)
