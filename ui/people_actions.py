# SPDX-License-Identifier: Apache-2.0
"""The part of the action table that is about users, their keys and their cards."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_KEYS = frozenset({"keys"})
_USERS = frozenset({"keys", SELECTION})

PEOPLE_ACTIONS: tuple[Action, ...] = (
    Action(
        id="people.add",
        label=N_("Add a user"),
        menu="desk",
        icon="user-plus",
        needs=_KEYS,
        operation="user.add",
        page="people",
        kind="primary",
    ),
    Action(
        id="people.roles",
        label=N_("Change roles"),
        menu="desk",
        icon="user-check",
        needs=_USERS,
        operation="user.roles",
        page="people",
    ),
    Action(
        id="people.passphrase",
        label=N_("New passphrase for the user"),
        menu="desk",
        icon="lock",
        needs=_USERS,
        operation="user.reset",
        page="people",
    ),
    Action(
        id="people.grant",
        label=N_("Give the waiting key"),
        menu="desk",
        icon="key-round",
        needs=_USERS,
        operation="user.grant",
        page="people",
    ),
    Action(
        id="people.card",
        label=N_("Card for the front desk…"),
        menu="desk",
        icon="key-round",
        needs=_USERS,
        operation="user.card",
        page="people",
    ),
    Action(
        id="people.card_block",
        label=N_("Block the card"),
        menu="desk",
        icon="x",
        needs=_USERS,
        operation="user.card_block",
        page="people",
        kind="danger",
    ),
    Action(
        id="people.service_on",
        label=N_("Switch the deletion service on…"),
        menu="desk",
        icon="hourglass",
        needs=_KEYS,
        operation="user.service_on",
        page="people",
    ),
    Action(
        id="people.service_off",
        label=N_("Switch the deletion service off…"),
        menu="desk",
        icon="x",
        needs=_USERS,
        operation="user.remove",
        page="people",
        kind="danger",
    ),
    Action(
        id="people.remove",
        label=N_("Remove the user"),
        menu="desk",
        icon="user-x",
        needs=_USERS,
        operation="user.remove",
        page="people",
        kind="danger",
    ),
)
"""What can be done about users, in the order in which the menu shows it."""
