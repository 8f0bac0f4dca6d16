# SPDX-License-Identifier: Apache-2.0
"""What another head count does to a requisition: it may fill the last opening, or be too low."""

from typing import Final

FILLS: Final = "fills"
"""As many have accepted as are sought from now on: hiring concludes."""
TOO_LOW: Final = "too_low"
"""More have accepted than are sought from now on."""
NOTHING: Final = ""


def effect(before: int, wished: int, *, filled: int) -> str:
    """Return what the head count ``wished`` does where ``filled`` people have accepted.

    ``before`` is the one so far, 0 for none. One that stays as it is does nothing: a requisition
    that is kept open although it is full is edited like any other. One that is raised is never too
    low, however many have accepted.
    """
    if wished == before:
        return NOTHING
    if filled > wished:
        return NOTHING if 0 < before < wished else TOO_LOW
    return FILLS if filled == wished else NOTHING
