# SPDX-License-Identifier: Apache-2.0
"""The scenes of the gatehouse, a part of the walk through the window: queue, list, roll call."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo.visits import WAITING
from ui.pages.visit_rows import NAME

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
PASTED: Final = """姓名\t部门\t分机
示例甲\t制造一部\t8101
示例乙\t质量部\t8102
示例丙\t综合部\t
示例丁，采购部，8104"""


def gatehouse(workspace: "Workspace") -> Iterator[str]:
    """Walk through the front desk, one visit and the directory on the demo's day."""
    yield from _queue(workspace)
    yield from _list(workspace)
    yield from _visit(workspace)
    yield from _directory(workspace)


def masked(workspace: "Workspace") -> Iterator[str]:
    """Look at the same visits when the days are over for which they are shown in full."""
    page: Any = workspace.page("front_desk")
    workspace.show_page("front_desk", {"show": "ever"})
    yield SETTLE
    yield "front-desk-masked"
    workspace.show_page("visit", page.list.table.records.row_id(0))
    yield SETTLE
    yield "visit-masked"


def _queue(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("front_desk")
    workspace.show_page("front_desk", {"show": "on_site"})
    yield SETTLE
    yield "front-desk-queue"
    page.arrivals.choose(named(page.arrivals.table, WAITING[1][1].name))
    strip = page.arrivals.strip
    strip.editors["visit_area"].set_text("office")
    strip.editors["badge_no"].set_text("B12")
    yield "front-desk-strip"
    strip.editors["badge_no"].set_text("7" * 40)
    page.arrivals.confirm()
    yield "front-desk-refused"
    strip.editors["badge_no"].set_text("B12")
    page.arrivals.ask_turn_away()
    yield "front-desk-turn-away"
    page.arrivals.question.leave()
    page.arrivals.confirm()
    yield SETTLE
    yield "front-desk-let-in"


def _list(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("front_desk")
    page.list.table.mark(page.list.table.records.first_ids(2))
    yield "front-desk-marked"
    for choice in ("expected", "left", "today", "ever"):
        page.list.choose(choice)
        yield SETTLE
        yield f"front-desk-list-{choice}"
    page.list.choose("expected")
    yield SETTLE
    page.list.table.selectRow(0)
    page.start("arrive")
    yield "front-desk-arrive"
    page.step.leave()
    page.list.choose("on_site")
    page.list.search.setText("没有这个人")
    yield SETTLE
    yield "front-desk-no-match"
    page.list.search.clear()
    page.call_roll()
    yield SETTLE
    yield "front-desk-roll-call"
    page.leave_roll_call()


def _visit(workspace: "Workspace") -> Iterator[str]:
    desk_page: Any = workspace.page("front_desk")
    visit: Any = workspace.page("visit")
    yield SETTLE
    workspace.show_page("visit", desk_page.list.table.records.row_id(0))
    yield SETTLE
    visit.form.field_focused.emit("plate_number")
    yield "visit"
    visit.note.text.setText("等仓库来接，证件在前台，身份证 370202199001011231")
    yield "visit-note"
    visit.correcting.start(visit.view.row)
    yield "visit-correct-leaving"
    visit.correcting.leave()
    workspace.show_page("visit", None)
    yield SETTLE
    yield "visit-kind"
    visit.kind_choice.choose("group")
    yield SETTLE
    visit.save()
    yield "visit-new-refused"
    workspace.show_page("visit", "expect")
    yield SETTLE
    yield "visit-expected"


def _directory(workspace: "Workspace") -> Iterator[str]:
    page: Any = workspace.page("directory")
    workspace.show_page("directory", "paste")
    page.paste.paper.setPlainText(PASTED)
    page.paste.read()
    yield SETTLE
    yield "directory-paste"
    page.paste.leave()
    page.table.selectRow(0)
    page.edit_marked()
    yield "directory-change"
    page.form.leave()
    page.ask_remove()
    yield "directory-remove"
    page.removing.leave()


def named(table: Any, name: str) -> str:
    """Return the id of the row that shows a name."""
    model = table.records
    place = [one.key for one in model.columns].index(NAME)
    for row in range(model.rowCount()):
        if model.index(row, place).data() == name:
            return str(model.row_id(row))
    raise LookupError(name)
