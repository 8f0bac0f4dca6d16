# SPDX-License-Identifier: Apache-2.0
"""The language of the screens, switched while the program runs.

Our own texts come from hr_desk.i18n; Qt's (dialogs, shortcuts' names, menus of editors) from the
file that Qt ships. Every widget hears of a switch by Qt's own LanguageChange event.
"""

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from hr_desk.i18n import LANGUAGES, language, use_language
from ui.preferences import Preferences


class Languages(QObject):
    """Switches the whole program between LANGUAGES and remembers the choice."""

    switched = Signal(str)

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._qt = _qt_texts(application)

    def use(self, code: str) -> None:
        """Switch every screen to ``code`` and remember it."""
        use_language(code)
        self._preferences.language = code
        QLocale.setDefault(QLocale(code))
        self._application.removeTranslator(self._qt)
        if code == "zh_CN":
            self._application.installTranslator(self._qt)
        for window in self._application.topLevelWidgets():
            self._application.postEvent(window, QEvent(QEvent.Type.LanguageChange))
        self.switched.emit(code)

    def other(self) -> str:
        """Return the language that a switch would lead to."""
        return LANGUAGES[(LANGUAGES.index(language()) + 1) % len(LANGUAGES)]

    def switch(self) -> None:
        """Change to the other language."""
        self.use(self.other())


def _qt_texts(application: QApplication) -> QTranslator:
    """Return Qt's Chinese texts: one translator for the life of the application."""
    found = application.findChild(QTranslator)
    if found is None:
        found = QTranslator(application)
        found.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return found
