# SPDX-License-Identifier: Apache-2.0
"""Days that a row may have or not, as they are stored: ISO 8601, or null."""

from datetime import date


def as_text(day: date | None) -> str | None:
    """Return a day as it is stored, None for none."""
    return None if day is None else day.isoformat()


def as_day(text: str | None) -> date | None:
    """Return a stored day, None for null."""
    return None if text is None else date.fromisoformat(text)
