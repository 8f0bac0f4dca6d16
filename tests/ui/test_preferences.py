# SPDX-License-Identifier: Apache-2.0
"""What a machine remembers, and the language it switches live."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from hr_desk.i18n import language
from ui.language import Languages
from ui.preferences import Preferences, is_desk


def desk(folder: Path) -> Path:
    folder.mkdir()
    (folder / "slots.json").write_text("{}", encoding="utf-8")
    return folder


def test_known_desks_come_latest_first_and_only_while_they_exist(
    preferences: Preferences, tmp_path: Path
) -> None:
    one, two = desk(tmp_path / "一号"), desk(tmp_path / "two, three")
    for folder in (one, two, one):
        preferences.remember_desk(folder)
    assert list(preferences.desks) == [one, two]
    (two / "slots.json").unlink()
    assert list(preferences.desks) == [one]
    assert not is_desk(two)


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_the_language_is_remembered(preferences: Preferences, code: str) -> None:
    preferences.language = code
    assert preferences.language == code


def test_nonsense_in_the_file_is_passed_over(preferences: Preferences) -> None:
    preferences.language = "tlh"
    preferences.scheme = "pink"
    assert (preferences.language, preferences.scheme) == ("zh_CN", "light")


def test_a_switch_reaches_our_texts_and_qts_own(
    languages: Languages, preferences: Preferences, qapp: QApplication
) -> None:
    languages.use("zh_CN")
    chinese = QCoreApplication.translate("QPlatformTheme", "Cancel")
    languages.switch()
    assert language() == preferences.language == "en"
    assert chinese == "取消"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_each_desk_remembers_who_unlocked_it_last(preferences: Preferences, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    preferences.keep_last_user(one, "前台")
    assert preferences.last_user(one) == "前台"
    assert preferences.last_user(other) == ""
