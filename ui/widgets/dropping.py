# SPDX-License-Identifier: Apache-2.0
"""Files dragged into a part of the window: accepted while they are wanted, and handed on."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent


def files_in(data: QMimeData) -> list[Path]:
    """Return the files of this machine among what is dragged, dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def dropped_files(event: QDropEvent | QDragEnterEvent) -> list[Path]:
    """Return the files of this machine that are dragged or dropped."""
    return files_in(event.mimeData())


class TakesFiles:
    """What a widget inherits, before Qt's class, that takes files of this machine.

    It says by ``wants_files`` whether it does at this moment, and gets them in ``take_files``.
    Whoever builds the widget still calls ``setAcceptDrops``.
    """

    def wants_files(self) -> bool:
        """Whether files are taken now."""
        return True

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take the files that were dropped, in the order in which they came, at least one."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files while they are wanted."""
        if self.wants_files() and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the files that were dropped."""
        files = dropped_files(event)
        if files and self.wants_files():
            self.take_files(files)
