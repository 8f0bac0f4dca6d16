# SPDX-License-Identifier: Apache-2.0
"""Which fields the records of a file really hold: counts by key, never a value."""

from typing import Final

from hr_desk.store.compartment import Compartment

TABLES: Final = {
    "hiring": ("person", "application"),
    "visits": ("visit",),
    "personnel": ("part",),
    "payroll": ("part",),
}
"""File to the tables whose rows hold fields of the catalogue."""

_AT_STAGE: Final = (
    "SELECT a.stage, one.key, count(*) FROM application a JOIN person p ON p.seq = a.person, "
    "json_each({fields}) one GROUP BY a.stage, one.key"
)


def counts(file: Compartment) -> dict[str, int]:
    """Return each key that a file's records hold, with how many hold it."""
    found: dict[str, int] = {}
    for table in TABLES.get(file.name, ()):
        rows = file.read(
            f"SELECT one.key, count(*) FROM {table} t, json_each(t.fields) one GROUP BY one.key"
        )
        for key, count in rows:
            found[key] = found.get(key, 0) + count
    return found


def at_stages(hiring: Compartment) -> list[tuple[str, str, int]]:
    """Return stage, key and how many applications at that stage hold it, their person's too."""
    return [
        (stage, key, count)
        for fields in ("p.fields", "a.fields")
        for stage, key, count in hiring.read(_AT_STAGE.format(fields=fields))
    ]


def odd_values(file: Compartment, key: str, shape: str) -> int:
    """Count the values of a field that are not of a shape (GLOB)."""
    return sum(
        int(file.read_one(
            f"SELECT count(*) FROM {table} WHERE json_extract(fields, ?) NOT GLOB ?",
            (f"$.{key}", shape),
        )[0])
        for table in TABLES.get(file.name, ())
    )  # fmt: skip
