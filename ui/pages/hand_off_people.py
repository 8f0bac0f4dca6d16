# SPDX-License-Identifier: Apache-2.0
"""Who goes out with a hand-off: proposed by the plan, left out or sent all the same by name."""

from collections.abc import Collection, Iterable
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.hand_off_rows import SAME
from hr_desk.i18n import N_, t
from hr_desk.operations.hand_off_people import Plan, Planned
from ui.pages.hand_off_words import change_said, fields_said, lacking, owed_said
from ui.pages.when import days_left
from ui.tables.rows import TableCell, TableRow, text_column, text_row

COLUMNS: Final = (
    text_column("name", N_("Name"), width=7),
    text_column("change", N_("Kind of change"), width=6),
    text_column("goes", N_("Goes out"), width=8),
    text_column("missing", N_("Still missing"), width=20),
    text_column("owed", N_("Who has to give it"), width=8),
    text_column("days", N_("By law"), width=8),
)

NEWS: Final = "news"
SHOWN: Final = {
    NEWS: N_("Everybody with news"),
    "incomplete": N_("Something is missing"),
    "going": N_("Who goes out now"),
    SAME: N_("Unchanged"),
    "all": N_("Everybody"),
}
"""The choices of who is shown."""


class Going:
    """Who of a plan goes out; a new plan keeps what was said about those who are still in it."""

    def __init__(self) -> None:
        self.plan: Plan | None = None
        self._proposed: frozenset[str] = frozenset()
        self._people: dict[str, Planned] = {}
        self._going: tuple[Planned, ...] | None = None
        self.named: set[str] = set()
        """Incomplete, and sent all the same."""
        self.left_out: set[str] = set()

    def take(self, plan: Plan | None, *, anew: bool) -> None:
        """Take a plan; ``anew`` forgets what was said about somebody."""
        self.plan, self._going = plan, None
        people = () if plan is None else plan.people
        self._people = {one.joiner_id: one for one in people}
        self._proposed = frozenset(() if plan is None else (o.joiner_id for o in plan.proposed))
        if anew:
            self.named, self.left_out = set(), set()
        else:
            self.named &= {key for key, one in self._people.items() if may_be_named(one)}
            self.left_out &= self._people.keys()

    def find(self, ids: Iterable[str]) -> tuple[Planned, ...]:
        """Return those of the plan who are meant."""
        return tuple(self._people[id_] for id_ in ids if id_ in self._people)

    def goes(self, one: Planned) -> bool:
        """Whether somebody goes out now."""
        chosen = one.joiner_id in self._proposed or one.joiner_id in self.named
        return chosen and one.joiner_id not in self.left_out

    def people(self) -> tuple[Planned, ...]:
        """Return who goes out now, in the order of the file."""
        if self._going is None:
            self._going = tuple(one for one in self._people.values() if self.goes(one))
        return self._going

    def ids(self) -> tuple[str, ...]:
        """Return the same as joiner ids."""
        return tuple(one.joiner_id for one in self.people())

    def include(self, ids: Collection[str]) -> None:
        """Send these all the same."""
        self._going = None
        self.left_out -= set(ids)
        self.named |= {one.joiner_id for one in self.find(ids) if may_be_named(one)}

    def leave_out(self, ids: Collection[str]) -> None:
        """Leave these out this time."""
        self._going = None
        self.left_out |= set(ids)
        self.named -= set(ids)

    def shown(self, what: str, text: str) -> list[Planned]:
        """Return whom the list is narrowed to: a choice of SHOWN, and a part of a name."""
        wanted = text.strip().casefold()
        return [
            one
            for one in self._people.values()
            if wanted in one.name.casefold() and self._is(one, what)
        ]

    def _is(self, one: Planned, what: str) -> bool:
        if what == NEWS:
            return one.news or self.goes(one)
        if what == "incomplete":
            return bool(one.missing)
        if what == "going":
            return self.goes(one)
        return what == "all" or one.change == what

    def row(self, one: Planned, catalogue: Catalogue) -> TableRow:
        """Return somebody as a row of the table."""
        lacks = lacking(one)
        days = None if one.days_left is None or not one.news else one.days_left
        return text_row(
            one.joiner_id,
            name=one.name,
            change=change_said(catalogue, one.change),
            goes=self._goes_said(one),
            missing=fields_said(lacks),
            owed=owed_said(lacks),
            days=None if days is None else TableCell(days_left(days), sort=days),
        )

    def _goes_said(self, one: Planned) -> str:
        if not one.consents:
            return t("No: to be asked anew") if one.ask_anew else t("No: has not agreed")
        if self.goes(one):
            return t("Yes, incomplete") if one.missing else t("Yes")
        if one.joiner_id in self.left_out:
            return t("No: left out")
        if one.missing:
            return t("No: incomplete")
        return t("Has it already")

    def includable(self, ids: Collection[str]) -> bool:
        """Whether one of these does not go out and could."""
        return any(
            not self.goes(one) and (may_be_named(one) or one.joiner_id in self.left_out)
            for one in self.find(ids)
        )

    def removable(self, ids: Collection[str]) -> bool:
        """Whether one of these goes out."""
        return any(self.goes(one) for one in self.find(ids))


def may_be_named(one: Planned) -> bool:
    """Whether somebody waits for a value and could go without it."""
    return one.consents and one.news and bool(one.missing)
