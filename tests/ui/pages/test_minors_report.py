# SPDX-License-Identifier: Apache-2.0
"""The page of the yearly report on minors: given, made, looked at, saved, and filed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hr_desk.operations import disclosure, minors_filing
from hr_desk.operations.disclosure import DisclosureLine
from tests.ui.conftest import Opener
from ui.inbox_watch import exchange
from ui.language import Languages
from ui.pages.minors_report import MinorsReportPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]


@pytest.fixture
def page(office: Surroundings, show: Show, settled: Wait, languages: Languages) -> MinorsReportPage:
    languages.use("en")
    made: MinorsReportPage = show(MinorsReportPage(office))
    settled()
    return made


@pytest.fixture
def given(page: MinorsReportPage, settled: Wait, ask_office: Do) -> MinorsReportPage:
    """The page once every file has given its figures and the office took them in."""
    page.handlers()["minors_report.give"]()
    settled()
    ask_office(exchange)
    settled()
    return page


def press(page: MinorsReportPage, key: str, settled: Wait) -> None:
    """Press a button of the page."""
    page.handlers()[f"minors_report.{key}"]()
    settled()


def test_at_first_nobody_has_answered(page: MinorsReportPage) -> None:
    assert set(page.handlers()) == {"minors_report.give"}
    assert page.table.records.rowCount() == 4 and page.table.isVisible()
    assert "Files that gave no figures: 4" in page.standing.text()


def test_it_is_made_of_what_was_given_and_filed_with_a_number(
    given: MinorsReportPage, settled: Wait
) -> None:
    assert set(given.handlers()) == {"minors_report.give", "minors_report.make"}
    press(given, "make", settled)
    assert "Made on" in given.standing.text() and "no figures" not in given.standing.text()
    press(given, "file", settled)
    given.filing.yes.click()
    settled()
    assert given.filing.isVisible() and given.filing.banner.isVisible()
    given.filing.reference.setText("网信备 7")
    given.filing.yes.click()
    settled()
    assert given.filing.isHidden() and "网信备 7" in given.standing.text()
    assert "minors_report.make" not in given.handlers()
    press(given, "file", settled)
    assert given.filing.reference.text() == "网信备 7"


def test_its_paper_leaves_with_an_entry_that_names_nobody(
    given: MinorsReportPage, settled: Wait, ask_office: Do, tmp_path: Path
) -> None:
    press(given, "make", settled)
    press(given, "paper", settled)
    assert not given.table.isVisible() and given.paper.view.isVisible()
    target = tmp_path / "report.pdf"
    given.paper.write(target)
    settled()
    assert given.paper.isHidden() and given.table.isVisible()
    year = minors_filing.last_year(given.desk.session)
    text = text_of(target)
    assert f"{year} 年未成年人年度报告" in text and "示例公司" in text
    lines: tuple[DisclosureLine, ...] = ask_office(disclosure.registered)
    (line,) = [one for one in lines if one.kind == disclosure.MINORS_REPORT]
    assert (line.recipient, line.people, line.completed) == ("网信部门", 0, True)
    assert line.kind in disclosure.IMPERSONAL


def test_a_report_that_was_made_anew_meanwhile_does_not_leave(
    given: MinorsReportPage, settled: Wait, ask_office: Do, tmp_path: Path
) -> None:
    press(given, "make", settled)
    press(given, "paper", settled)
    year = minors_filing.last_year(given.desk.session)
    today = given.desk.session.today()
    ask_office(minors_filing.note_filed, year, on=today, reference="网信备 7")
    given.paper.write(tmp_path / "report.pdf")
    settled()
    assert not (tmp_path / "report.pdf").exists() and given.paper.banner.isVisible()


def test_who_holds_no_privacy_gives_figures_and_sees_no_report(
    open_as: Opener, office_folder: Path, show: Show, settled: Wait, languages: Languages
) -> None:
    languages.use("en")
    page: MinorsReportPage = show(MinorsReportPage(open_as(office_folder, "second_admin")))
    settled()
    assert not page.table.isVisible() and set(page.handlers()) == {"minors_report.give"}
    assert "not given" in page.standing.text()
    press(page, "give", settled)
    assert page.desk.session.today().isoformat() in page.standing.text()


def text_of(path: Path) -> str:
    """Return what can be read on a paper."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
