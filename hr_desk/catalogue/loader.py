# SPDX-License-Identifier: Apache-2.0
"""Data files to catalogue: every file of a folder, then the company's overlay, strictly.

Refused with file, line and the nearest valid name: unknown keys, types, options, roles, stages,
classes, lists; missing purposes; fields without a retention class; dangling renames; names
declared twice or forbidden.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from hr_desk.catalogue import declarations, visit_declarations
from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.fields import Surroundings, field
from hr_desk.catalogue.model import Declarations, Field
from hr_desk.catalogue.overlay import merged, refuse_forbidden
from hr_desk.catalogue.own_stages import Stages
from hr_desk.catalogue.problems import DanglingRename, DeclaredTwice, MissingFile, nearest
from hr_desk.catalogue.source import Table, parse, read
from hr_desk.i18n import RESOURCES

FOLDER = RESOURCES / "catalogue"
"""The data files that ship with the program."""

TABLES = (
    "field",
    "section",
    "stage",
    "class",
    "role",
    "purpose",
    "codes",
    "forbidden",
    "compartment",
    "heading",
    "acknowledgement",
    "visit_page",
    "visit_type",
)
"""The tables a file may hold, in any mixture."""

T = TypeVar("T")


def load(folder: Path = FOLDER, overlay: Path | None = None) -> Catalogue:
    """Return the catalogue of a folder, with a company's overlay if that file exists.

    Raises CatalogueProblem; nothing is taken from a folder or an overlay with one mistake in it.
    """
    core = _core(folder)
    if overlay is None or not overlay.exists():
        return core
    return Catalogue(merged(core.declared, read(overlay)))


def load_text(overlay: str) -> Catalogue:
    """Return the shipped catalogue with an overlay given as text; an empty one changes nothing.

    For whoever was handed the company's overlay with a signature instead of a file. Raises
    CatalogueProblem.
    """
    core = _core(FOLDER)
    return Catalogue(merged(core.declared, parse("catalogue.toml", overlay))) if overlay else core


@lru_cache(maxsize=4)
def _core(folder: Path) -> Catalogue:
    """The files beside the program do not change while it runs, so they are read once."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise MissingFile(file=folder.name)
    return Catalogue(assemble([read(path) for path in files]))


def assemble(files: Iterable[Table]) -> Declarations:
    """Return the declarations of all files together; raises CatalogueProblem."""
    kinds = _by_kind(files)
    compartments = _each(kinds["compartment"], declarations.words)
    classes = _each(kinds["class"], declarations.retention_class)
    stages = _each(kinds["stage"], lambda table: declarations.stage(table, classes))
    declarations.check_graph(kinds["stage"], stages)
    stages = Stages(stages)
    around = Surroundings(
        sections=_each(kinds["section"], declarations.words),
        stages=stages,
        classes=classes,
        compartments=compartments,
        code_lists=_each(kinds["codes"], declarations.code_list),
    )
    forbidden = _each(kinds["forbidden"], declarations.forbidden)
    fields, renamed = _fields(kinds["field"], around)
    for key, found in fields.items():
        refuse_forbidden(found, kinds["field"][key], forbidden)
    headings = _each(kinds["heading"], lambda table: declarations.heading(table, fields))
    declarations.check_headings(kinds["heading"], headings, fields)
    acknowledgements = _each(
        kinds["acknowledgement"], lambda table: visit_declarations.acknowledgement(table, fields)
    )
    pages = _each(kinds["visit_page"], declarations.words)
    known = visit_declarations.Known(fields, around.code_lists, pages, acknowledgements)
    return Declarations(
        fields=fields,
        renamed=renamed,
        sections=around.sections,
        stages=stages,
        classes=classes,
        roles=_each(kinds["role"], lambda table: declarations.role(table, compartments)),
        purposes=_each(kinds["purpose"], lambda table: declarations.purpose(table, classes)),
        code_lists=around.code_lists,
        forbidden=forbidden,
        compartments=compartments,
        headings=headings,
        acknowledgements=acknowledgements,
        visit_pages=pages,
        visit_types=_each(
            kinds["visit_type"], lambda table: visit_declarations.visit_type(table, known)
        ),
    )


def _by_kind(files: Iterable[Table]) -> dict[str, dict[str, Table]]:
    kinds: dict[str, dict[str, Table]] = {kind: {} for kind in TABLES}
    for file in files:
        file.only(TABLES)
        for kind in file.body:
            for table in file.tables(kind):
                if table.key in kinds[kind]:
                    raise DeclaredTwice(**table.where(), name=table.key)
                kinds[kind][table.key] = table
    return kinds


def _each(tables: Mapping[str, Table], make: Callable[[Table], T]) -> dict[str, T]:
    return {key: make(table) for key, table in tables.items()}


def _fields(
    tables: Mapping[str, Table], around: Surroundings
) -> tuple[dict[str, Field], dict[str, str]]:
    """Return the fields in form order (section, then as declared) and the tombstones."""
    gone = {key: table for key, table in tables.items() if "renamed" in table.body}
    found = {key: field(table, around) for key, table in tables.items() if key not in gone}
    places = {section: place for place, section in enumerate(around.sections)}
    ordered = sorted(found.values(), key=lambda f: places[f.section])
    return {f.key: f for f in ordered}, _tombstones(gone, found)


def _tombstones(gone: Mapping[str, Table], fields: Mapping[str, Field]) -> dict[str, str]:
    renamed: dict[str, str] = {}
    for key, table in gone.items():
        table.only(("renamed",))
        target = table.string("renamed")
        if target not in fields:
            near = nearest(target, fields)
            at = table.where("renamed")
            raise DanglingRename(**at, name=key, target=target, nearest=near)
        renamed[key] = target
    return renamed
