# SPDX-License-Identifier: Apache-2.0
"""Figures as bars and rows in the language in use, and as text that may leave the desk."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import fmean
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import N_, t
from hr_desk.operations.application_query import SOURCE
from hr_desk.operations.decision_stubs import (
    LEFT,
    OUTCOME,
    VISITS,
    KeptStubs,
    StubGroup,
    Tally,
)
from hr_desk.operations.evaluations import CRITERIA
from hr_desk.operations.figures import (
    SMALLEST,
    EndingLine,
    FunnelLine,
    OpeningLine,
    SourceLine,
    StayLine,
    said_outside,
)
from hr_desk.operations.recruitment import REASONS
from ui.tables.rows import Column, TableRow, text_column, text_row
from ui.widgets.bars import Bar
from ui.widgets.figure_card import MOST_DRAWN, Drawing

COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "funnel": (
        text_column("stage", N_("Stage"), width=8),
        text_column("reached", N_("Came so far"), width=6),
        text_column("share", N_("Of those taken in"), width=7),
    ),
    "stays": (
        text_column("stage", N_("Stage"), width=11),
        text_column("left", N_("Went on"), width=5),
        text_column("median", N_("Half (days)"), width=6),
        text_column("slow", N_("9 in 10 (days)"), width=7),
    ),
    "sources": (
        text_column("source", N_("Source"), width=9),
        text_column("taken_in", N_("Taken in"), width=5),
        text_column("accepted", N_("Accepted an offer"), width=6),
    ),
    "openings": (
        text_column("title", N_("Position"), width=9),
        text_column("department", N_("Department"), width=7),
        text_column("openings", N_("Openings"), width=5),
        text_column("filled", N_("Filled"), width=5),
        text_column("days", N_("Days open"), width=5),
    ),
    "endings": (
        text_column("week", N_("Week from"), width=7),
        text_column("kept", N_("Kept as"), width=12),
        text_column("count", N_("Records"), width=5),
    ),
    "kept": (
        text_column("period", N_("Year or day"), width=6),
        text_column("what", N_("Counted"), width=12),
        text_column("people", N_("People"), width=5),
    ),
    "stubs": (
        text_column("title", N_("Position"), width=9),
        text_column("stage", N_("Stage"), width=6),
        text_column("reason", N_("Reason"), width=9),
        text_column("people", N_("People"), width=5),
        text_column("weeks", N_("Decided in the weeks from"), width=10),
        text_column("points", N_("Points on average"), width=12),
    ),
}
"""The columns of each figure's table, in the order in which the page shows the figures."""

STAYS_HERE: Final = frozenset({"stubs"})
"""Figures that never leave the desk, as they name a post (promises c.3)."""

_COUNTS: Final = {
    "funnel": ("reached",),
    "stays": ("left",),
    "sources": ("taken_in", "accepted"),
    "openings": ("filled",),
    "endings": ("count",),
    "kept": ("people",),
}
"""The columns that count people: what is small in them does not leave the desk."""

_BESIDE: Final = {"funnel": {"share": "reached"}, "stays": {"median": "left", "slow": "left"}}
"""Columns that would give a small count away: left out wherever the count they hang on is."""


def funnel(lines: Sequence[FunnelLine], catalogue: Catalogue) -> Drawing:
    """Show how far applications came."""
    whole = lines[0].reached if lines else 0
    named = [(str(catalogue.stages[one.stage].label), one.reached) for one in lines]
    bars = [Bar(name, (count,), _with_share(count, whole)) for name, count in named]
    rows = [
        text_row(str(place), stage=name, reached=count, share=_share(count, whole))
        for place, (name, count) in enumerate(named)
    ]
    note = t("How many came to a stage or beyond it.")
    none = t("Nobody was taken in within this time.")
    return _drawing(t("Funnel"), note if whole else none, bars, rows if whole else [])


def _share(count: int, whole: int) -> str:
    return f"{count / whole:.0%}" if whole else ""


def _with_share(count: int, whole: int) -> str:
    return t("{count} · {share}", count=count, share=_share(count, whole))


