# SPDX-License-Identifier: Apache-2.0
"""The sealed pictures of a record: shown in its form, and new ones sealed after it is saved.

The small picture of a photo is shown, and the same one at the head of the record: one read of both.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.operations import documents, handed_over, id_scans
from hr_desk.operations.candidates import FieldView
from hr_desk.operations.small_pictures import FACE
from ui.forms.record_form import RecordForm
from ui.session import OpenDesk
from ui.widgets.face import Face


class Portraits(QObject):
    """Fetches what the form of one record shows and keeps what was chosen there."""

    def __init__(
        self,
        desk: OpenDesk,
        form: RecordForm,
        reader: Reader,
        *,
        add: Callable[..., Any] = documents.add,
        preview: Callable[..., Any] = documents.preview,
    ) -> None:
        """``add`` and ``preview`` are the operations on the documents of such a record."""
        super().__init__(form)
        self.face = Face()
        """For the head of the page; hidden until somebody is shown."""
        self._desk, self._form, self._reader = desk, form, reader
        self._add, self._preview = add, preview
        self._application = ""
        form.portrait_wanted.connect(self._fetch)
        form.make_portraits_with(self._make, self._make_sheet)

    def begin(self, application_id: str | None) -> None:
        """Name the application whose pictures are meant from now on; None for a new one."""
        self._application = application_id or ""
        self.face.forget()

    def show_whose(self, name: FieldView | None, photo: FieldView | None) -> None:
        """Show the face of this name, unless the user sees no photo of such a record."""
        if name is None or photo is None:
            self.face.forget()
        else:
            self.face.show_whose(name.shown)

    def keep(
        self,
        application_id: str,
        chosen: Mapping[str, bytes],
        *,
        done: Callable[[], object],
        failed: Callable[[UserError], object],
    ) -> None:
        """Seal new pictures (JPEG by field key) one after the other; ``done`` after the last."""
        if not chosen:
            done()
            return
        (key, content), *rest = chosen.items()
        further = partial(self.keep, application_id, dict(rest), done=done, failed=failed)
        self._desk.run(
            handed_over.keep_portrait,
            self._reader,
            self._add,
            application_id,
            key,
            content,
            owner=self,
            done=lambda _changes: further(),
            failed=failed,
        )

    def _make(
        self,
        data: bytes,
        done: Callable[[bytes], object],
        failed: Callable[[UserError], object],
    ) -> None:
        """Make a portrait in the confined process, off the main thread."""
        self._desk.query(
            handed_over.portrait, self._reader, data, owner=self, done=done, failed=failed
        )

    def _make_sheet(
        self,
        sides: Sequence[bytes],
        done: Callable[[bytes], object],
        failed: Callable[[UserError], object],
    ) -> None:
        """Make a marked sheet in the confined process, off the main thread."""
        self._desk.query(
            id_scans.make_sheet, self._reader, sides, owner=self, done=done, failed=failed
        )

    def _fetch(self, key: str) -> None:
        if self._application:
            asked = self._application
            self._desk.query(
                self._preview,
                asked,
                key,
                owner=self,
                done=partial(self._show, asked, key),
                failed=lambda _gone: None,
                slot=f"portrait.{key}",
            )

    def _show(self, asked: str, key: str, content: bytes) -> None:
        if asked == self._application:
            self._form.show_portrait(key, content)
            if key == FACE:
                self.face.show_picture(content)
