# SPDX-License-Identifier: Apache-2.0
"""The scenes of trainings, places and custodians, a part of the walk."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def safeguards(workspace: "Workspace") -> Iterator[str]:
    """Enter a training and a place, and look at the rule."""
    page: Any = workspace.page("safeguards")
    workspace.show_page("safeguards")
    yield SETTLE
    page.trainings.mark([one.id for one in page.lines])
    page.train()
    page.training.subject.setText("个人信息保护培训")
    yield "safeguards-training"
    page.training.yes.click()
    yield SETTLE
    page.buttons.press("safeguards.rule")
    yield "safeguards-rule"
    page.ruling.leave()
    page.buttons.press("safeguards.enter")
    page.entering.name.setText("门卫室电脑")
    page.entering.keeper.setText("保安队长")
    page.entering.place.setText("一号门门卫室")
    yield "safeguards-entering"
    page.entering.yes.click()
    yield SETTLE
    yield "safeguards-entered"
