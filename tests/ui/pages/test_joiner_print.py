# SPDX-License-Identifier: Apache-2.0
"""Forms of a joiner on paper: what the file knows, numbers in full only where it is asked for."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hr_desk.operations import joiner_views
from hr_desk.operations.session import Session
from tests.ui.pages.test_onboarding import NUMBER, opened_joiner, settled, write
from ui.pages.joiner import JoinerPage
from ui.widgets.entry import show_day

Show = Callable[..., Any]
Wait = Callable[[], None]


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture
def page(
    ask: Callable[..., Any], open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> JoinerPage:
    """The file of somebody due to start, opened by an onboarding colleague."""
    return opened_joiner(ask, open_as, folder, show, wait_idle)


def purposes(page: JoinerPage, wait_idle: Wait) -> set[tuple[str, str | None]]:
    found: list[Any] = []

    def history(session: Session, joiner_id: str) -> Any:
        return joiner_views.open_joiner(session, joiner_id).history

    assert page.view is not None
    page.desk.query(history, page.view.joiner_id, owner=page, done=found.append)
    wait_idle()
    return {(one.operation, one.purpose) for one in found[0]}


def test_the_form_says_what_the_file_knows_and_numbers_on_demand(
    page: JoinerPage, wait_idle: Wait, tmp_path: Path
) -> None:
    write(page, id_number=NUMBER, current_address="青岛市虚构路 8 号")
    page.save()
    settled(wait_idle)
    page.numbers.buttons["id_number"].click()
    settled(wait_idle)
    page.handlers()["joiner.print"]()
    panel = page.papers
    panel.form.setCurrentIndex(panel.form.findData("joining"))
    assert panel.in_full.isVisible() and not panel.in_full.isChecked()
    panel.write(tmp_path / "plain.pdf")
    settled(wait_idle)
    said = text_of(tmp_path / "plain.pdf")
    assert "张伟" in said and "青岛市虚构路 8 号" in said and NUMBER not in said
    assert page.banner.isVisible() and panel.isHidden()
    assert purposes(page, wait_idle) >= {("joiner.print", "hire.contract")}
    assert ("joiner.unmask", "hire.contract") not in purposes(page, wait_idle)
    page.print_form()
    panel.form.setCurrentIndex(panel.form.findData("joining"))
    panel.in_full.setChecked(True)
    panel.write(tmp_path / "full.pdf")
    settled(wait_idle)
    assert NUMBER in text_of(tmp_path / "full.pdf")
    assert ("joiner.unmask", "hire.contract") in purposes(page, wait_idle)


def test_a_notice_to_report_names_post_and_day_and_only_who_is_expected_gets_one(
    page: JoinerPage, wait_idle: Wait, tmp_path: Path
) -> None:
    write(page, birth_date="1990-05-12")
    page.save()
    settled(wait_idle)
    page.print_form()
    panel = page.papers
    panel.form.setCurrentIndex(panel.form.findData("report"))
    assert not panel.in_full.isVisible()
    assert panel.post.text()
    panel.time.setText("8:30")
    panel.write(tmp_path / "report.pdf")
    settled(wait_idle)
    said = text_of(tmp_path / "report.pdf")
    assert "张伟" in said and "8:30" in said
    assert page.desk.session.today().strftime("%Y") in said
    page.steps.buttons["start"].click()
    page.steps.yes.click()
    settled(wait_idle)
    page.print_form()
    assert panel.form.findData("report") == -1


def report(page: JoinerPage) -> Any:
    page.print_form()
    panel = page.papers
    panel.form.setCurrentIndex(panel.form.findData("report"))
    return panel


def test_a_notice_to_report_carries_the_code_that_was_just_handed_out(
    page: JoinerPage, wait_idle: Wait, tmp_path: Path
) -> None:
    assert not report(page).with_code.isChecked()
    page.own_form.hand_out()
    settled(wait_idle)
    handed = page.own_form.code
    assert handed is not None
    panel = report(page)
    assert panel.with_code.isChecked() and panel.with_code.isVisible()
    panel.write(tmp_path / "report.pdf")
    settled(wait_idle)
    said = text_of(tmp_path / "report.pdf")
    assert handed.shown in said and handed.until.isoformat() in said and "我来入职" in said
    assert page.own_form.code is handed
    panel = report(page)
    panel.with_code.setChecked(False)
    panel.write(tmp_path / "without.pdf")
    settled(wait_idle)
    assert handed.shown not in text_of(tmp_path / "without.pdf")


def test_a_code_that_is_asked_for_is_made_for_the_paper_and_good_on_the_day(
    page: JoinerPage, wait_idle: Wait, tmp_path: Path
) -> None:
    panel = report(page)
    day = page.desk.session.today() + timedelta(days=12)
    show_day(panel.day, day)
    panel.with_code.setChecked(True)
    panel.write(tmp_path / "report.pdf")
    settled(wait_idle)
    handed = page.own_form.code
    assert handed is not None and handed.until == day
    assert handed.shown in text_of(tmp_path / "report.pdf")
    assert ("joiner.hand_code", None) in purposes(page, wait_idle)


def test_a_day_far_ahead_or_gone_by_still_gets_a_code(page: JoinerPage) -> None:
    panel = report(page)
    show_day(panel.day, page.desk.session.today() + timedelta(days=90))
    assert panel._days_to_report() == 31
    show_day(panel.day, page.desk.session.today() - timedelta(days=3))
    assert panel._days_to_report() == 1
