# SPDX-License-Identifier: Apache-2.0
"""The templates of hand-offs: those of the program, and those a company makes for its own city."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from hr_desk.catalogue.hand_off_templates import (
    FILLED,
    FOLDER,
    Template,
    load_template,
    load_templates,
    parse_template,
    shipped_files,
)
from hr_desk.exchange.filled_workbook import Area, fill
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.hand_off_problems import TemplateShipped, TemplateUnknown, WorkbookMissing
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store import hand_offs as store
from hr_desk.store.compartment import Change

HERE: Final = "personnel"
"""Where hand-offs are registered: the file that knows whom they are about."""


@dataclass(frozen=True, slots=True)
class KnownTemplate:
    """A template and what it is made of; ``source`` is empty for one of the program."""

    template: Template
    source: str
    workbook: bytes
    """The receiver's empty workbook, where the template fills one."""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 over all that decides what its file looks like."""
        said = json.dumps(asdict(self.template), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode() + b"\0" + self.workbook).hexdigest()


def list_templates(session: Session) -> Mapping[str, KnownTemplate]:
    """Return every template by key: the program's, then the company's own.

    Raises CatalogueProblem where the company's overlay took a field away that one of them shows.
    """
    shipped = load_templates(catalogue=session.catalogue)
    found = {key: KnownTemplate(one, "", b"") for key, one in shipped.items()}
    own = store.templates(session.compartment(HERE))
    return found | {key: _own(session, key, *one) for key, one in own.items()}


def _own(session: Session, key: str, source: str, workbook: bytes) -> KnownTemplate:
    return KnownTemplate(parse_template(f"{key}.toml", source, session.catalogue), source, workbook)


def template_named(session: Session, key: str) -> KnownTemplate:
    """Return one template, reading no other; raises TemplateUnknown, CatalogueProblem."""
    path = FOLDER / f"{key}.toml"
    if path in shipped_files():
        return KnownTemplate(load_template(path, session.catalogue), "", b"")
    own = store.templates(session.compartment(HERE)).get(key)
    if own is None:
        raise TemplateUnknown(key=key)
    return _own(session, key, *own)


@operation("hand_off.save_template", compartment=HERE, roles=PAYROLL)
def save_template(
    session: Session, change: Change, /, source: str, workbook: bytes = b""
) -> tuple[str]:
    """Keep a template of the company's own, as TOML; returns its key.

    A hand-off that was approved with an earlier one has to be approved anew. The receiver's
    workbook is tried with nobody in it. Raises CatalogueProblem, TemplateShipped,
    WorkbookMissing, and what ``filled_workbook.fill`` raises.
    """
    template = parse_template("template.toml", source, session.catalogue)
    if FOLDER / f"{template.key}.toml" in shipped_files():
        raise TemplateShipped(key=template.key)
    if template.kind == FILLED:
        if not workbook:
            raise WorkbookMissing
        places = tuple(column.place or "" for column in template.columns)
        one = [[""] * len(places)]
        fill(workbook, Area(sheet=template.sheet, first_row=template.first_row, places=places,
                            last_row=template.last_row), one)  # fmt: skip
    store.put_template(change, template.key, source, workbook if template.kind == FILLED else b"")
    return (template.key,)


@operation("hand_off.remove_template", compartment=HERE, roles=PAYROLL)
def remove_template(session: Session, change: Change, /, key: str) -> None:
    """Remove a template of the company's own; raises TemplateUnknown."""
    del session
    if not store.remove_template(change, key):
        raise TemplateUnknown(key=key)
