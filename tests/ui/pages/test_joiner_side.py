# SPDX-License-Identifier: Apache-2.0
"""The cards beside a joiner's form: days that may still change say so."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from hr_desk.catalogue.checklist import Item
from hr_desk.i18n import Text, t
from hr_desk.operations import joiner_board
from hr_desk.operations.checklist import ChecklistLine, CountdownLine, FileGap, Progress
from hr_desk.operations.entries import Unchecked
from ui.pages.joiner_side import ChecklistCard, ProgressCard
from ui.session import Surroundings

Show = Callable[..., Any]

DAY = date(2027, 3, 8)
ITEM = Item(key="welcome", label=Text(zh="欢迎信", en="Welcome letter"), who="person", days=-5,
            blocks=None)  # fmt: skip


def said(card: QWidget) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def test_a_line_of_the_checklist_says_that_its_day_is_provisional(
    around: Surroundings, show: Show
) -> None:
    for provisional in (True, False):
        card: ChecklistCard = show(ChecklistCard(around.desk.catalogue))
        line = ChecklistLine(ITEM, DAY, None, "", late=False, provisional=provisional)
        card.show_lines([line], outdated=False)
        assert (t("{day} (provisional)", day=DAY) in said(card)) is provisional
        assert DAY.isoformat() in said(card)


def test_a_limit_on_a_day_off_names_the_working_day_before_it(
    around: Surroundings, show: Show
) -> None:
    session = around.desk.session
    gaps = {key: FileGap((), ()) for key in joiner_board.files(session)}
    for working_day in (DAY, date(2027, 3, 5)):
        card: ProgressCard = show(ProgressCard())
        limit = CountdownLine("contract", DAY, working_day, 9, done=False, provisional=True)
        card.show_progress(session, Progress((), 13, gaps, (limit,)))
        shown = t("{day} (provisional)", day=working_day)
        assert (shown in said(card)) is (working_day != DAY)


def number(around: Surroundings, *, gone: bool) -> Unchecked:
    field = around.desk.catalogue.field("id_number")
    return Unchecked(field, "赵敏", date(2026, 3, 2), date(2026, 3, 9), gone=gone, mine=False)


def test_a_number_that_nobody_compared_is_named_with_what_is_to_be_done(
    around: Surroundings, show: Show
) -> None:
    session, label = around.desk.session, str(around.desk.catalogue.field("id_number").label)
    gaps = {key: FileGap((), ()) for key in joiner_board.files(session)}
    for gone in (True, False):
        card: ProgressCard = show(ProgressCard())
        found = Progress((), 13, gaps, (), (number(around, gone=gone),))
        card.show_progress(session, found)
        assert label in said(card) and "赵敏" in said(card)
        assert ("2026-03-09" in said(card)) is not gone


def test_the_line_of_a_number_that_is_gone_is_open_and_says_why(
    around: Surroundings, show: Show
) -> None:
    field = around.desk.catalogue.field("id_number")
    card: ChecklistCard = show(ChecklistCard(around.desk.catalogue))
    line = ChecklistLine(ITEM, DAY, None, "", late=False, lost=field)
    card.show_lines([line], outdated=False)
    assert not card.boxes[ITEM.key].isChecked() and str(field.label) in said(card)
