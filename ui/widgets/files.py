# SPDX-License-Identifier: Apache-2.0
"""Asking for a file or folder without a nested event loop: the answer comes to a callback."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from ui.problems import nearest_banner

SHOWN_LENGTH = 60
"""How much of a name is repeated in a sentence, in characters."""


class TargetImpossible(UserError):
    """No file can be made there: the folder is missing or is a file, or the name is too long."""

    message = N_(
        "“{file}” cannot be written in “{folder}”. Choose a folder that exists and a shorter name."
    )


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


def choose_files(
    parent: QWidget, title: str, kinds: str, done: Callable[[list[Path]], object]
) -> QFileDialog:
    """Ask for several existing files at once."""
    dialog = _dialog(parent, title, lambda _first: None)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kinds)
    dialog.filesSelected.connect(lambda names: done([Path(name) for name in names]))
    dialog.open()
    return dialog


def choose_target(
    parent: QWidget, title: str, name: str, done: Callable[[Path], object]
) -> QFileDialog:
    """Ask where to write a new file, proposing ``name``; its kind is added if it is left out.

    A place where no file can be is said in the banner nearest to ``parent``; ``done`` is for
    the others.
    """
    dialog = _dialog(parent, title, partial(write_at, parent, done))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def require_possible(target: Path) -> None:
    """Raise TargetImpossible where no file can be made, whoever asks: no folder, no such name."""
    try:
        target.stat()  # that something stands there already is for the operation to say
        possible = True
    except FileNotFoundError:
        possible = target.parent.is_dir()
    except OSError:
        possible = False
    if not possible:
        raise TargetImpossible(file=_short(target.name), folder=_end(str(target.parent)))


def write_at(parent: QWidget, done: Callable[[Path], object], target: Path) -> None:
    """Hand on where a file is to be written, or say in the nearest banner why none can be."""
    try:
        require_possible(target)
    except TargetImpossible as error:
        banner = nearest_banner(parent)
        if banner is None:
            raise
        banner.show_error(error)
        return
    done(target)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 1]}…"


def _end(text: str) -> str:
    return text if len(text) <= SHOWN_LENGTH else f"…{text[1 - SHOWN_LENGTH :]}"


def _dialog(parent: QWidget, title: str, done: Callable[[Path], object]) -> QFileDialog:
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, home)
    # Qt's own Chinese leaves these two out.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, t("Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, t("Kind of file:"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: done(Path(name)))
    return dialog
