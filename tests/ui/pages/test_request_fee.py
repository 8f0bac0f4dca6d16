# SPDX-License-Identifier: Apache-2.0
"""A fee on the page of a request: nothing of it up to the third, then why, how much, or not."""

from collections.abc import Callable
from typing import Any

import pytest

from hr_desk.operations import requests
from hr_desk.operations.requests import Asked
from tests.support.requests import HER
from ui.pages.request import RequestPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]


@pytest.fixture
def cases(office: Surroundings, ask_office: Do) -> list[str]:
    """Four verified requests of one person to see what is kept."""
    del office
    asked = Asked(code="access", channel="phone", text="来电询问", fields=HER)
    ids = [ask_office(requests.take_in, asked).changes.created[0] for _ in range(4)]
    for id_ in ids:
        ask_office(requests.verify, id_, method="call_back")
    return ids


@pytest.fixture
def page(office: Surroundings, show: Show, settled: Wait, cases: list[str]) -> RequestPage:
    made: RequestPage = show(RequestPage(office))
    made.open(cases[2])
    settled()
    return made


def test_5_3_fee_nothing_of_it_is_shown_up_to_the_third(page: RequestPage) -> None:
    assert "request.charge" not in page.handlers()
    assert page.side.cards["fee"].isHidden()


def test_5_3_fee_from_the_fourth_on_it_is_asked_refused_said_and_taken_back(
    page: RequestPage, cases: list[str], settled: Wait
) -> None:
    page.open(cases[3])
    settled()
    assert page.side.cards["fee"].isVisible()
    page.handlers()["request.charge"]()
    form = page.charging
    assert not form.free.isVisible()
    form.fee.setText("20")
    form.cost.setText("35.50")
    form.consists.setText("光盘和邮寄")
    form.yes.click()
    settled()
    assert form.isVisible() and form.banner.text()
    form.reason.setText("一年内第四次")
    form.yes.click()
    settled()
    assert form.isHidden() and page.view is not None and page.view.fee is not None
    page.handlers()["request.charge"]()
    assert form.fee.text() == "20.00" and form.reason.text() == "一年内第四次"
    form.free.click()
    settled()
    assert form.isHidden() and page.view.fee is None
