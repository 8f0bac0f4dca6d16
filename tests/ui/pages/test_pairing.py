# SPDX-License-Identifier: Apache-2.0
"""The page of paired desks: introduce, compare, type, pair, exchange, part."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from hr_desk.i18n import LANGUAGES
from hr_desk.operations import desks, pairing
from hr_desk.operations.exchanging import exchange
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.spool import Spool
from tests.support.fitting import misfits
from ui.pages.pairing import PairingPage
from ui.session import Surroundings
from ui.tasks import Tasks

PASSPHRASE = "correct horse battery"
OFFICE = "示例公司人事部"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path: Path, shared: Path) -> Path:
    """Another desk that has introduced itself in the folder."""
    folder = tmp_path / "office"
    desks.create(
        folder, company={"name": OFFICE}, admin="admin", passphrase=PASSPHRASE,
        compartments=("privacy",),
    )  # fmt: skip
    exchange(folder, shared)
    return folder


@pytest.fixture
def page(around: Surroundings, show: Callable[..., Any]) -> Iterator[PairingPage]:
    made: PairingPage = show(PairingPage(around))
    yield made
    made.exchanger.leave()


@pytest.fixture
def settled(qtbot: QtBot, page: PairingPage, tasks: Tasks) -> Callable[[], None]:
    """Return a function that waits until nothing is under way, here or in the other process."""

    def rests() -> bool:
        return tasks.is_idle() and not page.exchanger.is_running()

    return lambda: qtbot.waitUntil(rests, timeout=20_000)


def id_of(folder: Path) -> str:
    return desks.read_register(folder).desk_id


def paired(page: PairingPage, settled: Callable[[], None], office: Path, shared: Path) -> str:
    """Pair with the office through the page; returns its id."""
    page.take_folder(shared)
    settled()
    page.pair()
    settled()
    page.form.code.setText(page.form.shown.text())
    page.form.yes.click()
    settled()
    return id_of(office)


def test_without_a_folder_it_says_so_and_shows_ones_own_characters(page: PairingPage) -> None:
    assert page.place.text() and page.last.text()
    assert page.own.text() == desks.fingerprint_of(page.desk.session.desk_id)
    assert not page._now.isEnabled()
    assert page.table.records.rowCount() == 0


def test_choosing_a_folder_introduces_this_desk(
    page: PairingPage, shared: Path, settled: Callable[[], None]
) -> None:
    page.take_folder(shared)
    settled()
    assert str(shared) in page.place.text()
    assert (shared / "introductions" / f"{page.desk.session.desk_id}.json").exists()
    assert page.last.text() and page._now.isEnabled()


def test_pairing_takes_the_code_that_a_person_types(
    page: PairingPage, office: Path, shared: Path, settled: Callable[[], None]
) -> None:
    page.take_folder(shared)
    settled()
    page.pair()
    settled()
    form = page.form
    assert form.who.currentText() == OFFICE and form.label.text() == OFFICE
    assert form.shown.text() == pairing.code(page.desk.session.desk_id, id_of(office))
    form.code.setText("0000-0000-0000-0000")
    form.yes.click()
    settled()
    assert form.banner.isVisible() and form.isVisible()
    assert page.table.records.rowCount() == 0

    form.label.setText("人事部")
    form.code.setText(form.shown.text().lower())
    form.yes.click()
    settled()
    assert not form.isVisible()
    assert page.table.records.rowCount() == 1
    line = page._lines[id_of(office)]
    assert (line.label, line.compartments) == ("人事部", ("privacy",))


def test_nobody_new_is_said(page: PairingPage, shared: Path, settled: Callable[[], None]) -> None:
    page.take_folder(shared)
    settled()
    page.pair()
    settled()
    assert not page.form.yes.isEnabled() and not page.form.who_entry.isVisible()
    assert page.form.shown_hint.text()


def test_what_waits_is_shown_and_carried(
    page: PairingPage, office: Path, shared: Path, settled: Callable[[], None]
) -> None:
    other = paired(page, settled, office, shared)
    folder = page.desk.session.folder
    Spool(DeskFiles(folder)).put(other, f"{'1' * 32}.envelope", b"sealed")
    page.refresh()
    settled()
    assert page._lines[other].waiting == 1
    page.handlers()["pairing.exchange"]()
    settled()
    assert (shared / other / f"{'1' * 32}.envelope").read_bytes() == b"sealed"
    assert page._did is not None and page._did["given"] == 1


def test_parting_is_asked_first(
    page: PairingPage, office: Path, shared: Path, settled: Callable[[], None]
) -> None:
    other = paired(page, settled, office, shared)
    assert "pairing.part" not in page.handlers()
    page.table.mark([other])
    page.handlers()["pairing.part"]()
    assert page.parting.isVisible() and OFFICE in page.parting.sentence.text()
    page.parting.yes.click()
    settled()
    assert page.table.records.rowCount() == 0
    assert desks.read_register(page.desk.session.folder).paired == {}


def test_a_folder_that_went_away_is_said_on_the_page(
    page: PairingPage, shared: Path, settled: Callable[[], None]
) -> None:
    page.take_folder(shared)
    settled()
    shared.rename(shared.with_name("away"))
    page.exchange()
    settled()
    assert page.banner.isVisible()
    shared.with_name("away").rename(shared)
    page.exchange()
    settled()
    assert not page.banner.isVisible()


def test_a_front_desk_exchanges_and_pairs_nobody(
    open_as: Callable[..., Surroundings], folder: Path, show: Callable[..., Any]
) -> None:
    page: PairingPage = show(PairingPage(open_as(folder, "desk")))
    assert not page._pair.isVisible() and page._choose.isVisible()


def test_everything_on_the_page_can_be_read(
    around: Surroundings, page: PairingPage, office: Path, shared: Path,
    settled: Callable[[], None],
) -> None:  # fmt: skip
    other = paired(page, settled, office, shared)
    page.table.mark([other])
    for ask in (page.ask_part, page.pair):
        page.parting.leave()
        ask()
        for code, width in product(LANGUAGES, (760, 1180)):
            around.languages.use(code)
            page.resize(width, 700)
            settled()
            for _ in range(3):
                QCoreApplication.processEvents()
            assert page.parting.isVisible() or page.form.isVisible()
            assert list(misfits(page)) == []
