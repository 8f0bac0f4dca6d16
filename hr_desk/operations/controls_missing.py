# SPDX-License-Identifier: Apache-2.0
"""Controls of what the program promises and cannot show yet: red, with what is missing.

None of them is ever green. Once the verbs are there the sentence changes: then a control that
looks at what they did takes this one's place.
"""

from collections.abc import Callable
from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.operation import OPERATIONS, named
from hr_desk.operations.session import Session


def _missing(*starts: str) -> Callable[[Session], Seen]:
    """Return the look of a control whose verbs begin with one of ``starts``, once there are any."""

    def look(session: Session) -> Seen:
        del session
        named("request.close")  # fills the table where nothing else has
        there = sum(name.startswith(starts) for name in OPERATIONS)
        return Seen.not_built(_UNWATCHED, count=there) if there else Seen.not_built(_NO_VERB)

    return look


_NO_VERB: Final = N_("This part of the program is not built yet.")
_UNWATCHED: Final = N_("The steps are there, {count} of them, but nothing looks at them here yet.")

CONTROLS: Final = (
    Control("incidents", N_("Incidents are told"), _missing("incident.")),
    Control("minors_cleared", N_("Minors without a guardian are cleared"), _missing("minor.")),
    Control("sources", N_("Where public data comes from"), _missing("source.")),
    Control("training", N_("Training dates"), _missing("training.")),
)
"""What is promised and not shown yet."""
