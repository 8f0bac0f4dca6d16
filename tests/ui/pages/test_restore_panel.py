# SPDX-License-Identifier: Apache-2.0
"""Beside the list of backups: what restoring the marked one loses, what stays, how it is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hr_desk.i18n import t
from ui.pages.settings import SettingsPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def backed_up(around: Surroundings, show: Show, wait_idle: Wait) -> SettingsPage:
    page: SettingsPage = show(SettingsPage(around))
    page.back_up()
    wait_idle()
    wait_idle()
    return page


def marked(page: SettingsPage, place: int, wait_idle: Wait) -> str:
    id_: str = page.table.records.row_id(place)
    page.table.mark([id_])
    wait_idle()
    return id_


def test_a_marked_backup_says_what_restoring_it_means(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = backed_up(around, show, wait_idle)
    panel = page.restoring
    assert panel.isHidden()
    path = marked(page, 0, wait_idle)
    assert panel.isVisible()
    lowest = panel.mapTo(page, panel.rect().bottomLeft()).y()
    assert lowest <= page.height(), "whoever marks a backup sees what it means"
    assert path in panel.command.text().replace("'", "")
    assert panel.command.text().startswith("hr-desk backup restore ")
    assert panel.lost.text() == t("Nothing was entered since, so nothing is lost.")
    assert "20" in panel.heading.text()
    page.table.mark([])
    assert panel.isHidden()


def test_it_follows_the_language(around: Surroundings, show: Show, wait_idle: Wait) -> None:
    page = backed_up(around, show, wait_idle)
    marked(page, 0, wait_idle)
    around.languages.use("en")
    wait_idle()
    assert page.restoring.heading.text().startswith("Restoring ")
    assert "holds, closed requests" in page.restoring.stays.text()
    around.languages.use("zh_CN")


def test_a_file_without_a_manifest_is_offered_to_nobody(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = backed_up(around, show, wait_idle)
    Path(page.table.records.row_id(0)).with_suffix(".json").unlink()
    marked(page, 0, wait_idle)
    panel = page.restoring
    assert panel.isVisible() and panel.command.text() == "" and panel.command.isHidden()
    assert panel.heading.text()


def test_a_file_that_a_restore_replaced_is_named_and_not_offered(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page = backed_up(around, show, wait_idle)
    folder = around.desk.session.folder / "backups"
    (folder / "hiring-20260301T010000000000Z.replaced.db").write_bytes(b"replaced")
    page.refresh()
    wait_idle()
    last = page.table.records.rowCount() - 1
    said = page.table.records.index(last, 1).data()
    assert said.endswith("（非备份）")
    marked(page, last, wait_idle)
    panel = page.restoring
    assert panel.isVisible() and panel.command.isHidden() and panel.lost.isHidden()
    assert "2026-03-01" in panel.heading.text()
    assert "损坏" not in panel.heading.text()
