# SPDX-License-Identifier: Apache-2.0
"""The way out of the refusal to read about somebody below eighteen: to where it is asked for.

A gate has one approval for everybody who comes; elsewhere it is about whoever was refused.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations.minor_problems import MinorNotApproved
from ui.pages.way_back import Visit
from ui.session import OpenDesk
from ui.widgets.banner import Choices

PLACES: Final = {
    "application": ("hiring", "candidates", "record"),
    "joiner": ("personnel", "onboarding", "joiner"),
    "visit": ("visits", "front_desk", "visit"),
    "account": ("payroll", "accounts", "account"),
}
"""Kind of what was refused to its file, the page that lists it, and the page of one."""


def ways_to_ask(desk: OpenDesk, error: UserError, go: Callable[[str, object], object]) -> Choices:
    """Return the button that leads to the page of minors, for whoever may ask there."""
    if not isinstance(error, MinorNotApproved) or "minors" not in desk.means():
        return ()
    wanted = asked_for(error)
    if wanted is None:
        return ()
    return ((N_("Ask to read about minors…"), partial(go, "minors", wanted)),)


def asked_for(error: MinorNotApproved) -> Visit | None:
    """Return what is to be asked, (file, ids), and the way back to what was refused."""
    for kind, (file, listed, page) in PLACES.items():
        ids = tuple(id_ for one, id_ in error.records if one == kind)
        if ids:
            records = () if file == "visits" else ids
            alone = len(ids) == 1
            return Visit((file, records), page if alone else listed, ids[0] if alone else None)
    return None
