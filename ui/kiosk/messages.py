# SPDX-License-Identifier: Apache-2.0
"""What a visitor is told on pages that ask nothing: where to go, and that nothing was saved."""

from collections.abc import Callable, Mapping
from typing import Final

from hr_desk.i18n import N_
from hr_desk.kiosk import flow

Said = str | Callable[[], str]
"""A text, or what says it in the language in use."""

TO_THE_DESK: Final = N_("Please go to the front desk")

MESSAGES: Final[Mapping[str, tuple[str, str, str]]] = {
    flow.SIGN_OUT_THANKS: (
        N_("Thank you, we pass it on"),
        N_("The front desk is told that you are leaving. Have a safe trip."),
        "check",
    ),
    flow.DISAGREE: (
        N_("Nothing was saved"),
        N_("You can still visit: the front desk will help you without this kiosk."),
        "info",
    ),
    flow.UNDER_AGE: (
        TO_THE_DESK,
        N_("If you are under 18, a parent or guardian has to agree first. Nothing was saved."),
        "info",
    ),
}
"""Step to title, text and icon."""


def said(text: Said) -> str:
    """Return a text in the language in use."""
    return text if isinstance(text, str) else text()
