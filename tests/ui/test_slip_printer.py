# SPDX-License-Identifier: Apache-2.0
"""The slip comes out of the printer when somebody is let in, and nobody waits for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.operations import disclosure, visits
from tests.ui.pages.front_desk.conftest import new, prepare
from ui.language import Languages
from ui.printing.to_printer import NotPrinted
from ui.session import Surroundings
from ui.slip_printer import SlipPrinter
from ui.widgets.banner import Banner

Do = Callable[..., Any]


class Printer:
    """A printer that can be switched off."""

    def __init__(self) -> None:
        self.there, self.on, self.sheets = True, True, list[bytes]()

    def __call__(self, content: bytes) -> None:
        """Keep what is printed; raises NotPrinted while it is off."""
        if not self.on:
            raise NotPrinted(name="示例打印机")
        self.sheets.append(content)


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    return open_gate(prepare)


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def slips(
    qtbot: QtBot, at_gate: Surroundings, languages: Languages, printer: Printer
) -> SlipPrinter:
    languages.use("en")
    page = QWidget()
    qtbot.addWidget(page)
    banner = Banner(page)
    return SlipPrinter(
        at_gate.desk,
        page,
        banner=lambda: banner,
        printer=printer,
        has_printer=lambda: printer.there,
    )


def let_in(do: Do, name: str, purpose: str = "business") -> str:
    id_: str = do(lambda session: visits.sign_in(
        session, [new(session, full_name=name, visit_purpose=purpose)])).created[0]  # fmt: skip
    return id_


def slip_of(do: Do, id_: str) -> str:
    return str(do(visits.open_visit, id_).row.slip)


def press(slips: SlipPrinter, words: str) -> None:
    buttons = slips._banner().findChildren(QPushButton)
    next(one for one in buttons if one.text() == words and one.isEnabled()).click()


def test_the_slip_of_who_is_let_in_is_printed_and_out(
    slips: SlipPrinter, printer: Printer, do: Do, qtbot: QtBot
) -> None:
    id_ = let_in(do, "田野")
    qtbot.waitUntil(lambda: slip_of(do, id_) == "out")
    assert len(printer.sheets) == 1 and printer.sheets[0].startswith(b"%PDF")
    qtbot.waitUntil(lambda: "Visitor's slip" in slips._banner().text())
    (entry,) = do(disclosure.registered)
    assert (entry.purpose, entry.completed) == ("visit.access", True)


def test_other_kinds_get_theirs_when_it_is_asked_for(
    slips: SlipPrinter, printer: Printer, do: Do, qtbot: QtBot
) -> None:
    family, business = let_in(do, "田野", "family"), let_in(do, "钟灵")
    qtbot.waitUntil(lambda: slip_of(do, business) == "out")
    assert slip_of(do, family) == "" and len(printer.sheets) == 1


def test_where_the_printer_is_away_they_are_in_all_the_same_and_named(
    slips: SlipPrinter, printer: Printer, do: Do, qtbot: QtBot, languages: Languages
) -> None:
    printer.on = False
    first, second = let_in(do, "田野"), let_in(do, "钟灵")
    qtbot.waitUntil(lambda: set(slips.waiting()) == {first, second})
    said = slips._banner().text()
    assert all(word in said for word in ("田野", "钟灵", "示例打印机"))
    assert {do(visits.open_visit, id_).row.state for id_ in (first, second)} == {"on_site"}
    assert QApplication.activeModalWidget() is None
    languages.use("zh_CN")
    qtbot.waitUntil(lambda: "未打印" in slips._banner().text())
    languages.use("en")
    qtbot.waitUntil(lambda: "without a printed slip" in slips._banner().text())
    printer.on = True
    press(slips, "Print again")
    qtbot.waitUntil(lambda: [slip_of(do, one) for one in (first, second)] == ["out", "out"])
    assert slips.waiting() == () and len(printer.sheets) == 2
    assert [one.completed for one in do(disclosure.registered)] == [True, True]


def test_without_any_printer_nothing_is_tried_and_nothing_stays_open(
    slips: SlipPrinter, printer: Printer, do: Do, wait_idle: Callable[[], None]
) -> None:
    printer.there = False
    id_ = let_in(do, "田野")
    for _ in range(5):
        wait_idle()
    assert slips.waiting() == () and slips._banner().text() == ""
    assert do(disclosure.registered) == () and slip_of(do, id_) == ""


def test_the_next_one_who_is_let_in_brings_the_others_slips_with_them(
    slips: SlipPrinter, printer: Printer, do: Do, qtbot: QtBot
) -> None:
    printer.on = False
    gone, here = let_in(do, "田野"), let_in(do, "钟灵")
    qtbot.waitUntil(lambda: set(slips.waiting()) == {gone, here})
    do(visits.sign_out, (gone,))
    printer.on = True
    third = let_in(do, "石磊")
    qtbot.waitUntil(lambda: [slip_of(do, one) for one in (here, third)] == ["out", "out"])
    assert slip_of(do, gone) == "" and slips.waiting() == ()
    assert len(printer.sheets) == 2


def test_a_slip_that_did_not_come_out_is_saved_as_a_file(
    slips: SlipPrinter, printer: Printer, do: Do, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    printer.on = False
    id_ = let_in(do, "田野")
    qtbot.waitUntil(lambda: slips.waiting() == (id_,))
    target = tmp_path / "slip.pdf"

    def choose(_owner: QWidget, _title: str, _name: str, then: Callable[[Path], object]) -> None:
        then(target)

    monkeypatch.setattr("ui.pages.paper_question.choose_target", choose)
    press(slips, "Save as PDF…")
    qtbot.waitUntil(lambda: slip_of(do, id_) == "out")
    assert target.read_bytes().startswith(b"%PDF") and slips.waiting() == ()


def test_nothing_is_left_to_say_once_they_left(
    slips: SlipPrinter, printer: Printer, do: Do, qtbot: QtBot
) -> None:
    printer.on = False
    id_ = let_in(do, "田野")
    qtbot.waitUntil(lambda: slips.waiting() == (id_,))
    do(visits.sign_out, (id_,))
    press(slips, "Print again")
    qtbot.waitUntil(lambda: slips.waiting() == ())
    assert slips._banner().text() == ""
