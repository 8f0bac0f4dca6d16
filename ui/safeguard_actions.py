# SPDX-License-Identifier: Apache-2.0
"""What can be done with the registers of trainings, places and custodians."""

from hr_desk.i18n import N_
from ui.action_entry import SELECTION, Action

_KEYS = frozenset({"keys"})
_MARKED = frozenset({"keys", SELECTION})
_PRIVACY = frozenset({"privacy"})

SAFEGUARD_ACTIONS: tuple[Action, ...] = (
    Action(
        id="safeguards.train", label=N_("Enter a training…"), menu="desk", icon="check",
        needs=_MARKED, operation="training.record", page="safeguards", kind="primary",
    ),
    Action(
        id="safeguards.rule", label=N_("Where a training is missing…"), menu="desk",
        icon="settings", needs=_KEYS, operation="training.rule", page="safeguards",
    ),
    Action(
        id="safeguards.enter", label=N_("Enter a place or custodian…"), menu="desk", icon="plus",
        needs=_PRIVACY, operation="safeguard.enter", page="safeguards",
    ),
    Action(
        id="safeguards.remove", label=N_("Take the entry out of the register"), menu="desk",
        icon="x", needs=_PRIVACY, operation="safeguard.remove", page="safeguards",
    ),
)  # fmt: skip
"""In the order of their menu."""
