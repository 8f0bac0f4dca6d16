# SPDX-License-Identifier: Apache-2.0
"""The catalogue a session works by: what is declared, what was set, what the files still name."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.model import PREFIX
from hr_desk.catalogue.own_stages import with_stand_ins
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.domain.stages import with_stages
from hr_desk.operations import period_facts
from hr_desk.operations.session import Session
from hr_desk.store import stages
from hr_desk.store.compartment import Compartment
from hr_desk.store.desk_files import OVERLAY


def declared(folder: Path) -> Catalogue:
    """Return the shipped catalogue with the overlay of a desk; raises CatalogueProblem."""
    return load(overlay=folder / OVERLAY)


def in_force(catalogue: Catalogue, files: Iterable[Compartment]) -> Catalogue:
    """Return a declared catalogue with the periods that were set and the stages that are left.

    Those are own stages which an application or requisition still names though they are declared
    no more: each has a stand-in (``own_stages``).
    """
    listed = tuple(files)
    found = period_facts.applied(catalogue, period_facts.facts_in(listed))
    for file in listed:
        if file.name == "hiring":
            named = stages.named(file, f"{PREFIX}*")
            found = with_stages(found, with_stand_ins(found.stages, named))
    return found


def follow(session: Session) -> None:
    """Take up the stages that somebody else, or this session, has written since.

    It costs a look at the time of the overlay. Stages alone: who changes a field by hand opens
    the desk again. An overlay that cannot be read any more changes nothing here.
    """
    mark = _mark(session.folder / OVERLAY)
    if mark == session.overlay_mark:
        return
    with suppress(CatalogueProblem):
        files = [session.compartment(name) for name in session.held]
        fresh = in_force(declared(session.folder), files)
        session.take_catalogue(with_stages(session.catalogue, fresh.stages))
        session.overlay_mark = mark


def _mark(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
