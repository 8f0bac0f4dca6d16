# SPDX-License-Identifier: Apache-2.0
"""Which step of a case comes next: its button is the primary one, and no other."""

from hr_desk.operations.request_asking import Findings
from hr_desk.operations.request_closing import THE_COPY
from hr_desk.operations.request_views import RequestView


def next_step(view: RequestView, found: Findings | None, owed: tuple[str, ...]) -> str:
    """Return the action to do next, "" where only others have something to do.

    ``owed`` is what ``request_closing.letters_owed`` says of a decided case.
    """
    if "verify" in view.allowed:
        return "request.verify"
    if found is None:
        return ""
    if "close" in view.allowed:
        return _to_the_end(found, owed)
    if "ask" in view.allowed and not found.asked:
        return "request.ask"
    if found.waiting:
        return ""
    if any(one.approved_by is None for one in found.refusals):
        return "request.approve"
    return "request.decide" if "decide" in view.allowed else ""


def _to_the_end(found: Findings, owed: tuple[str, ...]) -> str:
    """Hand out what is owed, then close: what the copy is made of is deleted with closing."""
    if THE_COPY in owed and found.asked and not found.waiting:
        return "request.copy"
    if any(one != THE_COPY for one in owed):
        return "request.letter"
    return "" if any(one.answered_at is None for one in found.orders) else "request.close"
