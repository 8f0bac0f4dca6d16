# SPDX-License-Identifier: Apache-2.0
"""Sealing something to one user's public key: they alone open it, whoever took it in."""

from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault.keys import PublicKeys, UserKeys
from hr_desk.vault.sealing import NotForThisKey, open_with, seal_to

_INFO: Final = b"hr-desk-to-a-user/1/"


class NotYoursToOpen(UserError):
    """It was sealed to somebody else, or changed."""

    message = N_("Only the colleague who handed out the code can open this form.")


def seal_to_user(message: bytes, public: PublicKeys, *, label: str) -> bytes:
    """Return ``message`` sealed so that this user alone can read it; ``label`` says what it is."""
    return seal_to(public.sealing, message, _INFO + label.encode())


def open_to_user(data: bytes, keys: UserKeys, *, label: str) -> bytes:
    """Return what ``seal_to_user`` sealed under this label; raises NotYoursToOpen."""
    try:
        return open_with(keys.sealing, data, _INFO + label.encode())
    except NotForThisKey:
        raise NotYoursToOpen from None
