# SPDX-License-Identifier: Apache-2.0
"""The promises on paper, for an auditor: each clause, how it stands, and what was seen of it.

It repeats what the page shows and holds nobody's data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hr_desk.i18n import N_, translated
from ui.printing.paper import Boxed, Paper


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """One clause in the words of the paper; ``seen`` are labels of controls and their sentences."""

    clause: str
    standing: str
    green: bool
    summary: str
    scope: str
    place: str
    reason: str
    seen: tuple[tuple[str, str], ...]


def report_pdf(
    lines: Sequence[ReportLine],
    company: Mapping[str, str],
    code: str,
    *,
    desk_id: str,
    by: str,
    at: str,
    ends: Sequence[tuple[str, str]],
) -> bytes:
    """Return the report in the language ``code``, as PDF; ``at`` is when it was looked at.

    ``ends`` are the names of files with the number and hash of the last entry of their logs.

    What is red comes first in a list of its own, then every clause in the order of the policy.
    """
    title = translated(N_("Promises and how they are kept"), code)
    paper = Paper(title, company.get("name", ""))
    paper.heading(f"{company.get('name', '')}  {title}")
    green = sum(one.green for one in lines)
    paper.fields(
        [
            Boxed(translated(N_("Looked at"), code), at),
            Boxed(translated(N_("By"), code), by),
            Boxed(translated(N_("Green"), code), f"{green} / {len(lines)}"),
            Boxed(translated(N_("Red"), code), str(len(lines) - green)),
            Boxed(translated(N_("Desk"), code), desk_id, wide=True),
        ]
    )
    red = [one for one in lines if not one.green]
    if red:
        paper.heading(translated(N_("What is open"), code), points=13)
        for one in red:
            paper.line(f"{one.clause}  {one.standing}  {one.summary}")
    paper.space(3)
    paper.heading(translated(N_("Every clause"), code), points=13)
    for one in lines:
        _clause(paper, one)
    paper.space(3)
    paper.heading(translated(N_("Where the logs end"), code), points=13)
    paper.fields([Boxed(name, end, wide=True) for name, end in ends])
    return paper.finish()


def _clause(paper: Paper, one: ReportLine) -> None:
    paper.space(2)
    paper.line(f"{one.clause}  {one.standing}  ·  {one.scope}  ·  {one.place}", points=11)
    paper.line(one.summary)
    if one.reason:
        paper.line(one.reason, points=9)
    for label, sentence in one.seen:
        paper.line(f"{label}: {sentence}", points=9, soft=True)
