# SPDX-License-Identifier: Apache-2.0
"""A question that is open while the language is switched is asked in the new one."""

from collections.abc import Callable
from typing import Any

import pytest

from ui.language import Languages
from ui.pages.about_marked import MarkedQuestion
from ui.pages.page import Page
from ui.pages.passphrases import OwnPassphrase
from ui.pages.people import PeoplePage
from ui.pages.policy_steps import Approve, Discard, Publish
from ui.pages.request_identity import DecideForm, NoteForm, VerifyForm
from ui.pages.settings import SettingsPage
from ui.session import Surroundings
from ui.widgets.panels import Question

Show = Callable[..., Any]
Wait = Callable[[], None]


def texts(question: Question) -> tuple[str, str, str]:
    return question.sentence.text(), question.yes.text(), question.no.text()


def follows(question: Question, languages: Languages, settled: Wait) -> None:
    chinese = texts(question)
    assert all(chinese) and "".join(chinese).isascii() is False
    languages.use("en")
    settled()
    assert "".join(texts(question)).isascii() and all(texts(question))
    languages.use("zh_CN")
    settled()
    assert texts(question) == chinese


@pytest.mark.parametrize("form", [VerifyForm, NoteForm, DecideForm, Approve, Publish, Discard])
def test_a_question_about_a_case_or_a_version(
    form: type[MarkedQuestion],
    office: Surroundings,
    show: Show,
    settled: Wait,
    languages: Languages,
) -> None:
    question: MarkedQuestion = show(form(office.desk))
    question.begin(("about this",))
    question._say()
    follows(question, languages, settled)


@pytest.mark.parametrize("kind", [PeoplePage, SettingsPage])
def test_ones_own_new_passphrase(
    kind: type[Page], office: Surroundings, show: Show, settled: Wait, languages: Languages
) -> None:
    page = show(kind(office))
    settled()
    own: OwnPassphrase = page.own
    own.start()
    follows(own, languages, settled)
