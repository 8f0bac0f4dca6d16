# SPDX-License-Identifier: Apache-2.0
"""Public sources beside a record: noted with where and when, refused, and gone from the form."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from hr_desk.operations import candidates
from hr_desk.operations.candidates import ListQuery
from ui.pages.record import RecordPage
from ui.pages.source_card import SourcesCard
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait) -> RecordPage:
    """The record of 张伟, open."""
    found: list[Any] = []
    made: RecordPage = show(RecordPage(around), 1180, 700)
    around.desk.query(
        candidates.list_applications, ListQuery(), owner=made, done=found.append, slot="test"
    )
    wait_idle()
    made.receive(found[0].rows[-1].application_id)
    wait_idle()
    wait_idle()
    return made


def tick(card: SourcesCard, key: str) -> None:
    """Tick one field of the form."""
    items = [card.form.fields.item(place) for place in range(card.form.fields.count())]
    (item,) = (one for one in items if one.data(Qt.ItemDataRole.UserRole) == key)
    item.setCheckState(Qt.CheckState.Checked)


def test_a_source_is_noted_beside_the_record(page: RecordPage, wait_idle: Wait) -> None:
    card = page.side.sources
    assert not card.buttons() and card.form.isHidden()
    card.add.click()
    tick(card, "mobile")
    card.form.yes.click()
    wait_idle()
    assert card.form.isVisible() and card.form.banner.text()  # where is missing
    card.form.place.setText("https://example.invalid/profile")
    card.form.yes.click()
    wait_idle()
    assert card.form.isHidden() and len(card.buttons()) == 1


def test_what_is_typed_of_a_source_stays_while_the_record_is_shown_again(
    page: RecordPage, wait_idle: Wait
) -> None:
    card = page.side.sources
    card.add.click()
    card.form.place.setText("示例日报")
    assert page.view is not None
    page.side.show_record(page.view)
    assert card.form.isVisible() and card.form.place.text() == "示例日报"
    page.receive(None)
    wait_idle()
    assert card.form.isHidden() and page.form.isVisible()


def test_a_record_that_lives_on_what_is_refused_is_left(page: RecordPage, wait_idle: Wait) -> None:
    card = page.side.sources
    card.add.click()
    tick(card, "mobile")
    card.form.place.setText("示例日报")
    card.form.yes.click()
    wait_idle()
    (refuse,) = card.buttons()
    refuse.click()
    wait_idle()
    assert not card.refusing.isHidden()
    card.refusing.yes.click()
    wait_idle()
    wait_idle()
    assert page.view is None and page.banner.isVisible()  # the only number: all of it goes
