# SPDX-License-Identifier: Apache-2.0
"""What recruitment found of a joiner: nothing shown before it is asked for, little to most."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hr_desk.operations.evaluations import OTHER, Evaluation
from ui.language import Languages
from ui.pages.joiner_evaluation import EvaluationCard, said_of
from ui.session import Surroundings

HELD = datetime(2026, 3, 2, 1, tzinfo=UTC)


def test_the_card_comes_with_the_first_scorecard_and_reads_on_demand(
    around: Surroundings, show: Callable[..., Any], languages: Languages
) -> None:
    languages.use("en")
    card: EvaluationCard = show(EvaluationCard(around.desk))
    card.look("ab" * 16, 0)
    assert card.isHidden()
    card.look("ab" * 16, 2)
    assert not card.isHidden() and not card.open_button.isHidden()
    card._show((Evaluation(HELD, "王工", None, None, None, None, None),))
    assert card.open_button.isHidden()
    card.forget()
    assert not card.open_button.isHidden(), "left: nothing that was read stays"


def test_what_a_role_may_not_read_is_said_to_be_closed(
    around: Surroundings, languages: Languages
) -> None:
    catalogue = around.desk.catalogue
    languages.use("en")
    closed = Evaluation(HELD, "王工", None, None, None, None, None)
    assert said_of(closed, catalogue) == (
        "2026-03-02 王工: what they found is for recruiters alone."
    )
    remarks = {"safety": "戴了护目镜", OTHER: "住得近"}
    open_one = Evaluation(HELD, "王工", {"safety": 4}, remarks, "hire", None, None)
    criteria = catalogue.code_lists["evaluation_criterion"].codes
    assert str(criteria["safety"]) + " 4" in said_of(open_one, catalogue)
    assert "戴了护目镜" in said_of(open_one, catalogue) and "住得近" in said_of(open_one, catalogue)
