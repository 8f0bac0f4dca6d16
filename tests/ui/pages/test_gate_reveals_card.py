# SPDX-License-Identifier: Apache-2.0
"""The officer's cards on *Today* about emergencies of which somebody is still to be told."""

import pytest
from PySide6.QtWidgets import QApplication

from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.operations import officer_today
from hr_desk.operations.today import TodayLine
from ui.pages.registry import PAGES
from ui.pages.today import TONES, TodayCard


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("message", "level"),
    [(officer_today._GATE_REVEALS, "soon"), (officer_today._GATE_REVEALS_LATE, "late")],
)
def test_3_4_4_a_card_says_how_many_and_leads_to_the_promises(
    qapp: QApplication, code: str, message: str, level: str
) -> None:
    use_language(code)
    card = TodayCard(TodayLine("gate_reveals", message, 3, "promises", level))
    assert "3" in card.text.text() and "{" not in card.text.text()
    assert card.property("level") == level and level in TONES
    assert card.line.page in {page.key for page in PAGES}
