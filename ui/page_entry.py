# SPDX-License-Identifier: Apache-2.0
"""What the registry says of one page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page: how it is called, who may see it, and how it is made."""

    key: str
    label: str
    """English, marked with N_."""
    icon: str
    factory: "type[Page]"
    needs: frozenset[str] = frozenset()
    """Compartments held, ``root`` or ``keys``; who lacks one does not see the page."""
    shortcut: str = ""
    in_rail: bool = True
    under: str = ""
    """The page of the rail that stays marked while this one is in front."""
    reachable: bool = True
    """False for a page that needs something to show (a record): no menu line of its own."""
