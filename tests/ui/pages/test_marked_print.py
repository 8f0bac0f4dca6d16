# SPDX-License-Identifier: Apache-2.0
"""The forms of what is marked: one PDF, each on a sheet of its own, one entry in the register."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hr_desk.operations import candidates, disclosure
from hr_desk.operations.candidates import ListQuery
from ui.pages.candidates import CandidatesPage
from ui.pages.marked_print import MOST, TooMany, print_forms, write_forms
from ui.session import Surroundings

Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Callable[..., Any], wait_idle: Wait) -> CandidatesPage:
    made: CandidatesPage = show(CandidatesPage(around))
    wait_idle()
    return made


def ask(page: CandidatesPage, wait_idle: Wait, call: Callable[..., Any], *args: object) -> Any:
    found: list[Any] = []
    page.desk.query(call, *args, owner=page, done=found.append)
    wait_idle()
    return found[0]


def test_the_marked_are_printed_into_one_file_and_registered_once(
    page: CandidatesPage, wait_idle: Wait, tmp_path: Path
) -> None:
    rows = ask(page, wait_idle, candidates.list_applications, ListQuery()).rows[:2]
    page.table.mark([row.application_id for row in rows])
    wait_idle()
    assert "candidates.forms" in page.handlers()
    target, said = tmp_path / "forms.pdf", list[str]()
    ids = [row.application_id for row in rows]
    write_forms(page, page.desk, ids, target, done=said.append, failed=lambda error: pytest.fail())
    for _ in range(3):
        wait_idle()
    assert said == ["forms.pdf"]
    pdf = pypdfium2.PdfDocument(target)
    texts = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    pdf.close()
    assert len(texts) == 4, "each begins on the front of a sheet"
    for number, row in enumerate(rows):
        assert row.cells["full_name"].text in texts[2 * number]
    (line, *_) = ask(page, wait_idle, disclosure.registered)
    assert (line.kind, line.people, line.completed) == ("print", 2, True)


def test_more_than_anybody_waits_for_are_refused(page: CandidatesPage) -> None:
    refused: list[Any] = []
    print_forms(page, page.desk, ["x"] * (MOST + 1), done=refused.append, failed=refused.append)
    assert [type(one) for one in refused] == [TooMany]
