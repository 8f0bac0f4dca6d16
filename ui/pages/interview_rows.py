# SPDX-License-Identifier: Apache-2.0
"""Interviews in words: rows of a day's table, sentences beside a record, what the gate says."""

from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.interviews import STATES
from hr_desk.i18n import N_, t
from hr_desk.operations.interview_views import InterviewLine
from ui.pages.visit_rows import joined
from ui.tables.rows import TableCell, TableRow, text_column, text_row

COLUMNS = (
    text_column("time", N_("Begins at"), width=5),
    text_column("name", N_("Name"), width=5),
    text_column("post", N_("Position"), width=8),
    text_column("place", N_("Room or place"), width=8),
    text_column("people", N_("Interviewers"), width=9),
    text_column("host", N_("Host"), width=6),
    text_column("visit", N_("At the gate"), width=8),
    text_column("state", N_("State"), width=5),
    text_column("cards", N_("Scorecards"), width=4),
)
VISITS = {
    "": N_("Gate not told"),
    "sent": N_("Expected"),
    "arrived": N_("Has arrived"),
    "left": N_("Has left"),
    "not_come": N_("Did not come"),
    "cancelled": N_("Taken back"),
}
"""What the front desk made of it, in a person's words."""


def interview_row(one: InterviewLine) -> TableRow:
    """Return an interview as a row of the day's table."""
    begin = one.starts_at.astimezone(SHANGHAI).strftime("%H:%M")
    return text_row(
        one.id,
        time=TableCell(t("{time} (clash)", time=begin) if one.clash else begin,
                       sort=one.starts_at.isoformat()),
        name=one.name,
        post=one.requisition,
        place=one.place,
        people=t(", ").join(one.interviewers),
        host=one.host,
        visit=TableCell(visit_words(one), sort=one.visit),
        state=t(STATES[one.state]),
        cards=one.scorecards or None,
    )  # fmt: skip


def visit_words(one: InterviewLine) -> str:
    """Say what became of the visit, with the hour where somebody came or left."""
    said = t(VISITS[one.visit])
    if one.visit not in ("arrived", "left") or one.visit_at is None:
        return said
    hour = one.visit_at.astimezone(SHANGHAI).strftime("%H:%M")
    return t("{what} {time}", what=said, time=hour)


def interview_words(one: InterviewLine) -> str:
    """Say one interview as a sentence: when, where, with whom, what became of it."""
    when = one.starts_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    about = joined((when, one.place, t(", ").join(one.interviewers)))
    said = t("{interview}: {state}", interview=about, state=t(STATES[one.state]))
    return joined((said, visit_words(one))) if one.state == "planned" else said
