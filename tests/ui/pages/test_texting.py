# SPDX-License-Identifier: Apache-2.0
"""Texts to copy for marked candidates, the text written anew, and the call list."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from PySide6.QtGui import QGuiApplication

from hr_desk.operations import disclosure, interviews, messages
from hr_desk.operations.interviews import Plan
from hr_desk.operations.session import Session
from ui.pages.candidates import CandidatesPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait) -> CandidatesPage:
    """The list with two marked who are still in the running, one with an interview."""
    made: CandidatesPage = show(CandidatesPage(around))
    wait_idle()
    first = next(id_ for id_, row in made._rows.items() if row.stage == "interview")
    second = next(id_ for id_, row in made._rows.items() if row.stage == "applied")
    at = around.desk.session.now() + timedelta(days=1)
    plan = Plan(at=at, minutes=20, host="刘经理", place="二楼会议室")
    around.desk.run(interviews.arrange, (first,), plan, owner=made)
    wait_idle()
    wait_idle()
    made.table.mark([first, second])
    return made


def start(page: CandidatesPage, verb: str, wait_idle: Wait) -> Any:
    page.handlers()[f"candidates.{verb}"]()
    wait_idle()
    wait_idle()
    return {"message": page.contacting.texting, "calls": page.contacting.calling}[verb]


def choose(panel: Any, occasion: str, wait_idle: Wait) -> None:
    panel.occasion.setCurrentIndex(panel.occasion.findData(occasion))
    wait_idle()


def copies(session: Session) -> int:
    bodies = session.compartment("hiring").read("SELECT body FROM audit")
    return sum('"message.copy"' in body for (body,) in bodies)


def test_each_gets_a_text_of_their_own_and_copying_leads_on(
    page: CandidatesPage, around: Surroundings, wait_idle: Wait
) -> None:
    panel = start(page, "message", wait_idle)
    choose(panel, "offer", wait_idle)
    first = panel.text.toPlainText()
    panel.yes.click()
    wait_idle()
    assert QGuiApplication.clipboard().text() == first
    assert panel.text.toPlainText() != first, "the next candidate's"
    counted: list[int] = []
    around.desk.query(copies, owner=page, done=counted.append)
    wait_idle()
    assert counted == [1], "logged before it was on the clipboard"
    panel.no.click()
    assert QGuiApplication.clipboard().text() == "", "nothing stays on the clipboard"


def test_whoever_has_an_interview_is_first_with_time_and_place_in_both_languages(
    page: CandidatesPage, wait_idle: Wait
) -> None:
    panel = start(page, "message", wait_idle)
    assert "二楼会议室" in panel.text.toPlainText() and "刘经理" in panel.text.toPlainText()
    panel.language.setCurrentIndex(panel.language.findData("en"))
    wait_idle()
    text = panel.text.toPlainText()
    assert "Your interview" in text and "二楼会议室" in text


def test_without_an_interview_there_is_nothing_to_copy(
    page: CandidatesPage, wait_idle: Wait
) -> None:
    panel = start(page, "message", wait_idle)
    empty = next(n for n, one in enumerate(panel._drafts) if not one.texts["zh_CN"])
    panel._place = empty
    panel._show()
    assert panel.text.toPlainText() == "" and not panel.yes.isEnabled()


def test_leaving_the_page_takes_the_text_away(page: CandidatesPage, wait_idle: Wait) -> None:
    panel = start(page, "message", wait_idle)
    choose(panel, "offer", wait_idle)
    panel.yes.click()
    wait_idle()
    page.keep_drafts()
    assert QGuiApplication.clipboard().text() == ""
    assert panel.text.toPlainText() == "" and not panel.isVisible()


def test_a_text_is_written_anew_for_everybody(
    page: CandidatesPage, around: Surroundings, wait_idle: Wait
) -> None:
    panel = start(page, "message", wait_idle)
    choose(panel, "offer", wait_idle)
    panel.template.click()
    template = page.contacting.template
    assert template.isVisible() and not panel.isVisible()
    assert "{name}" in template.zh.toPlainText()
    assert template.shipped.isHidden()
    template.zh.setPlainText("{name}，请致电{salary}")
    template.yes.click()
    wait_idle()
    assert template.isVisible() and "salary" in template.banner.text()
    template.zh.setPlainText("{name}，请于方便时致电{phone}。")
    template.yes.click()
    wait_idle()
    assert not template.isVisible()
    panel = start(page, "message", wait_idle)
    choose(panel, "offer", wait_idle)
    assert "请于方便时致电0532-80000000。" in panel.text.toPlainText()
    panel.template.click()
    template.shipped.click()
    wait_idle()
    found: list[Any] = []
    around.desk.query(messages.texts, owner=page, done=found.append)
    wait_idle()
    assert not any("请于方便时" in one.text.zh for one in found[0])


def registered(session: Session) -> tuple[str, int, bool, list[str]]:
    (line, *_) = disclosure.registered(session)
    row = session.compartment("hiring").read_one(
        "SELECT fields FROM disclosure WHERE id = ?", (line.id,)
    )
    return line.kind, line.people, line.completed, json.loads(row[0])


def test_the_call_list_is_shown_and_goes_to_the_printer_at_once(
    page: CandidatesPage, around: Surroundings, wait_idle: Wait
) -> None:
    panel = start(page, "calls", wait_idle)
    assert len(panel.lines) == 2
    assert all(one.phone for one in panel.lines)
    assert sum(one.interview_at is not None for one in panel.lines) == 1
    sent: list[bytes] = []
    panel.printer = sent.append
    said = [(one.name, one.phone) for one in panel.lines]
    panel.yes.click()
    wait_idle()
    wait_idle()
    assert len(sent) == 1 and not panel.isVisible() and panel.lines == ()
    assert page.banner.isVisible()
    pages = [one.get_textpage() for one in pypdfium2.PdfDocument(sent[0])]
    text = "".join(one.get_text_range() for one in pages)
    assert all(name in text and phone in text for name, phone in said)
    found: list[Any] = []
    around.desk.query(registered, owner=page, done=found.append)
    wait_idle()
    assert found[0] == ("print", 2, True, ["full_name", "mobile"])
