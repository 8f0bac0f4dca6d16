# SPDX-License-Identifier: Apache-2.0
"""What happens in every file under names of its own: what leaves once, holds, minors, prints."""

from collections.abc import Mapping

from hr_desk.i18n import N_

_ONCE = {
    "ask": N_("To leave once: asked for"),
    "approve": N_("To leave once: approved by a second person"),
    "call_off": N_("To leave once: called off"),
    "told": N_("To leave once: the person was told"),
    "send": N_("To leave once: the file was registered"),
    "sent": N_("Left once: the file was completed"),
    "finish": N_("Left once: the file was completed"),
    "password": N_("Left once: the password was looked at"),
}
_HOLD = {
    "put": N_("Deletion put on hold"),
    "renew": N_("Hold renewed"),
    "lift": N_("Hold lifted"),
}


def once_said(noun: str) -> Mapping[str, str]:
    """Return the words for what leaves a file once; ``noun`` is what its operations begin with."""
    return {f"{noun}.{verb}": text for verb, text in _ONCE.items()}


def hold_said(noun: str) -> Mapping[str, str]:
    """Return the words for holds in a file; ``noun`` is what its operations begin with."""
    return {f"{noun}.{verb}": text for verb, text in _HOLD.items()}
