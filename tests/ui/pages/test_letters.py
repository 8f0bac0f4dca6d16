# SPDX-License-Identifier: Apache-2.0
"""Letters in the window: asked, looked at as they print, and let out as they were looked at."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtWidgets import QDateEdit, QLineEdit

from hr_desk.i18n import use_language
from hr_desk.operations import candidates, disclosure, recruitment
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.disclosure import DisclosureLine
from hr_desk.operations.letter_problems import NobodyWasTold
from tests.ui.pages.test_onboarding import add_colleague, join, settled, write
from ui.pages.joiner import JoinerPage
from ui.pages.letters import LetterPanel
from ui.pages.record import RecordPage
from ui.printing.to_printer import NoPrinter
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
        return "".join(pages).replace("\r\n", "")
    finally:
        document.close()


def shown(panel: LetterPanel) -> str:
    """Return the words on the paper that is shown."""
    assert panel.view.paper is not None
    return text_of(panel.view.paper.content)


def choose(panel: LetterPanel, key: str, wait_idle: Wait) -> None:
    panel.letter.setCurrentIndex(panel.letter.findData(key))
    settled(wait_idle)


@pytest.fixture
def record(around: Surroundings, show: Show, wait_idle: Wait) -> RecordPage:
    """The record of 张伟, who was made an offer."""
    page: RecordPage = show(RecordPage(around))
    found: dict[str, str] = {}

    def keep(listed: candidates.ApplicationPage) -> None:
        found.update({r.cells["full_name"].text: r.application_id for r in listed.rows})

    around.desk.query(candidates.list_applications, ListQuery(), owner=page, done=keep)
    wait_idle()
    around.desk.run(recruitment.advance, [found["张伟"]], to="offered", owner=page)
    wait_idle()
    page.receive(found["张伟"])
    settled(wait_idle)
    return page


def test_an_offer_is_drawn_while_one_types_and_leaves_as_it_was_shown(
    record: RecordPage, wait_idle: Wait, tmp_path: Path
) -> None:
    record.handlers()["record.letter"]()
    settled(wait_idle)
    panel = record.meetings.letters.panel
    assert panel.isVisible() and not record.form.isVisible()
    choose(panel, "offer", wait_idle)
    place, begin = panel.asked["place"], panel.asked["begin_on"]
    assert isinstance(place, QLineEdit) and isinstance(begin, QDateEdit)
    assert place.text() == "示例市示例路1号"
    first = record.desk.session.today() + timedelta(days=14)
    assert begin.date().toPython() == first
    said = shown(panel)
    for word in ("张伟：", "装配工", f"{first.year}年{first.month}月{first.day}日", "示例公司"):
        assert word in said
    assert not panel.view.picture.is_empty()
    place.setText("一号车间")
    place.textEdited.emit("一号车间")
    assert panel._pause.isActive()
    panel.draw()
    assert not panel.yes.isEnabled()  # what is shown is not what is asked any more
    settled(wait_idle)
    assert "一号车间" in shown(panel)
    content = panel.view.paper.content if panel.view.paper is not None else b""
    panel.write(tmp_path / "offer.pdf")
    settled(wait_idle)
    assert "offer.pdf" in record.banner.text()
    assert (tmp_path / "offer.pdf").read_bytes() == content
    assert panel.isHidden() and panel.view.paper is None and record.form.isVisible()
    found: list[Any] = []
    record.desk.query(disclosure.registered, owner=record, done=found.append)
    wait_idle()
    ((line,),) = found
    assert (line.kind, line.purpose, line.people, line.completed) == (
        "print", "apply.contact", 1, True,
    )  # fmt: skip


def registered(page: RecordPage, wait_idle: Wait) -> list[DisclosureLine]:
    found: list[Any] = []
    page.desk.query(disclosure.registered, owner=page, done=found.extend)
    wait_idle()
    return found


def test_a_letter_goes_to_the_printer_at_once_as_it_was_shown(
    record: RecordPage, wait_idle: Wait
) -> None:
    record.handlers()["record.letter"]()
    settled(wait_idle)
    panel, sent = record.meetings.letters.panel, list[bytes]()
    panel.printer = sent.append
    choose(panel, "offer", wait_idle)
    content = panel.view.paper.content if panel.view.paper is not None else b""
    assert panel.save.isVisible() and panel.save.isEnabled()
    panel.yes.click()
    assert not panel.yes.isEnabled() and not panel.save.isEnabled()
    settled(wait_idle)
    assert sent == [content] and panel.isHidden() and panel.out is None
    assert "录用" in record.banner.text()
    assert [one.completed for one in registered(record, wait_idle)] == [True]


def test_where_the_printer_is_gone_nothing_is_lost_and_the_letter_may_be_saved(
    record: RecordPage, wait_idle: Wait, tmp_path: Path
) -> None:
    def gone(_content: bytes) -> None:
        raise NoPrinter

    record.handlers()["record.letter"]()
    settled(wait_idle)
    panel = record.meetings.letters.panel
    panel.printer = gone
    choose(panel, "offer", wait_idle)
    said = shown(panel)
    panel.yes.click()
    settled(wait_idle)
    assert panel.banner.text() == NoPrinter().text() and shown(panel) == said
    assert [one.completed for one in registered(record, wait_idle)] == [False]
    assert panel.yes.isEnabled() and panel.save.isEnabled()
    panel.write(tmp_path / "offer.pdf")
    settled(wait_idle)
    assert panel.isHidden() and text_of((tmp_path / "offer.pdf").read_bytes()) == said
    assert [one.completed for one in registered(record, wait_idle)] == [True]


def test_a_letter_that_would_say_something_else_by_now_is_not_printed(
    record: RecordPage, wait_idle: Wait
) -> None:
    record.handlers()["record.letter"]()
    settled(wait_idle)
    panel, sent = record.meetings.letters.panel, list[bytes]()
    panel.printer = sent.append
    choose(panel, "offer", wait_idle)
    assert record.view is not None
    ids = [record.view.application_id]
    record.desk.run(recruitment.withdraw, ids, owner=record)
    wait_idle()
    panel.yes.click()
    settled(wait_idle)
    assert sent == [] and panel.banner.isVisible() and registered(record, wait_idle) == []


def test_what_is_missing_is_said_and_nothing_can_be_saved(
    record: RecordPage, wait_idle: Wait
) -> None:
    record.handlers()["record.letter"]()
    settled(wait_idle)
    panel = record.meetings.letters.panel
    choose(panel, "told", wait_idle)
    assert panel.banner.isVisible() and not panel.yes.isEnabled() and not panel.save.isEnabled()
    assert panel.banner.text() == NobodyWasTold().text()
    assert panel.view.paper is None and panel.asked == {}
    choose(panel, "offer", wait_idle)
    assert panel.yes.isEnabled() and not panel.banner.isVisible()
    panel.in_language.setCurrentIndex(panel.in_language.findData("en"))
    settled(wait_idle)
    assert "Letter of offer" in shown(panel) and "Dear 张伟" in shown(panel)
    use_language("en")
    try:
        record.meetings.letters.panel.changeEvent(_language_change())
        assert panel.letter.currentText() == "Letter of offer"
    finally:
        use_language("zh_CN")
    record.hide()
    assert panel.isHidden() and panel.view.paper is None


def _language_change() -> Any:
    from PySide6.QtCore import QEvent

    return QEvent(QEvent.Type.LanguageChange)


def test_a_joiner_gets_the_letters_of_their_state(
    ask: Callable[..., Any], open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> None:
    ask(add_colleague)
    joiner = ask(join)
    page: JoinerPage = show(JoinerPage(open_as(folder, "welcome")))
    assert not page.letters.button.isVisible() and "joiner.letter" not in page.handlers()
    page.open(joiner)
    settled(wait_idle)
    write(page, birth_date="1990-05-12")
    page.save()
    settled(wait_idle)
    panel = page.letters.panel
    page.handlers()["joiner.letter"]()
    settled(wait_idle)
    assert [panel.letter.itemData(n) for n in range(panel.letter.count())] == ["told"]
    panel.leave()
    page.steps.buttons["start"].click()
    page.steps.yes.click()
    settled(wait_idle)
    page.letters.button.click()
    settled(wait_idle)
    assert panel.letter.findData("appointment") >= 0 and panel.letter.findData("offer") == -1
    choose(panel, "appointment", wait_idle)
    assert panel.banner.isVisible()
    label = page.desk.catalogue.field("contract_term").label
    assert str(label) in panel.banner.text()
