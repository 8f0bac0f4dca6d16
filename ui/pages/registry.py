# SPDX-License-Identifier: Apache-2.0
"""The registry of pages: window, menus, help, tests and the demo's pictures all read it.

To add a page: a module with a Page, and a line here.
"""

from hr_desk.i18n import N_
from ui.page_entry import PageEntry
from ui.pages.candidates import CandidatesPage
from ui.pages.help import HelpPage
from ui.pages.notice import NoticePage
from ui.pages.people import PeoplePage
from ui.pages.record import RecordPage
from ui.pages.requisitions import RequisitionsPage
from ui.pages.retention import RetentionPage
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage

_HIRING = frozenset({"hiring"})

PAGES: tuple[PageEntry, ...] = (
    PageEntry(key="today", label=N_("Today"), icon="sun", factory=TodayPage, shortcut="Ctrl+1"),
    PageEntry(
        key="candidates",
        label=N_("Candidates"),
        icon="users",
        factory=CandidatesPage,
        needs=_HIRING,
        shortcut="Ctrl+2",
    ),
    PageEntry(
        key="record",
        label=N_("Application"),
        icon="user",
        factory=RecordPage,
        needs=_HIRING,
        in_rail=False,
        under="candidates",
        reachable=False,
    ),
    PageEntry(
        key="requisitions",
        label=N_("Requisitions"),
        icon="briefcase",
        factory=RequisitionsPage,
        needs=_HIRING,
        shortcut="Ctrl+3",
    ),
    PageEntry(
        key="retention",
        label=N_("Deletion when due"),
        icon="hourglass",
        factory=RetentionPage,
        needs=_HIRING,
        shortcut="Ctrl+4",
    ),
    PageEntry(
        key="people",
        label=N_("Users and keys"),
        icon="key-round",
        factory=PeoplePage,
        needs=frozenset({"root"}),
        shortcut="Ctrl+5",
    ),
    PageEntry(
        key="notice",
        label=N_("Notice"),
        icon="file-text",
        factory=NoticePage,
        shortcut="Ctrl+6",
    ),
    PageEntry(
        key="settings",
        label=N_("Settings"),
        icon="settings",
        factory=SettingsPage,
        shortcut="Ctrl+7",
    ),
    PageEntry(
        key="help",
        label=N_("Help"),
        icon="circle-question-mark",
        factory=HelpPage,
        shortcut="F1",
        in_rail=False,
    ),
)
"""Every page, in the order of the rail."""
