# SPDX-License-Identifier: Apache-2.0
"""A walk through the steps of a kiosk that a test shows."""

from typing import cast

from PySide6.QtWidgets import QLabel

from tests.support.kiosk_robot import go_on
from tests.ui.kiosk.conftest import Shown
from ui.kiosk import steps
from ui.kiosk.big import BigButton
from ui.kiosk.questions import Chosen, Typed

TEXTS = {
    "full_name": "买买提•吐尔逊",
    "visit_purpose": "delivery",
    "host_employee": "王建国",
    "mobile": "13800138000",
    "employer": "虚构<b>精密</b>&公司",
    "plate_number": "鲁b12345",
    "visit_planned": "1430",
}


def step(shown: Shown, kind: type[steps.Step]) -> steps.Step:
    found = shown.screen.step
    assert isinstance(found, kind), found
    return found


def walk_to(shown: Shown, name: str, texts: dict[str, str] | None = None) -> None:
    """Go on until a step or a form page of this name is shown."""
    while not shown.visit.step.startswith(name):
        assert go_on(shown.screen, texts or TEXTS), shown.visit.step


def form_with(
    shown: Shown, key: str, *, kind: str = "business"
) -> tuple[steps.Form, Typed | Chosen]:
    """Go on to the page that asks a kind of visitor for a field."""
    for _ in range(20):
        form = shown.screen.step
        if isinstance(form, steps.Form):
            for asked in form.asked:
                if asked.key == key:
                    return form, cast(Typed | Chosen, asked)
        assert go_on(shown.screen, {**TEXTS, "kind": kind})
    raise AssertionError(f"nobody asks for {key}")


def said(shown: Shown) -> str:
    """Return everything that can be read on the screen."""
    labels = shown.screen.findChildren(QLabel) + shown.screen.findChildren(BigButton)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(shown.screen))
