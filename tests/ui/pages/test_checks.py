# SPDX-License-Identifier: Apache-2.0
"""The page of checks: each line as it comes, in both languages, and the logs walked from here."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.operations import checking
from hr_desk.operations.changes import Changes
from tests.support.fitting import misfits
from ui.language import Languages
from ui.pages.checks import ChecksPage
from ui.pages.unlock import UnlockPage
from ui.session import Surroundings
from ui.status_line import StatusLine
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> ChecksPage:
    shown: ChecksPage = show(ChecksPage(around))
    return shown


def checked(page: ChecksPage, wait_idle: Wait) -> dict[str, str]:
    """Run a check; returns the level of each part."""
    page.run()
    wait_idle()
    return {line.finding.key: line.finding.level for line in page.lines}


def test_nothing_is_checked_before_somebody_asks(page: ChecksPage) -> None:
    assert page.lines == [] and page.log_lines == []
    assert page._progress.text()


def test_each_part_has_its_line(page: ChecksPage, wait_idle: Wait) -> None:
    page.check_button.click()
    assert not page.check_button.isEnabled()
    page.run()
    wait_idle()
    told = [line.finding.key for line in page.lines]
    assert list(dict.fromkeys(told)) == list(checking.CHECKS)
    checked(page, wait_idle)
    assert [line.finding.key for line in page.lines] == told
    assert page.check_button.isEnabled()


def test_a_line_leads_to_where_it_is_done(page: ChecksPage, wait_idle: Wait) -> None:
    assert checked(page, wait_idle)["backups"] == "warn"
    went: list[Any] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    line = next(line for line in page.lines if line.finding.key == "backups")
    assert line.button.isVisible()
    line.button.click()
    assert went == [("settings", None)]
    whole = next(line for line in page.lines if line.finding.key == "integrity")
    assert not whole.button.isVisible()


def test_the_lines_follow_the_language_and_fit(
    page: ChecksPage, wait_idle: Wait, languages: Languages, show: Show
) -> None:
    checked(page, wait_idle)
    page.verify()
    wait_idle()
    said = {}
    for code in ("zh_CN", "en"):
        languages.use(code)
        wait_idle()
        wait_idle()
        assert list(misfits(page)) == []
        said[code] = [line.text.text() for line in page.lines]
        assert len(said[code]) == len(page.lines)
    assert said["en"] and all("{" not in text for text in said["en"])


def test_the_log_is_walked(page: ChecksPage, wait_idle: Wait, around: Surroundings) -> None:
    page.verify()
    assert not page.verify_button.isEnabled()
    wait_idle()
    assert page.verify_button.isEnabled()
    assert [line.finding.level for line in page.log_lines] == ["ok"] * len(around.desk.session.held)
    assert page.banner.text()


def test_a_log_is_compared_with_a_checkpoint(
    page: ChecksPage, wait_idle: Wait, tmp_path: Path
) -> None:
    target = tmp_path / "desk.checkpoint"
    page.save_to(target)
    wait_idle()
    assert target.exists() and target.name in page.banner.text()
    page.compare(target)
    wait_idle()
    assert {line.finding.level for line in page.log_lines} == {"ok"}
    target.write_bytes(b"{}")
    for file in (target, tmp_path / "missing.checkpoint"):
        page.banner.clear()
        page.compare(file)
        wait_idle()
        assert page.banner.text()
        assert page.verify_button.isEnabled()


def test_what_is_bad_is_red(page: ChecksPage, wait_idle: Wait, folder: Path) -> None:
    shutil.copy(folder / "slots.json", folder / "documents" / "ab.sealed")
    old = folder / "inbox" / f"{'ab' * 16}.envelope"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"sealed")
    os.utime(old, (0, 0))
    levels = checked(page, wait_idle)
    assert (levels["leftovers"], levels["envelopes"]) == ("warn", "bad")
    looks = {line.finding.key: line for line in page.lines}
    assert looks["leftovers"].property("level") == "soon"
    assert looks["envelopes"].property("level") == "late"
    assert looks["envelopes"].button.isHidden()


def test_the_front_desk_checks_what_it_holds(
    open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> None:
    page = show(ChecksPage(open_as(folder, "desk")))
    assert page.save_button.isHidden()
    page.ask_checkpoint()
    assert set(checked(page, wait_idle)) == set(checking.CHECKS)
    page.verify()
    wait_idle()
    assert len(page.log_lines) == 1


def test_what_is_overdue_is_red_before_anybody_unlocks(
    show: Show, tasks: Tasks, folder: Path, qtbot: QtBot, wait_idle: Wait, languages: Languages
) -> None:
    page = show(UnlockPage(tasks))
    page.offer(folder)
    wait_idle()
    assert page.overdue() == ""
    (folder / "hiring.due").write_text("2026-01-05\n", encoding="ascii")
    (folder / "visits.due").write_text("2999-01-05\n", encoding="ascii")
    (folder / "nobody.due").write_text("2020-01-05\n", encoding="ascii")
    page.offer(folder)
    qtbot.waitUntil(lambda: bool(page.overdue()), timeout=10_000)
    assert "2026-01-05" in page.overdue() and "2020" not in page.overdue()
    assert page.overdue().count("\n") == 0
    languages.use("en")
    qtbot.waitUntil(lambda: "Hiring" in page.overdue(), timeout=10_000)
    assert list(misfits(page)) == []


def test_what_is_overdue_is_red_below_every_page(
    open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> None:
    (folder / "hiring.due").write_text("2026-01-05\n", encoding="ascii")
    around = open_as(folder, "desk")
    line = show(StatusLine(around.desk), height=40)
    assert "2026-01-05" in line.overdue()
    (folder / "hiring.due").unlink()
    around.desk.changed.emit(Changes("retention.sweep", frozenset({("sweep", "1")})))
    wait_idle()
    assert line.overdue() == ""
