# SPDX-License-Identifier: Apache-2.0
"""The roll call at the front desk: areas, ticks, one key onto paper, a file, and the register."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from hr_desk.operations import directory, disclosure, visit_prints, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit
from hr_desk.store.problems import DiskFull
from tests.support.main_thread import watched
from tests.ui.conftest import typed
from ui.language import Languages
from ui.pages.front_desk import FrontDeskPage
from ui.printing import to_printer
from ui.printing.to_printer import NoPrinter, NotPrinted
from ui.session import Surroundings
from ui.tasks import Tasks

Show = Callable[..., Any]
Wait = Callable[[], None]

MOST_MS = 50
"""The longest the main thread may be away from its events, in milliseconds."""

INSIDE = (("王芳", "office", "13800000001"), ("欧阳娜娜", "production", "13800000002"),
          ("李雷", "office", "13800000003"))  # fmt: skip


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    return open_gate(prepare)


def prepare(session: Session) -> None:
    directory.add(session, [("陈晓", "生产部", "8012")])
    for name, area, phone in INSIDE:
        texts = {"full_name": name, "visit_area": area, "mobile": phone, "age_band": "adult",
                 "visit_purpose": "business", "host_employee": "陈晓"}  # fmt: skip
        visits.sign_in(session, [NewVisit(values=typed(session.catalogue, **texts))])


@pytest.fixture
def printed() -> list[bytes]:
    return []


@pytest.fixture
def page(
    at_gate: Surroundings, show: Show, languages: Languages, printed: list[bytes]
) -> FrontDeskPage:
    languages.use("en")
    made: FrontDeskPage = show(FrontDeskPage(at_gate))
    made.roll_call.printer = printed.append
    return made


def called(page: FrontDeskPage, wait_idle: Wait, action: str = "front_desk.roll_call") -> Any:
    page.handlers()[action]()
    wait_idle()
    wait_idle()
    return page.roll_call


def entries(session: Session) -> list[str]:
    return [str(row[0]) for row in session.compartment("visits").read("SELECT body FROM audit")]


def read(do_on: Tasks, wait_idle: Wait, call: Callable[..., Any], session: Session) -> Any:
    found: list[Any] = []
    do_on.query(call, session, done=found.append)
    wait_idle()
    return found[0]


def test_people_stand_under_their_area_with_their_phone(
    page: FrontDeskPage, wait_idle: Wait
) -> None:
    call = called(page, wait_idle)
    assert len(call.inside.headings()) == 2
    assert {heading[-1] for heading in call.inside.headings()} == {"1", "2"}
    assert len(call.inside.sentences()) == 3
    for name, _area, phone in INSIDE:
        (said,) = (one for one in call.inside.sentences() if name in one)
        assert phone in said.replace(" ", "")


def test_a_tick_counts_stays_over_a_refresh_and_goes_by_a_second_one(
    page: FrontDeskPage, wait_idle: Wait
) -> None:
    call = called(page, wait_idle)
    people, board = call.inside, call.board
    assert "0 of 3" in board.found.text()
    people.setCurrentRow(1)
    QTest.keyClick(people, Qt.Key.Key_Space)
    assert len(people.ticked()) == 1 and "1 of 3" in board.found.text()
    page.refresh()
    wait_idle()
    assert len(people.ticked()) == 1 and "1 of 3" in board.found.text()
    place = people.visualItemRect(people.item(1)).center()
    QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert people.ticked() == ()
    QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(90, 0))
    assert len(people.ticked()) == 1
    heading = people.visualItemRect(people.item(0)).center()
    QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert len(people.ticked()) == 1


def test_showing_it_is_logged_once_with_its_purpose(
    page: FrontDeskPage, at_gate: Surroundings, wait_idle: Wait, tasks: Tasks
) -> None:
    called(page, wait_idle)
    page.refresh()
    wait_idle()
    said = [one for one in read(tasks, wait_idle, entries, at_gate.desk.session)
            if '"roll_call.call"' in one]  # fmt: skip
    assert len(said) == 1 and '"visit.emergency"' in said[0]


def test_one_key_shows_and_prints_and_the_register_knows(
    page: FrontDeskPage, at_gate: Surroundings, wait_idle: Wait, tasks: Tasks, printed: list[bytes]
) -> None:
    called(page, wait_idle, "front_desk.print_roll_call")
    assert page.roll_call.isVisible() and len(printed) == 1
    text = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(printed[0]))
    for name, _area, phone in INSIDE:
        assert name in text and phone in text.replace(" ", "")
    assert "3" in page.banner.text()
    (line,) = read(tasks, wait_idle, disclosure.registered, at_gate.desk.session)
    assert (line.kind, line.purpose, line.people, line.completed) == (
        "print", "visit.emergency", 3, True,
    )  # fmt: skip


def test_a_printer_that_is_away_is_said_the_list_stays_and_so_does_the_entry(
    page: FrontDeskPage, at_gate: Surroundings, wait_idle: Wait, tasks: Tasks
) -> None:
    def away(_content: bytes) -> None:
        raise NoPrinter

    page.roll_call.printer = away
    called(page, wait_idle, "front_desk.print_roll_call")
    assert page.banner.text() == NoPrinter().text()
    assert len(page.roll_call.inside.sentences()) == 3
    (line,) = read(tasks, wait_idle, disclosure.registered, at_gate.desk.session)
    assert (line.purpose, line.completed) == ("visit.emergency", False)


def test_a_roll_call_is_printed_also_where_no_entry_can_be_written(
    page: FrontDeskPage, at_gate: Surroundings, wait_idle: Wait, tasks: Tasks,
    printed: list[bytes], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def full(*_arguments: object) -> None:
        raise DiskFull

    called(page, wait_idle)
    monkeypatch.setattr(visit_prints, "register", full)
    page.roll_call.print_now()
    wait_idle()
    wait_idle()
    assert len(printed) == 1 and page.banner.text() == DiskFull().text()
    assert read(tasks, wait_idle, disclosure.registered, at_gate.desk.session) == ()


def test_it_is_saved_as_a_file_through_the_register(
    page: FrontDeskPage, at_gate: Surroundings, wait_idle: Wait, tasks: Tasks, tmp_path: Path
) -> None:
    call = called(page, wait_idle)
    call.save_to(tmp_path / "list.pdf")
    wait_idle()
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert "list.pdf" in page.banner.text()
    call.save_to(tmp_path / "list.pdf")
    wait_idle()
    lines = read(tasks, wait_idle, disclosure.registered, at_gate.desk.session)
    assert [line.completed for line in lines] == [True]


def test_whom_nobody_saw_leave_is_ticked_and_out(
    page: FrontDeskPage, at_gate: Surroundings, wait_idle: Wait, tasks: Tasks
) -> None:
    def unseen(session: Session) -> None:
        with session.compartment("visits").change("test") as change:
            change.execute("UPDATE visit SET state = 'not_seen' WHERE seq = 1")

    tasks.query(unseen, at_gate.desk.session)
    call = called(page, wait_idle)
    assert len(call.unseen.sentences()) == 1 and len(call.inside.sentences()) == 2
    assert not call.out.isEnabled()
    call.unseen.setCurrentRow(1)
    QTest.keyClick(call.unseen, Qt.Key.Key_Return)
    assert call.out.isEnabled()
    call.out.click()
    wait_idle()
    page.refresh()
    wait_idle()
    assert call.unseen.sentences() == ()


def test_a_pdf_reaches_a_printer_page_by_page(
    page: FrontDeskPage, wait_idle: Wait, printed: list[bytes], tmp_path: Path
) -> None:
    """The printer here writes a file, which is looked at as the paper would be."""
    called(page, wait_idle, "front_desk.print_roll_call")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    to_printer.onto(printer, printed[0])
    sent, paper = pypdfium2.PdfDocument(printed[0]), pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    assert len(sent) == len(paper) == 1
    assert paper[0].get_size() == pytest.approx(sent[0].get_size(), abs=2)
    one, other = (doc[0].render(scale=1, grayscale=True) for doc in (sent, paper))
    dark = [sum(1 for dot in bytes(map_.buffer) if dot < 128) for map_ in (one, other)]
    assert dark[0] > 300 and abs(dark[0] - dark[1]) < dark[0] / 3


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_an_error(
    page: FrontDeskPage, wait_idle: Wait, printed: list[bytes], tmp_path: Path
) -> None:
    called(page, wait_idle, "front_desk.print_roll_call")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "paper.pdf"))
    with pytest.raises(NotPrinted):
        to_printer.onto(printer, printed[0])


def test_a_long_list_is_drawn_and_printed_beside_the_window(
    page: FrontDeskPage, wait_idle: Wait, tmp_path: Path
) -> None:
    """A real print engine on the lane of papers, which leaves the main thread alone."""
    call = called(page, wait_idle)
    one = call.board.lines[0]
    call.show_lines(tuple(replace(one, visit_id=f"{number:032x}") for number in range(400)))
    wait_idle()

    def onto_file(content: bytes) -> None:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "long.pdf"))
        to_printer.onto(printer, content)

    call.printer = onto_file
    with watched() as busy:
        busy.doing = "printing"
        call.print_now()
        wait_idle()
    assert len(pypdfium2.PdfDocument(tmp_path / "long.pdf")) > 5
    assert busy.longest()["printing"] < MOST_MS
