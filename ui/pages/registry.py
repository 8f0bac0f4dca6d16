# SPDX-License-Identifier: Apache-2.0
"""The registry of pages: window, menus, help, tests and the demo's pictures all read it.

To add a page: a module with a Page, and a line here.
"""

from hr_desk.i18n import N_
from ui.page_entry import PageEntry
from ui.pages.account import AccountPage
from ui.pages.accounts import AccountsPage
from ui.pages.candidates import CandidatesPage
from ui.pages.checklist_edit import ChecklistPage
from ui.pages.checks import ChecksPage
from ui.pages.cvs import CvsPage
from ui.pages.directory import DirectoryPage
from ui.pages.figures import FiguresPage
from ui.pages.front_desk import FrontDeskPage
from ui.pages.guardians import GuardiansPage
from ui.pages.hand_off_entries import HAND_OFF_PAGES
from ui.pages.help import HelpPage
from ui.pages.importing import ImportPage
from ui.pages.interviews import InterviewsPage
from ui.pages.invitations import InvitationsPage
from ui.pages.joiner import JoinerPage
from ui.pages.kiosks import KiosksPage
from ui.pages.leavers import LeaversPage
from ui.pages.minors import MinorsPage
from ui.pages.minors_report import MinorsReportPage
from ui.pages.notice import NoticePage
from ui.pages.onboarding import OnboardingPage
from ui.pages.pairing import PairingPage
from ui.pages.people import PeoplePage
from ui.pages.places import PlacesPage
from ui.pages.policy_entries import POLICY_PAGES
from ui.pages.record import RecordPage
from ui.pages.request_entries import REQUEST_PAGES
from ui.pages.requisitions import RequisitionsPage
from ui.pages.retention import RetentionPage
from ui.pages.safeguards import SafeguardsPage
from ui.pages.same_people import SamePeoplePage
from ui.pages.settings import SettingsPage
from ui.pages.stages import StagesPage
from ui.pages.today import TodayPage
from ui.pages.visit import VisitPage

_HIRING = frozenset({"hiring"})
_PERSONNEL = frozenset({"personnel"})
_PAYROLL = frozenset({"payroll"})
_VISITS = frozenset({"visits"})
_DUE = frozenset({"due"})

