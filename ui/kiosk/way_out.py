# SPDX-License-Identifier: Apache-2.0
"""What a visit on the screen needs of the way out of its kiosk."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from hr_desk.domain.strokes import Signature, Stroke


class WayOut(Protocol):
    """What a visit needs of hr_desk.kiosk.drop.Drop."""

    def require_room(self) -> None:
        """Raise KioskFull when nothing more may wait."""
        ...

    def sign_in(
        self,
        fields: Mapping[str, object],
        *,
        language: str,
        kind: str = "",
        confirmed: Mapping[str, str] | None = None,
        invitation: str = "",
        signature: Signature | None = None,
    ) -> str:
        """Drop a sign-in; returns the code. Raises KioskProblem."""
        ...

    def sign_out(self, *, code: str = "", phone_tail: str = "") -> None:
        """Drop a sign-out. Raises KioskProblem."""
        ...

    def leave_by_plate(self, plate: str) -> None:
        """Drop a sign-out by a plate. Raises KioskProblem."""
        ...

    def apply(
        self,
        fields: Mapping[str, object],
        *,
        post: str,
        confirmed: Mapping[str, str],
        language: str,
    ) -> None:
        """Drop an application. Raises KioskProblem."""
        ...

    def ask(
        self,
        fields: Mapping[str, object],
        *,
        confirmed: Mapping[str, str],
        language: str,
        **asked: str,
    ) -> None:
        """Drop a request of somebody about their own data. Raises KioskProblem."""
        ...

    def join(
        self,
        fields: Mapping[str, object],
        *,
        code: str,
        strokes: Sequence[Stroke],
        confirmed: Mapping[str, str],
        language: str,
    ) -> None:
        """Drop a joiner's own part. Raises KioskProblem."""
        ...
