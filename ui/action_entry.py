# SPDX-License-Identifier: Apache-2.0
"""What the action table says of one thing to do."""

from dataclasses import dataclass

SELECTION = "selection"
"""Needed by actions on marked rows: without any they are grey; other needs hide an action."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing to do: what it is called, how it is reached, and who may see it."""

    id: str
    label: str
    menu: str
    shortcut: str = ""
    icon: str = ""
    needs: frozenset[str] = frozenset()
    """Compartments held, ``root``, ``keys``, ``selection``."""
    operation: str = ""
    """``module.verb`` of hr_desk.operations; hidden from roles that may not run it."""
    page: str = ""
    """The page it belongs to; it is opened first. Empty: the window does it."""
    kind: str = ""
    """How its button looks: "", "primary" or "danger"."""
    argument: str = ""
    """What its page is opened with, where asking it afterwards would come too late."""
