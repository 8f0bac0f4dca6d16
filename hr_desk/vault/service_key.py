# SPDX-License-Identifier: Apache-2.0
"""The key file of the service slot: 32 random bytes in a line of text, outside the desk.

A slot like any other is wrapped by them; no person types or remembers them. The line names the
desk, so that a file of another desk is told apart from one that was replaced.
"""

import secrets
from dataclasses import dataclass, field
from typing import Final, Self

from hr_desk.errors import UserError
from hr_desk.i18n import N_

VERSION: Final = 1
SECRET_SIZE: Final = 32
LARGEST: Final = 256
"""Bytes of a key file at most; one has 156."""

_MARK: Final = "hr-desk-service-key"
_LABEL: Final = "HR Desk service key 1: "


class ServiceKeyUnreadable(UserError):
    """The file is no key file of the service slot, or was cut short."""

    message = N_(
        "“{file}” is no key file of the deletion service. Name the file that was written when the "
        "service was switched on, or switch it off and on again."
    )


class ServiceKeyNewer(UserError):
    """The file was written by a newer program."""

    message = N_(
        "“{file}” was written by a newer version of HR Desk. Update HR Desk on this machine, then "
        "try again."
    )


@dataclass(frozen=True)
class ServiceKey:
    """What a key file says: which desk it opens, and the secret (32 bytes)."""

    desk_id: str
    secret: bytes = field(repr=False)

    @classmethod
    def new(cls, desk_id: str) -> Self:
        """Return a new key of a desk."""
        return cls(desk_id, secrets.token_bytes(SECRET_SIZE))

    def to_bytes(self) -> bytes:
        """Return the bytes of the file."""
        return f"{_MARK} {VERSION} {self.desk_id} {self.secret.hex()}\n".encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes, *, file: str) -> Self:
        """Read what ``to_bytes`` wrote; raises ServiceKeyUnreadable, ServiceKeyNewer."""
        parts = data.decode("ascii", "replace").split() if len(data) <= LARGEST else []
        if len(parts) < 2 or parts[0] != _MARK or not parts[1].isdecimal():
            raise ServiceKeyUnreadable(file=file)
        if int(parts[1]) > VERSION:
            raise ServiceKeyNewer(file=file)
        try:
            _, _, desk_id, written = parts
            key = cls(desk_id, bytes.fromhex(written))
        except ValueError:
            raise ServiceKeyUnreadable(file=file) from None
        if key.to_bytes() != data or len(key.secret) != SECRET_SIZE:
            raise ServiceKeyUnreadable(file=file)
        return key

    def as_passphrase(self) -> str:
        """Return the secret as the passphrase of the service slot, which is one like any other."""
        return _LABEL + self.secret.hex()
