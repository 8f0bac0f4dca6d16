# SPDX-License-Identifier: Apache-2.0
"""Asking for a file or folder without a nested event loop: the answer comes to a callback."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from hr_desk.i18n import t


def choose_folder(parent: QWidget, title: str, done: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder."""
    dialog = _dialog(parent, title, done)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def choose_file(
    parent: QWidget, title: str, kinds: str, done: Callable[[Path], object]
) -> QFileDialog:
    """Ask for an existing file; ``kinds`` is a filter such as ``Text (*.txt)``."""
    dialog = _dialog(parent, title, done)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    dialog.open()
    return dialog


def choose_target(
    parent: QWidget, title: str, name: str, done: Callable[[Path], object]
) -> QFileDialog:
    """Ask where to write a new file, proposing ``name``."""
    dialog = _dialog(parent, title, done)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, done: Callable[[Path], object]) -> QFileDialog:
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, home)
    # Qt's own Chinese leaves these two out.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, t("Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, t("Kind of file:"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: done(Path(name)))
    return dialog
