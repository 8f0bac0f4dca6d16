# SPDX-License-Identifier: Apache-2.0
"""What the pages of incidents say in a person's words: clocks, kind, grade, results."""

from datetime import datetime

from hr_desk.catalogue.incidents import USER, incident_rules
from hr_desk.domain.incidents import DONE, LATE, Due
from hr_desk.i18n import t
from hr_desk.operations.incident_views import IncidentRow, PersonLine
from ui.pages.request_words import moment_said

MINUTES_OF_A_DAY = 24 * 60
TONES = {LATE: "danger", "soon": "warning", "calm": "", DONE: "soft"}
"""How a clock is written."""


def clock_said(due: Due, now: datetime) -> str:
    """Say how long is left until a moment, or how far it is overdue, in days or hours."""
    if due.pressing == DONE:
        return t("Done, the clock has stopped")
    minutes = int((due.at - now).total_seconds() // 60)
    if due.pressing == LATE:
        return t("{span} overdue", span=_span_said(-minutes))
    return t("{span} left", span=_span_said(minutes))


def _span_said(minutes: int) -> str:
    """Say a length of time: days from two on, hours from one on, else minutes."""
    if minutes >= 2 * MINUTES_OF_A_DAY:
        return t("{count} whole days", count=minutes // MINUTES_OF_A_DAY)
    if minutes >= 60:
        return t("{count} hours", count=minutes // 60)
    return t("{count} minutes", count=minutes)


def title_said(row: IncidentRow) -> str:
    """Name an incident; a drill says that it is one."""
    if row.drill:
        return t("Drill {number}", number=row.number)
    return t("Incident {number}", number=row.number)


def facts_said(row: IncidentRow) -> str:
    """Say what happened, how grave it is and when it was found."""
    known = incident_rules()
    return t("{way} · {level} · found {moment}", way=known.ways[row.way].label,
             level=known.levels[row.level].label, moment=moment_said(row.found_at))  # fmt: skip


def people_said(row: IncidentRow) -> str:
    """Say how many people are touched, and how many of them are still without a result."""
    if row.waiting:
        return t(
            "{people}; files to answer: {waiting}",
            people=row.people,
            waiting=row.waiting,
        )
    if row.left:
        return t("{people}, not told yet: {left}", people=row.people, left=row.left)
    return str(row.people)


def name_said(line: PersonLine) -> str:
    """Name whom to tell: somebody touched, or the guardian of a minor among them."""
    if line.guardian_of is None:
        return t("{name} (below 18)", name=line.name) if line.minor else line.name
    if not line.name:
        return t("Guardian of {minor}, not known", minor=line.guardian_of)
    return t("{name} (guardian of {minor}: {relation})", name=line.name, minor=line.guardian_of,
             relation="–" if line.relation is None else line.relation)  # fmt: skip


def is_of_an_account(row: IncidentRow) -> bool:
    """Whether an account was in other hands, so that some people could only be listed."""
    return incident_rules().ways[row.way].names == USER


def seen_said(line: PersonLine) -> str:
    """Say whether somebody's record was opened, or could only be seen in a list."""
    return t("Could be listed") if line.listed else t("Was opened")


def seen_count_said(opened: int, listed: int) -> str:
    """Say of how many people the record was opened, and how many could only be listed."""
    return t("Record opened: {opened}; could be listed: {listed}", opened=opened, listed=listed)


def result_said(line: PersonLine) -> str:
    """Say what came of telling somebody, and when."""
    if not line.result:
        return t("Not told yet")
    said = incident_rules().results[line.result]
    if line.result_at is None:
        return str(said)
    return t("{result}, {moment}", result=said, moment=moment_said(line.result_at))
