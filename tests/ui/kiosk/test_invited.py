# SPDX-License-Identifier: Apache-2.0
"""An invitation's code at the kiosk: typed or scanned, it shows nobody and asks for less."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hr_desk.domain import invitation_code
from hr_desk.i18n import t, use_language
from hr_desk.kiosk import errands, flow
from tests.support.errands import ask_errand
from tests.ui.kiosk.conftest import Open, Shown
from tests.ui.kiosk.test_scans import Beam
from ui.kiosk import invited, kinds, steps
from ui.kiosk.scans import Scans
from ui.widgets.scanner import Scanner


@pytest.fixture
def beam() -> Beam:
    return Beam()


@pytest.fixture
def shown(open_kiosk: Open, qapp: QApplication, beam: Beam) -> Iterator[Shown]:
    use_language("en")
    made = open_kiosk()
    scanner = Scanner(made.visit, time_of=beam.time_of)
    qapp.installEventFilter(scanner)
    Scans(made.visit, made.dropped, scanner)
    yield made
    qapp.removeEventFilter(scanner)


def mark(shown: Shown, kind: str) -> str:
    catalogue = shown.visit.catalogue
    texts = catalogue.visit_types[kind].acknowledgements
    return invitation_code.mark_of(catalogue.acknowledgements[key].digest for key in texts)


def test_a_code_is_typed_and_goes_with_the_visit(shown: Shown) -> None:
    code = invitation_code.new()
    shown.visit.choose(flow.ADULT)
    shown.visit.choose(flow.INVITED)
    step = shown.screen.step
    assert isinstance(step, invited.Invitation) and step.line.hasFocus()
    for digit in invitation_code.grouped(code):
        if digit == " ":
            QTest.keyClicks(step.line, digit)
        else:
            step.pad.keys[digit].click()
    QTest.keyClick(step.line, Qt.Key.Key_Return)
    assert shown.visit.step == flow.KIND and shown.visit.talk.invitation == code
    assert isinstance(shown.screen.step, kinds.Kinds)
    assert shown.screen.step.code.text() == t("Invitation code noted")


def test_what_is_no_code_is_said_and_an_empty_line_goes_on_without(shown: Shown) -> None:
    shown.visit.choose(flow.ADULT)
    shown.visit.choose(flow.INVITED)
    step = shown.screen.step
    assert isinstance(step, invited.Invitation)
    step.line.setText("123456789012")
    if invitation_code.is_invitation("123456789012"):
        raise AssertionError("choose another example")
    shown.visit.choose(flow.NEXT)
    assert shown.visit.step == flow.INVITATION and not step.problem.isHidden()
    step.line.clear()
    assert step.problem.isHidden()
    shown.visit.choose(flow.NEXT)
    assert shown.visit.step == flow.KIND and shown.visit.talk.invitation == ""


def test_a_scan_on_the_first_page_asks_for_the_age_and_nothing_else(
    shown: Shown, beam: Beam, qtbot: QtBot
) -> None:
    code = invitation_code.new()
    beam.scan(invitation_code.for_scanner(code), shown.screen)
    qtbot.waitUntil(lambda: shown.visit.step == flow.SCANNED, timeout=2_000)
    texts = " ".join(one.text() for one in shown.screen.findChildren(QLabel) if one.isVisible())
    assert code not in texts and invitation_code.grouped(code) not in texts
    assert not shown.visit.unused and shown.visit.activity.running
    shown.visit.choose(flow.ADULT)
    assert shown.visit.step == flow.KIND


def test_a_minor_with_a_code_leaves_nothing_behind(shown: Shown) -> None:
    shown.visit.scanned(invitation_code.new())
    shown.visit.choose(flow.MINOR)
    assert shown.visit.step == flow.UNDER_AGE and not shown.visit.talk.begun


def test_back_from_a_scanned_code_ends_the_visit(shown: Shown) -> None:
    shown.visit.scanned(invitation_code.new())
    shown.visit.back()
    assert shown.visit.is_over and not shown.visit.talk.begun


def test_a_code_scanned_while_somebody_types_leaves_their_page_alone(shown: Shown) -> None:
    shown.visit.choose(flow.ADULT)
    shown.visit.choose("business")
    shown.visit.choose(flow.AGREE)
    before = shown.visit.step
    code = invitation_code.new()
    shown.visit.scanned(code)
    assert shown.visit.step == before and shown.visit.talk.invitation == code


def test_a_text_that_the_code_marks_as_confirmed_is_not_asked_again(shown: Shown) -> None:
    shown.visit.scanned(invitation_code.new(mark(shown, "business")))
    shown.visit.choose(flow.ADULT)
    shown.visit.choose("business")
    assert not shown.visit.flow.texts
    shown.visit.go(flow.KIND)
    shown.visit.choose("contractor")
    assert list(shown.visit.flow.texts) == ["safety"]


def test_a_text_that_changed_since_is_asked_anew(shown: Shown) -> None:
    other = f"{(int(mark(shown, 'business')) % 99) + 1:02}"
    shown.visit.scanned(invitation_code.new(other))
    shown.visit.choose(flow.ADULT)
    shown.visit.choose("business")
    assert list(shown.visit.flow.texts) == ["secrecy"]


def test_the_code_is_dropped_with_the_sign_in_and_erased_after_it(shown: Shown) -> None:
    code = invitation_code.new()
    shown.visit.scanned(code)
    shown.visit.choose(flow.ADULT)
    shown.visit.choose("family")
    shown.visit.choose(flow.AGREE)
    given = {"full_name": "黎访客", "host_employee": "张伟", "visit_purpose": "visit",
             "mobile": "13812345678"}  # fmt: skip
    while isinstance(form := shown.screen.step, steps.Form):
        for widget in form.asked:
            widget.set_text(given.get(widget.key, ""))
        step = shown.visit.step
        shown.visit.choose(flow.NEXT)
        assert shown.visit.step != step, [one.key for one in form.asked]
    shown.visit.choose(flow.CONFIRM)
    assert shown.dropped.invitations == [code]
    shown.visit.choose(flow.DONE)
    assert not shown.visit.talk.begun


def test_a_code_scanned_while_somebody_asks_about_their_data_changes_nothing(
    open_kiosk: Open,
) -> None:
    """Both ways have a step of this name; whoever asks visits nobody."""
    shown = open_kiosk(errands={"ask": ask_errand()})
    shown.visit.choose(errands.ASK)
    page = shown.screen.step
    assert shown.visit.step == flow.KIND
    shown.visit.scanned(invitation_code.new())
    assert shown.screen.step is page and shown.visit.talk.invitation == ""
    shown.visit.choose("see")
    assert shown.visit.errand is not None
