# SPDX-License-Identifier: Apache-2.0
"""The scenes of letters' words, a part of the walk: listed, changed, wrong, saved, taken back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ui.pages.letter_text import Wanted

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def letters(workspace: "Workspace") -> Iterator[str]:
    """Write the offer in the company's own words, and take them back."""
    page: Any = workspace.page("letter_texts")
    workspace.show_page("letter_texts")
    yield SETTLE
    page.table.mark(["offer"])
    yield SETTLE
    workspace.show_page("letter_text", Wanted("offer"))
    yield SETTLE
    editor: Any = workspace.page("letter_text")
    yield from _tried(editor)
    yield "letter-text"
    editor.words_tab.en.setPlainText("{full_name}")
    yield from _tried(editor)
    yield "letter-text-wrong"
    editor.words_tab.zh.setPlainText("{company}很高兴录用您，期待与您共事。")
    editor.words_tab.en.setPlainText("{company} is glad to hire you and looks forward to you.")
    editor.tabs.setCurrentIndex(1)
    yield from _tried(editor)
    yield "letter-text-settings"
    editor.save()
    yield SETTLE
    yield from _tried(editor)
    yield "letter-text-saved"
    workspace.show_page("letter_texts")
    yield SETTLE
    page.table.mark(["offer"])
    page.handlers()["letter_texts.reset"]()
    yield SETTLE
    yield "letter-texts-reset"
    page.resetting.yes.click()
    yield SETTLE


def offer(workspace: "Workspace", application_id: str) -> Iterator[str]:
    """Look at the offer of somebody who got one, beside what is typed for it."""
    page: Any = workspace.page("record")
    workspace.show_page("record", application_id)
    yield SETTLE
    page.meetings.letters.button.click()
    yield SETTLE
    panel = page.meetings.letters.panel
    panel.letter.setCurrentIndex(panel.letter.findData("offer"))
    yield SETTLE
    yield SETTLE
    yield "record-offer"
    panel.leave()


def _tried(page: Any) -> Iterator[str]:
    """Let the letter be drawn at once: the walk does not wait for the moment after a key."""
    page.try_now()
    yield SETTLE
