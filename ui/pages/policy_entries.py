# SPDX-License-Identifier: Apache-2.0
"""What the company promised: board, policy, whom to tell; incidents; what this computer keeps."""

from hr_desk.i18n import N_
from ui.page_entry import PageEntry
from ui.pages.incident import IncidentPage
from ui.pages.incidents import IncidentsPage
from ui.pages.policies import PoliciesPage
from ui.pages.policy_people import PolicyPeoplePage
from ui.pages.promises import PromisesPage
from ui.pages.traces import TracesPage

POLICY_PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        key="promises",
        label=N_("Promises"),
        icon="shield-check",
        factory=PromisesPage,
        needs=frozenset({"keys"}),
        shortcut="Shift+F9",
    ),
    PageEntry(
        key="traces",
        label=N_("What this computer keeps"),
        icon="eye-off",
        factory=TracesPage,
        in_rail=False,
        under="checks",
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
        key="incidents",
        label=N_("Incidents with personal data"),
        icon="triangle-alert",
        factory=IncidentsPage,
        needs=frozenset({"privacy"}),
        in_rail=False,
        under="requests",
    ),
    PageEntry(
        key="incident",
        label=N_("File of an incident"),
        icon="triangle-alert",
        factory=IncidentPage,
        needs=frozenset({"privacy"}),
        in_rail=False,
        under="requests",
        reachable=False,
    ),
)
