# SPDX-License-Identifier: Apache-2.0
"""Which folders Qt's own dialog for files remembers of this account, and how they are forgotten.

The toolkit keeps them for every program of the account that uses its dialog, in a file of its own;
a system with a dialog of its own writes nothing there (clauses 2.1, 2.2).
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings

_FOLDERS: Final = ("FileDialog/history", "FileDialog/lastVisited")


def kept() -> QSettings:
    """Return where the toolkit keeps what its dialogs remember."""
    return QSettings(QSettings.Scope.UserScope, "QtProject")


def place() -> Path:
    """Return the file of the toolkit."""
    return Path(kept().fileName())


def count() -> int:
    """Return how many different folders are remembered."""
    settings, found = kept(), set[str]()
    for key in _FOLDERS:
        value = settings.value(key)
        found |= {str(one) for one in (value if isinstance(value, list) else [value]) if one}
    return len(found)


def forget() -> None:
    """Forget every folder; how the dialog looks stays."""
    settings = kept()
    for key in _FOLDERS:
        settings.remove(key)
    settings.sync()
