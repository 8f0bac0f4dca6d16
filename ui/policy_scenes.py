# SPDX-License-Identifier: Apache-2.0
"""The scenes of the policy, a part of the walk: a version on its way, the lists, an assessment."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from hr_desk.operations.policy_lists import PolicyList

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""
NEW_SENTENCE: Final = "\n投诉电话：0532-80000001。\n"


def policies(workspace: "Workspace") -> Iterator[str]:
    """Write a version, compare it, look at the lists and at the form of an assessment."""
    page: Any = workspace.page("policies")
    workspace.show_page("policies")
    yield SETTLE
    page.begin()
    page.writing.chinese.put(page.writing.chinese.text() + NEW_SENTENCE)
    page.writing.summary.setText("公布投诉电话")
    page.writing.compare()
    yield SETTLE
    yield "policies-writing"
    page.writing.save()
    yield SETTLE
    yield "policies-reason-asked"
    page.writing.major.setChecked(True)
    page.writing.save()
    yield SETTLE
    yield "policies-waits"
    page.buttons.press("policies.approve")
    yield "policies-approving"
    page.approving.leave()
    yield from _tabs(page)
    page.tabs.setCurrentIndex(0)
    page.buttons.press("policies.discard")
    page.discarding.yes.click()
    yield SETTLE


def _lists(page: Any) -> Iterator[str]:
    for which in (PolicyList.PROCESSING, PolicyList.PERIODS):
        page.sheets.which.setCurrentIndex(page.sheets.which.findData(which.value))
        yield SETTLE
        yield f"policies-lists-{which.value}"


def _tabs(page: Any) -> Iterator[str]:
    for place, name in enumerate(("changed", "told", "lists", "assessments"), 1):
        page.tabs.setCurrentIndex(place)
        yield SETTLE
        yield f"policies-{name}"
        if name == "lists":
            yield from _lists(page)
    page.begin_assessment()
    yield "policies-assessing"
    page.risks.form.left.emit()
    yield SETTLE
