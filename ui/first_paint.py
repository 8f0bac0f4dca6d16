# SPDX-License-Identifier: Apache-2.0
"""Starts, paints once and ends: what ``hr-desk bench`` times.

``python -m ui.first_paint DESK`` paints the unlock page of a desk; without a desk, an empty Qt
window, which is the baseline. Names of users and company follow the first paint.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn


def main(arguments: Sequence[str]) -> NoReturn:
    """Paint one window and end the process at once, before anything is tidied up."""
    kept = _unlock_page(Path(arguments[0])) if arguments else _empty_window()
    sys.stdout.flush()
    os._exit(0 if kept else 1)


def _empty_window() -> tuple[object, ...]:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    return application, window, window.grab()


def _unlock_page(desk: Path) -> tuple[object, ...]:
    from ui import app
    from ui.preferences import user_preferences

    application = app.new_application(["hr-desk"])
    built = app.build(application, user_preferences())
    built.window.start(desk)
    built.window.show()
    return application, built, built.window.grab()


if __name__ == "__main__":
    main(sys.argv[1:])
