# SPDX-License-Identifier: Apache-2.0
"""With the keyboard alone: a walk-in is accepted in two minutes, thirty are rejected at once."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.operations import candidates, recruitment, requisitions
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from hr_desk.store.hiring import ApplicationRecord
from tests.support.made_up import people
from tests.support.operator import CONTROL, SHIFT, Operator
from tests.support.whole_window import at_work

PACE = 0.4
"""Seconds a key takes somebody who looks from a paper form to the screen: 150 keys a minute."""
TWO_MINUTES = 120


@pytest.fixture
def operator(qapp: QApplication, qtbot: QtBot, cheap: None, tmp_path: Path) -> Iterator[Operator]:
    """The whole window on a desk with forty candidates."""
    with at_work(qapp, qtbot, tmp_path, people=40) as operator:
        yield operator


def stages(operator: Operator) -> dict[str, str]:
    """Return the stage of every application by id."""
    listed = operator.ask(candidates.list_applications, ListQuery(limit=500))
    return {row.application_id: row.stage for row in listed.rows}


def take_in_thirty(session: Session) -> None:
    """Let thirty more apply for the newest requisition."""
    newest = requisitions.list_requisitions(session)[0].id
    recruitment.take_in(
        session,
        [
            NewCandidate(requisition_id=newest, values=person.values(session.catalogue))
            for person in people(30, seed=9)
        ],
    )


def record(operator: Operator, application: str) -> ApplicationRecord:
    """Return an application as it is stored."""
    return operator.ask(recruitment.records, [application])[0]


@pytest.mark.timeout(300)
def test_a_walk_in_is_accepted_within_two_minutes(operator: Operator) -> None:
    before = stages(operator)
    began = time.monotonic()
    operator.press(Qt.Key.Key_N, CONTROL)
    operator.go_to("姓名")
    operator.type("赵敏", spelt="zhaomin")
    operator.press(Qt.Key.Key_Return)
    operator.press(Qt.Key.Key_Down)
    operator.go_to("手机号码")
    operator.type("19900000123")
    operator.go_to("职业")
    operator.type("焊工", spelt="hangong")
    operator.press(Qt.Key.Key_S, CONTROL)
    operator.press(Qt.Key.Key_O, CONTROL | SHIFT)
    operator.type("赵敏本人", spelt="zhaominbenren")
    operator.press(Qt.Key.Key_Return, times=2)
    took = operator.keys * PACE + (time.monotonic() - began)
    sys.stdout.write(f"{operator.keys} keys, {took:.0f} s of {TWO_MINUTES} s\n")
    after = stages(operator)
    (new,) = set(after) - set(before)
    assert after[new] == "offer_accepted"
    stored = record(operator, new)
    assert stored.person_fields["full_name"] == "赵敏"
    history = operator.ask(candidates.open_record, new).history
    assert "application.accept_offer" in {line.operation for line in history}
    assert took < TWO_MINUTES


@pytest.mark.timeout(300)
def test_thirty_are_rejected_in_one_action_and_brought_back_in_one(
    operator: Operator,
) -> None:
    workspace: Any = operator.built.window.workspace
    operator.press(Qt.Key.Key_2, CONTROL)
    page = workspace.page("candidates")
    operator.ask(take_in_thirty)
    before = stages(operator)
    operator.press(Qt.Key.Key_F, CONTROL)
    operator.press(Qt.Key.Key_F5)
    for _ in range(60):
        if operator.focus() is page.table:
            break
        operator.press(Qt.Key.Key_Tab)
    assert operator.focus() is page.table, operator.focus()
    operator.press(Qt.Key.Key_Down)
    operator.press(Qt.Key.Key_Down, SHIFT, times=29)
    assert len(page.marked()) == 30
    operator.press(Qt.Key.Key_N, CONTROL | SHIFT)
    operator.press(Qt.Key.Key_Down)
    operator.press(Qt.Key.Key_Return)
    now = stages(operator)
    turned = [id_ for id_, stage in now.items() if stage != before[id_]]
    assert len(turned) == 30 and {now[id_] for id_ in turned} == {"not_hired"}
    assert {record(operator, id_).retention_class for id_ in turned[:3]} == {"REJ"}
    operator.press(Qt.Key.Key_Z, CONTROL)
    assert stages(operator) == before
