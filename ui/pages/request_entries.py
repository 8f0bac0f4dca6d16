# SPDX-License-Identifier: Apache-2.0
"""Requests about personal data: the cases, what is asked of the files, the working days."""

from hr_desk.i18n import N_
from ui.page_entry import PageEntry
from ui.pages.questions import QuestionsPage
from ui.pages.request import RequestPage
from ui.pages.requests import RequestsPage
from ui.pages.working_days import WorkingDaysPage

_ASKED = frozenset({"requests"})
_ANSWERS = frozenset({"answers"})
_PRIVACY = frozenset({"privacy"})

REQUEST_PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        key="requests",
        label=N_("Requests"),
        icon="shield-check",
        factory=RequestsPage,
        needs=_ASKED,
        shortcut="Ctrl+Shift+Q",
    ),
    PageEntry(
        key="request",
        label=N_("Request"),
        icon="shield-check",
        factory=RequestPage,
        needs=_PRIVACY,
        in_rail=False,
        under="requests",
        reachable=False,
    ),
    PageEntry(
        key="questions",
        label=N_("Questions of the privacy officer"),
        icon="circle-question-mark",
        factory=QuestionsPage,
        needs=_ANSWERS,
        in_rail=False,
        under="requests",
    ),
    PageEntry(
        key="working_days",
        label=N_("Working days"),
        icon="calendar",
        factory=WorkingDaysPage,
        needs=_PRIVACY,
        in_rail=False,
        under="requests",
    ),
)