def stays(lines: Sequence[StayLine], catalogue: Catalogue) -> Drawing:
    """Show how long stages lasted."""
    bars, rows = [], []
    for place, one in enumerate(lines):
        name = str(catalogue.stages[one.stage].label)
        said = t("{median} / {slow} days", median=one.median, slow=one.slow)
        bars.append(Bar(name, (one.median, one.slow - one.median), said))
        rows.append(text_row(str(place), stage=name, left=one.left, median=one.median,
                             slow=one.slow))  # fmt: skip
    note = t("Days until whoever left a stage went on or ended.")
    none = t("Nobody who was taken in within this time has left a stage yet.")
    parts = (t("Half went on within"), t("Nine in ten within"))
    return _drawing(t("Time in each stage"), note if rows else none, bars, rows, parts)


def sources(lines: Sequence[SourceLine], catalogue: Catalogue) -> Drawing:
    """Show where applications came from, and what came of them."""
    codes = catalogue.code_lists[SOURCE].codes
    bars, rows = [], []
    for place, one in enumerate(lines):
        label = codes.get(one.source or "")
        name = t("Not given") if label is None else str(label)
        said = t("{count}, {accepted} accepted", count=one.taken_in, accepted=one.accepted)
        bars.append(Bar(name, (one.accepted, one.taken_in - one.accepted), said))
        rows.append(text_row(str(place), source=name, taken_in=one.taken_in,
                             accepted=one.accepted))  # fmt: skip
    note = t("Where applications came from, and how many of them accepted an offer.")
    none = t("Nobody was taken in within this time.")
    parts = (t("Accepted an offer"), t("Others"))
    return _drawing(t("Sources"), note if rows else none, bars, rows, parts)


def openings(lines: Sequence[OpeningLine]) -> Drawing:
    """Show how long requisitions have been open, and how full they are."""
    bars, rows = [], []
    for one in lines:
        bars.append(Bar(one.title, (one.days_open,), _days_and_filled(one)))
        rows.append(text_row(one.requisition_id, title=one.title, department=one.department,
                             openings=one.openings or None, filled=one.filled,
                             days=one.days_open))  # fmt: skip
    note = t("Days since each requisition was opened, and how many of its openings are filled.")
    if len(lines) > MOST_DRAWN:
        note = t("The {count} that have been open longest; the table has all.", count=MOST_DRAWN)
    none = t("No requisition is open.")
    return _drawing(t("Openings and days"), note if rows else none, bars, rows)


def _days_and_filled(one: OpeningLine) -> str:
    if not one.openings:
        return t("{days} days · {filled} filled", days=one.days_open, filled=one.filled)
    return t("{days} days · {filled} of {wanted}", days=one.days_open, filled=one.filled,
             wanted=one.openings)  # fmt: skip


def endings(lines: Sequence[EndingLine], catalogue: Catalogue) -> Drawing:
    """Show what ends in the coming weeks, class by class."""
    there = {key for line in lines for key in line.counts}
    classes = [key for key in catalogue.classes if key in there]
    labels = {key: str(catalogue.classes[key].label) for key in classes}
    bars = [
        Bar(_week(line), tuple(line.counts.get(key, 0) for key in classes), str(line.whole))
        for line in lines
    ]
    rows = [
        text_row(f"{place}.{key}", week=line.first, kept=labels[key], count=line.counts[key])
        for place, line in enumerate(lines)
        for key in classes
        if key in line.counts
    ]
    note = t("Records that end in each week; what is overdue stands in the first.")
    none = t("Nothing ends within the next 90 days.")
    heading = t("Deleted in the next 90 days")
    return _drawing(heading, note if rows else none, bars, rows, tuple(labels.values()))


