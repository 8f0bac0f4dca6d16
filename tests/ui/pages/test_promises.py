# SPDX-License-Identifier: Apache-2.0
"""The promise board: every clause, what was seen of it, the red ones alone, and its report."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import promises
from tests.support.fitting import misfits
from ui.language import Languages
from ui.pages.promises import PromisesPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> PromisesPage:
    shown: PromisesPage = show(PromisesPage(around))
    return shown


def shown(page: PromisesPage) -> list[str]:
    """Return the ids of the clauses in the table."""
    records = page.table.records
    return [records.row_id(place) for place in range(records.rowCount())]


def test_every_clause_is_shown_with_what_was_seen(page: PromisesPage, wait_idle: Wait) -> None:
    assert len(shown(page)) == 79 and page.look_button.isEnabled()
    page.table.mark(["4.2-keep"])
    wait_idle()
    assert [line.finding.key for line in page.lines] == ["retention_periods", "swept", "holds"]
    assert [line.finding.level for line in page.lines] == ["ok", "bad", "ok"]
    went: list[Any] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    page.go_button.click()
    assert went == [("retention", None)]
    page.table.mark(["9-15d"])  # the admin holds no privacy
    wait_idle()
    assert [line.finding.level for line in page.lines] == ["ok", "warn"]


def test_the_red_ones_and_those_of_people_alone(page: PromisesPage, wait_idle: Wait) -> None:
    page.colour.setCurrentIndex(page.colour.findData("red"))
    red = {one.clause.id for one in page.states.values() if not one.green}
    assert set(shown(page)) == red and "4.4-tell" in red and "1.3(3)-a" not in red
    page.colour.setCurrentIndex(0)
    page.scope.setCurrentIndex(page.scope.findData("out"))
    assert shown(page) == ["1.2(1)", "1.3(2)", "1.6", "2.1", "4.1-iso"]
    wait_idle()
    assert page.reason.isVisible() and page.reason.text()


def test_it_is_looked_at_again_and_not_for_a_language(
    page: PromisesPage, wait_idle: Wait, languages: Languages
) -> None:
    first = page.evidence["swept"]
    for code in ("en", "zh_CN"):
        languages.use(code)
        wait_idle()
        wait_idle()
        assert list(misfits(page)) == []
    assert page.evidence["swept"] is first
    page.look_button.click()
    assert not page.look_button.isEnabled() and not page.report_button.isEnabled()
    wait_idle()
    assert page.evidence["swept"] is not first
    assert page.evidence.keys() == promises.CONTROLS.keys()


def test_the_report_is_a_pdf_of_every_clause(
    page: PromisesPage, wait_idle: Wait, tmp_path: Path
) -> None:
    import pypdfium2

    page.report_to(tmp_path / "report.pdf")
    wait_idle()
    wait_idle()
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    said = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    document.close()
    assert all(id_ in said for id_ in page.states) and "张伟" not in said
