# SPDX-License-Identifier: Apache-2.0
"""What the privacy officer has to look at of paired desks, for the page Today."""

from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import policy_sending
from hr_desk.operations.session import Session

REFUSED: Final = "policy_refused"
"""The key of the line, and what its page is asked to show."""

Wait = tuple[str, str, int, str, str]
"""What a line of Today begins with: key, sentence with ``count``, how many, page, level.

The key is also what the page is asked to show.
"""


def waiting(session: Session) -> list[Wait]:
    """Return what waits; raises CompartmentClosed where ``privacy`` is not held."""
    found: list[Wait] = [
        (REFUSED, _REFUSED, policy_sending.refused(session), "policies", "soon"),
    ]
    return [one for one in found if one[2]]


_REFUSED: Final = N_("Versions of the policy that a file of a paired desk did not take: {count}")