def kept(lines: Sequence[Tally], catalogue: Catalogue) -> Drawing:
    """Show what is still counted of people whose records are gone."""
    named = [(line, _counted(line, catalogue)) for line in lines]
    bars = [Bar(f"{line.period} {name}", (line.people,), str(line.people)) for line, name in named]
    rows = [
        text_row(str(place), period=line.period, what=name, people=line.people)
        for place, (line, name) in enumerate(named)
    ]
    note = t("Numbers that stay when records are deleted, never of fewer than {count} people.",
             count=SMALLEST)  # fmt: skip
    none = t("Nothing yet: it begins with the first {count} people whose records are deleted.",
             count=SMALLEST)  # fmt: skip
    return _drawing(t("Kept of deleted records"), note if rows else none, bars, rows)


def _counted(line: Tally, catalogue: Catalogue) -> str:
    if line.what == OUTCOME:
        return str(catalogue.stages[line.value].label)
    if line.what in _COUNTED_HERE:
        return t(_COUNTED_HERE[line.what])
    label = catalogue.code_lists[SOURCE].codes.get(line.value)
    return t("Source not given") if label is None else t("Source: {source}", source=label)


def stubs(lines: Sequence[KeptStubs], catalogue: Catalogue) -> Drawing:
    """Show what is left of decisions not to hire whose people are gone."""
    bars, rows = [], []
    for place, one in enumerate(lines):
        title = one.title or t("A post that is gone")
        stage = str(catalogue.stages[one.group.stage].label)
        reason = str(catalogue.code_lists[REASONS["reject"]].codes[one.group.reason])
        count = one.group.people
        bars.append(Bar(f"{title} · {stage} · {reason}", (count,), str(count)))
        rows.append(
            text_row(str(place), title=title, stage=stage, reason=reason, people=count,
                     weeks=_weeks(one.group), points=_points(one.group, catalogue))
        )  # fmt: skip
    note = t("Without a name, of {count} people or more with the same post, stage and reason.",
             count=SMALLEST)  # fmt: skip
    none = t("Nothing yet: it begins when {count} people go who were not hired alike.",
             count=SMALLEST)  # fmt: skip
    return _drawing(t("Decisions whose people are gone"), note if rows else none, bars, rows)


def _weeks(group: StubGroup) -> str:
    first, last = f"{group.first_week:%Y-%m-%d}", f"{group.last_week:%Y-%m-%d}"
    return first if first == last else f"{first} – {last}"


def _points(group: StubGroup, catalogue: Catalogue) -> str:
    """Return the mean of each criterion on the scorecards that were kept, in their order."""
    return t(", ").join(
        f"{label} {fmean(given):.1f}"
        for key, label in catalogue.code_lists[CRITERIA].codes.items()
        if (given := [card[key] for card in group.points if key in card])
    )


_COUNTED_HERE: Final = {VISITS: N_("Visits"), LEFT: N_("People who left")}


def _week(line: EndingLine) -> str:
    last = line.first + timedelta(days=6)
    return f"{line.first:%m-%d} – {last:%m-%d}"


def _drawing(
    heading: str,
    note: str,
    bars: Sequence[Bar],
    rows: Sequence[TableRow],
    parts: tuple[str, ...] = (),
) -> Drawing:
    return Drawing(
        heading=heading,
        note=note,
        bars=tuple(bars) if rows else (),
        parts=parts if rows else (),
        rows=tuple(rows),
    )


def text_outside(key: str, drawing: Drawing) -> str:
    """Return a figure as text for a spreadsheet or a letter, without small counts."""
    columns = COLUMNS[key]
    told = {
        name: said_outside(int(row.cells[name].sort) for row in drawing.rows)
        for name in _COUNTS[key]
    }
    lines = [drawing.heading, "\t".join(column.heading() for column in columns)]
    for place, row in enumerate(drawing.rows):
        hidden = {name for name, numbers in told.items() if numbers[place] is None}
        beside = {name for name, count in _BESIDE.get(key, {}).items() if count in hidden}
        cells = (_told(row, column.key, hidden | beside) for column in columns)
        lines.append("\t".join(cells))
    return "\n".join(lines)


def _told(row: TableRow, column: str, hidden: set[str]) -> str:
    if column not in hidden:
        return row.cells[column].text
    number = row.cells[column].sort
    small = isinstance(number, int) and number < SMALLEST
    return t("under {count}", count=SMALLEST) if small else "…"
