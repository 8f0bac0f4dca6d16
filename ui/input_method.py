# SPDX-License-Identifier: Apache-2.0
"""Typing Chinese where Qt's wheel brings no plugin for the input method that is in use."""

from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo


def use_input_method_that_ships(environment: MutableMapping[str, str]) -> None:
    """Let people type Chinese under fcitx: Qt's wheel has no fcitx plugin, but fcitx speaks ibus.

    Only where no plugin of that name is installed beside Qt.
    """
    wanted = environment.get("QT_IM_MODULE", "")
    if not wanted.startswith("fcitx"):
        return
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    if not list((plugins / "platforminputcontexts").glob("*fcitx*")):
        environment["QT_IM_MODULE"] = "ibus"
