# SPDX-License-Identifier: Apache-2.0
"""One line of what waits today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One thing that waits: a sentence to translate with ``count``, its page, how pressing."""

    key: str
    message: str
    count: int
    page: str
    level: str
    """"calm", "soon" or "late"."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What else the sentence names."""
    argument: str | None = None
    """What its page is to show; None: the page knows by the key."""
