# SPDX-License-Identifier: Apache-2.0
"""The scenes of guardians' sheets, a part of the walk: who is missing, page by page, kept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hr_desk.demo.people import typed
from hr_desk.operations import delivery, handing_over, intake, recruitment, requisitions
from hr_desk.operations.session import Session

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
INTERNS: Final = ("邹示例", "熊示例", "孟示例", "秦示例")
"""Made-up school interns of seventeen."""


def guardians(workspace: "Workspace", scratch: Path) -> Iterator[str]:
    """Print the sheets of a class, read them back, confirm them and keep them but for one."""
    page: Any = workspace.page("guardians")
    page.desk.query(interns, owner=page, done=lambda _none: None)
    yield SETTLE
    workspace.show_page("guardians", None)
    yield SETTLE
    yield "guardians-missing"
    page.write_sheets("zh_CN", scratch / "sheets.pdf")
    yield SETTLE
    page.take_files([scratch / "sheets.pdf"])
    yield SETTLE
    yield SETTLE
    page.confirm(page.scans.pages[0].owner)
    page.confirm(page.scans.pages[1].owner)
    yield SETTLE
    yield "guardians-page-in-hand"
    page.confirm(page.scans.pages[2].owner)
    page.hand.leave_out.click()
    page.keep()
    yield SETTLE
    yield SETTLE
    page.look(page.people[0].joiner_id)
    yield SETTLE
    yield "guardians-kept"
    page.hand.close_kept()


def interns(session: Session) -> None:
    """Take in a class of interns, let them accept and hand them over."""
    (opening,) = requisitions.open_requisition(
        session, title="实习生", department="制造部", place="一号车间", head_count=len(INTERNS)
    ).created
    today = session.today()
    born = today.replace(year=today.year - 17, day=1).isoformat()
    for number, name in enumerate(INTERNS):
        texts = {
            "full_name": name, "mobile": f"1990009990{number}", "birth_date": born,
            "age_band": "16-17", "applied_position": "实习生",
            "guardian": f"{name[0]}家长 | 母亲 | 1990009880{number}",
        }  # fmt: skip
        new = recruitment.NewCandidate(
            requisition_id=opening, values=typed(session.catalogue, texts)
        )
        ids = recruitment.take_in(session, [new]).created
        recruitment.accept_offer(session, ids, told_by=session.user.name, on=today)
        handing_over.hand_over(session, ids, start_on=today + timedelta(days=14))
        delivery.deliver(session)
        while intake.take_in(session).taken:
            delivery.deliver(session)
