# SPDX-License-Identifier: Apache-2.0
"""The words about where data lies, for the page and for the form before a desk is opened.

They are no part of the operations: the unlock page is painted before those are loaded.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from hr_desk.domain import places
from hr_desk.i18n import N_, t

UNTIL: Final = N_("Looked at again on")

USES: Final[Mapping[str, str]] = {
    places.DESK: N_("The desk"),
    places.BACKUPS: N_("Backups"),
}
STATES: Final[Mapping[str, str]] = {
    places.HERE: N_("On a disk of this computer"),
    places.ALLOWED: N_("Elsewhere, allowed"),
    places.LAPSED: N_("Elsewhere, permission ended"),
    places.REFUSED: N_("Elsewhere, not allowed"),
    places.PUT_BACK: N_("Elsewhere, permission put back"),
}
REACHES: Final[Mapping[str, str]] = {
    "share": N_("Network share"),
    "synced": N_("A program copies it to other machines"),
}


def told(latest: date) -> str:
    """Return what an officer is told who allows a place."""
    return t(
        "It counts for this very folder of this computer, until that day, {latest} at the latest. "
        "What lies there is stored elsewhere too: look first at where, and who can read it. "
        "Whoever looks into the desk's folder can read the reason; name nobody in it.",
        latest=latest,
    )