PAGES: tuple[PageEntry, ...] = (
    PageEntry(key="today", label=N_("Today"), icon="sun", factory=TodayPage, shortcut="Ctrl+1"),
    PageEntry(
        key="front_desk",
        label=N_("Front desk"),
        icon="shield-check",
        factory=FrontDeskPage,
        needs=_VISITS,
        shortcut="F12",
    ),
    PageEntry(
        key="visit",
        label=N_("Visit"),
        icon="user-check",
        factory=VisitPage,
        needs=_VISITS,
        in_rail=False,
        under="front_desk",
        reachable=False,
    ),
    PageEntry(
        key="invitations",
        label=N_("Expected visits"),
        icon="calendar",
        factory=InvitationsPage,
        needs=_VISITS,
        in_rail=False,
        under="front_desk",
        shortcut="Ctrl+Shift+X",
    ),
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
        key="import",
        label=N_("Import applicants"),
        icon="inbox",
        factory=ImportPage,
        needs=_HIRING,
        in_rail=False,
        under="candidates",
        shortcut="Ctrl+Shift+I",
    ),
    PageEntry(
        key="same_people",
        label=N_("Possibly the same person"),
        icon="users",
        factory=SamePeoplePage,
        needs=_HIRING,
        in_rail=False,
        under="candidates",
    ),
    PageEntry(
        key="cvs",
        label=N_("CVs to candidates"),
        icon="file-text",
        factory=CvsPage,
        needs=_HIRING,
        in_rail=False,
        under="candidates",
        shortcut="Ctrl+Shift+L",
    ),
    PageEntry(
        key="interviews",
        label=N_("Interviews"),
        icon="calendar",
        factory=InterviewsPage,
        needs=_HIRING,
        in_rail=False,
        under="candidates",
        shortcut="Ctrl+J",
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
        key="stages",
        label=N_("Stages before an offer"),
        icon="columns-3",
        factory=StagesPage,
        needs=_HIRING,
        in_rail=False,
        under="requisitions",
    ),
    PageEntry(
        key="onboarding",
        label=N_("Onboarding"),
        icon="user-check",
        factory=OnboardingPage,
        needs=_PERSONNEL,
        shortcut="Ctrl+Shift+J",
    ),
    PageEntry(
        key="joiner",
        label=N_("Joiner"),
        icon="user",
        factory=JoinerPage,
        needs=_PERSONNEL,
        in_rail=False,
        under="onboarding",
        reachable=False,
    ),
    PageEntry(
        key="minors",
        label=N_("Minors"),
        icon="shield-check",
        factory=MinorsPage,
        needs=frozenset({"minors"}),
        in_rail=False,
        under="today",
    ),
    PageEntry(
        key="minors_report",
        label=N_("Yearly report on minors"),
        icon="file-text",
        factory=MinorsReportPage,
        needs=frozenset({"minors_report"}),
        in_rail=False,
        under="today",
    ),
    PageEntry(
        key="guardians",
        label=N_("Guardians' sheets"),
        icon="users",
        factory=GuardiansPage,
        needs=_PERSONNEL,
        in_rail=False,
        under="onboarding",
        reachable=False,
    ),
    PageEntry(
        key="checklist",
        label=N_("Checklist for who joins"),
        icon="check",
        factory=ChecklistPage,
        needs=_PERSONNEL,
        in_rail=False,
        under="onboarding",
    ),
    PageEntry(
        key="leavers",
        label=N_("Leavers from a list"),
        icon="archive",
        factory=LeaversPage,
        needs=_PERSONNEL,
        in_rail=False,
        under="onboarding",
    ),
    PageEntry(
        key="accounts",
        label=N_("Payroll accounts"),
        icon="credit-card",
        factory=AccountsPage,
        needs=_PAYROLL,
        shortcut="Ctrl+Shift+Y",
    ),
    PageEntry(
        key="account",
        label=N_("Payroll account"),
        icon="credit-card",
        factory=AccountPage,
        needs=_PAYROLL,
        in_rail=False,
        under="accounts",
        reachable=False,
    ),
    *HAND_OFF_PAGES,
    PageEntry(
        key="figures",
        label=N_("Figures"),
        icon="chart-bar",
        factory=FiguresPage,
        needs=_HIRING,
        shortcut="Ctrl+G",
    ),
    *REQUEST_PAGES,
    PageEntry(
        key="retention",
        label=N_("Deletion when due"),
        icon="hourglass",
        factory=RetentionPage,
        needs=_DUE,
        shortcut="Ctrl+4",
    ),
    PageEntry(
        key="directory",
        label=N_("Staff directory"),
        icon="user",
        factory=DirectoryPage,
        needs=_VISITS,
        shortcut="Shift+F12",
    ),
    PageEntry(
        key="people",
        label=N_("Users and keys"),
        icon="key-round",
        factory=PeoplePage,
        needs=frozenset({"keys"}),
        shortcut="Ctrl+5",
    ),
    PageEntry(
        key="safeguards",
        label=N_("Training and security"),
        icon="shield-check",
        factory=SafeguardsPage,
        needs=frozenset({"keys"}),
        in_rail=False,
        under="people",
    ),
    PageEntry(
        key="kiosks",
        label=N_("Kiosks"),
        icon="user-check",
        factory=KiosksPage,
        needs=frozenset({"root"}),
        shortcut="Ctrl+0",
    ),
    PageEntry(
        key="pairing",
        label=N_("Paired desks"),
        icon="inbox",
        factory=PairingPage,
        shortcut="Ctrl+9",
    ),
    PageEntry(
        key="notice",
        label=N_("Notice"),
        icon="file-text",
        factory=NoticePage,
        shortcut="Ctrl+6",
    ),
    *POLICY_PAGES,
    PageEntry(
        key="checks",
        label=N_("Checks"),
        icon="search",
        factory=ChecksPage,
        shortcut="Ctrl+8",
    ),
    PageEntry(
        key="places",
        label=N_("Where the data lies"),
        icon="folder-open",
        factory=PlacesPage,
        in_rail=False,
        under="checks",
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
