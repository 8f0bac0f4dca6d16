# SPDX-License-Identifier: Apache-2.0
"""From today to those whose place in the talent pool ends: their list, its end, being asked."""

from collections.abc import Callable
from typing import Any

from hr_desk.operations import candidates, pool, recruitment
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from ui.pages.candidates import CandidatesPage
from ui.pages.saved_filters import kept_of, query_of
from ui.pages.today import TodayPage
from ui.session import Surroundings
from ui.tables.rows import POOL_UNTIL

Show = Callable[..., Any]
Wait = Callable[[], None]


def settled(wait_idle: Wait) -> None:
    for _ in range(4):
        wait_idle()


def join(session: Session) -> None:
    """Let 张伟, who is not hired, stay in the pool for the shortest time there is."""
    (row, *_) = candidates.list_applications(session, ListQuery(text="张伟")).rows
    first, _, _ = pool.ends(session)
    shown = pool.pool_text(session, "zh_CN", until=first)
    pool.join_pool(session, row.application_id, shown=shown, how="signature")
    recruitment.reject(session, [row.application_id], reason="skills")


def test_today_leads_to_the_list_and_who_was_asked_is_noted(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    around.desk.query(join, owner=around.desk, done=lambda _none: None)
    wait_idle()
    first: TodayPage = show(TodayPage(around))
    settled(wait_idle)
    (card,) = [card for card in first.cards if card.line.key == "pool"]
    asked: list[tuple[str, Any]] = []
    first.go.connect(lambda key, argument: asked.append((key, argument)))
    card.button.click()
    ((key, argument),) = asked
    assert key == "candidates"
    page: CandidatesPage = show(CandidatesPage(around))
    settled(wait_idle)
    assert POOL_UNTIL not in page.table.visible_columns()
    page.receive(argument)
    settled(wait_idle)
    assert page.table.records.rowCount() == 1
    assert POOL_UNTIL in page.table.visible_columns()
    page.table.mark([page.table.records.row_id(0)])
    page.handlers()["candidates.pool_asked"]()
    settled(wait_idle)
    assert "1" in page.banner.text()
    first.refresh()
    settled(wait_idle)
    assert not [card for card in first.cards if card.line.key == "pool"]
    page.filter.clear()
    settled(wait_idle)
    assert POOL_UNTIL not in page.table.visible_columns()
    page.table.mark([page.table.records.row_id(0)])
    assert "candidates.pool_asked" not in page.handlers()


def test_the_filter_is_kept_like_any_other() -> None:
    for query in (ListQuery(pool_ends_within=30), ListQuery(interview_owed=True)):
        assert query_of(kept_of(query)) == query
