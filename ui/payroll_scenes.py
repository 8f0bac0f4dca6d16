# SPDX-License-Identifier: Apache-2.0
"""The scenes of payroll, a part of the walk: the list, nobody found, one account."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ui.workspace import Workspace

SETTLE: Final = ""


def payroll(workspace: "Workspace") -> Iterator[str]:
    """Look at the list and at the account that onboarding made a moment ago."""
    page: Any = workspace.page("accounts")
    workspace.show_page("accounts")
    yield SETTLE
    page.search.setText("没有这个人")
    yield SETTLE
    yield "page-accounts-no-match"
    page.search.clear()
    yield SETTLE
    if page.table.records.rowCount():
        page.table.mark([page.table.records.row_id(0)])
        yield "page-accounts-marked"
        yield from _account(workspace, page.table.records.row_id(0))


def _account(workspace: "Workspace", account_id: str) -> Iterator[str]:
    page: Any = workspace.page("account")
    workspace.show_page("account", account_id)
    yield SETTLE
    yield "account"
    page.form.unmask_requested.emit(("bank_account_no",))
    yield "account-purpose"
    page.unmasking.leave()
    page.steps.begin_step("settle")
    yield "account-settled"
    page.steps.leave()
