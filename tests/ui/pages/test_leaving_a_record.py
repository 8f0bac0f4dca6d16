# SPDX-License-Identifier: Apache-2.0
"""What stays of a record that is left, cleared or gone: drafts, full values, the old text."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from hr_desk.operations import candidates, drafts
from hr_desk.operations.candidates import ListQuery
from ui.pages.drafting import key_of
from ui.pages.record import RecordPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

GONE = "0" * 32
MASKED = "nationality"
"""A field that the admin of the desk sees masked."""


@pytest.fixture
def page(around: Surroundings, show: Show) -> RecordPage:
    made: RecordPage = show(RecordPage(around))
    return made


@pytest.fixture
def opened(around: Surroundings, page: RecordPage, wait_idle: Wait) -> str:
    """Open the first application in the page; return its id."""
    found: list[candidates.ApplicationPage] = []
    around.desk.query(candidates.list_applications, ListQuery(), owner=page, done=found.append)
    wait_idle()
    page.receive(found[0].rows[0].application_id)
    wait_idle()
    page.form.row(MASKED).editor.set_text("中国")
    page.save()
    for _ in range(3):
        wait_idle()
    return found[0].rows[0].application_id


@pytest.fixture
def draft(around: Surroundings, page: RecordPage, wait_idle: Wait) -> Callable[[str | None], Any]:
    """Return a function that reads the draft of an application."""

    def read(application_id: str | None) -> Mapping[str, str] | None:
        found: list[Mapping[str, str] | None] = []
        key = key_of(application_id)
        around.desk.query(drafts.load, key, owner=page, done=found.append)
        wait_idle()
        return found[0]

    return read


def unmask(page: RecordPage, key: str) -> None:
    page.form.unmask_requested.emit((key,))
    page.unmasking.purpose.setCurrentIndex(0)
    page.unmasking.yes.click()


def test_taking_out_what_was_typed_discards_its_draft(
    page: RecordPage, opened: str, draft: Callable[[str | None], Any], wait_idle: Wait
) -> None:
    before = page.form.row("full_name").editor.text()
    page.form.row("full_name").editor.set_text("赵敏")
    page.keep_drafts()
    wait_idle()
    assert draft(opened) == {"full_name": "赵敏"}
    page.form.row("full_name").editor.set_text(before)
    page.keep_drafts()
    wait_idle()
    assert draft(opened) is None


def test_a_draft_continued_and_taken_out_is_discarded(
    page: RecordPage, opened: str, draft: Callable[[str | None], Any], wait_idle: Wait
) -> None:
    before = page.form.row("full_name").editor.text()
    page.form.row("full_name").editor.set_text("赵敏")
    page.receive(opened)
    wait_idle()
    wait_idle()
    page.keep_drafts()
    assert draft(opened) == {"full_name": "赵敏"}
    page.draft_offer._restore({"full_name": "赵敏"})
    page.form.row("full_name").editor.set_text(before)
    page.keep_drafts()
    wait_idle()
    assert draft(opened) is None


def test_a_record_that_is_gone_leaves_nothing_of_the_one_before(
    page: RecordPage, opened: str, draft: Callable[[str | None], Any], wait_idle: Wait
) -> None:
    page.form.row("full_name").editor.set_text("赵敏")
    page.receive(GONE)
    page.keep_drafts()
    wait_idle()
    page.keep_drafts()
    page.retranslate()
    wait_idle()
    assert page.banner.text()
    assert page.form.keys() == ()
    assert page.take_in.isHidden()
    page.save()
    wait_idle()
    assert draft(GONE) is None
    assert draft(opened) == {"full_name": "赵敏"}


def test_a_new_candidate_does_not_get_the_text_of_the_record_before(
    page: RecordPage, opened: str, draft: Callable[[str | None], Any], wait_idle: Wait
) -> None:
    page.form.row("full_name").editor.set_text("赵敏")
    page.start_new()
    page.keep_drafts()
    page.save()
    wait_idle()
    wait_idle()
    assert page.view is None
    assert draft(None) is None
    assert draft(opened) == {"full_name": "赵敏"}


def away(page: RecordPage, window: QWidget) -> None:
    page.hide()


def locked(page: RecordPage, window: QWidget) -> None:
    window.hide()


@pytest.mark.parametrize("leave", [away, locked])
def test_what_was_shown_in_full_is_forgotten(
    page: RecordPage,
    opened: str,
    wait_idle: Wait,
    show: Show,
    leave: Callable[[RecordPage, QWidget], None],
) -> None:
    window = QWidget()
    page.setParent(window)
    page.show()
    show(window)
    unmask(page, MASKED)
    wait_idle()
    row = page.form.row(MASKED)
    assert row.view.value is not None
    leave(page, window)
    assert row.view.value is None
    assert row.editor.text() == ""
    page.setParent(None)


def test_an_answer_after_leaving_shows_nothing(
    page: RecordPage, opened: str, wait_idle: Wait
) -> None:
    unmask(page, MASKED)
    page.hide()
    wait_idle()
    assert page.form.row(MASKED).view.value is None


def test_what_is_typed_of_a_minor_is_not_kept_and_that_is_said_once(
    page: RecordPage, draft: Callable[[str | None], Any], wait_idle: Wait
) -> None:
    page.start_new()
    for _ in range(3):
        wait_idle()
    page.form.row("full_name").editor.set_text("许小满")
    page.keep_drafts()
    wait_idle()
    assert draft(None)["full_name"] == "许小满" and not page.banner.text()
    page.form.row("birth_date").editor.set_text("2015-05-12")
    page.keep_drafts()
    wait_idle()
    assert draft(None) is None
    assert "监护人" in page.banner.text()
    page.banner.clear()
    page.form.row("full_name").editor.set_text("许小小")
    page.keep_drafts()
    wait_idle()
    assert draft(None) is None and not page.banner.text(), "said once is enough"
    page.form.row("guardian").editor.set_text("许大满 | 父亲 | 13900004322")
    page.keep_drafts()
    wait_idle()
    assert draft(None) is not None
