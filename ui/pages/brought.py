# SPDX-License-Identifier: Apache-2.0
"""What became of the invitation code that a visitor brought to the kiosk, in the guard's words."""

from collections.abc import Mapping
from typing import Final

from hr_desk.i18n import N_, t
from hr_desk.operations import guest_codes
from hr_desk.operations.visits import VisitRow

WORDS: Final[Mapping[str, str]] = {
    guest_codes.JOINED: N_("came with their invitation"),
    guest_codes.OTHER_NAME: N_("the invitation code is of somebody of another name"),
    guest_codes.OTHER_DAY: N_("the invitation code is for another day"),
    guest_codes.CALLED_OFF: N_("the invitation was called off"),
    guest_codes.USED: N_("the invitation code was used before"),
    guest_codes.UNKNOWN: N_("the invitation code is not known here"),
}
"""Standing to what is said of it."""


def brought_words(one: VisitRow) -> str:
    """Return what is to be said of the code, empty where none was brought."""
    return t(WORDS[one.invitation]) if one.invitation in WORDS else ""
