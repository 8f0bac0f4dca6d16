# SPDX-License-Identifier: Apache-2.0
"""The page of recipients: registered, changed, struck off, and what each is asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.demo import hand_offs as demo
from hr_desk.operations import recipients
from ui.pages.recipients import RecipientsPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(handing: Surroundings, show: Show, settled: Wait) -> RecipientsPage:
    made: RecipientsPage = show(RecipientsPage(handing))
    settled()
    return made


def chosen(page: RecipientsPage, **values: str) -> None:
    """Fill in the form as a person does."""
    for name, text in values.items():
        editor = getattr(page.form, name)
        if hasattr(editor, "findData"):
            editor.setCurrentIndex(editor.findData(text))
        else:
            editor.setText(text)


def test_an_empty_list_leads_to_the_form(
    open_as: Show, empty_folder: Path, show: Show, settled: Wait
) -> None:
    page: RecipientsPage = show(RecipientsPage(open_as(empty_folder)))
    settled()
    assert page.empty.isVisible()
    page.empty.button.click()
    assert page.form.isVisible()
    page.form.left.emit()
    settled()
    assert page.empty.isVisible()


def test_a_processor_needs_an_agreement_and_gets_the_fields_of_a_template(
    page: RecipientsPage, settled: Wait, ask_desk: Callable[..., Any]
) -> None:
    page.receive("new")
    form = page.form
    assert not form._agreement.isVisible() and not form._route.isVisible()
    chosen(page, name="示例外包公司", kind="entrusted", registration="91370200MA00000002",
           contact="示例联系人")  # fmt: skip
    assert form._agreement.isVisible() and form._assessment.isVisible()
    place = form.fields.like.findData("payroll_new_hires")
    form.fields.like.setCurrentIndex(place)
    form.fields.like.activated.emit(place)
    form.save()
    settled()
    assert form.isVisible() and form.banner.text()
    chosen(page, agreement="A-7", assessment="评估 2026-2")
    form.save()
    settled()
    assert page.table.isVisible() and page.table.records.rowCount() == 4
    newest = ask_desk(recipients.list_recipients)[0].recipient
    assert (newest.name, newest.agreement) == ("示例外包公司", "A-7")
    assert newest.assessment == "评估 2026-2"
    assert "bank_account_no" in newest.fields and newest.purposes == ("hire.payroll_si",)


def test_whoever_is_abroad_is_asked_for_route_and_assessment(page: RecipientsPage) -> None:
    page.begin_new()
    form = page.form
    before = form._consent.text()
    chosen(page, country="DEU")
    assert form._route.isVisible() and form._assessment.isVisible()
    assert form._consent.text() != before
    chosen(page, route="standard_contract", assessment="评估 2026-1")
    assert form.recipient().route == "standard_contract"
    chosen(page, country="CHN")
    assert (form.recipient().route, form.recipient().assessment) == ("", "")


def test_one_is_changed_and_struck_off(
    page: RecipientsPage, settled: Wait, ask_desk: Callable[..., Any]
) -> None:
    name = demo.RECIPIENTS["wage_bank"][0]
    known = {one.recipient.name: one.id for one in ask_desk(recipients.list_recipients)}
    page.receive(known[name])
    page.handlers()["recipients.change"]()
    assert page.form.name.text() == name and len(page.form.fields.chosen()) == 7
    chosen(page, contact="另一位联系人")
    page.form.save()
    settled()
    changed = ask_desk(recipients.recipient_named, known[name])
    assert changed.recipient.contact == "另一位联系人" and changed.version == 2
    page.table.mark([known[name]])
    page.handlers()["recipients.end"]()
    assert name in page.ending.sentence.text()
    page.ending.yes.click()
    settled()
    assert ask_desk(recipients.recipient_named, known[name]).ended
    page.table.mark([known[name]])
    assert set(page.handlers()) == {"recipients.new"}
