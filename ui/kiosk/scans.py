# SPDX-License-Identifier: Apache-2.0
"""A badge held to the kiosk's scanner signs its bearer out, an invitation's QR goes to the visit.

Nothing scanned reaches a field. On the first page the kiosk says goodbye; while somebody else is
signing in, it says nothing and their visit goes on: it neither confirms nor knows whose badge it
was.
"""

from typing import Protocol

from PySide6.QtCore import QObject

from hr_desk.domain import badge_code, invitation_code
from hr_desk.errors import UserError
from hr_desk.kiosk import flow
from ui.kiosk.visiting import Visit
from ui.widgets.scanner import Scanner


class BadgeWay(Protocol):
    """What a scan needs of hr_desk.kiosk.drop.Drop."""

    def leave_by_badge(self, badge: str) -> None:
        """Drop a sign-out by a badge. Raises KioskProblem."""
        ...


class Scans(QObject):
    """Takes what the scanner of a kiosk reads."""

    def __init__(self, visit: Visit, drop: BadgeWay, scanner: Scanner) -> None:
        super().__init__(visit)
        self._visit, self._drop = visit, drop
        scanner.scanned.connect(self.take)

    def take(self, code: str) -> None:
        """Drop the sign-out of a badge, hand on an invitation; any other code goes nowhere."""
        invitation = invitation_code.in_scan(code)
        if invitation:
            self._visit.scanned(invitation)
        if not badge_code.is_badge(code):
            return
        alone = self._visit.unused or self._visit.step in flow.LEAVING
        try:
            self._drop.leave_by_badge(code)
        except UserError as problem:
            if alone:
                self._visit.show_problem(problem.with_traceback(None).text)
            return
        if alone:
            self._visit.go(flow.SIGN_OUT_THANKS)
