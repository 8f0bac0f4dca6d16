# SPDX-License-Identifier: Apache-2.0
"""The call list: whom to call about which post, with room to tick who was reached."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, translated
from ui.printing.paper import Boxed, Paper


class CallLine(Protocol):
    """One person to call, as hr_desk.operations.messages.CallLine."""

    @property
    def name(self) -> str:
        """The name, as the user sees it."""
        ...

    @property
    def phone(self) -> str:
        """The number, as the user sees it; empty where there is none."""
        ...

    @property
    def requisition(self) -> str:
        """The post."""
        ...

    @property
    def interview_at(self) -> datetime | None:
        """When the next interview begins (UTC), None without one."""
        ...


def call_list_pdf(
    lines: Sequence[CallLine], company: Mapping[str, str], code: str, *, printed_on: date
) -> bytes:
    """Return the call list in the language ``code``, as PDF; destroy it after the calls."""
    title = translated(N_("Call list"), code)
    paper = Paper(title, company.get("name", ""))
    paper.heading(f"{company.get('name', '')}  {title}")
    day = translated(N_("Printed on {day}"), code, day=printed_on.isoformat())
    paper.line(day, points=9, soft=True)
    paper.line(translated(N_("Shred this list once the calls are made."), code), points=9)
    reached = translated(N_("Reached (tick), remarks"), code)
    for number, one in enumerate(lines, start=1):
        phone = one.phone or translated(N_("no number"), code)
        about = f"{number}.  {one.requisition}"
        if one.interview_at is not None:
            when = one.interview_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
            interview = translated(N_("Interview {time}"), code, time=when)
            about = f"{about}   {interview}"
        paper.fields([Boxed(about, f"{one.name}   {phone}"), Boxed(reached, "□")])
    return paper.finish()
