# SPDX-License-Identifier: Apache-2.0
"""The scenes of forms on paper and of consents, on the record that is open and among candidates."""

from collections.abc import Iterator
from typing import Any, Final

from ui.workspace import Workspace

SETTLE: Final = ""


def papers_and_consents(workspace: Workspace) -> Iterator[str]:
    """Ask for a consent, note it, look at withdrawing it, then choose forms to print."""
    page: Any = workspace.page("record")
    question, buttons = page.consents.question, page.side.consents.buttons
    buttons["photo"].click()
    yield SETTLE
    yield "record-consent"
    question.done.setChecked(True)
    question.yes.click()
    yield SETTLE
    page.side.consents.buttons["photo"].click()
    yield SETTLE
    yield "record-consent-withdraw"
    question.leave()
    page.side.consents.buttons["pool.future"].click()
    yield SETTLE
    yield "record-talent-pool"
    question.leave()
    page.papers.start(page.view)
    yield "record-forms"
    page.papers.leave()
    page.meetings.letters.button.click()
    yield SETTLE
    yield SETTLE
    yield "record-letter"
    page.meetings.letters.panel.leave()
    page.form.finished.emit()
    yield "record-last-field"
    page.saving.leave()
    workspace.show_page("candidates")
    yield SETTLE
    workspace.page("candidates").papers.start(None)  # type: ignore[attr-defined]
    yield "page-candidates-blank-forms"
    workspace.page("candidates").papers.leave()  # type: ignore[attr-defined]
