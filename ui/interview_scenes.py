# SPDX-License-Identifier: Apache-2.0
"""The scenes of interviews, a part of the walk: a day, a scorecard, a text, calls, a record."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def interviewing(workspace: "Workspace") -> Iterator[str]:
    """Look at today's interviews, enter what was found, and get in touch with candidates."""
    yield from _day(workspace)
    yield from _candidates(workspace)
    yield from _record(workspace)


def _day(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("interviews")
    workspace.show_page("interviews")
    yield SETTLE
    page.table.mark([page.table.records.row_id(0)])
    yield "page-interviews-marked"
    page.handlers()["interviews.score"]()
    yield SETTLE
    page.scoring.interviewer.setEditText("车间赵师傅")
    for key, points in {"skills": 4, "experience": 3, "safety": 5}.items():
        page.scoring.points[key].set_value(points)
    page.scoring.remarks["skills"].setText("会调试夹具，图纸看得懂")
    page.scoring.note.setPlainText("会调试夹具；已婚，家住即墨。")
    yield "page-interviews-scorecard"
    page.scoring.leave()
    page.table.mark(page.table.records.first_ids(3))
    page.handlers()["interviews.calls"]()
    yield SETTLE
    yield "page-interviews-calls"
    page.contacting.leave()
    page.table.mark([])
    page.later.click()
    yield SETTLE
    page.later.click()
    yield SETTLE
    yield "page-interviews-none"
    page.now.click()
    yield SETTLE


def _candidates(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("candidates")
    workspace.show_page("candidates")
    yield SETTLE
    open_ones = [id_ for id_, row in page._rows.items() if row.next_stages]
    page.table.mark(open_ones[:3])
    page.handlers()["candidates.interview"]()
    panel = page.contacting.arranging
    panel.host.start("王工")
    panel.place.setText("一号会议室")
    panel.people.setText("王工、李主任")
    panel.every.setValue(10)
    yield SETTLE
    yield "page-candidates-interview"
    page.handlers()["candidates.message"]()
    yield SETTLE
    yield "page-candidates-message"
    page.contacting.texting.template.click()
    yield "page-candidates-message-text"
    page.contacting.leave()
    page.table.mark([])
    yield SETTLE


def _record(workspace: "Workspace") -> Iterator[str]:
    day: Any = workspace.page("interviews")
    first = day.table.records.row_id(0)
    record: Any = workspace.page("record")
    workspace.show_page("record", day._lines[first].application_id)
    yield SETTLE
    yield "page-record-interviews"
    record.side.interviews.wanted.emit("score", record.side.interviews.lines[0])
    yield SETTLE
    yield "page-record-scorecard"
    record.meetings.scoring.leave()
