# SPDX-License-Identifier: Apache-2.0
"""The checklist of somebody who joins, as data: who does what by when, and which file waits for it.

Read as strictly as the fields: unknown keys, roles, classes, fields and files are refused with
file, line and the nearest name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.problems import WrongShape
from hr_desk.catalogue.source import Table, read
from hr_desk.i18n import RESOURCES, Text, t

FILE: Final = RESOURCES / "templates" / "onboarding_checklist.toml"
"""The checklist that ships with the program."""

PERSON: Final = "person"
"""Who does an item where it is the joiner."""

FARTHEST: Final = 250
"""Working days before or after the first one: about a year."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to do; ``days`` are working days from the first day of work."""

    key: str
    label: Text
    who: str
    days: int
    blocks: str | None
    """The file that waits for it."""
    checks: str | None = field(default=None, compare=False)
    """The field of which it compares the number with the original: open again once that is gone.

    The program says so of a row it ships, whatever a company makes of its words.
    """


@dataclass(frozen=True, kw_only=True)
class FileNeeds:
    """A file that leaves for somebody: what has to be known before it is made."""

    key: str
    label: Text
    fields: tuple[str, ...]
    """Field keys, in the order of forms."""


@dataclass(frozen=True)
class Checklist:
    """Files and items, in declared order."""

    files: Mapping[str, FileNeeds]
    items: Mapping[str, Item]


def load_checklist(path: Path = FILE, catalogue: Catalogue | None = None) -> Checklist:
    """Return a checklist; ``catalogue`` is by default the one that ships.

    Raises CatalogueProblem; nothing is taken from a file with a mistake in it.
    """
    known = catalogue or load()
    root = read(path)
    root.only(("file", "item"))
    files = {key: _file(table, known) for key, table in _tables(root, "file").items()}
    items = {key: _item(table, known, files) for key, table in _tables(root, "item").items()}
    return Checklist(files, items)


def _tables(root: Table, kind: str) -> dict[str, Table]:
    found = root.table(kind)
    return {key: found.table(key) for key in found.body}


def _file(table: Table, known: Catalogue) -> FileNeeds:
    """Read one file; its fields are the required ones of its classes, and what it needs besides."""
    from hr_desk.catalogue.model import Scenario

    table.only(("label", "classes", "needs"))
    classes = set(table.names("classes", known.classes, "retention class"))
    needs = set(table.names("needs", known.fields, "field"))
    required = {
        one.key
        for one in known.required(Scenario.ONBOARDING)
        if classes & {one.retention.get("personnel"), one.retention.get("payroll")}
    }
    fields = tuple(key for key in known.fields if key in required | needs)
    return FileNeeds(key=table.key, label=table.words("label"), fields=fields)


def _item(table: Table, known: Catalogue, files: Mapping[str, FileNeeds]) -> Item:
    table.only(("label", "who", "days", "blocks", "checks"))
    days = table.integer("days")
    if abs(days) > FARTHEST:
        shape = t("between {least} and {most} days", least=-FARTHEST, most=FARTHEST)
        raise WrongShape(**table.where("days"), name="days", shape=shape)
    return Item(
        key=table.key,
        label=table.words("label"),
        who=table.name("who", (*known.roles, PERSON), "role"),
        days=days,
        blocks=table.name_or_none("blocks", files, "file"),
        checks=table.name_or_none("checks", known.fields, "field"),
    )
