# SPDX-License-Identifier: Apache-2.0
"""The one place that shows errors: a sentence in the page for a person, a crash page for a bug.

A crash file holds the kind of error and the places in the program it went through. Messages and
values stay out of it, because they may be somebody's data.
"""

import secrets
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from hr_desk.errors import UserError
from ui.widgets.banner import Banner


class Problems(QObject):
    """Receives every error of the program and decides where it is shown."""

    crashed = Signal(str, str)
    """A bug was met: its id, and the file that describes it (empty if it could not be written)."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder

    @Slot(object, object)
    def refuse(self, error: UserError, owner: QObject | None) -> None:
        """Show what a person can mend in the banner nearest to the owner of the call."""
        banner = nearest_banner(owner)
        if banner is None:
            self.crash(error)
        else:
            banner.show_error(error)

    @Slot(object)
    def crash(self, error: BaseException) -> None:
        """Write the crash file and send everyone to the crash page."""
        number = f"{datetime.now(UTC):%Y%m%d}-{secrets.token_hex(3)}"
        self.crashed.emit(number, _written(self._folder, number, error))

    def take_exceptions(self) -> None:
        """Send exceptions that nobody caught to the crash page instead of a dead terminal."""

        def hook(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            del trace
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, None)
            else:
                self.crash(error)

        sys.excepthook = hook


def nearest_banner(owner: QObject | None) -> Banner | None:
    """Return the banner of the closest ancestor that has one."""
    while owner is not None:
        banner = getattr(owner, "banner", None)
        if isinstance(banner, Banner):
            return banner
        owner = owner.parentWidget() if isinstance(owner, QWidget) else owner.parent()
    return None


def description(error: BaseException) -> str:
    """Return kind and places of an error, its causes included, without a word of its message."""
    lines: list[str] = []
    met: BaseException | None = error
    while met is not None:
        lines.append(f"{type(met).__module__}.{type(met).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(met.__traceback__)
        ]
        met = met.__cause__ or met.__context__
    return "\n".join(lines) + "\n"


def _written(folder: Path, number: str, error: BaseException) -> str:
    file = folder / f"crash-{number}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(description(error), encoding="utf-8")
    except OSError:
        return ""
    return str(file)
