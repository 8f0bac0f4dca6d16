# SPDX-License-Identifier: Apache-2.0
"""The scanned pages of guardians' sheets on their way in: whose each is, and what is confirmed.

They are kept in memory alone until the confirmed ones are sealed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hr_desk.domain.guardian_sheets import NOBODY, Expected, proposed
from hr_desk.operations.guardian_sheets import ScannedPage, Sheet


@dataclass(frozen=True)
class Scan:
    """One page: where it comes from, whose it is thought to be, whether a person said so."""

    page: ScannedPage
    file: str
    number: int
    """Its number in its file, from 1."""
    owner: str = NOBODY
    confirmed: bool = False


class Scans:
    """The pages in the order they came; proposals follow what is confirmed."""

    def __init__(self) -> None:
        self.pages: list[Scan] = []
        self._people: tuple[Expected, ...] = ()

    def expect(self, people: Sequence[Expected]) -> None:
        """Say whose sheets are waited for, in the order in which they were printed."""
        self._people = tuple(people)
        known = {one.id for one in people}
        self.pages = [
            one if one.owner in known or one.owner == NOBODY else replace(one, confirmed=False)
            for one in self.pages
        ]
        self._propose()

    def add(self, page: ScannedPage, file: str, number: int) -> None:
        """Take a page at the end."""
        self.pages.append(Scan(page, file, number))
        self._propose()

    def confirm(self, place: int, owner: str) -> None:
        """Note whose a page is, as a person said; NOBODY for one that is no sheet."""
        self.pages[place] = replace(self.pages[place], owner=owner, confirmed=True)
        self._propose()

    def reopen(self, place: int) -> None:
        """Take a confirmation back."""
        self.pages[place] = replace(self.pages[place], confirmed=False)
        self._propose()

    def next_open(self, place: int) -> int | None:
        """Return the next page after one that nobody confirmed, going round; None for none."""
        count = len(self.pages)
        ahead = ((place + step) % count for step in range(1, count + 1))
        return next((one for one in ahead if not self.pages[one].confirmed), None)

    def of(self, owner: str) -> list[int]:
        """Return the places of somebody's pages, proposed or confirmed."""
        return [place for place, one in enumerate(self.pages) if one.owner == owner]

    def sheets(self) -> list[Sheet]:
        """Return the confirmed pages by person."""
        found: dict[str, list[bytes]] = {}
        for one in self.pages:
            if one.confirmed and one.owner != NOBODY:
                found.setdefault(one.owner, []).append(one.page.content)
        return [Sheet(owner, tuple(contents)) for owner, contents in found.items()]

    def drop_confirmed(self) -> None:
        """Forget the pages that were dealt with."""
        self.pages = [one for one in self.pages if not one.confirmed]
        self._propose()

    def clear(self) -> None:
        """Forget every page."""
        self.pages = []

    def _propose(self) -> None:
        settled = {place: one.owner for place, one in enumerate(self.pages) if one.confirmed}
        owners = proposed([one.page.text for one in self.pages], self._people, settled)
        self.pages = [
            replace(one, owner=owner) for one, owner in zip(self.pages, owners, strict=True)
        ]
