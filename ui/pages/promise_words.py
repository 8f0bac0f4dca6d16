# SPDX-License-Identifier: Apache-2.0
"""The words in which page and report say how a clause stands and where it is kept."""

from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.promises import IN, OUT, PARTLY
from hr_desk.i18n import N_
from hr_desk.operations.controls import BROKEN, KEPT, NOT_SEEN, Evidence
from hr_desk.operations.findings import Finding
from hr_desk.operations.promises import ClauseState
from ui.tables.rows import EMPTY

SCOPES: Final = {
    IN: N_("Program"),
    PARTLY: N_("Program, people"),
    OUT: N_("People alone"),
}

GREEN: Final = N_("Green")
RED: Final = N_("Red")
UNSEEN: Final = N_("Not seen")

STANDINGS: Final = {KEPT: GREEN, BROKEN: RED, NOT_SEEN: UNSEEN}
"""State of a clause to the message that says it."""

LEVELS: Final = {KEPT: "ok", NOT_SEEN: "warn"}
"""State of a control to the level it is shown in; broken is "bad"."""


def standing(state: ClauseState) -> str:
    """Return the message that says how a clause stands."""
    return STANDINGS[state.state]


def finding_of(evidence: Evidence) -> Finding:
    """Return what a control saw as a line of a page shows it."""
    seen = evidence.seen
    return Finding(evidence.control, LEVELS.get(seen.state, "bad"), seen.message, seen.values)


def place_of(kept: str, pages: dict[str, str], catalogue: Catalogue) -> str:
    """Return the English label of the page a clause is kept on, or its compartment's name.

    A page that this user does not see has no name here.
    """
    return pages[kept] if kept in pages else str(catalogue.compartments.get(kept, EMPTY))
