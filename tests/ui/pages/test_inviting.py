# SPDX-License-Identifier: Apache-2.0
"""Inviting candidates from the list, and what their record says of it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QDateTime

from hr_desk.i18n import t
from hr_desk.operations import invitations
from ui.pages.candidates import CandidatesPage
from ui.pages.inviting import STATES
from ui.pages.record import RecordPage
from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.label import Label

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> CandidatesPage:
    made: CandidatesPage = show(CandidatesPage(around))
    return made


def mark(page: CandidatesPage, *stages: str) -> list[str]:
    """Mark one application at each of these stages."""
    ids = []
    for stage in stages:
        ids.append(next(id_ for id_, row in page._rows.items() if row.stage == stage))
    page.table.mark(ids)
    return ids


def test_only_open_applications_are_invited(page: CandidatesPage) -> None:
    mark(page, "applied", "interview")
    assert "candidates.invite" in page.handlers()
    mark(page, "applied", "not_hired")
    assert "candidates.invite" not in page.handlers()


def test_time_and_host_are_asked_and_told(
    page: CandidatesPage, around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    (id_,) = mark(page, "interview")
    page.invite()
    assert page.inviting.isVisible()
    page.inviting.at.setDateTime(QDateTime.currentDateTime().addDays(2))
    page.inviting.host.setText("刘经理")
    page.inviting.yes.click()
    wait_idle()
    assert not page.inviting.isVisible()
    record: RecordPage = show(RecordPage(around))
    record.receive(id_)
    wait_idle()
    card = record.side.invitations
    assert not card.isHidden()
    assert any("刘经理" in label.text() for label in card.findChildren(Label))
    (button,) = card.findChildren(Button)
    button.click()
    wait_idle()
    assert any(t(STATES["cancelled"]) in label.text() for label in card.findChildren(Label))


def test_what_is_wrong_is_said_in_the_panel(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "applied")
    page.invite()
    page.inviting.at.setDateTime(QDateTime.currentDateTime().addDays(-3))
    page.inviting.host.setText("刘经理")
    page.inviting.yes.click()
    wait_idle()
    assert page.inviting.isVisible()
    assert page.inviting.banner.text()


def test_every_state_has_its_word() -> None:
    assert set(STATES) == {
        "sent",
        "cancelled",
        *(one.state for one in invitations.ANSWERS.values()),
    }
