# SPDX-License-Identifier: Apache-2.0
"""Consents on a record: nothing ticked beforehand, the text in full, the effect told before."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from hr_desk.i18n import t
from hr_desk.operations import candidates, consent_cover, consent_texts
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.consent_cover import Changed, Cover
from ui.pages.consenting import outdated_said
from ui.pages.record import RecordPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait) -> RecordPage:
    """The record of 张伟, open."""
    made: RecordPage = show(RecordPage(around))
    open_record(around, made, wait_idle, "张伟")
    return made


def open_record(around: Surroundings, page: RecordPage, wait_idle: Wait, name: str) -> None:
    found: dict[str, str] = {}

    def keep(listed: candidates.ApplicationPage) -> None:
        found.update({r.cells["full_name"].text: r.application_id for r in listed.rows})

    around.desk.query(candidates.list_applications, ListQuery(), owner=page, done=keep)
    wait_idle()
    page.receive(found[name])
    wait_idle()
    wait_idle()


def words(page: RecordPage) -> str:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(one.text() for one in page.side.consents.findChildren(QLabel))


def ask(page: RecordPage, subject: str, wait_idle: Wait) -> None:
    page.side.consents.buttons[subject].click()
    wait_idle()


def agree(page: RecordPage, subject: str, wait_idle: Wait) -> None:
    ask(page, subject, wait_idle)
    page.consents.question.done.setChecked(True)
    page.consents.question.yes.click()
    for _ in range(3):
        wait_idle()


def test_every_consent_is_listed_and_none_is_given(around: Surroundings, page: RecordPage) -> None:
    assert tuple(page.side.consents.buttons) == consent_texts.subjects(around.desk.session)
    assert words(page).count(t("Not given.")) == len(page.side.consents.buttons)


def test_nothing_is_ticked_and_nothing_is_noted_unticked(
    around: Surroundings, page: RecordPage, wait_idle: Wait
) -> None:
    for subject in tuple(page.side.consents.buttons):
        ask(page, subject, wait_idle)
        question = page.consents.question
        assert not any(box.isChecked() for box in question.findChildren(QCheckBox))
        assert not question.yes.isEnabled()
        question.yes.click()
        wait_idle()
        question.leave()
    assert words(page).count(t("Not given.")) == len(page.side.consents.buttons)


def test_the_exact_text_is_shown_in_the_language_chosen(
    around: Surroundings, page: RecordPage, wait_idle: Wait
) -> None:
    ask(page, "photo", wait_idle)
    question = page.consents.question
    texts: list[consent_texts.ConsentText] = []
    for code in ("zh_CN", "en"):
        around.desk.query(consent_texts.text_of, "photo", code, owner=page, done=texts.append)
    wait_idle()
    assert question.text.text() == texts[0].text
    question.done.setChecked(True)
    question.in_language.setCurrentIndex(question.in_language.findData("en"))
    wait_idle()
    assert question.text.text() == texts[1].text
    assert not question.done.isChecked(), "another text is agreed to anew"


def test_what_was_given_is_said_and_withdrawn_after_its_effect(
    page: RecordPage, wait_idle: Wait
) -> None:
    photo = BytesIO()
    Image.new("RGB", (300, 420), (180, 40, 40)).save(photo, "JPEG")
    page.form.row("photo").editor.take(photo.getvalue())  # type: ignore[attr-defined]
    wait_idle()
    page.save()
    for _ in range(4):
        wait_idle()
    agree(page, "photo", wait_idle)
    assert words(page).count(t("Not given.")) == len(page.side.consents.buttons) - 1
    ask(page, "photo", wait_idle)
    question = page.consents.question
    field = page.desk.catalogue.field("photo")
    assert str(field.label) in question.text.text()
    assert question.done.isHidden()
    assert page.view is not None
    assert page.view.named("photo") is not None
    question.yes.click()
    for _ in range(3):
        wait_idle()
    view = page.view.named("photo")
    assert view is not None
    assert not view.given
    withdrawn = t("Withdrawn on {day}.", day=page.desk.session.today())
    assert withdrawn in words(page)


def test_one_that_is_out_of_date_says_why_and_is_asked_for_anew(
    page: RecordPage, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(page, "photo", wait_idle)
    assert "photo" in page.side.consents.withdrawals
    day = page.desk.session.today()
    changed = Cover((Changed(2, day, frozenset({"photo"})),))
    monkeypatch.setattr(consent_cover, "today", lambda _session: changed)
    assert page.view is not None
    page.receive(page.view.application_id)
    for _ in range(3):
        wait_idle()
    assert page.view.named("photo") is None
    assert outdated_said(day) in words(page)
    assert page.side.consents.buttons["photo"].text() == t("Ask for it…")
    page.side.consents.withdrawals["photo"].click()
    wait_idle()
    assert page.consents.question.done.isHidden()
    page.consents.question.leave()
    monkeypatch.undo()
    agree(page, "photo", wait_idle)
    assert outdated_said(day) not in words(page)


def test_a_spoken_consent_asks_for_its_witness(page: RecordPage, wait_idle: Wait) -> None:
    ask(page, "photo", wait_idle)
    question = page.consents.question
    assert not question.witness.isVisible()
    question.how.setCurrentIndex(question.how.findData("spoken"))
    assert question.witness.isVisible()
    question.done.setChecked(True)
    question.yes.click()
    wait_idle()
    assert question.isVisible()
    question.witness.setText("李雷")
    question.yes.click()
    for _ in range(3):
        wait_idle()
    assert "李雷" in words(page)


def test_the_pool_has_an_end_that_the_text_names(
    around: Surroundings, page: RecordPage, wait_idle: Wait
) -> None:
    open_record(around, page, wait_idle, "欧阳娜娜")
    assert page.view is not None
    assert page.view.retention is not None
    assert page.view.retention.class_key == "REJ"
    ask(page, "pool.future", wait_idle)
    question = page.consents.question
    assert question.until.isVisible()
    until = around.desk.session.today() + dt.timedelta(days=100)
    question.until.setDate(until)  # type: ignore[arg-type]
    wait_idle()
    assert until.isoformat() in question.text.text()
    question.done.setChecked(True)
    question.yes.click()
    for _ in range(3):
        wait_idle()
    assert page.view.retention is not None
    assert page.view.retention.class_key == "POOL"
    assert page.view.retention.due == until
    ask(page, "pool.future", wait_idle)
    assert str(page.desk.catalogue.classes["REJ"].label) in question.text.text()
    question.yes.click()
    for _ in range(3):
        wait_idle()
    assert page.view.retention is not None
    assert page.view.retention.class_key == "REJ"


def test_the_card_speaks_the_language_in_use(
    around: Surroundings, page: RecordPage, wait_idle: Wait
) -> None:
    around.languages.use("en")
    QApplication.processEvents()
    wait_idle()
    assert str(page.desk.catalogue.field("photo").label.en) in words(page)
