# SPDX-License-Identifier: Apache-2.0
"""The register of hand-offs: facts, password, receipt, rows that came back, what was cut off."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import (
    disclosure,
    hand_off_people,
    hand_off_register,
    hand_off_views,
    hand_offs,
)
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from tests.ui.conftest import PASSPHRASE
from ui.pages.hand_off_facts import grouped
from ui.pages.hand_off_register import HandOffRegisterPage
from ui.pages.way_back import Visit
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(handing: Surroundings, show: Show, settled: Wait) -> HandOffRegisterPage:
    made: HandOffRegisterPage = show(HandOffRegisterPage(handing))
    settled()
    return made


def test_an_empty_register_leads_to_the_hand_offs(
    open_as: Show, empty_folder: Path, show: Show, settled: Wait
) -> None:
    page: HandOffRegisterPage = show(HandOffRegisterPage(open_as(empty_folder)))
    settled()
    went: list[str] = []
    page.go.connect(lambda key, _argument: went.append(key))
    assert page.nothing.isVisible() and page.handlers() == {}
    page.nothing.button.click()
    assert went == ["hand_offs"]


def test_the_newest_entry_is_shown_with_its_facts_and_its_password(
    page: HandOffRegisterPage, settled: Wait, ask_desk: Callable[..., Any]
) -> None:
    entry = page.entry
    assert entry is not None and page.rows.records.rowCount() == 1
    assert page.facts.values["sha256"].text() == grouped(entry.sha256)
    assert page.facts.todo.isVisible()
    page.handlers()["hand_off_register.password"]()
    settled()
    once = page.handover.once
    assert once.isVisible()
    assert once.password.text() == ask_desk(hand_off_register.password, entry.line.id)
    once.copy_button.click()
    once.close_button.click()
    assert once.password.text() == ""


def test_a_receipt_is_compared_and_rows_come_back(
    page: HandOffRegisterPage, settled: Wait, ask_desk: Callable[..., Any]
) -> None:
    entry = page.entry
    assert entry is not None
    page.handlers()["hand_off_register.receipt"]()
    page.receipt.rows.setValue(1)
    page.receipt.sha256.setText("no hash")
    page.receipt.yes.click()
    assert page.receipt.isVisible() and page.receipt._hash.error()
    page.receipt.sha256.setText(grouped(entry.sha256).upper())
    page.receipt.yes.click()
    settled()
    assert not page.receipt.isVisible() and page.entry is not None
    assert page.entry.line.receipt_fits and not page.facts.todo.isVisible()
    page.receive("to_do")
    assert page.done_with.isVisible()
    page.done_with.button.click()
    settled()
    page.rows.mark(["1"])
    page.handlers()["hand_off_register.refused"]()
    assert page.refused.lines.text() == "1"
    page.refused.lines.setText("7")
    page.refused.yes.click()
    settled()
    assert page.refused.isVisible() and page.refused.banner.text()
    page.refused.lines.setText("1")
    page.refused.yes.click()
    settled()
    assert not page.refused.isVisible()
    assert ask_desk(hand_off_views.entry, entry.line.id).rows[0].refused


def test_the_same_file_leaves_again_with_its_password(
    page: HandOffRegisterPage, settled: Wait, tmp_path: Path
) -> None:
    page.handlers()["hand_off_register.again"]()
    page.sending.passphrase.setText(PASSPHRASE)
    page.sending.write_into(tmp_path)
    settled()
    assert page.table.records.rowCount() == 2 and page.handover.once.isVisible()
    page.table.mark([page.table.records.row_id(0)])
    settled()
    assert page.entry is not None and page.entry.again_of is not None


def cut_off(session: Session, folder: Path) -> None:
    """Hand somebody over; whatever stops it has been arranged before."""
    lines = (one.standing for one in hand_off_views.board(session) if one.standing)
    standing = next(one for one in lines if one.template_key == "social_insurance_enrolment")
    ids = [one.joiner_id for one in hand_off_people.plan(session, standing.id).proposed]
    hand_offs.send(session, standing.id, ids, passphrase=PASSPHRASE, folder=folder)


def full(*_arguments: Any) -> None:
    """End as a full disk does."""
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("written", [False, True])
def test_what_was_cut_off_is_completed_by_its_file_or_made_anew(
    page: HandOffRegisterPage, settled: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    written: bool,
) -> None:  # fmt: skip
    with monkeypatch.context() as broken:
        broken.setattr(*((hand_offs, "_complete") if written else (disclosure, "write_outside")),
                       stop if written else full)  # fmt: skip
        refused: list[Any] = []
        page.desk.run(cut_off, tmp_path, owner=page, failed=refused.append)
        settled()
        assert len(refused) == 1
    page.receive("to_do")
    page.refresh()
    settled()
    page.table.mark([page.table.records.row_id(0)])
    settled()
    assert page.entry is not None and not page.entry.line.completed
    verbs = ("complete", "make", "recipient")
    assert set(page.handlers()) == {f"hand_off_register.{verb}" for verb in verbs}
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    page.handlers()["hand_off_register.make"]()
    line = page.entry.line
    assert went == [("hand_off", Visit(line.standing.id, "hand_off_register", line.id))]
    page.handlers()["hand_off_register.complete"]()
    settled()
    assert page.banner.text() and page.entry is not None
    assert page.entry.line.completed is written


def stop(*_arguments: Any) -> None:
    """End as whatever stops between a file and its entry."""
    raise RecordGone
