# SPDX-License-Identifier: Apache-2.0
"""The page of figures: drawn and as tables, fresh, narrowed, and copied without small numbers."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.loader import load
from hr_desk.domain.clock import FixedClock
from hr_desk.operations import candidates, desks, recruitment, requisitions, retention
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.decision_stubs import KeptStubs, StubGroup, Tally
from hr_desk.operations.figures import (
    EndingLine,
    FunnelLine,
    OpeningLine,
    SourceLine,
    StayLine,
)
from tests.ui.conftest import PASSPHRASE, Opener, typed
from ui.language import Languages
from ui.pages import figure_views
from ui.pages.figures import FiguresPage
from ui.pages.registry import PAGES
from ui.session import Surroundings
from ui.widgets.figure_card import MOST_DRAWN, FigureCard

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> FiguresPage:
    made: FiguresPage = show(FiguresPage(around))
    return made


def numbers(card: FigureCard) -> list[float]:
    return [bar.whole for bar in card.bars.bars]


def cells(card: FigureCard, column: str) -> list[str]:
    model = card.table.records
    place = [one.key for one in model.columns].index(column)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def test_the_page_is_in_the_rail_for_who_holds_hiring() -> None:
    entry = next(one for one in PAGES if one.key == "figures")
    assert entry.in_rail
    assert entry.needs == {"hiring"}


def test_every_figure_is_drawn_and_said_in_a_table(page: FiguresPage, qtbot: QtBot) -> None:
    funnel = page.cards["funnel"]
    assert numbers(funnel)[:2] == [5, 1]
    assert cells(funnel, "reached")[:2] == ["5", "1"]
    assert cells(funnel, "share")[:2] == ["100%", "20%"]
    assert not funnel.bars.isHidden() and funnel.table.isHidden()
    page.as_tables.setChecked(True)
    qtbot.waitUntil(lambda: all(card.bars.isHidden() for card in page.cards.values()))
    assert not funnel.table.isHidden()
    assert cells(page.cards["openings"], "openings") == ["3", "3"]
    for card in page.cards.values():
        assert card.table.accessibleName() == card.heading.text() != ""
        assert card.bars.accessibleName()


def test_a_choice_narrows_what_is_counted(page: FiguresPage, wait_idle: Wait) -> None:
    place = page.requisition.findText("质检员 · 制造部")
    page.requisition.setCurrentIndex(place)
    wait_idle()
    assert numbers(page.cards["funnel"])[0] == 2
    assert len(page.cards["openings"].bars.bars) == 1
    page.span.setCurrentIndex(page.span.findData(""))
    wait_idle()
    assert page.asked().first == date(2000, 1, 1)
    assert numbers(page.cards["funnel"])[0] == 2


def test_the_figures_are_fresh_after_a_change(page: FiguresPage, wait_idle: Wait) -> None:
    found: list[Any] = []
    page.desk.query(
        candidates.list_applications, ListQuery(stages=("applied",)), owner=page, done=found.append
    )
    wait_idle()
    ids = [row.application_id for row in found[0].rows]
    page.desk.run(recruitment.advance, ids, owner=page, to="interview")
    wait_idle()
    assert numbers(page.cards["funnel"])[1] == 1 + len(ids)


def test_a_language_says_everything_again(
    page: FiguresPage, languages: Languages, qtbot: QtBot, wait_idle: Wait
) -> None:
    funnel, chosen = page.cards["funnel"], page.span.currentData()
    assert funnel.bars.bars[0].label == "已应聘"
    languages.use("en")
    qtbot.waitUntil(lambda: funnel.bars.bars[0].label == "Applied")
    wait_idle()
    assert page.header.title.text() == "Figures"
    assert page.span.currentData() == chosen
    languages.use("zh_CN")
    wait_idle()


def test_an_empty_desk_says_how_figures_begin(
    open_as: Opener, empty_folder: Path, show: Show, qtbot: QtBot
) -> None:
    page = show(FiguresPage(open_as(empty_folder)))
    assert not page.empty.isHidden()
    assert page.copy_button.isHidden()
    with qtbot.waitSignal(page.go) as gone:
        page.empty.button.click()
    assert gone.args == ["requisitions", "open"]


def test_what_is_copied_says_nothing_small(page: FiguresPage) -> None:
    page.handlers()["figures.copy"]()
    text = QGuiApplication.clipboard().text()
    assert page.cards["funnel"].heading.text() in text
    lines = text.splitlines()
    interview = next(line.split("\t") for line in lines if line.startswith("面试"))
    assert "20%" not in interview
    assert interview[1] != "1"
    assert page.banner.text()


CATALOGUE = load()


def test_a_small_number_takes_its_share_and_its_days_with_it() -> None:
    lines = (FunnelLine("applied", 100), FunnelLine("interview", 30), FunnelLine("offered", 2))
    text = figure_views.text_outside("funnel", figure_views.funnel(lines, CATALOGUE))
    rows = [line.split("\t") for line in text.splitlines()[2:]]
    assert rows[0][1:] == ["100", "100%"]
    assert rows[1][1] == rows[1][2] == "…"
    assert "2" not in rows[2][1] and "2%" not in rows[2][2]
    stays = [StayLine("applied", 40, 3, 9), StayLine("interview", 6, 5, 8)]
    stays += [StayLine("offered", 1, 77, 78)]
    said = figure_views.text_outside("stays", figure_views.stays(stays, CATALOGUE))
    assert "77" not in said and "78" not in said
    assert "40\t3\t9" in said


def test_sources_without_a_code_and_kinds_without_openings_are_said() -> None:
    sources = (SourceLine("walk_in", 9, 2), SourceLine(None, 3, 0), SourceLine("gone", 1, 1))
    drawing = figure_views.sources(sources, CATALOGUE)
    assert [bar.parts for bar in drawing.bars] == [(2, 7), (0, 3), (1, 0)]
    assert drawing.bars[1].label == drawing.bars[2].label
    openings = [OpeningLine(str(n), f"岗位{n}", "制造部", n, 1, 90 - n) for n in range(40)]
    many = figure_views.openings(openings)
    assert len(many.rows) == 40
    assert many.rows[0].cells["openings"].text == "–"
    assert str(MOST_DRAWN) in many.note


def test_what_ends_is_stacked_by_class() -> None:
    lines = (
        EndingLine(date(2026, 3, 2), {"WD": 2, "REJ": 5}),
        EndingLine(date(2026, 3, 9), {}),
        EndingLine(date(2026, 3, 16), {"REJ": 1}),
    )
    drawing = figure_views.endings(lines, CATALOGUE)
    assert sorted(drawing.bars[0].parts) == [2, 5]
    assert [bar.whole for bar in drawing.bars] == [7, 0, 1]
    assert len(drawing.parts) == 2
    assert [row.cells["count"].text for row in drawing.rows if row.id.startswith("0.")]
    assert drawing.bars[0].label.startswith("03-02")


def test_figures_without_numbers_are_a_sentence() -> None:
    drawings = (
        figure_views.funnel((FunnelLine("applied", 0),), CATALOGUE),
        figure_views.stays((), CATALOGUE),
        figure_views.sources((), CATALOGUE),
        figure_views.openings(()),
        figure_views.endings((EndingLine(date(2026, 3, 2), {}),), CATALOGUE),
    )
    for drawing in drawings:
        assert drawing.note and drawing.heading
        assert not (drawing.bars or drawing.rows or drawing.parts)


def test_what_is_counted_of_deleted_records_names_what_it_counts() -> None:
    lines = [Tally("2026", "outcome", "not_hired", 12), Tally("2026", "source", "referral", 7),
             Tally("2026", "source", "", 5), Tally("2026-03-02", "visits", "", 31)]  # fmt: skip
    drawing = figure_views.kept(lines, load())
    assert [row.cells["people"].sort for row in drawing.rows] == [12, 7, 5, 31]
    said = [row.cells["what"].text for row in drawing.rows]
    assert len(set(said)) == 4 and all(said)
    assert figure_views.kept([], load()).rows == ()


SKILLS = StubGroup("r1", "interview", "skills", 6, ({"safety": 4}, {"safety": 3, "skills": 5}),
                   date(2026, 3, 2), date(2026, 4, 6))  # fmt: skip
"""Six who were not hired for the same post at the same stage for the same reason."""


def test_what_is_left_of_decisions_says_post_stage_reason_weeks_and_points() -> None:
    gone = StubGroup("r2", "applied", "pay", 5, (), date(2026, 3, 2), date(2026, 3, 2))
    drawing = figure_views.stubs([KeptStubs("装配工", SKILLS), KeptStubs("", gone)], CATALOGUE)
    first, second = ({key: cell.text for key, cell in row.cells.items()} for row in drawing.rows)
    assert first["title"] == "装配工" and first["people"] == "6"
    assert first["weeks"] == "2026-03-02 – 2026-04-06" and second["weeks"] == "2026-03-02"
    criteria = CATALOGUE.code_lists["evaluation_criterion"].codes
    assert f"{criteria['safety']} 3.5" in first["points"]
    assert f"{criteria['skills']} 5.0" in first["points"]
    assert second["title"] and second["points"] == "–"
    assert [bar.whole for bar in drawing.bars] == [6, 5]
    assert figure_views.stubs([], CATALOGUE).rows == ()


def five_not_hired(folder: Path) -> None:
    """Take in five people, decide about them alike, and delete them when they are due."""
    session = desks.open_desk(folder, user="admin", passphrase=PASSPHRASE)
    opening = requisitions.list_requisitions(session)[0]
    people = [
        recruitment.NewCandidate(
            requisition_id=opening.id,
            values=typed(session.catalogue, full_name=f"钱示例{name}", mobile=f"1380013900{place}",
                         age_band="adult", applied_position=opening.title),
        )
        for place, name in enumerate("甲乙丙丁戊")
    ]  # fmt: skip
    ids = recruitment.take_in(session, people).created
    recruitment.reject(session, ids, reason="experience")
    session.close()
    clock = FixedClock(datetime.now(UTC) + timedelta(days=181))
    session = desks.open_desk(folder, user="admin", passphrase=PASSPHRASE, clock=clock)
    retention.confirm_time(session)
    retention.sweep(session)
    session.close()


def test_decisions_whose_people_are_gone_are_shown_and_never_copied(
    open_as: Opener, folder: Path, show: Show
) -> None:
    five_not_hired(folder)
    page = show(FiguresPage(open_as(folder)))
    card = page.cards["stubs"]
    assert numbers(card) == [5] and cells(card, "people") == ["5"]
    assert cells(card, "reason") == ["相关经验不足"]
    page.handlers()["figures.copy"]()
    copied = QGuiApplication.clipboard().text()
    assert page.cards["kept"].heading.text() in copied
    assert card.heading.text() not in copied and "相关经验不足" not in copied
