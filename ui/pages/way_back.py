# SPDX-License-Identifier: Apache-2.0
"""Back to where one came from: a page that several others lead to leads back to each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page is to show, and the page that led there, with what stood on it."""

    what: Any
    page: str
    at: Any = None


class WayBack:
    """Where the Back of a page leads: where the visit came from, else to the page's own list."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._to: tuple[str, Any] = (home, None)

    def take(self, argument: Any) -> Any:
        """Return what is to be shown; whoever comes without a visit is led to the list again."""
        if isinstance(argument, Visit):
            self._to = (argument.page, argument.at)
            return argument.what
        if argument is not None:
            self._to = (self._home, None)
        return argument

    def go(self, emit: Callable[[str, Any], object]) -> None:
        """Lead back, once: the next visit says anew where it comes from."""
        to, self._to = self._to, (self._home, None)
        emit(*to)
