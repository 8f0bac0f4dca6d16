# SPDX-License-Identifier: Apache-2.0
"""Which errand is shown by what."""

from collections.abc import Mapping
from typing import Final

from hr_desk.kiosk import errands
from ui.kiosk.applying import ApplyVisit
from ui.kiosk.asking import AskVisit
from ui.kiosk.errands import ErrandVisit
from ui.kiosk.joining import JoinVisit

KINDS: Final[Mapping[str, type[ErrandVisit]]] = {
    errands.APPLY: ApplyVisit,
    errands.JOIN: JoinVisit,
    errands.ASK: AskVisit,
}
"""Errand, as the profile names it, to its pages."""
