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
from ui.pages.hand_off import HandOffPage
from ui.pages.hand_off_register import HandOffRegisterPage
from ui.pages.hand_offs import HandOffsPage
from ui.pages.help import HelpPage
from ui.pages.importing import ImportPage
from ui.pages.interviews import InterviewsPage
from ui.pages.invitations import InvitationsPage
from ui.pages.joiner import JoinerPage
from ui.pages.kiosks import KiosksPage
from ui.pages.leavers import LeaversPage
from ui.pages.notice import NoticePage
from ui.pages.onboarding import OnboardingPage
from ui.pages.pairing import PairingPage
from ui.pages.people import PeoplePage
from ui.pages.policies import PoliciesPage
from ui.pages.policy_people import PolicyPeoplePage
from ui.pages.recipients import RecipientsPage
from ui.pages.record import RecordPage
from ui.pages.requisitions import RequisitionsPage
from ui.pages.retention import RetentionPage
from ui.pages.same_people import SamePeoplePage
from ui.pages.settings import SettingsPage
from ui.pages.standing_hand_offs import StandingHandOffsPage
from ui.pages.template import TemplatePage
from ui.pages.templates import TemplatesPage
from ui.pages.today import TodayPage
from ui.pages.visit import VisitPage

_HIRING = frozenset({"hiring"})
_PERSONNEL = frozenset({"personnel"})
_PAYROLL = frozenset({"payroll"})
_HANDS_OVER = frozenset({"personnel", "root"})
_HANDED_OFF = frozenset({"personnel", "payroll"})
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
        key="figures",
        label=N_("Figures"),
        icon="chart-bar",
        factory=FiguresPage,
        needs=_HIRING,
        shortcut="Ctrl+G",
    ),
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
    PageEntry(
        key="policies",
        label=N_("Privacy policy"),
        icon="shield-check",
        factory=PoliciesPage,
        needs=frozenset({"privacy"}),
    ),
    PageEntry(
        key="policy_people",
        label=N_("People to tell"),
        icon="users",
        factory=PolicyPeoplePage,
        needs=frozenset({"people"}),
        in_rail=False,
        under="notice",
    ),
    PageEntry(
        key="checks",
        label=N_("Checks"),
        icon="search",
        factory=ChecksPage,
        shortcut="Ctrl+8",
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
