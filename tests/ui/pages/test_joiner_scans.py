# SPDX-License-Identifier: Apache-2.0
"""An ID scan in a joiner's form: refused without consent, then sealed and shown again."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hr_desk.operations import joiner_consents
from hr_desk.operations.history import HistoryLine, history_of
from hr_desk.operations.joiner_problems import ConsentFirst
from tests.ui.pages.test_onboarding import add_colleague, join, settled
from ui.forms.id_scans import BACK, FRONT, ScanEditor
from ui.pages.joiner import JoinerPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def side(colour: str) -> bytes:
    written = BytesIO()
    Image.new("RGB", (800, 500), colour).save(written, "JPEG")
    return written.getvalue()


@pytest.fixture
def joiner(ask: Callable[..., Any]) -> str:
    ask(add_colleague)
    return str(ask(join))


def editor_of(page: JoinerPage) -> ScanEditor:
    editor = page.form.row("id_image").editor
    assert isinstance(editor, ScanEditor)
    return editor


def logged(page: JoinerPage, joiner: str, wait_idle: Wait) -> int:
    """Return how often somebody looked at a document of a joiner."""
    found: list[HistoryLine] = []
    page.desk.query(history_of, "personnel", (joiner,), owner=page, done=found.extend)
    settled(wait_idle)
    return sum(line.operation == "joiner.read_document" for line in found)


def test_a_scan_is_kept_once_the_joiner_consents(
    joiner: str, open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> None:
    page: JoinerPage = show(JoinerPage(open_as(folder, "welcome")))
    page.open(joiner)
    settled(wait_idle)
    editor = editor_of(page)
    for place, colour in ((FRONT, "white"), (BACK, "gray")):
        editor.take_side(place, side(colour))
        settled(wait_idle)
    assert editor.sides() == (FRONT, BACK)
    page.save()
    settled(wait_idle)
    row = page.form.row("id_image")
    assert row.is_refused() and editor.said() == ConsentFirst(field=row.field.label).text()
    page.desk.run(joiner_consents.give, joiner, ["id_image"], owner=page)
    settled(wait_idle)
    page.save()
    settled(wait_idle)
    assert row.view.given and editor.sides() == ()
    page.open(joiner)
    settled(wait_idle)
    assert editor_of(page)._preview.pixmap().isNull(), "a stored scan is not shown by itself"
    before = logged(page, joiner, wait_idle)
    editor_of(page).look_button.click()
    settled(wait_idle)
    assert page.scan.card.isVisible() and not page.form.isVisible()
    assert page.scan.view.paper is not None and page.scan.view.picture.width() > 400
    assert logged(page, joiner, wait_idle) == before + 1
    QTest.keyClick(page.scan.view, Qt.Key.Key_Escape)
    assert page.form.isVisible() and page.scan.view.paper is None
    editor_of(page).look_button.click()
    page.open(joiner)
    settled(wait_idle)
    assert page.scan.view.paper is None and page.form.isVisible(), "it goes with its joiner"
    editor_of(page).look_button.click()
    settled(wait_idle)
    page.scan.card.done_button.click()
    settled(wait_idle)
    assert page.form.isVisible() and not page.form.row("id_image").view.given
    page.hide()  # the confined process ends with it
    settled(wait_idle)


def test_an_hr_admin_is_not_shown_the_scan(
    around: Surroundings, joiner: str, show: Show, wait_idle: Wait
) -> None:
    page: JoinerPage = show(JoinerPage(around))
    page.open(joiner)
    settled(wait_idle)
    assert "id_image" not in set(page.form.keys())
