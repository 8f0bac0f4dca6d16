# SPDX-License-Identifier: Apache-2.0
"""What was asked or refused a moment ago follows the language as the fixed texts do."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from hr_desk.i18n import t
from ui.language import Languages
from ui.widgets.entry import line
from ui.widgets.panels import Question
from ui.widgets.words import Words

Show = Callable[..., Any]


def test_a_question_under_way_is_asked_in_the_new_language(
    show: Show, languages: Languages
) -> None:
    languages.use("en")
    question: Question = show(Question())
    question.ask(lambda: t("Withdraw this consent?"), lambda: t("Withdraw"), lambda: None)
    assert (question.sentence.text(), question.yes.text()) == ("Withdraw this consent?", "Withdraw")
    languages.use("zh_CN")
    QApplication.processEvents()
    assert (question.sentence.text(), question.yes.text()) == (
        t("Withdraw this consent?"), t("Withdraw"),
    )  # fmt: skip
    assert question.sentence.text() != "Withdraw this consent?"


def test_what_is_wrong_is_said_in_the_new_language(show: Show, languages: Languages) -> None:
    languages.use("en")
    entry, _ = line(Words(), "Name")
    show(entry)
    entry.set_error(lambda: t("Please enter your passphrase."))
    assert entry.error() == "Please enter your passphrase."
    languages.use("zh_CN")
    QApplication.processEvents()
    assert entry.error() == t("Please enter your passphrase.") != "Please enter your passphrase."
    entry.set_error("")
    languages.use("en")
    QApplication.processEvents()
    assert entry.error() == ""
