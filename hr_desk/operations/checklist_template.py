# SPDX-License-Identifier: Apache-2.0
"""The company's own checklist: the rows that ship until somebody changes them, then its own.

Every change is a version of its own, and a joiner keeps the rows they began with: what was due
yesterday is not due tomorrow because somebody tidied up the list. Whoever works on a file may take
the present list over into it; what was ticked stays ticked, because rows keep their keys.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.checklist import FARTHEST, PERSON, Checklist, Item, load_checklist
from hr_desk.domain.employment import LIMITS
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Text
from hr_desk.operations.joiner_writing import ONBOARDING, ROSTER, records
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import ChangedMeanwhile, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import personnel
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import JoinerRecord

MOST_ROWS: Final = 60
LONGEST: Final = 60
"""Characters of a row's text at most."""
_TAKEN: Final = "list:"
"""How the tick begins that says which version a joiner's file has taken over."""


class NoRows(UserError):
    """A checklist without a row, or with more than anybody works through."""

    message = N_("A checklist has 1 to {most} rows.")


class RowUnsound(UserError):
    """A row says nothing, says too much, or is due too far from the first day."""

    message = N_(
        "Row {number} needs a text of at most {longest} characters, and a day within {days} "
        "working days of the first one."
    )


class LimitRow(UserError):
    """A row whose tick ends a legal countdown is missing."""

    message = N_(
        "“{row}” ends a countdown of the law and stays on the list. Its text, day and who does it "
        "may be changed."
    )


@dataclass(frozen=True, slots=True)
class Template:
    """The list in force: version (0 is the one that ships), its rows, who made it and when."""

    number: int
    items: tuple[Item, ...]
    made_at: datetime | None = None
    made_by: str = ""


_SHIPPED: Final[dict[str, Checklist]] = {}
"""What ships, by the fingerprint of the catalogue it was read with: a list asks for it often."""


def shipped(session: Session) -> Checklist:
    """Return the checklist that ships, files and rows."""
    key = session.catalogue.fingerprint()
    if key not in _SHIPPED:
        _SHIPPED[key] = load_checklist(catalogue=session.catalogue)
    return _SHIPPED[key]


def in_force(session: Session) -> Template:
    """Return the list in force for whoever joins from now on; raises NotPermitted."""
    require(session, "checklist.change")
    return _templates(session)[-1]


def doers(session: Session) -> tuple[str, ...]:
    """Return who may do a row: the joiner (PERSON), and every role that works with a file."""
    return (PERSON, *(role.key for role in session.catalogue.roles.values() if role.holds))


@operation("checklist.change", compartment="personnel", roles=ONBOARDING)
def change(
    session: Session, written: Change, /, rows: Sequence[Item], *, number: int
) -> None:  # fmt: skip
    """Put these rows in force, in this order; ``number`` is the version they were made of.

    A row without a key is new and is given one. Whoever began before keeps their rows. Raises
    ChangedMeanwhile, NoRows, RowUnsound, LimitRow.
    """
    versions = personnel.checklist_versions(written.compartment)
    if number != _templates(session)[-1].number:
        raise ChangedMeanwhile
    items = tuple(replace(one, key=one.key or f"own_{secrets.token_hex(4)}") for one in rows)
    _require_sound(session, items)
    new = {
        "number": number + 1,
        "from": written.now.isoformat(timespec="seconds"),
        "by": session.user.id,
        "rows": [_stored(one) for one in items],
    }
    personnel.keep_checklist_versions(written, [*versions, new])
    written.facts["rows"] = len(items)


def _require_sound(session: Session, items: Sequence[Item]) -> None:
    """Refuse a list that nobody could work with; raises NoRows, RowUnsound, LimitRow."""
    if not 0 < len(items) <= MOST_ROWS:
        raise NoRows(most=MOST_ROWS)
    files, known = shipped(session).files, doers(session)
    for number, one in enumerate(items, 1):
        texts = (one.label.zh.strip(), one.label.en.strip())
        said = all(0 < len(text) <= LONGEST for text in texts)
        fits = one.who in known and (one.blocks is None or one.blocks in files)
        if not said or not fits or abs(one.days) > FARTHEST:
            raise RowUnsound(number=number, longest=LONGEST, days=FARTHEST)
    keys = [one.key for one in items]
    for key in LIMITS:
        if key not in keys:
            raise LimitRow(row=shipped(session).items[key].label)
    if len(set(keys)) != len(keys):
        raise ChangedMeanwhile


def _stored(one: Item) -> dict[str, Any]:
    return {
        "key": one.key, "zh": one.label.zh.strip(), "en": one.label.en.strip(), "who": one.who,
        "days": one.days, "blocks": one.blocks,
    }  # fmt: skip


def _templates(session: Session) -> list[Template]:
    """Return every version, the one that ships first."""
    names = {user.id: user.name for user in session.register.users}
    first = Template(0, tuple(shipped(session).items.values()))
    return [first, *(_template(session, one, names) for one in _versions(session))]


def _versions(session: Session) -> list[dict[str, Any]]:
    return personnel.checklist_versions(session.compartment("personnel"))


def _template(session: Session, stored: Mapping[str, Any], names: Mapping[str, str]) -> Template:
    return Template(
        number=stored["number"],
        items=tuple(_item(session, row) for row in stored["rows"]),
        made_at=datetime.fromisoformat(stored["from"]),
        made_by=names.get(stored["by"], stored["by"]),
    )


def _item(session: Session, row: Mapping[str, Any]) -> Item:
    """Return a kept row; a role or file that is declared no more blocks nothing and nobody."""
    who = row["who"] if row["who"] in doers(session) else ONBOARDING[0]
    blocks = row["blocks"] if row["blocks"] in shipped(session).files else None
    label = Text(zh=row["zh"], en=row["en"])
    return Item(key=row["key"], label=label, who=who, days=row["days"], blocks=blocks)


def lists_of(
    session: Session, joiners: Iterable[tuple[JoinerRecord, Mapping[str, tuple[str, str]]]]
) -> dict[str, tuple[Checklist, bool]]:
    """Return by joiner the list of their file, and whether it is the one in force.

    Each comes with the ticks of their file. It is the version in force when they began, or the one
    taken over since.
    """
    versions = {one.number: one for one in _templates(session)}
    found = {}
    for joiner, ticks in joiners:
        mine = versions[_number_of(joiner, ticks, list(versions.values()))]
        items = {one.key: one for one in mine.items}
        newest = mine.number == max(versions)
        found[joiner.id] = Checklist(shipped(session).files, items), newest
    return found


def _number_of(
    joiner: JoinerRecord, ticks: Mapping[str, tuple[str, str]], versions: Sequence[Template]
) -> int:
    taken = [
        int(key.removeprefix(_TAKEN)) for key in ticks if key.startswith(_TAKEN)
    ]  # fmt: skip
    if taken:
        return max(taken)
    began = datetime.fromisoformat(joiner.created_at)
    return max(one.number for one in versions if one.made_at is None or one.made_at < began)


@operation("checklist.take_over", compartment="personnel", roles=ONBOARDING)
def take_over(session: Session, written: Change, /, joiner_id: str) -> None:
    """Let a joiner's file have the list in force from now on; what is ticked stays so.

    Raises RecordGone.
    """
    (joiner,) = records(session, [joiner_id])
    part = joiner.part(ROSTER)
    if part is None:
        raise RecordGone
    number = _templates(session)[-1].number
    personnel.tick(written, part, f"{_TAKEN}{number}", by=session.user.id)
    written.touched("joiner", joiner_id)
    written.facts["list"] = number
