# SPDX-License-Identifier: Apache-2.0
"""Closing on the page of a request: letters that are not out are named, made, or left out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.i18n import t
from hr_desk.operations import requests
from hr_desk.operations.request_closing import THE_PERSON
from hr_desk.operations.requests import Asked
from ui.pages.request import RequestPage
from ui.pages.request_closing import CloseForm
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]


@pytest.fixture
def page(office: Surroundings, ask_office: Do, show: Show, settled: Wait) -> RequestPage:
    """A decided request of somebody no file knows, the question about closing open."""
    who = {"full_name": "孙小梅", "mobile": "13900001234"}
    asked = Asked(code="access", channel="phone", text="来电询问", fields=who)
    id_ = ask_office(requests.take_in, asked).changes.created[0]
    ask_office(requests.verify, id_, method="call_back")
    ask_office(requests.decide, id_, outcome="granted", without="当面答复")
    made: RequestPage = show(RequestPage(office))
    made.open(id_)
    settled()
    made.handlers()["request.close"]()
    settled()
    return made


def told(form: CloseForm) -> str:
    """Return what the question says of letters."""
    return form._told.text()


def test_9_complain_the_letter_is_named_and_made_first(
    page: RequestPage, settled: Wait, tmp_path: Path
) -> None:
    form = page.closing
    assert form.owed == (THE_PERSON,) and form.make.isVisible()
    assert t("Close without these letters") == form.yes.text() and told(form)
    form.yes.click()
    settled()
    assert form.isVisible() and form.banner.text(), "neither a letter nor a reason"
    form.make.click()
    settled()
    assert form.isHidden() and page.letters.isVisible()
    page.letters.write(tmp_path / "answer.pdf")
    settled()
    page.handlers()["request.close"]()
    settled()
    assert not (form.owed or form.make.isVisible() or form.why.isVisible())
    form.yes.click()
    settled()
    assert page.view is not None and page.view.row.state == "closed"


def test_why_it_is_left_out_stands_in_the_case(page: RequestPage, settled: Wait) -> None:
    page.closing.why.setText("已当面答复")
    page.closing.yes.click()
    settled()
    assert page.view is not None and page.view.row.state == "closed"
    assert "已当面答复" in page.view.notes[-1].text
    assert page.closing.isHidden()


def test_a_recipient_who_was_not_told_is_named(page: RequestPage) -> None:
    page.closing._show((THE_PERSON, "示例人力公司"))
    assert "示例人力公司" in told(page.closing) and len(told(page.closing).splitlines()) == 2
