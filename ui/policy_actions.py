# SPDX-License-Identifier: Apache-2.0
"""What can be done with versions of the policy, impact assessments, and people to be told."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_PRIVACY = frozenset({"privacy"})

POLICY_ACTIONS: tuple[Action, ...] = (
    Action(
        id="policies.write",
        label=N_("Write a new version"),
        menu="records",
        icon="plus",
        needs=_PRIVACY,
        operation="policy.write",
        page="policies",
        kind="primary",
    ),
    Action(
        id="policies.approve",
        label=N_("A second person approves…"),
        menu="records",
        icon="shield-check",
        needs=_PRIVACY,
        operation="policy.approve",
        page="policies",
        kind="primary",
    ),
    Action(
        id="policies.publish",
        label=N_("It is published…"),
        menu="records",
        icon="check",
        needs=_PRIVACY,
        operation="policy.publish",
        page="policies",
        kind="primary",
    ),
    Action(
        id="policies.discard",
        label=N_("Discard the new version…"),
        menu="records",
        icon="trash-2",
        needs=_PRIVACY,
        operation="policy.discard",
        page="policies",
        kind="danger",
    ),
    Action(
        id="policies.assess",
        label=N_("Add an impact assessment"),
        menu="records",
        icon="plus",
        needs=_PRIVACY,
        operation="assessment.add",
        page="policies",
    ),
    Action(
        id="policies.print",
        label=N_("Print the list…"),
        menu="records",
        icon="printer",
        needs=_PRIVACY,
        page="policies",
    ),
    Action(
        id="policies.resend",
        label=N_("Send the version again"),
        menu="records",
        icon="refresh-cw",
        needs=_PRIVACY,
        operation="policy.resend",
        page="policies",
    ),
    Action(
        id="policy_people.tell",
        label=N_("They were told…"),
        menu="records",
        icon="check",
        needs=frozenset({"people", SELECTION}),
        page="policy_people",
        kind="primary",
    ),
)
"""In the order in which menus show them."""
