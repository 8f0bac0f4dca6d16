# SPDX-License-Identifier: Apache-2.0
"""One document of a case, looked at under the case: from memory, logged, never a file."""

from functools import partial

from PySide6.QtWidgets import QSizePolicy

from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import t
from hr_desk.operations import request_documents
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.request_views import RequestView
from ui.pages.about_marked import MarkedQuestion
from ui.pages.paper_view import LEAST_HEIGHT, PaperView
from ui.pages.request_table import Shown
from ui.session import OpenDesk


class CaseDocument(MarkedQuestion):
    """Shows one document as large as the page; nothing of it is kept once it is closed."""

    def __init__(self, desk: OpenDesk, reader: Reader) -> None:
        super().__init__(desk)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._reader = reader
        self._shown: Shown | None = None
        self.view = PaperView(desk, reader, closes=False)
        self.view.setMinimumHeight(LEAST_HEIGHT)
        self.content.addWidget(self.view, 1)
        self.no.hide()
        self.sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def start(self, view: RequestView, shown: Shown) -> None:
        """Read a document of a case; the reading is logged."""
        self.begin((view.row.id,))
        self._shown = shown
        self._say()
        self._desk.query(
            request_documents.open_document, self._reader, view.row.id, shown.document.reference,
            owner=self, done=partial(self._show, shown), failed=partial(self._cannot, shown),
            slot="request.document",
        )  # fmt: skip

    def leave(self) -> None:
        """Hide it and forget what was shown."""
        self._shown = None
        self.view.forget()
        super().leave()

    def _say(self) -> None:
        self.ask(
            t("Each look at it is logged. It is shown from memory; nothing is written to a disk."),
            t("Close the document"),
            self.leave,
        )

    def _show(self, shown: Shown, paper: Paper) -> None:
        if shown is self._shown:
            self.view.show_paper(paper, shown.name)
            (self.view.text if paper.is_text else self.view.picture).setFocus()

    def _cannot(self, shown: Shown, error: UserError) -> None:
        if shown is self._shown:
            self.banner.show_error(error)
