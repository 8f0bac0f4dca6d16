# SPDX-License-Identifier: Apache-2.0
"""The page of the kiosks on a real desk: make, save, replace, withdraw, a third language."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hr_desk.vault.profiles import read_profile
from tests.support.pseudo import NAME, po
from ui.language import Languages
from ui.pages.kiosks import KiosksPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were proposed for a file."""
    names: list[str] = []

    def choose(_parent: object, _title: str, name: str, _done: Callable[[Path], object]) -> None:
        names.append(name)

    monkeypatch.setattr("ui.pages.kiosks.choose_target", choose)
    return names


@pytest.fixture
def page(
    open_as: Show, folder: Path, show: Show, languages: Languages, asked: list[str]
) -> KiosksPage:
    languages.use("en")
    made: KiosksPage = show(KiosksPage(open_as(folder, "admin")))
    return made


def make(page: KiosksPage, wait_idle: Wait, name: str = "East gate") -> str:
    page.ask_make()
    page.name.setText(name)
    page.making.yes.click()
    wait_idle()
    wait_idle()
    (id_,) = [id_ for id_, one in page.lines.items() if one.name == name]
    return id_


def cells(page: KiosksPage) -> list[str]:
    model = page.table.records
    return [str(model.index(0, column).data()) for column in range(model.columnCount())]


def test_a_desk_without_kiosks_says_how_one_comes_about(page: KiosksPage) -> None:
    assert page.empty.isVisible()
    assert "hr-desk kiosk" in page.start_line.text()
    assert not page.buttons["kiosks.withdraw"].isVisible()


def test_a_profile_is_made_and_its_file_saved(
    page: KiosksPage, wait_idle: Wait, asked: list[str], tmp_path: Path
) -> None:
    id_ = make(page, wait_idle)
    assert asked == ["East gate.profile"]
    assert cells(page)[:2] == ["East gate", "In use"]
    target = tmp_path / "east.profile"
    page.hand_over(id_, target)
    wait_idle()
    data, desk_id = target.read_bytes(), page.desk.session.desk_id
    assert read_profile(data, desk=desk_id).profile_id == id_
    assert "east.profile" in page.banner.text()


def test_a_name_that_is_missing_is_said(page: KiosksPage, wait_idle: Wait) -> None:
    page.ask_make()
    page.making.yes.click()
    wait_idle()
    assert page.banner.text()
    assert page.making.isVisible()
    assert page.lines == {}


def test_new_keys_come_with_a_new_file(page: KiosksPage, wait_idle: Wait, asked: list[str]) -> None:
    id_ = make(page, wait_idle)
    before = page.lines[id_].serial
    page.table.mark([id_])
    page.buttons["kiosks.replace"].click()
    wait_idle()
    wait_idle()
    assert page.lines[id_].serial > before
    assert len(asked) == 2


def test_withdrawing_asks_first(page: KiosksPage, wait_idle: Wait) -> None:
    page.table.mark([make(page, wait_idle)])
    page.buttons["kiosks.withdraw"].click()
    assert "East gate" in page.withdrawing.sentence.text()
    assert len(page.lines) == 1
    page.withdrawing.yes.click()
    wait_idle()
    wait_idle()
    assert page.lines == {}
    assert not page.withdrawing.isVisible()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (15, "In use"),
        (14, "Replace it soon"),
        (0, "Replace it soon"),
        (-1, "Expired: replace it now"),
    ],
)
def test_a_profile_near_its_end_asks_to_be_replaced(
    page: KiosksPage, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch, days: int, words: str
) -> None:
    make(page, wait_idle)
    monkeypatch.setattr("ui.pages.kiosks.days_left", lambda _one, _today: days)
    page.refresh()
    wait_idle()
    assert cells(page)[1] == words


def test_a_third_language_comes_from_one_file(
    page: KiosksPage, wait_idle: Wait, tmp_path: Path
) -> None:
    broken, good = tmp_path / "broken.po", tmp_path / "eo.po"
    broken.write_bytes(b"\xff")
    good.write_bytes(po({"Thank you": "Dankon"}))
    page.ask_make()
    for wrong in (broken, tmp_path / "gone.po"):
        page.banner.clear()
        page.take_language(wrong)
        assert page.banner.text()
    page.take_language(good)
    assert NAME in page.language.text()
    id_ = make(page, wait_idle)
    assert page.lines[id_].languages == ("zh_CN", "en", "eo")


def test_who_is_no_admin_makes_no_profile(open_as: Show, folder: Path) -> None:
    around: Surroundings = open_as(folder, "desk")
    assert around.desk.may("visit.confirm")
    assert not around.desk.may("profile.create") or "root" in around.desk.means()


def test_the_page_follows_the_language(
    page: KiosksPage, wait_idle: Wait, languages: Languages
) -> None:
    make(page, wait_idle)
    languages.use("zh_CN")
    QApplication.sendPostedEvents()
    page.refresh()
    wait_idle()
    assert page.header.title.text() == "自助登记机"
    assert cells(page)[1] == "使用中"


def test_enter_makes_one_profile(page: KiosksPage, wait_idle: Wait, asked: list[str]) -> None:
    page.ask_make()
    page.name.setText("West gate")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    assert len(page.lines) == 1
    assert asked == ["West gate.profile"]


def test_a_kiosk_may_offer_more_than_signing_in(page: KiosksPage, wait_idle: Wait) -> None:
    page.ask_make()
    page.offers["apply"].setChecked(True)
    id_ = make(page, wait_idle, "Lobby")
    assert page.lines[id_].errands == ("apply",)
    assert page.lines[id_].compartments == ("hiring", "visits")
    assert "Applications" in cells(page)
    assert not page.offers["apply"].isChecked()
