# SPDX-License-Identifier: Apache-2.0
"""What leaves the desk: hand-offs, recipients, the register, templates and letters."""

from hr_desk.i18n import N_
from ui.page_entry import PageEntry
from ui.pages.hand_off import HandOffPage
from ui.pages.hand_off_register import HandOffRegisterPage
from ui.pages.hand_offs import HandOffsPage
from ui.pages.leaving_once import LeavingOncePage
from ui.pages.letter_text import LetterTextPage
from ui.pages.letter_texts import LetterTextsPage
from ui.pages.recipients import RecipientsPage
from ui.pages.standing_hand_offs import StandingHandOffsPage
from ui.pages.template import TemplatePage
from ui.pages.templates import TemplatesPage

_HANDS_OVER = frozenset({"personnel", "root"})
_HANDED_OFF = frozenset({"personnel", "payroll"})
_WRITES_LETTERS = frozenset({"hiring", "personnel", "root"})

HAND_OFF_PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        key="hand_offs",
        label=N_("Hand-offs"),
        icon="download",
        factory=HandOffsPage,
        needs=_HANDS_OVER,
        shortcut="Ctrl+H",
    ),
    PageEntry(
        key="hand_off",
        label=N_("Hand-off"),
        icon="download",
        factory=HandOffPage,
        needs=_HANDS_OVER,
        in_rail=False,
        under="hand_offs",
        reachable=False,
    ),
    PageEntry(
        key="recipients",
        label=N_("Recipients"),
        icon="briefcase",
        factory=RecipientsPage,
        needs=_HANDS_OVER,
        in_rail=False,
        under="hand_offs",
        shortcut="Shift+F3",
    ),
    PageEntry(
        key="standing_hand_offs",
        label=N_("Standing hand-offs"),
        icon="shield-check",
        factory=StandingHandOffsPage,
        needs=_HANDS_OVER,
        in_rail=False,
        under="hand_offs",
        shortcut="Shift+F4",
    ),
    PageEntry(
        key="hand_off_register",
        label=N_("Register of hand-offs"),
        icon="inbox",
        factory=HandOffRegisterPage,
        needs=_HANDS_OVER,
        in_rail=False,
        under="hand_offs",
        shortcut="Shift+F8",
    ),
    PageEntry(
        key="leaving_once",
        label=N_("What leaves once"),
        icon="arrow-right",
        factory=LeavingOncePage,
        needs=frozenset({"disclosures"}),
        in_rail=False,
        under="hand_offs",
    ),
    PageEntry(
        key="templates",
        label=N_("Templates of hand-offs"),
        icon="file-text",
        factory=TemplatesPage,
        needs=_HANDED_OFF,
        in_rail=False,
        under="hand_offs",
    ),
    PageEntry(
        key="template",
        label=N_("Template of a hand-off"),
        icon="file-text",
        factory=TemplatePage,
        needs=_HANDED_OFF,
        in_rail=False,
        under="hand_offs",
        reachable=False,
    ),
    PageEntry(
        key="letter_texts",
        label=N_("Templates of letters"),
        icon="file-text",
        factory=LetterTextsPage,
        needs=_WRITES_LETTERS,
        in_rail=False,
        under="settings",
    ),
    PageEntry(
        key="letter_text",
        label=N_("Template of a letter"),
        icon="file-text",
        factory=LetterTextPage,
        needs=_WRITES_LETTERS,
        in_rail=False,
        under="settings",
        reachable=False,
    ),
)
