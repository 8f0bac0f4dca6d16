# SPDX-License-Identifier: Apache-2.0
"""The purpose card: why a field is asked, who sees it, until when it is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import use_language
from ui.forms.purpose_card import COMPARTMENTS, PurposeCard, basis_words, kept_until, readers

# Said of every window and pop-up by the platform without a screen.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass(frozen=True)
class Clock:
    class_key: str = "REJ"
    clock_day: date = date(2026, 1, 1)
    due: date = date(2026, 6, 30)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def card(qtbot: QtBot, catalogue: Catalogue) -> PurposeCard:
    made = PurposeCard(catalogue, Scenario.RECRUITMENT)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_card_explains_every_field(
    card: PurposeCard, catalogue: Catalogue, language: str
) -> None:
    use_language(language)
    for field in catalogue.fields_of("hiring", Scenario.RECRUITMENT):
        card.show_field(field.key)
        text = card.text()
        for said in (field.purpose, field.refusal, catalogue.classes["REJ"].label):
            assert str(said) in text
        assert "PIPL" not in text


def test_the_card_names_the_day_when_a_clock_runs(card: PurposeCard) -> None:
    card.show_field("mobile", Clock())
    assert "2026-06-30" in card.text()
    card.show_field("mobile")
    assert "2026-06-30" not in card.text()


def test_the_card_says_who_reads_it_in_full_and_masked(catalogue: Catalogue) -> None:
    roles = catalogue.roles
    assert readers(catalogue, catalogue.field("birth_date"), "hiring") == (
        str(roles["hr_admin"].label),
        str(roles["recruiter"].label),
    )


def test_the_card_gives_the_companys_reason(
    card: PurposeCard, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = catalogue.field("full_name").label
    special = replace(catalogue.field("photo"), reason=reason)
    monkeypatch.setattr(type(catalogue), "field", lambda _self, _key: special)
    card.show_field("photo")
    assert str(reason) in card.text()


def test_the_card_follows_the_language(card: PurposeCard, catalogue: Catalogue) -> None:
    card.show_field("mobile")
    use_language("en")
    QApplication.sendEvent(card, QEvent(QEvent.Type.LanguageChange))
    assert catalogue.field("mobile").purpose.en in card.text()


WORDS: list[tuple[str, Callable[[str], bool]]] = [
    ("PIPL 13(2)(3); 劳动合同法 17", lambda said: "劳动合同法 17" in said),
    ("PIPL 31", lambda said: "31" in said and "PIPL" not in said),
]


@pytest.mark.parametrize(("basis", "right"), WORDS)
def test_a_legal_basis_is_said_in_words(basis: str, right: Callable[[str], bool]) -> None:
    assert right(basis_words(basis))


def test_a_class_without_a_period_is_kept(catalogue: Catalogue) -> None:
    assert kept_until(catalogue.classes["POL"], None)


@pytest.mark.parametrize("scenario", list(COMPARTMENTS))
def test_everything_the_card_says_in_english_begins_with_a_capital(
    qtbot: QtBot, catalogue: Catalogue, scenario: Scenario
) -> None:
    use_language("en")
    card = PurposeCard(catalogue, scenario)
    qtbot.addWidget(card)
    for field in catalogue.fields.values():
        card.show_field(field.key, Clock())
        begun_low = [line for line in card.text().split("\n") if line[:1].islower()]
        assert not begun_low, field.key
