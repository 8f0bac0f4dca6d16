# SPDX-License-Identifier: Apache-2.0
"""The pages of somebody who leaves: by code or the end of a phone number, or by plate.

A kiosk knows neither codes nor plates of anybody: both pages thank and pass it on, whoever is
inside. What fits nobody the front desk finds in its list of sign-outs without a visit.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.catalogue.types.texts import NotAPlate
from hr_desk.i18n import N_, t
from hr_desk.kiosk import flow
from hr_desk.kiosk.visit_form import asked
from ui.kiosk.big import BigButton, BigLabel, Line
from ui.kiosk.digits import DELETE_DIGIT, DigitPad
from ui.kiosk.metrics import Metrics
from ui.kiosk.plates import LONGEST_PLATE, PlatePad
from ui.kiosk.steps import Step
from ui.kiosk.way_out import WayOut
from ui.widgets.layouts import column, row

CODE_LENGTH: Final = 6
TAIL_LENGTH: Final = 4
"""Digits of a sign-out code, and of a phone number's tail."""

PLATE: Final = "plate_number"


def plates_are_asked(catalogue: Catalogue) -> bool:
    """Whether a kiosk of this catalogue asks anybody for a plate."""
    return any(one.key == PLATE for one in asked(catalogue))


class Leaving(Step):
    """A line in large type beside its pad."""

    next = flow.CONFIRM
    next_label = N_("Sign out")

    def __init__(self, metrics: Metrics, title: str, said: str, line: Line) -> None:
        """Both texts are translated already."""
        super().__init__(metrics)
        self.line = line
        self.line.setFont(metrics.font("title"))
        self.line.set_least(metrics.px(84))
        self.line.textChanged.connect(self._edited)
        self.line.returnPressed.connect(partial(self.chosen.emit, flow.CONFIRM))
        self.problem = BigLabel(metrics, tone="danger")
        self.problem.setMinimumWidth(1)  # a long sentence wraps; it takes no room from the pad
        self.problem.hide()
        self._across = row(gap=metrics.px(28))
        self._left: QVBoxLayout = column(gap=metrics.px(12))
        self._left.addWidget(BigLabel(metrics, title, size="heading", bold=True))
        for widget in (BigLabel(metrics, said), self.line, self.problem):
            self._left.addWidget(widget)
        self._left.addStretch(1)
        self._across.addLayout(self._left, 1)
        self.layout_.addLayout(self._across, 1)

    def begin(self) -> None:
        """Put the cursor on the line."""
        self.line.setFocus()

    def show_pad(self, pad: QWidget) -> None:
        """Put a pad beside the line."""
        self._across.addWidget(pad, 0, Qt.AlignmentFlag.AlignTop)

    def add_way(self, button: BigButton) -> None:
        """Put a way to another page below the line."""
        self._left.addWidget(button)

    def refuse(self, text: str) -> None:
        """Say what is wrong, until the line is changed."""
        self.problem.setText(text)
        self.problem.show()

    def _edited(self) -> None:
        self.problem.hide()


class SignOut(Leaving):
    """The code, or the last four digits of the phone number."""

    def __init__(self, metrics: Metrics, *, by_plate: bool = True) -> None:
        """``by_plate`` offers the page for plates."""
        line = Line(metrics, digits=True)
        line.setMaxLength(CODE_LENGTH)
        line.setAccessibleName(t("Code or last four digits"))
        super().__init__(metrics, t("Sign out"), t(_WHICH_DIGITS), line)
        self.pad = DigitPad(metrics, self.line, delete=t(DELETE_DIGIT))
        self.show_pad(self.pad)
        self.by_plate = BigButton(metrics, t(_BY_PLATE), widest=metrics.width // 2)
        self.by_plate.set_least(metrics.px(84))
        self.by_plate.touched.connect(partial(self.chosen.emit, flow.BY_PLATE))
        self.add_way(self.by_plate)
        self.by_plate.setHidden(not by_plate)

    def typed(self) -> dict[str, str] | None:
        """Return the code or the phone's tail; None, and says so, for anything else."""
        digits = self.line.text()
        if digits.isascii() and digits.isdigit():
            if len(digits) == CODE_LENGTH:
                return {"code": digits}
            if len(digits) == TAIL_LENGTH:
                return {"phone_tail": digits}
        self.refuse(t("Please type six digits of a code, or four of a phone number."))
        return None


class SignOutByPlate(Leaving):
    """The plate of the vehicle somebody leaves with."""

    def __init__(self, metrics: Metrics, catalogue: Catalogue) -> None:
        line = Line(metrics)
        line.setMaxLength(LONGEST_PLATE)
        line.setAccessibleName(str(catalogue.field(PLATE).label))
        super().__init__(metrics, t("Sign out by plate"), t(_WHICH_PLATE), line)
        self._type = catalogue.field(PLATE).type
        self.pad = PlatePad(metrics, self.line)
        self.show_pad(self.pad)

    def typed(self) -> str | None:
        """Return the plate as it is stored; None, and says so, for what is none."""
        try:
            return str(self._type.store(self._type.parse(self.line.text())))
        except ValueProblem:
            self.refuse(NotAPlate().text())
            return None


_WHICH_DIGITS: Final = N_(
    "Type the six-digit code from your sign-in, or the last four digits of your phone number."
)
_BY_PLATE: Final = N_("I leave with a vehicle: use its plate")
_WHICH_PLATE: Final = N_("Type the plate you gave when you signed in.")


STEPS: Final = (flow.SIGN_OUT, flow.SIGN_OUT_BY_PLATE)
"""The steps of these pages."""


def signs_out(shown: Step | None, drop: WayOut) -> bool:
    """Pass on what stands on one of these pages; False where it is nothing, which the page says.

    Raises KioskProblem.
    """
    if isinstance(shown, SignOutByPlate) and (plate := shown.typed()) is not None:
        drop.leave_by_plate(plate)
        return True
    if isinstance(shown, SignOut) and (typed := shown.typed()) is not None:
        drop.sign_out(code=typed.get("code", ""), phone_tail=typed.get("phone_tail", ""))
        return True
    return False
