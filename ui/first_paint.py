# SPDX-License-Identifier: Apache-2.0
"""Starts, paints once and ends: what ``hr-desk bench`` times.

``python -m ui.first_paint DESK`` paints the unlock page of a desk; without a desk, an empty Qt
window, which is the baseline.
"""

import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Paint one window and end; returns the exit code."""
    return _unlock_page(Path(arguments[0])) if arguments else _empty_window()


def _empty_window() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    window.grab()
    del application
    return 0


def _unlock_page(desk: Path) -> int:
    from ui import app
    from ui.preferences import user_preferences

    application = app.new_application(["hr-desk"])
    built = app.build(application, user_preferences())
    built.window.start(desk)
    built.window.show()
    built.window.grab()
    built.tasks.finish()
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
