# SPDX-License-Identifier: Apache-2.0
"""What can be done with the accounts of payroll."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_ACCOUNTS = frozenset({"payroll", SELECTION})

PAYROLL_ACTIONS: tuple[Action, ...] = (
    Action(
        id="accounts.open",
        label=N_("Open the account"),
        menu="records",
        icon="credit-card",
        kind="primary",
        needs=_ACCOUNTS,
        operation="account.open",
        page="accounts",
    ),
    Action(
        id="account.save",
        label=N_("Save the account"),
        menu="records",
        icon="check",
        needs=_ACCOUNTS,
        operation="account.edit",
        page="account",
    ),
    Action(
        id="account.settle",
        label=N_("Last wage settled…"),
        menu="records",
        icon="check",
        needs=_ACCOUNTS,
        operation="account.settle",
        page="account",
    ),
    Action(
        id="account.transfer",
        label=N_("Insurance transferred…"),
        menu="records",
        icon="check",
        needs=_ACCOUNTS,
        operation="account.transfer",
        page="account",
    ),
    Action(
        id="account.back",
        label=N_("Back to the payroll accounts"),
        menu="records",
        icon="arrow-left",
        needs=_ACCOUNTS,
        page="account",
    ),
)
"""In the order in which menus show them."""
