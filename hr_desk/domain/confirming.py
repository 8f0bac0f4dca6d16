# SPDX-License-Identifier: Apache-2.0
"""How long it holds that somebody confirmed a text: for some months, and for that very text."""

from collections.abc import Mapping
from datetime import date

from hr_desk.catalogue.model import Acknowledgement
from hr_desk.domain.clock import months_later


def holds(confirmation: Mapping[str, str] | None, text: Acknowledgement, today: date) -> bool:
    """Whether a confirmation (``digest`` and ``on``) holds for a text on a day.

    It ends on the same day of the month ``text.months`` later, on that month's last day at the
    latest; a day in the future is not believed.
    """
    if confirmation is None or confirmation["digest"] != text.digest:
        return False
    given = date.fromisoformat(confirmation["on"])
    return given <= today < months_later(given, text.months) or given == today
