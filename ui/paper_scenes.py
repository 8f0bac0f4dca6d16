# SPDX-License-Identifier: Apache-2.0
"""The scenes of what is done on a record that is open: consents, sources, forms on paper."""

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import Qt

from ui.scene_sight import bring_into_sight
from ui.workspace import Workspace

SETTLE: Final = ""


def papers_and_consents(workspace: Workspace) -> Iterator[str]:
    """Ask for a consent, note it, look at withdrawing it; a public source; forms to print."""
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
    yield from _sources(page)
    page.meetings.leaving.button.click()
    yield SETTLE
    yield "record-leave-once"
    workspace.page("leaving_once").asking.leave()  # type: ignore[attr-defined]
    workspace.page("leaving_once")._go_back()  # type: ignore[attr-defined]
    yield SETTLE
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


def _sources(page: Any) -> Iterator[str]:
    """Note where a telephone number was public, and look at what the person's refusal means."""
    card = page.side.sources
    bring_into_sight(card.add)
    card.add.click()
    yield SETTLE
    yield "record-source"
    items = [card.form.fields.item(place) for place in range(card.form.fields.count())]
    (mobile,) = (one for one in items if one.data(Qt.ItemDataRole.UserRole) == "mobile")
    mobile.setCheckState(Qt.CheckState.Checked)
    card.form.yes.click()
    yield SETTLE
    yield "record-source-refused"
    card.form.place.setText("https://example.invalid/profile")
    card.form.yes.click()
    yield SETTLE
    bring_into_sight(card)
    yield "record-source-noted"
    card.buttons()[0].click()
    yield SETTLE
    yield "record-source-refusal"
    card.refusing.leave()
