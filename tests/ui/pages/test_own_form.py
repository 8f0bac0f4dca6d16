# SPDX-License-Identifier: Apache-2.0
"""The card of a joiner's own part: a code shown once, a form taken over or thrown away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from hr_desk.domain import joining_code
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.profile import take_up
from hr_desk.operations import handing_over, intake, joiner_views, profiles
from hr_desk.operations.session import Session
from tests.ui.pages.test_onboarding import accept, settle, settled
from ui.pages.joiner import JoinerPage
from ui.pages.own_form import OwnFormCard
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

ID_NUMBER = "370202199005120043"
STROKES = (((10, 10), (60, 80)),)


def join(session: Session) -> str:
    """Hand 张伟 over, who begins today; returns the joiner."""
    handing_over.hand_over(session, [accept(session)], start_on=session.today())
    settle(session)
    (row,) = joiner_views.list_joiners(session, joiner_views.JoinerQuery())
    return str(row.joiner_id)


def send(session: Session, place: Path, code: str) -> int:
    """Send the form of a joiner from a kiosk and take it in; returns how many came."""
    made = profiles.create(session, name="大厅", errands=["join"])
    taken = take_up(made.content, desk=session.desk_id, folder=place, today=session.today())
    drop = Drop(place, session.folder / "inbox", taken)
    fields = {"full_name": "张伟", "id_number": ID_NUMBER, "hukou_address": "示例路 9 号",
              "birth_date": "1990-05-12"}  # fmt: skip
    drop.join(fields, code=joining_code.typed(code), strokes=STROKES, confirmed={},
              language="zh_CN")  # fmt: skip
    return int(intake.take_in(session).taken)


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait, ask: Callable[..., Any]) -> JoinerPage:
    made: JoinerPage = show(JoinerPage(around))
    made.open(str(ask(join)))
    settled(wait_idle)
    return made


def said(card: OwnFormCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card))


def came(page: JoinerPage, wait_idle: Wait, ask: Callable[..., Any], place: Path) -> OwnFormCard:
    """Hand out a code and let the form come; returns the card that shows it."""
    card = page.own_form
    card.hand.click()
    settled(wait_idle)
    assert card.code is not None
    assert ask(send, place, card.code.shown) >= 1
    assert page.view is not None
    page.open(page.view.joiner_id)
    settled(wait_idle)
    return card


def test_a_code_is_shown_to_be_handed_out_and_never_again(
    page: JoinerPage, wait_idle: Wait
) -> None:
    card = page.own_form
    assert card.isVisible()
    assert card.take.isHidden()
    card.hand.click()
    settled(wait_idle)
    assert card.code is not None
    assert card.code.shown in said(card)
    card._id = ""
    assert page.view is not None
    card.look(page.view)
    settled(wait_idle)
    assert card.code is None
    assert card.isVisible()


def test_a_form_is_shown_and_taken_over(
    page: JoinerPage, wait_idle: Wait, ask: Callable[..., Any], tmp_path: Path
) -> None:
    card = came(page, wait_idle, ask, tmp_path / "lobby")
    assert "示例路 9 号" in said(card)
    assert ID_NUMBER in said(card)
    assert page.form.row("hukou_address").editor.text() == ""
    card.take.click()
    settled(wait_idle)
    assert page.form.row("hukou_address").editor.text() == "示例路 9 号"
    assert "id_number" in page.numbers.buttons
    assert card.take.isHidden()


def test_a_form_that_is_not_theirs_is_thrown_away_after_a_question(
    page: JoinerPage, wait_idle: Wait, ask: Callable[..., Any], tmp_path: Path
) -> None:
    card = came(page, wait_idle, ask, tmp_path / "lobby")
    card.throw.click()
    assert card.throwing.isVisible()
    card.throwing.no.click()
    assert card.form is not None
    card.throw.click()
    card.throwing.yes.click()
    settled(wait_idle)
    assert card.form is None
    assert ID_NUMBER not in said(card)
